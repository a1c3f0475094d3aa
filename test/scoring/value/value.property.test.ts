import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  customerLifetimeValue,
  expectedSpend,
  fitGammaGamma,
  gammaGammaLogLikelihood,
  lifetimeValueBatch,
  markovClv,
  meanSpend,
  residualLifetimeValue,
  residualPurchases,
  retentionClv,
} from "../../../src/scoring/value/index.js";
import type {
  ForecastModel,
  GammaGammaModel,
  KnownLifetimeValue,
  SpendPattern,
} from "../../../src/scoring/value/index.js";
import { conditionalExpectedPurchases } from "../../../src/scoring/purchase/index.js";
import type { PurchaseModel } from "../../../src/scoring/purchase/index.js";
import { exponentialVariate, gammaVariate, randomSource } from "../../../src/scoring/numeric/random.js";
import { minorUnits, money, roundingModes, sum } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const shape = fc.integer({ min: -150, max: 200 }).map((hundredths) => Math.exp(hundredths / 100));
const spendModels: fc.Arbitrary<GammaGammaModel> = fc
  .record({ p: shape, q: shape, gamma: shape })
  .map((parameters) => deepFreeze({ kind: "gamma-gamma" as const, parameters }));
type Spent = SpendPattern & { readonly monetary: number };
const spends: fc.Arbitrary<Spent> = fc.record({
  frequency: fc.integer({ min: 1, max: 30 }),
  monetary: fc.integer({ min: 1, max: 50_000 }).map((cents) => cents / 100),
});
const purchaseModels: fc.Arbitrary<PurchaseModel> = fc.oneof(
  fc
    .record({ r: shape, alpha: shape, a: shape, b: shape })
    .chain((parameters) =>
      fc.constantFrom<PurchaseModel>({ kind: "bg-nbd", parameters }, { kind: "mbg-nbd", parameters }),
    ),
  fc
    .record({ r: shape, alpha: shape, s: shape, beta: shape })
    .map((parameters): PurchaseModel => ({ kind: "pareto-nbd", parameters })),
);
const histories = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 400 }), fc.nat({ max: 99 }))
  .map(([frequency, days, share]) => ({
    frequency,
    recency: frequency === 0 ? 0 : Math.max(1, Math.floor((days * (share + 1)) / 100)) / 7,
    age: days / 7,
    monetary: frequency === 0 ? 0 : 5 + share,
  }));
const discounts = fc.integer({ min: 1, max: 300 }).map((thousandths) => thousandths / 1000);
const fixed = { kind: "fixed-spend", average: 37.5 } as const;

function known<Model extends ForecastModel>(
  ...given: Parameters<typeof customerLifetimeValue<Model, "EUR">>
): KnownLifetimeValue<"EUR"> {
  const value = customerLifetimeValue(...given);
  if (value.state !== "known") throw new Error("no value");
  return value;
}

/** The density of a mean spend from two integrals done by hand: m of the client, then its prior. */
function slowDensity({ parameters: { p, q, gamma } }: GammaGammaModel, { frequency: x, monetary: z }: Spent): number {
  const logGamma = (value: number): number => {
    let shifted = value;
    let product = 1;
    for (; shifted < 30; shifted += 1) product *= shifted;
    return (shifted - 0.5) * Math.log(shifted) - shifted + 0.918_938_533_204_672_8 + 1 / (12 * shifted) - 1 / (360 * shifted ** 3) - Math.log(product);
  };
  let total = 0;
  const step = 0.01;
  for (let y = -40; y < 12; y += step) {
    const rate = Math.exp(y);
    const prior = q * Math.log(gamma) + q * y - gamma * rate - logGamma(q);
    const given = p * x * Math.log(rate * x) + (p * x - 1) * Math.log(z) - rate * x * z - logGamma(p * x);
    total += Math.exp(prior + given) * step;
  }
  return total;
}

