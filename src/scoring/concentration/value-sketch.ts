/**
 * A sketch of values of any number of accounts, in a state of bounded size.
 *
 * The buckets are those of DDSketch (Masson, Rim & Lee 2019, PVLDB 12(12)): bucket i holds the
 * values from γ^(i−1) to γ^i, with γ = (1 + α) ÷ (1 − α), so that any value stands for any other
 * of its bucket with a relative error of at most α. Here a bucket also keeps its exact sum and its
 * smallest and largest value: all are independent of the order of merging, and they bound every
 * figure from both sides (`sketch-figures.ts`, `sketch-abc.ts`).
 */
import type { Aggregate } from "../../values/aggregate.js";
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { at, expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import { addScaled, compareScaled, scaledFrom, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readingStored } from "../../values/stored.js";
import { doubleOf } from "../segmentation/quantile-scores.js";
import { restoreSum, storeSum } from "./exact-sum.js";
import type { ExactSum } from "./exact-sum.js";
import { emptyTree, entriesOf, mergeTrees, updateTree } from "./id-tree.js";
import type { IdTree } from "./id-tree.js";

/** Count, sum, smallest and largest value of a bucket. @since 0.1.0 */
export type SketchBucketState = readonly [
  count: number,
  total: ExactSum,
  min: ExactSum,
  max: ExactSum,
];

/** Buckets by name: `p`, `n` or `z` for the sign, and the number. @since 0.1.0 */
export interface SketchState {
  readonly relativeError: number;
  readonly buckets: IdTree<SketchBucketState>;
}

/** Values of about one size. @since 0.1.0 */
export interface SketchBucket {
  readonly count: number;
  /** Exact sum, smallest and largest value. */
  readonly total: DecimalText;
  readonly min: DecimalText;
  readonly max: DecimalText;
}

/** What is known of all values. @since 0.1.0 */
export interface ValueSketch {
  readonly relativeError: number;
  readonly count: number;
  /** Exact sum. */
  readonly total: DecimalText;
  /** From the lowest values to the highest; no two overlap. */
  readonly buckets: readonly SketchBucket[];
}

function bucketName(value: Scaled, logGamma: number): string {
  const sign = signOf(value);
  if (sign === 0) return "z";
  const size = Math.abs(doubleOf(value));
  return `${sign > 0 ? "p" : "n"}${String(Math.ceil(logarithm(size) / logGamma))}`;
}

function pick(a: ExactSum, b: ExactSum, sign: number): ExactSum {
  return compareScaled(restoreSum(a), restoreSum(b)) * sign <= 0 ? a : b;
}

function join(a: SketchBucketState, b: SketchBucketState): SketchBucketState {
  return [
    a[0] + b[0],
    storeSum(addScaled(restoreSum(a[1]), restoreSum(b[1]))),
    pick(a[2], b[2], 1),
    pick(a[3], b[3], -1),
  ];
}

function sketchOf(state: SketchState): ValueSketch {
  const entries = entriesOf(state.buckets).map(([, [count, total, min, max]]) => ({
    count: expectInteger(count, "state", 1),
    total: restoreSum(total),
    min: restoreSum(min),
    max: restoreSum(max),
  }));
  entries.sort((a, b) => compareScaled(a.min, b.min));
  let count = 0;
  let total = scaledZero;
  for (const one of entries) {
    count += one.count;
    total = addScaled(total, one.total);
  }
  const buckets = entries.map((one) => ({
    count: one.count,
    total: toDecimalText(one.total),
    min: toDecimalText(one.min),
    max: toDecimalText(one.max),
  }));
  return { relativeError: state.relativeError, count, total: toDecimalText(total), buckets };
}

/**
 * Sketches values on any number of machines, one value for each account: totals of accounts that
 * are split by client, or those of `valueAggregate`. The state has a bucket for each size of
 * values that was met: about 115 ÷ α for values from a cent to a thousand million, whatever their
 * number; merging is exact and gives the same bytes in any order.
 *
 * With α = `relativeError`, from 0.0001 to 0.5 (0.01 unless named), the figures made of it are
 * within these bounds of the exact ones; each states its own, which are narrower:
 *
 * - a quantile: a relative error of α (`sketchQuantiles`)
 * - Gini and any point of the Lorenz curve: tanh(artanh(α) ÷ 2), some α ÷ 2, absolute
 * - HHI: α² ÷ (1 − α²), relative (`sketchConcentration`)
 * - number of accounts of class A, or of A and B: only those of the one bucket at the cut are in
 *   doubt, by a factor of γ (`sketchAbc`)
 *
 * @throws ClienteleError `scoring.sketch` for states of two errors, `scoring.relative_error`,
 * `scoring.*` for a value that is no decimal, `schema.*`; `schema.damaged` for a changed state;
 * `decimal.overflow` in the result for a sum of more than 34 digits
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sketchQuantiles, valueSketch } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const sketch = valueSketch({ relativeError: 0.01 });
 * const values = Array.from({ length: 1000 }, (_, index) => index + 1);
 * const merged = sketch.merge(
 *   foldAggregate(sketch, values.slice(0, 300)),
 *   foldAggregate(sketch, values.slice(300)),
 * );
 * const [median] = sketchQuantiles(sketch.result(merged), ["0.5"], "inverse-cdf");
 * assert.ok(median!.low! <= 500 && 500 <= median!.high!);
 * assert.ok(Math.abs(median!.value! - 500) <= 5);
 * assert.equal(sketch.result(merged).total, "500500");
 * ```
 * @since 0.1.0
 */
export function valueSketch(
  options: { readonly relativeError?: number } = {},
): Aggregate<DecimalInput, SketchState, ValueSketch> {
  const record = expectRecord(options, "options", ["relativeError"]);
  const path = at("options", "relativeError");
  const relativeError = expectFinite(record["relativeError"] ?? 0.01, path);
  if (relativeError < 0.0001 || relativeError > 0.5) {
    fail("scoring.relative_error", path, "a number from 0.0001 to 0.5", relativeError);
  }
  const logGamma = logarithm((1 + relativeError) / (1 - relativeError));
  const expectOwn = (state: SketchState): SketchState => {
    if (state.relativeError !== relativeError) {
      const expected = `a sketch of the relative error ${String(relativeError)}`;
      fail("scoring.sketch", "state.relativeError", expected, state.relativeError);
    }
    return state;
  };
  return {
    empty: () => ({ relativeError, buckets: emptyTree() }),
    add: (state, fact) => {
      const value = scaledFrom(fact, "scoring", "value");
      const stored = storeSum(value);
      const one: SketchBucketState = [1, stored, stored, stored];
      return readingStored(state, "state", () => ({
        relativeError,
        buckets: updateTree(expectOwn(state).buckets, bucketName(value, logGamma), (own) =>
          own === undefined ? one : join(own, one),
        ),
      }));
    },
    merge: (left, right) =>
      readingStored([left, right], "state", () => ({
        relativeError,
        buckets: mergeTrees(expectOwn(left).buckets, expectOwn(right).buckets, join),
      })),
    result: (state) => readingStored(state, "state", () => sketchOf(expectOwn(state))),
  };
}
