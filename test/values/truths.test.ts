/** Plain truths of money, rates, quantities and exchange, at their edges; and what the rarer refusals say. */
import { describe, expect, test } from "vitest";

import * as v from "../../src/values/index.js";
import { ClienteleError, money } from "../../src/values/index.js";

const eur = (amount: string): v.Money<"EUR"> => money(amount, "EUR");

function said(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ClienteleError) return error.issues.map(({ code, path, expected }) => `${code} at ${path}: ${expected ?? ""}`).join("; ");
    throw error;
  }
  return "accepted";
}

describe("money in order", () => {
  test("equal is the same amount in the same currency, and nothing else", () => {
    const loose = v.equals;
    expect(loose(eur("10.00"), eur("10.00"))).toBe(true);
    expect(loose(eur("10.00"), eur("10.01"))).toBe(false);
    expect(loose(eur("10.00"), money("10.00", "USD"))).toBe(false);
    expect(loose({ amount: "1000", currency: "POINTS" }, { amount: "10.00", currency: "POINTS" })).toBe(false);
  });

  test("zero is neither above nor below itself", () => {
    const signs = (amount: string): boolean[] => [v.isNegative(eur(amount)), v.isZero(eur(amount)), v.isPositive(eur(amount))];
    expect([signs("-0.01"), signs("0.00"), signs("0.01")]).toEqual([[true, false, false], [false, true, false], [false, false, true]]);
    expect(v.absolute(eur("0.00")).amount).toBe("0.00");
  });

  test("of equals the first is the smaller, and the larger", () => {
    const [a, b] = [eur("1.00"), eur("1.00")];
    expect([v.minimum(a, b) === a, v.maximum(a, b) === a]).toEqual([true, true]);
    expect([v.earlierDate("2026-01-01", "2026-01-02"), v.laterDate("2026-01-01", "2026-01-02")]).toEqual(["2026-01-01", "2026-01-02"]);
  });
});

describe("bounds", () => {
  test("of a rate are within it", () => {
    expect(v.rate("0.1", { min: "0.1", max: "0.1" })).toBe("0.1");
    expect(said(() => v.rate("0.09", { min: "0.1" }))).toBe("rate.range at rate: a rate from 0.1 to ∞");
    expect(said(() => v.rate("0.11", { max: "0.1" }))).toBe("rate.range at rate: a rate from −∞ to 0.1");
    expect(said(() => v.rate("0.1", { min: "x" }))).toBe("decimal.format at min: a decimal such as 1234.50");
    expect(said(() => v.rate("0.1", { max: "x" }))).toBe("decimal.format at max: a decimal such as 1234.50");
  });

  test("of digits: 34 of them, a zero before the point not counted", () => {
    const nines = "9".repeat(34);
    expect(v.addDecimals(nines, 0)).toBe(nines);
    expect(v.addDecimals(`0.${nines}`, 0)).toBe(`0.${nines}`);
    expect(said(() => v.addDecimals(nines, 1))).toBe("decimal.overflow at : a result of at most 34 digits");
    expect(said(() => v.add(money(`${"9".repeat(32)}.99`, "EUR"), eur("0.01")))).toBe("money.overflow at amount: an amount of at most 34 digits");
    expect(v.isDecimalText(7)).toBe(false);
  });

  test("of powers and logarithms: what has no decimal has none", () => {
    const half = { scale: 2 };
    expect(said(() => v.powerDecimal("-2", "0.5", half))).toBe("decimal.no_value at base: a power that is a decimal");
    expect(said(() => v.powerDecimal("10", "60", half))).toBe("decimal.no_value at base: a power that is a decimal");
    expect(v.powerDecimal("10", "31", half)).toBe(`1${"0".repeat(31)}`);
    expect(said(() => v.logarithmDecimal("0", half))).toBe("decimal.no_value at value: a decimal above zero");
    expect(v.powerDecimal("-2", "3", half)).toBe("-8");
    expect(v.powerDecimal("2", "-1", half)).toBe("0.5");
  });
});

