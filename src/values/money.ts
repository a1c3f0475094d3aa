/**
 * Money: settled amounts, always in the minor units of their currency.
 *
 * Not here: arithmetic (`money-arithmetic.ts`) and order (`money-order.ts`), prices finer than
 * the minor unit (`unit-price.ts`), splitting (`allocate.ts`),
 * exchange (`exchange.ts`), cash (`cash-rounding.ts`).
 */
import { isCurrencyForm, knownMinorUnits, minorUnitsOf } from "./currency.js";
import type { CurrencyTable } from "./currency.js";
import type { DecimalInput, DecimalText } from "./decimal.js";
import { fail } from "./errors.js";
import { DIGITS_MAX } from "./limits.js";
import { at, isRecord, expectRecord } from "./plain.js";
import { expectRoundingMode } from "./rounding.js";
import type { Integer, RoundingMode } from "./rounding.js";
import { fitsScale, formatFixed, parseScaled, roundScaled, scaledFrom } from "./scaled.js";
import type { Scaled } from "./scaled.js";

const OPTIONS = ["rounding", "currencies"];

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
  if (policy !== "unnecessary")
    return roundScaled(value, scale, expectRoundingMode(policy, "rounding"));
  if (!fitsScale(value, scale)) {
    fail(
      "money.rounding_needed",
      "rounding",
      `a result of at most ${String(scale)} decimals`,
      formatFixed(value),
    );
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
  expectRecord(options, "options", OPTIONS);
  const scale = minorUnitsOf(currency, options.currencies);
  const value = scaledFrom(amount, "money", "amount");
  if (options.rounding === undefined && !fitsScale(value, scale)) {
    fail("money.scale", "amount", `at most ${String(scale)} decimals for ${currency}`, amount);
  }
  const mode =
    options.rounding === undefined ? "down" : expectRoundingMode(options.rounding, "rounding");
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
  if (typeof amount !== "string")
    return fail("money.type", at(path, "amount"), "an amount as text", amount);
  const exact = parseScaled(amount, "money", at(path, "amount"));
  const digits = knownMinorUnits(currency);
  if (digits === undefined) {
    if (!isCurrencyForm(currency)) {
      return fail("money.currency", at(path, "currency"), "a currency code", currency);
    }
    return exact;
  }
  if (exact.scale !== digits) {
    fail(
      "money.scale",
      at(path, "amount"),
      `exactly ${String(digits)} decimals for ${currency}`,
      amount,
    );
  }
  return exact;
}

/** Money of minor units; refused (`money.overflow`) beyond 34 digits. @internal */
export function make<Currency extends string>(
  units: Integer,
  scale: number,
  currency: Currency,
): Money<Currency> {
  return { amount: settledText({ units, scale }), currency };
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
  expectRecord(options, "options", OPTIONS);
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
  if (typeof text !== "string")
    return fail("money.type", "text", "a text such as EUR 129.90", text);
  const blank = text.length <= 64 ? text.indexOf(" ") : -1;
  if (blank < 0) return fail("money.format", "text", "a text such as EUR 129.90", text);
  return money(text.slice(blank + 1), text.slice(0, blank), options);
}
