/**
 * Evidence: a value with its unit, its date and its source, or the stated absence of one.
 *
 * Missing is a state and never a zero. What a policy makes of it is declared once, in the
 * policy, and applied the same everywhere.
 */
import { ClienteleError, fail } from "../values/errors.js";
import { checkCount, KEYS_MAX } from "../values/limits.js";
import {
  at,
  expectFinite,
  expectOneOf,
  expectRecord,
  expectString,
  isRecord,
} from "../values/plain.js";
import { expectPast } from "./days.js";
import type { Measure } from "./measure.js";

/**
 * A value that is known, with where and when it comes from.
 *
 * @since 0.1.0
 */
export interface PresentEvidence {
  readonly state: "present";
  readonly value: number | string | boolean;
  /** `share`, `days`, `EUR`, …; compared literally with what a policy demands. */
  readonly unit?: string;
  /** The day of which the value is true; not after the day of assessment. */
  readonly asOf: string;
  /** Who says so: an agency, the ledger, the client. */
  readonly source: string;
}

/**
 * A value that is not known.
 *
 * @since 0.1.0
 */
export interface MissingEvidence {
  readonly state: "missing";
  /** Why, if that is known: `not asked`, `refused`, `zero denominator of sales`. */
  readonly reason?: string;
}

/**
 * A value that has no meaning for this client, such as debt over equity of a debt-free one.
 *
 * @since 0.1.0
 */
export interface NotApplicableEvidence {
  readonly state: "notApplicable";
  readonly reason: string;
}

/**
 * One fact about a client, known or not.
 *
 * @since 0.1.0
 */
export type Evidence = PresentEvidence | MissingEvidence | NotApplicableEvidence;

/**
 * The facts about one client by name. Names have no dots; a name that is absent is missing.
 *
 * @since 0.1.0
 */
export interface EvidenceSet {
  readonly [fact: string]: Evidence;
}

const VALUE_MAX = 1e18;

/** Whether a text can name a fact of evidence. @internal */
export function isFactName(value: string): boolean {
  return (
    /^[A-Za-z][A-Za-z0-9_-]{0,127}$/.test(value) && value !== "constructor" && value !== "prototype"
  );
}

/** Demands a name of a fact (`risk.fact_name`). @internal */
export function expectFactName(value: unknown, path: string): string {
  if (typeof value !== "string" || !/^[A-Za-z][A-Za-z0-9_-]{0,127}$/.test(value)) {
    fail("risk.fact_name", path, "a name of letters, digits, - and _", value);
  }
  if (value === "constructor" || value === "prototype") {
    fail("risk.fact_name", path, "a name that is no prototype's", value);
  }
  return value;
}

/** Checks one piece of evidence against the day of assessment. @internal */
export function checkEvidence(value: unknown, asOf: string, path: string): Evidence {
  const record = expectRecord(value, path, ["state", "value", "unit", "asOf", "source", "reason"]);
  const states = ["present", "missing", "notApplicable"] as const;
  const state = expectOneOf(record["state"], at(path, "state"), states);
  if (state !== "present") {
    for (const key of ["value", "unit", "asOf", "source"]) {
      if (record[key] !== undefined) fail("schema.unknown_key", at(path, key), "no value", key);
    }
    if (state === "missing") {
      if (record["reason"] === undefined) return { state };
      return { state, reason: expectString(record["reason"], at(path, "reason"), 500) };
    }
    return { state, reason: expectString(record["reason"], at(path, "reason"), 500) };
  }
  return checkPresent(record, asOf, path);
}

function checkPresent(
  record: Readonly<Record<string, unknown>>,
  asOf: string,
  path: string,
): PresentEvidence {
  const { value } = record;
  const valuePath = at(path, "value");
  if (typeof value === "number") {
    expectFinite(value, valuePath);
    if (Math.abs(value) > VALUE_MAX) fail("risk.amount", valuePath, "at most 1e18", value);
  } else if (typeof value === "string") {
    expectString(value, valuePath, 500);
  } else if (typeof value !== "boolean") {
    fail("schema.type", valuePath, "a number, a text, true or false", value);
  }
  const unit = record["unit"];
  return {
    state: "present",
    value,
    ...(unit === undefined ? {} : { unit: expectString(unit, at(path, "unit"), 32) }),
    asOf: expectPast(record["asOf"], asOf, at(path, "asOf")),
    source: expectString(record["source"], at(path, "source"), 500),
  };
}

/** The last day, unit and source that were found good: they repeat from fact to fact. */
interface Accepted {
  day: string;
  unit: string | undefined;
  source: string;
}

function isPlainlyKnown(given: unknown, accepted: Accepted): boolean {
  if (!isRecord(given) || given["state"] !== "present") return false;
  let members = 0;
  for (const key in given) members += isKnownKey(key) ? 1 : 8;
  const { value, unit, asOf, source } = given;
  const isAmount = typeof value === "number" && Math.abs(value) <= VALUE_MAX;
  if (!isAmount && typeof value !== "boolean") return false;
  if (asOf !== accepted.day || source !== accepted.source) return false;
  return members === (unit === undefined ? 4 : 5) && (unit === undefined || unit === accepted.unit);
}

