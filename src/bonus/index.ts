/** Bonus: retrospective rebates, earned, accrued and settled once. */
export { compileAgreement } from "./compile.js";
export type { BonusPlan } from "./compile.js";
export { earned } from "./earned.js";
export { earnedAggregate } from "./earned-aggregate.js";
export type { BonusState, BonusStatePeriod } from "./earned-aggregate.js";
export { accrue } from "./accrue.js";
export { settle } from "./settle.js";
export { nextBand } from "./next-band.js";
export type {
  Accrual,
  BonusAgreement,
  BonusNextBand,
  Earned,
  PeriodEarned,
  Settled,
  Settlement,
  TurnoverDocument,
} from "./model.js";
