/** Rankings of alternatives by several criteria. */
export type {
  DecisionAlternative,
  DecisionCriterion,
  DecisionNorm,
  DecisionNormOptions,
  DecisionProblem,
  NormName,
  NoRanking,
  NoRankingReason,
  RankedPlace,
  ReferenceNorm,
} from "./model.js";
export { normaliseDecision } from "./norms.js";
export type { NormedAlternative } from "./norms.js";
export { topsis } from "./topsis.js";
export type { TopsisDistance, TopsisRanking, TopsisRow } from "./topsis.js";
export { topsisColumns } from "./topsis-columns.js";
export type { NoCloseness, TopsisCloseness } from "./topsis-columns.js";
export { weightedProduct, weightedSum } from "./weighted.js";
export type {
  WeightedFactor,
  WeightedProductRow,
  WeightedSumRow,
  WeightedTerm,
} from "./weighted.js";
export { vikor } from "./vikor.js";
export type { VikorOptions, VikorRanking, VikorRegret, VikorRow } from "./vikor.js";
export type { Preference } from "./preference.js";
export { promethee2, prometheePartial } from "./promethee.js";
export type {
  PartialRelation,
  PreferenceCriterion,
  PreferenceProblem,
  PrometheeFlow,
  PrometheeOptions,
  PrometheeRow,
} from "./promethee.js";
