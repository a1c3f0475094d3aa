/** Warning signs: the register, its application, ready-made signs. */
export { compileWarningSigns, warningSigns } from "./evaluate.js";
export type { WarningSignOptions, WarningSignPlan } from "./evaluate.js";
export type {
  RaisedSign,
  Severity,
  SignStage,
  UnknownSign,
  WarningSign,
  WarningSignRegister,
  WarningSignReport,
} from "./model.js";
export { orderBehaviourSigns } from "./order-behaviour.js";
export { starterWarningSigns } from "./starter-register.js";
