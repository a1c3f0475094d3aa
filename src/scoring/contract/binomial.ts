/** Binomial numbers of any size from a seeded source. Not here: the source. */
import { betaVariate, uniform } from "../numeric/random.js";
import type { RandomSource } from "../numeric/random.js";

/** So few trials are tossed one by one. */
const TOSSED_MAX = 16;

/**
 * How many of so many trials succeed. Exact, by halving: the middle one of as many uniform
 * numbers is beta distributed, and says on which side of the chance half of them lie (Devroye,
 * "Non-Uniform Random Variate Generation", 1986, X.4.4). O(log trials).
 *
 * @internal
 */
export function binomialVariate(source: RandomSource, trials: number, chance: number): number {
  let successes = 0;
  let left = trials;
  let share = chance;
  while (left > TOSSED_MAX && share > 0 && share < 1) {
    const below = 1 + Math.floor(left / 2);
    const middle = betaVariate(source, below, left + 1 - below);
    if (middle >= share) {
      left = below - 1;
      share = Math.min(1, share / middle);
    } else {
      successes += below;
      left -= below;
      share = (share - middle) / (1 - middle);
    }
  }
  if (share <= 0) return successes;
  if (share >= 1) return successes + left;
  for (let trial = 0; trial < left; trial += 1) {
    if (uniform(source) < share) successes += 1;
  }
  return successes;
}
