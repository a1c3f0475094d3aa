/** Recency, frequency, monetary value. */
export type { DaySet } from "./day-set.js";
export { rfmMigration } from "./rfm-migration.js";
export type { RfmMigration, RfmMover } from "./rfm-migration.js";
export type {
  RfmBands,
  RfmClassOrder,
  RfmClosed,
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
export { orderColumns } from "./order-columns.js";
export type { NamedOrderColumns, OrderColumns } from "./order-columns.js";
export { rfm, rfmFromMeasures } from "./rfm.js";
export { rfmAggregate } from "./rfm-aggregate.js";
export type { RfmAccountState, RfmState } from "./rfm-aggregate.js";
export { rfmColumns } from "./rfm-columns.js";
export type { RfmColumns } from "./rfm-columns.js";
export { rfmMeasuresOf, rfmQuantiles } from "./rfm-quantiles.js";
export type { RfmQuantile } from "./rfm-quantiles.js";
