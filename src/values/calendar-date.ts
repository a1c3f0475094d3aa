/**
 * Calendar dates, by integer arithmetic on the proleptic Gregorian calendar: no time zone and
 * no `Date` takes part, so that no host can change an answer.
 *
 * Not here: instants (`instant.ts`), durations (`duration.ts`), periods (`period.ts`).
 */
import { fail } from "./errors.js";
import { at, expectInteger } from "./plain.js";

/**
 * A day of the calendar, `"2026-11-23"`: years 0001 to 9999, in no time zone. Two dates compare
 * as their texts do.
 *
 * @since 0.1.0
 */
export type CalendarDate = string;

/** A date in parts. @internal */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const LENGTH = 10;
const TEXT_LENGTH_MAX = 64;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_OFFSET = 719_468;
const DAYS_IN_ERA = 146_097;
const DAY_NUMBER_MIN = -719_162;
const DAY_NUMBER_MAX = 2_932_896;
const MONTH_LENGTHS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a year has a 29 February. @since 0.1.0 */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days of a month, 1 to 12, of a year. @since 0.1.0 */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function digitsAt(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Reads the date at the head of a text: −1 where the grammar or the calendar refuses it. */
function readDay(text: string): DateParts | "format" | "invalid" {
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  if (year < 0 || month < 0 || day < 0 || text[4] !== "-" || text[7] !== "-") return "format";
  if (year < 1 || month < 1 || month > 12 || day < 1) return "invalid";
  return day > daysInMonth(year, month) ? "invalid" : { year, month, day };
}

/** The parts of the date at the head of a text, refused with a path. @internal */
export function datePartsOf(text: string, path: string): DateParts {
  const parts = readDay(text);
  if (parts === "format") return fail("date.format", path, "a date such as 2026-11-23", text);
  if (parts === "invalid") return fail("date.invalid", path, "a day of the calendar", text);
  return parts;
}

/**
 * The parts of a calendar date: type, then length, then grammar, then the calendar.
 *
 * @internal
 */
export function expectDate(value: unknown, path: string): DateParts {
  if (typeof value !== "string") return fail("date.type", path, "a date as text", value);
  if (value.length > TEXT_LENGTH_MAX) {
    return fail("limits.too_long", path, `at most ${String(TEXT_LENGTH_MAX)} characters`, value);
  }
  if (value.length !== LENGTH) return fail("date.format", path, "a date such as 2026-11-23", value);
  return datePartsOf(value, path);
}

/**
 * A calendar date, checked.
 *
 * @throws ClienteleError `date.type` (numbers and Date objects are not taken), `date.format`,
 * `date.invalid` (30 February), `limits.too_long`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { calendarDate } from "clientele/values";
 *
 * assert.equal(calendarDate("2024-02-29"), "2024-02-29");
 * assert.throws(() => calendarDate("2026-02-30"), { code: "date.invalid", path: "date" });
 * assert.throws(() => calendarDate("23/11/2026"), { code: "date.format" });
 * ```
 * @since 0.1.0
 */
export function calendarDate(value: string, path = "date"): CalendarDate {
  expectDate(value, path);
  return value;
}

/** Whether a value is a calendar date. @since 0.1.0 */
export function isCalendarDate(value: unknown): value is CalendarDate {
  return typeof value === "string" && value.length === LENGTH && typeof readDay(value) === "object";
}

/**
 * Days from 1970-01-01 of a date in parts (H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", days_from_civil): the year begins in March, so that the leap day is its last.
 *
 * @internal
 */
export function dayNumberOf({ year, month, day }: DateParts): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - EPOCH_OFFSET;
}

