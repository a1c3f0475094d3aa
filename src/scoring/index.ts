/** Scoring: how much a client matters, and why. */
export { abc } from "./abc.js";
export type { AbcClass, AbcClassSummary, AbcOptions, AbcRow, AbcTable, ValueOf } from "./abc.js";
export { concentration } from "./concentration.js";
export type { Concentration, LorenzPoint, NoConcentration } from "./concentration.js";
export { rfm } from "./rfm.js";
export type { RfmBands, RfmOptions, RfmOrder, RfmRow, RfmSegment, RfmTable } from "./rfm.js";
export { rfmSegments } from "./rfm-options.js";
export type {
  Contribution,
  Criterion,
  MissingPolicy,
  Normaliser,
  Score,
  Scorecard,
  ScoreClass,
  ScoredFacts,
  ScoreRefusal,
  ScoreResult,
  Veto,
} from "./scorecard-model.js";
export { compileScorecard } from "./scorecard-plan.js";
export type { ScorecardPlan } from "./scorecard-plan.js";
export { rank, score, scoreBatch } from "./scorecard.js";
export { ahpGroup, ahpWeights, saatyRandomIndex } from "./ahp.js";
export type { AhpJudgment, AhpOptions, AhpWeights } from "./ahp.js";
