/** Business days by a calendar that is passed in as data; no public holiday is built in. */
import { fromDayNumber, toDayNumber } from "./calendar-date.js";
import type { CalendarDate } from "./calendar-date.js";
import { dayNumberOf } from "./civil-date.js";
import { fail } from "./errors.js";
import { expectDate } from "./expect-date.js";
import { weekdayIndex } from "./month-arithmetic.js";
import {
  at,
  atIndex,
  expectArray,
  expectInteger,
  expectOneOf,
  expectRecord,
  isRecord,
} from "./plain.js";

/**
 * Which days are worked, as data.
 *
 * @since 0.1.0
 */
export interface BusinessCalendar {
  /** Days of the week that are not worked, Monday 1 to Sunday 7; `[6, 7]` unless named. */
  readonly weekend?: readonly number[];
  /** Days that are not worked. */
  readonly holidays?: readonly CalendarDate[];
  /** Days that are worked although they fall on a weekend; they win over holidays. */
  readonly workingDays?: readonly CalendarDate[];
}

/**
 * A calendar of business days, read once. Opaque: store the {@link BusinessCalendar}.
 *
 * @since 0.1.0
 */
export interface BusinessCalendarPlan {
  readonly kind: "business-calendar";
  /** @internal */
  readonly weekend: ReadonlySet<number>;
  /** @internal */
  readonly holidays: ReadonlySet<number>;
  /** @internal */
  readonly workingDays: ReadonlySet<number>;
}

const HOLIDAYS_MAX = 100_000;
const BUSINESS_DAYS_MAX = 100_000;
/** Days without a working day after which a calendar is held to have none: twenty years. */
const CLOSED_DAYS_MAX = 7_305;

function readDays(value: unknown, name: string): ReadonlySet<number> {
  const path = at("calendar", name);
  const days = expectArray(value ?? [], path, HOLIDAYS_MAX);
  return new Set(days.map((day, index) => dayNumberOf(expectDate(day, atIndex(path, index)))));
}

/**
 * Reads a calendar of business days, for many questions to it.
 *
 * @throws ClienteleError `schema.*`, `date.*`, `calendar.no_working_day` when all seven days are
 * a weekend
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileBusinessCalendar, isBusinessDay } from "clientele/values";
 *
 * const plan = compileBusinessCalendar({ holidays: ["2026-12-25"] });
 * assert.ok(!isBusinessDay("2026-12-25", plan));
 * ```
 * @since 0.1.0
 */
export function compileBusinessCalendar(calendar: BusinessCalendar): BusinessCalendarPlan {
  const record = expectRecord(calendar, "calendar", ["weekend", "holidays", "workingDays"]);
  const path = at("calendar", "weekend");
  const weekend = new Set(
    expectArray(record["weekend"] ?? [6, 7], path, 7).map((day, index) =>
      expectInteger(day, atIndex(path, index), 1, 7),
    ),
  );
  if (weekend.size === 7)
    fail("calendar.no_working_day", path, "a day that is worked", calendar.weekend);
  return {
    kind: "business-calendar",
    weekend,
    holidays: readDays(record["holidays"], "holidays"),
    workingDays: readDays(record["workingDays"], "workingDays"),
  };
}

function planOf(calendar: BusinessCalendar | BusinessCalendarPlan): BusinessCalendarPlan {
  return isPlan(calendar) ? calendar : compileBusinessCalendar(calendar);
}

function isPlan(
  calendar: BusinessCalendar | BusinessCalendarPlan,
): calendar is BusinessCalendarPlan {
  return (
    isRecord(calendar) &&
    calendar["kind"] === "business-calendar" &&
    [calendar["weekend"], calendar["holidays"], calendar["workingDays"]].every(
      (days) => days instanceof Set,
    )
  );
}

function isWorked(day: number, plan: BusinessCalendarPlan): boolean {
  if (plan.workingDays.has(day)) return true;
  return !plan.weekend.has(weekdayIndex(day) + 1) && !plan.holidays.has(day);
}

