/**
 * Judgments that were not given, chosen so that the matrix is as consistent as it can be: the
 * completion of least principal eigenvalue.
 *
 * Bozóki, Fülöp and Rónyai, "On optimal completion of incomplete pairwise comparison matrices",
 * Math. Comput. Modelling 52 (2010): the eigenvalue is strictly convex in the logarithms of the
 * missing judgments if and only if the judgments given link all items. They descend one missing
 * judgment at a time; here all move at once, by Newton's method with exact second derivatives.
 */
import { exponential } from "../../values/numeric/exponential.js";
import { perron, timesVector } from "./perron.js";

const STEPS_MAX = 60;
const STEP_LENGTH_MAX = 4;
const STILL = 1e-13;

/** Places of the missing judgments above the diagonal. @internal */
export interface MissingPlaces {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** @internal */
export function missingPlaces(cells: Float64Array, size: number): MissingPlaces {
  const rows: number[] = [];
  const columns: number[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = row + 1; column < size; column += 1) {
      if (cells[row * size + column] !== 0) continue;
      rows.push(row);
      columns.push(column);
    }
  }
  return { rows, columns };
}

/** The matrix with e^t in the missing places. @internal */
export function filled(
  cells: Float64Array,
  size: number,
  { rows, columns }: MissingPlaces,
  logs: Float64Array,
): Float64Array {
  const matrix = Float64Array.from(cells);
  for (let k = 0; k < logs.length; k += 1) {
    const [row, column, log] = [rows[k] as number, columns[k] as number, logs[k] as number];
    matrix[row * size + column] = exponential(log);
    matrix[column * size + row] = exponential(-log);
  }
  return matrix;
}

/** Inverse by Gauss–Jordan with row exchanges. */
function inverse(matrix: Float64Array, size: number): Float64Array {
  const work = Float64Array.from(matrix);
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) result[row * size + row] = 1;
  for (let pivot = 0; pivot < size; pivot += 1) {
    let chosen = pivot;
    for (let row = pivot + 1; row < size; row += 1) {
      const [one, most] = [work[row * size + pivot] as number, work[chosen * size + pivot] as number];
      if (Math.abs(one) > Math.abs(most)) chosen = row;
    }
    for (let column = 0; column < size; column += 1) {
      for (const list of [work, result]) {
        const held = list[pivot * size + column] as number;
        list[pivot * size + column] = list[chosen * size + column] as number;
        list[chosen * size + column] = held;
      }
    }
    const diagonal = work[pivot * size + pivot] as number;
    for (let column = 0; column < size; column += 1) {
      (work[pivot * size + column] as number) /= diagonal;
      (result[pivot * size + column] as number) /= diagonal;
    }
    for (let row = 0; row < size; row += 1) {
      const factor = work[row * size + pivot] as number;
      if (row === pivot || factor === 0) continue;
      for (let column = 0; column < size; column += 1) {
        (work[row * size + column] as number) -= factor * (work[pivot * size + column] as number);
        (result[row * size + column] as number) -= factor * (result[pivot * size + column] as number);
      }
    }
  }
  return result;
}

/** What the eigenvalue does around a completion: its slope, and its curvature as a product. @internal */
export interface Landscape {
  readonly value: number;
  readonly slope: Float64Array;
  /** The curvature if the vectors did not move: scale of a judgment's influence. */
  readonly scale: Float64Array;
  readonly curvatureTimes: (direction: Float64Array) => Float64Array;
}

/**
 * dλ = vᵀ dA w and d²λ = vᵀ d²A w + 2 vᵀ dA S dA w with vᵀw = 1, where S is the group inverse of
 * λ − A: (λ − A + w vᵀ)⁻¹ − w vᵀ.
 *
 * @internal
 */
