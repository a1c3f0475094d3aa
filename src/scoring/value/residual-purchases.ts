/**
 * Discounted expected residual transactions (DERT): all purchases to come, without a horizon,
 * each discounted to today.
 *
 * Pareto/NBD as Fader, Hardie and Lee (2005, equation 8), whose Tricomi function U(s, s, z) is
 * an integral of a positive function here:
 *
 *     DERT = P(alive) (r + x) ÷ (α + T) · ∫ e^(−δt) ((β + T) ÷ (β + T + t))^s dt.
 *
 * BG/NBD and MBG/NBD have no published form. The k-th purchase of a rate λ is worth (λ ÷ (λ+δ))^k
 * and is made by who passed the k − 1 coins before it, so that
 *
 *     DERT = P(alive) · E[z ₂F₁(1, b'; a + b'; z)] = P(alive) · E[λ ÷ (δ + λθ)],  z = λ ÷ (λ + δ),
 *
 * over the gamma distribution of λ and the beta distribution of θ given the history. Relative
 * error about 1e-10.
 */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { expectRecord, isRecord } from "../../values/plain.js";
import { bgBbResidualPurchases } from "../contract/bg-bb.js";
import type { KnownExpectation, UnboundedExpectation } from "../contract/model.js";
import { visitPanels } from "../contract/fixed-panels.js";
import { leavingGrid, meanWait, remainingSum } from "../contract/remaining-sum.js";
import { exponentialMinusOne, logOnePlus } from "../numeric/logs.js";
import { aliveOf } from "../purchase/alive.js";
import type {
  BetaGeometricParameters,
  ParetoNbdParameters,
  PurchaseHistory,
  PurchaseModel,
} from "../purchase/model.js";
import { readHistory } from "../purchase/read-data.js";
import { readModel } from "../purchase/read-model.js";
import { continuousRate, expectDiscountRate } from "./discount.js";
import type { ForecastModel, ValueHistory } from "./lifetime-value-model.js";

/** What lies beyond e^−45 of an integrand adds nothing to a double. */
const REACH = 45;
const NOTHING = 1e-19;

/** ∫ e^(−δt) ((β+T) ÷ (β+T+t))^s dt, in u = ln(1 + t ÷ (β+T)); null without an end. */
function lastingTime(span: number, s: number, rate: number): number | null {
  if (rate === 0) return s > 1 ? span / (s - 1) : null;
  const z = rate * span;
  let until = logOnePlus(REACH / z);
  if (s > 1) until = Math.min(until, REACH / (s - 1));
  let sum = 0;
  visitPanels([0, until], Math.min(0.5, until / 20), (u, weight) => {
    sum += weight * exponential(-z * exponentialMinusOne(u) - (s - 1) * u);
  });
  return span * sum;
}

function ofPareto(
  { r, alpha, s, beta }: ParetoNbdParameters,
  { frequency, age }: PurchaseHistory,
  rate: number,
): number | null {
  const time = lastingTime(beta + age, s, rate);
  return time === null ? null : ((r + frequency) / (alpha + age)) * time;
}

/** Nodes λ and weights of a gamma distribution, by fixed panels. */
interface RateGrid {
  readonly rates: readonly number[];
  /** Sum to less than one by what is below all that matters. */
  readonly weights: readonly number[];
}

/**
 * A grid over a gamma distribution of a shape and a mean, in w = ln(λ ÷ mean), for what vanishes
 * with λ.
 */
