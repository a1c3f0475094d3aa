/**
 * A map from text to value as plain JSON that is never changed in place: a trie over a hash of
 * the key, four bits a level, so that one change copies a few short lists whatever the size.
 *
 * Not here: what is kept in it (`state-model.ts`).
 */

/** A leaf: parallel lists of keys and values. @internal */
export interface KeyedLeaf<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
}

/** A branch of sixteen parts by four bits of the hash. @internal */
export interface KeyedBranch<T> {
  readonly parts: readonly (Keyed<T> | null)[];
}

/** A persistent map; plain JSON. @since 0.1.0 */
export type Keyed<T> = KeyedLeaf<T> | KeyedBranch<T>;

const LEAF_MAX = 16;
const BITS = 4;
const LEVELS_MAX = 8;
const WIDTH = 16;

/** The map of nothing. @internal */
export const keyedNothing: Keyed<never> = { keys: [], values: [] };

/** FNV-1a over the code units, with a last mixing so that the low bits differ as well. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

/** The value under a key. O(log n). @internal */
export function keyedGet<T>(map: Keyed<T>, key: string): T | undefined {
  let node: Keyed<T> | null = map;
  if ("parts" in node) {
    const hash = hashOf(key);
    for (let level = 0; node !== null && "parts" in node; level += 1) {
      node = node.parts[(hash >>> (level * BITS)) & (WIDTH - 1)] ?? null;
    }
    if (node === null) return undefined;
  }
  const index = node.keys.indexOf(key);
  return index < 0 ? undefined : node.values[index];
}

/** The map with a value under a key, new or replaced. O(log n). @internal */
export function keyedSet<T>(map: Keyed<T>, key: string, value: T): Keyed<T> {
  return setAt(map, key, value, "parts" in map ? hashOf(key) : 0, 0);
}

// The depth of the descent is bounded by LEVELS_MAX, not by the data.
function setAt<T>(
  node: Keyed<T> | null,
  key: string,
  value: T,
  hash: number,
  level: number,
): Keyed<T> {
  if (node === null) return { keys: [key], values: [value] };
  if ("parts" in node) {
    const place = (hash >>> (level * BITS)) & (WIDTH - 1);
    const parts = [...node.parts];
    parts[place] = setAt(node.parts[place] ?? null, key, value, hash, level + 1);
    return { parts };
  }
  const index = node.keys.indexOf(key);
  if (index >= 0) {
    const values = [...node.values];
    values[index] = value;
    return { keys: node.keys, values };
  }
  const keys = [...node.keys, key];
  const values = [...node.values, value];
  return keys.length > LEAF_MAX ? keyedFrom(keys, values, level) : { keys, values };
}

/** The map of two parallel lists, keys all different; takes the lists over. O(n). @internal */
export function keyedFrom<T>(keys: string[], values: T[], level = 0): Keyed<T> {
  if (keys.length <= LEAF_MAX || level >= LEVELS_MAX) return { keys, values };
  const buckets: ({ keys: string[]; values: T[] } | null)[] = [];
  for (let place = 0; place < WIDTH; place += 1) buckets.push(null);
  keys.forEach((key, index) => {
    const place = (hashOf(key) >>> (level * BITS)) & (WIDTH - 1);
    const bucket = (buckets[place] ??= { keys: [], values: [] });
    bucket.keys.push(key);
    bucket.values.push(values[index] as T);
  });
  return {
    parts: buckets.map((bucket) =>
      bucket === null ? null : keyedFrom(bucket.keys, bucket.values, level + 1),
    ),
  };
}

/** Visits every entry, in no stated order. @internal */
export function keyedEach<T>(map: Keyed<T>, visit: (key: string, value: T) => void): void {
  const pending: Keyed<T>[] = [map];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ("parts" in node) {
      for (const part of node.parts) if (part !== null) pending.push(part);
    } else {
      const { keys, values } = node;
      keys.forEach((key, index) => visit(key, values[index] as T));
    }
  }
}

/**
 * A map that is being changed: what changed is kept aside until {@link closeKeyed}.
 *
 * @internal
 */
export interface KeyedDraft<T> {
  readonly base: Keyed<T>;
  changes: Map<string, T> | null;
}

/** Opens a map for changes. @internal */
export function openKeyed<T>(base: Keyed<T>): KeyedDraft<T> {
  return { base, changes: null };
}

/** The value under a key, changes included. @internal */
export function draftGet<T>(draft: KeyedDraft<T>, key: string): T | undefined {
  const changed = draft.changes?.get(key);
  return changed === undefined && draft.base !== keyedNothing ? keyedGet(draft.base, key) : changed;
}

/** Notes a value under a key. @internal */
export function draftSet<T>(draft: KeyedDraft<T>, key: string, value: T): void {
  (draft.changes ??= new Map()).set(key, value);
}

/** The map with all changes. @internal */
export function closeKeyed<T>(draft: KeyedDraft<T>): Keyed<T> {
  const { base, changes } = draft;
  if (changes === null) return base;
  if ("keys" in base && base.keys.length === 0) {
    return keyedFrom(Array.from(changes.keys()), Array.from(changes.values()));
  }
  let map = base;
  for (const [key, value] of changes) map = keyedSet(map, key, value);
  return map;
}
