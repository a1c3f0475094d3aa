/**
 * Values: money, decimals, rates, quantities, dates, errors: the ground floor of clientele.
 *
 * @module
 */
export { ClienteleError, isClienteleError, ISSUES_MAX, quote } from "./errors.js";
export type { Issue } from "./errors.js";
export type { Json, Refusal, Refused } from "./refusal.js";
export {
  DEPTH_MAX,
  DIGITS_MAX,
  IDENTIFIER_LENGTH_MAX,
  ITEMS_MAX,
  KEYS_MAX,
  TEXT_LENGTH_MAX,
} from "./limits.js";
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
export {
  addDays,
  addMonths,
  addYears,
  calendarDate,
  compareDates,
  dayOfWeek,
  daysInMonth,
  differenceInDays,
  differenceInMonths,
  earlierDate,
  endOf,
  fromDayNumber,
  isCalendarDate,
  isLeapYear,
  isoWeek,
  laterDate,
  startOf,
  toDayNumber,
} from "./calendar-date.js";
export type {
  CalendarDate,
  CalendarUnit,
  EndOfMonth,
  IsoWeek,
  MonthOptions,
} from "./calendar-date.js";
export {
  addMilliseconds,
  compareInstants,
  dateOf,
  differenceInMilliseconds,
  epochMilliseconds,
  instant,
  instantFromEpochMilliseconds,
  isInstant,
  startOfDate,
} from "./instant.js";
export type { Instant, OffsetOptions } from "./instant.js";
export { addDuration, addDurationToInstant, formatDuration, parseDuration } from "./duration.js";
export type { Duration, DurationParts } from "./duration.js";
export {
  calendarPeriod,
  calendarPeriods,
  containsDate,
  daysIn,
  intersectPeriods,
  period,
  periodContaining,
  periodsOverlap,
  rollingPeriod,
  subPeriods,
} from "./period.js";
export type { ClosedPeriod, Period } from "./period.js";
export {
  addBusinessDays,
  businessDaysBetween,
  compileBusinessCalendar,
  isBusinessDay,
  rollToBusinessDay,
} from "./business-days.js";
export type { BusinessCalendar, BusinessCalendarPlan, RollConvention } from "./business-days.js";
export { dayCount, exactYearFraction, yearFraction } from "./day-count.js";
export type { DayCountConvention, YearFraction } from "./day-count.js";
export { currencyCodes, currencyTable, minorUnitsOf } from "./currency.js";
export type { CurrencyCode, CurrencyTable } from "./currency.js";
export { formatMoney, fromMinorUnits, minorUnits, money, parseMoney, zero } from "./money.js";
export {
  absolute,
  add,
  divide,
  multiply,
  negate,
  ratio,
  subtract,
  sum,
} from "./money-arithmetic.js";
export type { RatioOptions } from "./money-arithmetic.js";
export {
  compare,
  equals,
  isNegative,
  isPositive,
  isZero,
  maximum,
  minimum,
} from "./money-order.js";
export type { Money, MoneyOptions, MoneyRounding, RoundingOptions } from "./money.js";
export {
  extendPrice,
  pricePerUnit,
  roundMoney,
  UNIT_PRICE_SCALE_MAX,
  unitPrice,
} from "./unit-price.js";
export type { ExtendOptions, UnitPrice } from "./unit-price.js";
export { allocate, split } from "./allocate.js";
export type { AllocationMode, AllocationOptions, SplitOptions } from "./allocate.js";
export { roundToCash } from "./cash-rounding.js";
export type { CashRounding } from "./cash-rounding.js";
export { convert, convertBy, exchangeRate, findRate } from "./exchange.js";
export type { ExchangeOptions, ExchangeRate } from "./exchange.js";
export { percent, rate, toPercent } from "./rate.js";
export type { Rate, RateBounds } from "./rate.js";
export {
  addQuantities,
  compareQuantities,
  convertQuantity,
  multiplyQuantity,
  quantity,
  subtractQuantities,
} from "./quantity.js";
export type { ConversionOptions, Quantity, UnitConversion } from "./quantity.js";
export { aggregateViolations, foldAggregate } from "./aggregate.js";
export type { Aggregate, AggregateViolation } from "./aggregate.js";
