/** How facts become marks, as data. How marks are computed is in `marks.ts`. */

/**
 * Whether more of a fact is better or worse.
 *
 * @since 0.1.0
 */
export type CriterionDirection = "higher-is-better" | "lower-is-better";

/**
 * A criterion's fact over the accounts that a card was fitted on: least and greatest.
 *
 * @since 0.1.0
 */
export interface RangePopulation {
  /** Accounts whose fact was known; with 0 the rest means nothing, and everyone gets one half. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A criterion's fact over the accounts that a card was fitted on: mean and deviation.
 *
 * @since 0.1.0
 */
export interface NormalPopulation {
  /** Accounts whose fact was known; with 0 the rest means nothing, and everyone gets one half. */
  readonly count: number;
  readonly mean: number;
  /** Standard deviation of the population: the divisor is `count`. */
  readonly deviation: number;
}

/**
 * A criterion's fact over the accounts that a card was fitted on: each value that occurred, so
 * that a rank among them is exact. As long as there are different values.
 *
 * @since 0.1.0
 */
export interface RankPopulation {
  /** Rising. */
  readonly values: readonly number[];
  /** How often each value occurred. */
  readonly counts: readonly number[];
}

/**
 * How a fact becomes a mark from 0 (worst) to 1 (best).
 *
 * By limits that are given:
 * - `range`: straight from `worst` to `best`, flat beyond; `worst` above `best` means that less
 *   is better.
 * - `bands`: the mark of the last band whose `from` is reached; `below` under the first.
 * - `target`: 1 at the target, falling straight to 0 at `tolerance` away on either side.
 * - `curve`: a utility curve, straight between points, flat beyond the first and the last.
 * - `categories`: the mark of the text; `otherwise` of a text that is not named, and without it
 *   such a text is refused with `scoring.category`.
 *
 * By the other accounts, in the direction of the criterion; a population without any spread
 * tells nobody apart, and gives everyone one half:
 * - `min-max`: straight from the least to the greatest value, flat beyond.
 * - `z-score`: one half at the mean, straight to 0 and 1 at `limit` standard deviations from it
 *   (3 unless named), flat beyond.
 * - `percentile`: the share of the population that is worse. Of those with the same value,
 *   `mean` counts half (unless named), `weak` all, `strict` none.
 *
 * These three carry the `population` they were fitted on (see `fitScorecard`). Where it is
 * absent, `scoreBatch`, `rank` and `scoreColumns` take the accounts they are given, and `score`,
 * which sees but one, throws `scoring.not_fitted`.
 *
 * @since 0.1.0
 */
export type Normaliser =
  | { readonly kind: "range"; readonly worst: number; readonly best: number }
  | {
      readonly kind: "bands";
      readonly below: number;
      readonly bands: readonly { readonly from: number; readonly mark: number }[];
    }
  | { readonly kind: "target"; readonly target: number; readonly tolerance: number }
  | {
      readonly kind: "curve";
      readonly points: readonly { readonly at: number; readonly mark: number }[];
    }
  | {
      readonly kind: "categories";
      readonly marks: readonly { readonly is: string; readonly mark: number }[];
      readonly otherwise?: number;
    }
  | { readonly kind: "min-max"; readonly population?: RangePopulation }
  | {
      readonly kind: "z-score";
      readonly limit?: number;
      readonly population?: NormalPopulation;
    }
  | {
      readonly kind: "percentile";
      readonly ties?: PercentileTies;
      readonly population?: RankPopulation;
    };

/**
 * How many of those with the same value count as worse: half, all or none of them.
 *
 * @since 0.1.0
 */
export type PercentileTies = "mean" | "weak" | "strict";
