/** The door of pairwise judgments: a matrix, or a list of pairs. Weights are not here. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";

/** @internal */
export const AHP_SIZE_MAX = 50;
const JUDGMENT_MIN = 1e-6;
const JUDGMENT_MAX = 1e6;
const DIAGONAL_TOLERANCE = 1e-9;

/**
 * How many times the row matters more than the column; 1 on the diagonal, the opposite cell the
 * reciprocal. Null is a judgment that was not given; where only one of two opposite cells is
 * given, the other is its reciprocal.
 *
 * @since 0.1.0
 */
export type AhpMatrix = readonly (readonly (number | null)[])[];

/** One judgment: how many times `row` matters more than `column`. @since 0.1.0 */
export interface AhpPair {
  readonly row: string;
  readonly column: string;
  /** 0.000001 to 1000000; on Saaty's scale 1 (equal) to 9 (extremely more), or 1 ÷ that. */
  readonly value: number;
}

/** Judgments by the names of what is compared; a pair that is not listed was not judged. @since 0.1.0 */
export interface AhpPairs {
  /** Names in the order in which weights are wanted; that of first mention, unless given. */
  readonly items?: readonly string[];
  readonly pairs: readonly AhpPair[];
}

/** Pairwise judgments, in either form. @since 0.1.0 */
export type AhpJudgments = AhpMatrix | AhpPairs;

/** Judgments in rows; 0 is a judgment that was not given. @internal */
export interface ReadJudgments {
  /** Null where a matrix was given. */
  readonly items: readonly string[] | null;
  readonly size: number;
  readonly cells: Float64Array;
}

/** @internal */
export interface JudgmentRules {
  /** Largest difference from 1 of the product of two opposite judgments. */
  readonly reciprocalTolerance: number;
}

function expectJudgment(value: unknown, path: string): number {
  const judgment = expectFinite(value, path);
  if (judgment < JUDGMENT_MIN || judgment > JUDGMENT_MAX) {
    fail("scoring.judgment", path, "0.000001 to 1000000", value);
  }
  return judgment;
}

function readMatrix(value: unknown, path: string, rules: JudgmentRules): ReadJudgments {
  // Array.from, here and elsewhere: a hole in a list is then undefined, and refused.
  const lists = Array.from(expectArray(value, path, AHP_SIZE_MAX), (row, i) =>
    Array.from(expectArray(row, atIndex(path, i), AHP_SIZE_MAX)),
  );
  const size = lists.length;
  const cells = new Float64Array(size * size);
  if (size === 0 || lists.some((row) => row.length !== size)) {
    fail("scoring.square", path, "a square matrix", `${String(size)} rows`);
  }
  lists.forEach((row, i) => {
    row.forEach((cell, j) => {
      const cellPath = atIndex(atIndex(path, i), j);
      if (cell !== null) cells[i * size + j] = expectJudgment(cell, cellPath);
    });
  });
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const place = i * size + j;
      const opposite = j * size + i;
      const [low, high] = [cells[place] ?? 0, cells[opposite] ?? 0];
      const tolerance = i === j ? DIAGONAL_TOLERANCE : rules.reciprocalTolerance + 1e-9;
      if (low === 0 && high !== 0) cells[place] = 1 / high;
      else if (high === 0 && low !== 0) cells[opposite] = 1 / low;
      else if (low !== 0 && Math.abs((i === j ? low : low * high) - 1) > tolerance) {
        const expected = i === j ? "1" : "1 ÷ the opposite judgment";
        fail("scoring.reciprocal", atIndex(atIndex(path, i), j), expected, low);
      }
    }
    cells[i * size + i] = 1;
  }
  return { items: null, size, cells };
}

function readItems(value: unknown, path: string): string[] {
  const seen = new Set<string>();
  return Array.from(expectArray(value, path, AHP_SIZE_MAX), (one, index) => {
    const item = expectIdentifier(one, atIndex(path, index));
    if (seen.has(item)) fail("scoring.duplicate_id", atIndex(path, index), "a name of its own", item);
    seen.add(item);
    return item;
  });
}

function readPairs(value: unknown, path: string, known?: readonly string[]): ReadJudgments {
  const record = expectRecord(value, path, ["items", "pairs"]);
  const given = record["items"];
  const items = given === undefined ? [...(known ?? [])] : readItems(given, at(path, "items"));
  const isOpen = given === undefined && known === undefined;
  const places = new Map(items.map((item, index) => [item, index]));
  const placeOf = (item: unknown, itemPath: string): number => {
    const id = expectIdentifier(item, itemPath);
    const place = places.get(id);
    if (place !== undefined) return place;
    if (!isOpen) fail("scoring.unknown_item", itemPath, "one of the items", id);
    if (items.length === AHP_SIZE_MAX) {
      fail("limits.too_many", itemPath, `at most ${String(AHP_SIZE_MAX)} items`, id);
    }
    places.set(id, items.length);
    return items.push(id) - 1;
  };
  const list = Array.from(expectArray(record["pairs"], at(path, "pairs")), (pair, index) => {
    const pairPath = atIndex(at(path, "pairs"), index);
    const one = expectRecord(pair, pairPath, ["row", "column", "value"]);
    const row = placeOf(one["row"], at(pairPath, "row"));
    const column = placeOf(one["column"], at(pairPath, "column"));
    const judgment = expectJudgment(one["value"], at(pairPath, "value"));
    if (row === column) fail("scoring.judgment", pairPath, "two different items", one["row"]);
    return { row, column, judgment, pairPath };
  });
  const size = items.length;
  if (size === 0) fail("scoring.square", path, "at least one item", "none");
  const cells = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) cells[i * size + i] = 1;
  for (const { row, column, judgment, pairPath } of list) {
    if (cells[row * size + column] !== 0) {
      fail("scoring.duplicate_judgment", pairPath, "a pair that was not judged before", judgment);
    }
    cells[row * size + column] = judgment;
    cells[column * size + row] = 1 / judgment;
  }
  return { items, size, cells };
}

/** Whether every item is linked to every other by a chain of judgments. @internal */
export function isConnected(cells: Float64Array, size: number): boolean {
  const seen = new Uint8Array(size);
  const pending = [0];
  let count = 0;
  seen[0] = 1;
  while (pending.length > 0) {
    const row = itemAt(pending, pending.length - 1);
    pending.length -= 1;
    count += 1;
    for (let column = 0; column < size; column += 1) {
      if (seen[column] === 1 || cells[row * size + column] === 0) continue;
      seen[column] = 1;
      pending.push(column);
    }
  }
  return count === size;
}

/**
 * Judgments of either form (`scoring.square`, `scoring.judgment`, `scoring.reciprocal`,
 * `scoring.duplicate_id`, `scoring.unknown_item`, `scoring.duplicate_judgment`).
 *
 * @internal
 */
export function readJudgments(
  value: unknown,
  path: string,
  rules: JudgmentRules,
  known?: readonly string[],
): ReadJudgments {
  return Array.isArray(value) ? readMatrix(value, path, rules) : readPairs(value, path, known);
}

/** Demands a chain of judgments between any two items (`scoring.disconnected`). @internal */
export function expectConnected({ cells, size }: ReadJudgments, path: string): void {
  if (!isConnected(cells, size)) {
    fail("scoring.disconnected", path, "judgments that link all items", "separate groups of items");
  }
}
