/** ABC classes and concentration over typed arrays: the same figures as of lists. */
import { fail } from "../../values/errors.js";
import { expectInteger, expectRecord } from "../../values/plain.js";
import { multiplyScaled, roundScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { BUCKETS, bucketOf, highWords } from "../segmentation/select.js";
import type { AbcClass, AbcOptions, AbcRule } from "./abc.js";
import { readAbcOptions } from "./abc.js";
import { readCents } from "./cent-column.js";
import type { CentColumn } from "./cent-column.js";
import { readConcentrationOptions } from "./concentration.js";
import type { Concentration, ConcentrationOptions, NoConcentration } from "./concentration.js";
import { measureConcentration } from "./measure-concentration.js";

/** Totals of accounts, in whole minor units. @since 0.1.0 */
export interface ValueColumns {
  readonly cents: CentColumn;
}

/** One class as a whole. @since 0.1.0 */
export interface AbcColumnSummary {
  readonly class: AbcClass;
  readonly count: number;
  readonly cents: number;
  readonly share: number;
}

/** The class of each account, at its place. @since 0.1.0 */
export interface AbcColumns {
  /** Sum of the values above zero, in minor units. */
  readonly totalCents: number;
  readonly classes: readonly [AbcColumnSummary, AbcColumnSummary, AbcColumnSummary];
  /** 0 for A, 1 for B, 2 for C. */
  readonly class: Uint8Array;
}

/** The last item of a class: of its value, those up to its place belong to it. */
interface LastItem {
  readonly value: number;
  readonly place: number;
}

const NOBODY: LastItem = { value: Infinity, place: -1 };

function readColumn(columns: unknown): Float64Array {
  const record = expectRecord(columns, "columns", ["cents"]);
  const cents = readCents(record["cents"], "columns.cents");
  return cents instanceof Float64Array ? cents : Float64Array.from(cents);
}

interface Histogram {
  readonly counts: Uint32Array;
  readonly sums: Float64Array;
  readonly total: number;
}

/** Counts and sums of the values above zero by their leading bits. */
function histogramOf(values: Float64Array): Histogram {
  const counts = new Uint32Array(BUCKETS);
  const sums = new Float64Array(BUCKETS);
  const { words, offset } = highWords(values);
  let total = 0;
  let size = 0;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] as number;
    size += Math.abs(value);
    if (!(value > 0)) continue;
    const bucket = bucketOf(words[2 * place + offset] as number);
    counts[bucket] = (counts[bucket] as number) + 1;
    sums[bucket] = (sums[bucket] as number) + value;
    total += value;
  }
  // A sum of sizes that stays below 2^53 was exact at each step, and so were all others.
  if (size > Number.MAX_SAFE_INTEGER) {
    fail("columns.range", "columns.cents", "amounts of at most 2^53 − 1 in all", size);
  }
  return { counts, sums, total };
}

function bucketValues(values: Float64Array, bucket: number, size: number): Float64Array {
  const found = new Float64Array(size);
  const { words, offset } = highWords(values);
  let next = 0;
  for (let place = 0; place < values.length; place += 1) {
    if (bucketOf(words[2 * place + offset] as number) !== bucket) continue;
    found[next] = values[place] as number;
    next += 1;
  }
  return found.sort();
}

/** The place of the n-th item of a value, n from 1. */
function placeOfNth(values: Float64Array, value: number, n: number): number {
  let left = n;
  for (let place = 0; place < values.length; place += 1) {
    if (values[place] !== value) continue;
    left -= 1;
    if (left === 0) return place;
  }
  return -1;
}

/** The last item up to the cut: the bucket where it is crossed is the only one that is sorted. */
function lastItem(values: Float64Array, histogram: Histogram, cut: Scaled, rule: AbcRule): LastItem {
  const { counts, sums, total } = histogram;
  const end = multiplyScaled({ units: total, scale: 0 }, cut);
  const isIn = rule === "crossing-in";
  // Sums are whole: below the end is below it rounded up, up to the end up to it rounded down.
  const limit = Number(roundScaled(end, 0, isIn ? "ceil" : "floor").units);
  const isBeyond = (before: number, value: number): boolean =>
    isIn ? before >= limit : before + value > limit;
  let before = 0;
  let whole: { readonly bucket: number; readonly count: number } | null = null;
  for (let bucket = BUCKETS - 1; bucket >= 0; bucket -= 1) {
    const count = counts[bucket] as number;
    if (count === 0) continue;
    const sum = sums[bucket] as number;
    if (before + sum > limit || isBeyond(before, 0)) {
      const last = crossing(values, { bucket, count }, before, isBeyond);
      if (last !== null) return last;
      break;
    }
    before += sum;
    whole = { bucket, count };
  }
  if (whole === null) return NOBODY;
  // The smallest item of the last bucket that is whole, and all that are equal to it.
  const value = bucketValues(values, whole.bucket, whole.count)[0] ?? 0;
  return { value, place: values.length };
}

