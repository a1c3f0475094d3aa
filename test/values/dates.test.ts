import { describe, expect, test } from "vitest";

import {
  addBusinessDays,
  addDays,
  addDuration,
  addDurationToInstant,
  addMilliseconds,
  addMonths,
  addYears,
  businessDaysBetween,
  calendarPeriod,
  calendarPeriods,
  compareDates,
  compareInstants,
  compileBusinessCalendar,
  containsDate,
  dateOf,
  dayCount,
  dayOfWeek,
  daysIn,
  daysInMonth,
  differenceInDays,
  differenceInMilliseconds,
  differenceInMonths,
  earlierDate,
  endOf,
  epochMilliseconds,
  exactYearFraction,
  formatDuration,
  fromDayNumber,
  instantFromEpochMilliseconds,
  intersectPeriods,
  isBusinessDay,
  isCalendarDate,
  isInstant,
  isLeapYear,
  isoWeek,
  laterDate,
  parseDuration,
  period,
  periodContaining,
  periodsOverlap,
  rollingPeriod,
  rollToBusinessDay,
  startOf,
  startOfDate,
  subPeriods,
  toDayNumber,
  yearFraction,
} from "../../src/values/index.js";
import type { Period } from "../../src/values/index.js";
import { datePartsOf } from "../../src/values/calendar-date.js";
import { issueOf } from "./issue-of.js";

const christmas = { holidays: ["2026-12-25", "2026-12-26"], workingDays: ["2026-12-19"] };

