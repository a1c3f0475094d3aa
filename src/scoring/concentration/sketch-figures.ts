/**
 * Quantiles and concentration from a sketch, each between two bounds.
 *
 * Of a bucket with m values from a to b that sum to s, with mean μ = s ÷ m:
 *
 * - Σx² is least when all are μ, and at most s(a + b) − mab, as (x − a)(b − x) ≥ 0
 * - Σ x ln x is least when all are μ, and at most on the chord from a to b, as it is convex
 * - its part of Gini is least, zero, when all are μ, and at most m²(μ − a)(b − μ) ÷ (b − a)
 *   (Gastwirth 1972, Review of Economics and Statistics 54(3))
 */
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { itemAt } from "../../values/invariant.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { expectOneOf } from "../../values/plain.js";
import { fractionOf, quantileMethods, quantileOf, readShares } from "../segmentation/quantile.js";
import type { QuantileMethod } from "../segmentation/quantile.js";
import { doubleOf } from "../segmentation/quantile-scores.js";
import { readConcentrationOptions } from "./concentration.js";
import type { ConcentrationOptions } from "./concentration.js";
import { positiveBuckets, readSketch } from "./read-sketch.js";
import type { ReadBucket, ScaledBucket } from "./read-sketch.js";
import type { ValueSketch } from "./value-sketch.js";

/** Two numbers between which the exact figure lies. @since 0.1.0 */
export interface SketchBounds {
  readonly low: number;
  readonly high: number;
}

