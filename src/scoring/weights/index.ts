/** Weights of criteria from judgments and from data. */
export { ahpWeights } from "./ahp.js";
export type { AhpCompleted, AhpJudgment, AhpOptions, AhpWeights } from "./ahp.js";
export type { AhpJudgments, AhpMatrix, AhpPair, AhpPairs } from "./judgments.js";
export type { AhpCompletion, AhpMethod } from "./priorities.js";
export { ahpRandomIndices, saatyRandomIndex } from "./random-index.js";
export type { AhpRandomIndexName } from "./random-index.js";
export { ahpConsensus, ahpGroup } from "./group.js";
export type {
  AhpConsensus,
  AhpDisagreement,
  AhpGroupOptions,
  AhpJudge,
  AhpJudgeOpinion,
} from "./group.js";
export { ahpHierarchy } from "./hierarchy.js";
export type {
  AhpCriterion,
  AhpCriterionWeight,
  AhpHierarchy,
  AhpHierarchyOptions,
  AhpPriority,
  AhpSynthesis,
} from "./hierarchy.js";
export { criticWeights } from "./critic.js";
export type { CriticOptions } from "./critic.js";
export { equalWeights, giniWeights, standardDeviationWeights } from "./dispersion.js";
export type { DeviationOptions } from "./dispersion.js";
export { entropyWeights } from "./entropy.js";
export type { EntropyOptions } from "./entropy.js";
export { merecWeights } from "./merec.js";
export type {
  NoObjectiveWeights,
  ObjectiveWeight,
  ObjectiveWeights,
  UnweightedCriterion,
  UnweightedProblem,
} from "./objective-model.js";
