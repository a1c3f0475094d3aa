/**
 * Models of clients whose end is seen (contracts) or whose chances to buy are counted (annual
 * campaigns, renewals of a budget). All plain JSON.
 *
 * sBG: P. S. Fader and B. G. S. Hardie, "How to Project Customer Retention", Journal of
 * Interactive Marketing 21(1), 2007. BG/BB: P. S. Fader, B. G. S. Hardie and J. Shang,
 * "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", Marketing Science 29(6),
 * 2010.
 */
import type { FitReport } from "../numeric/fit-report.js";

/** Parameters of the shifted beta-geometric, both above zero. @since 0.1.0 */
export interface SbgParameters {
  /** First shape of the probability of leaving at a renewal: its mean is alpha ÷ (alpha + beta). */
  readonly alpha: number;
  /** Second shape. */
  readonly beta: number;
}

/**
 * Shifted beta-geometric: at each renewal a client leaves with a probability of the client's
 * own, which is beta distributed over clients. Retention of a cohort rises with age, as those
 * who leave easily have left.
 *
 * @since 0.1.0
 */
export interface SbgModel {
  readonly kind: "sbg";
  readonly parameters: SbgParameters;
}

/** A fitted shifted beta-geometric with its report. @since 0.1.0 */
export interface SbgFit extends SbgModel, FitReport<keyof SbgParameters> {}

/**
 * Clients under contract that were followed together.
 *
 * @since 0.1.0
 */
export interface SbgCohort {
  /**
   * Clients left: at the beginning, after the first renewal date, after the second, and so on.
   * Whole numbers, never rising; at least two.
   */
  readonly survivors: readonly number[];
  /**
   * Renewals that all of them had made before they were first counted, where a cohort was not
   * followed from its start; 0 unless named.
   */
  readonly renewalsBefore?: number;
}

/** Parameters of BG/BB, all above zero. @since 0.1.0 */
export interface BgBbParameters {
  /** First shape of the probability of buying at an occasion: mean alpha ÷ (alpha + beta). */
  readonly alpha: number;
  /** Second shape of the probability of buying. */
  readonly beta: number;
  /** First shape of the probability of leaving before an occasion: mean gamma ÷ (gamma + delta). */
  readonly gamma: number;
  /** Second shape of the probability of leaving. */
  readonly delta: number;
}

/**
 * Beta-geometric/beta-Bernoulli: at each of a row of occasions a client who is still there buys
 * with a probability of the client's own, and before each leaves with another.
 *
 * @since 0.1.0
 */
export interface BgBbModel {
  readonly kind: "bg-bb";
  readonly parameters: BgBbParameters;
}

/** A fitted BG/BB with its report. @since 0.1.0 */
export interface BgBbFit extends BgBbModel, FitReport<keyof BgBbParameters> {}

/**
 * What BG/BB knows of a client: occasions are counted after the one at which the client was won.
 *
 * @since 0.1.0
 */
export interface OccasionHistory {
  /** Occasions with a purchase. */
  readonly frequency: number;
  /** Number of the last occasion with a purchase; 0 exactly where there is none. */
  readonly recency: number;
  /** Occasions so far, at most 10 000. */
  readonly periods: number;
}

/** So many clients with one history. @since 0.1.0 */
export interface OccasionPattern extends OccasionHistory {
  /** Clients with exactly this history, 1 unless named. */
  readonly count?: number;
}

/** How a model is fitted. @since 0.1.0 */
export interface ContractFitOptions {
  /**
   * Weight of an L2 penalty on the logarithms of the parameters: `penalty × Σ ln² θ` per client
   * is added to the negative log-likelihood. 0 unless named.
   */
  readonly penalty?: number;
  /** Most steps from each start; 200 unless named. */
  readonly iterationsMax?: number;
}

/** A count of periods or purchases that has a limit. @since 0.1.0 */
export interface KnownExpectation {
  readonly state: "known";
  readonly value: number;
}

/** A sum that grows without end, as nothing discounts it and too many clients stay. @since 0.1.0 */
export interface UnboundedExpectation {
  readonly state: "unknown";
  readonly reason: "unbounded";
}
