/** Whether a model makes the counts of repeat purchases that were seen. */
import { expectInteger, expectRecord } from "../../values/plain.js";
import { readByAge } from "./by-age.js";
import { probabilityOfCount } from "./distribution.js";
import type { PurchaseData, PurchaseModel } from "./model.js";
import { readModel } from "./read-model.js";

/** Customers with so many repeat purchases. @since 0.1.0 */
export interface FrequencyFitRow {
  readonly frequency: number;
  /** Whether higher frequencies are in the row too. */
  readonly andAbove: boolean;
  readonly actual: number;
  /** Sum over the customers of the probability at each one's age. */
  readonly expected: number;
}

const FREQUENCY_MAX = 1_000;

/**
 * Customers by number of repeat purchases, actual and expected from each one's age; the last row
 * is `frequencyMax` and above. Both columns sum to the number of customers.
 *
 * @param options - `frequencyMax`: 7 unless named
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `scoring.count`,
 * `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { frequencyFit } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const data = [
 *   { frequency: 0, recency: 0, age: 39, count: 60 },
 *   { frequency: 1, recency: 8, age: 39, count: 40 },
 * ];
 * const [none, some] = frequencyFit(model, data, { frequencyMax: 1 });
 * assert.deepEqual([none?.actual, some?.actual], [60, 40]);
 * assert.equal(none?.expected.toFixed(2), "57.38");
 * ```
 * @since 0.1.0
 */
export function frequencyFit(
  model: PurchaseModel,
  data: PurchaseData,
  options: { readonly frequencyMax?: number } = {},
): readonly FrequencyFitRow[] {
  const checked = readModel(model);
  const record = expectRecord(options, "options", ["frequencyMax"]);
  const most = expectInteger(record["frequencyMax"] ?? 7, "options.frequencyMax", 0, FREQUENCY_MAX);
  const { ages, patterns } = readByAge(data, "data");
  const actual = new Float64Array(most + 1);
  patterns.frequency.forEach((frequency, index) => {
    const place = Math.min(most, frequency);
    actual[place] = (actual[place] as number) + (patterns.count[index] as number);
  });
  let left = patterns.customers;
  return Array.from(actual, (seen, frequency): FrequencyFitRow => {
    let expected = left;
    if (frequency < most) {
      expected = 0;
      for (const { age, customers } of ages) {
        expected += customers * probabilityOfCount(checked, age, frequency);
      }
      left = Math.max(0, left - expected);
    }
    return { frequency, andAbove: frequency === most, actual: seen, expected };
  });
}
