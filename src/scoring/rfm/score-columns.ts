/** Scores and segments of columns of measures. */
import type { Scaled } from "../../values/scaled.js";
import { multiplyScaled, roundScaled } from "../../values/scaled.js";
import { scoreRanks, selectDoubles, selectIntegers } from "../segmentation/select.js";
import { NEVER } from "./measure-columns.js";
import type { MeasureColumns } from "./measure-columns.js";
import type { RfmPlan } from "./options.js";
import { binCuts } from "./score-measures.js";

/** Scores at the place of each account, 0 without a purchase. @internal */
export interface ScoreColumns {
  readonly recencyScore: Uint8Array;
  readonly frequencyScore: Uint8Array;
  readonly monetaryScore: Uint8Array;
}

/** What scores are read from: limits from the worst to the best. */
interface Limits {
  readonly last: readonly number[];
  readonly frequency: readonly number[];
  readonly cents: readonly number[];
}

/** Measures of the accounts with a purchase alone. */
function buyersOf({ last, frequency, cents }: MeasureColumns): MeasureColumns {
  let count = 0;
  for (let place = 0; place < last.length; place += 1) count += Number(last[place] !== NEVER);
  if (count === last.length) return { last, frequency, cents };
  // One place more: each account is written, and written over where it bought nothing.
  const own = {
    last: new Int32Array(count + 1),
    frequency: new Int32Array(count + 1),
    cents: new Float64Array(count + 1),
  };
  let next = 0;
  for (let place = 0; place < last.length; place += 1) {
    own.last[next] = last[place] as number;
    own.frequency[next] = frequency[place] as number;
    own.cents[next] = cents[place] as number;
    next += Number(last[place] !== NEVER);
  }
  return {
    last: own.last.subarray(0, count),
    frequency: own.frequency.subarray(0, count),
    cents: own.cents.subarray(0, count),
  };
}

function rankLimits(measures: MeasureColumns, bins: number): Limits {
  const buyers = buyersOf(measures);
  const ranks = scoreRanks(buyers.last.length, bins);
  if (buyers.last.length === 0) return { last: [], frequency: [], cents: [] };
  return {
    last: selectIntegers(buyers.last, ranks),
    frequency: selectIntegers(buyers.frequency, ranks),
    cents: selectDoubles(buyers.cents, ranks),
  };
}

/**
 * 1 + the limits that are strictly below. Comparisons are added and not branched on, four limits a
 * pass: on values in no order a branch is guessed wrong half of the time, at three times the cost.
 */
function scoreAbove(
  values: Int32Array | Float64Array,
  limits: readonly number[],
  last: Int32Array,
): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let index = 0; index < limits.length; index += 4) {
    const [a = Infinity, b = Infinity, c = Infinity, d = Infinity] = limits.slice(index, index + 4);
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place] as number;
      const low = Number(value > a) + Number(value > b);
      const high = Number(value > c) + Number(value > d);
      scores[place] = (scores[place] as number) + low + high;
    }
  }
  for (let place = 0; place < scores.length; place += 1) {
    scores[place] = ((scores[place] as number) + 1) * Number(last[place] !== NEVER);
  }
  return scores;
}

/** The largest whole number below a limit: above it is at the limit or beyond. */
function below(limit: Scaled): number {
  return Number(roundScaled(limit, 0, "ceil").units) - 1;
}

function bandLimits(
  bands: NonNullable<RfmPlan["bands"]>,
  { today, scale }: { readonly today: number; readonly scale: number },
): Limits {
  const factor = { units: 10 ** scale, scale: 0 };
  return {
    // The bands of recency are on its negation: last = today − days.
    last: bands.recency.map((limit) => today + below(limit)),
    frequency: bands.frequency.map(below),
    cents: bands.monetary.map((limit) => below(multiplyScaled(limit, factor))),
  };
}

/** How many cut points a value is beyond, and whether that is good. */
interface CutRule {
  readonly bins: number;
  readonly isLeft: boolean;
  readonly isLessBetter: boolean;
}

