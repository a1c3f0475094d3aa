/**
 * The likelihood of the Pareto/NBD with its gradient, in logarithms of r, alpha, s, beta.
 *
 *     ln L = ln Γ(r+x)/Γ(r) − r ln(1 + T/α) − x ln(α + T) − s ln(1 + T/β) + ln(1 + Q)
 *
 * with Q the odds of having left (see `dropout-integral.ts`), all of whose terms are positive.
 * Math.* as there.
 */
import { digammaRise, logRising } from "../numeric/gamma.js";
import type { Objective } from "../numeric/minimise.js";
import { dropoutMoments, MOMENTS } from "./dropout-integral.js";
import { frequencyGroups } from "./patterns.js";
import type { Patterns } from "./patterns.js";

/**
 * Mean negative log-likelihood per customer, by logarithms of (r, alpha, s, beta).
 *
 * @internal
 */
export function paretoLikelihood(patterns: Patterns): Objective {
  const groups = frequencyGroups(patterns);
  const { recency, age, count, customers } = patterns;
  const moments = new Float64Array(5);
  return (point, gradient) => {
    const [r, alpha, s, beta] = Array.from(point, Math.exp) as [number, number, number, number];
    const parameters = { r, alpha, s, beta };
    const logAlpha = point[1] as number;
    let value = 0;
    let lost = 0;
    let [slopeR, slopeAlpha, slopeS, slopeBeta] = [0, 0, 0, 0];
    for (const group of groups) {
      const x = group.frequency;
      const own = logRising(r, x) - x * logAlpha;
      const ownSlopeR = r * digammaRise(r, x);
      for (let index = group.from; index < group.until; index += 1) {
        const n = count[index] as number;
        const end = age[index] as number;
        dropoutMoments(moments, parameters, x, recency[index] as number, end);
        const logOdds = moments[MOMENTS.logOdds] as number;
        const odds = Math.exp(-Math.abs(logOdds));
        const left = logOdds > 0 ? 1 / (1 + odds) : odds / (1 + odds);
        const logAlphaEnd = Math.log1p(end / alpha);
        const logBetaEnd = Math.log1p(end / beta);
        const whole = Math.max(0, logOdds) + Math.log1p(odds);
        const term = n * (own - (r + x) * logAlphaEnd - s * logBetaEnd + whole);
        const next = value + term;
        lost += Math.abs(value) >= Math.abs(term) ? value - next + term : term - next + value;
        value = next;
        slopeR += n * (ownSlopeR - r * logAlphaEnd + left * (moments[MOMENTS.byR] as number));
        slopeAlpha +=
          n *
          (((r + x) * end) / (alpha + end) - x + left * (moments[MOMENTS.byAlpha] as number));
        slopeS += n * (left * (moments[MOMENTS.byS] as number) - s * logBetaEnd);
        slopeBeta +=
          n * ((s * end) / (beta + end) + left * (moments[MOMENTS.byBeta] as number));
      }
    }
    gradient.set([slopeR, slopeAlpha, slopeS, slopeBeta].map((slope) => -slope / customers));
    return -(value + lost) / customers;
  };
}
