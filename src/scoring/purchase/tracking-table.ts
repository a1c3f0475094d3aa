/** Purchases over calendar time, expected and actual: the tracking plot as a table. */
import { fail } from "../../values/errors.js";
import {
  atIndex,
  expectFinite,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { readByAge } from "./by-age.js";
import { expectationOf } from "./expected-purchases.js";
import type { PurchaseData, PurchaseModel } from "./model.js";
import { readTime } from "./read-data.js";
import { readModel } from "./read-model.js";

/** What is tracked. @since 0.1.0 */
export interface TrackingOptions {
  /** Length of a period in the model's unit, above zero. */
  readonly periodLength: number;
  /** Periods from the first customer's first purchase on, 1 to 10 000. */
  readonly periods: number;
  /** Repeat purchases in each period, from the first on; fewer than `periods` is allowed. */
  readonly actual?: readonly number[];
}

/** A period. @since 0.1.0 */
export interface TrackingRow {
  /** End of the period, from the first customer's first purchase. */
  readonly until: number;
  /** Expected repeat purchases in the period. */
  readonly expected: number;
  readonly expectedCumulative: number;
  /** Actual repeat purchases in the period; null where none were given. */
  readonly actual: number | null;
  readonly actualCumulative: number | null;
}

const PERIODS_MAX = 10_000;

function readActual(value: unknown): readonly number[] {
  return expectArray(value ?? [], "options.actual", PERIODS_MAX).map((entry, index) => {
    const path = atIndex("options.actual", index);
    const purchases = expectFinite(entry, path);
    if (purchases < 0) fail("schema.range", path, "a number from 0", entry);
    return purchases;
  });
}

/**
 * Repeat purchases of all customers by period, expected and actual. Each customer begins when he
 * began: the oldest at 0, the others later by as much as they are younger. The expectation is of
 * new customers: a model is held against what its own calibration period saw, and what came after.
 *
 * @throws ClienteleError `scoring.empty`, `scoring.frequency`, `scoring.impossible_history`,
 * `scoring.count`, `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { trackingTable } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const data = [{ frequency: 0, recency: 0, age: 39, count: 100 }];
 * const table = trackingTable(model, data, { periodLength: 1, periods: 3, actual: [6, 4] });
 * const expected = table.map(({ expectedCumulative }) => expectedCumulative.toFixed(1));
 * assert.deepEqual(expected, ["5.3", "10.3", "15.1"]);
 * assert.deepEqual(table.map(({ actualCumulative }) => actualCumulative), [6, 10, null]);
 * ```
 * @since 0.1.0
 */
export function trackingTable(
  model: PurchaseModel,
  data: PurchaseData,
  options: TrackingOptions,
): readonly TrackingRow[] {
  const checked = readModel(model);
  const record = expectRecord(options, "options", ["periodLength", "periods", "actual"]);
  const length = readTime(record["periodLength"], "options.periodLength");
  if (length === 0) fail("schema.range", "options.periodLength", "a time above 0", length);
  const periods = expectInteger(record["periods"], "options.periods", 1, PERIODS_MAX);
  const actual = readActual(record["actual"]);
  const { ages } = readByAge(data, "data");
  const oldest = ages[ages.length - 1];
  if (oldest === undefined) return fail("scoring.empty", "data", "at least one customer", 0);
  let before = 0;
  let actualCumulative = 0;
  return Array.from({ length: periods }, (_, index): TrackingRow => {
    const until = length * (index + 1);
    let expectedCumulative = 0;
    for (const { age, customers } of ages) {
      const known = until - (oldest.age - age);
      if (known > 0) expectedCumulative += customers * expectationOf(checked, known);
    }
    const expected = Math.max(0, expectedCumulative - before);
    before = expectedCumulative;
    const seen = actual[index] ?? null;
    actualCumulative += seen ?? 0;
    return {
      until,
      expected,
      expectedCumulative,
      actual: seen,
      actualCumulative: seen === null ? null : actualCumulative,
    };
  });
}
