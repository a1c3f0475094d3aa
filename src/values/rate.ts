/** Rates as fractions: 15 % is `"0.15"`. */
import { toDecimalText } from "./decimal.js";
import type { DecimalInput, DecimalText } from "./decimal.js";
import { fail } from "./errors.js";
import { compareScaled, formatScaled, scaledFrom, trimScaled } from "./scaled.js";
import { expectRecord } from "./plain.js";

/**
 * A rate as a fraction in canonical text: 15 % is `"0.15"`.
 *
 * @since 0.1.0
 */
export type Rate = DecimalText;

/** Bounds of a rate, both included; none unless named. @since 0.1.0 */
export interface RateBounds {
  readonly min?: DecimalInput;
  readonly max?: DecimalInput;
}

/**
 * A rate given as a fraction.
 *
 * @throws ClienteleError `decimal.*`, `rate.range` outside the bounds
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { percent, rate } from "clientele/values";
 *
 * assert.equal(rate("0.150"), "0.15");
 * assert.equal(percent("15"), "0.15");
 * assert.throws(() => percent(150, { max: 1 }), { code: "rate.range" });
 * ```
 * @since 0.1.0
 */
export function rate(fraction: DecimalInput, bounds: RateBounds = {}, path = "rate"): Rate {
  const value = scaledFrom(fraction, "decimal", path);
  expectRecord(bounds, "bounds", ["min", "max"]);
  const { min, max } = bounds;
  const isBelow = min !== undefined && compareScaled(value, scaledFrom(min, "decimal", "min")) < 0;
  const isAbove = max !== undefined && compareScaled(value, scaledFrom(max, "decimal", "max")) > 0;
  if (isBelow || isAbove) {
    fail(
      "rate.range",
      path,
      `a rate from ${String(min ?? "−∞")} to ${String(max ?? "∞")}`,
      fraction,
    );
  }
  return formatScaled(value);
}

/**
 * A rate given in percent: `percent("15")` is `"0.15"`.
 *
 * @throws ClienteleError as {@link rate}; the bounds are fractions
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { percent } from "clientele/values";
 *
 * assert.equal(percent("15"), "0.15");
 * assert.throws(() => percent(150, { max: 1 }), { code: "rate.range" });
 * ```
 * @since 0.1.0
 */
export function percent(value: DecimalInput, bounds: RateBounds = {}, path = "percent"): Rate {
  const exact = scaledFrom(value, "decimal", path);
  return rate(toDecimalText({ units: exact.units, scale: exact.scale + 2 }), bounds, path);
}

/**
 * A rate in percent, as a decimal: `"0.15"` is `"15"`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { toPercent } from "clientele/values";
 *
 * assert.equal(toPercent("0.155"), "15.5");
 * ```
 * @since 0.1.0
 */
export function toPercent(value: Rate): DecimalText {
  const exact = trimScaled(scaledFrom(value, "decimal", "rate"));
  if (exact.scale >= 2) return toDecimalText({ units: exact.units, scale: exact.scale - 2 });
  const factor = exact.scale === 1 ? 10n : 100n;
  const units = BigInt(exact.units) * factor;
  return toDecimalText(scaledFrom(units.toString(), "decimal", "rate"));
}
