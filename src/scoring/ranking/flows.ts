/**
 * Sums of preferences of each value over all others by one criterion, without all the pairs:
 * over the sorted values by counts, by a window that moves along, or by a fast Gauss transform.
 *
 * L. Greengard and J. Strain, "The fast Gauss transform", SIAM J. Sci. Stat. Comput. 12:1 (1991).
 */
import { assertNever, itemAt } from "../../values/invariant.js";
import { exponential } from "../../values/numeric/exponential.js";
import { exponentialMinusOne } from "../numeric/logs.js";
import type { Preference } from "./preference.js";

/** Terms of the expansion of e^(uv) for │v│ ≤ ½: what follows, × e^(−u² ÷ 2), is below 1e-19. */
const TERMS = 24;
/** Differences of more than 8.7 s are preferred fully, to the last digit; boxes are one s wide. */
const FAR = 9.7;

/** @internal */
export interface Flows {
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

/** For each of ascending values: how many lie lower by more than the threshold, × degree. */
function stepSums(
  sorted: Float64Array,
  steps: readonly { readonly threshold: number; readonly degree: number }[],
): Float64Array {
  const sums = new Float64Array(sorted.length);
  for (const { threshold, degree } of steps) {
    let below = 0;
    for (let place = 0; place < sorted.length; place += 1) {
      const value = sorted[place] as number;
      while (value - (sorted[below] as number) > threshold) below += 1;
      (sums[place] as number) += degree * below;
    }
  }
  return sums;
}

/**
 * For each of ascending values: Σ over those lower by d of (d − q) ÷ (p − q), at most 1. What lies
 * between q and p is kept as one sum, which grows by its count × the step to the next value.
 */
function rampSums(sorted: Float64Array, q: number, p: number): Float64Array {
  const span = p - q;
  const sums = new Float64Array(sorted.length);
  let [near, far] = [0, 0];
  let [within, lost] = [0, 0];
  const add = (term: number): void => {
    const next = within + term;
    lost += Math.abs(within) >= Math.abs(term) ? within - next + term : term - next + within;
    within = next;
  };
  for (let place = 0; place < sorted.length; place += 1) {
    const value = sorted[place] as number;
    const step = place === 0 ? 0 : (value - (sorted[place - 1] as number)) / span;
    // A step over the whole ramp: what lies on it is summed anew.
    const isAnew = step >= 1 || near === far;
    if (isAnew) [within, lost] = [0, 0];
    else add(step * (near - far));
    const known = isAnew ? far : near;
    while (near < place && value - (sorted[near] as number) > q) near += 1;
    for (; far < near && value - (sorted[far] as number) >= p; far += 1) {
      if (far < known) add(-(value - (sorted[far] as number) - q) / span);
    }
    for (let k = Math.max(known, far); k < near; k += 1) {
      add((value - (sorted[k] as number) - q) / span);
    }
    sums[place] = far + Math.max(0, within + lost);
  }
  return sums;
}

/** Values within one s of each other, as the moments of v = (value − middle) ÷ s. */
interface Box {
  readonly start: number;
  count: number;
  /** Σ 1 − e^(−v² ÷ 2). */
  loss: number;
  /** Σ e^(−v² ÷ 2) v^k ÷ k!, from k = 1. */
  readonly moments: Float64Array;
}

/** Σ 1 − e^(−(u − v)² ÷ 2), of differences of terms that are small where u and v are. */
function lossOver({ count, loss, moments }: Box, u: number): number {
  let series = 0;
  for (let k = TERMS - 1; k >= 0; k -= 1) series = (series + (moments[k] as number)) * u;
  const half = (-u * u) / 2;
  return exponential(half) * (loss - series) - count * exponentialMinusOne(half);
}

function putInto(box: Box, v: number, count: number): void {
  const half = (-v * v) / 2;
  box.count += count;
  box.loss -= count * exponentialMinusOne(half);
  let term = count * exponential(half);
  for (let k = 0; k < TERMS; k += 1) {
    term *= v / (k + 1);
    (box.moments[k] as number) += term;
  }
}

/** For each of ascending values: Σ over those lower by d of 1 − e^(−d² ÷ 2s²). */
function bellSums(sorted: Float64Array, s: number): Float64Array {
  const sums = new Float64Array(sorted.length);
  const least = sorted[0] as number;
  const width = Math.min(1, ((sorted[sorted.length - 1] as number) - least) / s);
  // At most eleven at a time, as each starts more than its width after the one before.
  const boxes: Box[] = [];
  let far = 0;
  for (let from = 0; from < sorted.length; ) {
    const value = sorted[from] as number;
    while (boxes.length > 0 && (value - itemAt(boxes, 0).start) / s > FAR) {
      far += itemAt(boxes, 0).count;
      boxes.shift();
    }
    let total = far;
    for (const box of boxes) total += lossOver(box, (value - box.start) / s - width / 2);
    let until = from;
    while (until < sorted.length && sorted[until] === value) until += 1;
    sums.fill(Math.max(0, total), from, until);
    let last = boxes[boxes.length - 1];
    if (last === undefined || (value - last.start) / s > width) {
      last = { start: value, count: 0, loss: 0, moments: new Float64Array(TERMS) };
      boxes.push(last);
    }
    putInto(last, (value - last.start) / s - width / 2, until - from);
    from = until;
  }
  return sums;
}

function lowerSums(sorted: Float64Array, preference: Preference): Float64Array {
  switch (preference.kind) {
    case "usual":
      return stepSums(sorted, [{ threshold: 0, degree: 1 }]);
    case "u-shape":
      return stepSums(sorted, [{ threshold: preference.q, degree: 1 }]);
    case "level":
      return stepSums(sorted, [
        { threshold: preference.q, degree: 0.5 },
        { threshold: preference.p, degree: 0.5 },
      ]);
    case "v-shape":
      return rampSums(sorted, 0, preference.p);
    case "linear":
      return rampSums(sorted, preference.q, preference.p);
    case "gaussian":
      return bellSums(sorted, preference.s);
    default:
      return assertNever(preference);
  }
}

/**
 * Sum of preferences of each value over the others, and of the others over it. O(n log n).
 *
 * @internal
 */
export function flowSums(column: Float64Array, preference: Preference): Flows {
  const count = column.length;
  const [positive, negative] = [new Float64Array(count), new Float64Array(count)];
  if (count === 0) return { positive, negative };
  const order = Uint32Array.from(column, (_, index) => index);
  order.sort((a, b) => {
    const [one, other] = [column[a] as number, column[b] as number];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  const sorted = Float64Array.from(order, (place) => column[place] as number);
  const over = lowerSums(sorted, preference);
  // What beats a value lies below it in the mirror.
  const under = lowerSums(sorted.map((value) => 0 - value).reverse(), preference);
  order.forEach((place, index) => {
    positive[place] = over[index] as number;
    negative[place] = under[count - 1 - index] as number;
  });
  return { positive, negative };
}
