/** The facts of warning signs that an account's own orders give. */
import type { EvidenceSet } from "../../risk/index.js";
import { missing, present } from "../../risk/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { ReadOrder } from "./read-account.js";
import { sumsOver } from "./turnover.js";
import type { Days, Sums } from "./turnover.js";

const SOURCE = "own orders";
/** Days with an order that make an interval something like a habit. */
const ORDER_DAYS_MIN = 3;

function ratio(numerator: Integer, denominator: Integer): number {
  return Number(numerator) / Number(denominator);
}

function returnShare(sums: Sums): number | null {
  if (sums.sales === 0) return null;
  return 0 - ratio(sums.returns, sums.sales);
}

/** Mean days between days with a sale; null for too few of them. */
function meanInterval(days: readonly number[]): number | null {
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined || days.length < ORDER_DAYS_MIN) return null;
  return (last - first) / (days.length - 1);
}

/** Days with a sale, each once, in order. @internal */
export function saleDays(orders: readonly ReadOrder[]): readonly number[] {
  const days: number[] = [];
  for (const { day, saleLines } of orders) if (saleLines > 0 && days.at(-1) !== day) days.push(day);
  return days;
}

/** What the order facts are computed from. @internal */
export interface BehaviourContext {
  readonly asOf: CalendarDate;
  readonly asOfDay: number;
  /** The sign window and the one before it. */
  readonly current: Days;
  readonly previous: Days;
  /** First day from which the order book is complete. */
  readonly booksFromDay: number | null;
}

/**
 * `orderVolumeChange`, `orderIntervalRatio` and `returnShareChange` as evidence. A window that
 * begins before the books, or in which nothing was bought, decides nothing.
 *
 * @internal
 */
export function orderEvidence(
  orders: readonly ReadOrder[],
  context: BehaviourContext,
): EvidenceSet {
  const { asOf, asOfDay, current, previous, booksFromDay } = context;
  const now = sumsOver(orders, current);
  const before = sumsOver(orders, previous);
  const isBeforeBooks = booksFromDay !== null && previous.from < booksFromDay;
  const origin = { asOf, source: SOURCE };
  const days = saleDays(orders);
  const interval = meanInterval(days);
  const last = days.at(-1);
  const netBefore = addIntegers(before.sales, before.returns);
  const [shareNow, shareBefore] = [returnShare(now), returnShare(before)];
  const tooEarly = missing("the books do not reach back two windows");
  return {
    orderVolumeChange: isBeforeBooks
      ? tooEarly
      : netBefore <= 0
        ? missing("nothing bought in the window before")
        : present(ratio(addIntegers(now.sales, now.returns), netBefore) - 1, {
            ...origin,
            unit: "share",
          }),
    orderIntervalRatio:
      interval === null || last === undefined
        ? missing("fewer than three days with an order")
        : present((asOfDay - last) / interval, { ...origin, unit: "ratio" }),
    returnShareChange: isBeforeBooks
      ? tooEarly
      : shareNow === null || shareBefore === null
        ? missing("nothing bought in one of the windows")
        : present(shareNow - shareBefore, { ...origin, unit: "share" }),
  };
}
