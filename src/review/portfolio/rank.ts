/** How the accounts of a portfolio rank among each other. */
import { abc, concentration, rfm } from "../../scoring/index.js";
import type {
  AbcTable,
  Concentration,
  NoConcentration,
  RfmOrder,
  RfmTable,
} from "../../scoring/index.js";
import { addIntegers } from "../../values/rounding.js";
import type { FromPortfolio } from "../account/compose.js";
import { known, unknown } from "../account/finding.js";
import { decimalOf } from "../account/purse.js";
import type { ReadAccount } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import { sumsOver } from "../account/turnover.js";

/** Purchases of the current window for RFM: an order is a purchase, its returns lower the value. */
function rfmOrders(reads: readonly ReadAccount[], setting: Setting): RfmOrder[] {
  const { current, scale } = setting;
  const orders: RfmOrder[] = [];
  for (const { account, orders: own } of reads) {
    for (const { order, day, sales, returns, saleLines } of own) {
      if (day < current.from || day >= current.until) continue;
      const line = { account: account.id, date: order.date };
      if (saleLines > 0) orders.push({ ...line, amount: decimalOf(sales, scale) });
      if (returns !== 0) orders.push({ ...line, amount: decimalOf(returns, scale) });
    }
  }
  return orders;
}

/** @internal */
export interface Ranking {
  readonly abc: AbcTable;
  readonly rfm: RfmTable;
  readonly concentration: Concentration | NoConcentration;
  readonly ranksOf: (id: string) => Pick<FromPortfolio, "abc" | "rfm">;
}

/** Ranks by turnover, and by recency, frequency and value. @internal */
export function rank(reads: readonly ReadAccount[], setting: Setting): Ranking {
  const { plan, scale } = setting;
  const values = reads.map(({ account, orders }) => {
    const { sales, returns } = sumsOver(orders, setting.current);
    return { id: account.id, value: decimalOf(addIntegers(sales, returns), scale) };
  });
  const classes = abc(values, plan.abc);
  const scores = rfm(rfmOrders(reads, setting), { ...plan.rfm, asOf: setting.asOf });
  const classOf = new Map(classes.rows.map((row) => [row.id, row]));
  const scoreOf = new Map(scores.rows.map((row) => [row.account, row]));
  return {
    abc: classes,
    rfm: scores,
    concentration: concentration(values),
    ranksOf: (id) => {
      const [row, score] = [classOf.get(id), scoreOf.get(id)];
      return {
        abc: row === undefined ? unknown("no-portfolio", "accounts") : known(row),
        rfm:
          score === undefined ? unknown("not-enough-facts", "orders of the window") : known(score),
      };
    },
  };
}

