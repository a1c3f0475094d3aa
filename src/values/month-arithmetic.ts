/**
 * Months, quarters and years: arithmetic that knows how long they are.
 *
 * Not here: days (`calendar-date.ts`), mixed lengths (`duration.ts`).
 */
import type { CalendarDate } from "./calendar-date.js";
import {
  dayNumberOf,
  dayOf,
  formatCivil,
  isLeap,
  lastDayOf,
  monthOf,
  packCivil,
  yearOf,
} from "./civil-date.js";
import { fail } from "./errors.js";
import { expectDate, formatDay } from "./expect-date.js";
import { at, expectInteger, expectOneOf, expectRecord } from "./plain.js";

/**
 * What to do with a day that the month arrived at does not have, and with the last of a month.
 *
 * - `clamp`: 31 January plus a month is the last of February; 28 February plus a month is 28
 *   March. The day of the anchor is kept wherever the month has it.
 * - `sticky`: the last of a month leads to the last of a month: 28 February (of a common year)
 *   plus a month is 31 March. This is the end-of-month rule of bonds and of many contracts.
 *
 * @since 0.1.0
 */
export type EndOfMonth = "clamp" | "sticky";

/** How months are added. @since 0.1.0 */
export interface MonthOptions {
  /** `clamp` unless named. */
  readonly endOfMonth?: EndOfMonth;
}

/** ISO week (from Monday), calendar month, calendar quarter or calendar year. @since 0.1.0 */
export type CalendarUnit = "week" | "month" | "quarter" | "year";

const UNITS: readonly CalendarUnit[] = ["week", "month", "quarter", "year"];
const MONTHS_IN: Readonly<Record<Exclude<CalendarUnit, "week">, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
};
const YEAR_MAX = 9999;
/** From one end of the calendar to the other. */
const MONTHS_MAX = YEAR_MAX * 12;
const NO_OPTIONS: MonthOptions = {};

/** Stands for every date before the year 0001. @internal */
export const BEFORE_CALENDAR = 0;
/** Stands for every date after the year 9999. @internal */
export const AFTER_CALENDAR: number = (YEAR_MAX + 1) * 512;

/**
 * Whether a year has a 29 February.
 *
 * @throws ClienteleError `schema.type` for what is no integer, `schema.range` outside 1 to 9999
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isLeapYear } from "clientele/values";
 *
 * assert.ok(isLeapYear(2024));
 * assert.ok(!isLeapYear(1900));
 * ```
 * @since 0.1.0
 */
export function isLeapYear(year: number): boolean {
  return isLeap(expectInteger(year, "year", 1, YEAR_MAX));
}

/**
 * Days of a month, 1 to 12, of a year, 1 to 9999.
 *
 * @throws ClienteleError `schema.type` for what is no integer, `schema.range`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { daysInMonth } from "clientele/values";
 *
 * assert.equal(daysInMonth(2024, 2), 29);
 * ```
 * @since 0.1.0
 */
export function daysInMonth(year: number, month: number): number {
  const inYear = expectInteger(year, "year", 1, YEAR_MAX);
  return lastDayOf(inYear, expectInteger(month, "month", 1, 12));
}

/** Demands options of month arithmetic; true for `sticky`. @internal */
export function expectSticky(options: MonthOptions | undefined, path = "options"): boolean {
  if (options === undefined) return false;
  const { endOfMonth } = expectRecord(options, path, ["endOfMonth"]);
  if (endOfMonth === undefined) return false;
  return expectOneOf(endOfMonth, at(path, "endOfMonth"), ["clamp", "sticky"]) === "sticky";
}

/**
 * A packed date, moved by months; {@link BEFORE_CALENDAR} or {@link AFTER_CALENDAR} where it
 * leaves the years 0001 to 9999.
 *
 * @internal
 */
export function shiftMonths(civil: number, months: number, isSticky: boolean): number {
  const year = yearOf(civil);
  const month = monthOf(civil);
  const day = dayOf(civil);
  const index = year * 12 + month - 1 + months;
  if (index < 12) return BEFORE_CALENDAR;
  if (index > MONTHS_MAX + 11) return AFTER_CALENDAR;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  if (day < 28) return packCivil(toYear, toMonth, day);
  const last = lastDayOf(toYear, toMonth);
  const isLast = isSticky && day === lastDayOf(year, month);
  return packCivil(toYear, toMonth, isLast || day > last ? last : day);
}