describe("days", () => {
  test("have an order, a number and a week", () => {
    expect([compareDates("2026-01-01", "2026-01-02"), compareDates("2026-01-02", "2026-01-01"), compareDates("2026-01-01", "2026-01-01")]).toEqual([-1, 1, 0]);
    expect([earlierDate("2026-01-01", "2026-01-02"), earlierDate("2026-01-02", "2026-01-01")]).toEqual(["2026-01-01", "2026-01-01"]);
    expect([laterDate("2026-01-01", "2026-01-02"), laterDate("2026-01-02", "2026-01-01")]).toEqual(["2026-01-02", "2026-01-02"]);
    expect([toDayNumber("1970-01-01"), fromDayNumber(0), dayOfWeek("2026-11-23")]).toEqual([0, "1970-01-01", 1]);
    expect(isoWeek("2027-01-01")).toEqual({ weekYear: 2026, week: 53 });
    expect(isoWeek("2024-12-30")).toEqual({ weekYear: 2025, week: 1 });
    expect(isoWeek("0001-01-01")).toEqual({ weekYear: 1, week: 1 });
    expect(isoWeek("9999-12-31").weekYear).toBe(9999);
    expect([isCalendarDate("2026-02-28"), isCalendarDate("2026-02-30"), isCalendarDate(5), isCalendarDate("2026-2-28")]).toEqual([true, false, false, false]);
    expect(datePartsOf("2026-11-23", "date")).toEqual({ year: 2026, month: 11, day: 23 });
  });

  test("reach from the year 1 to 9999 and no further", () => {
    expect([addDays("9999-12-30", 1), addDays("0001-01-02", -1)]).toEqual(["9999-12-31", "0001-01-01"]);
    for (const attempt of [
      () => addDays("9999-12-31", 1),
      () => addDays("0001-01-01", -1),
      () => addMonths("9999-12-01", 1),
      () => addMonths("0001-01-01", -1),
      () => addYears("9999-01-01", 1),
      () => fromDayNumber(3_000_000),
      () => fromDayNumber(-800_000),
    ]) {
      expect(issueOf(attempt)?.code).toMatch(/^(date\.range|schema\.range)$/);
    }
  });

  test("months stay on the anchor, clamped or sticky", () => {
    expect([addMonths("2023-02-28", 1), addMonths("2023-02-28", 1, { endOfMonth: "sticky" }), addMonths("2023-01-31", 1, {})]).toEqual(["2023-03-28", "2023-03-31", "2023-02-28"]);
    expect([addYears("2024-02-29", 1), daysInMonth(2100, 2), isLeapYear(2000)]).toEqual(["2025-02-28", 28, true]);
    expect([differenceInMonths("2026-03-15", "2026-01-16"), differenceInMonths("2026-01-31", "2026-02-28"), differenceInDays("2026-03-01", "2026-02-28")]).toEqual([-1, 1, -1]);
    expect([startOf("year", "2026-11-23"), endOf("quarter", "2026-11-23"), endOf("week", "2026-11-23")]).toEqual(["2026-01-01", "2026-12-31", "2026-11-29"]);
  });

  test.each([
    [() => addMonths("2026-01-01", 1, { endOfMonth: "round" as never }), "schema.value", "options.endOfMonth"],
    [() => addMonths("2026-01-01", 1.5), "schema.type", "months"],
    [() => startOf("day" as never, "2026-01-01"), "schema.value", "unit"],
    [() => isLeapYear(0), "schema.range", "year"],
    [() => daysInMonth(2026, 13), "schema.range", "month"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});

describe("instants", () => {
  test("compare, add and subtract by milliseconds", () => {
    expect([compareInstants("2026-01-01T00:00Z", "2026-01-01T00:01Z"), compareInstants("2026-01-01T00:01Z", "2026-01-01T00:00Z")]).toEqual([-1, 1]);
    expect(differenceInMilliseconds("2026-01-01T00:00Z", "2025-12-31T23:59:59.999Z")).toBe(-1);
    expect(addMilliseconds("2026-01-01T00:00:00.000Z", -1)).toBe("2025-12-31T23:59:59.999Z");
    expect(epochMilliseconds(instantFromEpochMilliseconds(-1))).toBe(-1);
    expect([isInstant("2026-01-01T00:00:00.000Z"), isInstant("2026-02-30T00:00:00.000Z"), isInstant(0), isInstant("2026-01-01T00:60:00.000Z")]).toEqual([true, false, false, false]);
  });

  test("have a day at an offset", () => {
    expect(dateOf("2026-01-01T00:00Z", { offsetMinutes: -1 })).toBe("2025-12-31");
    expect(dateOf("2026-01-01T00:00Z", {})).toBe("2026-01-01");
    expect(startOfDate("2026-01-01", { offsetMinutes: 840 })).toBe("2025-12-31T10:00:00.000Z");
    expect(issueOf(() => dateOf("2026-01-01T00:00Z", { offsetMinutes: 1081 }))).toEqual({ code: "schema.range", path: "options.offsetMinutes" });
    expect(issueOf(() => dateOf("0001-01-01T00:00Z", { offsetMinutes: -1 }))?.code).toBe("date.range");
    expect(issueOf(() => startOfDate("0001-01-01", { offsetMinutes: 1 }))?.code).toBe("date.range");
    expect(issueOf(() => addMilliseconds("9999-12-31T23:59:59.999Z", 1))?.code).toBe("date.range");
  });
});

describe("durations", () => {
  test.each([
    ["P1Y2M10DT2H30M", { months: 14, days: 10, milliseconds: 9_000_000 }],
    ["P2W", { months: 0, days: 14, milliseconds: 0 }],
    ["-P1M", { months: -1, days: 0, milliseconds: 0 }],
    ["PT1.5S", { months: 0, days: 0, milliseconds: 1500 }],
    ["PT0.001S", { months: 0, days: 0, milliseconds: 1 }],
    ["P0D", { months: 0, days: 0, milliseconds: 0 }],
  ])("%s", (text, parts) => {
    expect(parseDuration(text)).toEqual(parts);
    expect(parseDuration(formatDuration(parts))).toEqual(parts);
  });

  test.each(["", "P", "PT", "P1", "1D", "P1H", "PT1D", "P1D1M", "P1.5D", "P-1D", "p1d", "P1DT", "PT1.S", "PT.5S", "PT1.0001S", "--P1D", "P1D ", "PT1S1M", "P1W1D1W", "-", "+P1D"])(
    "%j is none",
    (text) => {
      expect(issueOf(() => parseDuration(text))?.code).toBe("duration.format");
    },
  );

  test.each([
    [() => parseDuration(5 as never), "duration.type", "duration"],
    [() => parseDuration("P99999999Y"), "duration.range", "duration"],
    [() => parseDuration(`P${"9".repeat(100)}D`), "limits.too_long", "duration"],
    [() => addDuration("2026-01-01", "PT1H"), "duration.time", "duration"],
    [() => addDuration("9999-12-31", "P1D"), "date.range", "duration"],
    [() => addDurationToInstant("9999-12-31T00:00Z", "P2D"), "date.range", "duration"],
    [() => formatDuration({ months: 1, days: -1, milliseconds: 0 }), "duration.mixed_signs", "duration"],
    [() => formatDuration({ months: 0.5, days: 0, milliseconds: 0 }), "schema.type", "duration.months"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});

describe("periods", () => {
  const year = { from: "2026-01-01", until: "2027-01-01" };
  test("are half-open", () => {
    expect([containsDate(year, "2026-12-31"), containsDate(year, "2027-01-01"), containsDate({ from: "2026-01-01" }, "9999-01-01"), containsDate(year, "2025-12-31")]).toEqual([true, false, true, false]);
    expect([periodsOverlap(year, { from: "2027-01-01" }), periodsOverlap({ from: "2026-06-01" }, year), periodsOverlap({ from: "2020-01-01" }, { from: "2030-01-01" })]).toEqual([false, true, true]);
    expect(intersectPeriods(year, { from: "2026-03-01" })).toEqual({ from: "2026-03-01", until: "2027-01-01" });
    expect(intersectPeriods({ from: "2026-03-01" }, year)).toEqual({ from: "2026-03-01", until: "2027-01-01" });
    expect(intersectPeriods({ from: "2026-03-01" }, { from: "2026-01-01" })).toEqual({ from: "2026-03-01" });
    expect(intersectPeriods(year, { from: "2026-03-01", until: "2026-04-01" })).toEqual({ from: "2026-03-01", until: "2026-04-01" });
    expect(intersectPeriods({ from: "2026-03-01", until: "2026-04-01" }, year)).toEqual({ from: "2026-03-01", until: "2026-04-01" });
    expect(intersectPeriods(year, { from: "2028-01-01" })).toBeNull();
    expect(daysIn(year)).toBe(365);
  });

  test("are cut by months, quarters, weeks, contract years and rolling windows", () => {
    expect(calendarPeriods("quarter", year)).toHaveLength(4);
    expect(calendarPeriod("week", "2026-11-23")).toEqual({ from: "2026-11-23", until: "2026-11-30" });
    expect(subPeriods({ from: "2026-01-31", until: "2026-04-30" }, "P1M").map((part) => part.from)).toEqual(["2026-01-31", "2026-02-28", "2026-03-31"]);
    expect(periodContaining("2019-01-01", "P1Y", "2020-04-01")).toEqual({ from: "2018-04-01", until: "2019-04-01" });
    expect(periodContaining("2026-11-23", "P10D", "2026-11-20")).toEqual({ from: "2026-11-20", until: "2026-11-30" });
    expect(rollingPeriod("2026-02-28", "P1M")).toEqual({ from: "2026-02-01", until: "2026-03-01" });
    expect(subPeriods(year, "P1Y", "0001-01-01")).toEqual([year]);
  });

  test.each([
    [() => period({ from: "2026-01-01", til: "2027-01-01" } as Period), "schema.unknown_key", "period.til"],
    [() => period(null as never), "schema.type", "period"],
    [() => containsDate({ from: "x" }, "2026-01-01"), "date.format", "period.from"],
    [() => containsDate({ from: "2026-01-02", until: "2026-01-01" }, "2026-01-01"), "date.range_reversed", "period.until"],
    [() => daysIn({ from: "2026-01-01" } as never), "date.type", "period.until"],
    [() => subPeriods(year, "P0D"), "duration.range", "length"],
    [() => subPeriods(year, "PT24H"), "duration.range", "length"],
    [() => subPeriods(year, "-P1M"), "duration.range", "length"],
    [() => subPeriods({ from: "0001-01-01", until: "9999-01-01" }, "P1D"), "limits.too_many", "length"],
    [() => periodContaining("9999-12-31", "P1Y", "2020-04-01"), "date.range", "date"],
    [() => periodContaining("0001-01-01", "P1Y", "2020-04-01"), "date.range", "date"],
    [() => rollingPeriod("0001-06-01", "P1Y"), "date.range", "length"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});

describe("business days", () => {
  const plan = compileBusinessCalendar(christmas);
  test("skip weekends and holidays, and take the Saturday that is worked", () => {
    expect([isBusinessDay("2026-12-19", plan), isBusinessDay("2026-12-20", plan), isBusinessDay("2026-12-25", christmas), isBusinessDay("2026-12-24", plan)]).toEqual([true, false, false, true]);
    expect([addBusinessDays("2026-12-24", 1, plan), addBusinessDays("2026-12-28", -1, plan), addBusinessDays("2026-12-25", 0, plan), addBusinessDays("2026-12-24", 0, plan)]).toEqual(["2026-12-28", "2026-12-24", "2026-12-28", "2026-12-24"]);
    expect([businessDaysBetween("2026-12-24", "2026-12-28", plan), businessDaysBetween("2026-12-28", "2026-12-24", plan), businessDaysBetween("2026-12-24", "2026-12-24", plan)]).toEqual([1, -1, 0]);
    expect(isBusinessDay("2026-11-22", { weekend: [5] })).toBe(true);
  });

  test("roll by the conventions of ISDA", () => {
    expect(rollToBusinessDay("2026-10-31", "following", {})).toBe("2026-11-02");
    expect(rollToBusinessDay("2026-10-31", "modified-following", {})).toBe("2026-10-30");
    expect(rollToBusinessDay("2026-10-31", "preceding", {})).toBe("2026-10-30");
    expect(rollToBusinessDay("2026-11-21", "modified-following", {})).toBe("2026-11-23");
  });

  test.each([
    [() => compileBusinessCalendar({ weekend: [1, 2, 3, 4, 5, 6, 7] }), "calendar.no_working_day", "calendar.weekend"],
    [() => compileBusinessCalendar({ weekend: [0] }), "schema.range", "calendar.weekend[0]"],
    [() => compileBusinessCalendar({ holidays: ["2026-02-30"] }), "date.invalid", "calendar.holidays[0]"],
    [() => compileBusinessCalendar({ closed: [] } as never), "schema.unknown_key", "calendar.closed"],
    [() => addBusinessDays("2026-01-01", 100_001, {}), "schema.range", "days"],
    [() => rollToBusinessDay("2026-01-01", "nearest" as never, {}), "schema.value", "convention"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });

  test("a calendar closed for twenty years is no calendar", () => {
    const holidays = Array.from({ length: 8000 }, (_, index) => addDays("2026-01-01", index));
    expect(issueOf(() => addBusinessDays("2026-01-01", 1, { weekend: [6, 7], holidays }))?.code).toBe("calendar.no_working_day");
  });
});

describe("day counts", () => {
  test("may run backwards", () => {
    expect(dayCount("2026-03-31", "2026-03-30", "30/360")).toBe(0);
    expect(dayCount("2026-02-28", "2026-01-31", "30E/360")).toBe(-28);
    expect(exactYearFraction("2025-01-01", "2024-01-01", "ACT/ACT ISDA")).toEqual({ numerator: -366 * 365, denominator: 366 * 365 });
    expect(exactYearFraction("2024-01-01", "2024-07-01", "ACT/360")).toEqual({ numerator: 182, denominator: 360 });
    expect(yearFraction("2024-01-01", "2025-01-01", "ACT/365F", { scale: 4 })).toBe("1.0027");
  });

  test.each([
    [() => dayCount("2026-01-01", "2026-01-02", "ACT/364" as never), "schema.value", "convention"],
    [() => yearFraction("2026-01-01", "2026-01-02", "ACT/360", { scale: 31 }), "schema.range", "scale"],
    [() => yearFraction("2026-01-01", "2026-01-02", "ACT/360", { scale: 2, rounding: "x" as never }), "config.rounding", "rounding"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});
