import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  absolute,
  add,
  addDays,
  addQuantities,
  allocate,
  compare,
  compareQuantities,
  convert,
  convertQuantity,
  divide,
  equals,
  exactYearFraction,
  exchangeRate,
  extendPrice,
  formatMoney,
  fromMinorUnits,
  isNegative,
  isoWeek,
  isPositive,
  isZero,
  maximum,
  minimum,
  minorUnits,
  money,
  multiply,
  multiplyDecimals,
  multiplyQuantity,
  negate,
  parseDuration,
  parseMoney,
  percent,
  period,
  quantity,
  rate,
  ratio,
  roundingModes,
  rollingPeriod,
  roundToCash,
  split,
  subtract,
  subtractQuantities,
  sum,
  toPercent,
  unitPrice,
  zero,
} from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const currency = fc.constantFrom("EUR", "JPY", "KWD", "CLF");
const units = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }).map(BigInt), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }));
const amountOf = (code: string): fc.Arbitrary<Money> => units.map((value) => deepFreeze(fromMinorUnits(String(value), code)));
const eur = amountOf("EUR");
/** Three amounts of one currency. */
const three = currency.chain((code) => fc.tuple(amountOf(code), amountOf(code), amountOf(code)));
const weights = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom("0.5", "1/3", "12.25", "0")), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => Number(String(weight).split("/")[0]) > 0));
const mode = fc.constantFrom(...roundingModes);

describe("money", () => {
  test("V-M-01 is a commutative group under addition", () => {
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(add(a, zero(a.currency))).toEqual(a);
        expect(add(a, negate(a))).toEqual(zero(a.currency));
        expect(subtract(a, b)).toEqual(add(a, negate(b)));
        expect(sum([a, b, c], a.currency)).toEqual(add(add(a, b), c));
      }),
      runs(500),
    );
  });

  test("V-M-02 times a whole number distributes over addition and is repeated addition", () => {
    fc.assert(
      fc.property(three, fc.integer({ min: 0, max: 20 }), ([a, b], times) => {
        expect(multiply(add(a, b), times)).toEqual(add(multiply(a, times), multiply(b, times)));
        expect(multiply(a, times)).toEqual(sum(Array.from({ length: times }, () => a), a.currency));
      }),
      runs(300),
    );
  });

  test("V-M-03 is totally ordered, and signs agree with the order", () => {
    fc.assert(
      fc.property(three, ([a, b]) => {
        const none = zero(a.currency);
        expect(compare(a, b)).toBe(0 - compare(b, a));
        expect(equals(a, b)).toBe(compare(a, b) === 0);
        expect([isNegative(a), isZero(a), isPositive(a)]).toEqual([compare(a, none) < 0, compare(a, none) === 0, compare(a, none) > 0]);
        expect(compare(minimum(a, b), maximum(a, b))).toBeLessThanOrEqual(0);
        expect(add(minimum(a, b), maximum(a, b))).toEqual(add(a, b));
        expect(isNegative(absolute(a))).toBe(false);
        expect([a, negate(a)]).toContainEqual(absolute(a));
      }),
      runs(300),
    );
  });

  test("V-M-04 rounds a product within one minor unit, and halves the same way for both signs", () => {
    fc.assert(
      fc.property(eur, fc.integer({ min: -5000, max: 5000 }), mode, (a, thousandths, rounding) => {
        const factor = (thousandths / 1000).toString();
        const product = multiply(a, factor, { rounding });
        const exact = multiplyDecimals(a.amount, factor);
        const difference = subtract(product, money(exact, "EUR", { rounding: "floor" }));
        expect(["0.00", "0.01"]).toContain(difference.amount);
        if (rounding === "halfEven" || rounding === "up" || rounding === "down") {
          expect(multiply(negate(a), factor, { rounding })).toEqual(negate(product));
        }
      }),
      runs(300),
    );
  });

  test("V-M-05 division is undone by multiplication where it leaves no remainder, and said where it does", () => {
    fc.assert(
      fc.property(eur, fc.integer({ min: 1, max: 400 }), (a, divisor) => {
        const whole = multiply(a, divisor);
        expect(divide(whole, divisor, { rounding: "unnecessary" })).toEqual(a);
        expect(ratio(whole, money("1", "EUR"), { scale: 2 })).toBe(ratio(whole, money("1", "EUR"), { scale: 10 }));
      }),
      runs(200),
    );
  });

  test("V-M-06 text, minor units, JSON and clones give it back", () => {
    fc.assert(
      fc.property(three, ([a]) => {
        expect(parseMoney(formatMoney(a))).toEqual(a);
        expect(fromMinorUnits(minorUnits(a), a.currency)).toEqual(a);
        expect(JSON.parse(JSON.stringify(a))).toEqual(a);
        expect(structuredClone(a)).toEqual(a);
      }),
      runs(300),
    );
  });

  test("V-M-08 every public value survives JSON and structuredClone, frozen or not", () => {
    fc.assert(
      fc.property(three, fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: 3000 }), ([a], units, days) => {
        const from = addDays("2026-01-01", -days);
        const values = [
          a,
          unitPrice((units / 1000).toFixed(3), "EUR"),
          quantity((units / 100).toFixed(2), "box"),
          percent(units),
          exchangeRate({ from: "EUR", to: "USD", rate: `${String(units)}/7`, validFrom: from }),
          period({ from, until: "2026-01-01" }),
          period({ from }),
          rollingPeriod(from, "P3M"),
          parseDuration(`P${String(days)}D`),
          exactYearFraction(from, "2026-01-01", "ACT/ACT ISDA"),
          roundToCash(fromMinorUnits(units, "CHF"), "0.05"),
          isoWeek(from),
        ];
        for (const value of values) {
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
          expect(structuredClone(value)).toEqual(value);
        }
      }),
      runs(100),
    );
  });

  test("V-M-07 a currency's name changes no figure", () => {
    fc.assert(
      fc.property(eur, eur, fc.integer({ min: -500, max: 500 }), (a, b, factor) => {
        const renamed = ({ amount }: Money): Money => ({ amount, currency: "USD" });
        expect(renamed(add(a, b))).toEqual(add(renamed(a), renamed(b)));
        expect(renamed(multiply(a, factor))).toEqual(multiply(renamed(a), factor));
      }),
      runs(100),
    );
  });
});

