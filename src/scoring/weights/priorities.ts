/** From judgments to weights and their eigenvalue, by one method and one completion. */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { filled, leastEigenvalueLogs, missingPlaces } from "./completion.js";
import type { MissingPlaces } from "./completion.js";
import { logLeastSquares } from "./log-least-squares.js";
import { perron } from "./perron.js";

const ROUNDING = 1e-24;

/**
 * How weights are taken from a full matrix: the principal eigenvector, the geometric means of the
 * rows, or the means of the rows after each column was divided by its sum. The last is the
 * approximation of spreadsheets and of scikit-criteria; λmax is then the mean of (A w)ᵢ ÷ wᵢ.
 *
 * @since 0.1.0
 */
export type AhpMethod = "eigenvector" | "geometric-mean" | "column-mean";

/**
 * How judgments that were not given are filled in.
 *
 * - `least-eigenvalue`: so that λmax is least (Bozóki, Fülöp and Rónyai 2010)
 * - `log-least-squares`: by the weights of least squares of logarithms; with geometric means of
 *   rows, the exact extension of that method
 * - `harker`: by the ratio of the weights themselves (Harker, "Incomplete pairwise comparisons in
 *   the analytic hierarchy process", Math. Modelling 9 (1987))
 *
 * @since 0.1.0
 */
export type AhpCompletion = "least-eigenvalue" | "log-least-squares" | "harker";

/** @internal */
export interface Priorities {
  /** Summing to 1. */
  readonly weights: readonly number[];
  /** λmax less the size: 0 for consistent judgments, never below. */
  readonly excess: number;
  /** The judgments, those missing filled in. */
  readonly full: Float64Array;
}

/**
 * Judgments divided by what the weights of least squares imply: 1 where they agree. Ratios far
 * apart come near to one another, and a consistent matrix becomes one of ones.
 */
function balanced(cells: Float64Array, size: number, logs: Float64Array): Float64Array {
  return cells.map((judgment, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    if (row === column || judgment === 0) return judgment;
    return judgment * exponential((logs[column] as number) - (logs[row] as number));
  });
}

/** Harker's matrix: nothing where nothing was given, and the count of it on the diagonal. */
function harkerLogs(cells: Float64Array, size: number, places: MissingPlaces): Float64Array {
  const matrix = Float64Array.from(cells);
  for (let k = 0; k < places.rows.length; k += 1) {
    for (const item of [places.rows[k] as number, places.columns[k] as number]) {
      (matrix[item * size + item] as number) += 1;
    }
  }
  const { vector } = perron(matrix, size);
  return Float64Array.from(places.rows, (row, k) =>
    logarithm((vector[row] as number) / (vector[places.columns[k] as number] as number)),
  );
}

function completionLogs(
  cells: Float64Array,
  size: number,
  places: MissingPlaces,
  completion: AhpCompletion,
): Float64Array {
  if (places.rows.length === 0 || completion === "log-least-squares") {
    return new Float64Array(places.rows.length);
  }
  return completion === "harker"
    ? harkerLogs(cells, size, places)
    : leastEigenvalueLogs(cells, size, places);
}

/**
 * λmax − n = Σ over pairs (e + 1 ÷ e − 2) ÷ n with e the judgment ÷ what the weights imply: a sum
 * of squares, so that nothing is lost where the difference of two near numbers would lose all.
 */
function excessOf(matrix: Float64Array, size: number, vector: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      const ratio = (vector[column] as number) / (vector[row] as number);
      const over = (matrix[row * size + column] as number) * ratio - 1;
      const under = (matrix[column * size + row] as number) / ratio - 1;
      // Reciprocals of each other to the last digits: over + under is over² ÷ (1 + over).
      const isExact = Math.abs((1 + over) * (1 + under) - 1) <= 1e-11;
      sum += isExact ? (over * over) / (1 + over) : over + under;
    }
  }
  // Twelve digits of a judgment squared: less than that is how judgments are written, not meant.
  return sum / size <= ROUNDING ? 0 : sum / size;
}

/** Row means of columns that sum to 1 in the judgments' own terms, ÷ e^logs as the matrix is. */
function columnMeans(matrix: Float64Array, size: number, logs: Float64Array): Float64Array {
  const scales = logs.map(exponential);
  const means = new Float64Array(size);
  for (let column = 0; column < size; column += 1) {
    let total = 0;
    for (let row = 0; row < size; row += 1) {
      total += (matrix[row * size + column] as number) * (scales[row] as number);
    }
    for (let row = 0; row < size; row += 1) {
      (means[row] as number) += (matrix[row * size + column] as number) / total / size;
    }
  }
  return means;
}

function vectorOf(
  matrix: Float64Array,
  size: number,
  method: AhpMethod,
  logs: Float64Array,
): Float64Array {
  if (method === "eigenvector") return perron(matrix, size).vector;
  if (method === "column-mean") return columnMeans(matrix, size, logs);
  return logLeastSquares(matrix, size).map(exponential);
}

/** `cells` holds 0 where no judgment was given; those given link all items. @internal */
export function prioritiesOf(
  cells: Float64Array,
  size: number,
  method: AhpMethod,
  completion: AhpCompletion,
): Priorities {
  const logs = logLeastSquares(cells, size);
  const flat = balanced(cells, size, logs);
  const places = missingPlaces(flat, size);
  const missingLogs = completionLogs(flat, size, places, completion);
  const matrix = filled(flat, size, places, missingLogs);
  const vector = vectorOf(matrix, size, method, logs);
  const raw = vector.map((one, row) => one * exponential(logs[row] as number));
  const total = raw.reduce((sum, one) => sum + one, 0);
  const original = missingLogs.map(
    (log, k) =>
      log + (logs[places.rows[k] as number] as number) - (logs[places.columns[k] as number] as number),
  );
  return {
    weights: Array.from(raw, (one) => one / total),
    excess: excessOf(matrix, size, vector),
    full: filled(cells, size, places, original),
  };
}
