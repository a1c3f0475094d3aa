/** The periods of a valuation: when they end and what a payment in them is worth today. */
import { fail } from "../../values/errors.js";
import { exponential } from "../../values/numeric/exponential.js";
import { expectFinite, expectInteger, expectOneOf } from "../../values/plain.js";
import type { Forecast } from "./forecast.js";
import { continuousRate, expectDiscountRate } from "./discount.js";
import type { LifetimeValueOptions } from "./lifetime-value-model.js";

const PERIODS_MAX = 1200;
const LENGTH_MAX = 1e6;
const OCCASIONS_MAX = 10_000;

/** @internal */
export const horizonOptions: readonly string[] = [
  "periods",
  "periodLength",
  "discountRate",
  "discountAt",
];

/** Ends of the periods in the model's time, and the discount of each. @internal */
export interface Horizon {
  readonly ends: readonly number[];
  readonly factors: Float64Array;
}

/** Reads the horizon (`scoring.discount_rate`, `schema.*`). @internal */
export function readHorizon(options: LifetimeValueOptions, isDiscrete: boolean): Horizon {
  const periods = expectInteger(options.periods, "periods", 1, PERIODS_MAX);
  const length = expectFinite(options.periodLength ?? 1, "periodLength");
  if (!(length > 0 && length <= LENGTH_MAX)) {
    fail("schema.range", "periodLength", "above 0, up to 1000000", length);
  }
  if (isDiscrete && !(Number.isInteger(length) && length * periods <= OCCASIONS_MAX)) {
    fail("schema.range", "periodLength", "a whole number, 10 000 occasions in all", length);
  }
  const rate = continuousRate(expectDiscountRate(options.discountRate, "discountRate"));
  const when = expectOneOf(options.discountAt ?? "end", "discountAt", ["end", "middle", "start"]);
  const early = when === "end" ? 0 : when === "middle" ? 0.5 : 1;
  const numbers = Array.from({ length: periods }, (_, index) => index + 1);
  return {
    ends: numbers.map((period) => period * length),
    factors: Float64Array.from(numbers, (period) => exponential(-rate * (period - early))),
  };
}

/**
 * Purchases of each period of a client who is there; the same array is filled at each call.
 *
 * @internal
 */
export function purchasesByPeriod(
  forecast: Forecast,
  { ends }: Horizon,
): (frequency: number, age: number) => Float64Array {
  const untils = ends.map((end) => forecast.purchasesUntil(end));
  const made = new Float64Array(ends.length);
  return (frequency, age) => {
    let before = 0;
    untils.forEach((expectation, index) => {
      const until = expectation(frequency, age);
      // Two expectations of which the later is larger, but for their last digits.
      made[index] = Math.max(0, until - before);
      before = until;
    });
    return made;
  };
}

/** Σ purchases × discount. @internal */
export function discountedSum(purchases: Float64Array, { factors }: Horizon): number {
  let sum = 0;
  for (let index = 0; index < purchases.length; index += 1) {
    sum += (purchases[index] as number) * (factors[index] as number);
  }
  return sum;
}
