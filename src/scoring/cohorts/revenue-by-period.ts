/** Orders as one revenue for each account and period: what growth and retention are made of. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { expectDate } from "../../values/expect-date.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import type { ClosedPeriod } from "../../values/period.js";
import { at, atIndex, compareText, expectArray, expectRecord } from "../../values/plain.js";
import { addScaled, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse } from "./amounts.js";
import type { AccountHistory } from "./growth.js";
import type { CohortOrder } from "./model.js";
import { readCohortOrder } from "./read-orders.js";
import { readEach } from "./read-each.js";

/** Which periods, of what currency. @since 0.1.0 */
export interface RevenuePeriods {
  /** Half-open, oldest first, none before the end of the one before. */
  readonly periods: readonly ClosedPeriod[];
  readonly currency: string;
}

interface Bound {
  readonly from: number;
  readonly until: number;
}

const PERIODS_MAX = 1200;
const LAST_DATE: CalendarDate = "9999-12-31";

function readPeriods(value: unknown): readonly Bound[] {
  let last = 0;
  const read = (item: unknown, path: string): Bound => {
    const record = expectRecord(item, path, ["from", "until"]);
    const from = expectDate(record["from"], at(path, "from"));
    const until = expectDate(record["until"], at(path, "until"));
    if (until <= from || from < last) {
      fail("date.range_reversed", path, "a period after the one before", record["from"]);
    }
    last = until;
    return { from, until };
  };
  return readEach(value, "periods", read, PERIODS_MAX);
}

/** The period that a day is in, by halving; −1 where it is in none. */
function placeOf(bounds: readonly Bound[], date: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (itemAt(bounds, middle).until <= date) low = middle + 1;
    else high = middle;
  }
  const found = bounds[low];
  return found !== undefined && found.from <= date ? low : -1;
}

interface History {
  readonly revenue: Scaled[];
  before: Scaled;
}

/**
 * Sums orders into one revenue for each account and period, ready for `growthDecomposition`.
 * An account is former where what it bought before the first period is more than it gave back.
 * Orders between and after the periods take no part: who bought first between two periods is new
 * in the second. By account id; O(orders log periods).
 *
 * @throws ClienteleError `date.range_reversed` for periods that overlap or run backwards,
 * `scoring.currency_mismatch`, `limits.too_many` for more than 1200 periods, `money.*`, `date.*`,
 * `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { growthDecomposition, revenueByPeriod } from "clientele/scoring";
 * import { calendarPeriods } from "clientele/values";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const histories = revenueByPeriod(
 *   [
 *     { account: "acme", date: "2025-05-04", amount: eur("100.00") },
 *     { account: "acme", date: "2026-02-11", amount: eur("70.00") },
 *     { account: "acme", date: "2026-03-12", amount: eur("-10.00") },
 *   ],
 *   {
 *     periods: calendarPeriods("year", { from: "2025-01-01", until: "2027-01-01" }),
 *     currency: "EUR",
 *   },
 * );
 * assert.deepEqual(histories[0]?.revenue, [eur("100.00"), eur("60.00")]);
 * const { total } = growthDecomposition(histories, { currency: "EUR" });
 * assert.equal(total.contraction.amount, "40.00");
 * ```
 * @since 0.1.0
 */
export function revenueByPeriod(
  orders: readonly CohortOrder[],
  options: RevenuePeriods,
): readonly AccountHistory[] {
  const record = expectRecord(options, "options", ["periods", "currency"]);
  const purse = new Purse(record["currency"]);
  const bounds = readPeriods(record["periods"]);
  const first = bounds[0]?.from ?? Infinity;
  const byAccount = new Map<string, History>();
  const frame = { purse, civil: expectDate(LAST_DATE, "periods") };
  const list = expectArray(orders, "orders", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const order = readCohortOrder(list[index], atIndex("orders", index), frame);
    const place = placeOf(bounds, order.date);
    const isBefore = order.date < first;
    if (place < 0 && !isBefore) continue;
    let history = byAccount.get(order.account);
    if (history === undefined) {
      history = { revenue: bounds.map(() => scaledZero), before: scaledZero };
      byAccount.set(order.account, history);
    }
    if (isBefore) history.before = addScaled(history.before, order.amount);
    else history.revenue[place] = addScaled(itemAt(history.revenue, place), order.amount);
  }
  return [...byAccount]
    .sort(([a], [b]) => compareText(a, b))
    .map(([account, { revenue, before }]) => ({
      account,
      revenue: revenue.map((sum) => purse.money(sum)),
      isFormer: signOf(before) > 0,
    }));
}
