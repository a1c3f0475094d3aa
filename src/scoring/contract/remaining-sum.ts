/**
 * Σ z^k Π (b + i) ÷ (c + i): the discounted number of periods that beta-geometric survival
 * leaves, which is Gauss's ₂F₁(1, b; c; z).
 *
 * By its continued fraction (DLMF 15.7) in Steed's form: for 0 ≤ z < 1 and 0 < b < c every term
 * is positive, so that no digits are lost, and some 20 ÷ √(1 − z) terms are enough. Next to
 * z = 1 it is integrated instead, as the mean of 1 ÷ (discount + θ) over the beta distribution of
 * the chance θ to leave.
 */
import { exponential, logarithm, logistic } from "../../values/numeric/exponential.js";
import { exponentialMinusOne, logOnePlus } from "../numeric/logs.js";
import { visitPanels } from "./fixed-panels.js";

const FRACTION_FROM = 1e-6;
const TERMS_MAX = 1_000_000;
const STILL = 1e-17;
/** e^−38 beside one, and e^−45 of a whole, are nothing. */
const NOTHING = 38;
const REACH = 45;

/**
 * The sum for z = 1 ÷ (1 + discount) and c = b + gap; null where it has no end (discount 0 and
 * gap ≤ 1).
 *
 * @internal
 */
export function remainingSum(b: number, gap: number, discount: number): number | null {
  if (discount === 0) return gap > 1 ? (b + gap - 1) / (gap - 1) : null;
  if (discount < FRACTION_FROM) {
    return (1 + discount) * meanWait(leavingGrid(gap, b, discount), discount);
  }
  const c = b + gap;
  const z = 1 / (1 + discount);
  let inverse = 1;
  let step = 1;
  let sum = 1;
  for (let term = 1; term < TERMS_MAX && step > STILL * sum; term += 1) {
    const half = Math.floor(term / 2);
    const even = (half * (gap + half - 1)) / ((c + 2 * half - 2) * (c + 2 * half - 1));
    const odd =
      half === 0 ? b / c : ((b + half) * (c + half - 1)) / ((c + 2 * half - 1) * (c + 2 * half));
    inverse = 1 / (1 - (term % 2 === 0 ? even : odd) * z * inverse);
    step *= inverse - 1;
    sum += step;
  }
  return sum;
}

/** Nodes θ and their weights, which sum to one. @internal */
export interface LeavingGrid {
  readonly chances: readonly number[];
  readonly weights: readonly number[];
}

/**
 * A grid over the beta distribution (a, b) of the chance θ to leave, in w = ln(odds of θ) from
 * its peak, on which 1 ÷ (discount + θ) is averaged for every discount from the least one on.
 *
 * @internal
 */
export function leavingGrid(a: number, b: number, discountMin: number): LeavingGrid {
  const peak = logarithm(a) - logarithm(b);
  // a ln θ + b ln(1 − θ), less its value at the peak; from the side on which nothing cancels.
  const [near, far, sign] = a < b ? [a, b, 1] : [b, a, -1];
  const share = near / (near + far);
  const density = (w: number): number => {
    const rise = logOnePlus(share * exponentialMinusOne(sign * w));
    return exponential(sign * near * w - (near + far) * rise);
  };
  const spread = Math.min(1, Math.sqrt(1 / a + 1 / b));
  // Beyond these ends the density is a plain exponential, and θ is 0 or 1 to the last digit.
  const edge = NOTHING + logOnePlus(a + b);
  const floor = Math.min(logarithm(discountMin) - edge - peak, -spread);
  const ceiling = Math.max(edge - peak, spread);
  const nothing = exponential(-REACH) * Math.min(1, discountMin);
  let from = -spread;
  while (density(from) > nothing && from > floor) from *= 1.2;
  let until = spread;
  while (density(until) > nothing && until < ceiling) until *= 1.2;
  const chances = [logistic(peak + from), logistic(peak + until)];
  const weights = [density(from) / a, density(until) / b];
  visitPanels([from, until], 1.5 * spread, (w, panelWeight) => {
    chances.push(logistic(peak + w));
    weights.push(panelWeight * density(w));
  });
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  return { chances, weights: weights.map((weight) => weight / mass) };
}

/** E[1 ÷ (discount + θ)] over a grid. @internal */
export function meanWait({ chances, weights }: LeavingGrid, discount: number): number {
  let sum = 0;
  for (let node = 0; node < chances.length; node += 1) {
    sum += (weights[node] as number) / (discount + (chances[node] as number));
  }
  return sum;
}

/** Σ Π (b + i) ÷ (c + i) over the first `periods` products, the first factor taken. @internal */
export function survivalSum(b: number, gap: number, periods: number): number {
  let product = 1;
  let sum = 0;
  for (let period = 0; period < periods; period += 1) {
    product *= (b + period) / (b + gap + period);
    sum += product;
  }
  return sum;
}
