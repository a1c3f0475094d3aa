/**
 * Statistics of a population of facts, and the marks that follow from them. All of them are the
 * same whatever the order of the accounts: values are sorted first.
 */
import type { NumberMarks, UnfittedMarks } from "./marks.js";
import { linearMarks } from "./marks.js";
import type { NormalPopulation, RangePopulation, RankPopulation } from "./normaliser.js";

/** @internal */
export type Population = RangePopulation | NormalPopulation | RankPopulation;

const HALF: NumberMarks = { kind: "constant", mark: 0.5 };

/** The facts that are known, rising; NaN is missing. */
function sortedKnown(column: Float64Array): Float64Array {
  const known = column.filter((value) => value === value);
  // −0 and 0 are one value, and a typed array would sort them apart.
  for (let row = 0; row < known.length; row += 1) known[row] = (known[row] ?? 0) + 0;
  return known.sort();
}

/** Least and greatest of what is known, in one pass. @internal */
export function rangeOf(column: Float64Array): RangePopulation {
  let count = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] as number;
    if (value !== value) continue;
    count += 1;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return count === 0 ? { count, min: 0, max: 0 } : { count, min: min + 0, max: max + 0 };
}

/**
 * Mean and population deviation in two passes, on values that are scaled by a power of two, so
 * that no square leaves the range of doubles.
 *
 * @internal
 */
export function normalOf(sorted: Float64Array): NormalPopulation {
  const { length } = sorted;
  const [least, greatest] = [sorted[0] ?? 0, sorted[length - 1] ?? 0];
  if (least === greatest) return { count: length, mean: least, deviation: 0 };
  const unit = powerOfTwoNear(Math.max(Math.abs(least), Math.abs(greatest)));
  let sum = 0;
  for (const value of sorted) sum += value / unit;
  const mean = sum / length;
  const spread = powerOfTwoNear(Math.max(greatest / unit - mean, mean - least / unit));
  let squares = 0;
  for (const value of sorted) squares += ((value / unit - mean) / spread) ** 2;
  const deviation = Math.sqrt(squares / length) * spread * unit;
  return { count: length, mean: mean * unit, deviation };
}

/** A power of two that keeps quotients by it near one; below the normal range its least. */
function powerOfTwoNear(size: number): number {
  let power = 1;
  while (power < size && power < 2 ** 1023) power *= 2;
  while (power / 2 >= size && power > 2 ** -1022) power /= 2;
  return power;
}

/** @internal */
export function ranksOf(sorted: Float64Array): RankPopulation {
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    const last = values.length - 1;
    if (values[last] === value) counts[last] = (counts[last] ?? 0) + 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values, counts };
}

/** @internal */
export function marksOfRange(population: RangePopulation, isHigherBetter: boolean): NumberMarks {
  const { count, min, max } = population;
  if (count === 0) return HALF;
  return isHigherBetter ? linearMarks(min, max) : linearMarks(max, min);
}

function inRange(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

/** @internal */
export function marksOfNormal(
  population: NormalPopulation,
  limit: number,
  isHigherBetter: boolean,
): NumberMarks {
  const { count, mean, deviation } = population;
  if (count === 0 || deviation === 0) return HALF;
  const [low, high] = [inRange(mean - limit * deviation), inRange(mean + limit * deviation)];
  return isHigherBetter ? linearMarks(low, high) : linearMarks(high, low);
}

/** @internal */
export function marksOfRanks(
  population: RankPopulation,
  equalShare: number,
  isHigherBetter: boolean,
): NumberMarks {
  const { values, counts } = population;
  // One value only tells nobody apart, whatever the counting of ties.
  if (values.length < 2) return HALF;
  let count = 0;
  const upTo = Float64Array.from(counts, (one) => (count += one));
  return {
    kind: "percentile",
    values: Float64Array.from(values),
    upTo,
    count,
    equalShare,
    isHigherBetter,
  };
}

/** The statistics that a normaliser asks for. @internal */
export function populationOf(marks: UnfittedMarks, column: Float64Array): Population {
  switch (marks.by) {
    case "min-max":
      return rangeOf(column);
    case "z-score":
      return normalOf(sortedKnown(column));
    case "percentile":
      return ranksOf(sortedKnown(column));
  }
}

/** The marks that a normaliser gives on a population. @internal */
export function fittedMarks(marks: UnfittedMarks, column: Float64Array): NumberMarks {
  switch (marks.by) {
    case "min-max":
      return marksOfRange(rangeOf(column), marks.isHigherBetter);
    case "z-score":
      return marksOfNormal(normalOf(sortedKnown(column)), marks.limit, marks.isHigherBetter);
    case "percentile":
      return marksOfRanks(ranksOf(sortedKnown(column)), marks.equalShare, marks.isHigherBetter);
  }
}
