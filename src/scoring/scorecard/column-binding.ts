/** Columns of facts, checked and tied to the criteria that read them. */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectArray, expectRecord, expectString } from "../../values/plain.js";
import { blockMarker } from "./column-marks.js";
import type { BlockMarker } from "./column-marks.js";
import type { PlannedCriterion, ScorecardPlan } from "./plan.js";
import { CATEGORY_LENGTH_MAX } from "./read-parts.js";

/**
 * A column of categories: a place in `dictionary` for each account. An empty text in the
 * dictionary stands for missing.
 *
 * @since 0.1.0
 */
export interface CategoryCodes {
  readonly codes: Uint16Array;
  readonly dictionary: readonly string[];
}

/**
 * The facts of many accounts, by column: numbers with NaN for missing, or coded categories.
 *
 * @since 0.1.0
 */
export interface FactColumns {
  readonly [fact: string]: Float64Array | CategoryCodes;
}

/** @internal */
export type BoundColumn =
  | { readonly kind: "none" }
  | {
      readonly kind: "numbers";
      readonly path: string;
      readonly numbers: Float64Array;
      readonly mark: BlockMarker;
    }
  | {
      readonly kind: "codes";
      readonly path: string;
      readonly codes: Uint16Array;
      readonly dictionary: readonly string[];
      /** NaN for missing, −1 for what the criterion does not know. */
      readonly markOfCode: Float64Array;
    };

const DICTIONARY_MAX = 65_536;

type ReadColumn = { readonly path: string } & (
  | { readonly numbers: Float64Array }
  | { readonly codes: Uint16Array; readonly dictionary: readonly string[] }
);

/** @internal */
export interface ColumnBinding {
  readonly rows: number;
  /** The numbers that a criterion reads; all missing where there is no column. */
  readonly columnAt: (place: number) => Float64Array;
  readonly bind: (criterion: PlannedCriterion) => BoundColumn;
}

function readColumn(value: unknown, path: string, isCategory: boolean): ReadColumn {
  if (!isCategory) {
    if (value instanceof Float64Array) return { path, numbers: value };
    return fail("columns.type", path, "a Float64Array", value);
  }
  if (ArrayBuffer.isView(value))
    return fail("columns.type", path, "codes with a dictionary", value);
  const record = expectRecord(value, path, ["codes", "dictionary"]);
  const { codes } = record;
  if (!(codes instanceof Uint16Array))
    return fail("columns.type", at(path, "codes"), "a Uint16Array", codes);
  const names = at(path, "dictionary");
  const dictionary = expectArray(record["dictionary"], names, DICTIONARY_MAX).map((name, index) =>
    expectString(name, atIndex(names, index), CATEGORY_LENGTH_MAX),
  );
  return { path, codes, dictionary };
}

function lengthOf(column: ReadColumn): number {
  return "numbers" in column ? column.numbers.length : column.codes.length;
}

function bindOne({ marks }: PlannedCriterion, column: ReadColumn | undefined): BoundColumn {
  if (column === undefined) return { kind: "none" };
  const { path } = column;
  if ("numbers" in column) {
    if (marks.kind === "categories" || marks.kind === "unfitted") return { kind: "none" };
    return { kind: "numbers", path, numbers: column.numbers, mark: blockMarker(marks) };
  }
  const { codes, dictionary } = column;
  const markOf = (name: string): number => {
    if (name === "" || marks.kind !== "categories") return NaN;
    return marks.marks.get(name) ?? marks.otherwise ?? -1;
  };
  const markOfCode = Float64Array.from(dictionary, markOf);
  return { kind: "codes", path, codes, dictionary, markOfCode };
}

/** Reads the columns that a plan asks for (`columns.type`, `columns.length`). @internal */
export function bindColumns(plan: ScorecardPlan, columns: FactColumns): ColumnBinding {
  const read = new Map<string, ReadColumn>();
  let rows: number | null = null;
  for (const { fact, marks } of plan.criteria) {
    if (read.has(fact) || !Object.hasOwn(columns, fact)) continue;
    const path = at("columns", fact);
    const column = readColumn(columns[fact], path, marks.kind === "categories");
    const length = lengthOf(column);
    rows ??= length;
    if (length !== rows) fail("columns.length", path, `${String(rows)} rows`, length);
    read.set(fact, column);
  }
  const length = rows ?? 0;
  return {
    rows: length,
    columnAt: (place) => {
      const column = read.get(plan.criteria[place]?.fact ?? "");
      if (column !== undefined && "numbers" in column) return checkedNumbers(column);
      return new Float64Array(length).fill(NaN);
    },
    bind: (criterion) => bindOne(criterion, read.get(criterion.fact)),
  };
}

/** A population has no infinity. */
function checkedNumbers(column: ReadColumn & { readonly numbers: Float64Array }): Float64Array {
  const { numbers, path } = column;
  for (let row = 0; row < numbers.length; row += 1) {
    if (Math.abs(numbers[row] as number) === Infinity)
      fail("columns.range", atIndex(path, row), "a finite number, or NaN", numbers[row]);
  }
  return numbers;
}
