/** Pricing: policies as data, quotes with a waterfall that adds up. */
export { compilePolicy } from "./compile.js";
export type { PricingPlan } from "./compile.js";
export { quote } from "./quote.js";
export type { QuoteOptions } from "./quote.js";
export { explain } from "./explain.js";
export type * from "./model.js";
export { keptOrder, refund } from "./refund.js";
export type { Refund, RefundPolicy, ReturnedLine } from "./refund.js";
export { authority } from "./authority.js";
export type {
  ApprovalLevel,
  ApprovalMatrix,
  AuthorityDecision,
  AuthorityOptions,
  AuthorityReason,
} from "./authority.js";
export { pocketWaterfall, waterfallChart } from "./pocket.js";
export type {
  PocketOptions,
  PocketWaterfall,
  WaterfallBar,
  WaterfallChart,
  WaterfallChartRow,
} from "./pocket.js";
export { priceCorrection, simulate } from "./simulate.js";
export type {
  ClientDifference,
  Compared,
  CorrectionLine,
  PriceCorrection,
  Simulation,
} from "./simulate.js";
export { breakEvenVolume, priceVolumeMix } from "./price-volume-mix.js";
export type {
  ArticleSales,
  BreakEven,
  BridgePart,
  PriceChange,
  PriceVolumeMix,
} from "./price-volume-mix.js";
export { invoicePosition, lateInterest } from "./payment-terms.js";
export type {
  BaseRate,
  InterestPart,
  Invoice,
  InvoicePosition,
  LateInterest,
  LateInterestTerms,
  Payment,
  PaymentTerms,
} from "./payment-terms.js";
export { indexedPrice, lockedPrice, mostFavoured, takeOrPay } from "./contract.js";
export type {
  CommitmentPosition,
  FavouredFinding,
  FavouredOptions,
  IndexClause,
  IndexedPrice,
  IndexValue,
  PriceLock,
  PurchaseCommitment,
} from "./contract.js";
export { analysePolicy } from "./analyse.js";
export type { PolicyAnalysisOptions } from "./analyse.js";
export type { PolicyFinding, PolicyFindingKind } from "./analyse-bands.js";
export { quoteBatch } from "./batch.js";
export type { BatchArticle, BatchClient, QuoteColumns, QuoteTotals } from "./batch.js";
export type { Column } from "./batch-columns.js";
