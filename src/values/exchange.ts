/**
 * Exchange by rates that are passed in. A rate goes one way: no inverse and no cross rate is
 * ever derived, as a bank would not sell at it.
 */
import { minorUnitsOf } from "./currency.js";
import type { CurrencyTable } from "./currency.js";
import { expectDate } from "./calendar-date.js";
import type { CalendarDate } from "./calendar-date.js";
import { fail } from "./errors.js";
import { scaledOf, settledText } from "./money.js";
import type { Money } from "./money.js";
import { at, atIndex, expectArray, expectRecord, expectString } from "./plain.js";
import { expectRational } from "./rational.js";
import type { Rational } from "./rational.js";
import { expectRoundingMode, multiplyIntegers, toInteger } from "./rounding.js";
import type { RoundingMode } from "./rounding.js";
import { divideScaled } from "./scaled.js";

/**
 * What one unit of a currency buys of another: `{ from: "EUR", to: "USD", rate: "1.1" }`. The
 * rate is a decimal or an exact fraction, `"10/11"`.
 *
 * @since 0.1.0
 */
export interface ExchangeRate<From extends string = string, To extends string = string> {
  readonly from: From;
  readonly to: To;
  readonly rate: string;
  /** First day on which it holds, until a later one does; always when absent. */
  readonly validFrom?: CalendarDate;
}

/** How a conversion is rounded; half to even unless named. @since 0.1.0 */
export interface ExchangeOptions {
  readonly rounding?: RoundingMode;
  /** Own units beside ISO 4217. */
  readonly currencies?: CurrencyTable;
}

const RATES_MAX = 100_000;
const CODE_LENGTH_MAX = 16;

function readRate(rate: unknown, path: string): Rational {
  const fraction = expectRational(rate, "money", path);
  if (fraction.numerator <= 0n) fail("money.rate", path, "a rate above zero", rate);
  return fraction;
}

function expectRate(value: unknown, path: string): ExchangeRate {
  const record = expectRecord(value, path, ["from", "to", "rate", "validFrom"]);
  expectString(record["from"], at(path, "from"), CODE_LENGTH_MAX);
  expectString(record["to"], at(path, "to"), CODE_LENGTH_MAX);
  readRate(record["rate"], at(path, "rate"));
  if (record["validFrom"] !== undefined) expectDate(record["validFrom"], at(path, "validFrom"));
  return value as ExchangeRate;
}

/**
 * Makes a rate of exchange.
 *
 * @throws ClienteleError `money.currency`, `money.rate` for one that is not above zero,
 * `money.format` …, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { exchangeRate } from "clientele/values";
 *
 * const rate = exchangeRate({ from: "EUR", to: "USD", rate: "1.10", validFrom: "2026-11-01" });
 * assert.equal(rate.rate, "1.10");
 * assert.throws(() => exchangeRate({ from: "EUR", to: "USD", rate: "0" }), { code: "money.rate" });
 * ```
 * @since 0.1.0
 */
export function exchangeRate<const From extends string, const To extends string>(
  value: ExchangeRate<From, To>,
  options: { readonly currencies?: CurrencyTable } = {},
): ExchangeRate<From, To> {
  expectRate(value, "rate");
  expectRecord(options, "options", ["currencies"]);
  minorUnitsOf(value.from, options.currencies, "rate.from");
  minorUnitsOf(value.to, options.currencies, "rate.to");
  return value;
}

/**
 * Converts an amount at a rate: the product is exact and rounded once, at the end.
 *
 * @throws ClienteleError `money.currency_mismatch` where the rate is from another currency,
 * and as {@link exchangeRate}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { convert, money } from "clientele/values";
 *
 * const rate = { from: "USD", to: "EUR", rate: "10/11" } as const;
 * assert.equal(convert(money("123.57", "USD"), rate, { rounding: "down" }).amount, "112.33");
 * ```
 * @since 0.1.0
 */
