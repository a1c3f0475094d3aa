/**
 * Periods of calendar dates, half-open: `until` is the first day that is not in it.
 */
import { addDays, addMonths, compareDates, differenceInDays, endOf, expectDate, startOf } from "./calendar-date.js";
import type { CalendarDate, CalendarUnit } from "./calendar-date.js";
import { parseDuration } from "./duration.js";
import type { Duration } from "./duration.js";
import { fail } from "./errors.js";
import { at, expectRecord } from "./plain.js";

/**
 * A half-open period: from its first day to the day before `until`; without `until`, for ever.
 *
 * @since 0.1.0
 */
export interface Period {
  readonly from: CalendarDate;
  /** First day after the period; absent when it is open. */
  readonly until?: CalendarDate;
}

/** A period that ends. @since 0.1.0 */
export interface ClosedPeriod extends Period {
  readonly until: CalendarDate;
}

const PERIODS_MAX = 100_000;

/**
 * A period, checked. One that ends on the day it begins is empty and refused.
 *
 * @throws ClienteleError `date.*` with the path of the date, `date.range_reversed` when `until`
 * is not after `from`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { containsDate, period } from "clientele/values";
 *
 * const year = period({ from: "2026-01-01", until: "2027-01-01" });
 * assert.ok(containsDate(year, "2026-12-31"));
 * assert.ok(!containsDate(year, "2027-01-01"));
 * assert.throws(() => period({ from: "2026-12-31", until: "2026-01-01" }), {
 *   code: "date.range_reversed",
 *   path: "period.until",
 * });
 * ```
 * @since 0.1.0
 */
export function period<P extends Period>(value: P, path = "period"): P {
  const { from, until } = expectRecord(value, path, ["from", "until"]);
  expectDate(from, at(path, "from"));
  if (until === undefined) return value;
  expectDate(until, at(path, "until"));
  if (value.until !== undefined && value.until <= value.from) {
    fail("date.range_reversed", at(path, "until"), "a day after the first", until);
  }
  return value;
}

/** Whether a day is in a period. @since 0.1.0 */
export function containsDate(within: Period, date: CalendarDate): boolean {
  expectDate(date, "date");
  return date >= within.from && (within.until === undefined || date < within.until);
}

/** Whether two periods have a day in common. @since 0.1.0 */
export function periodsOverlap(a: Period, b: Period): boolean {
  return (
    (a.until === undefined || b.from < a.until) && (b.until === undefined || a.from < b.until)
  );
}

/** The days that two periods have in common; null where there are none. @since 0.1.0 */
export function intersectPeriods(a: Period, b: Period): Period | null {
  if (!periodsOverlap(a, b)) return null;
  const from = a.from > b.from ? a.from : b.from;
  if (a.until === undefined) return b.until === undefined ? { from } : { from, until: b.until };
  if (b.until === undefined) return { from, until: a.until };
  return { from, until: a.until < b.until ? a.until : b.until };
}

/** Days of a period that ends. @since 0.1.0 */
export function daysIn(within: ClosedPeriod): number {
  return differenceInDays(within.from, within.until);
}

/**
 * The month, calendar quarter or calendar year that a date is in.
 *
 * @since 0.1.0
 */
export function calendarPeriod(unit: CalendarUnit, date: CalendarDate): ClosedPeriod {
  return { from: startOf(unit, date), until: addDays(endOf(unit, date), 1) };
}

/**
 * The period that ends with a day, that day included, and is a duration long: a rolling window.
 *
 * @since 0.1.0
 */
export function rollingPeriod(lastDay: CalendarDate, length: Duration): ClosedPeriod {
  const { months, days, milliseconds } = parseDuration(length, "length");
  if (milliseconds !== 0 || months < 0 || days < 0 || months + days === 0) {
    fail("duration.range", "length", "a duration of one day or longer, in whole days", length);
  }
  const until = addDays(lastDay, 1);
  return { from: addDays(addMonths(until, -months), -days), until };
}

/**
 * Cuts a period into parts of equal length, counted from its first day (or from `anchor`, as
 * for a contract year that began earlier), each boundary computed on the anchor so that a
 * 31st does not drift. The parts tile the period: the first and the last may be shorter.
 *
 * @throws ClienteleError `duration.range` for a length of no whole days, `limits.too_many`
 * beyond 100 000 parts
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { subPeriods } from "clientele/values";
 *
 * const halves = subPeriods({ from: "2026-01-01", until: "2027-01-01" }, "P6M");
 * assert.deepEqual(halves, [
 *   { from: "2026-01-01", until: "2026-07-01" },
 *   { from: "2026-07-01", until: "2027-01-01" },
 * ]);
 * ```
 * @since 0.1.0
 */
export function subPeriods(
  whole: ClosedPeriod,
  length: Duration,
  anchor: CalendarDate = whole.from,
): readonly ClosedPeriod[] {
  period(whole);
  const { months, days, milliseconds } = parseDuration(length, "length");
  if (milliseconds !== 0 || months < 0 || days < 0 || months + days === 0) {
    fail("duration.range", "length", "a duration of one day or longer, in whole days", length);
  }
  const boundary = (index: number): CalendarDate =>
    addDays(addMonths(anchor, months * index), days * index);
  const parts: ClosedPeriod[] = [];
  let index = firstIndex(anchor, whole.from, months, days, boundary);
  let from = whole.from;
  while (from < whole.until) {
    index += 1;
    const next = boundary(index);
    if (next <= from) continue;
    const until = next < whole.until ? next : whole.until;
    parts.push({ from, until });
    if (parts.length > PERIODS_MAX) fail("limits.too_many", "length", "at most 100000 parts", length);
    from = until;
  }
  return parts;
}

/** The last boundary that is not after the first day: by estimate, then by steps. */
function firstIndex(
  anchor: CalendarDate,
  from: CalendarDate,
  months: number,
  days: number,
  boundary: (index: number) => CalendarDate,
): number {
  const lengthDays = months * 30.436875 + days;
  let index = Math.floor(differenceInDays(anchor, from) / lengthDays);
  while (compareDates(boundary(index), from) > 0) index -= 1;
  while (compareDates(boundary(index + 1), from) <= 0) index += 1;
  return index;
}
