import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  bgBbConditionalExpectedPurchases,
  bgBbExpectedPurchases,
  bgBbLogLikelihood,
  bgBbPosteriorMeans,
  bgBbProbabilityAlive,
  bgBbPurchaseProbability,
  bgBbResidualPurchases,
  fitBgBb,
} from "../../../src/scoring/contract/index.js";
import type {
  BgBbModel,
  OccasionHistory,
  OccasionPattern,
} from "../../../src/scoring/contract/index.js";
import { betaVariate, randomSource, uniform } from "../../../src/scoring/numeric/random.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const shape = fc.integer({ min: -300, max: 300 }).map((hundredths) => Math.exp(hundredths / 100));
const models: fc.Arbitrary<BgBbModel> = fc
  .record({ alpha: shape, beta: shape, gamma: shape, delta: shape })
  .map((parameters) => deepFreeze({ kind: "bg-bb" as const, parameters }));
const histories: fc.Arbitrary<OccasionHistory> = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.nat(), fc.nat())
  .map(([periods, a, b]) => {
    const recency = a % (periods + 1);
    return { frequency: recency === 0 ? 0 : 1 + (b % recency), recency, periods };
  })
  .map((history) => deepFreeze(history));

/** Every string of purchases of a length. */
function strings(length: number): number[][] {
  return Array.from({ length: 2 ** length }, (_, code) =>
    Array.from({ length }, (__, place) => (code >> place) & 1),
  );
}

function historyOf(purchases: readonly number[]): OccasionHistory {
  const frequency = purchases.reduce((sum, one) => sum + one, 0);
  return { frequency, recency: purchases.lastIndexOf(1) + 1, periods: purchases.length };
}

/** E over a grid of p and θ, by the midpoint rule in the quantile of neither: plain quadrature. */
function likelihoodByIntegration(model: BgBbModel, history: OccasionHistory): number {
  const { alpha, beta, gamma, delta } = model.parameters;
  const { frequency: x, recency, periods: n } = history;
  const steps = 400;
  let [whole, weightSum] = [0, 0];
  // u = sin² maps the ends of the beta density to where the midpoint rule does well.
  const nodes = Array.from({ length: steps }, (_, index) => {
    const angle = ((index + 0.5) / steps) * (Math.PI / 2);
    return { u: Math.sin(angle) ** 2, jacobian: 2 * Math.sin(angle) * Math.cos(angle) };
  });
  for (const { u: p, jacobian: jp } of nodes) {
    const wp = p ** (alpha - 1) * (1 - p) ** (beta - 1) * jp;
    for (const { u: theta, jacobian: jt } of nodes) {
      const weight = wp * theta ** (gamma - 1) * (1 - theta) ** (delta - 1) * jt;
      let chance = p ** x * (1 - p) ** (n - x) * (1 - theta) ** n;
      for (let left = recency; left < n; left += 1) {
        chance += p ** x * (1 - p) ** (left - x) * theta * (1 - theta) ** left;
      }
      whole += weight * chance;
      weightSum += weight;
    }
  }
  return whole / weightSum;
}

function simulate(model: BgBbModel, clients: number, periods: number, seed: number): OccasionPattern[] {
  const { alpha, beta, gamma, delta } = model.parameters;
  const source = randomSource(seed);
  return Array.from({ length: clients }, () => {
    const buys = betaVariate(source, alpha, beta);
    const leaves = betaVariate(source, gamma, delta);
    const purchases: number[] = [];
    let isThere = true;
    for (let period = 0; period < periods; period += 1) {
      if (isThere && uniform(source) < leaves) isThere = false;
      purchases.push(isThere && uniform(source) < buys ? 1 : 0);
    }
    return historyOf(purchases);
  });
}

