/** How likely a customer of known history makes so many purchases from now on. */
import { expectInteger } from "../../values/plain.js";
import { aliveOf } from "./alive.js";
import { probabilityOfCount } from "./distribution.js";
import type { PurchaseHistory, PurchaseModel } from "./model.js";
import { COUNT_MAX } from "./purchase-probabilities.js";
import { readHistory, readTime } from "./read-data.js";
import { readModel } from "./read-model.js";

/** The model of the future of somebody who is known to be alive. */
function modelIfAlive(model: PurchaseModel, { frequency, age }: PurchaseHistory): PurchaseModel {
  const { r, alpha } = model.parameters;
  const after = { r: r + frequency, alpha: alpha + age };
  if (model.kind === "pareto-nbd") {
    const { s, beta } = model.parameters;
    return { kind: "pareto-nbd", parameters: { ...after, s, beta: beta + age } };
  }
  const { a, b } = model.parameters;
  // Also under MBG/NBD the next occasion to leave comes after the next purchase.
  const coins = model.kind === "bg-nbd" ? frequency : frequency + 1;
  return { kind: "bg-nbd", parameters: { ...after, a, b: b + coins } };
}

/**
 * The probabilities of 0, 1, … `countMax` purchases of a customer of known history within a time
 * from the end of observation. They sum to 1 as `countMax` grows; their mean is
 * `conditionalExpectedPurchases`. The first is the probability of silence: that the customer has
 * left, or is alive and does not buy.
 *
 * @param time - in the model's unit, 0 to 1e12
 * @param countMax - 0 to 10 000
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conditionalPurchaseProbabilities } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const history = { frequency: 2, recency: 30.43, age: 38.86 };
 * const [silence = 1] = conditionalPurchaseProbabilities(model, history, 13, 0);
 * // At least one order in the next quarter:
 * assert.equal((1 - silence).toFixed(2), "0.32");
 * ```
 * @since 0.1.0
 */
export function conditionalPurchaseProbabilities(
  model: PurchaseModel,
  history: PurchaseHistory,
  time: number,
  countMax: number,
): readonly number[] {
  const checked = readModel(model);
  const known = readHistory(history, "history");
  const horizon = readTime(time, "time");
  const most = expectInteger(countMax, "countMax", 0, COUNT_MAX);
  const alive = aliveOf(checked, known);
  const future = modelIfAlive(checked, known);
  return Array.from({ length: most + 1 }, (_, count) => {
    const bought = alive * probabilityOfCount(future, horizon, count);
    return count === 0 ? Math.min(1, 1 - alive + bought) : bought;
  });
}
