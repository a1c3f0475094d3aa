/**
 * How duplicates are told: fields, weights of evidence, bounds of work.
 *
 * The weights are binary logarithms of likelihood ratios, the scale of I. P. Fellegi and A. B.
 * Sunter (1969), "A theory for record linkage", JASA 64: how many times likelier the
 * observation is for two records of one account than for two of different ones. The defaults
 * are judgements for records of business clients, not estimates from the host's own data.
 */
import { fail } from "../../values/errors.js";
import { logarithm } from "../../values/numeric/exponential.js";
import {
  at,
  atIndex,
  expectFinite,
  expectInteger,
  expectArray,
  expectRecord,
  expectString,
  orUsual,
} from "../../values/plain.js";
import { foldText, tableOf } from "./company-name.js";
import type { LegalFormTable } from "./company-name.js";
import type { LegalForm } from "./legal-forms.js";
import type { DuplicateFields } from "./model.js";
import { parseFactName } from "../../conditions/address.js";
import type { FactAddress } from "../../conditions/address.js";

/**
 * Weights of evidence in binary digits, −50 to 50 each.
 *
 * @since 0.1.0
 */
export interface EvidenceWeights {
  /** Before anything is compared; −4: one in seventeen of the pairs looked at is a duplicate. */
  readonly prior?: number;
  /** A number of a legal entity (SIREN, VAT, LEI, D-U-N-S) is the same; 14. */
  readonly identifierEqual?: number;
  /** Both have one of a kind, and it is not the same; −12. */
  readonly identifierDifferent?: number;
  /** A SIRET or D-U-N-S number differs: another place of perhaps the same entity; −5. */
  readonly placeDifferent?: number;
  /** An IBAN is the same; 8. */
  readonly accountNumberEqual?: number;
  /** Names are equal; 8. Between 0.6 and 1 of likeness the weight is interpolated. */
  readonly nameEqual?: number;
  /** Names are alike to 0.6 or less; −8. */
  readonly nameDifferent?: number;
  /** The names say two legal forms; −1. */
  readonly legalFormDifferent?: number;
  /** The street is the same; 2.5. */
  readonly streetEqual?: number;
  /** The street is another; −0.5. */
  readonly streetDifferent?: number;
  /** The postcode is the same; 2. */
  readonly postcodeEqual?: number;
  /** The postcode is another; −1.5. */
  readonly postcodeDifferent?: number;
  /** The country is another; −3. */
  readonly countryDifferent?: number;
  /** A telephone number is the same; 4. */
  readonly phoneEqual?: number;
  /** An e-mail address is the same; 5. */
  readonly emailEqual?: number;
  /** A domain of e-mail or website is the same, and no public one; 3. */
  readonly domainEqual?: number;
}

/**
 * How duplicates are looked for.
 *
 * @since 0.1.0
 */
export interface DuplicateOptions {
  /** Similarity from which a pair is reported, above 0 to 1; 0.8 unless named. */
  readonly threshold?: number;
  /** Records that have one thing in common and are compared each with each; 2 to 10 000; 50. */
  readonly blockSizeMax?: number;
  readonly weights?: EvidenceWeights;
  readonly fields?: DuplicateFields;
  /** Legal forms taken off names; `legalForms` unless named. */
  readonly legalForms?: readonly LegalForm[];
  /** Domains that are no evidence, as everyone may have an address there. */
  readonly publicDomains?: readonly string[];
}

/** @internal */
export type Weights = Readonly<Record<keyof EvidenceWeights, number>>;

const WEIGHTS: Weights = {
  prior: -4,
  identifierEqual: 14,
  identifierDifferent: -12,
  placeDifferent: -5,
  accountNumberEqual: 8,
  nameEqual: 8,
  nameDifferent: -8,
  legalFormDifferent: -1,
  streetEqual: 2.5,
  streetDifferent: -0.5,
  postcodeEqual: 2,
  postcodeDifferent: -1.5,
  countryDifferent: -3,
  phoneEqual: 4,
  emailEqual: 5,
  domainEqual: 3,
};

