/** What a period brought: turnover, growth, price and volume, deals, complaints, service. */
import { priceVolumeMix } from "../../pricing/index.js";
import type { ArticleSales, PriceVolumeMix } from "../../pricing/index.js";
import { growthDecomposition, revenueByPeriod } from "../../scoring/index.js";
import type { GrowthStep } from "../../scoring/index.js";
import { containsDate } from "../../values/period.js";
import type { ClosedPeriod } from "../../values/period.js";
import { compareText } from "../../values/plain.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import { addScaled, formatScaled, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import { totalOf } from "../account/credit-standing.js";
import { serviceOfAll } from "../portfolio/service.js";
import type { ServiceStanding } from "../account/service-standing.js";
import { amountAt, isReturn, quantityOf } from "../account/read-account.js";
import type { ReadAccount, ReadOrder } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import { daysOf, sumsOver, turnoverOf } from "../account/turnover.js";
import type { Days, Turnover } from "../account/turnover.js";
import type { ComplaintsOfPeriod, DealsDecided } from "./model.js";

/** All orders, of accounts and of nobody. @internal */
export interface OrderBook {
  readonly reads: readonly ReadAccount[];
  readonly unattributed: readonly ReadOrder[];
}

/** @internal */
export function turnoverOver(book: OrderBook, period: ClosedPeriod, setting: Setting): Turnover {
  const all = [...book.reads.flatMap(({ orders }) => orders), ...book.unattributed];
  return turnoverOf(sumsOver(all, daysOf(period)), setting.purse);
}

/** Whether the books reach back to the beginning of a period. */
function isInBooks(period: ClosedPeriod, { booksFromDay }: Setting): boolean {
  return booksFromDay === null || daysOf(period).from >= booksFromDay;
}

const TOO_EARLY = unknown("not-enough-facts", "books of the period a year ago");

/** What changed between two periods, by account: new, won back, more, less, gone. @internal */
export function growthBetween(
  { reads }: OrderBook,
  periods: { readonly before: ClosedPeriod; readonly now: ClosedPeriod },
  setting: Setting,
): Finding<GrowthStep> {
  if (!isInBooks(periods.before, setting)) return TOO_EARLY;
  const { purse, plan } = setting;
  const orders = reads.flatMap(({ account, orders: own }) =>
    own.map(({ order, sales, returns }) => ({
      account: account.id,
      date: order.date,
      amount: purse(addIntegers(sales, returns)),
    })),
  );
  const { currency } = plan;
  const histories = revenueByPeriod(orders, {
    periods: [periods.before, periods.now],
    currency,
  });
  const [step] = growthDecomposition(histories, { currency }).steps;
  return step === undefined ? unknown("no-facts", "orders") : known(step);
}

interface Sold {
  quantity: Scaled;
  amount: Integer;
}

/** Sales by article, returns left out: a return has no price of its own. */
function soldOver(
  orders: readonly ReadOrder[],
  { from, until }: Days,
  setting: Setting,
): readonly ArticleSales[] {
  const byArticle = new Map<string, Sold>();
  for (const read of orders) {
    if (read.day < from || read.day >= until) continue;
    read.order.lines.forEach((line, index) => {
      if (isReturn(line)) return;
      const sold = byArticle.get(line.article) ?? { quantity: scaledZero, amount: 0 };
      sold.quantity = addScaled(sold.quantity, quantityOf(line));
      sold.amount = addIntegers(sold.amount, amountAt(read, index));
      byArticle.set(line.article, sold);
    });
  }
  return [...byArticle]
    .sort(([a], [b]) => compareText(a, b))
    .map(([article, { quantity, amount }]) => ({
      article,
      quantity: formatScaled(quantity),
      revenue: setting.purse(amount),
    }));
}

/** The change of sales between two periods as price, volume and mix. @internal */
export function bridgeBetween(
  book: OrderBook,
  periods: { readonly before: ClosedPeriod; readonly now: ClosedPeriod },
  setting: Setting,
): Finding<PriceVolumeMix> {
  if (!isInBooks(periods.before, setting)) return TOO_EARLY;
  const all = [...book.reads.flatMap(({ orders }) => orders), ...book.unattributed];
  const before = soldOver(all, daysOf(periods.before), setting);
  const now = soldOver(all, daysOf(periods.now), setting);
  if (before.length === 0 || now.length === 0)
    return unknown("not-enough-facts", "sales in both periods");
  return known(priceVolumeMix(before, now));
}

/** @internal */
export function dealsOf(
  { reads }: OrderBook,
  period: ClosedPeriod,
  { plan }: Setting,
): Finding<DealsDecided> {
  const given = reads.filter(({ account }) => account.deals !== undefined);
  if (given.length === 0) return unknown("no-facts", "deals");
  const deals = given.flatMap(({ account }) => account.deals ?? []);
  const closed = deals.filter(
    ({ closedOn }) => closedOn !== undefined && containsDate(period, closedOn),
  );
  const won = closed.filter((deal) => deal.outcome === "won");
  const lost = closed.filter((deal) => deal.outcome === "lost");
  return known({
    opened: deals.filter(({ openedOn }) => containsDate(period, openedOn)).length,
    won: won.length,
    lost: lost.length,
    wonAmount: totalOf(
      won.map((deal) => deal.amount),
      plan.currency,
    ),
    lostAmount: totalOf(
      lost.map((deal) => deal.amount),
      plan.currency,
    ),
  });
}

/** @internal */
export function complaintsOf(
  { reads }: OrderBook,
  period: ClosedPeriod,
): Finding<ComplaintsOfPeriod> {
  const given = reads.filter(({ account }) => account.complaints !== undefined);
  if (given.length === 0) return unknown("no-facts", "complaints");
  const all = given.flatMap(({ account }) => account.complaints ?? []);
  return known({
    opened: all.filter(({ openedOn }) => containsDate(period, openedOn)).length,
    closed: all.filter(({ closedOn }) => closedOn !== undefined && containsDate(period, closedOn))
      .length,
  });
}

/** Service of the orders that were promised for the period, or have a line that was. @internal */
export function serviceOf(
  { reads }: OrderBook,
  period: ClosedPeriod,
  setting: Setting,
): Finding<ServiceStanding> {
  const isPromised = (day: string | undefined): boolean =>
    day !== undefined && containsDate(period, day);
  return serviceOfAll(
    reads.map(({ account: { id, deliveries = [] } }) => ({
      account: id,
      list: deliveries.filter((order) =>
        order.lines.some((line) => isPromised(line.promisedOn ?? order.promisedOn)),
      ),
    })),
    setting,
  );
}
