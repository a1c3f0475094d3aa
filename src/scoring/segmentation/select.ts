/** The values at some ranks of a large column, without sorting it. */
import { itemAt } from "../../values/invariant.js";

/** Bits of a double that name its bucket: sign, exponent and six of the fraction. */
const KEY_BITS = 18;
const KEY_SHIFT = 32 - KEY_BITS;
/** A histogram of integers may be this large, or as large as the column. */
const RANGE_MAX = 2 ** 22;

/** Whether the high word of a double is the second one in memory. */
function isLittleEndian(): boolean {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
}

/** The high words of doubles, as a view: words `2 × index + offset`. @internal */
export function highWords(values: Float64Array): {
  readonly words: Int32Array;
  readonly offset: number;
} {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  return { words, offset: isLittleEndian() ? 1 : 0 };
}

/** Number of buckets. @internal */
export const BUCKETS: number = 2 ** KEY_BITS;

/** The bucket of a double by its high word; it rises with the double. @internal */
export function bucketOf(word: number): number {
  return (word >= 0 ? word ^ 0x80000000 : ~word) >>> KEY_SHIFT;
}

function selectByCounting(
  values: Int32Array,
  ranks: readonly number[],
  min: number,
  range: number,
): readonly number[] {
  const counts = new Uint32Array(range);
  for (let index = 0; index < values.length; index += 1) {
    const place = (values[index] as number) - min;
    counts[place] = (counts[place] as number) + 1;
  }
  let place = 0;
  let seen = counts[0] ?? 0;
  return ranks.map((rank) => {
    while (seen <= rank) {
      place += 1;
      seen += counts[place] ?? 0;
    }
    return place + min;
  });
}

function rangeOf(values: Int32Array): readonly [number, number] {
  let [min, max] = [values[0] ?? 0, values[0] ?? 0];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/**
 * Values at ranks (from 0, rising) of integers. O(n + range), or as {@link selectDoubles}.
 *
 * @internal
 */
export function selectIntegers(values: Int32Array, ranks: readonly number[]): readonly number[] {
  if (values.length === 0) return [];
  const [min, max] = rangeOf(values);
  const isNarrow = max - min < Math.max(RANGE_MAX, values.length);
  return isNarrow
    ? selectByCounting(values, ranks, min, max - min + 1)
    : selectDoubles(Float64Array.from(values), ranks);
}

/**
 * Values at ranks (from 0, rising) of finite doubles: a histogram over their leading bits finds
 * the bucket of each rank, and only these buckets are sorted. O(n) for values that spread,
 * O(n log n) at worst.
 *
 * @internal
 */
export function selectDoubles(values: Float64Array, ranks: readonly number[]): readonly number[] {
  const { words, offset } = highWords(values);
  const counts = new Uint32Array(BUCKETS);
  for (let index = offset; index < words.length; index += 2) {
    const bucket = bucketOf(words[index] as number);
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  const wanted = new Map<number, { readonly before: number; values: Float64Array; size: number }>();
  const bucketOfRank: number[] = [];
  let bucket = 0;
  let before = 0;
  for (const rank of ranks) {
    while (before + (counts[bucket] as number) <= rank) {
      before += counts[bucket] as number;
      bucket += 1;
    }
    bucketOfRank.push(bucket);
    if (wanted.has(bucket)) continue;
    wanted.set(bucket, { before, values: new Float64Array(counts[bucket] as number), size: 0 });
  }
  gather(values, wanted);
  for (const one of wanted.values()) one.values.sort();
  return ranks.map((rank, index) => {
    const one = wanted.get(itemAt(bucketOfRank, index));
    return one?.values[rank - one.before] ?? 0;
  });
}

function gather(
  values: Float64Array,
  wanted: ReadonlyMap<number, { values: Float64Array; size: number }>,
): void {
  const { words, offset } = highWords(values);
  const isWanted = new Uint8Array(BUCKETS);
  for (const bucket of wanted.keys()) isWanted[bucket] = 1;
  for (let index = 0; index < values.length; index += 1) {
    const bucket = bucketOf(words[2 * index + offset] as number);
    if (isWanted[bucket] === 0) continue;
    const one = wanted.get(bucket);
    if (one === undefined) continue;
    one.values[one.size] = values[index] as number;
    one.size += 1;
  }
}

/**
 * The values above which a score is 2, 3 and so on, so that it is 1 + ⌊bins × worse ÷ n⌋: score s
 * is reached where at least ⌈(s − 1) n ÷ bins⌉ values are strictly lower.
 *
 * @internal
 */
export function scoreRanks(count: number, bins: number): readonly number[] {
  const ranks: number[] = [];
  for (let score = 2; score <= bins; score += 1) {
    ranks.push(Math.ceil(((score - 1) * count) / bins) - 1);
  }
  return ranks;
}
