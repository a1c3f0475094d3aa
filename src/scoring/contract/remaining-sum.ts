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
import { integrate } from "../numeric/integrate.js";
import { logOnePlus } from "../numeric/logs.js";

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
  if (discount < FRACTION_FROM) return (1 + discount) * meanWait(gap, b, discount);
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

/** How far from its peak a concave logarithm of a density falls by so much. */
function reachOf(logDensity: (y: number) => number, sign: number, fall: number): number {
  let reach = 1e-9;
  while (logDensity(sign * reach) > -fall && reach < 1e6) reach *= 1.5;
  return reach;
}

/** E[1 ÷ (discount + θ)] over a beta distribution, in y = ln(θ ÷ (1 − θ)). */
function meanWait(a: number, b: number, discount: number): number {
  const peak = logarithm(a) - logarithm(b);
  const log = (y: number): number => {
    const low = logOnePlus(exponential(-Math.abs(y)));
    return y < 0 ? a * (y - low) - b * low : -a * low - b * (y + low);
  };
  const highest = log(peak);
  const weight = (y: number): number => exponential(log(y) - highest);
  const fall = REACH - logarithm(discount);
  const shifted = (w: number): number => log(peak + w) - highest;
  // Beyond these ends the density is a plain exponential, and θ is 0 or 1 to the last digit.
  const edge = NOTHING + logOnePlus(a + b);
  const floor = logarithm(discount) - edge;
  const from = Math.max(peak - reachOf(shifted, -1, fall), Math.min(floor, peak - 1));
  const until = Math.min(peak + reachOf(shifted, 1, fall), Math.max(edge, peak + 1));
  const width = Math.min(4, 4 * Math.sqrt(1 / a + 1 / b));
  const mass = integrate(weight, from, until, width) + weight(from) / a + weight(until) / b;
  const wait = (y: number): number => weight(y) / (discount + logistic(y));
  const waits = integrate(wait, from, until, width);
  const below = wait(from) / a;
  return (waits + below + wait(until) / b) / mass;
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
