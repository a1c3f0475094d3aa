/** Review: the account and the portfolio as a whole, and what to do next. */
export { compileReview } from "./compile.js";
export type { ReviewPlan } from "./compile.js";
export { nextBestActions, reviewAccount } from "./review-account.js";
export type { ReviewOptions } from "./review-account.js";
export { reviewPortfolio } from "./portfolio.js";
export type {
  PortfolioAction,
  PortfolioOptions,
  PortfolioReview,
  PortfolioTurnover,
  StateSummary,
} from "./portfolio.js";
export { starterActions } from "./starter-actions.js";
export { reviewFacts } from "./action-facts.js";
export type { ReviewFact, ReviewFactValues } from "./action-facts.js";
export type { ActionRule, NextAction, Urgency } from "./actions.js";
export type { AccountReview, ReviewedState, ReviewPart } from "./account-review.js";
export type { Account, AccountOrder, AccountOrderLine } from "./facts.js";
export type { AbsenceReason, Finding, Known, Unknown } from "./finding.js";
export type { BonusStanding } from "./bonus-standing.js";
export type { LifecyclePosition, StateChange } from "./lifecycle-position.js";
export type { LoyaltyStanding } from "./loyalty-standing.js";
export type { PricesRealised } from "./prices-realised.js";
export type { ReviewPolicy } from "./policy.js";
export type { AccountTurnover, ReviewWindows, Turnover } from "./turnover.js";
export * from "./contacts/index.js";
export * from "./records/index.js";
export * from "./service/index.js";
export * from "./market/index.js";
