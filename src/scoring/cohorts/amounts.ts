/** Amounts of one named currency, exact; they become doubles only when they are divided. */
import { isCurrencyForm, knownMinorUnits } from "../../values/currency.js";
import { fail } from "../../values/errors.js";
import { scaledOf, settledText } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import { at } from "../../values/plain.js";
import { addScaled, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";

/** Reads amounts of one currency (`scoring.currency_mismatch`) and writes sums of it. @internal */
export class Purse {
  readonly currency: string;
  #scale: number;

  /** Demands a currency code, or the name of an own unit (`money.currency`). */
  constructor(currency: unknown, path = "currency") {
    if (!isCurrencyForm(currency)) fail("money.currency", path, "a currency code", currency);
    this.currency = currency;
    this.#scale = knownMinorUnits(currency) ?? 0;
  }

  /** Digits after the point of what has been read so far. */
  get scale(): number {
    return this.#scale;
  }

  /** The exact value of an amount. */
  read(value: unknown, path: string): Scaled {
    const exact = scaledOf(value as Money, path);
    const { currency } = value as Money;
    if (currency !== this.currency) {
      fail("scoring.currency_mismatch", at(path, "currency"), this.currency, currency);
    }
    if (exact.scale > this.#scale) this.#scale = exact.scale;
    return exact;
  }

  /** The exact value of an amount that must not be below zero (`scoring.negative`). */
  readNotNegative(value: unknown, path: string): Scaled {
    const exact = this.read(value, path);
    if (signOf(exact) < 0) {
      fail("scoring.negative", at(path, "amount"), "zero or more", (value as Money).amount);
    }
    return exact;
  }

  /** An exact value as money, in the minor units of the currency. */
  money(value: Scaled): Money {
    const settled = addScaled(value, { units: 0, scale: this.#scale });
    return { amount: settledText(settled), currency: this.currency };
  }
}

/** a ÷ b as a double, both at one scale first; null where b is not above zero. @internal */
export function shareOf(a: Scaled, b: Scaled): number | null {
  if (signOf(b) <= 0) return null;
  const scale = Math.max(a.scale, b.scale);
  const zero = { units: 0, scale };
  const quotient = Number(addScaled(a, zero).units) / Number(addScaled(b, zero).units);
  return quotient === 0 ? 0 : quotient;
}
