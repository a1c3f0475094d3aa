/** Turnover of all accounts, of orders of nobody, and of both together. */
import { addOrder, addSums, noSums, sumsOver, turnoverOf } from "../account/turnover.js";
import type { Sums } from "../account/turnover.js";
import type { ReadAccount, ReadOrder } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import type { PortfolioReview, PortfolioTurnover } from "./model.js";

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

function plus(a: ThreeSums, b: ThreeSums): ThreeSums {
  const sums = { all: noSums(), current: noSums(), previous: noSums() };
  for (const name of ["all", "current", "previous"] as const) {
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
  reads: readonly ReadAccount[],
  unattributed: readonly ReadOrder[],
  setting: Setting,
): PortfolioReview["turnover"] {
  const nobody = threeSums(unattributed, setting);
  let own: ThreeSums = { all: noSums(), current: noSums(), previous: noSums() };
  for (const read of reads) own = plus(own, threeSums(read.orders, setting));
  return {
    accounts: threeTurnovers(own, setting),
    unattributed: threeTurnovers(nobody, setting),
    total: threeTurnovers(plus(own, nobody), setting),
  };
}
