/** ISO 8601 durations: calendar months, days and exact time, kept apart as they must be. */
import { addDays, addMonths } from "./calendar-date.js";
import type { CalendarDate, MonthOptions } from "./calendar-date.js";
import { fail } from "./errors.js";
import { addMilliseconds, dateOf, epochMilliseconds, startOfDate } from "./instant.js";
import type { Instant } from "./instant.js";

/**
 * A length of time in ISO 8601: `"P3M"`, `"P1Y6M"`, `"P2W"`, `"PT36H"`, `"-P30D"`. Whole
 * numbers, at most nine digits each; seconds may have milliseconds.
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

const TEXT_LENGTH_MAX = 64;
const GRAMMAR =
  /^(-)?P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})W)?(?:([0-9]{1,9})D)?(?:(T)(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:\.([0-9]{1,3}))?S)?)?$/;

/**
 * The parts of a duration.
 *
 * @throws ClienteleError `duration.type`, `duration.format`, `limits.too_long`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseDuration } from "clientele/values";
 *
 * assert.deepEqual(parseDuration("P1Y2M10D"), { months: 14, days: 10, milliseconds: 0 });
 * assert.throws(() => parseDuration("3 months"), { code: "duration.format" });
 * ```
 * @since 0.1.0
 */
export function parseDuration(value: Duration, path = "duration"): DurationParts {
  if (typeof value !== "string") return fail("duration.type", path, "a duration as text", value);
  if (value.length > TEXT_LENGTH_MAX) {
    return fail("limits.too_long", path, `at most ${String(TEXT_LENGTH_MAX)} characters`, value);
  }
  const match = GRAMMAR.exec(value);
  const parts = match?.slice(2) ?? [];
  const isEmpty = parts.every((part: string | undefined) => part === undefined || part === "T");
  const [years, months, weeks, days, mark, hours, minutes, seconds, fraction] = parts;
  const hasTime = hours !== undefined || minutes !== undefined || seconds !== undefined;
  if (match === null || isEmpty || (mark !== undefined && !hasTime)) {
    return fail("duration.format", path, "an ISO 8601 duration such as P3M or P90D", value);
  }
  const number = (text: string | undefined): number => (text === undefined ? 0 : Number(text));
  const sign = match[1] === "-" ? -1 : 1;
  const time =
    number(hours) * 3_600_000 +
    number(minutes) * 60_000 +
    number(seconds) * 1_000 +
    number(fraction?.padEnd(3, "0"));
  // The sum with zero turns −0 into 0.
  return {
    months: sign * (number(years) * 12 + number(months)) + 0,
    days: sign * (number(weeks) * 7 + number(days)) + 0,
    milliseconds: sign * time + 0,
  };
}

/**
 * The shortest ISO 8601 text of a duration in parts: `P14M`, `P7D`, `PT1.5S`, `P0D` for none.
 *
 * @throws ClienteleError `duration.mixed_signs` for parts of both signs
 * @since 0.1.0
 */
export function formatDuration({ months, days, milliseconds }: DurationParts): Duration {
  const parts = [months, days, milliseconds];
  const isNegative = parts.some((part) => part < 0);
  if (isNegative && parts.some((part) => part > 0)) {
    fail("duration.mixed_signs", "duration", "parts of one sign", "parts of both signs");
  }
  const [m = 0, d = 0, ms = 0] = parts.map((part) => Math.abs(part));
  const date = `${m > 0 ? `${String(m)}M` : ""}${d > 0 ? `${String(d)}D` : ""}`;
  const text = `${date}${ms > 0 ? `T${formatTime(ms)}` : ""}`;
  return text === "" ? "P0D" : `${isNegative ? "-" : ""}P${text}`;
}

function formatTime(milliseconds: number): string {
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const seconds = Math.floor(milliseconds / 1_000) % 60;
  const fraction = String(milliseconds % 1_000).padStart(3, "0").replace(/0+$/, "");
  const whole = fraction === "" ? String(seconds) : `${String(seconds)}.${fraction}`;
  return [
    hours > 0 ? `${String(hours)}H` : "",
    minutes > 0 ? `${String(minutes)}M` : "",
    whole === "0" ? "" : `${whole}S`,
  ].join("");
}

/**
 * The date a duration later: months first, on the date as anchor, then days.
 *
 * @throws ClienteleError `duration.time` for a duration with hours, minutes or seconds
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
export function addDuration(date: CalendarDate, duration: Duration, options?: MonthOptions): CalendarDate {
  const { months, days, milliseconds } = parseDuration(duration);
  if (milliseconds !== 0) fail("duration.time", "duration", "whole days for a date", duration);
  return addDays(addMonths(date, months, options), days);
}

/**
 * The instant a duration later: months first, on its UTC day as anchor, then days, then time.
 *
 * @since 0.1.0
 */
export function addDurationToInstant(at: Instant, duration: Duration, options?: MonthOptions): Instant {
  return addPartsToInstant(at, parseDuration(duration), options);
}

/** The same with a duration that is read already. @internal */
export function addPartsToInstant(
  at: Instant,
  { months, days, milliseconds }: DurationParts,
  options?: MonthOptions,
): Instant {
  const dayLength = 86_400_000;
  if (months === 0) return addMilliseconds(at, days * dayLength + milliseconds);
  const day = dateOf(at);
  const timeOfDay = epochMilliseconds(at) - epochMilliseconds(startOfDate(day));
  const moved = startOfDate(addMonths(day, months, options));
  return addMilliseconds(moved, timeOfDay + days * dayLength + milliseconds);
}
