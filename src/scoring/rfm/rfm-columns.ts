/** RFM over typed arrays, for 10⁶ to 10⁸ accounts: the same figures as `rfm`. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { expectInteger, expectRecord } from "../../values/plain.js";
import { measureColumns, NEVER } from "./measure-columns.js";
import type { RfmOptions } from "./model.js";
import { readColumns } from "./order-columns.js";
import type { OrderColumns } from "./order-columns.js";
import { readDatedOptions } from "./rfm.js";
import { scoreColumns, segmentColumn } from "./score-columns.js";

/** Measures and scores of each account, at its place. @since 0.1.0 */
export interface RfmColumns {
  readonly asOf: CalendarDate;
  readonly bins: number;
  /** Accounts with a purchase. */
  readonly buyers: number;
  /** Days since the last purchase; −1 without any. */
  readonly recencyDays: Int32Array;
  /** Days with a purchase, or purchases, by `frequency`. */
  readonly frequency: Int32Array;
  /** Purchases less returns, in minor units. */
  readonly cents: Float64Array;
  /** 1 to the number of bins, the largest the best; 0 without a purchase. */
  readonly recencyScore: Uint8Array;
  readonly frequencyScore: Uint8Array;
  readonly monetaryScore: Uint8Array;
  /** Place of the segment in `segments`; −1 for none. */
  readonly segment: Int16Array;
  readonly segments: readonly string[];
}

/**
 * Recency, frequency and monetary value over columns: the same measures, scores and segments as
 * `rfm`, account by account. Amounts are whole minor units, sums exact up to 2^53 − 1; what is
 * larger is refused and never wraps. Money limits of `bands` are in the currency, of which a cent
 * is 10^−`scale` (2 unless named).
 *
 * O(orders + accounts + days), whatever the order of the rows; rows that come by day save a pass.
 * Memory beside the columns: some 50 bytes an account, and 8 an order where rows do not come by
 * day.
 *
 * @throws ClienteleError `columns.range` for an amount or a sum that is no safe whole number,
 * `columns.account` for a place that no account has, `columns.length`, `columns.type`,
 * `scoring.future_date`, `date.range`, and as the options of `rfm`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfmColumns } from "clientele/scoring";
 *
 * const found = rfmColumns(
 *   {
 *     accounts: 2,
 *     account: Uint32Array.of(0, 1, 0),
 *     day: Int32Array.of(20_000, 20_010, 20_000),
 *     cents: Int32Array.of(90_000, 1_990, 500),
 *   },
 *   { asOf: "2024-10-15", bins: 2 },
 * );
 * assert.deepEqual([...found.recencyDays], [11, 1]);
 * assert.deepEqual([...found.frequency], [1, 1], "two orders of one day");
 * assert.deepEqual([...found.cents], [90_500, 1_990]);
 * assert.deepEqual([...found.monetaryScore], [2, 1]);
 * ```
 * @since 0.1.0
 */
export function rfmColumns(
  columns: OrderColumns,
  options: RfmOptions & { readonly asOf: CalendarDate; readonly scale?: number },
): RfmColumns {
  expectRecord(options, "options");
  const { scale: given, ...dated } = options;
  const scale = expectInteger(given ?? 2, "scale", 0, 15);
  const { asOf, today, plan } = readDatedOptions(dated);
  const read = readColumns(columns, today);
  const measures = measureColumns(read, plan.frequency === "days");
  const scores = scoreColumns(measures, plan, { today, scale });
  const { last, frequency, cents } = measures;
  let buyers = 0;
  const recencyDays = new Int32Array(last.length);
  for (let place = 0; place < last.length; place += 1) {
    const day = last[place] as number;
    const isBuyer = Number(day !== NEVER);
    // −1 of nobody, without a branch: half of them may be guessed wrong.
    recencyDays[place] = (today - day + 1) * isBuyer - 1;
    buyers += isBuyer;
  }
  return {
    asOf,
    bins: plan.bins,
    buyers,
    recencyDays,
    frequency,
    cents,
    ...scores,
    segment: segmentColumn(scores, plan),
    segments: plan.segments,
  };
}
