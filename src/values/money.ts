/**
 * Money: settled amounts, always in the minor units of their currency.
 *
 * Not here: prices finer than the minor unit (`unit-price.ts`), splitting (`allocate.ts`),
 * exchange (`exchange.ts`), cash (`cash-rounding.ts`).
 */
import { isCurrencyForm, knownMinorUnits, minorUnitsOf } from "./currency.js";
import type { CurrencyTable } from "./currency.js";
import type { DecimalInput, DecimalText } from "./decimal.js";
import { toDecimalText } from "./decimal.js";
import { fail } from "./errors.js";
import { DIGITS_MAX } from "./limits.js";
import { at, expectArray, expectInteger, isRecord } from "./plain.js";
import { addIntegers, compareIntegers, expectRoundingMode, negateInteger } from "./rounding.js";
import type { Integer, RoundingMode } from "./rounding.js";
import { divideScaled, fitsScale, formatFixed, multiplyScaled, parseScaled, roundScaled, scaledFrom, signOf } from "./scaled.js";
import type { Scaled } from "./scaled.js";

/**
 * An amount of money that can be paid: canonical text with exactly the minor units of its
 * currency, `{ amount: "129.90", currency: "EUR" }`.
 *
 * @typeParam Currency - the code as a literal, so that euro plus dollar does not compile
 * @since 0.1.0
 */
export interface Money<Currency extends string = string> {
  readonly amount: DecimalText;
  readonly currency: Currency;
}

/**
 * How to round where the exact value has more digits than the currency: a mode, or
 * `unnecessary` to refuse instead (`money.rounding_needed`).
 *
 * @since 0.1.0
 */
export type MoneyRounding = RoundingMode | "unnecessary";

/** Rounding of a result; half to even unless named. @since 0.1.0 */
export interface RoundingOptions {
  readonly rounding?: MoneyRounding;
}

/** Options of the doors that make money. @since 0.1.0 */
export interface MoneyOptions {
  /** How to round excess digits; refused (`money.scale`) unless named. */
  readonly rounding?: RoundingMode;
  /** Own units beside ISO 4217. */
  readonly currencies?: CurrencyTable;
}

/** Text of a settled amount, refused (`money.overflow`) beyond 34 digits. @internal */
export function settledText(value: Scaled): DecimalText {
  const text = formatFixed(value);
  if (text.length > DIGITS_MAX && digitsOf(text) > DIGITS_MAX) {
    fail("money.overflow", "amount", `an amount of at most ${String(DIGITS_MAX)} digits`, text);
  }
  return text;
}

function digitsOf(text: string): number {
  return text.length - (text.startsWith("-") ? 1 : 0) - (text.includes(".") ? 1 : 0);
}

/** The value at a scale, rounded by a policy. @internal */
export function settle(value: Scaled, scale: number, rounding: MoneyRounding | undefined): Scaled {
  const policy = rounding ?? "halfEven";
  if (policy !== "unnecessary") return roundScaled(value, scale, expectRoundingMode(policy, "rounding"));
  if (!fitsScale(value, scale)) {
    fail("money.rounding_needed", "rounding", `a result of at most ${String(scale)} decimals`, formatFixed(value));
  }
  return roundScaled(value, scale, "down");
}

/**
 * Makes an amount of money. More decimals than the currency has are refused, not rounded,
 * unless a rounding is named.
 *
 * @throws ClienteleError `money.type`, `money.too_long`, `money.exponent`, `money.format`,
 * `money.not_finite`, `money.unsafe_number` (a number beyond 2^53, or without a short decimal
 * form), `money.scale` (excess decimals), `money.currency`, `config.rounding`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money } from "clientele/values";
 *
 * assert.deepEqual(money("129.9", "EUR"), { amount: "129.90", currency: "EUR" });
 * assert.deepEqual(money(10, "JPY"), { amount: "10", currency: "JPY" });
 * assert.throws(() => money("1.005", "EUR"), { code: "money.scale" });
 * assert.equal(money("1.005", "EUR", { rounding: "halfUp" }).amount, "1.01");
 * ```
 * @since 0.1.0
 */
export function money<const Currency extends string>(
  amount: DecimalInput,
  currency: Currency,
  options: MoneyOptions = {},
): Money<Currency> {
  const scale = minorUnitsOf(currency, options.currencies);
  const value = scaledFrom(amount, "money", "amount");
  if (options.rounding === undefined && !fitsScale(value, scale)) {
    fail("money.scale", "amount", `at most ${String(scale)} decimals for ${currency}`, amount);
  }
  const mode = options.rounding === undefined ? "down" : expectRoundingMode(options.rounding, "rounding");
  return { amount: settledText(roundScaled(value, scale, mode)), currency };
}

