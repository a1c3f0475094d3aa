/**
 * A proposal of how records of one account become one, which loses nothing: each value of each
 * record is the one chosen, or among the alternatives. Applying it is the host's.
 */
import { fail } from "../../values/errors.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import {
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { foldText } from "./company-name.js";
import { checkRecord, fieldNames, jsonOf, textOfValue } from "./field-value.js";
import type { CheckedRecord } from "./field-value.js";
import { expectOwnIds } from "./find-duplicates.js";
import { checkIdentifier, identifierKinds, sirenOf } from "./identifier-check.js";
import type { ValidIdentifier } from "./identifier-check.js";
import { tellsEntitiesApart } from "./compare-records.js";
import type { AccountRecord } from "./model.js";
import { kindOf } from "./read-record.js";

/**
 * Why a value was chosen.
 *
 * | rule | meaning |
 * |---|---|
 * | `only-value` | the records have no other |
 * | `valid-identifier` | it alone has right check digits |
 * | `newest-verified` | it was found right later than the others |
 * | `most-complete` | it says more: a longer text, a list or object of more items |
 * | `surviving-record` | it stands in the record that survives |
 * | `first-by-id` | it stands in the record whose id comes first |
 *
 * @since 0.1.0
 */
export type MergeRule =
  | "only-value"
  | "valid-identifier"
  | "newest-verified"
  | "most-complete"
  | "surviving-record"
  | "first-by-id";

/**
 * A value with the records that have it.
 *
 * @since 0.1.0
 */
export interface SourcedValue {
  readonly value: Json;
  /** Ids by code unit. */
  readonly from: readonly string[];
  /** Latest day on which one of them was found right; null where none says. */
  readonly verifiedOn: CalendarDate | null;
}

/**
 * What becomes of one field.
 *
 * @since 0.1.0
 */
export interface MergedField {
  readonly field: string;
  readonly chosen: SourcedValue;
  readonly rule: MergeRule;
  /** All other values, in the order in which they would have been chosen. */
  readonly alternatives: readonly SourcedValue[];
  /**
   * `none`: there is one value; `spelling`: values that differ only in accents, case and
   * punctuation; `value`: values that say different things; `identity`: valid identifiers, here
   * or in another field, that are not of one legal entity.
   */
  readonly conflict: "none" | "spelling" | "value" | "identity";
}

/**
 * A proposal to make one record of several.
 *
 * @since 0.1.0
 */
export interface MergeProposal {
  /** Id of the record that stays. */
  readonly survivor: string;
  /** Ids of the records that go into it, by code unit. */
  readonly absorbed: readonly string[];
  /** By name of the field. */
  readonly fields: readonly MergedField[];
  /** Names of the fields whose conflict is `value` or `identity`: for a person to look at. */
  readonly conflicts: readonly string[];
  /** Whether no conflict is one of identity. */
  readonly safe: boolean;
}

/**
 * How records are merged.
 *
 * @since 0.1.0
 */
export interface MergeOptions {
  /**
   * Id of the record that stays; unless named, the one with most fields, then the one verified
   * last, then the first by id.
   */
  readonly survivor?: string;
}

const RECORDS_MAX = 10_000;

interface Candidate {
  readonly value: unknown;
  readonly text: string;
  readonly from: string[];
  verifiedOn: CalendarDate | null;
}

/** Digits for comparing how much a value says. */
function sizeOf(value: unknown): number {
  return typeof value === "string" ? value.trim().length : textOfValue(value).length;
}

/** Equal values of a field, taken together. */
function candidatesOf(records: readonly CheckedRecord[], field: string): Candidate[] {
  const byText = new Map<string, Candidate>();
  for (const { id, fields, verifiedOn } of records) {
    const value = fields[field];
    const text = textOfValue(value);
    const day = verifiedOn.get(field) ?? null;
    const known = byText.get(text);
    if (known === undefined) byText.set(text, { value, text, from: [id], verifiedOn: day });
    else {
      known.from.push(id);
      if (day !== null && (known.verifiedOn === null || day > known.verifiedOn)) {
        known.verifiedOn = day;
      }
    }
  }
  return [...byText.values()];
}

