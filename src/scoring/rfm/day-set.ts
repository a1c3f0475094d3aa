/**
 * A set of days as plain JSON, in one form only: blocks of 1 024 days, in each the numbers of its
 * words of 32 days and their bits. Adding copies the list of blocks and one block, and the
 * calendar has 3 567 of them: a set of any size is added to in bounded time.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { DAY_NUMBER_MAX, DAY_NUMBER_MIN } from "../../values/civil-date.js";

/**
 * Blocks in rising order: number of the block from 0001-01-01, then number of a word and its 32
 * bits, word after word.
 *
 * @since 0.1.0
 */
export type DaySet = readonly (readonly number[])[];

const BLOCK_BITS = 10;
const WORD_BITS = 5;
/** The number of a block, and for each of its 32 words two more. */
const BLOCK_LENGTH_MAX = 65;
const BLOCKS_MAX = ((DAY_NUMBER_MAX - DAY_NUMBER_MIN) >> BLOCK_BITS) + 1;

/** Demands a list that is no longer than ours are, before it is copied (`schema.damaged`). */
function expectShort<T>(list: readonly T[], lengthMax: number): readonly T[] {
  if (list.length > lengthMax) fail("schema.damaged", "state", "days as they were", list.length);
  return list;
}

function insertWord(block: readonly number[], word: number, bits: number): readonly number[] {
  let place = 1;
  while (place < block.length && itemAt(block, place) < word) place += 2;
  const next = [...expectShort(block, BLOCK_LENGTH_MAX)];
  if (next[place] === word) next[place + 1] = (itemAt(next, place + 1) | bits) >>> 0;
  else next.splice(place, 0, word, bits >>> 0);
  return next;
}

/** Place of the first block that is not below a number. */
function searchBlock(days: DaySet, number: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((itemAt(days, middle)[0] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The set with one more day, counted from 1970-01-01. @internal */
export function addDay(days: DaySet, day: number): DaySet {
  const offset = day - DAY_NUMBER_MIN;
  const number = offset >> BLOCK_BITS;
  const word = (offset >> WORD_BITS) & 31;
  const bits = 1 << (offset & 31);
  const place = searchBlock(days, number);
  const block = days[place];
  const next = [...expectShort(days, BLOCKS_MAX)];
  if (block?.[0] === number) next[place] = insertWord(block, word, bits);
  else next.splice(place, 0, [number, word, bits >>> 0]);
  return next;
}

function mergeBlocks(left: readonly number[], right: readonly number[]): readonly number[] {
  let merged = left;
  for (let place = 1; place < right.length; place += 2) {
    merged = insertWord(merged, itemAt(right, place), itemAt(right, place + 1));
  }
  return merged;
}

/** All days of both sets. @internal */
export function mergeDays(left: DaySet, right: DaySet): DaySet {
  const merged: (readonly number[])[] = [];
  let [i, j] = [0, 0];
  expectShort(left, BLOCKS_MAX);
  expectShort(right, BLOCKS_MAX);
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i]?.[0] ?? Infinity, right[j]?.[0] ?? Infinity];
    if (a < b) merged.push(itemAt(left, i));
    else if (b < a) merged.push(itemAt(right, j));
    else {
      // Neither before the other nor the same: no numbers, and no end to this loop.
      if (a !== b || a === Infinity) fail("schema.damaged", "state", "days as they were", [a, b]);
      merged.push(mergeBlocks(itemAt(left, i), itemAt(right, j)));
    }
    i += Number(a <= b);
    j += Number(b <= a);
  }
  return merged;
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A number of a block or of a word: whole, above the one before it, and below the limit. */
function isNext(number: number, before: number, limit: number): boolean {
  return Number.isInteger(number) && number > before && number < limit;
}

/** Number of days of a block as ours are; 0 for one that was changed, as none of ours is empty. */
function countBlock(block: readonly number[]): number {
  if (block.length % 2 === 0 || block.length > BLOCK_LENGTH_MAX) return 0;
  let [count, before] = [0, -1];
  for (let place = 1; place < block.length; place += 2) {
    const [word, bits] = [itemAt(block, place), itemAt(block, place + 1)];
    if (!isNext(word, before, 1 << WORD_BITS) || !isNext(bits, 0, 2 ** 32)) return 0;
    count += bitsOf(bits);
    before = word;
  }
  return count;
}

/**
 * Number of days, and the last of them, from 1970-01-01; null for no day. A set that was changed
 * is refused (`schema.damaged`): the days that it would be read as are nobody's.
 *
 * @internal
 */
export function spanOf(days: DaySet): { readonly count: number; readonly last: number } | null {
  if (days.length === 0) return null;
  const block = itemAt(expectShort(days, BLOCKS_MAX), days.length - 1);
  let [count, before] = [0, -1];
  for (const one of days) {
    const own = countBlock(one);
    if (own === 0 || !isNext(itemAt(one, 0), before, BLOCKS_MAX)) {
      fail("schema.damaged", "state", "days as they were", one);
    }
    count += own;
    before = itemAt(one, 0);
  }
  const word = itemAt(block, block.length - 2);
  const top = 31 - Math.clz32(itemAt(block, block.length - 1));
  const offset = (itemAt(block, 0) << BLOCK_BITS) | (word << WORD_BITS) | top;
  return { count, last: offset + DAY_NUMBER_MIN };
}
