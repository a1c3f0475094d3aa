import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  conditionalByFrequency,
  conditionalExpectedPurchases,
  conditionalExpectedPurchasesBatch,
  conditionalPurchaseProbabilities,
  expectedPurchases,
  frequencyFit,
  probabilityAlive,
  probabilityAliveBatch,
  probabilityAliveHistory,
  purchaseLogLikelihood,
  purchaseProbabilities,
  trackingTable,
} from "../../../src/scoring/index.js";
import type { PurchaseHistory, PurchaseModel } from "../../../src/scoring/index.js";
import { addDays, toDayNumber } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";
import { precise } from "../numeric/reference.js";
import { expectationPublished, paretoAlivePublished } from "./reference.js";

const size = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const shape = size(-2, 1.3);
const geometric = fc.record({ r: shape, alpha: size(-1, 2), a: shape, b: shape });
const pareto = fc.record({ r: shape, alpha: size(-1, 2), s: shape, beta: size(-1, 2) });
const models: fc.Arbitrary<PurchaseModel> = fc
  .oneof(
    fc.record({ kind: fc.constant("bg-nbd" as const), parameters: geometric }),
    fc.record({ kind: fc.constant("mbg-nbd" as const), parameters: geometric }),
    fc.record({ kind: fc.constant("pareto-nbd" as const), parameters: pareto }),
  )
  .map((model) => deepFreeze(model));
const histories: fc.Arbitrary<PurchaseHistory> = fc
  .record({ frequency: fc.integer({ min: 0, max: 40 }), age: size(-1, 2.5), share: fc.integer({ min: 1, max: 100 }) })
  .map(({ frequency, age, share }) => deepFreeze({ frequency, recency: frequency === 0 ? 0 : (age * share) / 100, age }));
const times = size(-2, 2.3);

const columnsOf = (list: readonly PurchaseHistory[]) => ({
  frequency: Float64Array.from(list, ({ frequency }) => frequency),
  recency: Float64Array.from(list, ({ recency }) => recency),
  age: Float64Array.from(list, ({ age }) => age),
});

/** Everything that may be asked of a model and a history. */
function answers(model: PurchaseModel, history: PurchaseHistory, time: number): readonly number[] {
  return [
    expectedPurchases(model, time),
    probabilityAlive(model, history),
    conditionalExpectedPurchases(model, history, time),
    ...purchaseProbabilities(model, time, 3),
    ...conditionalPurchaseProbabilities(model, history, time, 3),
    ...probabilityAliveBatch(model, columnsOf([history])),
    ...conditionalExpectedPurchasesBatch(model, columnsOf([history]), time),
  ];
}

