/** What a client is worth: spend, lifetime value, discounting. */
export { bootstrapGammaGamma } from "./bootstrap-spend.js";
export { discountRatePerPeriod } from "./discount.js";
export { fitGammaGamma } from "./fit-gamma-gamma.js";
export { expectedSpend, gammaGammaLogLikelihood, meanSpend } from "./gamma-gamma.js";
export type {
  GammaGammaFit,
  GammaGammaModel,
  GammaGammaParameters,
  KnownSpend,
  SpendColumns,
  SpendData,
  SpendFitOptions,
  SpendHistory,
  SpendPattern,
  UnknownSpend,
} from "./gamma-gamma-model.js";
export { customerLifetimeValue } from "./lifetime-value.js";
export { lifetimeValueBatch } from "./lifetime-value-batch.js";
export type {
  LifetimeValueColumns,
  OccasionValueColumns,
  PurchaseValueColumns,
} from "./lifetime-value-batch.js";
export type {
  FixedSpend,
  ForecastModel,
  KnownLifetimeValue,
  LifetimeValueOptions,
  LifetimeValuePeriod,
  SpendModel,
  UnknownLifetimeValue,
  ValueHistory,
  ValueOptions,
} from "./lifetime-value-model.js";
export { markovClv } from "./markov.js";
export type { MarkovClvRow, MarkovClvState, MarkovClvTerms } from "./markov.js";
export { residualLifetimeValue } from "./residual-lifetime-value.js";
export type { KnownResidualValue } from "./residual-lifetime-value.js";
export { residualPurchases } from "./residual-purchases.js";
export { retentionClv } from "./retention.js";
export type { KnownRetentionClv, RetentionTerms, UnknownRetentionClv } from "./retention.js";
export { sbgClv } from "./sbg-clv.js";
export type { KnownSbgClv, SbgClvTerms } from "./sbg-clv.js";
export type { AmountOptions } from "./settle.js";
export { simulateSpend } from "./simulate-spend.js";
export type { SimulatedSpend, SpendSimulationOptions } from "./simulate-spend.js";
export { spendPatterns, spendPatternsAggregate } from "./spend-aggregate.js";
export type { SpendPatterns } from "./spend-aggregate.js";
