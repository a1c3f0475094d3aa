/** Scores and ranks accounts by a compiled scorecard, with reasons. */
import { fail } from "../../values/errors.js";
import { compareText } from "../../values/plain.js";
import { explain, ShareTable } from "./explain.js";
import { readAccount, readAccounts } from "./facts.js";
import { fitPlanOn } from "./fit.js";
import type { Score, ScoredFacts, ScoreResult } from "./model.js";
import { expectScorecardPlan } from "./plan.js";
import type { ScorecardPlan } from "./plan.js";

/**
 * Scores one account from 0 to 100: the weighted marks of its facts, with what each criterion
 * gave, how much of the weight was known, how far the next class is and what would move it most.
 *
 * @throws ClienteleError `scoring.*` for a fact that is no number, `scoring.category`,
 * `scoring.not_fitted`, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, score } from "clientele/scoring";
 *
 * const range = { kind: "range", worst: 0, best: 100 } as const;
 * const plan = compileScorecard({
 *   id: "key-accounts",
 *   criteria: [
 *     { id: "turnover", fact: "turnover", weight: 3, normaliser: range, missing: "exclude" },
 *     { id: "growth", fact: "growth", weight: 1, normaliser: range, missing: "exclude" },
 *   ],
 *   classes: [{ id: "standard", from: 0 }, { id: "key", from: 70 }],
 * });
 * const found = score(plan, { id: "acme", facts: { turnover: 80, growth: 20 } });
 * assert.ok(found.ok);
 * assert.equal(found.score, 65);
 * assert.deepEqual(found.next, { class: "key", points: 5 });
 * assert.deepEqual(found.levers[0], {
 *   criterion: "growth", points: 20, target: { relation: "at-least", value: 40 },
 * });
 * ```
 * @since 0.1.0
 */
export function score(plan: ScorecardPlan, account: ScoredFacts): ScoreResult {
  expectScorecardPlan(plan);
  if (!plan.isFitted)
    fail("scoring.not_fitted", "plan", "a card that is fitted on a population", plan.id);
  return explain(plan, readAccount(plan, account, "account"), new ShareTable(plan));
}

/**
 * Scores many accounts, in their order. A card that is not fitted is fitted on these accounts
 * (see `fitScorecard`). O(accounts × criteria) in time and memory; `scoreColumns` is for millions.
 *
 * @throws ClienteleError as {@link score}, and `scoring.duplicate_id`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, scoreBatch } from "clientele/scoring";
 *
 * const normaliser = { kind: "bands", below: 0, bands: [{ from: 10, mark: 1 }] } as const;
 * const plan = compileScorecard({
 *   id: "orders",
 *   criteria: [{ id: "orders", fact: "orders", weight: 1, normaliser, missing: "refuse" }],
 *   classes: [{ id: "all", from: 0 }],
 * });
 * const found = scoreBatch(plan, [
 *   { id: "acme", facts: { orders: 12 } }, { id: "bolt", facts: {} },
 * ]);
 * assert.deepEqual(found.map((one) => one.ok), [true, false]);
 * ```
 * @since 0.1.0
 */
export function scoreBatch(
  plan: ScorecardPlan,
  accounts: readonly ScoredFacts[],
): readonly ScoreResult[] {
  expectScorecardPlan(plan);
  const read = readAccounts(plan, accounts, "accounts");
  const fitted = fitPlanOn(plan, read);
  const table = new ShareTable(fitted);
  return read.map((account) => explain(fitted, account, table));
}

/**
 * Accounts by score, the best first; those of one score by id, by code unit. Accounts without a
 * score are not ranked. Vetoes change classes, not scores, and so not the order. A card that is
 * not fitted is fitted on these accounts.
 *
 * @throws ClienteleError as {@link scoreBatch}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, rank } from "clientele/scoring";
 *
 * const normaliser = { kind: "range", worst: 0, best: 10 } as const;
 * const plan = compileScorecard({
 *   id: "orders",
 *   criteria: [{ id: "orders", fact: "orders", weight: 1, normaliser, missing: "worst" }],
 *   classes: [{ id: "all", from: 0 }],
 * });
 * const ranked = rank(plan, [{ id: "acme", facts: {} }, { id: "bolt", facts: { orders: 4 } }]);
 * assert.deepEqual(ranked.map((one) => one.id), ["bolt", "acme"]);
 * ```
 * @since 0.1.0
 */
export function rank(plan: ScorecardPlan, accounts: readonly ScoredFacts[]): readonly Score[] {
  const scored = scoreBatch(plan, accounts).filter((one) => one.ok);
  return scored.sort((a, b) => b.score - a.score || compareText(a.id, b.id));
}
