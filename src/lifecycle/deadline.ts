/** When a deadline falls due: a start, and a wait counted from it on the calendar. */
import { addBusinessDays } from "../values/business-days.js";
import type { BusinessCalendar } from "../values/business-days.js";
import { addDays, addMonths } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import {
  dateOf,
  epochMilliseconds,
  instant,
  instantFromEpochMilliseconds,
  startOfDate,
} from "../values/instant.js";
import type { Instant } from "../values/instant.js";
import { at } from "../values/plain.js";
import type { DeadlinePlan } from "./lifecycle.js";
import type { LifecycleState } from "./model.js";

const MILLISECONDS_A_DAY = 86_400_000;

/** A wait in parts, as a calendar counts it. @internal */
export interface ParsedDuration {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

/**
 * What deadlines need to know beyond the state.
 *
 * @since 0.1.0
 */
export interface DeadlineOptions {
  /** Working days, for deadlines that count them. */
  readonly calendar?: BusinessCalendar;
}

/** Demands a wait that time can end (`lifecycle.deadline`). @internal */
export function expectWait(
  after: ParsedDuration,
  businessDays: boolean,
  path: string,
): ParsedDuration {
  if (after.months < 0 || after.days < 0 || after.milliseconds < 0) {
    fail("lifecycle.deadline", path, "a duration of zero or longer", "a negative duration");
  }
  if (businessDays && (after.months > 0 || after.milliseconds > 0)) {
    fail("lifecycle.deadline", path, "whole days, where business days are counted", "other units");
  }
  return after;
}

/** A deadline that has a start. @internal */
export interface DueDeadline {
  readonly plan: DeadlinePlan;
  /** When it falls due, never before the state could see it. */
  readonly dueAt: Instant;
}

/** Where a deadline counts from; null where its field of the context is empty. */
function startOfWait(plan: DeadlinePlan, state: LifecycleState<string, unknown>): Instant | null {
  if (plan.from === null) return state.entered[plan.level] ?? state.lastAt;
  const context = state.context as Readonly<Record<string, unknown>>;
  const start = Object.hasOwn(context, plan.from) ? context[plan.from] : null;
  if (start === null || start === undefined) return null;
  const place = at("state.context", plan.from);
  if (typeof start !== "string") return fail("date.type", place, "a date or an instant", start);
  return start.length === 10 ? startOfDate(start) : instant(start, place);
}

/** When a wait from an instant is over; the time of day is kept. @internal */
export function endOfWait(start: Instant, plan: DeadlinePlan, options: DeadlineOptions): Instant {
  const { months, days, milliseconds } = plan.after;
  if (months === 0 && !plan.businessDays) {
    const wait = days * MILLISECONDS_A_DAY + milliseconds;
    return instantFromEpochMilliseconds(epochMilliseconds(start) + wait);
  }
  const day = dateOf(start);
  const timeOfDay = epochMilliseconds(start) - epochMilliseconds(startOfDate(day));
  const end = plan.businessDays
    ? businessDaysAfter(day, days, options)
    : addDays(addMonths(day, months), days);
  return instantFromEpochMilliseconds(
    epochMilliseconds(startOfDate(end)) + timeOfDay + milliseconds,
  );
}

function businessDaysAfter(
  day: CalendarDate,
  days: number,
  options: DeadlineOptions,
): CalendarDate {
  if (options.calendar === undefined) {
    return fail("lifecycle.calendar", "calendar", "a calendar of business days", undefined);
  }
  return addBusinessDays(day, days, options.calendar);
}

/**
 * The deadlines of a state that have a start, in their total order: by instant, then innermost
 * state first, then in the order written.
 *
 * A deadline cannot take effect before the state is there to see it: one whose start lies far
 * back falls due at the latest event.
 *
 * @internal
 */
export function deadlinesOf(
  deadlines: readonly DeadlinePlan[],
  state: LifecycleState<string, unknown>,
  options: DeadlineOptions,
): readonly DueDeadline[] {
  const found: DueDeadline[] = [];
  for (const plan of deadlines) {
    const begun = startOfWait(plan, state);
    if (begun === null) continue;
    const end = endOfWait(begun, plan, options);
    found.push({ plan, dueAt: end < state.lastAt ? state.lastAt : end });
  }
  // Sorting is stable: at one instant the order of the plan stays.
  return found.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}
