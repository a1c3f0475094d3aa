/**
 * Minimum of a smooth function of a few variables in a box, by BFGS with analytic gradient and
 * a line search of weak Wolfe conditions.
 *
 * J. Nocedal and S. J. Wright, "Numerical Optimization" (2006), chapters 3 and 6; bracketing as
 * A. S. Lewis and M. L. Overton (2013); near the minimum, where a difference of values is noise,
 * the slope alone decides (W. W. Hager and H. Zhang 2005).
 *
 * The function is to be of order one, such as a mean negative log-likelihood **per row**, summed
 * with compensation: the stopping rule is then the same for a hundred rows and a million.
 * Not here: the functions; several starts.
 */
import { SquareMatrix } from "./square-matrix.js";

/** Value at a point; the gradient is written into the second argument. @internal */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** How a minimum is sought. @internal */
export interface MinimiseOptions {
  /** Done when no entry of the (projected) gradient is larger; 1e-10 unless named. */
  readonly gradientMax?: number;
  /** 200 unless named. */
  readonly iterationsMax?: number;
  /** Lowest value of every variable; −30 unless named (variables are logarithms). */
  readonly lower?: number;
  /** Highest value of every variable; 30 unless named. */
  readonly upper?: number;
  /** Longest step of a variable; 2 unless named. */
  readonly stepMax?: number;
  /** First estimate of the inverse of the Hessian; a scaled identity unless named. */
  readonly inverseHessian?: SquareMatrix;
}

/** Where the search ended. @internal */
export interface Minimum {
  /**
   * `converged`: the gradient is small (at a bound: points outwards); `max-iterations`: not so
   * after all steps, or no step helps; `non-finite`: the start has no value.
   */
  readonly status: "converged" | "max-iterations" | "non-finite";
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Largest entry of the projected gradient. */
  readonly gradientMax: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Whether a variable is at a bound that the gradient holds it to. */
  readonly atBound: readonly boolean[];
}

const DECREASE = 1e-4;
const CURVATURE = 0.9;
const NOISE = 1e-14;
const TRIALS_MAX = 40;
/** Where no step helps, a gradient as small as this is as good as rounding allows. */
const STALLED_GRADIENT = 1e-6;

interface Search {
  readonly objective: Objective;
  readonly lower: number;
  readonly upper: number;
  evaluations: number;
}

interface Place {
  readonly point: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

function evaluate(search: Search, point: Float64Array): Place {
  const gradient = new Float64Array(point.length);
  search.evaluations += 1;
  const value = search.objective(point, gradient);
  const isFinite = Number.isFinite(value) && gradient.every((entry) => Number.isFinite(entry));
  return { point, gradient, value: isFinite ? value : Infinity };
}

/** A variable at a bound, with the minimum beyond it. */
function isHeld(search: Search, place: Place, index: number): boolean {
  const at = place.point[index] as number;
  const slope = place.gradient[index] as number;
  return (at <= search.lower && slope > 0) || (at >= search.upper && slope < 0);
}

function steepest(search: Search, place: Place): number {
  let most = 0;
  for (let index = 0; index < place.point.length; index += 1) {
    if (!isHeld(search, place, index)) {
      most = Math.max(most, Math.abs(place.gradient[index] as number));
    }
  }
  return most;
}

/** −H·g over the variables that are free, cut to the longest step. */
function directionOf(
  search: Search,
  place: Place,
  inverse: SquareMatrix,
  stepMax: number,
): Float64Array {
  const free = place.gradient.map((slope, index) => (isHeld(search, place, index) ? 0 : slope));
  const direction = inverse.times(free);
  let longest = 0;
  for (let index = 0; index < direction.length; index += 1) {
    if (isHeld(search, place, index)) direction[index] = 0;
    longest = Math.max(longest, Math.abs(direction[index] as number));
  }
  const factor = longest > stepMax ? -stepMax / longest : -1;
  return direction.map((entry) => factor * entry);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) {
    sum += (a[index] as number) * (b[index] as number);
  }
  return sum;
}

function moved(search: Search, from: Float64Array, by: Float64Array, length: number): Float64Array {
  return from.map((entry, index) => {
    const next = entry + length * (by[index] as number);
    return Math.min(search.upper, Math.max(search.lower, next));
  });
}

