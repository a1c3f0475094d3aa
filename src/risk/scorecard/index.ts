/** Risk scorecards: binning, weights, fit, points, scores. */
export { binNumeric } from "./binning.js";
export type { Binning, BinningMethod, OutcomeCounts } from "./binning.js";
export { scoreBatch } from "./batch.js";
export type { BatchScores, CategoryColumn, ScoreColumns } from "./batch.js";
export { compileScorecard } from "./compile.js";
export type { ScorecardPlan } from "./compile.js";
export { fitLogistic, pointsOfFit } from "./logistic.js";
export type { LogisticData, LogisticFit, LogisticOptions } from "./logistic.js";
export type {
  BinReference,
  CategoryBin,
  CategoryCharacteristic,
  Characteristic,
  NumericBin,
  NumericCharacteristic,
  ReasonMethod,
  Scorecard,
  ScoreContribution,
  ScoreReason,
  ScoreResult,
  SpecialBin,
} from "./model.js";
export { oddsOfScore, probabilityOfScore, scoreOfProbability, scoreScale } from "./scaling.js";
export type { ScoreAnchor, ScoreScale } from "./scaling.js";
export { score } from "./score.js";
export type { ScoreFacts } from "./score.js";
export { weightOfEvidence } from "./weight-of-evidence.js";
export type { WoeConvention, WoeOptions, WoeTable } from "./weight-of-evidence.js";
