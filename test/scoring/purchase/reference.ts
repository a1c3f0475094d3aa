/** The published formulas with ₂F₁ by its series, in 60 digits: slow, and undefined at a = 1. */
import type { BetaGeometricParameters, ParetoNbdParameters, PurchaseHistory } from "../../../src/scoring/index.js";
import { hypergeometric, one, precise } from "../numeric/reference.js";
import type { Precise } from "../numeric/reference.js";

/** Fader, Hardie and Lee (2005), equation (9). */
export function expectationPublished(parameters: BetaGeometricParameters, time: number): Precise {
  const [r, alpha, a, b] = [parameters.r, parameters.alpha, parameters.a, parameters.b].map(precise) as [
    Precise,
    Precise,
    Precise,
    Precise,
  ];
  const t = precise(time);
  const c = a.plus(b).minus(1);
  const series = hypergeometric(r, b, c, t.div(alpha.plus(t)));
  return c.div(a.minus(1)).times(one.minus(alpha.div(alpha.plus(t)).pow(r).times(series)));
}

/** Fader and Hardie, "A note on deriving the Pareto/NBD model" (2005): A₀ as a difference of ₂F₁. */
export function paretoAlivePublished(parameters: ParetoNbdParameters, history: PurchaseHistory): Precise {
  const [r, alpha, s, beta] = [parameters.r, parameters.alpha, parameters.s, parameters.beta].map(precise) as [
    Precise,
    Precise,
    Precise,
    Precise,
  ];
  const [x, last, end] = [history.frequency, history.recency, history.age].map(precise) as [Precise, Precise, Precise];
  const sum = r.plus(s).plus(x);
  const larger = alpha.gte(beta) ? alpha : beta;
  const other = alpha.gte(beta) ? s.plus(1) : r.plus(x);
  const at = (time: Precise): Precise =>
    hypergeometric(sum, other, sum.plus(1), alpha.minus(beta).abs().div(larger.plus(time))).div(larger.plus(time).pow(sum));
  const difference = at(last).minus(at(end));
  const scale = alpha.plus(end).pow(r.plus(x)).times(beta.plus(end).pow(s));
  return one.div(one.plus(s.div(sum).times(scale).times(difference)));
}
