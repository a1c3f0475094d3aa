/** Turnover of all accounts, of orders of nobody, and of both together. */
import { addOrder, addSums, noSums, sumsOver, turnoverOf } from "../account/turnover.js";
import type { Sums, Turnover } from "../account/turnover.js";
import type { AccountReview } from "../account/account-review.js";
import { unitsOf } from "../account/purse.js";
import type { ReadOrder } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import type { PortfolioReview, PortfolioTurnover } from "./model.js";

const WINDOWS = ["all", "current", "previous"] as const;

interface ThreeSums {
  readonly all: Sums;
  readonly current: Sums;
  readonly previous: Sums;
}

function threeSums(orders: readonly ReadOrder[], setting: Setting): ThreeSums {
  const all = noSums();
  for (const order of orders) addOrder(all, order);
  return {
    all,
    current: sumsOver(orders, setting.current),
    previous: sumsOver(orders, setting.previous),
  };
}

/** What an account's turnover was made from. */
function sumsOf(turnover: Turnover, { plan, scale }: Setting): Sums {
  const { orders, creditNotes, lines } = turnover;
  const sales = unitsOf(turnover.sales, plan.currency, scale, "sales");
  const returns = unitsOf(turnover.returns, plan.currency, scale, "returns");
  return { sales, returns, orders, creditNotes, lines };
}

function plus(a: ThreeSums, b: ThreeSums): ThreeSums {
  const sums = { all: noSums(), current: noSums(), previous: noSums() };
  for (const name of WINDOWS) {
    addSums(sums[name], a[name]);
    addSums(sums[name], b[name]);
  }
  return sums;
}

function threeTurnovers(sums: ThreeSums, setting: Setting): PortfolioTurnover {
  const { purse } = setting;
  return {
    all: turnoverOf(sums.all, purse),
    current: turnoverOf(sums.current, purse),
    previous: turnoverOf(sums.previous, purse),
  };
}

/** @internal */
export function portfolioTurnover(
  reviews: readonly AccountReview[],
  unattributed: readonly ReadOrder[],
  setting: Setting,
): PortfolioReview["turnover"] {
  const nobody = threeSums(unattributed, setting);
  const own: ThreeSums = { all: noSums(), current: noSums(), previous: noSums() };
  for (const { turnover } of reviews) {
    for (const name of WINDOWS) addSums(own[name], sumsOf(turnover[name], setting));
  }
  return {
    accounts: threeTurnovers(own, setting),
    unattributed: threeTurnovers(nobody, setting),
    total: threeTurnovers(plus(own, nobody), setting),
  };
}
