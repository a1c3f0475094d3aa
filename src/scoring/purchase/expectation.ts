/**
 * The expected number of purchases of a new customer, by model, in forms without a singularity.
 *
 * BG/NBD: with N purchases of somebody who never leaves (negative binomial) and gₙ the expected
 * number of them that somebody who may leave still makes,
 *
 *     E = Σ P(N = n) gₙ,   gₙ = Σ_{k<n} (b)ₖ ÷ (a+b)ₖ,
 *
 * all of whose terms are positive. The usual form, (a+b−1)/(a−1) · (1 − … ₂F₁), is 0/0 at a = 1,
 * undefined at a + b = 1 and cancels near both. Where the sum would be long (time ≫ alpha) the
 * same expectation is integrated over the probability of leaving. Relative error about 1e-12.
 *
 * MBG/NBD: b/(a+b) times the BG/NBD of (a, b+1). Pareto/NBD in closed form. Conditional
 * expectations are these at the parameters after the fact.
 */
import { exponential, logarithm, logistic } from "../../values/numeric/exponential.js";
import { evenPanels, integrate } from "../numeric/integrate.js";
import { decayIntegral, exponentialMinusOne, logOnePlus } from "../numeric/logs.js";
import type { BetaGeometricParameters, ParetoNbdParameters } from "./model.js";

const TERMS_MAX = 5_000;
const RESCALE_ABOVE = 1e250;
/** ln(1 ± e^−38) is nothing beside one. */
const NOTHING = 38;

function termsOf(r: number, v: number): number {
  const mean = r * v;
  return mean + 9 * Math.sqrt(mean * (1 + v)) + 40 * (1 + v);
}

/** The sum over the number of purchases of somebody who never leaves. */
function bySum({ r, alpha, a, b }: BetaGeometricParameters, time: number): number {
  const z = time / (alpha + time);
  let mass = 1;
  let probability = 1;
  let made = 0;
  let stays = 1;
  let sum = 0;
  for (let n = 0; n < 20 * TERMS_MAX; n += 1) {
    const ratio = ((r + n) / (n + 1)) * z;
    probability *= ratio;
    made += stays;
    stays *= (b + n) / (a + b + n);
    mass += probability;
    sum += probability * made;
    if (mass > RESCALE_ABOVE) {
      mass /= RESCALE_ABOVE;
      sum /= RESCALE_ABOVE;
      probability /= RESCALE_ABOVE;
    }
    if (ratio < 1 && probability * made <= 1e-17 * (1 - ratio) * sum) break;
  }
  return sum / mass;
}

/**
 * The mean of (1 − (1 + pv)^−r) ÷ p over p, beta distributed, integrated in ln(p ÷ (1 − p));
 * beyond the ends the integrand is constant but for the density's exponential tail.
 */
function byIntegral({ r, alpha, a, b }: BetaGeometricParameters, time: number): number {
  const v = time / alpha;
  const given = (p: number): number => -exponentialMinusOne(-r * logOnePlus(p * v)) / p;
  const logDensity = (y: number): number => {
    const low = logOnePlus(exponential(-Math.abs(y)));
    return y < 0 ? a * (y - low) - b * low : -a * low - b * (y + low);
  };
  const peak = logarithm(a) - logarithm(b);
  const highest = logDensity(peak);
  const spread = Math.sqrt(1 / a + 1 / b);
  const ends = [-1, 1].map((sign) => {
    let reach = Math.min(1, spread);
    while (logDensity(peak + sign * reach) > highest - 45 && reach < 1e5) reach *= 1.5;
    return peak + sign * reach;
  }) as [number, number];
  const floor = -NOTHING - logarithm(Math.max(1, v) * Math.max(1, r) * Math.max(1, b));
  const ceiling = NOTHING + logarithm(Math.max(1, a));
  const margin = Math.min(spread, NOTHING);
  const from = Math.max(ends[0], Math.min(floor, peak - margin));
  const until = Math.min(ends[1], Math.max(ceiling, peak + margin));
  const weight = (y: number): number => exponential(logDensity(y) - highest);
  const panels = evenPanels(from, until, Math.min(4, 4 * spread));
  const rise = integrate((y) => weight(y) * given(logistic(y)), panels);
  const mass = integrate(weight, panels);
  const below = weight(from) / a;
  const above = weight(until) / b;
  const atFloor = given(logistic(from));
  const atCeiling = given(logistic(until));
  return (rise + below * atFloor + above * atCeiling) / (mass + below + above);
}

/** E[X(time)] of the BG/NBD. @internal */
export function betaGeometricExpectation(
  parameters: BetaGeometricParameters,
  time: number,
): number {
  if (time === 0) return 0;
  const { r, alpha } = parameters;
  const isShort = termsOf(r, time / alpha) <= TERMS_MAX;
  return isShort ? bySum(parameters, time) : byIntegral(parameters, time);
}

/** E[X(time)] of the Pareto/NBD. @internal */
export function paretoExpectation(
  { r, alpha, s, beta }: ParetoNbdParameters,
  time: number,
): number {
  return (r / alpha) * beta * decayIntegral(s - 1, logOnePlus(time / beta));
}
