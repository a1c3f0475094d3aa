/**
 * The programme's day: instants to days and back by the programme's own offset from UTC.
 *
 * Not here: zones by name; a programme with summer time lists its changes.
 */
import { civilOf, dayNumberOf } from "../values/civil-date.js";
import { parseDuration } from "../values/duration.js";
import type { DurationParts } from "../values/duration.js";
import { expectInstant, expectInstantRange, formatInstant } from "../values/instant-text.js";
import { lastDayNumberOf, shiftMonthsInRange, startDayOf } from "../values/month-arithmetic.js";
import type { CalendarUnit } from "../values/month-arithmetic.js";
import { at, atIndex, expectArray, expectInteger, expectRecord } from "../values/plain.js";
import { fail } from "../values/errors.js";

const DAY = 86_400_000;
const MINUTE = 60_000;
const OFFSET_MAX = 1_080;
const CHANGES_MAX = 1_000;

/** A clock ready to be read. @internal */
export interface ClockPlan {
  readonly offsetMinutes: number;
  readonly changes: readonly { readonly from: number; readonly offsetMinutes: number }[];
  /** What it has answered before, kept by one that runs over many members and no longer. */
  readonly known?: KnownAnswers;
}

interface KnownAnswers {
  readonly days: Map<string, number>;
  readonly starts: Map<number, string>;
  readonly later: Map<DurationParts, Map<string, string>>;
  readonly firsts: Map<DurationParts, Map<number, number>>;
}

/**
 * The same clock, remembering what it answered: orders of many members fall on the same days.
 *
 * @internal
 */
export function rememberingClock({ offsetMinutes, changes }: ClockPlan): ClockPlan {
  const known: KnownAnswers = {
    days: new Map(),
    starts: new Map(),
    later: new Map(),
    firsts: new Map(),
  };
  return { offsetMinutes, changes, known };
}

/** Reads a programme's clock: `loyalty.clock_order`, `schema.*`, `date.*`. @internal */
export function readClock(value: unknown, path: string): ClockPlan {
  if (value === undefined) return { offsetMinutes: 0, changes: [] };
  const record = expectRecord(value, path, ["offsetMinutes", "changes"]);
  const offset = (given: unknown, place: string): number =>
    expectInteger(given, place, -OFFSET_MAX, OFFSET_MAX);
  const place = at(path, "changes");
  const changes = expectArray(record["changes"] ?? [], place, CHANGES_MAX).map((given, index) => {
    const here = atIndex(place, index);
    const change = expectRecord(given, here, ["from", "offsetMinutes"]);
    return {
      from: expectInstant(change["from"], at(here, "from")),
      offsetMinutes: offset(change["offsetMinutes"], at(here, "offsetMinutes")),
    };
  });
  for (let index = 1; index < changes.length; index += 1) {
    if ((changes[index - 1]?.from ?? 0) >= (changes[index]?.from ?? 0)) {
      fail(
        "loyalty.clock_order",
        at(atIndex(place, index), "from"),
        "a later instant",
        changes[index]?.from,
      );
    }
  }
  return { offsetMinutes: offset(record["offsetMinutes"], at(path, "offsetMinutes")), changes };
}

function offsetAt(clock: ClockPlan, milliseconds: number): number {
  let { offsetMinutes } = clock;
  for (const change of clock.changes) {
    if (change.from > milliseconds) break;
    offsetMinutes = change.offsetMinutes;
  }
  return offsetMinutes * MINUTE;
}

/** Number of the programme's day that an instant is in. @internal */
export function dayAt(clock: ClockPlan, instant: string): number {
  const known = clock.known?.days.get(instant);
  if (known !== undefined) return known;
  const day = dayOf(clock, instant);
  clock.known?.days.set(instant, day);
  return day;
}

function dayOf(clock: ClockPlan, instant: string): number {
  const milliseconds = expectInstant(instant, "at");
  return Math.floor((milliseconds + offsetAt(clock, milliseconds)) / DAY);
}

/** First instant of a day of the programme. @internal */
export function startOfDay(clock: ClockPlan, day: number): string {
  const known = clock.known?.starts.get(day);
  if (known !== undefined) return known;
  const start = startOf(clock, day);
  clock.known?.starts.set(day, start);
  return start;
}

function startOf(clock: ClockPlan, day: number): string {
  const local = day * DAY;
  const guess = local - offsetAt(clock, local);
  // Around a change, the offset is that of the instant found and not of the first guess.
  const exact = local - offsetAt(clock, guess);
  return formatInstant(expectInstantRange(exact, "at"));
}

/** Day number after a duration in whole days and months, on the day as anchor. @internal */
export function addToDay(day: number, duration: DurationParts): number {
  const moved = shiftMonthsInRange(civilOf(day), duration.months, false, "duration");
  return dayNumberOf(moved) + duration.days;
}

/** The instant a duration later, at the same time of the programme's day. @internal */
export function addToInstant(clock: ClockPlan, instant: string, duration: DurationParts): string {
  return remembered(clock.known?.later, duration, instant, () => laterBy(clock, instant, duration));
}

/** First of the days of a length that ends with a day. @internal */
export function firstDayOf(clock: ClockPlan, length: DurationParts, day: number): number {
  return remembered(clock.known?.firsts, length, day, () => {
    const { months, days } = length;
    return addToDay(day + 1, { months: -months, days: -days, milliseconds: 0 });
  });
}

/** What was answered of a duration before, or is now. */
function remembered<From, To>(
  all: Map<DurationParts, Map<From, To>> | undefined,
  duration: DurationParts,
  from: From,
  make: () => To,
): To {
  if (all === undefined) return make();
  let known = all.get(duration);
  if (known === undefined) all.set(duration, (known = new Map<From, To>()));
  let answer = known.get(from);
  if (answer === undefined) known.set(from, (answer = make()));
  return answer;
}

function laterBy(clock: ClockPlan, instant: string, duration: DurationParts): string {
  const milliseconds = expectInstant(instant, "at");
  const local = milliseconds + offsetAt(clock, milliseconds);
  const day = Math.floor(local / DAY);
  const moved = addToDay(day, duration) * DAY + (local - day * DAY) + duration.milliseconds;
  const guess = moved - offsetAt(clock, moved);
  return formatInstant(expectInstantRange(moved - offsetAt(clock, guess), "at"));
}

/** Last day of the unit that a day is in. @internal */
export function lastDayOfUnit(unit: CalendarUnit, day: number): number {
  return lastDayNumberOf(unit, civilOf(day));
}

/** First day of the unit that a day is in. @internal */
export function firstDayOfUnit(unit: CalendarUnit, day: number): number {
  return startDayOf(unit, civilOf(day));
}

/**
 * Demands a duration above zero (`loyalty.duration`), in whole days unless time is allowed.
 *
 * @internal
 */
export function expectDuration(value: unknown, path: string, isTimed = false): DurationParts {
  const parts = parseDuration(value as string, path);
  const isPositive = parts.months > 0 || parts.days > 0 || parts.milliseconds > 0;
  const isNegative = parts.months < 0 || parts.days < 0 || parts.milliseconds < 0;
  if (!isPositive || isNegative || (!isTimed && parts.milliseconds !== 0)) {
    fail("loyalty.duration", path, "a duration above zero in whole days, such as P12M", value);
  }
  return parts;
}
