/**
 * VIKOR: the compromise between the utility of the group and the largest regret.
 *
 * S. Opricovic and G.-H. Tzeng, "Compromise solution by MCDM methods: a comparative analysis of
 * VIKOR and TOPSIS", EJOR 156 (2004).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { expectFinite, expectRecord } from "../../values/plain.js";
import { rangeOf, scaledBy, scaleFor } from "./columns.js";
import type { DecisionProblem, NoRanking, RankedPlace } from "./model.js";
import { tiedOrder } from "./order.js";
import { readProblem, readWeightsChoice, weightsTaken } from "./problem.js";
import type { ReadProblem } from "./problem.js";

/** Two values of Q, S or R nearer than this, of the largest, are one. */
const TIE = 1e-12;

/** How the compromise is struck. @since 0.1.0 */
export interface VikorOptions {
  /** Weight of the group's utility (S) against the largest regret (R), 0 to 1; 0.5 unless named. */
  readonly v?: number;
  /** `as-given` (unless named), or scaled `to-one`: Q does not change, S and R do. */
  readonly weights?: "as-given" | "to-one";
}

/** What one criterion adds to S. @since 0.1.0 */
export interface VikorRegret {
  readonly criterion: string;
  readonly value: number;
  /** Weight × (best − value) ÷ (best − worst); 0 where the criterion is constant. */
  readonly regret: number;
}

/** An alternative with its three measures; lower is better in all. @since 0.1.0 */
export interface VikorRow extends RankedPlace {
  /** v (S − S*) ÷ (S⁻ − S*) + (1 − v) (R − R*) ÷ (R⁻ − R*), 0 to 1. */
  readonly q: number;
  /** Sum of the regrets. */
  readonly s: number;
  /** Largest regret. */
  readonly r: number;
  /** In the order of the criteria; they sum to S. */
  readonly regrets: readonly VikorRegret[];
}

/** A ranking by VIKOR, with the compromise. @since 0.1.0 */
export interface VikorRanking {
  readonly state: "known";
  /** By Q, the lowest first, ties by id. */
  readonly ranking: readonly VikorRow[];
  /** Condition C1: the second is worse by at least `threshold` in Q. True for a single one. */
  readonly acceptableAdvantage: boolean;
  /** Condition C2: the first is also the best by S or by R. */
  readonly acceptableStability: boolean;
  /** 1 ÷ (n − 1); 1 for a single alternative. */
  readonly threshold: number;
  /**
   * The first alone if both conditions hold; with the second if only C2 fails; with all whose Q
   * is less than the threshold above, if C1 fails. In the order of the ranking.
   */
  readonly compromise: readonly string[];
  /** Criteria that contributed nothing: of weight 0, or with one value for all. */
  readonly idle: readonly string[];
}

/** Regrets of all alternatives by one criterion; null where it cannot tell them apart. */
function regretsOf(column: Float64Array, weight: number, isBenefit: boolean): Float64Array | null {
  const raw = rangeOf(column, "problem.alternatives");
  if (raw.min === raw.max || weight === 0) return null;
  const scale = scaleFor(raw.size);
  const values = scaledBy(column, scale);
  const [min, max] = [raw.min * scale, raw.max * scale];
  const span = max - min;
  return values.map((value) => weight * ((isBenefit ? max - value : value - min) / span));
}