describe("one customer", () => {
  test("SC-P1 the expectation is that of the published ₂F₁ in 60 digits", () => {
    fc.assert(
      fc.property(geometric, size(-2, 0.8), (parameters, ratio) => {
        const time = ratio * parameters.alpha;
        const c = parameters.a + parameters.b - 1;
        fc.pre(Math.abs(parameters.a - 1) > 1e-6 && c > 0);
        const exact = expectationPublished(parameters, time);
        const found = expectedPurchases({ kind: "bg-nbd", parameters }, time);
        expect(precise(found).div(exact).minus(1).abs().toNumber()).toBeLessThan(1e-11);
      }),
      runs(60),
    );
  });

  test("SC-P2 so it is where the sum would be long, and is integrated", () => {
    const long = fc.record({ r: size(4.3, 4.6), alpha: size(-1, 2), a: shape, b: size(0.3, 1.3) });
    fc.assert(
      fc.property(long, fc.constantFrom(0.27, 0.35), (parameters, ratio) => {
        fc.pre(Math.abs(parameters.a - 1) > 1e-6);
        const time = ratio * parameters.alpha;
        const exact = expectationPublished(parameters, time);
        const found = expectedPurchases({ kind: "bg-nbd", parameters }, time);
        expect(precise(found).div(exact).minus(1).abs().toNumber()).toBeLessThan(1e-11);
      }),
      runs(10),
    );
    const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    const exact = expectationPublished(parameters, 130 * parameters.alpha);
    const found = expectedPurchases({ kind: "bg-nbd", parameters }, 130 * parameters.alpha);
    expect(precise(found).div(exact).minus(1).abs().toNumber()).toBeLessThan(1e-11);
  });

  test("SC-P3 P(alive) of Pareto/NBD is that of the published difference of ₂F₁ in 60 digits", () => {
    const seen = { alphaLarger: 0, betaLarger: 0 };
    fc.assert(
      fc.property(pareto, histories, fc.boolean(), (given, history, isSwapped) => {
        const { alpha, beta } = given;
        const parameters = isSwapped ? { ...given, alpha: beta, beta: alpha } : given;
        const larger = Math.max(parameters.alpha, parameters.beta);
        fc.pre(Math.abs(parameters.alpha - parameters.beta) / (larger + history.recency) < 0.95);
        seen[parameters.alpha > parameters.beta ? "alphaLarger" : "betaLarger"] += 1;
        const exact = paretoAlivePublished(parameters, history);
        const model = { kind: "pareto-nbd", parameters } as const;
        // An integral for one, a polynomial for many.
        const many = probabilityAliveBatch(model, columnsOf([history]));
        for (const found of [probabilityAlive(model, history), many[0] ?? NaN]) {
          // Where the answer is 1 but for rounding the difference is zero in 60 digits as well.
          expect(precise(found).div(exact).minus(1).abs().toNumber()).toBeLessThan(1e-11);
        }
      }),
      runs(60),
    );
    expect(Math.min(seen.alphaLarger, seen.betaLarger)).toBeGreaterThanOrEqual(seenMin(5));
  });

  test("SC-P4 probabilities lie in [0, 1], and P(alive) rises with recency", () => {
    fc.assert(
      fc.property(models, histories, fc.integer({ min: 1, max: 99 }), (model, history, percent) => {
        const alive = probabilityAlive(model, history);
        expect(alive >= 0 && alive <= 1).toBe(true);
        if (history.frequency === 0) return;
        const earlier = probabilityAlive(model, { ...history, recency: (history.recency * percent) / 100 });
        expect(earlier).toBeLessThanOrEqual(alive * (1 + 1e-12));
      }),
      runs(300),
    );
  });

  test("SC-P5 without a repeat purchase BG/NBD is certain, the others are not; without silence Pareto/NBD is", () => {
    fc.assert(
      fc.property(models, histories, (model, { age }) => {
        const alive = probabilityAlive(model, { frequency: 0, recency: 0, age });
        if (model.kind === "bg-nbd") expect(alive).toBe(1);
        else expect(alive).toBeLessThan(1);
        if (model.kind === "pareto-nbd") expect(probabilityAlive(model, { frequency: 3, recency: age, age })).toBe(1);
      }),
      runs(200),
    );
  });

  test("SC-P6 expectations are 0 at time 0 and rise with time; conditional ones are at most those of the living", () => {
    fc.assert(
      fc.property(models, histories, times, (model, history, time) => {
        expect(expectedPurchases(model, 0)).toBe(0);
        expect(conditionalExpectedPurchases(model, history, 0)).toBe(0);
        expect(expectedPurchases(model, time)).toBeLessThan(expectedPurchases(model, time * 1.01));
        const some = conditionalExpectedPurchases(model, history, time);
        expect(some).toBeLessThanOrEqual(conditionalExpectedPurchases(model, history, time * 1.01));
        const { r, alpha } = model.parameters;
        const rateIfNobodyLeft = (r + history.frequency) / (alpha + history.age);
        expect(some).toBeLessThanOrEqual(probabilityAlive(model, history) * rateIfNobodyLeft * time * (1 + 1e-12));
      }),
      runs(200),
    );
  });

  test("SC-P7 probabilities sum to 1, and their mean is the expectation", () => {
    fc.assert(
      fc.property(
        models.filter(({ parameters }) => parameters.r < 5 && parameters.alpha > 1),
        fc.double({ min: 0.1, max: 1.5, noNaN: true }),
        (model, ratio) => {
          const time = ratio * model.parameters.alpha;
          const chances = purchaseProbabilities(model, time, 150);
          expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
          const mean = chances.reduce((sum, chance, count) => sum + chance * count, 0);
          expect(mean).toBeCloseTo(expectedPurchases(model, time), 8);
        },
      ),
      runs(40),
    );
  });

  test("SC-P15 probabilities of a known customer's purchases sum to 1; their mean is the conditional expectation", () => {
    fc.assert(
      fc.property(
        models.filter(({ parameters }) => parameters.r < 5 && parameters.alpha > 1),
        histories.filter(({ frequency }) => frequency < 6),
        fc.double({ min: 0.1, max: 1.5, noNaN: true }),
        (model, history, ratio) => {
          const time = ratio * (model.parameters.alpha + history.age);
          const chances = conditionalPurchaseProbabilities(model, history, time, 200);
          expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
          expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
          const mean = chances.reduce((sum, chance, count) => sum + chance * count, 0);
          expect(mean).toBeCloseTo(conditionalExpectedPurchases(model, history, time), 8);
        },
      ),
      runs(40),
    );
  });

  test("SC-P16 long horizons, wide shapes and ages that repeat: columns still say what rows say", () => {
    const wide = fc.record({ r: shape, alpha: size(-1, 0.5), a: size(-1, 1.7), b: shape });
    const rows = fc
      .array(fc.record({ frequency: fc.integer({ min: 0, max: 4 }), age: fc.integer({ min: 1, max: 4 }) }), { maxLength: 20 })
      .map((list) => list.map(({ frequency, age }) => ({ frequency, recency: frequency === 0 ? 0 : age / 2, age })));
    fc.assert(
      fc.property(wide, fc.constantFrom("bg-nbd" as const, "mbg-nbd" as const), rows, size(1, 2.5), (parameters, kind, list, time) => {
        const model = { kind, parameters };
        const expected = conditionalExpectedPurchasesBatch(model, columnsOf(list), time);
        list.forEach((history, index) => {
          const one = conditionalExpectedPurchases(model, history, time);
          expect(Math.abs((expected[index] ?? NaN) - one)).toBeLessThanOrEqual(1e-10 * one);
        });
      }),
      runs(40),
    );
  });

  test("SC-P8 who is known for no time at all is expected to do what a new customer does", () => {
    fc.assert(
      fc.property(models, times, (model, time) => {
        const known = conditionalExpectedPurchases(model, { frequency: 0, recency: 0, age: 0 }, time);
        expect(known / expectedPurchases(model, time)).toBeCloseTo(1, 10);
      }),
      runs(100),
    );
  });

  test("SC-P9 a unit of time changes nothing but the unit", () => {
    fc.assert(
      fc.property(models, histories, times, size(-3, 3), (model, history, time, unit) => {
        const parameters =
          model.kind === "pareto-nbd"
            ? { ...model.parameters, alpha: model.parameters.alpha * unit, beta: model.parameters.beta * unit }
            : { ...model.parameters, alpha: model.parameters.alpha * unit };
        const other = { kind: model.kind, parameters } as PurchaseModel;
        const moved = { ...history, recency: history.recency * unit, age: history.age * unit };
        const here = answers(model, history, time);
        answers(other, moved, time * unit).forEach((value, index) => {
          const size = Math.max(Math.abs(here[index] ?? 0), 1e-280);
          expect(Math.abs(value - (here[index] ?? NaN)) / size).toBeLessThan(1e-8);
        });
      }),
      runs(100),
    );
  });

  test("SC-P10 nothing is NaN or infinite for parameters and histories of any size", () => {
    const wild = size(-30, 30);
    const wildModels = fc.oneof(
      fc.record({ kind: fc.constantFrom("bg-nbd" as const, "mbg-nbd" as const), parameters: fc.record({ r: wild, alpha: wild, a: wild, b: wild }) }),
      fc.record({ kind: fc.constant("pareto-nbd" as const), parameters: fc.record({ r: wild, alpha: wild, s: wild, beta: wild }) }),
    );
    const wildHistories = fc
      .record({ frequency: fc.oneof(fc.constant(0), fc.constant(Number.MAX_SAFE_INTEGER), fc.integer({ min: 1, max: 1e6 })), age: size(-9, 12), share: size(-300, 0) })
      .map(({ frequency, age, share }) => ({ frequency, recency: frequency === 0 ? 0 : Math.max(5e-324, age * share), age }));
    fc.assert(
      fc.property(wildModels, wildHistories, size(-300, 12), (model, history, time) => {
        for (const value of answers(model, history, time)) expect(Number.isFinite(value) && value >= 0).toBe(true);
        expect(Number.isFinite(purchaseLogLikelihood(model, [history]))).toBe(true);
      }),
      runs(300),
    );
  });
});

