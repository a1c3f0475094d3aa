/**
 * Day counts: how many days, and which fraction of a year, lie between two dates by a named
 * convention (2006 ISDA Definitions, section 4.16).
 */
import type { CalendarDate } from "./calendar-date.js";
import { dayNumberOf, dayOf, leapYearsBefore, monthOf, packCivil, yearOf } from "./civil-date.js";
import { toDecimalText } from "./decimal.js";
import type { DecimalRounding, DecimalText } from "./decimal.js";
import { expectDate } from "./expect-date.js";
import { expectInteger, expectOneOf, expectRecord } from "./plain.js";
import { expectRoundingMode } from "./rounding.js";
import { divideScaled } from "./scaled.js";

/**
 * A day count convention.
 *
 * | name | days | year |
 * |---|---|---|
 * | `ACT/365F` | actual | 365 |
 * | `ACT/360` | actual | 360 |
 * | `30/360` | bond basis: 31st counts as 30th, at the end only after a 30th | 360 |
 * | `30E/360` | eurobond basis: 31st counts as 30th | 360 |
 * | `ACT/ACT ISDA` | actual | 366 for days in leap years, 365 for the others |
 *
 * @since 0.1.0
 */
export type DayCountConvention = "ACT/365F" | "ACT/360" | "30/360" | "30E/360" | "ACT/ACT ISDA";

const CONVENTIONS: readonly DayCountConvention[] = [
  "ACT/365F",
  "ACT/360",
  "30/360",
  "30E/360",
  "ACT/ACT ISDA",
];

/** A fraction of a year, exactly. @since 0.1.0 */
export interface YearFraction {
  readonly numerator: number;
  readonly denominator: number;
}

function thirty(from: number, until: number, isEuropean: boolean): number {
  const first = Math.min(dayOf(from), 30);
  const isEnd = dayOf(until) === 31 && (isEuropean || first === 30);
  const last = isEnd ? 30 : dayOf(until);
  const months = (yearOf(until) - yearOf(from)) * 12 + monthOf(until) - monthOf(from);
  return months * 30 + last - first;
}

/**
 * Days from one date to another by a convention; negative when `until` is before `from`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { dayCount } from "clientele/values";
 *
 * assert.equal(dayCount("2007-08-31", "2008-02-29", "30/360"), 179);
 * assert.equal(dayCount("2024-02-28", "2024-03-01", "ACT/360"), 2);
 * ```
 * @since 0.1.0
 */
export function dayCount(
  from: CalendarDate,
  until: CalendarDate,
  convention: DayCountConvention,
): number {
  const a = expectDate(from, "from");
  const b = expectDate(until, "until");
  switch (expectOneOf(convention, "convention", CONVENTIONS)) {
    case "30/360":
      return thirty(a, b, false);
    case "30E/360":
      return thirty(a, b, true);
    default:
      return dayNumberOf(b) - dayNumberOf(a);
  }
}

/** Days of leap years that lie before a date. */
function leapDaysBefore(civil: number): number {
  const year = yearOf(civil);
  const isLeapYear = leapYearsBefore(year + 1) > leapYearsBefore(year);
  const inYear = isLeapYear ? dayNumberOf(civil) - dayNumberOf(packCivil(year, 1, 1)) : 0;
  return leapYearsBefore(year) * 366 + inYear;
}

/**
 * The fraction of a year between two dates, as an exact fraction; negative when `until` is
 * before `from`. O(1).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { exactYearFraction } from "clientele/values";
 *
 * const half = exactYearFraction("2026-01-01", "2026-07-01", "30E/360");
 * assert.deepEqual(half, { numerator: 180, denominator: 360 });
 * ```
 * @since 0.1.0
 */
export function exactYearFraction(
  from: CalendarDate,
  until: CalendarDate,
  convention: DayCountConvention,
): YearFraction {
  const numerator = dayCount(from, until, convention);
  if (convention === "ACT/365F") return { numerator, denominator: 365 };
  if (convention !== "ACT/ACT ISDA") return { numerator, denominator: 360 };
  const leap =
    leapDaysBefore(expectDate(until, "until")) - leapDaysBefore(expectDate(from, "from"));
  return { numerator: leap * 365 + (numerator - leap) * 366, denominator: 365 * 366 };
}

/**
 * The fraction of a year between two dates as a decimal, rounded once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { yearFraction } from "clientele/values";
 *
 * const scale = 12;
 * assert.equal(yearFraction("2003-11-01", "2004-05-01", "ACT/ACT ISDA", { scale }), "0.497724380567");
 * assert.equal(yearFraction("2026-01-01", "2026-07-01", "30E/360", { scale }), "0.5");
 * ```
 * @since 0.1.0
 */
export function yearFraction(
  from: CalendarDate,
  until: CalendarDate,
  convention: DayCountConvention,
  rounding: DecimalRounding,
): DecimalText {
  const { numerator, denominator } = exactYearFraction(from, until, convention);
  expectRecord(rounding, "rounding", ["scale", "rounding"]);
  const scale = expectInteger(rounding.scale, "scale", 0, 30);
  const mode = expectRoundingMode(rounding.rounding ?? "halfEven", "rounding");
  return toDecimalText(
    divideScaled({ units: numerator, scale: 0 }, { units: denominator, scale: 0 }, scale, mode),
  );
}
