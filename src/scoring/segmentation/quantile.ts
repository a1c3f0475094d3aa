/**
 * Sample quantiles by the nine methods of Hyndman & Fan (1996), "Sample Quantiles in Statistical
 * Packages", The American Statistician 50(4).
 *
 * The position of a quantile is computed in integers, so that 0.3 of eleven values is the fourth
 * and not a hair beyond it. Not here: scores by rank (`quantile-scores.ts`).
 */
import { fail } from "../../values/errors.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { toDecimalText } from "../../values/decimal.js";
import { expectOneOf } from "../../values/plain.js";
import { compareScaled, scaledFrom, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { readNumbers } from "./read-numbers.js";

/**
 * How a quantile is found between two values. `linear` is type 7 of Hyndman & Fan, what R,
 * NumPy, pandas and spreadsheets (PERCENTILE.INC) do unless told otherwise.
 *
 * | method | type | position of share p among n, from 1 |
 * |---|---|---|
 * | `inverse-cdf` | 1 | ⌈np⌉ |
 * | `averaged-inverse-cdf` | 2 | as 1; the mean of two where np is whole |
 * | `closest` | 3 | nearest to np, the even one of two |
 * | `interpolated-cdf` | 4 | np |
 * | `hazen` | 5 | np + ½ |
 * | `weibull` | 6 | (n + 1)p, as PERCENTILE.EXC |
 * | `linear` | 7 | (n − 1)p + 1 |
 * | `median-unbiased` | 8 | (n + ⅓)p + ⅓ |
 * | `normal-unbiased` | 9 | (n + ¼)p + ⅜ |
 *
 * @since 0.1.0
 */
export type QuantileMethod =
  | "inverse-cdf"
  | "averaged-inverse-cdf"
  | "closest"
  | "interpolated-cdf"
  | "hazen"
  | "weibull"
  | "linear"
  | "median-unbiased"
  | "normal-unbiased";

const SHARES_MAX = 10_000;

/** Names of the methods. @internal */
export const quantileMethods: readonly QuantileMethod[] = [
  "inverse-cdf",
  "averaged-inverse-cdf",
  "closest",
  "interpolated-cdf",
  "hazen",
  "weibull",
  "linear",
  "median-unbiased",
  "normal-unbiased",
];

/** Position = (24n + a)·p ÷ 24 + b ÷ 24, of the methods that interpolate. */
const POSITIONS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  "interpolated-cdf": [0n, 0n],
  hazen: [0n, 12n],
  weibull: [24n, 0n],
  linear: [-24n, 24n],
  "median-unbiased": [8n, 8n],
  "normal-unbiased": [6n, 9n],
};

/** A share as a fraction of whole numbers. @internal */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** One quantile. @since 0.1.0 */
export interface Quantile {
  /** Share of the values that lie below, by the method. */
  readonly share: DecimalText;
  /** Null where there are no values. */
  readonly value: number | null;
}

/** The value at a place of the sorted list, from 1. @internal */
export type Pick = (place: number) => number;

/** Between two finite numbers, never outside them and never beyond the range of doubles. */
function between(low: number, high: number, weight: number): number {
  if (low === high || weight === 0) return low;
  const value = low * (1 - weight) + high * weight;
  return value < low ? low : value > high ? high : value;
}

function stepped(method: QuantileMethod, n: bigint, p: Fraction, pick: Pick): number {
  const { numerator, denominator } = p;
  const whole = (n * numerator) / denominator;
  const isWhole = (n * numerator) % denominator === 0n;
  const place = Number(whole);
  if (method === "inverse-cdf") return pick(isWhole ? place : place + 1);
  if (method === "averaged-inverse-cdf") {
    return isWhole ? between(pick(place), pick(place + 1), 0.5) : pick(place + 1);
  }
  // np − ½ in halves: the value below, or the one above, and the even one of a tie.
  const twice = 2n * n * numerator - denominator;
  const below = twice < 0n ? -1 : Number(twice / (2n * denominator));
  const isTie = twice >= 0n && twice % (2n * denominator) === 0n;
  return pick(isTie && below % 2 === 0 ? below : below + 1);
}

/**
 * The quantile of values sorted upwards, at least one of them. The share lies from 0 to 1.
 *
 * @internal
 */
export function quantileOfSorted(
  sorted: ArrayLike<number>,
  p: Fraction,
  method: QuantileMethod,
): number {
  return quantileOf(sorted.length, (place) => sorted[place - 1] ?? 0, p, method);
}

/** The same where values are asked for by their place; it rises with each of them. @internal */
export function quantileOf(
  count: number,
  valueAt: Pick,
  p: Fraction,
  method: QuantileMethod,
): number {
  const pick: Pick = (place) => valueAt(Math.min(count, Math.max(1, place)));
  const n = BigInt(count);
  const offsets = POSITIONS[method];
  if (offsets === undefined) return stepped(method, n, p, pick);
  const [a, b] = offsets;
  const units = 24n * p.denominator;
  const position = (24n * n + a) * p.numerator + b * p.denominator;
  const whole = position / units;
  const rest = Number(position - whole * units) / Number(units);
  if (whole < 1n) return pick(1);
  return between(pick(Number(whole)), pick(Number(whole) + 1), rest);
}

/** A decimal as a fraction. @internal */
export function fractionOf(share: Scaled): Fraction {
  return { numerator: BigInt(share.units), denominator: 10n ** BigInt(share.scale) };
}

/** Demands shares from 0 to 1 (`scoring.shares`). @internal */
export function readShares(value: unknown, path: string): readonly Scaled[] {
  const read = (item: unknown, place: string): Scaled => {
    const share = scaledFrom(item, "scoring", place);
    if (signOf(share) < 0 || compareScaled(share, { units: 1, scale: 0 }) > 0) {
      fail("scoring.shares", place, "a share from 0 to 1", item);
    }
    return share;
  };
  return readEach(value, path, read, SHARES_MAX);
}

/**
 * Quantiles of values by a named method; the method is an argument since packages differ.
 * Statistics in doubles. Without values each quantile is null. O(n log n).
 *
 * @throws ClienteleError `scoring.shares` for a share outside 0 to 1, `scoring.*` for one that is
 * no decimal, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { quantiles } from "clientele/scoring";
 *
 * const found = quantiles([10, 20, 30, 40], ["0.25", "0.5"], "linear");
 * assert.deepEqual(found.map(({ value }) => value), [17.5, 25]);
 * assert.equal(quantiles([10, 20, 30, 40], ["0.25"], "inverse-cdf")[0]?.value, 10);
 * ```
 * @since 0.1.0
 */
export function quantiles(
  values: readonly number[] | Float64Array,
  shares: readonly DecimalInput[],
  method: QuantileMethod,
): readonly Quantile[] {
  const sorted = readNumbers(values, "values");
  const read = readShares(shares, "shares");
  const checked = expectOneOf(method, "method", quantileMethods);
  sorted.sort();
  return read.map((share) => ({
    share: toDecimalText(share),
    value: sorted.length === 0 ? null : quantileOfSorted(sorted, fractionOf(share), checked),
  }));
}