describe("allocation", () => {
  test("V-A-01 loses nothing, gives no weight nothing, and splits both signs alike", () => {
    fc.assert(
      fc.property(three, weights, fc.constantFrom("largestRemainder", "floorToFirst", "floorToLargestWeight"), ([a], list, how) => {
        const parts = allocate(a, deepFreeze(list), { mode: how });
        expect(sum(parts, a.currency)).toEqual(a);
        expect(parts).toHaveLength(list.length);
        list.forEach((weight, index) => {
          if (Number(weight) === 0) expect(isZero(parts[index] ?? a)).toBe(true);
        });
        expect(allocate(negate(a), list, { mode: how })).toEqual(parts.map((part) => negate(part)));
      }),
      runs(300),
    );
  });

  test("V-A-02 each part is within one minor unit of its exact share; more weight never gets less", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 10 }), (cents, list) => {
        const total = list.reduce((all, weight) => all + weight, 0);
        if (total === 0) return;
        const parts = allocate(fromMinorUnits(cents, "EUR"), list).map((part) => Number(minorUnits(part)));
        list.forEach((weight, index) => {
          expect(Math.abs((parts[index] ?? 0) - (cents * weight) / total)).toBeLessThan(1);
          list.forEach((other, place) => {
            if (weight > other) expect(parts[index]).toBeGreaterThanOrEqual(parts[place] ?? 0);
          });
        });
      }),
      runs(300),
    );
  });

  test("V-A-03 the unit of the weights does not matter", () => {
    fc.assert(
      fc.property(eur, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 2, max: 9 }), (a, list, times) => {
        expect(allocate(a, list.map((weight) => weight * times))).toEqual(allocate(a, list));
        expect(allocate(a, list.map((weight) => `${String(weight)}/7`))).toEqual(allocate(a, list));
      }),
      runs(200),
    );
  });

  test("V-A-04 with a part for the rest, all but it are in proportion; the whole adds up", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), fc.constantFrom("floorSeparate", "blockSeparate"), (cents, list, how) => {
        const a = fromMinorUnits(cents, "EUR");
        const parts = allocate(a, list, { mode: how });
        expect(parts).toHaveLength(list.length + 1);
        expect(sum(parts, "EUR")).toEqual(a);
        if (how === "floorSeparate") return;
        const shares = parts.slice(0, -1).map((part, index) => Number(minorUnits(part)) / (list[index] ?? 1));
        expect(new Set(shares).size).toBe(1);
      }),
      runs(200),
    );
  });

  test("V-A-05 equal parts differ by one step at most, the larger first", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 30 }), fc.constantFrom(undefined, "0.05"), (steps, count, increment) => {
        const a = fromMinorUnits(increment === undefined ? steps : steps * 5, "CHF");
        const parts = split(a, count, increment === undefined ? {} : { increment }).map((part) => Number(minorUnits(part)));
        expect(parts.toSorted((x, y) => y - x)).toEqual(parts);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(increment === undefined ? 1 : 5);
        expect(parts.reduce((x, y) => x + y, 0)).toBe(Number(minorUnits(a)));
      }),
      runs(200),
    );
  });
});

