/** The dynamic programme behind natural breaks, over different values in rising order. */
import { itemAt } from "../../values/invariant.js";

/** Sums over the values before each place, each in two doubles. */
interface Prefixes {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly sumsLow: Float64Array;
  readonly squares: Float64Array;
  readonly squaresLow: Float64Array;
}

/** Where the classes begin, and how good the best of each number is. @internal */
export interface Breaks {
  readonly begins: readonly number[];
  readonly goodnessByClasses: readonly number[];
}

/** Centred on the mean and of size at most 1: a square neither overflows nor vanishes. */
function centred(values: Float64Array, counts: Float64Array): Float64Array {
  const last = values.length - 1;
  const largest = Math.max(Math.abs(values[0] ?? 0), Math.abs(values[last] ?? 0));
  // Half at first, as the distance of the ends may be twice the largest double.
  const scaled = values.map((value) => (largest === 0 ? 0 : value / largest / 2));
  const total = counts[values.length] ?? 1;
  let mean = 0;
  for (let index = 0; index <= last; index += 1) {
    const weight = (counts[index + 1] ?? 0) - (counts[index] ?? 0);
    mean += ((scaled[index] ?? 0) * weight) / total;
  }
  const spread = Math.max((scaled[last] ?? 0) - mean, mean - (scaled[0] ?? 0));
  return scaled.map((value) => (spread > 0 ? (value - mean) / spread : 0));
}

function prefixesOf(values: Float64Array, counts: Float64Array): Prefixes {
  const size = values.length + 1;
  const prefixes = {
    counts,
    sums: new Float64Array(size),
    sumsLow: new Float64Array(size),
    squares: new Float64Array(size),
    squaresLow: new Float64Array(size),
  };
  const shifted = centred(values, counts);
  let [sum, sumLow, square, squareLow] = [0, 0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const value = shifted[index] ?? 0;
    const weight = (counts[index + 1] ?? 0) - (counts[index] ?? 0);
    // Knuth's sum of two: what the rounding of the sum lost goes to the low part.
    const part = value * weight;
    const nextSum = sum + part;
    const back = nextSum - sum;
    sumLow += sum - (nextSum - back) + (part - back);
    sum = nextSum;
    const partSquare = part * value;
    const nextSquare = square + partSquare;
    const backSquare = nextSquare - square;
    squareLow += square - (nextSquare - backSquare) + (partSquare - backSquare);
    square = nextSquare;
    prefixes.sums[index + 1] = sum;
    prefixes.sumsLow[index + 1] = sumLow;
    prefixes.squares[index + 1] = square;
    prefixes.squaresLow[index + 1] = squareLow;
  }
  return prefixes;
}

/** Sum of squares around the mean of the values from `start` to before `end`. */
function costOf(prefixes: Prefixes, start: number, end: number): number {
  if (end - start < 2) return 0;
  const { counts, sums, sumsLow, squares, squaresLow } = prefixes;
  const count = (counts[end] as number) - (counts[start] as number);
  const sum =
    (sums[end] as number) -
    (sums[start] as number) +
    ((sumsLow[end] as number) - (sumsLow[start] as number));
  const square =
    (squares[end] as number) -
    (squares[start] as number) +
    ((squaresLow[end] as number) - (squaresLow[start] as number));
  const cost = square - (sum * sum) / count;
  return cost > 0 ? cost : 0;
}

interface Row {
  readonly prefixes: Prefixes;
  /** Least squares of the values before each place in one class fewer. */
  readonly before: Float64Array;
  readonly now: Float64Array;
  /** Where the last class begins. */
  readonly begins: Int32Array;
  /** The least number of values: one for each class before. */
  readonly least: number;
}

/** The best last class of the values before `end`, which begins from `low` to `high`. */
function solveOne(row: Row, end: number, low: number, high: number): void {
  const { prefixes, before, now, begins, least } = row;
  let best = Infinity;
  let bestStart = Math.max(low, least);
  const last = Math.min(high, end - 1);
  for (let start = bestStart; start <= last; start += 1) {
    const cost = (before[start] as number) + costOf(prefixes, start, end);
    if (cost < best) {
      best = cost;
      bestStart = start;
    }
  }
  now[end] = best;
  begins[end] = bestStart;
}

/** As ends rise, so do the best beginnings: the middle bounds both halves. Depth log₂ n. */
function solveRange(row: Row, from: number, to: number, low: number, high: number): void {
  if (from > to) return;
  const middle = (from + to) >> 1;
  solveOne(row, middle, low, high);
  const start = row.begins[middle] ?? low;
  solveRange(row, from, middle - 1, low, start);
  solveRange(row, middle + 1, to, start, high);
}

/**
 * The best classes of different values in rising order; `counts` says how many there are before
 * each place, repeated ones counted.
 *
 * @internal
 */
export function solveBreaks(values: Float64Array, counts: Float64Array, classes: number): Breaks {
  const n = values.length;
  const prefixes = prefixesOf(values, counts);
  let before = Float64Array.from({ length: n + 1 }, (_, end) => costOf(prefixes, 0, end));
  const whole = before[n] ?? 0;
  const goodness = (cost: number): number =>
    whole > 0 ? Math.min(1, Math.max(0, 1 - cost / whole)) : 1;
  const goodnessByClasses = [whole > 0 ? 0 : 1];
  const table: Int32Array[] = [];
  for (let least = 1; least < classes; least += 1) {
    const now = new Float64Array(n + 1);
    const row = { prefixes, before, now, begins: new Int32Array(n + 1), least };
    if (least === classes - 1) solveOne(row, n, least, n - 1);
    else {
      // The end is asked of every row; other ends only where a later class may begin.
      solveRange(row, least + 1, n, least, n - 1);
    }
    goodnessByClasses.push(goodness(now[n] ?? 0));
    table.push(row.begins);
    before = now;
  }
  const begins = [0];
  let end = n;
  for (let index = table.length - 1; index >= 0; index -= 1) {
    end = itemAt(table, index)[end] ?? 0;
    begins.splice(1, 0, end);
  }
  return { begins, goodnessByClasses };
}
