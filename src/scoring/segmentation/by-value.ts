/** Segments of one measure: by bands that are fixed, or by quantiles of those given. */
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { toDecimalText } from "../../values/decimal.js";
import { fail, IssueCollector } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { compareScaled, scaledFrom } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import type { ValueOf } from "../concentration/abc.js";
import { readValues } from "../read-values.js";
import type { ReadValue } from "../read-values.js";
import type { Segmentation } from "./model.js";
import { rankScores } from "./quantile-scores.js";

const SEGMENTS_MAX = 1_000;

/** A segment of the values from a limit, which belongs to it, up to that of the next. @since 0.1.0 */
export interface SegmentBand {
  readonly id: string;
  /** Null for the first segment, if it has no lower end. */
  readonly from: DecimalInput | null;
}

interface ReadBand {
  readonly id: string;
  readonly from: Scaled | null;
}

function readBands(bands: unknown): readonly ReadBand[] {
  const issues = new IssueCollector();
  const seen = new Set<string>();
  let last: Scaled | null = null;
  const list = issues.attempt(() => expectArray(bands, "bands", SEGMENTS_MAX)) ?? [];
  // Not `map`, which would pass over the holes of a sparse list.
  const read = Array.from(list, (item, index): ReadBand => {
    const path = atIndex("bands", index);
    const record = issues.attempt(() => expectRecord(item, path, ["id", "from"]));
    if (record === undefined) return { id: "", from: null };
    const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id"))) ?? "";
    if (id !== "" && seen.has(id)) {
      issues.add("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    }
    seen.add(id);
    if (record["from"] === null && index === 0) return { id, from: null };
    const from =
      issues.attempt(() => scaledFrom(record["from"], "scoring", at(path, "from"))) ?? null;
    if (from !== null && last !== null && compareScaled(last, from) >= 0) {
      issues.add("scoring.bands", at(path, "from"), "limits that rise", record["from"]);
    }
    last = from ?? last;
    return { id, from };
  });
  issues.throwIfAny();
  return read;
}

function place(bands: readonly ReadBand[], value: Scaled): string | null {
  let [low, high] = [0, bands.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { from } = itemAt(bands, middle);
    if (from === null || compareScaled(from, value) <= 0) low = middle + 1;
    else high = middle;
  }
  return bands[low - 1]?.id ?? null;
}

function byId(items: readonly ReadValue[]): readonly ReadValue[] {
  return [...items].sort((a, b) => compareText(a.id, b.id));
}

/**
 * Puts each account into the band of its value, such as a score: a value at a limit belongs to the
 * band that begins there, compared exactly. A value below the first limit is in none.
 * O(n log n).
 *
 * @throws ClienteleError `scoring.bands` for limits that do not rise, `scoring.duplicate_id`,
 * `scoring.*` for a value that is no decimal, `schema.*`; all issues of the bands at once
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { segmentByBands } from "clientele/scoring";
 *
 * const { rows } = segmentByBands(
 *   [{ id: "acme", value: 70 }, { id: "bolt", value: "69.99" }],
 *   [{ id: "standard", from: null }, { id: "key", from: 70 }],
 * );
 * assert.deepEqual(rows.map((row) => row.segment), ["key", "standard"]);
 * ```
 * @since 0.1.0
 */
export function segmentByBands(
  values: readonly ValueOf[],
  bands: readonly SegmentBand[],
): Segmentation {
  const read = readBands(bands);
  const rows = byId(readValues(values, "values")).map(({ id, exact }) => ({
    id,
    segment: place(read, exact),
    undecided: [],
  }));
  return { segments: read.map(({ id }) => id), rows };
}

/** Where a segment by quantiles begins and ends in the values that it was made of. @since 0.1.0 */
export interface QuantileSegment {
  readonly id: string;
  readonly count: number;
  /** Smallest and largest value; null where the segment is empty. */
  readonly from: DecimalText | null;
  readonly to: DecimalText | null;
}

/** Accounts by quantiles of their values. @since 0.1.0 */
export interface QuantileSegmentation extends Segmentation {
  readonly bounds: readonly QuantileSegment[];
}

/**
 * Puts accounts into segments of about one size by their values: the names are given from the
 * lowest to the highest. Account by account the place is ⌊k × share that is strictly lower⌋ of k
 * names: accounts of one value always share one segment, so that ties may leave one larger and
 * another empty. Compared exactly; the order of the values changes nothing. O(n log n).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.segments` without a name, `scoring.*`
 * for a value that is no decimal, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { segmentByQuantiles } from "clientele/scoring";
 *
 * const values = [5, 1, 3, 3].map((value, index) => ({ id: `a${index}`, value }));
 * const found = segmentByQuantiles(values, ["low", "high"]);
 * assert.deepEqual(found.rows.map((row) => row.segment), ["high", "low", "low", "low"]);
 * assert.equal(found.bounds[1]?.from, "5");
 * ```
 * @since 0.1.0
 */
export function segmentByQuantiles(
  values: readonly ValueOf[],
  names: readonly string[],
): QuantileSegmentation {
  const seen = new Set<string>();
  const readName = (name: unknown, path: string): string => {
    const id = expectIdentifier(name, path);
    if (seen.has(id)) fail("scoring.duplicate_id", path, "another name", id);
    seen.add(id);
    return id;
  };
  const segments = readEach(names, "names", readName, SEGMENTS_MAX);
  if (segments.length === 0) fail("scoring.segments", "names", "at least one name", names);
  const items = byId(readValues(values, "values"));
  const scores = rankScores(
    items.map((item) => item.exact),
    segments.length,
  );
  const ends = segments.map((): { count: number; from: Scaled | null; to: Scaled | null } => ({
    count: 0,
    from: null,
    to: null,
  }));
  const rows = items.map(({ id, exact }, index) => {
    const position = itemAt(scores, index) - 1;
    const end = itemAt(ends, position);
    end.count += 1;
    if (end.from === null || compareScaled(exact, end.from) < 0) end.from = exact;
    if (end.to === null || compareScaled(exact, end.to) > 0) end.to = exact;
    return { id, segment: itemAt(segments, position), undecided: [] };
  });
  const text = (value: Scaled | null): DecimalText | null =>
    value === null ? null : toDecimalText(value);
  const bounds = segments.map((id, index): QuantileSegment => {
    const { count, from, to } = itemAt(ends, index);
    return { id, count, from: text(from), to: text(to) };
  });
  return { segments, rows, bounds };
}
