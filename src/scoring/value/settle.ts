/**
 * Where a statistic becomes money: the decimal that a double shows, rounded once, by name.
 *
 * Not here: arithmetic of money; amounts that are money already never pass through a double.
 */
import { minorUnitsOf } from "../../values/currency.js";
import type { CurrencyTable } from "../../values/currency.js";
import { settledText } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import { expectRoundingMode, toInteger } from "../../values/rounding.js";
import type { RoundingMode } from "../../values/rounding.js";
import { multiplyScaled, powerOfTen, roundScaled, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";

/** In what money an estimate is told. @since 0.1.0 */
export interface AmountOptions<Currency extends string = string> {
  readonly currency: Currency;
  /** How the estimate is rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
  /** Own units beside ISO 4217. */
  readonly currencies?: CurrencyTable;
}

/** The exact decimal that a finite double shows: 0.1 is one tenth. @internal */
export function shownDecimal(value: number): Scaled {
  if (value === 0) return scaledZero;
  const [mantissa, exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = (mantissa ?? "").split(".");
  const units = toInteger(BigInt(whole + fraction));
  const scale = fraction.length - Number(exponent);
  if (scale >= 0) return { units, scale };
  return multiplyScaled({ units, scale: 0 }, { units: powerOfTen(-scale), scale: 0 });
}

/** A currency read once: its minor units and the rounding. @internal */
export interface AmountPlan<Currency extends string> {
  readonly currency: Currency;
  readonly scale: number;
  readonly mode: RoundingMode;
}

/** Reads where estimates become money (`money.currency`, `config.rounding`). @internal */
export function readAmountPlan<Currency extends string>(
  options: AmountOptions<Currency>,
): AmountPlan<Currency> {
  const scale = minorUnitsOf(options.currency, options.currencies);
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  return { currency: options.currency, scale, mode };
}

/** Money of a finite double (`money.overflow` beyond 34 digits). @internal */
export function settleDouble<Currency extends string>(
  value: number,
  { currency, scale, mode }: AmountPlan<Currency>,
): Money<Currency> {
  return { amount: settledText(roundScaled(shownDecimal(value), scale, mode)), currency };
}

/** Money times a finite double, rounded once at the scale of the money. @internal */
export function settleProduct<Currency extends string>(
  exact: Scaled,
  factor: number,
  { currency, scale, mode }: AmountPlan<Currency>,
): Money<Currency> {
  const product = multiplyScaled(exact, shownDecimal(factor));
  return { amount: settledText(roundScaled(product, scale, mode)), currency };
}

/** A double near an exact decimal. @internal */
export function nearestDouble({ units, scale }: Scaled): number {
  return scale <= 22 ? Number(units) / 10 ** scale : Number(`${String(units)}e-${String(scale)}`);
}
