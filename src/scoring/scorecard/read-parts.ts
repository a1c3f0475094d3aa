/** Guards that the parts of a scorecard share. */
import { fail } from "../../values/errors.js";
import type { IssueCollector } from "../../values/errors.js";
import { at, atIndex, expectFinite, expectArray, expectString } from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";

/** Longest text of a category. @internal */
export const CATEGORY_LENGTH_MAX = 256;

/** Demands a weight (`scoring.weights`). @internal */
export function expectWeight(value: unknown, path: string): number {
  const weight = expectFinite(value, path);
  if (weight < 0 || weight > 1e9) fail("scoring.weights", path, "0 to 1 000 000 000", weight);
  return weight;
}

/** Texts for readers are checked, and change nothing. @internal */
export function checkRemarks(record: UnknownRecord, path: string, keys: readonly string[]): void {
  for (const key of keys) {
    if (record[key] !== undefined) expectString(record[key], at(path, key));
  }
}

interface ReadList {
  readonly value: unknown;
  readonly path: string;
  readonly max: number;
  /** Ids that are taken already. */
  readonly seen?: Set<string>;
}

/** Reads a list item by item, each with its issues, and demands ids of their own. @internal */
export function readList<T extends { readonly id: string }>(
  issues: IssueCollector,
  list: ReadList,
  read: (item: unknown, path: string) => T,
): readonly T[] {
  const seen = list.seen ?? new Set<string>();
  const found: T[] = [];
  (issues.attempt(() => expectArray(list.value, list.path, list.max)) ?? []).forEach(
    (item, index) => {
      const path = atIndex(list.path, index);
      const one = issues.attempt(() => read(item, path));
      if (one === undefined) return;
      if (seen.has(one.id))
        issues.add("scoring.duplicate_id", at(path, "id"), "an id of its own", one.id);
      seen.add(one.id);
      found.push(one);
    },
  );
  return found;
}