function isKnownKey(key: string): boolean {
  return key === "state" || key === "value" || key === "asOf" || key === "source" || key === "unit";
}

/**
 * The short way for evidence that is plainly good: facts whose names a plan has checked, known,
 * of one day and one source for the most part. `undefined` leaves all to the full check, which
 * finds the same issue first whatever the order of the facts.
 */
function plainlyGood(
  record: Readonly<Record<string, unknown>>,
  asOf: string,
  names: ReadonlySet<string>,
): EvidenceSet | undefined {
  const accepted: Accepted = { day: "", unit: undefined, source: "" };
  let count = 0;
  for (const name in record) {
    count += 1;
    const given = record[name];
    if (count > KEYS_MAX || !names.has(name)) return undefined;
    if (isPlainlyKnown(given, accepted)) continue;
    let one: Evidence;
    try {
      one = checkEvidence(given, asOf, name);
    } catch (error) {
      if (error instanceof ClienteleError) return undefined;
      throw error;
    }
    if (one.state !== "present") continue;
    accepted.day = one.asOf;
    accepted.source = one.source;
    if (one.unit !== undefined) accepted.unit = one.unit;
  }
  return record as EvidenceSet;
}

/**
 * Checks all evidence of a client (`risk.future_date`, `risk.amount`, `risk.fact_name`).
 * @internal
 */
export function checkEvidenceSet(
  value: unknown,
  asOf: string,
  path: string,
): ReadonlyMap<string, Evidence> {
  const record = expectRecord(value, path);
  const checked = new Map<string, Evidence>();
  const names = Object.keys(record).sort();
  checkCount(names.length, KEYS_MAX, path);
  for (const name of names) {
    const factPath = at(path, name);
    checked.set(expectFactName(name, factPath), checkEvidence(record[name], asOf, factPath));
  }
  return checked;
}

/** The same check for evidence that is read in place; `names` are known to be good. @internal */
export function expectEvidenceSet(
  value: unknown,
  asOf: string,
  { path, names }: { readonly path: string; readonly names: ReadonlySet<string> },
): EvidenceSet {
  const record = expectRecord(value, path);
  const good = plainlyGood(record, asOf, names);
  if (good !== undefined) return good;
  checkEvidenceSet(record, asOf, path);
  return record as EvidenceSet;
}

/**
 * Makes evidence of a value.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { present } from "clientele/risk";
 *
 * const evidence = present(0.31, { asOf: "2026-11-01", source: "own orders", unit: "share" });
 * assert.equal(evidence.state, "present");
 * ```
 * @since 0.1.0
 */
export function present(
  value: number | string | boolean,
  origin: { readonly asOf: string; readonly source: string; readonly unit?: string },
): PresentEvidence {
  return { state: "present", value, ...origin };
}

/**
 * States that a value is not known.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { missing } from "clientele/risk";
 *
 * assert.deepEqual(missing("not asked"), { state: "missing", reason: "not asked" });
 * ```
 * @since 0.1.0
 */
export function missing(reason?: string): MissingEvidence {
  return reason === undefined ? { state: "missing" } : { state: "missing", reason };
}

/**
 * States that a value has no meaning for this client.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { notApplicable } from "clientele/risk";
 *
 * assert.equal(notApplicable("no debt").state, "notApplicable");
 * ```
 * @since 0.1.0
 */
export function notApplicable(reason: string): NotApplicableEvidence {
  return { state: "notApplicable", reason };
}

/**
 * Turns a computed figure into evidence: known figures are present, a zero denominator or a
 * figure without meaning is `notApplicable` with the reason `code:of` (such as
 * `zero-denominator:totalLiabilities`), which a policy may map; everything else is missing.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { daysSalesOutstanding, evidenceOf } from "clientele/risk";
 *
 * const dso = daysSalesOutstanding({ receivables: 100, creditSales: 0, days: 30 });
 * assert.deepEqual(evidenceOf(dso, { asOf: "2026-11-23", source: "ledger", unit: "days" }), {
 *   state: "notApplicable",
 *   reason: "zero-denominator:creditSales",
 * });
 * ```
 * @since 0.1.0
 */
export function evidenceOf(
  measure: Measure,
  origin: { readonly asOf: string; readonly source: string; readonly unit?: string },
): Evidence {
  expectRecord(measure, "measure");
  expectRecord(origin, "origin");
  if (measure.value !== null) return present(measure.value, origin);
  expectRecord(measure.reason, "measure.reason");
  const { code, of } = measure.reason;
  const reason = `${code}:${of}`;
  const hasNoMeaning =
    code === "zero-denominator" || code === "not-applicable" || code === "nothing-collectable";
  return hasNoMeaning ? notApplicable(reason) : missing(reason);
}
