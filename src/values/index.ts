/**
 * Values: money, decimals, rates, quantities, dates, errors: the ground floor of clientele.
 *
 * @module
 */
export { ClienteleError, isClienteleError, ISSUES_MAX, quote } from "./errors.js";
export type { Issue } from "./errors.js";
export type { Json, Refusal, Refused } from "./refusal.js";
export { DEPTH_MAX, DIGITS_MAX, IDENTIFIER_LENGTH_MAX, ITEMS_MAX, KEYS_MAX, TEXT_LENGTH_MAX } from "./limits.js";
export { roundingModes } from "./rounding.js";
export type { RoundingMode } from "./rounding.js";
export {
  addDecimals,
  compareDecimals,
  decimal,
  divideDecimals,
  formatDecimal,
  isDecimalText,
  logarithmDecimal,
  multiplyDecimals,
  negateDecimal,
  powerDecimal,
  roundDecimal,
  subtractDecimals,
} from "./decimal.js";
export type { DecimalInput, DecimalRounding, DecimalText } from "./decimal.js";
export { aggregateViolations, foldAggregate } from "./aggregate.js";
export type { Aggregate, AggregateViolation } from "./aggregate.js";