describe("exchange, cash and prices", () => {
  test("V-X-01 a conversion is the exact product rounded once, and its fraction undoes it within a unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), mode, (cents, p, q, rounding) => {
        const a = fromMinorUnits(cents, "EUR");
        const there = exchangeRate({ from: "EUR", to: "USD", rate: `${String(p)}/${String(q)}` });
        const converted = Number(minorUnits(convert(a, there, { rounding })));
        expect(Math.abs(converted - (cents * p) / q)).toBeLessThan(1 + 1e-6);
        if ((cents * p) % q === 0) expect(converted).toBe((cents * p) / q);
      }),
      runs(300),
    );
  });

  test("V-X-02 what cash rounding gives is a multiple of the coin, and the difference is what it gave away", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom("0.05", "0.10", "0.25", "1"), mode, (cents, coin, rounding) => {
        const a = fromMinorUnits(cents, "CHF");
        const { rounded, difference } = roundToCash(a, coin, { rounding });
        expect(Number(minorUnits(rounded)) % Math.round(Number(coin) * 100) === 0).toBe(true);
        expect(add(a, money(difference, "CHF"))).toEqual(rounded);
      }),
      runs(300),
    );
  });

  test("V-X-03 a price for many is the exact product rounded once; per hundred is the same price", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e6 }), (price, count) => {
        const one = unitPrice((price / 1e6).toFixed(6), "EUR");
        const total = extendPrice(one, count);
        expect(money(multiplyDecimals(one.unitPrice, count), "EUR", { rounding: "halfEven" })).toEqual(total);
        const hundred = unitPrice(multiplyDecimals(one.unitPrice, 100), "EUR");
        expect(extendPrice(hundred, count, { per: 100 })).toEqual(total);
      }),
      runs(300),
    );
  });

  test("V-X-04 percent and fraction are one rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 4 }), (value, scale) => {
        const text = (value / 10 ** scale).toFixed(scale);
        expect(toPercent(percent(text))).toBe(rate(text));
        expect(percent(toPercent(text))).toBe(rate(text));
      }),
      runs(300),
    );
  });

  test("V-X-05 quantities add, multiply and convert there and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 400 }), (a, b, ratioOf) => {
        const [x, y] = [quantity(a, "box"), quantity(b, "box")];
        expect(subtractQuantities(addQuantities(x, y), y)).toEqual(x);
        expect(compareQuantities(x, y)).toBe(Math.sign(a - b));
        expect(multiplyQuantity(x, 2)).toEqual(addQuantities(x, x));
        const conversions = [{ from: "box", to: "piece", ratio: String(ratioOf) }];
        const pieces = convertQuantity(x, "piece", conversions);
        expect(convertQuantity(pieces, "box", conversions)).toEqual(x);
        expect(JSON.parse(JSON.stringify(pieces))).toEqual(pieces);
      }),
      runs(200),
    );
  });
});
