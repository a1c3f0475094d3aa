/**
 * Exact decimals as text, for rates, factors, quantities and ratios.
 *
 * Not here: amounts with a currency (`money.ts`), and the engine underneath (`scaled.ts`).
 */
import { logarithmScaled, powerScaled } from "./decimal-js.js";
import { fail } from "./errors.js";
import { DIGITS_MAX } from "./limits.js";
import { expectInteger, expectRecord } from "./plain.js";
import { expectRoundingMode } from "./rounding.js";
import type { RoundingMode } from "./rounding.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  formatFixed,
  formatScaled,
  multiplyScaled,
  negateScaled,
  roundScaled,
  scaledFrom,
  signOf,
  subtractScaled,
} from "./scaled.js";
import type { Scaled } from "./scaled.js";

/**
 * An exact decimal as canonical text: `"0.15"`, `"-12.5"`, `"1000"`. ASCII digits, at most
 * 34 of them, no exponent, no zeros at the end of the fraction.
 *
 * @since 0.1.0
 */
export type DecimalText = string;

/**
 * What the doors of this library take for a decimal: text by the strict grammar, or a number
 * that has an exact decimal form of at most 15 digits.
 *
 * @since 0.1.0
 */
export type DecimalInput = string | number;

/**
 * Where and how a result is rounded.
 *
 * @since 0.1.0
 */
export interface DecimalRounding {
  /** Decimals of the result, 0 to 34. */
  readonly scale: number;
  /** How; half to even when not named. */
  readonly rounding?: RoundingMode;
}

/** Text of an exact result, refused (`decimal.overflow`) beyond 34 digits. @internal */
export function toDecimalText(value: Scaled): DecimalText {
  const text = formatScaled(value);
  if (text.length > DIGITS_MAX && countDigits(text) > DIGITS_MAX) {
    fail("decimal.overflow", "", `a result of at most ${String(DIGITS_MAX)} digits`, text);
  }
  return text;
}

function countDigits(text: string): number {
  const digits = text.replace("-", "").replace(".", "");
  return text.startsWith("0.") || text.startsWith("-0.") ? digits.length - 1 : digits.length;
}

function checkRounding(rounding: DecimalRounding): { scale: number; mode: RoundingMode } {
  expectRecord(rounding, "rounding", ["scale", "rounding"]);
  return {
    scale: expectInteger(rounding.scale, "scale", 0, DIGITS_MAX),
    mode: expectRoundingMode(rounding.rounding ?? "halfEven", "rounding"),
  };
}

/**
 * The canonical text of a decimal.
 *
 * @throws ClienteleError `decimal.type`, `decimal.too_long`, `decimal.exponent`,
 * `decimal.format`, `decimal.not_finite`, `decimal.unsafe_number`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { decimal } from "clientele/values";
 *
 * assert.equal(decimal("12.50"), "12.5");
 * assert.equal(decimal(0.1), "0.1");
 * assert.equal(decimal("-0"), "0");
 * assert.throws(() => decimal("1e5"), { code: "decimal.exponent" });
 * assert.throws(() => decimal(0.1 + 0.2), { code: "decimal.unsafe_number" });
 * ```
 * @since 0.1.0
 */
export function decimal(value: DecimalInput, path = "value"): DecimalText {
  return formatScaled(scaledFrom(value, "decimal", path));
}

/**
 * Whether a value is a decimal in canonical text.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isDecimalText } from "clientele/values";
 *
 * assert.ok(isDecimalText("12.5"));
 * assert.ok(!isDecimalText("1e5"));
 * ```
 * @since 0.1.0
 */
export function isDecimalText(value: unknown): value is DecimalText {
  if (typeof value !== "string") return false;
  try {
    return decimal(value) === value;
  } catch {
    return false;
  }
}

/**
 * Exact sum of two decimals.
 *
 * @throws ClienteleError as {@link decimal}, and `decimal.overflow` beyond 34 digits
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addDecimals } from "clientele/values";
 *
 * assert.equal(addDecimals("0.1", "0.2"), "0.3");
 * ```
 * @since 0.1.0
 */
export function addDecimals(a: DecimalInput, b: DecimalInput): DecimalText {
  return toDecimalText(addScaled(scaledFrom(a, "decimal", "a"), scaledFrom(b, "decimal", "b")));
}

/**
 * Exact difference of two decimals, a − b.
 *
 * @throws ClienteleError as {@link addDecimals}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { subtractDecimals } from "clientele/values";
 *
 * assert.equal(subtractDecimals("0.3", "0.1"), "0.2");
 * ```
 * @since 0.1.0
 */
export function subtractDecimals(a: DecimalInput, b: DecimalInput): DecimalText {
  return toDecimalText(
    subtractScaled(scaledFrom(a, "decimal", "a"), scaledFrom(b, "decimal", "b")),
  );
}

/**
 * Exact product of two decimals.
 *
 * @throws ClienteleError as {@link addDecimals}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { multiplyDecimals } from "clientele/values";
 *
 * assert.equal(multiplyDecimals("0.1", "0.2"), "0.02");
 * ```
 * @since 0.1.0
 */
export function multiplyDecimals(a: DecimalInput, b: DecimalInput): DecimalText {
  return toDecimalText(
    multiplyScaled(scaledFrom(a, "decimal", "a"), scaledFrom(b, "decimal", "b")),
  );
}

