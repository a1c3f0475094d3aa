/**
 * The columnar twin of `score`: a million accounts over typed arrays, the same bins, the same
 * sums in the same order, the same reasons.
 */
import { fail } from "../../values/errors.js";
import { at, expectRecord, expectCompiled } from "../../values/plain.js";
import type { CompiledCharacteristic, ScorecardPlan } from "./compile.js";

/**
 * A column of categories: an index into `dictionary` for each account, 65535 for missing.
 *
 * @since 0.1.0
 */
export interface CategoryColumn {
  readonly codes: Uint16Array;
  readonly dictionary: readonly string[];
}

/**
 * The facts of many accounts by column: numbers with NaN for missing, or coded categories. A
 * fact without a column is missing for all.
 *
 * @since 0.1.0
 */
export interface ScoreColumns {
  readonly [fact: string]: Float64Array | CategoryColumn;
}

/**
 * Scores and principal reasons of many accounts.
 *
 * @since 0.1.0
 */
export interface BatchScores {
  readonly scores: Float64Array;
  /** `reasonCount` a row: positions of characteristics in the card, 65535 for none. */
  readonly reasons: Uint16Array;
  readonly reasonCount: number;
}

const NONE = 65535;
/** Rows in one block: its sums and the shortfalls that are still wanted stay in the cache. */
const BLOCK_ROWS = 1024;

interface BoundColumn {
  readonly characteristic: CompiledCharacteristic;
  readonly numbers: Float64Array | undefined;
  readonly codes: Uint16Array | undefined;
  /** Slot of each code of the dictionary. */
  readonly slotOfCode: Uint16Array;
}

function bind(
  characteristic: CompiledCharacteristic,
  columns: ScoreColumns,
  rows: number,
): BoundColumn {
  const { fact, isNumeric } = characteristic;
  const column = Object.hasOwn(columns, fact) ? columns[fact] : undefined;
  const path = at("columns", fact);
  const none = new Uint16Array(0);
  if (column === undefined) {
    return { characteristic, numbers: undefined, codes: undefined, slotOfCode: none };
  }
  if (column instanceof Float64Array) {
    if (!isNumeric) fail("schema.type", path, "codes with a dictionary", column);
    if (column.length !== rows) fail("risk.length", path, `${String(rows)} rows`, column.length);
    return { characteristic, numbers: column, codes: undefined, slotOfCode: none };
  }
  if (isNumeric || !(column.codes instanceof Uint16Array) || !Array.isArray(column.dictionary)) {
    fail("schema.type", path, isNumeric ? "a Float64Array" : "codes with a dictionary", column);
  }
  if (column.codes.length !== rows)
    fail("risk.length", path, `${String(rows)} rows`, column.codes.length);
  const { dictionary } = column;
  const names: readonly string[] = dictionary;
  const slotOfCode = Uint16Array.from(
    names,
    (name) => characteristic.categories.get(name) ?? characteristic.otherSlot,
  );
  return { characteristic, numbers: undefined, codes: column.codes, slotOfCode };
}

/** Slots of a block of numbers. The linear walk wins: cards have few bins. */
function numericSlots(
  { characteristic }: BoundColumn,
  numbers: Float64Array,
  block: { readonly start: number; readonly count: number; readonly slots: Uint16Array },
): void {
  const { bounds, missingSlot, special } = characteristic;
  const { start, count, slots } = block;
  const boundCount = bounds.length;
  const hasSpecial = special.size > 0;
  for (let row = 0; row < count; row += 1) {
    const value = numbers[start + row] as number;
    if (value !== value) {
      slots[row] = missingSlot;
      continue;
    }
    const code = hasSpecial ? special.get(value) : undefined;
    if (code !== undefined) {
      slots[row] = code;
      continue;
    }
    let slot = 0;
    while (slot < boundCount && (bounds[slot] as number) <= value) slot += 1;
    slots[row] = slot;
  }
}

function categorySlots(
  { characteristic, slotOfCode }: BoundColumn,
  codes: Uint16Array,
  block: { readonly start: number; readonly count: number; readonly slots: Uint16Array },
): void {
  const { start, count, slots } = block;
  for (let row = 0; row < count; row += 1) {
    const code = codes[start + row] ?? NONE;
    const slot = code === NONE ? characteristic.missingSlot : slotOfCode[code];
    if (slot === undefined) {
      fail(
        "risk.category_code",
        at("columns", characteristic.fact),
        "a code of the dictionary",
        code,
      );
    }
    slots[row] = slot;
  }
}

