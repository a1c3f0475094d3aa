/** BG/BB from histories of occasions, by maximum likelihood. */
import { fail } from "../../values/errors.js";
import { exponential } from "../../values/numeric/exponential.js";
import { at, atIndex, expectInteger, expectArray, isRecord } from "../../values/plain.js";
import type { Objective } from "../numeric/minimise.js";
import { addGradient, logLikelihoodOf } from "./bg-bb-likelihood.js";
import { maximumLikelihood } from "./likelihood.js";
import type { LikelihoodFit } from "./likelihood.js";
import type {
  BgBbFit,
  BgBbModel,
  BgBbParameters,
  ContractFitOptions,
  OccasionHistory,
  OccasionPattern,
} from "./model.js";
import { PERIODS_MAX, readBgBb, readFitOptions, readOccasions } from "./read.js";

/** A history and how many clients have it. */
interface Counted extends OccasionHistory {
  count: number;
}

/** Clients by history. A class as its maps stay inside: only lists come out. @internal */
export class OccasionTally {
  readonly #found = new Map<number, Counted>();

  add({ frequency, recency, periods }: OccasionHistory, count: number): void {
    const key = (periods * (PERIODS_MAX + 1) + recency) * (PERIODS_MAX + 1) + frequency;
    const same = this.#found.get(key);
    if (same === undefined) this.#found.set(key, { frequency, recency, periods, count });
    else same.count += count;
  }

  /** Identical clients once, in an order that the order of the rows does not change. */
  patterns(): readonly Required<OccasionPattern>[] {
    const patterns = [...this.#found.entries()].filter(([, { count }]) => count > 0);
    return patterns.sort(([a], [b]) => a - b).map(([, pattern]) => pattern);
  }
}

/** Reads rows (`scoring.history`, `schema.*`). @internal */
export function tallyOf(rows: unknown, path = "rows"): OccasionTally {
  const tally = new OccasionTally();
  const list = expectArray(rows, path, Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const rowPath = atIndex(path, index);
    const history = readOccasions(list[index], rowPath);
    const row = list[index];
    const given = isRecord(row) ? row["count"] : undefined;
    const count = given === undefined ? 1 : expectInteger(given, at(rowPath, "count"), 0);
    tally.add(history, count);
  }
  return tally;
}

/** How many clients there are (`scoring.empty`, `schema.range`). @internal */
export function customersOf(patterns: readonly Required<OccasionPattern>[]): number {
  const customers = patterns.reduce((sum, { count }) => sum + count, 0);
  if (!(customers > 0)) {
    fail("scoring.empty", "rows", "at least one client", `${String(customers)} clients`);
  }
  if (customers > Number.MAX_SAFE_INTEGER) {
    fail("schema.range", "rows", "at most 2^53 clients in all", customers);
  }
  return customers;
}

function parametersAt(point: ArrayLike<number>): BgBbParameters {
  return {
    alpha: exponential(point[0] as number),
    beta: exponential(point[1] as number),
    gamma: exponential(point[2] as number),
    delta: exponential(point[3] as number),
  };
}

function objectiveOf(patterns: readonly Required<OccasionPattern>[], customers: number): Objective {
  return (point, gradient) => {
    const parameters = parametersAt(point);
    gradient.fill(0);
    let sum = 0;
    for (const pattern of patterns) {
      sum += addGradient(parameters, pattern, pattern.count, gradient);
    }
    for (let index = 0; index < gradient.length; index += 1) {
      const slope = (gradient[index] as number) * exponential(point[index] as number);
      gradient[index] = -slope / customers;
    }
    return -sum / customers;
  };
}

/** All alike and staying; leaving early; very different clients. */
const STARTS: readonly (readonly number[])[] = [
  [0, 0, 0, 1],
  [0, 0, -1, 1.5],
  [1, 1, 1, 3],
];

/** A fit of patterns. @internal */
export function fitOccasions(
  patterns: readonly Required<OccasionPattern>[],
  settings: Required<ContractFitOptions>,
  starts: readonly (readonly number[])[] = STARTS,
): LikelihoodFit<keyof BgBbParameters> {
  const customers = customersOf(patterns);
  return maximumLikelihood(
    {
      names: ["alpha", "beta", "gamma", "delta"],
      objective: objectiveOf(patterns, customers),
      starts,
      customers,
      patterns: patterns.length,
    },
    settings,
  );
}

/**
 * Fits BG/BB to clients who had so many occasions to buy. Identical clients are counted once:
 * a million donors over six years are 22 histories.
 *
 * @param rows - histories, with a count each; rows of no occasion say nothing but take part
 * @throws ClienteleError `scoring.history` for a history that cannot be,
 * `scoring.empty`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitBgBb } from "clientele/scoring";
 *
 * // Three annual campaigns: frequency, recency, clients.
 * const cells = [[0, 0, 50], [1, 1, 16], [1, 2, 6], [1, 3, 8], [2, 2, 9], [2, 3, 12], [3, 3, 20]];
 * const rows = cells.map(([frequency = 0, recency = 0, count = 0]) => {
 *   return { frequency, recency, periods: 3, count };
 * });
 * const fit = fitBgBb(rows);
 * assert.equal(fit.customers, 121);
 * assert.ok(fit.logLikelihood !== null && fit.logLikelihood < 0);
 * ```
 * @since 0.1.0
 */
export function fitBgBb(
  rows: readonly OccasionPattern[],
  options: ContractFitOptions = {},
): BgBbFit {
  const patterns = tallyOf(rows).patterns();
  const { parameters, report } = fitOccasions(patterns, readFitOptions(options));
  return { kind: "bg-bb", parameters, ...report };
}

/**
 * Log-likelihood of histories under BG/BB, of their given order of purchases (the sum that a fit
 * makes largest).
 *
 * @throws ClienteleError as {@link fitBgBb}, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbLogLikelihood } from "clientele/scoring";
 *
 * const model = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1, beta: 1, gamma: 1, delta: 1 },
 * } as const;
 * // Bought at the one occasion: had to be there (1/2) and to buy (1/2).
 * const one = bgBbLogLikelihood(model, [{ frequency: 1, recency: 1, periods: 1 }]);
 * assert.ok(Math.abs(one - Math.log(1 / 4)) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function bgBbLogLikelihood(model: BgBbModel, rows: readonly OccasionPattern[]): number {
  const parameters = readBgBb(model);
  let sum = 0;
  for (const pattern of tallyOf(rows).patterns()) {
    sum += pattern.count * logLikelihoodOf(parameters, pattern);
  }
  return sum + 0;
}
