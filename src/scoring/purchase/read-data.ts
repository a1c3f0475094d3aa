/** The door of purchase data: rows or columns, checked, and collapsed to patterns. */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectFinite, expectRecord } from "../../values/plain.js";
import type { PurchaseHistory } from "./model.js";
import { collapse } from "./patterns.js";
import type { CheckedColumns, Patterns } from "./patterns.js";

/** Ages (and recencies) of other sizes are no times in any unit: 30 years are 10⁹ seconds. */
const TIME_MAX = 1e12;
const TIME_MIN = 1e-9;
const COUNT_MAX = 1e15;

function refuse(name: keyof PurchaseHistory, path: string, expected: string, got: unknown): never {
  return fail("scoring.impossible_history", at(path, name), expected, got);
}

/** Demands a history that can be; codes as {@link readPurchaseData}. @internal */
export function checkHistory(x: number, t: number, end: number, path: string): void {
  if (!(Number.isSafeInteger(x) && x >= 0)) {
    fail("scoring.frequency", at(path, "frequency"), "a whole number from 0", x);
  }
  checkTime(end, path, "age");
  if (!(t >= 0)) fail("schema.range", at(path, "recency"), "a time from 0", t);
  if (t > end) refuse("recency", path, "at most the age", t);
  if (x === 0 && t > 0) refuse("recency", path, "0 where there is no repeat purchase", t);
  if (x > 0 && t === 0) refuse("frequency", path, "0 where the recency is 0", x);
}

function checkTime(value: number, path: string, name: string): void {
  const isTime = value === 0 || (value >= TIME_MIN && value <= TIME_MAX);
  if (!isTime) fail("schema.range", at(path, name), "0, or a time of 1e-9 to 1e12 units", value);
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
  const frequency = expectFinite(record["frequency"], at(path, "frequency"));
  const recency = expectFinite(record["recency"], at(path, "recency"));
  const age = expectFinite(record["age"], at(path, "age"));
  checkHistory(frequency, recency, age, path);
  return { frequency, recency, age };
}

/** A count of customers, checked (`scoring.count`). @internal */
export function readCount(value: unknown, path: string): number {
  if (value === undefined) return 1;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > COUNT_MAX) {
    return fail("scoring.count", path, "a whole number from 0", value);
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

/** A column of finite numbers as doubles; not copied where it is one already. @internal */
export function readColumn(value: unknown, path: string): Float64Array {
  if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && "length" in value)) {
    return fail("schema.type", path, "a list or a typed array", value);
  }
  const list = value as ArrayLike<unknown>;
  const doubles = new Float64Array(list.length);
  for (let index = 0; index < list.length; index += 1) {
    const entry = list[index];
    if (typeof entry !== "number" || !(Math.abs(entry) < Infinity)) {
      doubles[index] = expectFinite(entry, atIndex(path, index));
    } else doubles[index] = entry === 0 ? 0 : entry;
  }
  return doubles;
}

/** Columns, checked. @internal */
export function readColumns(value: unknown, path: string): CheckedColumns {
  const record = expectRecord(value, path);
  const frequency = readColumn(record["frequency"], at(path, "frequency"));
  const recency = readColumn(record["recency"], at(path, "recency"));
  const age = readColumn(record["age"], at(path, "age"));
  const length = frequency.length;
  const given = record["count"];
  const count =
    given === undefined ? new Float64Array(length).fill(1) : readColumn(given, at(path, "count"));
  for (const [name, column] of Object.entries({ recency, age, count })) {
    if (column.length === length) continue;
    fail("scoring.column_length", at(path, name), `${String(length)} entries`, column.length);
  }
  for (let index = 0; index < length; index += 1) {
    const x = frequency[index] as number;
    const t = recency[index] as number;
    const end = age[index] as number;
    const isUsual =
      Number.isSafeInteger(x) && end <= TIME_MAX && end >= TIME_MIN && t <= end && (x > 0) === t > 0;
    if (!isUsual || t < 0 || x < 0) checkHistory(x, t, end, atIndex(path, index));
    if (given !== undefined) readCount(count[index], atIndex(at(path, "count"), index));
  }
  return { frequency, recency, age, count };
}

/**
 * Patterns of rows or columns.
 *
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `scoring.count`,
 * `scoring.column_length`, `schema.*`
 * @internal
 */
export function readPurchaseData(value: unknown, path: string): Patterns {
  return collapse(
    Array.isArray(value) ? rowsToColumns(value as readonly unknown[], path) : readColumns(value, path),
  );
}
