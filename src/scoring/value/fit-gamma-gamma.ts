/**
 * Gamma–gamma by maximum likelihood.
 *
 * Per customer ln f = −ln B(px, q) − px ln(1 + u) − q ln(1 + 1 ÷ u) − ln z̄ with u = γ ÷ (x z̄).
 * Beta functions depend on the frequency alone and are taken once for each; logarithms of one
 * frequency are summed as the logarithm of a product: a multiplication and a division a customer.
 */
import { fail } from "../../values/errors.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { maximumLikelihood } from "../contract/likelihood.js";
import type { LikelihoodFit, LikelihoodProblem } from "../contract/likelihood.js";
import { readFitOptions } from "../contract/read.js";
import { digammaRise, logBeta } from "../numeric/gamma.js";
import type { Objective } from "../numeric/minimise.js";
import type {
  GammaGammaFit,
  GammaGammaParameters,
  SpendData,
  SpendFitOptions,
} from "./gamma-gamma-model.js";
import { gatherSpends } from "./spend-data.js";
import type { SpendGroup, SpendGroups } from "./spend-data.js";

/** A product is taken to its logarithm before it leaves the range of doubles. */
const PRODUCT_MAX = 1e250;
/** Parameters beyond e^±16 are as good as none: what the data say ends long before. */
const BOUND = 16;
const BLOCK = 1024;
/** Below this the series of ln(1 + u) is used, whose tenth term is nothing. */
const SMALL = 1 / 128;
/** So many factors of at most 1 + 128 are cheaper than a logarithm, and end below 1e308. */
const MULTIPLIED_MAX = 12;

/** A frequency's customers, with total spends s = x z̄ in units of the mean spend, rising. */
interface Column {
  readonly frequency: number;
  readonly customers: number;
  /** 1 ÷ s. */
  readonly inverses: Float64Array;
  readonly counts: Float64Array;
  /** Σ ln(1 ÷ s) of the customers before each place, and of all at the end. */
  readonly logsBefore: Float64Array;
  /** Customers before each place, and all at the end. */
  readonly customersBefore: Float64Array;
}

function columnOf(group: SpendGroup, unit: number): Column {
  const { frequency, counts, customers } = group;
  const inverses = group.spends.map((spend) => unit / (frequency * spend));
  const logsBefore = new Float64Array(inverses.length + 1);
  const customersBefore = new Float64Array(inverses.length + 1);
  inverses.forEach((inverse, index) => {
    const count = counts[index] as number;
    logsBefore[index + 1] = (logsBefore[index] as number) + count * logarithm(inverse);
    customersBefore[index + 1] = (customersBefore[index] as number) + count;
  });
  return { frequency, customers, inverses, counts, logsBefore, customersBefore };
}

/** ln(1 + u) for 0 ≤ u < 1/128, by its series: nothing is lost in 1 + u. */
function logOnePlusSmall(u: number): number {
  const high = 1 / 5 - u * (1 / 6 - u * (1 / 7 - u * (1 / 8 - u / 9)));
  return u * (1 - u * (1 / 2 - u * (1 / 3 - u * (1 / 4 - u * high))));
}

/** Sums over the customers of one frequency, of u = γ ÷ s. */
interface Tails {
  /** Σ ln(1 + u). */
  within: number;
  /** Σ ln(1 + 1 ÷ u). */
  over: number;
  /** Σ u ÷ (1 + u). */
  low: number;
  /** Σ 1 ÷ (1 + u). */
  high: number;
}

/** Rows from `from` on while u is above a limit; u falls from row to row. */
function placeBelow(inverses: Float64Array, gamma: number, limit: number): number {
  let from = 0;
  let until = inverses.length;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if (gamma * (inverses[middle] as number) > limit) from = middle + 1;
    else until = middle;
  }
  return from;
}

/**
 * Neither logarithm may be taken as the difference of the other and ln u where it is small: p, or
 * q, that multiplies it may be huge. So three stretches: u large, middling and small.
 */
function tailsOf(column: Column, gamma: number): Tails {
  const { inverses, logsBefore, customersBefore } = column;
  const { length } = inverses;
  const middle = placeBelow(inverses, gamma, 1 / SMALL);
  const small = placeBelow(inverses, gamma, SMALL);
  const tails: Tails = { within: 0, over: 0, low: 0, high: 0 };
  for (let start = 0; start < length; start += BLOCK) {
    addBlock(tails, column, gamma, [start, Math.min(length, start + BLOCK)], [middle, small]);
  }
  // ln(1 + u) = ln u + ln(1 + 1 ÷ u), with Σ ln u of each stretch.
  const between = (sums: Float64Array, from: number, until: number): number =>
    (sums[until] as number) - (sums[from] as number);
  const logGammaSum = (from: number, until: number): number =>
    between(customersBefore, from, until) * logarithm(gamma) + between(logsBefore, from, until);
  tails.within += logGammaSum(0, middle);
  tails.over -= logGammaSum(middle, length);
  return tails;
}

function addBlock(
  tails: Tails,
  { inverses, counts }: Column,
  gamma: number,
  [start, end]: readonly [number, number],
  [middle, small]: readonly [number, number],
): void {
  let [product, logs, low, high] = [1, 0, 0, 0];
  for (let index = start; index < end; index += 1) {
    const u = gamma * (inverses[index] as number);
    const count = counts[index] as number;
    const share = count / (1 + u);
    high += share;
    low += u * share;
    if (index < middle) logs += count * logOnePlusSmall(1 / u);
    else if (index >= small) logs += count * logOnePlusSmall(u);
    else if (count > MULTIPLIED_MAX) logs += count * logarithm(1 + u);
    else {
      for (let times = 0; times < count; times += 1) product *= 1 + u;
      if (product > PRODUCT_MAX) {
        logs += logarithm(product);
        product = 1;
      }
    }
  }
  logs += logarithm(product);
  tails.within += logs;
  tails.over += logs;
  tails.low += low;
  tails.high += high;
}

