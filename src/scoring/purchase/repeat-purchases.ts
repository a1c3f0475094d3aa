/** Repeat purchases by period: the actual side of a tracking table. */
import { fail } from "../../values/errors.js";
import { dayNumberOf } from "../../values/civil-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { expectDate } from "../../values/expect-date.js";
import { expectFinite, expectInteger, expectRecord } from "../../values/plain.js";
import { purchaseDaysOf } from "./purchase-days.js";
import type { PurchaseOrder } from "./purchase-days.js";
import { daysPerUnit } from "./time-unit.js";
import type { PurchaseTimeUnit } from "./time-unit.js";

/** How repeat purchases are counted. @since 0.1.0 */
export interface RepeatPurchaseOptions {
  readonly timeUnit: PurchaseTimeUnit;
  /** Length of a period in the unit, above zero. */
  readonly periodLength: number;
  /** Periods from the first purchase of all, 1 to 10 000. */
  readonly periods: number;
  /**
   * Accounts whose first purchase comes after this day are left out, as in `purchaseSummary`; all
   * are counted unless named.
   */
  readonly calibrationEnd?: CalendarDate;
}

/**
 * Repeat purchases of all accounts in each period from the first purchase of all: with lengths of
 * a week, the first period is that day and the six after it.
 *
 * @throws ClienteleError as `purchaseDaysOf`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { repeatPurchasesByPeriod } from "clientele/scoring";
 *
 * const orders = ["2026-01-05", "2026-01-06", "2026-01-12", "2026-01-13"].map((date) => ({
 *   account: "acme",
 *   date,
 *   amount: "10",
 * }));
 * const options = { timeUnit: "week", periodLength: 1, periods: 2 } as const;
 * assert.deepEqual(repeatPurchasesByPeriod(orders, options), [1, 2]);
 * ```
 * @since 0.1.0
 */
export function repeatPurchasesByPeriod(
  orders: readonly PurchaseOrder[],
  options: RepeatPurchaseOptions,
): readonly number[] {
  const record = expectRecord(options, "options", [
    "timeUnit",
    "periodLength",
    "periods",
    "calibrationEnd",
  ]);
  const perUnit = daysPerUnit(record["timeUnit"], "options.timeUnit");
  const length = expectFinite(record["periodLength"], "options.periodLength");
  if (length <= 0) fail("schema.range", "options.periodLength", "a time above 0", length);
  const periods = expectInteger(record["periods"], "options.periods", 1, 10_000);
  const given = record["calibrationEnd"];
  const end =
    given === undefined ? Infinity : dayNumberOf(expectDate(given, "options.calibrationEnd"));
  const counts = Array.from({ length: periods }, () => 0);
  const accounts = purchaseDaysOf(orders).accounts.filter(({ days }) => (days[0] ?? 0) <= end);
  let origin = Infinity;
  for (const { days } of accounts) origin = Math.min(origin, days[0] ?? Infinity);
  for (const { days } of accounts) {
    for (let place = 1; place < days.length; place += 1) {
      // A day at a limit belongs to the later period, also where the length is no double.
      const passed = ((days[place] as number) - origin) / (perUnit * length);
      const period = Math.floor(passed + 1e-9);
      if (period < periods) counts[period] = (counts[period] ?? 0) + 1;
    }
  }
  return counts;
}
