/**
 * The doors of dates inside the library: a value in, a packed date (`civil-date.ts`) or a
 * `ClienteleError` out. Type first, then length, then grammar, then the calendar.
 */
import {
  civilOf,
  DAY_NUMBER_MAX,
  DAY_NUMBER_MIN,
  dayOf,
  formatCivil,
  monthOf,
  NO_DATE,
  readCivil,
  yearOf,
} from "./civil-date.js";
import { fail } from "./errors.js";
import { checkLength } from "./limits.js";

/** A date in parts. @internal */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Characters of a date, an instant or a duration. @internal */
export const DATE_TEXT_LENGTH_MAX = 64;

const DATE_LENGTH = 10;

/**
 * Whether a value is one of the host's Date objects that says "Invalid Date". The method is
 * borrowed: it looks at the object's own slot and runs no code of the object, whatever it is.
 */
function isInvalidHostDate(value: unknown): boolean {
  try {
    return Number.isNaN(Date.prototype.getTime.call(value as Date));
  } catch {
    return false;
  }
}

/** Refuses what is no text: `date.type`, or `date.invalid` for an invalid Date. @internal */
export function refuseDateType(value: unknown, path: string, expected: string): never {
  const code = isInvalidHostDate(value) ? "date.invalid" : "date.type";
  return fail(code, path, expected, value);
}

/** Refuses what {@link readCivil} could not read. @internal */
export function refuseCivil(civil: number, path: string, text: string): never {
  if (civil === NO_DATE) fail("date.format", path, "a date such as 2026-11-23", text);
  return fail("date.invalid", path, "a day that the calendar has", text);
}

function refuseDate(value: unknown, path: string): never {
  if (typeof value !== "string") {
    return refuseDateType(value, path, "a date as text, such as 2026-11-23");
  }
  checkLength(value, DATE_TEXT_LENGTH_MAX, path);
  return refuseCivil(value.length === DATE_LENGTH ? readCivil(value) : NO_DATE, path, value);
}

/** A calendar date as a packed integer. @internal */
export function expectDate(value: unknown, path: string): number {
  if (typeof value === "string" && value.length === DATE_LENGTH) {
    const civil = readCivil(value);
    if (civil > 0) return civil;
  }
  return refuseDate(value, path);
}

/** A calendar date in parts. @internal */
export function datePartsOf(value: unknown, path: string): DateParts {
  const civil = expectDate(value, path);
  return { year: yearOf(civil), month: monthOf(civil), day: dayOf(civil) };
}

/** The packed date of a day number, refused outside the years 0001 to 9999. @internal */
export function civilInRange(dayNumber: number, path: string): number {
  if (dayNumber < DAY_NUMBER_MIN || dayNumber > DAY_NUMBER_MAX) {
    fail("date.range", path, "a day of the years 0001 to 9999", dayNumber);
  }
  return civilOf(dayNumber);
}

/** Text of a day number, refused outside the years 0001 to 9999. @internal */
export function formatDay(dayNumber: number, path: string): string {
  return formatCivil(civilInRange(dayNumber, path));
}
