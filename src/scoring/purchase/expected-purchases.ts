/** How many purchases to expect: of a new customer, and of one whose history is known. */
import type { PurchaseHistory, PurchaseModel } from "./model.js";
import { aliveOf } from "./alive.js";
import { betaGeometricExpectation, paretoExpectation } from "./expectation.js";
import { readHistory, readTime } from "./read-data.js";
import { readModel } from "./read-model.js";

/** E[X(time)] of a checked model. @internal */
export function expectationOf(model: PurchaseModel, time: number): number {
  if (model.kind === "pareto-nbd") return paretoExpectation(model.parameters, time);
  const { parameters } = model;
  if (model.kind === "bg-nbd") return betaGeometricExpectation(parameters, time);
  // One more coin: right after the first purchase.
  const { a, b } = parameters;
  return (b / (a + b)) * betaGeometricExpectation({ ...parameters, b: b + 1 }, time);
}

/** The expectation given that the customer is alive, of a checked model and history. @internal */
export function expectationIfAlive(
  model: PurchaseModel,
  { frequency, age }: PurchaseHistory,
  time: number,
): number {
  const { r, alpha } = model.parameters;
  const after = { r: r + frequency, alpha: alpha + age };
  if (model.kind === "pareto-nbd") {
    const { s, beta } = model.parameters;
    return paretoExpectation({ ...after, s, beta: beta + age }, time);
  }
  const { a, b } = model.parameters;
  const coins = model.kind === "bg-nbd" ? frequency : frequency + 1;
  return betaGeometricExpectation({ ...after, a, b: b + coins }, time);
}

/**
 * The expected number of repeat purchases of a new customer within a time from the first
 * purchase. 0 at time 0, rising with time; finite and smooth also at a = 1, a + b = 1 and s = 1,
 * where the published forms divide by zero.
 *
 * @param time - in the model's unit, 0 to 1e12
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { expectedPurchases } from "clientele/scoring";
 *
 * // Of the CDNOW data, in weeks.
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * assert.equal(expectedPurchases(model, 52).toFixed(3), "1.446");
 * ```
 * @since 0.1.0
 */
export function expectedPurchases(model: PurchaseModel, time: number): number {
  return expectationOf(readModel(model), readTime(time, "time"));
}

/**
 * The expected number of purchases of a customer of known history within a time from the end of
 * observation: that of somebody who is alive, times the probability of being so.
 *
 * More purchases with the same recency can mean *fewer* expected ones: who bought often and then
 * stopped has probably left.
 *
 * @param time - in the model's unit, 0 to 1e12
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conditionalExpectedPurchases } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const history = { frequency: 2, recency: 30.43, age: 38.86 };
 * assert.equal(conditionalExpectedPurchases(model, history, 39).toFixed(3), "1.226");
 * ```
 * @since 0.1.0
 */
export function conditionalExpectedPurchases(
  model: PurchaseModel,
  history: PurchaseHistory,
  time: number,
): number {
  const checked = readModel(model);
  const known = readHistory(history, "history");
  const horizon = readTime(time, "time");
  return aliveOf(checked, known) * expectationIfAlive(checked, known, horizon);
}
