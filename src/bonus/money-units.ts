/** Money of an agreement as minor units, and back. */
import { fail } from "../values/errors.js";
import { settledText } from "../values/money.js";
import type { Money } from "../values/money.js";
import { at, expectRecord } from "../values/plain.js";
import type { Integer } from "../values/rounding.js";
import { fitsScale, parseScaled, roundScaled } from "../values/scaled.js";

/** A currency with its minor units. @internal */
export interface Coin {
  readonly currency: string;
  readonly minorUnits: number;
}

/** Minor units as money. @internal */
export function moneyOf({ currency, minorUnits }: Coin, units: Integer): Money {
  return { amount: settledText({ units, scale: minorUnits }), currency };
}

/** Minor units of an amount in a currency (`bonus.currency_mismatch`, `money.*`). @internal */
export function unitsOfMoney(value: unknown, coin: Coin, path: string): Integer {
  const record = expectRecord(value, path, ["amount", "currency"]);
  const { amount, currency } = record;
  if (currency !== coin.currency) {
    fail(
      "bonus.currency_mismatch",
      at(path, "currency"),
      `an amount in ${coin.currency}`,
      currency,
    );
  }
  return unitsOfAmount(amount, coin.minorUnits, at(path, "amount"));
}

/** Minor units of an amount in text. @internal */
export function unitsOfAmount(amount: unknown, minorUnits: number, path: string): Integer {
  if (typeof amount !== "string") return fail("money.type", path, "an amount as text", amount);
  const exact = parseScaled(amount, "money", path);
  if (exact.scale === minorUnits) return exact.units;
  if (!fitsScale(exact, minorUnits)) {
    fail("money.scale", path, `at most ${String(minorUnits)} decimals`, amount);
  }
  return roundScaled(exact, minorUnits, "down").units;
}
