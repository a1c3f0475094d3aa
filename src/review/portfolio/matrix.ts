/** The key-account portfolio matrix over the figures of the reviews. */
import { portfolioMatrix } from "../../scoring/index.js";
import type { PortfolioMatrix } from "../../scoring/index.js";
import type { AccountReview } from "../account/account-review.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import { scoredFacts } from "../account/score-standing.js";
import type { Setting } from "../account/setting.js";

/** Where the accounts stand in the matrix, their net turnover as size. @internal */
export function matrixOf(
  reviews: readonly AccountReview[],
  { plan }: Setting,
): Finding<PortfolioMatrix> {
  const policy = plan.matrix;
  if (policy === null) return unknown("not-in-policy", "matrix");
  const criteria = [...policy.attractiveness.criteria, ...policy.strength.criteria];
  const names = [...new Set(criteria.map((one) => one.fact))];
  const accounts = reviews.map((review) => ({
    ...scoredFacts(names, review),
    revenue: review.turnover.current.net.amount,
  }));
  return known(portfolioMatrix(policy, accounts));
}
