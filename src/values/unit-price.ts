/**
 * Prices finer than the minor unit: 0.0435 EUR a screw. They are not money yet: money comes
 * out when a quantity is known, rounded once.
 */
import { isCurrencyForm, minorUnitsOf } from "./currency.js";
import type { CurrencyTable } from "./currency.js";
import type { DecimalInput, DecimalText } from "./decimal.js";
import { fail } from "./errors.js";
import { settle, settledText, scaledOf } from "./money.js";
import type { Money, RoundingOptions } from "./money.js";
import { at, expectOneOf, isRecord, expectRecord } from "./plain.js";
import {
  divideScaled,
  fitsScale,
  formatScaled,
  multiplyScaled,
  parseScaled,
  scaledFrom,
} from "./scaled.js";
import type { Scaled } from "./scaled.js";
import { expectRoundingMode } from "./rounding.js";

/**
 * The price of one unit, up to twelve decimals, in canonical text:
 * `{ unitPrice: "0.0435", currency: "EUR" }`. Another field than money's, so that neither is
 * taken for the other.
 *
 * @since 0.1.0
 */
export interface UnitPrice<Currency extends string = string> {
  readonly unitPrice: DecimalText;
  readonly currency: Currency;
}

/** Most decimals of a unit price. @since 0.1.0 */
export const UNIT_PRICE_SCALE_MAX = 12;

/**
 * Makes the price of one unit.
 *
 * @throws ClienteleError as `money`, `money.scale` beyond twelve decimals
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { extendPrice, unitPrice } from "clientele/values";
 *
 * const screw = unitPrice("0.012345", "AUD");
 * assert.equal(extendPrice(screw, "10000").amount, "123.45");
 * ```
 * @since 0.1.0
 */
export function unitPrice<const Currency extends string>(
  price: DecimalInput,
  currency: Currency,
  options: { readonly currencies?: CurrencyTable } = {},
): UnitPrice<Currency> {
  expectRecord(options, "options", ["currencies"]);
  minorUnitsOf(currency, options.currencies);
  const exact = scaledFrom(price, "money", "unitPrice");
  if (!fitsScale(exact, UNIT_PRICE_SCALE_MAX)) {
    fail("money.scale", "unitPrice", `at most ${String(UNIT_PRICE_SCALE_MAX)} decimals`, price);
  }
  return { unitPrice: formatScaled(exact), currency };
}

/** The exact value of a unit price that came from outside. @internal */
export function scaledPriceOf(value: UnitPrice, path: string): Scaled {
  if (!isRecord(value)) return fail("money.type", path, "a unit price with a currency", value);
  if (typeof value.unitPrice !== "string") {
    return fail("money.type", at(path, "unitPrice"), "a price as text", value.unitPrice);
  }
  if (!isCurrencyForm(value.currency)) {
    return fail("money.currency", at(path, "currency"), "a currency code", value.currency);
  }
  const exact = parseScaled(value.unitPrice, "money", at(path, "unitPrice"));
  if (!fitsScale(exact, UNIT_PRICE_SCALE_MAX)) {
    fail(
      "money.scale",
      at(path, "unitPrice"),
      `at most ${String(UNIT_PRICE_SCALE_MAX)} decimals`,
      value.unitPrice,
    );
  }
  return exact;
}

/** Places by which a price per 1, 100 or 1000 units is shifted. */
function shiftOf(per: unknown): number {
  return expectOneOf(String(per), "per", ["1", "100", "1000"]).length - 1;
}

/** How a unit price becomes money. @since 0.1.0 */
export interface ExtendOptions extends RoundingOptions {
  /** Units that the price is for: per 1 (unless named), 100 or 1000. */
  readonly per?: 1 | 100 | 1000;
  /** Own units beside ISO 4217. */
  readonly currencies?: CurrencyTable;
}

/**
 * Price × quantity as money: the product is exact and rounded once, half to even unless named.
 *
 * @throws ClienteleError as {@link unitPrice}, `decimal.*` for the quantity, `schema.value` for
 * another `per`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { extendPrice, unitPrice } from "clientele/values";
 *
 * assert.equal(extendPrice(unitPrice("0.0435", "EUR"), 1000).amount, "43.50");
 * assert.equal(extendPrice(unitPrice("4.35", "EUR"), 50, { per: 100 }).amount, "2.18");
 * ```
 * @since 0.1.0
 */
export function extendPrice<Currency extends string>(
  price: UnitPrice<Currency>,
  quantity: DecimalInput,
  options: ExtendOptions = {},
): Money<Currency> {
  expectRecord(options, "options", ["rounding", "currencies", "per"]);
  const exact = scaledPriceOf(price, "price");
  const count = scaledFrom(quantity, "decimal", "quantity");
  const shift = options.per === undefined ? 0 : shiftOf(options.per);
  const product = multiplyScaled(exact, count);
  const shifted = { units: product.units, scale: product.scale + shift };
  const scale = minorUnitsOf(price.currency, options.currencies, "price.currency");
  return {
    amount: settledText(settle(shifted, scale, options.rounding)),
    currency: price.currency,
  };
}

/**
 * A unit price as money, rounded once: the price of exactly one.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { roundMoney, unitPrice } from "clientele/values";
 *
 * assert.equal(roundMoney(unitPrice("0.0435", "EUR")).amount, "0.04");
 * assert.equal(roundMoney(unitPrice("0.0435", "EUR"), { rounding: "up" }).amount, "0.05");
 * ```
 * @since 0.1.0
 */
export function roundMoney<Currency extends string>(
  price: UnitPrice<Currency>,
  options: RoundingOptions & { readonly currencies?: CurrencyTable } = {},
): Money<Currency> {
  return extendPrice(price, "1", options);
}

/**
 * The price of one unit behind an amount for many, rounded to twelve decimals.
 *
 * @throws ClienteleError as {@link extendPrice}, `money.divide_by_zero` for no quantity
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, pricePerUnit } from "clientele/values";
 *
 * assert.equal(pricePerUnit(money("10.00", "EUR"), 4).unitPrice, "2.5");
 * ```
 * @since 0.1.0
 */
export function pricePerUnit<Currency extends string>(
  total: Money<Currency>,
  quantity: DecimalInput,
  options: RoundingOptions = {},
): UnitPrice<Currency> {
  expectRecord(options, "options", ["rounding"]);
  const exact = scaledOf(total, "total");
  const count = scaledFrom(quantity, "decimal", "quantity");
  if (count.units === 0)
    fail("money.divide_by_zero", "quantity", "a quantity other than zero", quantity);
  const policy = options.rounding ?? "halfEven";
  const mode = expectRoundingMode(policy, "rounding");
  const price = divideScaled(exact, count, UNIT_PRICE_SCALE_MAX, mode);
  return { unitPrice: formatScaled(price), currency: total.currency };
}
