/**
 * Numbers that look like chance and are the same on every machine: whole-number arithmetic on a
 * fixed seed, one stream for each subject, so that a change of one part leaves the others alone.
 */

const SEED = 20_261_031;

/** A stream of chance. */
export interface Random {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number;
  /** True in that share of all cases. */
  readonly chance: (share: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
}

/** FNV-1a over the characters of a name. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < name.length; place += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

/** Mulberry32: small, and enough for an example. */
function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The stream of a subject: `orders of C-017`. */
export function randomOf(subject: string): Random {
  const next = mulberry(SEED ^ hashOf(subject));
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    chance: (share) => next() < share,
    pick: <T>(list: readonly T[]): T => {
      const item = list[whole(0, list.length - 1)];
      if (item === undefined) throw new Error(`nothing to pick for ${subject}`);
      return item;
    },
  };
}
