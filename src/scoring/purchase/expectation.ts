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
/** Of a variance in ln(p ÷ (1 − p)) below this, no more than the mean shows in the result. */
const CERTAIN_BELOW = 1e-11;
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
  const [p0, q0] = [a / (a + b), b / (a + b)];
  const variance = 1 / a + 1 / b;
  if (variance < CERTAIN_BELOW) return given(p0);
  const peak = logarithm(a) - logarithm(b);
  // ln of the density over that at its peak, at a distance from it, seen from the rarer end: no
  // huge logarithm is left to cancel.
  const logDensity = (away: number): number =>
    p0 <= 0.5
      ? a * away - (a + b) * logOnePlus(p0 * exponentialMinusOne(away))
      : -b * away - (a + b) * logOnePlus(q0 * exponentialMinusOne(-away));
  const spread = Math.sqrt(variance);
  const ends = [-1, 1].map((sign) => {
    let reach = Math.min(1, spread);
    while (logDensity(sign * reach) > -45 && reach < 500) reach *= 1.5;
    return peak + sign * reach;
  }) as [number, number];
  const floor = -NOTHING - logarithm(Math.max(1, v) * Math.max(1, r) * Math.max(1, b));
  const ceiling = NOTHING + logarithm(Math.max(1, a));
  const margin = Math.min(spread, NOTHING);
  const from = Math.max(ends[0], Math.min(floor, peak - margin));
  const until = Math.min(ends[1], Math.max(ceiling, peak + margin));
  const weight = (y: number): number => exponential(logDensity(y - peak));
  const panels = evenPanels(from, until, Math.min(4, 4 * spread));
  // Rounding in the density grows with the root of its shapes; below it there is nothing to refine.
  const tolerance = 1e-14 * (1 + Math.sqrt(Math.min(a, b)));
  const rise = integrate((y) => weight(y) * given(logistic(y)), panels, tolerance);
  const mass = integrate(weight, panels, tolerance);
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
