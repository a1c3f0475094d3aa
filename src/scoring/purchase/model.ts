/**
 * Purchase models: what they are fitted from, and what a fitted one is. All plain JSON.
 *
 * BG/NBD: P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your Customers the Easy Way",
 * Marketing Science 24 (2005). MBG/NBD: E. P. Batislam, M. Denizel and A. Filiztekin (2007).
 * Pareto/NBD: D. C. Schmittlein, D. G. Morrison and R. Colombo (1987).
 */
import type { FitReport } from "../numeric/fit-report.js";
import type { PurchaseTimeUnit } from "./time-unit.js";

/**
 * What a purchase model knows of a customer. Times are in one unit of the caller's choice, the
 * same for all rows; parameters and horizons are then in that unit too.
 *
 * @since 0.1.0
 */
export interface PurchaseHistory {
  /** Repeat purchases: days with a purchase after the first such day. A whole number. */
  readonly frequency: number;
  /** Time from the first purchase to the last; 0 exactly where there is no repeat purchase. */
  readonly recency: number;
  /** Time from the first purchase to the end of observation; at least the recency. */
  readonly age: number;
}

/** So many customers with one history. @since 0.1.0 */
export interface PurchasePattern extends PurchaseHistory {
  /** Customers with exactly this history, 1 unless named. A whole number. */
  readonly count?: number;
}

/**
 * The same as columns, for a million customers: one entry each.
 *
 * @since 0.1.0
 */
export interface PurchaseColumns {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  /** Customers of each row; 1 each unless named. */
  readonly count?: ArrayLike<number>;
}

/** Rows or columns. @since 0.1.0 */
export type PurchaseData = readonly PurchasePattern[] | PurchaseColumns;

/**
 * BG/NBD: purchases at a rate that is gamma distributed over customers; after each *repeat*
 * purchase a customer leaves with a probability that is beta distributed. A customer without a
 * repeat purchase is alive for certain.
 *
 * @since 0.1.0
 */
export interface BgNbdModel {
  readonly kind: "bg-nbd";
  readonly parameters: BetaGeometricParameters;
}

/**
 * MBG/NBD: as BG/NBD, and a customer may leave right after the first purchase as well.
 *
 * @since 0.1.0
 */
export interface MbgNbdModel {
  readonly kind: "mbg-nbd";
  readonly parameters: BetaGeometricParameters;
}

/** Parameters of BG/NBD and MBG/NBD, all above zero. @since 0.1.0 */
export interface BetaGeometricParameters {
  /** Shape of the purchase rate. */
  readonly r: number;
  /** Rate of the purchase rate's distribution, in units of time: the mean rate is r ÷ alpha. */
  readonly alpha: number;
  /** First shape of the probability of leaving: its mean is a ÷ (a + b). */
  readonly a: number;
  /** Second shape of the probability of leaving. */
  readonly b: number;
}

/**
 * Pareto/NBD: as BG/NBD, but a customer may leave at any moment, at a rate that is gamma
 * distributed.
 *
 * @since 0.1.0
 */
export interface ParetoNbdModel {
  readonly kind: "pareto-nbd";
  readonly parameters: ParetoNbdParameters;
}

/** Parameters of Pareto/NBD, all above zero. @since 0.1.0 */
export interface ParetoNbdParameters {
  /** Shape of the purchase rate. */
  readonly r: number;
  /** Rate of the purchase rate's distribution, in units of time: the mean rate is r ÷ alpha. */
  readonly alpha: number;
  /** Shape of the rate of leaving. */
  readonly s: number;
  /** Rate of the leaving rate's distribution, in units of time: the mean rate is s ÷ beta. */
  readonly beta: number;
}

/**
 * A purchase model: its kind and its parameters are all that any function asks of it, fitted
 * here, fitted elsewhere or published.
 *
 * @since 0.1.0
 */
export type PurchaseModel = BgNbdModel | MbgNbdModel | ParetoNbdModel;

/** A fitted BG/NBD with its report. @since 0.1.0 */
export interface BgNbdFit extends BgNbdModel, FitReport<keyof BetaGeometricParameters> {}

/** A fitted MBG/NBD with its report. @since 0.1.0 */
export interface MbgNbdFit extends MbgNbdModel, FitReport<keyof BetaGeometricParameters> {}

/** A fitted Pareto/NBD with its report. @since 0.1.0 */
export interface ParetoNbdFit extends ParetoNbdModel, FitReport<keyof ParetoNbdParameters> {}

/** How a model is fitted. @since 0.1.0 */
export interface PurchaseFitOptions {
  /**
   * Weight of an L2 penalty on the logarithms of the parameters, with time in units of the
   * longest age: `penalty × Σ ln² θ` per customer is added to the negative log-likelihood. Above
   * zero it keeps small samples from running to the boundary. 0 unless named.
   */
  readonly penalty?: number;
  /**
   * The unit of the times, where purchases were counted by the day, as `purchaseSummary` does: a
   * history with more repeat purchases than days up to its recency is then refused. Not checked
   * unless named, as without a unit any number of purchases is possible in any time.
   */
  readonly timeUnit?: PurchaseTimeUnit;
  /** Most steps from each start; 200 unless named. */
  readonly iterationsMax?: number;
}
