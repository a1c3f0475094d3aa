/**
 * exp and ln from the four operations alone, so that every engine gives the same bits; the
 * host's `Math.exp` and `Math.log` may differ from one another in the last one.
 *
 * Stated accuracy: relative error at most 1e-15 for results in the normal range.
 * Not here: powers and trigonometry.
 */

/** ln 2 in two parts: the first has 21 trailing zero bits, so that k times it is exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;
const OVERFLOW_ABOVE = 709.782712893384;
const UNDERFLOW_BELOW = -745.1332191019412;
const SQRT_HALF = 0.7071067811865476;
/** 1/n! for n = 13 … 2: beyond that, |r| ≤ 0.347 adds less than 1e-17. */
const INVERSE_FACTORIALS: readonly number[] = [
  1 / 6227020800,
  1 / 479001600,
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  1 / 2,
];

/** value × 2^exponent, in steps that stay in range. */
function scaleByPowerOfTwo(value: number, exponent: number): number {
  let scaled = value;
  let left = exponent;
  while (left > 1000) {
    scaled *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000) {
    scaled *= 2 ** -1000;
    left += 1000;
  }
  return scaled * 2 ** left;
}

/** exp(r) − 1 for |r| ≤ ln 2 / 2, by Taylor's series in Horner's form. */
function exponentialMinusOneSmall(r: number): number {
  let series = 0;
  for (const inverse of INVERSE_FACTORIALS) series = series * r + inverse;
  return r + r * r * series;
}

/**
 * e to the power of x; 0 below −745.13, Infinity above 709.78.
 *
 * @internal
 */
export function exponential(x: number): number {
  if (x > OVERFLOW_ABOVE) return Infinity;
  if (x < UNDERFLOW_BELOW) return 0;
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  // What the subtraction lost is given back to first order.
  const lost = high - r - low;
  const power = 1 + (exponentialMinusOneSmall(r) + lost);
  return scaleByPowerOfTwo(power, k);
}

/**
 * The natural logarithm of x > 0; −Infinity for 0.
 *
 * @internal
 */
export function logarithm(x: number): number {
  if (x === 0) return -Infinity;
  if (x < 0) return NaN;
  if (x === Infinity) return Infinity;
  let mantissa = x;
  let exponent = 0;
  while (mantissa >= 2 ** 64) {
    mantissa *= 2 ** -64;
    exponent += 64;
  }
  while (mantissa < 2 ** -64) {
    mantissa *= 2 ** 64;
    exponent -= 64;
  }
  while (mantissa >= 2 * SQRT_HALF) {
    mantissa *= 0.5;
    exponent += 1;
  }
  while (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  return exponent * LN2_HIGH + (exponent * LN2_LOW + logarithmOfMantissa(mantissa));
}

/** ln m for √½ ≤ m < √2 as 2·artanh((m−1)/(m+1)); nineteen odd powers reach 1e-17. */
function logarithmOfMantissa(mantissa: number): number {
  const f = mantissa - 1;
  const s = f / (2 + f);
  const square = s * s;
  let series = 0;
  for (let odd = 23; odd >= 3; odd -= 2) series = (series + 1 / odd) * square;
  // f − s·(f − series·2): the leading term f is exact, so that ln near 1 keeps its digits.
  return f - s * (f - 2 * series);
}

/**
 * The logistic function 1/(1+e^−x), without overflow at either end.
 *
 * @internal
 */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exponential(-x));
  const power = exponential(x);
  return power / (1 + power);
}
