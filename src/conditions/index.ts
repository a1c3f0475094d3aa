/** The condition language: rules over facts as data; compile, explain, index, analyse. */
export { readFact } from "./address.js";
export { analyseConditions, satisfiable, tautology } from "./analyse.js";
export type {
  AnalysisOptions,
  ConditionAnalysis,
  ExistenceFinding,
  FoundFacts,
  UniversalFinding,
} from "./analyse.js";
export { compileCondition, compileUnknownCondition, evaluate } from "./compile.js";
export type { CompiledCondition } from "./compile.js";
export { conditionIndex, matching } from "./condition-index.js";
export type { ConditionIndex, IndexedRule } from "./condition-index.js";
export { explainCondition } from "./explain.js";
export type {
  ClauseExplanation,
  ConditionExplanation,
  ConditionExplanationNode,
  GroupExplanation,
} from "./explain.js";
export type {
  AllCondition,
  AnyCondition,
  Condition,
  ConditionOperator,
  ConditionOptions,
  ConditionOutcome,
  FactClause,
  FactReference,
  Facts,
  FactType,
  FactTypes,
  NotCondition,
  ObservedValue,
  ScalarFactType,
  ScalarValue,
} from "./model.js";
export { conditionOver } from "./typed.js";
export type { ConditionOver } from "./typed.js";
