import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  fitSbg,
  sbgLifetime,
  sbgRetentionRates,
  sbgSurvival,
} from "../../../src/scoring/contract/index.js";
import type { FirstMargin, SbgCohort, SbgModel } from "../../../src/scoring/contract/index.js";
import { betaVariate, randomSource, uniform } from "../../../src/scoring/numeric/random.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const shape = fc.integer({ min: -400, max: 400 }).map((hundredths) => Math.exp(hundredths / 100));
const models: fc.Arbitrary<SbgModel> = fc
  .record({ alpha: shape, beta: shape })
  .map((parameters) => deepFreeze({ kind: "sbg" as const, parameters }));
const discounts = fc.integer({ min: 1, max: 500 }).map((thousandths) => thousandths / 1000);
const firsts = fc.constantFrom<FirstMargin>(
  "now",
  "end-of-first-period",
  "if-renewed-now",
  "after-first-renewal",
);
const survivors = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 10 })
  .map((list) => [...list].sort((a, b) => b - a));
const cohorts: fc.Arbitrary<SbgCohort[]> = fc
  .array(
    fc.record({ survivors, renewalsBefore: fc.integer({ min: 0, max: 5 }) }),
    { minLength: 1, maxLength: 4 },
  )
  .filter((list) => list.some((cohort) => (cohort.survivors[0] ?? 0) > 0))
  .map((list) => deepFreeze(list));

/** Clients who each toss their own coin at each renewal. */
function simulate(model: SbgModel, clients: number, periods: number, seed: number): number[] {
  const source = randomSource(seed);
  const counts = new Array<number>(periods + 1).fill(0);
  for (let client = 0; client < clients; client += 1) {
    const leaves = betaVariate(source, model.parameters.alpha, model.parameters.beta);
    let period = 0;
    for (; period <= periods; period += 1) {
      counts[period] = (counts[period] ?? 0) + 1;
      if (uniform(source) < leaves) break;
    }
  }
  return counts;
}

/** The likelihood from the chances of leaving at each date, one client after the other. */
function slowLogLikelihood(model: SbgModel, list: readonly SbgCohort[]): number {
  const { alpha, beta } = model.parameters;
  let sum = 0;
  for (const { survivors: counts, renewalsBefore = 0 } of list) {
    for (let index = 1; index < counts.length; index += 1) {
      const before = renewalsBefore + index - 1;
      const stayed = counts[index] ?? 0;
      const left = (counts[index - 1] ?? 0) - stayed;
      const keeps = (beta + before) / (alpha + beta + before);
      if (stayed > 0) sum += stayed * Math.log(keeps);
      if (left > 0) sum += left * Math.log(alpha / (alpha + beta + before));
    }
  }
  return sum;
}

const valueOf = (result: ReturnType<typeof sbgLifetime>): number =>
  result.state === "known" ? result.value : Infinity;

