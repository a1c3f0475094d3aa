/** How likely data are under a model, fitted or published. */
import { fail } from "../../values/errors.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { betaGeometricLikelihood } from "./beta-geometric-likelihood.js";
import type { PurchaseData, PurchaseModel } from "./model.js";
import { paretoLikelihood } from "./pareto-likelihood.js";
import { readPurchaseData } from "./read-data.js";
import { readModel } from "./read-model.js";

/**
 * The log-likelihood of customers under a model, the larger the likelier; sums of a million rows
 * are compensated. Comparable between models on the same data in the same unit of time only: in
 * another unit it differs by the number of purchases times the logarithm of the ratio.
 *
 * @throws ClienteleError `scoring.empty`, `scoring.frequency`, `scoring.impossible_history`,
 * `scoring.count`, `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { purchaseLogLikelihood } from "clientele/scoring";
 *
 * const model = { kind: "mbg-nbd", parameters: { r: 0.25, alpha: 4, a: 0.8, b: 2.5 } } as const;
 * const value = purchaseLogLikelihood(model, [{ frequency: 0, recency: 0, age: 40 }]);
 * assert.equal(value.toFixed(8), "-0.41792826");
 * ```
 * @since 0.1.0
 */
export function purchaseLogLikelihood(model: PurchaseModel, data: PurchaseData): number {
  const checked = readModel(model);
  const patterns = readPurchaseData(data, "data");
  if (patterns.customers === 0) fail("scoring.empty", "data", "at least one customer", 0);
  const { parameters } = checked;
  const last =
    checked.kind === "pareto-nbd"
      ? [checked.parameters.s, checked.parameters.beta]
      : [checked.parameters.a, checked.parameters.b];
  const point = Float64Array.from([parameters.r, parameters.alpha, ...last], logarithm);
  const objective =
    checked.kind === "pareto-nbd"
      ? paretoLikelihood(patterns)
      : betaGeometricLikelihood(patterns, checked.kind);
  return -objective(point, new Float64Array(4)) * patterns.customers;
}
