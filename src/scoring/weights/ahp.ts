/**
 * Analytic hierarchy process: weights from pairwise judgments, with their consistency.
 *
 * T. L. Saaty, "The Analytic Hierarchy Process" (1980) and "Theory and Applications of the
 * Analytic Network Process" (2005). Several judges are in `group.ts`, trees of criteria in
 * `hierarchy.ts`, weights from the data instead of judgment in `entropy.ts` and its neighbours.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { at, expectFinite, expectInteger, expectOneOf, expectRecord } from "../../values/plain.js";
import { expectConnected, isConnected, readJudgments } from "./judgments.js";
import type { AhpJudgments, JudgmentRules, ReadJudgments } from "./judgments.js";
import { prioritiesOf } from "./priorities.js";
import type { AhpCompletion, AhpMethod } from "./priorities.js";
import { readRandomIndex } from "./random-index.js";
import type { AhpRandomIndexName } from "./random-index.js";

/** Logarithms that differ by less are those of one judgment, written with fewer digits. */
const AGREES = 1e-9;

/** How weights are taken from judgments. @since 0.1.0 */
export interface AhpOptions {
  /** Principal eigenvector (unless named), geometric means of the rows, or means of columns. */
  readonly method?: AhpMethod;
  /**
   * How judgments that were not given are filled in: `log-least-squares` for geometric means and
   * `least-eigenvalue` for the others, unless named.
   */
  readonly completion?: AhpCompletion;
  /** Random index: a published table by name, or one by size from 1 upwards; Saaty's of 2005 unless given. */
  readonly randomIndex?: AhpRandomIndexName | readonly number[];
  /**
   * What divides the consistency index of an incomplete matrix: the random index of a full one
   * (unless named), as AHP programs do, which is too lenient; or that index × (1 − 2m ÷ ((n − 1)
   * (n − 2))) for m missing judgments (Ágoston and Csató, "Inconsistency thresholds for incomplete
   * pairwise comparison matrices", Omega 108 (2022)).
   */
  readonly randomIndexOfMissing?: "as-full" | "linear";
  /** Largest difference from 1 of the product of two opposite judgments; 0.01 unless named. */
  readonly reciprocalTolerance?: number;
  /** How many inconsistent judgments are named, 0 to 1225; ten unless given. */
  readonly inconsistentMax?: number;
}

/** A judgment and how far it is from what the weights imply. @since 0.1.0 */
export interface AhpJudgment {
  readonly row: number;
  readonly column: number;
  readonly given: number;
  /** Weight of the row ÷ weight of the column. */
  readonly implied: number;
  /** What would agree best with all other judgments; null where no others link the two. */
  readonly best: number | null;
  /** The consistency ratio if the judgment were `best`; null where either is. */
  readonly consistencyRatioIfBest: number | null;
  /** By how much the ratio would fall; 0 where no others link the two. Null without a ratio. */
  readonly consistencyRatioFall: number | null;
}

