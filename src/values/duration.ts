/**
 * ISO 8601 durations: calendar months, days and exact time, kept apart as they must be.
 *
 * Not here: the arithmetic of months alone (`month-arithmetic.ts`), business days
 * (`business-days.ts`).
 */
import type { CalendarDate } from "./calendar-date.js";
import { civilOf, dayNumberOf } from "./civil-date.js";
import { fail } from "./errors.js";
import { DATE_TEXT_LENGTH_MAX, expectDate, formatDay } from "./expect-date.js";
import {
  expectInstant,
  expectInstantRange,
  formatInstant,
  MILLISECONDS_A_DAY,
} from "./instant-text.js";
import type { Instant } from "./instant.js";
import { checkLength } from "./limits.js";
import { expectSticky, shiftMonthsInRange } from "./month-arithmetic.js";
import type { MonthOptions } from "./month-arithmetic.js";
import { at, expectInteger, expectRecord } from "./plain.js";

/**
 * A length of time in ISO 8601: `"P3M"`, `"P1Y6M"`, `"P2W"`, `"PT36H"`, `"-P30D"`. Whole
 * numbers, at most nine digits each; seconds may have milliseconds; at most ten thousand years.
 *
 * @since 0.1.0
 */
export type Duration = string;

/**
 * A duration in the three parts that a calendar counts apart: a month has no fixed number of
 * days. All have the same sign.
 *
 * @since 0.1.0
 */
export interface DurationParts {
  /** Years count as twelve. */
  readonly months: number;
  /** Weeks count as seven. */
  readonly days: number;
  readonly milliseconds: number;
}

/** Ten thousand years: more leads out of the calendar from anywhere in it. */
const MONTHS_MAX = 120_000;
const DAYS_MAX = 3_652_425;
const TIME_MAX: number = DAYS_MAX * MILLISECONDS_A_DAY;
const DIGITS_MAX = 9;
const FRACTION_DIGITS_MAX = 3;
const DATE_UNITS = "YMWD";
const TIME_UNITS = "HMS";

/** What one of each unit comes to, in months, days or milliseconds. */
function partsOf(amount: number, unit: string, isTime: boolean): DurationParts {
  if (isTime) {
    const milliseconds = unit === "H" ? 3_600_000 : unit === "M" ? 60_000 : 1_000;
    return { months: 0, days: 0, milliseconds: amount * milliseconds };
  }
  if (unit === "Y" || unit === "M") {
    return { months: unit === "Y" ? amount * 12 : amount, days: 0, milliseconds: 0 };
  }
  return { months: 0, days: unit === "W" ? amount * 7 : amount, milliseconds: 0 };
}

/** Where the digits from an index on end. */
function endOfDigits(text: string, start: number): number {
  let index = start;
  while (text.charCodeAt(index) >= 48 && text.charCodeAt(index) <= 57) index += 1;
  return index;
}

/** Digits after a point, as thousandths; −1 where they are none or too many. */
function thousandths(digits: string): number {
  if (digits.length === 0 || digits.length > FRACTION_DIGITS_MAX) return -1;
  return Number(digits.padEnd(FRACTION_DIGITS_MAX, "0"));
}

/** The components after `P`, each unit at most once and in order; null where that is broken. */
function scanComponents(text: string, start: number): DurationParts | null {
  let [months, days, milliseconds] = [0, 0, 0];
  let unitsLeft = DATE_UNITS;
  let isTime = false;
  let hasComponent = false;
  let index = start;
  while (index < text.length) {
    if (text.charAt(index) === "T" && !isTime) {
      isTime = true;
      hasComponent = false;
      unitsLeft = TIME_UNITS;
      index += 1;
      continue;
    }
    const digitsEnd = endOfDigits(text, index);
    if (digitsEnd === index || digitsEnd - index > DIGITS_MAX) return null;
    const amount = Number(text.slice(index, digitsEnd));
    index = digitsEnd;
    if (text.charAt(index) === ".") {
      const fractionEnd = endOfDigits(text, index + 1);
      const fraction = thousandths(text.slice(index + 1, fractionEnd));
      if (fraction < 0 || !isTime || text.charAt(fractionEnd) !== "S") return null;
      milliseconds += fraction;
      index = fractionEnd;
    }
    const place = unitsLeft.indexOf(text.charAt(index));
    if (index === text.length || place < 0) return null;
    const parts = partsOf(amount, text.charAt(index), isTime);
    months += parts.months;
    days += parts.days;
    milliseconds += parts.milliseconds;
    unitsLeft = unitsLeft.slice(place + 1);
    hasComponent = true;
    index += 1;
  }
  return hasComponent ? { months, days, milliseconds } : null;
}

/**
 * The parts of a duration.
 *
 * @throws ClienteleError `duration.type`, `limits.too_long`, `duration.format`,
 * `duration.range` beyond ten thousand years
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseDuration } from "clientele/values";
 *
 * assert.deepEqual(parseDuration("P1Y2M10D"), { months: 14, days: 10, milliseconds: 0 });
 * assert.deepEqual(parseDuration("PT1.5S"), { months: 0, days: 0, milliseconds: 1500 });
 * assert.throws(() => parseDuration("3 months"), { code: "duration.format" });
 * ```
 * @since 0.1.0
 */
