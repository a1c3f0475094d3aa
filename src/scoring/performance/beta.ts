/**
 * The beta distribution and its quantiles, and with them the tails of the binomial. The function
 * itself is `numeric/incomplete-beta.ts`. Not here: other distributions.
 */
import { regularisedBeta } from "../numeric/incomplete-beta.js";

/** I_x(a, b): the probability that a beta variable is at most x; a, b > 0. @internal */
export function betaCdf(x: number, a: number, b: number): number {
  return regularisedBeta(a, b, x, 1 - x);
}

/** The x at which I_x(a, b) is p, by halving: no start can mislead it. @internal */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let [low, high] = [0, 1];
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high || high - low < 1e-15 * high) break;
    if (betaCdf(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X ≥ count) of a binomial. @internal */
export function binomialUpperTail(count: number, trials: number, rate: number): number {
  return count <= 0 ? 1 : count > trials ? 0 : betaCdf(rate, count, trials - count + 1);
}

/** P(X ≤ count) of a binomial. @internal */
export function binomialLowerTail(count: number, trials: number, rate: number): number {
  return count >= trials ? 1 : count < 0 ? 0 : betaCdf(1 - rate, trials - count, count + 1);
}