describe("many customers", () => {
  const lists = fc.array(histories, { minLength: 1, maxLength: 30 });

  test("SC-P11 columns say what rows say", () => {
    fc.assert(
      fc.property(models, lists, times, (model, list, time) => {
        const alive = probabilityAliveBatch(model, columnsOf(list));
        const expected = conditionalExpectedPurchasesBatch(model, columnsOf(list), time);
        list.forEach((history, index) => {
          const exact = probabilityAlive(model, history);
          if (model.kind !== "pareto-nbd") expect(alive[index]).toBe(exact);
          expect(Math.abs((alive[index] ?? NaN) - exact)).toBeLessThanOrEqual(1e-11 * exact);
          const one = conditionalExpectedPurchases(model, history, time);
          expect(Math.abs((expected[index] ?? NaN) - one)).toBeLessThanOrEqual(1e-10 * one);
        });
      }),
      runs(200),
    );
  });

  test("SC-P12 tables conserve customers and do not depend on the order of rows", () => {
    fc.assert(
      fc.property(models, lists, (model, list) => {
        const rows = list.map((history, index) => ({ ...history, holdoutFrequency: index % 3, count: 1 + (index % 2) }));
        const customers = rows.reduce((sum, { count }) => sum + count, 0);
        const table = conditionalByFrequency(model, rows, { time: 10, frequencyMax: 4 });
        expect(table.reduce((sum, row) => sum + row.customers, 0)).toBe(customers);
        const actual = table.reduce((sum, row) => sum + row.customers * (row.actual ?? 0), 0);
        expect(actual).toBeCloseTo(rows.reduce((sum, row) => sum + row.count * row.holdoutFrequency, 0), 9);
        expect(conditionalByFrequency(model, [...rows].reverse(), { time: 10, frequencyMax: 4 })).toEqual(table);
        const fit = frequencyFit(model, rows, { frequencyMax: 3 });
        expect(fit.reduce((sum, row) => sum + row.expected, 0)).toBeCloseTo(customers, 8);
        expect(fit.reduce((sum, row) => sum + row.actual, 0)).toBe(customers);
        expect(frequencyFit(model, [...rows].reverse(), { frequencyMax: 3 })).toEqual(fit);
      }),
      runs(60),
    );
  });

  test("SC-P13 periods of a tracking table add up to the expectation of all customers at their ages", () => {
    fc.assert(
      fc.property(models, lists, fc.integer({ min: 1, max: 20 }), (model, list, periods) => {
        const oldest = Math.max(...list.map(({ age }) => age));
        const table = trackingTable(model, list, { periodLength: oldest / periods, periods });
        const whole = list.reduce((sum, { age }) => sum + expectedPurchases(model, age), 0);
        expect((table.at(-1)?.expectedCumulative ?? NaN) / whole).toBeCloseTo(1, 8);
        expect(table.reduce((sum, { expected }) => sum + expected, 0) / whole).toBeCloseTo(1, 8);
      }),
      runs(60),
    );
  });

  test("SC-P14 a history by day is P(alive) of what was known on the day", () => {
    fc.assert(
      fc.property(models, fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: -20, max: 400 }), (model, days, at) => {
        const date = (day: number): string => addDays("2026-01-01", day);
        const purchases = days.map(date);
        const [point] = probabilityAliveHistory(model, { purchases, dates: [date(at)], timeUnit: "week" });
        const known = [...new Set(days.filter((day) => day <= at))].sort((a, b) => a - b);
        if (known.length === 0) {
          expect(point).toEqual({ date: date(at), frequency: null, probabilityAlive: null });
          return;
        }
        const [first = NaN] = known;
        const last = known.at(-1) ?? NaN;
        const history = { frequency: known.length - 1, recency: (last - first) / 7, age: (at - first) / 7 };
        expect(point?.probabilityAlive).toBe(probabilityAlive(model, history));
        expect(point?.frequency).toBe(history.frequency);
        expect(toDayNumber(point?.date ?? "")).toBe(toDayNumber("2026-01-01") + at);
      }),
      runs(100),
    );
  });
});
