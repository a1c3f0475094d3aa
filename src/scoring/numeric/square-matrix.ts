/**
 * Small dense square matrices: what the minimiser and standard errors need of them.
 *
 * Not here: matrices of more than a few rows.
 */

const SWEEPS_MAX = 60;

/** A square matrix of doubles; never changed once made. @internal */
export class SquareMatrix {
  readonly size: number;
  readonly #entries: Float64Array;

  private constructor(size: number, entries: Float64Array) {
    this.size = size;
    this.#entries = entries;
  }

  /** The matrix with these entries. */
  static of(size: number, entry: (row: number, column: number) => number): SquareMatrix {
    const entries = new Float64Array(size * size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        entries[row * size + column] = entry(row, column);
      }
    }
    return new SquareMatrix(size, entries);
  }

  /** A multiple of the identity. */
  static identity(size: number, scale = 1): SquareMatrix {
    return SquareMatrix.of(size, (row, column) => (row === column ? scale : 0));
  }

  /** An entry; rows and columns are counted from 0. */
  at(row: number, column: number): number {
    return this.#entries[row * this.size + column] as number;
  }

  /** The matrix of other entries. */
  map(entry: (value: number, row: number, column: number) => number): SquareMatrix {
    return SquareMatrix.of(this.size, (row, column) => entry(this.at(row, column), row, column));
  }

  /** The product with a vector. */
  times(vector: Float64Array): Float64Array {
    return vector.map((_, row) => {
      let sum = 0;
      for (let column = 0; column < this.size; column += 1) {
        sum += this.at(row, column) * (vector[column] as number);
      }
      return sum;
    });
  }

  /** Eigenvalues (rising) and eigenvectors of a symmetric matrix, by Jacobi's rotations. */
  eigen(): { readonly values: readonly number[]; readonly vectors: readonly Float64Array[] } {
    const { size } = this;
    const a = this.#entries.slice();
    const v = SquareMatrix.identity(size).#entries.slice();
    for (let sweep = 0; sweep < SWEEPS_MAX; sweep += 1) {
      let isDiagonal = true;
      for (let p = 0; p < size; p += 1) {
        for (let q = p + 1; q < size; q += 1) isDiagonal = !rotate(a, v, size, p, q) && isDiagonal;
      }
      if (isDiagonal) break;
    }
    const order = Array.from({ length: size }, (_, index) => index);
    const value = (index: number): number => a[index * size + index] as number;
    order.sort((left, right) => value(left) - value(right) || left - right);
    return {
      values: order.map(value),
      vectors: order.map((column) =>
        Float64Array.from({ length: size }, (_, row) => v[row * size + column] as number),
      ),
    };
  }

  /** The inverse of a symmetric positive definite matrix; null for any other. */
  inverse(): SquareMatrix | null {
    const { values, vectors } = this.eigen();
    const largest = values[values.length - 1] ?? 0;
    if (!values.every((value) => value > 1e-15 * largest && value < Infinity)) return null;
    return SquareMatrix.of(this.size, (row, column) => {
      let sum = 0;
      values.forEach((value, index) => {
        const vector = vectors[index] as Float64Array;
        sum += ((vector[row] as number) * (vector[column] as number)) / value;
      });
      return sum;
    });
  }
}

/** One rotation that takes entry (p, q) to zero; whether there was anything to do. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): boolean {
  const off = a[p * size + q] as number;
  const first = a[p * size + p] as number;
  const second = a[q * size + q] as number;
  if (!(Math.abs(off) > 1e-18 * Math.sqrt(Math.abs(first * second))) || off === 0) return false;
  const theta = (second - first) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (entries: Float64Array, one: number, other: number): void => {
    const x = entries[one] as number;
    const y = entries[other] as number;
    entries[one] = c * x - s * y;
    entries[other] = s * x + c * y;
  };
  for (let k = 0; k < size; k += 1) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k += 1) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k += 1) turn(v, k * size + p, k * size + q);
  a[p * size + q] = 0;
  a[q * size + p] = 0;
  return true;
}
