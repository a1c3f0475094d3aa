import { describe, expect, test } from "vitest";

import {
  customerLifetimeValue,
  discountRatePerPeriod,
  expectedSpend,
  fitGammaGamma,
  gammaGammaLogLikelihood,
  lifetimeValueBatch,
  markovClv,
  meanSpend,
  residualLifetimeValue,
  residualPurchases,
  retentionClv,
  sbgClv,
} from "../../../src/scoring/value/index.js";
import type { GammaGammaModel, RetentionTerms } from "../../../src/scoring/value/index.js";
import type { BgBbModel, SbgModel } from "../../../src/scoring/contract/index.js";
import type { BgNbdModel } from "../../../src/scoring/purchase/index.js";
import { isClienteleError, money } from "../../../src/values/index.js";

const bgNbd: BgNbdModel = { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } };
const bgBb: BgBbModel = { kind: "bg-bb", parameters: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 } };
const sbg: SbgModel = { kind: "sbg", parameters: { alpha: 0.7, beta: 1.2 } };
const spend: GammaGammaModel = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } };
const heavy: GammaGammaModel = { kind: "gamma-gamma", parameters: { p: 0.1, q: 0.8, gamma: 15 } };
const fixed = { kind: "fixed-spend", average: 40 } as const;
const client = { frequency: 2, recency: 30.43, age: 38.86, monetary: 22.35 };
const year = { periods: 12, periodLength: 30 / 7, discountRate: 0.01, currency: "USD" } as const;
const margin = money("100.00", "EUR");
const retention: RetentionTerms<"EUR"> = { margin, retentionRate: 0.8, discountRate: 0.1, firstMargin: "now" };
const contract = { margin, renewals: 0, discountRate: 0.1, firstMargin: "now" } as const;
const columns = { frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86], monetary: [22.35, 0] };
const states = [
  { id: "active", reward: money("10.00", "EUR") },
  { id: "lost", reward: money("0.00", "EUR") },
];
const chain = { states, transitions: [[0.5, 0.5], [0, 1]], discountRate: 0.1 };

