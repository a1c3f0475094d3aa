/**
 * Customers with one history, counted once: what every likelihood here loops over.
 *
 * Here: hashing and sorting of columns that were checked. Not here: the checks (see
 * `read-data.ts`).
 */

/** Distinct histories, by frequency, recency and age, rising. @internal */
export interface Patterns {
  readonly size: number;
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly count: Float64Array;
  /** Sum of the counts. */
  readonly customers: number;
}

/** Columns of one length, checked. @internal */
export type CheckedColumns = Pick<Patterns, "frequency" | "recency" | "age" | "count">;

const EMPTY = -1;

/** Distinct rows in the order in which they are met: place of each, and its sum of counts. */
function distinctRows(columns: CheckedColumns): {
  readonly rows: Uint32Array;
  readonly counts: Float64Array;
} {
  const { frequency, recency, age, count } = columns;
  const length = frequency.length;
  let capacity = 1024;
  while (capacity < 2 * length && capacity < 4096) capacity *= 2;
  let table = new Int32Array(capacity).fill(EMPTY);
  let hashes = new Int32Array(capacity);
  const rows = new Uint32Array(length);
  const counts = new Float64Array(length);
  const hashesOf = new Int32Array(length);
  const bits = new Float64Array(3);
  const words = new Int32Array(bits.buffer);
  let size = 0;
  for (let row = 0; row < length; row += 1) {
    const weight = count[row] as number;
    if (weight === 0) continue;
    // A zero below zero is made one above: their bits differ.
    const x = (frequency[row] as number) + 0;
    const t = (recency[row] as number) + 0;
    const end = (age[row] as number) + 0;
    bits[0] = x;
    bits[1] = t;
    bits[2] = end;
    let hash = Math.imul((words[1] as number) ^ (words[0] as number), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15) ^ (words[3] as number), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ (words[2] as number), 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 16) ^ (words[5] as number), 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 15) ^ (words[4] as number), 0x165667b1);
    hash ^= hash >>> 16;
    const mask = capacity - 1;
    let place = hash & mask;
    let found = table[place] as number;
    while (found !== EMPTY) {
      if (hashes[place] === hash) {
        const known = rows[found] as number;
        if (frequency[known] === x && recency[known] === t && age[known] === end) break;
      }
      place = (place + 1) & mask;
      found = table[place] as number;
    }
    if (found !== EMPTY) {
      counts[found] = (counts[found] as number) + weight;
      continue;
    }
    table[place] = size;
    hashes[place] = hash;
    rows[size] = row;
    counts[size] = weight;
    hashesOf[size] = hash;
    size += 1;
    if (2 * size > capacity) {
      capacity *= 4;
      ({ table, hashes } = rebuilt(hashesOf, size, capacity));
    }
  }
  return { rows: rows.subarray(0, size), counts };
}

function rebuilt(
  hashesOf: Int32Array,
  size: number,
  capacity: number,
): { readonly table: Int32Array<ArrayBuffer>; readonly hashes: Int32Array<ArrayBuffer> } {
  const table = new Int32Array(capacity).fill(EMPTY);
  const hashes = new Int32Array(capacity);
  for (let index = 0; index < size; index += 1) {
    const hash = hashesOf[index] as number;
    let place = hash & (capacity - 1);
    while (table[place] !== EMPTY) place = (place + 1) & (capacity - 1);
    table[place] = index;
    hashes[place] = hash;
  }
  return { table, hashes };
}

/** Order of items by a key of non-negative doubles, stable: a radix sort of their bits. */
function sortedBy(
  order: Uint32Array<ArrayBuffer>,
  keys: Float64Array,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  let from = order;
  let into = new Uint32Array(order.length);
  const starts = new Uint32Array(65_536);
  for (let digit = 0; digit < 4; digit += 1) {
    const word = digit >>> 1;
    const shift = (digit & 1) * 16;
    starts.fill(0);
    for (let index = 0; index < from.length; index += 1) {
      const bucket = ((words[2 * (from[index] as number) + word] as number) >>> shift) & 0xffff;
      starts[bucket] = (starts[bucket] as number) + 1;
    }
    if (starts.includes(from.length)) continue;
    let sum = 0;
    for (let bucket = 0; bucket < 65_536; bucket += 1) {
      const inBucket = starts[bucket] as number;
      starts[bucket] = sum;
      sum += inBucket;
    }
    for (let index = 0; index < from.length; index += 1) {
      const item = from[index] as number;
      const bucket = ((words[2 * item + word] as number) >>> shift) & 0xffff;
      const place = starts[bucket] as number;
      into[place] = item;
      starts[bucket] = place + 1;
    }
    [from, into] = [into, from === order ? new Uint32Array(order.length) : from];
  }
  return from;
}

/** A radix sort pays from here on. */
const RADIX_FROM = 20_000;

function orderOf(columns: CheckedColumns, size: number): Uint32Array<ArrayBuffer> {
  const { frequency, recency, age } = columns;
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  if (size >= RADIX_FROM) return sortedBy(sortedBy(sortedBy(order, age), recency), frequency);
  return order.sort(
    (a, b) =>
      (frequency[a] as number) - (frequency[b] as number) ||
      (recency[a] as number) - (recency[b] as number) ||
      (age[a] as number) - (age[b] as number),
  );
}

function taken(column: Float64Array, order: Uint32Array): Float64Array {
  const result = new Float64Array(order.length);
  for (let index = 0; index < order.length; index += 1) {
    result[index] = (column[order[index] as number] as number) + 0;
  }
  return result;
}

/**
 * Collapses rows to distinct histories with counts, in an order that does not depend on the order
 * of the rows. O(n).
 *
 * @internal
 */
export function collapse(columns: CheckedColumns): Patterns {
  const { rows, counts } = distinctRows(columns);
  const met: CheckedColumns = {
    frequency: taken(columns.frequency, rows),
    recency: taken(columns.recency, rows),
    age: taken(columns.age, rows),
    count: counts.subarray(0, rows.length),
  };
  const order = orderOf(met, rows.length);
  let customers = 0;
  for (let index = 0; index < rows.length; index += 1) customers += met.count[index] as number;
  return {
    size: rows.length,
    frequency: taken(met.frequency, order),
    recency: taken(met.recency, order),
    age: taken(met.age, order),
    count: taken(met.count, order),
    customers,
  };
}

/** A stretch of patterns of one frequency: `from` inclusive, `until` exclusive. @internal */
export interface FrequencyGroup {
  readonly frequency: number;
  readonly from: number;
  readonly until: number;
  readonly customers: number;
}

/** The stretches of equal frequency, rising. @internal */
export function frequencyGroups(patterns: Patterns): readonly FrequencyGroup[] {
  const groups: FrequencyGroup[] = [];
  let from = 0;
  let customers = 0;
  for (let index = 0; index < patterns.size; index += 1) {
    customers += patterns.count[index] as number;
    const frequency = patterns.frequency[index] as number;
    if (index + 1 < patterns.size && patterns.frequency[index + 1] === frequency) continue;
    groups.push({ frequency, from, until: index + 1, customers });
    from = index + 1;
    customers = 0;
  }
  return groups;
}
