/** How many baskets have each pair of articles: a dense triangle, or a hash table if sparse. */
import type { EncodedBaskets } from "./read-baskets.js";

/** Pairs by first and second article, rising; first < second. @internal */
export interface PairCounts {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly counts: Int32Array;
  /** Baskets that were too large. */
  readonly skipped: number;
}

/** A triangle of at most so many counts is held whole: 64 MB. */
const TRIANGLE_MAX = 16_000_000;

/** Counts by key, which is below 2^53; open addressing, grows by doubling. */
class Counter {
  #keys: Float64Array = new Float64Array(1024).fill(-1);
  #counts: Int32Array = new Int32Array(1024);
  #size = 0;

  add(key: number, count: number): void {
    if (2 * this.#size >= this.#keys.length) this.#grow();
    const slot = this.#slotOf(key);
    if (this.#keys[slot] === -1) {
      this.#keys[slot] = key;
      this.#size += 1;
    }
    this.#counts[slot] = (this.#counts[slot] as number) + count;
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    const high = Math.floor(key / 2 ** 32);
    let hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while (this.#keys[slot] !== -1 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#counts = new Int32Array(keys.length * 2);
    this.#size = 0;
    for (let slot = 0; slot < keys.length; slot += 1) {
      const key = keys[slot] as number;
      if (key !== -1) this.add(key, counts[slot] as number);
    }
  }

  /** Keys in order, and the count of each. */
  sorted(): { readonly keys: Float64Array; readonly counts: Int32Array } {
    const keys = this.#keys.filter((key) => key !== -1).sort();
    const counts = new Int32Array(keys.length);
    keys.forEach((key, index) => {
      counts[index] = this.#counts[this.#slotOf(key)] as number;
    });
    return { keys, counts };
  }
}

/** Calls back for each pair of each basket of at most `most` articles; gives back those skipped. */
function eachPair(
  { offsets, articles }: Pick<EncodedBaskets, "offsets" | "articles">,
  most: number,
  take: (first: number, second: number) => void,
): number {
  let skipped = 0;
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    const members = articles.slice(offsets[basket], offsets[basket + 1]).sort();
    if (members.length > most) {
      skipped += 1;
      continue;
    }
    for (let later = 1; later < members.length; later += 1) {
      const second = members[later] as number;
      for (let earlier = 0; earlier < later; earlier += 1) take(members[earlier] as number, second);
    }
  }
  return skipped;
}

/** O(Σ n²) over the sizes of baskets. @internal */
export function countPairs(
  baskets: Pick<EncodedBaskets, "offsets" | "articles">,
  articleCount: number,
  most: number,
): PairCounts {
  const cells = (articleCount * (articleCount - 1)) / 2;
  if (cells <= Math.min(TRIANGLE_MAX, 64 * baskets.articles.length)) {
    const triangle = new Int32Array(cells);
    // Row by row of the second article, so that the rows have 0, 1, 2 … cells.
    const skipped = eachPair(baskets, most, (first, second) => {
      const cell = (second * (second - 1)) / 2 + first;
      triangle[cell] = (triangle[cell] as number) + 1;
    });
    return { ...readTriangle(triangle, articleCount), skipped };
  }
  const counter = new Counter();
  const skipped = eachPair(baskets, most, (first, second) => {
    counter.add(first * articleCount + second, 1);
  });
  const { keys, counts } = counter.sorted();
  const second = Int32Array.from(keys, (key) => key % articleCount);
  const first = Int32Array.from(keys, (key) => Math.floor(key / articleCount));
  return { first, second, counts, skipped };
}

function readTriangle(triangle: Int32Array, articleCount: number): Omit<PairCounts, "skipped"> {
  const length = triangle.reduce((sum, count) => sum + Number(count > 0), 0);
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  const counts = new Int32Array(length);
  let place = 0;
  for (let a = 0; a < articleCount; a += 1) {
    for (let b = a + 1; b < articleCount; b += 1) {
      const count = triangle[(b * (b - 1)) / 2 + a] as number;
      if (count === 0) continue;
      first[place] = a;
      second[place] = b;
      counts[place] = count;
      place += 1;
    }
  }
  return { first, second, counts };
}
