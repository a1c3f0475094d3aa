/** Evidence that two records are one account, each piece with its weight; symmetric. */
import { exponential } from "../../values/numeric/exponential.js";
import { compareText } from "../../values/plain.js";
import type { DuplicatePlan, Weights } from "./duplicate-options.js";
import type { AssignedRoom } from "./jaro-winkler.js";
import { similarityOf } from "./jaro-winkler.js";
import type { DuplicateEvidence, EvidenceCode } from "./model.js";
import { nameLikeness } from "./name-similarity.js";
import type { ReadRecord } from "./read-record.js";

const LN2 = 0.6931471805599453;
/** Likeness of names at and below which they are held to be different. */
const NAME_FLOOR = 0.6;
const STREET_FROM = 0.9;
/** Kinds whose numbers are of a place of business: an entity may have several. */
const PLACE_KINDS: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(["siret", "duns"]))();

/** What two records come to. @internal */
export interface Comparison {
  readonly similarity: number;
  readonly evidence: readonly DuplicateEvidence[];
}

/** The first value that two sorted lists share. */
function firstShared(a: readonly string[], b: readonly string[]): string | null {
  for (const value of a) if (b.includes(value)) return value;
  return null;
}

/** Whether numbers of a kind tell legal entities apart. @internal */
export function tellsEntitiesApart(kind: string): boolean {
  return kind !== "iban" && !PLACE_KINDS.has(kind);
}