/** A quantile from a sketch; null where there are no values. @since 0.1.0 */
export interface SketchQuantile {
  readonly share: DecimalText;
  /** Within the relative error of the sketch where values are of one sign. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Of the doubles themselves: sums of some hundred buckets are good to fewer digits than one. */
const SLACK = 1e-12;

function middleOf(low: number, high: number): number {
  if (low === high || low * high <= 0) return low;
  // The harmonic mean errs by the same factor towards both ends.
  return low / ((1 + low / high) / 2);
}

interface Place {
  readonly low: number;
  readonly high: number;
  readonly value: number;
}

function placesOf(buckets: readonly ReadBucket[]): (place: number) => Place {
  const ends: number[] = [];
  let seen = 0;
  for (const one of buckets) {
    seen += one.count;
    ends.push(seen);
  }
  return (place) => {
    let [from, to] = [0, ends.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (itemAt(ends, middle) < place) from = middle + 1;
      else to = middle;
    }
    const { count, min, max } = itemAt(buckets, from);
    const [low, high] = [doubleOf(min), doubleOf(max)];
    // The first and the last of a bucket are known.
    if (place === itemAt(ends, from)) return { low: high, high, value: high };
    if (place === itemAt(ends, from) - count + 1) return { low, high: low, value: low };
    return { low, high, value: middleOf(low, high) };
  };
}

/**
 * Quantiles of all values of a sketch, by the methods of {@link quantiles}, with bounds between
 * which the exact one lies.
 *
 * @throws ClienteleError `scoring.sketch` for what is no sketch, `scoring.shares`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sketchQuantiles, valueSketch } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const sketch = valueSketch({ relativeError: 0.05 });
 * const values = ["10", "20", "20.50", "21", "80"];
 * const found = sketchQuantiles(sketch.result(foldAggregate(sketch, values)), ["0.5"], "linear");
 * assert.ok(found[0]!.low! <= 20.5 && 20.5 <= found[0]!.high!);
 * assert.ok(Math.abs(found[0]!.value! - 20.5) <= 0.05 * 20.5);
 * ```
 * @since 0.1.0
 */
export function sketchQuantiles(
  sketch: ValueSketch,
  shares: readonly DecimalInput[],
  method: QuantileMethod,
): readonly SketchQuantile[] {
  const buckets = readSketch(sketch);
  const checked = expectOneOf(method, "method", quantileMethods);
  const placeOf = placesOf(buckets);
  let count = 0;
  for (const one of buckets) count += one.count;
  return readShares(shares, "shares").map((share): SketchQuantile => {
    const of = (name: keyof Place): number | null =>
      count === 0
        ? null
        : quantileOf(count, (place) => placeOf(place)[name], fractionOf(share), checked);
    return { share: toDecimalText(share), value: of("value"), low: of("low"), high: of("high") };
  });
}

/** The share of the largest so many, between bounds. @since 0.1.0 */
export interface SketchTopShare extends SketchBounds {
  readonly most: number;
}

/** Concentration of the values above zero of a sketch, each figure between bounds. @since 0.1.0 */
export interface SketchConcentration {
  readonly state: "known";
  readonly count: number;
  readonly excluded: number;
  /** Shares of the largest one, three, five, ten and twenty, and those asked for. */
  readonly topShares: readonly SketchTopShare[];
  readonly hhi: SketchBounds;
  readonly effectiveNumber: SketchBounds;
  readonly gini: SketchBounds;
  readonly theil: SketchBounds;
}

/** SketchBounds with the slack of doubles: relative, or of figures about 1 where `least` is 1. */
function widened(low: number, high: number, max: number, least = 0): SketchBounds {
  return {
    low: Math.max(0, low - SLACK * Math.max(low, least)),
    high: Math.min(max, high + SLACK * Math.max(high, least)),
  };
}

function timesLog(value: number): number {
  return value > 0 ? value * logarithm(value) : 0;
}

interface Partials {
  total: number;
  squares: [number, number];
  logs: [number, number];
  gini: [number, number];
}

function partialsOf(buckets: readonly ScaledBucket[], n: number): Partials {
  const sums: Partials = { total: 0, squares: [0, 0], logs: [0, 0], gini: [0, 0] };
  let before = 0;
  for (const { count, total, min, max } of buckets) {
    const mean = Math.min(max, Math.max(min, total / count));
    const width = max - min;
    const place = width > 0 ? (mean - min) / width : 0;
    const even = (total * total) / count;
    const between = total * (2 * before + count - n);
    const logs = count * timesLog(mean);
    const chord = count * (timesLog(min) + (timesLog(max) - timesLog(min)) * place);
    sums.total += total;
    sums.squares[0] += even;
    sums.squares[1] += Math.max(even, total * (min + max) - count * min * max);
    sums.logs[0] += logs;
    sums.logs[1] += Math.max(logs, chord);
    sums.gini[0] += between;
    sums.gini[1] += between + count * count * place * (max - mean);
    before += count;
  }
  return sums;
}

function topShare(buckets: readonly ScaledBucket[], total: number, most: number): SketchTopShare {
  let left = most;
  let sum = 0;
  for (let index = buckets.length - 1; index >= 0; index -= 1) {
    const { count, total: own, min, max } = itemAt(buckets, index);
    if (left < count) {
      // The largest of a bucket are not below its mean, and leave the others their least.
      const low = (sum + (left * own) / count) / total;
      const high = (sum + Math.min(left * max, own - (count - left) * min)) / total;
      return { most, ...widened(low, Math.max(low, high), 1) };
    }
    sum += own;
    left -= count;
  }
  return { most, low: 1, high: 1 };
}

/**
 * Concentration from a sketch: each figure between two bounds that the exact one cannot leave.
 * With the relative error α of the sketch, HHI lies within α² ÷ (1 − α²) of itself and Gini within
 * tanh(artanh(α) ÷ 2), some α ÷ 2, whatever the values.
 *
 * @throws ClienteleError `scoring.sketch` for what is no sketch, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sketchConcentration, valueSketch } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const sketch = valueSketch();
 * const state = foldAggregate(sketch, [10, 20, 30, 40]);
 * const found = sketchConcentration(sketch.result(state));
 * assert.ok(found.state === "known");
 * assert.ok(found.gini.low <= 0.25 && 0.25 <= found.gini.high);
 * assert.ok(found.hhi.low <= 3000 && 3000 <= found.hhi.high);
 * ```
 * @since 0.1.0
 */
export function sketchConcentration(
  sketch: ValueSketch,
  options: ConcentrationOptions = {},
): SketchConcentration | { readonly state: "not-enough-data"; readonly excluded: number } {
  const { top, isZeroCounted } = readConcentrationOptions(options);
  const { buckets, count, excluded } = positiveBuckets(readSketch(sketch), isZeroCounted);
  if (count === 0) return { state: "not-enough-data", excluded };
  const { total, squares, logs, gini } = partialsOf(buckets, count);
  const square = total * total;
  const whole = count * total;
  const logCount = logarithm(count);
  const theilOf = (sum: number): number => Math.max(0, sum / total - logarithm(total) + logCount);
  const hhi = widened(Math.max(1 / count, squares[0] / square), squares[1] / square, 1);
  return {
    state: "known",
    count,
    excluded,
    topShares: [1, 3, 5, 10, 20, ...top].map((most) => topShare(buckets, total, most)),
    hhi: { low: 10_000 * hhi.low, high: 10_000 * hhi.high },
    effectiveNumber: { low: 1 / hhi.high, high: Math.min(count, 1 / hhi.low) },
    gini: widened(Math.max(0, gini[0] / whole), Math.max(0, gini[1] / whole), 1, 1),
    theil: widened(theilOf(logs[0]), theilOf(logs[1]), logCount, 1),
  };
}
