/** Recency, frequency, monetary value. */
export { rfmMigration } from "./migration.js";
export type { RfmMigration, RfmMover } from "./migration.js";
export type {
  RfmBands,
  RfmClassOrder,
  RfmFrequency,
  RfmMeasures,
  RfmOptions,
  RfmOrder,
  RfmQuantileRule,
  RfmRow,
  RfmSegment,
  RfmTable,
} from "./model.js";
export { rfmSegments } from "./options.js";
export { rfm, rfmFromMeasures } from "./rfm.js";
export { rfmMeasuresOf, rfmQuantiles } from "./rfm-quantiles.js";
export type { RfmQuantile } from "./rfm-quantiles.js";
