/**
 * Which pairs are worth comparing: records that have one thing in common, a *block*.
 *
 * Each record stands in the blocks of its words, of pairs of its words, of the beginning and
 * the end of its name, of its identifiers, domains, telephones and of its postcode with the
 * beginning of its name. A block that is too large (a word such as "hotel") is not dropped: its
 * records are compared with their neighbours in the order of names, the sorted neighbourhood of
 * M. A. Hernández and S. J. Stolfo (1995), "The merge/purge problem for large databases".
 */
import { compareText } from "../../values/plain.js";
import type { ReducedBlock } from "./model.js";
import type { ReadRecord } from "./read-record.js";

/** Records after the own in a large block that each is compared with. */
const NEIGHBOURS = 4;
const WORD_LENGTH_MIN = 3;
const EDGE_LENGTH = 5;
const KEYED_WORDS_MAX = 12;
const REDUCED_MAX = 20;

/** A block: which records, by their place, in the order of names. @internal */
export interface Block {
  readonly members: readonly number[];
  readonly isReduced: boolean;
}

/** All blocks, and those of each record. @internal */
export interface Blocks {
  readonly blocks: readonly Block[];
  readonly reduced: readonly ReducedBlock[];
  readonly reducedCount: number;
}

function addNameKeys(record: ReadRecord, keys: Set<string>): void {
  for (const { words, compact } of record.names) {
    const long = words.filter((word) => word.length >= WORD_LENGTH_MIN).slice(0, KEYED_WORDS_MAX);
    long.forEach((word, index) => {
      keys.add(`word:${word}`);
      for (const other of long.slice(index + 1, index + 3)) keys.add(`words:${word} ${other}`);
    });
    const head = compact.slice(0, EDGE_LENGTH);
    keys.add(`begins:${head}`);
    if (compact.length > EDGE_LENGTH) keys.add(`ends:${compact.slice(-EDGE_LENGTH)}`);
    keys.add(`name:${compact}`);
    if (record.postcode !== "") keys.add(`place:${record.postcode} ${compact.slice(0, 2)}`);
  }
}

/** What a record has that another may have as well. */
function keysOf(record: ReadRecord): ReadonlySet<string> {
  const keys = new Set<string>(record.identifiers);
  addNameKeys(record, keys);
  for (const phone of record.phones) keys.add(`phone:${phone}`);
  for (const email of record.emails) keys.add(`email:${email}`);
  for (const domain of record.domains) keys.add(`domain:${domain}`);
  if (record.postcode !== "" && record.street !== "") {
    keys.add(`address:${record.postcode} ${record.street}`);
  }
  return keys;
}

/** The blocks of records that are in the order of names; blocks of one are left out. @internal */
export function blocksOf(records: readonly ReadRecord[], blockSizeMax: number): Blocks {
  const byKey = new Map<string, number[]>();
  records.forEach((record, place) => {
    for (const key of keysOf(record)) {
      const members = byKey.get(key);
      if (members === undefined) byKey.set(key, [place]);
      else members.push(place);
    }
  });
  const blocks: Block[] = [];
  const reduced: ReducedBlock[] = [];
  for (const [key, members] of byKey) {
    if (members.length < 2) continue;
    const isReduced = members.length > blockSizeMax;
    if (isReduced) reduced.push({ key, records: members.length });
    blocks.push({ members, isReduced });
  }
  reduced.sort((a, b) => b.records - a.records || compareText(a.key, b.key));
  return { blocks, reduced: reduced.slice(0, REDUCED_MAX), reducedCount: reduced.length };
}

/** For each record, the places after its own that it is to be compared with. */
function partnersOf(blocks: readonly Block[], count: number): readonly (number[] | undefined)[] {
  // By record: the blocks that it stands in, and where.
  const standing: (number[] | undefined)[] = Array.from({ length: count });
  blocks.forEach(({ members }, block) => {
    members.forEach((place, position) => {
      const own = standing[place];
      if (own === undefined) standing[place] = [block, position];
      else own.push(block, position);
    });
  });
  return standing;
}

/**
 * Calls for each pair worth comparing, once, the earlier place first. Memory is that of the
 * blocks: no list of pairs is kept.
 *
 * @internal
 */
export function forEachPair(
  blocks: readonly Block[],
  count: number,
  visit: (place: number, other: number) => void
): void {
  const standing = partnersOf(blocks, count);
  const seenFrom = new Int32Array(count).fill(-1);
  for (let place = 0; place < count; place += 1) {
    const own = standing[place] ?? [];
    for (let index = 0; index < own.length; index += 2) {
      const block = blocks[own[index] ?? 0];
      const start = (own[index + 1] ?? 0) + 1;
      const members = block?.members ?? [];
      const end =
        block?.isReduced === true ? Math.min(start + NEIGHBOURS, members.length) : members.length;
      for (let position = start; position < end; position += 1) {
        const other = members[position] ?? 0;
        if (seenFrom[other] === place) continue;
        seenFrom[other] = place;
        visit(place, other);
      }
    }
  }
}