/**
 * Quotient of two decimals, a ÷ b, rounded once at the scale named.
 *
 * @throws ClienteleError as {@link addDecimals}, and `decimal.divide_by_zero`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { divideDecimals } from "clientele/values";
 *
 * assert.equal(divideDecimals("1", "3", { scale: 4 }), "0.3333");
 * assert.equal(divideDecimals("2", "3", { scale: 4, rounding: "down" }), "0.6666");
 * ```
 * @since 0.1.0
 */
export function divideDecimals(
  a: DecimalInput,
  b: DecimalInput,
  rounding: DecimalRounding,
): DecimalText {
  const divisor = scaledFrom(b, "decimal", "b");
  if (signOf(divisor) === 0) fail("decimal.divide_by_zero", "b", "a divisor other than zero", b);
  const { scale, mode } = checkRounding(rounding);
  return toDecimalText(divideScaled(scaledFrom(a, "decimal", "a"), divisor, scale, mode));
}

/**
 * The opposite of a decimal; zero has none of its own.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { negateDecimal } from "clientele/values";
 *
 * assert.equal(negateDecimal("12.5"), "-12.5");
 * ```
 * @since 0.1.0
 */
export function negateDecimal(value: DecimalInput): DecimalText {
  return formatScaled(negateScaled(scaledFrom(value, "decimal", "value")));
}

/**
 * −1, 0 or 1 as a is below, equal to or above b, by value: `"1.0"` equals `"1"`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compareDecimals } from "clientele/values";
 *
 * assert.equal(compareDecimals("1.50", "1.5"), 0);
 * assert.equal(compareDecimals("9", "10"), -1);
 * ```
 * @since 0.1.0
 */
export function compareDecimals(a: DecimalInput, b: DecimalInput): -1 | 0 | 1 {
  const order = compareScaled(scaledFrom(a, "decimal", "a"), scaledFrom(b, "decimal", "b"));
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/**
 * A decimal rounded by name to at most `scale` decimals, in canonical text.
 *
 * @throws ClienteleError as {@link decimal}, and `config.rounding` for an unknown mode
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { roundDecimal } from "clientele/values";
 *
 * assert.equal(roundDecimal("2.5", { scale: 0 }), "2");
 * assert.equal(roundDecimal("2.5", { scale: 0, rounding: "halfUp" }), "3");
 * assert.equal(roundDecimal("-0.001", { scale: 2 }), "0");
 * ```
 * @since 0.1.0
 */
export function roundDecimal(value: DecimalInput, rounding: DecimalRounding): DecimalText {
  const { scale, mode } = checkRounding(rounding);
  return toDecimalText(roundScaled(scaledFrom(value, "decimal", "value"), scale, mode));
}

/**
 * A decimal with exactly `scale` decimals, for display: `"12.50"`. Refused where digits would
 * be lost (`decimal.scale`); round first.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { formatDecimal } from "clientele/values";
 *
 * assert.equal(formatDecimal("1.5", 3), "1.500");
 * ```
 * @since 0.1.0
 */
export function formatDecimal(value: DecimalInput, scale: number): string {
  const places = expectInteger(scale, "scale", 0, DIGITS_MAX);
  const exact = scaledFrom(value, "decimal", "value");
  const rounded = roundScaled(exact, places, "down");
  if (compareScaled(exact, rounded) !== 0) {
    fail("decimal.scale", "value", `at most ${String(places)} decimals`, value);
  }
  return formatFixed(rounded);
}

/**
 * base ^ exponent rounded once at the scale named; for growth, compounding and annualising.
 * Computed to 60 digits by decimal.js.
 *
 * @throws ClienteleError as {@link addDecimals}, and `decimal.no_value` where the power is not
 * a real number or is out of range
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { powerDecimal } from "clientele/values";
 *
 * // The yearly growth behind a doubling in five years.
 * assert.equal(powerDecimal("2", "0.2", { scale: 6 }), "1.148698");
 * ```
 * @since 0.1.0
 */
export function powerDecimal(
  base: DecimalInput,
  exponent: DecimalInput,
  rounding: DecimalRounding,
): DecimalText {
  const { scale, mode } = checkRounding(rounding);
  const power = powerScaled(
    scaledFrom(base, "decimal", "base"),
    scaledFrom(exponent, "decimal", "exponent"),
    scale,
    mode,
  );
  if (power === null) fail("decimal.no_value", "base", "a power that is a decimal", base);
  return toDecimalText(power);
}

/**
 * The natural logarithm rounded once at the scale named. Computed to 60 digits by decimal.js.
 *
 * @throws ClienteleError as {@link addDecimals}, and `decimal.no_value` for zero and below
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { logarithmDecimal } from "clientele/values";
 *
 * assert.equal(logarithmDecimal("2", { scale: 10 }), "0.6931471806");
 * ```
 * @since 0.1.0
 */
export function logarithmDecimal(value: DecimalInput, rounding: DecimalRounding): DecimalText {
  const { scale, mode } = checkRounding(rounding);
  const logarithm = logarithmScaled(scaledFrom(value, "decimal", "value"), scale, mode);
  if (logarithm === null) fail("decimal.no_value", "value", "a decimal above zero", value);
  return toDecimalText(logarithm);
}
