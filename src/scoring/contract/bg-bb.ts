/**
 * What BG/BB says of a client and of a population: expectations, the chance of being alive,
 * residual purchases (Fader, Hardie and Shang 2010). Not here: the fit; money.
 */
import { exponential } from "../../values/numeric/exponential.js";
import { expectInteger, expectRecord } from "../../values/plain.js";
import { expectDiscountRate } from "../value/discount.js";
import { logLikelihoodOf, stillThere } from "./bg-bb-likelihood.js";
import type {
  BgBbModel,
  KnownExpectation,
  OccasionHistory,
  UnboundedExpectation,
} from "./model.js";
import { PERIODS_MAX, readBgBb, readOccasions } from "./read.js";
import { remainingSum, survivalSum } from "./remaining-sum.js";

/**
 * Chance that a client will be there at the next occasion, given the history (equation 11). A
 * client who bought at the last occasion may have left since.
 *
 * @throws ClienteleError `scoring.history`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbProbabilityAlive } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * } as const;
 * const lapsed = bgBbProbabilityAlive(donors, { frequency: 0, recency: 0, periods: 6 });
 * const steady = bgBbProbabilityAlive(donors, { frequency: 6, recency: 6, periods: 6 });
 * assert.equal(lapsed.toFixed(2), "0.11");
 * assert.equal(steady.toFixed(2), "0.93");
 * ```
 * @since 0.1.0
 */
export function bgBbProbabilityAlive(model: BgBbModel, history: OccasionHistory): number {
  const parameters = readBgBb(model);
  const read = readOccasions(history, "history");
  const { gamma, delta } = parameters;
  const stays = (delta + read.periods) / (gamma + delta + read.periods);
  return stillThere(parameters, read) * stays;
}

/**
 * Expected purchases of a new client in the next occasions (equation 8).
 *
 * @param periods - occasions, 0 to 10 000
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbExpectedPurchases } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 },
 * } as const;
 * assert.equal(bgBbExpectedPurchases(donors, 10).toFixed(4), "3.1650");
 * ```
 * @since 0.1.0
 */
export function bgBbExpectedPurchases(model: BgBbModel, periods: number): number {
  const { alpha, beta, gamma, delta } = readBgBb(model);
  const count = expectInteger(periods, "periods", 0, PERIODS_MAX);
  return (alpha / (alpha + beta)) * survivalSum(delta, gamma, count);
}

/**
 * Expected purchases of a client in the next occasions, given the history (equation 13).
 *
 * @param periods - occasions to come, 0 to 10 000
 * @throws ClienteleError as {@link bgBbProbabilityAlive}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbConditionalExpectedPurchases } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * } as const;
 * const steady = { frequency: 6, recency: 6, periods: 6 };
 * // The paper's table: 3.75 gifts in the five years after six.
 * assert.equal(bgBbConditionalExpectedPurchases(donors, steady, 5).toFixed(2), "3.75");
 * ```
 * @since 0.1.0
 */
export function bgBbConditionalExpectedPurchases(
  model: BgBbModel,
  history: OccasionHistory,
  periods: number,
): number {
  const parameters = readBgBb(model);
  const { alpha, beta, gamma, delta } = parameters;
  const read = readOccasions(history, "history");
  const count = expectInteger(periods, "periods", 0, PERIODS_MAX);
  const buys = (alpha + read.frequency) / (alpha + beta + read.periods);
  return stillThere(parameters, read) * buys * survivalSum(delta + read.periods, gamma, count);
}

/**
 * Discounted expected residual purchases (DERT): what of the whole future is worth today in
 * purchases (equation 14). The next occasion is a period away and discounted once. Without a
 * discount there is no end where gamma ≤ 1.
 *
 * @throws ClienteleError as {@link bgBbProbabilityAlive}, `scoring.discount_rate`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbResidualPurchases } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 },
 * } as const;
 * const history = { frequency: 3, recency: 4, periods: 6 };
 * const residual = bgBbResidualPurchases(donors, history, { discountRate: 0.1 });
 * assert.ok(residual.state === "known" && residual.value.toFixed(4) === "1.6214");
 * ```
 * @since 0.1.0
 */
export function bgBbResidualPurchases(
  model: BgBbModel,
  history: OccasionHistory,
  options: { readonly discountRate: number },
): KnownExpectation | UnboundedExpectation {
  expectRecord(options, "options", ["discountRate"]);
  const parameters = readBgBb(model);
  const { alpha, beta, gamma, delta } = parameters;
  const read = readOccasions(history, "history");
  const discount = expectDiscountRate(options.discountRate, "discountRate");
  const sum = remainingSum(delta + read.periods + 1, gamma, discount);
  if (sum === null) return { state: "unknown", reason: "unbounded" };
  const buys = (alpha + read.frequency) / (alpha + beta + read.periods);
  const stays = (delta + read.periods) / (gamma + delta + read.periods);
  const value = (stillThere(parameters, read) * buys * stays * sum) / (1 + discount);
  return { state: "known", value };
}

/**
 * Means of a client's own probabilities given the history: of buying at an occasion, and of
 * leaving before one (equation 17, with the moments of order one).
 *
 * @throws ClienteleError as {@link bgBbProbabilityAlive}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbPosteriorMeans } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * } as const;
 * const steady = bgBbPosteriorMeans(donors, { frequency: 6, recency: 6, periods: 6 });
 * assert.ok(steady.purchase > 0.9 && steady.leaving < 0.08);
 * ```
 * @since 0.1.0
 */
export function bgBbPosteriorMeans(
  model: BgBbModel,
  history: OccasionHistory,
): { readonly purchase: number; readonly leaving: number } {
  const parameters = readBgBb(model);
  const { alpha, beta, gamma, delta } = parameters;
  const read = readOccasions(history, "history");
  const base = logLikelihoodOf(parameters, read);
  const moment = (mean: number, raised: typeof parameters): number =>
    Math.min(1, mean * exponential(logLikelihoodOf(raised, read) - base));
  return {
    purchase: moment(alpha / (alpha + beta), { ...parameters, alpha: alpha + 1 }),
    leaving: moment(gamma / (gamma + delta), { ...parameters, gamma: gamma + 1 }),
  };
}
