/** Clients under contract, and clients with counted chances to buy. */
export {
  bgBbConditionalExpectedPurchases,
  bgBbExpectedPurchases,
  bgBbPosteriorMeans,
  bgBbProbabilityAlive,
  bgBbResidualPurchases,
} from "./bg-bb.js";
export { bgBbPurchaseProbability } from "./bg-bb-distribution.js";
export { bootstrapBgBb, bootstrapSbg } from "./bootstrap-contract.js";
export {
  occasionPatterns,
  occasionPatternsAggregate,
  sbgCohortsAggregate,
} from "./contract-aggregates.js";
export type { OccasionPatterns, PooledCohorts } from "./contract-aggregates.js";
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
export { simulateContracts } from "./simulate-contracts.js";
export type { ContractSimulationOptions } from "./simulate-contracts.js";
export { simulateOccasions } from "./simulate-occasions.js";
export type { OccasionSimulationOptions, SimulatedOccasions } from "./simulate-occasions.js";
