import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { minimise } from "../../../src/scoring/numeric/minimise.js";
import { betaGeometricLikelihood } from "../../../src/scoring/purchase/beta-geometric-likelihood.js";
import { paretoLikelihood } from "../../../src/scoring/purchase/pareto-likelihood.js";
import { readPurchaseData } from "../../../src/scoring/purchase/read-data.js";
import {
  bootstrapPurchaseModel,
  conditionalExpectedPurchases,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  probabilityAlive,
  purchaseLogLikelihood,
  purchasePatterns,
  simulatePurchases,
} from "../../../src/scoring/index.js";
import type { PurchaseHistory, PurchaseModel, PurchasePattern } from "../../../src/scoring/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const fits = { "bg-nbd": fitBgNbd, "mbg-nbd": fitMbgNbd, "pareto-nbd": fitParetoNbd } as const;
const kinds = ["bg-nbd", "mbg-nbd", "pareto-nbd"] as const;
const likelihoodOf = (kind: (typeof kinds)[number], rows: readonly PurchasePattern[]) => {
  const patterns = readPurchaseData(rows, "rows");
  return kind === "pareto-nbd" ? paretoLikelihood(patterns) : betaGeometricLikelihood(patterns, kind);
};

const history: fc.Arbitrary<PurchaseHistory> = fc
  .record({ frequency: fc.constantFrom(0, 0, 0, 1, 2, 3, 5, 9, 300), age: fc.integer({ min: 1, max: 60 }), share: fc.integer({ min: 1, max: 100 }) })
  .map(({ frequency, age, share }) => ({ frequency, recency: frequency === 0 ? 0 : (age * share) / 100, age }));
const customers = fc.array(history, { minLength: 1, maxLength: 40 }).map((list) => deepFreeze(list));

/** Sets of fifty customers as in the field: most of them identify little. */
function fiftyCustomers(seed: number): readonly PurchaseHistory[] {
  const model = { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const;
  return simulatePurchases(model, { ages: Array.from({ length: 50 }, (_, index) => 27 + (index % 12)), seed });
}

function parametersOf(model: PurchaseModel): readonly number[] {
  return Object.values(model.parameters);
}

describe("likelihoods", () => {
  test("SC-P20 a gradient is the finite difference of the likelihood", () => {
    const point = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), customers, point, (kind, rows, at) => {
        const objective = likelihoodOf(kind, rows);
        const start = Float64Array.from(at);
        const gradient = new Float64Array(4);
        const spare = new Float64Array(4);
        expect(Number.isFinite(objective(start, gradient))).toBe(true);
        for (let index = 0; index < 4; index += 1) {
          const step = 1e-5;
          const moved = (by: number): number =>
            objective(start.map((entry, other) => (other === index ? entry + by : entry)), spare);
          // Four points: the error is of the fourth order.
          const slope = (8 * (moved(step) - moved(-step)) - (moved(2 * step) - moved(-2 * step))) / (12 * step);
          const scale = Math.max(1, Math.abs(objective(start, spare)));
          expect(Math.abs(slope - (gradient[index] ?? NaN)) / scale).toBeLessThan(1e-8);
        }
      }),
      runs(120),
    );
  });

  test("SC-P21 the log-likelihood of a list is the sum over its customers", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), customers, (kind, rows) => {
        const parameters = kind === "pareto-nbd" ? { r: 0.6, alpha: 9, s: 0.5, beta: 14 } : { r: 0.6, alpha: 9, a: 0.5, b: 2 };
        const model = { kind, parameters } as PurchaseModel;
        const sum = rows.reduce((total, row) => total + purchaseLogLikelihood(model, [row]), 0);
        expect(purchaseLogLikelihood(model, rows) / sum).toBeCloseTo(1, 12);
      }),
      runs(60),
    );
  });
});

