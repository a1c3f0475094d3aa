/** Weights by how far the values of a criterion lie apart, and equal weights for want of better. */
import { itemAt } from "../../values/invariant.js";
import { expectOneOf, expectRecord } from "../../values/plain.js";
import { rangeOf, scaledBy, scaleFor, sumOf } from "../ranking/columns.js";
import { expectValues, readUnweighted, sharesOfInformation } from "./objective-model.js";
import type { NoObjectiveWeights, ObjectiveWeights, UnweightedProblem } from "./objective-model.js";

/** How values are made comparable, and what is measured. @since 0.1.0 */
export interface DeviationOptions {
  /**
   * `minmax`: of values between 0 and 1 (Diakoulaki, Mavrotas and Papayannakis 1995), the same in
   * every unit. `none`: of the values as they are, so that the unit decides; only for values that
   * are comparable already.
   */
  readonly norm: "minmax" | "none";
  /** `deviation` unless named; `variance` is its square. */
  readonly measure?: "deviation" | "variance";
}

/** Every criterion the same. */
function equalShares(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 / count);
}

/**
 * Equal weights, 1 ÷ number of criteria, whatever the values: what other weights are to beat.
 *
 * @throws ClienteleError as {@link criticWeights}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { equalWeights } from "clientele/scoring";
 *
 * const found = equalWeights({
 *   criteria: [{ id: "turnover", direction: "benefit" }, { id: "margin", direction: "benefit" }],
 *   alternatives: [],
 * });
 * assert.deepEqual(found.weights.map((one) => one.weight), [0.5, 0.5]);
 * ```
 * @since 0.1.0
 */
export function equalWeights(problem: UnweightedProblem): ObjectiveWeights {
  const { criteria } = readUnweighted(problem);
  const shares = equalShares(criteria.length);
  const weights = criteria.map(({ id }, index) => ({
    criterion: id,
    weight: itemAt(shares, index),
    information: 1,
  }));
  return { state: "known", weights };
}

function deviation(values: Float64Array): number {
  const mean = sumOf(values, (x) => x) / values.length;
  return Math.sqrt(sumOf(values, (x) => (x - mean) * (x - mean)) / (values.length - 1));
}

/**
 * Weights by the standard deviation (of the sample), or by the variance, of each criterion. The
 * norm is required, as units decide without one. A constant column weighs 0. O(n × criteria).
 *
 * @throws ClienteleError `schema.value` for other norms, and as {@link criticWeights}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { standardDeviationWeights } from "clientele/scoring";
 *
 * const found = standardDeviationWeights(
 *   {
 *     criteria: [{ id: "turnover", direction: "benefit" }, { id: "margin", direction: "benefit" }],
 *     alternatives: [
 *       { id: "acme", values: [900, 0.1] },
 *       { id: "bolt", values: [500, 0.1] },
 *       { id: "cask", values: [100, 0.4] },
 *     ],
 *   },
 *   { norm: "minmax" },
 * );
 * assert.deepEqual(found.weights.map((one) => one.weight.toFixed(4)), ["0.4641", "0.5359"]);
 * ```
 * @since 0.1.0
 */
export function standardDeviationWeights(
  problem: UnweightedProblem,
  options: DeviationOptions,
): ObjectiveWeights | NoObjectiveWeights {
  const record = expectRecord(options, "options", ["norm", "measure"]);
  const norm = expectOneOf(record["norm"], "options.norm", ["minmax", "none"]);
  const measures = ["deviation", "variance"] as const;
  const measure = expectOneOf(record["measure"] ?? "deviation", "options.measure", measures);
  const read = readUnweighted(problem);
  const ranges = read.columns.map((column, index) =>
    rangeOf(column, itemAt(read.criteria, index).path),
  );
  const largest = ranges.reduce((most, one) => Math.max(most, one.size), 0);
  const information = read.columns.map((column, index) => {
    const { min, max, size } = itemAt(ranges, index);
    if (column.length < 2 || min === max) return 0;
    // Without a norm the columns keep their proportions: one scale for all.
    const scale = scaleFor(norm === "none" ? largest : size);
    const values = scaledBy(column, scale);
    const [low, span] = [min * scale, max * scale - min * scale];
    const own = deviation(norm === "none" ? values : values.map((x) => (x - low) / span));
    return measure === "variance" ? own * own : own;
  });
  return sharesOfInformation(read, information);
}

/** Mean absolute difference ÷ twice the mean, by the ranks of the sorted values. */
function gini(column: Float64Array, path: string): number {
  const { min, max, size } = rangeOf(column, path);
  if (min === max) return 0;
  const sorted = Float64Array.from(scaledBy(column, scaleFor(size))).sort();
  const count = sorted.length;
  const total = sumOf(sorted, (x) => x);
  let weighted = 0;
  sorted.forEach((x, index) => {
    weighted += (2 * index + 1 - count) * x;
  });
  return Math.max(0, weighted / count / total);
}

/**
 * Weights by the Gini coefficient of each criterion, whatever its direction. Values must not be
 * negative. A constant column weighs 0. O(n log n × criteria).
 *
 * @throws ClienteleError `scoring.norm_domain` for negative values, and as {@link criticWeights}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { giniWeights } from "clientele/scoring";
 *
 * const found = giniWeights({
 *   criteria: [{ id: "turnover", direction: "benefit" }, { id: "sites", direction: "benefit" }],
 *   alternatives: [{ id: "acme", values: [3, 6] }, { id: "bolt", values: [1, 4] }],
 * });
 * assert.deepEqual(found.weights.map((one) => one.information.toFixed(4)), ["0.2500", "0.1000"]);
 * ```
 * @since 0.1.0
 */
export function giniWeights(problem: UnweightedProblem): ObjectiveWeights | NoObjectiveWeights {
  const read = readUnweighted(problem);
  expectValues(read, "zero-or-more");
  const information = read.columns.map((column, index) =>
    column.length < 2 ? 0 : gini(column, itemAt(read.criteria, index).path),
  );
  return sharesOfInformation(read, information);
}