/** −1 where the first is to be chosen over the second, with the rule that says so. */
interface Preference {
  readonly rule: MergeRule;
  readonly compare: (a: Candidate, b: Candidate) => number;
}

/** The valid identifier in a field that is named like a kind of them; null where there is none. */
function identifierIn(field: string, value: unknown): ValidIdentifier | null {
  const kind = identifierKinds.find((one) => one === field);
  if (kind === undefined || typeof value !== "string" || value.length > 64) return null;
  const result = checkIdentifier(kind, value);
  return result.ok ? result : null;
}

function isValid(field: string, value: unknown): boolean {
  return identifierIn(field, value) !== null;
}

function preferencesOf(field: string, survivor: string): readonly Preference[] {
  const rank = (holds: (one: Candidate) => boolean) => (a: Candidate, b: Candidate) =>
    Number(holds(b)) - Number(holds(a));
  return [
    { rule: "valid-identifier", compare: rank(({ value }) => isValid(field, value)) },
    {
      rule: "newest-verified",
      compare: (a, b) => compareText(b.verifiedOn ?? "", a.verifiedOn ?? ""),
    },
    { rule: "most-complete", compare: (a, b) => sizeOf(b.value) - sizeOf(a.value) },
    { rule: "surviving-record", compare: rank(({ from }) => from.includes(survivor)) },
    { rule: "first-by-id", compare: (a, b) => compareText(a.from[0] ?? "", b.from[0] ?? "") },
  ];
}

function normalisedOf(field: string, value: unknown): string {
  const identifier = identifierIn(field, value);
  if (identifier !== null) return identifier.normalised;
  if (typeof value !== "string") return textOfValue(value);
  return foldText(value).replace(/[^\p{L}\p{N}]/gu, "");
}

/** The numbers of legal entities that a value holds, by kind; a SIREN also from others. */
function entityNumbers(field: string, value: unknown): readonly (readonly [string, string])[] {
  const identifier = identifierIn(field, value);
  if (identifier === null) return [];
  const siren = sirenOf(identifier);
  const kind = kindOf(identifier);
  return [
    ...(tellsEntitiesApart(kind) ? [[kind, identifier.normalised] as const] : []),
    ...(siren === null ? [] : [["siren", siren] as const]),
  ];
}

/** Kinds of which the records that have a number have none in common: two entities, as in `findDuplicates`. */
function contestedKinds(records: readonly CheckedRecord[]): ReadonlySet<string> {
  const common = new Map<string, ReadonlySet<string>>();
  for (const { fields } of records) {
    const own = new Map<string, Set<string>>();
    for (const field of identifierKinds) {
      for (const [kind, number] of entityNumbers(field, fields[field])) {
        own.set(kind, (own.get(kind) ?? new Set<string>()).add(number));
      }
    }
    for (const [kind, numbers] of own) {
      const before = common.get(kind) ?? numbers;
      common.set(kind, new Set([...numbers].filter((one) => before.has(one))));
    }
  }
  return new Set([...common].flatMap(([kind, numbers]) => (numbers.size === 0 ? [kind] : [])));
}

function conflictOf(
  field: string,
  candidates: readonly Candidate[],
  contested: ReadonlySet<string>
): MergedField["conflict"] {
  const kinds = candidates.flatMap(({ value }) => entityNumbers(field, value));
  if (kinds.some(([kind]) => contested.has(kind))) return "identity";
  if (candidates.length < 2) return "none";
  const said = new Set(candidates.map(({ value }) => normalisedOf(field, value)));
  return said.size === 1 ? "spelling" : "value";
}