function rateGrid(shape: number, mean: number, vanishesBelow: number): RateGrid {
  // The density of w is e^(R (w − (e^w − 1))), but for a factor.
  const density = (w: number): number => exponential(shape * (w - exponentialMinusOne(w)));
  const spread = Math.min(1, 1 / Math.sqrt(shape));
  let until = spread;
  while (density(until) > NOTHING) until *= 1.2;
  const floor = Math.min(logarithm(vanishesBelow / mean), 0) - REACH;
  let from = -spread;
  while (density(from) > NOTHING && from > floor) from *= 1.2;
  // Below, the density is a plain exponential, and nothing is given.
  let mass = density(from) / shape;
  const rates: number[] = [];
  const weights: number[] = [];
  visitPanels([from, until], 1.5 * spread, (w, panelWeight) => {
    const weight = panelWeight * density(w);
    mass += weight;
    rates.push(mean * exponential(w));
    weights.push(weight);
  });
  return { rates, weights: weights.map((weight) => weight / mass) };
}

/**
 * E over λ and θ of λ ÷ (δ + λθ): the mean number of purchases, each worth λ ÷ (λ + δ) of the one
 * before, of whom a share 1 − θ stay. A product of two grids, so that a discount of a billionth
 * costs no more than any other.
 */
function ofBetaGeometric(
  { r, alpha, a, b }: BetaGeometricParameters,
  coins: number,
  { frequency, age }: PurchaseHistory,
  rate: number,
): number | null {
  const stays = b + coins;
  // Without a discount nothing but the number of coins passed counts.
  if (rate === 0) return remainingSum(stays, a, 0);
  const shape = r + frequency;
  const { rates, weights } = rateGrid(shape, shape / (alpha + age), rate);
  const oddsOf = (lambda: number): number => Math.max(rate / lambda, 1e-300);
  const leaving = leavingGrid(a, stays, oddsOf(rates.at(-1) ?? 1));
  return rates.reduce((sum, lambda, index) => {
    return sum + (weights[index] as number) * meanWait(leaving, oddsOf(lambda));
  }, 0);
}

/** DERT given that the client is there at the end of observation; checked arguments. @internal */
export function residualIfAlive(
  model: PurchaseModel,
  history: PurchaseHistory,
  rate: number,
): number | null {
  if (model.kind === "pareto-nbd") return ofPareto(model.parameters, history, rate);
  const coins = model.kind === "bg-nbd" ? history.frequency : history.frequency + 1;
  return ofBetaGeometric(model.parameters, coins, history, rate);
}

/**
 * All expected purchases to come of a client, without a horizon, each discounted to today: what
 * times margin is the residual lifetime value. For any model of purchases.
 *
 * @param options - `discountRate` of one unit of the model's time (of one occasion for BG/BB),
 * compounding: a purchase after time t counts (1 + d)^−t. Papers and packages in continuous time
 * (BTYD, CLVTools) state δ = ln(1 + d): give e^δ − 1 for a δ. Without a discount the sum may have
 * no end, which is said.
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `scoring.history`,
 * `scoring.discount_rate`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { discountRatePerPeriod, residualPurchases } from "clientele/scoring";
 *
 * const cdnow = {
 *   kind: "pareto-nbd",
 *   parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
 * } as const;
 * const client = { frequency: 7, recency: 35, age: 38.86 };
 * // 15 % a year, weekly.
 * const weekly = discountRatePerPeriod(0.15, 52);
 * const residual = residualPurchases(cdnow, client, { discountRate: weekly });
 * assert.ok(residual.state === "known" && residual.value > 10);
 * ```
 * @since 0.1.0
 */
export function residualPurchases<Model extends ForecastModel>(
  model: Model,
  history: ValueHistory<Model>,
  options: { readonly discountRate: number },
): KnownExpectation | UnboundedExpectation {
  if (isRecord(model) && model.kind === "bg-bb") {
    return bgBbResidualPurchases(model, history as never, options);
  }
  expectRecord(options, "options", ["discountRate"]);
  const read = readModel(model);
  const past = readHistory(history, "history");
  const rate = continuousRate(expectDiscountRate(options.discountRate, "discountRate"));
  const ifAlive = residualIfAlive(read, past, rate);
  if (ifAlive === null || !Number.isFinite(ifAlive)) {
    return { state: "unknown", reason: "unbounded" };
  }
  return { state: "known", value: aliveOf(read, past) * ifAlive };
}
