/** Purchase models: who is leaving, and how much will be bought. */
export { fitBgNbd, fitMbgNbd, fitParetoNbd } from "./fit-purchase-models.js";
export { conditionalExpectedPurchasesBatch, probabilityAliveBatch } from "./batch.js";
export { conditionalExpectedPurchases, expectedPurchases } from "./expected-purchases.js";
export { probabilityAlive } from "./probability-alive.js";
export { conditionalPurchaseProbabilities } from "./conditional-purchase-probabilities.js";
export { purchaseProbabilities } from "./purchase-probabilities.js";
export { purchaseLogLikelihood } from "./log-likelihood.js";
export { purchaseSummary } from "./purchase-summary.js";
export type {
  PurchaseSummary,
  PurchaseSummaryOptions,
  PurchaseSummaryRow,
} from "./purchase-summary.js";
export type { PurchaseTimeUnit } from "./time-unit.js";
export { purchaseDaysOf } from "./purchase-days.js";
export type { AccountPurchaseDays, PurchaseDays, PurchaseOrder } from "./purchase-days.js";
export {
  purchasePatterns,
  purchasePatternsAggregate,
  purchaseSummaryAggregate,
} from "./purchase-aggregates.js";
export type { PurchasePatterns } from "./purchase-aggregates.js";
export { conditionalByFrequency } from "./conditional-by-frequency.js";
export type { ConditionalByFrequencyRow, HoldoutHistory } from "./conditional-by-frequency.js";
export { frequencyFit } from "./frequency-fit.js";
export type { FrequencyFitRow } from "./frequency-fit.js";
export { trackingTable } from "./tracking-table.js";
export type { TrackingOptions, TrackingRow } from "./tracking-table.js";
export { repeatPurchasesByPeriod } from "./repeat-purchases.js";
export type { RepeatPurchaseOptions } from "./repeat-purchases.js";
export { probabilityAliveHistory } from "./alive-history.js";
export type { AliveHistoryPoint } from "./alive-history.js";
export { bootstrapPurchaseModel } from "./bootstrap.js";
export type {
  BootstrapIntervals,
  BootstrapOptions,
  ParameterInterval,
  ParameterOf,
} from "./bootstrap.js";
export { simulatePurchases } from "./simulate.js";
export type { SimulatedCustomer, SimulationOptions } from "./simulate.js";
export type { FitReport, FitStatus } from "../numeric/fit-report.js";
export type {
  BetaGeometricParameters,
  BgNbdFit,
  BgNbdModel,
  MbgNbdFit,
  MbgNbdModel,
  ParetoNbdFit,
  ParetoNbdModel,
  ParetoNbdParameters,
  PurchaseColumns,
  PurchaseData,
  PurchaseFitOptions,
  PurchaseHistory,
  PurchaseModel,
  PurchasePattern,
} from "./model.js";
