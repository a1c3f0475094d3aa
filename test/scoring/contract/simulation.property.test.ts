import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  bgBbExpectedPurchases,
  bgBbLogLikelihood,
  bgBbProbabilityAlive,
  bootstrapBgBb,
  bootstrapSbg,
  fitBgBb,
  fitSbg,
  occasionPatterns,
  occasionPatternsAggregate,
  sbgCohortsAggregate,
  sbgSurvival,
  simulateContracts,
  simulateOccasions,
} from "../../../src/scoring/contract/index.js";
import type { BgBbModel, OccasionPattern, SbgCohort, SbgModel } from "../../../src/scoring/contract/index.js";
import { cellsOf, drawCells } from "../../../src/scoring/contract/occasion-cells.js";
import { binomialVariate } from "../../../src/scoring/contract/binomial.js";
import { randomSource } from "../../../src/scoring/numeric/random.js";
import { aggregateViolations, foldAggregate, isClienteleError } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const shape = fc.integer({ min: -150, max: 200 }).map((hundredths) => Math.exp(hundredths / 100));
const contracts: fc.Arbitrary<SbgModel> = fc
  .record({ alpha: shape, beta: shape })
  .map((parameters) => deepFreeze({ kind: "sbg" as const, parameters }));
const occasions: fc.Arbitrary<BgBbModel> = fc
  .record({ alpha: shape, beta: shape, gamma: shape, delta: shape })
  .map((parameters) => deepFreeze({ kind: "bg-bb" as const, parameters }));
const seeds = fc.integer({ min: 1, max: 1e9 });
const highEnd: SbgModel = { kind: "sbg", parameters: { alpha: 0.668, beta: 3.806 } };
const donors: BgBbModel = {
  kind: "bg-bb",
  parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
};

/** Whether a count of draws is where its chance puts it: within five and a half deviations. */
function expectCount(count: number, draws: number, chance: number): void {
  const deviation = Math.sqrt(draws * chance * (1 - chance)) + 1;
  expect(Math.abs(count - draws * chance)).toBeLessThan(5.5 * deviation);
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let index = 0; index < k; index += 1) product *= (n - index) / (index + 1);
  return product;
}

describe("simulation", () => {
  test("SC-V51 binomial numbers are as likely as Bernoulli has it, also of 2^53 trials", () => {
    const draws = 20_000;
    for (const [trials, chance, seed] of [[40, 0.3, 1], [23, 0.97, 2], [300, 0.004, 3]] as const) {
      const source = randomSource(seed);
      const counts = new Array<number>(trials + 1).fill(0);
      for (let draw = 0; draw < draws; draw += 1) {
        const made = binomialVariate(source, trials, chance);
        counts[made] = (counts[made] ?? 0) + 1;
      }
      counts.forEach((count, made) => {
        expectCount(count, draws, choose(trials, made) * chance ** made * (1 - chance) ** (trials - made));
      });
    }
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, trials, chance) => {
        const made = binomialVariate(randomSource(seed), trials, chance);
        expect(Number.isSafeInteger(made) && made >= 0 && made <= trials).toBe(true);
        expectCount(made, trials, chance);
      }),
      runs(200),
    );
  });

  test("SC-V52 simulated histories are as frequent as the likelihood says, and so is being alive", () => {
    fc.assert(
      fc.property(occasions, fc.integer({ min: 0, max: 4 }), seeds, (model, periods, seed) => {
        const draws = 4000;
        const options = { periods: new Array<number>(draws).fill(periods), seed, holdoutPeriods: 3 };
        const clients = simulateOccasions(model, options);
        let cells = 0;
        for (let recency = 0; recency <= periods; recency += 1) {
          for (let frequency = Math.min(1, recency); frequency <= recency; frequency += 1) {
            const history = { frequency, recency, periods };
            const ways = recency === 0 ? 1 : choose(recency - 1, frequency - 1);
            const chance = ways * Math.exp(bgBbLogLikelihood(model, [history]));
            const there = clients.filter((one) => one.frequency === frequency && one.recency === recency);
            expectCount(there.length, draws, Math.min(1, chance));
            const alive = there.filter((one) => one.isAlive).length;
            expectCount(alive, there.length, bgBbProbabilityAlive(model, history));
            cells += there.length;
          }
        }
        expect(cells).toBe(draws);
        const held = clients.reduce((sum, one) => sum + one.frequency + one.holdoutFrequency, 0);
        // At most one purchase an occasion: the deviation of a mean of draws is below this.
        const expected = bgBbExpectedPurchases(model, periods + 3);
        expect(Math.abs(held / draws - expected)).toBeLessThan((5.5 * (periods + 3)) / 2 / Math.sqrt(draws));
      }),
      runs(40),
    );
  });

  test("SC-V57 all histories sum to one, and drawn at once they are as those drawn one by one", () => {
    fc.assert(
      fc.property(occasions, fc.integer({ min: 0, max: 6 }), seeds, (model, periods, seed) => {
        const cells = cellsOf(model.parameters, periods);
        expect(cells.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 10);
        const clients = 100_000;
        const drawn = drawCells(cells, clients, randomSource(seed));
        expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(clients);
        drawn.forEach(({ count }, index) => {
          expectCount(count, clients, Math.min(1, cells[index]?.chance ?? NaN));
        });
      }),
      runs(60),
    );
  });

  test("SC-V53 simulated cohorts survive as the model says, from any renewal on", () => {
    fc.assert(
      fc.property(contracts, seeds, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 1e9 }), (model, seed, renewalsBefore, clients) => {
        const cohort = simulateContracts(model, { clients, renewals: 8, seed, renewalsBefore });
        const survival = sbgSurvival(model, renewalsBefore + 8);
        expect([cohort.survivors.length, cohort.survivors[0]]).toEqual([9, clients]);
        cohort.survivors.forEach((count, date) => {
          const share = (survival[renewalsBefore + date] ?? 0) / (survival[renewalsBefore] ?? 1);
          expectCount(count, clients, Math.min(1, share));
        });
        fitSbg([cohort]);
      }),
      runs(100),
    );
  });
});

