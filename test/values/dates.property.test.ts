/** The laws of calendar arithmetic, and its agreement with date-fns on UTC. */
import { addMonths as addMonthsOfDateFns } from "date-fns/addMonths";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  addBusinessDays,
  addDays,
  addDuration,
  addDurationToInstant,
  addMonths,
  addYears,
  businessDaysBetween,
  calendarPeriod,
  compareDates,
  compareInstants,
  containsDate,
  dateOf,
  dayCount,
  dayOfWeek,
  daysIn,
  daysInMonth,
  differenceInDays,
  differenceInMonths,
  endOf,
  epochMilliseconds,
  exactYearFraction,
  formatDuration,
  fromDayNumber,
  instant,
  instantFromEpochMilliseconds,
  intersectPeriods,
  isBusinessDay,
  isCalendarDate,
  isInstant,
  isLeapYear,
  parseDuration,
  period,
  periodsOverlap,
  rollingPeriod,
  rollToBusinessDay,
  startOf,
  startOfDate,
  subPeriods,
  toDayNumber,
} from "../../src/values/index.js";
import { runs } from "../support/runs.js";

/** Days of the years 1600 to 2400. */
const days = fc.integer({ min: -135_140, max: 157_053 });
const dates = days.map((day) => fromDayNumber(day));
const wideDates = fc.integer({ min: -719_162, max: 2_932_896 }).map((day) => fromDayNumber(day));
const months = fc.integer({ min: -1_200, max: 1_200 });
const instants = fc
  .integer({ min: -11_676_096_000_000, max: 13_569_465_600_000 })
  .map((milliseconds) => instantFromEpochMilliseconds(milliseconds));
const calendars = fc.record({
  weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
  holidays: fc.array(fc.integer({ min: 20_000, max: 20_100 }).map((day) => fromDayNumber(day)), { maxLength: 10 }),
  workingDays: fc.array(fc.integer({ min: 20_000, max: 20_100 }).map((day) => fromDayNumber(day)), { maxLength: 4 }),
});
const nearDates = fc.integer({ min: 19_990, max: 20_110 }).map((day) => fromDayNumber(day));

describe("the calendar", () => {
  test("V-D-01 day number and date are inverse, over all ten thousand years", () => {
    fc.assert(fc.property(wideDates, (date) => fromDayNumber(toDayNumber(date)) === date && isCalendarDate(date)), runs(2_000));
  });

  test("V-D-02 day numbers and days of the week are those of the host's UTC calendar", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const host = new Date(`${date}T00:00:00.000Z`);
        expect(toDayNumber(date)).toBe(host.getTime() / 86_400_000);
        expect(dayOfWeek(date)).toBe(host.getUTCDay() === 0 ? 7 : host.getUTCDay());
      }),
      runs(1_000),
    );
  });

  test("V-D-03 adding days is undone by taking them away, and keeps the order", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -100_000, max: 100_000 }), (date, count) => {
        const moved = addDays(date, count);
        expect(addDays(moved, -count)).toBe(date);
        expect(differenceInDays(date, moved)).toBe(count);
        expect(compareDates(date, moved)).toBe(Math.sign(0 - count) + 0);
      }),
      runs(500),
    );
  });

  test("V-D-04 adding months agrees with date-fns on UTC", () => {
    fc.assert(
      fc.property(dates, months, (date, count) => {
        // date-fns works on the host's local time: the date is put there and read back there.
        const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
        const local = new Date(2000, 0, 1);
        local.setFullYear(year, month - 1, day);
        const moved = addMonthsOfDateFns(local, count);
        const text = [
          String(moved.getFullYear()).padStart(4, "0"),
          String(moved.getMonth() + 1).padStart(2, "0"),
          String(moved.getDate()).padStart(2, "0"),
        ].join("-");
        // Pacific/Apia had no 30 December 2011: there the host itself cannot name the day.
        if (isCalendarDate(text) && moved.getDate() <= 28) expect(addMonths(date, count)).toBe(text);
        expect(addYears(date, 1)).toBe(addMonths(date, 12));
      }),
      runs(1_000),
    );
  });

  test("V-D-05 a series of months counted on its first date never drifts", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const day = Number(date.slice(8));
        const moved = addMonths(date, count);
        const [year = 0, month = 0] = moved.split("-").map(Number);
        expect(Number(moved.slice(8))).toBe(Math.min(day, daysInMonth(year, month)));
      }),
      runs(500),
    );
  });

  test("V-D-06 sticky leads from the last of a month to the last of a month", () => {
    fc.assert(
      fc.property(dates, months, (date, count) => {
        const last = endOf("month", date);
        const moved = addMonths(last, count, { endOfMonth: "sticky" });
        expect(moved).toBe(endOf("month", moved));
        if (date !== last) expect(addMonths(date, count, { endOfMonth: "sticky" })).toBe(addMonths(date, count));
      }),
      runs(500),
    );
  });

  test("V-D-07 whole months between two dates are the most that do not pass the second", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 20_000 }), (from, length) => {
        const until = addDays(from, length);
        const whole = differenceInMonths(from, until);
        expect(addMonths(from, whole) <= until).toBe(true);
        expect(addMonths(from, whole + 1) > until).toBe(true);
        expect(differenceInMonths(until, from)).toBe(0 - whole);
      }),
      runs(500),
    );
  });

  test("V-D-08 every date lies in its month, quarter and year, which begin and end as named", () => {
    fc.assert(
      fc.property(dates, fc.constantFrom("month", "quarter", "year"), (date, unit) => {
        const first = startOf(unit, date);
        const last = endOf(unit, date);
        expect(first <= date && date <= last).toBe(true);
        expect(addMonths(first, { month: 1, quarter: 3, year: 12 }[unit])).toBe(addDays(last, 1));
        expect(containsDate(calendarPeriod(unit, date), date)).toBe(true);
        if (unit === "year") {
          expect(daysIn(calendarPeriod(unit, date))).toBe(isLeapYear(Number(date.slice(0, 4))) ? 366 : 365);
        }
      }),
      runs(500),
    );
  });
});