export function parseDuration(value: Duration, path = "duration"): DurationParts {
  if (typeof value !== "string") return fail("duration.type", path, "a duration as text", value);
  checkLength(value, DATE_TEXT_LENGTH_MAX, path);
  const isNegative = value.startsWith("-");
  const start = isNegative ? 2 : 1;
  const parts = value.charAt(start - 1) === "P" ? scanComponents(value, start) : null;
  if (parts === null) {
    return fail("duration.format", path, "an ISO 8601 duration such as P3M or P90D", value);
  }
  const { months, days, milliseconds } = parts;
  if (months > MONTHS_MAX || days > DAYS_MAX || milliseconds > TIME_MAX) {
    return fail("duration.range", path, "at most ten thousand years", value);
  }
  if (!isNegative) return parts;
  return { months: 0 - months, days: 0 - days, milliseconds: 0 - milliseconds };
}

/**
 * Demands a duration in which a calendar can be cut: one day or longer, in whole days.
 *
 * @internal
 */
export function expectWholeDays(value: Duration, path: string): DurationParts {
  const parts = parseDuration(value, path);
  if (parts.milliseconds !== 0 || parts.months < 0 || parts.days < 0) {
    fail("duration.range", path, "a duration of one day or longer, in whole days", value);
  }
  if (parts.months + parts.days === 0) {
    fail("duration.range", path, "a duration of one day or longer", value);
  }
  return parts;
}

/**
 * The canonical ISO 8601 text of a duration in parts: `P14M`, `P7D`, `PT1.5S`, `P0D` for none.
 * {@link parseDuration} undoes it.
 *
 * @throws ClienteleError `schema.*` for parts that are no integers or beyond ten thousand
 * years, `duration.mixed_signs` for parts of both signs
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { formatDuration } from "clientele/values";
 *
 * assert.equal(formatDuration({ months: 14, days: 10, milliseconds: 0 }), "P14M10D");
 * assert.equal(formatDuration({ months: 0, days: 0, milliseconds: -5_400_000 }), "-PT1H30M");
 * ```
 * @since 0.1.0
 */
export function formatDuration(parts: DurationParts): Duration {
  const path = "duration";
  const record = expectRecord(parts, path, ["months", "days", "milliseconds"]);
  const read = (name: string, max: number): number =>
    expectInteger(record[name], at(path, name), -max, max);
  const months = read("months", MONTHS_MAX);
  const days = read("days", DAYS_MAX);
  const milliseconds = read("milliseconds", TIME_MAX);
  const isNegative = Math.min(months, days, milliseconds) < 0;
  if (isNegative && Math.max(months, days, milliseconds) > 0) {
    fail("duration.mixed_signs", path, "parts of one sign", "parts of both signs");
  }
  const date = `${component(Math.abs(months), "M")}${component(Math.abs(days), "D")}`;
  const time = formatTime(Math.abs(milliseconds));
  const text = time === "" ? date : `${date}T${time}`;
  return text === "" ? "P0D" : `${isNegative ? "-" : ""}P${text}`;
}

function component(amount: number, unit: string): string {
  return amount === 0 ? "" : `${String(amount)}${unit}`;
}

function formatTime(milliseconds: number): string {
  const hours = component(Math.floor(milliseconds / 3_600_000), "H");
  const minutes = component(Math.floor(milliseconds / 60_000) % 60, "M");
  // Thousandths of a second below a minute have an exact short form as a number.
  return `${hours}${minutes}${component((milliseconds % 60_000) / 1_000, "S")}`;
}

/**
 * The date a duration later: months first, on the date as anchor, then days.
 *
 * @throws ClienteleError `date.*`, `duration.*`; `duration.time` for a duration with hours,
 * minutes or seconds
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addDuration } from "clientele/values";
 *
 * assert.equal(addDuration("2024-01-31", "P1M"), "2024-02-29");
 * assert.equal(addDuration("2024-03-31", "-P1M1D"), "2024-02-28");
 * ```
 * @since 0.1.0
 */
export function addDuration(
  date: CalendarDate,
  duration: Duration,
  options?: MonthOptions,
): CalendarDate {
  const civil = expectDate(date, "date");
  const { months, days, milliseconds } = parseDuration(duration);
  if (milliseconds !== 0) fail("duration.time", "duration", "whole days for a date", duration);
  const moved = shiftMonthsInRange(civil, months, expectSticky(options), "duration");
  return formatDay(dayNumberOf(moved) + days, "duration");
}

/**
 * The instant a duration later: months first, on its UTC day as anchor, then days of 24 hours,
 * then time.
 *
 * @throws ClienteleError `date.*` as of an instant, `duration.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addDurationToInstant } from "clientele/values";
 *
 * const start = "2024-01-31T08:00:00.000Z";
 * assert.equal(addDurationToInstant(start, "P1M"), "2024-02-29T08:00:00.000Z");
 * assert.equal(addDurationToInstant(start, "PT36H"), "2024-02-01T20:00:00.000Z");
 * ```
 * @since 0.1.0
 */
export function addDurationToInstant(
  start: Instant,
  duration: Duration,
  options?: MonthOptions,
): Instant {
  const begun = expectInstant(start, "start");
  const { months, days, milliseconds } = parseDuration(duration);
  const isSticky = expectSticky(options);
  const day = Math.floor(begun / MILLISECONDS_A_DAY);
  const moved = dayNumberOf(shiftMonthsInRange(civilOf(day), months, isSticky, "duration"));
  const shift = (moved - day + days) * MILLISECONDS_A_DAY + milliseconds;
  return formatInstant(expectInstantRange(begun + shift, "duration"));
}