/** A judgment that was not given and was filled in. @since 0.1.0 */
export interface AhpCompleted {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** Weights with their consistency. @since 0.1.0 */
export interface AhpWeights {
  /** What was compared, in the order of the weights; null where a matrix was given. */
  readonly items: readonly string[] | null;
  /** Positive, summing to 1, in the order of the rows. */
  readonly weights: readonly number[];
  /** Principal eigenvalue, or its estimate by other methods; the size for consistent judgments. */
  readonly lambdaMax: number;
  /** (λmax − n) ÷ (n − 1); 0 for fewer than three. Never below 0. */
  readonly consistencyIndex: number;
  /** Index ÷ random index; at most 0.1 is usual. Null where the table has no entry for the size. */
  readonly consistencyRatio: number | null;
  /** The random index that divided; null where the table has none, or none is needed. */
  readonly randomIndex: number | null;
  /**
   * 2 ÷ ((n − 1)(n − 2)) × the sum of squares of ln(given ÷ implied) over the pairs; the measure
   * that goes with geometric means, at most 0.31, 0.35 and 0.37 for three, four and more (Aguarón
   * and Moreno-Jiménez 2003). 0 for fewer than three.
   */
  readonly geometricConsistencyIndex: number;
  /** Judgments above the diagonal that the weights do not imply, the furthest first. */
  readonly inconsistent: readonly AhpJudgment[];
  /** Judgments above the diagonal that were not given, and what stands for them. */
  readonly completed: readonly AhpCompleted[];
}

/** @internal */
export interface AhpRules extends JudgmentRules {
  readonly method: AhpMethod;
  readonly completion: AhpCompletion;
  readonly table: readonly number[];
  readonly isLinear: boolean;
  readonly inconsistentMax: number;
}

const keys = [
  "method",
  "completion",
  "randomIndex",
  "randomIndexOfMissing",
  "reciprocalTolerance",
  "inconsistentMax",
] as const;

/** @internal */
export function readTolerance(value: unknown, path: string): number {
  if (value === undefined) return 0.01;
  const tolerance = expectFinite(value, path);
  if (tolerance < 0 || tolerance > 1) fail("scoring.tolerance", path, "0 to 1", value);
  return tolerance;
}

/** @internal */
export function readAhpOptions(
  options: unknown,
  path: string,
  others: readonly string[] = [],
): AhpRules {
  const record = expectRecord(options, path, [...keys, ...others]);
  const method = expectOneOf(record["method"] ?? "eigenvector", at(path, "method"), [
    "eigenvector",
    "geometric-mean",
    "column-mean",
  ]);
  const usual = method === "geometric-mean" ? "log-least-squares" : "least-eigenvalue";
  const completion = expectOneOf(record["completion"] ?? usual, at(path, "completion"), [
    "least-eigenvalue",
    "log-least-squares",
    "harker",
  ]);
  const missing = record["randomIndexOfMissing"] ?? "as-full";
  return {
    method,
    completion,
    table: readRandomIndex(record["randomIndex"], path),
    isLinear:
      expectOneOf(missing, at(path, "randomIndexOfMissing"), ["as-full", "linear"]) === "linear",
    reciprocalTolerance: readTolerance(
      record["reciprocalTolerance"],
      at(path, "reciprocalTolerance"),
    ),
    inconsistentMax: expectInteger(
      record["inconsistentMax"] ?? 10,
      at(path, "inconsistentMax"),
      0,
      1225,
    ),
  };
}

interface Consistency {
  readonly index: number;
  readonly random: number | null;
  readonly ratio: number | null;
}

function consistencyOf(excess: number, size: number, missing: number, rules: AhpRules): Consistency {
  if (size < 3) return { index: 0, random: null, ratio: 0 };
  const index = excess / (size - 1);
  const full = rules.table[size - 1] ?? 0;
  // A tree of judgments cannot contradict itself: its random index is 0.
  const spare = ((size - 1) * (size - 2)) / 2;
  const random = rules.isLinear ? full * (1 - missing / spare) : full;
  if (full === 0) return { index, random: null, ratio: null };
  if (random === 0) return { index, random, ratio: 0 };
  const ratio = index / random;
  return Number.isFinite(ratio) ? { index, random, ratio } : { index, random, ratio: null };
}

function withoutPair({ cells, size }: ReadJudgments, row: number, column: number): Float64Array {
  const open = Float64Array.from(cells);
  open[row * size + column] = 0;
  open[column * size + row] = 0;
  return open;
}

function inconsistentOf(
  judgments: ReadJudgments,
  weights: readonly number[],
  consistency: Consistency,
  rules: AhpRules,
): readonly AhpJudgment[] {
  const { cells, size } = judgments;
  const missing = Math.floor(cells.reduce((count, one) => count + Number(one === 0), 0) / 2);
  const found: { row: number; column: number; steps: number }[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      const given = cells[row * size + column] as number;
      if (given === 0) continue;
      const log = logarithm(itemAt(weights, row)) - logarithm(itemAt(weights, column));
      const distance = Math.abs(logarithm(given) - log);
      // In steps of what agrees, so that no order hangs on a last digit.
      const steps = Math.round(distance / AGREES);
      if (steps > 0) found.push({ row, column, steps });
    }
  }
  found.sort((a, b) => b.steps - a.steps || a.row - b.row || a.column - b.column);
  return found.slice(0, rules.inconsistentMax).map(({ row, column }): AhpJudgment => {
    const judgment = {
      row,
      column,
      given: cells[row * size + column] as number,
      implied: itemAt(weights, row) / itemAt(weights, column),
    };
    const open = withoutPair(judgments, row, column);
    if (!isConnected(open, size)) {
      const fall = consistency.ratio === null ? null : 0;
      return { ...judgment, best: null, consistencyRatioIfBest: null, consistencyRatioFall: fall };
    }
    const { excess, full } = prioritiesOf(open, size, rules.method, rules.completion);
    const after = consistencyOf(excess, size, missing, rules).ratio;
    return {
      ...judgment,
      best: full[row * size + column] as number,
      consistencyRatioIfBest: after,
      consistencyRatioFall:
        after === null || consistency.ratio === null ? null : consistency.ratio - after,
    };
  });
}

