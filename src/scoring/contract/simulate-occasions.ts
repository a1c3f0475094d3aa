/** Clients with counted chances to buy, made from BG/BB, for tests, planning and the bootstrap. */
import { logarithm } from "../../values/numeric/exponential.js";
import { atIndex, expectInteger, expectArray, expectRecord } from "../../values/plain.js";
import { logOnePlus } from "../numeric/logs.js";
import { betaVariate, randomSource, uniform } from "../numeric/random.js";
import type { RandomSource } from "../numeric/random.js";
import { binomialVariate } from "./binomial.js";
import { expectClients } from "./bootstrap-intervals.js";
import type { BgBbModel, BgBbParameters, OccasionHistory } from "./model.js";
import { PERIODS_MAX, readBgBb } from "./read.js";

/** What is simulated. @since 0.1.0 */
export interface OccasionSimulationOptions {
  /** Occasions that each client has had, 0 to 10 000: one client for each entry. */
  readonly periods: readonly number[];
  /** A safe integer; the same seed gives the same clients on every engine. */
  readonly seed: number;
  /** Occasions after those, at which purchases are counted apart; 0 unless named. */
  readonly holdoutPeriods?: number;
}

/** A simulated client: what an observer sees, and what only the simulation knows. @since 0.1.0 */
export interface SimulatedOccasions extends OccasionHistory {
  /** Whether the client will be there at the next occasion. */
  readonly isAlive: boolean;
  /** Purchases at the occasions of the holdout. */
  readonly holdoutFrequency: number;
}

/** Failures before the first success: geometric, by the inverse of its distribution. */
function failuresBefore(source: RandomSource, chance: number): number {
  const log = logarithm(uniform(source));
  if (chance <= 0) return Infinity;
  return chance >= 1 ? 0 : Math.floor(log / logOnePlus(-chance));
}

/** One client. O(log occasions). @internal */
export function drawOccasions(
  { alpha, beta, gamma, delta }: BgBbParameters,
  periods: number,
  holdout: number,
  source: RandomSource,
): SimulatedOccasions {
  const buys = betaVariate(source, alpha, beta);
  const stayed = failuresBefore(source, betaVariate(source, gamma, delta));
  const seen = Math.min(stayed, periods);
  // Counted back from the end: the last purchase, and before it every occasion is free.
  const recency = Math.max(0, seen - failuresBefore(source, buys));
  const frequency = recency === 0 ? 0 : 1 + binomialVariate(source, recency - 1, buys);
  const later = Math.min(stayed, periods + holdout) - seen;
  const holdoutFrequency = binomialVariate(source, later, buys);
  return { frequency, recency, periods, isAlive: stayed > periods, holdoutFrequency };
}

/**
 * Simulates clients of BG/BB, one for each number of occasions. Pure: the seed decides.
 *
 * @throws ClienteleError `limits.too_many` for more than 10 million clients, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { simulateOccasions } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * } as const;
 * const clients = simulateOccasions(donors, { periods: [6, 6, 3], seed: 7, holdoutPeriods: 5 });
 * assert.deepEqual(clients.map(({ periods }) => periods), [6, 6, 3]);
 * assert.ok(clients.every(({ frequency, recency }) => frequency <= recency));
 * ```
 * @since 0.1.0
 */
export function simulateOccasions(
  model: BgBbModel,
  options: OccasionSimulationOptions,
): readonly SimulatedOccasions[] {
  const parameters = readBgBb(model);
  const record = expectRecord(options, "options", ["periods", "seed", "holdoutPeriods"]);
  const list = expectArray(record["periods"], "options.periods", Number.MAX_SAFE_INTEGER);
  expectClients(list.length, "options.periods");
  const periods = list.map((count, index) => {
    return expectInteger(count, atIndex("options.periods", index), 0, PERIODS_MAX);
  });
  const seed = expectInteger(record["seed"], "options.seed");
  const holdoutPath = "options.holdoutPeriods";
  const holdout = expectInteger(record["holdoutPeriods"] ?? 0, holdoutPath, 0, PERIODS_MAX);
  const source = randomSource(seed);
  return periods.map((count) => drawOccasions(parameters, count, holdout, source));
}
