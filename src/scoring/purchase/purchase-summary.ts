/**
 * Histories of accounts from their orders, by the repeat-purchase convention: the first day with
 * a purchase begins the history and is no repeat; purchases of one day are one.
 */
import { calendarDate } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { itemAt } from "../../values/invariant.js";
import { expectRecord } from "../../values/plain.js";
import { addScaled, scaledFrom, scaledZero } from "../../values/scaled.js";
import type { PurchaseHistory } from "./model.js";
import { purchaseDaysOf } from "./purchase-days.js";
import type { AccountPurchaseDays, PurchaseDays, PurchaseOrder } from "./purchase-days.js";
import { daysPerUnit, readTimeUnit } from "./time-unit.js";
import type { PurchaseTimeUnit } from "./time-unit.js";

/** How orders become histories. @since 0.1.0 */
export interface PurchaseSummaryOptions {
  /** The last day of observation; an order after it is refused. */
  readonly asOf: CalendarDate;
  readonly timeUnit: PurchaseTimeUnit;
  /**
   * The last day of the calibration period; what comes after, up to `asOf`, is held out. Accounts
   * whose first purchase comes after it have no row. `asOf` unless named.
   */
  readonly calibrationEnd?: CalendarDate;
}

/** An account's history; times in the unit asked for, not rounded. @since 0.1.0 */
export interface PurchaseSummaryRow extends PurchaseHistory {
  readonly account: string;
  /** Value of the repeat purchases, exactly; the first day is not in it. */
  readonly repeatValue: DecimalText;
  /** Mean value of a repeat purchase: `repeatValue` ÷ `frequency`; null without any. */
  readonly monetary: number | null;
  /** Days with a purchase in the holdout period; 0 where there is no such period. */
  readonly holdoutFrequency: number;
}

/** Histories of all accounts, by id. @since 0.1.0 */
export interface PurchaseSummary {
  readonly asOf: CalendarDate;
  readonly calibrationEnd: CalendarDate;
  readonly timeUnit: PurchaseTimeUnit;
  /** Length of the holdout period in the unit; 0 where there is none. */
  readonly holdoutTime: number;
  readonly rows: readonly PurchaseSummaryRow[];
}

/** Options, read once. @internal */
export interface SummaryPlan {
  readonly asOf: CalendarDate;
  readonly calibrationEnd: CalendarDate;
  readonly timeUnit: PurchaseTimeUnit;
  readonly today: number;
  readonly end: number;
  readonly daysPerUnit: number;
}

/** @internal */
export function readSummaryOptions(options: unknown): SummaryPlan {
  const record = expectRecord(options, "options", ["asOf", "timeUnit", "calibrationEnd"]);
  const today = dayNumberOf(expectDate(record["asOf"], "options.asOf"));
  const timeUnit = readTimeUnit(record["timeUnit"], "options.timeUnit");
  const given = record["calibrationEnd"] ?? record["asOf"];
  const end = dayNumberOf(expectDate(given, "options.calibrationEnd"));
  if (end > today) fail("scoring.future_date", "options.calibrationEnd", "a day up to asOf", given);
  return {
    asOf: calendarDate(record["asOf"] as string, "options.asOf"),
    calibrationEnd: calendarDate(given as string, "options.calibrationEnd"),
    timeUnit,
    today,
    end,
    daysPerUnit: daysPerUnit(timeUnit, "options.timeUnit"),
  };
}

function rowOf(
  plan: SummaryPlan,
  known: AccountPurchaseDays,
  path: string,
): PurchaseSummaryRow | null {
  const { days, amounts } = known;
  const last = itemAt(days, days.length - 1);
  if (last > plan.today) fail("scoring.future_date", path, "days up to asOf", last);
  const first = itemAt(days, 0);
  if (first > plan.end) return null;
  let until = days.length;
  while (itemAt(days, until - 1) > plan.end) until -= 1;
  let value = scaledZero;
  for (let place = 1; place < until; place += 1) {
    value = addScaled(value, scaledFrom(itemAt(amounts, place), "scoring", path));
  }
  const frequency = until - 1;
  const repeatValue = toDecimalText(value);
  return {
    account: known.account,
    frequency,
    recency: (itemAt(days, until - 1) - first) / plan.daysPerUnit,
    age: (plan.end - first) / plan.daysPerUnit,
    repeatValue,
    monetary: frequency === 0 ? null : Number(repeatValue) / frequency,
    holdoutFrequency: days.length - until,
  };
}

/** The summary of days that are known. @internal */
export function summaryOfDays(plan: SummaryPlan, state: PurchaseDays): PurchaseSummary {
  const { asOf, calibrationEnd, timeUnit } = plan;
  const rows = state.accounts
    .map((known) => rowOf(plan, known, `account ${known.account}`))
    .filter((row) => row !== null);
  const holdoutTime = (plan.today - plan.end) / plan.daysPerUnit;
  return { asOf, calibrationEnd, timeUnit, holdoutTime, rows };
}

/**
 * Frequency, recency, age and mean value of repeat purchases of each account: what purchase
 * models are fitted from. The order of the orders changes nothing. O(n log n).
 *
 * With `calibrationEnd`, histories end there, and what was bought after it is counted apart, so
 * that a forecast can be held against it (see `conditionalByFrequency`).
 *
 * @throws ClienteleError `scoring.future_date`, `id.format`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { purchaseSummary } from "clientele/scoring";
 *
 * const orders = [
 *   { account: "acme", date: "2014-04-09", amount: "20" },
 *   { account: "acme", date: "2014-03-14", amount: "10" },
 *   { account: "acme", date: "2014-05-21", amount: "25" },
 * ];
 * const { rows } = purchaseSummary(orders, { asOf: "2014-05-21", timeUnit: "day" });
 * const [acme] = rows;
 * assert.deepEqual([acme?.frequency, acme?.recency, acme?.age], [2, 68, 68]);
 * assert.equal(acme?.monetary, 22.5);
 * ```
 * @since 0.1.0
 */
export function purchaseSummary(
  orders: readonly PurchaseOrder[],
  options: PurchaseSummaryOptions,
): PurchaseSummary {
  const plan = readSummaryOptions(options);
  return summaryOfDays(plan, purchaseDaysOf(orders));
}
