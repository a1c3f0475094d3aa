/**
 * Removal effects of channels in a Markov chain of order 1 (E. Anderl, I. Becker, F. von
 * Wangenheim and J. H. Schumann, "Mapping the customer journey: lessons learned from graph-based
 * online attribution modeling", International Journal of Research in Marketing 33 (2016)).
 *
 * The chain runs from the start over the channels to a conversion or to nothing. A channel that
 * is removed sends whoever arrives there to nothing. The probability that is lost with it is that
 * of passing it at all times that of a conversion from there, so that one inversion of the chain
 * serves all channels: with N = (I − Q)⁻¹, P(pass c) = N(s, c) ÷ N(c, c). Channels that follow on
 * themselves are taken once: the loop changes no effect.
 */
import { fail } from "../../values/errors.js";
import type { ReadPath } from "./read-paths.js";

/** Channels of one chain: the inverse is a square of as many doubles. */
const CHANNELS_MAX = 500;

/** @internal */
export interface RemovalEffects {
  /** By channel, in the order given. */
  readonly effects: readonly number[];
  /** Of a conversion; null without any path. */
  readonly probability: number | null;
}

interface Chain {
  readonly size: number;
  /** Row-major counts between channels. */
  readonly counts: Float64Array;
  readonly starts: Float64Array;
  readonly conversions: Float64Array;
  /** Departures of each channel. */
  readonly leaving: Float64Array;
  /** All that began with a channel. */
  readonly total: number;
}

function add(list: Float64Array, place: number, count: number): void {
  list[place] = (list[place] ?? 0) + count;
}

function chainOf(paths: readonly ReadPath[], index: ReadonlyMap<string, number>): Chain {
  const size = index.size;
  const counts = new Float64Array(size * size);
  const starts = new Float64Array(size);
  const conversions = new Float64Array(size);
  const leaving = new Float64Array(size);
  let total = 0;
  for (const path of paths) {
    const count = path.conversions + path.failures;
    if (count === 0 || path.channels.length === 0) continue;
    total += count;
    let here = -1;
    for (const channel of path.channels) {
      const next = index.get(channel) ?? 0;
      if (next === here) continue;
      if (here < 0) add(starts, next, count);
      else {
        add(counts, here * size + next, count);
        add(leaving, here, count);
      }
      here = next;
    }
    add(conversions, here, path.conversions);
    add(leaving, here, count);
  }
  return { size, counts, starts, conversions, leaving, total };
}

/**
 * (I − Q)⁻¹ by Gauss–Jordan elimination. No pivot is sought: the rows of I − Q are diagonally
 * dominant, and every channel leads to an end. O(n³).
 */
function inverseOf({ size, counts, leaving }: Chain): Float64Array {
  const width = 2 * size;
  const work = new Float64Array(size * width);
  for (let row = 0; row < size; row += 1) {
    const all = leaving[row] ?? 0;
    for (let column = 0; column < size; column += 1) {
      const count = counts[row * size + column] ?? 0;
      const step = all === 0 ? 0 : count / all;
      work[row * width + column] = (row === column ? 1 : 0) - step;
    }
    work[row * width + size + row] = 1;
  }
  for (let pivot = 0; pivot < size; pivot += 1) eliminate(work, pivot, size);
  return work;
}

function eliminate(work: Float64Array, pivot: number, size: number): void {
  const width = 2 * size;
  const own = pivot * width;
  const divisor = work[own + pivot] ?? 1;
  for (let column = pivot; column < width; column += 1) {
    work[own + column] = (work[own + column] ?? 0) / divisor;
  }
  for (let row = 0; row < size; row += 1) {
    const factor = work[row * width + pivot] ?? 0;
    if (row === pivot || factor === 0) continue;
    for (let column = pivot; column < width; column += 1) {
      const place = row * width + column;
      work[place] = (work[place] ?? 0) - factor * (work[own + column] ?? 0);
    }
  }
}

/** Removal effects of the channels named, 0 to 1; all 0 where nothing converts. @internal */
export function removalEffects(
  paths: readonly ReadPath[],
  channels: readonly string[],
): RemovalEffects {
  if (channels.length > CHANNELS_MAX) {
    const expected = `at most ${String(CHANNELS_MAX)} channels for a Markov model`;
    fail("limits.too_many", "paths", expected, channels.length);
  }
  const chain = chainOf(paths, new Map(channels.map((channel, place) => [channel, place])));
  const { size, starts, conversions, leaving, total } = chain;
  if (total === 0) return { effects: channels.map(() => 0), probability: null };
  const inverse = inverseOf(chain);
  const visits = new Float64Array(size);
  const wins = new Float64Array(size);
  let probability = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const steps = inverse[row * 2 * size + size + column] ?? 0;
      const all = leaving[column] ?? 0;
      add(visits, column, ((starts[row] ?? 0) / total) * steps);
      if (all > 0) add(wins, row, (steps * (conversions[column] ?? 0)) / all);
    }
    probability += ((starts[row] ?? 0) / total) * (wins[row] ?? 0);
  }
  const effects = channels.map((_, place) => {
    if (probability === 0) return 0;
    const passing = (visits[place] ?? 0) / (inverse[place * 2 * size + size + place] ?? 1);
    return Math.min(1, Math.max(0, (passing * (wins[place] ?? 0)) / probability));
  });
  return { effects, probability: Math.min(1, probability) };
}
