/** Splitting an amount so that no minor unit is lost. */
import type { DecimalInput } from "./decimal.js";
import { allocateUnits, floorShares } from "./allocate-units.js";
import type { Leftover } from "./allocate-units.js";
import { fail } from "./errors.js";
import { scaledOf, settledText } from "./money.js";
import type { Money } from "./money.js";
import {
  atIndex,
  expectArray,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "./plain.js";
import { expectRational, greatestCommonDivisor } from "./rational.js";
import type { Rational } from "./rational.js";
import { multiplyIntegers, negateInteger, roundQuotient, toInteger } from "./rounding.js";
import type { Integer } from "./rounding.js";
import { compareScaled, parseScaled, roundToIncrement, signOf, unitsAt } from "./scaled.js";
import type { Scaled } from "./scaled.js";

/**
 * How an amount is split. Every share is first rounded towards zero; then what is left goes:
 *
 * | mode | one unit each to |
 * |---|---|
 * | `largestRemainder` | the largest remainders (Hamilton's method), ties to the earlier part |
 * | `floorToFirst` | the first parts |
 * | `floorToLargestWeight` | the largest weights, ties to the earlier part |
 * | `floorSeparate` | nobody: an extra last part holds it |
 * | `blockSeparate` | nobody: as before, and the parts are in exact proportion |
 *
 * @since 0.1.0
 */
export type AllocationMode =
  "largestRemainder" | "floorToFirst" | "floorToLargestWeight" | "floorSeparate" | "blockSeparate";

/** Options of an allocation. @since 0.1.0 */
export interface AllocationOptions {
  /** `largestRemainder` unless named. */
  readonly mode?: AllocationMode;
  /** Smallest step of a part, such as `"0.05"` for cash; the minor unit unless named. */
  readonly increment?: string;
}

const LEFTOVER: Readonly<
  Record<Exclude<AllocationMode, "floorSeparate" | "blockSeparate">, Leftover>
> = {
  largestRemainder: "remainder",
  floorToFirst: "first",
  floorToLargestWeight: "weight",
};
const MODES: readonly AllocationMode[] = [
  "largestRemainder",
  "floorToFirst",
  "floorToLargestWeight",
  "floorSeparate",
  "blockSeparate",
];

/** Weights as integers over one denominator, in lowest terms. */
function readWeights(weights: readonly DecimalInput[]): Integer[] {
  const list = expectArray(weights, "weights");
  if (
    list.every(
      (weight) => typeof weight === "number" && Number.isSafeInteger(weight) && weight >= 0,
    )
  ) {
    return expectSomeWeight(list as number[], weights);
  }
  const fractions = list.map((weight, index): Rational => {
    const path = atIndex("weights", index);
    const fraction = expectRational(weight, "money", path);
    if (fraction.numerator < 0n)
      fail("money.negative_weight", path, "a weight of zero or more", weight);
    return fraction;
  });
  let common = 1n;
  for (const { denominator } of fractions) {
    common = (common / greatestCommonDivisor(common, denominator)) * denominator;
  }
  const whole = fractions.map(({ numerator, denominator }) =>
    toInteger(numerator * (common / denominator)),
  );
  return expectSomeWeight(whole, weights);
}

function expectSomeWeight(whole: Integer[], given: readonly DecimalInput[]): Integer[] {
  if (whole.every((weight) => weight === 0)) {
    fail("money.zero_weights", "weights", "at least one weight above zero", given);
  }
  return whole;
}

/** The step of a part in minor units, and the amount in steps. */
function inSteps(value: Scaled, increment: string | undefined): { steps: Integer; step: Integer } {
  if (increment === undefined) return { steps: value.units, step: 1 };
  const step = parseScaled(expectString(increment, "increment"), "money", "increment");
  if (signOf(step) <= 0 || step.scale > value.scale) {
    fail("money.increment", "increment", "a step above zero, in whole minor units", increment);
  }
  if (compareScaled(roundToIncrement(value, step, "down"), value) !== 0) {
    fail("money.increment", "amount", `a multiple of ${increment}`, increment);
  }
  const units = unitsAt(step, value.scale);
  return { steps: roundQuotient(value.units, units, "down"), step: units };
}

/** The largest equal measure of all weights goes into the total a whole number of times. */
function blocks(total: Integer, weights: readonly Integer[]): { parts: Integer[]; rest: Integer } {
  let divisor = 0n;
  let whole = 0n;
  for (const weight of weights) {
    divisor = greatestCommonDivisor(divisor, BigInt(weight));
    whole += BigInt(weight);
  }
  const count = BigInt(total) / (whole / divisor);
  const parts = weights.map((weight) => toInteger((BigInt(weight) / divisor) * count));
  return { parts, rest: toInteger(BigInt(total) - (whole / divisor) * count) };
}

function share(total: Integer, weights: readonly Integer[], mode: AllocationMode): Integer[] {
  if (mode !== "floorSeparate" && mode !== "blockSeparate") {
    return allocateUnits(total, weights, LEFTOVER[mode]);
  }
  const isNegative = total < 0;
  const size = isNegative ? negateInteger(total) : total;
  const { parts, rest } =
    mode === "floorSeparate" ? floorShares(size, weights) : blocks(size, weights);
  const all = [...parts, rest];
  return isNegative ? all.map(negateInteger) : all;
}

/**
 * Splits an amount by weights: the parts add up to it exactly, each within one step of its
 * exact share; a weight of zero gets nothing; a negative amount splits as its opposite does.
 *
 * Weights are numbers, decimals or fractions (`"1/3"`), zero or more. O(n log n).
 *
 * @throws ClienteleError `money.zero_weights` where all weights are zero or there are none,
 * `money.negative_weight`, `money.increment` for an amount that is no multiple of the
 * increment, and as `money`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { allocate, money } from "clientele/values";
 *
 * const parts = allocate(money("0.05", "EUR"), [1, 1, 1]);
 * assert.deepEqual(parts.map((part) => part.amount), ["0.02", "0.02", "0.01"]);
 * ```
 * @since 0.1.0
 */
export function allocate<Currency extends string>(
  value: Money<Currency>,
  weights: readonly DecimalInput[],
  options: AllocationOptions = {},
): readonly Money<Currency>[] {
  const exact = scaledOf(value, "value");
  expectRecord(options, "options", ["mode", "increment"]);
  const mode = expectOneOf(options.mode ?? "largestRemainder", "mode", MODES);
  const whole = readWeights(weights);
  const { steps, step } = inSteps(exact, options.increment);
  return share(steps, whole, mode).map((part) => ({
    amount: settledText({ units: multiplyIntegers(part, step), scale: exact.scale }),
    currency: value.currency,
  }));
}

/** Options of a split. @since 0.1.0 */
export interface SplitOptions {
  /** `toFirst` unless named: earlier parts are larger; `separate`: an extra last part holds the rest. */
  readonly mode?: "toFirst" | "separate";
  readonly increment?: string;
}

const PARTS_MAX = 1_000_000;

/**
 * Splits an amount into equal parts that add up to it exactly.
 *
 * @throws ClienteleError as {@link allocate}; `schema.range` for no parts or above a million
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, split } from "clientele/values";
 *
 * const parts = split(money("100.00", "EUR"), 3);
 * assert.deepEqual(parts.map((part) => part.amount), ["33.34", "33.33", "33.33"]);
 * ```
 * @since 0.1.0
 */
export function split<Currency extends string>(
  value: Money<Currency>,
  parts: number,
  options: SplitOptions = {},
): readonly Money<Currency>[] {
  const count = expectInteger(parts, "parts", 1, PARTS_MAX);
  expectRecord(options, "options", ["mode", "increment"]);
  const mode = expectOneOf(options.mode ?? "toFirst", "mode", ["toFirst", "separate"]);
  const weights = Array.from({ length: count }, () => 1);
  return allocate(value, weights, {
    mode: mode === "toFirst" ? "floorToFirst" : "floorSeparate",
    ...(options.increment === undefined ? {} : { increment: options.increment }),
  });
}
