/** Hostile values at the doors: each is refused by code and path, or taken as stated. */
import { describe, expect, test } from "vitest";

import {
  allocate,
  calendarDate,
  divide,
  instant,
  money,
  period,
  quote,
} from "../../src/values/index.js";
import { checkShape } from "../../src/values/limits.js";
import { expectArray, expectRecord, expectString } from "../../src/values/plain.js";
import { issueOf } from "./issue-of.js";

const amount = (value: unknown): (() => unknown) => () => money(value as string, "EUR");
const date = (value: unknown): (() => unknown) => () => calendarDate(value as string);
const at = (value: unknown): (() => unknown) => () => instant(value as string, "date");

describe("amounts", () => {
  test.each([
    ["money-02", amount("1e9000000000000000"), "money.exponent"],
    ["money-04", amount("9".repeat(1_000_000)), "money.too_long"],
    ["money-05", amount(`0.${"0".repeat(200_000)}1`), "money.too_long"],
    ["money-08", amount("1_000"), "money.format"],
    ["money-09", amount(NaN), "money.not_finite"],
    ["money-10", amount("NaN"), "money.format"],
    ["money-12", amount(JSON.parse("1e400")), "money.not_finite"],
    ["money-17 full-width", amount("\uFF11\uFF12"), "money.format"],
    ["money-17 Arabic", amount("\u0663"), "money.format"],
    ["money-17 Devanagari", amount("\u0967\u0968"), "money.format"],
    ["a sign alone", amount("-"), "money.format"],
    ["a plus", amount("+1"), "money.format"],
    ["a leading zero", amount("01"), "money.format"],
    ["a point at the end", amount("1."), "money.format"],
    ["a point at the start", amount(".5"), "money.format"],
    ["a blank", amount(" 1"), "money.format"],
    ["nothing", amount(""), "money.format"],
    ["hexadecimal", amount("0x10"), "money.format"],
    ["35 digits", amount("1".repeat(35)), "money.too_long"],
    ["a number beyond 2^53", amount(2 ** 53), "money.unsafe_number"],
    ["a number without a short decimal", amount(0.1 + 0.2), "money.unsafe_number"],
  ])("%s", (_, attempt, code) => {
    expect(issueOf(attempt)).toEqual({ code, path: "amount" });
  });

  test.each([null, undefined, true, [], [5], {}, 5n, Symbol.iterator, new Date(0)])("money-19 %s is no amount", (value) => {
    expect(issueOf(amount(value))).toEqual({ code: "money.type", path: "amount" });
  });

  test("money-13 zero has no sign", () => {
    for (const zero of [-0, "-0", "-0.00"]) expect(money(zero, "EUR")).toEqual({ amount: "0.00", currency: "EUR" });
  });

  test.each(["usd", "XXX", "XAU", "XTS", "", "__proto__", "constructor", null, 5, {}, "EURO"])("money-21 %j is no currency", (currency) => {
    expect(issueOf(() => money("1", currency as string))).toEqual({ code: "money.currency", path: "currency" });
  });

  test.each([
    ["JPY", "10.5"],
    ["KWD", "1.2345"],
    ["CLF", "0.00001"],
  ])("money-23 more decimals than %s has are refused", (currency, value) => {
    expect(issueOf(() => money(value, currency))).toEqual({ code: "money.scale", path: "amount" });
  });

  test("money-24 and 25 weights of nothing, and three equal parts of five cents", () => {
    expect(issueOf(() => allocate(money("100", "EUR"), [0, 0, 0]))).toEqual({ code: "money.zero_weights", path: "weights" });
    expect(issueOf(() => allocate(money("100", "EUR"), []))).toEqual({ code: "money.zero_weights", path: "weights" });
    expect(allocate(money("0.05", "EUR"), [1, 1, 1]).map((one) => one.amount)).toEqual(["0.02", "0.02", "0.01"]);
  });

  test("money-26 nothing is divided by zero", () => {
    expect(issueOf(() => divide(money("1", "EUR"), 0))).toEqual({ code: "money.divide_by_zero", path: "divisor" });
  });
});