/**
 * Nothing, in a currency.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { zero } from "clientele/values";
 *
 * assert.deepEqual(zero("EUR"), { amount: "0.00", currency: "EUR" });
 * ```
 * @since 0.1.0
 */
export function zero<const Currency extends string>(
  currency: Currency,
  options: MoneyOptions = {},
): Money<Currency> {
  return money("0", currency, options);
}

/**
 * The exact value of an amount that came from outside: a record of a well-formed amount, with
 * the minor units of its currency where that is in ISO 4217. Codes as {@link money}.
 *
 * @internal
 */
export function scaledOf(value: Money, path: string): Scaled {
  if (!isRecord(value)) return fail("money.type", path, "an amount with a currency", value);
  const { amount, currency } = value;
  if (typeof amount !== "string") return fail("money.type", at(path, "amount"), "an amount as text", amount);
  const exact = parseScaled(amount, "money", at(path, "amount"));
  const digits = knownMinorUnits(currency);
  if (digits === undefined) {
    if (!isCurrencyForm(currency)) {
      return fail("money.currency", at(path, "currency"), "a currency code", currency);
    }
    return exact;
  }
  if (exact.scale !== digits) {
    fail("money.scale", at(path, "amount"), `exactly ${String(digits)} decimals for ${currency}`, amount);
  }
  return exact;
}

/** Demands one currency and one scale of two amounts. @internal */
export function expectSameCurrency(a: Money, b: Money, x: Scaled, y: Scaled, path: string): void {
  if (a.currency !== b.currency || x.scale !== y.scale) {
    fail("money.currency_mismatch", at(path, "currency"), `an amount in ${a.currency}`, b.currency);
  }
}

function make<Currency extends string>(units: Integer, scale: number, currency: Currency): Money<Currency> {
  return { amount: settledText({ units, scale }), currency };
}

/**
 * Sum of two amounts of one currency, exact.
 *
 * @throws ClienteleError `money.currency_mismatch`, `money.overflow` beyond 34 digits, and as
 * {@link money} for an amount that is none
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { add, money } from "clientele/values";
 *
 * assert.equal(add(money("0.10", "EUR"), money("0.20", "EUR")).amount, "0.30");
 * ```
 * @since 0.1.0
 */
export function add<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
): Money<Currency> {
  const x = scaledOf(a, "a");
  const y = scaledOf(b, "b");
  expectSameCurrency(a, b, x, y, "b");
  return make(addIntegers(x.units, y.units), x.scale, a.currency);
}

/**
 * Difference of two amounts of one currency, a − b, exact. Errors as {@link add}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, subtract } from "clientele/values";
 *
 * assert.equal(subtract(money("1.00", "EUR"), money("1.50", "EUR")).amount, "-0.50");
 * ```
 * @since 0.1.0
 */
export function subtract<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
): Money<Currency> {
  const x = scaledOf(a, "a");
  const y = scaledOf(b, "b");
  expectSameCurrency(a, b, x, y, "b");
  return make(addIntegers(x.units, negateInteger(y.units)), x.scale, a.currency);
}

/**
 * Sum of a list of amounts of one currency, exact, in one pass. The currency must be named, as
 * an empty list has none.
 *
 * @throws ClienteleError as {@link add}, with the position in the path: `amounts[3].currency`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, sum } from "clientele/values";
 *
 * assert.equal(sum([money("1.10", "EUR"), money("2.20", "EUR")], "EUR").amount, "3.30");
 * assert.equal(sum([], "JPY").amount, "0");
 * ```
 * @since 0.1.0
 */
export function sum<Currency extends string>(
  amounts: readonly Money<Currency>[],
  currency: NoInfer<Currency>,
  options: MoneyOptions = {},
): Money<Currency> {
  const scale = minorUnitsOf(currency, options.currencies);
  let total: Integer = 0;
  const list = expectArray(amounts, "amounts", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const one = list[index] as Money;
    const path = `amounts[${String(index)}]`;
    const exact = scaledOf(one, path);
    if (one.currency !== currency || exact.scale !== scale) {
      fail("money.currency_mismatch", at(path, "currency"), `an amount in ${currency}`, one.currency);
    }
    total = addIntegers(total, exact.units);
  }
  return make(total, scale, currency);
}

/**
 * The amount with the other sign; zero has none.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, negate } from "clientele/values";
 *
 * assert.equal(negate(money("1.50", "EUR")).amount, "-1.50");
 * assert.equal(negate(money("0", "EUR")).amount, "0.00");
 * ```
 * @since 0.1.0
 */
export function negate<Currency extends string>(value: Money<Currency>): Money<Currency> {
  const { units, scale } = scaledOf(value, "value");
  return make(negateInteger(units), scale, value.currency);
}

/**
 * The amount without its sign.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { absolute, money } from "clientele/values";
 *
 * assert.equal(absolute(money("-1.50", "EUR")).amount, "1.50");
 * ```
 * @since 0.1.0
 */
