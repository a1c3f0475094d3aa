/**
 * Each argument of each function of the ground floor, replaced by what it cannot be: refused at
 * once, by an error with a code, under the argument's own name. What a refusal says is kept beside
 * this file, so that a change of it is seen.
 */
import { describe, expect, test } from "vitest";

import * as values from "../../src/values/index.js";
import { ClienteleError } from "../../src/values/index.js";

const eur = { amount: "10.00", currency: "EUR" };
const price = { unitPrice: "1.2345", currency: "EUR" };
const pieces = { amount: "3", unit: "piece" };
const usd = { from: "EUR", to: "USD", rate: "11/10" };
const day = "2026-01-31";
const week = { from: "2026-01-05", until: "2026-01-12" };
const moment = "2026-01-31T10:00:00.000Z";
const calendar = { weekend: [6, 7], holidays: ["2026-01-01"] };
const half = { scale: 2 };

type Row = readonly [name: keyof typeof values, args: readonly (readonly [name: string, valid: unknown])[]];

/** A function, and its arguments by name. Those that may be left out come with a value too. */
const rows: readonly Row[] = [
  ["decimal", [["value", "1"]]],
  ["addDecimals", [["a", "1"], ["b", "2"]]],
  ["subtractDecimals", [["a", "1"], ["b", "2"]]],
  ["multiplyDecimals", [["a", "1"], ["b", "2"]]],
  ["divideDecimals", [["a", "1"], ["b", "2"], ["rounding", half]]],
  ["negateDecimal", [["value", "1"]]],
  ["compareDecimals", [["a", "1"], ["b", "2"]]],
  ["roundDecimal", [["value", "1"], ["rounding", half]]],
  ["formatDecimal", [["value", "1"], ["scale", 2]]],
  ["powerDecimal", [["base", "2"], ["exponent", "2"], ["rounding", half]]],
  ["logarithmDecimal", [["value", "2"], ["rounding", half]]],
  ["money", [["amount", "1"], ["currency", "EUR"]]],
  ["zero", [["currency", "EUR"]]],
  ["fromMinorUnits", [["units", 100], ["currency", "EUR"]]],
  ["parseMoney", [["text", "EUR 1.00"]]],
  ["minorUnitsOf", [["currency", "EUR"]]],
  ["currencyTable", [["currencies", { POINTS: 0 }]]],
  ...(["minorUnits", "formatMoney", "negate", "absolute", "isZero", "isPositive", "isNegative"] as const).map((name): Row => [name, [["value", eur]]]),
  ...(["add", "subtract", "compare", "equals", "minimum", "maximum"] as const).map((name): Row => [name, [["a", eur], ["b", eur]]]),
  ["ratio", [["a", eur], ["b", eur], ["options", half]]],
  ["sum", [["amounts", [eur]], ["currency", "EUR"]]],
  ["multiply", [["value", eur], ["factor", "0.5"]]],
  ["divide", [["value", eur], ["divisor", "3"]]],
  ["unitPrice", [["unitPrice", "1.2345"], ["currency", "EUR"]]],
  ["extendPrice", [["price", price], ["quantity", "3"]]],
  ["roundMoney", [["price", price]]],
  ["pricePerUnit", [["total", eur], ["quantity", "3"]]],
  ["allocate", [["value", eur], ["weights", [1, 2]]]],
  ["split", [["value", eur], ["parts", 3]]],
  ["roundToCash", [["value", eur], ["increment", "0.05"]]],
  ["exchangeRate", [["rate", usd]]],
  ["convert", [["value", eur], ["rate", usd]]],
  ["findRate", [["rates", [usd]], ["from", "EUR"], ["to", "USD"]]],
  ["convertBy", [["value", eur], ["to", "USD"], ["rates", [usd]]]],
  ["rate", [["rate", "0.1"]]],
  ["percent", [["percent", "10"]]],
  ["toPercent", [["rate", "0.1"]]],
  ["quantity", [["amount", "3"], ["unit", "piece"]]],
  ...(["addQuantities", "subtractQuantities", "compareQuantities"] as const).map((name): Row => [name, [["a", pieces], ["b", pieces]]]),
  ["multiplyQuantity", [["value", pieces], ["factor", "2"]]],
  ["convertQuantity", [["value", pieces], ["to", "box"], ["conversions", [{ from: "piece", to: "box", ratio: "1/3" }]]]],
  ...(["calendarDate", "toDayNumber", "dayOfWeek", "isoWeek"] as const).map((name): Row => [name, [["date", day]]]),
  ["fromDayNumber", [["dayNumber", 20_000]]],
  ...(["compareDates", "earlierDate", "laterDate"] as const).map((name): Row => [name, [["a", day], ["b", day]]]),
  ["addDays", [["date", day], ["days", 1]]],
  ["addMonths", [["date", day], ["months", 1]]],
  ["addYears", [["date", day], ["years", 1]]],
  ["differenceInDays", [["from", day], ["until", day]]],
  ["differenceInMonths", [["from", day], ["until", day]]],
  ["startOf", [["unit", "month"], ["date", day]]],
  ["endOf", [["unit", "month"], ["date", day]]],
  ["instant", [["instant", moment]]],
  ["epochMilliseconds", [["instant", moment]]],
  ["instantFromEpochMilliseconds", [["milliseconds", 0]]],
  ["dateOf", [["instant", moment]]],
  ["startOfDate", [["date", day]]],
  ["compareInstants", [["a", moment], ["b", moment]]],
  ["addMilliseconds", [["instant", moment], ["milliseconds", 1]]],
  ["differenceInMilliseconds", [["from", moment], ["until", moment]]],
  ["parseDuration", [["duration", "P1M"]]],
  ["addDuration", [["date", day], ["duration", "P1M"]]],
  ["addDurationToInstant", [["start", moment], ["duration", "P1M"]]],
  ["period", [["period", week]]],
  ["containsDate", [["period", week], ["date", day]]],
  ["periodsOverlap", [["a", week], ["b", week]]],
  ["intersectPeriods", [["a", week], ["b", week]]],
  ["daysIn", [["period", week]]],
  ["subPeriods", [["period", week], ["length", "P1D"]]],
  ["periodContaining", [["date", day], ["length", "P1M"], ["anchor", day]]],
  ["calendarPeriod", [["unit", "month"], ["date", day]]],
  ["calendarPeriods", [["unit", "week"], ["period", week]]],
  ["rollingPeriod", [["lastDay", day], ["length", "P1M"]]],
  ["compileBusinessCalendar", [["calendar", calendar]]],
  ["isBusinessDay", [["date", day], ["calendar", calendar]]],
  ["addBusinessDays", [["date", day], ["days", 2], ["calendar", calendar]]],
  ["rollToBusinessDay", [["date", day], ["convention", "following"], ["calendar", calendar]]],
  ["businessDaysBetween", [["from", day], ["until", day], ["calendar", calendar]]],
  ["dayCount", [["from", day], ["until", day], ["convention", "ACT/365F"]]],
  ["exactYearFraction", [["from", day], ["until", day], ["convention", "ACT/365F"]]],
  ["yearFraction", [["from", day], ["until", day], ["convention", "ACT/365F"], ["rounding", half]]],
];

