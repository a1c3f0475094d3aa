/** Cohorts of contracts made from the shifted beta-geometric: for tests, plans, the bootstrap. */
import { expectInteger, expectRecord } from "../../values/plain.js";
import { randomSource } from "../numeric/random.js";
import type { RandomSource } from "../numeric/random.js";
import { binomialVariate } from "./binomial.js";
import type { SbgCohort, SbgModel, SbgParameters } from "./model.js";
import { PERIODS_MAX, readSbg } from "./read.js";

/** What is simulated. @since 0.1.0 */
export interface ContractSimulationOptions {
  /** Clients at the beginning, 0 to 2^53 − 1. */
  readonly clients: number;
  /** Renewal dates to come, 1 to 10 000. */
  readonly renewals: number;
  /** A safe integer; the same seed gives the same cohort on every engine. */
  readonly seed: number;
  /** Renewals that all of them have made already; 0 unless named. */
  readonly renewalsBefore?: number;
}

/**
 * Survivors of a cohort. Of clients who are at a renewal date each renews with the retention rate
 * of that date, whatever the own chances are of which it is the mean: so a binomial number renew.
 *
 * @internal
 */
export function drawSurvivors(
  { alpha, beta }: SbgParameters,
  cohort: { readonly clients: number; readonly renewals: number; readonly before: number },
  source: RandomSource,
): number[] {
  const survivors = [cohort.clients];
  let left = cohort.clients;
  for (let date = 0; date < cohort.renewals; date += 1) {
    const kept = beta + cohort.before + date;
    left -= binomialVariate(source, left, alpha / (alpha + kept));
    survivors.push(left);
  }
  return survivors;
}

/**
 * Simulates a cohort of contracts: how many are left after each renewal date. Pure: the seed
 * decides. O(renewals × log clients).
 *
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitSbg, simulateContracts } from "clientele/scoring";
 *
 * const model = { kind: "sbg", parameters: { alpha: 0.668, beta: 3.806 } } as const;
 * const cohort = simulateContracts(model, { clients: 50_000, renewals: 7, seed: 7 });
 * assert.equal(cohort.survivors.length, 8);
 * assert.ok(Math.abs(fitSbg([cohort]).parameters.alpha - 0.668) < 0.05);
 * ```
 * @since 0.1.0
 */
export function simulateContracts(
  model: SbgModel,
  options: ContractSimulationOptions,
): Required<SbgCohort> {
  const parameters = readSbg(model);
  const names = ["clients", "renewals", "seed", "renewalsBefore"];
  const record = expectRecord(options, "options", names);
  const clients = expectInteger(record["clients"], "options.clients", 0);
  const beforePath = "options.renewalsBefore";
  const before = expectInteger(record["renewalsBefore"] ?? 0, beforePath, 0, PERIODS_MAX);
  const renewals = expectInteger(record["renewals"], "options.renewals", 1, PERIODS_MAX - before);
  const source = randomSource(expectInteger(record["seed"], "options.seed"));
  const survivors = drawSurvivors(parameters, { clients, renewals, before }, source);
  return { survivors, renewalsBefore: before };
}
