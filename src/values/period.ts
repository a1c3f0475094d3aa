/**
 * Periods of calendar dates, half-open: `until` is the first day that is not in it.
 *
 * Not here: how a period is cut into parts (`sub-periods.ts`, handed on here).
 */
import type { CalendarDate } from "./calendar-date.js";
import { differenceInDays } from "./calendar-date.js";
import { expectDate } from "./expect-date.js";
import { expectClosedPeriod, expectPeriod } from "./expect-period.js";
import { expectRecord } from "./plain.js";

export {
  calendarPeriod,
  calendarPeriods,
  periodContaining,
  rollingPeriod,
  subPeriods,
} from "./sub-periods.js";

/**
 * A half-open period: from its first day to the day before `until`; without `until`, for ever.
 *
 * @since 0.1.0
 */
export interface Period {
  readonly from: CalendarDate;
  /** First day after the period; absent when it is open. */
  readonly until?: CalendarDate;
}

/** A period that ends. @since 0.1.0 */
export interface ClosedPeriod extends Period {
  readonly until: CalendarDate;
}

/**
 * A period, checked. One that ends on the day it begins is empty and refused.
 *
 * @throws ClienteleError `schema.*`; `date.*` with the path of the date; `date.range_reversed`
 * when `until` is not after `from`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { containsDate, period } from "clientele/values";
 *
 * const year = period({ from: "2026-01-01", until: "2027-01-01" });
 * assert.ok(containsDate(year, "2026-12-31"));
 * assert.ok(!containsDate(year, "2027-01-01"));
 * assert.throws(() => period({ from: "2026-12-31", until: "2026-01-01" }), {
 *   code: "date.range_reversed",
 *   path: "period.until",
 * });
 * ```
 * @since 0.1.0
 */
export function period<P extends Period>(value: P, path = "period"): P {
  expectRecord(value, path, ["from", "until"]);
  expectPeriod(value, path);
  return value;
}

/**
 * Whether a day is in a period.
 *
 * @throws ClienteleError as {@link period}, and `date.*` for the day
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { containsDate } from "clientele/values";
 *
 * assert.ok(containsDate({ from: "2026-01-01" }, "9999-12-31"));
 * ```
 * @since 0.1.0
 */
export function containsDate(within: Period, date: CalendarDate): boolean {
  expectPeriod(within, "period");
  expectDate(date, "date");
  return date >= within.from && (within.until === undefined || date < within.until);
}

/**
 * Whether two periods have a day in common.
 *
 * @throws ClienteleError as {@link period}, with the path `a` or `b`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { periodsOverlap } from "clientele/values";
 *
 * const first = { from: "2026-01-01", until: "2026-07-01" };
 * assert.ok(!periodsOverlap(first, { from: "2026-07-01" }));
 * assert.ok(periodsOverlap(first, { from: "2026-06-30" }));
 * ```
 * @since 0.1.0
 */
export function periodsOverlap(a: Period, b: Period): boolean {
  expectPeriod(a, "a");
  expectPeriod(b, "b");
  return (a.until === undefined || b.from < a.until) && (b.until === undefined || a.from < b.until);
}

/**
 * The days that two periods have in common; null where there are none.
 *
 * @throws ClienteleError as {@link period}, with the path `a` or `b`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { intersectPeriods } from "clientele/values";
 *
 * const contract = { from: "2026-03-01" };
 * const year = { from: "2026-01-01", until: "2027-01-01" };
 * assert.deepEqual(intersectPeriods(contract, year), { from: "2026-03-01", until: "2027-01-01" });
 * ```
 * @since 0.1.0
 */
export function intersectPeriods(a: Period, b: Period): Period | null {
  if (!periodsOverlap(a, b)) return null;
  const from = a.from > b.from ? a.from : b.from;
  if (a.until === undefined) return b.until === undefined ? { from } : { from, until: b.until };
  const until = b.until !== undefined && b.until < a.until ? b.until : a.until;
  return { from, until };
}

/**
 * Days of a period that ends.
 *
 * @throws ClienteleError as {@link period}; `date.type` where it has no end
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { daysIn } from "clientele/values";
 *
 * assert.equal(daysIn({ from: "2024-01-01", until: "2025-01-01" }), 366);
 * ```
 * @since 0.1.0
 */
export function daysIn(within: ClosedPeriod): number {
  expectClosedPeriod(within, "period");
  return differenceInDays(within.from, within.until);
}
