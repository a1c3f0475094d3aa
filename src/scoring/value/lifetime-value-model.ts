/** What lifetime values are computed from, and what they say. All plain JSON. */
import type { Money } from "../../values/money.js";
import type { BgBbModel, OccasionHistory } from "../contract/model.js";
import type { PurchaseHistory, PurchaseModel } from "../purchase/model.js";
import type { GammaGammaModel } from "./gamma-gamma-model.js";
import type { AmountOptions } from "./settle.js";

/** One mean spend for every purchase, of whoever it is. @since 0.1.0 */
export interface FixedSpend {
  readonly kind: "fixed-spend";
  /** In the currency of the lifetime value, 0 or more. */
  readonly average: number;
}

/** How much a purchase brings. @since 0.1.0 */
export type SpendModel = GammaGammaModel | FixedSpend;

/** A model of how often is bought, in continuous time or by counted occasions. @since 0.1.0 */
export type ForecastModel = PurchaseModel | BgBbModel;

/**
 * A client's history in the terms of a model, with the mean spend of repeat purchases, which is
 * read by gamma–gamma only and only where there are repeat purchases. A row of `purchaseSummary`
 * is one; other members are not read.
 *
 * @since 0.1.0
 */
export type ValueHistory<Model extends ForecastModel = ForecastModel> = (Model extends BgBbModel
  ? OccasionHistory
  : PurchaseHistory) & { readonly monetary?: number | null };

/** Whose share and in what money. @since 0.1.0 */
export interface ValueOptions<Currency extends string = string> extends AmountOptions<Currency> {
  /** Share of spend that is margin, −1 to 1; 1 unless named, which values turnover. */
  readonly marginRate?: number;
}

/** How far, and how discounted, lifetime is valued. @since 0.1.0 */
export interface LifetimeValueOptions<Currency extends string = string>
  extends ValueOptions<Currency> {
  /** Periods from now, 1 to 1200. */
  readonly periods: number;
  /**
   * Length of a period in the model's unit of time: 30 / 7 for a month of 30 days where the unit
   * is a week. 1 unless named; a whole number of occasions for BG/BB.
   */
  readonly periodLength?: number;
  /** Of one period (not of the model's unit of time): 0, or 1e-9 to 1000. */
  readonly discountRate: number;
  /**
   * When the purchases of a period are taken to be made. `end` (unless named) discounts those of
   * the first period by one period, as lifetimes and spreadsheets do; `middle` by half of one,
   * which is nearer to purchases spread over it; `start` not at all.
   */
  readonly discountAt?: "end" | "middle" | "start";
}

/** One period of a lifetime value. @since 0.1.0 */
export interface LifetimeValuePeriod<Currency extends string = string> {
  /** 1 for the one that begins now. */
  readonly period: number;
  readonly expectedPurchases: number;
  /** What a unit of money of this period is worth today. */
  readonly discountFactor: number;
  /** Its part of the value; the parts sum to the value. */
  readonly value: Money<Currency>;
}

/** What a client is worth up to a horizon, and how that came about. @since 0.1.0 */
export interface KnownLifetimeValue<Currency extends string = string> {
  readonly state: "known";
  /** Expected spend × margin × discounted purchases, rounded once. */
  readonly value: Money<Currency>;
  /** The same before rounding. */
  readonly unrounded: number;
  readonly probabilityAlive: number;
  /** Expected spend of a purchase, in the currency. */
  readonly expectedSpend: number;
  /** Expected purchases over all periods. */
  readonly expectedPurchases: number;
  /** The same, each discounted to today. */
  readonly discountedPurchases: number;
  readonly path: readonly LifetimeValuePeriod<Currency>[];
}

/** The model of spend has no mean for this client: see `expectedSpend`. @since 0.1.0 */
export interface UnknownLifetimeValue {
  readonly state: "unknown";
  readonly reason: "no-finite-mean";
}