/**
 * Intervals that are closed on the left are those of the negated values closed on the right, from
 * the other end; what is better when it is less is scored from the other end, too.
 */
function scoreByCuts(
  values: Float64Array,
  cuts: readonly number[],
  last: Int32Array,
  { bins, isLeft, isLessBetter }: CutRule,
): Uint8Array {
  const scores = isLeft
    ? scoreAbove(
        values.map((value) => -value),
        cuts.map((cut) => -cut),
        last,
      )
    : scoreAbove(values, cuts, last);
  if (isLeft === isLessBetter) return scores;
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] as number;
    if (score > 0) scores[place] = bins + 1 - score;
  }
  return scores;
}

/** Scores by cut points, in the units of `rfm`, so that both interpolate alike. */
function cutScores(
  measures: MeasureColumns,
  plan: RfmPlan,
  { today, scale }: { readonly today: number; readonly scale: number },
): ScoreColumns {
  const { bins, quantiles, closed } = plan;
  if (quantiles === "ranks") return emptyScores(0);
  const buyers = buyersOf(measures);
  if (buyers.last.length === 0) return emptyScores(measures.last.length);
  const { last } = measures;
  const cuts = (values: Float64Array): readonly number[] =>
    binCuts(values.slice().sort(), bins, quantiles);
  const days = (column: Int32Array): Float64Array => Float64Array.from(column, (day) => today - day);
  const amounts = (column: Float64Array): Float64Array => column.map((one) => one / 10 ** scale);
  const scored = (all: Float64Array, own: Float64Array, isLessBetter: boolean): Uint8Array =>
    scoreByCuts(all, cuts(own), last, { bins, isLeft: closed === "left", isLessBetter });
  const counts = (column: Int32Array): Float64Array => Float64Array.from(column);
  return {
    recencyScore: scored(days(last), days(buyers.last), true),
    frequencyScore: scored(counts(measures.frequency), counts(buyers.frequency), false),
    monetaryScore: scored(amounts(measures.cents), amounts(buyers.cents), false),
  };
}

function emptyScores(size: number): ScoreColumns {
  return {
    recencyScore: new Uint8Array(size),
    frequencyScore: new Uint8Array(size),
    monetaryScore: new Uint8Array(size),
  };
}

/** Scores by the rule of the plan. @internal */
export function scoreColumns(
  measures: MeasureColumns,
  plan: RfmPlan,
  units: { readonly today: number; readonly scale: number },
): ScoreColumns {
  const { bins, bands, quantiles } = plan;
  if (bands === null && quantiles !== "ranks") return cutScores(measures, plan, units);
  const limits = bands === null ? rankLimits(measures, bins) : bandLimits(bands, units);
  const { last } = measures;
  return {
    recencyScore: scoreAbove(last, limits.last, last),
    frequencyScore: scoreAbove(measures.frequency, limits.frequency, last),
    monetaryScore: scoreAbove(measures.cents, limits.cents, last),
  };
}

/** Segments by a table of all triples of scores: at most 1 000 conditions are asked. @internal */
export function segmentColumn(scores: ScoreColumns, { bins, segmentOf }: RfmPlan): Int16Array {
  const width = bins + 1;
  const table = new Int16Array(width ** 3).fill(-1);
  for (let recency = 1; recency <= bins; recency += 1) {
    for (let frequency = 1; frequency <= bins; frequency += 1) {
      for (let monetary = 1; monetary <= bins; monetary += 1) {
        const key = (recency * width + frequency) * width + monetary;
        table[key] = segmentOf({ recency, frequency, monetary });
      }
    }
  }
  const { recencyScore, frequencyScore, monetaryScore } = scores;
  const segment = new Int16Array(recencyScore.length);
  for (let place = 0; place < segment.length; place += 1) {
    const key =
      ((recencyScore[place] as number) * width + (frequencyScore[place] as number)) * width +
      (monetaryScore[place] as number);
    segment[place] = table[key] as number;
  }
  return segment;
}
