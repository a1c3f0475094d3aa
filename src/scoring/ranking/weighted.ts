/**
 * Weighted sum and weighted product.
 *
 * P. C. Fishburn, "Additive utilities with incomplete product sets" (1967); P. W. Bridgman,
 * "Dimensional Analysis" (1922); D. W. Miller and M. K. Starr (1969).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import type { DecisionNormOptions, DecisionProblem, RankedPlace } from "./model.js";
import { normed, readNorm } from "./norms.js";
import type { NormedColumn } from "./norms.js";
import { tiedOrder } from "./order.js";
import { readProblem, weightsTaken } from "./problem.js";
import type { ReadProblem } from "./problem.js";

/** What one criterion added to a sum. @since 0.1.0 */
export interface WeightedTerm {
  readonly criterion: string;
  readonly value: number;
  /** The value after the norm; null where the norm cannot tell the column apart. */
  readonly normed: number | null;
  /** Weight × value after the norm; 0 where that is null. */
  readonly contribution: number;
}

/** An alternative with its sum. @since 0.1.0 */
export interface WeightedSumRow extends RankedPlace {
  /** The sum of the contributions. */
  readonly score: number;
  /** In the order of the criteria. */
  readonly contributions: readonly WeightedTerm[];
}

/** What one criterion multiplied a product by. @since 0.1.0 */
export interface WeightedFactor {
  readonly criterion: string;
  readonly value: number;
  /** The value after the norm; null where the norm cannot tell the column apart. */
  readonly normed: number | null;
  /** Value after the norm to the power of the weight; 1 where that is null. */
  readonly factor: number;
}

/** An alternative with its product. @since 0.1.0 */
export interface WeightedProductRow extends RankedPlace {
  /** The product of the factors. */
  readonly score: number;
  /** ln of the score, by which alternatives are ranked; null for a score of 0. */
  readonly logScore: number | null;
  /** In the order of the criteria. */
  readonly factors: readonly WeightedFactor[];
}

interface Prepared {
  readonly problem: ReadProblem;
  readonly after: readonly NormedColumn[];
  readonly weights: readonly number[];
  readonly kind: string;
}

function prepare(value: unknown, options: unknown): Prepared {
  const problem = readProblem(value);
  const { criteria, columns } = problem;
  const norm = readNorm(options, criteria);
  const after = columns.map((column, index) => {
    const criterion = itemAt(criteria, index);
    return normed(column, criterion, norm, index, criterion.path);
  });
  const { kind } = norm;
  return { problem, after, weights: weightsTaken(criteria, norm.weights), kind };
}

function expectInRange(score: number, id: string): number {
  if (Number.isFinite(score)) return score;
  return fail("scoring.score_range", "problem.alternatives", "a score within the doubles", id);
}

/**
 * Ranks alternatives by Σ weight × value after the norm, with every contribution.
 *
 * Weights are taken as given: they need not sum to 1, and are scaled to it only if `weights` is
 * `to-one`. `sum` with reciprocal costs is the convention of pymcdm; `vector` with `costs:
 * "negated"` is the ratio system of MOORA; `none` adds the values as they are. With any norm but
 * `reference` and `none`, an alternative that comes or goes may reverse the rank of two others.
 * O(n × criteria).
 *
 * @throws ClienteleError as {@link topsis}, and `scoring.score_range` for a sum beyond the doubles
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { weightedSum } from "clientele/scoring";
 *
 * const ranking = weightedSum(
 *   {
 *     criteria: [
 *       { id: "turnover", weight: 3, direction: "benefit" },
 *       { id: "overdue days", weight: 1, direction: "cost" },
 *     ],
 *     alternatives: [
 *       { id: "acme", values: [900, 30] },
 *       { id: "bolt", values: [400, 0] },
 *     ],
 *   },
 *   { norm: "minmax", weights: "to-one" },
 * );
 * assert.deepEqual(ranking.map((one) => [one.id, one.score]), [["acme", 0.75], ["bolt", 0.25]]);
 * assert.deepEqual(ranking[0]?.contributions.map((one) => one.contribution), [0.75, 0]);
 * ```
 * @since 0.1.0
 */
