import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { funnelLimits, proportionInterval, shrunkRates } from "../../../src/scoring/index.js";
import type { GroupCounts, IntervalMethod } from "../../../src/scoring/index.js";
import { betaCdf, betaQuantile, binomialLowerTail, binomialUpperTail } from "../../../src/scoring/performance/beta.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const counts = fc.integer({ min: 1, max: 2000 }).chain((trials) => fc.nat(trials).map((successes) => ({ successes, trials })));
const method = fc.constantFrom<IntervalMethod>("wilson", "clopper-pearson", "jeffreys");
const confidence = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.9999);

/** P(X ≥ count), term by term. */
function upperTail(count: number, trials: number, rate: number): number {
  let sum = 0;
  let logChoose = 0;
  for (let k = 0; k <= trials; k += 1) {
    if (k > 0) logChoose += Math.log((trials - k + 1) / k);
    if (k >= count) sum += Math.exp(logChoose + k * Math.log(rate) + (trials - k) * Math.log(1 - rate));
  }
  return sum;
}

describe("the beta distribution", () => {
  test("SC-PB1 its function is the binomial tail, term by term", () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.001, max: 0.999, noNaN: true }), ({ successes, trials }, rate) => {
        if (trials > 300) return;
        const expected = upperTail(successes, trials, rate);
        expect(Math.abs(binomialUpperTail(successes, trials, rate) - expected)).toBeLessThan(1e-10 * Math.max(expected, 1e-3));
        expect(binomialLowerTail(successes - 1, trials, rate)).toBeCloseTo(1 - expected, 10);
      }),
      runs(300),
    );
  });

  test("SC-PB2 quantile and function undo each other, from half a count to a hundred million", () => {
    const parameter = fc.oneof(fc.double({ min: 0.5, max: 20, noNaN: true }), fc.double({ min: 20, max: 1e8, noNaN: true }));
    fc.assert(
      fc.property(parameter, parameter, fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), (a, b, p) => {
        const x = betaQuantile(p, a, b);
        expect(x >= 0 && x <= 1).toBe(true);
        // A quantile this close to 1 has no more digits to give.
        if (x < 1 - 1e-9) expect(betaCdf(x, a, b)).toBeCloseTo(p, 6);
        expect(betaCdf(x, a, b)).toBeCloseTo(1 - betaCdf(1 - x, b, a), 6);
      }),
      runs(60),
    );
  });
});

describe("intervals", () => {
  test("SC-PI1 they hold the estimate, stay within 0 and 1, and mirror failures", () => {
    fc.assert(
      fc.property(counts, method, confidence, ({ successes, trials }, how, sure) => {
        const options = { method: how, confidence: sure };
        const { lower, upper } = proportionInterval({ successes, trials }, options);
        const rate = successes / trials;
        expect(lower >= 0 && lower <= rate && rate <= upper && upper <= 1 && lower < upper).toBe(true);
        if (successes === 0) expect(lower).toBe(0);
        if (successes === trials) expect(upper).toBe(1);
        const mirror = proportionInterval({ successes: trials - successes, trials }, options);
        expect(mirror.lower).toBeCloseTo(1 - upper, 9);
        expect(mirror.upper).toBeCloseTo(1 - lower, 9);
      }),
      runs(200),
    );
  });

  test("SC-PI2 they shrink with more trials of the same rate, and grow with confidence", () => {
    fc.assert(
      fc.property(counts, method, fc.integer({ min: 2, max: 5 }), ({ successes, trials }, how, factor) => {
        const widthOf = (times: number, sure: number): number => {
          const one = { successes: successes * times, trials: trials * times };
          const { lower, upper } = proportionInterval(one, { method: how, confidence: sure });
          return upper - lower;
        };
        expect(widthOf(factor, 0.95)).toBeLessThan(widthOf(1, 0.95));
        expect(widthOf(1, 0.99)).toBeGreaterThan(widthOf(1, 0.95));
      }),
      runs(150),
    );
  });

  test("SC-PI3 the exact interval is the set of rates that its counts do not contradict", () => {
    fc.assert(
      fc.property(counts, ({ successes, trials }) => {
        if (trials > 300) return;
        const { lower, upper } = proportionInterval({ successes, trials }, { method: "clopper-pearson" });
        if (successes > 0) expect(upperTail(successes, trials, lower)).toBeCloseTo(0.025, 8);
        if (successes < trials) expect(1 - upperTail(successes + 1, trials, upper)).toBeCloseTo(0.025, 8);
      }),
      runs(100),
    );
  });
});

