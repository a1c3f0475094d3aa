/** Review: the account and the portfolio as a whole, and what to do next. */
export { compileReview } from "./compile.js";
export type { ReviewPlan } from "./compile.js";
export { nextBestActions, reviewAccount } from "./account/review-account.js";
export type { ReviewOptions } from "./account/review-account.js";
export { reviewPortfolio } from "./portfolio/review-portfolio.js";
export type {
  PortfolioAction,
  PortfolioOptions,
  PortfolioReview,
  PortfolioTurnover,
  StateSummary,
} from "./portfolio/review-portfolio.js";
export { starterActions } from "./actions/starter-actions.js";
export { reviewFacts } from "./actions/action-facts.js";
export type { ReviewFact, ReviewFactValues } from "./actions/action-facts.js";
export type { ActionRule, NextAction, Urgency } from "./actions/propose.js";
export type { AccountReview, ReviewedState, ReviewPart } from "./account/account-review.js";
export type { Account, AccountOrder, AccountOrderLine } from "./account/facts.js";
export type { AbsenceReason, Finding, Known, Unknown } from "./account/finding.js";
export type { BonusStanding } from "./account/bonus-standing.js";
export type { LifecyclePosition, StateChange } from "./account/lifecycle-position.js";
export type { LoyaltyStanding } from "./account/loyalty-standing.js";
export type { PricesRealised } from "./account/prices-realised.js";
export type { ReviewPolicy } from "./policy.js";
export type { AccountTurnover, ReviewWindows, Turnover } from "./account/turnover.js";
