/** Rates by currency and day, read once; amounts into the currency of the agreement. */
import type { CalendarDate } from "../values/calendar-date.js";
import { fail, isClienteleError } from "../values/errors.js";
import { exchangeRate } from "../values/exchange.js";
import type { ExchangeRate } from "../values/exchange.js";
import { minorUnitsOf } from "../values/currency.js";
import { at, atIndex, compareText, expectArray } from "../values/plain.js";
import { expectRational } from "../values/rational.js";
import { multiplyIntegers, toInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { divideScaled } from "../values/scaled.js";
import { unitsOfAmount } from "./money-units.js";
import type { BonusPlan } from "./plan.js";

interface DatedRate {
  readonly since: string;
  readonly numerator: Integer;
  readonly denominator: Integer;
}

/** Rates into one currency, by the currency they are from, newest first. @internal */
export type ExchangeBook = ReadonlyMap<string, readonly DatedRate[]>;

const NO_RATES: ExchangeBook = /* @__PURE__ */ new Map();

/** A rate, its issues under its own place. */
function readRate(value: unknown, path: string): ExchangeRate {
  try {
    return exchangeRate(value as ExchangeRate);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    const own = error.path.replace(/^rate\.?/, "");
    return fail(error.code, own === "" ? path : at(path, own), error.expected, value);
  }
}

/** Reads the rates into a currency (`money.ambiguous_rate`, `money.rate`). @internal */
export function readRates(value: unknown, currency: string, path: string): ExchangeBook {
  if (value === undefined) return NO_RATES;
  const book = new Map<string, DatedRate[]>();
  expectArray(value, path).forEach((item, index) => {
    const spot = atIndex(path, index);
    const rate = readRate(item, spot);
    if (rate.to !== currency) return;
    const { numerator, denominator } = expectRational(rate.rate, "money", at(spot, "rate"));
    const since = rate.validFrom ?? "";
    const list = book.get(rate.from) ?? [];
    if (list.some((one) => one.since === since)) {
      fail("money.ambiguous_rate", spot, `one rate from ${rate.from} since a day`, since);
    }
    list.push({ since, numerator: toInteger(numerator), denominator: toInteger(denominator) });
    book.set(rate.from, list);
  });
  for (const list of book.values()) list.sort((a, b) => compareText(b.since, a.since));
  return book;
}

/** Minor units of an amount in any currency there is a rate for (`money.rate_missing`). @internal */
export function convertedUnits(
  plan: BonusPlan,
  money: { readonly amount: unknown; readonly currency: unknown },
  on: { readonly day: CalendarDate; readonly book: ExchangeBook; readonly path: string },
): Integer {
  const { amount, currency } = money;
  const amountPath = at(on.path, "amount");
  if (currency === plan.currency) return unitsOfAmount(amount, plan.minorUnits, amountPath);
  const own = minorUnitsOf(currency as string, undefined, at(on.path, "currency"));
  const units = unitsOfAmount(amount, own, amountPath);
  const rate = on.book.get(currency as string)?.find(({ since }) => since <= on.day);
  if (rate === undefined) {
    return fail(
      "money.rate_missing",
      at(on.path, "currency"),
      `a rate to ${plan.currency} on ${on.day}`,
      currency,
    );
  }
  const product = { units: multiplyIntegers(units, rate.numerator), scale: own };
  const divisor = { units: rate.denominator, scale: 0 };
  return divideScaled(product, divisor, plan.minorUnits, plan.rounding).units;
}
