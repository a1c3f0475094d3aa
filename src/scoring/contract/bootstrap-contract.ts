/**
 * Intervals of the parameters of sBG and BG/BB by parametric bootstrap: clients are simulated from
 * the model, as many and as long as those of the data, and the model is fitted again, many times.
 *
 * Not here: intervals from the curvature (`standardErrors` of a fit), which are quicker, and too
 * narrow where there are few clients.
 */
import { logarithm } from "../../values/numeric/exponential.js";
import type { BootstrapIntervals, BootstrapOptions } from "../purchase/bootstrap.js";
import { bootstrapIntervals, expectClients, readBootstrapOptions } from "./bootstrap-intervals.js";
import { customersOf, fitOccasions, OccasionTally, tallyOf } from "./fit-bg-bb.js";
import { fitRenewals, readCohorts, renewalTableOf } from "./fit-sbg.js";
import type {
  BgBbModel,
  BgBbParameters,
  OccasionPattern,
  SbgCohort,
  SbgModel,
  SbgParameters,
} from "./model.js";
import { cellsOf, drawCells, hasFewCells } from "./occasion-cells.js";
import { readBgBb, readSbg } from "./read.js";
import { drawSurvivors } from "./simulate-contracts.js";
import { drawOccasions } from "./simulate-occasions.js";

const PLAIN = { penalty: 0, iterationsMax: 200 } as const;

/**
 * Intervals of alpha and beta by parametric bootstrap, for cohorts like those that the model was
 * fitted on: only how many clients each began with, and how many renewal dates it was followed,
 * is taken from them. The seed decides. Some 0.2 s for 200 replications of one cohort, whatever
 * its size.
 *
 * @throws ClienteleError as `fitSbg`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bootstrapSbg, fitSbg } from "clientele/scoring";
 *
 * const cohorts = [{ survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }];
 * const { intervals } = bootstrapSbg(fitSbg(cohorts), cohorts, { seed: 1 });
 * // A thousand clients over seven years leave beta between some 2.5 and 6.
 * assert.ok(intervals.beta.from > 2 && intervals.beta.from < 3.806);
 * assert.ok(intervals.beta.until > 3.806 && intervals.beta.until < 8);
 * ```
 * @since 0.1.0
 */
export function bootstrapSbg(
  model: SbgModel,
  cohorts: readonly SbgCohort[],
  options: BootstrapOptions,
): BootstrapIntervals<keyof SbgParameters> {
  const parameters = readSbg(model);
  const read = readCohorts(cohorts);
  renewalTableOf(read, cohorts);
  const plan = readBootstrapOptions(options);
  const start = [logarithm(parameters.alpha), logarithm(parameters.beta)];
  const shapes = read.map(({ before, survivors }) => {
    return { before, clients: survivors[0] ?? 0, renewals: survivors.length - 1 };
  });
  return bootstrapIntervals(["alpha", "beta"], plan, (source) => {
    const simulated = shapes.map((shape) => {
      return { before: shape.before, survivors: drawSurvivors(parameters, shape, source) };
    });
    const { parameters: found, report } = fitRenewals(renewalTableOf(simulated), PLAIN, [start]);
    return { status: report.status, parameters: found };
  });
}

/** Clients of one number of occasions, with all histories where those are few. */
interface OccasionGroup {
  readonly periods: number;
  readonly clients: number;
  readonly cells: ReturnType<typeof cellsOf> | null;
}

function groupsOf(
  patterns: readonly Required<OccasionPattern>[],
  parameters: BgBbParameters,
): readonly OccasionGroup[] {
  const byPeriods = new Map<number, number>();
  for (const { periods, count } of patterns) {
    byPeriods.set(periods, (byPeriods.get(periods) ?? 0) + count);
  }
  return Array.from(byPeriods, ([periods, clients]) => {
    const cells = hasFewCells(periods, clients) ? cellsOf(parameters, periods) : null;
    return { periods, clients, cells };
  });
}

/**
 * Intervals of the parameters of BG/BB by parametric bootstrap, for clients like those that the
 * model was fitted on: only how many there are, and how many occasions each had, is taken from
 * them. The seed decides; the order of the rows changes nothing. Costs `replications` simulations
 * and fits: about a second for 200 of six occasions, whatever the number of clients; more for
 * hundreds of occasions, where clients are drawn one by one.
 *
 * @throws ClienteleError `limits.too_many` for more than 10 million clients, and as `fitBgBb`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bootstrapBgBb } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * } as const;
 * const rows = [{ frequency: 0, recency: 0, periods: 6, count: 1000 }];
 * const { intervals } = bootstrapBgBb(donors, rows, { seed: 1, replications: 20 });
 * assert.ok(intervals.alpha.from < 1.204 && 1.204 < intervals.alpha.until);
 * ```
 * @since 0.1.0
 */
export function bootstrapBgBb(
  model: BgBbModel,
  rows: readonly OccasionPattern[],
  options: BootstrapOptions,
): BootstrapIntervals<keyof BgBbParameters> {
  const parameters = readBgBb(model);
  const patterns = tallyOf(rows).patterns();
  expectClients(customersOf(patterns), "rows");
  const plan = readBootstrapOptions(options);
  const { alpha, beta, gamma, delta } = parameters;
  const start = [alpha, beta, gamma, delta].map(logarithm);
  const groups = groupsOf(patterns, parameters);
  return bootstrapIntervals(["alpha", "beta", "gamma", "delta"], plan, (source) => {
    const tally = new OccasionTally();
    for (const { periods, clients, cells } of groups) {
      if (cells !== null) {
        for (const cell of drawCells(cells, clients, source)) tally.add(cell, cell.count);
        continue;
      }
      for (let client = 0; client < clients; client += 1) {
        tally.add(drawOccasions(parameters, periods, 0, source), 1);
      }
    }
    const { parameters: found, report } = fitOccasions(tally.patterns(), PLAIN, [start]);
    return { status: report.status, parameters: found };
  });
}
