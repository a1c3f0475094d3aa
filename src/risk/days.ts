/** Dates of this area: the day of assessment is always given, and nothing may lie after it. */
import { calendarDate, toDayNumber } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { expectFinite } from "../values/plain.js";
import { exponential } from "../values/numeric/exponential.js";

const LN2 = 0.6931471805599453;

/** Demands a calendar date. @internal */
export function expectDay(value: unknown, path: string): string {
  if (typeof value !== "string") fail("date.type", path, "a date as text", value);
  return calendarDate(value, path);
}

/** Demands the day of assessment (`risk.as_of_required`), which is never read from a clock. @internal */
export function expectAsOf(value: unknown): string {
  if (value === undefined || value === null) {
    fail("risk.as_of_required", "asOf", "the date of what is known", value);
  }
  return expectDay(value, "asOf");
}

/** Demands a date that is not after the day of assessment (`risk.future_date`). @internal */
export function expectPast(value: unknown, asOf: string, path: string): string {
  const day = expectDay(value, path);
  if (day > asOf) fail("risk.future_date", path, `a date not after ${asOf}`, day);
  return day;
}

/** Days between two dates that are already checked. @internal */
export function daysBetween(from: string, until: string): number {
  return toDayNumber(until) - toDayNumber(from);
}

/** Demands a half-life in days, above zero and at most a hundred years. @internal */
export function expectHalfLife(value: unknown, path: string): number {
  const days = expectFinite(value, path);
  if (days <= 0 || days > 36_525) fail("schema.range", path, "days, above 0, at most 36525", days);
  return days;
}

/** What is left of the weight of something `ageDays` old: one half every half-life. @internal */
export function decay(ageDays: number, halfLifeDays: number): number {
  return ageDays <= 0 ? 1 : exponential((-LN2 * ageDays) / halfLifeDays);
}
