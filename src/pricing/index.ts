/** Pricing: policies as data, quotes with a waterfall that adds up. */
export { compilePolicy } from "./compile.js";
export type { PricingPlan } from "./compile.js";
export { quote } from "./quote.js";
export type { QuoteOptions } from "./quote.js";
export { explain } from "./explain.js";
export type {
  ConditionRecord,
  KeyField,
  OrderLine,
  PricingOrder,
  PricingPolicy,
  PricingStep,
  Quote,
  QuoteLine,
  RecordKey,
  RecordScale,
  RecordValue,
  RejectedRecord,
  TriedKey,
  WaterfallEntry,
} from "./model.js";
