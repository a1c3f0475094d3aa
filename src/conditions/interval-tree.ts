/**
 * Which of many closed intervals contain a number: sorted by their beginning, with the
 * greatest end of every half, half of a half and so on.
 */

import { known } from "./known.js";

/** An interval with both ends in it, and what it stands for. @internal */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly position: number;
}

/** Intervals prepared for {@link stab}. @internal */
export interface IntervalTree {
  readonly intervals: readonly Interval[];
  /** Greatest end below each node of a binary heap over the intervals. */
  readonly greatestEnds: Float64Array;
  /** Leaves of the heap: a power of two. */
  readonly width: number;
}

/** Prepares intervals. O(n log n). @internal */
export function intervalTree(unsorted: readonly Interval[]): IntervalTree {
  const intervals = [...unsorted].sort((a, b) => a.from - b.from || a.position - b.position);
  let width = 1;
  while (width < intervals.length) width *= 2;
  const greatestEnds = new Float64Array(width * 2).fill(-Infinity);
  for (const [index, interval] of intervals.entries()) greatestEnds[width + index] = interval.to;
  for (let node = width - 1; node >= 1; node -= 1) {
    const left = known(greatestEnds[node * 2]);
    const right = known(greatestEnds[node * 2 + 1]);
    greatestEnds[node] = Math.max(left, right);
  }
  return { intervals, greatestEnds, width };
}

/** How many intervals begin at or before a number. */
function countBegun(intervals: readonly Interval[], value: number): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (known(intervals[middle]).from <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds the positions of all intervals that contain a number. O(log n) each. @internal */
export function stab(tree: IntervalTree, value: number, found: number[]): void {
  const begun = countBegun(tree.intervals, value);
  if (begun > 0) descend(tree, { node: 1, first: 0, span: tree.width }, { value, begun, found });
}

interface Query {
  readonly value: number;
  readonly begun: number;
  readonly found: number[];
}

/** One node of the heap; its depth is the logarithm of the number of intervals. */
function descend(
  tree: IntervalTree,
  { node, first, span }: { node: number; first: number; span: number },
  query: Query,
): void {
  if (first >= query.begun || known(tree.greatestEnds[node]) < query.value) return;
  if (span === 1) {
    query.found.push(known(tree.intervals[first]).position);
    return;
  }
  const half = span / 2;
  descend(tree, { node: node * 2, first, span: half }, query);
  descend(tree, { node: node * 2 + 1, first: first + half, span: half }, query);
}
