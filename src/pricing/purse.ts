/** Money of one quote as minor units, for the queries on its waterfall. */
import { minorUnitsOf } from "../values/currency.js";
import { fail } from "../values/errors.js";
import { scaledOf, settledText } from "../values/money.js";
import type { Money } from "../values/money.js";
import { multiplyIntegers, roundQuotient } from "../values/rounding.js";
import type { Integer, RoundingMode } from "../values/rounding.js";
import {
  formatScaled,
  powerOfTen,
  roundScaled,
  scaledFrom,
  signOf,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";

/** @internal */
export interface Purse {
  readonly currency: string;
  readonly scale: number;
}

/** @internal */
export function purseOf(currency: string): Purse {
  return { currency, scale: minorUnitsOf(currency) };
}

/** The purse of an amount that came from outside. @internal */
export function purseFor(value: Money, path: string): Purse {
  scaledOf(value, path);
  return purseOf(value.currency);
}

/** @internal */
export function unitsOf(purse: Purse, value: Money, path: string): Integer {
  const amount = scaledOf(value, path);
  if (value.currency !== purse.currency) {
    fail("money.currency_mismatch", path, `an amount in ${purse.currency}`, value.currency);
  }
  return unitsAt(roundScaled(amount, purse.scale, "halfEven"), purse.scale);
}

/** @internal */
export function moneyFrom(purse: Purse, units: Integer): Money {
  return { amount: settledText({ units, scale: purse.scale }), currency: purse.currency };
}

/** a ÷ b as a decimal of six places; b is not zero. @internal */
export function ratioText(a: Integer, b: Integer, mode: RoundingMode): string {
  const units = roundQuotient(multiplyIntegers(a, powerOfTen(6)), b, mode);
  return formatScaled({ units, scale: 6 });
}

/** Minor units × an exact decimal, rounded once. @internal */
export function timesUnits(units: Integer, factor: Scaled, mode: RoundingMode): Integer {
  return roundQuotient(multiplyIntegers(units, factor.units), powerOfTen(factor.scale), mode);
}

/** A decimal of zero or more. @internal */
export function positive(value: unknown, path: string): Scaled {
  const number = scaledFrom(value, "pricing", path);
  if (signOf(number) < 0) fail("pricing.value", path, "zero or more", value);
  return number;
}
