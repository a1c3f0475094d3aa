/** Sorted values with their outcomes, and positions among them. */

/** Values that are neither missing nor special, sorted, with events cumulated. @internal */
export interface SortedOutcomes {
  readonly values: Float64Array;
  /** Events among the first n values; one longer than `values`. */
  readonly eventsBefore: Float64Array;
}

/** The number of sorted values below a cut. @internal */
export function positionOf(values: Float64Array, cut: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < cut) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Cuts at quantiles, each a value that begins a bin; equal values stay together. @internal */
export function quantileCuts(values: Float64Array, bins: number): readonly number[] {
  const cuts: number[] = [];
  const least = values[0];
  for (let bin = 1; bin < bins; bin += 1) {
    const cut = values[Math.floor((bin * values.length) / bins)];
    if (cut === undefined || cut === least || cut === cuts[cuts.length - 1]) continue;
    cuts.push(cut);
  }
  return cuts;
}
