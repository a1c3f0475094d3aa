/** What weights from the data are made of, and their common end: shares of the information. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { rangeOf } from "../ranking/columns.js";
import type { DecisionAlternative, DecisionCriterion } from "../ranking/model.js";
import { readProblem } from "../ranking/problem.js";
import type { ReadProblem } from "../ranking/problem.js";

/** A criterion to be weighed; a weight, if there is one, is not looked at. @since 0.1.0 */
export type UnweightedCriterion = Pick<DecisionCriterion, "id" | "direction"> &
  Partial<Pick<DecisionCriterion, "weight">>;

/** Alternatives whose values say how much a criterion tells them apart. @since 0.1.0 */
export interface UnweightedProblem {
  readonly alternatives: readonly DecisionAlternative[];
  readonly criteria: readonly UnweightedCriterion[];
}

/** The weight of one criterion. @since 0.1.0 */
export interface ObjectiveWeight {
  readonly criterion: string;
  /** 0 to 1; all sum to 1. */
  readonly weight: number;
  /** What the method measured, of which the weight is the share; 0 for a constant column. */
  readonly information: number;
}

/** Weights from the data. @since 0.1.0 */
export interface ObjectiveWeights {
  readonly state: "known";
  /** In the order of the criteria. */
  readonly weights: readonly ObjectiveWeight[];
}

/**
 * The data give no weights: there are no alternatives, no criterion differs between them, or (for
 * CRITIC) all that differ say the same.
 *
 * @since 0.1.0
 */
export interface NoObjectiveWeights {
  readonly state: "unknown";
  readonly reason: "no-alternatives" | "no-variation" | "no-conflict";
  readonly weights: readonly [];
}

/** @internal */
export function readUnweighted(problem: unknown): ReadProblem {
  return readProblem(problem, { isWeighted: false });
}

/** Demands values of at least `min` (`scoring.norm_domain`), or above 0. @internal */
export function expectValues(read: ReadProblem, min: "zero-or-more" | "above-zero"): void {
  read.columns.forEach((column, index) => {
    if (column.length === 0) return;
    const { path } = itemAt(read.criteria, index);
    const { min: least } = rangeOf(column, path);
    const isRefused = min === "zero-or-more" ? least < 0 : least <= 0;
    const expected = min === "zero-or-more" ? "values of 0 or more" : "values above 0";
    if (isRefused) fail("scoring.norm_domain", path, expected, least);
  });
}

/** @internal */
export function noWeights(reason: NoObjectiveWeights["reason"]): NoObjectiveWeights {
  return { state: "unknown", reason, weights: [] };
}

/** Each criterion's share of the information. @internal */
export function sharesOfInformation(
  { ids, criteria }: ReadProblem,
  information: readonly number[],
  reason: NoObjectiveWeights["reason"] = "no-variation",
): ObjectiveWeights | NoObjectiveWeights {
  if (ids.length === 0) return noWeights("no-alternatives");
  const most = information.reduce((max, one) => (one > max ? one : max), 0);
  if (!(most > 0)) return noWeights(reason);
  const scaled = information.map((one) => one / most);
  const total = scaled.reduce((sum, one) => sum + one, 0);
  const weights = criteria.map(({ id }, index) => ({
    criterion: id,
    weight: itemAt(scaled, index) / total,
    information: itemAt(information, index),
  }));
  return { state: "known", weights };
}
