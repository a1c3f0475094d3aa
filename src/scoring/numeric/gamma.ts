/**
 * The gamma function's logarithm, its derivatives, and differences of them that do not cancel.
 *
 * Stirling's series (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12) from 10 upwards, recurrence
 * below. Stated accuracy for x > 0: error at most 4e-15 × max(1, |value|).
 * Not here: negative arguments, which no model needs.
 */
import { logarithm } from "../../values/numeric/exponential.js";
import { logOnePlus } from "./logs.js";

const STIRLING_FROM = 10;
/** @internal */
export const HALF_LN_TWO_PI = 0.9189385332046727;
/** A rise by at most so many whole steps is a product. */
const STEPS_MAX = 12;
/** Twelve factors below this do not leave the range of doubles. */
const FACTOR_MAX = 1e20;

/** What Stirling's formula lacks, for x ≥ 10. @internal */
export function stirlingCorrection(x: number): number {
  const inverse = 1 / x;
  const s = inverse * inverse;
  return (
    inverse *
    (1 / 12 -
      s *
        (1 / 360 -
          s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156))))))
  );
}

/** ln Γ(x) for x > 0; Infinity at 0. @internal */
export function logGamma(x: number): number {
  if (x === Infinity || x === 0) return Infinity;
  let shifted = x;
  let product = 1;
  while (shifted < STIRLING_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const whole =
    (shifted - 0.5) * logarithm(shifted) - shifted + HALF_LN_TWO_PI + stirlingCorrection(shifted);
  return product === 1 ? whole : whole - logarithm(product);
}

/** What ln x − 1/(2x) exceeds ψ(x) by, for x ≥ 10. */
function digammaCorrection(x: number): number {
  const s = 1 / (x * x);
  return (
    s *
    (1 / 12 -
      s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12))))))
  );
}

/** ψ(x) = d ln Γ(x)/dx for x > 0. @internal */
export function digamma(x: number): number {
  let shifted = x;
  let below = 0;
  while (shifted < STIRLING_FROM) {
    below += 1 / shifted;
    shifted += 1;
  }
  return logarithm(shifted) - 0.5 / shifted - digammaCorrection(shifted) - below;
}

/** ψ′(x) for x > 0. @internal */
export function trigamma(x: number): number {
  let shifted = x;
  let below = 0;
  while (shifted < STIRLING_FROM) {
    below += 1 / (shifted * shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const s = inverse * inverse;
  const tail =
    inverse *
    s *
    (1 / 6 -
      s *
        (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - (s * 7) / 6))))));
  return below + inverse + 0.5 * s + tail;
}

/**
 * ln Γ(x + n) − ln Γ(x), x > 0, n ≥ 0: the logarithm of the rising factorial. It keeps its
 * digits where x is huge and the two logarithms are nearly equal.
 *
 * @internal
 */
export function logRising(x: number, n: number): number {
  if (n <= STEPS_MAX && x < FACTOR_MAX && Number.isInteger(n)) {
    let product = 1;
    for (let step = 0; step < n; step += 1) product *= x + step;
    // A factor near 5e-324 may take the product to zero.
    if (product > 0) return logarithm(product);
  }
  if (x < STIRLING_FROM) return logGamma(x + n) - logGamma(x);
  const sum = x + n;
  return (
    n * logarithm(sum) -
    n +
    (x - 0.5) * logOnePlus(n / x) +
    (stirlingCorrection(sum) - stirlingCorrection(x))
  );
}

/** ψ(x + n) − ψ(x), x > 0, n ≥ 0: the derivative of {@link logRising} by x. @internal */
export function digammaRise(x: number, n: number): number {
  if (n <= STEPS_MAX && Number.isInteger(n)) {
    let sum = 0;
    for (let step = 0; step < n; step += 1) sum += 1 / (x + step);
    return sum;
  }
  if (x < STIRLING_FROM) return digamma(x + n) - digamma(x);
  const sum = x + n;
  return (
    logOnePlus(n / x) +
    (0.5 * n) / (x * sum) +
    (digammaCorrection(x) - digammaCorrection(sum))
  );
}

/** ln B(a, b) for a, b > 0, also where one is huge. @internal */
export function logBeta(a: number, b: number): number {
  const small = a < b ? a : b;
  const large = a < b ? b : a;
  return logGamma(small) - logRising(large, small);
}
