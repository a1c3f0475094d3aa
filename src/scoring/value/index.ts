/** What a client is worth: spend, lifetime value, discounting. */
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
export { markovClv } from "./markov.js";
export type { MarkovClvRow, MarkovClvState, MarkovClvTerms } from "./markov.js";
export { retentionClv } from "./retention.js";
export type { KnownRetentionClv, RetentionTerms, UnknownRetentionClv } from "./retention.js";
export type { AmountOptions } from "./settle.js";
