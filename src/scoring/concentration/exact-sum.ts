/** An exact sum as plain JSON, of any size and in one form only. */
import { fail } from "../../values/errors.js";
import { toInteger } from "../../values/rounding.js";
import { trimScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";

/**
 * Units × 10^−scale, without zeros at the end of the fraction: a number while it is safe, a text
 * beyond. Sums on the way may be larger than what a decimal may be at the end.
 *
 * @since 0.1.0
 */
export type ExactSum = readonly [units: number | string, scale: number];

/** @internal */
export function storeSum(value: Scaled): ExactSum {
  const { units, scale } = trimScaled(value);
  return [typeof units === "number" ? units : String(units), scale];
}

/** Reads what {@link storeSum} wrote (`schema.damaged`). @internal */
export function restoreSum(stored: ExactSum): Scaled {
  const [units, scale] = stored;
  const isWhole = Number.isSafeInteger(units) || (typeof units === "string" && isDigits(units));
  if (!isWhole || !Number.isSafeInteger(scale) || scale < 0 || scale > 1_000) {
    fail("schema.damaged", "state", "what this package wrote, unchanged", units);
  }
  return { units: typeof units === "number" ? units : toInteger(BigInt(units)), scale };
}

/** A sum of 2^53 amounts of 34 digits has 50. */
function isDigits(text: string): boolean {
  return text.length <= 128 && /^-?\d+$/.test(text);
}
