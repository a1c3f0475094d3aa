/**
 * Logarithms and exponentials that keep their digits: near zero, and in sums of huge or tiny
 * terms. From the package's own `exponential` and `logarithm`, so that every engine gives the
 * same bits.
 *
 * Not here: gamma functions (see `gamma.ts`).
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";

/** ln(1 + x) for x > −1, to the last digits near zero; −Infinity at −1. @internal */
export function logOnePlus(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  if (sum === Infinity || sum <= 0) return logarithm(sum);
  // What rounding took from the sum is given back by the ratio (Kahan).
  return (logarithm(sum) * x) / (sum - 1);
}

/** e^x − 1, to the last digits near zero. @internal */
export function exponentialMinusOne(x: number): number {
  const power = exponential(x);
  if (power === 1) return x;
  const less = power - 1;
  if (less === -1 || power === Infinity) return less;
  return (less * x) / logarithm(power);
}

/** ln(e^a + e^b) without overflow; −Infinity stands for a term of zero. @internal */
export function logAddExp(a: number, b: number): number {
  const most = a > b ? a : b;
  if (most === -Infinity || most === Infinity) return most;
  return most + logOnePlus(exponential(-Math.abs(a - b)));
}

/** ln(e^a − e^b) for a ≥ b; −Infinity where they are equal. @internal */
export function logSubtractExp(a: number, b: number): number {
  if (b === -Infinity) return a;
  const less = b - a;
  if (less >= 0) return -Infinity;
  // Below ln ½ the one form keeps more digits, above it the other (Mächler 2012).
  return less > -0.6931471805599453
    ? a + logarithm(-exponentialMinusOne(less))
    : a + logOnePlus(-exponential(less));
}

/** ln Σ e^xᵢ without overflow; −Infinity for an empty list. @internal */
export function logSumExp(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (value > most) most = value;
  }
  if (most === -Infinity || most === Infinity) return most;
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += exponential((values[index] as number) - most);
  }
  return most + logarithm(sum);
}

/**
 * (1 − e^(−εy)) ÷ ε, which is y at ε = 0: the removable singularity of expectations at a = 1
 * (BG/NBD) and s = 1 (Pareto/NBD).
 *
 * @internal
 */
export function decayIntegral(epsilon: number, y: number): number {
  return epsilon === 0 ? y : -exponentialMinusOne(-epsilon * y) / epsilon;
}