export function absolute<Currency extends string>(value: Money<Currency>): Money<Currency> {
  const { units, scale } = scaledOf(value, "value");
  return make(units < 0 ? negateInteger(units) : units, scale, value.currency);
}

/**
 * An amount times a factor: the product is exact and rounded once.
 *
 * @throws ClienteleError as {@link money}, `decimal.*` for the factor, `money.rounding_needed`,
 * `money.overflow`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, multiply } from "clientele/values";
 *
 * const price = money("180.00", "CAD");
 * // 180 × 0.09975 = 17.955
 * assert.equal(multiply(price, "0.09975", { rounding: "halfUp" }).amount, "17.96");
 * assert.equal(multiply(price, "0.09975", { rounding: "down" }).amount, "17.95");
 * ```
 * @since 0.1.0
 */
export function multiply<Currency extends string>(
  value: Money<Currency>,
  factor: DecimalInput,
  options: RoundingOptions = {},
): Money<Currency> {
  const exact = scaledOf(value, "value");
  const product = multiplyScaled(exact, scaledFrom(factor, "decimal", "factor"));
  return { amount: settledText(settle(product, exact.scale, options.rounding)), currency: value.currency };
}

/**
 * An amount divided by a number, rounded once. To split an amount without losing a cent, use
 * `split` or `allocate`.
 *
 * @throws ClienteleError as {@link multiply}, and `money.divide_by_zero`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { divide, money } from "clientele/values";
 *
 * assert.equal(divide(money("10.00", "EUR"), 3).amount, "3.33");
 * assert.throws(() => divide(money("10.00", "EUR"), 0), { code: "money.divide_by_zero" });
 * ```
 * @since 0.1.0
 */
export function divide<Currency extends string>(
  value: Money<Currency>,
  divisor: DecimalInput,
  options: RoundingOptions = {},
): Money<Currency> {
  const exact = scaledOf(value, "value");
  const by = scaledFrom(divisor, "decimal", "divisor");
  if (signOf(by) === 0) fail("money.divide_by_zero", "divisor", "a divisor other than zero", divisor);
  const policy = options.rounding ?? "halfEven";
  const mode = policy === "unnecessary" ? "down" : expectRoundingMode(policy, "rounding");
  const quotient = divideScaled(exact, by, exact.scale, mode);
  if (policy === "unnecessary" && !isExact(exact, by, quotient)) {
    fail("money.rounding_needed", "rounding", "a quotient without remainder", divisor);
  }
  return { amount: settledText(quotient), currency: value.currency };
}

function isExact(value: Scaled, divisor: Scaled, quotient: Scaled): boolean {
  const product = multiplyScaled(quotient, divisor);
  const scale = Math.max(product.scale, value.scale);
  const left = roundScaled(product, scale, "down").units;
  return compareIntegers(left, roundScaled(value, scale, "down").units) === 0;
}

/** Decimals of a ratio, and how it is rounded. @since 0.1.0 */
export interface RatioOptions {
  readonly scale: number;
  readonly rounding?: RoundingMode;
}

/**
 * How many times b goes into a, as a decimal rounded once: the share of a total, a margin.
 *
 * @throws ClienteleError as {@link add}, and `money.divide_by_zero` where b is zero
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, ratio } from "clientele/values";
 *
 * assert.equal(ratio(money("25.00", "EUR"), money("80.00", "EUR"), { scale: 4 }), "0.3125");
 * ```
 * @since 0.1.0
 */
export function ratio<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
  options: RatioOptions,
): DecimalText {
  const x = scaledOf(a, "a");
  const y = scaledOf(b, "b");
  expectSameCurrency(a, b, x, y, "b");
  if (signOf(y) === 0) fail("money.divide_by_zero", "b", "an amount other than zero", b.amount);
  const scale = expectInteger(options.scale, "scale", 0, DIGITS_MAX);
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  return toDecimalText(divideScaled(x, y, scale, mode));
}

/**
 * −1, 0 or 1 as a is below, equal to or above b. Errors as {@link add}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compare, money } from "clientele/values";
 *
 * const amounts = [money("2.00", "EUR"), money("10.00", "EUR"), money("1.00", "EUR")];
 * assert.deepEqual(amounts.sort(compare).map(({ amount }) => amount), ["1.00", "2.00", "10.00"]);
 * ```
 * @since 0.1.0
 */