describe("dates", () => {
  test.each([
    ["date-01", date("2026-02-30"), "date.invalid"],
    ["date-02", date("2026-2-3"), "date.format"],
    ["date-02", date("02/03/2026"), "date.format"],
    ["date-02", date("March 3 2026"), "date.format"],
    ["date-03", at("2026-03-29T00:00"), "date.no_offset"],
    ["date-05", at("2026-01-01T24:00:00Z"), "date.invalid_time"],
    ["date-08", date(new Date(NaN)), "date.invalid"],
    ["date-08", date(new Date(8.64e15 + 1)), "date.invalid"],
    ["date-08", at(new Date(NaN)), "date.invalid"],
    ["date-09", date(1e15), "date.type"],
    ["date-09", date(1_700_000_000), "date.type"],
    ["a date object", date(new Date(0)), "date.type"],
    ["date-14", date("\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661"), "date.format"],
    ["date-14", date("2026\u201101\u201101"), "date.format"],
    ["a month of 13", date("2026-13-01"), "date.invalid"],
    ["the year 0", date("0000-01-01"), "date.invalid"],
    ["a day of 0", date("2026-01-00"), "date.invalid"],
    ["other separators", date("2026.01.01"), "date.format"],
    ["no leap year", date("1900-02-29"), "date.invalid"],
    ["a megabyte", date("2".repeat(1_000_000)), "limits.too_long"],
    ["a megabyte", at("2".repeat(1_000_000)), "limits.too_long"],
    ["a leap second", at("2026-06-30T23:59:60Z"), "date.invalid_time"],
    ["a minute of 60", at("2026-06-30T23:60Z"), "date.invalid_time"],
    ["an offset beyond 18 hours", at("2026-06-30T10:00+19:00"), "date.invalid_time"],
    ["an offset of 60 minutes", at("2026-06-30T10:00+01:60"), "date.invalid_time"],
    ["30 February", at("2026-02-30T10:00Z"), "date.invalid"],
    ["30 February, canonical", at("2026-02-30T10:00:00.000Z"), "date.invalid"],
    ["fractions finer than a millisecond", at("2026-06-30T10:00:00.0001Z"), "date.format"],
    ["ten digits of a fraction", at("2026-06-30T10:00:00.0000000000Z"), "date.format"],
    ["no digits of a fraction", at("2026-06-30T10:00:00.Z"), "date.format"],
    ["seconds that are none", at("2026-06-30T10:00:x0Z"), "date.format"],
    ["hours that are none", at("2026-06-30Tx0:00Z"), "date.format"],
    ["an offset that is none", at("2026-06-30T10:00*01:00"), "date.format"],
    ["an offset without colon", at("2026-06-30T10:00+01000"), "date.format"],
    ["an offset of letters", at("2026-06-30T10:00+0a:00"), "date.format"],
    ["a day alone", at("2026-06-30"), "date.format"],
    ["a day that is none", at("2026-0x-30T10:00Z"), "date.format"],
    ["before the year 1", at("0001-01-01T00:00+01:00"), "date.range"],
    ["after the year 9999", at("9999-12-31T23:59-01:00"), "date.range"],
  ])("%s", (_, attempt, code) => {
    expect(issueOf(attempt)).toEqual({ code, path: "date" });
  });

  test("date-12 a period that ends before it begins, or on its first day", () => {
    for (const until of ["2026-01-01", "2026-12-31"]) {
      expect(issueOf(() => period({ from: "2026-12-31", until }))).toEqual({ code: "date.range_reversed", path: "period.until" });
    }
  });

  test("accepted forms of an instant become one", () => {
    for (const text of ["2026-11-23T08:30Z", "2026-11-23T09:30:00+01:00", "2026-11-23T06:30:00.0-02:00", "2026-11-23T08:30:00.000000000Z"]) {
      expect(instant(text)).toBe("2026-11-23T08:30:00.000Z");
    }
  });
});

describe("plain data", () => {
  test("schema-02 keys that nobody declared", () => {
    const value: unknown = JSON.parse('{"constructor":{"prototype":{"x":1}}}');
    expect(issueOf(() => expectRecord(value, "", ["id"]))).toEqual({ code: "schema.unknown_key", path: "constructor" });
    const proto: unknown = JSON.parse('{"__proto__":{"price":0}}');
    expect(issueOf(() => expectRecord(proto, "priceList", ["price"]))?.code).toBe("schema.unknown_key");
  });

  test("schema-03 and 04 depth without recursion, and circles", () => {
    let deep: unknown = [];
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(issueOf(() => { checkShape(deep, ""); })?.code).toBe("limits.too_deep");
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(issueOf(() => { checkShape(circle, ""); })?.code).toBe("limits.too_deep");
  });

  test("schema-05 and 06 lengths are looked at before any loop", () => {
    expect(issueOf(() => expectArray(new Array(4_294_967_295), "items"))).toEqual({ code: "limits.too_many", path: "items" });
    expect(issueOf(() => expectArray({ length: 1e9 }, "items"))).toEqual({ code: "schema.type", path: "items" });
    const wide: Record<string, number> = {};
    for (let index = 0; index < 20_000; index += 1) wide[`key${String(index)}`] = index;
    expect(issueOf(() => expectRecord(wide, "", ["id"]))?.code).toBe("limits.too_many");
  });

  test("schema-07 a megabyte of text", () => {
    expect(issueOf(() => expectString("a".repeat(1_000_000), "email", 320))).toEqual({ code: "limits.too_long", path: "email" });
  });

  test("schema-09 what is quoted cannot break a log or a page", () => {
    const quoted = quote("a\n\u001B[31m<script>\u2028\uD800 end".repeat(50));
    expect(quoted).not.toMatch(/[\n\u001B\u2028\uD800]/);
    expect(quoted.length).toBeLessThan(200);
  });

  test("schema-12 a list for a record, and a record for a list", () => {
    expect(issueOf(() => expectRecord([], "field"))).toEqual({ code: "schema.type", path: "field" });
    expect(issueOf(() => expectArray({ 0: 1 }, "field"))).toEqual({ code: "schema.type", path: "field" });
  });
});
