/** The probability that a customer is still one. Not here: its arithmetic (see `alive.ts`). */
import { aliveOf } from "./alive.js";
import type { PurchaseHistory, PurchaseModel } from "./model.js";
import { readHistory } from "./read-data.js";
import { readModel } from "./read-model.js";

/**
 * The probability that a customer of this history has not left by the end of observation: 0 to 1,
 * rising with recency. A BG/NBD customer without a repeat purchase has 1, as leaving comes after
 * a repeat purchase there; under MBG/NBD and Pareto/NBD it is below 1.
 *
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { probabilityAlive } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * // Ten purchases in 20 weeks, then 19 weeks of silence: unlike somebody who buys rarely.
 * const [often, rarely] = [10, 1].map((frequency) =>
 *   probabilityAlive(model, { frequency, recency: 20, age: 39 }).toFixed(2),
 * );
 * assert.deepEqual([often, rarely], ["0.04", "0.60"]);
 * ```
 * @since 0.1.0
 */
export function probabilityAlive(model: PurchaseModel, history: PurchaseHistory): number {
  return aliveOf(readModel(model), readHistory(history, "history"));
}