export function weightedSum(
  problem: DecisionProblem,
  options: DecisionNormOptions,
): readonly WeightedSumRow[] {
  const { problem: read, after, weights } = prepare(problem, options);
  const { ids, criteria, columns } = read;
  const rows = ids.map((id, row) => {
    let score = 0;
    let size = 0;
    const contributions = criteria.map(({ id: criterion }, index): WeightedTerm => {
      const value = itemAt(columns, index)[row] as number;
      const own = after[index]?.[row] ?? null;
      const contribution = own === null ? 0 : itemAt(weights, index) * own;
      score += contribution;
      size += Math.abs(contribution);
      return { criterion, value, normed: own, contribution };
    });
    return { id, size, score: expectInRange(score, id), contributions };
  });
  const scores = rows.map((row) => row.score);
  return tiedOrder(scores, ids, { scale: largest(rows) }).map(({ index, rank, isTied }) => {
    const { id, score, contributions } = itemAt(rows, index);
    return { id, rank, isTied, score, contributions };
  });
}

/** Largest sum of the sizes of what was added; what differs by less than its last digits is tied. */
function largest(rows: readonly { readonly size: number }[]): number {
  return rows.reduce((most, { size }) => Math.max(most, Math.min(size, Number.MAX_VALUE)), 0);
}

/** ln of a value after the norm; −Infinity for 0 (`scoring.norm_domain` below it). */
function logOf(value: number, path: string): number {
  if (value < 0) fail("scoring.norm_domain", path, "values of 0 or more after the norm", value);
  return logarithm(value);
}

/**
 * Ranks alternatives by Π value after the norm ^ weight, with every factor.
 *
 * Values after the norm must not be negative; a 0 makes the product 0, as with the worst value of
 * `minmax`. Under `none`, values must be above 0, and a cost counts with a negative power: the
 * dimensionless form, in which no unit and no norm matters. Weights are taken as given, unless
 * `weights` is `to-one`. O(n × criteria).
 *
 * @throws ClienteleError as {@link topsis}, and `scoring.score_range` for a product beyond the
 * doubles
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { weightedProduct } from "clientele/scoring";
 *
 * const ranking = weightedProduct(
 *   {
 *     criteria: [
 *       { id: "turnover", weight: 1, direction: "benefit" },
 *       { id: "overdue days", weight: 0.5, direction: "cost" },
 *     ],
 *     alternatives: [
 *       { id: "acme", values: [900, 36] },
 *       { id: "bolt", values: [400, 4] },
 *     ],
 *   },
 *   { norm: "none" },
 * );
 * // 900 ÷ √36 = 150 and 400 ÷ √4 = 200
 * assert.deepEqual(ranking.map((one) => [one.id, one.score.toFixed(6)]), [["bolt", "200.000000"], ["acme", "150.000000"]]);
 * ```
 * @since 0.1.0
 */
export function weightedProduct(
  problem: DecisionProblem,
  options: DecisionNormOptions,
): readonly WeightedProductRow[] {
  const { problem: read, after, weights, kind } = prepare(problem, options);
  const { ids, criteria, columns } = read;
  const isPlain = kind === "none";
  const rows = ids.map((id, row) => {
    let log = 0;
    let size = 0;
    const factors = criteria.map(({ id: criterion, isBenefit, path }, index): WeightedFactor => {
      const value = itemAt(columns, index)[row] as number;
      const own = after[index]?.[row] ?? null;
      const weight = itemAt(weights, index);
      if (own === null || weight === 0) return { criterion, value, normed: own, factor: 1 };
      if (isPlain && value <= 0) fail("scoring.norm_domain", path, "values above 0", value);
      const ownLog = isPlain ? (isBenefit ? 1 : -1) * logarithm(value) : logOf(own, path);
      log += weight * ownLog;
      if (ownLog > -Infinity) size += Math.abs(weight * ownLog);
      const factor = expectInRange(exponential(weight * ownLog), id);
      return { criterion, value, normed: own, factor };
    });
    return { id, log, size, score: expectInRange(exponential(log), id), factors };
  });
  // By the logarithm: products of many small factors would all be 0.
  const logs = rows.map((row) => Math.max(row.log, -Number.MAX_VALUE));
  return tiedOrder(logs, ids, { scale: largest(rows) }).map(({ index, rank, isTied }) => {
    const { id, log, score, factors } = itemAt(rows, index);
    return { id, rank, isTied, score, logScore: log === -Infinity ? null : log, factors };
  });
}