describe("rates of exchange", () => {
  const rates = [
    { from: "EUR", to: "USD", rate: "1.1", validFrom: "2026-01-01" },
    { from: "EUR", to: "USD", rate: "1.2", validFrom: "2026-02-01" },
    { from: "EUR", to: "GBP", rate: "0.8" },
    { from: "USD", to: "EUR", rate: "0.9" },
  ];

  test("the latest that is valid is found, in any order of the list", () => {
    for (const list of [rates, [...rates].reverse()]) {
      expect([v.findRate(list, "EUR", "USD")?.rate, v.findRate(list, "EUR", "USD", "2026-01-31")?.rate, v.findRate(list, "EUR", "USD", "2026-02-01")?.rate]).toEqual(["1.2", "1.1", "1.2"]);
      expect([v.findRate(list, "EUR", "USD", "2025-12-31"), v.findRate(list, "GBP", "EUR"), v.findRate(list, "EUR", "GBP", "2020-01-01")?.rate]).toEqual([null, null, "0.8"]);
    }
  });

  test("two of one day are refused", () => {
    const twice = [...rates, { from: "EUR", to: "USD", rate: "1.3", validFrom: "2026-02-01" }];
    expect(said(() => v.findRate(twice, "EUR", "USD"))).toBe("money.ambiguous_rate at rates[4]: one rate from EUR to USD since a day");
    expect(v.findRate(twice, "EUR", "GBP")?.rate).toBe("0.8");
    expect(said(() => v.findRate([rates[2], rates[2]] as v.ExchangeRate[], "EUR", "GBP"))).toBe("money.ambiguous_rate at rates[1]: one rate from EUR to GBP since a day");
  });
});

describe("units", () => {
  const boxes = [{ from: "box", to: "piece", ratio: "12" }, { from: "pallet", to: "box", ratio: "40" }];

  test("convert over one unit in between, and to themselves", () => {
    expect(v.convertQuantity({ amount: "2", unit: "pallet" }, "piece", boxes).amount).toBe("960");
    expect(v.convertQuantity({ amount: "2", unit: "crate" }, "crate", boxes)).toEqual({ amount: "2", unit: "crate" });
  });

  test("that disagree are refused, however", () => {
    const other = (ratio: string): string => said(() => v.convertQuantity({ amount: "1", unit: "pallet" }, "piece", [...boxes, { from: "pallet", to: "piece", ratio }]));
    expect(other("480")).toBe("accepted");
    expect(other("481")).toBe("quantity.ambiguous_conversion at conversions: one ratio from pallet to piece");
    expect(other("480/7")).toBe("quantity.ambiguous_conversion at conversions: one ratio from pallet to piece");
  });
});

