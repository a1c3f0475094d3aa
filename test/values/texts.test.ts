/**
 * Texts of dates, instants and durations, one character changed, left out or put in at each place:
 * what is taken is what the grammar says, written down here once more as a regular expression.
 */
import { describe, expect, test } from "vitest";

import { addDays, addMonths, calendarDate, dayCount, differenceInMonths, epochMilliseconds, instant, isCalendarDate, isInstant, parseDuration, periodsOverlap, subPeriods } from "../../src/values/index.js";
import { ClienteleError } from "../../src/values/index.js";

const CHARACTERS: readonly string[] = Array.from("0159/:;.,+-TZPSMDYWHx A\u0660\u2212");

function* changed(text: string): Generator<string> {
  for (let place = 0; place <= text.length; place += 1) {
    yield text.slice(0, place) + text.slice(place + 1);
    for (const character of CHARACTERS) {
      yield text.slice(0, place) + character + text.slice(place + 1);
      yield text.slice(0, place) + character + text.slice(place);
    }
  }
}

function taken<T>(call: () => T): T | null {
  try {
    return call();
  } catch (error) {
    if (error instanceof ClienteleError) return null;
    throw error;
  }
}

/** Midnight of a day that the calendar has, by the host's own arithmetic; null for others. */
function midnight(text: string): number | null {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = year >= 1 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() : null;
}

