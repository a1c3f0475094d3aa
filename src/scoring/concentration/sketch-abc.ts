/**
 * ABC classes from a sketch: all buckets are in one class but the one that holds the cut, and
 * there the number of accounts lies between two bounds.
 */
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalText } from "../../values/decimal.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  multiplyScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readAbcOptions } from "./abc.js";
import type { AbcOptions, AbcRule } from "./abc.js";
import { readSketch } from "./read-sketch.js";
import type { ReadBucket } from "./read-sketch.js";
import type { SketchBounds } from "./sketch-figures.js";
import type { ValueSketch } from "./value-sketch.js";

/** Where a class ends. @since 0.1.0 */
export interface SketchAbcCut {
  /** Share of the total at which it ends. */
  readonly share: DecimalText;
  /** Accounts up to the cut: A, or A and B. */
  readonly count: SketchBounds;
  /**
   * Values above `high` are up to the cut, values below `low` are beyond it; null where no value
   * is above zero.
   */
  readonly limit: { readonly low: DecimalText; readonly high: DecimalText } | null;
}

/** The two cuts of the values above zero. @since 0.1.0 */
export interface SketchAbc {
  /** Exact sum of the values above zero. */
  readonly total: DecimalText;
  readonly a: SketchAbcCut;
  readonly ab: SketchAbcCut;
}

function quotient(a: Scaled, b: Scaled, mode: "floor" | "ceil"): number {
  return Number(divideScaled(a, b, 0, mode).units);
}

/** How many of the largest of a bucket come up to a rest of the cut, that they cross. */
function countIn({ count, total, min, max }: ReadBucket, rest: Scaled, rule: AbcRule): SketchBounds {
  // The first k sum to k times the mean at least, to k times the largest at most, and leave the
  // others no less than the smallest each.
  const weighted = multiplyScaled(rest, { units: count, scale: 0 });
  const left = subtractScaled(total, rest);
  if (rule === "crossing-in") {
    const low = Math.max(quotient(rest, max, "ceil"), count - quotient(left, min, "floor"));
    return { low, high: Math.min(count, quotient(weighted, total, "ceil")) };
  }
  const low = Math.max(0, quotient(rest, max, "floor"), count - quotient(left, min, "ceil"));
  return { low, high: quotient(weighted, total, "floor") };
}

function cutOf(
  descending: readonly ReadBucket[],
  total: Scaled,
  share: Scaled,
  rule: AbcRule,
): SketchAbcCut {
  const end = multiplyScaled(total, share);
  let before = scaledZero;
  let count = 0;
  let limit: SketchAbcCut["limit"] = null;
  for (const bucket of descending) {
    const after = addScaled(before, bucket.total);
    limit = { low: toDecimalText(bucket.min), high: toDecimalText(bucket.max) };
    const order = compareScaled(after, end);
    if (rule === "crossing-in" ? order >= 0 : order > 0) {
      const { low, high } = countIn(bucket, subtractScaled(end, before), rule);
      return { share: toDecimalText(share), count: { low: count + low, high: count + high }, limit };
    }
    before = after;
    count += bucket.count;
  }
  return { share: toDecimalText(share), count: { low: count, high: count }, limit };
}

/**
 * How many accounts are A, and how many A or B, from a sketch; and between which two values the
 * class changes, so that an account can be classified by its value alone unless it lies there.
 *
 * @throws ClienteleError `scoring.sketch` for what is no sketch, and as the options of {@link abc}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sketchAbc, valueSketch } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const sketch = valueSketch();
 * const state = foldAggregate(sketch, [500, 300, 100, 50, 30, 20]);
 * const { a, ab } = sketchAbc(sketch.result(state));
 * assert.deepEqual(a.count, { low: 2, high: 2 });
 * assert.deepEqual(ab.count, { low: 4, high: 4 });
 * ```
 * @since 0.1.0
 */
export function sketchAbc(sketch: ValueSketch, options: AbcOptions = {}): SketchAbc {
  const { cuts, rule } = readAbcOptions(options, "options");
  const descending = readSketch(sketch)
    .filter(({ min }) => signOf(min) > 0)
    .reverse();
  let total = scaledZero;
  for (const bucket of descending) total = addScaled(total, bucket.total);
  return {
    total: toDecimalText(total),
    a: cutOf(descending, total, cuts[0], rule),
    ab: cutOf(descending, total, cuts[1], rule),
  };
}
