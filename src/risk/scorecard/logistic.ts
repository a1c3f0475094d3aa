/**
 * Logistic regression by iteratively reweighted least squares (P. McCullagh, J. A. Nelder,
 * Generalized Linear Models, 1989), and the points of a scorecard made from it.
 *
 * Convergence is reported and never assumed: separated outcomes and collinear columns have no
 * finite answer, and the fit says so.
 */
import { fail } from "../../values/errors.js";
import {
  atIndex,
  expectArray,
  expectFinite,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { logarithm, logistic } from "../../values/numeric/exponential.js";
import { expectColumn } from "../monitoring/outcomes.js";
import type { ScoreScale } from "./scaling.js";

/**
 * Columns and outcomes to fit.
 *
 * @since 0.1.0
 */
export interface LogisticData {
  /** One column a characteristic, usually its weights of evidence. */
  readonly columns: readonly ArrayLike<number>[];
  /** 1 for the event, 0 for none. */
  readonly events: ArrayLike<number>;
}

/**
 * A fit of ln(odds of the event) = intercept + Σ coefficient × column.
 *
 * @since 0.1.0
 */
export interface LogisticFit {
  readonly converged: boolean;
  /** Why it did not: `iterations` ran out, columns `collinear`, outcomes `separated`. */
  readonly failure: "iterations" | "collinear" | "separated" | null;
  readonly iterations: number;
  /** Of the last iteration; not to be used when it did not converge. */
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /** Intercept first; empty when it did not converge. */
  readonly standardErrors: readonly number[];
  /** −2 × log likelihood. */
  readonly deviance: number;
}

/**
 * When to stop.
 *
 * @since 0.1.0
 */
export interface LogisticOptions {
  /** 25 unless given. */
  readonly iterationsMax?: number;
  /** Relative change of the deviance that counts as settled; 1e-10 unless given. */
  readonly tolerance?: number;
}

/** The Cholesky factor of a symmetric matrix; undefined when it is not safely positive. */
function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k += 1) {
        sum -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
      }
      if (row === column) {
        // What is left of a column after the others is lost in rounding: it is one of them.
        if (!(sum > 1e-11 * (matrix[row * size + row] ?? 0))) return undefined;
        factor[row * size + row] = Math.sqrt(sum);
      } else {
        factor[row * size + column] = sum / (factor[column * size + column] ?? 1);
      }
    }
  }
  return factor;
}

function solve(factor: Float64Array, right: ArrayLike<number>, size: number): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let sum = solution[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (factor[row * size + k] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = solution[row] ?? 0;
    for (let k = row + 1; k < size; k += 1)
      sum -= (factor[k * size + row] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (factor[row * size + row] ?? 1);
  }
  return solution;
}

interface Step {
  readonly information: Float64Array;
  readonly gradient: Float64Array;
  readonly deviance: number;
  readonly largestLogOdds: number;
}

/** Information matrix, gradient and deviance at some coefficients, in one pass. */
function measure({ columns, events }: LogisticData, beta: Float64Array): Step {
  const size = beta.length;
  const information = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  const row = new Float64Array(size);
  let [deviance, largestLogOdds] = [0, 0];
  for (let index = 0; index < events.length; index += 1) {
    row[0] = 1;
    for (let k = 1; k < size; k += 1) row[k] = columns[k - 1]?.[index] ?? 0;
    let logOdds = 0;
    for (let k = 0; k < size; k += 1) logOdds += (row[k] ?? 0) * (beta[k] ?? 0);
    const p = logistic(logOdds);
    const event = events[index] ?? 0;
    const agreeing = event === 1 ? p : logistic(-logOdds);
    deviance -= 2 * logarithm(Math.max(agreeing, Number.MIN_VALUE));
    largestLogOdds = Math.max(largestLogOdds, Math.abs(logOdds));
    const weight = p * (1 - p);
    for (let a = 0; a < size; a += 1) {
      const scaled = (row[a] ?? 0) * weight;
      gradient[a] = (gradient[a] ?? 0) + (row[a] ?? 0) * (event - p);
      for (let b = 0; b <= a; b += 1) {
        information[a * size + b] = (information[a * size + b] ?? 0) + scaled * (row[b] ?? 0);
      }
    }
  }
  return { information, gradient, deviance, largestLogOdds };
}

function check({ columns, events }: LogisticData): void {
  expectArray(columns, "columns", 200);
  expectColumn(events, "events");
  let count = 0;
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index];
    if (event !== 0 && event !== 1) fail("risk.event", atIndex("events", index), "0 or 1", event);
    count += event;
  }
  columns.forEach((column, index) => {
    const path = atIndex("columns", index);
    expectColumn(column, path);
    if (column.length !== events.length) {
      fail("risk.length", path, `${String(events.length)} rows`, column.length);
    }
  });
  if (count === 0 || count === events.length) {
    fail("risk.no_observations", "events", "events and non-events", count);
  }
}

/** Log odds beyond which no sample says anything: the outcomes are separated. */
const LOG_ODDS_MAX = 30;

