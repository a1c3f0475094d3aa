/**
 * Several judges: one matrix from theirs, and how far they agree.
 *
 * Aczél and Saaty, "Procedures for synthesizing ratio judgements", J. Math. Psychology 27
 * (1983): the geometric mean is the only mean of judgments that keeps reciprocals. With weights
 * of the judges: Aczél and Alsina 1986.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { readAhpOptions, readTolerance, weightsOf } from "./ahp.js";
import type { AhpOptions, AhpWeights } from "./ahp.js";
import { expectConnected, readJudgments } from "./judgments.js";
import type { AhpJudgments, AhpMatrix, ReadJudgments } from "./judgments.js";

const JUDGES_MAX = 1000;

/** How judges are put together. @since 0.1.0 */
export interface AhpGroupOptions {
  /** Weight of each judge, 0 or more, in the order of the matrices; only proportions count. */
  readonly judgeWeights?: readonly number[];
  /** Largest difference from 1 of the product of two opposite judgments; 0.01 unless named. */
  readonly reciprocalTolerance?: number;
}

/** A judge. @since 0.1.0 */
export interface AhpJudge {
  readonly id: string;
  readonly judgments: AhpJudgments;
  /** Weight, 0 or more; 1 unless given. Only proportions count. */
  readonly weight?: number;
}

/** What one judge holds, beside the group. @since 0.1.0 */
export interface AhpJudgeOpinion {
  readonly id: string;
  /** Share of the judge, 0 to 1. */
  readonly share: number;
  readonly weights: AhpWeights;
  /**
   * Saaty's compatibility index with the weights of the group: the mean over all pairs of
   * (w₁ ÷ w₂) × (g₂ ÷ g₁); 1 for the same weights, up to 1.1 compatible.
   */
  readonly compatibility: number;
}

/** A judgment on which judges differ. @since 0.1.0 */
export interface AhpDisagreement {
  readonly row: number;
  readonly column: number;
  /** Geometric mean. */
  readonly mean: number;
  /** Geometric standard deviation: 1 where all agree, 2 where they differ by a factor of two. */
  readonly spread: number;
  /** Lowest and highest judgment. */
  readonly lowest: number;
  readonly highest: number;
}

/** The group's weights and how far its judges agree. @since 0.1.0 */
export interface AhpConsensus {
  /** What was compared; null where matrices were given. */
  readonly items: readonly string[] | null;
  readonly matrix: AhpMatrix;
  readonly group: AhpWeights;
  /** In the order given. */
  readonly judges: readonly AhpJudgeOpinion[];
  /**
   * 1 where all judges have the same weights, 0 where on Saaty's scale to nine they could not
   * differ more: from the Shannon entropies within and between judges (Goepel, "Implementing the
   * analytic hierarchy process as a standard method", ISAHP 2013). 1 for a single judge.
   */
  readonly consensus: number;
  /** Judgments on which judges differ, the most first, at most ten. */
  readonly disagreements: readonly AhpDisagreement[];
}

/** Shares that sum to 1 (`scoring.judge_weights`). */
function sharesOf(weights: readonly number[], path: string): readonly number[] {
  const most = weights.reduce((max, one) => (one > max ? one : max), 0);
  if (most === 0) fail("scoring.judge_weights", path, "at least one weight above 0", "none");
  const scaled = weights.map((one) => one / most);
  const total = scaled.reduce((sum, one) => sum + one, 0);
  return scaled.map((one) => one / total);
}

function expectJudgeWeight(value: unknown, path: string): number {
  const weight = expectFinite(value, path);
  if (weight < 0) fail("scoring.judge_weights", path, "0 or more", value);
  return weight;
}

/** Geometric means over the judges who gave a judgment; 0 where none did. */
function geometricMean(all: readonly ReadJudgments[], shares: readonly number[]): ReadJudgments {
  const { items, size } = itemAt(all, 0);
  const cells = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = row; column < size; column += 1) {
      let [logs, share, opposite] = [0, 0, 0];
      all.forEach((one, judge) => {
        const judgment = one.cells[row * size + column] as number;
        const weight = itemAt(shares, judge);
        if (judgment === 0 || weight === 0) return;
        logs += weight * logarithm(judgment);
        opposite += weight * logarithm(one.cells[column * size + row] as number);
        share += weight;
      });
      if (share === 0) continue;
      cells[row * size + column] = row === column ? 1 : exponential(logs / share);
      cells[column * size + row] = row === column ? 1 : exponential(opposite / share);
    }
  }
  return { items, size, cells };
}

