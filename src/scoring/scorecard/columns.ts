/**
 * The columnar twin of `score`: millions of accounts over typed arrays, with the same units, the
 * same classes and the same treatment of what is missing. Levers and targets are not here.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, atIndex, expectRecord } from "../../values/plain.js";
import { bindColumns } from "./column-binding.js";
import type { BoundColumn, FactColumns } from "./column-binding.js";
import { BLOCK_ROWS } from "./column-marks.js";
import type { Block } from "./column-marks.js";
import { unitsOf } from "./explain.js";
import { vetoFacts } from "./facts.js";
import { fitPlan } from "./fit.js";
import { PatternShares } from "./pattern-shares.js";
import { expectScorecardPlan, UNITS, UNITS_PER_POINT } from "./plan.js";
import type { ScorecardPlan } from "./plan.js";

/**
 * Scores of many accounts, row by row. A row without a score has NaN, −1 and no units.
 *
 * @since 0.1.0
 */
export interface ScoredColumns {
  readonly rows: number;
  /** 0 to 100; NaN where there is no score. */
  readonly scores: Float64Array;
  /** Places in `classIds` of the classes that hold; −1 where there is no score. */
  readonly classes: Int8Array;
  /** Ids of the classes, from the lowest. */
  readonly classIds: readonly string[];
  /** Places of the vetoes taken, in the card; −1 for none. */
  readonly vetoes: Int8Array;
  /** Share of the weight whose fact was known, 0 to 1. */
  readonly coverage: Float64Array;
  /**
   * In the order of the criteria, what each gave, in units of which ten million are a point: the
   * units of a row sum exactly to its score.
   */
  readonly contributions: readonly { readonly criterion: string; readonly units: Int32Array }[];
  /** Ten million. */
  readonly unitsPerPoint: number;
}

interface Work {
  readonly plan: ScorecardPlan;
  readonly bound: readonly BoundColumn[];
  readonly units: readonly Int32Array[];
  readonly result: ScoredColumns;
  readonly patterns: PatternShares;
  /** Marks of the block, by criterion. */
  readonly marks: readonly Float64Array[];
  readonly sums: Int32Array;
  /** Units of the weight that is not known, of the whole card. */
  readonly unknown: Int32Array;
  /** Whether a row has to be weighed anew, or refused. */
  readonly isOdd: Uint8Array;
  /** Lowest units of each class. */
  readonly limits: Int32Array;
  /** Places of the classes of vetoes. */
  readonly classOfVeto: readonly number[];
}

/** Marks of one criterion become its units, and the sums of the rows grow. */
function addCriterion(work: Work, place: number, start: number, count: number): void {
  const { plan, bound, sums } = work;
  const marks = itemAt(work.marks, place);
  const share = itemAt(plan.shares, place);
  const isHazy = fillMarks(itemAt(bound, place), { start, count, marks });
  const units = itemAt(work.units, place);
  for (let row = 0; row < count; row += 1) {
    // What is missing is NaN, and gives no units here.
    const gained = (share * (marks[row] as number) + 0.5) | 0;
    units[start + row] = gained;
    sums[row] = (sums[row] as number) + gained;
  }
  if (isHazy) addMissing(work, place, start, count);
}

/** What is missing of one criterion is noted, and given what its policy says. */
function addMissing(work: Work, place: number, start: number, count: number): void {
  const { plan, sums, unknown, isOdd } = work;
  const { missing } = itemAt(plan.criteria, place);
  const marks = itemAt(work.marks, place);
  const units = itemAt(work.units, place);
  const share = itemAt(plan.shares, place);
  const substitute = missing === "neutral" ? unitsOf(share, 0.5) : 0;
  const odd = missing === "exclude" || missing === "refuse" ? 1 : 0;
  for (let row = 0; row < count; row += 1) {
    const mark = marks[row] as number;
    if (mark === mark) continue;
    units[start + row] = substitute;
    sums[row] = (sums[row] as number) + substitute;
    unknown[row] = (unknown[row] as number) + share;
    isOdd[row] = (isOdd[row] as number) | odd;
  }
}

/** Fills the marks of a block; whether any fact is missing in it (`columns.range`). */
function fillMarks(column: BoundColumn, block: Block): boolean {
  const { start, count, marks: out } = block;
  if (column.kind === "none") {
    out.fill(NaN, 0, count);
    return true;
  }
  if (column.kind === "codes") return fillByCode(column, block);
  const { numbers, path } = column;
  if (column.mark(numbers, block) === 0) return false;
  for (let row = 0; row < count; row += 1) {
    const value = numbers[start + row] as number;
    if (value === Infinity || value === -Infinity)
      fail("columns.range", atIndex(path, start + row), "a finite number, or NaN", value);
    if (value !== value) out[row] = NaN;
  }
  return true;
}

function fillByCode(column: BoundColumn & { readonly kind: "codes" }, block: Block): boolean {
  const { codes, markOfCode } = column;
  const { start, count, marks: out } = block;
  let isHazy = false;
  for (let row = 0; row < count; row += 1) {
    const mark = markOfCode[codes[start + row] as number];
    if (mark === undefined || mark === -1) refuseCode(column, start + row);
    out[row] = mark;
    if (mark !== mark) isHazy = true;
  }
  return isHazy;
}

function refuseCode(column: BoundColumn & { readonly kind: "codes" }, row: number): never {
  const code = column.codes[row] ?? 0;
  const path = atIndex(at(column.path, "codes"), row);
  const name = column.dictionary[code];
  if (name === undefined) return fail("columns.range", path, "a code of the dictionary", code);
  return fail("scoring.category", path, "a category of the criterion", name);
}

