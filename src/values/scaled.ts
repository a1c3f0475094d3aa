/**
 * The scaled-integer engine: an exact decimal is `units × 10^-scale`.
 *
 * Units are a safe integer where that suffices and a BigInt where it does not; which of the
 * two ran is not visible outside `values/`. Not here: the public doors (`decimal.ts`,
 * `money.ts`), and functions that are not exact (`decimal-js.ts`).
 */
import { fail } from "./errors.js";
import { DIGITS_MAX } from "./limits.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
  roundQuotient,
  toInteger,
} from "./rounding.js";
import type { Integer, RoundingMode } from "./rounding.js";

/** An exact decimal: `units × 10^-scale`, scale ≥ 0. @internal */
export interface Scaled {
  readonly units: Integer;
  readonly scale: number;
}

/** Zero. @internal */
export const scaledZero: Scaled = { units: 0, scale: 0 };

const SAFE_POWER_MAX = 15;
const POWERS: readonly number[] = Array.from({ length: SAFE_POWER_MAX + 1 }, (_, n) => 10 ** n);

/** 10^exponent, exact; exponent ≥ 0. @internal */
export function powerOfTen(exponent: number): Integer {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

const ZERO_CODE = 48;
const POINT_CODE = 46;
const MINUS_CODE = 45;
/** Digits that always fit a safe integer. */
const FAST_DIGITS_MAX = 15;
/** Sign, zero before the point, point and 34 digits. */
const TEXT_LENGTH_MAX = DIGITS_MAX + 3;

function failFormat(text: string, area: string, path: string): never {
  if (/^-?[0-9.]+[eE][+-]?[0-9]+$/.test(text)) {
    fail(`${area}.exponent`, path, "a decimal without exponent", text);
  }
  fail(`${area}.format`, path, "a decimal such as 1234.50", text);
}

/**
 * Reads a decimal by the strict grammar `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, ASCII digits only, at
 * most 34 of them: length first, then grammar, then value. Codes `<area>.too_long`,
 * `<area>.exponent`, `<area>.format`.
 *
 * @internal
 */
export function parseScaled(text: string, area: string, path: string): Scaled {
  const length = text.length;
  if (length > TEXT_LENGTH_MAX) {
    fail(`${area}.too_long`, path, `at most ${String(DIGITS_MAX)} digits`, text);
  }
  const start = text.charCodeAt(0) === MINUS_CODE ? 1 : 0;
  let units = 0;
  let digits = 0;
  let point = -1;
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT_CODE) {
      if (point >= 0 || index === start || index === length - 1) failFormat(text, area, path);
      point = index;
      continue;
    }
    const digit = code - ZERO_CODE;
    if (!(digit >= 0 && digit <= 9)) failFormat(text, area, path);
    units = units * 10 + digit;
    digits += 1;
  }
  const hasLeadingZero = text.charCodeAt(start) === ZERO_CODE;
  const wholeDigits = (point < 0 ? length : point) - start;
  if (digits === 0 || (hasLeadingZero && wholeDigits > 1)) failFormat(text, area, path);
  if (digits - (hasLeadingZero ? 1 : 0) > DIGITS_MAX) {
    fail(`${area}.too_long`, path, `at most ${String(DIGITS_MAX)} digits`, text);
  }
  const scale = point < 0 ? 0 : length - point - 1;
  if (digits > FAST_DIGITS_MAX) return { units: parseLongUnits(text, point), scale };
  return { units: start === 1 ? 0 - units : units, scale };
}

function parseLongUnits(text: string, point: number): Integer {
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
  return toInteger(BigInt(digits));
}

/**
 * A number as the exact decimal that it shows: NaN, infinities, unsafe integers and numbers
 * of more than 15 significant digits (which only stand near a decimal) are refused. Codes
 * `<area>.not_finite`, `<area>.unsafe_number`.
 *
 * @internal
 */
export function scaledFromNumber(value: number, area: string, path: string): Scaled {
  if (!Number.isFinite(value)) fail(`${area}.not_finite`, path, "a finite number", value);
  if (Number.isInteger(value)) {
    if (!Number.isSafeInteger(value)) {
      fail(`${area}.unsafe_number`, path, "a text, as the number is beyond 2^53", value);
    }
    return { units: value + 0, scale: 0 };
  }
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const scale = fraction.length - Number(exponent);
  if (digits.replace("-", "").replace(/^0+/, "").length > FAST_DIGITS_MAX || scale > DIGITS_MAX) {
    fail(`${area}.unsafe_number`, path, "a text, as the number has no short decimal form", value);
  }
  return { units: Number(digits) + 0, scale };
}

