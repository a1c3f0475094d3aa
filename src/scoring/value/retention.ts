/**
 * Lifetime value of a client under contract, with one margin and one retention rate.
 *
 * S. Gupta and D. Lehmann, "Customers as Assets" (2003); P. Fader and B. Hardie, "Reconciling
 * and Clarifying CLV Formulas" (2012), on what the variants of the formula count. Not here:
 * retention that rises with age, which differs between clients (`fitSbg`), and states between
 * kept and lost (`markovClv`).
 */
import { fail } from "../../values/errors.js";
import { scaledOf } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import { expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import { expectRoundingMode } from "../../values/rounding.js";
import type { RoundingMode } from "../../values/rounding.js";
import { readFirstMargin } from "../contract/first-margin.js";
import type { FirstMargin } from "../contract/first-margin.js";
import { expectDiscountRate } from "./discount.js";
import { settleProduct } from "./settle.js";

const TERMS = [
  "margin",
  "retentionRate",
  "discountRate",
  "firstMargin",
  "growthRate",
  "horizonPeriods",
  "rounding",
];
const HORIZON_MAX = 1_000_000;

/** The terms of a relationship with one margin and one retention rate. @since 0.1.0 */
export interface RetentionTerms<Currency extends string = string> {
  /** Margin of one period, the first one that counts. */
  readonly margin: Money<Currency>;
  /** Share of clients that renew each period, 0 to 1. */
  readonly retentionRate: number;
  /** Of one period: 0, or 1e-9 to 1000. See `discountRatePerPeriod`. */
  readonly discountRate: number;
  readonly firstMargin: FirstMargin;
  /** Growth of the margin from period to period, −1 or more; none unless named. */
  readonly growthRate?: number;
  /** Margins counted at most, 1 to 1 000 000; without end unless named. */
  readonly horizonPeriods?: number;
  /** How the value is rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
}

/** A value, and how many of today's margins it is. @since 0.1.0 */
export interface KnownRetentionClv<Currency extends string = string> {
  readonly state: "known";
  readonly value: Money<Currency>;
  /** Value ÷ margin: the margin multiple. */
  readonly multiplier: number;
  /** What one margin is of the one before: r (1 + growth) ÷ (1 + d). */
  readonly ratio: number;
}

/**
 * There is no value: without a horizon, margins that do not shrink add up without end; with
 * one, growth may still leave the range of numbers.
 *
 * @since 0.1.0
 */
export interface UnknownRetentionClv {
  readonly state: "unknown";
  readonly reason: "unbounded" | "out-of-range";
  readonly ratio: number;
}

function expectWithin(value: unknown, path: string, min: number, max: number): number {
  const number = expectFinite(value, path);
  if (number < min || number > max) {
    fail("schema.range", path, `a number from ${String(min)} to ${String(max)}`, value);
  }
  return number;
}

/** 1 + q + … + q^(count−1), by doubling: sums of positive terms only, O(log count). */
function geometricSum(ratio: number, count: number): number {
  let sum = 0;
  let power = 1;
  for (let bit = 31 - Math.clz32(count); bit >= 0; bit -= 1) {
    sum *= 1 + power;
    power *= power;
    if (((count >> bit) & 1) === 1) {
      sum += power;
      power *= ratio;
    }
  }
  return sum;
}

/**
 * Lifetime value with a constant margin and a constant retention rate, also with growth and up
 * to a horizon. The value is the margin times a multiplier, rounded once. O(1).
 *
 * Margins are counted from {@link FirstMargin} on, `horizonPeriods` of them at most.
 *
 * @throws ClienteleError `money.*`, `scoring.discount_rate`, `config.rounding`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { retentionClv } from "clientele/scoring";
 * import { money } from "clientele/values";
 *
 * const terms = {
 *   margin: money("100.00", "EUR"),
 *   retentionRate: 0.8,
 *   discountRate: 0.1,
 *   firstMargin: "after-first-renewal",
 * } as const;
 * const clv = retentionClv(terms);
 * // 100 × 0.8 ÷ (1 + 0.1 − 0.8)
 * assert.ok(clv.state === "known" && clv.value.amount === "266.67");
 *
 * const loyal = retentionClv({ ...terms, retentionRate: 1, discountRate: 0 });
 * assert.ok(loyal.state === "unknown" && loyal.reason === "unbounded");
 * ```
 * @since 0.1.0
 */
export function retentionClv<Currency extends string>(
  terms: RetentionTerms<Currency>,
): KnownRetentionClv<Currency> | UnknownRetentionClv {
  expectRecord(terms, "terms", TERMS);
  const exact = scaledOf(terms.margin, "margin");
  const retention = expectWithin(terms.retentionRate, "retentionRate", 0, 1);
  const discount = expectDiscountRate(terms.discountRate, "discountRate");
  const growth = expectWithin(terms.growthRate ?? 0, "growthRate", -1, 1000);
  const mode = expectRoundingMode(terms.rounding ?? "halfEven", "rounding");
  const { isAfterRenewal, isAfterPeriod } = readFirstMargin(terms.firstMargin);
  const ratio = (retention * (1 + growth)) / (1 + discount);
  // What is left of 1 after the ratio, from the small numbers first: no digits are lost near 1.
  const rest = (1 - retention + discount - retention * growth) / (1 + discount);
  let margins: number;
  if (terms.horizonPeriods !== undefined) {
    const horizon = expectInteger(terms.horizonPeriods, "horizonPeriods", 1, HORIZON_MAX);
    margins = geometricSum(ratio, horizon);
  } else {
    if (!(rest > 0)) return { state: "unknown", reason: "unbounded", ratio };
    margins = 1 / rest;
  }
  const lead = (isAfterRenewal ? retention : 1) / (isAfterPeriod ? 1 + discount : 1);
  const multiplier = lead * margins;
  if (!Number.isFinite(multiplier)) return { state: "unknown", reason: "out-of-range", ratio };
  const { currency } = terms.margin;
  const value = settleProduct(exact, multiplier, { currency, scale: exact.scale, mode });
  return { state: "known", value, multiplier, ratio };
}
