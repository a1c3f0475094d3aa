/**
 * Weights by entropy: a criterion weighs by how unevenly its total lies on the alternatives.
 *
 * M. Zeleny, "Multiple Criteria Decision Making" (1982); Hwang and Yoon (1981), after C. E.
 * Shannon (1948).
 */
import { logarithm } from "../../values/numeric/exponential.js";
import { rangeOf, scaledBy, scaleFor, sumOf } from "../ranking/columns.js";
import { expectValues, readUnweighted, sharesOfInformation } from "./objective-model.js";
import type { NoObjectiveWeights, ObjectiveWeights, UnweightedProblem } from "./objective-model.js";

const NEAR = 1e-3;

/** (1 + d) ln(1 + d) − d, which is never below 0; by its series where the terms cancel. */
function surplus(d: number): number {
  if (Math.abs(d) > NEAR) return d === -1 ? 1 : Math.max(0, (1 + d) * logarithm(1 + d) - d);
  return d * d * (1 / 2 - d * (1 / 6 - d * (1 / 12 - d * (1 / 20 - d / 30))));
}

/** 1 − entropy ÷ ln m: 0 for equal values, 1 where one alternative has all. */
function divergence(column: Float64Array, path: string): number {
  const { min, max, size } = rangeOf(column, path);
  if (min === max) return 0;
  const values = scaledBy(column, scaleFor(size));
  const count = values.length;
  const mean = sumOf(values, (x) => x) / count;
  return sumOf(values, (x) => surplus((x - mean) / mean)) / count / logarithm(count);
}

/**
 * Weights by entropy: 1 − E for each column, where E is the entropy of the values' shares of
 * their total (`sum` norm, whatever the direction) ÷ ln of their number. Values must not be
 * negative; 0 has a share of 0 and adds nothing. A constant column weighs 0. O(n × criteria).
 *
 * The convention of pymcdm, but for columns with a 0, whose entropy is there taken to be 0.
 *
 * @throws ClienteleError `scoring.norm_domain` for negative values, `scoring.duplicate_id`,
 * `scoring.values`, `scoring.no_criteria`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { entropyWeights } from "clientele/scoring";
 *
 * const found = entropyWeights({
 *   criteria: [
 *     { id: "turnover", direction: "benefit" },
 *     { id: "sites", direction: "benefit" },
 *   ],
 *   alternatives: [
 *     { id: "acme", values: { turnover: 900, sites: 2 } },
 *     { id: "bolt", values: { turnover: 100, sites: 2 } },
 *   ],
 * });
 * assert.deepEqual(found.weights.map((one) => one.weight), [1, 0]);
 * ```
 * @since 0.1.0
 */
export function entropyWeights(problem: UnweightedProblem): ObjectiveWeights | NoObjectiveWeights {
  const read = readUnweighted(problem);
  expectValues(read, "zero-or-more");
  const found = read.columns.map((column, index) =>
    column.length < 2 ? 0 : divergence(column, read.criteria[index]?.path ?? ""),
  );
  return sharesOfInformation(read, found);
}
