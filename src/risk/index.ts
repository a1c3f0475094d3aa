/**
 * Risk: can we trust the client, with every reason on the table.
 *
 * @module
 */
export type { Absence, AbsenceCode, AbsentMeasure, KnownMeasure, Measure } from "./measure.js";
export * from "./monitoring/index.js";