function matrixOf({ cells, size }: ReadJudgments): (number | null)[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => {
      const judgment = cells[row * size + column] as number;
      return judgment === 0 ? null : judgment;
    }),
  );
}

/**
 * One matrix from those of several judges: the geometric mean of each judgment, over the judges
 * who gave it. A judgment that nobody gave stays null. Every judge counts the same, unless
 * weights are given.
 *
 * @throws ClienteleError as {@link ahpWeights}, `scoring.judges` for none or for other sizes, and
 * `scoring.judge_weights`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpGroup, ahpWeights } from "clientele/scoring";
 *
 * const matrix = ahpGroup([
 *   [[1, 2], [1 / 2, 1]],
 *   [[1, 8], [1 / 8, 1]],
 * ]);
 * assert.deepEqual(ahpWeights(matrix).weights.map((weight) => weight.toFixed(6)), ["0.800000", "0.200000"]);
 * ```
 * @since 0.1.0
 */
export function ahpGroup(matrices: readonly AhpMatrix[], options: AhpGroupOptions = {}): AhpMatrix {
  const record = expectRecord(options, "options", ["judgeWeights", "reciprocalTolerance"]);
  const tolerance = at("options", "reciprocalTolerance");
  const reciprocalTolerance = readTolerance(record["reciprocalTolerance"], tolerance);
  const all = Array.from(expectArray(matrices, "matrices", JUDGES_MAX), (one, index) => {
    const path = atIndex("matrices", index);
    return readJudgments(expectArray(one, path), path, { reciprocalTolerance });
  });
  const [first] = all;
  if (first === undefined || all.some((one) => one.size !== first.size)) {
    const received = `${String(all.length)} matrices`;
    return fail("scoring.judges", "matrices", "one matrix or more, of one size", received);
  }
  const path = at("options", "judgeWeights");
  const given = record["judgeWeights"] ?? all.map(() => 1);
  const weights = Array.from(expectArray(given, path), (one, index) =>
    expectJudgeWeight(one, atIndex(path, index)),
  );
  if (weights.length !== all.length) {
    fail("scoring.judge_weights", path, `${String(all.length)} weights`, String(weights.length));
  }
  return matrixOf(geometricMean(all, sharesOf(weights, path)));
}

function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, one) => (one > 0 ? sum - one * logarithm(one) : sum), 0);
}

/** Goepel's consensus: similarity of the judges' weights, against the least that is possible. */
function consensusOf(
  all: readonly (readonly number[])[],
  shares: readonly number[],
  size: number,
): number {
  const judges = shares.filter((share) => share > 0).length;
  if (judges === 1 || size === 1) return 1;
  const within = all.reduce((sum, one, judge) => sum + itemAt(shares, judge) * entropy(one), 0);
  const mean = Array.from({ length: size }, (_, item) =>
    all.reduce((sum, one, judge) => sum + itemAt(shares, judge) * itemAt(one, item), 0),
  );
  const similarity = exponential(within - entropy(mean));
  // The furthest apart that judges can be: each puts one item nine times above all others.
  const base = 1 / (size + 8);
  const one = Array.from({ length: size }, (_, item) => (item === 0 ? 9 * base : base));
  const tops = Math.min(judges, size);
  const top = ((tops + 8) / tops) * base;
  const apart = Array.from({ length: size }, (_, item) => (item < tops ? top : base));
  const least = exponential(entropy(one) - entropy(apart));
  return Math.min(1, Math.max(0, (similarity - least) / (1 - least)));
}

/** Saaty's compatibility index: the mean of all products of ratios, 1 for the same weights. */
function compatibilityOf(weights: readonly number[], group: readonly number[]): number {
  const up = weights.reduce((sum, one, index) => sum + one / itemAt(group, index), 0);
  const down = weights.reduce((sum, one, index) => sum + itemAt(group, index) / one, 0);
  const index = (up * down) / weights.length ** 2;
  return Number.isFinite(index) ? Math.max(1, index) : Number.MAX_VALUE;
}