/** Options of a function, by a valid value and one of a name that is none. */
const optional: readonly Row[] = [
  ["money", [["amount", "1"], ["currency", "EUR"], ["options", {}]]],
  ["zero", [["currency", "EUR"], ["options", {}]]],
  ["fromMinorUnits", [["units", 1], ["currency", "EUR"], ["options", {}]]],
  ["parseMoney", [["text", "EUR 1.00"], ["options", {}]]],
  ["sum", [["amounts", [eur]], ["currency", "EUR"], ["options", {}]]],
  ["multiply", [["value", eur], ["factor", 2], ["options", {}]]],
  ["divide", [["value", eur], ["divisor", 2], ["options", {}]]],
  ["unitPrice", [["unitPrice", "1"], ["currency", "EUR"], ["options", {}]]],
  ["extendPrice", [["price", price], ["quantity", 2], ["options", {}]]],
  ["roundMoney", [["price", price], ["options", {}]]],
  ["pricePerUnit", [["total", eur], ["quantity", 2], ["options", {}]]],
  ["allocate", [["value", eur], ["weights", [1]], ["options", {}]]],
  ["split", [["value", eur], ["parts", 2], ["options", {}]]],
  ["roundToCash", [["value", eur], ["increment", "0.05"], ["options", {}]]],
  ["exchangeRate", [["rate", usd], ["options", {}]]],
  ["convert", [["value", eur], ["rate", usd], ["options", {}]]],
  ["convertBy", [["value", eur], ["to", "USD"], ["rates", [usd]], ["options", {}]]],
  ["convertQuantity", [["value", pieces], ["to", "piece"], ["conversions", []], ["options", {}]]],
  ["addMonths", [["date", day], ["months", 1], ["options", {}]]],
  ["addYears", [["date", day], ["years", 1], ["options", {}]]],
  ["addDuration", [["date", day], ["duration", "P1M"], ["options", {}]]],
  ["addDurationToInstant", [["instant", moment], ["duration", "P1M"], ["options", {}]]],
  ["dateOf", [["instant", moment], ["options", {}]]],
  ["startOfDate", [["date", day], ["options", {}]]],
];