describe("bad input is refused with a code and a path", () => {
  const never = (value: unknown): never => value as never;
  test.each([
    ["no terms", () => retentionClv(never(null)), "schema.type", "terms"],
    ["a bare number as margin", () => retentionClv(never({ ...retention, margin: 100 })), "money.type", "margin"],
    ["a margin finer than a cent", () => retentionClv({ ...retention, margin: never({ amount: "1.005", currency: "EUR" }) }), "money.scale", "margin.amount"],
    ["a retention above 1", () => retentionClv({ ...retention, retentionRate: 1.1 }), "schema.range", "retentionRate"],
    ["a retention that is NaN", () => retentionClv({ ...retention, retentionRate: NaN }), "schema.not_finite", "retentionRate"],
    ["a negative discount", () => retentionClv({ ...retention, discountRate: -0.1 }), "scoring.discount_rate", "discountRate"],
    ["a discount of 5e-324", () => retentionClv({ ...retention, discountRate: 5e-324 }), "scoring.discount_rate", "discountRate"],
    ["no convention", () => retentionClv(never({ ...retention, firstMargin: undefined })), "schema.value", "firstMargin"],
    ["a shrinking below nothing", () => retentionClv({ ...retention, growthRate: -1.5 }), "schema.range", "growthRate"],
    ["half a period", () => retentionClv({ ...retention, horizonPeriods: 0.5 }), "schema.type", "horizonPeriods"],
    ["an unknown rounding", () => retentionClv({ ...retention, rounding: never("bankers") }), "config.rounding", "rounding"],
    ["an unknown term", () => retentionClv(never({ ...retention, churn: 0.2 })), "schema.unknown_key", "terms.churn"],
    ["no states", () => markovClv({ ...chain, states: [], transitions: [] }), "scoring.no_states", "states"],
    ["a state twice", () => markovClv({ ...chain, states: never([states[0], states[0]]) }), "scoring.duplicate_id", "states[1].id"],
    ["two currencies", () => markovClv({ ...chain, states: never([states[0], { id: "x", reward: money("1.00", "USD") }]) }), "money.currency_mismatch", "states[1].reward.currency"],
    ["a row too few", () => markovClv({ ...chain, transitions: [[0.5, 0.5]] }), "scoring.transitions", "transitions"],
    ["a row that does not sum to 1", () => markovClv({ ...chain, transitions: [[0.5, 0.4], [0, 1]] }), "scoring.transitions", "transitions[0]"],
    ["a negative chance", () => markovClv({ ...chain, transitions: [[1.5, -0.5], [0, 1]] }), "schema.range", "transitions[0][0]"],
    ["a text as a chance", () => markovClv(never({ ...chain, transitions: [["a", 1], [0, 1]] })), "schema.type", "transitions[0][0]"],
    ["too long a horizon", () => markovClv({ ...chain, horizonPeriods: 1e9 }), "schema.range", "horizonPeriods"],
    ["an annual rate of −1", () => discountRatePerPeriod(-1, 12), "scoring.discount_rate", "annualRate"],
    ["periods so long that their rate has no number", () => discountRatePerPeriod(0.15, 1e-300), "scoring.discount_rate", "periodsPerYear"],
    ["no periods in a year", () => discountRatePerPeriod(0.1, 0), "schema.range", "periodsPerYear"],
    ["nobody who paid for a repeat purchase", () => fitGammaGamma([{ frequency: 1, monetary: 0 }]), "scoring.empty", "rows"],
    ["negative spend", () => fitGammaGamma([{ frequency: 1, monetary: -5 }]), "scoring.monetary_value", "rows[0].monetary"],
    ["spend of 1e308", () => fitGammaGamma([{ frequency: 1, monetary: 1e308 }]), "scoring.monetary_value", "rows[0].monetary"],
    ["spend of 5e-324", () => expectedSpend(spend, { frequency: 1, monetary: 5e-324 }), "scoring.monetary_value", "history.monetary"],
    ["half a purchase", () => fitGammaGamma([{ frequency: 0.5, monetary: 5 }]), "schema.type", "rows[0].frequency"],
    ["nobody with a repeat purchase", () => fitGammaGamma([{ frequency: 0, monetary: null }]), "scoring.empty", "rows"],
    ["no rows", () => fitGammaGamma([]), "scoring.empty", "rows"],
    ["rows of another kind", () => fitGammaGamma(never(7)), "schema.type", "rows"],
    ["columns of two lengths", () => fitGammaGamma({ frequency: [1, 2], monetary: [3] }), "scoring.column_length", "rows.monetary"],
    ["a negative count", () => fitGammaGamma([{ frequency: 1, monetary: 1, count: -1 }]), "schema.range", "rows[0].count"],
    ["a penalty that is NaN", () => fitGammaGamma([{ frequency: 1, monetary: 1 }], { penalty: NaN }), "schema.not_finite", "options.penalty"],
    ["a q of zero", () => meanSpend({ kind: "gamma-gamma", parameters: { p: 1, q: 0, gamma: 1 } }), "schema.range", "model.parameters.q"],
    ["another parameter", () => meanSpend(never({ kind: "gamma-gamma", parameters: { p: 1, q: 2, v: 1 } })), "schema.unknown_key", "model.parameters.v"],
    ["a model of purchases as one of spend", () => gammaGammaLogLikelihood(never(bgNbd), []), "schema.value", "model.kind"],
    ["no model", () => customerLifetimeValue(never(undefined), spend, never(client), year), "schema.type", "model"],
    ["a contract as a purchase model", () => customerLifetimeValue(never(sbg), spend, never(client), year), "schema.value", "model.kind"],
    ["no model of spend", () => customerLifetimeValue(bgNbd, never(null), client, year), "schema.type", "spend"],
    ["a negative fixed spend", () => customerLifetimeValue(bgNbd, { kind: "fixed-spend", average: -1 }, client, year), "schema.range", "spend.average"],
    ["no options", () => customerLifetimeValue(bgNbd, spend, client, never(undefined)), "schema.type", "options"],
    ["no periods", () => customerLifetimeValue(bgNbd, spend, client, { ...year, periods: 0 }), "schema.range", "periods"],
    ["a period of no length", () => customerLifetimeValue(bgNbd, spend, client, { ...year, periodLength: 0 }), "schema.range", "periodLength"],
    ["half an occasion", () => customerLifetimeValue(bgBb, fixed, { frequency: 0, recency: 0, periods: 3 }, { ...year, periodLength: 0.5 }), "schema.range", "periodLength"],
    ["no discount", () => customerLifetimeValue(bgNbd, spend, client, never({ periods: 1, currency: "USD" })), "schema.type", "discountRate"],
    ["a margin of 2", () => customerLifetimeValue(bgNbd, spend, client, { ...year, marginRate: 2 }), "schema.range", "marginRate"],
    ["no currency", () => customerLifetimeValue(bgNbd, spend, client, { ...year, currency: "XXZ" }), "money.currency", "currency"],
    ["a discount at no time", () => customerLifetimeValue(bgNbd, spend, client, { ...year, discountAt: never("later") }), "schema.value", "discountAt"],
    ["no mean spend", () => customerLifetimeValue(bgNbd, spend, never({ frequency: 2, recency: 3, age: 4 }), year), "schema.type", "history.monetary"],
    ["a purchase after the end", () => customerLifetimeValue(bgNbd, spend, { ...client, recency: 50 }, year), "scoring.impossible_history", "history.recency"],
    ["an unknown option", () => customerLifetimeValue(bgNbd, spend, client, never({ ...year, horizon: 3 })), "schema.unknown_key", "options.horizon"],
    ["no residual discount", () => residualPurchases(bgNbd, client, never({})), "schema.type", "discountRate"],
    ["an unknown residual option", () => residualLifetimeValue(bgNbd, spend, client, never({ ...year })), "schema.unknown_key", "options.periods"],
    ["a column that is none", () => lifetimeValueBatch(bgNbd, spend, never({ ...columns, age: 3 }), year), "schema.type", "columns.age"],
    ["columns of two lengths for a value", () => lifetimeValueBatch(bgNbd, spend, { ...columns, monetary: [1] }, year), "scoring.column_length", "columns.monetary"],
    ["no column of spend", () => lifetimeValueBatch(bgNbd, spend, never({ frequency: [1], recency: [1], age: [2] }), year), "schema.type", "columns.monetary"],
    ["a negative spend in a column", () => lifetimeValueBatch(bgNbd, spend, { ...columns, monetary: [-1, 0] }, year), "scoring.monetary_value", "columns.monetary[0]"],
    ["an impossible history in columns", () => lifetimeValueBatch(bgBb, fixed, { frequency: [3], recency: [2], periods: [4] }, { ...year, periodLength: 1 }), "scoring.history", "columns[0].frequency"],
    ["a value beyond 2^53 cents", () => lifetimeValueBatch(bgNbd, { kind: "fixed-spend", average: 1e15 }, columns, { ...year, currency: "KWD" }), "money.overflow", "columns[0]"],
    ["a contract without a margin", () => sbgClv(sbg, never({ ...contract, margin: undefined })), "money.type", "margin"],
    ["a contract with negative renewals", () => sbgClv(sbg, { ...contract, renewals: -1 }), "schema.range", "renewals"],
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

describe("what has no value says so", () => {
  test("sums that do not end", () => {
    const loyal = { ...retention, retentionRate: 1, discountRate: 0 };
    expect(retentionClv(loyal)).toEqual({ state: "unknown", reason: "unbounded", ratio: 1 });
    expect(retentionClv({ ...loyal, horizonPeriods: 12 })).toMatchObject({ value: money("1200.00", "EUR") });
    expect(retentionClv({ ...retention, growthRate: 0.5 })).toMatchObject({ reason: "unbounded" });
    expect(retentionClv({ ...retention, growthRate: 1000, horizonPeriods: 1_000_000 })).toMatchObject({ reason: "out-of-range" });
    expect(sbgClv(sbg, { ...contract, discountRate: 0 })).toEqual({ state: "unknown", reason: "unbounded" });
    expect(residualPurchases(bgNbd, client, { discountRate: 0 })).toEqual({ state: "unknown", reason: "unbounded" });
    expect(residualLifetimeValue(bgNbd, fixed, client, { discountRate: 0, currency: "USD" })).toMatchObject({ reason: "unbounded" });
    const forever = markovClv({ ...chain, discountRate: 0, states: states.map((state) => ({ ...state, reward: money("1.00", "EUR") })) });
    expect(forever.map(({ value, reason }) => [value, reason])).toEqual([[null, "unbounded"], [null, "unbounded"]]);
  });

  test("a spend without a mean, for those without repeat purchases and for the others", () => {
    expect(meanSpend(heavy)).toEqual({ state: "unknown", reason: "no-finite-mean" });
    const fresh = { frequency: 0, monetary: 0 };
    expect(expectedSpend(heavy, fresh).state).toBe("unknown");
    expect(expectedSpend(heavy, { frequency: 1, monetary: 5 }).state).toBe("unknown");
    expect(expectedSpend(heavy, { frequency: 3, monetary: 5 }).state).toBe("known");
    expect(customerLifetimeValue(bgNbd, heavy, { frequency: 0, recency: 0, age: 5 }, year)).toEqual({
      state: "unknown",
      reason: "no-finite-mean",
    });
    const batch = lifetimeValueBatch(bgNbd, heavy, { ...columns, frequency: [4, 0] }, year);
    expect([[...batch.isKnown], batch.unknown, batch.minorUnits[1]]).toEqual([[1, 0], 1, 0]);
  });
});

describe("edges", () => {
  test("free repeat purchases: left out of a fit and counted, and valued as any other own mean", () => {
    const paid = [1, 3, 4, 9, 20].map((monetary, index) => ({ frequency: 1 + index, monetary }));
    const fit = fitGammaGamma(paid);
    const free = [{ frequency: 3, monetary: 0, count: 4 }, { frequency: 1, monetary: -0 }, { frequency: 0, monetary: 0 }];
    expect(fitGammaGamma([...paid, ...free])).toEqual({ ...fit, withoutSpend: 5, withoutRepeat: 1 });
    expect(fit.withoutSpend).toBe(0);
    expect(gammaGammaLogLikelihood(spend, [...paid, ...free])).toBe(gammaGammaLogLikelihood(spend, paid));
    // 6.25 × 15.44 ÷ (6.25 × 2 + 3.74 − 1)
    const expected = expectedSpend(spend, { frequency: 2, monetary: 0 });
    expect(expected.state === "known" ? expected.value : NaN).toBeCloseTo(96.5 / 15.24, 12);
    const single = customerLifetimeValue(bgNbd, spend, { ...client, monetary: 0 }, year);
    const batch = lifetimeValueBatch(bgNbd, spend, { ...columns, monetary: [0, 0] }, year);
    expect(single.state === "known" ? Number(single.value.amount) : NaN).toBe((batch.minorUnits[0] ?? NaN) / 100);
  });

  test("no rows of columns, one period, no purchases", () => {
    const empty = lifetimeValueBatch(bgNbd, fixed, { frequency: [], recency: [], age: [] }, year);
    expect(empty).toMatchObject({ unknown: 0, total: money("0.00", "USD") });
    expect(gammaGammaLogLikelihood(spend, [])).toBe(0);
    const none = customerLifetimeValue(bgNbd, { kind: "fixed-spend", average: 0 }, client, { ...year, periods: 1 });
    expect(none).toMatchObject({ value: money("0.00", "USD"), unrounded: 0 });
  });

  test("fits of few or equal customers end in a status", () => {
    const lists = [
      [{ frequency: 1, monetary: 5 }],
      [1, 2, 3].map((frequency) => ({ frequency, monetary: 5 })),
      [{ frequency: 1, monetary: 1e-12 }, { frequency: 3, monetary: 1e15 }],
      [{ frequency: 1_000_000_000, monetary: 3 }, { frequency: 1, monetary: 4 }],
      [3, 4, 9].map((monetary) => ({ frequency: 5, monetary, count: 1_000_000_000 })),
    ];
    for (const rows of lists) {
      const fit = fitGammaGamma(rows);
      expect(["boundary", "converged", "max-iterations"]).toContain(fit.status);
      expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
      for (const value of Object.values(fit.parameters)) expect(value > 0 && value < Infinity).toBe(true);
    }
    expect(fitGammaGamma([{ frequency: 1, monetary: 5 }]).correlation).toBeNull();
  });

  test("wide parameters give finite residual purchases", () => {
    const wide = [1e-6, 1, 1e6];
    for (const r of wide) {
      for (const a of wide) {
        const history = { frequency: 3, recency: 2, age: 9 };
        const models = [
          { kind: "bg-nbd", parameters: { r, alpha: 1, a, b: 1 / a } },
          { kind: "mbg-nbd", parameters: { r, alpha: 1 / r, a, b: a } },
          { kind: "pareto-nbd", parameters: { r, alpha: 1, s: a, beta: 1 / a } },
        ] as const;
        for (const model of models) {
          for (const discountRate of [1e-3, 1000]) {
            const found = residualPurchases(model, history, { discountRate });
            expect(found.state === "unknown" || Number.isFinite(found.value)).toBe(true);
          }
        }
      }
    }
  });

  test("a rate of a year is not a twelfth of it a month", () => {
    expect(discountRatePerPeriod(0.1, 12)).toBeCloseTo(0.007_974_140_428_9, 12);
    expect(discountRatePerPeriod(0, 12)).toBe(0);
  });
});
