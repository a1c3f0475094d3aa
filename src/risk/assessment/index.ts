/** The assessment of a client, and a person's say in it. */
export { assess } from "./assess.js";
export { compileAssessment } from "./compile.js";
export type { AssessmentPlan } from "./compile.js";
export type {
  Assessment,
  AssessmentCharacteristic,
  AssessmentContribution,
  AssessmentEvidence,
  AssessmentPolicy,
  AssessmentReason,
  CharacteristicSubScore,
  CombineRule,
  PeoplePolicy,
  SubScore,
  SubScoreId,
  WarningSignSubScore,
} from "./model.js";
export { effectiveGrade, overrideAssessment } from "./override.js";
export type {
  EffectiveGrade,
  OverrideRecord,
  OverrideRefusal,
  OverrideRequest,
  OverrideResult,
} from "./override.js";
export { reputation } from "./reputation.js";
export type { Reputation, ReputationItem, ReputationPolicy } from "./reputation.js";
