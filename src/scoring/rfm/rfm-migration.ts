/** What became of accounts between two RFM tables. */
import {
  at,
  compareText,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { readEach } from "../cohorts/read-each.js";
import type { SegmentMembership } from "../segmentation/model.js";
import { segmentMigration } from "../segmentation/segment-migration.js";
import type { SegmentMigration, SegmentMover } from "../segmentation/segment-migration.js";
import type { RfmRow, RfmTable } from "./model.js";

/** An account whose scores or segment changed; differences of scores are after − before. @since 0.1.0 */
export interface RfmMover extends SegmentMover {
  readonly recencyChange: number;
  readonly frequencyChange: number;
  readonly monetaryChange: number;
}

/** Migration between segments, and every account whose scores changed. @since 0.1.0 */
export interface RfmMigration extends SegmentMigration {
  /** Accounts of both tables of which a score changed, by id; some keep their segment. */
  readonly scoreMovers: readonly RfmMover[];
}

type ScoreName = "recencyScore" | "frequencyScore" | "monetaryScore";
type ScoredRow = Pick<RfmRow, "account" | "segment" | ScoreName>;

function rowsOf(table: unknown, path: string): readonly ScoredRow[] {
  const record = expectRecord(table, path);
  return readEach(record["rows"], at(path, "rows"), (item, spot): ScoredRow => {
    const row = expectRecord(item, spot);
    const score = (name: ScoreName): number => expectInteger(row[name], at(spot, name), 1);
    const segment = row["segment"];
    return {
      account: expectIdentifier(row["account"], at(spot, "account")),
      segment: segment === null ? null : expectIdentifier(segment, at(spot, "segment")),
      recencyScore: score("recencyScore"),
      frequencyScore: score("frequencyScore"),
      monetaryScore: score("monetaryScore"),
    };
  });
}

/**
 * Compares two tables: from which segment to which, who entered, who left, and how the scores of
 * each account changed. Scores by quantiles compare an account with the others of its period: for
 * a comparison with fixed limits, score both tables by the same `bands`.
 *
 * @throws ClienteleError as {@link segmentMigration}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfmFromMeasures, rfmMigration } from "clientele/scoring";
 *
 * const bands = { recencyDays: [90], frequency: [4], monetary: ["1000"] };
 * const segments = [{ id: "buys", when: { fact: "recency", operator: "equal", value: 2 } as const }];
 * const table = (recencyDays: number, asOf: string) =>
 *   rfmFromMeasures([{ account: "acme", recencyDays, frequency: 4, monetary: "900" }], {
 *     asOf,
 *     bins: 2,
 *     bands,
 *     segments,
 *   });
 * const found = rfmMigration(table(20, "2026-06-30"), table(200, "2026-12-31"));
 * assert.deepEqual(found.movers, [{ id: "acme", from: "buys", to: null }]);
 * assert.equal(found.scoreMovers[0]?.recencyChange, -1);
 * ```
 * @since 0.1.0
 */
export function rfmMigration(
  before: RfmTable,
  after: RfmTable,
  options: { readonly order?: readonly string[] } = {},
): RfmMigration {
  const [first, second] = [rowsOf(before, "before"), rowsOf(after, "after")];
  const label = ({ account, segment }: ScoredRow): SegmentMembership => ({ id: account, segment });
  const moves = segmentMigration(first.map(label), second.map(label), options);
  const earlier = new Map(first.map((row) => [row.account, row]));
  const scoreMovers: RfmMover[] = [];
  for (const row of second) {
    const old = earlier.get(row.account);
    if (old === undefined) continue;
    const change = {
      recencyChange: row.recencyScore - old.recencyScore,
      frequencyChange: row.frequencyScore - old.frequencyScore,
      monetaryChange: row.monetaryScore - old.monetaryScore,
    };
    if (Object.values(change).every((one) => one === 0)) continue;
    scoreMovers.push({ id: row.account, from: old.segment, to: row.segment, ...change });
  }
  return { ...moves, scoreMovers: scoreMovers.sort((a, b) => compareText(a.id, b.id)) };
}
