/** The key-account portfolio as data: the policy, and where accounts stand. */
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import type { Refusal } from "../../values/refusal.js";
import type { Score, Scorecard, ScoredFacts, ScoreRefusal } from "../scorecard/index.js";

/**
 * One cell of the matrix: a class of each axis, and what to do with the accounts in it.
 *
 * @since 0.1.0
 */
export interface PortfolioCell {
  readonly id: string;
  /** Class of the card of attractiveness. */
  readonly attractiveness: string;
  /** Class of the card of relative strength. */
  readonly strength: string;
  /** What to do, in a sentence. */
  readonly strategy: string;
  /** Where the name and the strategy come from, for readers. */
  readonly source?: string;
}

/**
 * How a portfolio is drawn: each axis is a scorecard whose classes are the levels of the axis,
 * so that cuts, groups, missing facts, vetoes and reasons are those of scorecards. Two classes
 * each make four quadrants, three make nine cells.
 *
 * @since 0.1.0
 */
export interface PortfolioPolicy {
  readonly id: string;
  /** How much the account is worth having, whoever supplies it. */
  readonly attractiveness: Scorecard;
  /** How strong we are with it beside our competitors. */
  readonly strength: Scorecard;
  /** One for each pair of classes. */
  readonly cells: readonly PortfolioCell[];
}

/** An account with the facts of both axes. @since 0.1.0 */
export interface PortfolioAccount extends ScoredFacts {
  /** Size of its bubble, all in one currency and period; null and absence mean not known. */
  readonly revenue?: DecimalInput | null;
}

/** Where an account stands. @since 0.1.0 */
export interface PortfolioPosition {
  readonly id: string;
  /** Id of the cell, by the classes that hold. */
  readonly cell: string;
  readonly strategy: string;
  readonly attractiveness: Score;
  readonly strength: Score;
  readonly revenue: DecimalText | null;
  /** Revenue ÷ the greatest, 0 to 1: the area of its bubble. 0 where not known or below 0. */
  readonly bubble: number;
}

/** An account that has no place, because an axis has no score. @since 0.1.0 */
export interface UnplacedAccount {
  readonly id: string;
  readonly axis: "attractiveness" | "strength";
  readonly refusals: readonly [Refusal<ScoreRefusal>, ...Refusal<ScoreRefusal>[]];
}

/** A cell with what stands in it. @since 0.1.0 */
export interface FilledCell extends PortfolioCell {
  /** Ids, by revenue from the greatest, then by id. */
  readonly accounts: readonly string[];
  /** Exact sum of what is known. */
  readonly revenue: DecimalText;
  /** Share of the revenue of all that have a place, 0 to 1; null where that is not above 0. */
  readonly revenueShare: number | null;
}

/** A portfolio at one time. @since 0.1.0 */
export interface PortfolioMatrix {
  readonly policy: string;
  /** In the order of the accounts. */
  readonly positions: readonly PortfolioPosition[];
  readonly unplaced: readonly UnplacedAccount[];
  /** In the order of the policy. */
  readonly cells: readonly FilledCell[];
}
