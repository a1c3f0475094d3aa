/**
 * Marks of a block of a column, NaN where the fact is missing: the same expressions as
 * `markOfNumber`, in loops of their own so that each stays simple for the engine.
 */
import { itemAt } from "../../values/invariant.js";
import { markOfNumber } from "./marks.js";
import type { LinearMarks, MarkPoint, NumberMarks } from "./marks.js";

/** Rows from `start`, whose marks go to the first places of `marks`. @internal */
export interface Block {
  readonly start: number;
  readonly count: number;
  readonly marks: Float64Array;
}

function linear(marks: LinearMarks, column: Float64Array, block: Block): void {
  const { factor, origin, span } = marks;
  const { start, count, marks: out } = block;
  for (let row = 0; row < count; row += 1) {
    const mark = ((column[start + row] as number) * factor - origin) / span;
    // Written so that NaN passes through.
    out[row] = mark < 0 ? 0 : mark > 1 ? 1 : mark;
  }
}

function bands(
  below: number,
  points: readonly MarkPoint[],
  column: Float64Array,
  block: Block,
): void {
  const { start, count, marks: out } = block;
  const limits = Float64Array.from(points, (point) => point.at);
  const gains = Float64Array.from([below, ...points.map((point) => point.mark)]);
  const { length } = limits;
  for (let row = 0; row < count; row += 1) {
    const value = column[start + row] as number;
    let slot = 0;
    while (slot < length && (limits[slot] as number) <= value) slot += 1;
    out[row] = value === value ? (gains[slot] as number) : NaN;
  }
}

function target(at: number, tolerance: number, column: Float64Array, block: Block): void {
  const { start, count, marks: out } = block;
  for (let row = 0; row < count; row += 1) {
    const mark = 1 - Math.abs((column[start + row] as number) - at) / tolerance;
    out[row] = mark < 0 ? 0 : mark > 1 ? 1 : mark;
  }
}

/** The segments of a curve by the point before each, and its flat ends. */
function curve(points: readonly MarkPoint[], column: Float64Array, block: Block): void {
  const { start, count, marks: out } = block;
  const { length } = points;
  const ats = Float64Array.from(points, (point) => point.at);
  const gains = Float64Array.from(points, (point) => point.mark);
  const nextAt = (index: number): number => ats[Math.min(index + 1, length - 1)] as number;
  const factors = ats.map((low, index) => (Number.isFinite(nextAt(index) - low) ? 1 : 0.5));
  const origins = ats.map((low, index) => low * (factors[index] as number));
  const spans = ats.map(
    (_, index) => nextAt(index) * (factors[index] as number) - (origins[index] as number),
  );
  const [first, last] = [itemAt(points, 0).mark, itemAt(points, length - 1).mark];
  for (let row = 0; row < count; row += 1) {
    const value = column[start + row] as number;
    let next = 0;
    while (next < length && (ats[next] as number) <= value) next += 1;
    if (next > 0 && next < length) {
      const place = next - 1;
      const [low, high] = [gains[place] as number, gains[next] as number];
      const share =
        (value * (factors[place] as number) - (origins[place] as number)) /
        (spans[place] as number);
      const mark = low + (high - low) * (share > 0 ? (share < 1 ? share : 1) : 0);
      if (low < high) out[row] = mark < low ? low : mark > high ? high : mark;
      else out[row] = mark < high ? high : mark > low ? low : mark;
    } else if (value !== value) out[row] = NaN;
    else out[row] = next === 0 ? first : last;
  }
}

/** Marks of a block of numbers. @internal */
export function markBlock(marks: NumberMarks, column: Float64Array, block: Block): void {
  switch (marks.kind) {
    case "linear":
      linear(marks, column, block);
      return;
    case "bands":
      bands(marks.below, marks.points, column, block);
      return;
    case "target":
      target(marks.target, marks.tolerance, column, block);
      return;
    case "curve":
      curve(marks.points, column, block);
      return;
    default: {
      const { start, count, marks: out } = block;
      for (let row = 0; row < count; row += 1) {
        const value = column[start + row] as number;
        out[row] = value === value ? markOfNumber(marks, value) : NaN;
      }
    }
  }
}
