/** How much depends on how few, and how steadily they buy. */
export { abc } from "./abc.js";
export type {
  AbcClass,
  AbcClassSummary,
  AbcOptions,
  AbcRow,
  AbcRule,
  AbcTable,
  ValueOf,
} from "./abc.js";
export { abcMigration } from "./abc-migration.js";
export type { AbcMigration } from "./abc-migration.js";
export { abcXyz, abcXyzPolicies } from "./abc-xyz.js";
export type {
  AbcXyzField,
  AbcXyzOptions,
  AbcXyzPolicies,
  AbcXyzRow,
  AbcXyzSummary,
  AbcXyzTable,
} from "./abc-xyz.js";
export { concentration } from "./concentration.js";
export type {
  Concentration,
  ConcentrationOptions,
  LorenzPoint,
  NoConcentration,
  TopShare,
} from "./concentration.js";
export { concentrationChange } from "./concentration-change.js";
export type {
  ConcentrationChange,
  ConcentrationContribution,
  NoConcentrationChange,
} from "./concentration-change.js";
export { xyz } from "./xyz.js";
export type { PeriodValues, XyzClass, XyzOptions, XyzRow, XyzTable } from "./xyz.js";
