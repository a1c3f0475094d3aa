/**
 * The gamma–gamma model of spend. All plain JSON.
 *
 * P. S. Fader and B. G. S. Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), after
 * Colombo and Jiang (1999).
 */
import type { FitReport } from "../numeric/fit-report.js";

/** Parameters of gamma–gamma, all above zero. @since 0.1.0 */
export interface GammaGammaParameters {
  /** Shape of the spend of a purchase, the same for all. */
  readonly p: number;
  /** Shape of its rate over customers. A mean over customers exists above 1 only. */
  readonly q: number;
  /** Rate of its rate over customers, in units of money; v in some packages. */
  readonly gamma: number;
}

/**
 * Gamma–gamma: a customer's purchases vary around a mean of the customer's own, the means vary
 * over customers, and neither depends on how often a customer buys.
 *
 * @since 0.1.0
 */
export interface GammaGammaModel {
  readonly kind: "gamma-gamma";
  readonly parameters: GammaGammaParameters;
}

/** A fitted gamma–gamma with its report. @since 0.1.0 */
export interface GammaGammaFit extends GammaGammaModel, FitReport<keyof GammaGammaParameters> {
  /** Customers without a repeat purchase; they take no part. */
  readonly withoutRepeat: number;
  /**
   * Customers whose repeat purchases were all free. The model has no place for a mean spend of
   * exactly 0: they take no part in the fit, and what is expected of them is still drawn towards
   * the mean of all.
   */
  readonly withoutSpend: number;
  /**
   * Pearson's correlation of frequency and mean spend over the customers of the fit: the model
   * assumes none. Null where one of the two does not vary.
   */
  readonly correlation: number | null;
}

/** What the model knows of a customer. @since 0.1.0 */
export interface SpendHistory {
  /** Repeat purchases; a whole number. The first purchase is left out, as in purchase models. */
  readonly frequency: number;
  /**
   * Mean spend of the repeat purchases, in any unit of money, the same for all rows: from 1e-12
   * to 1e15, or 0 where they were free. Not looked at where the frequency is 0, and null there in
   * summaries.
   */
  readonly monetary: number | null;
}

/** So many customers with one history. @since 0.1.0 */
export interface SpendPattern extends SpendHistory {
  /** Customers with exactly this history, 1 unless named. A whole number. */
  readonly count?: number;
}

/** The same as columns, one entry for each customer. @since 0.1.0 */
export interface SpendColumns {
  readonly frequency: ArrayLike<number>;
  readonly monetary: ArrayLike<number>;
  /** Customers of each row; 1 each unless named. */
  readonly count?: ArrayLike<number>;
}

/** Rows or columns. @since 0.1.0 */
export type SpendData = readonly SpendPattern[] | SpendColumns;

/** How the model is fitted. @since 0.1.0 */
export interface SpendFitOptions {
  /**
   * Weight of an L2 penalty on the logarithms of the parameters, with money in units of the mean
   * spend: `penalty × Σ ln² θ` per customer is added to the negative log-likelihood. 0 unless
   * named.
   */
  readonly penalty?: number;
  /** Most steps from each start; 200 unless named. */
  readonly iterationsMax?: number;
}

/** A mean that exists. @since 0.1.0 */
export interface KnownSpend {
  readonly state: "known";
  /** In the unit of money of the model. */
  readonly value: number;
}

/**
 * The distribution of spend has so heavy a tail that it has no mean: q ≤ 1 for a customer
 * without repeat purchases, p × frequency + q ≤ 1 for any other.
 *
 * @since 0.1.0
 */
export interface UnknownSpend {
  readonly state: "unknown";
  readonly reason: "no-finite-mean";
}