/** What is valid where it stands: any word is a unit, and nothing has to be named. */
const ACCEPTED: readonly string[] = ["calendar an object", "currencies an object", "unit a word", "from a word", "to a word"];

const junk: readonly (readonly [string, unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["true", true],
  ["not a number", Number.NaN],
  ["a word", "banana"],
  ["a long text", "9".repeat(100_000)],
  ["an object", {}],
  ["an object with a hazardous key", JSON.parse('{"__proto__":{"amount":"1"}}')],
  ["a list with a hole", [undefined]],
  ["a function", (): void => undefined],
  ["a symbol", Symbol("s")],
];

function refusalOf(call: () => unknown): ClienteleError | "accepted" | "another error" {
  try {
    call();
    return "accepted";
  } catch (error) {
    return error instanceof ClienteleError ? error : "another error";
  }
}

describe("a refusal", () => {
  test.each(rows)("of %s names the argument", (name, args) => {
    const call = values[name] as (...given: unknown[]) => unknown;
    const valid = args.map(([, value]) => value);
    call(...valid);
    const said: string[] = [];
    args.forEach(([argument], position) => {
      for (const [what, value] of junk) {
        const result = refusalOf(() => call(...valid.with(position, value)));
        const about = `${argument} ${what}`;
        if (typeof result === "string") {
          expect(ACCEPTED, `${about} ${result}`).toContain(about);
          continue;
        }
        const [{ code, path, expected, received } = { code: "", path: "" }] = result.issues;
        said.push(`${about}: ${code} at ${path}: ${expected ?? ""}, not ${received ?? ""}`);
        // The members of an object of options go by their own names.
        if (code === "money.rate_missing") continue;
        if (what !== "an object" || !["rounding", "options"].includes(argument)) expect(path.split(/[.[]/)[0], about).toBe(argument);
      }
    });
    expect(said.join("\n")).toMatchSnapshot();
  });

  test.each(optional)("of %s is one of options that are none, or unknown", (name, args) => {
    const call = values[name] as (...given: unknown[]) => unknown;
    const valid = args.slice(0, -1).map(([, value]) => value);
    call(...valid, undefined);
    call(...valid, {});
    for (const [options, code, path] of [[null, "schema.type", "options"], ["banana", "schema.type", "options"], [{ banana: 1 }, "schema.unknown_key", "options.banana"]] as const) {
      const result = refusalOf(() => call(...valid, options));
      expect(typeof result === "string" ? result : result.issues.map((issue) => [issue.code, issue.path])).toEqual([[code, path]]);
    }
  });
});
