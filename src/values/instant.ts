/**
 * Instants: points of the time line in UTC, to the millisecond. No host time zone takes part.
 *
 * Not here: their text (`instant-text.ts`), durations (`duration.ts`). Time zones by name are
 * not in this library: an offset is passed in where a local day is wanted.
 */
import type { CalendarDate } from "./calendar-date.js";
import { dayNumberOf, readCivil } from "./civil-date.js";
import { expectDate, formatDay } from "./expect-date.js";
import {
  canonicalTime,
  expectInstant,
  expectInstantRange,
  formatInstant,
  MILLISECONDS_A_DAY,
  OFFSET_MINUTES_MAX,
} from "./instant-text.js";
import { at, expectInteger, expectRecord } from "./plain.js";

export { expectInstant } from "./instant-text.js";

/**
 * A point in time, `"2026-11-23T08:00:00.000Z"`: UTC, milliseconds, years 0001 to 9999. In this
 * canonical form two instants compare as their texts do.
 *
 * @since 0.1.0
 */
export type Instant = string;

/** An offset from UTC. @since 0.1.0 */
export interface OffsetOptions {
  /** Minutes that the local clock is ahead of UTC, −1080 to 1080; 0 unless named. */
  readonly offsetMinutes?: number;
}

/**
 * An instant in its canonical form. Any offset from UTC is taken, none is guessed; seconds and
 * milliseconds may be left out; finer fractions are taken only if they are zero.
 *
 * @throws ClienteleError `date.type` (numbers and Date objects are not taken), `limits.too_long`,
 * `date.format`, `date.invalid` (30 February), `date.invalid_time` (24:00, leap seconds),
 * `date.no_offset`, `date.range`
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
  const isCanonical = typeof value === "string" && canonicalTime(value) >= 0;
  if (isCanonical && readCivil(value) > 0) return value;
  return formatInstant(expectInstant(value, path));
}

/**
 * Whether a value is an instant in canonical form.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isInstant } from "clientele/values";
 *
 * assert.ok(isInstant("2026-11-23T08:00:00.000Z"));
 * // An instant, but not in canonical form: the door would make it so.
 * assert.ok(!isInstant("2026-11-23T08:00Z"));
 * ```
 * @since 0.1.0
 */
export function isInstant(value: unknown): value is Instant {
  return typeof value === "string" && canonicalTime(value) >= 0 && readCivil(value) > 0;
}

/**
 * Milliseconds from 1970-01-01T00:00Z to an instant, in any form that {@link instant} takes.
 *
 * @throws ClienteleError as {@link instant}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { epochMilliseconds } from "clientele/values";
 *
 * assert.equal(epochMilliseconds("1970-01-02T00:00:00.000Z"), 86_400_000);
 * ```
 * @since 0.1.0
 */
export function epochMilliseconds(value: Instant, path = "instant"): number {
  return expectInstant(value, path);
}

/**
 * The instant that lies a number of milliseconds from 1970-01-01T00:00Z.
 *
 * @throws ClienteleError `schema.type` for what is no integer, `date.range`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { instantFromEpochMilliseconds } from "clientele/values";
 *
 * assert.equal(instantFromEpochMilliseconds(1_795_420_800_000), "2026-11-23T08:00:00.000Z");
 * ```
 * @since 0.1.0
 */
export function instantFromEpochMilliseconds(milliseconds: number): Instant {
  const exact = expectInteger(milliseconds, "milliseconds");
  return formatInstant(expectInstantRange(exact, "milliseconds"));
}

function expectOffset(options: OffsetOptions | undefined): number {
  if (options === undefined) return 0;
  const { offsetMinutes } = expectRecord(options, "options", ["offsetMinutes"]);
  if (offsetMinutes === undefined) return 0;
  const path = at("options", "offsetMinutes");
  return expectInteger(offsetMinutes, path, -OFFSET_MINUTES_MAX, OFFSET_MINUTES_MAX);
}

/**
 * The day that an instant falls on, in UTC or at an offset from it.
 *
 * @throws ClienteleError as {@link instant}; `schema.*` for the offset; `date.range` where the
 * offset leads out of the years 0001 to 9999
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
export function dateOf(value: Instant, options?: OffsetOptions): CalendarDate {
  const shifted = expectInstant(value, "instant") + expectOffset(options) * 60_000;
  return formatDay(Math.floor(shifted / MILLISECONDS_A_DAY), "instant");
}

/**
 * The first instant of a day, in UTC or at an offset from it.
 *
 * @throws ClienteleError `date.*`; `schema.*` for the offset
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { startOfDate } from "clientele/values";
 *
 * assert.equal(startOfDate("2026-11-23"), "2026-11-23T00:00:00.000Z");
 * assert.equal(startOfDate("2026-11-23", { offsetMinutes: 60 }), "2026-11-22T23:00:00.000Z");
 * ```
 * @since 0.1.0
 */
export function startOfDate(date: CalendarDate, options?: OffsetOptions): Instant {
  const start = dayNumberOf(expectDate(date, "date")) * MILLISECONDS_A_DAY;
  return formatInstant(expectInstantRange(start - expectOffset(options) * 60_000, "date"));
}

/**
 * −1, 0 or 1 as a is before, at or after b.
 *
 * @throws ClienteleError as {@link instant}, with the path `a` or `b`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compareInstants } from "clientele/values";
 *
 * assert.equal(compareInstants("2026-11-23T09:00+01:00", "2026-11-23T08:00Z"), 0);
 * ```
 * @since 0.1.0
 */
export function compareInstants(a: Instant, b: Instant): -1 | 0 | 1 {
  const difference = expectInstant(a, "a") - expectInstant(b, "b");
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/**
 * The instant a number of milliseconds later; earlier when negative.
 *
 * @throws ClienteleError as {@link instant}; `schema.type` for what is no integer; `date.range`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addMilliseconds } from "clientele/values";
 *
 * assert.equal(addMilliseconds("2026-11-23T23:59:59.999Z", 1), "2026-11-24T00:00:00.000Z");
 * ```
 * @since 0.1.0
 */
export function addMilliseconds(value: Instant, milliseconds: number): Instant {
  const sum = expectInstant(value, "instant") + expectInteger(milliseconds, "milliseconds");
  return formatInstant(expectInstantRange(sum, "milliseconds"));
}

/**
 * Milliseconds from one instant to another, negative when `until` is before `from`.
 *
 * @throws ClienteleError as {@link instant}, with the path `from` or `until`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { differenceInMilliseconds } from "clientele/values";
 *
 * assert.equal(differenceInMilliseconds("2026-11-23T08:00Z", "2026-11-23T08:00:01.500Z"), 1500);
 * ```
 * @since 0.1.0
 */
export function differenceInMilliseconds(from: Instant, until: Instant): number {
  return expectInstant(until, "until") - expectInstant(from, "from");
}
