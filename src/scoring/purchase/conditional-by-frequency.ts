/** A forecast held against what came: conditional expectation by frequency. */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectInteger, expectArray, expectRecord } from "../../values/plain.js";
import { aliveOf } from "./alive.js";
import { expectationIfAlive } from "./expected-purchases.js";
import type { PurchaseHistory, PurchaseModel, PurchasePattern } from "./model.js";
import { readCount, readHistory, readTime } from "./read-data.js";
import { readModel } from "./read-model.js";

/** A customer's history, and what came after. @since 0.1.0 */
export interface HoldoutHistory extends PurchasePattern {
  /** Purchases in the holdout period; a whole number. */
  readonly holdoutFrequency: number;
}

/** Customers of one frequency. @since 0.1.0 */
export interface ConditionalByFrequencyRow {
  readonly frequency: number;
  /** Whether higher frequencies are in the row too. */
  readonly andAbove: boolean;
  readonly customers: number;
  /** Mean of the purchases in the holdout period; null without customers. */
  readonly actual: number | null;
  /** Mean of the conditional expectations; null without customers. */
  readonly expected: number | null;
}

const FREQUENCY_MAX = 10_000;

/** A key for an expectation that is the same for customers of one history. */
function keyOf({ frequency, recency, age }: PurchaseHistory): string {
  return `${String(frequency)} ${String(recency)} ${String(age)}`;
}

function readHoldout(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    return fail("scoring.frequency", path, "a whole number from 0", value);
  }
  return value;
}

interface Cell {
  customers: number;
  actual: number;
  readonly byHistory: Map<string, { readonly history: PurchaseHistory; count: number }>;
}

/**
 * Mean purchases in a holdout period, actual and expected, by frequency in the calibration period:
 * the table by which purchase models are usually judged. Rows for each frequency from 0, the last
 * for `frequencyMax` and above. The order of the rows changes nothing.
 *
 * @param rows - of `purchaseSummary` with a `calibrationEnd`, say
 * @param options - `time`: length of the holdout period in the model's unit; `frequencyMax`: 7
 * unless named
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `scoring.count`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conditionalByFrequency } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const table = conditionalByFrequency(
 *   model,
 *   [
 *     { frequency: 0, recency: 0, age: 39, holdoutFrequency: 0 },
 *     { frequency: 0, recency: 0, age: 39, holdoutFrequency: 1 },
 *     { frequency: 9, recency: 37, age: 39, holdoutFrequency: 6 },
 *   ],
 *   { time: 39, frequencyMax: 1 },
 * );
 * assert.deepEqual(table.map(({ actual }) => actual), [0.5, 6]);
 * assert.deepEqual(table.map(({ expected }) => expected?.toFixed(2)), ["0.19", "5.88"]);
 * ```
 * @since 0.1.0
 */
export function conditionalByFrequency(
  model: PurchaseModel,
  rows: readonly HoldoutHistory[],
  options: { readonly time: number; readonly frequencyMax?: number },
): readonly ConditionalByFrequencyRow[] {
  const checked = readModel(model);
  const record = expectRecord(options, "options", ["time", "frequencyMax"]);
  const time = readTime(record["time"], "options.time");
  const most = expectInteger(record["frequencyMax"] ?? 7, "options.frequencyMax", 0, FREQUENCY_MAX);
  const cells = Array.from(
    { length: most + 1 },
    (): Cell => ({ customers: 0, actual: 0, byHistory: new Map() }),
  );
  const list = expectArray(rows, "rows", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const path = atIndex("rows", index);
    const history = readHistory(list[index], path);
    const row = list[index] as { readonly count?: unknown; readonly holdoutFrequency?: unknown };
    const count = readCount(row.count, at(path, "count"));
    const cell = cells[Math.min(most, history.frequency)] as Cell;
    cell.customers += count;
    cell.actual += count * readHoldout(row.holdoutFrequency, at(path, "holdoutFrequency"));
    const key = keyOf(history);
    const known = cell.byHistory.get(key);
    if (known === undefined) cell.byHistory.set(key, { history, count });
    else known.count += count;
  }
  return cells.map((cell, frequency) => {
    const { customers } = cell;
    // Sorted, so that the order of the rows does not show in the last bit.
    const expected = Array.from(cell.byHistory.values(), ({ history, count }) =>
      count === 0
        ? 0
        : count * aliveOf(checked, history) * expectationIfAlive(checked, history, time),
    )
      .sort((a, b) => a - b)
      .reduce((sum, term) => sum + term, 0);
    return {
      frequency,
      andAbove: frequency === most,
      customers,
      actual: customers === 0 ? null : cell.actual / customers,
      expected: customers === 0 ? null : expected / customers,
    };
  });
}
