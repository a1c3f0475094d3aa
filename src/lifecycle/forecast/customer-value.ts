/** What a client is worth by the state it is in: a Markov chain with rewards, discounted. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  atIndex,
  expectArray,
  expectFinite,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { knownRows, markovChain } from "./chain.js";
import type { MarkovChain } from "./chain.js";
import { identityLess, multiplyMatrices, solve } from "./linear.js";

/**
 * What each period in a state brings, and how later periods are discounted.
 *
 * @since 0.1.0
 */
export interface CustomerValueOptions {
  /** Net contribution of a period in each state, in the order of the states; may be negative. */
  readonly rewards: readonly number[];
  /** Per period: 0.2 is twenty percent; above zero for an endless horizon. */
  readonly discountRate: number;
  /** Periods after the present one; endless unless named. */
  readonly horizon?: number;
}

const HORIZON_MAX = 10_000;

/**
 * The expected present value of a client by its state: V = Σ (P ÷ (1 + d))ᵗ R over the horizon,
 * and (I − P ÷ (1 + d))⁻¹ R without end. The present period counts in full.
 *
 * @see Pfeifer and Carraway, "Modeling Customer Relationships as Markov Chains", Journal of
 * Interactive Marketing 14(2), 2000, pages 43–55
 * @throws ClienteleError as {@link markovChain}, `lifecycle.no_observations`, `schema.range` for
 * a rate that does not discount an endless horizon, `lifecycle.chain` for rewards of another number
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { markovCustomerValue } from "clientele/lifecycle";
 *
 * const chain = { states: ["buys", "gone"], probabilities: [[0.8, 0.2], [0, 1]] };
 * const value = markovCustomerValue(chain, { rewards: [100, 0], discountRate: 0.1 });
 * assert.ok(Math.abs((value["buys"] ?? 0) - 366.666667) < 1e-6);
 * ```
 * @since 0.1.0
 */
export function markovCustomerValue(
  chain: MarkovChain,
  options: CustomerValueOptions,
): Readonly<Record<string, number>> {
  const { states } = markovChain(chain);
  const matrix = knownRows(chain);
  const record = expectRecord(options, "options", ["rewards", "discountRate", "horizon"]);
  const rewards = expectArray(record["rewards"], "options.rewards").map((reward, index) =>
    expectFinite(reward, atIndex("options.rewards", index)),
  );
  if (rewards.length !== states.length) {
    fail("lifecycle.chain", "options.rewards", `${String(states.length)} rewards`, rewards.length);
  }
  const rate = expectFinite(record["discountRate"], "options.discountRate");
  const { horizon } = record;
  if (rate < 0 || (horizon === undefined && rate === 0)) {
    fail("schema.range", "options.discountRate", "a rate above zero", rate);
  }
  const discounted = matrix.map((row) => row.map((value) => value / (1 + rate)));
  const column = rewards.map((reward) => [reward]);
  const values =
    horizon === undefined
      ? solve(identityLess(discounted), column)
      : overHorizon(discounted, column, expectInteger(horizon, "options.horizon", 0, HORIZON_MAX));
  return Object.fromEntries(
    states.map((state, index) => [state, values === null ? 0 : itemAt(itemAt(values, index), 0)]),
  );
}

/** From the last period backwards: V = R + P ÷ (1 + d) · V of the next. */
function overHorizon(discounted: number[][], rewards: number[][], horizon: number): number[][] {
  let value = rewards;
  for (let period = 0; period < horizon; period += 1) {
    value = multiplyMatrices(discounted, value).map((row, index) => [
      itemAt(row, 0) + itemAt(itemAt(rewards, index), 0),
    ]);
  }
  return value;
}
