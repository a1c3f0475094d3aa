/**
 * The likelihood of BG/BB (Fader, Hardie and Shang 2010, equation 7), by ratios of its terms.
 *
 * A client of x purchases, the last at t of n occasions, either is there still, or left before
 * occasion t + 1, t + 2, … n. Each way is a product of ratios times the first one, all positive:
 * no gamma function is needed, and nothing cancels.
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { digammaRise, logRising } from "../numeric/gamma.js";
import type { BgBbParameters, OccasionHistory } from "./model.js";

/** Beyond this the running sum is taken out of the exponent's reach. */
const RESCALE_ABOVE = 1e250;

/** ln of (Σ ways to have left) ÷ (way to be there), and its derivatives by the parameters. */
export interface LeftRatio {
  /** Σ ÷ e^shift. */
  sum: number;
  /** 0, or what was taken out of the sum. */
  shift: number;
  byAlpha: number;
  byBeta: number;
  byGamma: number;
  byDelta: number;
}

/**
 * How much likelier it is that the client left than that the client is there after the last
 * occasion: Σ over the ways to have left, relative to the way to be there. O(n − t). @internal
 */
export function leftRatio(parameters: BgBbParameters, history: OccasionHistory): LeftRatio {
  const { alpha, beta, gamma, delta } = parameters;
  const { frequency, recency, periods } = history;
  const whole = alpha + beta;
  const leave = gamma + delta;
  const result = { sum: 0, shift: 0, byAlpha: 0, byBeta: 0, byGamma: 0, byDelta: 0 };
  let term = 1;
  let [alphaRise, betaRise, gammaRise, deltaRise] = [0, 0, 0, 0];
  // From the client who left last, before occasion n, to the one who left right after t.
  for (let stayed = periods - 1; stayed >= recency; stayed -= 1) {
    const missed = beta + (stayed - frequency);
    term *= (whole + stayed) / missed;
    alphaRise += 1 / (whole + stayed);
    betaRise += 1 / (whole + stayed) - 1 / missed;
    if (stayed === periods - 1) {
      term *= gamma / (delta + stayed);
      gammaRise += 1 / gamma;
      deltaRise -= 1 / (delta + stayed);
    } else {
      term *= (leave + stayed + 1) / (delta + stayed);
      gammaRise += 1 / (leave + stayed + 1);
      deltaRise += 1 / (leave + stayed + 1) - 1 / (delta + stayed);
    }
    if (term > RESCALE_ABOVE) {
      rescale(result, term);
      term = 1;
    }
    result.sum += term;
    result.byAlpha += term * alphaRise;
    result.byBeta += term * betaRise;
    result.byGamma += term * gammaRise;
    result.byDelta += term * deltaRise;
  }
  return result;
}

function rescale(result: LeftRatio, by: number): void {
  result.shift += logarithm(by);
  result.sum /= by;
  result.byAlpha /= by;
  result.byBeta /= by;
  result.byGamma /= by;
  result.byDelta /= by;
}

/** Chance that the client was still there at the last occasion: 1 ÷ (1 + ratio). @internal */
export function stillThere(parameters: BgBbParameters, history: OccasionHistory): number {
  const { sum, shift } = leftRatio(parameters, history);
  const there = exponential(-shift);
  return there / (there + sum);
}

/** ln of the chance of the way to be there. */
function logThere(parameters: BgBbParameters, { frequency, periods }: OccasionHistory): number {
  const { alpha, beta, gamma, delta } = parameters;
  return (
    logRising(alpha, frequency) +
    logRising(beta, periods - frequency) -
    logRising(alpha + beta, periods) +
    logRising(delta, periods) -
    logRising(gamma + delta, periods)
  );
}

/** ln L of a history, of one given order of purchases. @internal */
export function logLikelihoodOf(parameters: BgBbParameters, history: OccasionHistory): number {
  const { sum, shift } = leftRatio(parameters, history);
  return logThere(parameters, history) + shift + logarithm(exponential(-shift) + sum);
}

/**
 * Adds `weight` × the gradient of ln L by the parameters themselves to the four sums; gives
 * `weight` × ln L. @internal
 */
export function addGradient(
  parameters: BgBbParameters,
  history: OccasionHistory,
  weight: number,
  gradient: Float64Array,
): number {
  const { alpha, beta, gamma, delta } = parameters;
  const { frequency, periods } = history;
  const left = leftRatio(parameters, history);
  const all = exponential(-left.shift) + left.sum;
  const whole = digammaRise(alpha + beta, periods);
  const leave = digammaRise(gamma + delta, periods);
  const slopes = [
    digammaRise(alpha, frequency) - whole + left.byAlpha / all,
    digammaRise(beta, periods - frequency) - whole + left.byBeta / all,
    left.byGamma / all - leave,
    digammaRise(delta, periods) - leave + left.byDelta / all,
  ];
  for (let index = 0; index < slopes.length; index += 1) {
    gradient[index] = (gradient[index] as number) + weight * (slopes[index] as number);
  }
  return weight * (logThere(parameters, history) + left.shift + logarithm(all));
}
