/** How many of the buyers bought again. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { expectDate } from "../../values/expect-date.js";
import { at, atIndex, expectIdentifier, expectArray, expectRecord } from "../../values/plain.js";
import { expectPeriod } from "../../values/expect-period.js";
import { scaledOf } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import type { Period } from "../../values/period.js";
import { signOf } from "../../values/scaled.js";

/** A purchase, with or without its value. @since 0.1.0 */
export interface PurchaseDay {
  readonly account: string;
  readonly date: CalendarDate;
  /** Below zero for a return, which is no purchase. */
  readonly amount?: Money;
}

/** Share of buyers that bought on two days or more. @since 0.1.0 */
export interface RepeatRate {
  readonly state: "known";
  /** Accounts with a purchase in the period. */
  readonly buyers: number;
  /** Of them with purchases on two days or more. */
  readonly repeatBuyers: number;
  /** `repeatBuyers` ÷ `buyers`. */
  readonly rate: number;
  /** Days with a purchase beyond the first of each buyer. */
  readonly repeatPurchases: number;
}

/** Nobody bought. @since 0.1.0 */
export interface NoRepeatRate {
  readonly state: "not-enough-data";
  readonly reason: "no-buyers";
}

/**
 * The repeat-purchase rate: the share of buyers of a period that bought on two days or more in
 * it. Purchases of one day are one, as in the purchase models. O(purchases).
 *
 * @throws ClienteleError `money.*`, `date.*`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { repeatPurchaseRate } from "clientele/scoring";
 *
 * const found = repeatPurchaseRate(
 *   [
 *     { account: "acme", date: "2026-01-10" },
 *     { account: "acme", date: "2026-03-02" },
 *     { account: "bolt", date: "2026-02-01" },
 *     { account: "bolt", date: "2026-02-01" },
 *   ],
 *   { period: { from: "2026-01-01", until: "2027-01-01" } },
 * );
 * assert.ok(found.state === "known");
 * assert.equal(found.rate, 0.5);
 * ```
 * @since 0.1.0
 */
export function repeatPurchaseRate(
  purchases: readonly PurchaseDay[],
  options: { readonly period?: Period } = {},
): RepeatRate | NoRepeatRate {
  const { period } = expectRecord(options, "options", ["period"]) as typeof options;
  if (period !== undefined) expectPeriod(period, "period");
  const from = period === undefined ? -Infinity : expectDate(period.from, "period.from");
  const until = period?.until === undefined ? Infinity : expectDate(period.until, "period.until");
  const days = new Map<string, Set<number>>();
  const list = expectArray(purchases, "purchases", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const path = atIndex("purchases", index);
    const record = expectRecord(list[index], path, ["account", "date", "amount"]);
    const account = expectIdentifier(record["account"], at(path, "account"));
    const date = expectDate(record["date"], at(path, "date"));
    const { amount } = record;
    const isReturn =
      amount !== undefined && signOf(scaledOf(amount as Money, at(path, "amount"))) < 0;
    if (isReturn || date < from || date >= until) continue;
    const known = days.get(account);
    if (known === undefined) days.set(account, new Set([date]));
    else known.add(date);
  }
  if (days.size === 0) return { state: "not-enough-data", reason: "no-buyers" };
  let [repeatBuyers, repeatPurchases] = [0, 0];
  for (const { size } of days.values()) {
    if (size > 1) repeatBuyers += 1;
    repeatPurchases += size - 1;
  }
  const buyers = days.size;
  return { state: "known", buyers, repeatBuyers, rate: repeatBuyers / buyers, repeatPurchases };
}
