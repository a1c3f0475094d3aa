/**
 * Sums, products and quotients of money: exact, and rounded once where they must be.
 *
 * Not here: the doors of money (`money.ts`), its order (`money-order.ts`), splitting
 * (`allocate.ts`).
 */
import { minorUnitsOf } from "./currency.js";
import { toDecimalText } from "./decimal.js";
import type { DecimalInput, DecimalText } from "./decimal.js";
import { fail } from "./errors.js";
import { DIGITS_MAX } from "./limits.js";
import { expectSameCurrency } from "./money-order.js";
import { make, scaledOf, settle, settledText } from "./money.js";
import type { Money, MoneyOptions, RoundingOptions } from "./money.js";
import { at, expectArray, expectInteger, expectRecord } from "./plain.js";
import { addIntegers, compareIntegers, expectRoundingMode, negateInteger } from "./rounding.js";
import type { Integer, RoundingMode } from "./rounding.js";
import { divideScaled, multiplyScaled, roundScaled, scaledFrom, signOf } from "./scaled.js";
import type { Scaled } from "./scaled.js";

const ROUNDING = ["rounding"];

/**
 * Sum of two amounts of one currency, exact.
 *
 * @throws ClienteleError `money.currency_mismatch`, `money.overflow` beyond 34 digits, and as
 * `money` for an amount that is none
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
  expectRecord(options, "options", ["rounding", "currencies"]);
  const scale = minorUnitsOf(currency, options.currencies);
  let total: Integer = 0;
  const list = expectArray(amounts, "amounts", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const one = list[index] as Money;
    const path = `amounts[${String(index)}]`;
    const exact = scaledOf(one, path);
    if (one.currency !== currency || exact.scale !== scale) {
      fail(
        "money.currency_mismatch",
        at(path, "currency"),
        `an amount in ${currency}`,
        one.currency,
      );
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
 * @throws ClienteleError as `money`, `decimal.*` for the factor, `money.rounding_needed`,
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
  expectRecord(options, "options", ROUNDING);
  const exact = scaledOf(value, "value");
  const product = multiplyScaled(exact, scaledFrom(factor, "decimal", "factor"));
  return {
    amount: settledText(settle(product, exact.scale, options.rounding)),
    currency: value.currency,
  };
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
  expectRecord(options, "options", ROUNDING);
  const exact = scaledOf(value, "value");
  const by = scaledFrom(divisor, "decimal", "divisor");
  if (signOf(by) === 0)
    fail("money.divide_by_zero", "divisor", "a divisor other than zero", divisor);
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
  expectRecord(options, "options", ["scale", "rounding"]);
  const scale = expectInteger(options.scale, "scale", 0, DIGITS_MAX);
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  return toDecimalText(divideScaled(x, y, scale, mode));
}
