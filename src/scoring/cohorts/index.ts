/** Cohorts, retention and growth. */
export { cohortTable } from "./cohort-table.js";
export { cohortAggregate } from "./cohort-aggregate.js";
export type { CohortAggregate } from "./cohort-aggregate.js";
export { cohortAccountAggregate } from "./account-aggregate.js";
export type { CohortAccount } from "./account-aggregate.js";
export { cohortTableOfColumns } from "./cohort-columns.js";
export type { CohortColumns } from "./cohort-columns.js";
export type {
  CohortAccountState,
  CohortAverage,
  CohortCell,
  CohortOptions,
  CohortOrder,
  CohortRow,
  CohortState,
  CohortSumState,
  CohortTable,
  CohortUnit,
} from "./model.js";
export { growthDecomposition } from "./growth.js";
export type { AccountHistory, AccountMovement, GrowthDecomposition, GrowthStep } from "./growth.js";
export type { GrowthParts, MovementCounts, MovementReason } from "./movement.js";
export { repeatPurchaseRate } from "./repeat-rate.js";
export type { NoRepeatRate, PurchaseDay, RepeatRate } from "./repeat-rate.js";
export { revenueRetention, revenueRetentionOfTotals } from "./retention.js";
export type {
  AccountRetention,
  AccountRevenue,
  NoRetention,
  RetentionTotals,
  RevenueRetention,
} from "./retention.js";
export { revenueByPeriod } from "./revenue-by-period.js";
export type { RevenuePeriods } from "./revenue-by-period.js";
