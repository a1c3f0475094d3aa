/**
 * From pairs to clusters: the surest pairs are joined first, and none that would bring two
 * legal entities together. That two records resemble a third does not make them one.
 */
import { compareText } from "../../values/plain.js";
import { tellsEntitiesApart } from "./compare-records.js";
import type { DuplicateCluster, DuplicateEvidence, DuplicatePair } from "./model.js";
import type { ReadRecord } from "./read-record.js";

/** A pair beyond the threshold. @internal */
export interface SuspectedPair {
  readonly first: ReadRecord;
  readonly second: ReadRecord;
  readonly similarity: number;
  readonly evidence: readonly DuplicateEvidence[];
}

/** A growing cluster: its records, its numbers by kind, its weakest pair. */
interface Group {
  ids: string[];
  readonly numbers: Map<string, readonly string[]>;
  similarityMin: number;
}

function groupOf(record: ReadRecord): Group {
  const kinds = [...record.byKind].filter(([kind]) => tellsEntitiesApart(kind));
  return { ids: [record.id], numbers: new Map(kinds), similarityMin: 1 };
}

function isOneEntity(a: Group, b: Group): boolean {
  for (const [kind, values] of a.numbers) {
    const others = b.numbers.get(kind);
    if (others !== undefined && !values.some((value) => others.includes(value))) return false;
  }
  return true;
}

/** Takes the smaller group up into the larger: O(n log n) over all joins. */
function join(larger: Group, smaller: Group, similarity: number): void {
  for (const id of smaller.ids) larger.ids.push(id);
  for (const [kind, values] of smaller.numbers) {
    const own = larger.numbers.get(kind) ?? [];
    larger.numbers.set(kind, [...new Set([...own, ...values])]);
  }
  larger.similarityMin = Math.min(larger.similarityMin, smaller.similarityMin, similarity);
}

/** Pairs in their order, said whether they are joined, and the clusters. @internal */
export function clustersOf(suspected: readonly SuspectedPair[]): {
  readonly pairs: readonly DuplicatePair[];
  readonly clusters: readonly DuplicateCluster[];
} {
  const groups = new Map<string, Group>();
  const pairs = suspected.map(({ first, second, similarity, evidence }): DuplicatePair => {
    const a = groups.get(first.id) ?? groupOf(first);
    const b = groups.get(second.id) ?? groupOf(second);
    const joined = a === b || isOneEntity(a, b);
    if (joined && a !== b) {
      const [larger, smaller] = a.ids.length < b.ids.length ? [b, a] : [a, b];
      join(larger, smaller, similarity);
      groups.set(first.id, larger).set(second.id, larger);
      for (const id of smaller.ids) groups.set(id, larger);
    }
    return { first: first.id, second: second.id, similarity, evidence, joined };
  });
  const clusters = [...new Set(groups.values())].map(({ ids, similarityMin }) => ({
    ids: [...ids].sort(compareText),
    similarityMin,
  }));
  clusters.sort((a, b) => compareText(a.ids[0] ?? "", b.ids[0] ?? ""));
  return { pairs, clusters };
}
