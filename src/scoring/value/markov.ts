/**
 * Lifetime value as a Markov chain with rewards: any states between new and lost.
 *
 * P. Pfeifer and R. Carraway, "Modeling Customer Relationships as Markov Chains", Journal of
 * Interactive Marketing 14(2), 2000: V = (I − P ÷ (1 + d))⁻¹ R, and Σ (P ÷ (1 + d))^t R up to a
 * horizon. Not here: the estimation of the chain.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { scaledOf } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { expectRoundingMode } from "../../values/rounding.js";
import type { RoundingMode } from "../../values/rounding.js";
import { expectDiscountRate } from "./discount.js";
import { solveLeaking } from "./discounted-system.js";
import { nearestDouble, settleDouble } from "./settle.js";

const STATES_MAX = 100;
const HORIZON_MAX = 10_000;
const ROW_TOLERANCE = 1e-9;

/** A state of the relationship and what a period in it brings. @since 0.1.0 */
export interface MarkovClvState<Currency extends string = string> {
  readonly id: string;
  /** Margin less cost of a period that begins in this state, received at its beginning. */
  readonly reward: Money<Currency>;
}

/** A chain with rewards. @since 0.1.0 */
export interface MarkovClvTerms<Currency extends string = string> {
  /** 1 to 100 states, rewards of one currency. */
  readonly states: readonly MarkovClvState<Currency>[];
  /**
   * Probability of moving from the state of the row to the state of the column within a period;
   * each row sums to 1 (to a billionth).
   */
  readonly transitions: readonly (readonly number[])[];
  /** Of one period: 0, or 1e-9 to 1000. */
  readonly discountRate: number;
  /**
   * Periods T after which counting ends, 0 to 10 000: rewards at the times 0, 1, … T. Without
   * end unless named.
   */
  readonly horizonPeriods?: number;
  /** How values are rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
}

/** What a client who is now in a state is worth. @since 0.1.0 */
export interface MarkovClvRow<Currency extends string = string> {
  readonly id: string;
  /** Null where there is no value, for the reason given. */
  readonly value: Money<Currency> | null;
  /** The same before rounding. */
  readonly unrounded: number | null;
  /** Rewards go on without an end or a discount; or the sum leaves the range of doubles. */
  readonly reason: "unbounded" | "out-of-range" | null;
}

type Matrix = readonly (readonly number[])[];

function readTransitions(value: unknown, size: number): Matrix {
  const rows = expectArray(value, "transitions", STATES_MAX).map((row, index) => {
    const path = atIndex("transitions", index);
    const list = expectArray(row, path, STATES_MAX).map((cell, column) => {
      const share = expectFinite(cell, atIndex(path, column));
      if (share < 0 || share > 1)
        fail("schema.range", atIndex(path, column), "a probability", cell);
      return share;
    });
    const sum = list.reduce((total, share) => total + share, 0);
    if (list.length !== size || Math.abs(sum - 1) > ROW_TOLERANCE) {
      const expected = `${String(size)} probabilities that sum to 1`;
      fail("scoring.transitions", path, expected, `${String(list.length)}, sum ${String(sum)}`);
    }
    return list;
  });
  if (rows.length !== size) {
    const received = `${String(rows.length)} rows`;
    fail("scoring.transitions", "transitions", `${String(size)} rows`, received);
  }
  return rows;
}

interface Rewards<Currency extends string> {
  readonly ids: readonly string[];
  readonly amounts: readonly number[];
  readonly currency: Currency;
  readonly scale: number;
}

function readStates<Currency extends string>(
  states: readonly MarkovClvState<Currency>[],
): Rewards<Currency> {
  const list = expectArray(states, "states", STATES_MAX);
  const ids = new Set<string>();
  let currency: Currency | null = null;
  let scale = 0;
  const amounts = list.map((item, index) => {
    const path = atIndex("states", index);
    const record = expectRecord(item, path, ["id", "reward"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (ids.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    ids.add(id);
    const reward = record["reward"] as Money<Currency>;
    const exact = scaledOf(reward, at(path, "reward"));
    currency ??= reward.currency;
    if (index === 0) scale = exact.scale;
    if (reward.currency !== currency || exact.scale !== scale) {
      const where = at(at(path, "reward"), "currency");
      fail("money.currency_mismatch", where, `an amount in ${currency}`, reward.currency);
    }
    return nearestDouble(exact);
  });
  if (currency === null) return fail("scoring.no_states", "states", "at least one state", states);
  return { ids: [...ids], amounts, currency, scale };
}

function untilHorizon(
  transitions: Matrix,
  rewards: readonly number[],
  discount: number,
  horizon: number,
): readonly number[] {
  let values = rewards;
  for (let period = 0; period < horizon; period += 1) {
    const after = values;
    values = transitions.map((row, state) => {
      let sum = 0;
      for (let other = 0; other < row.length; other += 1) {
        sum += itemAt(row, other) * itemAt(after, other);
      }
      return itemAt(rewards, state) + sum / (1 + discount);
    });
  }
  return values;
}

function discounted(
  transitions: Matrix,
  rewards: readonly number[],
  discount: number,
): readonly number[] {
  const factor = 1 / (1 + discount);
  return solveLeaking({
    moves: transitions.map((row) => row.map((share) => share * factor)),
    leaks: transitions.map(() => discount * factor),
    rewards,
  });
}

/** For each state, which ones it may come to. */
function reachable(transitions: Matrix): readonly (readonly boolean[])[] {
  return transitions.map((_, from) => {
    const seen = transitions.map((__, state) => state === from);
    const pending = [from];
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      itemAt(transitions, state).forEach((share, next) => {
        if (share === 0 || itemAt(seen, next)) return;
        seen[next] = true;
        pending.push(next);
      });
    }
    return seen;
  });
}

/**
 * Without a discount I − P is singular. A state to which the chain always comes back is worth
 * nothing if it brings nothing, and has no value otherwise; the other states are solved alone.
 */
function undiscounted(
  transitions: Matrix,
  rewards: readonly number[],
): readonly (number | null)[] {
  const reach = reachable(transitions);
  const leadsTo = (from: number, to: number): boolean => itemAt(itemAt(reach, from), to);
  const states = rewards.map((_, state) => state);
  const isFinal = states.map((state) =>
    states.every((other) => !leadsTo(state, other) || leadsTo(other, state)),
  );
  const hasNoValue = states.map((state) =>
    states.some(
      (other) => leadsTo(state, other) && itemAt(isFinal, other) && itemAt(rewards, other) !== 0,
    ),
  );
  const passing = states.filter((state) => !itemAt(isFinal, state) && !itemAt(hasNoValue, state));
  const rowsOf = passing.map((state) => itemAt(transitions, state));
  const solved = solveLeaking({
    moves: rowsOf.map((row) => passing.map((other) => itemAt(row, other))),
    leaks: rowsOf.map((row) =>
      row.reduce((sum, share, other) => sum + (itemAt(isFinal, other) ? share : 0), 0),
    ),
    rewards: passing.map((state) => itemAt(rewards, state)),
  });
  const values = states.map((state): number | null => (itemAt(hasNoValue, state) ? null : 0));
  passing.forEach((state, index) => {
    values[state] = itemAt(solved, index);
  });
  return values;
}

/**
 * Lifetime value by state of the relationship. Rewards are received at the beginning of each
 * period, the first one today and undiscounted. Values in doubles, each rounded to money once.
 *
 * Without discount and horizon, states from which rewards never end have no value: that is
 * said, not a number from a singular matrix. O(n³), or O(n² T) up to a horizon.
 *
 * @throws ClienteleError `scoring.no_states`, `scoring.transitions`, `scoring.duplicate_id`,
 * `scoring.discount_rate`, `money.*`, `config.rounding`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { markovClv } from "clientele/scoring";
 * import { money } from "clientele/values";
 *
 * // Bought last period, bought the period before, lost; a catalogue costs 4 each period.
 * const clv = markovClv({
 *   states: [
 *     { id: "active", reward: money("36.00", "EUR") },
 *     { id: "lapsing", reward: money("-4.00", "EUR") },
 *     { id: "lost", reward: money("0.00", "EUR") },
 *   ],
 *   transitions: [
 *     [0.3, 0.7, 0],
 *     [0.2, 0, 0.8],
 *     [0, 0, 1],
 *   ],
 *   discountRate: 0.2,
 * });
 * assert.deepEqual(clv.map((row) => row.value?.amount), ["51.57", "4.60", "0.00"]);
 * ```
 * @since 0.1.0
 */
export function markovClv<Currency extends string>(
  terms: MarkovClvTerms<Currency>,
): readonly MarkovClvRow<Currency>[] {
  expectRecord(terms, "terms", [
    "states",
    "transitions",
    "discountRate",
    "horizonPeriods",
    "rounding",
  ]);
  const { ids, amounts, currency, scale } = readStates(terms.states);
  const transitions = readTransitions(terms.transitions, ids.length);
  const discount = expectDiscountRate(terms.discountRate, "discountRate");
  const mode = expectRoundingMode(terms.rounding ?? "halfEven", "rounding");
  const horizon =
    terms.horizonPeriods === undefined
      ? null
      : expectInteger(terms.horizonPeriods, "horizonPeriods", 0, HORIZON_MAX);
  let values: readonly (number | null)[];
  if (horizon !== null) values = untilHorizon(transitions, amounts, discount, horizon);
  else if (discount > 0) values = discounted(transitions, amounts, discount);
  else values = undiscounted(transitions, amounts);
  return ids.map((id, index): MarkovClvRow<Currency> => {
    const unrounded = itemAt(values, index);
    if (unrounded === null) return { id, value: null, unrounded, reason: "unbounded" };
    if (!Number.isFinite(unrounded)) {
      return { id, value: null, unrounded: null, reason: "out-of-range" };
    }
    const value = settleDouble(unrounded, { currency, scale, mode });
    return { id, value, unrounded: unrounded + 0, reason: null };
  });
}