/**
 * A decimal given as text or as a number with an exact short form.
 * Code `<area>.type` for anything else.
 *
 * @internal
 */
export function scaledFrom(value: unknown, area: string, path: string): Scaled {
  if (typeof value === "string") return parseScaled(value, area, path);
  if (typeof value === "number") return scaledFromNumber(value, area, path);
  return fail(`${area}.type`, path, "a decimal as text, or a number", value);
}

/** Text with exactly `scale` decimals, `0.00` for zero of either sign. @internal */
export function formatFixed(value: Scaled): string {
  const { units, scale } = value;
  if (scale === 0) return String(units);
  const isNegative = units < 0;
  const digits = String(isNegative ? negateInteger(units) : units).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${isNegative ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Canonical text: no zeros at the end of the fraction. @internal */
export function formatScaled(value: Scaled): string {
  return formatFixed(trimScaled(value));
}

/** The same value at its smallest scale. @internal */
export function trimScaled(value: Scaled): Scaled {
  let { units, scale } = value;
  if (typeof units === "bigint") {
    while (scale > 0 && units % 10n === 0n) {
      units /= 10n;
      scale -= 1;
    }
    return { units: toInteger(units), scale };
  }
  while (scale > 0 && units % 10 === 0) {
    units /= 10;
    scale -= 1;
  }
  return { units: units + 0, scale };
}

/** The units of a value at a scale not below its own. @internal */
export function unitsAt(value: Scaled, scale: number): Integer {
  const shift = scale - value.scale;
  return shift === 0 ? value.units : multiplyIntegers(value.units, powerOfTen(shift));
}

/** Exact sum. @internal */
export function addScaled(a: Scaled, b: Scaled): Scaled {
  const scale = Math.max(a.scale, b.scale);
  return { units: addIntegers(unitsAt(a, scale), unitsAt(b, scale)), scale };
}

/** Exact difference. @internal */
export function subtractScaled(a: Scaled, b: Scaled): Scaled {
  return addScaled(a, negateScaled(b));
}

/** The opposite. @internal */
export function negateScaled(value: Scaled): Scaled {
  return { units: negateInteger(value.units), scale: value.scale };
}

/** Exact product. @internal */
export function multiplyScaled(a: Scaled, b: Scaled): Scaled {
  return { units: multiplyIntegers(a.units, b.units), scale: a.scale + b.scale };
}

/** −1, 0 or 1. @internal */
export function compareScaled(a: Scaled, b: Scaled): number {
  const scale = Math.max(a.scale, b.scale);
  return compareIntegers(unitsAt(a, scale), unitsAt(b, scale));
}

/** −1, 0 or 1 by the sign. @internal */
export function signOf(value: Scaled): number {
  return compareIntegers(value.units, 0);
}

/** The value at exactly `scale` decimals, rounded by name where that loses digits. @internal */
export function roundScaled(value: Scaled, scale: number, mode: RoundingMode): Scaled {
  if (scale >= value.scale) return { units: unitsAt(value, scale), scale };
  return { units: roundQuotient(value.units, powerOfTen(value.scale - scale), mode), scale };
}

/** Whether the value has at most `scale` decimals, zeros at the end not counted. @internal */
export function fitsScale(value: Scaled, scale: number): boolean {
  return value.scale <= scale || trimScaled(value).scale <= scale;
}

/** a ÷ b at exactly `scale` decimals, rounded once by name; b is not zero. @internal */
export function divideScaled(a: Scaled, b: Scaled, scale: number, mode: RoundingMode): Scaled {
  const shift = scale - a.scale + b.scale;
  const numerator = shift > 0 ? multiplyIntegers(a.units, powerOfTen(shift)) : a.units;
  const denominator = shift < 0 ? multiplyIntegers(b.units, powerOfTen(-shift)) : b.units;
  return { units: roundQuotient(numerator, denominator, mode), scale };
}

/** Rounds to a multiple of `increment` (> 0) by name, exactly. @internal */
export function roundToIncrement(value: Scaled, increment: Scaled, mode: RoundingMode): Scaled {
  const steps = divideScaled(value, increment, 0, mode);
  return multiplyScaled(steps, increment);
}
