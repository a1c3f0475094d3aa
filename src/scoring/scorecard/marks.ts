/**
 * Marks from facts: the compiled normalisers and the one function that applies them. Reading
 * them from a document is in `read-normaliser.ts`, fitting them in `population.ts`.
 */
import { itemAt } from "../../values/invariant.js";
import { lowerBound } from "../numeric/lower-bound.js";

/** A point of a curve, or a band from there upwards. @internal */
export interface MarkPoint {
  readonly at: number;
  readonly mark: number;
}

/** Straight from 0 at `from` to 1 at `to`, flat beyond. @internal */
export interface LinearMarks {
  readonly kind: "linear";
  readonly from: number;
  readonly to: number;
  /** 1, or one half where the span of the limits leaves the range of doubles. */
  readonly factor: number;
  readonly origin: number;
  readonly span: number;
}

/** @internal */
export interface PercentileMarks {
  readonly kind: "percentile";
  readonly values: Float64Array;
  /** How many of the population are at or below each value. */
  readonly upTo: Float64Array;
  readonly count: number;
  /** What an equal counts for. */
  readonly equalShare: number;
  readonly isHigherBetter: boolean;
}

/** A normaliser of numbers. @internal */
export type NumberMarks =
  | LinearMarks
  | { readonly kind: "constant"; readonly mark: number }
  | { readonly kind: "target"; readonly target: number; readonly tolerance: number }
  | { readonly kind: "bands"; readonly below: number; readonly points: readonly MarkPoint[] }
  | { readonly kind: "curve"; readonly points: readonly MarkPoint[] }
  | PercentileMarks;

/** A normaliser of texts. @internal */
export interface CategoryMarks {
  readonly kind: "categories";
  readonly marks: ReadonlyMap<string, number>;
  readonly otherwise: number | null;
}

/** What is still to be fitted on a population. @internal */
export type UnfittedMarks =
  | { readonly kind: "unfitted"; readonly by: "min-max"; readonly isHigherBetter: boolean }
  | {
      readonly kind: "unfitted";
      readonly by: "z-score";
      readonly limit: number;
      readonly isHigherBetter: boolean;
    }
  | {
      readonly kind: "unfitted";
      readonly by: "percentile";
      readonly equalShare: number;
      readonly isHigherBetter: boolean;
    };

/** @internal */
export type PlannedMarks = NumberMarks | CategoryMarks | UnfittedMarks;

/** From one limit to the other; one half throughout where they are the same. @internal */
export function linearMarks(from: number, to: number): NumberMarks {
  if (from === to) return { kind: "constant", mark: 0.5 };
  const factor = Number.isFinite(to - from) ? 1 : 0.5;
  return {
    kind: "linear",
    from,
    to,
    factor,
    origin: from * factor,
    span: to * factor - from * factor,
  };
}

function clamp(mark: number): number {
  return mark > 0 ? Math.min(1, mark) : 0;
}

/** @internal */
export function markOnCurve(points: readonly MarkPoint[], value: number): number {
  const next = points.findIndex((point) => point.at > value);
  if (next === 0) return itemAt(points, 0).mark;
  if (next < 0) return itemAt(points, points.length - 1).mark;
  const [low, high] = [itemAt(points, next - 1), itemAt(points, next)];
  const factor = Number.isFinite(high.at - low.at) ? 1 : 0.5;
  const share = (value * factor - low.at * factor) / (high.at * factor - low.at * factor);
  const mark = low.mark + (high.mark - low.mark) * share;
  // Rounding may step past the end of the segment, and a better fact would then get less.
  return low.mark < high.mark
    ? Math.min(high.mark, Math.max(low.mark, mark))
    : Math.max(high.mark, Math.min(low.mark, mark));
}

/** Share of the population that is worse, equals counted by their share. @internal */
export function percentileMark(marks: PercentileMarks, value: number): number {
  const { values, upTo, count, equalShare } = marks;
  const place = lowerBound(values, value);
  const below = place === 0 ? 0 : (upTo[place - 1] ?? 0);
  const equal = values[place] === value ? (upTo[place] ?? 0) - below : 0;
  const worse = marks.isHigherBetter ? below : count - below - equal;
  return (worse + equalShare * equal) / count;
}

/** Mark of a number, 0 to 1. @internal */
export function markOfNumber(marks: NumberMarks, value: number): number {
  switch (marks.kind) {
    case "linear":
      return clamp((value * marks.factor - marks.origin) / marks.span);
    case "constant":
      return marks.mark;
    case "target":
      return clamp(1 - Math.abs(value - marks.target) / marks.tolerance);
    case "bands":
      return marks.points.findLast((band) => band.at <= value)?.mark ?? marks.below;
    case "curve":
      return markOnCurve(marks.points, value);
    case "percentile":
      return percentileMark(marks, value);
  }
}
