/** Rounding to the coins there are, with the difference kept. */
import { minorUnitsOf } from "./currency.js";
import { fail } from "./errors.js";
import { scaledOf, settledText } from "./money.js";
import type { Money } from "./money.js";
import { expectRoundingMode } from "./rounding.js";
import type { RoundingMode } from "./rounding.js";
import {
  formatScaled,
  parseScaled,
  roundScaled,
  roundToIncrement,
  signOf,
  subtractScaled,
} from "./scaled.js";
import { scaledPriceOf } from "./unit-price.js";
import type { UnitPrice } from "./unit-price.js";
import type { DecimalText } from "./decimal.js";
import { expectRecord, expectString, isRecord } from "./plain.js";

/**
 * An amount that can be paid in cash, and what the rounding added (negative: took away), as an
 * exact decimal in the currency: given + difference = rounded.
 *
 * @since 0.1.0
 */
export interface CashRounding<Currency extends string = string> {
  readonly rounded: Money<Currency>;
  readonly difference: DecimalText;
}

/**
 * Rounds to a multiple of the smallest coin, once, from the exact value: pass the unrounded
 * price where there is one, as rounding twice gives other results.
 *
 * @param increment - value of the smallest coin, `"0.05"` for Swiss francs
 * @throws ClienteleError `money.increment` for a step that is not above zero or finer than the
 * minor unit, and as `money`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { money, roundToCash } from "clientele/values";
 *
 * const paid = roundToCash(money("1.08", "CHF"), "0.05", { rounding: "halfUp" });
 * assert.equal(paid.rounded.amount, "1.10");
 * assert.equal(paid.difference, "0.02");
 * ```
 * @since 0.1.0
 */
export function roundToCash<Currency extends string>(
  value: Money<Currency> | UnitPrice<Currency>,
  increment: string,
  options: { readonly rounding?: RoundingMode } = {},
): CashRounding<Currency> {
  expectRecord(options, "options", ["rounding"]);
  const exact = isPrice(value) ? scaledPriceOf(value, "value") : scaledOf(value, "value");
  const scale = isPrice(value) ? minorUnitsOf(value.currency) : exact.scale;
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  const step = parseScaled(expectString(increment, "increment"), "money", "increment");
  if (signOf(step) <= 0 || step.scale > scale) {
    fail("money.increment", "increment", "a step above zero, in whole minor units", increment);
  }
  const rounded = roundScaled(roundToIncrement(exact, step, mode), scale, "down");
  return {
    rounded: { amount: settledText(rounded), currency: value.currency },
    difference: formatScaled(subtractScaled(rounded, exact)),
  };
}

function isPrice<Currency extends string>(
  value: Money<Currency> | UnitPrice<Currency>,
): value is UnitPrice<Currency> {
  return isRecord(value) && "unitPrice" in value;
}
