import { describe, expect, test } from "vitest";

import {
  add,
  addQuantities,
  allocate,
  compare,
  convert,
  convertBy,
  convertQuantity,
  currencyCodes,
  currencyTable,
  divide,
  equals,
  exchangeRate,
  extendPrice,
  findRate,
  formatMoney,
  fromMinorUnits,
  minorUnitsOf,
  money,
  multiply,
  multiplyQuantity,
  parseMoney,
  percent,
  pricePerUnit,
  quantity,
  rate,
  ratio,
  roundMoney,
  roundToCash,
  split,
  subtract,
  sum,
  unitPrice,
} from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { issueOf } from "./issue-of.js";

const eur = (amount: string): Money => money(amount, "EUR");
const NINES = `${"9".repeat(32)}.99`;

describe("the table of currencies", () => {
  test("has the minor units of ISO 4217", () => {
    const units = Object.fromEntries(["EUR", "JPY", "KWD", "CLF", "UYW", "HUF", "CHF", "ISK", "TND"].map((code) => [code, minorUnitsOf(code)]));
    expect(units).toEqual({ EUR: 2, JPY: 0, KWD: 3, CLF: 4, UYW: 4, HUF: 2, CHF: 2, ISK: 0, TND: 3 });
    expect(currencyCodes()).toContain("EUR");
    expect(currencyCodes()).not.toContain("XXX");
    expect([...currencyCodes()].sort()).toEqual(currencyCodes());
  });

  test("takes own units by a table that is passed in", () => {
    const currencies = currencyTable({ PTS: 0, MILES: 3 });
    const points = money(120, "PTS", { currencies });
    expect(add(points, money("30", "PTS", { currencies }))).toEqual({ amount: "150", currency: "PTS" });
    expect(sum([points], "PTS", { currencies })).toEqual(points);
    expect(issueOf(() => money(1, "PTS"))?.code).toBe("money.currency");
  });

  test.each([
    [{ EUR: 2 }, "money.currency", "currencies.EUR"],
    [{ pts: 0 }, "money.currency", "currencies.pts"],
    [{ PTS: 13 }, "schema.range", "currencies.PTS"],
    [{ PTS: "0" }, "schema.type", "currencies.PTS"],
  ])("refuses the unit %j", (table, code, path) => {
    expect(issueOf(() => currencyTable(table as never))).toEqual({ code, path });
  });

  test("a unit of the table is checked when it is used", () => {
    expect(issueOf(() => minorUnitsOf("PTS", { PTS: -1 }))?.code).toBe("schema.range");
    expect(issueOf(() => minorUnitsOf("constructor", {}))?.code).toBe("money.currency");
  });
});

describe("amounts that do not go together", () => {
  const dollars = money("1.00", "USD");
  test.each([
    ["add", () => add<string>(eur("1"), dollars), "b.currency"],
    ["subtract", () => subtract<string>(eur("1"), dollars), "b.currency"],
    ["compare", () => compare<string>(eur("1"), dollars), "b.currency"],
    ["ratio", () => ratio<string>(eur("1"), dollars, { scale: 2 }), "b.currency"],
    ["sum", () => sum<string>([eur("1"), dollars], "EUR"), "amounts[1].currency"],
  ])("%s refuses two currencies", (_, attempt, path) => {
    expect(issueOf(attempt)).toEqual({ code: "money.currency_mismatch", path });
  });

  test("two currencies are never equal, and one of other decimals is another", () => {
    expect(equals(money("0", "JPY"), money("0", "EUR"))).toBe(false);
    const three = { amount: "1.000", currency: "PTS" };
    expect(issueOf(() => add<string>({ amount: "1", currency: "PTS" }, three))?.code).toBe("money.currency_mismatch");
    expect(issueOf(() => sum<string>([three], "PTS", { currencies: { PTS: 0 } }))?.code).toBe("money.currency_mismatch");
  });

  test.each([
    [null, "money.type", "a"],
    ["1.00", "money.type", "a"],
    [{ amount: 1, currency: "EUR" }, "money.type", "a.amount"],
    [{ amount: "1", currency: "EUR" }, "money.scale", "a.amount"],
    [{ amount: "1.000", currency: "EUR" }, "money.scale", "a.amount"],
    [{ amount: "1.00", currency: "euro" }, "money.currency", "a.currency"],
    [{ amount: "1.00" }, "money.currency", "a.currency"],
    [{ amount: "x", currency: "EUR" }, "money.format", "a.amount"],
  ])("%j is no money", (value, code, path) => {
    expect(issueOf(() => add(value as never, eur("1")))).toEqual({ code, path });
  });
});