/** The same, refused (`date.range`) outside the calendar. @internal */
export function shiftMonthsInRange(
  civil: number,
  months: number,
  isSticky: boolean,
  path: string,
): number {
  const moved = shiftMonths(civil, months, isSticky);
  if (moved === BEFORE_CALENDAR || moved === AFTER_CALENDAR) {
    fail("date.range", path, "months that stay in the years 0001 to 9999", months);
  }
  return moved;
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
  options: MonthOptions = NO_OPTIONS,
): CalendarDate {
  const civil = expectDate(date, "date");
  const count = expectInteger(months, "months");
  return formatCivil(shiftMonthsInRange(civil, count, expectSticky(options), "months"));
}

/**
 * The date a number of years later, of twelve months each: 29 February becomes 28 February in
 * a common year.
 *
 * @throws ClienteleError `date.*`; `date.range` outside the years 0001 to 9999
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addYears } from "clientele/values";
 *
 * assert.equal(addYears("2024-02-29", 1), "2025-02-28");
 * assert.equal(addYears("2024-02-29", 4), "2028-02-29");
 * ```
 * @since 0.1.0
 */
export function addYears(
  date: CalendarDate,
  years: number,
  options: MonthOptions = NO_OPTIONS,
): CalendarDate {
  const civil = expectDate(date, "date");
  const count = expectInteger(years, "years");
  return formatCivil(shiftMonthsInRange(civil, count * 12, expectSticky(options), "years"));
}

/**
 * Whole months from one date to another: the largest number of months that, added to `from` by
 * {@link addMonths}, does not pass `until`; the same, negated, when `until` is before `from`.
 *
 * @throws ClienteleError `date.*` with the path `from` or `until`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { differenceInMonths } from "clientele/values";
 *
 * assert.equal(differenceInMonths("2026-01-15", "2026-04-14"), 2);
 * // 31 January plus a month is 28 February.
 * assert.equal(differenceInMonths("2026-01-31", "2026-02-28"), 1);
 * ```
 * @since 0.1.0
 */
export function differenceInMonths(from: CalendarDate, until: CalendarDate): number {
  const a = expectDate(from, "from");
  const b = expectDate(until, "until");
  return a <= b ? wholeMonths(a, b) : 0 - wholeMonths(b, a);
}

function wholeMonths(earlier: number, later: number): number {
  const years = yearOf(later) - yearOf(earlier);
  const months = years * 12 + monthOf(later) - monthOf(earlier);
  return shiftMonths(earlier, months, false) > later ? months - 1 : months;
}

/** The first day of the unit that a packed date is in, as a day number. @internal */
export function startDayOf(unit: CalendarUnit, civil: number): number {
  if (unit === "week") {
    const day = dayNumberOf(civil);
    return day - weekdayIndex(day);
  }
  const month = monthOf(civil);
  return dayNumberOf(packCivil(yearOf(civil), month - ((month - 1) % MONTHS_IN[unit]), 1));
}

/** The last day of the unit that a packed date is in, as a day number. @internal */
export function lastDayNumberOf(unit: CalendarUnit, civil: number): number {
  if (unit === "week") return startDayOf("week", civil) + 6;
  const year = yearOf(civil);
  const month = monthOf(civil);
  const last = month - ((month - 1) % MONTHS_IN[unit]) + MONTHS_IN[unit] - 1;
  return dayNumberOf(packCivil(year, last, lastDayOf(year, last)));
}

/** 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday. @internal */
export function weekdayIndex(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}

/** Demands the name of a calendar unit. @internal */
export function expectUnit(unit: unknown): CalendarUnit {
  return expectOneOf(unit, "unit", UNITS);
}

/**
 * The first day of the ISO week, month, calendar quarter or calendar year that a date is in.
 *
 * @throws ClienteleError `date.*`; `schema.value` for an unknown unit
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { startOf } from "clientele/values";
 *
 * assert.equal(startOf("quarter", "2026-11-23"), "2026-10-01");
 * assert.equal(startOf("week", "2026-11-29"), "2026-11-23");
 * ```
 * @since 0.1.0
 */
export function startOf(unit: CalendarUnit, date: CalendarDate): CalendarDate {
  return formatDay(startDayOf(expectUnit(unit), expectDate(date, "date")), "date");
}

/**
 * The last day of the ISO week, month, calendar quarter or calendar year that a date is in.
 *
 * @throws ClienteleError `date.*`; `schema.value` for an unknown unit
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { endOf } from "clientele/values";
 *
 * assert.equal(endOf("month", "2024-02-10"), "2024-02-29");
 * assert.equal(endOf("year", "2026-11-23"), "2026-12-31");
 * ```
 * @since 0.1.0
 */
export function endOf(unit: CalendarUnit, date: CalendarDate): CalendarDate {
  return formatDay(lastDayNumberOf(expectUnit(unit), expectDate(date, "date")), "date");
}
