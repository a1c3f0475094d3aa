/** How likely a new customer makes so many repeat purchases. */
import { expectInteger } from "../../values/plain.js";
import { probabilityOfCount } from "./distribution.js";
import type { PurchaseModel } from "./model.js";
import { readTime } from "./read-data.js";
import { readModel } from "./read-model.js";

/** Most counts of one answer. @internal */
export const COUNT_MAX = 10_000;

/**
 * P(X(time) = 0), P(X(time) = 1), … P(X(time) = countMax) of a new customer. They sum to 1 as
 * `countMax` grows; their mean is `expectedPurchases`. Small probabilities keep their digits.
 *
 * @param time - in the model's unit, 0 to 1e12
 * @param countMax - 0 to 10 000
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { purchaseProbabilities } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const [none] = purchaseProbabilities(model, 39, 0);
 * assert.equal(none?.toFixed(7), "0.5737864");
 * ```
 * @since 0.1.0
 */
export function purchaseProbabilities(
  model: PurchaseModel,
  time: number,
  countMax: number,
): readonly number[] {
  const checked = readModel(model);
  const horizon = readTime(time, "time");
  const most = expectInteger(countMax, "countMax", 0, COUNT_MAX);
  return Array.from({ length: most + 1 }, (_, count) =>
    probabilityOfCount(checked, horizon, count),
  );
}
