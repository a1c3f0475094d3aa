/**
 * Decimals as facts, read without allocation where they have at most 15 digits.
 *
 * A decimal of at most 15 significant digits and its nearest double determine each other and
 * keep their order (IEEE 754, DBL_DIG = 15), so that doubles compare such decimals exactly.
 * Longer ones go through the scaled integers of `values`. Nothing here throws on a fact.
 */
import { DIGITS_MAX } from "../values/limits.js";
import type { Integer } from "../values/rounding.js";
import {
  compareScaled,
  formatScaled,
  parseScaled,
  scaledFromNumber,
  trimScaled,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { known } from "./known.js";

const ZERO_CODE = 48;
const POINT_CODE = 46;
const MINUS_CODE = 45;
const FAST_DIGITS_MAX = 15;
const TEXT_LENGTH_MAX = DIGITS_MAX + 3;
/** A number below this may have more decimals than a decimal is allowed. */
const SHORT_NUMBER_MIN = 1e-19;
const POWERS: readonly number[] = Array.from({ length: FAST_DIGITS_MAX + 1 }, (_, n) => 10 ** n);

/** Says that a decimal is well formed, but too long for a double. */
const LONG = Infinity;

/** The double of a decimal text; NaN when it is none, infinite when it is long. */
function numberOfText(text: string): number {
  const length = text.length;
  if (length > TEXT_LENGTH_MAX) return NaN;
  const start = text.charCodeAt(0) === MINUS_CODE ? 1 : 0;
  let units = 0;
  let digits = 0;
  let point = -1;
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT_CODE) {
      if (point >= 0 || index === start || index === length - 1) return NaN;
      point = index;
      continue;
    }
    if (!(code >= ZERO_CODE && code <= ZERO_CODE + 9)) return NaN;
    units = units * 10 + (code - ZERO_CODE);
    digits += 1;
  }
  const hasLeadingZero = text.charCodeAt(start) === ZERO_CODE;
  if (digits === 0 || (hasLeadingZero && (point < 0 ? length : point) - start > 1)) return NaN;
  if (digits - (hasLeadingZero ? 1 : 0) > DIGITS_MAX) return NaN;
  if (digits > FAST_DIGITS_MAX) return LONG;
  const magnitude = point < 0 ? units : shortNumber(units, length - point - 1);
  return start === 1 ? 0 - magnitude : magnitude;
}

function isShort(units: Integer, scale: number): units is number {
  return typeof units === "number" && Math.abs(units) < 1e15 && scale <= FAST_DIGITS_MAX;
}

/** The double nearest to a short decimal: one division of exact integers, rounded once. */
function shortNumber(units: number, scale: number): number {
  return units / known(POWERS[scale]);
}

/** Whether a number stands for a decimal: a safe integer, or at most 15 digits. */
function isShortNumber(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value)) return Number.isSafeInteger(value);
  return (
    Math.abs(value) >= SHORT_NUMBER_MIN && Number(value.toPrecision(FAST_DIGITS_MAX)) === value
  );
}

/** The double of a decimal fact; NaN when it is no decimal, infinite when it is long. */
function numberOfFact(value: unknown): number {
  if (typeof value === "string") return numberOfText(value);
  if (typeof value === "number" && isShortNumber(value)) return value;
  return NaN;
}

function scaledOfFact(value: unknown): Scaled | undefined {
  const double = numberOfFact(value);
  if (double !== double) return undefined;
  if (typeof value === "string") return parseScaled(value, "rule", "");
  return scaledFromNumber(double, "rule", "");
}

/** Whether a fact is a decimal. @internal */
export function isDecimalFact(value: unknown): boolean {
  const double = numberOfFact(value);
  return double === double;
}

/**
 * Compares facts with one decimal: negative, zero or positive, NaN when the fact is none.
 *
 * @internal
 */
export function decimalComparator(limit: Scaled): (value: unknown) => number {
  const { units, scale } = trimScaled(limit);
  const isShortLimit = isShort(units, scale);
  const limitNumber = isShortLimit ? shortNumber(units, scale) : NaN;
  return (value) => {
    const double = numberOfFact(value);
    if (double !== double) return NaN;
    if (isShortLimit && double !== LONG) return double - limitNumber;
    return compareScaled(known(scaledOfFact(value)), limit);
  };
}

/** Compares two decimal facts, NaN when one is none. @internal */
export function compareDecimalFacts(a: unknown, b: unknown): number {
  const left = scaledOfFact(a);
  const right = scaledOfFact(b);
  return left === undefined || right === undefined ? NaN : compareScaled(left, right);
}

/** The one key of all forms of a decimal (`"1.50"`, `1.5`); undefined when it is none. @internal */
export function decimalKey(value: unknown): number | string | undefined {
  if (typeof value === "string") {
    const double = numberOfText(value);
    if (double !== LONG) return double === double ? double + 0 : undefined;
  }
  const scaled = scaledOfFact(value);
  return scaled === undefined ? undefined : decimalKeyOf(scaled);
}

/** The key of an exact decimal, equal to {@link decimalKey} of any of its forms. @internal */
export function decimalKeyOf(value: Scaled): number | string {
  const { units, scale } = trimScaled(value);
  return isShort(units, scale) ? shortNumber(units, scale) : formatScaled({ units, scale });
}
