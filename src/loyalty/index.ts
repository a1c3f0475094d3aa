/**
 * Loyalty: programmes as data and a points ledger that never loses a point.
 *
 * @module
 */
export { accountsBelow, compileAccounts } from "./account-tree.js";
export type { Account, AccountTreePlan } from "./account-tree.js";
export { reserveBudgets } from "./budgets.js";
export type { BudgetDecision } from "./budgets.js";
export { compileProgramme } from "./compile.js";
export type { ProgrammePlan } from "./compile.js";
export { decide, newMember } from "./decide.js";
export type { DecideOptions } from "./decide.js";
export { decideAll } from "./decide-all.js";
export type { DecisionOfAll } from "./decide-all.js";
export { evolve } from "./evolve.js";
export { fold } from "./fold.js";
export { foldMembers } from "./fold-members.js";
export { groupStanding } from "./group-standing.js";
export type { GroupStanding } from "./group-standing.js";
export { ageing, liability } from "./liability.js";
export type {
  AgeBand,
  Liability,
  LiabilityAssumptions,
  WalletAssumption,
  WalletLiability,
} from "./liability.js";
export { memberAggregate } from "./member-aggregate.js";
export type { MemberEvents, MemberResult } from "./member-aggregate.js";
export { allocateMaterialRight, proportionalBreakage, recogniseRevenue } from "./revenue.js";
export type { BookRounding, Breakage, MaterialRight, PointRevenue } from "./revenue.js";
export { simulate } from "./simulate.js";
export type { Simulation, SimulationSide } from "./simulate.js";
export { settlePartners } from "./partners.js";
export type { PartnerSettlement } from "./partners.js";
export { refer, rewardReferral } from "./referral.js";
export type {
  ReferralDecision,
  ReferralLink,
  ReferralParty,
  ReferralRequest,
  ReferralReward,
  ReferralRewardDecision,
} from "./referral.js";
export { transfer } from "./transfer.js";
export type { TransferDecision, TransferRequest } from "./transfer.js";
export { standing } from "./standing.js";
export type { Standing, TierStanding, WalletStanding } from "./standing.js";
export type { Keyed } from "./keyed.js";
export type { Chunks } from "./ordered.js";
export type * from "./model.js";
