/** Amounts that need not end as decimals: what unit conversions make of quantities. */
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
  roundQuotient,
  toInteger,
} from "../values/rounding.js";
import type { Integer, RoundingMode } from "../values/rounding.js";
import { powerOfTen } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";

/** An exact amount: units ÷ (10^scale × divisor). @internal */
export interface Exact {
  readonly units: Integer;
  readonly scale: number;
  readonly divisor: Integer;
}

/** Nothing. @internal */
export const exactZero: Exact = { units: 0, scale: 0, divisor: 1 };

/** Decimals at which an amount without end is floored to find its band; bounds are coarser. */
const FLOORED_SCALE = 12;

/** Rounds an exact amount to decimals, in units of 10^-scale. @internal */
export function roundExact(exact: Exact, decimals: number, mode: RoundingMode): Integer {
  const shift = exact.scale - decimals;
  if (shift <= 0) {
    const units = multiplyIntegers(exact.units, powerOfTen(-shift));
    return exact.divisor === 1 ? units : roundQuotient(units, exact.divisor, mode);
  }
  return roundQuotient(exact.units, multiplyIntegers(powerOfTen(shift), exact.divisor), mode);
}

/** An amount as a decimal, floored where it has no end: what a band is found by. @internal */
export function floored({ units, scale, divisor }: Exact): Scaled {
  if (divisor === 1) return { units, scale };
  const shift = Math.max(0, FLOORED_SCALE - scale);
  const wide = multiplyIntegers(units, powerOfTen(shift));
  return { units: roundQuotient(wide, divisor, "floor"), scale: scale + shift };
}

/** @internal */
export function exactOf({ units, scale }: Scaled): Exact {
  return { units, scale, divisor: 1 };
}

/** The sum; three thirds are one. @internal */
export function addExact(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  const left = multiplyIntegers(a.units, powerOfTen(scale - a.scale));
  const right = multiplyIntegers(b.units, powerOfTen(scale - b.scale));
  if (a.divisor === b.divisor) return reduced(addIntegers(left, right), scale, a.divisor);
  const units = addIntegers(multiplyIntegers(left, b.divisor), multiplyIntegers(right, a.divisor));
  return reduced(units, scale, multiplyIntegers(a.divisor, b.divisor));
}

/** @internal */
export function subtractExact(a: Exact, b: Exact): Exact {
  return addExact(a, { ...b, units: negateInteger(b.units) });
}

/** @internal */
export function compareExact(a: Exact, b: Exact): number {
  return compareIntegers(subtractExact(a, b).units, 0);
}

/** Whole units, rounded down. @internal */
export function wholeExact(value: Exact): number {
  return Math.min(Number(roundExact(value, 0, "floor")), Number.MAX_SAFE_INTEGER);
}

/** The same amounts as integers of one unit. @internal */
export function inCommon(amounts: readonly Exact[]): readonly Integer[] {
  const scale = amounts.reduce((most, one) => Math.max(most, one.scale), 0);
  const divisors = new Set(amounts.map((one) => one.divisor));
  let divisor: Integer = 1;
  for (const one of divisors) divisor = multiplyIntegers(divisor, one);
  return amounts.map((one) => {
    const wide = multiplyIntegers(one.units, powerOfTen(scale - one.scale));
    return multiplyIntegers(wide, roundQuotient(divisor, one.divisor, "floor"));
  });
}

/** Keeps the divisor as small as it can be, so that long sums stay short. */
function reduced(units: Integer, scale: number, divisor: Integer): Exact {
  if (divisor === 1) return { units, scale, divisor };
  let a = BigInt(units);
  let b = BigInt(divisor);
  while (b !== 0n) [a, b] = [b, a % b];
  const common = a < 0n ? -a : a;
  return {
    units: toInteger(BigInt(units) / common),
    scale,
    divisor: toInteger(BigInt(divisor) / common),
  };
}
