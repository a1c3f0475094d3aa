/** The weight of each touch of a path under the models that look at one path alone. */
import { itemAt } from "../../values/invariant.js";
import { exponential } from "../../values/numeric/exponential.js";
import { addScaled, multiplyScaled, subtractScaled, unitsAt } from "../../values/scaled.js";
import type { Integer } from "../../values/rounding.js";
import type { ReadModel, ReadPath } from "./read-paths.js";

const LN2 = 0.6931471805599453;
/** Weights of time decay are whole multiples of 2^-40 of the nearest touch. */
const DECAY_UNITS = 2 ** 40;

function decayWeights(path: ReadPath, halfLifeDays: number): readonly Integer[] {
  const { daysBefore } = path;
  // Only differences count: from the last touch on, so that no age makes all weights vanish.
  const nearest = itemAt(daysBefore, daysBefore.length - 1);
  return daysBefore.map((days) =>
    Math.round(DECAY_UNITS * exponential((-LN2 * (days - nearest)) / halfLifeDays)),
  );
}

function positionWeights(
  count: number,
  model: Extract<ReadModel, { kind: "position" }>,
): readonly Integer[] {
  if (count === 1) return [1];
  const scale = Math.max(model.first.scale, model.last.scale);
  const [first, last] = [unitsAt(model.first, scale), unitsAt(model.last, scale)];
  if (count === 2) return [first, last];
  // first and last times the number of those between, which have what is left.
  const between = { units: count - 2, scale: 0 };
  const ends = addScaled(model.first, model.last);
  const rest = unitsAt(subtractScaled({ units: 1, scale: 0 }, ends), scale);
  const weight = (share: Integer): Integer =>
    multiplyScaled({ units: share, scale: 0 }, between).units;
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? weight(first) : index === count - 1 ? weight(last) : rest,
  );
}

/** 1 for the first touch of each channel, 0 for the others. */
function firstOccurrences(channels: readonly string[]): readonly Integer[] {
  const seen = new Set<string>();
  return channels.map((channel) => {
    if (seen.has(channel)) return 0;
    seen.add(channel);
    return 1;
  });
}

/** Whole weights of the touches, not all zero; the path has a touch. @internal */
export function touchWeights(
  path: ReadPath,
  model: Exclude<ReadModel, { kind: "markov" }>,
): readonly Integer[] {
  const { channels } = path;
  switch (model.kind) {
    case "first":
      return channels.map((_, index) => (index === 0 ? 1 : 0));
    case "last":
      return channels.map((_, index) => (index === channels.length - 1 ? 1 : 0));
    case "linear":
      return channels.map(() => 1);
    case "shapley":
      return firstOccurrences(channels);
    case "position":
      return positionWeights(channels.length, model);
    case "time-decay":
      return decayWeights(path, model.halfLifeDays);
  }
}
