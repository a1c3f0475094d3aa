/**
 * A seeded generator of random numbers, for simulations that anyone can repeat.
 *
 * xoshiro128** of D. Blackman and S. Vigna (2018), seeded by splitmix32; gamma variates after
 * G. Marsaglia and W. W. Tsang (2000). The same seed gives the same numbers on every engine.
 * Not here: anything secret; this is no generator of keys.
 */
import { exponential, logarithm, logistic } from "../../values/numeric/exponential.js";
import { normalQuantile } from "../../values/numeric/normal.js";

/** State of a generator: four words, changed by each draw. @internal */
export type RandomSource = Uint32Array;

/** A generator for a seed, a safe integer. @internal */
export function randomSource(seed: number): RandomSource {
  const source = new Uint32Array(4);
  let state = (seed >>> 0) ^ Math.imul(Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b9);
  for (let word = 0; word < 4; word += 1) {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    source[word] = mixed ^ (mixed >>> 15);
  }
  // A state of zeros would stay so.
  if (source.every((word) => word === 0)) source[0] = 1;
  return source;
}

function nextWord(source: RandomSource): number {
  // By index: destructuring would walk an iterator, ten times as slow.
  const a = source[0] as number;
  const b = source[1] as number;
  const c = source[2] as number;
  const d = source[3] as number;
  const product = Math.imul(b, 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  const third = c ^ a;
  const fourth = d ^ b;
  source[1] = b ^ third;
  source[0] = a ^ fourth;
  source[2] = third ^ (b << 9);
  source[3] = (fourth << 11) | (fourth >>> 21);
  return result;
}

/** Uniform in (0, 1): neither end is ever drawn. @internal */
export function uniform(source: RandomSource): number {
  const high = nextWord(source) >>> 5;
  const low = nextWord(source) >>> 6;
  return (high * 67_108_864 + low + 0.5) / 9_007_199_254_740_992;
}

/** Exponential of mean 1. @internal */
export function exponentialVariate(source: RandomSource): number {
  return -logarithm(uniform(source));
}

/** Standard normal. @internal */
export function normalVariate(source: RandomSource): number {
  return normalQuantile(uniform(source));
}

/**
 * The logarithm of a gamma variate of scale 1: a logarithm, as for a shape of 0.001 the variate
 * itself is below the range of doubles.
 *
 * @internal
 */
export function logGammaVariate(source: RandomSource, shape: number): number {
  if (shape < 1) {
    return logGammaVariate(source, shape + 1) + logarithm(uniform(source)) / shape;
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalVariate(source);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (logarithm(uniform(source)) < 0.5 * x * x + d - d * v + d * logarithm(v)) {
      return logarithm(d) + logarithm(v);
    }
  }
}

/** Gamma of a shape and a rate. @internal */
export function gammaVariate(source: RandomSource, shape: number, rate: number): number {
  return exponential(logGammaVariate(source, shape) - logarithm(rate));
}

/** Beta, in [0, 1]; at the ends only by rounding. @internal */
export function betaVariate(source: RandomSource, a: number, b: number): number {
  const first = logGammaVariate(source, a);
  return logistic(first - logGammaVariate(source, b));
}
