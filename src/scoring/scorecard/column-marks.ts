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
    // Counted, not searched: a branch that depends on the data costs more than a few compares.
    let slot = 0;
    for (let limit = 0; limit < length; limit += 1)
      slot += (limits[limit] as number) <= value ? 1 : 0;
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

/** The segments of a curve, walked like bands; the flat ends are of zero length. */
function curve(points: readonly MarkPoint[], column: Float64Array, block: Block): void {
  const { start, count, marks: out } = block;
  const { length } = points;
  const ats = Float64Array.from(points, (point) => point.at);
  const gains = Float64Array.from(points, (point) => point.mark);
  const factors = Float64Array.from(points, (point, index) => {
    const next = points[index + 1]?.at ?? point.at;
    return Number.isFinite(next - point.at) ? 1 : 0.5;
  });
  const [first, last] = [itemAt(points, 0).mark, itemAt(points, length - 1).mark];
  for (let row = 0; row < count; row += 1) {
    const value = column[start + row] as number;
    let next = 0;
    for (let point = 0; point < length; point += 1) next += (ats[point] as number) <= value ? 1 : 0;
    if (value !== value) out[row] = NaN;
    else if (next === 0) out[row] = first;
    else if (next === length) out[row] = last;
    else {
      const [low, high] = [gains[next - 1] as number, gains[next] as number];
      const factor = factors[next - 1] as number;
      const from = (ats[next - 1] as number) * factor;
      const share = (value * factor - from) / ((ats[next] as number) * factor - from);
      const mark = low + (high - low) * (share > 0 ? (share < 1 ? share : 1) : 0);
      const [least, most] = low < high ? [low, high] : [high, low];
      out[row] = mark < least ? least : mark > most ? most : mark;
    }
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
