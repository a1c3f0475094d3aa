/**
 * Risk: can we trust the client, with every reason on the table.
 *
 * @module
 */
export type { Absence, AbsenceCode, AbsentMeasure, KnownMeasure, Measure } from "./measure.js";
export { evidenceOf, missing, notApplicable, present } from "./evidence.js";
export type {
  Evidence,
  EvidenceSet,
  MissingEvidence,
  NotApplicableEvidence,
  PresentEvidence,
} from "./evidence.js";
export * from "./assessment/index.js";
export * from "./credit/index.js";
export * from "./financial/index.js";
export * from "./loss/index.js";
export * from "./monitoring/index.js";
export * from "./payment/index.js";
export * from "./scorecard/index.js";
export * from "./warning-signs/index.js";
