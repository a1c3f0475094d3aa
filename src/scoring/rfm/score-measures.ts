/** From the three measures to scores, class and segment. */
import { toDecimalText } from "../../values/decimal.js";
import { itemAt } from "../../values/invariant.js";
import type { Scaled } from "../../values/scaled.js";
import { quantileOfSorted } from "../segmentation/quantile.js";
import type { QuantileMethod } from "../segmentation/quantile.js";
import { cutsBelow, doubleOf, limitScores, rankScores } from "../segmentation/quantile-scores.js";
import type { RfmClassOrder, RfmRow } from "./model.js";
import type { RfmPlan } from "./options.js";

/** Measures of one account with a purchase, exact. @internal */
export interface ExactMeasures {
  readonly account: string;
  readonly recencyDays: number;
  readonly frequency: number;
  readonly monetary: Scaled;
}

/** The cut points of bins at their shares. @internal */
export function binCuts(
  sorted: ArrayLike<number>,
  bins: number,
  method: QuantileMethod,
): readonly number[] {
  const cuts: number[] = [];
  for (let bin = 1; bin < bins; bin += 1) {
    const share = { numerator: BigInt(bin), denominator: BigInt(bins) };
    cuts.push(quantileOfSorted(sorted, share, method));
  }
  return cuts;
}

/** The three scores as one text. @internal */
export function classOf(
  scores: readonly [number, number, number],
  bins: number,
  order: RfmClassOrder,
): string {
  const shown = order === "one-best" ? scores.map((score) => bins + 1 - score) : scores;
  return shown.join(bins > 9 ? "-" : "");
}

interface ScoreColumns {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

function cutScores(
  measures: readonly ExactMeasures[],
  { bins, closed }: RfmPlan,
  method: QuantileMethod,
): ScoreColumns {
  const below = (values: readonly number[]): readonly number[] =>
    values.length === 0
      ? []
      : cutsBelow(
          values,
          binCuts(Float64Array.from(values).sort(), bins, method),
          closed === "left",
        );
  return {
    recency: below(measures.map((one) => one.recencyDays)).map((count) => bins - count),
    frequency: below(measures.map((one) => one.frequency)).map((count) => 1 + count),
    monetary: below(measures.map((one) => doubleOf(one.monetary))).map((count) => 1 + count),
  };
}

function scoreColumns(measures: readonly ExactMeasures[], plan: RfmPlan): ScoreColumns {
  const { bins, bands, quantiles } = plan;
  if (bands === null && quantiles !== "ranks") return cutScores(measures, plan, quantiles);
  const whole = (value: number): Scaled => ({ units: value, scale: 0 });
  const scored = (
    name: "recency" | "frequency" | "monetary",
    values: readonly Scaled[],
  ): readonly number[] =>
    bands === null ? rankScores(values, bins) : limitScores(values, bands[name]);
  return {
    // The fewer days the better: scored on their negation.
    recency: scored(
      "recency",
      measures.map((one) => whole(0 - one.recencyDays)),
    ),
    frequency: scored(
      "frequency",
      measures.map((one) => whole(one.frequency)),
    ),
    monetary: scored(
      "monetary",
      measures.map((one) => one.monetary),
    ),
  };
}

/** Scores accounts that are sorted by id. @internal */
export function scoreMeasures(
  measures: readonly ExactMeasures[],
  plan: RfmPlan,
): readonly RfmRow[] {
  const { bins, classOrder, segments, segmentOf } = plan;
  const scores = scoreColumns(measures, plan);
  return measures.map((one, index): RfmRow => {
    const recency = itemAt(scores.recency, index);
    const frequency = itemAt(scores.frequency, index);
    const monetary = itemAt(scores.monetary, index);
    return {
      account: one.account,
      recencyDays: one.recencyDays,
      frequency: one.frequency,
      monetary: toDecimalText(one.monetary),
      recencyScore: recency,
      frequencyScore: frequency,
      monetaryScore: monetary,
      class: classOf([recency, frequency, monetary], bins, classOrder),
      segment: segments[segmentOf({ recency, frequency, monetary })] ?? null,
    };
  });
}
