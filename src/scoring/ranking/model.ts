/** Decision problems and norms: what the rankings and the objective weights take. */

/** One thing that counts. @since 0.1.0 */
export interface DecisionCriterion {
  readonly id: string;
  /** 0, or 1e-50 to 1e50; not all 0. */
  readonly weight: number;
  /** Whether more is better (`benefit`) or less is (`cost`). */
  readonly direction: "benefit" | "cost";
}

/** One thing to choose from. @since 0.1.0 */
export interface DecisionAlternative {
  readonly id: string;
  /** Finite numbers: by the ids of the criteria, or in their order. None may be missing. */
  readonly values: { readonly [criterion: string]: number } | readonly number[];
}

/** Alternatives and the criteria by which they are ranked. @since 0.1.0 */
export interface DecisionProblem {
  /** With ids of their own, in any order: it changes nothing. */
  readonly alternatives: readonly DecisionAlternative[];
  /** 1 to 200. */
  readonly criteria: readonly DecisionCriterion[];
}

/**
 * Worst and best of each criterion, fixed beforehand: 0 and 1 after the norm, straight between
 * and flat beyond. As nothing hangs on the other alternatives, none that comes or goes reverses
 * the rank of two others.
 *
 * @since 0.1.0
 */
export interface ReferenceNorm {
  readonly kind: "reference";
  /** In the order of the criteria; below `best` for a benefit, above for a cost. */
  readonly worst: readonly number[];
  readonly best: readonly number[];
}

/**
 * How values of different units become comparable. With x a value of a column of m:
 *
 * | norm | benefit | cost | values |
 * |---|---|---|---|
 * | `minmax` | (x − min) ÷ (max − min) | (max − x) ÷ (max − min) | any |
 * | `max` | x ÷ max│x│ | 1 − x ÷ max│x│ | any |
 * | `sum` | x ÷ Σx | (1 ÷ x) ÷ Σ(1 ÷ x) | 0 or more; costs above 0 |
 * | `vector` | x ÷ √Σx² | 1 − x ÷ √Σx² | any |
 * | `linear` | x ÷ max | min ÷ x | 0 or more; costs above 0 |
 * | `logarithmic` | ln x ÷ Σ ln x | (1 − ln x ÷ Σ ln x) ÷ (m − 1) | 1 or more |
 * | `nonlinear` | (x ÷ max)² | (min ÷ x)³ | 0 or more; costs above 0 |
 * | `enhanced-accuracy` | 1 − (max − x) ÷ Σ(max − x) | 1 − (x − min) ÷ Σ(x − min) | any |
 * | `zavadskas-turskis` | 1 − (max − x) ÷ max | 1 − (x − min) ÷ min | 0 or more; costs above 0 |
 * | `none` | x | −x | any |
 *
 * After Jahan and Edwards, "A state-of-the-art survey on the influence of normalization
 * techniques in ranking", Materials & Design 65 (2015). A column that a norm cannot tell apart
 * (all values equal, where it would divide 0 by 0) contributes nothing.
 *
 * @since 0.1.0
 */
export type NormName =
  | "minmax"
  | "max"
  | "sum"
  | "vector"
  | "linear"
  | "logarithmic"
  | "nonlinear"
  | "enhanced-accuracy"
  | "zavadskas-turskis"
  | "none";

/** A norm by name, or worst and best values fixed beforehand. @since 0.1.0 */
export type DecisionNorm = NormName | ReferenceNorm;

/** How costs are turned, and weights taken. @since 0.1.0 */
export interface DecisionNormOptions {
  /** Required: norms pick different winners. */
  readonly norm: DecisionNorm;
  /**
   * `by-norm` (unless named): by the norm's own formula for costs. `negated`: by its formula for
   * benefits, with a minus; with `vector` and a weighted sum this is the ratio system of MOORA.
   */
  readonly costs?: "by-norm" | "negated";
  /** `as-given` (unless named): weights are never scaled in silence. `to-one`: to a sum of 1. */
  readonly weights?: "as-given" | "to-one";
}

/** Why alternatives could not be told apart. @since 0.1.0 */
export type NoRankingReason = "no-alternatives" | "no-variation";

/** There is nothing to rank, or nothing that tells the alternatives apart. @since 0.1.0 */
export interface NoRanking {
  readonly state: "unknown";
  /** `no-variation`: no criterion with a weight differs between them, a single one included. */
  readonly reason: NoRankingReason;
  readonly ranking: readonly [];
}

/** A place in a ranking. @since 0.1.0 */
export interface RankedPlace {
  readonly id: string;
  /** From 1; those tied share the first of their places ("1, 2, 2, 4"). */
  readonly rank: number;
  /** Whether another has the same score, to twelve digits of what is added up. Ties are by id. */
  readonly isTied: boolean;
}
