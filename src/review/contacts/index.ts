/** Contacts: who is to hear from us, when and how; who did in time. */
export { contactDiscipline } from "./contact-discipline.js";
export type {
  ContactDiscipline,
  Discipline,
  DisciplineOptions,
  ManagerDiscipline,
} from "./contact-discipline.js";
export { contactPlan } from "./contact-plan.js";
export { compileContactPolicy, contactFacts } from "./contact-policy.js";
export type { CompiledContactPolicy } from "./contact-policy.js";
export type {
  CadenceRule,
  Campaign,
  CampaignMatch,
  Consent,
  ContactAccount,
  ContactMade,
  ContactPlanResult,
  ContactPolicy,
  DayLoad,
  DelayCode,
  NoContactCode,
  NoContactReason,
  NotContacted,
  PlannedContact,
  QuietPeriod,
  SuppressionCode,
  WantedContact,
} from "./model.js";
