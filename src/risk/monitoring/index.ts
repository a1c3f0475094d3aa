/** Does the model still hold: ranking, calibration, stability. */
export { auc, gini, ks, rankingOfBins } from "./ranking.js";
export type { BinCounts } from "./ranking.js";
export { brier, calibration, hosmerLemeshow } from "./calibration.js";
export type { GradeCalibration, GradeOutcome, HosmerLemeshow } from "./calibration.js";
export { overrideRate, psi } from "./stability.js";
export type { OverrideRate, PopulationCounts, StabilityIndex } from "./stability.js";
export type { PredictedOutcomes, ScoredOutcomes } from "./outcomes.js";
export type { ZeroCounts } from "./zero-counts.js";