const groups: fc.Arbitrary<GroupCounts[]> = fc
  .array(fc.integer({ min: 0, max: 60 }).chain((trials) => fc.nat(trials).map((successes) => ({ successes, trials }))), { maxLength: 12 })
  .map((list) => deepFreeze(list.map((one, index) => ({ id: `m${String(index)}`, ...one }))));

describe("rates beside each other", () => {
  test("SC-PS1 a shrunken rate lies between its own and the mean, the nearer the fewer trials", () => {
    let shrunken = 0;
    fc.assert(
      fc.property(groups, (list) => {
        const found = shrunkRates(list);
        if (found.state !== "known") {
          expect(list.every((one) => one.trials === 0)).toBe(true);
          return;
        }
        const trials = list.reduce((all, one) => all + one.trials, 0);
        expect(found.mean).toBe(list.reduce((all, one) => all + one.successes, 0) / trials);
        for (const { rate, shrunk, interval, reliability, trials: own } of found.groups) {
          const [low, high] = [Math.min(rate ?? found.mean, found.mean), Math.max(rate ?? found.mean, found.mean)];
          expect(shrunk).toBeGreaterThanOrEqual(low - 1e-12);
          expect(shrunk).toBeLessThanOrEqual(high + 1e-12);
          if (interval !== null) {
            shrunken += 1;
            expect(interval.lower <= shrunk && shrunk <= interval.upper).toBe(true);
          }
          for (const other of found.groups) {
            if (own >= other.trials) expect(reliability).toBeGreaterThanOrEqual(other.reliability);
          }
        }
        expect(found.groups.map((one) => one.shrunk)).toEqual(found.groups.map((one) => one.shrunk).toSorted((a, b) => b - a));
        expect(shrunkRates([...list].reverse())).toEqual(found);
      }),
      runs(150),
    );
    expect(shrunken).toBeGreaterThan(seenMin(200));
  });

  test("SC-PS2 the prior of simulated groups is found again", () => {
    // Rates from Beta(12, 18) by its quantiles, wins by the quantiles of each rate: no chance.
    const list: GroupCounts[] = [];
    for (let place = 0; place < 400; place += 1) {
      const rate = betaQuantile((place + 0.5) / 400, 12, 18);
      const trials = 20 + (place % 7) * 10;
      const draw = ((place * 733) % 400) / 400 + 0.00125;
      let successes = 0;
      while (successes < trials && binomialLowerTail(successes, trials, rate) < draw) successes += 1;
      list.push({ id: `m${String(place)}`, successes, trials });
    }
    const found = shrunkRates(list);
    expect(found.state).toBe("known");
    if (found.state !== "known") return;
    expect(found.mean).toBeCloseTo(0.4, 1);
    expect(found.priorTrials ?? 0).toBeGreaterThan(22);
    expect(found.priorTrials ?? 0).toBeLessThan(40);
  });

  test("SC-PF1 who is outside the funnel would be there by chance no more often than stated", () => {
    let outside = 0;
    fc.assert(
      fc.property(groups, (list) => {
        const found = funnelLimits(list);
        if (found.state !== "known") return;
        for (const { successes, trials, state } of found.groups) {
          if (trials === 0) {
            expect(state).toBe("within");
            continue;
          }
          const isSure = found.mean === 0 || found.mean === 1;
          const high = isSure ? 1 : upperTail(successes, trials, found.mean);
          const low = isSure ? 1 : 1 - upperTail(successes + 1, trials, found.mean);
          // Not at the limit itself, where the last digit decides.
          if ([0.001, 0.025].some((limit) => Math.abs(high - limit) < 1e-9 || Math.abs(low - limit) < 1e-9)) continue;
          const expected = high < 0.001 ? "very-high" : low < 0.001 ? "very-low" : high < 0.025 ? "high" : low < 0.025 ? "low" : "within";
          if (expected !== "within") outside += 1;
          expect(state).toBe(expected);
        }
      }),
      runs(150),
    );
    expect(outside).toBeGreaterThan(seenMin(50));
  });
});
