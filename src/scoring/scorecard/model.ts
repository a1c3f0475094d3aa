/** The scorecard as a document, and what a score says. Compiling is in `compile.ts`. */
import type { Condition } from "../../conditions/index.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Refused } from "../../values/refusal.js";
import type { CriterionDirection, Normaliser } from "./normaliser.js";

/**
 * What happens when a fact is missing: the criterion is left out and the others of its group
 * weigh more; it counts as one half; it counts as zero; or the account is refused a score.
 *
 * @since 0.1.0
 */
export type MissingPolicy = "exclude" | "neutral" | "worst" | "refuse";

/** One thing that matters about an account. @since 0.1.0 */
export interface Criterion {
  readonly id: string;
  /** Name of the fact it reads. */
  readonly fact: string;
  /** Relative weight in its group, 0 or more; only the proportions count. */
  readonly weight: number;
  readonly normaliser: Normaliser;
  readonly missing: MissingPolicy;
  /** Id of the group it belongs to; the card itself unless named. */
  readonly group?: string;
  /**
   * Whether more is better: for `min-max`, `z-score` and `percentile`, where `higher-is-better`
   * holds unless named. Of the other normalisers, whose limits say it, this is a claim that is
   * checked (`scoring.direction`).
   */
  readonly direction?: CriterionDirection;
  /** Why it matters, for readers; changes nothing. */
  readonly rationale?: string;
  /** Where it comes from, for readers; changes nothing. */
  readonly source?: string;
}

/**
 * Criteria that share a weight: what is inside divides it by its own weights. A group of which
 * nothing is known is left out like a criterion, and its siblings weigh more.
 *
 * @since 0.1.0
 */
export interface CriteriaGroup {
  /** Different from the ids of criteria, too. */
  readonly id: string;
  /** Relative weight among its siblings, 0 or more; only the proportions count. */
  readonly weight: number;
  /** Id of the group around it; the card itself unless named. */
  readonly group?: string;
  /** Why it matters, for readers; changes nothing. */
  readonly rationale?: string;
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
  /**
   * Over the facts of the criteria: texts where the normaliser is `categories`, else numbers. A
   * missing fact vetoes nothing.
   */
  readonly when: Condition;
  readonly class: string;
}

/** How accounts are scored, as data. @since 0.1.0 */
export interface Scorecard {
  readonly id: string;
  readonly criteria: readonly Criterion[];
  /** Groups of criteria, in any order; at most eight levels deep. */
  readonly groups?: readonly CriteriaGroup[];
  /** Rising by `from`, the first from 0. */
  readonly classes: readonly ScoreClass[];
  /** The first that holds is taken. */
  readonly vetoes?: readonly Veto[];
}

/** An account to be scored. @since 0.1.0 */
export interface ScoredFacts {
  readonly id: string;
  /**
   * Numbers or decimal text, and any text where the normaliser is `categories`; null, `""` and
   * absence mean missing.
   */
  readonly facts: { readonly [fact: string]: DecimalInput | null };
}

/** What one criterion gave. @since 0.1.0 */
export interface Contribution {
  readonly criterion: string;
  /** The fact as a number, or as the text of a category; null where it was missing. */
  readonly value: number | string | null;
  /** 0 to 1; null where the criterion was left out. */
  readonly mark: number | null;
  /** Points it could give, after re-weighting. */
  readonly pointsMax: number;
  /** Points it gave. */
  readonly points: number;
  /** The policy applied, where the fact was missing. */
  readonly missing: MissingPolicy | null;
  /** Id of its group; null where it stands in the card itself. */
  readonly group: string | null;
}

/** What a group gave: the sum of what is inside. @since 0.1.0 */
export interface GroupScore {
  readonly group: string;
  /** Id of the group around it; null where it stands in the card itself. */
  readonly parent: string | null;
  /**
   * 0 to 100, of the group for itself: points ÷ the most it could give; null where nothing of it
   * was weighed.
   */
  readonly score: number | null;
  readonly pointsMax: number;
  readonly points: number;
}

/**
 * Where a fact would have to be: the nearest place from where it is, and from where it is not
 * known the edge of what suffices.
 *
 * @since 0.1.0
 */
export interface FactTarget {
  readonly relation: "at-least" | "above" | "at-most" | "below" | "is";
  readonly value: number | string;
}

/** A criterion that could still give points. @since 0.1.0 */
export interface Lever {
  readonly criterion: string;
  /** Points still to be had from it. */
  readonly points: number;
  /**
   * Where its fact alone would lift the account into the next class, all else as it is. Null
   * where it cannot, where any known fact would, where there is no class above, and where other
   * criteria read the same fact: a move would change their marks, too.
   */
  readonly target: FactTarget | null;
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
  /** In the order of the groups; empty where the card has none. */
  readonly groups: readonly GroupScore[];
  /** The class above by score, and the points short of it; null in the highest. */
  readonly next: { readonly class: string; readonly points: number } | null;
  /** Criteria that could still give points, the most first. */
  readonly levers: readonly Lever[];
}

/** Why an account has no score. @since 0.1.0 */
export type ScoreRefusal = "fact-missing" | "not-enough-data";

/** A score, or why there is none. @since 0.1.0 */
export type ScoreResult = Score | (Refused<ScoreRefusal> & { readonly id: string });
