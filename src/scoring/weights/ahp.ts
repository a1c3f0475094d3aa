/**
 * Analytic hierarchy process: weights from pairwise judgments, with their consistency.
 *
 * T. L. Saaty, "The Analytic Hierarchy Process" (1980) and "Theory and Applications of the
 * Analytic Network Process" (2005). Not here: incomplete matrices.
 */
import { fail } from "../../values/errors.js";
import { invariant, itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectArray,
  expectFinite,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";

const SIZE_MAX = 50;
const SIZE_MIN = 1;
/** Judgments are written with few digits: 0.333 stands for 1/3. */
const RECIPROCAL_TOLERANCE = 0.01;
const STEPS_MAX = 10_000;
const STILL = 1e-15;

/**
 * Mean consistency index of random matrices by size, from 1 upwards (Saaty 2005). Published
 * tables differ: 0.58 or 0.4914 for three in others.
 *
 * @since 0.1.0
 */
export const saatyRandomIndex: readonly number[] = /* @__PURE__ */ (() => [
  0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49,
])();

/** How weights are taken from judgments. @since 0.1.0 */
export interface AhpOptions {
  /** Principal eigenvector (unless named), or geometric means of the rows. */
  readonly method?: "eigenvector" | "geometric-mean";
  /** Random index by size, from 1 upwards; {@link saatyRandomIndex} unless named. */
  readonly randomIndex?: readonly number[];
}

/** A judgment and how far it is from what the weights imply. @since 0.1.0 */
export interface AhpJudgment {
  readonly row: number;
  readonly column: number;
  readonly given: number;
  /** Weight of the row ÷ weight of the column. */
  readonly implied: number;
}

/** Weights with their consistency. @since 0.1.0 */
export interface AhpWeights {
  /** Positive, summing to 1, in the order of the rows. */
  readonly weights: readonly number[];
  /** Principal eigenvalue; the size for consistent judgments. */
  readonly lambdaMax: number;
  /** (λmax − n) ÷ (n − 1); 0 for fewer than three. */
  readonly consistencyIndex: number;
  /** Index ÷ random index; at most 0.1 is usual. Null where the table has no entry for the size. */
  readonly consistencyRatio: number | null;
  /** Judgments above the diagonal that the weights do not imply, the furthest first, at most ten. */
  readonly inconsistent: readonly AhpJudgment[];
}

function readMatrix(matrix: unknown, path: string): readonly (readonly number[])[] {
  const rows = expectArray(matrix, path, SIZE_MAX).map((row, index) => {
    const rowPath = atIndex(path, index);
    return expectArray(row, rowPath, SIZE_MAX).map((value, column) => {
      const cellPath = atIndex(rowPath, column);
      const judgment = expectFinite(value, cellPath);
      if (judgment < 1e-6 || judgment > 1e6)
        fail("scoring.judgment", cellPath, "0.000001 to 1000000", value);
      return judgment;
    });
  });
  if (rows.length < SIZE_MIN || rows.some((row) => row.length !== rows.length)) {
    fail("scoring.square", path, "a square matrix", `${String(rows.length)} rows`);
  }
  for (let i = 0; i < rows.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const product = itemAt(itemAt(rows, i), j) * itemAt(itemAt(rows, j), i);
      if (Math.abs(product - 1) > RECIPROCAL_TOLERANCE) {
        fail(
          "scoring.reciprocal",
          atIndex(atIndex(path, i), j),
          "1 ÷ the opposite judgment",
          itemAt(itemAt(rows, i), j),
        );
      }
    }
  }
  return rows;
}

function normalised(values: readonly number[]): readonly number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function timesVector(
  rows: readonly (readonly number[])[],
  vector: readonly number[],
): readonly number[] {
  return rows.map((row) =>
    row.reduce((sum, value, index) => sum + value * itemAt(vector, index), 0),
  );
}

function geometricMeans(rows: readonly (readonly number[])[]): readonly number[] {
  return normalised(
    rows.map((row) =>
      exponential(row.reduce((sum, value) => sum + logarithm(value), 0) / row.length),
    ),
  );
}

/** Power iteration; a positive matrix has one largest eigenvalue (Perron). */
function eigenvector(rows: readonly (readonly number[])[]): readonly number[] {
  let vector = geometricMeans(rows);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const next = normalised(timesVector(rows, vector));
    const moved = next.reduce(
      (most, value, index) => Math.max(most, Math.abs(value - itemAt(vector, index))),
      0,
    );
    vector = next;
    if (moved <= STILL) break;
  }
  return vector;
}