describe("bootstrap", () => {
  test("SC-V54 intervals of many clients are as wide as the curvature says, and hold the parameters", () => {
    const cohorts = [simulateContracts(highEnd, { clients: 60_000, renewals: 10, seed: 4 })];
    const contract = fitSbg(cohorts);
    const periods = new Array<number>(20_000).fill(8);
    const rows = occasionPatterns(simulateOccasions(donors, { periods, seed: 5 }));
    const donation = fitBgBb(rows);
    const found = [
      { fit: contract, boot: bootstrapSbg(contract, cohorts, { seed: 6 }) },
      { fit: donation, boot: bootstrapBgBb(donation, rows, { seed: 7 }) },
    ];
    for (const { fit, boot } of found) {
      expect(fit.status).toBe("converged");
      expect(boot.converged).toBe(boot.replications);
      for (const [name, { from, until }] of Object.entries(boot.intervals)) {
        const value = (fit.parameters as unknown as Record<string, number>)[name] ?? NaN;
        const error = (fit.standardErrors as unknown as Record<string, number> | null)?.[name] ?? NaN;
        expect(from < value && value < until).toBe(true);
        const ratio = (until - from) / (3.92 * error);
        expect(ratio > 0.75 && ratio < 1.3).toBe(true);
      }
    }
  });

  test("SC-V55 the seed decides; order and form of the rows change nothing, the level widens", () => {
    const cohorts = [{ survivors: [50, 40, 33] }, { survivors: [20, 18], renewalsBefore: 2 }];
    const few = bootstrapSbg(highEnd, cohorts, { seed: 3, replications: 40, level: 0.5 });
    expect(bootstrapSbg(highEnd, cohorts, { seed: 3, replications: 40, level: 0.5 })).toEqual(few);
    const wide = bootstrapSbg(highEnd, cohorts, { seed: 3, replications: 40, level: 0.9 });
    expect(wide.intervals.beta.from).toBeLessThan(few.intervals.beta.from);
    expect(wide.intervals.beta.until).toBeGreaterThan(few.intervals.beta.until);
    expect(bootstrapSbg(highEnd, cohorts, { seed: 4, replications: 40 })).not.toEqual(wide);
    const rows = [{ frequency: 0, recency: 0, periods: 5 }, { frequency: 1, recency: 2, periods: 3 }, { frequency: 0, recency: 0, periods: 5 }];
    const one = bootstrapBgBb(donors, rows, { seed: 3, replications: 20 });
    expect(bootstrapBgBb(donors, [...rows].reverse(), { seed: 3, replications: 20 })).toEqual(one);
    // Three clients identify nothing, and the counts say so.
    expect(one.converged + one.boundary).toBeLessThanOrEqual(20);
    expect(one.boundary).toBeGreaterThan(10);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });
});

