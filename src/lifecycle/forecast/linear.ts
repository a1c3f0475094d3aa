/** Systems of linear equations, small and dense. */
import { itemAt } from "../../values/invariant.js";

/** A matrix by rows. @internal */
export type Matrix = readonly (readonly number[])[];

/** A pivot below this share of the largest number counts as zero. */
const SINGULAR = 1e-13;

/**
 * X of A·X = B by Gaussian elimination with partial pivoting; null where A is singular.
 * O(n² (n + columns)). @internal
 */
export function solve(a: Matrix, b: Matrix): number[][] | null {
  const size = a.length;
  const rows = a.map((row, index) => [...row, ...itemAt(b, index)]);
  const largest = a.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(entry(rows, row, column)) > Math.abs(entry(rows, pivot, column))) pivot = row;
    }
    if (Math.abs(entry(rows, pivot, column)) < SINGULAR * largest) return null;
    const top = itemAt(rows, pivot);
    rows[pivot] = itemAt(rows, column);
    rows[column] = top;
    for (let row = column + 1; row < size; row += 1) eliminate(itemAt(rows, row), top, column);
  }
  return backward(rows, size);
}

function entry(rows: Matrix, row: number, column: number): number {
  return itemAt(itemAt(rows, row), column);
}

function eliminate(row: number[], top: readonly number[], column: number): void {
  const factor = itemAt(row, column) / itemAt(top, column);
  if (factor === 0) return;
  for (let place = column; place < row.length; place += 1) {
    row[place] = itemAt(row, place) - factor * itemAt(top, place);
  }
}

function backward(rows: number[][], size: number): number[][] {
  for (let column = size - 1; column >= 0; column -= 1) {
    const top = itemAt(rows, column);
    const pivot = itemAt(top, column);
    for (let place = size; place < top.length; place += 1) {
      top[place] = itemAt(top, place) / pivot;
    }
    for (let above = 0; above < column; above += 1) {
      const row = itemAt(rows, above);
      const factor = itemAt(row, column);
      for (let place = size; place < row.length; place += 1) {
        row[place] = itemAt(row, place) - factor * itemAt(top, place);
      }
    }
  }
  return rows.map((row) => row.slice(size));
}

/** A·B. @internal */
export function multiplyMatrices(a: Matrix, b: Matrix): number[][] {
  const width = b[0]?.length ?? 0;
  return a.map((row) => {
    const product = new Array<number>(width).fill(0);
    row.forEach((left, index) => {
      if (left === 0) return;
      itemAt(b, index).forEach((right, column) => {
        product[column] = itemAt(product, column) + left * right;
      });
    });
    return product;
  });
}

/** The matrix with ones on its diagonal, less another. @internal */
export function identityLess(a: Matrix): number[][] {
  return a.map((row, index) => row.map((value, column) => (index === column ? 1 : 0) - value));
}

/** The matrix with ones on its diagonal. @internal */
export function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (row === column ? 1 : 0)),
  );
}
