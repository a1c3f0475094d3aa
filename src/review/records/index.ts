/** Master records: quality, identifiers, duplicates, merging. */
export { companyName } from "./company-name.js";
export type { CompanyName } from "./company-name.js";
export type { DuplicateOptions, EvidenceWeights } from "./duplicate-options.js";
export { findDuplicates } from "./find-duplicates.js";
export { identifierCheck } from "./identifier-check.js";
export type {
  IdentifierCheck,
  IdentifierKind,
  IdentifierRefusalCode,
  IdentifierValue,
  InvalidIdentifier,
  ValidIdentifier,
} from "./identifier-check.js";
export { jaroWinkler } from "./jaro-winkler.js";
export { legalForms } from "./legal-forms.js";
export type { LegalForm } from "./legal-forms.js";
export type {
  AccountRecord,
  DuplicateCluster,
  DuplicateEvidence,
  DuplicateFields,
  DuplicatePair,
  DuplicateReport,
  EvidenceCode,
  ReducedBlock,
} from "./model.js";
export { proposeMerge } from "./propose-merge.js";
export type {
  MergedField,
  MergeOptions,
  MergeProposal,
  MergeRule,
  SourcedValue,
} from "./propose-merge.js";
export { compileQualityPolicy } from "./quality-policy.js";
export type { FieldForm, FieldRule, QualityPlan, QualityPolicy } from "./quality-policy.js";
export { recordQuality } from "./record-quality.js";
export type { FieldFinding, FieldState, RecordQuality } from "./record-quality.js";
