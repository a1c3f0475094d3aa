/** What a client is worth: spend, lifetime value, discounting. */
export { continuousDiscountRate, discountRatePerPeriod } from "./discount.js";
export { markovClv } from "./markov.js";
export type { MarkovClvRow, MarkovClvState, MarkovClvTerms } from "./markov.js";
export { retentionClv } from "./retention.js";
export type {
  KnownRetentionClv,
  RetentionTerms,
  UnknownRetentionClv,
} from "./retention.js";
export type { AmountOptions } from "./settle.js";
