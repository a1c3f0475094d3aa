/** Bonus: retrospective rebates, earned, accrued and settled once. */
export { compileAgreement } from "./compile.js";
export type { BonusPlan } from "./plan.js";
export { earned } from "./earned.js";
export { earnedAggregate } from "./earned-aggregate.js";
export type { BonusState } from "./tally.js";
export { accrue } from "./accrue.js";
export { recordSettlement, settle } from "./settle.js";
export { payOut } from "./pay-out.js";
export { nextBand, nextBands } from "./next-band.js";
export { bonusPosition } from "./position.js";
export type { BonusPosition } from "./position.js";
export { marginalValue } from "./marginal-value.js";
export { project } from "./project.js";
export type { BonusForecast } from "./project.js";
export { documentsBehind } from "./documents-behind.js";
export type {
  BonusAgreement,
  BonusCommitment,
  BonusConversion,
  BonusGauge,
  BonusLimits,
  BonusMeasure,
  BonusParty,
  BonusPayoutForm,
  BonusPeriods,
  BonusPrecondition,
  BonusSchedule,
  GrowthMeasure,
  RollingPeriods,
  ShareMeasure,
} from "./model.js";
export type { Turnover, TurnoverDocument, TurnoverInput } from "./turnover-model.js";
export type {
  Accrual,
  BonusDocuments,
  BonusNextBand,
  BonusPayout,
  BonusPayoutPart,
  BonusProjection,
  BonusStep,
  Earned,
  MarginalValue,
  PeriodEarned,
  PreconditionResult,
  ScheduleEarned,
  Settled,
  Settlement,
  SettlementPeriod,
  UncountedDocuments,
} from "./result-model.js";
