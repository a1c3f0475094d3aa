/**
 * Instants: points of the time line in UTC, to the millisecond. No host time zone takes part.
 */
import { dayNumberOf, datePartsOf, expectDate, formatDateParts, partsOfDayNumber } from "./calendar-date.js";
import type { CalendarDate } from "./calendar-date.js";
import { fail } from "./errors.js";
import { expectInteger } from "./plain.js";

/**
 * A point in time, `"2026-11-23T08:00:00.000Z"`: UTC, milliseconds, years 0001 to 9999. In this
 * canonical form two instants compare as their texts do.
 *
 * @since 0.1.0
 */
export type Instant = string;

const CANONICAL_LENGTH = 24;
const TEXT_LENGTH_MAX = 64;
const MILLISECONDS_A_DAY = 86_400_000;
const MILLISECONDS_MIN = -62_135_596_800_000;
const MILLISECONDS_MAX = 253_402_300_799_999;
const OFFSET_MINUTES_MAX = 18 * 60;
const GRAMMAR =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,3})0{0,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?$/;

function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48;
  const ones = text.charCodeAt(index + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Milliseconds of the day of a canonical instant, −1 where it is not canonical. */
function canonicalTime(text: string): number {
  if (text.length !== CANONICAL_LENGTH || text[23] !== "Z" || text[10] !== "T") return -1;
  if (text[13] !== ":" || text[16] !== ":" || text[19] !== ".") return -1;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const hundredths = twoDigits(text, 20);
  const thousandth = text.charCodeAt(22) - 48;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1;
  if (hundredths < 0 || !(thousandth >= 0 && thousandth <= 9)) return -1;
  return (hour * 60 + minute) * 60_000 + second * 1_000 + hundredths * 10 + thousandth;
}

/** Milliseconds from 1970 of an instant in any accepted form. @internal */
export function expectInstant(value: unknown, path: string): number {
  if (typeof value !== "string") {
    return fail("date.type", path, "an instant as text, such as 2026-11-23T08:00:00.000Z", value);
  }
  const time = canonicalTime(value);
  if (time >= 0) return dayNumberOf(datePartsOf(value, path)) * MILLISECONDS_A_DAY + time;
  return readInstant(value, path);
}

function readInstant(text: string, path: string): number {
  if (text.length > TEXT_LENGTH_MAX) {
    return fail("limits.too_long", path, `at most ${String(TEXT_LENGTH_MAX)} characters`, text);
  }
  const match = GRAMMAR.exec(text);
  if (match === null) {
    return fail("date.format", path, "an instant such as 2026-11-23T08:00:00.000Z", text);
  }
  const [, hours = "", minutes = "", seconds = "0", fraction = "", offset] = match;
  const day = dayNumberOf(datePartsOf(text, path));
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return fail("date.invalid_time", path, "a time from 00:00 to 23:59:59", text);
  }
  if (offset === undefined) {
    return fail("date.no_offset", path, "an offset from UTC, such as Z or +01:00", text);
  }
  const time =
    (Number(hours) * 60 + Number(minutes)) * 60_000 +
    Number(seconds) * 1_000 +
    Number(fraction.padEnd(3, "0"));
  const milliseconds = day * MILLISECONDS_A_DAY + time - readOffset(offset, path) * 60_000;
  return expectRange(milliseconds, path);
}

function readOffset(offset: string, path: string): number {
  if (offset === "Z") return 0;
  const hours = twoDigits(offset, 1);
  const minutes = twoDigits(offset, 4);
  if (hours * 60 + minutes > OFFSET_MINUTES_MAX || minutes > 59) {
    return fail("date.invalid_time", path, "an offset of at most 18 hours", offset);
  }
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function expectRange(milliseconds: number, path: string): number {
  if (milliseconds < MILLISECONDS_MIN || milliseconds > MILLISECONDS_MAX) {
    return fail("date.range", path, "an instant of the years 0001 to 9999", milliseconds);
  }
  return milliseconds;
}

function format(milliseconds: number): Instant {
  const day = Math.floor(milliseconds / MILLISECONDS_A_DAY);
  const rest = milliseconds - day * MILLISECONDS_A_DAY;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1_000) % 60;
  const date = formatDateParts(partsOfDayNumber(day), "instant");
  const two = (value: number): string => (value < 10 ? `0${String(value)}` : String(value));
  const fraction = String(rest % 1_000).padStart(3, "0");
  return `${date}T${two(hours)}:${two(minutes)}:${two(seconds)}.${fraction}Z`;
}

/**
 * An instant in its canonical form. Any offset from UTC is taken, none is guessed; seconds and
 * milliseconds may be left out; finer fractions are taken only if they are zero.
 *
 * @throws ClienteleError `date.type` (numbers and Date objects are not taken), `date.format`,
 * `date.invalid` (30 February), `date.invalid_time` (24:00, leap seconds), `date.no_offset`,
 * `date.range`, `limits.too_long`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { instant } from "clientele/values";
 *
 * assert.equal(instant("2026-11-23T09:30+01:00"), "2026-11-23T08:30:00.000Z");
 * assert.throws(() => instant("2026-03-29T00:00"), { code: "date.no_offset" });
 * ```
 * @since 0.1.0
 */
export function instant(value: string, path = "instant"): Instant {
  const milliseconds = expectInstant(value, path);
  return canonicalTime(value) >= 0 ? value : format(milliseconds);
}

/** Whether a value is an instant in canonical form. @since 0.1.0 */
export function isInstant(value: unknown): value is Instant {
  if (typeof value !== "string" || canonicalTime(value) < 0) return false;
  try {
    expectInstant(value, "");
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds from 1970-01-01T00:00Z to an instant. @since 0.1.0 */
export function epochMilliseconds(value: Instant, path = "instant"): number {
  return expectInstant(value, path);
}

/**
 * The instant that lies a number of milliseconds from 1970-01-01T00:00Z.
 *
 * @throws ClienteleError `schema.type` for what is no integer, `date.range`
 * @since 0.1.0
 */
export function instantFromEpochMilliseconds(milliseconds: number): Instant {
  return format(expectRange(expectInteger(milliseconds, "milliseconds"), "milliseconds"));
}

/** An offset from UTC. @since 0.1.0 */
export interface OffsetOptions {
  /** Minutes that the local clock is ahead of UTC, −1080 to 1080; 0 unless named. */
  readonly offsetMinutes?: number;
}

function offsetOf({ offsetMinutes = 0 }: OffsetOptions): number {
  return expectInteger(offsetMinutes, "offsetMinutes", -OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX);
}

/**
 * The day that an instant falls on, in UTC or at an offset from it.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { dateOf } from "clientele/values";
 *
 * assert.equal(dateOf("2026-11-23T23:30:00.000Z"), "2026-11-23");
 * assert.equal(dateOf("2026-11-23T23:30:00.000Z", { offsetMinutes: 60 }), "2026-11-24");
 * ```
 * @since 0.1.0
 */
export function dateOf(value: Instant, options: OffsetOptions = {}): CalendarDate {
  const shifted = expectInstant(value, "instant") + offsetOf(options) * 60_000;
  return formatDateParts(partsOfDayNumber(Math.floor(shifted / MILLISECONDS_A_DAY)), "instant");
}

/** The first instant of a day, in UTC or at an offset from it. @since 0.1.0 */
export function startOfDate(date: CalendarDate, options: OffsetOptions = {}): Instant {
  const start = dayNumberOf(expectDate(date, "date")) * MILLISECONDS_A_DAY;
  return format(expectRange(start - offsetOf(options) * 60_000, "date"));
}

/** −1, 0 or 1 as a is before, at or after b. @since 0.1.0 */
export function compareInstants(a: Instant, b: Instant): -1 | 0 | 1 {
  const difference = expectInstant(a, "a") - expectInstant(b, "b");
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** The instant a number of milliseconds later; earlier when negative. @since 0.1.0 */
export function addMilliseconds(value: Instant, milliseconds: number): Instant {
  const sum = expectInstant(value, "instant") + expectInteger(milliseconds, "milliseconds");
  return format(expectRange(sum, "milliseconds"));
}

/** Milliseconds from one instant to another. @since 0.1.0 */
export function differenceInMilliseconds(from: Instant, until: Instant): number {
  return expectInstant(until, "until") - expectInstant(from, "from");
}
