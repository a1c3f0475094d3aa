/**
 * A map by text that can be added to without being changed or copied whole: the state of
 * aggregates by account. Plain JSON, and the same bytes for the same entries whatever their order
 * and however they were merged.
 *
 * A node holds up to sixteen entries, by id; with more it branches sixteen ways, at first by the
 * digits of a hash, which spreads any ids, then by the code units of the id, which part those
 * that share a hash by design. Adding copies the nodes on one way down: O(log n).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";

/** An id with what is known of it. @since 0.1.0 */
export type IdEntry<Value> = readonly [id: string, value: Value];

/** A node with its entries by id, or with sixteen branches, null where empty. @since 0.1.0 */
export type IdTree<Value> =
  | { readonly entries: readonly IdEntry<Value>[] }
  | { readonly branches: readonly (IdTree<Value> | null)[] };

const ENTRIES_MAX = 16;
const HASH_DIGITS = 8;
/** Digits of the longest id: a state that is deeper is not ours. */
const DEPTH_MAX = HASH_DIGITS + 4 * 512;

/** FNV-1a over code units, with a last mixing, as its low digits are weak. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function digitOf(id: string, hash: number, depth: number): number {
  if (depth < HASH_DIGITS) return (hash >>> (4 * depth)) & 15;
  const place = depth - HASH_DIGITS;
  const unit = id.charCodeAt(place >> 2);
  return Number.isNaN(unit) ? 0 : (unit >>> (12 - 4 * (place & 3))) & 15;
}

/** The tree of no entries. @internal */
export function emptyTree<Value>(): IdTree<Value> {
  return { entries: [] };
}

/** Splits entries, sorted by id, until no node has too many. */
function nodeOf<Value>(entries: readonly IdEntry<Value>[], depth: number): IdTree<Value> {
  if (entries.length <= ENTRIES_MAX) return { entries };
  const parts: IdEntry<Value>[][] = Array.from({ length: 16 }, () => []);
  for (const entry of entries) itemAt(parts, digitOf(entry[0], hashOf(entry[0]), depth)).push(entry);
  return { branches: parts.map((part) => (part.length === 0 ? null : nodeOf(part, depth + 1))) };
}

function placeOf<Value>(entries: readonly IdEntry<Value>[], id: string): number {
  let place = 0;
  while (place < entries.length && compareText(itemAt(entries, place)[0], id) < 0) place += 1;
  return place;
}

/** The tree with the value of one id made from the one it had, if any. @internal */
export function updateTree<Value>(
  tree: IdTree<Value>,
  id: string,
  next: (value: Value | undefined) => Value,
  depth = 0,
): IdTree<Value> {
  return update(tree, { id, hash: hashOf(id), next }, depth);
}

interface Update<Value> {
  readonly id: string;
  readonly hash: number;
  readonly next: (value: Value | undefined) => Value;
}

function update<Value>(tree: IdTree<Value>, one: Update<Value>, depth: number): IdTree<Value> {
  if (!isBranch(tree)) {
    const entries = [...tree.entries];
    const place = placeOf(entries, one.id);
    const found = entries[place];
    if (found !== undefined && found[0] === one.id) entries[place] = [one.id, one.next(found[1])];
    else entries.splice(place, 0, [one.id, one.next(undefined)]);
    return nodeOf(entries, depth);
  }
  if (depth > DEPTH_MAX) fail("schema.damaged", "state", "what this package wrote", depth);
  const branches = [...tree.branches];
  const digit = digitOf(one.id, one.hash, depth);
  branches[digit] = update(branches[digit] ?? emptyTree<Value>(), one, depth + 1);
  return { branches };
}

function mergeEntries<Value>(
  left: readonly IdEntry<Value>[],
  right: readonly IdEntry<Value>[],
  join: (left: Value, right: Value) => Value,
): readonly IdEntry<Value>[] {
  const merged: IdEntry<Value>[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (other === undefined || (one !== undefined && one[0] < other[0])) {
      merged.push(itemAt(left, i));
      i += 1;
    } else if (one === undefined || other[0] < one[0]) {
      merged.push(other);
      j += 1;
    } else {
      merged.push([one[0], join(one[1], other[1])]);
      i += 1;
      j += 1;
    }
  }
  return merged;
}

/** Whether a node branches; a node that is neither kind is not ours (`schema.damaged`). */
function isBranch<Value>(
  node: IdTree<Value>,
): node is { readonly branches: readonly (IdTree<Value> | null)[] } {
  const isOurs =
    "branches" in node
      ? Array.isArray(node.branches) && node.branches.length === 16
      : Array.isArray(node.entries) && node.entries.length <= ENTRIES_MAX;
  if (!isOurs) fail("schema.damaged", "state", "what this package wrote, unchanged", node);
  return "branches" in node;
}

/** Both trees together; values of one id are joined. O(smaller tree, and what they share). @internal */
export function mergeTrees<Value>(
  left: IdTree<Value>,
  right: IdTree<Value>,
  join: (left: Value, right: Value) => Value,
  depth = 0,
): IdTree<Value> {
  if (depth > DEPTH_MAX) fail("schema.damaged", "state", "what this package wrote", depth);
  if (isBranch(left)) {
    if (!isBranch(right)) return insertAll(left, right.entries, join, depth);
    const others = right.branches;
    return {
      branches: left.branches.map((one, digit) => {
        const other = others[digit] ?? null;
        if (one === null || other === null) return one ?? other;
        return mergeTrees(one, other, join, depth + 1);
      }),
    };
  }
  if (isBranch(right)) {
    return insertAll(right, left.entries, (own, value) => join(value, own), depth);
  }
  return nodeOf(mergeEntries(left.entries, right.entries, join), depth);
}

function insertAll<Value>(
  tree: IdTree<Value>,
  entries: readonly IdEntry<Value>[],
  join: (own: Value, value: Value) => Value,
  depth: number,
): IdTree<Value> {
  let grown = tree;
  for (const [id, value] of entries) {
    grown = updateTree(
      grown,
      id,
      (own) => (own === undefined ? value : join(own, value)),
      depth,
    );
  }
  return grown;
}

/** All entries, by id. @internal */
export function entriesOf<Value>(tree: IdTree<Value>): readonly IdEntry<Value>[] {
  const found: IdEntry<Value>[] = [];
  const pending: (IdTree<Value> | null)[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node === null) continue;
    if (isBranch(node)) for (const child of node.branches) pending.push(child);
    else {
      for (const entry of node.entries) {
        // What is said of an account is said by its id: no other member is looked at here.
        if (typeof entry[0] !== "string") fail("schema.damaged", "state", "an id", entry[0]);
        found.push(entry);
      }
    }
  }
  return found.sort((a, b) => compareText(a[0], b[0]));
}
