/**
 * How time is cut: calendar periods, contract periods that recur on an anchor, rolling windows.
 *
 * Not here: what a period is (`period.ts`).
 */
import type { CalendarDate } from "./calendar-date.js";
import { dayNumberOf } from "./civil-date.js";
import { expectWholeDays } from "./duration.js";
import type { Duration } from "./duration.js";
import { fail } from "./errors.js";
import { expectDate, formatDay } from "./expect-date.js";
import { expectClosedPeriod } from "./expect-period.js";
import {
  AFTER_CALENDAR,
  BEFORE_CALENDAR,
  expectSticky,
  expectUnit,
  lastDayNumberOf,
  shiftMonths,
  shiftMonthsInRange,
  startDayOf,
} from "./month-arithmetic.js";
import type { CalendarUnit, MonthOptions } from "./month-arithmetic.js";
import type { ClosedPeriod } from "./period.js";

const PERIODS_MAX = 100_000;
/** 146 097 days in 4800 months. */
const DAYS_A_MONTH = 30.436875;

/** A series of boundaries: the anchor, moved by multiples of a length. */
interface Series {
  readonly anchor: number;
  readonly months: number;
  readonly days: number;
  readonly isSticky: boolean;
}

/** Day number of a boundary; infinite where it leaves the calendar. */
function boundaryOf({ anchor, months, days, isSticky }: Series, index: number): number {
  const civil = shiftMonths(anchor, months * index, isSticky);
  if (civil === BEFORE_CALENDAR) return -Infinity;
  if (civil === AFTER_CALENDAR) return Infinity;
  return dayNumberOf(civil) + days * index;
}

/** Index of the last boundary that is not after a day: by estimate, then by a few steps. */
function indexAt(series: Series, day: number): number {
  const length = series.months * DAYS_A_MONTH + series.days;
  let index = Math.floor((day - dayNumberOf(series.anchor)) / length);
  while (boundaryOf(series, index) > day) index -= 1;
  while (boundaryOf(series, index + 1) <= day) index += 1;
  return index;
}

function seriesOf(
  anchor: CalendarDate,
  length: Duration,
  options: MonthOptions | undefined,
): Series {
  const civil = expectDate(anchor, "anchor");
  const { months, days } = expectWholeDays(length, "length");
  return { anchor: civil, months, days, isSticky: expectSticky(options) };
}

/** The parts into which a series cuts the days from the first to the one before the last. */
function cut(series: Series, first: number, end: number): readonly ClosedPeriod[] {
  let index = indexAt(series, first);
  const parts: ClosedPeriod[] = [];
  for (let from = first; from < end;) {
    index += 1;
    const until = Math.min(boundaryOf(series, index), end);
    parts.push({ from: formatDay(from, "period.from"), until: formatDay(until, "period.until") });
    from = until;
  }
  return parts;
}

/**
 * Cuts a period into parts of equal length, counted from its first day (or from `anchor`, as
 * for a contract year that began earlier), each boundary computed on the anchor so that a
 * 31st does not drift. The parts tile the period: the first and the last may be shorter.
 * O(parts).
 *
 * @throws ClienteleError `date.*`, `duration.*`; `duration.range` for a length of no whole
 * days; `limits.too_many` beyond 100 000 parts
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { subPeriods } from "clientele/values";
 *
 * const year = { from: "2026-01-01", until: "2027-01-01" };
 * assert.deepEqual(subPeriods(year, "P6M"), [
 *   { from: "2026-01-01", until: "2026-07-01" },
 *   { from: "2026-07-01", until: "2027-01-01" },
 * ]);
 * // Contract years that begin on 1 April.
 * assert.deepEqual(
 *   subPeriods(year, "P1Y", "2020-04-01").map((part) => part.from),
 *   ["2026-01-01", "2026-04-01"],
 * );
 * ```
 * @since 0.1.0
 */
export function subPeriods(
  whole: ClosedPeriod,
  length: Duration,
  anchor?: CalendarDate,
  options?: MonthOptions,
): readonly ClosedPeriod[] {
  expectClosedPeriod(whole, "period");
  const series = seriesOf(anchor ?? whole.from, length, options);
  const first = dayNumberOf(expectDate(whole.from, "period.from"));
  const end = dayNumberOf(expectDate(whole.until, "period.until"));
  // Refused before any work: the count is known beforehand, but for the last part or two.
  const parts = (end - first) / (series.months * DAYS_A_MONTH + series.days);
  if (parts > PERIODS_MAX) {
    fail("limits.too_many", "length", `at most ${String(PERIODS_MAX)} parts`, length);
  }
  return cut(series, first, end);
}

