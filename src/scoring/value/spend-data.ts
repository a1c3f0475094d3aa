/** The rows of gamma–gamma, read once and gathered by frequency. */
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectFinite,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import type { SpendData } from "./gamma-gamma-model.js";

const PATTERN = ["frequency", "monetary", "count"];
const FREQUENCY_MAX = 1e9;
/** Mean spends that are told from nothing, and from no money. @internal */
export const MONETARY_MIN = 1e-12;
/** @internal */
export const MONETARY_MAX = 1e15;

/** Customers of one frequency: their distinct mean spends, rising, and how many have each. */
export interface SpendGroup {
  readonly frequency: number;
  readonly spends: Float64Array;
  readonly counts: Float64Array;
  readonly customers: number;
}

/** @internal */
export interface SpendGroups {
  /** By frequency, rising; whatever the order of the rows. */
  readonly groups: readonly SpendGroup[];
  readonly customers: number;
  readonly patterns: number;
  readonly withoutRepeat: number;
  /** Customers whose repeat purchases were all free. */
  readonly withoutSpend: number;
}

/** Demands a mean spend, or 0 (`schema.*`, `scoring.monetary_value`). @internal */
export function expectMonetary(value: unknown, path: string): number {
  const spend = expectFinite(value, path);
  if (spend === 0) return 0;
  if (spend < MONETARY_MIN || spend > MONETARY_MAX) {
    fail("scoring.monetary_value", path, "0, or a mean spend from 1e-12 to 1e15", value);
  }
  return spend;
}

/** Demands a number of repeat purchases (`schema.*`). @internal */
export function expectFrequency(value: unknown, path: string): number {
  return expectInteger(value, path, 0, FREQUENCY_MAX);
}

/** One history (`schema.*`, `scoring.monetary_value`). @internal */
export function readSpend(
  value: unknown,
  path: string,
): { readonly frequency: number; readonly monetary: number } {
  // Rows of a summary have more members, which are not read.
  const record = expectRecord(value, path);
  const frequency = expectFrequency(record["frequency"], at(path, "frequency"));
  if (frequency === 0) return { frequency, monetary: 0 };
  const monetary = expectMonetary(record["monetary"], at(path, "monetary"));
  return { frequency, monetary };
}

/** Demands a column of numbers of a length (`schema.type`, `scoring.column_length`). @internal */
export function expectColumn(value: unknown, path: string, length?: number): ArrayLike<number> {
  const isColumn = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  if (!isColumn) fail("schema.type", path, "a column of numbers", value);
  const column = value as ArrayLike<number>;
  if (length !== undefined && column.length !== length) {
    fail("scoring.column_length", path, `${String(length)} entries`, column.length);
  }
  return column;
}

interface Bag {
  readonly spends: number[];
  readonly counts: number[];
}

class Gatherer {
  readonly bags = new Map<number, Bag>();
  withoutRepeat = 0;
  withoutSpend = 0;

  add(frequency: number, monetary: number, count: number): void {
    if (frequency === 0) {
      this.withoutRepeat += count;
      return;
    }
    if (monetary === 0) {
      this.withoutSpend += count;
      return;
    }
    let bag = this.bags.get(frequency);
    if (bag === undefined) {
      bag = { spends: [], counts: [] };
      this.bags.set(frequency, bag);
    }
    if (count === 0) return;
    bag.spends.push(monetary);
    bag.counts.push(count);
  }
}

function groupOf(frequency: number, bag: Bag): SpendGroup {
  const isPlain = bag.counts.every((count) => count === 1);
  const byValue = new Map<number, number>();
  if (!isPlain) {
    bag.spends.forEach((spend, index) => {
      byValue.set(spend, (byValue.get(spend) ?? 0) + (bag.counts[index] as number));
    });
  }
  const sorted = Float64Array.from(isPlain ? bag.spends : byValue.keys()).sort();
  let kept = 0;
  const counts = new Float64Array(sorted.length);
  let customers = 0;
  for (const spend of sorted) {
    if (kept === 0 || sorted[kept - 1] !== spend) kept += 1;
    sorted[kept - 1] = spend;
    const count = isPlain ? 1 : (byValue.get(spend) ?? 0);
    counts[kept - 1] = (counts[kept - 1] as number) + count;
    customers += count;
  }
  return { frequency, spends: sorted.slice(0, kept), counts: counts.slice(0, kept), customers };
}

function gatherRows(gatherer: Gatherer, rows: readonly unknown[]): void {
  for (let index = 0; index < rows.length; index += 1) {
    const path = atIndex("rows", index);
    const { frequency, monetary } = readSpend(rows[index], path);
    const given = (rows[index] as { readonly count?: unknown }).count;
    const count = given === undefined ? 1 : expectInteger(given, at(path, "count"), 0);
    gatherer.add(frequency, monetary, count);
  }
}

function gatherColumns(gatherer: Gatherer, data: unknown): void {
  const record = expectRecord(data, "rows", PATTERN);
  const frequency = expectColumn(record["frequency"], "rows.frequency");
  const { length } = frequency;
  const monetary = expectColumn(record["monetary"], "rows.monetary", length);
  const count =
    record["count"] === undefined ? null : expectColumn(record["count"], "rows.count", length);
  for (let index = 0; index < length; index += 1) {
    const times = expectFrequency(frequency[index], atIndex("rows.frequency", index));
    const path = atIndex("rows.monetary", index);
    const mean = times === 0 ? 0 : expectMonetary(monetary[index], path);
    const many =
      count === null ? 1 : expectInteger(count[index], atIndex("rows.count", index), 0);
    gatherer.add(times, mean, many);
  }
}

/** Reads rows or columns; identical customers once. O(n log n). @internal */
export function gatherSpends(data: SpendData): SpendGroups {
  const gatherer = new Gatherer();
  if (Array.isArray(data)) {
    gatherRows(gatherer, expectArray(data, "rows", Number.MAX_SAFE_INTEGER));
  } else {
    gatherColumns(gatherer, data);
  }
  const groups = [...gatherer.bags.entries()]
    .sort(([a], [b]) => a - b)
    .map(([frequency, bag]) => groupOf(frequency, bag))
    .filter(({ customers }) => customers > 0);
  const customers = groups.reduce((sum, group) => sum + group.customers, 0);
  const patterns = groups.reduce((sum, group) => sum + group.spends.length, 0);
  const { withoutRepeat, withoutSpend } = gatherer;
  if (customers + withoutRepeat + withoutSpend > Number.MAX_SAFE_INTEGER) {
    fail("schema.range", "rows", "at most 2^53 customers in all", customers);
  }
  return { groups, customers, patterns, withoutRepeat, withoutSpend };
}
