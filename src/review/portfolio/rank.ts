/** How the accounts of a portfolio rank among each other. */
import { abc, concentration, rfmFromMeasures } from "../../scoring/index.js";
import type {
  AbcTable,
  Concentration,
  NoConcentration,
  RfmMeasures,
  RfmTable,
} from "../../scoring/index.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { FromPortfolio } from "../account/compose.js";
import { known, unknown } from "../account/finding.js";
import { decimalOf } from "../account/purse.js";
import type { ReadAccount } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import { sumsOver } from "../account/turnover.js";

interface Measured {
  readonly measures: readonly RfmMeasures[];
  readonly withoutPurchase: readonly string[];
}

/**
 * Purchases of the current window for RFM: an order is a purchase, its returns lower the value;
 * with returns alone an account has bought nothing.
 */
function measuresOf(reads: readonly ReadAccount[], setting: Setting): Measured {
  const { current, scale, asOfDay, plan } = setting;
  const ofDays = plan.rfm.frequency !== "orders";
  const measures: RfmMeasures[] = [];
  const withoutPurchase: string[] = [];
  for (const { account, orders } of reads) {
    let [count, days, last] = [0, 0, -Infinity];
    let value: Integer = 0;
    let hasReturns = false;
    for (const { day, sales, returns, saleLines } of orders) {
      if (day < current.from || day >= current.until) continue;
      value = addIntegers(value, addIntegers(sales, returns));
      hasReturns ||= returns !== 0;
      if (saleLines === 0) continue;
      count += 1;
      // Orders are read in the order of time.
      if (day !== last) days += 1;
      last = day;
    }
    const { id } = account;
    if (count > 0) {
      const monetary = decimalOf(value, scale);
      const frequency = ofDays ? days : count;
      measures.push({ account: id, recencyDays: asOfDay - last, frequency, monetary });
    } else if (hasReturns) withoutPurchase.push(id);
  }
  return { measures, withoutPurchase };
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
  const { measures, withoutPurchase } = measuresOf(reads, setting);
  const measured = rfmFromMeasures(measures, { ...plan.rfm, asOf: setting.asOf });
  const scores: RfmTable = { ...measured, withoutPurchase };
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