describe("the time line", () => {
  test("V-D-10 instants agree with the host's ISO format, and with their offset form", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -1_080, max: 1_080 }), (moment, offset) => {
        const host = new Date(moment);
        expect(host.toISOString()).toBe(moment);
        expect(epochMilliseconds(moment)).toBe(host.getTime());
        expect(isInstant(moment)).toBe(true);
        const sign = offset < 0 ? "-" : "+";
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const local = new Date(host.getTime() + offset * 60_000).toISOString().slice(0, 23);
        const text = `${local}${sign}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
        expect(instant(text)).toBe(moment);
        expect(dateOf(moment, { offsetMinutes: offset })).toBe(local.slice(0, 10));
      }),
      runs(1_000),
    );
  });

  test("V-D-11 instants in canonical form compare as their texts", () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => compareInstants(a, b) === (a < b ? -1 : a > b ? 1 : 0)),
      runs(500),
    );
  });

  test("V-D-12 a day begins at its first instant, at any offset", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -1_080, max: 1_080 }), (date, offsetMinutes) => {
        const begin = startOfDate(date, { offsetMinutes });
        expect(dateOf(begin, { offsetMinutes })).toBe(date);
        const before = instantFromEpochMilliseconds(epochMilliseconds(begin) - 1);
        expect(dateOf(before, { offsetMinutes })).toBe(addDays(date, -1));
      }),
      runs(500),
    );
  });
});

describe("durations", () => {
  const parts = fc
    .tuple(fc.nat(2_000), fc.nat(5_000), fc.nat(1_000_000_000), fc.boolean())
    .map(([m, d, ms, isNegative]) => {
      const sign = isNegative ? -1 : 1;
      return { months: sign * m + 0, days: sign * d + 0, milliseconds: sign * ms + 0 };
    });

  test("V-D-20 parse undoes format", () => {
    fc.assert(
      fc.property(parts, (duration) => {
        expect(parseDuration(formatDuration(duration))).toEqual(duration);
      }),
      runs(1_000),
    );
  });

  test("V-D-21 months are added before days, and agree between dates and instants", () => {
    fc.assert(
      fc.property(dates, fc.nat(100), fc.nat(400), (date, m, d) => {
        const moved = addDuration(date, `P${String(m)}M${String(d)}D`);
        expect(moved).toBe(addDays(addMonths(date, m), d));
        expect(addDurationToInstant(startOfDate(date), `P${String(m)}M${String(d)}D`)).toBe(startOfDate(moved));
      }),
      runs(500),
    );
  });

  test("V-D-22 exact time is added to an instant as it is, the time of day kept by months", () => {
    fc.assert(
      fc.property(instants, fc.nat(1_000_000), fc.nat(100), (moment, seconds, m) => {
        const later = addDurationToInstant(moment, `PT${String(seconds)}S`);
        expect(epochMilliseconds(later) - epochMilliseconds(moment)).toBe(seconds * 1_000);
        expect(addDurationToInstant(moment, `P${String(m)}M`).slice(10)).toBe(moment.slice(10));
      }),
      runs(500),
    );
  });
});

describe("periods", () => {
  const periods = fc
    .tuple(days, fc.integer({ min: 1, max: 4_000 }))
    .map(([day, length]) => ({ from: fromDayNumber(day), until: fromDayNumber(day + length) }));

  test("V-D-30 the parts of a period tile it, and none is longer than the length", () => {
    const lengths = fc.constantFrom("P1M", "P3M", "P1Y", "P7D", "P1M1D", "P10D");
    fc.assert(
      fc.property(periods, lengths, fc.option(days, { nil: undefined }), (whole, length, anchorDay) => {
        const anchor = anchorDay === undefined ? whole.from : fromDayNumber(anchorDay);
        const parts = subPeriods(whole, length, anchor);
        expect(parts[0]?.from).toBe(whole.from);
        expect(parts.at(-1)?.until).toBe(whole.until);
        parts.forEach((part, index) => {
          expect(part.from < part.until).toBe(true);
          const next = parts[index + 1];
          if (next !== undefined) expect(part.until).toBe(next.from);
        });
      }),
      runs(300),
    );
  });

  test("V-D-31 a contract month keeps the day of its anchor as far as the month has it", () => {
    const parts = subPeriods({ from: "2026-01-31", until: "2026-06-30" }, "P1M");
    expect(parts.map((part) => part.from)).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]);
  });

  test("V-D-32 overlap is to have a day in common, and the intersection holds just these", () => {
    fc.assert(
      fc.property(periods, periods, fc.boolean(), fc.boolean(), fc.nat(4_000), (a, b, openA, openB, shift) => {
        const left = openA ? { from: a.from } : a;
        const right = { from: fromDayNumber(toDayNumber(a.from) + shift - 2_000), ...(openB ? {} : { until: addDays(a.from, shift - 2_000 + daysIn(b)) }) };
        const common = intersectPeriods(left, right);
        expect(common !== null).toBe(periodsOverlap(left, right));
        expect(periodsOverlap(left, right)).toBe(periodsOverlap(right, left));
        for (let offset = -2; offset < 4_100; offset += 97) {
          const day = addDays(a.from, offset);
          const inBoth = containsDate(left, day) && containsDate(right, day);
          expect(common !== null && containsDate(common, day)).toBe(inBoth);
        }
      }),
      runs(100),
    );
  });

  test("V-D-33 a rolling period ends with its last day and is as long as named", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const year = rollingPeriod(date, "P12M");
        expect(year.until).toBe(addDays(date, 1));
        expect(year.from).toBe(addMonths(addDays(date, 1), -12));
        expect(daysIn(rollingPeriod(date, "P30D"))).toBe(30);
        expect(period(year)).toBe(year);
      }),
      runs(300),
    );
  });
});

describe("business days", () => {
  test("V-D-40 adding business days leads to a business day, as many as were asked for", () => {
    fc.assert(
      fc.property(nearDates, fc.integer({ min: -60, max: 60 }), calendars, (date, count, calendar) => {
        const moved = addBusinessDays(date, count, calendar);
        expect(isBusinessDay(moved, calendar)).toBe(true);
        if (count !== 0) expect(businessDaysBetween(date, moved, calendar)).toBe(count);
      }),
      runs(500),
    );
  });

  test("V-D-41 from a business day, there and back is where it was", () => {
    fc.assert(
      fc.property(nearDates, fc.integer({ min: 1, max: 60 }), calendars, (date, count, calendar) => {
        const start = addBusinessDays(date, 0, calendar);
        expect(addBusinessDays(addBusinessDays(start, count, calendar), -count, calendar)).toBe(start);
      }),
      runs(300),
    );
  });

  test("V-D-42 rolling keeps a business day, and modified-following keeps the month", () => {
    fc.assert(
      fc.property(nearDates, calendars, (date, calendar) => {
        const following = rollToBusinessDay(date, "following", calendar);
        const preceding = rollToBusinessDay(date, "preceding", calendar);
        const modified = rollToBusinessDay(date, "modified-following", calendar);
        expect(following >= date && preceding <= date).toBe(true);
        expect([following, preceding]).toContain(modified);
        expect(modified).toBe(following.slice(0, 7) === date.slice(0, 7) ? following : preceding);
        if (isBusinessDay(date, calendar)) expect([following, preceding]).toEqual([date, date]);
      }),
      runs(300),
    );
  });
});

describe("day counts", () => {
  test("V-D-50 actual days are days, a year of thirties is 360, and counts turn their sign", () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(dayCount(a, b, "ACT/360")).toBe(differenceInDays(a, b));
        expect(dayCount(a, addYears(a, 1), "30E/360") - 360).toBeGreaterThanOrEqual(-1);
        const there = exactYearFraction(a, b, "ACT/ACT ISDA").numerator;
        expect(exactYearFraction(b, a, "ACT/ACT ISDA").numerator).toBe(0 - there);
      }),
      runs(300),
    );
  });

  test("V-D-51 ACT/ACT ISDA is additive, and a calendar year is one", () => {
    fc.assert(
      fc.property(dates, fc.nat(3_000), fc.nat(3_000), (a, first, second) => {
        const b = addDays(a, first);
        const c = addDays(b, second);
        const part = (from: string, until: string): number => exactYearFraction(from, until, "ACT/ACT ISDA").numerator;
        expect(part(a, b) + part(b, c)).toBe(part(a, c));
        const { from, until } = calendarPeriod("year", a);
        expect(part(from, until)).toBe(365 * 366);
      }),
      runs(300),
    );
  });
});
