/**
 * How many payments are still to come, discounted: (residual) lifetimes under contract.
 *
 * P. S. Fader and B. G. S. Hardie, "Customer-Base Valuation in a Contractual Setting: The Perils
 * of Ignoring Heterogeneity", Marketing Science 29(1), 2010. Not here: money (`sbgClv`).
 */
import { expectInteger, expectRecord } from "../../values/plain.js";
import { expectDiscountRate } from "../value/discount.js";
import { readFirstMargin } from "./first-margin.js";
import type { FirstMargin } from "./first-margin.js";
import type { KnownExpectation, SbgModel, UnboundedExpectation } from "./model.js";
import { PERIODS_MAX, readSbg } from "./read.js";
import { remainingSum } from "./remaining-sum.js";

/** Where a client under contract stands, and what of the future counts. @since 0.1.0 */
export interface SbgLifetimeOptions {
  /** Renewals that the client has made: 0 for a new one. */
  readonly renewals: number;
  /** Of one period: 0, or 1e-9 to 1000. */
  readonly discountRate: number;
  readonly firstMargin: FirstMargin;
  /** Payments counted at most, 1 to 10 000; without end unless named. */
  readonly horizonPeriods?: number;
}

/** @internal */
export const lifetimeOptions: readonly string[] = [
  "renewals",
  "discountRate",
  "firstMargin",
  "horizonPeriods",
];

function discountedSurvival(b: number, gap: number, discount: number, count: number): number {
  let product = 1;
  let sum = 1;
  for (let period = 1; period < count; period += 1) {
    product *= (b + period - 1) / (b + gap + period - 1) / (1 + discount);
    sum += product;
  }
  return sum;
}

/**
 * Expected number of payments still to come, each discounted to today: the discounted expected
 * (residual) lifetime, DEL and DERL. With a discount of 0, the plain expected lifetime, which
 * has no end where alpha ≤ 1: a heavy tail of clients who stay for ever.
 *
 * The longer a client has stayed the more is still to come; a constant churn rate undervalues
 * the loyal. O(1 ÷ √discount), or O(horizon).
 *
 * @throws ClienteleError `scoring.discount_rate`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sbgLifetime } from "clientele/scoring";
 *
 * const highEnd = { kind: "sbg", parameters: { alpha: 0.668, beta: 3.806 } } as const;
 * const options = { discountRate: 0.1, firstMargin: "if-renewed-now" } as const;
 * const fresh = sbgLifetime(highEnd, { ...options, renewals: 0 });
 * const loyal = sbgLifetime(highEnd, { ...options, renewals: 5 });
 * assert.ok(fresh.state === "known" && loyal.state === "known" && loyal.value > fresh.value);
 *
 * const endless = sbgLifetime(highEnd, { ...options, renewals: 0, discountRate: 0 });
 * assert.equal(endless.state, "unknown");
 * ```
 * @since 0.1.0
 */
export function sbgLifetime(
  model: SbgModel,
  options: SbgLifetimeOptions,
): KnownExpectation | UnboundedExpectation {
  expectRecord(options, "options", lifetimeOptions);
  const { alpha, beta } = readSbg(model);
  const renewals = expectInteger(options.renewals, "renewals", 0, PERIODS_MAX);
  const discount = expectDiscountRate(options.discountRate, "discountRate");
  const { isAfterRenewal, isAfterPeriod } = readFirstMargin(options.firstMargin);
  const b = beta + renewals;
  const first = isAfterRenewal ? b + 1 : b;
  const lead = (isAfterRenewal ? b / (alpha + b) : 1) / (isAfterPeriod ? 1 + discount : 1);
  const payments =
    options.horizonPeriods === undefined
      ? remainingSum(first, alpha, discount)
      : discountedSurvival(
          first,
          alpha,
          discount,
          expectInteger(options.horizonPeriods, "horizonPeriods", 1, PERIODS_MAX),
        );
  if (payments === null) return { state: "unknown", reason: "unbounded" };
  return { state: "known", value: lead * payments };
}
