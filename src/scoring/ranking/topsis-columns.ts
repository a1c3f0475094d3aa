/** TOPSIS over typed columns, for a million accounts. The same closeness as the plain form. */
import { fail } from "../../values/errors.js";
import { atIndex, expectArray, expectRecord } from "../../values/plain.js";
import { axesOf, closenessOf } from "./distances.js";
import type { DecisionCriterion, DecisionNormOptions, NoRankingReason } from "./model.js";
import { readNorm } from "./norms.js";
import { readCriteria, weightsTaken } from "./problem.js";

/** Closeness of each row. @since 0.1.0 */
export interface TopsisCloseness {
  readonly state: "known";
  /** 0 (worst in all) to 1 (best in all), in the order of the rows. */
  readonly closeness: Float64Array;
}

/** There is nothing to rank, or nothing that tells the rows apart. @since 0.1.0 */
export interface NoCloseness {
  readonly state: "unknown";
  readonly reason: NoRankingReason;
}

/**
 * Closeness to the ideal as {@link topsis} has it, one column a criterion, all of one length.
 * Nothing is copied with the norms `minmax`, `max`, `vector`, `sum` of benefits and `none`; the
 * others copy a column each. The columns are not changed.
 *
 * Rows are not ranked: their order is that of the columns. A sum over a column may hang on the
 * order of the rows in its last bit, as the plain form, which sorts by id, does not.
 *
 * @throws ClienteleError `scoring.columns` for another number of columns, or lengths that differ;
 * `schema.not_finite` at the place of the value; those of {@link topsis}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { topsisColumns } from "clientele/scoring";
 *
 * const found = topsisColumns(
 *   {
 *     criteria: [
 *       { id: "overdue days", weight: 1, direction: "cost" },
 *       { id: "turnover", weight: 1, direction: "benefit" },
 *     ],
 *     columns: [Float64Array.of(1, 2, 5), Float64Array.of(3000, 3750, 4500)],
 *   },
 *   { norm: "minmax" },
 * );
 * assert.ok(found.state === "known");
 * assert.deepEqual([...found.closeness].map((one) => one.toFixed(3)), ["0.500", "0.617", "0.500"]);
 * ```
 * @since 0.1.0
 */
export function topsisColumns(
  problem: {
    readonly criteria: readonly DecisionCriterion[];
    readonly columns: readonly Float64Array[];
  },
  options: DecisionNormOptions,
): TopsisCloseness | NoCloseness {
  const record = expectRecord(problem, "problem", ["criteria", "columns"]);
  const path = "problem.columns";
  const criteria = readCriteria(record["criteria"], "problem.criteria");
  const norm = readNorm(options, criteria);
  const columns = Array.from(expectArray(record["columns"], path), (column, index) => {
    if (column instanceof Float64Array) return column;
    return fail("schema.type", atIndex(path, index), "a Float64Array", column);
  });
  const rows = columns[0]?.length ?? 0;
  if (columns.length !== criteria.length || columns.some((column) => column.length !== rows)) {
    fail("scoring.columns", path, "one column a criterion, of one length", columns.length);
  }
  if (rows === 0) return { state: "unknown", reason: "no-alternatives" };
  const placed = criteria.map((one, index) => ({ ...one, path: atIndex(path, index) }));
  const { axes } = axesOf(columns, placed, weightsTaken(criteria, norm.weights), norm);
  if (axes.length === 0) return { state: "unknown", reason: "no-variation" };
  return { state: "known", closeness: closenessOf(axes, rows) };
}