describe("the grammar", () => {
  test("of dates", () => {
    let count = 0;
    for (const base of ["2024-02-29", "0001-01-01", "9999-12-31", "2026-11-30"]) {
      for (const text of changed(base)) {
        const isDate = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && midnight(text) !== null;
        expect(taken(() => calendarDate(text)), text).toBe(isDate ? text : null);
        expect(isCalendarDate(text), text).toBe(isDate);
        count += isDate ? 1 : 0;
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  test("of instants", () => {
    const grammar = /^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})$/;
    const oracle = (text: string): number | null => {
      const found = grammar.exec(text)?.groups;
      if (found === undefined) return null;
      const day = midnight(found["day"] ?? "");
      const [hour, minute, second] = [Number(found["hour"]), Number(found["minute"]), Number(found["second"] ?? 0)];
      const fraction = found["fraction"] ?? "0";
      const offset = found["offset"] ?? "Z";
      const [offsetHour = 0, offsetMinute = 0] = offset === "Z" ? [0, 0] : offset.slice(1).split(":").map(Number);
      const shift = offsetHour * 60 + offsetMinute;
      if (day === null || hour > 23 || minute > 59 || second > 59 || offsetMinute > 59 || shift > 18 * 60) return null;
      if (Number(fraction.slice(3) === "" ? 0 : fraction.slice(3)) !== 0) return null;
      const minutes = hour * 60 + minute + (offset.startsWith("-") ? shift : -shift);
      const milliseconds = day + minutes * 60_000 + second * 1_000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
      const [first, last] = [midnight("0001-01-01") ?? 0, (midnight("9999-12-31") ?? 0) + 86_400_000];
      return milliseconds >= first && milliseconds < last ? milliseconds : null;
    };
    let count = 0;
    for (const base of ["2026-11-23T09:30:15.250Z", "2026-11-23T09:30:15+01:00", "2026-02-28T23:59-18:00", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999000Z", "2026-11-23T09:30:15.2"]) {
      for (const text of changed(base)) {
        const milliseconds = oracle(text);
        expect(taken(() => epochMilliseconds(text)), text).toBe(milliseconds);
        const isCanonical = milliseconds !== null && text === new Date(milliseconds).toISOString();
        expect(isInstant(text), text).toBe(isCanonical);
        if (milliseconds !== null) expect(instant(text)).toBe(new Date(milliseconds).toISOString());
        count += milliseconds === null ? 0 : 1;
      }
    }
    expect(count).toBeGreaterThan(300);
  });

  test("of durations", () => {
    const grammar = /^-?P(?=.)(?:([0-9]{1,15})Y)?(?:([0-9]{1,15})M)?(?:([0-9]{1,15})W)?(?:([0-9]{1,15})D)?(?:T(?=.)(?:([0-9]{1,15})H)?(?:([0-9]{1,15})M)?(?:([0-9]{1,15})(?:\.([0-9]{1,3}))?S)?)?$/;
    const oracle = (text: string): object | null => {
      const found = grammar.exec(text);
      if (found === null) return null;
      const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1, 8).map((part: string | undefined) => Number(part ?? 0));
      const parts = { months: years * 12 + months, days: weeks * 7 + days, milliseconds: (hours * 3600 + minutes * 60 + seconds) * 1000 + Number((found.at(8) ?? "").padEnd(3, "0")) };
      if (parts.months > 120_000 || parts.days > 3_652_425 || parts.milliseconds > 3_652_425 * 86_400_000) return null;
      return text.startsWith("-") ? { months: 0 - parts.months, days: 0 - parts.days, milliseconds: 0 - parts.milliseconds } : parts;
    };
    let count = 0;
    for (const base of ["P1Y2M3W4D", "-P10D", "PT1H2M3.5S", "P1DT15M", "P10000Y", "P3652425D", "PT87658200H"]) {
      for (const text of changed(base)) {
        const parts = oracle(text);
        expect(taken(() => parseDuration(text)), text).toEqual(parts);
        count += parts === null ? 0 : 1;
      }
    }
    expect(count).toBeGreaterThan(300);
  });
});

describe("edges of the calendar", () => {
  test("days and months beyond the years 0001 to 9999 are refused on either side", () => {
    expect([addDays("9999-12-30", 1), addDays("0001-01-02", -1)]).toEqual(["9999-12-31", "0001-01-01"]);
    expect([addMonths("9999-11-30", 1), addMonths("0001-02-28", -1)]).toEqual(["9999-12-30", "0001-01-28"]);
    for (const call of [() => addDays("9999-12-31", 1), () => addDays("0001-01-01", -1), () => addMonths("9999-12-01", 1), () => addMonths("0001-01-31", -1)]) {
      expect(call).toThrow(expect.objectContaining({ code: "date.range" }));
    }
  });

  test("30/360 looks at the 31st of the end only where the start is the 30th or 31st; 30E/360 always", () => {
    expect(dayCount("2026-01-15", "2026-03-31", "30/360")).toBe(76);
    expect(dayCount("2026-01-15", "2026-03-31", "30E/360")).toBe(75);
    expect(dayCount("2026-01-30", "2026-03-31", "30/360")).toBe(60);
    expect(dayCount("2026-01-31", "2026-03-30", "30/360")).toBe(59 + 1);
  });

  test("months between two days are whole ones, in either direction", () => {
    expect(differenceInMonths("2026-02-28", "2026-01-31")).toBe(-1);
    expect(differenceInMonths("2026-02-28", "2026-03-30")).toBe(1);
    expect(differenceInMonths("2026-02-28", "2026-03-27")).toBe(0);
    expect(Object.is(differenceInMonths("2026-02-28", "2026-02-28"), 0)).toBe(true);
  });

  test("half-open periods that only touch share no day", () => {
    expect(periodsOverlap({ from: "2026-01-01", until: "2026-02-01" }, { from: "2026-02-01" })).toBe(false);
    expect(periodsOverlap({ from: "2026-02-01" }, { from: "2026-01-01", until: "2026-02-01" })).toBe(false);
    expect(periodsOverlap({ from: "2026-01-31" }, { from: "2026-01-01", until: "2026-02-01" })).toBe(true);
  });

  test("sub-periods of an anchor after them, and of the end of months", () => {
    const whole = { from: "2026-01-15", until: "2026-04-01" };
    expect(subPeriods(whole, "P1M", "2026-03-31").map(({ from }) => from)).toEqual(["2026-01-15", "2026-01-31", "2026-02-28", "2026-03-31"]);
    expect(subPeriods(whole, "P1M", "2026-02-28", { endOfMonth: "sticky" }).map(({ from }) => from)).toEqual(["2026-01-15", "2026-01-31", "2026-02-28", "2026-03-31"]);
    expect(subPeriods({ from: "2026-01-01", until: "2026-03-10" }, "P1M2D", "2026-01-01").map(({ from }) => from)).toEqual(["2026-01-01", "2026-02-03", "2026-03-05"]);
  });
});
