/** What was sold and what came back, over all time and over two windows of one length. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import type { Duration } from "../../values/duration.js";
import { formatDay, expectDate } from "../../values/expect-date.js";
import type { Money } from "../../values/money.js";
import { rollingPeriod } from "../../values/period.js";
import type { ClosedPeriod } from "../../values/period.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { ReadOrder } from "./read-account.js";
import type { Purse } from "./purse.js";

/**
 * Sums over the invoices of a stretch of time. `net` = `sales` + `returns`, to the cent.
 *
 * @since 0.1.0
 */
export interface Turnover {
  readonly sales: Money;
  /** Zero or below. */
  readonly returns: Money;
  readonly net: Money;
  /** Orders with at least one sale. */
  readonly orders: number;
  /** Documents that only take back. */
  readonly creditNotes: number;
  readonly lines: number;
}

/**
 * The windows of a review: the last year, or whatever the policy says, and the one before.
 *
 * @since 0.1.0
 */
export interface ReviewWindows {
  readonly current: ClosedPeriod;
  readonly previous: ClosedPeriod;
}

/**
 * An account's turnover.
 *
 * @since 0.1.0
 */
export interface AccountTurnover {
  readonly all: Turnover;
  readonly current: Turnover;
  readonly previous: Turnover;
  readonly firstOrderOn: CalendarDate | null;
  readonly lastOrderOn: CalendarDate | null;
}

/** Two windows that end with a day. @internal */
export function windowsAt(asOf: CalendarDate, length: Duration): ReviewWindows {
  const current = rollingPeriod(asOf, length);
  const before = formatDay(dayNumberOf(expectDate(current.from, "asOf")) - 1, "asOf");
  return { current, previous: rollingPeriod(before, length) };
}

/** Day numbers of a window, the last not in it. @internal */
export interface Days {
  readonly from: number;
  readonly until: number;
}

/** @internal */
export function daysOf(window: ClosedPeriod): Days {
  return {
    from: dayNumberOf(expectDate(window.from, "window.from")),
    until: dayNumberOf(expectDate(window.until, "window.until")),
  };
}

/** Sums in minor units. @internal */
export interface Sums {
  sales: Integer;
  returns: Integer;
  orders: number;
  creditNotes: number;
  lines: number;
}

/** @internal */
export function noSums(): Sums {
  return { sales: 0, returns: 0, orders: 0, creditNotes: 0, lines: 0 };
}

/** Adds one order to sums. @internal */
export function addOrder(sums: Sums, order: ReadOrder): void {
  sums.sales = addIntegers(sums.sales, order.sales);
  sums.returns = addIntegers(sums.returns, order.returns);
  if (order.saleLines > 0) sums.orders += 1;
  else if (order.order.lines.length > 0) sums.creditNotes += 1;
  sums.lines += order.order.lines.length;
}

/** Adds sums to sums. @internal */
export function addSums(into: Sums, more: Sums): void {
  into.sales = addIntegers(into.sales, more.sales);
  into.returns = addIntegers(into.returns, more.returns);
  into.orders += more.orders;
  into.creditNotes += more.creditNotes;
  into.lines += more.lines;
}

/** Sums over the orders of some days. @internal */
export function sumsOver(orders: readonly ReadOrder[], days: Days): Sums {
  const sums = noSums();
  for (const order of orders) {
    if (order.day >= days.from && order.day < days.until) addOrder(sums, order);
  }
  return sums;
}

/** Sums as money. @internal */
export function turnoverOf(sums: Sums, purse: Purse): Turnover {
  return {
    sales: purse(sums.sales),
    returns: purse(sums.returns),
    net: purse(addIntegers(sums.sales, sums.returns)),
    orders: sums.orders,
    creditNotes: sums.creditNotes,
    lines: sums.lines,
  };
}

/** First and last day with a sale. @internal */
export function orderDays(orders: readonly ReadOrder[]): {
  readonly first: CalendarDate | null;
  readonly last: CalendarDate | null;
} {
  const isSale = (read: ReadOrder): boolean => read.saleLines > 0;
  return {
    first: orders.find(isSale)?.order.date ?? null,
    last: orders.findLast(isSale)?.order.date ?? null,
  };
}
