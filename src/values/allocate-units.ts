/**
 * The core of every allocation: an integer number of units split by integer weights.
 * Used on money by `allocate.ts`, and by pricing on its own integers.
 */
import { itemAt } from "./invariant.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
  roundQuotient,
} from "./rounding.js";
import type { Integer } from "./rounding.js";

/**
 * Who gets the units that are left when each share has been rounded down:
 * the largest remainders, the first, or those of the largest weight.
 *
 * @internal
 */
export type Leftover = "remainder" | "first" | "weight";

interface Share {
  readonly index: number;
  readonly weight: Integer;
  readonly remainder: Integer;
}

/** Parts and what is left of a total. @internal */
export interface UnitShares {
  readonly parts: Integer[];
  readonly rest: Integer;
  readonly shares: readonly Share[];
}

/** Each share rounded towards zero. The weights are ≥ 0, and not all zero. @internal */
export function floorShares(total: Integer, weights: readonly Integer[]): UnitShares {
  let whole: Integer = 0;
  for (const weight of weights) whole = addIntegers(whole, weight);
  let rest = total;
  const parts: Integer[] = [];
  const shares: Share[] = [];
  weights.forEach((weight, index) => {
    const product = multiplyIntegers(total, weight);
    const part = roundQuotient(product, whole, "floor");
    parts.push(part);
    rest = addIntegers(rest, negateInteger(part));
    const remainder = addIntegers(product, negateInteger(multiplyIntegers(part, whole)));
    if (weight > 0) shares.push({ index, weight, remainder });
  });
  return { parts, rest, shares };
}

/** Ties go to the earlier part. */
function inOrder(shares: readonly Share[], leftover: Leftover): readonly Share[] {
  if (leftover === "first") return shares;
  const by = leftover === "remainder" ? "remainder" : "weight";
  return [...shares].sort((a, b) => compareIntegers(b[by], a[by]) || a.index - b.index);
}

/**
 * Splits `total` units by weights, losing none: every part is within one unit of its exact
 * share, a weight of zero gets nothing, and the parts of −total are the parts of total with
 * the other sign. The weights are ≥ 0, and not all zero. O(n log n).
 *
 * @internal
 */
export function allocateUnits(
  total: Integer,
  weights: readonly Integer[],
  leftover: Leftover = "remainder",
): Integer[] {
  const isNegative = total < 0;
  const { parts, rest, shares } = floorShares(isNegative ? negateInteger(total) : total, weights);
  // Fewer units are left than there are shares with a remainder: one each is enough.
  const left = Number(rest);
  for (const { index } of inOrder(shares, leftover).slice(0, left)) {
    parts[index] = addIntegers(itemAt(parts, index), 1);
  }
  return isNegative ? parts.map(negateInteger) : parts;
}