function geometricIndex(
  { cells, size }: ReadJudgments,
  weights: readonly number[],
): number {
  if (size < 3) return 0;
  let sum = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      const given = cells[row * size + column] as number;
      if (given === 0) continue;
      const log = logarithm(itemAt(weights, row)) - logarithm(itemAt(weights, column));
      sum += (logarithm(given) - log) ** 2;
    }
  }
  return (2 * sum) / ((size - 1) * (size - 2));
}

/** @internal */
export function weightsOf(judgments: ReadJudgments, rules: AhpRules): AhpWeights {
  const { items, size, cells } = judgments;
  const { weights, excess, full } = prioritiesOf(cells, size, rules.method, rules.completion);
  const completed: AhpCompleted[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      const place = row * size + column;
      if (cells[place] === 0) completed.push({ row, column, value: full[place] as number });
    }
  }
  const consistency = consistencyOf(excess, size, completed.length, rules);
  return {
    items,
    weights,
    lambdaMax: size + excess,
    consistencyIndex: consistency.index,
    consistencyRatio: consistency.ratio,
    randomIndex: consistency.random,
    geometricConsistencyIndex: geometricIndex(judgments, weights),
    inconsistent: inconsistentOf(judgments, weights, consistency, rules),
    completed,
  };
}

/**
 * Weights from pairwise judgments: how many times the row matters more than the column, the
 * opposite cell holding the reciprocal (within 1 %, unless another tolerance is named). A matrix,
 * or a list of pairs by name; judgments may be missing as long as those given link all items.
 *
 * The judgments that contradict the others most are named, each with the value that would agree
 * best and what it would do to the consistency ratio. O(n³) a step of some five; at most 50
 * items. Consistent judgments give back their weights, with a ratio of 0.
 *
 * @throws ClienteleError `scoring.square`, `scoring.judgment`, `scoring.reciprocal`,
 * `scoring.disconnected`, `scoring.duplicate_id`, `scoring.duplicate_judgment`,
 * `scoring.unknown_item`, `scoring.random_index`, `scoring.tolerance`, `schema.*`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpWeights } from "clientele/scoring";
 *
 * // Turnover matters twice as much as growth and four times as much as margin.
 * const { weights, consistencyRatio } = ahpWeights([
 *   [1, 2, 4],
 *   [1 / 2, 1, 2],
 *   [1 / 4, 1 / 2, 1],
 * ]);
 * assert.deepEqual(weights.map((weight) => weight.toFixed(4)), ["0.5714", "0.2857", "0.1429"]);
 * assert.equal(consistencyRatio?.toFixed(6), "0.000000");
 *
 * // By name, with one judgment left out and one that contradicts the others.
 * const named = ahpWeights({
 *   pairs: [
 *     { row: "turnover", column: "growth", value: 2 },
 *     { row: "growth", column: "margin", value: 2 },
 *     { row: "turnover", column: "margin", value: 1 / 4 },
 *     { row: "margin", column: "orders", value: 3 },
 *     { row: "turnover", column: "orders", value: 12 },
 *   ],
 * });
 * assert.deepEqual(named.items, ["turnover", "growth", "margin", "orders"]);
 * const [worst] = named.inconsistent;
 * assert.deepEqual([worst?.row, worst?.column], [0, 2]);
 * assert.equal(worst?.best?.toFixed(6), "4.000000");
 * assert.equal(worst?.consistencyRatioIfBest?.toFixed(6), "0.000000");
 * ```
 * @since 0.1.0
 */
export function ahpWeights(judgments: AhpJudgments, options: AhpOptions = {}): AhpWeights {
  const rules = readAhpOptions(options, "options");
  const read = readJudgments(judgments, "matrix", rules);
  expectConnected(read, "matrix");
  return weightsOf(read, rules);
}
