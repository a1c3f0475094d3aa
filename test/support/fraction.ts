/** Exact fractions and their rounding, in the fewest words: the arithmetic of the reference. */
import type { RoundingMode } from "../../src/values/index.js";

/** Numerator and denominator; the denominator is above zero. */
export type Fraction = readonly [bigint, bigint];

export const zero: Fraction = [0n, 1n];

export function fraction(value: string | number): Fraction {
  const [whole = "0", decimals = ""] = String(value).split(".");
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
}

export const plus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, [-b[0], b[1]]);
export const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
export const over = (a: Fraction, b: Fraction): Fraction => (b[0] < 0n ? [-a[0] * b[1], a[1] * -b[0]] : [a[0] * b[1], a[1] * b[0]]);
export const compare = (a: Fraction, b: Fraction): number => {
  const left = a[0] * b[1];
  const right = b[0] * a[1];
  return left < right ? -1 : left > right ? 1 : 0;
};
export const least = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const total = (all: readonly Fraction[]): Fraction => all.reduce(plus, zero);
export const size = (a: Fraction): Fraction => [a[0] < 0n ? -a[0] : a[0], a[1]];

/** The whole number below, or at, a fraction. */
export function floorOf([n, d]: Fraction): bigint {
  const quotient = n / d;
  return n % d < 0n ? quotient - 1n : quotient;
}

/** Rounds to decimals: between the two neighbours, by the mode's own words. */
export function rounded(value: Fraction, decimals: number, mode: RoundingMode): Fraction {
  const unit: Fraction = [1n, 10n ** BigInt(decimals)];
  const scaled = over(value, unit);
  const below = floorOf(scaled);
  const isExact = compare(scaled, [below, 1n]) === 0;
  if (isExact) return times([below, 1n], unit);
  const above = below + 1n;
  const [near, far] = scaled[0] >= 0n ? [below, above] : [above, below];
  const half = compare(minus(scaled, [below, 1n]), [1n, 2n]);
  const nearest = half < 0 ? below : above;
  const chosen: Readonly<Record<RoundingMode, bigint>> = {
    up: far,
    down: near,
    ceil: above,
    floor: below,
    halfUp: half === 0 ? far : nearest,
    halfDown: half === 0 ? near : nearest,
    halfEven: half === 0 ? (below % 2n === 0n ? below : above) : nearest,
    halfCeil: half === 0 ? above : nearest,
    halfFloor: half === 0 ? below : nearest,
  };
  return times([chosen[mode], 1n], unit);
}

/** A fraction of whole cents as text. */
export function textOf(value: Fraction, decimals: number): string {
  const units = floorOf(times(value, [10n ** BigInt(decimals), 1n]));
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return units < 0n ? `-${text}` : text;
}