class EvidenceBook {
  readonly list: DuplicateEvidence[] = [];
  readonly #weights: Weights;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  add(code: EvidenceCode, weight: number, detail: string, likeness?: number): void {
    if (weight === 0) return;
    this.list.push(
      likeness === undefined ? { code, weight, detail } : { code, weight, detail, likeness }
    );
  }

  /**
   * Numbers of one entity follow from each other (a VAT number from its SIREN), so that equal
   * ones count once, and different ones once.
   */
  addIdentifiers(a: ReadRecord, b: ReadRecord): void {
    let [equal, different, otherPlace, account] = ["", "", "", ""];
    for (const [kind, values] of a.byKind) {
      const others = b.byKind.get(kind);
      if (others === undefined) continue;
      const shared = firstShared(values, others);
      if (kind === "iban") account ||= shared ?? "";
      else if (shared !== null) equal ||= `${kind}:${shared}`;
      else if (tellsEntitiesApart(kind)) different ||= kind;
      else otherPlace ||= kind;
    }
    if (equal !== "") this.add("identifier-equal", this.#weights.identifierEqual, equal);
    if (different !== "") {
      this.add("identifier-different", this.#weights.identifierDifferent, different);
    } else if (otherPlace !== "") {
      this.add("identifier-different", this.#weights.placeDifferent, otherPlace);
    }
    if (account !== "") {
      this.add("account-number-equal", this.#weights.accountNumberEqual, `iban:${account}`);
    }
  }

  /** The two names that are most alike decide, the first such by their texts. */
  addNames(a: ReadRecord, b: ReadRecord, room: AssignedRoom): void {
    let best = -1;
    let detail = "";
    let isOtherForm = false;
    for (const name of a.names) {
      for (const other of b.names) {
        const likeness = nameLikeness(name, other, room);
        const [low, high] =
          name.normalised <= other.normalised
            ? [name.normalised, other.normalised]
            : [other.normalised, name.normalised];
        const text = low === high ? low : `${low} | ${high}`;
        if (likeness < best || (likeness === best && text >= detail)) continue;
        best = likeness;
        detail = text;
        isOtherForm =
          name.legalForm !== null && other.legalForm !== null && name.legalForm !== other.legalForm;
      }
    }
    if (best < 0) return;
    const { nameEqual, nameDifferent, legalFormDifferent } = this.#weights;
    const share = Math.max(0, (best - NAME_FLOOR) / (1 - NAME_FLOOR));
    const weight = nameDifferent + share * (nameEqual - nameDifferent);
    this.add("name", weight, detail, best);
    if (isOtherForm) this.add("legal-form-different", legalFormDifferent, detail);
  }

  addPlace(a: ReadRecord, b: ReadRecord, room: AssignedRoom): void {
    const weights = this.#weights;
    if (a.country !== "" && b.country !== "" && a.country !== b.country) {
      const detail = [a.country, b.country].sort().join(" | ");
      this.add("country-different", weights.countryDifferent, detail);
    }
    if (a.postcode !== "" && b.postcode !== "") {
      const isEqual = a.postcode === b.postcode;
      const weight = isEqual ? weights.postcodeEqual : weights.postcodeDifferent;
      this.add("postcode", weight, isEqual ? a.postcode : "");
    }
    if (a.street !== "" && b.street !== "") {
      const likeness = similarityOf(a.street, b.street, room);
      const isEqual = likeness >= STREET_FROM && hasSameNumber(a.street, b.street);
      const weight = isEqual ? weights.streetEqual : weights.streetDifferent;
      const detail = isEqual ? (a.street < b.street ? a.street : b.street) : "";
      this.add("street", weight, detail, likeness);
    }
  }

  addContacts(a: ReadRecord, b: ReadRecord): void {
    const weights = this.#weights;
    const phone = firstShared(a.phones, b.phones);
    if (phone !== null) this.add("phone", weights.phoneEqual, phone);
    const email = firstShared(a.emails, b.emails);
    if (email !== null) this.add("email", weights.emailEqual, email);
    const domain = firstShared(a.domains, b.domains);
    // An equal address has an equal domain: that is no evidence of its own.
    if (domain !== null && email === null) this.add("domain", weights.domainEqual, domain);
  }
}

/** Numbers 12 and 14 of one street are two places, however alike the texts. */
function hasSameNumber(a: string, b: string): boolean {
  const [first, second] = [/[0-9]+/.exec(a)?.[0], /[0-9]+/.exec(b)?.[0]];
  return first === second || first === undefined || second === undefined;
}

/** The most that the evidence beside names can come to, told by what is quick to look at. */
function boundBesideNames(a: ReadRecord, b: ReadRecord, weights: Weights): number {
  let bits = weights.prior + Math.max(weights.streetEqual, weights.streetDifferent, 0);
  if (a.identifiers.length > 0 && b.identifiers.length > 0) {
    for (const value of a.identifiers) {
      if (!b.identifiers.includes(value)) continue;
      bits += Math.max(0, weights.identifierEqual) + Math.max(0, weights.accountNumberEqual);
      break;
    }
    bits += sirenBound(a, b, weights);
  }
  if (a.postcode !== "" && b.postcode !== "") {
    bits += a.postcode === b.postcode ? weights.postcodeEqual : weights.postcodeDifferent;
  }
  if (a.country !== "" && b.country !== "" && a.country !== b.country) {
    bits += weights.countryDifferent;
  }
  if (firstShared(a.phones, b.phones) !== null) bits += Math.max(0, weights.phoneEqual);
  if (firstShared(a.emails, b.emails) !== null) bits += Math.max(0, weights.emailEqual);
  if (firstShared(a.domains, b.domains) !== null) bits += Math.max(0, weights.domainEqual);
  return bits;
}

function sirenBound(a: ReadRecord, b: ReadRecord, weights: Weights): number {
  const weight = Math.max(0, weights.identifierDifferent, weights.placeDifferent);
  const [own, other] = [a.byKind.get("siren"), b.byKind.get("siren")];
  if (own === undefined || other === undefined) return weight;
  return firstShared(own, other) === null ? weights.identifierDifferent : weight;
}

/**
 * Whether two records may come to so many binary digits at all: most pairs of a block do not,
 * and are put aside before any reason is written down.
 *
 * @internal
 */
export function mayReach(
  a: ReadRecord,
  b: ReadRecord,
  weights: Weights,
  bitsMin: number,
  room: AssignedRoom
): boolean {
  const missing = bitsMin - boundBesideNames(a, b, weights);
  if (a.names.length === 0 || b.names.length === 0) return missing <= 0;
  const { nameEqual, nameDifferent } = weights;
  const range = nameEqual - nameDifferent;
  const form = Math.max(0, weights.legalFormDifferent);
  if (range <= 0) return missing <= nameDifferent + form;
  const share = (missing - form - nameDifferent) / range;
  // One part in a thousand million makes up for rounding on the way.
  const least = NAME_FLOOR + share * (1 - NAME_FLOOR) - 1e-9;
  if (share <= 0) return true;
  if (least > 1) return false;
  for (const name of a.names) {
    for (const other of b.names) {
      if (nameLikeness(name, other, room, least) >= least) return true;
    }
  }
  return false;
}

/** Compares two records in whatever order. @internal */
export function compareRecords(
  a: ReadRecord,
  b: ReadRecord,
  plan: DuplicatePlan,
  room: AssignedRoom
): Comparison {
  const book = new EvidenceBook(plan.weights);
  book.addIdentifiers(a, b);
  book.addNames(a, b, room);
  book.addPlace(a, b, room);
  book.addContacts(a, b);
  let bits = plan.weights.prior;
  for (const { weight } of book.list) bits += weight;
  return { similarity: 1 / (1 + exponential(-bits * LN2)), evidence: book.list };
}

/** Strongest first, whichever way it points; then by code. @internal */
export function rankedEvidence(
  evidence: readonly DuplicateEvidence[]
): readonly DuplicateEvidence[] {
  return [...evidence].sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight) || compareText(a.code, b.code)
  );
}
