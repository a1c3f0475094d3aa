/** Where an account stands with its bonus. */
import type { BonusNextBand, BonusPlan, PeriodEarned, TurnoverDocument } from "../../bonus/index.js";
import { bonusPosition } from "../../bonus/index.js";
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

/** Each line of each order as a document of turnover. */
function documentsOf(orders: readonly ReadOrder[], purse: Purse): readonly TurnoverDocument[] {
  return orders.flatMap((read) =>
    read.order.lines.map((line, index) => ({
      id: `${read.order.id}/${String(index + 1)}`,
      date: read.order.date,
      amount: purse(amountAt(read, index)),
      article: line.article,
      ...(line.productGroup === undefined ? {} : { productGroup: line.productGroup }),
    })),
  );
}

/** Sales and returns as turnover of the agreement. @internal */
export function bonusStanding(
  plan: BonusPlan | null,
  orders: readonly ReadOrder[],
  context: {
    readonly asOf: CalendarDate;
    readonly purse: Purse;
    readonly window: ClosedPeriod;
  },
): Finding<BonusStanding> {
  if (plan === null) return unknown("not-in-policy", "bonus");
  if (orders.length === 0) return unknown("no-facts", "orders");
  const { asOf, purse, window } = context;
  const turnover = documentsOf(orders, purse);
  const month = rollingPeriod(asOf, "P1M");
  const since = [month.from, window.from];
  const { earned, accrued, next } = bonusPosition(plan, turnover, asOf, { since });
  return known({
    agreement: earned.agreement,
    earned: earned.earned,
    current: earned.periods.at(-1) ?? null,
    accruedLastMonth: itemAt(accrued, 0),
    accruedInWindow: itemAt(accrued, 1),
    next,
  });
}

/** What is missing to the next band, where the bands are of turnover in the currency. @internal */
export function toNextBand({ next }: BonusStanding, currency: string): Money | null {
  if (next === null || next.missing.unit !== currency) return null;
  return { amount: next.missing.amount, currency };
}