/**
 * The part of a series of equal periods that a date lies in: the contract year, the settlement
 * quarter. The series runs both ways from the anchor. O(1).
 *
 * @throws ClienteleError `date.*`, `duration.*`; `date.range` where the part leaves the years
 * 0001 to 9999
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { periodContaining } from "clientele/values";
 *
 * assert.deepEqual(periodContaining("2026-11-23", "P1Y", "2020-04-01"), {
 *   from: "2026-04-01",
 *   until: "2027-04-01",
 * });
 * ```
 * @since 0.1.0
 */
export function periodContaining(
  date: CalendarDate,
  length: Duration,
  anchor: CalendarDate,
  options?: MonthOptions,
): ClosedPeriod {
  const day = dayNumberOf(expectDate(date, "date"));
  const series = seriesOf(anchor, length, options);
  const index = indexAt(series, day);
  return {
    from: formatDay(boundaryOf(series, index), "date"),
    until: formatDay(boundaryOf(series, index + 1), "date"),
  };
}

/**
 * The ISO week, month, calendar quarter or calendar year that a date is in.
 *
 * @throws ClienteleError `date.*`; `schema.value` for an unknown unit; `date.range` where its
 * end leaves the year 9999
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { calendarPeriod } from "clientele/values";
 *
 * assert.deepEqual(calendarPeriod("quarter", "2026-11-23"), {
 *   from: "2026-10-01",
 *   until: "2027-01-01",
 * });
 * ```
 * @since 0.1.0
 */
export function calendarPeriod(unit: CalendarUnit, date: CalendarDate): ClosedPeriod {
  const known = expectUnit(unit);
  const civil = expectDate(date, "date");
  return {
    from: formatDay(startDayOf(known, civil), "date"),
    until: formatDay(lastDayNumberOf(known, civil) + 1, "date"),
  };
}

const LENGTH_OF: Readonly<Record<CalendarUnit, Duration>> = {
  week: "P1W",
  month: "P1M",
  quarter: "P3M",
  year: "P1Y",
};

/**
 * Cuts a period at the boundaries of ISO weeks, months, calendar quarters or calendar years. The
 * parts tile the period: the first and the last may be shorter. O(parts).
 *
 * @throws ClienteleError `date.*`; `schema.value` for an unknown unit; `limits.too_many` beyond
 * 100 000 parts
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { calendarPeriods } from "clientele/values";
 *
 * assert.deepEqual(calendarPeriods("month", { from: "2026-01-15", until: "2026-03-01" }), [
 *   { from: "2026-01-15", until: "2026-02-01" },
 *   { from: "2026-02-01", until: "2026-03-01" },
 * ]);
 * ```
 * @since 0.1.0
 */
export function calendarPeriods(unit: CalendarUnit, whole: ClosedPeriod): readonly ClosedPeriod[] {
  const known = expectUnit(unit);
  expectClosedPeriod(whole, "period");
  const start = startDayOf(known, expectDate(whole.from, "period.from"));
  return subPeriods(whole, LENGTH_OF[known], formatDay(start, "period.from"));
}

/**
 * The period that ends with a day, that day included, and is a duration long: a rolling window
 * such as the last twelve months.
 *
 * @throws ClienteleError `date.*`, `duration.*`; `duration.range` for a length of no whole days
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rollingPeriod } from "clientele/values";
 *
 * assert.deepEqual(rollingPeriod("2026-11-23", "P12M"), {
 *   from: "2025-11-24",
 *   until: "2026-11-24",
 * });
 * ```
 * @since 0.1.0
 */
export function rollingPeriod(lastDay: CalendarDate, length: Duration): ClosedPeriod {
  const last = dayNumberOf(expectDate(lastDay, "lastDay"));
  const { months, days } = expectWholeDays(length, "length");
  const until = formatDay(last + 1, "lastDay");
  const moved = shiftMonthsInRange(expectDate(until, "lastDay"), -months, false, "length");
  return { from: formatDay(dayNumberOf(moved) - days, "length"), until };
}
