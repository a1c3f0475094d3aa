import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";

import {
  businessCalendarSchema,
  calendarDateSchema,
  checkedBy,
  currencyTableSchema,
  decimalInputSchema,
  decimalSchema,
  durationSchema,
  exchangeRateSchema,
  identifierSchema,
  instantSchema,
  moneySchema,
  parseWith,
  periodSchema,
  quantitySchema,
  rateSchema,
  roundingModeSchema,
  safeParseWith,
  textSchema,
  unitConversionSchema,
  unitPriceSchema,
} from "../../src/values/schema.js";
import type { BusinessCalendar, CurrencyTable, ExchangeRate, Money, Period, Quantity, RoundingMode, UnitConversion, UnitPrice } from "../../src/values/index.js";
import { issueOf } from "./issue-of.js";

describe("valid values are taken as they are", () => {
  test.each<[string, z.ZodType, unknown]>([
    ["decimal", decimalSchema, "12.50"],
    ["decimal input", decimalInputSchema, 12.5],
    ["date", calendarDateSchema, "2026-11-23"],
    ["instant", instantSchema, "2026-11-23T08:00:00.000Z"],
    ["identifier", identifierSchema, "acme-1"],
    ["text", textSchema, ""],
    ["duration", durationSchema, "P3M"],
    ["rounding", roundingModeSchema, "halfEven"],
    ["money", moneySchema, { amount: "12.50", currency: "EUR" }],
    ["unit price", unitPriceSchema, { unitPrice: "0.0435", currency: "EUR" }],
    ["rate", rateSchema, "0.15"],
    ["quantity", quantitySchema, { amount: "3", unit: "box" }],
    ["conversion", unitConversionSchema, { from: "box", to: "piece", ratio: "1/3" }],
    ["exchange", exchangeRateSchema, { from: "EUR", to: "USD", rate: "10/11", validFrom: "2026-01-01" }],
    ["exchange for ever", exchangeRateSchema, { from: "EUR", to: "USD", rate: "1.1" }],
    ["period", periodSchema, { from: "2026-01-01", until: "2027-01-01" }],
    ["open period", periodSchema, { from: "2026-01-01" }],
    ["calendar", businessCalendarSchema, { weekend: [5], holidays: ["2026-12-25"], workingDays: [] }],
    ["own units", currencyTableSchema, { PTS: 0 }],
  ])("%s", (_, schema, value) => {
    expect(parseWith(schema, value)).toEqual(value);
  });
});

describe("invalid values are refused by code and path", () => {
  test.each<[string, z.ZodType, unknown, string, string]>([
    ["decimal", decimalSchema, "1e5", "decimal.exponent", ""],
    ["decimal", decimalSchema, "1".repeat(1_000_000), "decimal.too_long", ""],
    ["decimal", decimalSchema, 5, "schema.type", ""],
    ["decimal input", decimalInputSchema, 0.1 + 0.2, "decimal.unsafe_number", ""],
    ["date", calendarDateSchema, "2026-02-30", "date.invalid", ""],
    ["date", calendarDateSchema, "2".repeat(1_000_000), "limits.too_long", ""],
    ["instant", instantSchema, "2026-03-29T00:00", "date.no_offset", ""],
    ["identifier", identifierSchema, "__proto__", "id.format", ""],
    ["identifier", identifierSchema, "", "id.format", ""],
    ["text", textSchema, "x".repeat(10_001), "limits.too_long", ""],
    ["duration", durationSchema, "3 months", "duration.format", ""],
    ["rounding", roundingModeSchema, "half-banana", "schema.value", ""],
    ["money", moneySchema, { amount: "12.505", currency: "EUR" }, "money.scale", "amount"],
    ["money", moneySchema, { amount: "12.50", currency: "XXX" }, "money.currency", "currency"],
    ["money", moneySchema, { amount: "12.50", currency: "EUR", tax: 1 }, "schema.unknown_key", "tax"],
    ["money", moneySchema, [], "schema.type", ""],
    ["money", moneySchema, { amount: 12.5, currency: "EUR" }, "schema.type", "amount"],
    ["unit price", unitPriceSchema, { unitPrice: "0.0000000000001", currency: "EUR" }, "money.scale", "unitPrice"],
    ["rate", rateSchema, "15 %", "decimal.format", ""],
    ["quantity", quantitySchema, { amount: "x", unit: "box" }, "quantity.format", "amount"],
    ["conversion", unitConversionSchema, { from: "box", to: "piece", ratio: "1/0" }, "quantity.divide_by_zero", "ratio"],
    ["exchange", exchangeRateSchema, { from: "EUR", to: "USD", rate: "0" }, "money.rate", "rate"],
    ["exchange", exchangeRateSchema, { from: "EUR", to: "XXX", rate: "1" }, "money.currency", "to"],
    ["period", periodSchema, { from: "2027-01-01", until: "2026-01-01" }, "date.range_reversed", "until"],
    ["calendar", businessCalendarSchema, { weekend: [1, 2, 3, 4, 5, 6, 7] }, "calendar.no_working_day", "weekend"],
    ["own units", currencyTableSchema, { EUR: 2 }, "money.currency", "EUR"],
  ])("%s %#", (_, schema, value, code, path) => {
    expect(issueOf(() => parseWith(schema, value))).toEqual({ code, path });
  });

  test("a document too deep or too wide is refused before the schema sees it", () => {
    let deep: unknown = [];
    for (let level = 0; level < 1000; level += 1) deep = [deep];
    expect(safeParseWith(moneySchema, deep)).toMatchObject({ ok: false, issues: [{ code: "limits.too_deep" }] });
    const wide = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`key${String(index)}`, 0]));
    expect(safeParseWith(moneySchema, wide)).toMatchObject({ ok: false, issues: [{ code: "limits.too_many" }] });
  });

  test("what a check throws that is no refusal is a defect and passes through", () => {
    const broken = checkedBy(() => {
      throw new TypeError("defect");
    });
    expect(() => broken.safeParse(1)).toThrow("defect");
  });
});

test("schemas and types are one", () => {
  expectTypeOf<z.infer<typeof moneySchema>>().toEqualTypeOf<Money>();
  expectTypeOf<z.infer<typeof unitPriceSchema>>().toEqualTypeOf<UnitPrice>();
  expectTypeOf<z.infer<typeof quantitySchema>>().toEqualTypeOf<Quantity>();
  expectTypeOf<z.infer<typeof unitConversionSchema>>().toEqualTypeOf<UnitConversion>();
  expectTypeOf<z.infer<typeof exchangeRateSchema>>().toEqualTypeOf<ExchangeRate>();
  expectTypeOf<z.infer<typeof periodSchema>>().toEqualTypeOf<Period>();
  expectTypeOf<z.infer<typeof businessCalendarSchema>>().toEqualTypeOf<BusinessCalendar>();
  expectTypeOf<z.infer<typeof currencyTableSchema>>().toEqualTypeOf<CurrencyTable>();
  expectTypeOf<z.infer<typeof roundingModeSchema>>().toEqualTypeOf<RoundingMode>();
});
