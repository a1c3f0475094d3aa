/** From minor units to money of the review's one currency. */
import { minorUnitsOf } from "../../values/currency.js";
import { toDecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import type { Money } from "../../values/money.js";
import type { Integer } from "../../values/rounding.js";
import { formatFixed, parseScaled, unitsAt } from "../../values/scaled.js";

/** Money of a number of minor units. @internal */
export type Purse = (units: Integer) => Money;

/** A purse of a currency (`money.*` for one that is not known). @internal */
export function purseOf(currency: string): { readonly scale: number; readonly purse: Purse } {
  const scale = minorUnitsOf(currency);
  return { scale, purse: (units) => ({ amount: formatFixed({ units, scale }), currency }) };
}

/** Minor units of money that is known to be of the currency. @internal */
export function unitsOf(money: Money, currency: string, scale: number, path: string): Integer {
  if (money.currency !== currency) {
    fail("review.currency_mismatch", path, `an amount in ${currency}`, money.currency);
  }
  return unitsAt(parseScaled(money.amount, "money", path), scale);
}

/** Decimal text of minor units. @internal */
export function decimalOf(units: Integer, scale: number): string {
  return toDecimalText({ units, scale });
}
