/** Segments: by rules, by bands, by quantiles; their profiles, and who moved. */
export { segmentByBands, segmentByQuantiles } from "./by-value.js";
export type { QuantileSegment, QuantileSegmentation, SegmentBand } from "./by-value.js";
export { segmentMigration } from "./segment-migration.js";
export type { SegmentMigration, SegmentMover } from "./segment-migration.js";
export type {
  SegmentMembership,
  Segmentation,
  SegmentAccount,
  SegmentMissingPolicy,
  SegmentRow,
  SegmentRule,
  SegmentRules,
} from "./model.js";
export { naturalBreaks } from "./natural-breaks.js";
export type { NaturalBreaks, NaturalClass, NoNaturalBreaks } from "./natural-breaks.js";
export { segmentProfiles } from "./profiles.js";
export type {
  MeasureProfile,
  ProfiledAccount,
  SegmentProfile,
  SegmentProfiles,
} from "./profiles.js";
export { quantiles } from "./quantile.js";
export type { Quantile, QuantileMethod } from "./quantile.js";
export { compileSegments, segment } from "./segment.js";
export type { SegmentPlan } from "./segment.js";
