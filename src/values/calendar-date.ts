/**
 * Calendar dates, by integer arithmetic on the proleptic Gregorian calendar: no time zone and
 * no `Date` takes part, so that no host can change an answer.
 *
 * Here: the door, the order, days. Months, quarters and years are in `month-arithmetic.ts` and
 * handed on here. Not here: instants (`instant.ts`), durations (`duration.ts`), periods
 * (`period.ts`).
 */
import { dayNumberOf, DAY_NUMBER_MAX, DAY_NUMBER_MIN, readCivil, yearOf } from "./civil-date.js";
import { fail } from "./errors.js";
import { civilInRange, expectDate, formatDay } from "./expect-date.js";
import { startDayOf, weekdayIndex } from "./month-arithmetic.js";
import { expectInteger } from "./plain.js";

export { datePartsOf, expectDate } from "./expect-date.js";
export {
  addMonths,
  addYears,
  daysInMonth,
  differenceInMonths,
  endOf,
  isLeapYear,
  startOf,
} from "./month-arithmetic.js";
export type { CalendarUnit, EndOfMonth, MonthOptions } from "./month-arithmetic.js";

/**
 * A day of the calendar, `"2026-11-23"`: years 0001 to 9999, in no time zone. Two dates compare
 * as their texts do.
 *
 * @since 0.1.0
 */
export type CalendarDate = string;

const DATE_LENGTH = 10;

/**
 * A calendar date, checked: by type, then length, then grammar (`YYYY-MM-DD`, ASCII digits),
 * then against the calendar.
 *
 * @throws ClienteleError `date.type` (numbers and Date objects are not taken), `limits.too_long`,
 * `date.format`, `date.invalid` (30 February)
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

/**
 * Whether a value is a calendar date.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isCalendarDate } from "clientele/values";
 *
 * assert.ok(isCalendarDate("2024-02-29"));
 * assert.ok(!isCalendarDate("2023-02-29"));
 * assert.ok(!isCalendarDate(20240229));
 * ```
 * @since 0.1.0
 */
export function isCalendarDate(value: unknown): value is CalendarDate {
  return typeof value === "string" && value.length === DATE_LENGTH && readCivil(value) > 0;
}

/**
 * Days from 1970-01-01 to a date; negative before.
 *
 * @throws ClienteleError `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { toDayNumber } from "clientele/values";
 *
 * assert.equal(toDayNumber("1970-01-02"), 1);
 * assert.equal(toDayNumber("0001-01-01"), -719162);
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
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fromDayNumber, toDayNumber } from "clientele/values";
 *
 * assert.equal(fromDayNumber(0), "1970-01-01");
 * assert.equal(fromDayNumber(toDayNumber("2026-11-23") + 7), "2026-11-30");
 * ```
 * @since 0.1.0
 */
export function fromDayNumber(dayNumber: number): CalendarDate {
  return formatDay(expectInteger(dayNumber, "dayNumber"), "dayNumber");
}

/**
 * −1, 0 or 1 as a is before, on or after b. Of dates that are checked already, `a < b` says
 * the same.
 *
 * @throws ClienteleError `date.*` with the path `a` or `b`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compareDates } from "clientele/values";
 *
 * const days = ["2026-11-23", "2025-01-31", "2026-02-28"];
 * assert.equal([...days].sort(compareDates)[0], "2025-01-31");
 * ```
 * @since 0.1.0
 */
export function compareDates(a: CalendarDate, b: CalendarDate): -1 | 0 | 1 {
  const difference = expectDate(a, "a") - expectDate(b, "b");
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/**
 * The earlier of two dates.
 *
 * @throws ClienteleError `date.*` with the path `a` or `b`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { earlierDate } from "clientele/values";
 *
 * assert.equal(earlierDate("2026-11-23", "2026-12-31"), "2026-11-23");
 * ```
 * @since 0.1.0
 */
export function earlierDate(a: CalendarDate, b: CalendarDate): CalendarDate {
  return compareDates(a, b) <= 0 ? a : b;
}

/**
 * The later of two dates.
 *
 * @throws ClienteleError `date.*` with the path `a` or `b`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { laterDate } from "clientele/values";
 *
 * assert.equal(laterDate("2026-11-23", "2026-12-31"), "2026-12-31");
 * ```
 * @since 0.1.0
 */
export function laterDate(a: CalendarDate, b: CalendarDate): CalendarDate {
  return compareDates(a, b) >= 0 ? a : b;
}

/**
 * The date a number of days later; earlier when negative.
 *
 * @throws ClienteleError `date.*`; `date.range` outside the years 0001 to 9999
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addDays } from "clientele/values";
 *
 * assert.equal(addDays("2024-02-28", 2), "2024-03-01");
 * assert.equal(addDays("2026-01-01", -1), "2025-12-31");
 * ```
 * @since 0.1.0
 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const day = dayNumberOf(expectDate(date, "date"));
  const moved = day + expectInteger(days, "days");
  if (moved < DAY_NUMBER_MIN || moved > DAY_NUMBER_MAX) {
    fail("date.range", "days", "days that stay in the years 0001 to 9999", days);
  }
  return formatDay(moved, "days");
}

/**
 * Days from one date to another, negative when `until` is before `from`.
 *
 * @throws ClienteleError `date.*` with the path `from` or `until`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { differenceInDays } from "clientele/values";
 *
 * assert.equal(differenceInDays("2024-02-28", "2024-03-01"), 2);
 * ```
 * @since 0.1.0
 */
export function differenceInDays(from: CalendarDate, until: CalendarDate): number {
  return dayNumberOf(expectDate(until, "until")) - dayNumberOf(expectDate(from, "from"));
}

/**
 * The day of the week: Monday is 1, Sunday is 7 (ISO 8601).
 *
 * @throws ClienteleError `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { dayOfWeek } from "clientele/values";
 *
 * assert.equal(dayOfWeek("2026-11-23"), 1);
 * ```
 * @since 0.1.0
 */
export function dayOfWeek(date: CalendarDate): number {
  return weekdayIndex(toDayNumber(date)) + 1;
}

/**
 * A week by ISO 8601: from Monday, and the first of a year is the one that holds 4 January.
 *
 * @since 0.1.0
 */
export interface IsoWeek {
  /** The year whose week it is; around New Year not always the year of the date. */
  readonly weekYear: number;
  /** 1 to 53. */
  readonly week: number;
}

/**
 * The ISO week of a date.
 *
 * @throws ClienteleError `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isoWeek } from "clientele/values";
 *
 * assert.deepEqual(isoWeek("2026-11-23"), { weekYear: 2026, week: 48 });
 * assert.deepEqual(isoWeek("2027-01-01"), { weekYear: 2026, week: 53 });
 * ```
 * @since 0.1.0
 */
export function isoWeek(date: CalendarDate): IsoWeek {
  // A week belongs to the year of its Thursday.
  const monday = startDayOf("week", expectDate(date, "date"));
  const thursday = civilInRange(monday + 3, "date");
  const newYear = startDayOf("year", thursday);
  return { weekYear: yearOf(thursday), week: Math.floor((monday + 3 - newYear) / 7) + 1 };
}
