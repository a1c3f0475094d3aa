/**
 * What an account is worth: whether it still buys, how often it will, and its lifetime value, by
 * a model of purchases and one of spend. The models are given, or fitted to the portfolio
 * (`portfolio/value-models.ts`).
 */
import {
  conditionalExpectedPurchases,
  customerLifetimeValue,
  discountRatePerPeriod,
  probabilityAlive,
} from "../../scoring/index.js";
import type {
  FitStatus,
  PurchaseModel,
  PurchaseSummaryRow,
  PurchaseTimeUnit,
  SpendModel,
} from "../../scoring/index.js";
import type { Money } from "../../values/money.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/**
 * How clients are valued. All shares and rates are fractions.
 *
 * @since 0.1.0
 */
export interface ValuePolicy {
  /** A kind, fitted to the portfolio at each review, or a model that was fitted before. */
  readonly purchases: PurchaseModel["kind"] | PurchaseModel;
  /** `gamma-gamma`, fitted likewise (unless named), or a model of spend. */
  readonly spend?: "gamma-gamma" | SpendModel;
  /** Unit of time of the model; `week` unless named. */
  readonly timeUnit?: PurchaseTimeUnit;
  /** Months from now that are valued, 1 to 1200; 12 unless named. */
  readonly months?: number;
  /** Of a year; 0.1 unless named. */
  readonly discountRate?: number;
  /** Margin of the spend, 0 to 1; 1 unless named, which values turnover. */
  readonly marginRate?: number;
}

/** A policy of value with its usual values filled in. @internal */
export interface ValuePlan {
  readonly purchases: PurchaseModel["kind"] | PurchaseModel;
  readonly spend: "gamma-gamma" | SpendModel;
  readonly timeUnit: PurchaseTimeUnit;
  readonly months: number;
  readonly discountRate: number;
  readonly marginRate: number;
}

/** The models of a review, each with how its fit ended; `given` where it was not fitted. @since 0.1.0 */
export interface ValueModels {
  readonly purchases: PurchaseModel;
  readonly purchasesStatus: FitStatus | "given";
  readonly spend: SpendModel;
  readonly spendStatus: FitStatus | "given";
}

/**
 * The value of an account.
 *
 * @since 0.1.0
 */
export interface ValueStanding {
  readonly model: PurchaseModel["kind"];
  /** How the fits ended: one that did not converge is to be read with care. */
  readonly status: { readonly purchases: string; readonly spend: string };
  /** Repeat purchases, time to the last of them and to the review, in units of time. */
  readonly history: {
    readonly frequency: number;
    readonly recency: number;
    readonly age: number;
    readonly timeUnit: PurchaseTimeUnit;
  };
  readonly probabilityAlive: number;
  /** Over the months valued. */
  readonly expectedPurchases: number;
  readonly months: number;
  /** Expected spend of a purchase, in the currency of the review. */
  readonly expectedSpend: number;
  /** Expected spend × margin × discounted purchases of those months. */
  readonly lifetime: Money;
}

const DAYS: Readonly<Record<PurchaseTimeUnit, number>> = {
  day: 1,
  week: 7,
  month: 30.4375,
  year: 365.25,
};

/** The value of one history by the models. @internal */
export function valueOf(
  row: PurchaseSummaryRow,
  models: ValueModels,
  plan: ValuePlan,
  currency: string,
): Finding<ValueStanding> {
  const { frequency, recency, age, monetary } = row;
  const history = { frequency, recency, age };
  const periodLength = DAYS.month / DAYS[plan.timeUnit];
  const spend = monetary === null || monetary <= 0 ? null : monetary;
  // Repeat purchases that were worth nothing say nothing of what the next one is worth.
  const past = spend === null ? { ...history, frequency: 0, recency: 0 } : history;
  const worth = customerLifetimeValue(
    models.purchases,
    models.spend,
    { ...past, ...(spend === null ? {} : { monetary: spend }) },
    {
      currency,
      periods: plan.months,
      periodLength,
      discountRate: discountRatePerPeriod(plan.discountRate, 12),
      marginRate: plan.marginRate,
    },
  );
  if (worth.state === "unknown") return unknown("not-enough-facts", "a mean of the spend");
  return known({
    model: models.purchases.kind,
    status: { purchases: models.purchasesStatus, spend: models.spendStatus },
    history: { ...history, timeUnit: plan.timeUnit },
    probabilityAlive: probabilityAlive(models.purchases, history),
    expectedPurchases: conditionalExpectedPurchases(
      models.purchases,
      history,
      plan.months * periodLength,
    ),
    months: plan.months,
    expectedSpend: worth.expectedSpend,
    lifetime: worth.value,
  });
}
