/**
 * Normalisers turned round: where a fact would have to be for a mark. The nearest place from
 * where it is; from a fact that is not known, the edge of what suffices.
 */
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";
import { markOfNumber } from "./marks.js";
import type { CategoryMarks, MarkPoint, NumberMarks, PercentileMarks } from "./marks.js";
import type { FactTarget } from "./model.js";

type Place = FactTarget & { readonly value: number };

/** Where the straight line between two points has the mark; no overflow, whatever the points. */
function crossing(low: MarkPoint, high: MarkPoint, mark: number): number {
  const share = (mark - low.mark) / (high.mark - low.mark);
  return low.at * (1 - share) + high.at * share;
}

/** The first place to the right of `start` where the curve is at or above the mark. */
function upwards(points: readonly MarkPoint[], start: number, mark: number): Place | null {
  for (let index = 0; index < points.length; index += 1) {
    const high = itemAt(points, index);
    if (high.at <= start || high.mark < mark) continue;
    const low = points[index - 1];
    const value = low === undefined || low.mark >= mark ? high.at : crossing(low, high, mark);
    return { relation: "at-least", value };
  }
  return null;
}

function downwards(points: readonly MarkPoint[], start: number, mark: number): Place | null {
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const low = itemAt(points, index);
    if (low.at >= start || low.mark < mark) continue;
    const high = points[index + 1];
    const value = high === undefined || high.mark >= mark ? low.at : crossing(high, low, mark);
    return { relation: "at-most", value };
  }
  return null;
}

function nearest(up: Place | null, down: Place | null, value: number): Place | null {
  if (up === null || down === null) return up ?? down;
  return up.value - value <= value - down.value ? up : down;
}

/** Where nothing is known of the fact: the edge of a rising or a falling curve, else its best. */
function onCurve(points: readonly MarkPoint[], value: number | null, mark: number): Place | null {
  if (value !== null)
    return nearest(upwards(points, value, mark), downwards(points, value, mark), value);
  const steps = points.slice(1).map((point, index) => point.mark - itemAt(points, index).mark);
  if (steps.every((step) => step >= 0)) return upwards(points, -Infinity, mark);
  if (steps.every((step) => step <= 0)) return downwards(points, Infinity, mark);
  const best = points.reduce((most, point) => (point.mark > most.mark ? point : most));
  return best.mark < mark ? null : { relation: "is", value: best.at };
}

function onBands(
  marks: { readonly below: number; readonly points: readonly MarkPoint[] },
  value: number | null,
  mark: number,
): Place | null {
  const { points } = marks;
  const isAbove = (point: MarkPoint): boolean => value === null || point.at > value;
  const next = points.find((point) => isAbove(point) && point.mark >= mark);
  const up: Place | null = next === undefined ? null : { relation: "at-least", value: next.at };
  // The band under a limit: its mark is that of the band before, or of what is below all.
  const limit = points.findLastIndex(
    (point, index) =>
      (value === null || point.at <= value) && (points[index - 1]?.mark ?? marks.below) >= mark,
  );
  const down: Place | null =
    limit < 0 ? null : { relation: "below", value: itemAt(points, limit).at };
  return value === null ? (up ?? down) : nearest(up, down, value);
}

function onRanks(marks: PercentileMarks, mark: number): Place | null {
  const { values, upTo, count, equalShare, isHigherBetter } = marks;
  const { length } = values;
  const belowOf = (index: number): number => (index === 0 ? 0 : (upTo[index - 1] ?? 0));
  // Marks of the open stretch beyond each value, in the direction that is better: they rise.
  const beyond = (step: number): number =>
    (isHigherBetter ? (upTo[step] ?? 0) : count - belowOf(length - 1 - step)) / count;
  let [step, end] = [0, length];
  while (step < end) {
    const middle = (step + end) >>> 1;
    if (beyond(middle) < mark) step = middle + 1;
    else end = middle;
  }
  if (step >= length) return null;
  const index = isHigherBetter ? step : length - 1 - step;
  const value = values[index] ?? 0;
  const worse = isHigherBetter ? belowOf(index) : count - (upTo[index] ?? 0);
  const equal = (upTo[index] ?? 0) - belowOf(index);
  const suffices = (worse + equalShare * equal) / count >= mark;
  if (suffices) return { relation: isHigherBetter ? "at-least" : "at-most", value };
  return { relation: isHigherBetter ? "above" : "below", value };
}

function placeFor(marks: NumberMarks, value: number | null, mark: number): Place | null {
  switch (marks.kind) {
    case "constant":
      return null;
    case "linear": {
      const ends: readonly MarkPoint[] = [
        { at: marks.from, mark: 0 },
        { at: marks.to, mark: 1 },
      ];
      const rising = marks.from < marks.to ? ends : [...ends].reverse();
      return onCurve(rising, value, mark);
    }
    case "target": {
      const { target, tolerance } = marks;
      const edge = (at: number): MarkPoint => ({ at, mark: 0 });
      const points = [edge(target - tolerance), { at: target, mark: 1 }, edge(target + tolerance)];
      return onCurve(points, value, mark);
    }
    case "bands":
      return onBands(marks, value, mark);
    case "curve":
      return onCurve(marks.points, value, mark);
    case "percentile":
      return onRanks(marks, mark);
  }
}

/** Moves a place by steps of its last bit until it suffices: inversion rounds, too. */
function settled(
  marks: NumberMarks,
  place: Place,
  suffices: (mark: number) => boolean,
): FactTarget | null {
  const { relation } = place;
  if (relation === "above" || (relation === "below" && Number.isFinite(place.value))) return place;
  const bit = Math.max(Math.abs(place.value) * 2 ** -52, 5e-324);
  const sign = relation === "at-most" ? -1 : 1;
  for (const step of [0, 1, 2, 4, 8]) {
    const value = place.value + sign * step * bit;
    if (Number.isFinite(value) && suffices(markOfNumber(marks, value))) return { relation, value };
  }
  return null;
}

/**
 * Where a number would have to be for its mark to suffice; `mark` is what is wanted, `suffices`
 * what is accepted. Null where no number does.
 *
 * @internal
 */
export function numberTarget(
  marks: NumberMarks,
  value: number | null,
  mark: number,
  suffices: (mark: number) => boolean,
): FactTarget | null {
  const place = placeFor(marks, value, mark);
  return place === null ? null : settled(marks, place, suffices);
}

/** The category with the least mark that suffices; of one mark the first by code unit. @internal */
export function categoryTarget(
  { marks }: CategoryMarks,
  suffices: (mark: number) => boolean,
): FactTarget | null {
  const found = [...marks]
    .filter(([, mark]) => suffices(mark))
    .sort(([a, first], [b, second]) => first - second || compareText(a, b))[0];
  return found === undefined ? null : { relation: "is", value: found[0] };
}