function spread(values: readonly number[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** (value − low) ÷ (high − low); 0 where all are alike but for their last digits. */
function position(value: number, [low, high]: readonly [number, number]): number {
  return high - low <= TIE * high ? 0 : (value - low) / (high - low);
}

interface Verdict {
  readonly acceptableAdvantage: boolean;
  readonly acceptableStability: boolean;
  readonly threshold: number;
  readonly compromise: readonly string[];
}

function verdictOf(rows: readonly VikorRow[]): Verdict {
  const first = itemAt(rows, 0);
  const threshold = rows.length === 1 ? 1 : 1 / (rows.length - 1);
  const isBehind = (row: VikorRow): boolean => row.q - first.q >= threshold - TIE;
  const acceptableAdvantage = rows.slice(1, 2).every(isBehind);
  const [[sLow, sHigh], [rLow, rHigh]] = [
    spread(rows.map((row) => row.s)),
    spread(rows.map((row) => row.r)),
  ];
  const acceptableStability = first.s - sLow <= TIE * sHigh || first.r - rLow <= TIE * rHigh;
  const second = rows[1];
  const isIn = (row: VikorRow): boolean =>
    row === first ||
    (acceptableAdvantage
      ? !acceptableStability && second !== undefined && row.rank === second.rank
      : !isBehind(row));
  const compromise = rows.filter(isIn).map((row) => row.id);
  return { acceptableAdvantage, acceptableStability, threshold, compromise };
}

function rowsOf(
  { ids, criteria, columns }: ReadProblem,
  weights: readonly number[],
  v: number,
): { readonly rows: readonly VikorRow[]; readonly idle: readonly string[] } {
  const regrets = columns.map((column, index) =>
    regretsOf(column, itemAt(weights, index), itemAt(criteria, index).isBenefit),
  );
  const sums = ids.map((_, row) => regrets.reduce((sum, one) => sum + (one?.[row] ?? 0), 0));
  const tops = ids.map((_, row) =>
    regrets.reduce((most, one) => Math.max(most, one?.[row] ?? 0), 0),
  );
  const [ofSums, ofTops] = [spread(sums), spread(tops)];
  const scores = ids.map(
    (_, row) =>
      v * position(itemAt(sums, row), ofSums) + (1 - v) * position(itemAt(tops, row), ofTops),
  );
  const order = tiedOrder(scores, ids, { scale: 1, isLowBest: true });
  const rows = order.map(({ index: row, rank, isTied }): VikorRow => ({
    id: itemAt(ids, row),
    rank,
    isTied,
    q: itemAt(scores, row),
    s: itemAt(sums, row),
    r: itemAt(tops, row),
    regrets: criteria.map(({ id }, index) => ({
      criterion: id,
      value: itemAt(columns, index)[row] as number,
      regret: regrets[index]?.[row] ?? 0,
    })),
  }));
  const idle = criteria.filter((_, index) => regrets[index] === null).map((one) => one.id);
  return { rows, idle };
}

/**
 * Ranks alternatives by VIKOR and says whether the first may be taken alone: it must be ahead
 * enough (C1) and the best by S or by R as well (C2). Otherwise the compromise is a set.
 *
 * The best and the worst of each criterion are those of the alternatives given; constant criteria
 * contribute nothing. One that comes or goes moves them, and so may reverse the rank of two others.
 * O(alternatives × criteria).
 *
 * @throws ClienteleError `scoring.v` for a v outside 0 to 1, and as {@link topsis}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { vikor } from "clientele/scoring";
 *
 * // Opricovic and Tzeng 2004: a mountain climber's three huts, by risk and altitude.
 * const found = vikor({
 *   criteria: [
 *     { id: "risk", weight: 0.5, direction: "cost" },
 *     { id: "altitude", weight: 0.5, direction: "benefit" },
 *   ],
 *   alternatives: [
 *     { id: "A1", values: [1, 3000] },
 *     { id: "A2", values: [2, 3750] },
 *     { id: "A3", values: [5, 4500] },
 *   ],
 * });
 * assert.ok(found.state === "known");
 * assert.deepEqual(found.ranking.map((one) => [one.id, one.q]), [["A2", 0], ["A1", 1], ["A3", 1]]);
 * assert.deepEqual(found.compromise, ["A2"]);
 * ```
 * @since 0.1.0
 */
export function vikor(
  problem: DecisionProblem,
  options: VikorOptions = {},
): VikorRanking | NoRanking {
  const record = expectRecord(options, "options", ["v", "weights"]);
  const v = expectFinite(record["v"] ?? 0.5, "options.v");
  if (v < 0 || v > 1) fail("scoring.v", "options.v", "0 to 1", v);
  const choice = readWeightsChoice(record["weights"], "options.weights");
  const read = readProblem(problem);
  if (read.ids.length === 0) return { state: "unknown", reason: "no-alternatives", ranking: [] };
  const { rows, idle } = rowsOf(read, weightsTaken(read.criteria, choice), v);
  if (idle.length === read.criteria.length) {
    return { state: "unknown", reason: "no-variation", ranking: [] };
  }
  return { state: "known", ranking: rows, ...verdictOf(rows), idle };
}