function mergeField(
  field: string,
  records: readonly CheckedRecord[],
  survivor: string,
  contested: ReadonlySet<string>
): MergedField {
  const candidates = candidatesOf(records, field);
  const preferences = preferencesOf(field, survivor);
  candidates.sort((a, b) => {
    for (const { compare } of preferences) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
  const sourced = candidates.map(
    ({ value, from, verifiedOn }): SourcedValue => ({
      value: jsonOf(value),
      from,
      verifiedOn,
    })
  );
  const [best, second] = candidates;
  const [chosen, ...alternatives] = sourced;
  if (best === undefined || chosen === undefined) {
    return fail("schema.value", field, "a value", null);
  }
  const rule =
    second === undefined
      ? "only-value"
      : preferences.find(({ compare }) => compare(best, second) !== 0)?.rule ?? "first-by-id";
  return { field, chosen, rule, alternatives, conflict: conflictOf(field, candidates, contested) };
}

function latestDay({ verifiedOn }: CheckedRecord): string {
  return [...verifiedOn.values()].reduce((latest, day) => (day > latest ? day : latest), "");
}

function chooseSurvivor(records: readonly CheckedRecord[], wanted: unknown): string {
  if (wanted !== undefined) {
    const id = expectIdentifier(wanted, "options.survivor");
    if (!records.some((record) => record.id === id)) {
      fail("review.unknown_account", "options.survivor", "the id of one of the records", id);
    }
    return id;
  }
  const ranked = [...records].sort(
    (a, b) =>
      fieldNames(b).length - fieldNames(a).length ||
      compareText(latestDay(b), latestDay(a)) ||
      compareText(a.id, b.id)
  );
  return ranked[0]?.id ?? "";
}

/**
 * Proposes how records of one account become one: which stays, which value each field takes and
 * by which rule, every other value with the records that have it, and where values contradict
 * each other. Nothing is lost and nothing is applied. Independent of the order of records.
 *
 * Fields named like a kind of identifier (`siren`, `vat` …) prefer a valid number. Valid ones of
 * two legal entities, in one field or in several (a SIREN, and a French VAT number of another),
 * are a conflict of identity, and the proposal is not `safe`. Of IBAN, SIRET, D-U-N-S and VAT
 * numbers of several countries an entity may have more than one. O(records × fields).
 *
 * @throws ClienteleError `review.empty` for no record, `review.unknown_account` for a survivor
 * that is none of them, `review.duplicate_id`, `schema.*`, `id.format`, `date.*`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { proposeMerge } from "clientele/review";
 *
 * const proposal = proposeMerge([
 *   { id: "C-1", name: "Acme", phone: "+33 4 72 00 00 00", verifiedOn: { phone: "2024-01-15" } },
 *   { id: "C-2", name: "ACME", phone: "+33 4 72 11 11 11", verifiedOn: { phone: "2026-06-01" } },
 * ]);
 * assert.equal(proposal.survivor, "C-2");
 * const [name, phone] = proposal.fields;
 * assert.equal(name?.conflict, "spelling");
 * assert.equal(phone?.chosen.value, "+33 4 72 11 11 11");
 * assert.equal(phone?.rule, "newest-verified");
 * assert.deepEqual(phone?.alternatives[0]?.from, ["C-1"]);
 * assert.deepEqual(proposal.conflicts, ["phone"]);
 * ```
 * @since 0.1.0
 */
export function proposeMerge(
  accounts: readonly AccountRecord[],
  options: MergeOptions = {}
): MergeProposal {
  const wanted = expectRecord(options, "options", ["survivor"])["survivor"];
  const list = expectArray(accounts, "accounts", RECORDS_MAX);
  if (list.length === 0) fail("review.empty", "accounts", "at least one record", list);
  const given = list.map((item, index) => checkRecord(item, atIndex("accounts", index)));
  expectOwnIds(given, "accounts");
  const records = [...given].sort((a, b) => compareText(a.id, b.id));
  const survivor = chooseSurvivor(records, wanted);
  const withField = new Map<string, CheckedRecord[]>();
  for (const record of records) {
    for (const name of fieldNames(record)) {
      const holders = withField.get(name);
      if (holders === undefined) withField.set(name, [record]);
      else holders.push(record);
    }
  }
  const names = [...withField.keys()].sort(compareText);
  const contested = contestedKinds(records);
  const fields = names.map((name) =>
    mergeField(name, withField.get(name) ?? [], survivor, contested)
  );
  const conflicting = fields.filter(
    ({ conflict }) => conflict === "value" || conflict === "identity"
  );
  return {
    survivor,
    absorbed: records.map(({ id }) => id).filter((id) => id !== survivor),
    fields,
    conflicts: conflicting.map(({ field }) => field),
    safe: fields.every(({ conflict }) => conflict !== "identity"),
  };
}