/** A step that decreases the value and flattens the slope; null where none is found. */
function lineSearch(search: Search, from: Place, direction: Float64Array): Place | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  let low = 0;
  let high = Infinity;
  let length = 1;
  let best: Place | null = null;
  for (let trial = 0; trial < TRIALS_MAX; trial += 1) {
    const place = evaluate(search, moved(search, from.point, direction, length));
    const newSlope = dot(place.gradient, direction);
    const isLower = place.value <= from.value + DECREASE * length * slope;
    const isNoise =
      place.value <= from.value + NOISE * (1 + Math.abs(from.value)) &&
      newSlope <= (2 * DECREASE - 1) * slope;
    if (!isLower && !isNoise) high = length;
    else {
      best = place;
      // Beyond a bound the slope along the line says nothing any more.
      const isCut = place.point.some(
        (entry, index) =>
          entry !== (from.point[index] as number) + length * (direction[index] as number),
      );
      if (newSlope >= CURVATURE * slope || isCut) return place;
      low = length;
    }
    length = high === Infinity ? 2 * low : (low + high) / 2;
    if (length > 64) return best;
  }
  return best;
}

function heldOf(search: Search, place: Place): readonly boolean[] {
  return Array.from(place.point, (_, index) => isHeld(search, place, index));
}

/** The inverse Hessian with what a step has taught of the free variables (BFGS). */
function learn(
  inverse: SquareMatrix,
  from: Place,
  to: Place,
  held: readonly boolean[],
  isFirst: boolean,
): SquareMatrix {
  const less = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((entry, index) => (held[index] === true ? 0 : entry - (b[index] as number)));
  const step = less(to.point, from.point);
  const change = less(to.gradient, from.gradient);
  const curvature = dot(step, change);
  const size = Math.sqrt(dot(step, step) * dot(change, change));
  if (!(curvature > 1e-10 * size)) return inverse;
  const base = isFirst
    ? SquareMatrix.identity(step.length, curvature / dot(change, change))
    : inverse;
  const turned = base.times(change);
  const factor = (1 + dot(change, turned) / curvature) / curvature;
  return base.map(
    (entry, row, column) =>
      entry +
      factor * (step[row] as number) * (step[column] as number) -
      ((turned[row] as number) * (step[column] as number) +
        (step[row] as number) * (turned[column] as number)) /
        curvature,
  );
}

/**
 * Seeks a minimum from a start. Never throws for what the function does: the status says how it
 * ended, and the point is the best that was seen.
 *
 * @internal
 */
export function minimise(
  objective: Objective,
  start: ArrayLike<number>,
  options: MinimiseOptions = {},
): Minimum {
  const { gradientMax = 1e-10, iterationsMax = 200, stepMax = 2 } = options;
  const { lower = -30, upper = 30, inverseHessian } = options;
  const search: Search = { objective, lower, upper, evaluations: 0 };
  const origin = Float64Array.from(start);
  let place = evaluate(search, moved(search, origin, origin, 0));
  const steep = Math.max(1e-3, steepest(search, place));
  const identity = SquareMatrix.identity(origin.length, 1 / steep);
  let inverse = inverseHessian ?? identity;
  let isFresh = inverseHessian === undefined;
  let iterations = 0;
  let isStalled = false;
  while (place.value < Infinity && iterations < iterationsMax && !isStalled) {
    if (steepest(search, place) <= gradientMax) break;
    const next = lineSearch(search, place, directionOf(search, place, inverse, stepMax));
    iterations += 1;
    if (next === null) {
      // Once more along the gradient itself, before giving up.
      isStalled = isFresh;
      inverse = identity;
      isFresh = true;
      continue;
    }
    const held = heldOf(search, next);
    const isSame = heldOf(search, place).every((value, index) => value === held[index]);
    // What was learnt with other variables free would mislead.
    inverse = isSame ? learn(inverse, place, next, held, isFresh) : identity;
    isFresh = !isSame;
    place = next;
  }
  const slope = steepest(search, place);
  const isFlat = slope <= gradientMax || (isStalled && slope <= STALLED_GRADIENT);
  return {
    status: place.value === Infinity ? "non-finite" : isFlat ? "converged" : "max-iterations",
    point: place.point,
    value: place.value,
    gradient: place.gradient,
    gradientMax: slope,
    iterations,
    evaluations: search.evaluations,
    atBound: heldOf(search, place),
  };
}
