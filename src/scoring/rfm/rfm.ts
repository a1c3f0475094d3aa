/**
 * Recency, frequency, monetary value: three scores per account and the segment they make.
 *
 * Not here: models that forecast from the same facts; many machines (`rfm-aggregate.ts`) and
 * typed arrays (`rfm-columns.ts`).
 */
import { calendarDate } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import { checkCount } from "../../values/limits.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, scaledFrom, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { IDS_MAX } from "../read-values.js";
import type { RfmMeasures, RfmOptions, RfmOrder, RfmTable } from "./model.js";
import { readRfmOptions } from "./options.js";
import type { RfmPlan } from "./options.js";
import { scoreMeasures } from "./score-measures.js";
import type { ExactMeasures } from "./score-measures.js";

/** One order, checked. @internal */
export interface ReadOrder {
  readonly account: string;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly amount: Scaled;
}

/** Demands an order up to the day `today` (`scoring.future_date`). @internal */
export function readOrder(value: unknown, path: string, today: number): ReadOrder {
  const record = expectRecord(value, path, ["account", "date", "amount"]);
  const account = expectIdentifier(record["account"], at(path, "account"));
  const day = dayNumberOf(expectDate(record["date"], at(path, "date")));
  if (day > today) fail("scoring.future_date", at(path, "date"), "a day up to asOf", record["date"]);
  return { account, day, amount: scaledFrom(record["amount"], "scoring", at(path, "amount")) };
}

/** Options with the day, read once. @internal */
export function readDatedOptions(options: RfmOptions & { readonly asOf: CalendarDate }): {
  readonly asOf: CalendarDate;
  readonly today: number;
  readonly plan: RfmPlan;
} {
  expectRecord(options, "options");
  const { asOf, ...scoring } = options;
  const today = dayNumberOf(expectDate(asOf, "asOf"));
  return { asOf: calendarDate(asOf, "asOf"), today, plan: readRfmOptions(scoring) };
}

interface Sums {
  readonly account: string;
  last: number;
  orders: number;
  readonly days: Set<number>;
  monetary: Scaled;
}

function sumOrders(orders: unknown, today: number): Map<string, Sums> {
  const byAccount = new Map<string, Sums>();
  const list = expectArray(orders, "orders", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const { account, day, amount } = readOrder(list[index], atIndex("orders", index), today);
    let one = byAccount.get(account);
    if (one === undefined) {
      checkCount(byAccount.size + 1, IDS_MAX, "orders");
      one = { account, last: -Infinity, orders: 0, days: new Set(), monetary: scaledZero };
      byAccount.set(account, one);
    }
    one.monetary = addScaled(one.monetary, amount);
    if (signOf(amount) < 0) continue;
    one.orders += 1;
    one.days.add(day);
    if (day > one.last) one.last = day;
  }
  return byAccount;
}

/**
 * Recency, frequency and monetary value of each account, scored from 1 (worst) to the number of
 * bins (best). Frequency counts days with a purchase, so that an order split over two invoices
 * of one day counts once; or each purchase, by `frequency`.
 *
 * By quantiles, a score is 1 + ⌊bins × share of accounts that are strictly worse⌋: accounts of
 * one value share one score. Other rules by `quantiles` and `bands`. The order of the orders
 * changes nothing. O(n log n); up to sixteen million accounts, and more as columns.
 *
 * @throws ClienteleError `scoring.future_date`, `scoring.bands`, `scoring.duplicate_id` and
 * `rule.*` for segments, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfm } from "clientele/scoring";
 *
 * const { rows } = rfm(
 *   [
 *     { account: "acme", date: "2026-11-02", amount: "900.00" },
 *     { account: "acme", date: "2026-09-14", amount: "700.00" },
 *     { account: "bolt", date: "2026-01-20", amount: "80.00" },
 *     { account: "bolt", date: "2026-01-25", amount: "-10.00" },
 *   ],
 *   { asOf: "2026-11-23", bins: 2, segments: [] },
 * );
 * assert.equal(rows[0]?.recencyDays, 21);
 * assert.deepEqual(rows.map((row) => row.recencyScore), [2, 1]);
 * assert.deepEqual(rows.map((row) => row.monetary), ["1600", "70"]);
 * assert.deepEqual(rows.map((row) => row.class), ["222", "111"]);
 * ```
 * @since 0.1.0
 */
export function rfm(
  orders: readonly RfmOrder[],
  options: RfmOptions & { readonly asOf: CalendarDate },
): RfmTable {
  const { asOf, today, plan } = readDatedOptions(options);
  const all = [...sumOrders(orders, today).values()].sort((a, b) =>
    compareText(a.account, b.account),
  );
  const buyers = all.filter((one) => one.orders > 0);
  const measures = buyers.map(
    (one): ExactMeasures => ({
      account: one.account,
      recencyDays: today - one.last,
      frequency: plan.frequency === "days" ? one.days.size : one.orders,
      monetary: one.monetary,
    }),
  );
  return {
    asOf,
    bins: plan.bins,
    rows: scoreMeasures(measures, plan),
    withoutPurchase: all.filter((one) => one.orders === 0).map((one) => one.account),
  };
}

/**
 * The same from measures that a database has summed already, one row for an account. It is also
 * how shards that are split by client come together: each machine measures its own accounts, and
 * their lists are scored as one.
 *
 * What frequency counts was decided where it was counted; the option is without effect here.
 *
 * @throws ClienteleError `scoring.duplicate_id` for an account with two rows, and as {@link rfm}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfmFromMeasures } from "clientele/scoring";
 *
 * const { rows } = rfmFromMeasures(
 *   [
 *     { account: "acme", recencyDays: 12, frequency: 7, monetary: "1744" },
 *     { account: "bolt", recencyDays: 415, frequency: 3, monetary: "887" },
 *   ],
 *   { asOf: "2026-12-31", bins: 2, classOrder: "one-best" },
 * );
 * assert.deepEqual(rows.map((row) => row.class), ["111", "222"]);
 * ```
 * @since 0.1.0
 */
export function rfmFromMeasures(
  measures: readonly RfmMeasures[],
  options: RfmOptions & { readonly asOf: CalendarDate },
): RfmTable {
  const { asOf, plan } = readDatedOptions(options);
  const read = readMeasures(measures);
  return { asOf, bins: plan.bins, rows: scoreMeasures(read, plan), withoutPurchase: [] };
}

/** Measures checked, by account. @internal */
export function readMeasures(measures: unknown): readonly ExactMeasures[] {
  const seen = new Set<string>();
  const readOne = (item: unknown, path: string): ExactMeasures => {
    const names = ["account", "recencyDays", "frequency", "monetary"];
    const record = expectRecord(item, path, names);
    const account = expectIdentifier(record["account"], at(path, "account"));
    if (seen.has(account)) {
      fail("scoring.duplicate_id", at(path, "account"), "one row for an account", account);
    }
    seen.add(account);
    return {
      account,
      recencyDays: expectInteger(record["recencyDays"], at(path, "recencyDays"), 0),
      frequency: expectInteger(record["frequency"], at(path, "frequency"), 0),
      monetary: scaledFrom(record["monetary"], "scoring", at(path, "monetary")),
    };
  };
  return readEach(measures, "measures", readOne, IDS_MAX).sort((a, b) =>
    compareText(a.account, b.account),
  );
}