describe("BG/BB", () => {
  test("SC-V11 chances of all strings of purchases sum to one", () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 0, max: 8 }), (model, length) => {
        const sum = strings(length)
          .map((one) => Math.exp(bgBbLogLikelihood(model, [historyOf(one)])))
          .reduce((total, one) => total + one, 0);
        expect(sum).toBeCloseTo(1, 10);
      }),
      runs(60),
    );
  });

  test("SC-V12 the likelihood is the mean over clients of the chance of the string", () => {
    // Shapes above one, where plain quadrature is good.
    const smooth = fc
      .record({
        alpha: fc.double({ min: 1, max: 4, noNaN: true }),
        beta: fc.double({ min: 1, max: 4, noNaN: true }),
        gamma: fc.double({ min: 1, max: 4, noNaN: true }),
        delta: fc.double({ min: 1, max: 4, noNaN: true }),
      })
      .map((parameters): BgBbModel => ({ kind: "bg-bb", parameters }));
    fc.assert(
      fc.property(smooth, histories, (model, history) => {
        const slow = likelihoodByIntegration(model, history);
        expect(Math.exp(bgBbLogLikelihood(model, [history])) / slow).toBeCloseTo(1, 3);
      }),
      runs(20),
    );
  });

  test("SC-V13 the distribution sums to one, and its mean is the expectation", () => {
    fc.assert(
      fc.property(models, fc.integer({ min: 0, max: 80 }), (model, periods) => {
        let [sum, mean] = [0, 0];
        for (let purchases = 0; purchases <= periods; purchases += 1) {
          const chance = bgBbPurchaseProbability(model, purchases, periods);
          expect(chance >= 0 && chance <= 1).toBe(true);
          sum += chance;
          mean += purchases * chance;
        }
        expect(sum).toBeCloseTo(1, 9);
        expect(mean).toBeCloseTo(bgBbExpectedPurchases(model, periods), 8);
        expect(bgBbPurchaseProbability(model, periods + 1, periods)).toBe(0);
      }),
      runs(100),
    );
  });

  test("SC-V14 what is expected now is what is expected over all next occasions, bought or not", () => {
    fc.assert(
      fc.property(models, histories, (model, history) => {
        const { frequency, recency, periods } = history;
        const bought = { frequency: frequency + 1, recency: periods + 1, periods: periods + 1 };
        const passed = { frequency, recency, periods: periods + 1 };
        const chanceOf = (next: OccasionHistory): number =>
          Math.exp(bgBbLogLikelihood(model, [next]) - bgBbLogLikelihood(model, [history]));
        const chances = [chanceOf(bought), chanceOf(passed)] as const;
        expect(chances[0] + chances[1]).toBeCloseTo(1, 10);
        // One purchase at the next occasion is its chance.
        expect(bgBbConditionalExpectedPurchases(model, history, 1)).toBeCloseTo(chances[0], 10);
        // The tower rule: five occasions from here, or one and then four.
        const five = bgBbConditionalExpectedPurchases(model, history, 5);
        const later =
          chances[0] * (1 + bgBbConditionalExpectedPurchases(model, bought, 4)) +
          chances[1] * bgBbConditionalExpectedPurchases(model, passed, 4);
        expect(later / five).toBeCloseTo(1, 9);
      }),
      runs(200),
    );
  });

  test("SC-V15 chances are within 0 and 1, and a later purchase never lowers that of being there", () => {
    fc.assert(
      fc.property(models, histories, (model, history) => {
        const alive = bgBbProbabilityAlive(model, history);
        expect(alive >= 0 && alive <= 1).toBe(true);
        if (history.frequency > 0 && history.recency < history.periods) {
          const later = bgBbProbabilityAlive(model, { ...history, recency: history.recency + 1 });
          expect(later).toBeGreaterThanOrEqual(alive - 1e-12);
        }
        const { purchase, leaving } = bgBbPosteriorMeans(model, history);
        expect(purchase > 0 && purchase <= 1 && leaving > 0 && leaving <= 1).toBe(true);
      }),
      runs(200),
    );
  });

  test("SC-V16 residual purchases are the discounted sum over all occasions to come", () => {
    fc.assert(
      fc.property(models, histories, fc.integer({ min: 20, max: 400 }), (model, history, permille) => {
        const discountRate = permille / 1000;
        const found = bgBbResidualPurchases(model, history, { discountRate });
        let [sum, before] = [0, 0];
        const factor = 1 / (1 + discountRate);
        for (let period = 1; factor ** period > 1e-13; period += 1) {
          const until = bgBbConditionalExpectedPurchases(model, history, period);
          sum += (until - before) * factor ** period;
          before = until;
        }
        expect(found.state === "known" ? found.value / sum : NaN).toBeCloseTo(1, 8);
      }),
      runs(60),
    );
  });

  test("SC-V17 a fit is above every random point; rows, order and counts are one", () => {
    let converged = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(histories, { minLength: 30, maxLength: 120 }),
          fc.tuple(models, fc.integer({ min: 1, max: 1e6 })).map(([model, seed]) =>
            simulate(model, 400, 6, seed),
          ),
        ),
        fc.array(models, { minLength: 4, maxLength: 4 }),
        (list, others) => {
          const fit = fitBgBb(list);
          const best = bgBbLogLikelihood(fit, list);
          expect(Math.abs(best - (fit.logLikelihood ?? NaN))).toBeLessThan(1e-6);
          for (const other of others) {
            expect(bgBbLogLikelihood(other, list)).toBeLessThanOrEqual(best + 1e-6);
          }
          expect(fitBgBb([...list].reverse())).toEqual(fit);
          const twice = fitBgBb(list.map((history) => ({ ...history, count: 2 })));
          expect(twice.customers).toBe(2 * list.length);
          if (fit.status !== "converged") return;
          converged += 1;
          expect(twice.parameters.alpha / fit.parameters.alpha).toBeCloseTo(1, 4);
        },
      ),
      runs(25),
    );
    expect(converged).toBeGreaterThanOrEqual(seenMin(4));
  });

  test("SC-V18 simulated clients give back their parameters within four standard errors", () => {
    const cases = [
      [1.2, 0.75, 0.66, 2.8, 1],
      [0.8, 2, 1.5, 6, 2],
      [2, 2, 0.5, 3, 3],
    ] as const;
    for (const [alpha, beta, gamma, delta, seed] of cases) {
      const truth = { alpha, beta, gamma, delta };
      const rows = simulate({ kind: "bg-bb", parameters: truth }, 20_000, 8, seed);
      const fit = fitBgBb(rows);
      expect(fit.status).toBe("converged");
      for (const name of ["alpha", "beta", "gamma", "delta"] as const) {
        const error = fit.standardErrors?.[name] ?? NaN;
        expect(Math.abs(fit.parameters[name] - truth[name])).toBeLessThan(4 * error);
      }
    }
  });
});
