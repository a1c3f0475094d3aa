/** How alike two companies' names are: as whole texts, and word by word. */
import type { CompanyName } from "./company-name.js";
import { similarityOf } from "./jaro-winkler.js";
import type { AssignedRoom } from "./jaro-winkler.js";

/** Words that are as alike as this are taken for one word, typed differently. */
const WORD_FROM = 0.8;
/** Bits tell which words are taken; beyond, a name is compared as a whole only. */
const WORDS_MAX = 30;

/** A name with what comparing it needs, made once. @internal */
export interface ComparableName {
  readonly normalised: string;
  /** Without blanks: the same whether words are written apart or together. */
  readonly compact: string;
  /** The words by code unit, one blank between: the same in whatever order they stand. */
  readonly sorted: string;
  readonly words: readonly string[];
  readonly legalForm: string | null;
}

/** @internal */
export function comparable({ normalised, words, legalForm }: CompanyName): ComparableName {
  const sorted = [...words].sort();
  return {
    normalised,
    compact: words.join(""),
    sorted: sorted.join(" "),
    words: sorted,
    legalForm,
  };
}

/** A word and another may only be as alike as they must when neither is twice as long. */
function wordLikeness(word: string, other: string, room: AssignedRoom): number {
  if (word === other) return 1;
  const isTooLong = word.length > 2 * other.length || other.length > 2 * word.length;
  return isTooLong ? 0 : similarityOf(word, other, room);
}

/**
 * Dice's coefficient over words, each as heavy as it is long, so that "du" and "of" decide
 * little. Words that are alike count for how alike they are: each word of the shorter list takes
 * its best partner that is left.
 */
function likenessByWord(
  { words: few, compact: fewText }: ComparableName,
  { words: many, compact: manyText }: ComparableName,
  room: AssignedRoom,
): number {
  let shared = 0;
  let taken = 0;
  for (const word of few) {
    let best = 0;
    let bestIndex = 0;
    for (let index = 0; index < many.length && best < 1; index += 1) {
      if ((taken & (1 << index)) !== 0) continue;
      const likeness = wordLikeness(word, many[index] ?? "", room);
      if (likeness <= best) continue;
      best = likeness;
      bestIndex = index;
    }
    if (best < WORD_FROM) continue;
    taken |= 1 << bestIndex;
    shared += best * (word.length + (many[bestIndex]?.length ?? 0));
  }
  return shared / (fewText.length + manyText.length);
}

function comesFirst(a: ComparableName, b: ComparableName): boolean {
  const difference = a.words.length - b.words.length;
  return difference === 0 ? a.sorted <= b.sorted : difference < 0;
}

/**
 * Likeness of two names, from 0 to 1: the mean of Jaro–Winkler over the whole (in the order
 * written or by code unit, whichever is more alike) and of Dice over the words. Symmetric. Where
 * it turns out to be below `least`, some number between it and `least` is good enough.
 *
 * @internal
 */
export function nameLikeness(
  a: ComparableName,
  b: ComparableName,
  room: AssignedRoom,
  least = 0
): number {
  if (a.sorted === b.sorted || a.compact === b.compact) return 1;
  const isByWord = a.words.length <= WORDS_MAX && b.words.length <= WORDS_MAX;
  const [few, many] = comesFirst(a, b) ? [a, b] : [b, a];
  const byWord = isByWord ? likenessByWord(few, many, room) : 1;
  if (isByWord && (byWord + 1) / 2 < least) return (byWord + 1) / 2;
  const whole = Math.max(
    similarityOf(a.normalised, b.normalised, room),
    similarityOf(a.sorted, b.sorted, room)
  );
  return isByWord ? (whole + byWord) / 2 : whole;
}
