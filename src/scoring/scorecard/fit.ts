/** Scorecards that mark by the other accounts: their statistics frozen into the document. */
import { itemAt } from "../../values/invariant.js";
import { compileScorecard } from "./compile.js";
import { columnOf, readAccounts } from "./facts.js";
import type { ReadAccount } from "./facts.js";
import type { Criterion, Scorecard, ScoredFacts } from "./model.js";
import type { Normaliser } from "./normaliser.js";
import type { PlannedCriterion, ScorecardPlan } from "./plan.js";
import { fittedMarks, populationOf } from "./population.js";
import type { Population } from "./population.js";

/** The same plan, with what waited for a population fitted on columns of facts. @internal */
export function fitPlan(
  plan: ScorecardPlan,
  columnAt: (place: number) => Float64Array,
): ScorecardPlan {
  if (plan.isFitted) return plan;
  const criteria = plan.criteria.map((one, place): PlannedCriterion => {
    const { marks } = one;
    if (marks.kind !== "unfitted") return one;
    return { ...one, marks: fittedMarks(marks, columnAt(place)) };
  });
  return { ...plan, isFitted: true, criteria };
}

/** @internal */
export function fitPlanOn(plan: ScorecardPlan, accounts: readonly ReadAccount[]): ScorecardPlan {
  return fitPlan(plan, (place) => columnOf(accounts, place));
}

function withoutPopulation(criterion: Criterion): Criterion {
  const { normaliser } = criterion;
  if (!("population" in normaliser)) return criterion;
  const { population: _population, ...bare } = normaliser;
  return { ...criterion, normaliser: bare };
}

/**
 * Fits a card on a population: the criteria with `min-max`, `z-score` or `percentile` are given
 * the statistics of the accounts whose fact is known, as plain data in the document. From then
 * on an account has the same score alone, in any batch, and next year; a population that is in
 * the card already is replaced.
 *
 * A card that is not fitted is scored by `scoreBatch`, `rank` and `scoreColumns` on the accounts
 * of the call, so that the same account may have another score beside others. Fit where scores
 * of different times or lists are compared.
 *
 * `percentile` keeps each different value of the population; fit it on a sample where the
 * document would become too large. O(accounts × log accounts) for each such criterion.
 *
 * @throws ClienteleError as `compileScorecard` and `scoreBatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, fitScorecard, score } from "clientele/scoring";
 *
 * const card = fitScorecard(
 *   {
 *     id: "size",
 *     criteria: [
 *       {
 *         id: "turnover", fact: "turnover", weight: 1, missing: "refuse",
 *         normaliser: { kind: "min-max" },
 *       },
 *     ],
 *     classes: [{ id: "all", from: 0 }],
 *   },
 *   [{ id: "acme", facts: { turnover: 20 } }, { id: "bolt", facts: { turnover: 60 } }],
 * );
 * assert.deepEqual(card.criteria[0]?.normaliser, {
 *   kind: "min-max", population: { count: 2, min: 20, max: 60 },
 * });
 * const found = score(compileScorecard(card), { id: "cask", facts: { turnover: 30 } });
 * assert.ok(found.ok && found.score === 25);
 * ```
 * @since 0.1.0
 */
export function fitScorecard(card: Scorecard, accounts: readonly ScoredFacts[]): Scorecard {
  compileScorecard(card);
  const bare: Scorecard = { ...card, criteria: card.criteria.map(withoutPopulation) };
  const plan = compileScorecard(bare);
  const read = readAccounts(plan, accounts, "accounts");
  const criteria = bare.criteria.map((criterion, place): Criterion => {
    const { marks } = itemAt(plan.criteria, place);
    if (marks.kind !== "unfitted") return criterion;
    const population = populationOf(marks, columnOf(read, place));
    return { ...criterion, normaliser: withPopulation(criterion.normaliser, population) };
  });
  return { ...bare, criteria };
}

function withPopulation(normaliser: Normaliser, population: Population): Normaliser {
  if (normaliser.kind === "min-max" && "min" in population) return { ...normaliser, population };
  if (normaliser.kind === "z-score" && "mean" in population) return { ...normaliser, population };
  if (normaliser.kind === "percentile" && "values" in population)
    return { ...normaliser, population };
  return normaliser;
}
