/**
 * The odds that a customer of the Pareto/NBD has left, for many customers: the two ₂F₁ of the
 * published form as polynomials whose coefficients depend on the frequency alone.
 *
 * With L the larger and ℓ the smaller of α and β, A = r + s + x, z(τ) = (L−ℓ) ÷ (L+τ), e the
 * exponent that goes with ℓ (r + x or s) and P(z) = ₂F₁(A, B; A+1; z), all of whose coefficients
 * are positive (B is r + x where α is the smaller, s + 1 otherwise):
 *
 *     Q = s/A · (1−z(T))^e · (P(z(t)) · ((L+T)/(L+t))^A − P(z(T)))
 *
 * The difference is taken apart into P(z(t)) · (((L+T)/(L+t))^A − 1) and P(z(t)) − P(z(T)), and
 * the latter into z(t) − z(T) times a divided difference, which Horner's scheme gives beside P:
 * a sum of positive terms, so that nothing cancels. Relative error some 1e-14 beyond what the
 * power A of a rounded number costs in any form.
 *
 * Not here: gradients, and parameters for which the series is long (see `dropout-integral.ts`,
 * which takes its place there).
 */
import { dropoutMoments, MOMENTS } from "./dropout-integral.js";
import type { ParetoNbdParameters } from "./model.js";

/** Steps of z for which the length of the polynomial is known. */
const LEVELS = 32;
const LEVEL_MAX = 24;
const TERMS_MAX = 200;
/** Powers of (1 − z) up to here stay well inside the range of doubles. */
const EXPONENT_MAX = 200;
/** Polynomials are kept for frequencies below this, so that memory is bounded. */
const FREQUENCY_MAX = 512;

interface Polynomial {
  readonly coefficients: Float64Array;
  /** How many terms count up to z = level ÷ LEVELS; 0 where there are too few. */
  readonly lengths: Uint16Array;
}

function polynomialOf(total: number, second: number): Polynomial {
  const coefficients = new Float64Array(TERMS_MAX);
  const lengths = new Uint16Array(LEVEL_MAX + 1);
  // (B)ₙ ÷ n!: the coefficient is at most this, and its n-fold at most A times this.
  let rising = 1;
  let level = 0;
  for (let n = 0; n < TERMS_MAX && level <= LEVEL_MAX; n += 1) {
    coefficients[n] = (rising * total) / (total + n);
    const growth = (second + n) / (n + 1);
    rising *= growth;
    for (; level <= LEVEL_MAX; level += 1) {
      const z = level / LEVELS;
      // What is left out is at most a geometric series.
      const ratio = z * Math.max(1, growth);
      if (ratio >= 1 || rising * z ** (n + 1) > 1e-17 * (1 - ratio)) break;
      lengths[level] = n + 1;
    }
  }
  return { coefficients, lengths };
}

/** The odds by the integral. @internal */
export function oddsByIntegral(
  parameters: ParetoNbdParameters,
  frequency: number,
  recency: number,
  age: number,
): number {
  const moments = new Float64Array(5);
  dropoutMoments(moments, parameters, frequency, recency, age);
  return Math.exp(moments[MOMENTS.logOdds] as number);
}

/**
 * P(left) ÷ P(alive) for a frequency, recency and age; quick for the second of one frequency.
 * May be Infinity.
 *
 * @internal
 */
export function oddsByFrequency(
  parameters: ParetoNbdParameters,
): (frequency: number, recency: number, age: number) => number {
  const { r, alpha, s, beta } = parameters;
  const isAlphaSmall = alpha < beta;
  const large = isAlphaSmall ? beta : alpha;
  const small = isAlphaSmall ? alpha : beta;
  const apart = large - small;
  const known: (Polynomial | undefined)[] = [];
  return (x, last, end) => {
    if (last >= end) return 0;
    const total = r + s + x;
    const second = isAlphaSmall ? r + x : s + 1;
    const begin = large + last;
    const z = apart / begin;
    const level = Math.ceil(z * LEVELS);
    if (level > LEVEL_MAX || second > EXPONENT_MAX || x >= FREQUENCY_MAX) {
      return oddsByIntegral(parameters, x, last, end);
    }
    const { coefficients, lengths } = (known[x] ??= polynomialOf(total, second));
    const length = lengths[level] as number;
    if (length === 0) return oddsByIntegral(parameters, x, last, end);
    const until = large + end;
    const zEnd = apart / until;
    let value = 0;
    let slope = 0;
    for (let n = length - 1; n > 0; n -= 1) {
      value = value * z + (coefficients[n] as number);
      slope = slope * zEnd + value;
    }
    value = value * z + 1;
    const gap = end - last;
    const rise = Math.expm1(total * Math.log1p(gap / begin));
    const fall = Math.exp((isAlphaSmall ? r + x : s) * Math.log((small + end) / until));
    return (s / total) * fall * (value * rise + ((z * gap) / until) * slope);
  };
}
