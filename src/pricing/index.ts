/** Pricing: policies as data, quotes with a waterfall that adds up. */
export { compilePolicy } from "./compile.js";
export type { PricingPlan } from "./compile.js";
export { quote } from "./quote.js";
export type { QuoteOptions } from "./quote.js";
export { explain } from "./explain.js";
export type * from "./model.js";
