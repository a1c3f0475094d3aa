/**
 * Instants as text: the canonical form by a fast path, every other accepted form by a scan.
 *
 * Not here: what instants are for (`instant.ts`).
 */
import {
  civilOf,
  dayNumberOf,
  dayOf,
  monthOf,
  NO_DATE,
  onesCode,
  readCivil,
  tensCode,
  yearOf,
} from "./civil-date.js";
import { fail } from "./errors.js";
import { DATE_TEXT_LENGTH_MAX, refuseCivil, refuseDateType } from "./expect-date.js";
import { checkLength } from "./limits.js";

/** @internal */
export const MILLISECONDS_A_DAY = 86_400_000;
/** 0001-01-01T00:00:00.000Z. @internal */
export const MILLISECONDS_MIN = -62_135_596_800_000;
/** 9999-12-31T23:59:59.999Z. @internal */
export const MILLISECONDS_MAX = 253_402_300_799_999;
/** Minutes of the farthest offset from UTC: 18 hours, as in ISO-8601 libraries. @internal */
export const OFFSET_MINUTES_MAX = 1_080;

const CANONICAL_LENGTH = 24;
const FRACTION_DIGITS_MAX = 9;
const ZERO = 48;
const DASH = 45;
const COLON = 58;
const POINT = 46;
const PLUS = 43;
const LETTER_T = 84;
const LETTER_Z = 90;
const EXAMPLE = "2026-11-23T08:00:00.000Z";

/** The number of two digits of a text; −1 where they are none, or the text has ended. */
function twoDigitsAt(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/**
 * Milliseconds of the day of a text in canonical form; −1 where it is not canonical. The date
 * is not looked at.
 *
 * @internal
 */
export function canonicalTime(text: string): number {
  if (text.length !== CANONICAL_LENGTH || text.charCodeAt(23) !== LETTER_Z) return -1;
  if (text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON) return -1;
  if (text.charCodeAt(16) !== COLON || text.charCodeAt(19) !== POINT) return -1;
  const hour = twoDigitsAt(text, 11);
  const minute = twoDigitsAt(text, 14);
  const second = twoDigitsAt(text, 17);
  const hundredths = twoDigitsAt(text, 20);
  const thousandth = text.charCodeAt(22) - ZERO;
  if ((hour | minute | second | hundredths | thousandth | (9 - thousandth)) < 0) return -1;
  if (hour > 23 || minute > 59 || second > 59) return -1;
  return hour * 3_600_000 + minute * 60_000 + second * 1_000 + hundredths * 10 + thousandth;
}

/** Milliseconds from 1970 of an instant in any accepted form. @internal */
export function expectInstant(value: unknown, path: string): number {
  if (typeof value !== "string") return refuseDateType(value, path, `an instant, as ${EXAMPLE}`);
  const time = canonicalTime(value);
  if (time >= 0) {
    const civil = readCivil(value);
    if (civil > 0) return dayNumberOf(civil) * MILLISECONDS_A_DAY + time;
  }
  return scanInstant(value, path);
}

/** What a scan of the text after the date found; −1 stands for what breaks the grammar. */
interface ScannedTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Where the offset begins. */
  readonly end: number;
}

/** Where the digits from an index on end. */
function endOfDigits(text: string, start: number): number {
  let index = start;
  while (index < text.length && text.charCodeAt(index) >= ZERO && text.charCodeAt(index) <= 57) {
    index += 1;
  }
  return index;
}

/** `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff` from index 11 on; null where the grammar is broken. */
function scanTime(text: string): ScannedTime | null {
  const hour = twoDigitsAt(text, 11);
  const minute = twoDigitsAt(text, 14);
  if (hour < 0 || minute < 0 || text.charCodeAt(13) !== COLON) return null;
  if (text.charCodeAt(16) !== COLON) return { hour, minute, second: 0, millisecond: 0, end: 16 };
  const second = twoDigitsAt(text, 17);
  if (second < 0) return null;
  if (text.charCodeAt(19) !== POINT) return { hour, minute, second, millisecond: 0, end: 19 };
  const end = endOfDigits(text, 20);
  const digits = text.slice(20, end);
  if (digits.length === 0 || digits.length > FRACTION_DIGITS_MAX) return null;
  // Finer than a millisecond is taken only as zero: nothing is rounded or cut off here.
  if (Number(digits.slice(3)) !== 0) return null;
  return { hour, minute, second, millisecond: Number(digits.slice(0, 3).padEnd(3, "0")), end };
}