/** The first working day at or beyond a day, in one direction. */
function nextWorked(day: number, step: 1 | -1, plan: BusinessCalendarPlan): number {
  let current = day;
  for (let closed = 0; !isWorked(current, plan); closed += 1) {
    if (closed > CLOSED_DAYS_MAX) {
      fail("calendar.no_working_day", "calendar", "a working day within twenty years", day);
    }
    current += step;
  }
  return current;
}

/**
 * Whether a day is worked.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isBusinessDay } from "clientele/values";
 *
 * assert.ok(isBusinessDay("2026-11-23", {}));
 * assert.ok(!isBusinessDay("2026-11-22", {}));
 * ```
 * @since 0.1.0
 */
export function isBusinessDay(
  date: CalendarDate,
  calendar: BusinessCalendar | BusinessCalendarPlan,
): boolean {
  return isWorked(toDayNumber(date), planOf(calendar));
}

/**
 * The day a number of business days later, earlier when negative. Counting begins after the
 * day itself; 0 is the day itself if it is worked, else the next that is.
 *
 * @throws ClienteleError `date.*`, `schema.range` beyond 100 000 business days
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addBusinessDays } from "clientele/values";
 *
 * const calendar = { holidays: ["2026-12-25"] };
 * // Thursday 24 December 2026 and two business days: Monday 28 and Tuesday 29.
 * assert.equal(addBusinessDays("2026-12-24", 2, calendar), "2026-12-29");
 * assert.equal(addBusinessDays("2026-12-28", -1, calendar), "2026-12-24");
 * ```
 * @since 0.1.0
 */
export function addBusinessDays(
  date: CalendarDate,
  days: number,
  calendar: BusinessCalendar | BusinessCalendarPlan,
): CalendarDate {
  const plan = planOf(calendar);
  const count = expectInteger(days, "days", -BUSINESS_DAYS_MAX, BUSINESS_DAYS_MAX);
  const step = count < 0 ? -1 : 1;
  let day = toDayNumber(date);
  if (count === 0) return fromDayNumber(nextWorked(day, 1, plan));
  for (let left = Math.abs(count); left > 0; left -= 1) day = nextWorked(day + step, step, plan);
  return fromDayNumber(day);
}

/**
 * Where a day that is not worked is moved (ISDA 2006 Definitions, section 4.12):
 * `following` to the next business day, `preceding` to the one before, `modified-following` to
 * the next unless that is in another month, then to the one before.
 *
 * @since 0.1.0
 */
export type RollConvention = "following" | "preceding" | "modified-following";

/**
 * A day, moved to a business day by a convention.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rollToBusinessDay } from "clientele/values";
 *
 * assert.equal(rollToBusinessDay("2026-10-31", "following", {}), "2026-11-02");
 * assert.equal(rollToBusinessDay("2026-10-31", "modified-following", {}), "2026-10-30");
 * ```
 * @since 0.1.0
 */
export function rollToBusinessDay(
  date: CalendarDate,
  convention: RollConvention,
  calendar: BusinessCalendar | BusinessCalendarPlan,
): CalendarDate {
  const plan = planOf(calendar);
  expectOneOf(convention, "convention", ["following", "preceding", "modified-following"]);
  const day = toDayNumber(date);
  if (convention === "preceding") return fromDayNumber(nextWorked(day, -1, plan));
  const following = fromDayNumber(nextWorked(day, 1, plan));
  if (convention === "following" || following.slice(0, 7) === date.slice(0, 7)) return following;
  return fromDayNumber(nextWorked(day, -1, plan));
}

/**
 * Business days from one day to another, the first not counted, the last counted if worked;
 * negative when `until` is before `from`. O(days).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { businessDaysBetween } from "clientele/values";
 *
 * assert.equal(businessDaysBetween("2026-11-20", "2026-11-24", {}), 2);
 * ```
 * @since 0.1.0
 */
export function businessDaysBetween(
  from: CalendarDate,
  until: CalendarDate,
  calendar: BusinessCalendar | BusinessCalendarPlan,
): number {
  const plan = planOf(calendar);
  const start = toDayNumber(from, "from");
  const end = toDayNumber(until, "until");
  let count = 0;
  const step = end < start ? -1 : 1;
  for (let day = start; day !== end;) {
    day += step;
    if (isWorked(day, plan)) count += step;
  }
  return count + 0;
}
