/** Who moved between two segmentations of the same accounts: a matrix and the movers. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { readEach } from "../cohorts/read-each.js";
import { IDS_MAX } from "../read-values.js";
import type { SegmentMembership } from "./model.js";

/** Labels of a matrix: beyond it the matrix is no longer a picture of anything. */
const LABELS_MAX = 1_000;

/** An account that changed its segment. @since 0.1.0 */
export interface SegmentMover {
  readonly id: string;
  /** Null for no segment. */
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * From one period to the next.
 *
 * @since 0.1.0
 */
export interface SegmentMigration {
  /** Rows and columns of the matrix; null, for accounts without a segment, comes last. */
  readonly segments: readonly (string | null)[];
  /** `counts[from][to]`: accounts that were in both periods. */
  readonly counts: readonly (readonly number[])[];
  /** Accounts of both periods that stayed in their segment. */
  readonly stayed: number;
  /** Accounts of both periods that changed it. */
  readonly moved: number;
  /** Share of the accounts of both periods that stayed; null where there are none. */
  readonly stability: number | null;
  /** By id. */
  readonly movers: readonly SegmentMover[];
  /** Accounts of the second period only, by id. */
  readonly entered: readonly SegmentMembership[];
  /** Accounts of the first period only, by id. */
  readonly left: readonly SegmentMembership[];
}

function readMemberships(value: unknown, path: string): Map<string, string | null> {
  const found = new Map<string, string | null>();
  const list = expectArray(value, path, IDS_MAX);
  for (let index = 0; index < list.length; index += 1) {
    const spot = atIndex(path, index);
    const record = expectRecord(list[index], spot);
    const id = expectIdentifier(record["id"], at(spot, "id"));
    if (found.has(id)) fail("scoring.duplicate_id", at(spot, "id"), "an id of its own", id);
    const segment = record["segment"];
    found.set(id, segment === null ? null : expectIdentifier(segment, at(spot, "segment")));
  }
  return found;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareText(a.id, b.id);
}

/** The order given first, then what else there is by code unit, then null. */
function labelsOf(
  maps: readonly ReadonlyMap<string, string | null>[],
  order: readonly string[],
): readonly (string | null)[] {
  const labels = new Set<string>(order);
  const others = new Set<string>();
  let hasNone = false;
  for (const map of maps) {
    for (const label of map.values()) {
      if (label === null) hasNone = true;
      else if (!labels.has(label)) others.add(label);
    }
  }
  const all = [...labels, ...[...others].sort(compareText), ...(hasNone ? [null] : [])];
  if (all.length > LABELS_MAX) {
    fail("limits.too_many", "segments", `at most ${String(LABELS_MAX)} segments`, all.length);
  }
  return all;
}

/**
 * Compares two segmentations: how many accounts went from which segment to which, who moved, who
 * is new and who is gone. Rows may carry more than `id` and `segment`, so that the rows of a
 * segmentation can be given as they are.
 *
 * `order` names segments in the order in which they are to be shown, those without an account
 * included; others follow by code unit. O(n log n).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `limits.too_many` beyond 1 000 segments, `id.*`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { segmentMigration } from "clientele/scoring";
 *
 * const found = segmentMigration(
 *   [{ id: "acme", segment: "key" }, { id: "bolt", segment: "small" }],
 *   [{ id: "acme", segment: "key" }, { id: "bolt", segment: "key" }],
 *   { order: ["key", "small"] },
 * );
 * assert.deepEqual(found.counts, [[1, 0], [1, 0]]);
 * assert.deepEqual(found.movers, [{ id: "bolt", from: "small", to: "key" }]);
 * ```
 * @since 0.1.0
 */
export function segmentMigration(
  before: readonly SegmentMembership[],
  after: readonly SegmentMembership[],
  options: { readonly order?: readonly string[] } = {},
): SegmentMigration {
  const record = expectRecord(options, "options", ["order"]);
  const order = readEach(record["order"] ?? [], "options.order", expectIdentifier, LABELS_MAX);
  const [first, second] = [readMemberships(before, "before"), readMemberships(after, "after")];
  const segments = labelsOf([first, second], order);
  const placeOf = new Map(segments.map((label, index) => [label, index]));
  const counts = segments.map(() => segments.map(() => 0));
  const movers: SegmentMover[] = [];
  const left: SegmentMembership[] = [];
  let stayed = 0;
  for (const [id, from] of first) {
    const to = second.get(id);
    if (to === undefined) {
      left.push({ id, segment: from });
      continue;
    }
    const row = itemAt(counts, placeOf.get(from) ?? 0);
    const column = placeOf.get(to) ?? 0;
    row[column] = itemAt(row, column) + 1;
    if (from === to) stayed += 1;
    else movers.push({ id, from, to });
  }
  const entered: SegmentMembership[] = [];
  for (const [id, segment] of second) if (!first.has(id)) entered.push({ id, segment });
  const both = stayed + movers.length;
  return {
    segments,
    counts,
    stayed,
    moved: movers.length,
    stability: both === 0 ? null : stayed / both,
    movers: movers.sort(byId),
    entered: entered.sort(byId),
    left: left.sort(byId),
  };
}