export function convert<From extends string, To extends string>(
  value: Money<From>,
  rate: ExchangeRate<NoInfer<From>, To>,
  options: ExchangeOptions = {},
): Money<To> {
  const exact = scaledOf(value, "value");
  expectRate(rate, "rate");
  if (rate.from !== value.currency) {
    fail("money.currency_mismatch", "rate.from", `a rate from ${value.currency}`, rate.from);
  }
  const { numerator, denominator } = readRate(rate.rate, "rate.rate");
  expectRecord(options, "options", ["rounding", "currencies", "asOf"]);
  const scale = minorUnitsOf(rate.to, options.currencies, "rate.to");
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  const product = {
    units: multiplyIntegers(exact.units, toInteger(numerator)),
    scale: exact.scale,
  };
  const result = divideScaled(product, { units: toInteger(denominator), scale: 0 }, scale, mode);
  return { amount: settledText(result), currency: rate.to };
}

/**
 * The rate from one currency to another on a day: of those that hold, the one that holds since
 * the latest day. Null where there is none; the inverse is not looked at.
 *
 * @throws ClienteleError for a rate that is none, `money.ambiguous_rate` where two hold since
 * the same day
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { findRate } from "clientele/values";
 *
 * const rates = [
 *   { from: "EUR", to: "USD", rate: "1.10" },
 *   { from: "EUR", to: "USD", rate: "1.20", validFrom: "2026-07-01" },
 * ];
 * assert.equal(findRate(rates, "EUR", "USD", "2026-06-30")?.rate, "1.10");
 * assert.equal(findRate(rates, "USD", "EUR"), null);
 * ```
 * @since 0.1.0
 */
export function findRate(
  rates: readonly ExchangeRate[],
  from: string,
  to: string,
  asOf?: CalendarDate,
): ExchangeRate | null {
  expectString(from, "from", CODE_LENGTH_MAX);
  expectString(to, "to", CODE_LENGTH_MAX);
  if (asOf !== undefined) expectDate(asOf, "asOf");
  let best: ExchangeRate | null = null;
  expectArray(rates, "rates", RATES_MAX).forEach((value, index) => {
    const path = atIndex("rates", index);
    const rate = expectRate(value, path);
    if (rate.from !== from || rate.to !== to) return;
    const since = rate.validFrom ?? "";
    if (asOf !== undefined && since > asOf) return;
    if (best !== null && (best.validFrom ?? "") === since) {
      fail("money.ambiguous_rate", path, `one rate from ${from} to ${to} since a day`, value);
    }
    if (best === null || since > (best.validFrom ?? "")) best = rate;
  });
  return best;
}

/**
 * Converts an amount by a table of rates as of a day; an amount of that currency comes back as
 * it is.
 *
 * @throws ClienteleError `money.rate_missing` where the table has no rate that way, and as
 * {@link convert}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { convertBy, money } from "clientele/values";
 *
 * const rates = [{ from: "EUR", to: "USD", rate: "1.10" }];
 * assert.equal(convertBy(money("100.00", "EUR"), "USD", rates).amount, "110.00");
 * assert.throws(() => convertBy(money("100.00", "USD"), "EUR", rates), { code: "money.rate_missing" });
 * ```
 * @since 0.1.0
 */
export function convertBy<const To extends string>(
  value: Money,
  to: To,
  rates: readonly ExchangeRate[],
  options: ExchangeOptions & { readonly asOf?: CalendarDate } = {},
): Money<To> {
  scaledOf(value, "value");
  expectRecord(options, "options", ["rounding", "currencies", "asOf"]);
  if (value.currency === to) return { amount: value.amount, currency: to };
  const rate = findRate(rates, value.currency, to, options.asOf);
  if (rate === null) {
    return fail(
      "money.rate_missing",
      "rates",
      `a rate from ${value.currency} to ${to}`,
      options.asOf,
    );
  }
  return convert(value, { ...rate, to }, options);
}