describe("rounding", () => {
  test("is refused where it is said to be unnecessary and is not", () => {
    expect(issueOf(() => multiply(eur("1.01"), "0.5", { rounding: "unnecessary" }))?.code).toBe("money.rounding_needed");
    expect(multiply(eur("1.02"), "0.5", { rounding: "unnecessary" })).toEqual(eur("0.51"));
    expect(issueOf(() => divide(eur("1.00"), 3, { rounding: "unnecessary" }))?.code).toBe("money.rounding_needed");
    expect(divide(eur("1.00"), "0.5", { rounding: "unnecessary" })).toEqual(eur("2.00"));
    expect(divide(eur("1.00"), 3)).toEqual(eur("0.33"));
  });

  test("has nine modes and no other", () => {
    expect(issueOf(() => multiply(eur("1"), 1, { rounding: "half-banana" as never }))).toEqual({ code: "config.rounding", path: "rounding" });
    expect(issueOf(() => money("1", "EUR", { rounding: 7 as never }))?.code).toBe("config.rounding");
  });

  test("results beyond 34 digits are refused, not cut", () => {
    expect(issueOf(() => add(eur(NINES), eur("0.01")))?.code).toBe("money.overflow");
    expect(add(eur(`-${NINES}`), eur("0.01")).amount).toBe(`-${"9".repeat(32)}.98`);
    expect(issueOf(() => add(eur(`-${NINES}`), eur("-0.01")))?.code).toBe("money.overflow");
    const yen = money("9".repeat(34), "JPY");
    expect(issueOf(() => add(yen, yen))?.code).toBe("money.overflow");
  });

  test("ratios take a number of decimals and no zero", () => {
    expect(ratio(eur("1.00"), eur("3.00"), { scale: 4, rounding: "up" })).toBe("0.3334");
    expect(issueOf(() => ratio(eur("1"), eur("0"), { scale: 2 }))?.code).toBe("money.divide_by_zero");
    expect(issueOf(() => ratio(eur("1"), eur("1"), { scale: 40 }))?.code).toBe("schema.range");
  });
});

describe("text and minor units", () => {
  test("are read back", () => {
    expect(formatMoney(eur("-5.00"))).toBe("EUR -5.00");
    expect(parseMoney("PTS 5", { currencies: { PTS: 0 } })).toEqual({ amount: "5", currency: "PTS" });
    expect(fromMinorUnits("-5", "KWD")).toEqual({ amount: "-0.005", currency: "KWD" });
  });

  test.each([
    [() => parseMoney("EUR"), "money.format"],
    [() => parseMoney(`EUR ${"1".repeat(100)}`), "money.format"],
    [() => parseMoney(5 as never), "money.type"],
    [() => parseMoney("EUR 1.005"), "money.scale"],
    [() => parseMoney("BTC 1"), "money.currency"],
    [() => fromMinorUnits("0.5", "EUR"), "money.scale"],
  ])("case %# is refused", (attempt, code) => {
    expect(issueOf(attempt)?.code).toBe(code);
  });
});

