/**
 * The stated order of scores: the best first, ties by id.
 *
 * Scores that differ in their last digits alone are one score: no rank hangs on a rounding.
 */
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";

/** Scores nearer to one another than this, relative to what they are made of, are tied. */
const TIE = 1e-12;

/** @internal */
export interface OrderedPlace {
  readonly index: number;
  /** From 1; those tied share the first of their places ("1, 2, 2, 4"). */
  readonly rank: number;
  readonly isTied: boolean;
}

/** How scores are put in order. @internal */
export interface Ordering {
  /** Size of the numbers that the scores are sums of: a score of 0 may be the rest of large ones. */
  readonly scale: number;
  readonly isLowBest?: boolean;
}

/**
 * Places of scores, the highest first (the lowest, if `isLowBest`). Neighbours within twelve
 * digits of the scale are tied, and then ordered by id.
 *
 * @internal
 */
export function tiedOrder(
  scores: ArrayLike<number>,
  ids: readonly string[],
  { scale, isLowBest = false }: Ordering,
): readonly OrderedPlace[] {
  const order = ids.map((_, index) => index);
  const sign = isLowBest ? 1 : -1;
  const compare = (a: number, b: number): number => (a < b ? -sign : a > b ? sign : 0);
  order.sort((a, b) => compare(scores[a] as number, scores[b] as number));
  const places: OrderedPlace[] = [];
  for (let from = 0; from < order.length; ) {
    let until = from + 1;
    while (until < order.length) {
      const [one, other] = [itemAt(order, until - 1), itemAt(order, until)];
      const gap = Math.abs((scores[one] as number) - (scores[other] as number));
      if (gap > TIE * scale) break;
      until += 1;
    }
    const tied = order.slice(from, until).sort((a, b) => compareText(itemAt(ids, a), itemAt(ids, b)));
    for (const index of tied) places.push({ index, rank: from + 1, isTied: tied.length > 1 });
    from = until;
  }
  return places;
}
