/**
 * The distribution of the number of repeat purchases of a new customer, in forms that do not
 * cancel: upper tails of the negative binomial as incomplete beta functions, and for Pareto/NBD
 * an integral of positive terms.
 */
import { exponential } from "../../values/numeric/exponential.js";
import { logGamma, logRising } from "../numeric/gamma.js";
import { regularisedBeta } from "../numeric/incomplete-beta.js";
import { integrate } from "../numeric/integrate.js";
import { exponentialMinusOne, logOnePlus } from "../numeric/logs.js";
import type { BetaGeometricParameters, ParetoNbdParameters, PurchaseModel } from "./model.js";

/** ln P(N = n) of somebody who never leaves: negative binomial. */
function logNegativeBinomial(r: number, n: number, v: number): number {
  const stay = -r * logOnePlus(v);
  if (n === 0) return stay;
  return logRising(r, n) - logGamma(n + 1) + stay - n * logOnePlus(1 / v);
}

function betaGeometric(
  { r, alpha, a, b }: BetaGeometricParameters,
  time: number,
  count: number,
  firstCoin: number,
): number {
  const v = time / alpha;
  const coins = count + firstCoin;
  // B(a, b+k)/B(a, b): the probability of having stayed k times.
  const logStayed = (k: number): number => logRising(b, k) - logRising(a + b, k);
  const alive = exponential(logStayed(coins) + logNegativeBinomial(r, count, v));
  if (coins === 0) return alive;
  const left = exponential(logStayed(coins - 1)) * (a / (a + b + coins - 1));
  const z = time / (alpha + time);
  const reached = count === 0 ? 1 : regularisedBeta(count, r, z, alpha / (alpha + time));
  return alive + left * reached;
}

function pareto(
  { r, alpha, s, beta }: ParetoNbdParameters,
  time: number,
  count: number,
): number {
  const alive = exponential(
    logNegativeBinomial(r, count, time / alpha) - s * logOnePlus(time / beta),
  );
  // Over u = ln(1 + τ/γ), τ the moment of leaving.
  const scale = Math.min(alpha, beta);
  const left = integrate(
    (u) => {
      const moment = scale * exponentialMinusOne(u);
      const leaves = -(s + 1) * logOnePlus(moment / beta) + u;
      return exponential(logNegativeBinomial(r, count, moment / alpha) + leaves);
    },
    panelsOf(r, s, count, logOnePlus(time / scale)),
  );
  return alive + (s * scale * left) / beta;
}

/**
 * Ends of panels over u = ln(1 + τ/γ): from where the integrand begins to change, each wider than
 * the one before by as much as the peak of the negative binomial (in ln τ) allows.
 */
function panelsOf(r: number, s: number, count: number, until: number): readonly number[] {
  const ends = [0];
  const growth = 1 + Math.min(1, 8 * Math.sqrt(1 / (count + 1) + 1 / r));
  const widthMax = Math.min(2, 2 * (growth - 1));
  let end = 1 / (r + s + count + 1);
  while (end < until) {
    ends.push(end);
    end = Math.min(end * growth, end + widthMax);
  }
  ends.push(until);
  return ends;
}

/** P(X(time) = count) of a checked model. @internal */
export function probabilityOfCount(model: PurchaseModel, time: number, count: number): number {
  if (time === 0) return count === 0 ? 1 : 0;
  const value =
    model.kind === "pareto-nbd"
      ? pareto(model.parameters, time, count)
      : betaGeometric(model.parameters, time, count, model.kind === "bg-nbd" ? 0 : 1);
  return Math.min(1, value);
}
