/** What each criterion can give: weights by the tree of groups, in integer units. */
import { itemAt } from "../../values/invariant.js";
import { UNITS } from "./plan.js";
import type { WeightTree } from "./plan.js";

/** Sums of weights inside a group, by its place; the card itself is in the last place. */
interface Sums {
  readonly weights: number[];
  readonly isAlive: boolean[];
}

function sumsOf(tree: WeightTree, isIn: (place: number) => boolean): Sums {
  const root = tree.groups.length;
  const weights = new Array<number>(root + 1).fill(0);
  const isAlive = new Array<boolean>(root + 1).fill(false);
  const add = (place: number, weight: number): void => {
    const slot = place < 0 ? root : place;
    weights[slot] = itemAt(weights, slot) + weight;
    isAlive[slot] = true;
  };
  tree.criteria.forEach(({ weight, group }, place) => {
    if (weight > 0 && isIn(place)) add(group, weight);
  });
  for (const place of tree.outsideIn.toReversed()) {
    const { weight, parent } = itemAt(tree.groups, place);
    if (weight > 0 && itemAt(isAlive, place)) add(parent, weight);
  }
  return { weights, isAlive };
}

/**
 * The share of each criterion in the whole, 0 to 1, with only some criteria in: a group of which
 * nothing is in leaves its weight to its siblings. All zero where nothing of weight is in.
 *
 * @internal
 */
export function effectiveShares(
  tree: WeightTree,
  isIn: (place: number) => boolean,
): readonly number[] {
  const root = tree.groups.length;
  const { weights, isAlive } = sumsOf(tree, isIn);
  const shareOfGroup = new Array<number>(root + 1).fill(0);
  shareOfGroup[root] = 1;
  const part = (weight: number, parent: number): number => {
    const slot = parent < 0 ? root : parent;
    const sum = itemAt(weights, slot);
    return sum > 0 ? itemAt(shareOfGroup, slot) * (weight / sum) : 0;
  };
  for (const place of tree.outsideIn) {
    const { weight, parent } = itemAt(tree.groups, place);
    if (itemAt(isAlive, place)) shareOfGroup[place] = part(weight, parent);
  }
  return tree.criteria.map(({ weight, group }, place) => (isIn(place) ? part(weight, group) : 0));
}

/** 1e9 = 31250 × 32000: the products of each step stay exact for a hundred weights up to 1e9. */
const FIRST_FACTOR = 31_250;
const SECOND_FACTOR = 32_000;

/**
 * {@link UNITS} split by integer weights up to 1e9, by largest remainder, ties to the first: what
 * `allocateUnits` gives, in doubles that stay exact, as its big integers would cost more than the
 * rest of a score.
 *
 * @internal
 */
export function splitUnits(weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let left = UNITS;
  const parts = weights.map((weight, place) => {
    const first = weight * FIRST_FACTOR;
    const rest = (first % whole) * SECOND_FACTOR;
    const remainder = rest % whole;
    const units = ((first - (first % whole)) / whole) * SECOND_FACTOR + (rest - remainder) / whole;
    left -= units;
    return { place, units, remainder };
  });
  const shares = parts.map((part) => part.units);
  if (left === 0) return shares;
  const inOrder = parts.sort((a, b) => b.remainder - a.remainder || a.place - b.place);
  for (const { place, units } of inOrder.slice(0, left)) shares[place] = units + 1;
  return shares;
}

/**
 * The same in integer units that sum to {@link UNITS}, by largest remainder; null where nothing
 * of weight is in.
 *
 * @internal
 */
export function unitShares(
  tree: WeightTree,
  isIn: (place: number) => boolean,
): readonly number[] | null {
  const shares = effectiveShares(tree, isIn);
  const largest = shares.reduce((most, share) => Math.max(most, share), 0);
  if (largest === 0) return null;
  return splitUnits(shares.map((share) => Math.round((share / largest) * UNITS)));
}
