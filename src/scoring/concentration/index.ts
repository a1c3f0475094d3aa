/** How much depends on how few. */
export { abc } from "./abc.js";
export type { AbcClass, AbcClassSummary, AbcOptions, AbcRow, AbcTable, ValueOf } from "./abc.js";
export { concentration } from "./concentration.js";
export type { Concentration, LorenzPoint, NoConcentration } from "./concentration.js";
