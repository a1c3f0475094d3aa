/** Facts about one column of a decision problem, without overflow at either end of the doubles. */
import { fail } from "../../values/errors.js";
import { atIndex } from "../../values/plain.js";

const MAX = Number.MAX_VALUE;
/** Squares and sums of values within stay in range, and differences above the denormals. */
const SAFE_MIN = 1e-100;
const SAFE_MAX = 1e100;

/** @internal */
export interface ColumnRange {
  readonly min: number;
  readonly max: number;
  /** Largest absolute value. */
  readonly size: number;
}

/** Smallest and largest; every value finite (`schema.not_finite`). @internal */
export function rangeOf(column: Float64Array, path: string): ColumnRange {
  let min = Infinity;
  let max = -Infinity;
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index] as number;
    if (!(value >= -MAX && value <= MAX)) {
      fail("schema.not_finite", atIndex(path, index), "a finite number", value);
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max, size: Math.max(max, -min) };
}

/** A power of two that brings a size near to 1; 1 where that is not needed. @internal */
export function scaleFor(size: number): number {
  if (size === 0 || (size >= SAFE_MIN && size <= SAFE_MAX)) return 1;
  // 2^-1074 has no reciprocal among the doubles: denormals are brought to some 1e-16.
  return 2 ** Math.min(1020, -Math.floor(Math.log2(size)));
}

/** column × scale; exact, but for what falls below the denormals. @internal */
export function scaledBy(column: Float64Array, scale: number): Float64Array {
  return scale === 1 ? column : column.map((value) => value * scale);
}

/** Σ f(x) with the lost digits of each addition carried along (Neumaier 1974). @internal */
export function sumOf(column: Float64Array, term: (value: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (let index = 0; index < column.length; index += 1) {
    const value = term(column[index] as number);
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
