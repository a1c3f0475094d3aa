/**
 * Gamma–gamma by maximum likelihood.
 *
 * Gamma functions depend on the frequency alone and are taken once for each; what is left of a
 * customer is ln(1 + γ ÷ (x z̄)), and logarithms of one frequency are summed as the logarithm of
 * a product: one multiplication and one division a customer.
 */
import { fail } from "../../values/errors.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { maximumLikelihood } from "../contract/likelihood.js";
import { readFitOptions } from "../contract/read.js";
import { digamma, digammaRise, logGamma, logRising } from "../numeric/gamma.js";
import type { Objective } from "../numeric/minimise.js";
import type { GammaGammaFit, SpendData, SpendFitOptions } from "./gamma-gamma-model.js";
import { gatherSpends } from "./spend-data.js";
import type { SpendGroup, SpendGroups } from "./spend-data.js";

/** A product is taken to its logarithm before it leaves the range of doubles. */
const PRODUCT_MAX = 1e150;
/** Beyond e^16 the rounding of a product would tell in the likelihood; the data end long before. */
const BOUND = 16;
const BLOCK = 1024;

/** A frequency's customers, with total spends in units of the mean spend. */
interface Column {
  readonly frequency: number;
  readonly customers: number;
  /** 1 ÷ (x z̄). */
  readonly inverses: Float64Array;
  readonly counts: Float64Array;
  /** Whether each count is 1. */
  readonly isPlain: boolean;
  /** Σ ln(x z̄). */
  readonly logTotal: number;
}

function columnOf(group: SpendGroup, unit: number): Column {
  const { frequency, counts, customers } = group;
  const inverses = group.spends.map((spend) => unit / (frequency * spend));
  let logTotal = 0;
  inverses.forEach((inverse, index) => {
    logTotal -= (counts[index] as number) * logarithm(inverse);
  });
  const isPlain = counts.every((count) => count === 1);
  return { frequency, customers, inverses, counts, isPlain, logTotal };
}

/** Σ ln(1 + γ ÷ s) and Σ 1 ÷ (γ + s) over the customers of one frequency. */
function tails({ inverses, counts, isPlain }: Column, gamma: number): readonly [number, number] {
  let logs = 0;
  let quotients = 0;
  for (let start = 0; start < inverses.length; start += BLOCK) {
    const end = Math.min(inverses.length, start + BLOCK);
    let product = 1;
    let sum = 0;
    for (let index = start; index < end; index += 1) {
      const inverse = inverses[index] as number;
      const whole = 1 + gamma * inverse;
      if (isPlain || counts[index] === 1) {
        product *= whole;
        sum += inverse / whole;
        if (product > PRODUCT_MAX) {
          logs += logarithm(product);
          product = 1;
        }
      } else {
        const count = counts[index] as number;
        logs += count * logarithm(whole);
        sum += (count * inverse) / whole;
      }
    }
    logs += logarithm(product);
    quotients += sum;
  }
  return [logs, quotients];
}

function objectiveOf(columns: readonly Column[], customers: number): Objective {
  return (point, gradient) => {
    const p = exponential(point[0] as number);
    const q = exponential(point[1] as number);
    const logScale = point[2] as number;
    const gamma = exponential(logScale);
    let sum = -customers * logGamma(q);
    let byP = 0;
    let byQ = -customers * digamma(q);
    let byGamma = (customers * q) / gamma;
    for (const column of columns) {
      const { frequency, customers: many, logTotal } = column;
      const shape = p * frequency;
      const [logs, quotients] = tails(column, gamma);
      const odds = many * logScale - logTotal - logs;
      sum += many * logRising(shape, q) - shape * logs + q * odds;
      byP += frequency * (many * digammaRise(shape, q) - logs);
      byQ += many * digamma(shape + q) + odds;
      byGamma -= (shape + q) * quotients;
    }
    gradient[0] = (-byP * p) / customers;
    gradient[1] = (-byQ * q) / customers;
    gradient[2] = (-byGamma * gamma) / customers;
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

/**
 * Fits gamma–gamma to the mean spend of repeat purchases. Customers without one take no part
 * and are counted. The report says how the fit ended; `boundary` where spend does not vary
 * within, or over, customers.
 *
 * The model assumes that spend does not depend on frequency: look at `correlation` first.
 *
 * @param rows - rows or columns; identical customers are counted once
 * @throws ClienteleError `scoring.monetary_value` for a mean spend of zero, below, or out of
 * range, `scoring.empty` without any repeat purchase, `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { expectedSpend, fitGammaGamma } from "clientele/scoring";
 *
 * const fit = fitGammaGamma([
 *   { frequency: 2, monetaryValue: 22.35 },
 *   { frequency: 1, monetaryValue: 11.77 },
 *   { frequency: 7, monetaryValue: 73.74 },
 *   { frequency: 2, monetaryValue: 35.1 },
 *   { frequency: 4, monetaryValue: 18.2 },
 *   { frequency: 0, monetaryValue: 0 },
 * ]);
 * assert.deepEqual([fit.status, fit.customers, fit.withoutRepeat], ["converged", 5, 1]);
 * const spend = expectedSpend(fit, { frequency: 7, monetaryValue: 73.74 });
 * // Drawn from the own mean towards that of all.
 * assert.ok(spend.state === "known" && spend.value < 73.74);
 * ```
 * @since 0.1.0
 */
export function fitGammaGamma(rows: SpendData, options: SpendFitOptions = {}): GammaGammaFit {
  const gathered = gatherSpends(rows);
  const settings = readFitOptions(options);
  const { groups, customers, patterns, withoutRepeat } = gathered;
  if (customers === 0) {
    fail("scoring.empty", "rows", "a customer with a repeat purchase", "none");
  }
  const { meanSpend: unit, meanLog, correlation } = momentsOf(gathered);
  const columns = groups.map((group) => columnOf(group, unit));
  const { parameters, report } = maximumLikelihood(
    {
      names: ["p", "q", "gamma"],
      objective: objectiveOf(columns, customers),
      starts: STARTS,
      customers,
      patterns,
      bound: BOUND,
      scale: (name) => (name === "gamma" ? unit : 1),
      logUnit: meanLog,
    },
    settings,
  );
  return { kind: "gamma-gamma", parameters, withoutRepeat, correlation, ...report };
}