const PUBLIC_DOMAINS =
  "gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr hotmail.de live.com " +
  "live.fr msn.com yahoo.com yahoo.fr yahoo.de yahoo.co.uk icloud.com me.com aol.com gmx.de " +
  "gmx.net gmx.at gmx.ch web.de t-online.de freenet.de orange.fr wanadoo.fr free.fr sfr.fr " +
  "laposte.net neuf.fr bbox.fr libero.it alice.it tiscali.it virgilio.it btinternet.com " +
  "proton.me protonmail.com mail.ru yandex.ru bk.ru list.ru inbox.ru qq.com 163.com 126.com " +
  "telenet.be skynet.be ziggo.nl kpnmail.nl bluewin.ch seznam.cz wp.pl onet.pl o2.pl interia.pl";

const ONE_FIELD = [
  "siren",
  "siret",
  "vat",
  "lei",
  "duns",
  "iban",
  "street",
  "postcode",
  "country",
  "phone",
  "email",
  "website",
] as const;

/** Where each kind of evidence stands in a record. @internal */
export type FieldAddresses = Readonly<Record<(typeof ONE_FIELD)[number], FactAddress>> & {
  readonly names: readonly FactAddress[];
};

/** Options, checked. @internal */
export interface DuplicatePlan {
  readonly threshold: number;
  /** Binary digits of evidence below which the threshold is not reached; a little less. */
  readonly bitsMin: number;
  readonly blockSizeMax: number;
  readonly weights: Weights;
  readonly fields: FieldAddresses;
  readonly forms: LegalFormTable;
  readonly publicDomains: ReadonlySet<string>;
}

function readWeights(value: unknown): Weights {
  const keys = Object.keys(WEIGHTS) as (keyof EvidenceWeights)[];
  const record = expectRecord(orUsual(value, {}), "options.weights", keys);
  const weights: Record<string, number> = {};
  for (const key of keys) {
    const path = at("options.weights", key);
    const weight = expectFinite(orUsual(record[key], WEIGHTS[key]), path);
    if (Math.abs(weight) > 50) fail("schema.range", path, "from -50 to 50", weight);
    weights[key] = weight;
  }
  return weights as Weights;
}

function readFields(value: unknown): FieldAddresses {
  const path = "options.fields";
  const record = expectRecord(orUsual(value, {}), path, ["names", ...ONE_FIELD]);
  const namesPath = at(path, "names");
  const names = expectArray(orUsual(record["names"], ["name", "otherNames"]), namesPath, 20);
  const addresses: Record<string, FactAddress> = {};
  for (const key of ONE_FIELD) addresses[key] = parseFactName(orUsual(record[key], key), at(path, key));
  return {
    ...(addresses as Readonly<Record<(typeof ONE_FIELD)[number], FactAddress>>),
    names: names.map((name, index) => parseFactName(name, atIndex(namesPath, index))),
  };
}

const LN2 = 0.6931471805599453;
/** From here on 1 / (1 + 2^−bits) is 1 as a double, or nearly so. */
const BITS_SURE = 50;

const KEYS = [
  "threshold",
  "blockSizeMax",
  "weights",
  "fields",
  "legalForms",
  "publicDomains",
] as const;

/** Reads options (`schema.*`, `rule.fact`, `review.legal_form`). @internal */
export function readDuplicateOptions(options: unknown): DuplicatePlan {
  const record = expectRecord(options, "options", KEYS);
  const threshold = expectFinite(orUsual(record["threshold"], 0.8), "options.threshold");
  if (threshold <= 0 || threshold > 1) {
    fail("schema.range", "options.threshold", "above 0, at most 1", threshold);
  }
  const domainsPath = "options.publicDomains";
  const domains = expectArray(orUsual(record["publicDomains"], PUBLIC_DOMAINS.split(" ")), domainsPath);
  return {
    threshold,
    bitsMin: threshold === 1 ? BITS_SURE : logarithm(threshold / (1 - threshold)) / LN2 - 1e-6,
    blockSizeMax: expectInteger(orUsual(record["blockSizeMax"], 50), "options.blockSizeMax", 2, 10_000),
    weights: readWeights(record["weights"]),
    fields: readFields(record["fields"]),
    forms: tableOf(record["legalForms"]),
    publicDomains: new Set(
      domains.map((one, index) => foldText(expectString(one, atIndex(domainsPath, index), 256)))
    ),
  };
}
