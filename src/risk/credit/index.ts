/** How much credit, and whether to deliver. */
export { creditDecision } from "./decision.js";
export { creditLimit } from "./limit.js";
export type {
  CheckConsequence,
  CreditAnswer,
  CreditApproval,
  CreditDecision,
  CreditExposure,
  CreditLimit,
  CreditPolicy,
  CreditRequest,
  ExposureItem,
  ExposureParts,
  FailedCheck,
  LimitFacts,
  LimitRule,
  OpenOrder,
} from "./model.js";
export { compileCreditPolicy } from "./policy.js";
export type { CreditPlan } from "./policy.js";
