/** Accounts scored by weighted criteria, with reasons. */
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
} from "./model.js";
export { compileScorecard } from "./compile.js";
export type { ScorecardPlan } from "./compile.js";
export { rank, score, scoreBatch } from "./score.js";
