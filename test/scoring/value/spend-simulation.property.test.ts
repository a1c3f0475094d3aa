import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  bootstrapGammaGamma,
  expectedSpend,
  fitGammaGamma,
  simulateSpend,
  spendPatterns,
  spendPatternsAggregate,
} from "../../../src/scoring/value/index.js";
import type { GammaGammaModel, SpendPattern } from "../../../src/scoring/value/index.js";
import { aggregateViolations, foldAggregate, isClienteleError } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const cdnow: GammaGammaModel = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } };
const rows: fc.Arbitrary<SpendPattern> = fc
  .record({
    frequency: fc.integer({ min: 0, max: 3 }),
    cents: fc.integer({ min: 0, max: 40 }),
    count: fc.option(fc.nat({ max: 3 })),
  })
  .map(({ frequency, cents, count }) => {
    const monetary = frequency === 0 && cents % 2 === 0 ? null : cents / 100;
    return deepFreeze({ frequency, monetary, ...(count === null ? {} : { count }) });
  });

describe("simulated spend", () => {
  test("SC-V61 of many with one history, the own means average to the expected spend", () => {
    // Own means given what was seen: the formula against draws that fall in a narrow band of it.
    const frequency = 3;
    const seen = simulateSpend(cdnow, { frequencies: new Array<number>(150_000).fill(frequency), seed: 5 });
    for (const [low, high] of [[15, 15.6], [30, 31.2], [60, 63]] as const) {
      const band = seen.filter(({ monetary }) => monetary !== null && monetary >= low && monetary < high);
      expect(band.length).toBeGreaterThan(400);
      const mean = band.reduce((sum, { ownMean }) => sum + ownMean, 0) / band.length;
      const square = band.reduce((sum, { ownMean }) => sum + (ownMean - mean) ** 2, 0) / band.length;
      const average = band.reduce((sum, { monetary }) => sum + (monetary ?? 0), 0) / band.length;
      const expected = expectedSpend(cdnow, { frequency, monetary: average });
      const slack = 4.5 * Math.sqrt(square / band.length);
      expect(Math.abs(mean - (expected.state === "known" ? expected.value : NaN))).toBeLessThan(slack);
    }
  });

  test("SC-V62 amounts are within what a fit reads, whatever the parameters", () => {
    const wide = fc.integer({ min: -40, max: 40 }).map((tens) => 10 ** tens);
    fc.assert(
      fc.property(wide, wide, wide, fc.integer({ min: 1, max: 1e9 }), (p, q, gamma, seed) => {
        const model = { kind: "gamma-gamma", parameters: { p, q, gamma } } as const;
        const spends = simulateSpend(model, { frequencies: [0, 1, 7, 1_000_000_000], seed });
        expect(spends.map(({ monetary }) => monetary === null)).toEqual([true, false, false, false]);
        for (const { monetary, ownMean } of spends.slice(1)) {
          expect((monetary ?? 0) >= 1e-12 && (monetary ?? 0) <= 1e15).toBe(true);
          expect(ownMean >= 1e-12 && ownMean <= 1e15).toBe(true);
        }
        expect(fitGammaGamma(spends).customers).toBe(3);
      }),
      runs(60),
    );
  });

  test("SC-V63 bootstrap intervals of many are as wide as the curvature says, and the seed decides", () => {
    const frequencies = Array.from({ length: 3000 }, (_, index) => 1 + (index % 9));
    const spends = simulateSpend(cdnow, { frequencies, seed: 11 });
    const fit = fitGammaGamma(spends);
    expect(fit.status).toBe("converged");
    const boot = bootstrapGammaGamma(fit, spends, { seed: 12, replications: 100 });
    expect(boot.converged).toBe(100);
    for (const name of ["p", "q", "gamma"] as const) {
      const { from, until } = boot.intervals[name];
      expect(from < fit.parameters[name] && fit.parameters[name] < until).toBe(true);
      const ratio = (until - from) / (3.92 * (fit.standardErrors?.[name] ?? NaN));
      expect(ratio > 0.7 && ratio < 1.35).toBe(true);
    }
    const few = spends.slice(0, 40);
    const options = { seed: 3, replications: 20 };
    const one = bootstrapGammaGamma(cdnow, few, options);
    expect(bootstrapGammaGamma(cdnow, [...few].reverse(), options)).toEqual(one);
    expect(bootstrapGammaGamma(cdnow, few, { ...options, seed: 4 })).not.toEqual(one);
  });
});

test("SC-V64 spends merge, whatever the shards, and fit as one", () => {
  fc.assert(
    fc.property(fc.array(fc.array(rows, { maxLength: 6 }), { maxLength: 5 }), (shards) => {
      expect(aggregateViolations(spendPatternsAggregate, shards)).toEqual([]);
      const all = shards.flat();
      const patterns = spendPatternsAggregate.result(foldAggregate(spendPatternsAggregate, all));
      expect(patterns).toEqual(spendPatterns(all));
      const customers = all.reduce((sum, { count = 1 }) => sum + count, 0);
      expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(customers);
      const isPaid = ({ frequency, monetary, count = 1 }: SpendPattern): boolean => frequency > 0 && (monetary ?? 0) > 0 && count > 0;
      if (all.some(isPaid)) expect(fitGammaGamma(patterns)).toEqual(fitGammaGamma(all));
    }),
    runs(80),
  );
});

describe("bad input is refused with a code and a path", () => {
  const never = (value: unknown): never => value as never;
  test.each([
    ["no model", () => simulateSpend(never(null), { frequencies: [1], seed: 1 }), "schema.type", "model"],
    ["no options", () => simulateSpend(cdnow, never(undefined)), "schema.type", "options"],
    ["half a purchase", () => simulateSpend(cdnow, { frequencies: [1, 0.5], seed: 1 }), "schema.type", "options.frequencies[1]"],
    ["no seed", () => simulateSpend(cdnow, never({ frequencies: [1] })), "schema.type", "options.seed"],
    ["an unknown option", () => simulateSpend(cdnow, never({ frequencies: [1], seed: 1, ages: [] })), "schema.unknown_key", "options.ages"],
    ["nobody to bootstrap", () => bootstrapGammaGamma(cdnow, [], { seed: 1 }), "scoring.empty", "rows"],
    ["too many to bootstrap", () => bootstrapGammaGamma(cdnow, [{ frequency: 1, monetary: 2, count: 1e8 }], { seed: 1 }), "limits.too_many", "rows"],
    ["half a replication", () => bootstrapGammaGamma(cdnow, [{ frequency: 1, monetary: 2 }], { seed: 1, replications: 20.5 }), "schema.type", "options.replications"],
    ["a state that is none", () => spendPatternsAggregate.merge(never(7), { patterns: [] }), "schema.type", "state"],
    ["a negative spend in a state", () => spendPatternsAggregate.add({ patterns: [] }, { frequency: 1, monetary: -1 }), "scoring.monetary_value", "rows[0].monetary"],
    ["a hazardous key", () => spendPatternsAggregate.result(never(JSON.parse('{"patterns":[],"__proto__":1}'))), "schema.unknown_key", "state.__proto__"],
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
