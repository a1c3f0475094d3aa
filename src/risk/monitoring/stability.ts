/**
 * Has the population moved: PSI of a score and CSI of its characteristics.
 *
 * PSI = Σ (aᵢ − eᵢ)·ln(aᵢ/eᵢ) over shares of bins (N. Siddiqi, Credit Risk Scorecards, 2006).
 * It is a divergence: never negative, and finite under a declared treatment of empty bins.
 */
import { fail } from "../../values/errors.js";
import { atIndex, expectArray, expectRecord } from "../../values/plain.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { expectCounts, expectSameLength } from "./outcomes.js";
import { checkZeroCounts, treatZeroCounts } from "./zero-counts.js";
import type { ZeroCounts } from "./zero-counts.js";

/**
 * Counts (or shares) of the same bins in two populations.
 *
 * @since 0.1.0
 */
export interface PopulationCounts {
  /** The population on which the model was built. */
  readonly expected: readonly number[];
  /** The population of today. */
  readonly actual: readonly number[];
}

/**
 * A population stability index with what each bin adds.
 *
 * @since 0.1.0
 */
export interface StabilityIndex {
  /** The index, at least 0. Below 0.1 is commonly called stable, above 0.25 shifted. */
  readonly value: number;
  /** What each bin adds; their sum is the index. */
  readonly contributions: readonly number[];
  /** Positions of bins empty in either population, to which the treatment was applied. */
  readonly emptyBins: readonly number[];
  readonly zeroCounts: ZeroCounts;
}

/**
 * The population stability index of a score (PSI) or, over the bins of one characteristic, the
 * characteristic stability index (CSI).
 *
 * Throws `risk.zero_count` for an empty bin under `refuse`, `risk.no_observations` when a
 * population is empty. O(bins).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { psi } from "clientele/risk";
 *
 * const index = psi(
 *   { expected: [50, 30, 20], actual: [60, 40, 0] },
 *   { zeroCounts: { method: "replace", count: 1 } },
 * );
 * assert.ok(Math.abs(index.value - 0.61426367) < 1e-8);
 * assert.deepEqual(index.emptyBins, [2]);
 * ```
 * @since 0.1.0
 */
export function psi(
  population: PopulationCounts,
  options: { readonly zeroCounts: ZeroCounts },
): StabilityIndex {
  expectRecord(options, "options");

  expectRecord(population, "", ["expected", "actual"]);
  const zeroCounts = checkZeroCounts(options.zeroCounts, "zeroCounts");
  const expected = expectCounts(population.expected, "expected");
  const actual = expectCounts(population.actual, "actual");
  expectSameLength(expected, actual, "actual");
  const before = treatZeroCounts(expected, zeroCounts, "expected");
  const after = treatZeroCounts(actual, zeroCounts, "actual");
  const sharesBefore = shares(before.counts, expected, "expected");
  const sharesAfter = shares(after.counts, actual, "actual");
  const contributions = sharesAfter.map((share, index) => {
    const base = sharesBefore[index] ?? 0;
    return (share - base) * logarithm(share / base);
  });
  const emptyBins = [...new Set([...before.treated, ...after.treated])].sort((a, b) => a - b);
  return { value: total(contributions), contributions, emptyBins, zeroCounts };
}

function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function shares(
  counts: readonly number[],
  given: readonly number[],
  path: string,
): readonly number[] {
  if (total(given) <= 0) fail("risk.no_observations", path, "at least one account", 0);
  const sum = total(counts);
  if (!Number.isFinite(sum)) fail("schema.range", path, "counts with a finite sum", sum);
  return counts.map((count) => count / sum);
}

/**
 * The share of decisions in which a person overrode the model, by direction.
 *
 * A rising share says that the people no longer believe the model, whichever of them is right.
 *
 * @since 0.1.0
 */
export interface OverrideRate {
  readonly decisions: number;
  /** Overrides to a better grade, as a share of all decisions. */
  readonly upward: number;
  /** Overrides to a worse grade, as a share of all decisions. */
  readonly downward: number;
  readonly total: number;
}

/**
 * The override rate of a set of decisions; `grades` lists the grades best first. `null` when
 * there are no decisions.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { overrideRate } from "clientele/risk";
 *
 * const rate = overrideRate(["A", "B", "C"], [
 *   { model: "B", final: "A" },
 *   { model: "B", final: "B" },
 * ]);
 * assert.deepEqual(rate, { decisions: 2, upward: 0.5, downward: 0, total: 0.5 });
 * ```
 * @since 0.1.0
 */
export function overrideRate(
  grades: readonly string[],
  decisions: readonly { readonly model: string; readonly final: string }[],
): OverrideRate | null {
  expectArray(grades, "grades");
  expectArray(decisions, "decisions");
  const order = new Map(grades.map((grade, index) => [grade, index]));
  let [upward, downward] = [0, 0];
  decisions.forEach((decision, index) => {
    expectRecord(decision, atIndex("decisions", index), ["model", "final"]);
    const model = order.get(decision.model);
    const final = order.get(decision.final);
    if (model === undefined || final === undefined) {
      fail(
        "risk.unknown_grade",
        atIndex("decisions", index),
        `one of ${grades.join(", ")}`,
        decision.model,
      );
    }
    if (final < model) upward += 1;
    if (final > model) downward += 1;
  });
  const count = decisions.length;
  if (count === 0) return null;
  return {
    decisions: count,
    upward: upward / count,
    downward: downward / count,
    total: (upward + downward) / count,
  };
}