describe("gamma–gamma", () => {
  test("SC-V21 the likelihood is the density of a gamma whose rate is gamma distributed", () => {
    fc.assert(
      fc.property(spendModels, spends, (model, row) => {
        const slow = Math.log(slowDensity(model, row));
        fc.pre(slow > -200);
        expect(gammaGammaLogLikelihood(model, [row])).toBeCloseTo(slow, 5);
      }),
      runs(40),
    );
  });

  test("SC-V22 expected spend lies between the own mean and that of all, nearer with each purchase", () => {
    let drawn = 0;
    fc.assert(
      fc.property(spendModels, spends, (model, { frequency, monetary }) => {
        const all = meanSpend(model);
        const one = expectedSpend(model, { frequency, monetary });
        const more = expectedSpend(model, { frequency: frequency + 5, monetary });
        if (all.state !== "known" || one.state !== "known" || more.state !== "known") {
          expect(model.parameters.q).toBeLessThanOrEqual(1);
          return;
        }
        drawn += 1;
        const [low, high] = [Math.min(all.value, monetary), Math.max(all.value, monetary)];
        expect(one.value).toBeGreaterThanOrEqual(low * (1 - 1e-12));
        expect(one.value).toBeLessThanOrEqual(high * (1 + 1e-12));
        const distance = (value: number): number => Math.abs(value - monetary);
        expect(distance(more.value)).toBeLessThanOrEqual(distance(one.value) * (1 + 1e-9) + 1e-9);
      }),
      runs(200),
    );
    expect(drawn).toBeGreaterThanOrEqual(seenMin(80));
  });

  test("SC-V23 a fit is above every random point, whatever the order, the form and the unit of money", () => {
    fc.assert(
      fc.property(
        fc.array(spends, { minLength: 15, maxLength: 60 }),
        fc.array(spendModels, { minLength: 4, maxLength: 4 }),
        (rows, others) => {
          const fit = fitGammaGamma(rows);
          const best = gammaGammaLogLikelihood(fit, rows);
          expect(Math.abs(best - (fit.logLikelihood ?? NaN))).toBeLessThan(1e-5 * (1 + Math.abs(best)));
          for (const other of others) {
            expect(gammaGammaLogLikelihood(other, rows)).toBeLessThanOrEqual(best + 1e-6);
          }
          expect(fitGammaGamma([...rows].reverse())).toEqual(fit);
          const columns = {
            frequency: rows.map((row) => row.frequency),
            monetary: rows.map((row) => row.monetary),
          };
          expect(fitGammaGamma(columns)).toEqual(fit);
          const inCents = fitGammaGamma(rows.map((row) => ({ ...row, monetary: row.monetary * 128 })));
          if (fit.status !== "converged" || inCents.status !== "converged") return;
          expect(inCents.parameters.gamma / fit.parameters.gamma).toBeCloseTo(128, 3);
          expect(inCents.parameters.p / fit.parameters.p).toBeCloseTo(1, 5);
        },
      ),
      runs(30),
    );
  });

  test("SC-V24 simulated customers give back their parameters within four standard errors", () => {
    for (const [p, q, gamma, seed] of [[6.25, 3.74, 15.44, 1], [1.5, 2.5, 80, 2], [20, 8, 5, 3]] as const) {
      const source = randomSource(seed);
      const rows = Array.from({ length: 8000 }, () => {
        const frequency = 1 + Math.floor(2 * exponentialVariate(source));
        const rate = gammaVariate(source, q, gamma);
        return { frequency, monetary: gammaVariate(source, p * frequency, rate * frequency) };
      });
      const fit = fitGammaGamma(rows);
      expect(fit.status).toBe("converged");
      const truth = { p, q, gamma };
      for (const name of ["p", "q", "gamma"] as const) {
        const error = fit.standardErrors?.[name] ?? NaN;
        expect(Math.abs(fit.parameters[name] - truth[name])).toBeLessThan(4 * error);
      }
      expect(Math.abs(fit.correlation ?? 1)).toBeLessThan(0.1);
    }
  });
});

