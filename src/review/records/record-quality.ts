/** How complete, right and fresh a master record is, and what to repair first. */
import { readAddress } from "../../conditions/address.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { addDuration } from "../../values/duration.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import { at, compareText } from "../../values/plain.js";
import { formRefusal } from "./field-form.js";
import { checkRecord, isMissing } from "./field-value.js";
import type { CheckedRecord } from "./field-value.js";
import type { AccountRecord } from "./model.js";
import { qualityPlanOf } from "./quality-policy.js";
import type { FieldPlan, QualityPlan, QualityPolicy } from "./quality-policy.js";

/**
 * How a field is.
 *
 * | state | meaning |
 * |---|---|
 * | `good` | there, well-formed and fresh |
 * | `missing` | not there |
 * | `malformed` | there, and not of its form |
 * | `stale` | verified longer ago than the policy allows |
 * | `never-verified` | it may grow stale, and no day of verification is known |
 *
 * @since 0.1.0
 */
export type FieldState = "good" | "missing" | "malformed" | "stale" | "never-verified";

/**
 * What was found of one field.
 *
 * @since 0.1.0
 */
export interface FieldFinding {
  readonly field: string;
  readonly state: FieldState;
  readonly need: "required" | "recommended";
  /** What repairing it adds to the score; 0 for a good field. */
  readonly gain: number;
  /** Last day on which it is fresh; null where it never grows stale or was never verified. */
  readonly freshUntil: CalendarDate | null;
  /** Why it is malformed, as a code of `identifierCheck` or `wrong-form`; null otherwise. */
  readonly cause: string | null;
}

/**
 * The quality of one master record.
 *
 * @since 0.1.0
 */
export interface RecordQuality {
  readonly id: string;
  readonly asOf: CalendarDate;
  /** Weight of the fields that are there over that of all, from 0 to 1. */
  readonly completeness: number;
  /** Weight of the malformed fields over that of those there; null where none is there. */
  readonly malformed: number | null;
  /**
   * Weight of the stale and never verified fields over that of those there that may grow stale;
   * null where there is none.
   */
  readonly staleness: number | null;
  /** Weighted mean: 1 for a good field, `staleWorth` for a stale one, else 0. From 0 to 1. */
  readonly score: number;
  /** Whether a required field is missing or malformed. */
  readonly usable: boolean;
  /** In the order of the policy; fields whose rule is for other records are left out. */
  readonly fields: readonly FieldFinding[];
  /** What is not good: required fields first, then by gain, then by name. */
  readonly repairs: readonly FieldFinding[];
}

interface Judged extends FieldFinding {
  readonly weight: number;
  readonly ages: boolean;
}

function judge(plan: FieldPlan, record: CheckedRecord, asOf: CalendarDate): Omit<Judged, "gain"> {
  const { field, need, weight, maximumAge, form } = plan;
  const base = { field, need, weight, ages: maximumAge !== null, freshUntil: null, cause: null };
  const value = readAddress(record.fields, plan.address);
  if (isMissing(value)) return { ...base, state: "missing" };
  const cause = form === null ? null : formRefusal(form, value);
  if (maximumAge === null) {
    return { ...base, state: cause === null ? "good" : "malformed", cause };
  }
  const verified = record.verifiedOn.get(field);
  if (verified === undefined) {
    return { ...base, state: cause === null ? "never-verified" : "malformed", cause };
  }
  const freshUntil = addDuration(verified, maximumAge);
  const state = cause !== null ? "malformed" : freshUntil < asOf ? "stale" : "good";
  return { ...base, state, freshUntil, cause };
}

function isAged({ state, freshUntil }: Omit<Judged, "gain">, asOf: CalendarDate): boolean {
  return state !== "missing" && (freshUntil === null || freshUntil < asOf);
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.min(1, part / whole);
}

function compareRepairs(a: FieldFinding, b: FieldFinding): number {
  const need = Number(b.need === "required") - Number(a.need === "required");
  return need || b.gain - a.gain || compareText(a.field, b.field);
}

function findingOf({ field, state, need, gain, freshUntil, cause }: Judged): FieldFinding {
  return { field, state, need, gain, freshUntil, cause };
}

/**
 * How complete, well-formed and fresh a master record is by a policy, field by field, with the
 * repairs ranked. A record that no rule is for is complete: its score is 1. O(fields).
 *
 * A day of verification after `asOf` is refused, as it cannot be known.
 *
 * @throws ClienteleError `review.future_date`, `schema.*`, `id.format`, `date.*`, `limits.*`,
 * and as {@link compileQualityPolicy}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { recordQuality } from "clientele/review";
 *
 * const policy = {
 *   id: "clients",
 *   fields: [
 *     { field: "name", weight: 2 },
 *     { field: "siren", weight: 2, form: "siren" },
 *     { field: "email", form: "email", maximumAge: "P12M", need: "recommended" },
 *   ],
 * } as const;
 * const quality = recordQuality(
 *   policy,
 *   {
 *     id: "C-1",
 *     name: "Acme",
 *     siren: "732 829 321",
 *     email: "buyer@acme.example",
 *     verifiedOn: { email: "2025-03-01" },
 *   },
 *   "2026-11-23",
 * );
 * assert.equal(quality.completeness, 1);
 * assert.deepEqual([quality.staleness, quality.score], [1, 0.5]);
 * assert.deepEqual(
 *   quality.repairs.map(({ field, state, gain }) => [field, state, gain]),
 *   [["siren", "malformed", 0.4], ["email", "stale", 0.1]],
 * );
 * ```
 * @since 0.1.0
 */
export function recordQuality(
  policy: QualityPolicy | QualityPlan,
  account: AccountRecord,
  asOf: CalendarDate
): RecordQuality {
  const plan = qualityPlanOf(policy);
  expectDate(asOf, "asOf");
  const record = checkRecord(account, "account");
  for (const [name, day] of record.verifiedOn) {
    if (day > asOf) {
      fail("review.future_date", at("account.verifiedOn", name), `a day up to ${asOf}`, day);
    }
  }
  const rules = plan.fields.filter(({ when }) => when === null || when.holds(record.fields));
  const judged = rules.map((rule) => judge(rule, record, asOf));
  let [all, there, wrong, aging, aged, worth] = [0, 0, 0, 0, 0, 0];
  for (const one of judged) {
    all += one.weight;
    if (one.state === "missing") continue;
    there += one.weight;
    if (one.state === "malformed") wrong += one.weight;
    else worth += one.weight * (one.state === "good" ? 1 : plan.staleWorth);
    if (!one.ages) continue;
    aging += one.weight;
    if (isAged(one, asOf)) aged += one.weight;
  }
  const fields = judged.map((one) => {
    const own = one.state === "good" ? 1 : isOld(one.state) ? plan.staleWorth : 0;
    return findingOf({ ...one, gain: (one.weight * (1 - own)) / all });
  });
  return {
    id: record.id,
    asOf,
    completeness: share(there, all) ?? 1,
    malformed: share(wrong, there),
    staleness: share(aged, aging),
    score: share(worth, all) ?? 1,
    usable: fields.every(
      ({ need, state }) => need !== "required" || (state !== "missing" && state !== "malformed")
    ),
    fields,
    repairs: fields.filter(({ state }) => state !== "good").sort(compareRepairs),
  };
}

function isOld(state: FieldState): boolean {
  return state === "stale" || state === "never-verified";
}
