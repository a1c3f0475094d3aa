/** Clients under contract, and clients with counted chances to buy. */
export {
  bgBbConditionalExpectedPurchases,
  bgBbExpectedPurchases,
  bgBbPosteriorMeans,
  bgBbProbabilityAlive,
  bgBbResidualPurchases,
} from "./bg-bb.js";
export { bgBbPurchaseProbability } from "./bg-bb-distribution.js";
export type { FirstMargin } from "./first-margin.js";
export { bgBbLogLikelihood, fitBgBb } from "./fit-bg-bb.js";
export { fitSbg } from "./fit-sbg.js";
export type {
  BgBbFit,
  BgBbModel,
  BgBbParameters,
  ContractFitOptions,
  KnownExpectation,
  OccasionHistory,
  OccasionPattern,
  SbgCohort,
  SbgFit,
  SbgModel,
  SbgParameters,
  UnboundedExpectation,
} from "./model.js";
export { sbgRetentionRates, sbgSurvival } from "./sbg.js";
export { sbgLifetime } from "./sbg-lifetime.js";
export type { SbgLifetimeOptions } from "./sbg-lifetime.js";
