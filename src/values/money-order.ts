/** The order of money: which of two amounts is larger, and which sign one has. */
import { fail } from "./errors.js";
import { scaledOf } from "./money.js";
import type { Money } from "./money.js";
import { at } from "./plain.js";
import { compareIntegers } from "./rounding.js";
import { signOf } from "./scaled.js";
import type { Scaled } from "./scaled.js";

/** Demands one currency and one scale of two amounts. @internal */
export function expectSameCurrency(a: Money, b: Money, x: Scaled, y: Scaled, path: string): void {
  if (a.currency !== b.currency || x.scale !== y.scale) {
    fail("money.currency_mismatch", at(path, "currency"), `an amount in ${a.currency}`, b.currency);
  }
}

/**
 * −1, 0 or 1 as a is below, equal to or above b. Errors as `add`.
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
 * The smaller of two amounts. Errors as `add`.
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
 * The larger of two amounts. Errors as `add`.
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