export function landscape(
  matrix: Float64Array,
  size: number,
  { rows, columns }: MissingPlaces,
): Landscape {
  const { value, vector: right } = perron(matrix, size);
  const { vector: leftRaw } = perron(matrix, size, true);
  const dot = leftRaw.reduce((sum, one, index) => sum + one * (right[index] as number), 0);
  const left = leftRaw.map((one) => one / dot);
  const up = (k: number): number => matrix[(rows[k] as number) * size + (columns[k] as number)] as number;
  const down = (k: number): number => matrix[(columns[k] as number) * size + (rows[k] as number)] as number;
  const count = rows.length;
  const slope = new Float64Array(count);
  const scale = new Float64Array(count);
  for (let k = 0; k < count; k += 1) {
    const [i, j] = [rows[k] as number, columns[k] as number];
    const rise = up(k) * (left[i] as number) * (right[j] as number);
    const fall = down(k) * (left[j] as number) * (right[i] as number);
    slope[k] = rise - fall;
    scale[k] = rise + fall;
  }
  const shifted = matrix.map((one, place) => {
    const [i, j] = [Math.floor(place / size), place % size];
    return (i === j ? value : 0) - one + (right[i] as number) * (left[j] as number);
  });
  const group = inverse(shifted, size).map(
    (one, place) =>
      one - (right[Math.floor(place / size)] as number) * (left[place % size] as number),
  );
  const curvatureTimes = (direction: Float64Array): Float64Array => {
    const moved = new Float64Array(size);
    const movedLeft = new Float64Array(size);
    for (let k = 0; k < count; k += 1) {
      const [i, j, step] = [rows[k] as number, columns[k] as number, direction[k] as number];
      (moved[i] as number) += step * up(k) * (right[j] as number);
      (moved[j] as number) -= step * down(k) * (right[i] as number);
      (movedLeft[j] as number) += step * up(k) * (left[i] as number);
      (movedLeft[i] as number) -= step * down(k) * (left[j] as number);
    }
    const q = timesVector(group, moved);
    const r = timesVector(group, movedLeft, true);
    return direction.map((step, k) => {
      const [i, j] = [rows[k] as number, columns[k] as number];
      const ofLeft = up(k) * (left[i] as number) * (q[j] as number);
      const ofLeftBack = down(k) * (left[j] as number) * (q[i] as number);
      const ofRight = up(k) * (r[i] as number) * (right[j] as number);
      const ofRightBack = down(k) * (r[j] as number) * (right[i] as number);
      return (scale[k] as number) * step + ofLeft - ofLeftBack + ofRight - ofRightBack;
    });
  };
  return { value, slope, scale, curvatureTimes };
}

function dotOf(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, one, index) => sum + one * (b[index] as number), 0);
}

/** Newton's step by conjugate gradients, preconditioned by the scale. */
function newtonStep({ slope, scale, curvatureTimes }: Landscape): Float64Array {
  let step: Float64Array = new Float64Array(slope.length);
  let residual: Float64Array = slope.map((one) => -one);
  let weighted: Float64Array = residual.map((one, k) => one / (scale[k] as number));
  let direction = weighted;
  let norm = dotOf(residual, weighted);
  const enough = norm * 1e-24;
  for (let turn = 0; turn < slope.length + 20 && norm > enough; turn += 1) {
    const product = curvatureTimes(direction);
    const curvature = dotOf(direction, product);
    if (!(curvature > 0)) break;
    const length = norm / curvature;
    const previous = direction;
    step = step.map((one, k) => one + length * (previous[k] as number));
    residual = residual.map((one, k) => one - length * (product[k] as number));
    weighted = residual.map((one, k) => one / (scale[k] as number));
    const next = dotOf(residual, weighted);
    const kept = next / norm;
    direction = weighted.map((one, k) => one + kept * (previous[k] as number));
    norm = next;
  }
  return step.some((one) => one !== 0) ? step : weighted;
}

/**
 * Logarithms of the missing judgments for which the principal eigenvalue is least, to some
 * thirteen digits. `cells` should be near to consistent with all weights equal: the start is 0.
 *
 * @internal
 */
export function leastEigenvalueLogs(
  cells: Float64Array,
  size: number,
  places: MissingPlaces,
): Float64Array {
  let logs: Float64Array = new Float64Array(places.rows.length);
  let here = landscape(filled(cells, size, places, logs), size, places);
  for (let turn = 0; turn < STEPS_MAX; turn += 1) {
    const { slope, scale, value } = here;
    if (slope.every((one, k) => Math.abs(one) <= STILL * (scale[k] as number))) break;
    const raw = newtonStep(here);
    const longest = raw.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const step = longest > STEP_LENGTH_MAX ? raw.map((one) => (one * STEP_LENGTH_MAX) / longest) : raw;
    const descent = dotOf(step, slope);
    let length = 1;
    let next = here;
    let moved = logs;
    for (let halving = 0; halving < 30; halving += 1) {
      moved = logs.map((one, k) => one + length * (step[k] as number));
      next = landscape(filled(cells, size, places, moved), size, places);
      if (next.value <= value + 1e-4 * length * descent + 1e-13 * value) break;
      length /= 2;
    }
    const isStill = step.every((one) => Math.abs(one) * length <= 1e-15);
    logs = moved;
    here = next;
    if (isStill) break;
  }
  return logs;
}