describe("sufficient statistics", () => {
  const rowsOf: fc.Arbitrary<OccasionPattern> = fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.nat(), fc.nat(), fc.option(fc.nat({ max: 3 })))
    .map(([periods, a, b, count]) => {
      const recency = a % (periods + 1);
      const frequency = recency === 0 ? 0 : 1 + (b % recency);
      return deepFreeze({ frequency, recency, periods, ...(count === null ? {} : { count }) });
    });
  const cohortsOf: fc.Arbitrary<SbgCohort> = fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 4 }),
      fc.option(fc.nat({ max: 2 })),
    )
    .map(([list, before]) => {
      const survivors = [...list].sort((a, b) => b - a);
      return deepFreeze(before === null ? { survivors } : { survivors, renewalsBefore: before });
    });

  test("SC-V56 histories and cohorts merge, whatever the shards, and fit as one", () => {
    fc.assert(
      fc.property(fc.array(fc.array(rowsOf, { maxLength: 6 }), { maxLength: 5 }), (shards) => {
        expect(aggregateViolations(occasionPatternsAggregate, shards)).toEqual([]);
        const all = shards.flat();
        const state = foldAggregate(occasionPatternsAggregate, all);
        const patterns = occasionPatternsAggregate.result(state);
        expect(patterns).toEqual(occasionPatterns(all));
        const clients = all.reduce((sum, { count = 1 }) => sum + count, 0);
        expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(clients);
        if (clients > 0) expect(fitBgBb(patterns)).toEqual(fitBgBb(all));
      }),
      runs(60),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cohortsOf, { maxLength: 4 }), { maxLength: 5 }), (shards) => {
        expect(aggregateViolations(sbgCohortsAggregate, shards)).toEqual([]);
        const all = shards.flat();
        const result = sbgCohortsAggregate.result(foldAggregate(sbgCohortsAggregate, all));
        if (all.some(({ survivors }) => (survivors[0] ?? 0) > 0)) {
          expect(fitSbg(result)).toEqual(fitSbg(all));
        }
      }),
      runs(60),
    );
  });
});

describe("bad input is refused with a code and a path", () => {
  const never = (value: unknown): never => value as never;
  const rows = [{ frequency: 0, recency: 0, periods: 5 }];
  const cohorts = [{ survivors: [50, 40, 33] }];
  const seed = 1;
  test.each([
    ["a model of another kind", () => simulateContracts(never(donors), { clients: 1, renewals: 1, seed }), "schema.value", "model.kind"],
    ["no options", () => simulateContracts(highEnd, never(null)), "schema.type", "options"],
    ["half a client", () => simulateContracts(highEnd, { clients: 0.5, renewals: 1, seed }), "schema.type", "options.clients"],
    ["no renewal", () => simulateContracts(highEnd, { clients: 1, renewals: 0, seed }), "schema.range", "options.renewals"],
    ["too many renewals in all", () => simulateContracts(highEnd, { clients: 1, renewals: 2, seed, renewalsBefore: 9999 }), "schema.range", "options.renewals"],
    ["no seed", () => simulateContracts(highEnd, never({ clients: 1, renewals: 1 })), "schema.type", "options.seed"],
    ["periods that are no list", () => simulateOccasions(donors, never({ periods: 6, seed })), "schema.type", "options.periods"],
    ["a negative number of occasions", () => simulateOccasions(donors, { periods: [1, -1], seed }), "schema.range", "options.periods[1]"],
    ["an infinite holdout", () => simulateOccasions(donors, { periods: [1], seed, holdoutPeriods: Infinity }), "schema.type", "options.holdoutPeriods"],
    ["an unknown option", () => simulateOccasions(donors, never({ periods: [1], seed, ages: [3] })), "schema.unknown_key", "options.ages"],
    ["too few replications", () => bootstrapSbg(highEnd, cohorts, { seed, replications: 3 }), "schema.range", "options.replications"],
    ["a level of 1", () => bootstrapSbg(highEnd, cohorts, { seed, level: 1 }), "schema.range", "options.level"],
    ["no cohort to bootstrap", () => bootstrapSbg(highEnd, [], { seed }), "scoring.empty", "cohorts"],
    ["no client to bootstrap", () => bootstrapBgBb(donors, [], { seed }), "scoring.empty", "rows"],
    ["more clients than can be simulated", () => bootstrapBgBb(donors, [{ frequency: 0, recency: 0, periods: 5, count: 1e8 }], { seed }), "limits.too_many", "rows"],
    ["a seed of half", () => bootstrapBgBb(donors, rows, { seed: 0.5 }), "schema.type", "options.seed"],
    ["a state that is none", () => occasionPatternsAggregate.result(never(null)), "schema.type", "state"],
    ["a state of another kind", () => sbgCohortsAggregate.merge(never({ patterns: [] }), { cohorts: [] }), "schema.unknown_key", "state.patterns"],
    ["survivors that rise in a state", () => sbgCohortsAggregate.add({ cohorts: [] }, { survivors: [1, 2] }), "scoring.survivors", "cohorts[0].survivors[1]"],
    ["an impossible history in a state", () => occasionPatternsAggregate.add({ patterns: [] }, { frequency: 3, recency: 2, periods: 3 }), "scoring.history", "patterns[0].frequency"],
  ])("%s", (_, act, code, path) => {
    try {
      act();
    } catch (error) {
      expect(isClienteleError(error)).toBe(true);
      expect(error).toMatchObject({ code, path });
      return;
    }
    expect.fail("nothing was refused");
  });
});
