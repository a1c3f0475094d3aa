/** The example's own words, beside those of the library's catalogues: charts, and what it prints. */
import { english, french } from "clientele/review";
import type { Catalogue } from "clientele/review";
import type {
  AliveLabel,
  ContributionLabel,
  LorenzLabel,
  ParetoLabel,
  PortfolioLabel,
  RfmHeatmapLabel,
  TrackingLabel,
} from "clientele/scoring";

type Labels<Name extends string> = { readonly [name in Name]?: string };

export interface ChartWords {
  readonly alive: Labels<AliveLabel>;
  readonly lorenz: Labels<LorenzLabel>;
  readonly matrix: Labels<PortfolioLabel>;
  readonly pareto: Labels<ParetoLabel>;
  readonly rfm: Labels<RfmHeatmapLabel>;
  readonly score: Labels<ContributionLabel>;
  readonly tracking: Labels<TrackingLabel>;
}

export interface Words {
  readonly company: string;
  readonly records: string;
  readonly noDuplicates: string;
  /** With `{compared}`, `{possible}` and `{groups}`. */
  readonly compared: string;
  readonly likeness: string;
  readonly merge: string;
  readonly keeps: string;
  readonly conflict: string;
  readonly safe: string;
  readonly unsafe: string;
  readonly contacts: string;
  readonly campaigns: string;
  readonly capacity: string;
  readonly charts: ChartWords;
}

const ENGLISH: Words = {
  company: "A synthetic company from a fixed seed; review your own orders with --orders FILE.",
  records: "Accounts that may be one company",
  noDuplicates: "No two records look alike.",
  compared: "{groups} groups; {compared} of {possible} pairs were compared.",
  likeness: "alike to {likeness}: {evidence}",
  merge: "How {absorbed} could go into {survivor}:",
  keeps: "{field}: {value} ({rule})",
  conflict: "also: {values}",
  safe: "Nothing contradicts it.",
  unsafe: "A person has to decide: {fields}.",
  contacts: "Contacts of the next working days",
  campaigns: "Campaigns",
  capacity: "{sent} to be sent, {kept} kept back ({reasons})",
  charts: {
    alive: { date: "", probability: "Probability" },
    lorenz: {},
    matrix: { attractiveness: "Attractiveness", strength: "Relative strength" },
    pareto: { item: "Account", rank: "Rank", share: "Share", cumulativeShare: "Running total" },
    rfm: { recency: "Recency", frequency: "Frequency" },
    score: { criterion: "" },
    tracking: { period: "Weeks", quantity: "Repeat purchases", actual: "Counted", expected: "Expected", series: "" },
  },
};

const FRENCH: Words = {
  company: "Une entreprise fictive, d’une graine fixe ; la revue de vos commandes avec --orders FICHIER.",
  records: "Comptes qui sont peut-être une seule entreprise",
  noDuplicates: "Aucune fiche ne ressemble à une autre.",
  compared: "{groups} groupes ; {compared} paires comparées sur {possible}.",
  likeness: "ressemblance {likeness} : {evidence}",
  merge: "Comment {absorbed} pourrait rejoindre {survivor} :",
  keeps: "{field} : {value} ({rule})",
  conflict: "aussi : {values}",
  safe: "Rien ne s’y oppose.",
  unsafe: "À trancher par une personne : {fields}.",
  contacts: "Contacts des prochains jours ouvrés",
  campaigns: "Campagnes",
  capacity: "{sent} à envoyer, {kept} retenus ({reasons})",
  charts: {
    alive: { date: "", probability: "Probabilité", purchase: "Achat" },
    lorenz: { accounts: "Part des comptes", value: "Part du chiffre d’affaires" },
    matrix: {
      account: "Compte",
      attractiveness: "Attrait",
      strength: "Position relative",
      size: "Taille",
      quadrant: "Quadrant",
      highHigh: "Attrayant, forts",
      highLow: "Attrayant, faibles",
      lowHigh: "Moins attrayant, forts",
      lowLow: "Moins attrayant, faibles",
    },
    pareto: { item: "Compte", rank: "Rang", share: "Part", cumulativeShare: "Cumul", class: "Classe", value: "Valeur" },
    rfm: { recency: "Récence", frequency: "Fréquence", accounts: "Comptes", monetary: "Montant moyen" },
    score: { criterion: "", points: "Points obtenus", pointsMax: "Points possibles", kind: "Points" },
    tracking: { period: "Semaines", quantity: "Réachats", actual: "Constatés", expected: "Attendus", series: "", calibrationEnd: "Fin du calage" },
  },
};

/** Names that the company's policy chose, in both languages. */
const OWN_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  "criterion.turnover": ["turnover", "chiffre d’affaires"],
  "criterion.frequency": ["orders", "commandes"],
  "criterion.growth": ["growth", "croissance"],
  "criterion.pays": ["pays in time", "paie à temps"],
  "criterion.pocket": ["price realised", "prix réalisé"],
  "criterion.risk": ["risk", "risque"],
  "criterion.fit": ["strategic fit", "adéquation"],
  "class.key": ["key", "clé"],
  "class.major": ["major", "important"],
  "class.standard": ["standard", "courant"],
  "cell.key": ["key", "clés"],
  "cell.key-development": ["to be developed", "à développer"],
  "cell.maintenance": ["to be maintained", "à entretenir"],
  "cell.opportunistic": ["opportunistic", "au cas par cas"],
  "price.quantity": ["quantity", "quantité"],
  "price.group": ["group", "groupe"],
  "price.partner": ["partner", "partenaire"],
  "price.cashDiscount": ["cash discount", "escompte"],
  "price.freight": ["freight", "port"],
  "campaign.led-subsidy": ["LED lighting, subsidised", "éclairage LED subventionné"],
  "campaign.gift-packaging": ["Packaging for gifts", "emballages cadeaux"],
};

export type Language = "en" | "fr";

/** The words of a language tag. */
export function wordsOf(language: string): Words {
  return language === "fr" ? FRENCH : ENGLISH;
}

/** The library's catalogue with the names of the company's policy. */
export function catalogueOf(language: Language): Catalogue {
  const place = language === "fr" ? 1 : 0;
  const own = Object.entries(OWN_NAMES).map(([code, names]) => [code, names[place] ?? code] as const);
  const base = language === "fr" ? french : english;
  return { ...base, messages: { ...base.messages, ...Object.fromEntries(own) } };
}

/** A sentence with its places filled. */
export function fillIn(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{([a-z]+)\}/g, (place, name: string) => String(values[name] ?? place));
}
