/** Accounts scored by weighted criteria, with reasons. */
export type {
  Contribution,
  CriteriaGroup,
  Criterion,
  FactTarget,
  GroupScore,
  Lever,
  MissingPolicy,
  Score,
  Scorecard,
  ScoreClass,
  ScoredFacts,
  ScoreRefusal,
  ScoreResult,
  Veto,
} from "./model.js";
export type {
  CriterionDirection,
  Normaliser,
  NormalPopulation,
  PercentileTies,
  RangePopulation,
  RankPopulation,
} from "./normaliser.js";
export { compileScorecard } from "./compile.js";
export type { ScorecardPlan } from "./plan.js";
export type { CategoryCodes, FactColumns } from "./column-binding.js";
export { scoreColumns } from "./columns.js";
export type { ScoredColumns } from "./columns.js";
export { fitScorecard } from "./fit.js";
export { healthScorecard } from "./health.js";
export { rank, score, scoreBatch } from "./score.js";
export { roundByGroup } from "./round-by-group.js";
export type { RoundedScore } from "./round-by-group.js";
export { weightSensitivity } from "./sensitivity.js";
export type { RankFlip, WeightRange, WeightSensitivity, WeightTolerance } from "./sensitivity.js";
export { withWeights } from "./with-weights.js";
export type { CardWeights } from "./with-weights.js";
