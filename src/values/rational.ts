/** Exact fractions, for ratios and rates of exchange that have no finite decimal. */
import { fail } from "./errors.js";
import { powerOfTen, scaledFrom } from "./scaled.js";

/** A fraction in lowest terms; the denominator is above zero. @internal */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const TEXT_LENGTH_MAX = 80;

/** Greatest common divisor of two integers, not both zero; the second is zero or more. @internal */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function reduce(numerator: bigint, denominator: bigint): Rational {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Product in lowest terms. @internal */
export function multiplyRational(a: Rational, b: Rational): Rational {
  return reduce(a.numerator * b.numerator, a.denominator * b.denominator);
}

/**
 * Reads a decimal, or a fraction of two decimals: `"1.1"`, `"10/11"`. Codes as for decimals,
 * with `<area>.divide_by_zero` for a fraction over zero.
 *
 * @internal
 */
export function expectRational(value: unknown, area: string, path: string): Rational {
  if (typeof value === "string" && value.length > TEXT_LENGTH_MAX) {
    return fail(`${area}.too_long`, path, `at most ${String(TEXT_LENGTH_MAX)} characters`, value);
  }
  const slash = typeof value === "string" ? value.indexOf("/") : -1;
  if (typeof value !== "string" || slash < 0) return rationalOf(value, area, path);
  const above = rationalOf(value.slice(0, slash), area, path);
  const below = rationalOf(value.slice(slash + 1), area, path);
  if (below.numerator === 0n)
    return fail(`${area}.divide_by_zero`, path, "a fraction over a number", value);
  const sign = below.numerator < 0n ? -1n : 1n;
  return reduce(
    above.numerator * below.denominator * sign,
    above.denominator * below.numerator * sign,
  );
}

function rationalOf(value: unknown, area: string, path: string): Rational {
  const { units, scale } = scaledFrom(value, area, path);
  return reduce(BigInt(units), BigInt(powerOfTen(scale)));
}