/** Whether the text from an index on is nothing, `Z`, or `±HH:MM` by its grammar. */
function isOffset(text: string, index: number): boolean {
  if (text.length === index) return true;
  const sign = text.charCodeAt(index);
  if (sign === LETTER_Z) return text.length === index + 1;
  if (sign !== PLUS && sign !== DASH) return false;
  if (text.length !== index + 6 || text.charCodeAt(index + 3) !== COLON) return false;
  return twoDigitsAt(text, index + 1) >= 0 && twoDigitsAt(text, index + 4) >= 0;
}

/** Minutes of the offset that begins at an index. */
function offsetAt(text: string, index: number, path: string): number {
  if (text.charCodeAt(index) === LETTER_Z) return 0;
  const minutes = twoDigitsAt(text, index + 4);
  const offset = twoDigitsAt(text, index + 1) * 60 + minutes;
  if (offset > OFFSET_MINUTES_MAX || minutes > 59) {
    fail("date.invalid_time", path, "an offset of at most 18 hours from UTC", text);
  }
  return text.charCodeAt(index) === DASH ? -offset : offset;
}

/** Length first, then the grammar of the whole, then the values of its parts. */
function scanInstant(text: string, path: string): number {
  checkLength(text, DATE_TEXT_LENGTH_MAX, path);
  const time = text.charCodeAt(10) === LETTER_T ? scanTime(text) : null;
  const civil = time === null ? NO_DATE : readCivil(text);
  if (time === null || civil === NO_DATE || !isOffset(text, time.end)) {
    return fail("date.format", path, `an instant to the millisecond, as ${EXAMPLE}`, text);
  }
  if (civil < 0) return refuseCivil(civil, path, text);
  if (time.hour > 23 || time.minute > 59 || time.second > 59) {
    return fail("date.invalid_time", path, "a time from 00:00:00 to 23:59:59", text);
  }
  if (text.length === time.end) {
    return fail("date.no_offset", path, "an offset from UTC, such as Z or +01:00", text);
  }
  const minutes = time.hour * 60 + time.minute - offsetAt(text, time.end, path);
  const ofDay = minutes * 60_000 + time.second * 1_000 + time.millisecond;
  return expectInstantRange(dayNumberOf(civil) * MILLISECONDS_A_DAY + ofDay, path);
}

/** Refuses (`date.range`) what lies outside the years 0001 to 9999. @internal */
export function expectInstantRange(milliseconds: number, path: string): number {
  if (milliseconds < MILLISECONDS_MIN || milliseconds > MILLISECONDS_MAX) {
    fail("date.range", path, "an instant of the years 0001 to 9999", milliseconds);
  }
  return milliseconds;
}

/** Canonical text of an instant in range. @internal */
export function formatInstant(milliseconds: number): string {
  const dayNumber = Math.floor(milliseconds / MILLISECONDS_A_DAY);
  const civil = civilOf(dayNumber);
  const century = Math.floor(yearOf(civil) / 100);
  const yearOfCentury = yearOf(civil) - century * 100;
  const ofDay = milliseconds - dayNumber * MILLISECONDS_A_DAY;
  const hour = Math.floor(ofDay / 3_600_000);
  const minute = Math.floor(ofDay / 60_000) % 60;
  const second = Math.floor(ofDay / 1_000) % 60;
  const millisecond = ofDay % 1_000;
  const hundredths = Math.floor(millisecond / 10);
  return String.fromCharCode(
    tensCode(century),
    onesCode(century),
    tensCode(yearOfCentury),
    onesCode(yearOfCentury),
    DASH,
    tensCode(monthOf(civil)),
    onesCode(monthOf(civil)),
    DASH,
    tensCode(dayOf(civil)),
    onesCode(dayOf(civil)),
    LETTER_T,
    tensCode(hour),
    onesCode(hour),
    COLON,
    tensCode(minute),
    onesCode(minute),
    COLON,
    tensCode(second),
    onesCode(second),
    POINT,
    tensCode(hundredths),
    onesCode(hundredths),
    onesCode(millisecond),
    LETTER_Z,
  );
}
