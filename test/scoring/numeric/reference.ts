/** Special functions in 60 digits, by series: slow and obvious. */
import { Decimal } from "decimal.js";

export const Precise: typeof Decimal = Decimal.clone({ precision: 60, defaults: true, minE: -9e15, maxE: 9e15 });
export type Precise = Decimal;

export const one: Precise = new Precise(1);

/** The number that a double is, to its last bit; decimal.js would read its shortest text. */
export function precise(value: number): Precise {
  if (!Number.isFinite(value)) return new Precise(value);
  let whole = value;
  let halvings = 0;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    halvings += 1;
  }
  return new Precise(BigInt(whole).toString()).div(new Precise(2).pow(halvings));
}


/** Bernoulli numbers B₂, B₄, …, as fractions. */
const BERNOULLI: readonly (readonly [number, number])[] = [
  [1, 6], [-1, 30], [1, 42], [-1, 30], [5, 66], [-691, 2730], [7, 6], [-3617, 510], [43867, 798],
  [-174611, 330], [854513, 138], [-236364091, 2730], [8553103, 6],
];
const PI = Precise.acos(-1);

/** ln Γ by Stirling's series far out, and the recurrence. */
export function logGammaPrecise(x: Precise): Precise {
  let shifted = x;
  let product = one;
  while (shifted.lt(200)) {
    product = product.times(shifted);
    shifted = shifted.plus(1);
  }
  let sum = shifted.minus(0.5).times(shifted.ln()).minus(shifted).plus(PI.times(2).ln().div(2));
  let power = shifted;
  BERNOULLI.forEach(([top, bottom], index) => {
    const k = 2 * (index + 1);
    sum = sum.plus(precise(top).div(bottom).div(k * (k - 1)).div(power));
    power = power.times(shifted).times(shifted);
  });
  return sum.minus(product.ln());
}

/** ψ, likewise. */
export function digammaPrecise(x: Precise): Precise {
  let shifted = x;
  let below = precise(0);
  while (shifted.lt(200)) {
    below = below.plus(one.div(shifted));
    shifted = shifted.plus(1);
  }
  let sum = shifted.ln().minus(one.div(shifted.times(2)));
  let power = shifted.times(shifted);
  BERNOULLI.forEach(([top, bottom], index) => {
    sum = sum.minus(precise(top).div(bottom).div(2 * (index + 1)).div(power));
    power = power.times(shifted).times(shifted);
  });
  return sum.minus(below);
}

/** ₂F₁(a, b; c; z) for |z| < 1, by its series. */
export function hypergeometric(a: Precise, b: Precise, c: Precise, z: Precise): Precise {
  let sum = one;
  let term = one;
  for (let n = 0; n < 200_000; n += 1) {
    term = term.times(a.plus(n)).times(b.plus(n)).div(c.plus(n).times(n + 1)).times(z);
    sum = sum.plus(term);
    if (term.abs().lt(sum.abs().times("1e-45"))) break;
  }
  return sum;
}
