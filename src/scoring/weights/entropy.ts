/**
 * Weights by entropy: a criterion weighs by how unevenly its total lies on the alternatives.
 *
 * M. Zeleny, "Multiple Criteria Decision Making" (1982); Hwang and Yoon (1981), after C. E.
 * Shannon (1948).
 */
import { itemAt } from "../../values/invariant.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { expectOneOf, expectRecord } from "../../values/plain.js";
import { rangeOf, scaledBy, scaleFor, sumOf } from "../ranking/columns.js";
import { expectValues, readUnweighted, sharesOfInformation } from "./objective-model.js";
import type { NoObjectiveWeights, ObjectiveWeights, UnweightedProblem } from "./objective-model.js";

const NEAR = 1e-3;

/** What a 0 in a column does. @since 0.1.0 */
export interface EntropyOptions {
  /**
   * `add-nothing` (unless named): a share of 0 adds 0 to the entropy, its limit; so SciPy and
   * scikit-criteria from 0.8.3. `no-entropy`: the entropy of a column with a 0 is 0, and the
   * information of the criterion is 1, however even the rest; so pymcdm.
   */
  readonly zeros?: "add-nothing" | "no-entropy";
}

/** (1 + d) ln(1 + d) − d, which is never below 0; by its series where the terms cancel. */
function surplus(d: number): number {
  if (Math.abs(d) > NEAR) return d === -1 ? 1 : Math.max(0, (1 + d) * logarithm(1 + d) - d);
  return d * d * (1 / 2 - d * (1 / 6 - d * (1 / 12 - d * (1 / 20 - d / 30))));
}

/** 1 − entropy ÷ ln m: 0 for equal values, 1 where one alternative has all. */
function divergence(column: Float64Array, path: string, zeros: string): number {
  const { min, max, size } = rangeOf(column, path);
  if (min === max) return 0;
  if (min === 0 && zeros === "no-entropy") return 1;
  const values = scaledBy(column, scaleFor(size));
  const count = values.length;
  const mean = sumOf(values, (x) => x) / count;
  return sumOf(values, (x) => surplus((x - mean) / mean)) / count / logarithm(count);
}

/**
 * Weights by entropy: 1 − E for each column, where E is the entropy of the values' shares of
 * their total (`sum` norm, whatever the direction) ÷ ln of their number. Values must not be
 * negative; programs differ on what a 0 does. A constant column weighs 0. O(n × criteria).
 *
 * scikit-criteria before 0.8.3 weighed by E itself: the shares of 1 − `information`.
 *
 * @throws ClienteleError `scoring.norm_domain` for negative values, `schema.value` for other
 * options, `scoring.duplicate_id`, `scoring.values`, `scoring.no_criteria`, `schema.*`
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
export function entropyWeights(
  problem: UnweightedProblem,
  options: EntropyOptions = {},
): ObjectiveWeights | NoObjectiveWeights {
  const record = expectRecord(options, "options", ["zeros"]);
  const kinds = ["add-nothing", "no-entropy"] as const;
  const zeros = expectOneOf(record["zeros"] ?? "add-nothing", "options.zeros", kinds);
  const read = readUnweighted(problem);
  expectValues(read, "zero-or-more");
  const found = read.columns.map((column, index) =>
    column.length < 2 ? 0 : divergence(column, itemAt(read.criteria, index).path, zeros),
  );
  return sharesOfInformation(read, found);
}
