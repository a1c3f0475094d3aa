/** Where an account stands with its bonus. */
import type { BonusNextBand, BonusPlan, PeriodEarned } from "../../bonus/index.js";
import { turnoverOf } from "../../bonus/collect.js";
import { documentRead } from "../../bonus/document.js";
import type { ReadDocument } from "../../bonus/document.js";
import { positionsOn } from "../../bonus/position.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { itemAt } from "../../values/invariant.js";
import type { Money } from "../../values/money.js";
import { rollingPeriod } from "../../values/period.js";
import type { ClosedPeriod } from "../../values/period.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";
import type { Purse } from "./purse.js";
import { amountAt } from "./read-account.js";
import type { ReadOrder } from "./read-account.js";

/**
 * An account's bonus as of the review.
 *
 * @since 0.1.0
 */
export interface BonusStanding {
  readonly agreement: string;
  /** Earned over all periods that have begun. */
  readonly earned: Money;
  /** The period that the review is in, or the last one that has begun; null before the first. */
  readonly current: PeriodEarned | null;
  /** What the last month, up to the review, added: the amount to accrue. */
  readonly accruedLastMonth: Money;
  /** What the current window of the review added. */
  readonly accruedInWindow: Money;
  /** The way to the next band; null in the highest. */
  readonly next: BonusNextBand | null;
}

/**
 * Each line of each order as a document of turnover, named by its place: any id is short enough.
 * The agreement's currency is the review's.
 */
function documentsOf(
  plan: BonusPlan,
  orders: readonly ReadOrder[],
  purse: Purse,
): ReadDocument[] {
  const documents: ReadDocument[] = [];
  for (const [place, read] of orders.entries()) {
    const { date, lines } = read.order;
    lines.forEach(({ article, productGroup }, index) => {
      const units = amountAt(read, index);
      const id = `${String(place)}/${String(index + 1)}`;
      const amount = purse(units);
      const line =
        productGroup === undefined
          ? { id, date, amount, article }
          : { id, date, amount, article, productGroup };
      documents.push(documentRead(plan, line, units));
    });
  }
  return documents;
}

/** Says where the orders of an account stand. @internal */
export type BonusReader = (orders: readonly ReadOrder[]) => Finding<BonusStanding>;

/** Sales and returns as turnover of an agreement, laid out once for all accounts. @internal */
export function bonusReader(
  plan: BonusPlan,
  context: {
    readonly asOf: CalendarDate;
    readonly purse: Purse;
    readonly window: ClosedPeriod;
  },
): BonusReader {
  const { asOf, purse, window } = context;
  const month = rollingPeriod(asOf, "P1M");
  const positionOf = positionsOn(plan, asOf, [month.from, window.from]);
  return (orders) => {
    if (orders.length === 0) return unknown("no-facts", "orders");
    const turnover = turnoverOf(documentsOf(plan, orders, purse), plan);
    const { earned, accrued, next } = positionOf(turnover);
    return known({
      agreement: earned.agreement,
      earned: earned.earned,
      current: earned.periods.at(-1) ?? null,
      accruedLastMonth: itemAt(accrued, 0),
      accruedInWindow: itemAt(accrued, 1),
      next,
    });
  };
}

/** What is missing to the next band, where the bands are of turnover in the currency. @internal */
export function toNextBand({ next }: BonusStanding, currency: string): Money | null {
  if (next === null || next.missing.unit !== currency) return null;
  return { amount: next.missing.amount, currency };
}
