/** The scorecard as a document, and what a score says. Compiling is in `compile.ts`. */
import type { Condition } from "../../conditions/index.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Refused } from "../../values/refusal.js";

/**
 * How a fact becomes a mark from 0 (worst) to 1 (best).
 *
 * - `range`: straight from `worst` to `best`, flat beyond; `worst` above `best` means that less
 *   is better.
 * - `bands`: the mark of the last band whose `from` is reached; `below` under the first.
 * - `target`: 1 at the target, falling straight to 0 at `tolerance` away on either side.
 * - `curve`: straight between points, flat beyond the first and the last.
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
    };

/**
 * What happens when a fact is missing: the criterion is left out and the others weigh more; it
 * counts as one half; it counts as zero; or the account is refused a score.
 *
 * @since 0.1.0
 */
export type MissingPolicy = "exclude" | "neutral" | "worst" | "refuse";

/** One thing that matters about an account. @since 0.1.0 */
export interface Criterion {
  readonly id: string;
  /** Name of the fact it reads. */
  readonly fact: string;
  /** Relative weight, 0 or more; only the proportions count. */
  readonly weight: number;
  readonly normaliser: Normaliser;
  readonly missing: MissingPolicy;
}

/** A class from a score upwards. @since 0.1.0 */
export interface ScoreClass {
  readonly id: string;
  /** Lowest score of the class, 0 to 100, itself included. */
  readonly from: number;
}

/** A condition that puts an account into a class whatever its score. @since 0.1.0 */
export interface Veto {
  readonly id: string;
  /** Over the facts of the criteria, as numbers; a missing fact vetoes nothing. */
  readonly when: Condition;
  readonly class: string;
}

/** How accounts are scored, as data. @since 0.1.0 */
export interface Scorecard {
  readonly id: string;
  readonly criteria: readonly Criterion[];
  /** Rising by `from`, the first from 0. */
  readonly classes: readonly ScoreClass[];
  /** The first that holds is taken. */
  readonly vetoes?: readonly Veto[];
}

/** An account to be scored. @since 0.1.0 */
export interface ScoredFacts {
  readonly id: string;
  /** Numbers or decimal text; null, `""` and absence mean missing. */
  readonly facts: { readonly [fact: string]: DecimalInput | null };
}

/** What one criterion gave. @since 0.1.0 */
export interface Contribution {
  readonly criterion: string;
  /** The fact as a number; null where it was missing. */
  readonly value: number | null;
  /** 0 to 1; null where the criterion was left out. */
  readonly mark: number | null;
  /** Points it could give, after re-weighting. */
  readonly pointsMax: number;
  /** Points it gave. */
  readonly points: number;
  /** The policy applied, where the fact was missing. */
  readonly missing: MissingPolicy | null;
}

/** A score with its reasons. @since 0.1.0 */
export interface Score {
  readonly ok: true;
  readonly id: string;
  /** 0 to 100, to seven places: the sum of the points of the contributions. */
  readonly score: number;
  /** The class that holds: by score, unless vetoed. */
  readonly class: string;
  readonly classByScore: string;
  /** Id of the veto that was taken. */
  readonly veto: string | null;
  /** Share of the weight whose fact was known, 0 to 1. */
  readonly coverage: number;
  /** In the order of the criteria. */
  readonly contributions: readonly Contribution[];
  /** The class above by score, and the points short of it; null in the highest. */
  readonly next: { readonly class: string; readonly points: number } | null;
  /** Criteria that could still give points, the most first. */
  readonly levers: readonly { readonly criterion: string; readonly points: number }[];
}

/** Why an account has no score. @since 0.1.0 */
export type ScoreRefusal = "fact-missing" | "not-enough-data";

/** A score, or why there is none. @since 0.1.0 */
export type ScoreResult = Score | (Refused<ScoreRefusal> & { readonly id: string });
