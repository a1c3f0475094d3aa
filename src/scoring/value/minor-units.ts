/** Doubles to whole minor units by the million: the same answer as through exact decimals. */
import { fail } from "../../values/errors.js";
import { roundScaled } from "../../values/scaled.js";
import { shownDecimal } from "./settle.js";
import type { AmountPlan } from "./settle.js";

/** Within so much of a half or a whole the exact decimal decides. */
const DOUBT = 1e-15;
const UNITS_MAX = Number.MAX_SAFE_INTEGER;

/** A rounding that no doubt is in: by the number line alone. */
function plainRounding(mode: AmountPlan<string>["mode"]): (units: number) => number {
  if (mode === "floor") return Math.floor;
  if (mode === "ceil") return Math.ceil;
  if (mode === "down") return Math.trunc;
  if (mode === "up") return (units) => (units < 0 ? Math.floor(units) : Math.ceil(units));
  return (units) => Math.floor(units + 0.5);
}

/**
 * Rounds an amount to minor units (`money.overflow` beyond 2^53 of them, with the row's place).
 *
 * @internal
 */
export function minorUnitsBy(
  { scale, mode }: AmountPlan<string>,
  pathOf: (index: number) => string,
): (value: number, index: number) => number {
  const factor = 10 ** scale;
  const round = plainRounding(mode);
  return (value, index) => {
    const units = value * factor;
    if (!(Math.abs(units) < UNITS_MAX)) {
      fail("money.overflow", pathOf(index), "a value below 2^53 minor units", value);
    }
    const twice = 2 * units;
    const isDoubtful = Math.abs(twice - Math.round(twice)) <= DOUBT * (1 + Math.abs(twice));
    if (!isDoubtful) return round(units) + 0;
    return Number(roundScaled(shownDecimal(value), scale, mode).units) + 0;
  };
}
