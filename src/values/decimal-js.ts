/**
 * The one place of decimal.js: functions whose exact value has no end (powers with a
 * fractional exponent, roots, logarithms), computed to 60 digits and rounded once by name.
 *
 * The clone carries its own defaults, so that no other user of decimal.js in the process can
 * change an answer; it is never exposed and never configured again.
 */
import { Decimal as SharedDecimal } from "decimal.js";

import { parseScaled, formatFixed } from "./scaled.js";
import type { Scaled } from "./scaled.js";
import type { RoundingMode } from "./rounding.js";

/** Digits carried inside; results are asked for at 34 at most. */
const PRECISION = 60;

const Decimal: typeof SharedDecimal = /* @__PURE__ */ SharedDecimal.clone({
  defaults: true,
  precision: PRECISION,
  rounding: 6,
  toExpNeg: -100,
  toExpPos: 100,
  maxE: 9000,
  minE: -9000,
});

const MODES: Readonly<Record<RoundingMode, SharedDecimal.Rounding>> = {
  up: 0,
  down: 1,
  ceil: 2,
  floor: 3,
  halfUp: 4,
  halfDown: 5,
  halfEven: 6,
  halfCeil: 7,
  halfFloor: 8,
};

/**
 * base ^ exponent at `scale` decimals, or null where it is not a real number, overflows, or
 * has more digits than could be rounded truly.
 *
 * @internal
 */
export function powerScaled(
  base: Scaled,
  exponent: Scaled,
  scale: number,
  mode: RoundingMode,
): Scaled | null {
  const power = new Decimal(formatFixed(base)).pow(new Decimal(formatFixed(exponent)));
  return fromDecimal(power, scale, mode);
}

/**
 * The natural logarithm at `scale` decimals, or null where there is none.
 *
 * @internal
 */
export function logarithmScaled(value: Scaled, scale: number, mode: RoundingMode): Scaled | null {
  return fromDecimal(new Decimal(formatFixed(value)).ln(), scale, mode);
}

function fromDecimal(value: SharedDecimal, scale: number, mode: RoundingMode): Scaled | null {
  if (!value.isFinite() || value.e + 1 + scale > PRECISION - 10) return null;
  const text = value.toFixed(scale, MODES[mode]);
  const whole = text.replace(".", "").replace("-", "");
  return whole.length <= 34 ? parseScaled(text, "decimal", "") : null;
}
