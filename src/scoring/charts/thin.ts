/** Fewer points that show the same curve, always the same ones. */
import { itemAt } from "../../values/invariant.js";

/** A point of a curve; x rises. @internal */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** The place, from `start` to `end` − 1, of the point that makes the largest triangle. */
function largestTriangle(points: readonly CurvePoint[], from: CurvePoint, bucket: Bucket): number {
  const { start, end, meanX, meanY } = bucket;
  let best = start;
  let bestArea = -1;
  for (let place = start; place < end; place += 1) {
    const { x, y } = itemAt(points, place);
    const area = Math.abs((from.x - meanX) * (y - from.y) - (from.x - x) * (meanY - from.y));
    if (area <= bestArea) continue;
    bestArea = area;
    best = place;
  }
  return best;
}

interface Bucket {
  readonly start: number;
  readonly end: number;
  /** Mean of the points of the bucket after it. */
  readonly meanX: number;
  readonly meanY: number;
}

/**
 * Places of at most `most` points that keep the shape of a curve: the first and the last, and of
 * each of `most` − 2 equal stretches the one of the largest triangle with the point chosen before
 * and the mean of the next stretch, the first of equals (Steinarsson 2013). O(points).
 *
 * @internal
 */
export function thinnedCurve(points: readonly CurvePoint[], most: number): readonly number[] {
  const last = points.length - 1;
  if (points.length <= most) return points.map((_, place) => place);
  const width = (last - 1) / (most - 2);
  const startOf = (bucket: number): number => Math.min(last, 1 + Math.floor(bucket * width));
  const places = [0];
  for (let bucket = 0; bucket < most - 2; bucket += 1) {
    const end = startOf(bucket + 1);
    const nextEnd = bucket === most - 3 ? last + 1 : startOf(bucket + 2);
    let [sumX, sumY] = [0, 0];
    for (let place = end; place < nextEnd; place += 1) {
      sumX += itemAt(points, place).x;
      sumY += itemAt(points, place).y;
    }
    const count = Math.max(1, nextEnd - end);
    const from = itemAt(points, itemAt(places, places.length - 1));
    const own = { start: startOf(bucket), end, meanX: sumX / count, meanY: sumY / count };
    places.push(largestTriangle(points, from, own));
  }
  places.push(last);
  return places;
}

/** At most `most` places from 0 to `length` − 1, evenly spread, both ends included. @internal */
export function evenlySpread(length: number, most: number): readonly number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? 0 : Math.round((index * (length - 1)) / (count - 1)),
  );
}
