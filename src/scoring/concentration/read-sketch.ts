/** The door of sketches: buckets in order, with exact and with double figures. */
import { fail } from "../../values/errors.js";
import { ITEMS_MAX } from "../../values/limits.js";
import { at, expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import { compareScaled, multiplyScaled, scaledFrom, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { doubleOf } from "../segmentation/quantile-scores.js";

/** A bucket, checked. @internal */
export interface ReadBucket {
  readonly count: number;
  readonly total: Scaled;
  readonly min: Scaled;
  readonly max: Scaled;
}

/** Demands buckets that rise and do not overlap (`scoring.sketch`). @internal */
export function readSketch(sketch: unknown): readonly ReadBucket[] {
  const record = expectRecord(sketch, "sketch", ["relativeError", "count", "total", "buckets"]);
  expectFinite(record["relativeError"], "sketch.relativeError");
  let last: Scaled | null = null;
  const readBucket = (item: unknown, path: string): ReadBucket => {
    const bucket = expectRecord(item, path, ["count", "total", "min", "max"]);
    const count = expectInteger(bucket["count"], at(path, "count"), 1);
    const read = (name: "total" | "min" | "max"): Scaled =>
      scaledFrom(bucket[name], "scoring", at(path, name));
    const [total, min, max] = [read("total"), read("min"), read("max")];
    const isRising = last === null || compareScaled(last, min) < 0;
    if (!isRising || compareScaled(min, max) > 0) {
      fail("scoring.sketch", path, "buckets that rise", bucket["min"]);
    }
    const heads = { units: count, scale: 0 };
    if (
      compareScaled(multiplyScaled(heads, min), total) > 0 ||
      compareScaled(total, multiplyScaled(heads, max)) > 0
    ) {
      const expected = "a total of so many values between the ends";
      fail("scoring.sketch", at(path, "total"), expected, bucket["total"]);
    }
    last = max;
    return { count, total, min, max };
  };
  return readEach(record["buckets"], "sketch.buckets", readBucket, ITEMS_MAX);
}

/** Values above zero of one size, divided by the largest of all. @internal */
export interface ScaledBucket {
  readonly count: number;
  readonly total: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The buckets above zero as doubles up to 1, with that of zero where it is counted, and what they
 * leave out; none where nothing is above zero.
 *
 * @internal
 */
export function positiveBuckets(
  buckets: readonly ReadBucket[],
  isZeroCounted: boolean,
): {
  readonly buckets: readonly ScaledBucket[];
  readonly count: number;
  readonly excluded: number;
} {
  const last = buckets[buckets.length - 1];
  const hasPositive = last !== undefined && signOf(last.min) > 0;
  const largest = hasPositive ? doubleOf(last.max) : 1;
  const least = isZeroCounted ? 0 : 1;
  const above = hasPositive ? buckets.filter(({ min }) => signOf(min) >= least) : [];
  let [count, all] = [0, 0];
  for (const one of buckets) all += one.count;
  for (const one of above) count += one.count;
  const scaled = above.map((one) => ({
    count: one.count,
    total: doubleOf(one.total) / largest,
    min: doubleOf(one.min) / largest,
    max: doubleOf(one.max) / largest,
  }));
  return { buckets: scaled, count, excluded: all - count };
}
