/**
 * The three hundred accounts: who they are, who looks after them, how they buy and pay, and what
 * becomes of them. Everything else that is known of them follows from this.
 */
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { BOOKS_FROM } from "./days.js";
import { randomOf } from "./random.js";
import type { Random } from "./random.js";

/** What becomes of a client. */
export type Course =
  | "steady"
  | "growing"
  | "shrinking"
  | "silent"
  | "gone"
  | "returning"
  | "new"
  | "sends-back"
  | "lead"
  | "prospect"
  | "qualified"
  | "negotiating";

/** How it pays. */
export type Payer = "prompt" | "usual" | "late" | "worsening" | "unknown";

export interface Client {
  readonly id: string;
  readonly name: string;
  readonly trade: string;
  readonly town: string;
  readonly postcode: string;
  readonly country: "FR" | "BE";
  readonly region: string;
  readonly manager: string;
  readonly channel: string;
  /** Prices are agreed for groups: chains, partners. */
  readonly group: "chain" | "partner" | null;
  readonly course: Course;
  readonly payer: Payer;
  /** 1 is a small shop, 24 a chain. */
  readonly size: number;
  /** Usual days between two orders. */
  readonly everyDays: number;
  /** First day on which it may order; for a lead, the day it became known. */
  readonly since: CalendarDate;
  /** The account that it is the same company as, written down twice. */
  readonly sameAs: string | null;
}

export const COUNT = 300;
const PROSPECTS = 30;
/** Accounts that were opened a second time for a company that already had one. */
const SECOND_ACCOUNTS = 9;

interface Town {
  readonly town: string;
  readonly postcode: string;
  readonly country: "FR" | "BE";
  readonly region: string;
}

const TOWNS: readonly Town[] = [
  { town: "Lyon", postcode: "69002", country: "FR", region: "south" },
  { town: "Grenoble", postcode: "38000", country: "FR", region: "south" },
  { town: "Avignon", postcode: "84000", country: "FR", region: "south" },
  { town: "Nantes", postcode: "44000", country: "FR", region: "west" },
  { town: "Rennes", postcode: "35000", country: "FR", region: "west" },
  { town: "Bordeaux", postcode: "33000", country: "FR", region: "west" },
  { town: "Paris", postcode: "75011", country: "FR", region: "north" },
  { town: "Lille", postcode: "59000", country: "FR", region: "north" },
  { town: "Reims", postcode: "51100", country: "FR", region: "north" },
  { town: "Bruxelles", postcode: "1000", country: "BE", region: "north" },
  { town: "Liège", postcode: "4000", country: "BE", region: "north" },
];

const TRADES: readonly { readonly trade: string; readonly words: readonly string[] }[] = [
  { trade: "fashion", words: ["Boutique", "Atelier", "Maison", "Chausseur"] },
  { trade: "food", words: ["Épicerie", "Fromagerie", "Cave", "Boulangerie"] },
  { trade: "books", words: ["Librairie", "Papeterie", "Presse", "Galerie"] },
  { trade: "beauty", words: ["Institut", "Parfumerie", "Salon", "Herboristerie"] },
  { trade: "hotels", words: ["Hôtel", "Auberge", "Restaurant", "Brasserie"] },
];

const FAMILIES = [
  "Delorme", "Perrin", "Garnier", "Lambert", "Rousseau", "Chevalier", "Marchand", "Fontaine", "Vidal", "Leclerc",
  "Moulin", "Barbier", "Carpentier", "Renard", "Masson", "Gauthier", "Picard", "Aubert", "Lemoine", "Brunet",
  "Colin", "Duval", "Faure", "Giraud", "Hubert", "Jacquet", "Klein", "Langlois", "Mercier", "Noël",
  "Olivier", "Poirier", "Quentin", "Rivière", "Schmitt", "Tessier", "Vasseur", "Weber", "Adam", "Besson",
  "Caron", "Dumas", "Étienne", "Fournier", "Guérin", "Henry", "Imbert", "Joly", "Labbé", "Menard",
  "Navarro", "Ollivier", "Prévost", "Roche", "Sauvage", "Thibault", "Verdier", "Wagner", "Blanchard", "Coulon",
];
const LEGAL_FORMS = ["SARL", "SAS", "SA", "EURL"];

