/** Itemsets as columns: many of them in little memory, found again by their articles. */
import { fail } from "../../values/errors.js";

/**
 * Itemset i has the articles `members[offsets[i]]` to `members[offsets[i + 1] − 1]`, rising.
 *
 * @internal
 */
export interface ItemsetTable {
  readonly length: number;
  readonly offsets: Int32Array;
  readonly members: Int32Array;
  readonly counts: Int32Array;
}

/** What bounds the itemsets kept. @internal */
export interface ItemsetLimit {
  /** Least count to begin with. */
  readonly countMin: number;
  /** Largest count that any itemset can have. */
  readonly countMax: number;
  readonly itemsetsMax: number;
  readonly isRefusing: boolean;
}

function grown(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array;
  const larger = new Int32Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

/**
 * Keeps itemsets as they are found. Where there are too many, the least count rises to the lowest
 * at which they fit. That count does not depend on the order in which they are found: it rises
 * only past a count at which more than `itemsetsMax` exist, and nothing at or above it is lost.
 *
 * @internal
 */
export class ItemsetSink {
  countMin: number;
  readonly #limit: ItemsetLimit;
  /** How many found itemsets have each count. */
  readonly #histogram: Int32Array;
  #held = 0;
  #length = 0;
  #offsets: Int32Array = new Int32Array(1025);
  #members: Int32Array = new Int32Array(4096);
  #counts: Int32Array = new Int32Array(1024);

  constructor(limit: ItemsetLimit) {
    this.#limit = limit;
    this.countMin = limit.countMin;
    this.#histogram = new Int32Array(limit.countMax + 2);
  }

  /** Adds the first `size` of `articles`; its count is not below `countMin`. */
  add(articles: Int32Array, size: number, count: number): void {
    this.#histogram[count] = (this.#histogram[count] as number) + 1;
    this.#held += 1;
    if (this.#held > this.#limit.itemsetsMax) this.#raise();
    if (count < this.countMin) return;
    if (this.#length > 2 * this.#limit.itemsetsMax) this.#compact();
    const start = this.#offsets[this.#length] as number;
    this.#members = grown(this.#members, start + size);
    this.#counts = grown(this.#counts, this.#length + 1);
    this.#offsets = grown(this.#offsets, this.#length + 2);
    for (let index = 0; index < size; index += 1) {
      this.#members[start + index] = articles[index] as number;
    }
    this.#counts[this.#length] = count;
    this.#length += 1;
    this.#offsets[this.#length] = start + size;
  }

  #raise(): void {
    const { itemsetsMax, isRefusing } = this.#limit;
    if (isRefusing) {
      fail(
        "scoring.too_many_itemsets",
        "options.itemsetsMax",
        `at most ${String(itemsetsMax)} itemsets: a higher supportMin, or a smaller sizeMax`,
        `more at a count of ${String(this.countMin)}`,
      );
    }
    while (this.#held > itemsetsMax) {
      this.#held -= this.#histogram[this.countMin] as number;
      this.countMin += 1;
    }
  }

  /** Drops what fell below the least count. */
  #compact(): void {
    let length = 0;
    let end = 0;
    for (let index = 0; index < this.#length; index += 1) {
      const from = this.#offsets[index] as number;
      const until = this.#offsets[index + 1] as number;
      const count = this.#counts[index] as number;
      if (count < this.countMin) continue;
      this.#members.copyWithin(end, from, until);
      end += until - from;
      this.#counts[length] = count;
      length += 1;
      this.#offsets[length] = end;
    }
    this.#length = length;
  }

  /** What was kept; `rename` gives the position of each article by id. */
  table(rename: Int32Array): ItemsetTable {
    this.#compact();
    const members = this.#members.slice(0, this.#offsets[this.#length]);
    for (let place = 0; place < members.length; place += 1) {
      members[place] = rename[members[place] as number] as number;
    }
    const offsets = this.#offsets.slice(0, this.#length + 1);
    for (let index = 0; index < this.#length; index += 1) {
      members.subarray(offsets[index], offsets[index + 1]).sort();
    }
    const counts = this.#counts.slice(0, this.#length);
    return inOrder({ length: this.#length, offsets, members, counts });
  }
}

/** −, 0 or + as the articles of one itemset stand before those of another. @internal */
export function compareMembers(table: ItemsetTable, a: number, b: number): number {
  const { offsets, members } = table;
  const [startA, startB] = [offsets[a] as number, offsets[b] as number];
  const sizeA = (offsets[a + 1] as number) - startA;
  const sizeB = (offsets[b + 1] as number) - startB;
  for (let index = 0; index < sizeA && index < sizeB; index += 1) {
    const order = (members[startA + index] as number) - (members[startB + index] as number);
    if (order !== 0) return order;
  }
  return sizeA - sizeB;
}

/** By count, the largest first; then by size, the smallest first; then by articles. @internal */
export function inOrder(table: ItemsetTable): ItemsetTable {
  const { offsets, members, counts, length } = table;
  const order = Int32Array.from({ length }, (_, index) => index);
  const sizeOf = (index: number): number =>
    (offsets[index + 1] as number) - (offsets[index] as number);
  order.sort(
    (a, b) =>
      (counts[b] as number) - (counts[a] as number) ||
      sizeOf(a) - sizeOf(b) ||
      compareMembers(table, a, b),
  );
  const sorted = {
    length,
    offsets: new Int32Array(length + 1),
    members: new Int32Array(members.length),
    counts: order.map((index) => counts[index] as number),
  };
  let end = 0;
  order.forEach((index, place) => {
    sorted.members.set(members.subarray(offsets[index], offsets[index + 1]), end);
    end += sizeOf(index);
    sorted.offsets[place + 1] = end;
  });
  return sorted;
}

/** Finds itemsets by their articles: a hash table with open addressing. @internal */
export class ItemsetIndex {
  readonly #table: ItemsetTable;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(table: ItemsetTable) {
    this.#table = table;
    let size = 16;
    while (size < 2 * table.length) size *= 2;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    for (let index = 0; index < table.length; index += 1) {
      const start = table.offsets[index] as number;
      const end = table.offsets[index + 1] as number;
      const slot = this.#slotOf(table.members.subarray(start, end), end - start);
      if (this.#slots[slot] === -1) this.#slots[slot] = index;
    }
  }

  /** Number of the itemset of the first `size` of `articles`, which rise; −1 for none. */
  find(articles: Int32Array, size: number): number {
    return this.#slots[this.#slotOf(articles, size)] as number;
  }

  #slotOf(articles: Int32Array, size: number): number {
    let hash = size;
    for (let index = 0; index < size; index += 1) {
      hash = Math.imul(hash ^ (articles[index] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let slot = hash & this.#mask;
    for (;;) {
      const found = this.#slots[slot] as number;
      if (found === -1 || this.#isAt(found, articles, size)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #isAt(itemset: number, articles: Int32Array, size: number): boolean {
    const { offsets, members } = this.#table;
    const start = offsets[itemset] as number;
    if ((offsets[itemset + 1] as number) - start !== size) return false;
    for (let index = 0; index < size; index += 1) {
      if (members[start + index] !== articles[index]) return false;
    }
    return true;
  }
}