describe("fits", () => {
  test("SC-P22 no fit throws, and none has NaN or Infinity, whatever the histories", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), customers, (kind, rows) => {
        const fit = fits[kind](rows, { iterationsMax: 60 });
        expect(["converged", "boundary", "max-iterations"]).toContain(fit.status);
        expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
        for (const value of parametersOf(fit)) expect(Number.isFinite(value) && value > 0).toBe(true);
        expect(Number.isFinite(fit.logLikelihood)).toBe(true);
        expect(fit.standardErrors !== null).toBe(fit.status === "converged");
        expect(fit.unidentified.length > 0).toBe(fit.status === "boundary");
        if (rows.length < 4) expect(fit.status).toBe("boundary");
      }),
      runs(60),
    );
  });

  test("SC-P23 the likelihood at the fit is not below that of any random restart", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: 0, max: 1e6 }),
        fc.array(fc.double({ min: -2.5, max: 2.5, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (kind, seed, at) => {
          const rows = fiftyCustomers(seed);
          const fit = fits[kind](rows);
          const start = [at[0] ?? 0, (at[1] ?? 0) + 2, at[2] ?? 0, (at[3] ?? 0) + (kind === "pareto-nbd" ? 2 : 0)];
          const other = minimise(likelihoodOf(kind, rows), start, { lower: -12, upper: 12 });
          expect(fit.logLikelihood ?? NaN).toBeGreaterThanOrEqual(-other.value * rows.length - 1e-6);
        },
      ),
      runs(30),
    );
  });

  test("SC-P24 twenty sets of fifty customers: each fit has a status and a finite answer", () => {
    const seen = { converged: 0, boundary: 0 };
    for (let seed = 0; seed < 20; seed += 1) {
      for (const kind of kinds) {
        const fit = fits[kind](fiftyCustomers(seed));
        if (fit.status === "converged") seen.converged += 1;
        else if (fit.status === "boundary") seen.boundary += 1;
        expect(["converged", "boundary"]).toContain(fit.status);
        // Where only a ratio is told, a penalty tells both.
        expect(fits[kind](fiftyCustomers(seed), { penalty: 0.01 }).status).toBe("converged");
      }
    }
    expect(seen.converged).toBeGreaterThan(10);
    expect(seen.boundary).toBeGreaterThan(10);
  });

  test("SC-P25 the order of customers, and whether identical ones are counted, change not one bit", () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 1e6 }), (kind, seed) => {
        const rows = fiftyCustomers(seed);
        const fit = fits[kind](rows);
        expect(fits[kind]([...rows].reverse())).toEqual(fit);
        expect(fits[kind](purchasePatterns(rows))).toEqual(fit);
        const columns = {
          frequency: Uint16Array.from(rows, ({ frequency }) => frequency),
          recency: Float64Array.from(rows, ({ recency }) => recency),
          age: Array.from(rows, ({ age }) => age),
        };
        expect(fits[kind](columns)).toEqual(fit);
      }),
      runs(10),
    );
  });

  test("SC-P26 customers of known parameters give them back within four standard errors", () => {
    const truths: readonly PurchaseModel[] = [
      { kind: "bg-nbd", parameters: { r: 0.8, alpha: 4, a: 0.8, b: 2.5 } },
      { kind: "mbg-nbd", parameters: { r: 0.9, alpha: 6, a: 0.9, b: 2.2 } },
      { kind: "pareto-nbd", parameters: { r: 0.9, alpha: 6, s: 0.7, beta: 9 } },
    ];
    for (const truth of truths) {
      for (const seed of [1, 2, 3]) {
        const ages = Array.from({ length: 3000 }, (_, index) => 40 + (index % 20));
        const fit = fits[truth.kind](simulatePurchases(truth, { ages, seed }));
        expect(fit.status).toBe("converged");
        const errors = Object.values(fit.standardErrors ?? {});
        parametersOf(fit).forEach((value, index) => {
          const gap = Math.abs(value - (parametersOf(truth)[index] ?? NaN));
          expect(gap).toBeLessThan(4 * (errors[index] ?? NaN));
        });
      }
    }
  });

  test("SC-P29 simulated customers do after the end of observation what is expected of them, and live as said", () => {
    const worlds: readonly PurchaseModel[] = [
      { kind: "bg-nbd", parameters: { r: 0.5, alpha: 4, a: 0.8, b: 2.5 } },
      { kind: "mbg-nbd", parameters: { r: 0.9, alpha: 6, a: 1, b: 2 } },
      { kind: "pareto-nbd", parameters: { r: 0.9, alpha: 6, s: 1, beta: 9 } },
    ];
    for (const world of worlds) {
      const ages = Array.from({ length: 6000 }, (_, index) => 20 + (index % 20));
      const rows = simulatePurchases(world, { ages, seed: 8, holdoutTime: 15 });
      for (const group of [rows.filter(({ frequency }) => frequency === 0), rows.filter(({ frequency }) => frequency > 0)]) {
        const gaps = group.map((row) => row.holdoutFrequency - conditionalExpectedPurchases(world, row, 15));
        const lives = group.map((row) => Number(row.isAlive) - probabilityAlive(world, row));
        for (const list of [gaps, lives]) {
          const mean = list.reduce((sum, gap) => sum + gap, 0) / list.length;
          const deviation = Math.sqrt(list.reduce((sum, gap) => sum + gap * gap, 0) / list.length);
          expect(Math.abs(mean)).toBeLessThanOrEqual((4 * deviation) / Math.sqrt(list.length));
        }
      }
    }
  });

  test("SC-P27 a bootstrap's interval holds the parameters that it simulates, and agrees with the curvature", () => {
    const truth = { kind: "bg-nbd", parameters: { r: 0.8, alpha: 4, a: 0.8, b: 2.5 } } as const;
    const rows = simulatePurchases(truth, { ages: Array.from({ length: 800 }, () => 50), seed: 5 });
    const fit = fitBgNbd(rows);
    const boot = bootstrapPurchaseModel(fit, rows, { seed: 9, replications: 60 });
    expect(boot).toEqual(bootstrapPurchaseModel(fit, [...rows].reverse(), { seed: 9, replications: 60 }));
    expect(boot.converged + boot.boundary).toBe(60);
    for (const name of ["r", "alpha", "a", "b"] as const) {
      const { from, until } = boot.intervals[name];
      expect(from).toBeLessThan(fit.parameters[name]);
      expect(until).toBeGreaterThan(fit.parameters[name]);
      const ratio = (until - from) / (3.92 * (fit.standardErrors?.[name] ?? NaN));
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }
  });

  test("SC-P28 a sample first: with many patterns the fit is as good as from all starts", () => {
    const truth = { kind: "bg-nbd", parameters: { r: 0.5, alpha: 5, a: 0.7, b: 2 } } as const;
    const rows = simulatePurchases(truth, { ages: Array.from({ length: 4000 }, (_, index) => 30 + (index % 997) / 50), seed: 3 });
    const fit = fitBgNbd(rows);
    expect(fit.patterns).toBeGreaterThan(800);
    expect(fit.evaluations).toBeLessThan(30);
    for (const start of [[0, 2, 0, 0], [-1, 1, 1, 2]]) {
      const other = minimise(likelihoodOf("bg-nbd", rows), start);
      expect(fit.logLikelihood ?? NaN).toBeGreaterThanOrEqual(-other.value * rows.length - 1e-6);
    }
    expect(fit.gradientMax).toBeLessThan(1e-9);
  });
});
