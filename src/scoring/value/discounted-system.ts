/**
 * The linear system of a chain that leaks: (diag(leak + Σ others) − others)·x = b.
 *
 * Grassmann, Taksar and Heyman (1985): the diagonal is rebuilt from sums of non-negative numbers
 * and never subtracted, so that every digit of the answer is good however small the leak.
 */
import { itemAt } from "../../values/invariant.js";

/** @internal */
export interface LeakingChain {
  /** Weights of moves by rows, none below zero; the diagonal is not read. */
  readonly moves: readonly (readonly number[])[];
  /** What leaves the system from each state; from every state there is a way out. */
  readonly leaks: readonly number[];
  readonly rewards: readonly number[];
}

/** Σ of all rewards to come from each state. O(n³). @internal */
export function solveLeaking(chain: LeakingChain): readonly number[] {
  const moves = chain.moves.map((row) => [...row]);
  const leaks = [...chain.leaks];
  const sums = [...chain.rewards];
  const pivots = leaks.map(() => 0);
  for (let state = leaks.length - 1; state >= 0; state -= 1) {
    const row = itemAt(moves, state);
    let pivot = itemAt(leaks, state);
    for (let other = 0; other < state; other += 1) pivot += itemAt(row, other);
    pivots[state] = pivot;
    for (let above = 0; above < state; above += 1) {
      const upper = itemAt(moves, above);
      const factor = itemAt(upper, state) / pivot;
      if (factor === 0) continue;
      for (let other = 0; other < state; other += 1) {
        upper[other] = itemAt(upper, other) + factor * itemAt(row, other);
      }
      leaks[above] = itemAt(leaks, above) + factor * itemAt(leaks, state);
      sums[above] = itemAt(sums, above) + factor * itemAt(sums, state);
    }
  }
  const values: number[] = [];
  for (let state = 0; state < leaks.length; state += 1) {
    const row = itemAt(moves, state);
    let sum = itemAt(sums, state);
    for (let other = 0; other < state; other += 1) {
      sum += itemAt(row, other) * itemAt(values, other);
    }
    values.push(sum / itemAt(pivots, state));
  }
  return values;
}
