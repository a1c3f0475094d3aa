/** The door of purchase data: rows or columns, checked, and collapsed to patterns. */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectFinite, expectArray, expectRecord } from "../../values/plain.js";
import type { PurchaseHistory } from "./model.js";
import { collapse } from "./patterns.js";
import type { CheckedColumns, Patterns } from "./patterns.js";

/** Ages (and recencies) of other sizes are no times in any unit: 30 years are 10⁹ seconds. */
const TIME_MAX = 1e12;
const TIME_MIN = 1e-9;
const COUNT_MAX = 1e15;

/** The path of a member of a history: of a row, or of the entry of a column. */
type PathOf = (name: keyof PurchaseHistory) => string;

function refuse(name: keyof PurchaseHistory, pathOf: PathOf, expected: string, got: number): never {
  return fail("scoring.impossible_history", pathOf(name), expected, got);
}

/** Demands a history that can be; codes as {@link readPurchaseData}. */
function checkHistory(
  given: Readonly<Record<keyof PurchaseHistory, unknown>>,
  pathOf: PathOf,
): PurchaseHistory {
  const frequency = expectFinite(given.frequency, pathOf("frequency"));
  const recency = expectFinite(given.recency, pathOf("recency"));
  const age = expectFinite(given.age, pathOf("age"));
  if (!(Number.isSafeInteger(frequency) && frequency >= 0)) {
    fail("scoring.frequency", pathOf("frequency"), "a whole number from 0", frequency);
  }
  if (age !== 0 && !(age >= TIME_MIN && age <= TIME_MAX)) {
    fail("schema.range", pathOf("age"), "0, or a time of 1e-9 to 1e12 units", age);
  }
  if (recency < 0) fail("schema.range", pathOf("recency"), "a time from 0", recency);
  if (recency > age) refuse("recency", pathOf, "at most the age", recency);
  if (frequency === 0 && recency > 0) {
    refuse("recency", pathOf, "0 where there is no repeat purchase", recency);
  }
  if (frequency > 0 && recency === 0) {
    refuse("frequency", pathOf, "0 where the recency is 0", frequency);
  }
  return { frequency, recency, age };
}

/** Demands a time from 0 on (`schema.type`, `schema.not_finite`, `schema.range`). @internal */
export function readTime(value: unknown, path: string): number {
  const time = expectFinite(value, path);
  if (time < 0 || time > TIME_MAX) fail("schema.range", path, "a time of 0 to 1e12 units", value);
  return time;
}

/** One history, checked. @internal */
export function readHistory(value: unknown, path: string): PurchaseHistory {
  const record = expectRecord(value, path);
  const given = {
    frequency: record["frequency"],
    recency: record["recency"],
    age: record["age"],
  };
  return checkHistory(given, (name) => at(path, name));
}

/** A count of customers, checked (`scoring.count`). @internal */
export function readCount(value: unknown, path: string): number {
  if (value === undefined) return 1;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > COUNT_MAX) {
    return fail("scoring.count", path, "a whole number from 0 to 1e15", value);
  }
  return value === 0 ? 0 : value;
}

function rowsToColumns(rows: readonly unknown[], path: string): CheckedColumns {
  const columns = {
    frequency: new Float64Array(rows.length),
    recency: new Float64Array(rows.length),
    age: new Float64Array(rows.length),
    count: new Float64Array(rows.length),
  };
  for (let index = 0; index < rows.length; index += 1) {
    const rowPath = atIndex(path, index);
    const row = readHistory(rows[index], rowPath);
    const record = rows[index] as { readonly count?: unknown };
    columns.frequency[index] = row.frequency;
    columns.recency[index] = row.recency;
    columns.age[index] = row.age;
    columns.count[index] = readCount(record.count, at(rowPath, "count"));
  }
  return columns;
}

