/**
 * The shifted beta-geometric from cohorts of contracts, by maximum likelihood.
 *
 * Everything it needs is how many clients stood before their t-th renewal and how many of them
 * left, so that cohorts of any age pool by addition. Fader and Hardie (2007).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { at, atIndex, expectInteger, expectArray, expectRecord } from "../../values/plain.js";
import { logOnePlus } from "../numeric/logs.js";
import type { Objective } from "../numeric/minimise.js";
import { maximumLikelihood } from "./likelihood.js";
import type { LikelihoodFit } from "./likelihood.js";
import type { ContractFitOptions, SbgCohort, SbgFit, SbgParameters } from "./model.js";
import { PERIODS_MAX, readFitOptions } from "./read.js";

/** Renewal dates by their number: how many stayed and how many left. @internal */
export interface RenewalTable {
  readonly kept: number[];
  readonly lost: number[];
  clients: number;
}

/** A cohort, checked. @internal */
export interface ReadCohort {
  readonly before: number;
  readonly survivors: readonly number[];
}

function readCohort(value: unknown, path: string): ReadCohort {
  const record = expectRecord(value, path, ["survivors", "renewalsBefore"]);
  const beforePath = at(path, "renewalsBefore");
  const before = expectInteger(record["renewalsBefore"] ?? 0, beforePath, 0, PERIODS_MAX);
  const survivorsPath = at(path, "survivors");
  const counts = expectArray(record["survivors"], survivorsPath, PERIODS_MAX + 1 - before);
  if (counts.length < 2) {
    fail("scoring.survivors", survivorsPath, "two counts or more", counts);
  }
  let left = Number.MAX_SAFE_INTEGER;
  const survivors = counts.map((count, index) => {
    const countPath = atIndex(survivorsPath, index);
    const stayed = expectInteger(count, countPath, 0);
    if (stayed > left) {
      fail("scoring.survivors", countPath, `at most ${String(left)}, as before`, stayed);
    }
    left = stayed;
    return stayed;
  });
  return { before, survivors };
}

/** Cohorts that can be (`scoring.survivors`, `schema.*`). @internal */
export function readCohorts(value: unknown, path = "cohorts"): readonly ReadCohort[] {
  return expectArray(value, path).map((cohort, index) => readCohort(cohort, atIndex(path, index)));
}

function addCohort(table: RenewalTable, { before, survivors }: ReadCohort): void {
  table.clients += survivors[0] ?? 0;
  for (let index = 1; index < survivors.length; index += 1) {
    const stayed = itemAt(survivors, index);
    const renewal = before + index - 1;
    while (table.kept.length <= renewal) {
      table.kept.push(0);
      table.lost.push(0);
    }
    table.kept[renewal] = itemAt(table.kept, renewal) + stayed;
    table.lost[renewal] = itemAt(table.lost, renewal) + itemAt(survivors, index - 1) - stayed;
  }
}

/**
 * Cohorts of the same beginning and length added, by both, rising (`schema.range`). O(n log n).
 *
 * @internal
 */
export function poolCohorts(cohorts: readonly ReadCohort[]): readonly Required<SbgCohort>[] {
  const byShape = new Map<number, { before: number; survivors: number[] }>();
  for (const { before, survivors } of cohorts) {
    const key = before * (PERIODS_MAX + 2) + survivors.length;
    const same = byShape.get(key);
    if (same === undefined) {
      byShape.set(key, { before, survivors: [...survivors] });
      continue;
    }
    same.survivors = same.survivors.map((count, index) => count + itemAt(survivors, index));
    const clients = itemAt(same.survivors, 0);
    if (clients > Number.MAX_SAFE_INTEGER) {
      fail("schema.range", "cohorts", "at most 2^53 clients in all", clients);
    }
  }
  const pooled = [...byShape.entries()].sort(([a], [b]) => a - b);
  return pooled.map(([, { before, survivors }]) => ({ renewalsBefore: before, survivors }));
}

