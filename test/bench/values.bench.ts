/**
 * What values cost beside decimal.js, dinero.js, date-fns and a bare loop over integers, in one
 * run: `npx tsx --tsconfig test/tsconfig.json test/bench/values.bench.ts`.
 */
import { addMonths as addMonthsOf } from "date-fns/addMonths";
import { Decimal } from "decimal.js";
import { allocate as allocateOf, dinero, multiply as multiplyOf, toDecimal, transformScale, halfEven } from "dinero.js";
import { EUR } from "dinero.js/currencies";

import { addMonths, allocate, extendPrice, money, multiply, sum } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { multiplyDivideRounded } from "../../src/values/rounding.js";
import { formatFixed, multiplyScaled, parseScaled, roundScaled } from "../../src/values/scaled.js";
import { moneySchema, parseWith, quantitySchema, unitPriceSchema } from "../../src/values/schema.js";
import * as z from "zod";
import { compare } from "./support.js";

const N = 1000;
Decimal.set({ precision: 40, rounding: 6 });

const cents = Array.from({ length: N }, (_, index) => 1000 + ((index * 7919) % 900_000));
const rates = Array.from({ length: N }, (_, index) => 1 + ((index * 104_729) % 9_999));

/** 1 000 products of cents and a rate in ten-thousandths, rounded to the cent. */
const integers = cents.map((units) => ({ units, scale: 2 }));
const factors = rates.map((units) => ({ units, scale: 4 }));
const decimals = cents.map((units) => new Decimal(units).div(100));
const decimalRates = rates.map((units) => new Decimal(units).div(10_000));
const dineros = cents.map((amount) => dinero({ amount, currency: EUR }));

await compare("1 000 × multiply and round to the cent, half to even", [
  {
    name: "clientele, engine",
    times: 20,
    work: () => {
      let total = 0;
      for (let index = 0; index < N; index += 1) {
        const product = multiplyScaled(integers[index]!, factors[index]!);
        total += Number(roundScaled(product, 2, "halfEven").units);
      }
      return total;
    },
  },
  {
    name: "clientele, one fused step",
    times: 20,
    work: () => {
      let total = 0;
      for (let index = 0; index < N; index += 1) {
        total += Number(multiplyDivideRounded(cents[index]!, rates[index]!, 10_000, "halfEven"));
      }
      return total;
    },
  },
  {
    name: "bare integer loop, half up",
    times: 20,
    work: () => {
      let total = 0;
      for (let index = 0; index < N; index += 1) {
        total += Math.floor((cents[index]! * rates[index]! + 5_000) / 10_000);
      }
      return total;
    },
  },
  {
    name: "decimal.js",
    times: 5,
    work: () => {
      let total = new Decimal(0);
      for (let index = 0; index < N; index += 1) {
        total = total.add(decimals[index]!.mul(decimalRates[index]!).toDecimalPlaces(2));
      }
      return total;
    },
  },
  {
    name: "dinero.js",
    times: 2,
    work: () => {
      for (let index = 0; index < N; index += 1) {
        transformScale(multiplyOf(dineros[index]!, { amount: rates[index]!, scale: 4 }), 2, halfEven);
      }
    },
  },
]);

/** A price line from strings to strings: unit price × quantity, less a discount, as money. */
const prices = cents.map((units) => (units / 10_000).toFixed(4));
const quantities = rates.map((units) => String(units));
const keep = rates.map((units) => (1 - (units % 40) / 100).toFixed(2));

await compare("1 000 price lines from strings to strings", [
  {
    name: "clientele, public: extendPrice, multiply",
    times: 5,
    work: () => {
      for (let index = 0; index < N; index += 1) {
        const line = extendPrice({ unitPrice: prices[index]!, currency: "EUR" }, quantities[index]!);
        multiply(line, keep[index]!);
      }
    },
  },
  {
    name: "clientele, engine",
    times: 5,
    work: () => {
      for (let index = 0; index < N; index += 1) {
        const price = parseScaled(prices[index]!, "money", "price");
        const line = roundScaled(multiplyScaled(price, parseScaled(quantities[index]!, "money", "quantity")), 2, "halfEven");
        formatFixed(roundScaled(multiplyScaled(line, parseScaled(keep[index]!, "money", "rate")), 2, "halfEven"));
      }
    },
  },
  {
    name: "decimal.js",
    times: 5,
    work: () => {
      for (let index = 0; index < N; index += 1) {
        const line = new Decimal(prices[index]!).mul(quantities[index]!).toDecimalPlaces(2);
        line.mul(keep[index]!).toFixed(2);
      }
    },
  },
  {
    name: "dinero.js, prices as integers beforehand",
    times: 2,
    work: () => {
      for (let index = 0; index < N; index += 1) {
        const line = multiplyOf(dinero({ amount: cents[index]!, currency: EUR, scale: 4 }), rates[index]!);
        const rounded = transformScale(line, 2, halfEven);
        toDecimal(transformScale(multiplyOf(rounded, { amount: Math.round(Number(keep[index]) * 100), scale: 2 }), 2, halfEven));
      }
    },
  },
]);

const amounts: Money[] = cents.map((units) => money((units / 100).toFixed(2), "EUR"));
await compare("sum of 1 000 amounts", [
  { name: "clientele", times: 10, work: () => sum(amounts, "EUR") },
  { name: "decimal.js", times: 10, work: () => amounts.reduce((total, { amount }) => total.add(amount), new Decimal(0)).toFixed(2) },
]);

const weights = [3, 1, 4, 1, 5, 9, 2, 6];
const whole = money("1234.56", "EUR");
const wholeDinero = dinero({ amount: 123_456, currency: EUR });
await compare("allocation over eight weights", [
  { name: "clientele, largest remainder", times: 2000, work: () => allocate(whole, weights) },
  { name: "dinero.js", times: 2000, work: () => allocateOf(wholeDinero, weights) },
]);

const dates = Array.from({ length: N }, (_, index) => `20${String(10 + (index % 80)).padStart(2, "0")}-0${String(1 + (index % 9))}-${String(10 + (index % 19))}`);
await compare("1 000 × add months, text to text", [
  { name: "clientele", times: 20, work: () => { for (const date of dates) addMonths(date, 7); } },
  { name: "date-fns on UTC midnight", times: 20, work: () => { for (const date of dates) addMonthsOf(new Date(`${date}T00:00:00Z`), 7).toISOString().slice(0, 10); } },
]);

const lineSchema = z.strictObject({ id: z.string(), price: unitPriceSchema, quantity: quantitySchema, total: moneySchema });
const orderSchema = z.strictObject({ id: z.string(), lines: z.array(lineSchema) });
const order = {
  id: "R-1",
  lines: Array.from({ length: 20 }, (_, index) => ({
    id: String(index),
    price: { unitPrice: "12.5000", currency: "EUR" },
    quantity: { amount: "12", unit: "piece" },
    total: { amount: "150.00", currency: "EUR" },
  })),
};
const bare = z.strictObject({
  id: z.string(),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      price: z.strictObject({ unitPrice: z.string(), currency: z.string() }),
      quantity: z.strictObject({ amount: z.string(), unit: z.string() }),
      total: z.strictObject({ amount: z.string(), currency: z.string() }),
    }),
  ),
});
await compare("parse of a 20-line order", [
  { name: "clientele schemas, every value checked", times: 50, work: () => parseWith(orderSchema, order) },
  { name: "zod, shapes only", times: 50, work: () => bare.parse(order) },
]);