export function compare<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
): -1 | 0 | 1 {
  const x = scaledOf(a, "a");
  const y = scaledOf(b, "b");
  expectSameCurrency(a, b, x, y, "b");
  const order = compareIntegers(x.units, y.units);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/**
 * Whether two amounts are of one currency and equal; other currencies are not equal.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { equals, money } from "clientele/values";
 *
 * assert.ok(equals(money("1", "EUR"), money("1.00", "EUR")));
 * assert.ok(!equals(money("1", "EUR"), money("1", "USD")));
 * ```
 * @since 0.1.0
 */
export function equals(a: Money, b: Money): boolean {
  const x = scaledOf(a, "a");
  const y = scaledOf(b, "b");
  return a.currency === b.currency && x.scale === y.scale && x.units === y.units;
}

/**
 * Whether an amount is zero.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isZero, money } from "clientele/values";
 *
 * assert.ok(isZero(money("0.00", "EUR")));
 * ```
 * @since 0.1.0
 */
export function isZero(value: Money): boolean {
  return signOf(scaledOf(value, "value")) === 0;
}

/**
 * Whether an amount is above zero.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isPositive, money } from "clientele/values";
 *
 * assert.ok(isPositive(money("0.01", "EUR")));
 * ```
 * @since 0.1.0
 */
export function isPositive(value: Money): boolean {
  return signOf(scaledOf(value, "value")) > 0;
}

/**
 * Whether an amount is below zero.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isNegative, money } from "clientele/values";
 *
 * assert.ok(isNegative(money("-0.01", "EUR")));
 * ```
 * @since 0.1.0
 */
export function isNegative(value: Money): boolean {
  return signOf(scaledOf(value, "value")) < 0;
}

/**
 * The smaller of two amounts. Errors as {@link add}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { minimum, money } from "clientele/values";
 *
 * assert.equal(minimum(money("2.00", "EUR"), money("1.00", "EUR")).amount, "1.00");
 * ```
 * @since 0.1.0
 */
export function minimum<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
): Money<Currency> {
  return compare(a, b) <= 0 ? a : b;
}

/**
 * The larger of two amounts. Errors as {@link add}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { maximum, money } from "clientele/values";
 *
 * assert.equal(maximum(money("2.00", "EUR"), money("1.00", "EUR")).amount, "2.00");
 * ```
 * @since 0.1.0
 */
export function maximum<Currency extends string>(
  a: Money<Currency>,
  b: Money<NoInfer<Currency>>,
): Money<Currency> {
  return compare(a, b) >= 0 ? a : b;
}

/**
 * An amount as an integer of minor units, in text, as it may be beyond 2^53: `"12990"`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { minorUnits, money } from "clientele/values";
 *
 * assert.equal(minorUnits(money("129.90", "EUR")), "12990");
 * ```
 * @since 0.1.0
 */
export function minorUnits(value: Money): DecimalText {
  return String(scaledOf(value, "value").units);
}

/**
 * An amount from an integer of minor units: a safe integer, or text.
 *
 * @throws ClienteleError `money.scale` for a fraction of a minor unit, and as {@link money}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fromMinorUnits, minorUnits } from "clientele/values";
 *
 * assert.equal(fromMinorUnits(12990, "EUR").amount, "129.90");
 * assert.equal(minorUnits(fromMinorUnits("-5", "KWD")), "-5");
 * ```
 * @since 0.1.0
 */
export function fromMinorUnits<const Currency extends string>(
  units: DecimalInput,
  currency: Currency,
  options: MoneyOptions = {},
): Money<Currency> {
  const scale = minorUnitsOf(currency, options.currencies);
  const exact = scaledFrom(units, "money", "units");
  if (!fitsScale(exact, 0)) fail("money.scale", "units", "a whole number of minor units", units);
  return make(roundScaled(exact, 0, "down").units, scale, currency);
}

/**
 * An amount as text that {@link parseMoney} reads back: `"EUR 129.90"`. For people, format with
 * the locale of the reader, outside this library.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { formatMoney, money } from "clientele/values";
 *
 * assert.equal(formatMoney(money("129.9", "EUR")), "EUR 129.90");
 * ```
 * @since 0.1.0
 */
export function formatMoney(value: Money): string {
  scaledOf(value, "value");
  return `${value.currency} ${value.amount}`;
}

/**
 * Reads what {@link formatMoney} wrote.
 *
 * @throws ClienteleError `money.format`, and as {@link money}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseMoney } from "clientele/values";
 *
 * assert.deepEqual(parseMoney("EUR 129.90"), { amount: "129.90", currency: "EUR" });
 * assert.throws(() => parseMoney("129.90 €"), { code: "money.currency" });
 * ```
 * @since 0.1.0
 */
export function parseMoney(text: string, options: MoneyOptions = {}): Money {
  if (typeof text !== "string") return fail("money.type", "text", "a text such as EUR 129.90", text);
  const blank = text.length <= 64 ? text.indexOf(" ") : -1;
  if (blank < 0) return fail("money.format", "text", "a text such as EUR 129.90", text);
  return money(text.slice(blank + 1), text.slice(0, blank), options);
}
