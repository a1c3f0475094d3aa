/** Who rose and who fell between two ABC tables. */
import { fail } from "../../values/errors.js";
import { at, expectRecord } from "../../values/plain.js";
import { readEach } from "../cohorts/read-each.js";
import { segmentMigration } from "../segmentation/segment-migration.js";
import type { SegmentMigration, SegmentMover } from "../segmentation/segment-migration.js";
import type { SegmentMembership } from "../segmentation/model.js";
import type { AbcClass, AbcTable } from "./abc.js";

/** Migration between classes, with its direction. @since 0.1.0 */
export interface AbcMigration extends SegmentMigration {
  /** Accounts that went to a higher class, by id. */
  readonly risen: readonly SegmentMover[];
  /** Accounts that went to a lower class, by id. */
  readonly fallen: readonly SegmentMover[];
}

const CLASSES: readonly AbcClass[] = ["A", "B", "C"];

function membersOf(table: unknown, path: string): readonly SegmentMembership[] {
  const record = expectRecord(table, path);
  return readEach(record["rows"], at(path, "rows"), (item, spot) => {
    const row = expectRecord(item, spot);
    const segment = CLASSES.find((name) => name === row["class"]);
    if (segment === undefined) {
      return fail("schema.value", at(spot, "class"), "one of A, B, C", row["class"]);
    }
    return { id: row["id"] as string, segment };
  });
}

/**
 * Compares the classes of two periods: a matrix of A, B and C, who rose, who fell, who is new and
 * who is gone. O(n log n).
 *
 * @throws ClienteleError as {@link segmentMigration}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abc, abcMigration } from "clientele/scoring";
 *
 * const before = abc([{ id: "acme", value: 900 }, { id: "bolt", value: 100 }]);
 * const after = abc([{ id: "acme", value: 900 }, { id: "bolt", value: 2000 }]);
 * const found = abcMigration(before, after);
 * assert.deepEqual(found.risen, [{ id: "bolt", from: "B", to: "A" }]);
 * ```
 * @since 0.1.0
 */
export function abcMigration(before: AbcTable, after: AbcTable): AbcMigration {
  const order = { order: CLASSES };
  const moves = segmentMigration(membersOf(before, "before"), membersOf(after, "after"), order);
  // A is before B in the alphabet and above it in rank.
  const isRise = ({ from, to }: SegmentMover): boolean => from !== null && to !== null && to < from;
  return {
    ...moves,
    risen: moves.movers.filter(isRise),
    fallen: moves.movers.filter((mover) => !isRise(mover)),
  };
}
