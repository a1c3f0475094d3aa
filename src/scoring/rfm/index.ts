/** Recency, frequency, monetary value. */
export { rfm } from "./rfm.js";
export type { RfmBands, RfmOptions, RfmOrder, RfmRow, RfmSegment, RfmTable } from "./rfm.js";
export { rfmSegments } from "./options.js";
