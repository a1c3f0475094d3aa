/**
 * The largest eigenvalue of a non-negative irreducible matrix and its positive vector.
 *
 * T. Noda, "Note on the computation of the maximal eigenvalue of a non-negative irreducible
 * matrix", Numer. Math. 17 (1971): inverse iteration shifted by the upper bound of Collatz and
 * Wielandt. It stays positive, falls to the eigenvalue from above and converges quadratically
 * from any start, also where the power method needs millions of steps.
 */
const EPSILON = 2 ** -52;
const STEPS_MAX = 100;

/** @internal */
export interface Perron {
  readonly value: number;
  /** Positive, its largest member 1. */
  readonly vector: Float64Array;
}

/** matrix × vector, rows in sequence. @internal */
export function timesVector(
  matrix: Float64Array,
  vector: Float64Array,
  isTransposed = false,
): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    for (let column = 0; column < size; column += 1) {
      const place = isTransposed ? column * size + row : row * size + column;
      sum += (matrix[place] as number) * (vector[column] as number);
    }
    product[row] = sum;
  }
  return product;
}

/** (shift · 1 − matrix) x = right, without pivoting: the matrix is an M-matrix. */
function solveShifted(
  matrix: Float64Array,
  shift: number,
  right: Float64Array,
  isTransposed: boolean,
): Float64Array {
  const size = right.length;
  const work = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const place = isTransposed ? column * size + row : row * size + column;
      work[row * size + column] = (row === column ? shift : 0) - (matrix[place] as number);
    }
  }
  const solution = Float64Array.from(right);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const diagonal = Math.max(work[pivot * size + pivot] as number, EPSILON * shift);
    work[pivot * size + pivot] = diagonal;
    for (let row = pivot + 1; row < size; row += 1) {
      const factor = (work[row * size + pivot] as number) / diagonal;
      if (factor === 0) continue;
      for (let column = pivot + 1; column < size; column += 1) {
        (work[row * size + column] as number) -= factor * (work[pivot * size + column] as number);
      }
      (solution[row] as number) -= factor * (solution[pivot] as number);
    }
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = solution[row] as number;
    for (let column = row + 1; column < size; column += 1) {
      sum -= (work[row * size + column] as number) * (solution[column] as number);
    }
    solution[row] = sum / (work[row * size + row] as number);
  }
  return solution;
}

function bounds(product: Float64Array, vector: Float64Array): readonly [number, number] {
  let low = Infinity;
  let high = 0;
  for (let index = 0; index < vector.length; index += 1) {
    const ratio = (product[index] as number) / (vector[index] as number);
    if (ratio < low) low = ratio;
    if (ratio > high) high = ratio;
  }
  return [low, high];
}

/**
 * Right (or left, of the transpose) vector of the largest eigenvalue. O(n³) a step, some five
 * steps.
 *
 * @internal
 */
export function perron(matrix: Float64Array, size: number, isTransposed = false): Perron {
  let vector = new Float64Array(size).fill(1);
  let best: Perron = { value: 1, vector };
  let spreadBest = Infinity;
  let stalled = 0;
  for (let step = 0; step < STEPS_MAX && stalled < 3; step += 1) {
    const [low, high] = bounds(timesVector(matrix, vector, isTransposed), vector);
    const spread = (high - low) / high;
    if (spread < spreadBest) {
      best = { value: (low + high) / 2, vector };
      spreadBest = spread;
      stalled = 0;
    } else stalled += 1;
    if (spread <= 2 * EPSILON) break;
    const next = solveShifted(matrix, high, vector, isTransposed);
    const most = next.reduce((max, one) => (one > max ? one : max), 0);
    if (!(most > 0 && most < Infinity)) break;
    vector = next.map((one) => Math.max(one / most, Number.MIN_VALUE));
  }
  return best;
}
