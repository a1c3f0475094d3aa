/** Segments: by rules, by bands, by quantiles; their profiles, and who moved. */
export { migration } from "./migration.js";
export type { Migration, Mover } from "./migration.js";
export type {
  Membership,
  Segmentation,
  SegmentAccount,
  SegmentMissingPolicy,
  SegmentRow,
  SegmentRule,
  SegmentRules,
} from "./model.js";
export { quantiles } from "./quantile.js";
export type { Quantile, QuantileMethod } from "./quantile.js";
