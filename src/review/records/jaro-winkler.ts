/**
 * Jaro–Winkler similarity of two short texts, for names with typing errors.
 *
 * Sources: M. A. Jaro (1989), "Advances in record-linkage methodology", JASA 84; W. E. Winkler
 * (1990), "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model of
 * record linkage", and his strcmp95: each of at most four first characters in common adds a
 * tenth of what is missing, from a similarity of 0.7 on.
 */
import { expectString } from "../../values/plain.js";

const LENGTH_MAX = 10_000;
const PREFIX_MAX = 4;
const PREFIX_SCALE = 0.1;
const PREFIX_FROM = 0.7;

/** Scratch that grows: which characters of each text are assigned. @internal */
export interface AssignedRoom {
  first: Uint8Array;
  second: Uint8Array;
}

/** Room for one comparison after the other, so that none allocates. @internal */
export function assignedRoom(): AssignedRoom {
  return { first: new Uint8Array(64), second: new Uint8Array(64) };
}

function clear(flags: Uint8Array, length: number): Uint8Array {
  if (flags.length < length) return new Uint8Array(length * 2);
  flags.fill(0, 0, length);
  return flags;
}

/** Characters of the first that have an equal one near enough in the second. */
function assign(first: string, second: string, room: AssignedRoom): number {
  const reach = Math.max(0, Math.floor(Math.max(first.length, second.length) / 2) - 1);
  let common = 0;
  for (let index = 0; index < first.length; index += 1) {
    const code = first.charCodeAt(index);
    const end = Math.min(index + reach + 1, second.length);
    for (let other = Math.max(0, index - reach); other < end; other += 1) {
      if (room.second[other] !== 0 || second.charCodeAt(other) !== code) continue;
      room.first[index] = 1;
      room.second[other] = 1;
      common += 1;
      break;
    }
  }
  return common;
}

/** Assigned characters that stand in another order; two make one transposition. */
function outOfOrder(first: string, second: string, room: AssignedRoom): number {
  let count = 0;
  let other = 0;
  for (let index = 0; index < first.length; index += 1) {
    if (room.first[index] === 0) continue;
    while (room.second[other] === 0) other += 1;
    if (first.charCodeAt(index) !== second.charCodeAt(other)) count += 1;
    other += 1;
  }
  return count;
}

/** {@link jaroWinkler} of texts that are known to be such, in the room given. @internal */
export function similarityOf(a: string, b: string, room: AssignedRoom): number {
  if (a === b) return 1;
  // The assignment is greedy from one side: the shorter text, then the lesser one, goes first.
  const isInOrder = a.length === b.length ? a < b : a.length < b.length;
  const first = isInOrder ? a : b;
  const second = isInOrder ? b : a;
  if (first.length === 0) return 0;
  room.first = clear(room.first, first.length);
  room.second = clear(room.second, second.length);
  const common = assign(first, second, room);
  if (common === 0) return 0;
  const transpositions = Math.floor(outOfOrder(first, second, room) / 2);
  const jaro =
    (common / first.length + common / second.length + (common - transpositions) / common) / 3;
  if (jaro < PREFIX_FROM) return jaro;
  let prefix = 0;
  while (prefix < PREFIX_MAX && first.charCodeAt(prefix) === second.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * PREFIX_SCALE * (1 - jaro);
}

/**
 * Jaro–Winkler similarity of two texts, from 0 (nothing in common) to 1 (equal). By UTF-16 code
 * units and as they are given: fold case and accents before (see `companyName`). Symmetric: the
 * shorter text is assigned to the longer. Two empty texts are equal, an empty one has nothing in
 * common with another. O(length²), at most 10 000 characters each.
 *
 * @see Winkler (1990), "String comparator metrics and enhanced decision rules …"
 * @throws ClienteleError `schema.type`, `limits.too_long`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { jaroWinkler } from "clientele/review";
 *
 * assert.equal(jaroWinkler("MARTHA", "MARHTA").toFixed(3), "0.961");
 * assert.equal(jaroWinkler("DWAYNE", "DUANE").toFixed(2), "0.84");
 * assert.equal(jaroWinkler("abc", "xyz"), 0);
 * ```
 * @since 0.1.0
 */
export function jaroWinkler(a: string, b: string): number {
  const first = expectString(a, "a", LENGTH_MAX);
  return similarityOf(first, expectString(b, "b", LENGTH_MAX), assignedRoom());
}
