/** Discount rates: of a year, of a period, and without periods. */
import { fail } from "../../values/errors.js";
import { expectFinite } from "../../values/plain.js";
import { exponentialMinusOne, logOnePlus } from "../numeric/logs.js";

const RATE_MIN = 1e-9;
const RATE_MAX = 1000;
const PERIODS_MAX = 1e6;

/**
 * Demands a discount rate (`schema.*`, `scoring.discount_rate`): 0, or 1e-9 to 1000 a period.
 * Less than a billionth is no rate that anybody meant, and some sums would not end.
 *
 * @internal
 */
export function expectDiscountRate(value: unknown, path: string): number {
  const rate = expectFinite(value, path);
  if (rate !== 0 && (rate < RATE_MIN || rate > RATE_MAX)) {
    fail("scoring.discount_rate", path, "0, or a rate from 0.000000001 to 1000", value);
  }
  return rate;
}

function readPeriods(value: unknown): number {
  const periods = expectFinite(value, "periodsPerYear");
  if (!(periods > 0 && periods <= PERIODS_MAX)) {
    fail("schema.range", "periodsPerYear", "above 0, up to 1000000", value);
  }
  return periods;
}

/**
 * The rate of a period that compounds to a rate of a year: (1 + i)^(1/k) − 1. Ten percent a
 * year are 0.797 percent a month, not 0.833.
 *
 * @param annualRate - a fraction, 0.1 for ten percent
 * @param periodsPerYear - 12 for months, 365.25 / 7 for weeks; 0.2 for five years
 * @throws ClienteleError `scoring.discount_rate`, also for a period so long that its rate is
 * above 1000, the largest that sums take; `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { discountRatePerPeriod } from "clientele/scoring";
 *
 * const monthly = discountRatePerPeriod(0.1, 12);
 * assert.ok(Math.abs((1 + monthly) ** 12 - 1.1) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function discountRatePerPeriod(annualRate: number, periodsPerYear: number): number {
  const rate = expectDiscountRate(annualRate, "annualRate");
  const periods = readPeriods(periodsPerYear);
  const found = exponentialMinusOne(logOnePlus(rate) / periods);
  if (!(found <= RATE_MAX)) {
    const expected = `periods with a rate of at most ${String(RATE_MAX)}`;
    fail("scoring.discount_rate", "periodsPerYear", expected, periods);
  }
  return found;
}

/** δ = ln(1 + d): what e^−δt discounts by. @internal */
export function continuousRate(rate: number): number {
  return logOnePlus(rate);
}
