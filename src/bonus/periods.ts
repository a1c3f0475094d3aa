/** Days cut into periods: how the cut is declared, and what it gives. */
import type { CalendarDate } from "../values/calendar-date.js";
import { dayNumberOf } from "../values/civil-date.js";
import { expectWholeDays } from "../values/duration.js";
import { fail } from "../values/errors.js";
import { expectDate } from "../values/expect-date.js";
import { expectClosedPeriod } from "../values/expect-period.js";
import type { ClosedPeriod } from "../values/period.js";
import { at, atIndex, expectArray, expectOneOf, expectRecord } from "../values/plain.js";
import {
  calendarPeriod,
  calendarPeriods,
  periodContaining,
  subPeriods,
} from "../values/sub-periods.js";
import type { BonusPeriods, RollingPeriods } from "./model.js";

const LISTED_MAX = 10_000;

/** The day number of a date that has been checked. @internal */
export function dayNumber(date: CalendarDate): number {
  return dayNumberOf(expectDate(date, "date"));
}

/** Checks how periods are cut (`bonus.periods_overlap`). @internal */
export function readPeriods(value: unknown, path: string): BonusPeriods {
  const record = expectRecord(value, path, ["kind", "length", "unit", "periods"]);
  const kind = expectOneOf(record["kind"], at(path, "kind"), ["contract", "calendar", "listed"]);
  const foreign = {
    contract: ["unit", "periods"],
    calendar: ["length", "periods"],
    listed: ["length", "unit"],
  };
  for (const key of foreign[kind]) {
    if (record[key] !== undefined)
      fail("schema.unknown_key", at(path, key), `no ${key}`, record[key]);
  }
  if (kind === "contract") {
    expectWholeDays(record["length"] as string, at(path, "length"));
    return { kind, length: record["length"] as string };
  }
  if (kind === "calendar") {
    const unit = expectOneOf(record["unit"], at(path, "unit"), ["month", "quarter", "year"]);
    return { kind, unit };
  }
  return { kind, periods: readListed(record["periods"], at(path, "periods")) };
}

function readListed(value: unknown, path: string): readonly ClosedPeriod[] {
  const given = expectArray(value, path, LISTED_MAX);
  if (given.length === 0) fail("bonus.no_periods", path, "at least one period", value);
  let before: ClosedPeriod | undefined;
  return given.map((item, index) => {
    const spot = atIndex(path, index);
    expectClosedPeriod(item, spot);
    const period = item as ClosedPeriod;
    if (before !== undefined && period.from < before.until) {
      fail("bonus.periods_overlap", at(spot, "from"), `a day from ${before.until} on`, period.from);
    }
    before = period;
    return { from: period.from, until: period.until };
  });
}

/** Checks a rolling window: its length is a whole multiple of the step. @internal */
export function readRolling(
  value: unknown,
  path: string,
): RollingPeriods & { readonly steps: number } {
  const record = expectRecord(value, path, ["kind", "every", "length"]);
  const every = expectWholeDays(record["every"] as string, at(path, "every"));
  const length = expectWholeDays(record["length"] as string, at(path, "length"));
  const steps = every.months > 0 ? length.months / every.months : length.days / every.days;
  const isMultiple =
    Number.isInteger(steps) &&
    every.months * steps === length.months &&
    every.days * steps === length.days;
  if (!isMultiple) {
    fail("bonus.rolling", at(path, "length"), "a whole multiple of the step", record["length"]);
  }
  return {
    kind: "rolling",
    every: record["every"] as string,
    length: record["length"] as string,
    steps,
  };
}

/** The parts of a whole. @internal */
export function cut(whole: ClosedPeriod, periods: BonusPeriods): readonly ClosedPeriod[] {
  switch (periods.kind) {
    case "contract":
      return subPeriods(whole, periods.length);
    case "calendar":
      return calendarPeriods(periods.unit, whole);
    case "listed":
      return periods.periods.flatMap(({ from, until }) => {
        const first = from > whole.from ? from : whole.from;
        const end = until < whole.until ? until : whole.until;
        return first < end ? [{ from: first, until: end }] : [];
      });
  }
}

/** The periods of an agreement that have begun by a day, oldest first. @internal */
export function begunPeriods(
  valid: { readonly from: CalendarDate; readonly until?: CalendarDate },
  periods: BonusPeriods,
  day: CalendarDate,
): readonly ClosedPeriod[] {
  if (day < valid.from) return [];
  if (periods.kind === "listed") {
    const whole = { from: valid.from, until: valid.until ?? "9999-12-31" };
    return cut(whole, periods).filter(({ from }) => from <= day);
  }
  // The period that the day is in, whole: then all up to it are the parts of a whole.
  const last =
    periods.kind === "contract"
      ? periodContaining(day, periods.length, valid.from)
      : calendarPeriod(periods.unit, day);
  const { until } = valid;
  const end = until !== undefined && until < last.until ? until : last.until;
  return cut({ from: valid.from, until: end }, periods).filter(({ from }) => from <= day);
}
