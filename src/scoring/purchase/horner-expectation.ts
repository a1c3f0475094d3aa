/**
 * The conditional expectation of BG/NBD-like models for many customers and one horizon: Euler's
 * form of ₂F₁ as a polynomial whose coefficients depend on the frequency alone, so that each
 * customer costs a logarithm, an exponential and a Horner's scheme.
 *
 *     E = (c·G − (1−z)^(a−1) Σₙ dₙ zⁿ),  G = (1 − (1−z)^(a−1)) ÷ (a−1),  c = a+b+x−1,
 *     dₙ = (a+b−1−r)ₙ (a)ₙ₋₁ ÷ ((a+b+x)ₙ₋₁ n!),  z = time ÷ (α + T + time)
 *
 * Regular at a = 1 and a + b = 1. Where it would cancel or converge slowly, the sum of positive
 * terms of `expectation.ts` takes its place; the two agree to 1e-10.
 */
import { betaGeometricExpectation } from "./expectation.js";
import type { BetaGeometricParameters } from "./model.js";

/** Steps of z for which the length of the polynomial is known. */
const LEVELS = 32;
const LEVEL_MAX = 28;
const SHAPE_MAX = 10;
const CANCEL_MAX = 200;
/** Most answers and polynomials that are kept. */
const KEPT_MAX = 50_000;

interface Polynomial {
  /** d₁, d₂, …; empty where the form is not to be used. */
  readonly coefficients: Float64Array;
  /** How many terms count up to z = level ÷ LEVELS. */
  readonly lengths: Uint16Array;
}

function polynomialOf(r: number, a: number, b: number): Polynomial {
  const lengths = new Uint16Array(LEVEL_MAX + 1);
  const first = a + b - 1 - r;
  const isUsable =
    a <= SHAPE_MAX && Math.abs(first) <= SHAPE_MAX && (a + b) / Math.max(r, 1e-9) <= CANCEL_MAX;
  if (!isUsable) return { coefficients: new Float64Array(0), lengths };
  const list: number[] = [];
  let coefficient = first;
  let level = 1;
  for (let n = 1; n < 1_000 && level <= LEVEL_MAX; n += 1) {
    list.push(coefficient);
    coefficient *= ((first + n) * (a + n - 1)) / ((a + b + n - 1) * (n + 1));
    // Past the first terms the coefficients fall or rise slowly: what is left out is a few times
    // the next term over 1 − z.
    while (level <= LEVEL_MAX && n > 2 * SHAPE_MAX - 18) {
      const z = level / LEVELS;
      const rest = (Math.abs(coefficient) * z ** n) / (1 - z);
      if (rest > 1e-16 * Math.abs(first) && coefficient !== 0) break;
      lengths[level] = n;
      level += 1;
    }
  }
  return { coefficients: Float64Array.from(list), lengths };
}

/**
 * A function of a frequency and an age that does not compute twice what it was asked before:
 * ages are often whole days, and a long sum costs as much as a thousand look-ups.
 */
function keeping(
  compute: (frequency: number, age: number) => number,
): (frequency: number, age: number) => number {
  const kept = new Map<number, Map<number, number>>();
  let size = 0;
  return (frequency, age) => {
    let byAge = kept.get(frequency);
    const held = byAge?.get(age);
    if (held !== undefined) return held;
    const value = compute(frequency, age);
    if (size < KEPT_MAX) {
      if (byAge === undefined) {
        byAge = new Map();
        kept.set(frequency, byAge);
      }
      byAge.set(age, value);
      size += 1;
    }
    return value;
  };
}

/** An expectation for a frequency and an age, quick for the second of one frequency. @internal */
export function expectationByFrequency(
  { r, alpha, a, b }: BetaGeometricParameters,
  firstCoin: number,
  time: number,
): (frequency: number, age: number) => number {
  const known: (Polynomial | undefined)[] = [];
  const rare = new Map<number, Polynomial>();
  const polynomialFor = (x: number): Polynomial => {
    const held = x < 1024 ? known[x] : rare.get(x);
    if (held !== undefined) return held;
    const made = polynomialOf(r + x, a, b + x + firstCoin);
    if (x < 1024) known[x] = made;
    else if (rare.size < KEPT_MAX) rare.set(x, made);
    return made;
  };
  const byLongSum = keeping((x, age) =>
    betaGeometricExpectation({ r: r + x, alpha: alpha + age, a, b: b + x + firstCoin }, time),
  );
  const epsilon = a - 1;
  return (x, age) => {
    if (time === 0) return 0;
    const z = time / (alpha + age + time);
    const { coefficients, lengths } = polynomialFor(x);
    const level = Math.ceil(z * LEVELS);
    if (coefficients.length === 0 || level > LEVEL_MAX || lengths[level] === 0) {
      return byLongSum(x, age);
    }
    let sum = 0;
    for (let n = (lengths[level] as number) - 1; n >= 0; n -= 1) {
      sum = sum * z + (coefficients[n] as number);
    }
    const log = -Math.log1p(time / (alpha + age));
    const lost = Math.expm1(epsilon * log);
    const whole = epsilon === 0 ? -log : -lost / epsilon;
    return (a + b + x + firstCoin - 1) * whole - (1 + lost) * sum * z;
  };
}
