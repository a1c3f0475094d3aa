/**
 * Loyalty: programmes as data and a points ledger that never loses a point.
 *
 * @module
 */
export { compileProgramme } from "./compile.js";
export type { ProgrammePlan } from "./compile.js";
export { decide, newMember } from "./decide.js";
export { evolve } from "./evolve.js";
export { fold } from "./fold.js";
export { standing } from "./standing.js";
export type { Standing, TierStanding, WalletStanding } from "./standing.js";
export type { Keyed } from "./keyed.js";
export type { Chunks } from "./ordered.js";
export type * from "./model.js";
