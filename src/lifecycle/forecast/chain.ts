/** Markov chains over the states of a lifecycle: what is one, and what it becomes in n steps. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { multiplyMatrices } from "./linear.js";
import type { Matrix } from "./linear.js";

/**
 * A Markov chain: in each step, the row of the present state says with which probability which
 * state is next. A state that leads to itself only is absorbing.
 *
 * @see Grinstead and Snell, "Introduction to Probability", chapter 11
 * @since 0.1.0
 */
export interface MarkovChain {
  readonly states: readonly string[];
  /**
   * Rows in the order of the states, each adding up to 1; null for a state of which nothing is
   * known, since nothing was ever seen to leave it.
   */
  readonly probabilities: readonly (readonly number[] | null)[];
}

const STATES_MAX = 1_000;
const TOLERANCE = 1e-9;
const STEPS_MAX = 100_000;

function checkRow(row: readonly unknown[], size: number, path: string): void {
  if (row.length !== size) {
    fail("lifecycle.chain", path, `${String(size)} probabilities`, row.length);
  }
  let sum = 0;
  row.forEach((value, column) => {
    const probability = expectFinite(value, atIndex(path, column));
    if (probability < 0 || probability > 1 + TOLERANCE) {
      fail("lifecycle.probability", atIndex(path, column), "from 0 to 1", value);
    }
    sum += probability;
  });
  if (Math.abs(sum - 1) > TOLERANCE) {
    fail("lifecycle.row_sum", path, "probabilities that add up to 1", sum);
  }
}

/**
 * Checks a chain from outside (`lifecycle.chain`, `lifecycle.probability`, `lifecycle.row_sum`,
 * `lifecycle.duplicate_id`). O(states²).
 *
 * @throws ClienteleError as named
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { markovChain } from "clientele/lifecycle";
 *
 * assert.throws(() => markovChain({ states: ["open", "won"], probabilities: [[0.5, 0.6], [0, 1]] }), {
 *   code: "lifecycle.row_sum",
 *   path: "chain.probabilities[0]",
 * });
 * ```
 * @since 0.1.0
 */
export function markovChain(chain: MarkovChain): MarkovChain {
  const record = expectRecord(chain, "chain", ["states", "probabilities"]);
  const states = expectArray(record["states"], "chain.states", STATES_MAX).map((state, index) =>
    expectIdentifier(state, atIndex("chain.states", index)),
  );
  if (new Set(states).size !== states.length) {
    fail("lifecycle.duplicate_id", "chain.states", "states that differ", states.length);
  }
  const path = "chain.probabilities";
  const rows = expectArray(record["probabilities"], path, STATES_MAX);
  if (rows.length !== states.length) {
    fail("lifecycle.chain", path, `${String(states.length)} rows`, rows.length);
  }
  rows.forEach((row, index) => {
    const spot = atIndex(path, index);
    if (row !== null) checkRow(expectArray(row, spot, STATES_MAX), states.length, spot);
  });
  return chain;
}

/** Rows without unknown ones (`lifecycle.no_observations`). @internal */
export function knownRows({ states, probabilities }: MarkovChain): Matrix {
  return probabilities.map((row, index) => {
    if (row !== null) return row;
    const path = atIndex("chain.probabilities", index);
    return fail(
      "lifecycle.no_observations",
      path,
      "a state that was seen to be left",
      states[index],
    );
  });
}

/** Whether a state leads to itself only. @internal */
export function isAbsorbing(row: readonly number[] | null, index: number): boolean {
  return row !== null && Math.abs(itemAt(row, index) - 1) <= TOLERANCE;
}

/**
 * How instances that are spread over the states now are spread after so many steps: the vector
 * times the matrix, as often. Their sum stays. O(steps × states²).
 *
 * @throws ClienteleError `lifecycle.*` for the chain, `lifecycle.no_observations` for a state
 * with an unknown row, `schema.*` for counts below zero
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { afterSteps } from "clientele/lifecycle";
 *
 * const chain = { states: ["open", "won", "lost"], probabilities: [[0.5, 0.2, 0.3], [0, 1, 0], [0, 0, 1]] };
 * assert.deepEqual(afterSteps(chain, { open: 100 }, 2), { open: 25, won: 30, lost: 45 });
 * ```
 * @since 0.1.0
 */
export function afterSteps(
  chain: MarkovChain,
  now: Readonly<Record<string, number>>,
  steps: number,
): Readonly<Record<string, number>> {
  const { states } = markovChain(chain);
  const matrix = knownRows(chain);
  const given = expectRecord(now, "now", states);
  let vector = states.map((state) => {
    const count = given[state] ?? 0;
    const value = expectFinite(count, at("now", state));
    return value < 0 ? fail("schema.range", at("now", state), "zero or more", value) : value;
  });
  const count = expectInteger(steps, "steps", 0, STEPS_MAX);
  for (let step = 0; step < count; step += 1)
    vector = itemAt(multiplyMatrices([vector], matrix), 0);
  return Object.fromEntries(states.map((state, index) => [state, itemAt(vector, index)]));
}