export const MANAGERS = ["ada", "bruno", "claire", "djamel", "elise"] as const;
export const CHANNELS = ["fairs", "referrals", "calls", "advertising", "presentations"] as const;

/** Sizes as there are: many small ones, few large ones. */
const SIZES = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 8, 11, 16, 24];

const COURSES: readonly Course[] = [
  "steady", "steady", "steady", "steady", "steady", "steady", "steady", "steady",
  "growing", "growing", "growing", "growing", "shrinking", "shrinking",
  "silent", "silent", "silent", "gone", "returning", "returning", "new", "new", "sends-back",
];
const BEFORE_ORDERS: readonly Course[] = ["lead", "lead", "prospect", "prospect", "qualified", "negotiating"];
const PAYERS: readonly Payer[] = ["prompt", "prompt", "usual", "usual", "usual", "late", "worsening", "unknown"];

function idOf(index: number): string {
  return `C-${String(index + 1).padStart(3, "0")}`;
}

/** No two of them alike: the word goes with the trade, the family name walks on. */
function nameOf(index: number, words: readonly string[], random: Random): string {
  const family = FAMILIES[(index * 7) % FAMILIES.length] ?? "";
  const word = words[Math.floor(index / FAMILIES.length) % words.length] ?? "";
  return `${word} ${family} ${random.pick(LEGAL_FORMS)}`;
}

function sinceOf(course: Course, random: Random): CalendarDate {
  if (course === "new") return addDays("2026-07-20", random.whole(0, 90));
  if (BEFORE_ORDERS.includes(course)) return addDays("2026-01-12", random.whole(0, 240));
  // Half of them bought before the books began; the others came since, month after month.
  return addDays(BOOKS_FROM, random.chance(0.5) ? random.whole(0, 60) : random.whole(0, 880));
}

function clientOf(index: number): Client {
  const random = randomOf(`client ${idOf(index)}`);
  const isProspect = index >= COUNT - PROSPECTS;
  const place = random.pick(TOWNS);
  const { trade, words } = TRADES[index % TRADES.length] ?? { trade: "fashion", words: ["Boutique"] };
  const course = isProspect ? random.pick(BEFORE_ORDERS) : random.pick(COURSES);
  const size = random.pick(SIZES);
  return {
    id: idOf(index),
    name: nameOf(index, words, random),
    trade,
    ...place,
    manager: random.pick(MANAGERS),
    channel: random.pick(CHANNELS),
    group: size >= 11 ? "chain" : size >= 5 && random.chance(0.6) ? "partner" : null,
    course,
    payer: random.pick(PAYERS),
    size,
    everyDays: Math.max(9, Math.round(random.whole(26, 62) - size)),
    since: sinceOf(course, random),
    sameAs: null,
  };
}

/** The same company again under another name and id, as another desk wrote it down. */
function secondAccountOf(first: Client, index: number): Client {
  const random = randomOf(`second account of ${first.id}`);
  const bare = first.name.replace(/ [A-Z]+$/, "");
  const name = random.chance(0.5) ? bare.toUpperCase() : `${bare} ${first.town}`;
  return {
    ...first,
    id: idOf(index),
    name,
    course: "steady",
    size: 1,
    group: null,
    everyDays: random.whole(50, 80),
    manager: random.pick(MANAGERS),
    sameAs: first.id,
  };
}

/** All accounts, by id. */
export const CLIENTS: readonly Client[] = (() => {
  const own = COUNT - PROSPECTS - SECOND_ACCOUNTS;
  const first = Array.from({ length: own }, (_, index) => clientOf(index));
  const second = Array.from({ length: SECOND_ACCOUNTS }, (_, place) => {
    const original = first[11 + place * 23];
    if (original === undefined) throw new Error("there are too few clients");
    return secondAccountOf(original, own + place);
  });
  const prospects = Array.from({ length: PROSPECTS }, (_, place) => clientOf(COUNT - PROSPECTS + place));
  return [...first, ...second, ...prospects];
})();

/** Whether it has ordered, or is still to be won. */
export function isBuyer({ course }: Client): boolean {
  return !BEFORE_ORDERS.includes(course);
}
