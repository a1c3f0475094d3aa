/** What we may lose: expected loss, provisions, capital, concentration. */
export { concentration } from "./concentration.js";
export type { BookAccount, Concentration, ConcentrationShare } from "./concentration.js";
export { expectedLoss, insuredLoss, provisionMatrix } from "./expected-loss.js";
export type { LossExposure, ProvisionBucket, ProvisionMatrix } from "./expected-loss.js";
export { irbCapital, irbRiskWeights } from "./irb.js";
export type { IrbCapital, IrbClass, IrbColumns, IrbExposure, IrbOptions } from "./irb.js";
export { lossRatesOfCohort, rollRates } from "./loss-rates.js";
export type { RollRates } from "./loss-rates.js";
