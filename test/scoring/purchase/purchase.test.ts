/** Purchase models by example, and what they refuse. */
import { describe, expect, test } from "vitest";

import {
  bootstrapPurchaseModel,
  conditionalByFrequency,
  conditionalExpectedPurchases,
  conditionalExpectedPurchasesBatch,
  conditionalPurchaseProbabilities,
  expectedPurchases,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  frequencyFit,
  probabilityAlive,
  probabilityAliveBatch,
  probabilityAliveHistory,
  purchaseDaysOf,
  purchaseLogLikelihood,
  purchasePatterns,
  purchasePatternsAggregate,
  purchaseProbabilities,
  purchaseSummary,
  purchaseSummaryAggregate,
  repeatPurchasesByPeriod,
  simulatePurchases,
  trackingTable,
} from "../../../src/scoring/index.js";
import { isClienteleError } from "../../../src/values/index.js";

const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const model = { kind: "bg-nbd", parameters } as const;
const history = { frequency: 2, recency: 30, age: 39 };
const day = { account: "acme", date: "2026-11-02", amount: "900.00" };

/** Code and path of the error that a call throws; fails for any other error, and for none. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isClienteleError(error)) return `${error.code} ${error.path}`;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("fits by example", () => {
  test("customers who never came back: the rate is not told, and the answer is finite", () => {
    const rows = [{ frequency: 0, recency: 0, age: 30, count: 100 }];
    for (const fit of [fitBgNbd(rows), fitMbgNbd(rows), fitParetoNbd(rows)]) {
      expect(fit.status).toBe("boundary");
      expect(fit.standardErrors).toBeNull();
      expect(fit.logLikelihood).toBeCloseTo(0, 3);
    }
    // What is never told: a and b of BG/NBD, as nobody had an occasion to leave.
    expect(fitBgNbd(rows).unidentified).toEqual(["r", "alpha", "a", "b"]);
  });
  test("fewer customers than parameters: a declared result", () => {
    for (const fit of [fitBgNbd([history]), fitMbgNbd([history, history, history]), fitParetoNbd([history])]) {
      expect(fit.status).toBe("boundary");
      expect(fit.unidentified).toHaveLength(4);
    }
  });
  test("all customers equal, of age 0, with huge frequencies, with huge counts", () => {
    const lists = [
      [{ frequency: 0, recency: 0, age: 0, count: 10 }],
      [{ frequency: 5, recency: 20, age: 20, count: 1000 }],
      [{ frequency: 1_000_000, recency: 300, age: 365, count: 50 }, { frequency: 1, recency: 3, age: 365, count: 50 }],
      [{ frequency: 2, recency: 1e-9, age: 1e12, count: 1e9 }, { frequency: 1, recency: 5e-324, age: 1e-9, count: 1e9 }],
    ];
    for (const rows of lists) {
      for (const fit of [fitBgNbd(rows), fitMbgNbd(rows), fitParetoNbd(rows)]) {
        expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
        expect(Object.values(fit.parameters).every((value) => Number.isFinite(value) && value > 0)).toBe(true);
        // Whatever was fitted can be asked.
        expect(Number.isFinite(expectedPurchases(fit, 10))).toBe(true);
        for (const row of rows) expect(Number.isFinite(conditionalExpectedPurchases(fit, row, 10))).toBe(true);
      }
    }
  });
  test("identical customers: only the mean rate and the mean probability of leaving are told", () => {
    const rows = [{ frequency: 3, recency: 10, age: 30, count: 1000 }];
    const fit = fitBgNbd(rows);
    expect([fit.status, fit.unidentified]).toEqual(["boundary", ["r", "alpha", "a", "b"]]);
    expect(fit.parameters.r / fit.parameters.alpha).toBeCloseTo(0.3, 2);
    expect(fit.parameters.a / (fit.parameters.a + fit.parameters.b)).toBeCloseTo(0.33, 2);
    expect(fitParetoNbd(rows).unidentified).toEqual(["r", "alpha", "s", "beta"]);
  });
  test("a fit that may take one step says so", () => {
    const rows = simulatePurchases(model, { ages: Array.from({ length: 300 }, () => 39), seed: 2 });
    const fit = fitBgNbd(rows, { iterationsMax: 1 });
    expect(fit.status).toBe("max-iterations");
    expect(fit.standardErrors).toBeNull();
  });
  test("customers of count 0 take no part", () => {
    const rows = simulatePurchases(model, { ages: Array.from({ length: 100 }, () => 39), seed: 2 });
    expect(fitBgNbd([...rows, { ...history, count: 0 }])).toEqual(fitBgNbd(rows));
  });
});

describe("answers by example", () => {
  test("BTYD's vignette: a customer after 39 weeks", () => {
    // A new customer's year, 1.444; customer 1516 with 26 purchases, 25.76, and P(alive) .9689.
    const btyd = { kind: "bg-nbd", parameters: { r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 } } as const;
    expect(expectedPurchases(btyd, 52)).toBeCloseTo(1.444, 3);
    const row = { frequency: 26, recency: 30.86, age: 31 };
    expect(conditionalExpectedPurchases(btyd, row, 52)).toBeCloseTo(25.76, 2);
    expect(probabilityAlive(btyd, row)).toBeCloseTo(0.9688, 3);
  });
  test("a fit, with all that it says of itself, is a model", () => {
    const fit = fitMbgNbd([{ frequency: 0, recency: 0, age: 30, count: 40 }, { frequency: 2, recency: 9, age: 30, count: 9 }]);
    expect(probabilityAlive(fit, history)).toBeLessThan(1);
    expect(probabilityAlive(JSON.parse(JSON.stringify(fit)) as typeof fit, history)).toBe(probabilityAlive(fit, history));
  });
  test("columns of any make", () => {
    const columns = { frequency: Uint8Array.of(2, 0), recency: Float32Array.of(30, 0), age: [39, 39] };
    expect([...probabilityAliveBatch(model, columns)]).toEqual([probabilityAlive(model, history), 1]);
    expect(probabilityAliveBatch(model, { frequency: [], recency: [], age: [] })).toHaveLength(0);
    expect([...conditionalExpectedPurchasesBatch(model, columns, 0)]).toEqual([0, 0]);
  });
  test("no orders, no rows", () => {
    const options = { asOf: "2026-11-23", timeUnit: "week" } as const;
    expect(purchaseSummary([], options).rows).toEqual([]);
    expect(purchasePatterns([])).toEqual([]);
    expect(conditionalByFrequency(model, [], { time: 1, frequencyMax: 0 })).toEqual([
      { frequency: 0, andAbove: true, customers: 0, actual: null, expected: null },
    ]);
  });
  test("units of time are lengths", () => {
    const orders = [{ ...day, date: "2025-11-23" }, { ...day, date: "2026-11-23" }];
    const recency = (timeUnit: "day" | "week" | "month" | "year"): number | undefined =>
      purchaseSummary(orders, { asOf: "2026-11-23", timeUnit }).rows[0]?.recency;
    expect([recency("day"), recency("week"), recency("month"), recency("year")]).toEqual([
      365,
      365 / 7,
      365 / 30.4375,
      365 / 365.25,
    ]);
  });
});

describe("bad input", () => {
  const bad = (row: Record<string, unknown>): string => refusal(() => fitBgNbd([{ ...history, ...row }]));

  test("histories that cannot be", () => {
    expect(bad({ recency: 40 })).toBe("scoring.impossible_history data[0].recency");
    expect(bad({ frequency: 0 })).toBe("scoring.impossible_history data[0].recency");
    expect(bad({ recency: 0 })).toBe("scoring.impossible_history data[0].frequency");
    expect(bad({ frequency: -1 })).toBe("scoring.frequency data[0].frequency");
    expect(bad({ frequency: 1.5 })).toBe("scoring.frequency data[0].frequency");
    expect(bad({ frequency: 1e300 })).toBe("scoring.frequency data[0].frequency");
    expect(bad({ recency: -1 })).toBe("schema.range data[0].recency");
    expect(bad({ age: -1, recency: -2 })).toBe("schema.range data[0].age");
    expect(bad({ age: 1e13 })).toBe("schema.range data[0].age");
    expect(bad({ age: 1e-10, recency: 1e-10 })).toBe("schema.range data[0].age");
    for (const count of [-1, 0.5, NaN, Infinity, "1", null]) expect(bad({ count })).toBe("scoring.count data[0].count");
    for (const name of ["frequency", "recency", "age"]) {
      expect(bad({ [name]: NaN })).toBe(`schema.not_finite data[0].${name}`);
      expect(bad({ [name]: Infinity })).toBe(`schema.not_finite data[0].${name}`);
      for (const value of ["1", null, undefined, {}, 1n]) expect(bad({ [name]: value })).toBe(`schema.type data[0].${name}`);
    }
  });

  test("more repeat purchases than days, where the unit of time is named", () => {
    const busy = [{ frequency: 8, recency: 1, age: 39 }];
    const columns = { frequency: [1, 8], recency: [0.14, 1], age: [39, 39] };
    for (const fit of [fitBgNbd, fitMbgNbd, fitParetoNbd]) {
      expect(fit(busy).status).toBe("boundary");
      expect(refusal(() => fit(busy, { timeUnit: "week" }))).toBe("scoring.impossible_history data[0].frequency");
      expect(refusal(() => fit(busy, { timeUnit: "day" }))).toBe("scoring.impossible_history data[0].frequency");
      expect(refusal(() => fit(columns, { timeUnit: "week" }))).toBe("scoring.impossible_history data.frequency[1]");
      expect(fit(busy, { timeUnit: "month" })).toEqual(fit(busy));
      // Seven days in a row after the first, the week rounded to two decimals, are possible.
      expect(fit([{ frequency: 7, recency: 1, age: 39 }, { frequency: 1, recency: 0.14, age: 3 }], { timeUnit: "week" }).customers).toBe(2);
    }
    expect(refusal(() => fitBgNbd(busy, { timeUnit: "fortnight" as never }))).toBe("schema.value options.timeUnit");
  });

  test("lists and columns that are none", () => {
    for (const data of [null, undefined, 3, "rows", new Map()]) expect(refusal(() => fitBgNbd(data as never))).toBe("schema.type data");
    expect(refusal(() => fitBgNbd([null] as never))).toBe("schema.type data[0]");
    expect(refusal(() => fitBgNbd([]))).toBe("scoring.empty data");
    expect(refusal(() => fitParetoNbd([{ ...history, count: 0 }]))).toBe("scoring.empty data");
    const columns = { frequency: [2], recency: [30], age: [39] };
    expect(refusal(() => fitBgNbd({ ...columns, recency: [30, 1] }))).toBe("scoring.column_length data.recency");
    expect(refusal(() => fitBgNbd({ ...columns, age: [] }))).toBe("scoring.column_length data.age");
    expect(refusal(() => fitBgNbd({ ...columns, count: [1, 1] }))).toBe("scoring.column_length data.count");
    expect(refusal(() => fitBgNbd({ ...columns, count: [0.5] }))).toBe("scoring.count data.count[0]");
    expect(refusal(() => fitBgNbd({ ...columns, age: [NaN] }))).toBe("schema.not_finite data.age[0]");
    expect(refusal(() => fitBgNbd({ ...columns, age: Float64Array.of(NaN) }))).toBe("schema.not_finite data.age[0]");
    expect(refusal(() => fitBgNbd({ ...columns, age: [20] }))).toBe("scoring.impossible_history data.recency[0]");
    expect(refusal(() => fitBgNbd({ ...columns, age: ["39"] } as never))).toBe("schema.type data.age[0]");
    expect(refusal(() => fitBgNbd({ ...columns, age: new DataView(new ArrayBuffer(8)) } as never))).toBe("schema.type data.age");
    expect(refusal(() => fitBgNbd({ ...columns, age: BigInt64Array.of(39n) } as never))).toBe("schema.type data.age[0]");
  });

  test("options", () => {
    const rows = [history];
    expect(refusal(() => fitBgNbd(rows, { penalty: -1 }))).toBe("schema.range options.penalty");
    expect(refusal(() => fitBgNbd(rows, { penalty: NaN }))).toBe("schema.not_finite options.penalty");
    expect(refusal(() => fitBgNbd(rows, { iterationsMax: 0 }))).toBe("schema.range options.iterationsMax");
    expect(refusal(() => fitBgNbd(rows, { other: 1 } as never))).toBe("schema.unknown_key options.other");
    expect(refusal(() => fitBgNbd(rows, null as never))).toBe("schema.type options");
    expect(refusal(() => bootstrapPurchaseModel(model, rows, { seed: 1.5 }))).toBe("schema.type options.seed");
    expect(refusal(() => bootstrapPurchaseModel(model, rows, { seed: 1, level: 1 }))).toBe("schema.range options.level");
    expect(refusal(() => bootstrapPurchaseModel(model, rows, { seed: 1, replications: 1 }))).toBe("schema.range options.replications");
    expect(refusal(() => bootstrapPurchaseModel(model, [], { seed: 1 }))).toBe("scoring.empty data");
    expect(refusal(() => bootstrapPurchaseModel(model, [{ ...history, count: 1e9 }], { seed: 1 }))).toBe("limits.too_many data");
    expect(refusal(() => trackingTable(model, rows, { periodLength: 0, periods: 1 }))).toBe("schema.range options.periodLength");
    expect(refusal(() => trackingTable(model, rows, { periodLength: 1, periods: 0 }))).toBe("schema.range options.periods");
    expect(refusal(() => trackingTable(model, rows, { periodLength: 1, periods: 1, actual: [-1] }))).toBe("schema.range options.actual[0]");
    expect(refusal(() => trackingTable(model, [], { periodLength: 1, periods: 1 }))).toBe("scoring.empty data");
    expect(refusal(() => frequencyFit(model, rows, { frequencyMax: -1 }))).toBe("schema.range options.frequencyMax");
    expect(refusal(() => conditionalByFrequency(model, [{ ...history, holdoutFrequency: -1 }], { time: 1 }))).toBe(
      "scoring.frequency rows[0].holdoutFrequency",
    );
    expect(refusal(() => simulatePurchases(model, { ages: [-1], seed: 1 }))).toBe("schema.range options.ages[0]");
    expect(refusal(() => simulatePurchases(model, { ages: [1e-12], seed: 1 }))).toBe("schema.range options.ages[0]");
    expect(refusal(() => simulatePurchases(model, { ages: 3 as never, seed: 1 }))).toBe("schema.type options.ages");
    expect(refusal(() => simulatePurchases(model, { ages: [1], seed: 1, holdoutTime: -1 }))).toBe("schema.range options.holdoutTime");
    const busy = { kind: "bg-nbd", parameters: { r: 1e9, alpha: 1e-3, a: 1e-9, b: 1e9 } } as const;
    expect(refusal(() => simulatePurchases(busy, { ages: [1e6], seed: 1 }))).toBe("limits.too_many options.ages");
  });

  test("models and times", () => {
    const asks: readonly ((given: never) => unknown)[] = [
      (given) => expectedPurchases(given, 1),
      (given) => probabilityAlive(given, history),
      (given) => conditionalExpectedPurchases(given, history, 1),
      (given) => purchaseProbabilities(given, 1, 1),
      (given) => conditionalPurchaseProbabilities(given, history, 1, 1),
      (given) => purchaseLogLikelihood(given, [history]),
      (given) => probabilityAliveBatch(given, { frequency: [2], recency: [3], age: [4] }),
      (given) => conditionalExpectedPurchasesBatch(given, { frequency: [2], recency: [3], age: [4] }, 1),
      (given) => trackingTable(given, [history], { periodLength: 1, periods: 1 }),
      (given) => frequencyFit(given, [history]),
      (given) => conditionalByFrequency(given, [], { time: 1 }),
      (given) => probabilityAliveHistory(given, { purchases: [], dates: [], timeUnit: "day" }),
      (given) => simulatePurchases(given, { ages: [1], seed: 1 }),
      (given) => bootstrapPurchaseModel(given, [history], { seed: 1 }),
    ];
    for (const ask of asks) {
      expect(refusal(() => ask(null as never))).toBe("schema.type model");
      expect(refusal(() => ask({ kind: "nbd", parameters } as never))).toBe("schema.value model.kind");
      expect(refusal(() => ask({ kind: "bg-nbd" } as never))).toBe("schema.type model.parameters");
      expect(refusal(() => ask({ kind: "bg-nbd", parameters: { ...parameters, a: 0 } } as never))).toBe("schema.range model.parameters.a");
      expect(refusal(() => ask({ kind: "bg-nbd", parameters: { ...parameters, a: NaN } } as never))).toBe("schema.not_finite model.parameters.a");
      expect(refusal(() => ask({ kind: "pareto-nbd", parameters } as never))).toMatch(/^schema.unknown_key/);
    }
    for (const time of [-1, NaN, Infinity, 1e13, "1", undefined]) {
      expect(refusal(() => expectedPurchases(model, time as never))).toMatch(/^schema\.\w+ time$/);
      expect(refusal(() => conditionalExpectedPurchases(model, history, time as never))).toMatch(/^schema\.\w+ time$/);
      expect(refusal(() => purchaseProbabilities(model, time as never, 1))).toMatch(/^schema\.\w+ time$/);
      expect(refusal(() => conditionalPurchaseProbabilities(model, history, time as never, 1))).toMatch(/^schema\.\w+ time$/);
    }
    expect(refusal(() => purchaseProbabilities(model, 1, 1e6))).toBe("schema.range countMax");
    expect(refusal(() => conditionalPurchaseProbabilities(model, history, 1, 1e6))).toBe("schema.range countMax");
    expect(refusal(() => conditionalPurchaseProbabilities(model, null as never, 1, 1))).toBe("schema.type history");
    expect(refusal(() => probabilityAlive(model, { ...history, recency: 40 }))).toBe("scoring.impossible_history history.recency");
  });

  test("orders and states", () => {
    const options = { asOf: "2026-11-23", timeUnit: "week" } as const;
    const summary = (order: unknown): string => refusal(() => purchaseSummary([order as never], options));
    expect(summary({ ...day, date: "2026-11-24" })).toMatch(/^scoring.future_date/);
    expect(summary({ ...day, date: "2026-02-30" })).toMatch(/^date\.\w+ orders\[0\].date$/);
    expect(summary({ ...day, account: "" })).toBe("id.format orders[0].account");
    expect(summary({ ...day, account: "__proto__" })).toBe("id.format orders[0].account");
    expect(summary({ ...day, amount: NaN })).toMatch(/^scoring\.\w+ orders\[0\].amount$/);
    expect(summary({ ...day, extra: 1 })).toBe("schema.unknown_key orders[0].extra");
    expect(summary(null)).toBe("schema.type orders[0]");
    expect(refusal(() => purchaseSummary(null as never, options))).toBe("schema.type orders");
    expect(refusal(() => purchaseSummary([], { ...options, timeUnit: "fortnight" as never }))).toBe("schema.value options.timeUnit");
    expect(refusal(() => purchaseSummary([], { ...options, calibrationEnd: "2026-12-01" }))).toBe("scoring.future_date options.calibrationEnd");
    expect(refusal(() => purchaseDaysOf({} as never))).toBe("schema.type orders");
    const aggregate = purchaseSummaryAggregate(options);
    const state = { accounts: [{ account: "acme", days: [1], amounts: [] }] };
    expect(refusal(() => aggregate.result(state))).toBe("scoring.column_length state.accounts[0].amounts");
    expect(refusal(() => aggregate.merge(null as never, aggregate.empty()))).toBe("schema.type state");
    expect(refusal(() => purchasePatternsAggregate.result({ patterns: 3 } as never))).toBe("schema.type state.patterns");
    const periods = { timeUnit: "week", periodLength: 1, periods: 2 } as const;
    expect(refusal(() => repeatPurchasesByPeriod([], { ...periods, periodLength: 0 }))).toBe("schema.range options.periodLength");
    expect(repeatPurchasesByPeriod([], periods)).toEqual([0, 0]);
    expect(refusal(() => probabilityAliveHistory(model, { purchases: ["x"], dates: [], timeUnit: "day" }))).toMatch(/^date\./);
  });
});
