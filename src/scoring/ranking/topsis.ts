/**
 * TOPSIS: how near an alternative is to the best of every criterion and how far from the worst.
 *
 * C. L. Hwang and K. Yoon, "Multiple Attribute Decision Making" (1981). The form for a million
 * alternatives in columns is in `topsis-columns.ts`.
 */
import { itemAt } from "../../values/invariant.js";
import { axesOf, closenessOf } from "./distances.js";
import type { DecisionNormOptions, DecisionProblem, NoRanking, RankedPlace } from "./model.js";
import { readNorm } from "./norms.js";
import { tiedOrder } from "./order.js";
import { readProblem, weightsTaken } from "./problem.js";

/** What one criterion adds to the distances; squares sum to the square of the distance. @since 0.1.0 */
export interface TopsisDistance {
  readonly criterion: string;
  readonly value: number;
  /** Weighted distance, after the norm, to the best value; 0 where the criterion is constant. */
  readonly toBest: number;
  readonly toWorst: number;
}

/** An alternative with its closeness. @since 0.1.0 */
export interface TopsisRow extends RankedPlace {
  /** Distance to the worst ÷ both distances: 0 (worst in all) to 1 (best in all). */
  readonly closeness: number;
  /** At most the largest double. */
  readonly distanceToBest: number;
  readonly distanceToWorst: number;
  /** In the order of the criteria. */
  readonly distances: readonly TopsisDistance[];
}

/** A ranking by TOPSIS. @since 0.1.0 */
export interface TopsisRanking {
  readonly state: "known";
  /** The closest first, ties by id. */
  readonly ranking: readonly TopsisRow[];
  /** Criteria that contributed nothing: of weight 0, or with one value for all. */
  readonly idle: readonly string[];
}

/** A distance in its units, at most the largest double. */
const inUnits = (distance: number, unit: number): number =>
  distance === 0 ? 0 : Math.min(distance * unit, Number.MAX_VALUE);

/**
 * Ranks alternatives by their closeness to the ideal, with the distance along every criterion.
 *
 * The norm is required, as norms pick different winners: of `[1, 3000]`, `[2, 3750]` and
 * `[5, 4500]` with a first criterion that is a cost, `vector` puts the first and `minmax` the
 * second on top. Costs are turned by the norm's own formula, and then the highest is the best.
 *
 * With any norm but `reference` the ideal and the norm hang on the alternatives given, and one
 * that comes or goes may reverse the rank of two others (Belton and Gear 1983; García-Cascales
 * and Lamata 2012). With `{ kind: "reference", worst, best }` both are fixed, and no rank reverses.
 *
 * Weights count by their proportions only. O(alternatives × criteria).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.values`, `scoring.weight`,
 * `scoring.weights_zero`, `scoring.no_criteria`, `scoring.norm_domain`, `scoring.reference`,
 * `schema.*`, `id.format`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { topsis } from "clientele/scoring";
 *
 * const problem = {
 *   criteria: [
 *     { id: "overdue days", weight: 0.5, direction: "cost" },
 *     { id: "turnover", weight: 0.5, direction: "benefit" },
 *   ],
 *   alternatives: [
 *     { id: "acme", values: { "overdue days": 1, turnover: 3000 } },
 *     { id: "bolt", values: { "overdue days": 2, turnover: 3750 } },
 *     { id: "cask", values: { "overdue days": 5, turnover: 4500 } },
 *   ],
 * } as const;
 * assert.deepEqual(
 *   topsis(problem, { norm: "minmax" }).ranking.map((one) => [one.id, one.closeness.toFixed(3)]),
 *   [["bolt", "0.617"], ["acme", "0.500"], ["cask", "0.500"]],
 * );
 * assert.equal(topsis(problem, { norm: "vector" }).ranking[0]?.id, "acme");
 * ```
 * @since 0.1.0
 */
export function topsis(
  problem: DecisionProblem,
  options: DecisionNormOptions,
): TopsisRanking | NoRanking {
  const { ids, criteria, columns } = readProblem(problem);
  const norm = readNorm(options, criteria);
  if (ids.length === 0) return { state: "unknown", reason: "no-alternatives", ranking: [] };
  const { axes, unit } = axesOf(columns, criteria, weightsTaken(criteria, norm.weights), norm);
  if (axes.length === 0) return { state: "unknown", reason: "no-variation", ranking: [] };
  const closeness = closenessOf(axes, ids.length);
  const axisOf = new Map(axes.map((axis) => [axis.index, axis]));
  const ranking = tiedOrder(closeness, ids, { scale: 1 }).map(({ index: row, rank, isTied }): TopsisRow => {
    let [best, worst] = [0, 0];
    const distances = criteria.map(({ id }, index): TopsisDistance => {
      const value = itemAt(columns, index)[row] as number;
      const axis = axisOf.get(index);
      if (axis === undefined) return { criterion: id, value, toBest: 0, toWorst: 0 };
      const own = axis.values[row] as number;
      const [short, over] = [(own - axis.best) * axis.factor, (own - axis.worst) * axis.factor];
      best += short * short;
      worst += over * over;
      const toBest = inUnits(Math.abs(short), unit);
      return { criterion: id, value, toBest, toWorst: inUnits(Math.abs(over), unit) };
    });
    return {
      id: itemAt(ids, row),
      rank,
      isTied,
      closeness: closeness[row] as number,
      distanceToBest: inUnits(Math.sqrt(best), unit),
      distanceToWorst: inUnits(Math.sqrt(worst), unit),
      distances,
    };
  });
  const idle = criteria.filter((_, index) => !axisOf.has(index)).map((one) => one.id);
  return { state: "known", ranking, idle };
}
