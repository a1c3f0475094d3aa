/** What the accounts of each segment are like beside all accounts. */
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { toDecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { ITEMS_MAX } from "../../values/limits.js";
import {
  at,
  compareText,
  expectFinite,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, scaledFrom, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { IDS_MAX } from "../read-values.js";
import type { SegmentMembership, Segmentation } from "./model.js";
import { doubleOf } from "./quantile-scores.js";

const MEASURES_MAX = 100;

/** An account with what is compared. @since 0.1.0 */
export interface ProfiledAccount {
  readonly id: string;
  /** Turnover, or another amount; summed exactly. */
  readonly value: DecimalInput;
  /** Measures by name, as doubles; null, or left out, where one is not known. */
  readonly measures?: { readonly [name: string]: number | null };
}

/** A measure of a segment beside that of all accounts. @since 0.1.0 */
export interface MeasureProfile {
  readonly name: string;
  /** Accounts of the segment of which it is known. */
  readonly known: number;
  /** Mean over those; null where there are none. */
  readonly mean: number | null;
  /** Mean of the segment ÷ mean over all; null where either is unknown or the latter is zero. */
  readonly lift: number | null;
}

/** A segment as a whole. @since 0.1.0 */
export interface SegmentProfile {
  /** Null for the accounts without a segment. */
  readonly segment: string | null;
  readonly count: number;
  /** Share of all accounts, 0 to 1; 0 without any. */
  readonly countShare: number;
  /** Exact sum. */
  readonly value: DecimalText;
  /** Share of the sum over all accounts; null where that is zero or below. */
  readonly valueShare: number | null;
  /** Mean value of the segment ÷ mean value over all; null where there is none. */
  readonly valueLift: number | null;
  /** By name. */
  readonly measures: readonly MeasureProfile[];
}

/** Profiles in the order of the segments; the values of all of them sum exactly. @since 0.1.0 */
export interface SegmentProfiles {
  readonly count: number;
  readonly value: DecimalText;
  /** Over all accounts; its lift is 1, or null. */
  readonly overall: readonly MeasureProfile[];
  readonly profiles: readonly SegmentProfile[];
}

interface Read {
  readonly value: Scaled;
  readonly measures: ReadonlyMap<string, number>;
}

interface Sums {
  count: number;
  value: Scaled;
  readonly measures: Map<string, { known: number; mean: number }>;
}

function readMeasures(value: unknown, path: string, names: Set<string>): Map<string, number> {
  const found = new Map<string, number>();
  if (value === undefined) return found;
  const record = expectRecord(value, path);
  for (const name of Object.keys(record)) {
    names.add(name);
    if (names.size > MEASURES_MAX) {
      fail("limits.too_many", path, `at most ${String(MEASURES_MAX)} measures`, name);
    }
    if (record[name] !== null) found.set(name, expectFinite(record[name], at(path, name)));
  }
  return found;
}

function readAccounts(value: unknown, names: Set<string>): ReadonlyMap<string, Read> {
  const found = new Map<string, Read>();
  const readOne = (item: unknown, path: string): void => {
    const record = expectRecord(item, path, ["id", "value", "measures"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (found.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    found.set(id, {
      value: scaledFrom(record["value"], "scoring", at(path, "value")),
      measures: readMeasures(record["measures"], at(path, "measures"), names),
    });
  };
  readEach(value, "accounts", readOne, IDS_MAX);
  return found;
}

/** A running mean, as the sum of large values could leave the range of doubles. */
function nextMean(mean: number, value: number, count: number): number {
  const step = value - mean;
  return Number.isFinite(step) ? mean + step / count : mean - mean / count + value / count;
}

function add(sums: Sums, one: Read): void {
  sums.count += 1;
  sums.value = addScaled(sums.value, one.value);
  for (const [name, value] of one.measures) {
    const sum = sums.measures.get(name) ?? { known: 0, mean: 0 };
    sum.known += 1;
    sum.mean = nextMean(sum.mean, value, sum.known);
    sums.measures.set(name, sum);
  }
}

function ratio(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole === 0) return null;
  const found = part / whole;
  return Number.isFinite(found) ? found : null;
}

function measuresOf(sums: Sums, all: Sums, names: readonly string[]): readonly MeasureProfile[] {
  return names.map((name) => {
    const own = sums.measures.get(name);
    const mean = own?.mean ?? null;
    const lift = ratio(mean, all.measures.get(name)?.mean ?? null);
    return { name, known: own?.known ?? 0, mean, lift };
  });
}

function profileOf(
  segment: string | null,
  sums: Sums,
  all: Sums,
  names: readonly string[],
): SegmentProfile {
  const isAbove = signOf(all.value) > 0;
  const valueShare = isAbove ? ratio(doubleOf(sums.value), doubleOf(all.value)) : null;
  const countShare = all.count === 0 ? 0 : sums.count / all.count;
  return {
    segment,
    count: sums.count,
    countShare,
    value: toDecimalText(sums.value),
    valueShare,
    valueLift: ratio(valueShare, countShare),
    measures: measuresOf(sums, all, names),
  };
}

function readRows(segmentation: unknown): {
  readonly segments: readonly string[];
  readonly rows: readonly SegmentMembership[];
} {
  const record = expectRecord(segmentation, "segmentation");
  const path = "segmentation.segments";
  const segments = readEach(record["segments"], path, expectIdentifier, ITEMS_MAX);
  const readRow = (item: unknown, spot: string): SegmentMembership => {
    const row = expectRecord(item, spot);
    const id = expectIdentifier(row["id"], at(spot, "id"));
    const { segment } = row;
    return {
      id,
      segment: segment === null ? null : expectIdentifier(segment, at(spot, "segment")),
    };
  };
  const rows = readEach(record["rows"], "segmentation.rows", readRow, IDS_MAX);
  // Means are sums of doubles: one order for all, whatever that of the rows was.
  return { segments, rows: rows.sort((a, b) => compareText(a.id, b.id)) };
}

/**
 * Size, value and measures of each segment beside those of all accounts. Every account of the
 * segmentation has its row in `accounts`; accounts that are not in it take no part. The exact
 * values of the segments, with that of the accounts without one, sum to the whole.
 *
 * O(n log n + accounts × measures).
 *
 * @throws ClienteleError `scoring.unknown_id` for an account of the segmentation without facts,
 * `scoring.unknown_segment`, `scoring.duplicate_id`, `limits.too_many` beyond 100 measures,
 * `scoring.*` for a value that is no decimal, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { segmentByBands, segmentProfiles } from "clientele/scoring";
 *
 * const scores = [{ id: "acme", value: 90 }, { id: "bolt", value: 20 }];
 * const bands = [{ id: "small", from: null }, { id: "key", from: 50 }];
 * const { profiles } = segmentProfiles(segmentByBands(scores, bands), [
 *   { id: "acme", value: "900.50", measures: { winRate: 0.6 } },
 *   { id: "bolt", value: "99.50", measures: { winRate: 0.2 } },
 * ]);
 * assert.equal(profiles[1]?.value, "900.5");
 * assert.equal(profiles[1]?.measures[0]?.lift?.toFixed(2), "1.50");
 * ```
 * @since 0.1.0
 */
export function segmentProfiles(
  segmentation: Segmentation,
  accounts: readonly ProfiledAccount[],
): SegmentProfiles {
  const { segments, rows } = readRows(segmentation);
  const names = new Set<string>();
  const facts = readAccounts(accounts, names);
  const empty = (): Sums => ({ count: 0, value: scaledZero, measures: new Map() });
  const all = empty();
  const sums = new Map<string | null, Sums>(segments.map((name) => [name, empty()]));
  let last: string | null = null;
  for (const { id, segment } of rows) {
    if (id === last) fail("scoring.duplicate_id", "segmentation.rows", "an id of its own", id);
    last = id;
    const one = facts.get(id);
    if (one === undefined) {
      return fail("scoring.unknown_id", "accounts", "a row for each account of the segments", id);
    }
    if (segment === null && !sums.has(null)) sums.set(null, empty());
    const own = sums.get(segment);
    if (own === undefined) {
      return fail("scoring.unknown_segment", "segmentation.rows", "a segment named", segment);
    }
    add(own, one);
    add(all, one);
  }
  const sorted = [...names].sort(compareText);
  return {
    count: all.count,
    value: toDecimalText(all.value),
    overall: measuresOf(all, all, sorted),
    profiles: [...sums].map(([name, own]) =>
      profileOf(name, own, all, sorted),
    ),
  };
}
