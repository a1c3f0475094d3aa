/** How well account managers do, and how sure that is. */
export { funnelLimits } from "./funnel.js";
export type { Funnel, FunnelGroup, FunnelLimits, FunnelState } from "./funnel.js";
export { proportionInterval } from "./proportion-interval.js";
export type {
  IntervalMethod,
  IntervalOptions,
  Proportion,
  ProportionCounts,
  ProportionInterval,
} from "./proportion-interval.js";
export { shrunkRates } from "./shrunk-rates.js";
export type { GroupCounts, NoShrunkRates, ShrunkRate, ShrunkRates } from "./shrunk-rates.js";
export { managerPerformance } from "./manager-performance.js";
export type {
  CaseMix,
  ManagerAssignment,
  ManagerComparison,
  ManagerContact,
  ManagerDeal,
  ManagerFacts,
  ManagerGrowth,
  ManagerOptions,
  ManagerPerformance,
  ManagerPolicy,
  ManagerRecord,
  ManagerReport,
  ManagerSale,
  PriceRealisation,
  TargetAttainment,
} from "./manager-model.js";
export { rankManagers } from "./rank-managers.js";
export type { ManagerMeasure, ManagerRank } from "./rank-managers.js";
