/**
 * The distances of TOPSIS over columns: the one place where they are computed, for both forms.
 *
 * A norm is a straight line in most cases, so that a weighted difference is factor × (x − best)
 * and no column is copied. Factors are divided by the widest weighted range: the squares stay in
 * range whatever the units and weights, and the closeness does not change.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { rangeOf, scaledBy, scaleFor, sumOf } from "./columns.js";
import { normed } from "./norms.js";
import type { ReadNorm } from "./norms.js";
import type { ReadCriterion } from "./problem.js";

const BLOCK_ROWS = 2048;

/** A criterion that tells alternatives apart. @internal */
export interface Axis {
  /** Place of the criterion. */
  readonly index: number;
  readonly values: Float64Array;
  readonly factor: number;
  readonly best: number;
  readonly worst: number;
}

/** @internal */
export interface Axes {
  readonly axes: readonly Axis[];
  /** What a distance is to be multiplied by to be in the units of weights and norm. */
  readonly unit: number;
}

interface Draft {
  readonly index: number;
  readonly values: Float64Array;
  readonly slope: number;
  readonly best: number;
  readonly worst: number;
}

/** Slope of the norm, where it is a straight line that a scan of the column gives. */
function slopeOf(values: Float64Array, norm: ReadNorm, isBenefit: boolean, size: number): number {
  if (norm.kind === "none") return 1;
  if (norm.kind === "max") return 1 / size;
  if (norm.kind === "vector") return 1 / Math.sqrt(sumOf(values, (x) => x * x));
  const isPlain = isBenefit || norm.isNegated;
  return norm.kind === "sum" && isPlain ? 1 / sumOf(values, (x) => x) : 0;
}

function draftOf(
  column: Float64Array,
  criterion: ReadCriterion,
  norm: ReadNorm,
  index: number,
): Draft | null {
  const range = rangeOf(column, criterion.path);
  const { isBenefit } = criterion;
  const isFixed = norm.kind === "reference";
  if (!isFixed && range.min === range.max) {
    // The values may still be none that the norm is made for.
    normed(column.subarray(0, 1), criterion, norm, index, criterion.path, range);
    return null;
  }
  if (norm.kind === "sum" && range.min < 0) {
    fail("scoring.norm_domain", criterion.path, "values of 0 or more", range.min);
  }
  const scale = isFixed ? 1 : scaleFor(range.size);
  const [min, max] = [range.min * scale, range.max * scale];
  const isMinmax = norm.kind === "minmax";
  const values = norm.kind === "none" ? column : scaledBy(column, scale);
  const slope = isMinmax ? 1 / (max - min) : slopeOf(values, norm, isBenefit, range.size * scale);
  if (slope !== 0) {
    const [low, high] = norm.kind === "none" ? [range.min, range.max] : [min, max];
    return { index, values, slope, best: isBenefit ? high : low, worst: isBenefit ? low : high };
  }
  const after = normed(column, criterion, norm, index, criterion.path, range);
  if (after === null) return null;
  if (isFixed) return { index, values: after, slope: 1, best: 1, worst: 0 };
  const turned = rangeOf(after, criterion.path);
  return { index, values: after, slope: 1, best: turned.max, worst: turned.min };
}

/**
 * The axes along which alternatives differ; none where nothing tells them apart.
 *
 * @internal
 */
export function axesOf(
  columns: readonly Float64Array[],
  criteria: readonly ReadCriterion[],
  weights: readonly number[],
  norm: ReadNorm,
): Axes {
  const drafts: Draft[] = [];
  columns.forEach((column, index) => {
    const draft = draftOf(column, itemAt(criteria, index), norm, index);
    if (draft !== null && itemAt(weights, index) > 0) drafts.push(draft);
  });
  // Without a norm the columns keep their proportions: one scale for all.
  let size = 0;
  for (const { best, worst } of drafts) size = Math.max(size, Math.abs(best), Math.abs(worst));
  const common = norm.kind === "none" ? scaleFor(size) : 1;
  let heaviest = 0;
  for (const { index } of drafts) heaviest = Math.max(heaviest, itemAt(weights, index));
  const share = (index: number): number => itemAt(weights, index) / heaviest;
  let widest = 0;
  for (const { index, slope, best, worst } of drafts) {
    const range = Math.abs(best * common - worst * common) * slope;
    widest = Math.max(widest, range * share(index));
  }
  const axes = drafts.map(({ index, values, slope, best, worst }) => ({
    index,
    values: scaledBy(values, common),
    factor: (slope * share(index)) / widest,
    best: best * common,
    worst: worst * common,
  }));
  return { axes, unit: (widest * heaviest) / common };
}

interface Sums {
  readonly best: Float64Array;
  readonly worst: Float64Array;
}

function addSquares({ values, factor, best, worst }: Axis, sums: Sums, from: number, count: number): void {
  const { best: toBest, worst: toWorst } = sums;
  for (let row = 0; row < count; row += 1) {
    const value = values[from + row] as number;
    const short = (value - best) * factor;
    const over = (value - worst) * factor;
    toBest[row] = (toBest[row] as number) + short * short;
    toWorst[row] = (toWorst[row] as number) + over * over;
  }
}

/**
 * Distance to worst ÷ (distance to best + distance to worst) of each row. Both distances are
 * never 0: on the widest axis a value is away from the best, the worst, or both.
 *
 * @internal
 */
export function closenessOf(axes: readonly Axis[], rows: number): Float64Array {
  const result = new Float64Array(rows);
  const sums: Sums = { best: new Float64Array(BLOCK_ROWS), worst: new Float64Array(BLOCK_ROWS) };
  // Block by block, so that the sums stay in the fastest memory.
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from);
    sums.best.fill(0);
    sums.worst.fill(0);
    for (const axis of axes) addSquares(axis, sums, from, count);
    for (let row = 0; row < count; row += 1) {
      const worst = Math.sqrt(sums.worst[row] as number);
      result[from + row] = worst / (Math.sqrt(sums.best[row] as number) + worst);
    }
  }
  return result;
}
