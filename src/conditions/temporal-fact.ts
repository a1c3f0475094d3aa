/**
 * Calendar dates and instants as facts: read into numbers that keep their order. The doors of
 * `values` say what is one; nothing here throws.
 */
import { isCalendarDate, toDayNumber } from "../values/calendar-date.js";
import { expectInstant } from "../values/instant.js";

/** `2026-11-23T08:00Z` and `2026-11-23T08:00:00.000000000+01:00`. */
const INSTANT_LENGTH_MIN = 17;
const INSTANT_LENGTH_MAX = 35;

/** Days from 1970-01-01 to a calendar date, NaN when it is none. @internal */
export function dateNumber(value: unknown): number {
  return isCalendarDate(value) ? toDayNumber(value) : NaN;
}

/** Milliseconds from 1970-01-01 to an instant, NaN when it is none. @internal */
export function instantNumber(value: unknown): number {
  if (typeof value !== "string" || value[10] !== "T") return NaN;
  // Most of what is no instant is turned away before the cost of an error.
  if (value.length < INSTANT_LENGTH_MIN || value.length > INSTANT_LENGTH_MAX) return NaN;
  try {
    return expectInstant(value, "");
  } catch {
    return NaN;
  }
}

/** Compares facts with one date by their texts, NaN when one is no date. @internal */
export function dateComparator(limit: string): (value: unknown) => number {
  return (value) => {
    if (!isCalendarDate(value)) return NaN;
    return value < limit ? -1 : value > limit ? 1 : 0;
  };
}
