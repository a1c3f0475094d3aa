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
export type { CentColumn } from "./cent-column.js";
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
export type { ExactSum } from "./exact-sum.js";
export type { IdEntry, IdTree } from "./id-tree.js";
export { sketchAbc } from "./sketch-abc.js";
export type { SketchAbc, SketchAbcCut } from "./sketch-abc.js";
export { sketchConcentration, sketchQuantiles } from "./sketch-figures.js";
export type {
  SketchBounds,
  SketchConcentration,
  SketchQuantile,
  SketchTopShare,
} from "./sketch-figures.js";
export { abcAggregate, concentrationAggregate, valueAggregate } from "./value-aggregate.js";
export type { ValueTotals } from "./value-aggregate.js";
export { abcColumns, concentrationColumns } from "./value-columns.js";
export type { AbcColumns, AbcColumnSummary, ValueColumns } from "./value-columns.js";
export { valueSketch } from "./value-sketch.js";
export type { SketchBucket, SketchBucketState, SketchState, ValueSketch } from "./value-sketch.js";
export { xyz } from "./xyz.js";
export type { PeriodValues, XyzClass, XyzOptions, XyzRow, XyzTable } from "./xyz.js";
