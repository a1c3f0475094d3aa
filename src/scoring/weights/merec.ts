/**
 * MEREC: a criterion weighs by what its removal does to the performance of the alternatives.
 *
 * M. Keshavarz-Ghorabaee, M. Amiri, E. K. Zavadskas, Z. Turskis and J. Antucheviciene,
 * "Determination of objective weights using a new method based on the removal effects of criteria
 * (MEREC)", Symmetry 13:4 (2021).
 */
import { itemAt } from "../../values/invariant.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { rangeOf } from "../ranking/columns.js";
import { expectValues, readUnweighted, sharesOfInformation } from "./objective-model.js";
import type { NoObjectiveWeights, ObjectiveWeights, UnweightedProblem } from "./objective-model.js";

/**
 * Weights by MEREC: the sum over the alternatives of how much ln(1 + mean │ln of values after the
 * norm│) changes when the criterion is left out; the norm is min ÷ x for benefits and x ÷ max for
 * costs. Values must be above 0. A constant column weighs 0. O(n × criteria).
 *
 * @throws ClienteleError `scoring.norm_domain` for values of 0 or below, and as
 * {@link criticWeights}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { merecWeights } from "clientele/scoring";
 *
 * // The paper's example.
 * const rows = [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158]];
 * const found = merecWeights({
 *   criteria: [
 *     { id: "c1", direction: "benefit" },
 *     { id: "c2", direction: "benefit" },
 *     { id: "c3", direction: "cost" },
 *     { id: "c4", direction: "cost" },
 *   ],
 *   alternatives: rows.map((values, index) => ({ id: `a${index}`, values })),
 * });
 * assert.deepEqual(found.weights.map((one) => one.weight.toFixed(4)), ["0.5752", "0.0141", "0.4016", "0.0091"]);
 * ```
 * @since 0.1.0
 */
export function merecWeights(problem: UnweightedProblem): ObjectiveWeights | NoObjectiveWeights {
  const read = readUnweighted(problem);
  expectValues(read, "above-zero");
  const { columns, criteria, ids } = read;
  // Logarithms of the best or the worst ÷ the value, as differences: a quotient could underflow.
  const logs = columns.map((column, index) => {
    const { isBenefit, path } = itemAt(criteria, index);
    const { min, max } = rangeOf(column, path);
    const reference = logarithm(isBenefit ? min : max);
    return column.map((x) => Math.abs(logarithm(x) - reference));
  });
  const information = logs.map(() => 0);
  ids.forEach((_, row) => {
    let total = 0;
    for (const one of logs) total += one[row] as number;
    const whole = 1 + total / criteria.length;
    logs.forEach((one, index) => {
      const share = (one[row] as number) / criteria.length / whole;
      if (share > 0) information[index] = itemAt(information, index) - logarithm(1 - share);
    });
  });
  return sharesOfInformation(read, information);
}
