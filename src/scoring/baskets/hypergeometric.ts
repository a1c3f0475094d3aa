/**
 * Fisher's exact test of independence, one-sided, by the hypergeometric distribution.
 *
 * Single probabilities by Loader's saddle-point form ("Fast and accurate computation of binomial
 * probabilities", 2000), as R's `dhyper` does: no factorials, full precision for large counts.
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import type { RuleCounts } from "./model.js";

const LOG_TWO_PI = 1.8378770664093454836;
/** ln n! less Stirling's approximation, for n = 0 … 15. */
const STIRLING_ERRORS: readonly number[] = [
  0, 0.08106146679532726, 0.0413406959554093, 0.027677925684998338, 0.020790672103765093,
  0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
  0.009255462182712733, 0.00833056343336287, 0.00757367548795184, 0.00694284010720953,
  0.006408994188004207, 0.005951370112758848, 0.005554733551962801,
];

function stirlingError(n: number): number {
  const known = STIRLING_ERRORS[n];
  if (known !== undefined) return known;
  const square = n * n;
  const series = 1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square;
  return (1 / 12 - series / square) / n;
}

/** x ln(x ÷ mean) + mean − x, without cancellation where they are near. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * logarithm(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let odd = 3; odd < 1000; odd += 2) {
    term *= ratio * ratio;
    const next = sum + term / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

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