test.each<readonly [string, () => unknown, string]>([
  ["a sum in two currencies", () => v.sum([money("1", "USD") as never], "EUR"), "money.currency_mismatch at amounts[0].currency: an amount in EUR"],
  ["a division by zero", () => v.divide(eur("1"), 0), "money.divide_by_zero at divisor: a divisor other than zero"],
  ["a ratio to zero", () => v.ratio(eur("1"), eur("0"), { scale: 2 }), "money.divide_by_zero at b: an amount other than zero"],
  ["a ratio with a rounding that is none", () => v.ratio(eur("1"), eur("2"), { scale: 2, rounding: "x" as never }), "config.rounding at rounding: one of up, down, ceil, floor, halfUp, halfDown, halfEven, halfCeil, halfFloor"],
  ["a quotient that would need rounding", () => v.divide(eur("1"), 3, { rounding: "unnecessary" }), "money.rounding_needed at rounding: a quotient without remainder"],
  ["a product that would need rounding", () => v.multiply(eur("1"), "0.333", { rounding: "unnecessary" }), "money.rounding_needed at rounding: a result of at most 2 decimals"],
  ["a third of a cent", () => money("0.003", "EUR"), "money.scale at amount: at most 2 decimals for EUR"],
  ["a rounding of money that is none", () => money("0.003", "EUR", { rounding: "x" as never }), "config.rounding at rounding: one of up, down, ceil, floor, halfUp, halfDown, halfEven, halfCeil, halfFloor"],
  ["half a minor unit", () => v.fromMinorUnits("0.5", "EUR"), "money.scale at units: a whole number of minor units"],
  ["an amount of one decimal in euros", () => v.negate({ amount: "1.0", currency: "EUR" }), "money.scale at value.amount: exactly 2 decimals for EUR"],
  ["a currency of small letters", () => v.negate({ amount: "1.00", currency: "eur" }), "money.currency at value.currency: a currency code"],
  ["a text of money without a blank", () => v.parseMoney("EUR1.00"), "money.format at text: a text such as EUR 129.90"],
  ["two currencies together", () => v.add(eur("1"), money("1", "USD") as never), "money.currency_mismatch at b.currency: an amount in EUR"],
  ["a rate from another currency", () => v.convert(eur("1"), { from: "USD", to: "GBP", rate: "1" } as never), "money.currency_mismatch at rate.from: a rate from EUR"],
  ["a rate of zero", () => v.exchangeRate({ from: "EUR", to: "USD", rate: "0" }), "money.rate at rate.rate: a rate above zero"],
  ["a currency that is none to convert to", () => v.convert(eur("1"), { from: "EUR", to: "XXX", rate: "1" }), "money.currency at rate.to: an ISO 4217 code, or a unit of the table passed"],
  ["a weight below zero", () => v.allocate(eur("1"), [1, -1]), "money.negative_weight at weights[1]: a weight of zero or more"],
  ["weights of nothing", () => v.allocate(eur("1"), [0, 0]), "money.zero_weights at weights: at least one weight above zero"],
  ["a step of nothing", () => v.allocate(eur("1"), [1], { increment: "0" }), "money.increment at increment: a step above zero, in whole minor units"],
  ["an amount between two steps", () => v.allocate(eur("1.03"), [1], { increment: "0.05" }), "money.increment at amount: a multiple of 0.05"],
  ["a coin of a tenth of a cent", () => v.roundToCash(eur("1"), "0.001"), "money.increment at increment: a step above zero, in whole minor units"],
  ["a name of a unit that is too short", () => v.currencyTable({ P: 0 }), "money.currency at currencies.P: a word of 2 to 16 capitals"],
  ["a unit by the name of a currency", () => v.currencyTable({ EUR: 0 }), "money.currency at currencies.EUR: a name that is no ISO 4217 code"],
  ["two units together", () => v.addQuantities({ amount: "1", unit: "kg" }, { amount: "1", unit: "t" } as never), "quantity.unit_mismatch at b.unit: a quantity in kg"],
  ["a unit that is not reached", () => v.convertQuantity({ amount: "1", unit: "kg" }, "m", []), "quantity.no_conversion at to: a unit that kg converts to"],
  ["a ratio of nothing", () => v.convertQuantity({ amount: "1", unit: "kg" }, "g", [{ from: "kg", to: "g", ratio: "0" }]), "quantity.ratio at conversions[0].ratio: a ratio above zero"],
  ["a conversion that does not end", () => v.convertQuantity({ amount: "1", unit: "kg" }, "g", [{ from: "kg", to: "g", ratio: "1/3" }]), "quantity.rounding_needed at rounding: a result of at most 12 decimals"],
  ["a price of thirteen decimals", () => v.unitPrice("0.0000000000001", "EUR"), "money.scale at unitPrice: at most 12 decimals"],
  ["a price per twelve", () => v.extendPrice(v.unitPrice("1", "EUR"), 1, { per: 12 as never }), "schema.value at per: one of 1, 100, 1000"],
  ["a price of none", () => v.pricePerUnit(eur("1"), 0), "money.divide_by_zero at quantity: a quantity other than zero"],
  ["a price rounded by a word", () => v.pricePerUnit(eur("1"), 3, { rounding: "x" as never }), "config.rounding at rounding: one of up, down, ceil, floor, halfUp, halfDown, halfEven, halfCeil, halfFloor"],
  ["a decimal over zero", () => v.divideDecimals("1", "0", { scale: 2 }), "decimal.divide_by_zero at b: a divisor other than zero"],
  ["decimals that would be cut", () => v.formatDecimal("1.234", 2), "decimal.scale at value: at most 2 decimals"],
  ["a fraction over zero", () => v.exchangeRate({ from: "EUR", to: "USD", rate: "1/0" }), "money.divide_by_zero at rate.rate: a fraction over a number"],
])("%s is refused in these words", (_, call, words) => {
  expect(said(call)).toBe(words);
});