function inconsistentOf(
  rows: readonly (readonly number[])[],
  weights: readonly number[],
): readonly AhpJudgment[] {
  const found: (AhpJudgment & { readonly distance: number })[] = [];
  for (let row = 0; row < rows.length; row += 1) {
    for (let column = row + 1; column < rows.length; column += 1) {
      const given = itemAt(itemAt(rows, row), column);
      const implied = itemAt(weights, row) / itemAt(weights, column);
      const distance = Math.abs(logarithm(given / implied));
      if (distance > 1e-9) found.push({ row, column, given, implied, distance });
    }
  }
  found.sort((a, b) => b.distance - a.distance || a.row - b.row || a.column - b.column);
  return found.slice(0, 10).map(({ distance: _distance, ...judgment }) => judgment);
}

/**
 * Weights from a matrix of pairwise judgments: how many times the row matters more than the
 * column, the opposite cell holding the reciprocal (within 1 %).
 *
 * O(n²) a step; at most 50 rows.
 *
 * @throws ClienteleError `scoring.square`, `scoring.judgment`, `scoring.reciprocal`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpWeights } from "clientele/scoring";
 *
 * // Turnover matters twice as much as growth and four times as much as margin.
 * const { weights, consistencyRatio } = ahpWeights([
 *   [1, 2, 4],
 *   [1 / 2, 1, 2],
 *   [1 / 4, 1 / 2, 1],
 * ]);
 * assert.deepEqual(weights.map((weight) => weight.toFixed(4)), ["0.5714", "0.2857", "0.1429"]);
 * assert.equal(consistencyRatio?.toFixed(6), "0.000000");
 * ```
 * @since 0.1.0
 */
export function ahpWeights(
  matrix: readonly (readonly number[])[],
  options: AhpOptions = {},
): AhpWeights {
  const rows = readMatrix(matrix, "matrix");
  const record = expectRecord(options, "options", ["method", "randomIndex"]);
  const method = expectOneOf(record["method"] ?? "eigenvector", "options.method", [
    "eigenvector",
    "geometric-mean",
  ]);
  const tablePath = at("options", "randomIndex");
  const table = expectArray(record["randomIndex"] ?? saatyRandomIndex, tablePath, SIZE_MAX).map(
    (value, index) => expectFinite(value, atIndex(tablePath, index)),
  );
  const size = rows.length;
  const weights = method === "eigenvector" ? eigenvector(rows) : geometricMeans(rows);
  // For the eigenvector every ratio is λ; for other weights their mean is the usual estimate.
  const product = timesVector(rows, weights);
  const lambdaMax =
    product.reduce((sum, value, index) => sum + value / itemAt(weights, index), 0) / size;
  const consistencyIndex = size < 3 ? 0 : Math.max(0, (lambdaMax - size) / (size - 1));
  const random = table[size - 1];
  const isListed = random !== undefined && random > 0;
  const consistencyRatio = size < 3 ? 0 : isListed ? consistencyIndex / random : null;
  return {
    weights,
    lambdaMax,
    consistencyIndex,
    consistencyRatio,
    inconsistent: inconsistentOf(rows, weights),
  };
}

/**
 * One matrix from those of several judges: the geometric mean of each judgment, the only mean
 * that keeps reciprocals (Aczél and Saaty 1983). Every judge counts the same.
 *
 * @throws ClienteleError as {@link ahpWeights}, and `scoring.judges` for none or for other sizes
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpGroup, ahpWeights } from "clientele/scoring";
 *
 * const matrix = ahpGroup([
 *   [[1, 2], [1 / 2, 1]],
 *   [[1, 8], [1 / 8, 1]],
 * ]);
 * assert.deepEqual(ahpWeights(matrix).weights.map((weight) => weight.toFixed(6)), ["0.800000", "0.200000"]);
 * ```
 * @since 0.1.0
 */
export function ahpGroup(
  matrices: readonly (readonly (readonly number[])[])[],
): readonly (readonly number[])[] {
  const all = expectArray(matrices, "matrices").map((one, index) =>
    readMatrix(one, atIndex("matrices", index)),
  );
  const [first] = all;
  if (first === undefined || all.some((one) => one.length !== first.length)) {
    return fail(
      "scoring.judges",
      "matrices",
      "one matrix or more, of one size",
      `${String(all.length)} matrices`,
    );
  }
  return first.map((row, i) =>
    row.map((_, j) => {
      const logs = all.reduce((sum, one) => sum + logarithm(itemAt(itemAt(one, i), j)), 0);
      const mean = exponential(logs / all.length);
      invariant(mean > 0, "a mean of judgments above zero is above zero");
      return mean;
    }),
  );
}