describe("lifetime value", () => {
  test("SC-V31 the path sums to the value in money, by every rounding", () => {
    fc.assert(
      fc.property(
        purchaseModels,
        histories,
        discounts,
        fc.constantFrom(...roundingModes),
        fc.integer({ min: -100, max: 100 }),
        (model, history, discountRate, rounding, percent) => {
          const options = { periods: 9, periodLength: 4, discountRate, currency: "EUR", rounding, marginRate: percent / 100 } as const;
          const { value, path, unrounded } = known(model, fixed, history, options);
          expect(sum(path.map((one) => one.value), "EUR")).toEqual(value);
          expect(Math.abs(Number(value.amount) - unrounded)).toBeLessThanOrEqual(0.01);
        },
      ),
      runs(150),
    );
  });

  test("SC-V32 value rises with margin and horizon, and falls with the discount and its delay", () => {
    fc.assert(
      fc.property(purchaseModels, histories, discounts, (model, history, discountRate) => {
        const base = { periods: 8, periodLength: 4, discountRate, currency: "EUR", marginRate: 0.3 } as const;
        const of = (more: object): number => known(model, fixed, history, { ...base, ...more }).unrounded;
        const value = of({});
        const slack = 1e-9 * value;
        expect(of({ marginRate: 0.4 })).toBeGreaterThanOrEqual(value - slack);
        expect(of({ periods: 9 })).toBeGreaterThanOrEqual(value - slack);
        expect(of({ discountRate: discountRate * 2 })).toBeLessThanOrEqual(value + slack);
        expect(of({ discountAt: "middle" }) / value).toBeCloseTo(Math.sqrt(1 + discountRate), 8);
        expect(of({ discountAt: "start" }) / value).toBeCloseTo(1 + discountRate, 8);
      }),
      runs(100),
    );
  });

  test("SC-V33 the first periods of a long horizon are those of a short one", () => {
    fc.assert(
      fc.property(purchaseModels, histories, discounts, (model, history, discountRate) => {
        const options = { periodLength: 4, discountRate, currency: "EUR" } as const;
        const short = known(model, fixed, history, { ...options, periods: 4 });
        const long = known(model, fixed, history, { ...options, periods: 10 });
        expect(long.path.slice(0, 4)).toEqual(short.path);
        const later = long.path.slice(4).reduce((rest, one) => rest + one.expectedPurchases * one.discountFactor, 0);
        expect(long.discountedPurchases).toBeCloseTo(short.discountedPurchases + later, 9);
        const undiscounted = known(model, fixed, history, { ...options, discountRate: 0, periods: 10 });
        const { monetary: _, ...past } = history;
        const expected = conditionalExpectedPurchases(model, past, 40);
        expect(undiscounted.unrounded / 37.5).toBeCloseTo(expected, 7);
      }),
      runs(80),
    );
  });

  test("SC-V34 columns give the amounts of single clients, and their exact sum", () => {
    fc.assert(
      fc.property(
        purchaseModels,
        fc.array(histories, { maxLength: 12 }),
        fc.constantFrom(...roundingModes),
        fc.constantFrom("EUR", "JPY", "KWD"),
        (model, rows, rounding, currency) => {
          const spend = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
          const options = { periods: 6, periodLength: 4, discountRate: 0.01, marginRate: -0.3, currency, rounding };
          const singles = rows.map((row) => customerLifetimeValue(model, spend, row, options));
          const batch = lifetimeValueBatch(
            model,
            spend,
            {
              frequency: rows.map((row) => row.frequency),
              recency: rows.map((row) => row.recency),
              age: rows.map((row) => row.age),
              monetary: rows.map((row) => row.monetary),
            },
            options,
          );
          const amounts = singles.flatMap((one) => (one.state === "known" ? [one.value] : []));
          expect([...batch.minorUnits]).toEqual(amounts.map((amount) => Number(minorUnits(amount))));
          expect(batch.total).toEqual(sum(amounts, currency));
        },
      ),
      runs(80),
    );
  });

  test("SC-V35 residual purchases are what is left when periods become short and many", () => {
    fc.assert(
      fc.property(purchaseModels, histories, fc.integer({ min: 50, max: 400 }), (model, { monetary: _, ...history }, permille) => {
        const rate = permille / 1000;
        const found = residualPurchases(model, history, { discountRate: rate });
        const delta = Math.log(1 + rate);
        // ∫ δ e^(−δt) E(t) dt in w with δt = w³, as E rises steeply at first: Simpson's rule.
        const steps = 600;
        const width = 3.3 / steps;
        let total = 0;
        for (let step = 0; step <= steps; step += 1) {
          const v = (step * width) ** 3;
          const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
          const slope = 3 * (step * width) ** 2;
          total += weight * slope * Math.exp(-v) * conditionalExpectedPurchases(model, history, v / delta);
        }
        const slow = (total * width) / 3;
        expect(found.state === "known" ? found.value : NaN).toBeGreaterThanOrEqual(0);
        expect(Math.abs((found.state === "known" ? found.value : NaN) - slow)).toBeLessThan(1e-6 * slow + 1e-12);
      }),
      runs(40),
    );
  });

  test("SC-V37 residual purchases fall with the discount, and next to none come to what none gives", () => {
    // Tails light enough for a billionth not to show.
    const light = fc.record({ r: shape.map((r) => 2 + r), alpha: shape, a: shape.map((a) => 3 + a), b: shape });
    fc.assert(
      fc.property(light, fc.constantFrom("bg-nbd", "mbg-nbd"), histories, (parameters, kind, { monetary: _, ...history }) => {
        const model = { kind, parameters };
        const of = (discountRate: number): number => {
          const found = residualPurchases(model, history, { discountRate });
          return found.state === "known" ? found.value : NaN;
        };
        const none = of(0);
        let before = none;
        for (const discountRate of [1e-9, 1e-7, 1e-5, 1e-3, 0.1]) {
          const value = of(discountRate);
          expect(value).toBeLessThanOrEqual(before * (1 + 1e-9));
          before = value;
        }
        expect(before).toBeGreaterThan(0);
        expect(of(1e-9)).toBeGreaterThanOrEqual(none * (1 - 1e-5));
      }),
      runs(40),
    );
  });

  test("SC-V36 the residual value is spend × margin × residual purchases, and above every horizon", () => {
    fc.assert(
      fc.property(purchaseModels, histories, discounts, (model, history, discountRate) => {
        const options = { discountRate, marginRate: 0.5, currency: "EUR" } as const;
        const residual = residualLifetimeValue(model, fixed, history, options);
        if (residual.state !== "known") throw new Error("no value");
        expect(residual.unrounded).toBeCloseTo(residual.discountedPurchases * 37.5 * 0.5, 9);
        const year = known(model, fixed, history, { ...options, periods: 50 });
        expect(residual.unrounded).toBeGreaterThanOrEqual(year.unrounded * (1 - 1e-9));
      }),
      runs(60),
    );
  });
});

