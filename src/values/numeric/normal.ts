/**
 * The error function and the normal distribution.
 *
 * Stated accuracy: relative error at most 1e-12 over the whole range of normal doubles, tails
 * included; tested against a series in 60 decimal digits. `erf`, `erfc` and the scaled
 * complement by the rational approximations of W. J. Cody, "Rational Chebyshev approximations
 * for the error function", Mathematics of Computation 23 (1969); the quantile by Newton's
 * method on ln Φ from the approximation 26.2.23 of Abramowitz and Stegun.
 * Not here: other distributions.
 */
import { exponential, logarithm } from "./exponential.js";

const SQRT_HALF = 0.7071067811865476;
const SQRT_TWO_PI = 2.5066282746310002;
const SQRT_TWO_OVER_PI = 0.7978845608028654;
const INVERSE_SQRT_PI = 0.5641895835477563;

const SMALL_TOP: readonly number[] = [
  1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2,
  3.20937758913846947e3,
];
const SMALL_BOTTOM: readonly number[] = [
  1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3,
];
const MIDDLE_TOP: readonly number[] = [
  2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
  2.98635138197400131e2, 8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3,
  1.23033935479799725e3,
];
const MIDDLE_BOTTOM: readonly number[] = [
  1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
  3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
];
const LARGE_TOP: readonly number[] = [
  1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
  1.60837851487422766e-2, 6.58749161529837803e-4,
];
const LARGE_BOTTOM: readonly number[] = [
  1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2,
  2.33520497626869185e-3,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** erf for |x| ≤ 0.46875. */
function erfSmall(x: number): number {
  const square = x * x;
  return (x * polynomial(SMALL_TOP, square)) / polynomial(SMALL_BOTTOM, square);
}

/** e^(x²)·erfc(x) for x > 0.46875. */
function erfcScaled(x: number): number {
  if (x <= 4) return polynomial(MIDDLE_TOP, x) / polynomial(MIDDLE_BOTTOM, x);
  const inverse = 1 / (x * x);
  const tail = (inverse * polynomial(LARGE_TOP, inverse)) / polynomial(LARGE_BOTTOM, inverse);
  return (INVERSE_SQRT_PI - tail) / x;
}

/** e^(−x²), with x split so that its square is exact: a plain square costs digits in the tail. */
function gaussian(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return exponential(-head * head) * exponential(-(x - head) * (x + head));
}

/**
 * The error function. @internal
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return erfSmall(x);
  const value = size > 6 ? 1 : 1 - gaussian(size) * erfcScaled(size);
  return x < 0 ? -value : value;
}

/**
 * The complement 1 − erf(x), accurate in the upper tail. @internal
 */
export function erfc(x: number): number {
  if (Math.abs(x) <= 0.46875) return 1 - erfSmall(x);
  if (x < 0) return 1 + erf(-x);
  return x > 27.3 ? 0 : gaussian(x) * erfcScaled(x);
}

/**
 * The density of the standard normal distribution. @internal
 */
export function normalDensity(x: number): number {
  return gaussian(x * SQRT_HALF) / SQRT_TWO_PI;
}

/**
 * Φ(x), the probability that a standard normal variable is at most x. @internal
 */
export function normalCdf(x: number): number {
  if (x < -0.6) {
    // In the lower tail the argument's own rounding in x/√2 would cost digits: e^(−x²/2) is
    // taken from x itself.
    const size = -x;
    if (size > 38.6) return 0;
    const head = Math.trunc(size * 16) / 16;
    const power =
      exponential((-head * head) / 2) * exponential((-(size - head) * (size + head)) / 2);
    return 0.5 * power * erfcScaled(size * SQRT_HALF);
  }
  return 0.5 + 0.5 * erf(x * SQRT_HALF);
}

/** ln Φ(x) for x < −0.6, without underflow. */
function logNormalCdfTail(x: number): number {
  return -0.5 * x * x + logarithm(0.5 * erfcScaled(-x * SQRT_HALF));
}

/** Abramowitz and Stegun 26.2.23: the quantile of a tail p ≤ 0.5 to 4.5e-4. */
function quantileRough(tail: number): number {
  const t = Math.sqrt(-2 * logarithm(tail));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return top / bottom - t;
}

/** The quantile of a tail p ≤ 0.25, by Newton's method on ln Φ. */
function quantileOfTail(tail: number): number {
  const target = logarithm(tail);
  let x = quantileRough(tail);
  for (let step = 0; step < 4; step += 1) {
    const hazard = SQRT_TWO_OVER_PI / erfcScaled(-x * SQRT_HALF);
    x -= (logNormalCdfTail(x) - target) / hazard;
  }
  return x;
}

/** The quantile for 0.25 < p < 0.75, from p − ½ so that digits near the median are kept. */
function quantileOfCentre(fromMedian: number): number {
  let x = fromMedian * SQRT_TWO_PI;
  for (let step = 0; step < 6; step += 1) {
    const error = (0.5 * erf(x * SQRT_HALF) - fromMedian) / normalDensity(x);
    // Halley's step: the second derivative of Φ is −xφ.
    x -= error / (1 + 0.5 * x * error);
  }
  return x;
}

/**
 * Φ⁻¹(p), the quantile of the standard normal distribution for 0 < p < 1; ∓Infinity at 0, 1.
 *
 * @internal
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return p === 0 ? -Infinity : NaN;
  if (p >= 1) return p === 1 ? Infinity : NaN;
  if (p <= 0.25) return quantileOfTail(p);
  if (p >= 0.75) return -quantileOfTail(1 - p);
  return quantileOfCentre(p - 0.5);
}
