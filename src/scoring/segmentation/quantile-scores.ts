/** Scores of values by their place among all, or by limits; shared by RFM and segments. */
import { itemAt } from "../../values/invariant.js";
import { compareScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";

/**
 * Scores by the share of values that are strictly worse: 1 + ⌊bins × worse ÷ n⌋. Equal values
 * always have one score, whatever their order, and a better value never scores less.
 *
 * @internal
 */
export function rankScores(values: readonly Scaled[], bins: number): readonly number[] {
  const order = values.map((_, index) => index);
  order.sort((a, b) => compareScaled(itemAt(values, a), itemAt(values, b)));
  const scores = values.map(() => 0);
  let worse = 0;
  order.forEach((place, index) => {
    const value = itemAt(values, place);
    const before = index === 0 ? undefined : values[itemAt(order, index - 1)];
    if (before !== undefined && compareScaled(before, value) !== 0) worse = index;
    scores[place] = 1 + Math.floor((bins * worse) / values.length);
  });
  return scores;
}

/** Scores by fixed limits: one more for each limit reached. @internal */
export function limitScores(
  values: readonly Scaled[],
  limits: readonly Scaled[],
): readonly number[] {
  return values.map((value) => {
    let score = 1;
    for (const limit of limits) if (compareScaled(value, limit) >= 0) score += 1;
    return score;
  });
}

/** How many of the cuts lie below each value; one that is equal where it counts. @internal */
export function cutsBelow(
  values: readonly number[],
  cuts: readonly number[],
  isEqualBelow: boolean,
): readonly number[] {
  return values.map((value) => {
    let below = 0;
    for (const cut of cuts) if (cut < value || (isEqualBelow && cut === value)) below += 1;
    return below;
  });
}

/** A decimal as the nearest double. @internal */
export function doubleOf({ units, scale }: Scaled): number {
  return Number(units) / 10 ** scale;
}
