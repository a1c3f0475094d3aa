/** Amounts of one currency, exact; figures become doubles only when they are divided. */
import { fail } from "../values/errors.js";
import { at } from "../values/plain.js";
import { knownMinorUnits } from "../values/currency.js";
import { scaledOf, settledText } from "../values/money.js";
import type { Money } from "../values/money.js";
import { addScaled, compareScaled, formatFixed, scaledZero, signOf } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";

/** Reads amounts and holds them to the currency of the first (`risk.currency_mismatch`). @internal */
export class OneCurrency {
  #currency: string | undefined;
  #scale = 0;

  constructor(currency?: string) {
    this.#currency = currency;
    if (currency !== undefined) this.#scale = knownMinorUnits(currency) ?? 0;
  }

  /** The currency met so far; empty before the first amount. */
  get currency(): string {
    return this.#currency ?? "";
  }

  /** The exact value of an amount. */
  read(value: unknown, path: string): Scaled {
    const exact = scaledOf(value as Money, path);
    const { currency } = value as Money;
    this.#currency ??= currency;
    if (currency !== this.#currency) {
      fail("risk.currency_mismatch", at(path, "currency"), this.#currency, currency);
    }
    this.#scale = Math.max(this.#scale, exact.scale);
    return exact;
  }

  /** The exact value of an amount that must not be negative (`risk.negative`). */
  readNotNegative(value: unknown, path: string): Scaled {
    const exact = this.read(value, path);
    if (signOf(exact) < 0)
      fail("risk.negative", at(path, "amount"), "not negative", (value as Money).amount);
    return exact;
  }

  /** The amount of an exact value, in the minor units of the currency. */
  money(value: Scaled): Money {
    const settled = addScaled(value, { units: 0, scale: this.#scale });
    return { amount: settledText(settled), currency: this.currency };
  }
}

/** The nearest double. @internal */
export function toDouble({ units, scale }: Scaled): number {
  if (typeof units === "number" && scale <= 22) return units / 10 ** scale;
  return Number(formatFixed({ units, scale }));
}

/** The larger of an amount and zero. @internal */
export function positivePart(value: Scaled): Scaled {
  return signOf(value) > 0 ? value : scaledZero;
}

/** The smaller of two amounts. @internal */
export function smaller(a: Scaled, b: Scaled): Scaled {
  return compareScaled(a, b) <= 0 ? a : b;
}
