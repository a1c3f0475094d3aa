/**
 * Review: the account and the portfolio as a whole, and what to do next.
 *
 * @module
 */
export { compileReview } from "./compile.js";
export type { ReviewPlan } from "./plan.js";
export type { ReviewPolicy } from "./policy.js";
export { nextBestActions, reviewAccount } from "./account/review-account.js";
export type { AccountReviewOptions } from "./account/review-account.js";
export type { ReviewOptions } from "./account/setting.js";
export type {
  AccountReview,
  ReviewedAccount,
  ReviewedState,
  ReviewPart,
} from "./account/account-review.js";
export { factsBehind } from "./account/basis.js";
export type { Basis, FactsKind } from "./account/basis.js";
export type {
  Account,
  AccountContacts,
  AccountCredit,
  AccountDeal,
  AccountOrder,
  AccountOrderLine,
  ActionTaken,
  MasterRecord,
} from "./account/facts.js";
export type { AbsenceReason, Finding, Known, Unknown } from "./account/finding.js";
export type { BonusStanding } from "./account/bonus-standing.js";
export type { ContactStanding } from "./account/contact-standing.js";
export type { ServiceStanding } from "./account/service-standing.js";
export type { ManagerToReview } from "./portfolio/managers.js";
export type { RecordsQuality } from "./portfolio/service.js";
export type { CrossSellPolicy, CrossSellStanding } from "./account/cross-sell-standing.js";
export type { PortfolioRules } from "./portfolio/cross-sell.js";
export type { ValueModels, ValuePolicy, ValueStanding } from "./account/value-standing.js";
export type { CreditStanding } from "./account/credit-standing.js";
export type { LifecyclePosition, StateChange } from "./account/lifecycle-position.js";
export type { LossPolicy, LossStanding } from "./account/loss-standing.js";
export type { LoyaltyStanding } from "./account/loyalty-standing.js";
export type { PipelinePolicy } from "./account/pipeline-standing.js";
export type { AfterInvoiceRate, PricesRealised } from "./account/prices-realised.js";
export type { AccountTurnover, ReviewWindows, Turnover } from "./account/turnover.js";
export { reviewPortfolio } from "./portfolio/review-portfolio.js";
export type { PortfolioOptions } from "./portfolio/review-portfolio.js";
export type {
  ClassSummary,
  GradeSummary,
  KnownAmount,
  Movement,
  PortfolioAction,
  PortfolioCredit,
  PortfolioFinding,
  ReviewMovement,
  PortfolioReview,
  PortfolioTurnover,
  StateSummary,
} from "./portfolio/model.js";
export type {
  ActionRanking,
  ActionRule,
  NextAction,
  Urgency,
  WithheldAction,
} from "./actions/model.js";
export { starterActions } from "./actions/starter/starter-actions.js";
export { reviewFacts, reviewFigures } from "./figures/figures.js";
export type { Figure, FigureKind, ReviewFact, ReviewFactValues } from "./figures/figures.js";
export type { ChangeKind, FigureValue, ReviewChange } from "./figures/changes.js";
export { monthlyReport } from "./month/monthly-report.js";
export type {
  AccountNews,
  ComplaintsOfPeriod,
  DealsDecided,
  MonthlyFacts,
  MonthlyReport,
} from "./month/model.js";
export { message, untranslated } from "./render/catalogue.js";
export type { Catalogue, MessageParameters } from "./render/catalogue.js";
export type { ReportBlock, ReportDocument, ReportFact, ReportSection } from "./render/document.js";
export { changeInWords } from "./render/words.js";
export { english } from "./render/english.js";
export { french } from "./render/french.js";
export { renderHtml, renderText, reportDocument } from "./render/render.js";
export type { Reportable } from "./render/render.js";
export * from "./contacts/index.js";
export * from "./market/index.js";
export * from "./records/index.js";
export * from "./service/index.js";
