/**
 * Marks of a block of a column: the same expressions as `markOfNumber`, in loops of their own so
 * that each stays simple for the engine, prepared once for a column.
 */
import { markOfNumber } from "./marks.js";
import type { LinearMarks, MarkPoint, NumberMarks } from "./marks.js";

/** Rows from `start`, whose marks go to the first places of `marks`. @internal */
export interface Block {
  readonly start: number;
  readonly count: number;
  readonly marks: Float64Array;
}

/** Rows in one block: its marks and sums stay in the cache. @internal */
export const BLOCK_ROWS = 2048;

/**
 * Fills the marks of a block. The answer is 0 where all its numbers are finite: a sum of
 * differences with themselves is NaN if there is a NaN or an infinity among them, and the marks
 * of such rows mean nothing.
 *
 * @internal
 */
export type BlockMarker = (column: Float64Array, block: Block) => number;

function linear({ factor, origin, span }: LinearMarks): BlockMarker {
  return (column, { start, count, marks }) => {
    let probe = 0;
    for (let row = 0; row < count; row += 1) {
      const value = column[start + row] as number;
      probe += value - value;
      const mark = (value * factor - origin) / span;
      marks[row] = mark < 0 ? 0 : mark > 1 ? 1 : mark;
    }
    return probe;
  };
}

function target(at: number, tolerance: number): BlockMarker {
  return (column, { start, count, marks }) => {
    let probe = 0;
    for (let row = 0; row < count; row += 1) {
      const value = column[start + row] as number;
      probe += value - value;
      const mark = 1 - Math.abs(value - at) / tolerance;
      marks[row] = mark < 0 ? 0 : mark > 1 ? 1 : mark;
    }
    return probe;
  };
}

/** So many limits are all compared: cheaper than a branch that is mispredicted. */
const COMPARED_MAX = 8;

/** How many limits are at or below each number of a block; limits rise. */
type SlotFinder = (column: Float64Array, block: Block, slots: Uint8Array) => number;

function slotFinder(limits: readonly number[]): SlotFinder {
  return limits.length <= COMPARED_MAX ? comparing(limits) : halving(limits);
}

function comparing(limits: readonly number[]): SlotFinder {
  const limitAt = (index: number): number => limits[index] ?? Infinity;
  const [a, b, c, d] = [limitAt(0), limitAt(1), limitAt(2), limitAt(3)];
  const [e, f, g, h] = [limitAt(4), limitAt(5), limitAt(6), limitAt(7)];
  return (column, { start, count }, slots) => {
    let probe = 0;
    for (let row = 0; row < count; row += 1) {
      const value = column[start + row] as number;
      probe += value - value;
      const low = Number(a <= value) + Number(b <= value) + Number(c <= value) + Number(d <= value);
      slots[row] =
        low + Number(e <= value) + Number(f <= value) + Number(g <= value) + Number(h <= value);
    }
    return probe;
  };
}

function halving(limits: readonly number[]): SlotFinder {
  const sorted = Float64Array.from(limits);
  return (column, { start, count }, slots) => {
    let probe = 0;
    for (let row = 0; row < count; row += 1) {
      const value = column[start + row] as number;
      probe += value - value;
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sorted[middle] as number) <= value) low = middle + 1;
        else high = middle;
      }
      slots[row] = low;
    }
    return probe;
  };
}

function bands(below: number, points: readonly MarkPoint[]): BlockMarker {
  const find = slotFinder(points.map((point) => point.at));
  const gains = Float64Array.from([below, ...points.map((point) => point.mark)]);
  const slots = new Uint8Array(BLOCK_ROWS);
  return (column, block) => {
    const probe = find(column, block, slots);
    const { count, marks } = block;
    for (let row = 0; row < count; row += 1) marks[row] = gains[slots[row] as number] as number;
    return probe;
  };
}

/** Fields of a segment, side by side so that a row touches one line of memory. */
const FACTOR = 0;
const ORIGIN = 1;
const SPAN = 2;
const LOW = 3;
const RISE = 4;
const LEAST = 5;
const MOST = 6;
const FIELDS = 8;

/** What lies between two points of a curve, and flat beyond its ends, by slot. */
function segmentsOf(points: readonly MarkPoint[]): Float64Array {
  const segments = new Float64Array(FIELDS * (COMPARED_MAX + points.length + 1));
  for (let slot = 0; slot <= points.length; slot += 1) {
    const [low, high] = [points[slot - 1], points[slot]];
    const mark = (low ?? high)?.mark ?? 0;
    const flat = [0, 0, 1, mark, 0, mark, mark];
    segments.set(low === undefined || high === undefined ? flat : sloping(low, high), slot * FIELDS);
  }
  return segments;
}

function sloping(low: MarkPoint, high: MarkPoint): readonly number[] {
  const factor = Number.isFinite(high.at - low.at) ? 1 : 0.5;
  const origin = low.at * factor;
  const [least, most] = low.mark < high.mark ? [low.mark, high.mark] : [high.mark, low.mark];
  return [factor, origin, high.at * factor - origin, low.mark, high.mark - low.mark, least, most];
}

function curve(points: readonly MarkPoint[]): BlockMarker {
  const find = slotFinder(points.map((point) => point.at));
  const segments = segmentsOf(points);
  const slots = new Uint8Array(BLOCK_ROWS);
  return (column, block) => {
    const probe = find(column, block, slots);
    const { start, count, marks } = block;
    for (let row = 0; row < count; row += 1) {
      const base = (slots[row] as number) * FIELDS;
      const value = column[start + row] as number;
      const scaled = value * (segments[base + FACTOR] as number);
      const share =
        (scaled - (segments[base + ORIGIN] as number)) / (segments[base + SPAN] as number);
      const mark = (segments[base + LOW] as number) + (segments[base + RISE] as number) * share;
      const least = segments[base + LEAST] as number;
      const most = segments[base + MOST] as number;
      marks[row] = mark < least ? least : mark > most ? most : mark;
    }
    return probe;
  };
}

/** Prepares the marks of a column of numbers. @internal */
export function blockMarker(marks: NumberMarks): BlockMarker {
  switch (marks.kind) {
    case "linear":
      return linear(marks);
    case "bands":
      return bands(marks.below, marks.points);
    case "target":
      return target(marks.target, marks.tolerance);
    case "curve":
      return curve(marks.points);
    default:
      return (column, { start, count, marks: out }) => {
        let probe = 0;
        for (let row = 0; row < count; row += 1) {
          const value = column[start + row] as number;
          probe += value - value;
          out[row] = value === value ? markOfNumber(marks, value) : NaN;
        }
        return probe;
      };
  }
}