/** A column as doubles; not copied where it is one already. What is in it is not checked yet. */
function readColumn(value: unknown, path: string): Float64Array {
  if (value instanceof Float64Array) return value;
  if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && "length" in value)) {
    return fail("schema.type", path, "a list or a typed array", value);
  }
  // The holes of a list are refused before a column of its length is made.
  if (Array.isArray(value)) expectArray(value, path, Number.MAX_SAFE_INTEGER);
  const list = value as ArrayLike<unknown>;
  const doubles = new Float64Array(list.length);
  for (let index = 0; index < list.length; index += 1) {
    const entry = list[index];
    doubles[index] = typeof entry === "number" ? entry : expectFinite(entry, atIndex(path, index));
  }
  return doubles;
}

/** Columns of histories. @internal */
export type HistoryColumns = Pick<CheckedColumns, "frequency" | "recency" | "age">;

function expectLength(column: Float64Array, length: number, path: string): void {
  if (column.length === length) return;
  fail("scoring.column_length", path, `${String(length)} entries`, column.length);
}

/** Columns of histories, checked. @internal */
export function readHistories(value: unknown, path: string): HistoryColumns {
  const record = expectRecord(value, path);
  const frequency = readColumn(record["frequency"], at(path, "frequency"));
  const recency = readColumn(record["recency"], at(path, "recency"));
  const age = readColumn(record["age"], at(path, "age"));
  expectLength(recency, frequency.length, at(path, "recency"));
  expectLength(age, frequency.length, at(path, "age"));
  for (let index = 0; index < frequency.length; index += 1) {
    const x = frequency[index] as number;
    const t = recency[index] as number;
    const end = age[index] as number;
    // One chain for what is usual; whatever fails it is looked at again, to say what is wrong.
    const isUsual =
      x >= 0 &&
      Math.floor(x) === x &&
      x <= Number.MAX_SAFE_INTEGER &&
      end >= TIME_MIN &&
      end <= TIME_MAX &&
      t <= end &&
      (x > 0 ? t > 0 : t === 0);
    if (isUsual) continue;
    checkHistory({ frequency: x, recency: t, age: end }, (name) => atIndex(at(path, name), index));
  }
  return { frequency, recency, age };
}

function readCounts(value: unknown, length: number, path: string): Float64Array {
  if (value === undefined) return new Float64Array(length).fill(1);
  const counts = readColumn(value, path);
  expectLength(counts, length, path);
  for (let index = 0; index < length; index += 1) {
    readCount(counts[index], atIndex(path, index));
  }
  return counts;
}

/**
 * Demands no more repeat purchases than days up to the recency. Times are often rounded: half a
 * day, or a hundredth of the unit, is no objection.
 */
function checkDays(columns: CheckedColumns, days: number, pathOf: (row: number) => string): void {
  const { frequency, recency } = columns;
  for (let row = 0; row < frequency.length; row += 1) {
    const most = (recency[row] as number) * days + Math.max(0.5, days / 100);
    if ((frequency[row] as number) <= most) continue;
    const expected = `at most ${String(Math.floor(most))}, one a day up to the recency`;
    fail("scoring.impossible_history", pathOf(row), expected, frequency[row]);
  }
}

/**
 * Patterns of rows or columns; with the days of a unit of time, also held against them.
 *
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `scoring.count`,
 * `scoring.column_length`, `schema.*`
 * @internal
 */
export function readPurchaseData(value: unknown, path: string, days?: number): Patterns {
  if (Array.isArray(value)) {
    const list = expectArray(value, path, Number.MAX_SAFE_INTEGER);
    const rows = rowsToColumns(list, path);
    if (days !== undefined) checkDays(rows, days, (row) => at(atIndex(path, row), "frequency"));
    return collapse(rows);
  }
  const histories = readHistories(value, path);
  const given = (value as { readonly count?: unknown }).count;
  const columns = { ...histories, count: readCounts(given, histories.age.length, at(path, "count")) };
  if (days !== undefined) checkDays(columns, days, (row) => atIndex(at(path, "frequency"), row));
  return collapse(columns);
}
