/** Published numbers for dates: date-fns on UTC, QuantLib's day counters (ISDA examples). */
import { describe, expect, test } from "vitest";

import { addMonths, calendarDate, dateOf, dayCount, instantFromEpochMilliseconds, startOfDate, yearFraction } from "../../src/values/index.js";
import type { DayCountConvention } from "../../src/values/index.js";
import { vectors } from "../support/shared.js";

const rows = vectors("money");
const dateRows = rows.filter((row) => /^(addm|date|dc)-/.test(row.id));

const conventions: Record<string, DayCountConvention> = {
  "30/360 bond basis": "30/360",
  "30E/360": "30E/360",
  "ACT/ACT ISDA": "ACT/ACT ISDA",
  "ACT days": "ACT/365F",
  "ACT/365F": "ACT/365F",
  "ACT/360": "ACT/360",
};

describe("numbers written out", () => {
  test.each([
    ["2007-08-31", "2008-02-29", "30/360", 179],
    ["2006-09-30", "2006-10-31", "30/360", 30],
    ["2006-08-20", "2007-02-20", "30/360", 180],
    ["2006-02-28", "2006-08-31", "30E/360", 182],
    ["2008-02-28", "2008-03-31", "30E/360", 32],
    ["2024-02-28", "2024-03-01", "ACT/365F", 2],
  ] as const)("%s to %s by %s is %s days", (from, until, convention, days) => {
    expect(dayCount(from, until, convention)).toBe(days);
  });

  test.each([
    ["2003-11-01", "2004-05-01", "0.497724380567"],
    ["1999-02-01", "1999-07-01", "0.410958904110"],
    ["1999-07-01", "2000-07-01", "1.001377348604"],
    ["2002-08-15", "2003-07-15", "0.915068493151"],
    ["2003-07-15", "2004-01-15", "0.504004790778"],
    ["1999-07-30", "2000-01-30", "0.503892506924"],
  ])("%s to %s by ACT/ACT ISDA is %s years", (from, until, years) => {
    const fraction = yearFraction(from, until, "ACT/ACT ISDA", { scale: 12, rounding: "halfUp" });
    expect(Number(fraction)).toBe(Number(years));
  });
});

describe.skipIf(rows.length === 0)("the file of vectors (skipped when the folder is absent)", () => {
  test.each(dateRows.map((row) => [row.id, row] as const))("%s", (_, { feature, given, expect: expected }) => {
    const text = (name: string): string => String(given[name]);
    if (feature === "addMonths") {
      expect(addMonths(text("date"), Number(given["months"]))).toBe(expected);
    } else if (feature === "addMonths chain") {
      const steps = given["steps"] as number[];
      expect(steps.reduce((date, months) => addMonths(date, months), text("date"))).toBe(expected);
      expect(addMonths(text("date"), steps.reduce((a, b) => a + b, 0))).toBe("2024-03-31");
    } else if (feature === "addMonths timezone") {
      const moved = startOfDate(addMonths(dateOf(text("instant")), Number(given["months"])));
      expect(moved).toBe("2023-04-01T00:00:00.000Z");
      expect(instantFromEpochMilliseconds(Date.UTC(2023, 3, 1))).toBe(moved);
    } else if (feature === "date parse") {
      if (typeof expected === "string") expect(calendarDate(text("s"))).toBe(expected);
      else expect(() => calendarDate(text("s"))).toThrow(expect.objectContaining({ code: "date.invalid" }));
    } else if (feature === "day count") {
      const convention = conventions[text("convention")];
      if (convention === undefined) throw new Error(`no such convention: ${text("convention")}`);
      if (typeof expected === "number") {
        expect(dayCount(text("from"), text("until") === "undefined" ? text("to") : text("until"), convention)).toBe(expected);
      } else {
        const years = yearFraction(text("from"), text("to"), convention, { scale: 12, rounding: "halfUp" });
        expect(Number(years)).toBe(Number(expected));
      }
    } else {
      throw new Error(`a feature that nothing here maps: ${feature}`);
    }
  });
});
