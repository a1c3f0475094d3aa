/**
 * The regularised incomplete beta function and its inverse: the beta distribution, and with it
 * the tails of the binomial.
 *
 * Continued fraction by Lentz's method (DLMF 8.17.22); its factor as a binomial probability in
 * the saddle-point form of C. Loader, "Fast and accurate computation of binomial probabilities"
 * (2000), which keeps its digits where parameters are large. Relative error about 1e-11 for
 * parameters from 0.5 to 10⁹. Not here: other distributions.
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";

const HALF_LOG_TWO_PI = 0.9189385332046727;
const TWO_PI = 6.283185307179586;
/** Lanczos' approximation of Γ with g = 7 (P. Godfrey's coefficients). */
const LANCZOS: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x ≥ 0.5. @internal */
export function logGamma(x: number): number {
  const t = x + 6.5;
  let series = 0.9999999999998099;
  LANCZOS.forEach((coefficient, index) => {
    series += coefficient / (x + index);
  });
  return HALF_LOG_TWO_PI + (x - 0.5) * logarithm(t) - t + logarithm(series);
}

/** ln Γ(n + 1) less Stirling's formula. */
function stirlingError(n: number): number {
  if (n < 16) return logGamma(n + 1) - (n + 0.5) * logarithm(n) + n - HALF_LOG_TWO_PI;
  const s = 1 / (n * n);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - s / 1188) * s) * s) * s) / n;
}

/** x·ln(x ÷ m) + m − x, without loss where x is near m. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * logarithm(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let term = 2 * x * v;
  for (let odd = 3; odd < 200; odd += 2) {
    term *= v * v;
    const next = sum + term / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** Γ(a+b+1) ÷ (Γ(a+1)·Γ(b+1)) · p^a · q^b with a, b > 0: a binomial probability for real counts. */
function binomialDensity(a: number, b: number, p: number, q: number): number {
  const n = a + b;
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const exponent = correction - deviance(a, n * p) - deviance(b, n * q);
  return exponential(exponent) * Math.sqrt(n / (TWO_PI * a * b));
}

const TINY = 1e-300;
const STEPS_MAX = 100_000;

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** The continued fraction, for x below the mean. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < STEPS_MAX; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return value;
}

/** I_x(a, b): the probability that a beta variable is at most x; a, b ≥ 0.5. @internal */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const isLower = x <= (a + 1) / (a + b + 2);
  const density = binomialDensity(a, b, x, 1 - x);
  if (isLower) return Math.min(1, (b / (a + b)) * density * fraction(x, a, b));
  return Math.max(0, 1 - (a / (a + b)) * density * fraction(1 - x, b, a));
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