/** The inverse of {@link dayNumberOf}. @internal */
export function partsOfDayNumber(dayNumber: number): DateParts {
  const shifted = dayNumber + EPOCH_OFFSET;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

/** Text of a date in parts, refused (`date.range`) outside the years 0001 to 9999. @internal */
export function formatDateParts({ year, month, day }: DateParts, path: string): CalendarDate {
  if (year < 1 || year > 9999) fail("date.range", path, "a year from 0001 to 9999", year);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/**
 * Days from 1970-01-01 to a date; negative before.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fromDayNumber, toDayNumber } from "clientele/values";
 *
 * assert.equal(toDayNumber("1970-01-02"), 1);
 * assert.equal(fromDayNumber(toDayNumber("2026-11-23") + 7), "2026-11-30");
 * ```
 * @since 0.1.0
 */
export function toDayNumber(date: CalendarDate, path = "date"): number {
  return dayNumberOf(expectDate(date, path));
}

/**
 * The date that lies a number of days from 1970-01-01.
 *
 * @throws ClienteleError `schema.type` for what is no integer, `date.range` outside the years
 * 0001 to 9999
 * @since 0.1.0
 */
export function fromDayNumber(dayNumber: number): CalendarDate {
  const days = expectInteger(dayNumber, "dayNumber");
  if (days < DAY_NUMBER_MIN || days > DAY_NUMBER_MAX) {
    fail("date.range", "dayNumber", "a day of the years 0001 to 9999", dayNumber);
  }
  return formatDateParts(partsOfDayNumber(days), "dayNumber");
}

/** −1, 0 or 1 as a is before, on or after b. @since 0.1.0 */
export function compareDates(a: CalendarDate, b: CalendarDate): -1 | 0 | 1 {
  expectDate(a, "a");
  expectDate(b, "b");
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The earlier of two dates. @since 0.1.0 */
export function earlierDate(a: CalendarDate, b: CalendarDate): CalendarDate {
  return compareDates(a, b) <= 0 ? a : b;
}

/** The later of two dates. @since 0.1.0 */
export function laterDate(a: CalendarDate, b: CalendarDate): CalendarDate {
  return compareDates(a, b) >= 0 ? a : b;
}

/**
 * The date a number of days later; earlier when negative.
 *
 * @throws ClienteleError `date.*`; `date.range` outside the years 0001 to 9999
 * @since 0.1.0
 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(toDayNumber(date) + expectInteger(days, "days"));
}

/** Days from one date to another, negative when `until` is before `from`. @since 0.1.0 */
export function differenceInDays(from: CalendarDate, until: CalendarDate): number {
  return toDayNumber(until, "until") - toDayNumber(from, "from");
}

/** Monday is 1, Sunday is 7 (ISO 8601). @since 0.1.0 */
export function dayOfWeek(date: CalendarDate): number {
  return isoWeekday(toDayNumber(date));
}

/** Day of the week of a day number: 1970-01-01 was a Thursday. @internal */
export function isoWeekday(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/**
 * What to do with a day that the month arrived at does not have, and with the last of a month.
 *
 * - `clamp`: 31 January plus a month is the last of February; 28 February plus a month is 28 March.
 * - `sticky`: the last of a month leads to the last of a month: 28 February (of a common year)
 *   plus a month is 31 March.
 *
 * @since 0.1.0
 */
export type EndOfMonth = "clamp" | "sticky";

/** How months are added. @since 0.1.0 */
export interface MonthOptions {
  /** `clamp` unless named. */
  readonly endOfMonth?: EndOfMonth;
}

/**
 * The date a number of months later; earlier when negative. For a series, always add to its
 * first date (the anchor): adding a month twice to 31 January gives 29 March, adding two
 * months gives 31 March.
 *
 * @throws ClienteleError `date.*`; `date.range` outside the years 0001 to 9999
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addMonths } from "clientele/values";
 *
 * assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
 * assert.equal(addMonths("2024-01-31", 2), "2024-03-31");
 * assert.equal(addMonths("2023-02-28", 1, { endOfMonth: "sticky" }), "2023-03-31");
 * ```
 * @since 0.1.0
 */
export function addMonths(
  date: CalendarDate,
  months: number,
  { endOfMonth = "clamp" }: MonthOptions = {},
): CalendarDate {
  const { year, month, day } = expectDate(date, "date");
  if (endOfMonth !== "clamp" && endOfMonth !== "sticky") {
    fail("schema.value", "endOfMonth", "clamp or sticky", endOfMonth);
  }
  const index = year * 12 + month - 1 + expectInteger(months, "months", -240_000, 240_000);
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  const last = daysInMonth(toYear, toMonth);
  const isLast = endOfMonth === "sticky" && day === daysInMonth(year, month);
  return formatDateParts({ year: toYear, month: toMonth, day: isLast || day > last ? last : day }, "months");
}

/** The date a number of years later: twelve months each. @since 0.1.0 */
export function addYears(date: CalendarDate, years: number, options?: MonthOptions): CalendarDate {
  return addMonths(date, expectInteger(years, "years", -20_000, 20_000) * 12, options);
}

/**
 * Whole months from one date to another: the largest number of months that, added to `from`,
 * does not pass `until`; negative when `until` is before `from`.
 *
 * @since 0.1.0
 */
export function differenceInMonths(from: CalendarDate, until: CalendarDate): number {
  if (compareDates(from, until) > 0) return 0 - differenceInMonths(until, from);
  const a = expectDate(from, "from");
  const b = expectDate(until, "until");
  const months = (b.year - a.year) * 12 + b.month - a.month;
  const last = daysInMonth(b.year, b.month);
  // 31 January to 28 February is a month, as 31 January plus a month is 28 February.
  return b.day >= Math.min(a.day, last) ? months : months - 1;
}

/** A month, quarter or year. @since 0.1.0 */
export type CalendarUnit = "month" | "quarter" | "year";

const MONTHS_IN: Readonly<Record<CalendarUnit, number>> = { month: 1, quarter: 3, year: 12 };

function monthsIn(unit: CalendarUnit): number {
  if (!Object.hasOwn(MONTHS_IN, unit)) fail("schema.value", "unit", "month, quarter or year", unit);
  return MONTHS_IN[unit];
}

/**
 * The first day of the month, calendar quarter or calendar year that a date is in.
 *
 * @since 0.1.0
 */
export function startOf(unit: CalendarUnit, date: CalendarDate): CalendarDate {
  const { year, month } = expectDate(date, "date");
  const length = monthsIn(unit);
  return formatDateParts({ year, month: month - ((month - 1) % length), day: 1 }, at("date", "month"));
}

/**
 * The last day of the month, calendar quarter or calendar year that a date is in.
 *
 * @since 0.1.0
 */
export function endOf(unit: CalendarUnit, date: CalendarDate): CalendarDate {
  const { year, month } = expectDate(date, "date");
  const length = monthsIn(unit);
  const last = month - ((month - 1) % length) + length - 1;
  return formatDateParts({ year, month: last, day: daysInMonth(year, last) }, "date");
}