/** Cohorts pooled by renewal date (`scoring.empty`, `schema.range`). @internal */
export function renewalTableOf(
  cohorts: readonly ReadCohort[],
  given: unknown = cohorts,
): RenewalTable {
  const table: RenewalTable = { kept: [], lost: [], clients: 0 };
  for (const cohort of cohorts) addCohort(table, cohort);
  if (table.clients === 0) {
    fail("scoring.empty", "cohorts", "a cohort with at least one client", given);
  }
  if (table.clients > Number.MAX_SAFE_INTEGER) {
    fail("schema.range", "cohorts", "at most 2^53 clients in all", table.clients);
  }
  return table;
}

function objectiveOf({ kept, lost, clients }: RenewalTable): Objective {
  return (point, gradient) => {
    const alpha = exponential(point[0] as number);
    const beta = exponential(point[1] as number);
    const logAlpha = point[0] as number;
    let sum = 0;
    let byAlpha = 0;
    let byBeta = 0;
    for (let before = 0; before < kept.length; before += 1) {
      const stayed = kept[before] as number;
      const left = lost[before] as number;
      if (stayed + left === 0) continue;
      const whole = alpha + beta + before;
      sum -= stayed * logOnePlus(alpha / (beta + before));
      if (left > 0) sum += left * (logAlpha - logarithm(whole));
      byAlpha += (left * (beta + before) - stayed * alpha) / (alpha * whole);
      byBeta += (stayed * alpha) / ((beta + before) * whole) - left / whole;
    }
    gradient[0] = (-byAlpha * alpha) / clients;
    gradient[1] = (-byBeta * beta) / clients;
    return -sum / clients;
  };
}

/** Mean churn at each of three spreads, from nearly equal clients to very different ones. */
function startsOf({ kept, lost }: RenewalTable): readonly (readonly number[])[] {
  const left = lost.reduce((sum, count) => sum + count, 0);
  const stayed = kept.reduce((sum, count) => sum + count, 0);
  const churn = (left + 0.5) / (left + stayed + 1);
  return [0.5, 3, 30].map((spread) => [
    logarithm(spread * churn),
    logarithm(spread * (1 - churn)),
  ]);
}

/** A fit of a table. @internal */
export function fitRenewals(
  table: RenewalTable,
  settings: Required<ContractFitOptions>,
  starts: readonly (readonly number[])[] = startsOf(table),
): LikelihoodFit<keyof SbgParameters> {
  return maximumLikelihood(
    {
      names: ["alpha", "beta"],
      objective: objectiveOf(table),
      starts,
      customers: table.clients,
      patterns: table.kept.length,
    },
    settings,
  );
}

/**
 * Fits the shifted beta-geometric to one or several cohorts of contracts, pooled. The report
 * says how the fit ended; `boundary` where the cohorts do not tell different clients from equal
 * ones (churn that does not fall), or where nobody, or everybody, left.
 *
 * `customers` in the report counts the clients of all cohorts at their beginning, `patterns` the
 * renewal dates. O(renewal dates) a step, whatever the number of clients.
 *
 * @throws ClienteleError `scoring.survivors` for counts that rise or fewer than two,
 * `scoring.empty`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitSbg, sbgSurvival } from "clientele/scoring";
 *
 * // Fader and Hardie (2007), seven years of "high end" clients.
 * const fit = fitSbg([{ survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]);
 * assert.equal(fit.status, "converged");
 * assert.equal(fit.parameters.alpha.toFixed(3), "0.668");
 * assert.equal(fit.parameters.beta.toFixed(3), "3.806");
 * // 394 of the thousand were left after twelve years.
 * assert.equal(sbgSurvival(fit, 12)[12]?.toFixed(2), "0.38");
 * ```
 * @since 0.1.0
 */
export function fitSbg(cohorts: readonly SbgCohort[], options: ContractFitOptions = {}): SbgFit {
  const read = readCohorts(cohorts);
  const settings = readFitOptions(options);
  const { parameters, report } = fitRenewals(renewalTableOf(read, cohorts), settings);
  return { kind: "sbg", parameters, ...report };
}