interface Totals {
  readonly scores: Float64Array;
  readonly reasons: Uint16Array;
  /** The shortfalls of the reasons held, greatest first, `reasonCount` a row of the block. */
  readonly held: Float64Array;
  readonly reasonCount: number;
}

/** Adds one characteristic's points to a block and keeps the greatest shortfalls in order. */
function accumulate(
  characteristic: CompiledCharacteristic,
  position: number,
  block: { readonly start: number; readonly count: number; readonly slots: Uint16Array },
  totals: Totals,
): void {
  const { points, shortfalls } = characteristic;
  const { start, count, slots } = block;
  const { scores, reasons, held, reasonCount } = totals;
  for (let row = 0; row < count; row += 1) {
    const slot = slots[row] as number;
    scores[start + row] = (scores[start + row] as number) + (points[slot] as number);
    const shortfall = shortfalls[slot] as number;
    const first = row * reasonCount;
    const last = first + reasonCount - 1;
    // A tie keeps the earlier characteristic: strictly greater only.
    if (!(shortfall > (held[last] as number))) continue;
    const target = (start + row) * reasonCount - first;
    let place = last;
    while (place > first && (held[place - 1] as number) < shortfall) {
      held[place] = held[place - 1] as number;
      reasons[target + place] = reasons[target + place - 1] as number;
      place -= 1;
    }
    held[place] = shortfall;
    reasons[target + place] = position;
  }
}

/**
 * Scores many accounts by column. Equal to `score` for each account, reasons included.
 *
 * Throws `risk.length` for columns of another length, `schema.type` for a column of the wrong
 * kind, `schema.not_finite` for an infinity, `risk.category_code` for a code beyond the
 * dictionary. O(rows × characteristics × bins).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, scoreBatch } from "clientele/risk";
 *
 * const plan = compileScorecard({
 *   id: "trade", version: "1", basePoints: 0,
 *   reasons: { method: "below-maximum", count: 1 },
 *   characteristics: [
 *     {
 *       id: "age", fact: "companyAgeYears", kind: "numeric", missing: { points: 5 },
 *       bins: [{ from: null, until: 2, points: 0 }, { from: 2, until: null, points: 30 }],
 *     },
 *   ],
 * });
 * const { scores, reasons } = scoreBatch(plan, { companyAgeYears: Float64Array.of(1, 2, NaN) }, 3);
 * assert.deepEqual([...scores], [0, 30, 5]);
 * assert.deepEqual([...reasons], [0, 65535, 0]);
 * ```
 * @since 0.1.0
 */
export function scoreBatch(plan: ScorecardPlan, columns: ScoreColumns, rows: number): BatchScores {
  expectCompiled(plan, "plan", "reasonCount");

  if (!Number.isSafeInteger(rows) || rows < 0) fail("schema.type", "rows", "a count of rows", rows);
  expectRecord(columns, "columns");
  const { reasonCount, basePoints } = plan;
  const scores = new Float64Array(rows).fill(basePoints);
  const reasons = new Uint16Array(rows * reasonCount).fill(NONE);
  const bound = plan.characteristics.map((characteristic) => bind(characteristic, columns, rows));
  for (const { numbers, characteristic } of bound) checkFinite(numbers, characteristic.fact);
  const slots = new Uint16Array(BLOCK_ROWS);
  const held = new Float64Array(BLOCK_ROWS * reasonCount);
  const totals: Totals = { scores, reasons, held, reasonCount };
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const block = { start, count: Math.min(BLOCK_ROWS, rows - start), slots };
    held.fill(0);
    bound.forEach((column, position) => {
      const { numbers, codes, characteristic } = column;
      if (numbers !== undefined) numericSlots(column, numbers, block);
      else if (codes !== undefined) categorySlots(column, codes, block);
      else slots.fill(characteristic.missingSlot);
      accumulate(characteristic, position, block, totals);
    });
  }
  return { scores, reasons, reasonCount };
}

/** An infinity is no value; NaN is the declared sign of missing. */
function checkFinite(numbers: Float64Array | undefined, fact: string): void {
  if (numbers === undefined) return;
  for (let row = 0; row < numbers.length; row += 1) {
    const value = numbers[row] as number;
    if (value === Infinity || value === -Infinity) {
      fail("schema.not_finite", `${at("columns", fact)}[${String(row)}]`, "a number or NaN", value);
    }
  }
}
