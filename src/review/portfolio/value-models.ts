/** Models of purchases and spend, fitted to the orders of all accounts. */
import {
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitParetoNbd,
  purchaseSummary,
} from "../../scoring/index.js";
import type {
  BgNbdFit,
  GammaGammaFit,
  MbgNbdFit,
  ParetoNbdFit,
  PurchaseModel,
  PurchaseOrder,
  PurchaseSummaryRow,
  SpendModel,
} from "../../scoring/index.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import { decimalOf } from "../account/purse.js";
import type { ReadAccount } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import { valueOf } from "../account/value-standing.js";
import type { ValueModels, ValuePlan, ValueStanding } from "../account/value-standing.js";

/** Fewer accounts than a model has parameters identify nothing. */
const ACCOUNTS_MIN = 4;

/** The sales of an account, one for each order. */
function salesOf({ account, orders }: ReadAccount, scale: number): readonly PurchaseOrder[] {
  const sold: PurchaseOrder[] = [];
  for (const { order, sales, saleLines } of orders) {
    if (saleLines === 0) continue;
    sold.push({ account: account.id, date: order.date, amount: decimalOf(sales, scale) });
  }
  return sold;
}

type PurchaseFit = BgNbdFit | MbgNbdFit | ParetoNbdFit;

function fitOf(kind: PurchaseModel["kind"], rows: readonly PurchaseSummaryRow[]): PurchaseFit {
  const data = rows.map(({ frequency, recency, age }) => ({ frequency, recency, age }));
  switch (kind) {
    case "bg-nbd":
      return fitBgNbd(data);
    case "mbg-nbd":
      return fitMbgNbd(data);
    case "pareto-nbd":
      return fitParetoNbd(data);
  }
}

function spendFit(rows: readonly PurchaseSummaryRow[]): GammaGammaFit | null {
  const spends = rows.flatMap(({ frequency, monetary }) =>
    frequency === 0 || monetary === null || monetary <= 0
      ? []
      : [{ frequency, monetary }],
  );
  return spends.length < ACCOUNTS_MIN ? null : fitGammaGamma(spends);
}

/** @internal */
export function modelsOf(
  plan: ValuePlan,
  rows: readonly PurchaseSummaryRow[],
): Finding<ValueModels> {
  const { purchases, spend } = plan;
  if (typeof purchases === "string" && rows.length < ACCOUNTS_MIN)
    return unknown("not-enough-facts", `${String(ACCOUNTS_MIN)} accounts with an order`);
  const fit = typeof purchases === "string" ? fitOf(purchases, rows) : null;
  if (fit?.status === "non-finite") return unknown("not-enough-facts", "orders that a model fits");
  const fitted = typeof spend === "string" ? spendFit(rows) : null;
  if (typeof spend === "string" && fitted === null)
    return unknown("not-enough-facts", `${String(ACCOUNTS_MIN)} accounts with a repeat order`);
  if (fitted?.status === "non-finite")
    return unknown("not-enough-facts", "spend that a model fits");
  return known({
    purchases: fit ?? (purchases as PurchaseModel),
    purchasesStatus: fit?.status ?? "given",
    spend: fitted ?? (spend as SpendModel),
    spendStatus: fitted?.status ?? "given",
  });
}

/** The models, and what they say of each account. @internal */
export interface ValuesOfAll {
  readonly models: Finding<ValueModels>;
  readonly valueOf: (id: string) => Finding<ValueStanding>;
}

/** Fits the models of the policy and values every account with an order. @internal */
export function valuesOfAll(reads: readonly ReadAccount[], setting: Setting): ValuesOfAll {
  const plan = setting.plan.value;
  if (plan === null) {
    const absent = unknown("not-in-policy", "value");
    return { models: absent, valueOf: () => absent };
  }
  const { asOf, scale } = setting;
  const { timeUnit } = plan;
  // Histories are one account's own: one by one, the sales of all are never listed at once.
  const rows = reads.flatMap(
    (read) => purchaseSummary(salesOf(read, scale), { asOf, timeUnit }).rows,
  );
  const models = modelsOf(plan, rows);
  const rowOf = new Map(rows.map((row) => [row.account, row]));
  return {
    models,
    valueOf: (id) => {
      const row = rowOf.get(id);
      if (row === undefined) return unknown("no-facts", "orders");
      if (models.state === "unknown") return models;
      return valueOf(row, models.value, plan, setting.plan.currency);
    },
  };
}
