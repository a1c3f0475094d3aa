/**
 * Fisher's exact test of independence, one-sided, by the hypergeometric distribution.
 *
 * Single probabilities by Loader's saddle-point form, as R's `dhyper` does: no factorials, full
 * precision for large counts.
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { deviance, stirlingError } from "../numeric/saddle-point.js";
import type { RuleCounts } from "./model.js";

const LOG_TWO_PI = 1.8378770664093454836;

/** ln of the binomial probability of x in n; 0 < p < 1, q = 1 − p. */
function logBinomial(x: number, n: number, p: number, q: number): number {
  if (x === 0) return n === 0 ? 0 : p < 0.1 ? -deviance(n, n * q) - n * p : n * logarithm(q);
  if (x === n) return q < 0.1 ? -deviance(n, n * p) - n * q : n * logarithm(p);
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  const spread = LOG_TWO_PI + logarithm(x) + logarithm(1 - x / n);
  return errors - deviance(x, n * p) - deviance(n - x, n * q) - spread / 2;
}

/** The probability that exactly `both` of the sides' baskets are the same. */
function probabilityOf({ baskets, antecedent, consequent, both }: RuleCounts): number {
  const p = consequent / baskets;
  const q = (baskets - consequent) / baskets;
  return exponential(
    logBinomial(both, antecedent, p, q) +
      logBinomial(consequent - both, baskets - antecedent, p, q) -
      logBinomial(consequent, baskets, p, q),
  );
}

/** Sum from `both` upwards (or downwards) while terms matter, in units of the first. */
function tail({ baskets, antecedent, consequent, both }: RuleCounts, step: 1 | -1): number {
  const neither = baskets - antecedent - consequent;
  let term = 1;
  let sum = 1;
  for (let at = both; ; at += step) {
    const up = (antecedent - at) * (consequent - at);
    const down = at * (neither + at);
    term *=
      step === 1
        ? up / ((at + 1) * (neither + at + 1))
        : down / ((antecedent - at + 1) * (consequent - at + 1));
    if (!(term > 0)) return sum;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * The probability of at least `both` baskets with both sides, if the sides were independent and
 * each as frequent as it is. O(√baskets) at most in practice: terms fall off from the mean.
 *
 * @internal
 */
export function fisherGreater(counts: RuleCounts): number {
  const { baskets, antecedent, consequent, both } = counts;
  const least = Math.max(0, antecedent + consequent - baskets);
  if (both <= least) return 1;
  const isAboveMean = both * baskets > antecedent * consequent;
  if (isAboveMean) return Math.min(1, probabilityOf(counts) * tail(counts, 1));
  const below = { ...counts, both: both - 1 };
  return Math.max(0, Math.min(1, 1 - probabilityOf(below) * tail(below, -1)));
}