function disagreementsOf(
  all: readonly ReadJudgments[],
  shares: readonly number[],
): readonly AhpDisagreement[] {
  const { size } = itemAt(all, 0);
  const found: AhpDisagreement[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      let [share, first, lowest, highest] = [0, 0, Infinity, 0];
      const held: { readonly weight: number; readonly log: number }[] = [];
      all.forEach(({ cells }, judge) => {
        const judgment = cells[row * size + column] as number;
        const weight = itemAt(shares, judge);
        if (judgment === 0 || weight === 0) return;
        const log = logarithm(judgment);
        held.push({ weight, log });
        share += weight;
        first += weight * log;
        lowest = Math.min(lowest, judgment);
        highest = Math.max(highest, judgment);
      });
      if (lowest >= highest) continue;
      const mean = first / share;
      const variance = held.reduce((sum, one) => sum + one.weight * (one.log - mean) ** 2, 0);
      const spread = exponential(Math.sqrt(variance / share));
      found.push({ row, column, mean: exponential(mean), spread, lowest, highest });
    }
  }
  found.sort((a, b) => b.spread - a.spread || a.row - b.row || a.column - b.column);
  return found.slice(0, 10);
}

function isSameList(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.every((item, index) => item === other[index]);
}

/**
 * Weights of a group of judges, with the weights and the consistency of each, how far they agree
 * and on which judgments they differ most. Each judge's own judgments must link all items.
 *
 * Judges who give lists of pairs without `items` share the order of the first judge's.
 *
 * @throws ClienteleError as {@link ahpWeights}, `scoring.judges`, `scoring.judge_weights`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpConsensus } from "clientele/scoring";
 *
 * const found = ahpConsensus([
 *   { id: "sales", judgments: { pairs: [{ row: "turnover", column: "margin", value: 5 }] } },
 *   { id: "finance", judgments: { pairs: [{ row: "margin", column: "turnover", value: 5 }] } },
 * ]);
 * assert.deepEqual(found.group.weights.map((one) => one.toFixed(6)), ["0.500000", "0.500000"]);
 * assert.ok(found.consensus < 0.5);
 * assert.equal(found.disagreements[0]?.spread.toFixed(6), "5.000000");
 * ```
 * @since 0.1.0
 */
export function ahpConsensus(judges: readonly AhpJudge[], options: AhpOptions = {}): AhpConsensus {
  const rules = readAhpOptions(options, "options");
  const list = Array.from(expectArray(judges, "judges", JUDGES_MAX));
  const seen = new Set<string>();
  let items: readonly string[] | undefined;
  const read = list.map((judge, index) => {
    const path = atIndex("judges", index);
    const record = expectRecord(judge, path, ["id", "judgments", "weight"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const own = at(path, "judgments");
    const judgments = readJudgments(record["judgments"], own, rules, items);
    expectConnected(judgments, own);
    if (index === 0 && judgments.items !== null) items = judgments.items;
    const weight = record["weight"] ?? 1;
    return { id, judgments, weight: expectJudgeWeight(weight, at(path, "weight")) };
  });
  const all = read.map((one) => one.judgments);
  const [first] = all;
  const isSame = all.every(
    (one) => one.size === first?.size && isSameList(one.items, first.items),
  );
  if (first === undefined || !isSame) {
    const expected = "one judge or more, of the same items";
    return fail("scoring.judges", "judges", expected, `${String(all.length)} judges`);
  }
  const shares = sharesOf(
    read.map((one) => one.weight),
    "judges",
  );
  const together = geometricMean(all, shares);
  const group = weightsOf(together, rules);
  const opinions = read.map(({ id, judgments }, index): AhpJudgeOpinion => {
    const weights = weightsOf(judgments, rules);
    const compatibility = compatibilityOf(weights.weights, group.weights);
    return { id, share: itemAt(shares, index), weights, compatibility };
  });
  const held = opinions.map((one) => one.weights.weights);
  return {
    items: first.items,
    matrix: matrixOf(together),
    group,
    judges: opinions,
    consensus: consensusOf(held, shares, first.size),
    disagreements: disagreementsOf(all, shares),
  };
}
