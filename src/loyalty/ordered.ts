/**
 * A sorted list as plain JSON that is never changed in place: chunks of at most 64 items, so
 * that one change copies one chunk and the list of chunks.
 *
 * Not here: what is sorted and by what (`draft.ts` gives the comparison).
 */
import { itemAt } from "../values/invariant.js";

/** A sorted list in chunks; plain JSON, no chunk empty. @since 0.1.0 */
export type Chunks<T> = readonly (readonly T[])[];

const CHUNK_MAX = 64;

/** A place in a sorted list. @internal */
export interface Place {
  chunk: number;
  index: number;
}

/**
 * A sorted list that is being changed; chunks not yet its own are copied before the first
 * change. `head` is a place before which the owner has nothing to look for.
 *
 * @internal
 */
export interface OrderedDraft<T> {
  chunks: (readonly T[])[];
  /** Whether each chunk may be changed in place. */
  owned: boolean[];
  isOwned: boolean;
  head: Place;
}

const NOT_OWNED: boolean[] = [];

/** Opens a sorted list for changes; the head is taken over. O(1). @internal */
export function openOrdered<T>(chunks: Chunks<T>, head: Place): OrderedDraft<T> {
  return {
    chunks: chunks as (readonly T[])[],
    // Replaced by its own list with the first change.
    owned: NOT_OWNED,
    isOwned: false,
    head,
  };
}

function own<T>(draft: OrderedDraft<T>, chunk: number): T[] {
  if (!draft.isOwned) {
    draft.owned = draft.chunks.map(() => false);
    draft.chunks = [...draft.chunks];
    draft.isOwned = true;
  }
  if (draft.owned[chunk] === true) return draft.chunks[chunk] as T[];
  const copy = [...itemAt(draft.chunks, chunk)];
  draft.chunks[chunk] = copy;
  draft.owned[chunk] = true;
  return copy;
}

/** Orders an item against a key: below zero where the item comes first. @internal */
export type Compare<T, Key> = (item: T, key: Key) => number;

/** The first place whose item does not come before a key. O(log n). @internal */
export function placeOf<T, Key>(chunks: Chunks<T>, key: Key, compare: Compare<T, Key>): Place {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const chunk = itemAt(chunks, middle);
    if (compare(itemAt(chunk, chunk.length - 1), key) < 0) low = middle + 1;
    else high = middle;
  }
  if (low === chunks.length) return { chunk: low, index: 0 };
  const chunk = itemAt(chunks, low);
  let from = 0;
  let until = chunk.length - 1;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if (compare(itemAt(chunk, middle), key) < 0) from = middle + 1;
    else until = middle;
  }
  return { chunk: low, index: from };
}

/** The item at a place, undefined past the end. @internal */
export function itemIn<T>(chunks: Chunks<T>, place: Readonly<Place>): T | undefined {
  return chunks[place.chunk]?.[place.index];
}

/** The item that is equal to a key. @internal */
export function findIn<T, Key>(
  chunks: Chunks<T>,
  key: Key,
  compare: Compare<T, Key>,
): Place | null {
  const place = placeOf(chunks, key, compare);
  const item = itemIn(chunks, place);
  return item !== undefined && compare(item, key) === 0 ? place : null;
}

/** Moves a place to the next item. @internal */
export function stepOn(chunks: Chunks<unknown>, place: Place): void {
  place.index += 1;
  const chunk = chunks[place.chunk];
  if (chunk !== undefined && place.index >= chunk.length) {
    place.chunk += 1;
    place.index = 0;
  }
}

/** Puts another item in the place of one. @internal */
export function replaceAt<T>(draft: OrderedDraft<T>, place: Readonly<Place>, item: T): void {
  own(draft, place.chunk)[place.index] = item;
}

/** Sets the head back where a place lies before it. @internal */
export function reopenAt<T>(draft: OrderedDraft<T>, place: Readonly<Place>): void {
  const { head } = draft;
  if (place.chunk < head.chunk || (place.chunk === head.chunk && place.index < head.index)) {
    draft.head = { chunk: place.chunk, index: place.index };
  }
}

function append<T>(draft: OrderedDraft<T>, item: T): void {
  if (!draft.isOwned) {
    draft.owned = draft.chunks.map(() => false);
    draft.chunks = [...draft.chunks];
    draft.isOwned = true;
  }
  const last = draft.chunks.length - 1;
  if (last >= 0 && itemAt(draft.chunks, last).length < CHUNK_MAX) {
    own(draft, last).push(item);
    // A head at the end of all stood in the chunk after this one.
    if (draft.head.chunk > last) {
      draft.head = { chunk: last, index: itemAt(draft.chunks, last).length - 1 };
    }
    return;
  }
  draft.chunks.push([item]);
  draft.owned.push(true);
}

/** Inserts an item in order; the head is set back where the item comes before it. @internal */
export function insertInto<T>(draft: OrderedDraft<T>, item: T, compare: Compare<T, T>): void {
  const lastChunk = draft.chunks[draft.chunks.length - 1];
  const last = lastChunk?.[lastChunk.length - 1];
  if (last === undefined || compare(last, item) < 0) {
    append(draft, item);
    return;
  }
  const place = placeOf(draft.chunks, item, compare);
  const chunk = own(draft, place.chunk);
  chunk.splice(place.index, 0, item);
  const { head } = draft;
  const isBeforeHead =
    place.chunk < head.chunk || (place.chunk === head.chunk && place.index <= head.index);
  if (isBeforeHead) draft.head = { chunk: place.chunk, index: place.index };
  if (chunk.length > CHUNK_MAX) splitChunk(draft, place.chunk);
}

function splitChunk<T>(draft: OrderedDraft<T>, at: number): void {
  const chunk = own(draft, at);
  const middle = chunk.length >>> 1;
  const rest = chunk.splice(middle);
  draft.chunks.splice(at + 1, 0, rest);
  draft.owned.splice(at + 1, 0, true);
  const { head } = draft;
  if (head.chunk > at) draft.head = { chunk: head.chunk + 1, index: head.index };
  else if (head.chunk === at && head.index >= middle) {
    draft.head = { chunk: at + 1, index: head.index - middle };
  }
}

/** Removes the item at a place. @internal */
export function removeAt<T>(draft: OrderedDraft<T>, place: Place): void {
  const chunk = own(draft, place.chunk);
  chunk.splice(place.index, 1);
  if (chunk.length === 0) {
    draft.chunks.splice(place.chunk, 1);
    draft.owned.splice(place.chunk, 1);
  }
  draft.head = { chunk: 0, index: 0 };
}