/** A row in which a fact is left out is weighed anew; null where one that is required lacks. */
function weighAnew(work: Work, row: number, target: number): number | null {
  const { units, marks, patterns } = work;
  const shares = patterns.of(marks, row);
  const { substitutes } = patterns;
  let sum = 0;
  for (let place = 0; place < marks.length; place += 1) {
    let gained = 0;
    if (shares !== null) {
      const mark = (marks[place] as Float64Array)[row] as number;
      const used = mark === mark ? mark : (substitutes[place] as number);
      gained = unitsOf(shares[place] as number, used);
    }
    (units[place] as Int32Array)[target] = gained;
    sum += gained;
  }
  return shares === null ? null : sum;
}

function vetoOf({ plan, bound }: Work, row: number): number {
  const facts = vetoFacts(plan, (place) => {
    const column = itemAt(bound, place);
    if (column.kind === "none") return null;
    if (column.kind === "codes") return column.dictionary[column.codes[row] ?? 0] || null;
    const value = column.numbers[row] ?? NaN;
    return Number.isNaN(value) ? null : value;
  });
  return plan.vetoes.findIndex((veto) => veto.when.holds(facts));
}

function finishBlock(work: Work, start: number, count: number): void {
  const { result, sums, unknown, isOdd, limits, classOfVeto } = work;
  const { scores, classes, vetoes, coverage } = result;
  const top = limits.length - 1;
  for (let row = 0; row < count; row += 1) {
    const target = start + row;
    let sum = sums[row] as number;
    coverage[target] = (UNITS - (unknown[row] as number)) / UNITS;
    if (isOdd[row] === 1) {
      const again = weighAnew(work, row, target);
      if (again === null) {
        scores[target] = NaN;
        classes[target] = -1;
        continue;
      }
      sum = again;
    }
    scores[target] = sum / UNITS_PER_POINT;
    let place = top;
    while ((limits[place] as number) > sum) place -= 1;
    classes[target] = place;
    if (classOfVeto.length === 0) continue;
    const veto = vetoOf(work, target);
    vetoes[target] = veto;
    if (veto >= 0) classes[target] = classOfVeto[veto] ?? place;
  }
}

/**
 * Scores many accounts by column: equal to `scoreBatch` row by row, to the last unit. A column is
 * a Float64Array with NaN for missing, or codes with a dictionary where the normaliser is
 * `categories`; a fact without a column is missing for all, and columns that no criterion reads
 * are not looked at. A card that is not fitted is fitted on these rows.
 *
 * O(rows × criteria), in 24 + 4 × criteria bytes a row. Rows in which a fact is left out cost
 * some more, as their weights are shared anew; vetoes are asked row by row.
 *
 * @throws ClienteleError `columns.type`, `columns.length` for columns of different lengths,
 * `columns.range` for an infinity or a code beyond the dictionary, `scoring.category`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, scoreColumns } from "clientele/scoring";
 *
 * const range = { kind: "range", worst: 0, best: 100 } as const;
 * const plan = compileScorecard({
 *   id: "key-accounts",
 *   criteria: [
 *     { id: "turnover", fact: "turnover", weight: 3, normaliser: range, missing: "exclude" },
 *     { id: "growth", fact: "growth", weight: 1, normaliser: range, missing: "exclude" },
 *   ],
 *   classes: [{ id: "standard", from: 0 }, { id: "key", from: 70 }],
 * });
 * const found = scoreColumns(plan, {
 *   turnover: Float64Array.of(80, 90, NaN), growth: Float64Array.of(20, NaN, NaN),
 * });
 * assert.deepEqual([...found.scores], [65, 90, NaN]);
 * assert.deepEqual([...found.classes], [0, 1, -1]);
 * assert.deepEqual([...found.coverage], [1, 0.75, 0]);
 * assert.equal(found.contributions[0]?.units[0], 60 * found.unitsPerPoint);
 * ```
 * @since 0.1.0
 */
export function scoreColumns(plan: ScorecardPlan, columns: FactColumns): ScoredColumns {
  expectScorecardPlan(plan);
  expectRecord(columns, "columns");
  const { rows, columnAt, bind } = bindColumns(plan, columns);
  const fitted = fitPlan(plan, columnAt);
  const { criteria, classes } = fitted;
  const units = criteria.map(() => new Int32Array(rows));
  const result: ScoredColumns = {
    rows,
    scores: new Float64Array(rows),
    classes: new Int8Array(rows),
    classIds: classes.map((one) => one.id),
    vetoes: new Int8Array(rows).fill(-1),
    coverage: new Float64Array(rows),
    contributions: criteria.map((one, place) => ({
      criterion: one.id,
      units: itemAt(units, place),
    })),
    unitsPerPoint: UNITS_PER_POINT,
  };
  const work: Work = {
    plan: fitted,
    bound: criteria.map(bind),
    units,
    result,
    patterns: new PatternShares(fitted),
    marks: criteria.map(() => new Float64Array(BLOCK_ROWS)),
    sums: new Int32Array(BLOCK_ROWS),
    unknown: new Int32Array(BLOCK_ROWS),
    isOdd: new Uint8Array(BLOCK_ROWS),
    limits: Int32Array.from(fitted.classUnits),
    classOfVeto: fitted.vetoes.map((veto) => result.classIds.indexOf(veto.class)),
  };
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - start);
    for (const scratch of [work.sums, work.unknown, work.isOdd]) scratch.fill(0);
    criteria.forEach((_, place) => addCriterion(work, place, start, count));
    finishBlock(work, start, count);
  }
  return result;
}
