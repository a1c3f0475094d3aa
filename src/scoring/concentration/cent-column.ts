/** The door of columns of amounts in whole minor units. */
import { fail } from "../../values/errors.js";

/**
 * Amounts in whole minor units. A `Float64Array` holds whole numbers up to 2^53 − 1, a
 * `BigInt64Array` is taken up to the same.
 *
 * @since 0.1.0
 */
export type CentColumn = Int32Array | Float64Array | BigInt64Array;

function refuse(path: string, row: number, value: unknown): never {
  const expected = `a whole number of minor units up to 2^53 − 1 in row ${String(row)}`;
  return fail("columns.range", path, expected, value);
}

/** Demands whole numbers that are safe (`columns.range`, `columns.type`). @internal */
export function readCents(cents: unknown, path: string): Int32Array | Float64Array {
  if (cents instanceof Int32Array) return cents;
  if (cents instanceof Float64Array) {
    for (let row = 0; row < cents.length; row += 1) {
      const value = cents[row] as number;
      if (!Number.isSafeInteger(value)) refuse(path, row, value);
    }
    return cents;
  }
  if (!(cents instanceof BigInt64Array)) {
    const expected = "an Int32Array, a Float64Array or a BigInt64Array";
    return fail("columns.type", path, expected, cents);
  }
  const numbers = new Float64Array(cents.length);
  for (let row = 0; row < cents.length; row += 1) {
    const value = Number(cents[row]);
    if (!Number.isSafeInteger(value)) refuse(path, row, value);
    numbers[row] = value;
  }
  return numbers;
}

/** The largest amount of a column, its sign left out. @internal */
export function largestOf(cents: Int32Array | Float64Array): number {
  let largest = 0;
  for (let row = 0; row < cents.length; row += 1) {
    const size = Math.abs(cents[row] as number);
    if (size > largest) largest = size;
  }
  return largest;
}