function crossing(
  values: Float64Array,
  { bucket, count }: { readonly bucket: number; readonly count: number },
  start: number,
  isBeyond: (before: number, value: number) => boolean,
): LastItem | null {
  const sorted = bucketValues(values, bucket, count);
  let before = start;
  let last: number | null = null;
  let equal = 0;
  for (let index = count - 1; index >= 0; index -= 1) {
    const value = sorted[index] as number;
    if (isBeyond(before, value)) break;
    before += value;
    equal = value === last ? equal + 1 : 1;
    last = value;
  }
  return last === null ? null : { value: last, place: placeOfNth(values, last, equal) };
}

/**
 * ABC classes over a column: the same as of `abc` with ids in the order of the places, so that of
 * equal values the earlier place comes first. Only the values next to the cuts are sorted: O(n)
 * for values that spread, O(n log n) at worst. Memory beside the column: a byte an account and
 * some 3 MB.
 *
 * @throws ClienteleError `columns.range` for an amount that is no safe whole number, or a sum
 * beyond 2^53 − 1, `columns.type`, and as the options of `abc`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abcColumns } from "clientele/scoring";
 *
 * const found = abcColumns({ cents: Int32Array.of(5_000, 50_000, 15_000, 30_000) });
 * assert.deepEqual([...found.class], [2, 0, 1, 0]);
 * assert.equal(found.classes[0].cents, 80_000);
 * ```
 * @since 0.1.0
 */
export function abcColumns(columns: ValueColumns, options: AbcOptions = {}): AbcColumns {
  const { cuts, rule } = readAbcOptions(options, "options");
  const values = readColumn(columns);
  const histogram = histogramOf(values);
  const [a, b] = cuts.map((cut) => lastItem(values, histogram, cut, rule));
  const [lastA, lastB] = [a ?? NOBODY, b ?? NOBODY];
  const places = new Uint8Array(values.length);
  const counts = [0, 0, 0];
  const sums = [0, 0, 0];
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] as number;
    const isA = value > lastA.value || (value === lastA.value && place <= lastA.place);
    const isB = value > lastB.value || (value === lastB.value && place <= lastB.place);
    const own = isA ? 0 : isB ? 1 : 2;
    places[place] = own;
    counts[own] = (counts[own] as number) + 1;
    sums[own] = (sums[own] as number) + value;
  }
  const summary = (name: AbcClass, own: number): AbcColumnSummary => {
    const cents = sums[own] ?? 0;
    const share = histogram.total === 0 ? 0 : Math.min(1, Math.max(0, cents / histogram.total));
    return { class: name, count: counts[own] ?? 0, cents, share };
  };
  return {
    totalCents: histogram.total,
    classes: [summary("A", 0), summary("B", 1), summary("C", 2)],
    class: places,
  };
}

/**
 * Concentration over a column: the same bits as of `concentration` on the amounts that the cents
 * stand for. O(n log n), as Gini needs the order; 8 bytes an account beside the column.
 *
 * @throws ClienteleError `columns.range` for an amount that is no safe whole number,
 * `columns.type`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentrationColumns } from "clientele/scoring";
 *
 * const found = concentrationColumns({ cents: Float64Array.of(1_000, 2_000, 3_000, 4_000) });
 * assert.ok(found.state === "known");
 * assert.equal(found.gini, 0.25);
 * ```
 * @since 0.1.0
 */
export function concentrationColumns(
  columns: ValueColumns,
  options: ConcentrationOptions & { readonly scale?: number } = {},
): Concentration | NoConcentration {
  const { scale: given, ...rest } = expectRecord(options, "options");
  const scale = expectInteger(given ?? 2, "options.scale", 0, 15);
  const plan = readConcentrationOptions(rest);
  const divisor = 10 ** scale;
  return measureConcentration(
    readColumn(columns).map((value) => value / divisor),
    plan,
  );
}