describe("allocation", () => {
  test("names who gets the leftover cents", () => {
    const parts = (mode: "largestRemainder" | "floorToFirst" | "floorToLargestWeight" | "floorSeparate" | "blockSeparate"): string[] =>
      allocate(eur("0.10"), [1, 3, 3], { mode }).map((part) => part.amount);
    expect(parts("largestRemainder")).toEqual(["0.02", "0.04", "0.04"]);
    expect(parts("floorToFirst")).toEqual(["0.02", "0.04", "0.04"]);
    expect(parts("floorToLargestWeight")).toEqual(["0.01", "0.05", "0.04"]);
    expect(parts("floorSeparate")).toEqual(["0.01", "0.04", "0.04", "0.01"]);
    expect(parts("blockSeparate")).toEqual(["0.01", "0.03", "0.03", "0.03"]);
  });

  test("by the coin, where the amount is a multiple of it", () => {
    expect(allocate(money("1.00", "CHF"), [1, 1, 1], { increment: "0.05" }).map((part) => part.amount)).toEqual(["0.35", "0.35", "0.30"]);
    expect(split(money("1.00", "CHF"), 3, { mode: "separate" }).map((part) => part.amount)).toEqual(["0.33", "0.33", "0.33", "0.01"]);
  });

  test.each([
    [() => allocate(eur("1"), [1, -1]), "money.negative_weight", "weights[1]"],
    [() => allocate(eur("1"), [1, NaN]), "money.not_finite", "weights[1]"],
    [() => allocate(eur("1"), ["1/0"]), "money.divide_by_zero", "weights[0]"],
    [() => allocate(eur("1"), ["1/-2"]), "money.negative_weight", "weights[0]"],
    [() => allocate(eur("1"), ["1".repeat(100)]), "money.too_long", "weights[0]"],
    [() => allocate(eur("1"), [1], { mode: "random" as never }), "schema.value", "mode"],
    [() => allocate(eur("1.01"), [1], { increment: "0.05" }), "money.increment", "amount"],
    [() => allocate(eur("1"), [1], { increment: "0" }), "money.increment", "increment"],
    [() => allocate(eur("1"), [1], { increment: "0.001" }), "money.increment", "increment"],
    [() => split(eur("1"), 0), "schema.range", "parts"],
    [() => split(eur("1"), 2, { mode: "x" as never }), "schema.value", "mode"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});

describe("unit prices and cash", () => {
  test("a price finer than a cent becomes money once, at the end", () => {
    expect(extendPrice(unitPrice("0.0435", "EUR"), 1000)).toEqual(eur("43.50"));
    expect(roundMoney(unitPrice("0.0435", "EUR"))).toEqual(eur("0.04"));
    expect(pricePerUnit(eur("10.00"), 3)).toEqual({ unitPrice: "3.333333333333", currency: "EUR" });
    expect(pricePerUnit(eur("10.00"), 4, { rounding: "halfUp" }).unitPrice).toBe("2.5");
    expect(roundToCash(unitPrice("1.024", "CHF"), "0.05", { rounding: "halfUp" })).toEqual({
      rounded: money("1.00", "CHF"),
      difference: "-0.024",
    });
  });

  test.each([
    [() => unitPrice("0.0000000000001", "EUR"), "money.scale", "unitPrice"],
    [() => extendPrice(null as never, 1), "money.type", "price"],
    [() => extendPrice({ unitPrice: 1, currency: "EUR" } as never, 1), "money.type", "price.unitPrice"],
    [() => extendPrice({ unitPrice: "1", currency: "e" }, 1), "money.currency", "price.currency"],
    [() => extendPrice({ unitPrice: "0.0000000000001", currency: "EUR" }, 1), "money.scale", "price.unitPrice"],
    [() => extendPrice(unitPrice("1", "EUR"), 1, { per: 7 as never }), "schema.value", "per"],
    [() => extendPrice(unitPrice("1", "EUR"), "x"), "decimal.format", "quantity"],
    [() => pricePerUnit(eur("1"), 0), "money.divide_by_zero", "quantity"],
    [() => roundToCash(eur("1"), "0"), "money.increment", "increment"],
    [() => roundToCash(eur("1"), "0.001"), "money.increment", "increment"],
    [() => roundToCash(eur("1"), "0.05", { rounding: "x" as never }), "config.rounding", "rounding"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});

describe("exchange", () => {
  const rates = [
    { from: "EUR", to: "USD", rate: "1.10" },
    { from: "EUR", to: "USD", rate: "1.20", validFrom: "2026-07-01" },
    { from: "USD", to: "EUR", rate: "10/11" },
  ];
  test("takes the rate of the day, and no inverse", () => {
    expect(convertBy(eur("100.00"), "USD", rates, { asOf: "2026-06-30" })).toEqual(money("110.00", "USD"));
    expect(convertBy(eur("100.00"), "USD", rates, { asOf: "2026-07-01" })).toEqual(money("120.00", "USD"));
    expect(convertBy(eur("100.00"), "EUR", [])).toEqual(eur("100.00"));
    expect(findRate(rates, "USD", "EUR")?.rate).toBe("10/11");
    expect(findRate([{ from: "EUR", to: "JPY", rate: "160" }], "JPY", "EUR")).toBeNull();
    expect(findRate(rates, "EUR", "USD", "2026-06-30")?.rate).toBe("1.10");
  });

  test("rounds once, at the end, to the minor unit of the other currency", () => {
    expect(convert(eur("1.00"), { from: "EUR", to: "JPY", rate: "160.55" })).toEqual(money("161", "JPY"));
    expect(convert(eur("1.00"), { from: "EUR", to: "PTS", rate: "99.5" }, { currencies: { PTS: 0 }, rounding: "down" })).toEqual({ amount: "99", currency: "PTS" });
  });

  test.each([
    [() => exchangeRate({ from: "EUR", to: "USD", rate: "0" }), "money.rate", "rate.rate"],
    [() => exchangeRate({ from: "EUR", to: "USD", rate: "-1/2" }), "money.rate", "rate.rate"],
    [() => exchangeRate({ from: "EUR", to: "USD", rate: "1/0" }), "money.divide_by_zero", "rate.rate"],
    [() => exchangeRate({ from: "EUR", to: "XXX", rate: "1" }), "money.currency", "rate.to"],
    [() => exchangeRate({ from: "XXX", to: "EUR", rate: "1" }), "money.currency", "rate.from"],
    [() => exchangeRate({ from: "EUR", to: "USD", rate: "1", validFrom: "2026-02-30" }), "date.invalid", "rate.validFrom"],
    [() => convert<string, string>(eur("1"), { from: "GBP", to: "USD", rate: "1" }), "money.currency_mismatch", "rate.from"],
    [() => convert<string, string>(eur("1"), { from: "EUR", to: "USD", rate: "1" }, { rounding: "x" as never }), "config.rounding", "rounding"],
    [() => convertBy(eur("1"), "GBP", rates), "money.rate_missing", "rates"],
    [() => findRate([...rates, ...rates], "EUR", "USD"), "money.ambiguous_rate", "rates[4]"],
    [() => findRate(rates, "EUR", "USD", "x"), "date.format", "asOf"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});

describe("rates and quantities", () => {
  const box = [{ from: "box", to: "piece", ratio: "12" }, { from: "pallet", to: "box", ratio: "48" }];
  test("convert over units in between, exactly", () => {
    expect(convertQuantity(quantity(1, "pallet"), "piece", box)).toEqual(quantity(576, "piece"));
    expect(convertQuantity(quantity(1, "piece"), "box", box, { scale: 4, rounding: "halfUp" }).amount).toBe("0.0833");
    expect(convertQuantity(quantity(3, "piece"), "piece", []).amount).toBe("3");
    const sameWays = [...box, { from: "pallet", to: "piece", ratio: "576" }];
    expect(convertQuantity(quantity(1, "pallet"), "piece", sameWays).amount).toBe("576");
    expect(rate("0.2", { min: "0", max: 1 })).toBe("0.2");
  });

  test.each([
    [() => rate("1.5", { max: 1 }), "rate.range", "rate"],
    [() => rate("-0.1", { min: 0 }), "rate.range", "rate"],
    [() => percent("x"), "decimal.format", "percent"],
    [() => quantity("1e3", "box"), "quantity.exponent", "amount"],
    [() => quantity(1, ""), "id.format", "unit"],
    [() => addQuantities<string>(quantity(1, "box"), quantity(1, "piece")), "quantity.unit_mismatch", "b.unit"],
    [() => multiplyQuantity(null as never, 2), "quantity.type", "value"],
    [() => convertQuantity(quantity(1, "box"), "metre", box), "quantity.no_conversion", "to"],
    [() => convertQuantity(quantity(1, "piece"), "box", box), "quantity.rounding_needed", "rounding"],
    [() => convertQuantity(quantity(1, "box"), "piece", [{ from: "box", to: "piece", ratio: "0" }]), "quantity.ratio", "conversions[0].ratio"],
    [
      () => convertQuantity(quantity(1, "pallet"), "piece", [...box, { from: "pallet", to: "piece", ratio: "500" }]),
      "quantity.ambiguous_conversion",
      "conversions",
    ],
    [() => convertQuantity(quantity(1, "box"), "piece", box, { rounding: "x" as never }), "config.rounding", "rounding"],
  ])("case %# is refused", (attempt, code, path) => {
    expect(issueOf(attempt)).toEqual({ code, path });
  });
});
