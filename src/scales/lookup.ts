/**
 * The integer core: which band a base is in. No allocation; used by pricing on its own
 * integers.
 */
import { itemAt } from "../values/invariant.js";
import type { Integer } from "../values/rounding.js";

/**
 * Position of the band that a base reaches, −1 below the lowest. Bounds ascend; base and bounds
 * are integers at one scale. O(log n).
 *
 * @internal
 */
export function bandIndex(bounds: readonly Integer[], base: Integer): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (itemAt(bounds, middle) <= base) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