describe("shifted beta-geometric", () => {
  test("SC-V01 retention rates rise, survival falls, both within 0 and 1", () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 1, max: 60 }), (model, renewals) => {
        const rates = sbgRetentionRates(model, renewals);
        const survival = sbgSurvival(model, renewals);
        expect([rates.length, survival.length]).toEqual([renewals, renewals + 1]);
        for (let index = 0; index < renewals; index += 1) {
          const rate = rates[index] ?? NaN;
          expect(rate > 0 && rate < 1).toBe(true);
          if (index > 0) expect(rate).toBeGreaterThan(rates[index - 1] ?? NaN);
          expect(survival[index + 1]).toBeLessThan(survival[index] ?? NaN);
          expect(survival[index + 1]).toBeGreaterThanOrEqual(0);
        }
      }),
      runs(200),
    );
  });

  test("SC-V02 a lifetime is the discounted sum of survival, counted as the convention says", () => {
    fc.assert(
      fc.property(
        models,
        fc.integer({ min: 0, max: 30 }),
        discounts,
        firsts,
        (model, renewals, discountRate, firstMargin) => {
          const { alpha, beta } = model.parameters;
          const skips = firstMargin === "now" || firstMargin === "end-of-first-period" ? 0 : 1;
          const waits = firstMargin === "now" || firstMargin === "if-renewed-now" ? 0 : 1;
          let stays = 1;
          let sum = 0;
          for (let period = 0; stays > 1e-18 && period < 40_000; period += 1) {
            if (period >= skips) sum += stays;
            stays *= (beta + renewals + period) / (alpha + beta + renewals + period);
            stays /= 1 + discountRate;
          }
          // Each payment is discounted to the first one that may come, then by the wait for it.
          const expected = (sum * (1 + discountRate) ** skips) / (1 + discountRate) ** waits;
          const options = { renewals, discountRate, firstMargin };
          expect(Math.abs(valueOf(sbgLifetime(model, options)) / expected - 1)).toBeLessThan(1e-9);
        },
      ),
      runs(150),
    );
  });

  test("SC-V03 more renewals made or a lower discount never lower a lifetime; horizons add up to it", () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 0, max: 30 }), discounts, (model, renewals, discountRate) => {
        const of = (more: object): number =>
          valueOf(sbgLifetime(model, { renewals, discountRate, firstMargin: "now", ...more }));
        const whole = of({});
        const slack = 1e-12 * whole;
        expect(of({ renewals: renewals + 1 })).toBeGreaterThanOrEqual(whole - slack);
        expect(of({ discountRate: discountRate + 0.1 })).toBeLessThanOrEqual(whole + slack);
        // Through period n, and what is still to come of those who are there after it.
        const horizon = 7;
        const survival = sbgSurvival(model, renewals + horizon);
        const left = (survival[renewals + horizon] ?? 0) / (survival[renewals] ?? 1);
        const after = of({ renewals: renewals + horizon }) * left;
        const total = of({ horizonPeriods: horizon }) + after / (1 + discountRate) ** horizon;
        expect(Math.abs(total / whole - 1)).toBeLessThan(1e-10);
      }),
      runs(150),
    );
  });

  test("SC-V04 the likelihood at a fit is below none of its neighbours and no random point", () => {
    let converged = 0;
    fc.assert(
      fc.property(cohorts, fc.array(models, { minLength: 5, maxLength: 5 }), (list, others) => {
        const fit = fitSbg(list);
        expect(JSON.stringify(fit)).not.toMatch(/null,null|NaN|Infinity/);
        const best = slowLogLikelihood(fit, list);
        expect(Math.abs(best - (fit.logLikelihood ?? NaN))).toBeLessThan(1e-6 * (1 - best));
        for (const other of others) {
          expect(slowLogLikelihood(other, list)).toBeLessThanOrEqual(best + 1e-6);
        }
        if (fit.status !== "converged") return;
        converged += 1;
        const { alpha, beta } = fit.parameters;
        for (const [a, b] of [[1.02, 1], [0.98, 1], [1, 1.02], [1, 0.98]] as const) {
          const near: SbgModel = { kind: "sbg", parameters: { alpha: alpha * a, beta: beta * b } };
          expect(slowLogLikelihood(near, list)).toBeLessThanOrEqual(best + 1e-9);
        }
      }),
      runs(150),
    );
    expect(converged).toBeGreaterThanOrEqual(seenMin(15));
  });

  test("SC-V05 cohorts pool: split, reordered or renewal by renewal, the fit is the same", () => {
    fc.assert(
      fc.property(cohorts, (list) => {
        const whole = fitSbg(list);
        expect(fitSbg([...list].reverse())).toEqual(whole);
        const steps = list.flatMap(({ survivors: counts, renewalsBefore = 0 }) =>
          counts.slice(1).map((count, index) => ({
            survivors: [counts[index] ?? 0, count],
            renewalsBefore: renewalsBefore + index,
          })),
        );
        const apart = fitSbg(steps);
        if (whole.status !== "converged" || apart.status !== "converged") return;
        expect(apart.parameters.alpha / whole.parameters.alpha).toBeCloseTo(1, 5);
        expect(apart.parameters.beta / whole.parameters.beta).toBeCloseTo(1, 5);
      }),
      runs(100),
    );
  });

  test("SC-V06 simulated clients give back their parameters within four standard errors", () => {
    let within = 0;
    const cases = [
      [0.7, 1.2, 1],
      [0.67, 3.8, 2],
      [2, 5, 3],
      [4, 15, 4],
      [1.5, 1.5, 5],
    ] as const;
    for (const [alpha, beta, seed] of cases) {
      const counts = simulate({ kind: "sbg", parameters: { alpha, beta } }, 20_000, 12, seed);
      const fit = fitSbg([{ survivors: counts }]);
      expect(fit.status).toBe("converged");
      const errors = fit.standardErrors ?? { alpha: NaN, beta: NaN };
      expect(Math.abs(fit.parameters.alpha - alpha)).toBeLessThan(4 * errors.alpha);
      expect(Math.abs(fit.parameters.beta - beta)).toBeLessThan(4 * errors.beta);
      if (Math.abs(fit.parameters.alpha - alpha) < 2 * errors.alpha) within += 1;
    }
    expect(within).toBeGreaterThanOrEqual(3);
  });

  test("SC-V07 churn that does not fall, nobody or everybody leaving, end at the boundary", () => {
    for (const counts of [[100, 100], [100, 0], [100, 90, 81], [100, 50], [1, 1, 1], [100, 90, 70, 40]]) {
      const fit = fitSbg([{ survivors: counts }]);
      expect(fit.status).toBe("boundary");
      expect(fit.unidentified.length).toBeGreaterThan(0);
      for (const share of sbgSurvival(fit, 20)) expect(share >= 0 && share <= 1).toBe(true);
    }
  });

  test("SC-V08 a stronger penalty draws the parameters towards 1 and ends inside", () => {
    const free = fitSbg([{ survivors: [100, 90, 81] }]);
    const held = fitSbg([{ survivors: [100, 90, 81] }], { penalty: 0.01 });
    expect(held.status).toBe("converged");
    expect(held.parameters.beta).toBeLessThan(free.parameters.beta);
    const firm = fitSbg([{ survivors: [100, 90, 81] }], { penalty: 100 });
    expect(firm.parameters.alpha).toBeCloseTo(1, 1);
  });
});