function objectiveOf(columns: readonly Column[], customers: number): Objective {
  return (point, gradient) => {
    const p = exponential(point[0] as number);
    const q = exponential(point[1] as number);
    const gamma = exponential(point[2] as number);
    let sum = 0;
    let [byP, byQ, byGamma] = [0, 0, 0];
    for (const column of columns) {
      const { frequency, customers: many } = column;
      const shape = p * frequency;
      const { within, over, low, high } = tailsOf(column, gamma);
      sum -= many * logBeta(shape, q) + shape * within + q * over;
      byP += frequency * (many * digammaRise(shape, q) - within);
      byQ += many * digammaRise(q, shape) - over;
      byGamma += q * high - shape * low;
    }
    gradient[0] = (-byP * p) / customers;
    gradient[1] = (-byQ * q) / customers;
    gradient[2] = -byGamma / customers;
    return -sum / customers;
  };
}

interface Moments {
  readonly meanSpend: number;
  readonly meanLog: number;
  readonly correlation: number | null;
}

function momentsOf({ groups, customers }: SpendGroups): Moments {
  let spendSum = 0;
  let logSum = 0;
  let frequencySum = 0;
  const each = (visit: (x: number, z: number, count: number) => void): void => {
    for (const { frequency, spends, counts } of groups) {
      for (let index = 0; index < spends.length; index += 1) {
        visit(frequency, spends[index] as number, counts[index] as number);
      }
    }
  };
  each((x, z, count) => {
    spendSum += count * z;
    logSum += count * logarithm(z);
    frequencySum += count * x;
  });
  const meanSpend = spendSum / customers;
  const meanFrequency = frequencySum / customers;
  let [xx, zz, xz] = [0, 0, 0];
  each((x, z, count) => {
    const dx = x / meanFrequency - 1;
    const dz = z / meanSpend - 1;
    xx += count * dx * dx;
    zz += count * dz * dz;
    xz += count * dx * dz;
  });
  // Differences from a mean that is itself rounded are never quite 0: all equal is told by kind.
  const varies = groups.length > 1 && zz > 1e-24 * customers;
  const correlation = varies ? Math.max(-1, Math.min(1, xz / Math.sqrt(xx * zz))) : null;
  return { meanSpend, meanLog: logSum / customers, correlation };
}

/** (p, q, γ) with a mean of 1 in units of the mean spend. */
const STARTS: readonly (readonly number[])[] = [
  [0.7, 1.1, 0],
  [1.8, 1.4, -0.7],
];

/** A fit of gathered spends, from parameters that are near or from all starts. @internal */
export function fitSpends(
  gathered: SpendGroups,
  settings: Required<SpendFitOptions>,
  near?: GammaGammaParameters,
): LikelihoodFit<keyof GammaGammaParameters> & Pick<GammaGammaFit, "correlation"> {
  const { groups, customers, patterns } = gathered;
  const { meanSpend: unit, meanLog, correlation } = momentsOf(gathered);
  const columns = groups.map((group) => columnOf(group, unit));
  const problem: LikelihoodProblem<keyof GammaGammaParameters> = {
    names: ["p", "q", "gamma"],
    objective: objectiveOf(columns, customers),
    starts: near === undefined ? STARTS : [[near.p, near.q, near.gamma / unit].map(logarithm)],
    customers,
    patterns,
    bound: BOUND,
    scale: (name) => (name === "gamma" ? unit : 1),
    logUnit: meanLog,
  };
  return { ...maximumLikelihood(problem, settings), correlation };
}

/**
 * Fits gamma–gamma to the mean spend of repeat purchases. Customers without one, and those whose
 * repeat purchases were all free, take no part and are counted. The report says how the fit
 * ended; `boundary` where spend does not vary within, or over, customers.
 *
 * The model assumes that spend does not depend on frequency: look at `correlation` first.
 *
 * @param rows - rows or columns; identical customers are counted once
 * @throws ClienteleError `scoring.monetary_value` for a mean spend below zero or out of range,
 * `scoring.empty` without any repeat purchase that was paid, `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { expectedSpend, fitGammaGamma } from "clientele/scoring";
 *
 * const fit = fitGammaGamma([
 *   { frequency: 2, monetary: 22.35 },
 *   { frequency: 1, monetary: 11.77 },
 *   { frequency: 7, monetary: 73.74 },
 *   { frequency: 2, monetary: 35.1 },
 *   { frequency: 4, monetary: 18.2 },
 *   { frequency: 0, monetary: 0 },
 * ]);
 * assert.deepEqual([fit.status, fit.customers, fit.withoutRepeat], ["converged", 5, 1]);
 * const spend = expectedSpend(fit, { frequency: 7, monetary: 73.74 });
 * // Drawn from the own mean towards that of all.
 * assert.ok(spend.state === "known" && spend.value < 73.74);
 * ```
 * @since 0.1.0
 */
export function fitGammaGamma(rows: SpendData, options: SpendFitOptions = {}): GammaGammaFit {
  const gathered = gatherSpends(rows);
  const settings = readFitOptions(options);
  const { customers, withoutRepeat, withoutSpend } = gathered;
  if (customers === 0) {
    fail("scoring.empty", "rows", "a customer who paid for a repeat purchase", "none");
  }
  const { parameters, report, correlation } = fitSpends(gathered, settings);
  return { kind: "gamma-gamma", parameters, withoutRepeat, withoutSpend, correlation, ...report };
}
