/** Where a chain ends, after how many steps, and where it lingers. */
import { itemAt } from "../../values/invariant.js";
import type { Refusal } from "../../values/refusal.js";
import { isAbsorbing, markovChain } from "./chain.js";
import type { MarkovChain } from "./chain.js";
import { identity, identityLess, multiplyMatrices, solve } from "./linear.js";
import type { Matrix } from "./linear.js";

/**
 * What an absorbing chain comes to. Rows and columns are in the order of `transient` and
 * `absorbing`.
 *
 * @since 0.1.0
 */
export interface Absorption {
  readonly transient: readonly string[];
  readonly absorbing: readonly string[];
  /** N = (I − Q)⁻¹: expected visits to each transient state, from each. */
  readonly visits: Matrix;
  /** t = N·1: expected steps until the end. */
  readonly expectedSteps: readonly number[];
  /** (2N − I)·t − t²: their variance. */
  readonly stepsVariance: readonly number[];
  /** B = N·R: probability of each end. */
  readonly probabilities: Matrix;
  /** Expected steps of those that end there; null where none does. */
  readonly expectedStepsGiven: readonly (readonly (number | null)[])[];
}

/**
 * The answer of {@link absorbingChain}: refused where a state can never reach an end, or
 * nothing is known of it.
 *
 * @since 0.1.0
 */
export type AbsorptionResult =
  | { readonly ok: true; readonly absorption: Absorption }
  | {
      readonly ok: false;
      readonly refusals: readonly Refusal<"no-absorption-reachable" | "no-observations">[];
    };

type Unreached = Refusal<"no-absorption-reachable" | "no-observations">;

/** States from which some end can be reached, by walking backwards from the ends. */
function reaching(
  rows: MarkovChain["probabilities"],
  ends: readonly number[],
): ReadonlySet<number> {
  const found = new Set(ends);
  const pending = [...ends];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const target = next;
    rows.forEach((row, index) => {
      if (found.has(index) || row === null || itemAt(row, target) <= 0) return;
      found.add(index);
      pending.push(index);
    });
  }
  return found;
}

function partOf(
  rows: MarkovChain["probabilities"],
  from: readonly number[],
  to: readonly number[],
): number[][] {
  return from.map((row) => to.map((column) => itemAt(itemAt(rows, row) ?? [], column)));
}

/** Expected steps by end: (N·diag(B)·N·…) of the chain that is certain to end there. */
function stepsGiven(q: Matrix, b: Matrix, end: number): readonly (number | null)[] {
  const wins = b.map((row) => itemAt(row, end));
  const kept = wins.flatMap((chance, index) => (chance > 0 ? [index] : []));
  const toward = kept.map((row) =>
    kept.map(
      (column) => (itemAt(itemAt(q, row), column) * itemAt(wins, column)) / itemAt(wins, row),
    ),
  );
  const steps = solve(
    identityLess(toward),
    kept.map(() => [1]),
  );
  return wins.map((_, index) => {
    const place = kept.indexOf(index);
    return place < 0 || steps === null ? null : (itemAt(steps, place)[0] ?? null);
  });
}

function refusalsOf(
  { states, probabilities }: MarkovChain,
  reached: ReadonlySet<number>,
): readonly Unreached[] {
  return states.flatMap((state, index): readonly Unreached[] => {
    if (probabilities[index] === null) {
      const message = `Nothing was seen to leave ${state}.`;
      return [{ code: "no-observations", message, facts: { state } }];
    }
    if (reached.has(index)) return [];
    const message = `No end can be reached from ${state}.`;
    return [{ code: "no-absorption-reachable", message, facts: { state } }];
  });
}

/**
 * Where a chain ends and how long that takes: the fundamental matrix, expected steps and their
 * variance, the probability of each end, and the steps of those that reach it (a deal that is
 * won takes another time than one that is lost). A step is a move from state to state, not a
 * day. O(states³).
 *
 * @see Kemeny and Snell, "Finite Markov Chains" (1960), chapter III; Grinstead and Snell,
 * "Introduction to Probability", section 11.2
 * @throws ClienteleError as {@link markovChain}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { absorbingChain } from "clientele/lifecycle";
 *
 * const answer = absorbingChain({
 *   states: ["presentation", "objection", "won", "lost"],
 *   probabilities: [[0, 0.5, 0.3, 0.2], [0.5, 0, 0, 0.5], [0, 0, 1, 0], [0, 0, 0, 1]],
 * });
 * assert.ok(answer.ok);
 * assert.ok(Math.abs((answer.absorption.probabilities[0]?.[0] ?? 0) - 0.4) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function absorbingChain(chain: MarkovChain): AbsorptionResult {
  const { states, probabilities } = markovChain(chain);
  const ends = states.flatMap((_, index) =>
    isAbsorbing(probabilities[index] ?? null, index) ? [index] : [],
  );
  const refusals = refusalsOf(chain, reaching(probabilities, ends));
  if (refusals.length > 0) return { ok: false, refusals };
  const middle = states.flatMap((_, index) => (ends.includes(index) ? [] : [index]));
  const q = partOf(probabilities, middle, middle);
  const r = partOf(probabilities, middle, ends);
  const visits = solve(identityLess(q), identity(middle.length));
  if (visits === null) {
    const message = "The chain ends too rarely for its steps to be counted.";
    return { ok: false, refusals: [{ code: "no-absorption-reachable", message, facts: {} }] };
  }
  const expectedSteps = visits.map((row) => row.reduce((sum, value) => sum + value, 0));
  const again = multiplyMatrices(
    visits,
    expectedSteps.map((value) => [value]),
  );
  const b = multiplyMatrices(visits, r);
  const given = ends.map((_, end) => stepsGiven(q, b, end));
  const nameOf = (index: number): string => itemAt(states, index);
  return {
    ok: true,
    absorption: {
      transient: middle.map(nameOf),
      absorbing: ends.map(nameOf),
      visits,
      expectedSteps,
      stepsVariance: expectedSteps.map(
        (t, index) => 2 * itemAt(itemAt(again, index), 0) - t - t * t,
      ),
      probabilities: b,
      expectedStepsGiven: middle.map((_, row) =>
        ends.map((__, end) => itemAt(itemAt(given, end), row)),
      ),
    },
  };
}