describe("retention and Markov chains", () => {
  const rates = fc.integer({ min: 0, max: 999 }).map((permille) => permille / 1000);
  const euros = fc.integer({ min: 1, max: 1e7 }).map((cents) => money((cents / 100).toFixed(2), "EUR"));

  test("SC-V41 a chain of staying or leaving is constant retention, with and without a horizon", () => {
    fc.assert(
      fc.property(euros, rates, discounts, fc.integer({ min: 0, max: 40 }), (margin, retentionRate, discountRate, horizon) => {
        const terms = { margin, retentionRate, discountRate, firstMargin: "now" } as const;
        const chain = {
          states: [{ id: "client", reward: margin }, { id: "lost", reward: money("0.00", "EUR") }],
          transitions: [[retentionRate, 1 - retentionRate], [0, 1]],
          discountRate,
        };
        const endless = retentionClv(terms);
        const [client] = markovClv(chain);
        const multiplier = endless.state === "known" ? endless.multiplier : NaN;
        expect((client?.unrounded ?? NaN) / Number(margin.amount) / multiplier).toBeCloseTo(1, 11);
        // Rewards at 0 … T are T + 1 margins.
        const ended = retentionClv({ ...terms, horizonPeriods: horizon + 1 });
        const [until] = markovClv({ ...chain, horizonPeriods: horizon });
        let series = 0;
        for (let period = 0; period <= horizon; period += 1) series += (retentionRate / (1 + discountRate)) ** period;
        expect(ended.state === "known" ? ended.multiplier / series : NaN).toBeCloseTo(1, 11);
        expect((until?.unrounded ?? NaN) / Number(margin.amount) / series).toBeCloseTo(1, 11);
      }),
      runs(150),
    );
  });

  test("SC-V42 certain retention is the geometric series of the discount", () => {
    fc.assert(
      fc.property(euros, discounts, (margin, discountRate) => {
        const [only] = markovClv({ states: [{ id: "client", reward: margin }], transitions: [[1]], discountRate });
        const expected = (Number(margin.amount) * (1 + discountRate)) / discountRate;
        expect((only?.unrounded ?? NaN) / expected).toBeCloseTo(1, 12);
      }),
      runs(100),
    );
  });

  test("SC-V43 a value is the reward and what the next states are worth, discounted", () => {
    const chains = fc.integer({ min: 1, max: 6 }).chain((size) =>
      fc.record({
        rewards: fc.array(fc.integer({ min: -500, max: 5000 }), { minLength: size, maxLength: size }),
        weights: fc.array(
          fc.array(fc.integer({ min: 0, max: 5 }), { minLength: size, maxLength: size }),
          { minLength: size, maxLength: size },
        ),
      }),
    );
    let free = 0;
    fc.assert(
      fc.property(chains, fc.boolean(), fc.oneof(discounts, fc.constant(0)), (given, mayLeave, discountRate) => {
        // With one more state, in which nothing comes and from which nobody returns.
        const rewards = mayLeave ? [...given.rewards, 0] : given.rewards;
        const weights = mayLeave ? [...given.weights.map((row) => [...row, 1]), rewards.map(() => 0)] : given.weights;
        const transitions = weights.map((row, state) => {
          const total = row.reduce((all, one) => all + one, 0);
          return row.map((one, index) => (total === 0 ? Number(index === state) : one / total));
        });
        const states = rewards.map((reward, index) => ({ id: `s${String(index)}`, reward: money(reward, "EUR") }));
        const values = markovClv({ states, transitions, discountRate });
        values.forEach(({ unrounded, reason, value }, state) => {
          if (reason !== null) {
            expect([unrounded, value, discountRate]).toEqual([null, null, 0]);
            return;
          }
          if (discountRate === 0) free += 1;
          const next = (transitions[state] ?? []).reduce((all, share, other) => {
            return share === 0 ? all : all + share * (values[other]?.unrounded ?? NaN);
          }, 0);
          const expected = (rewards[state] ?? 0) + next / (1 + discountRate);
          expect(Math.abs((unrounded ?? NaN) - expected)).toBeLessThan(1e-9 * (1 + Math.abs(expected) + 5000 / Math.max(discountRate, 0.01)));
        });
      }),
      runs(300),
    );
    expect(free).toBeGreaterThanOrEqual(seenMin(10));
  });

  test("SC-V44 value rises with retention and margin, and falls with the discount", () => {
    fc.assert(
      fc.property(rates, discounts, (retentionRate, discountRate) => {
        const of = (more: object): number => {
          const margin = money("100.00", "EUR");
          const clv = retentionClv({ margin, retentionRate, discountRate, firstMargin: "now", ...more });
          return clv.state === "known" ? clv.multiplier : NaN;
        };
        expect(of({ retentionRate: retentionRate + 0.001 })).toBeGreaterThan(of({}));
        expect(of({ discountRate: discountRate + 0.01 })).toBeLessThanOrEqual(of({}));
        expect(of({ horizonPeriods: 10 })).toBeLessThanOrEqual(of({}) * (1 + 1e-12));
      }),
      runs(100),
    );
  });
});
