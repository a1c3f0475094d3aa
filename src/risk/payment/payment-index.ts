/**
 * An index of payment habits on the published key points of D&B's PAYDEX: 100 is thirty days
 * sooner than terms, 80 on terms, 50 thirty days beyond, 20 a hundred and twenty.
 *
 * Between key points days are interpolated linearly and rounded up to whole days. D&B's own
 * weighting is proprietary; ours is by amount. Older web tables give 14 and 21 days at 70 and
 * 60; the vendor's own documents give 15 and 22, which are used here.
 */
import { fail } from "../../values/errors.js";
import {
  atIndex,
  at,
  expectArray,
  expectFinite,
  expectInteger,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import { absent, known } from "../measure.js";
import type { Measure } from "../measure.js";

interface KeyPoint {
  readonly index: number;
  readonly days: number;
}

const keyPoints: readonly KeyPoint[] = [
  { index: 100, days: -30 },
  { index: 90, days: -20 },
  { index: 80, days: 0 },
  { index: 70, days: 15 },
  { index: 60, days: 22 },
  { index: 50, days: 30 },
  { index: 40, days: 60 },
  { index: 30, days: 90 },
  { index: 20, days: 120 },
];
/** Beyond 120 days the published scale only says "below 20". */
const INDEX_BEYOND_SCALE = 19;

/**
 * Days beyond terms that an index of 20 to 100 stands for, in whole days rounded up; negative
 * means sooner than terms.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { daysBeyondTermsOfIndex } from "clientele/risk";
 *
 * assert.equal(daysBeyondTermsOfIndex(80), 0);
 * assert.equal(daysBeyondTermsOfIndex(48), 36);
 * ```
 * @since 0.1.0
 */
export function daysBeyondTermsOfIndex(index: number): number {
  const value = expectFinite(index, "index");
  if (value < 20 || value > 100) fail("schema.range", "index", "20 to 100", value);
  for (let position = 1; position < keyPoints.length; position += 1) {
    const [upper, lower] = [keyPoints[position - 1], keyPoints[position]];
    if (upper === undefined || lower === undefined || value < lower.index) continue;
    const share = (upper.index - value) / (upper.index - lower.index);
    const days = Math.ceil(upper.days + share * (lower.days - upper.days) - 1e-9);
    return days === 0 ? 0 : days;
  }
  return 120;
}

/**
 * The index, 19 to 100, of a number of days beyond terms, by linear interpolation between the
 * key points. Everything beyond 120 days is 19: the published scale ends there.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { indexOfDaysBeyondTerms } from "clientele/risk";
 *
 * assert.equal(indexOfDaysBeyondTerms(0), 80);
 * assert.equal(indexOfDaysBeyondTerms(45), 45);
 * assert.equal(indexOfDaysBeyondTerms(500), 19);
 * ```
 * @since 0.1.0
 */
export function indexOfDaysBeyondTerms(daysBeyondTerms: number): number {
  const days = expectFinite(daysBeyondTerms, "daysBeyondTerms");
  if (days <= -30) return 100;
  for (let position = 1; position < keyPoints.length; position += 1) {
    const [upper, lower] = [keyPoints[position - 1], keyPoints[position]];
    if (upper === undefined || lower === undefined || days > lower.days) continue;
    const share = (days - upper.days) / (lower.days - upper.days);
    return upper.index - share * (upper.index - lower.index);
  }
  return INDEX_BEYOND_SCALE;
}

/**
 * What an index is commonly called: 80 to 100 low risk, 50 to 79 medium, below high.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { paymentIndexBand } from "clientele/risk";
 *
 * assert.deepEqual([80, 79, 50, 49].map(paymentIndexBand), ["low", "medium", "medium", "high"]);
 * ```
 * @since 0.1.0
 */
export function paymentIndexBand(index: number): "low" | "medium" | "high" {
  const value = expectFinite(index, "index");
  if (value < 0 || value > 100) fail("schema.range", "index", "0 to 100", value);
  if (value >= 80) return "low";
  return value >= 50 ? "medium" : "high";
}

/**
 * How one supplier was paid.
 *
 * @since 0.1.0
 */
export interface PaymentExperience {
  readonly supplier: string;
  /** Weight, such as the highest credit granted, in one currency for all. */
  readonly amount: number;
  readonly daysBeyondTerms: number;
}

/**
 * The amount-weighted index of a client over the experiences of several suppliers.
 *
 * Absent (`not-enough-data`) below `experiencesMin` (default 3) or `suppliersMin` (default 2):
 * one supplier's experience is an anecdote. O(n).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { paymentIndex } from "clientele/risk";
 *
 * const experiences = [
 *   { supplier: "steel", amount: 10_000, daysBeyondTerms: 0 },
 *   { supplier: "paper", amount: 5000, daysBeyondTerms: 30 },
 *   { supplier: "parts", amount: 5000, daysBeyondTerms: 15 },
 * ];
 * assert.deepEqual(paymentIndex(experiences), { value: 70 });
 * assert.equal(paymentIndex(experiences.slice(1)).value, null);
 * ```
 * @since 0.1.0
 */
export function paymentIndex(
  experiences: readonly PaymentExperience[],
  options: { readonly experiencesMin?: number; readonly suppliersMin?: number } = {},
): Measure {
  expectArray(experiences, "experiences");
  expectRecord(options, "options");
  const experiencesMin = expectInteger(options.experiencesMin ?? 3, "experiencesMin", 1);
  const suppliersMin = expectInteger(options.suppliersMin ?? 2, "suppliersMin", 1);
  const suppliers = new Set<string>();
  let [weight, total] = [0, 0];
  expectArray(experiences, "experiences").forEach((item, position) => {
    const path = atIndex("experiences", position);
    const record = expectRecord(item, path, ["supplier", "amount", "daysBeyondTerms"]);
    const amount = expectFinite(record["amount"], at(path, "amount"));
    if (amount < 0) fail("risk.negative", at(path, "amount"), "not negative", amount);
    suppliers.add(expectString(record["supplier"], at(path, "supplier"), 256));
    const days = expectFinite(record["daysBeyondTerms"], at(path, "daysBeyondTerms"));
    weight += amount;
    total += amount * indexOfDaysBeyondTerms(days);
  });
  if (experiences.length < experiencesMin) return absent("not-enough-data", "experiences");
  if (suppliers.size < suppliersMin) return absent("not-enough-data", "suppliers");
  if (weight === 0) return absent("zero-denominator", "amount");
  return known(total / weight, "amount");
}