/**
 * Fits a logistic regression by IRLS from zero coefficients, deterministic to the bit.
 *
 * Throws `risk.length`, `risk.event`, `risk.no_observations`, `schema.not_finite`. O(rows ×
 * columns²) an iteration.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitLogistic } from "clientele/risk";
 *
 * // Of four at 0 one event, of four at 1 three: the odds go from 1:3 to 3:1.
 * const fit = fitLogistic({
 *   columns: [[0, 0, 0, 0, 1, 1, 1, 1]],
 *   events: [1, 0, 0, 0, 1, 1, 1, 0],
 * });
 * assert.ok(fit.converged);
 * assert.ok(Math.abs(fit.intercept - Math.log(1 / 3)) < 1e-9);
 * assert.ok(Math.abs((fit.coefficients[0] ?? 0) - Math.log(9)) < 1e-9);
 * ```
 * @since 0.1.0
 */
export function fitLogistic(data: LogisticData, options: LogisticOptions = {}): LogisticFit {
  expectRecord(data, "data", ["columns", "events"]);
  check(data);
  const iterationsMax = expectInteger(options.iterationsMax ?? 25, "iterationsMax", 1, 1000);
  const tolerance = expectFinite(options.tolerance ?? 1e-10, "tolerance");
  const size = data.columns.length + 1;
  const beta = new Float64Array(size);
  let step = measure(data, beta);
  let failure: LogisticFit["failure"] = "iterations";
  let iterations = 0;
  let factor: Float64Array | undefined;
  while (iterations < iterationsMax) {
    factor = cholesky(step.information, size);
    if (factor === undefined) {
      failure = step.largestLogOdds > LOG_ODDS_MAX / 2 ? "separated" : "collinear";
      break;
    }
    const change = solve(factor, step.gradient, size);
    for (let k = 0; k < size; k += 1) beta[k] = (beta[k] ?? 0) + (change[k] ?? 0);
    iterations += 1;
    const before = step.deviance;
    step = measure(data, beta);
    if (step.largestLogOdds > LOG_ODDS_MAX) {
      failure = "separated";
      break;
    }
    if (Math.abs(before - step.deviance) <= tolerance * (Math.abs(step.deviance) + 0.1)) {
      failure = null;
      break;
    }
  }
  return resultOf({ beta, step, iterations, failure });
}

function resultOf(state: {
  readonly beta: Float64Array;
  readonly step: Step;
  readonly iterations: number;
  readonly failure: LogisticFit["failure"];
}): LogisticFit {
  const { beta, step, iterations } = state;
  const size = beta.length;
  const factor = state.failure === null ? cholesky(step.information, size) : undefined;
  const failure = state.failure === null && factor === undefined ? "separated" : state.failure;
  const standardErrors: number[] = [];
  for (let k = 0; factor !== undefined && k < size; k += 1) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    standardErrors.push(Math.sqrt(solve(factor, unit, size)[k] ?? 0));
  }
  const [intercept = 0, ...coefficients] = beta;
  const { deviance } = step;
  const converged = failure === null;
  return { converged, failure, iterations, intercept, coefficients, standardErrors, deviance };
}

/**
 * Points of a fitted model on a scale: base points offset − factor·intercept, and for each bin
 * −factor × coefficient × value, where the value is what the fit saw (a weight of evidence).
 * The fit must be of the bad event, so that more points mean safer. Points are not rounded:
 * rounding belongs to the card's author.
 *
 * Throws `risk.not_converged` for a fit that did not converge, `risk.length`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { pointsOfFit, scoreScale } from "clientele/risk";
 *
 * const scale = scoreScale({ score: 600, odds: 50, oddsSense: "good:bad", pdo: 20 });
 * const fit = { converged: true, failure: null, iterations: 4, intercept: 0, coefficients: [-1],
 *   standardErrors: [0.1, 0.1], deviance: 10 };
 * const { basePoints, points } = pointsOfFit(fit, [[0, Math.LN2]], scale);
 * assert.equal(basePoints, scale.offset);
 * assert.ok(Math.abs((points[0]?.[1] ?? 0) - 20) < 1e-9); // odds doubled: 20 points
 * ```
 * @since 0.1.0
 */
export function pointsOfFit(
  fit: LogisticFit,
  binValues: readonly (readonly number[])[],
  scale: ScoreScale,
): { readonly basePoints: number; readonly points: readonly (readonly number[])[] } {
  expectRecord(fit, "fit");
  expectArray(binValues, "binValues");
  expectRecord(scale, "scale");
  expectArray(fit.coefficients, "fit.coefficients");
  if (!fit.converged) fail("risk.not_converged", "fit", "a fit that converged", fit.failure);
  if (binValues.length !== fit.coefficients.length) {
    fail("risk.length", "binValues", `${String(fit.coefficients.length)} lists`, binValues.length);
  }
  binValues.forEach((values, index) => expectArray(values, atIndex("binValues", index)));
  const points = binValues.map((values, characteristic) =>
    values.map((value, bin) => {
      const path = atIndex(atIndex("binValues", characteristic), bin);
      const amount =
        -scale.factor * (fit.coefficients[characteristic] ?? 0) * expectFinite(value, path);
      return amount === 0 ? 0 : amount;
    }),
  );
  return { basePoints: scale.offset - scale.factor * fit.intercept, points };
}
