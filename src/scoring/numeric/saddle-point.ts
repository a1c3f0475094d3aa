/**
 * Parts of the saddle-point form of binomial probabilities (C. Loader, "Fast and accurate
 * computation of binomial probabilities", 2000), which R uses: no factorial leaves the range of
 * doubles, and nothing cancels where counts are large. For whole and for real counts.
 */
import { logarithm } from "../../values/numeric/exponential.js";
import { HALF_LN_TWO_PI, logGamma, stirlingCorrection } from "./gamma.js";

/** ln n! less Stirling's approximation, for n = 0 … 9. */
const STIRLING_ERRORS: readonly number[] = [
  0, 0.08106146679532726, 0.0413406959554093, 0.027677925684998338, 0.020790672103765093,
  0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
  0.009255462182712733,
];

/** ln Γ(n + 1) less Stirling's approximation, n ≥ 0; 0 at 0, by convention. @internal */
export function stirlingError(n: number): number {
  const known = STIRLING_ERRORS[n];
  if (known !== undefined) return known;
  if (n >= 10) return stirlingCorrection(n);
  return logGamma(n + 1) - (n + 0.5) * logarithm(n) + n - HALF_LN_TWO_PI;
}

/** x·ln(x ÷ mean) + mean − x, without loss where x is near the mean. @internal */
export function deviance(x: number, mean: number): number {
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
