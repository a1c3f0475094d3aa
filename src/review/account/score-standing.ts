/** Accounts scored by the policy's scorecard, over the figures of their reviews. */
import { score, scoreBatch } from "../../scoring/index.js";
import type { Score, ScoredFacts, ScorecardPlan, ScoreResult } from "../../scoring/index.js";
import type { ReviewPlan } from "../plan.js";
import { figuresOf } from "../figures/figures-of.js";
import { isFigure } from "../figures/figures.js";
import type { AccountReview } from "./account-review.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/** The figures, and the host's own facts, that some criteria ask for. @internal */
export function scoredFacts(
  facts: readonly string[],
  review: AccountReview,
): ScoredFacts {
  const figures = figuresOf(review);
  const { attributes = {} } = review.account;
  const found: Record<string, string | number | null> = {};
  for (const fact of facts) {
    const value = isFigure(fact) ? figures[fact] : attributes[fact.slice("attributes.".length)];
    found[fact] = typeof value === "string" || typeof value === "number" ? value : null;
  }
  return { id: review.account.id, facts: found };
}

function findingOf(result: ScoreResult): Finding<Score> {
  if (result.ok) return known(result);
  const missing = result.refusals.flatMap((one) => one.facts["missing"] as readonly string[]);
  return unknown("not-enough-facts", ...missing);
}

function factsOf(card: ScorecardPlan): readonly string[] {
  return card.criteria.map((one) => one.fact);
}

/** The score of an account on its own: a card that compares accounts waits for them. @internal */
export function scoreAlone({ scorecard }: ReviewPlan, review: AccountReview): Finding<Score> {
  if (scorecard === null) return unknown("not-in-policy", "scorecard");
  if (!scorecard.isFitted) return unknown("no-portfolio", "the other accounts");
  return findingOf(score(scorecard, scoredFacts(factsOf(scorecard), review)));
}

/** The scores of all accounts of a portfolio, in their order. @internal */
export function scoreAll(
  { scorecard }: ReviewPlan,
  reviews: readonly AccountReview[],
): readonly Finding<Score>[] {
  if (scorecard === null) return reviews.map(() => unknown("not-in-policy", "scorecard"));
  const names = factsOf(scorecard);
  const facts = reviews.map((review) => scoredFacts(names, review));
  return scoreBatch(scorecard, facts).map(findingOf);
}
