import { describe, expect, test } from "vitest";

import {
  cohortAccountAggregate,
  cohortAggregate,
  cohortTable,
  cohortTableOfColumns,
  growthDecomposition,
  repeatPurchaseRate,
  revenueByPeriod,
  revenueRetention,
  revenueRetentionOfTotals,
} from "../../../src/scoring/index.js";
import type { CohortOptions, CohortOrder, CohortState } from "../../../src/scoring/index.js";

const eur = (amount: string): CohortOrder["amount"] => ({ amount, currency: "EUR" });
const options: CohortOptions = { by: "month", currency: "EUR", asOf: "2026-03-15" };
const order = (account: string, date: string, amount: string): CohortOrder => ({ account, date, amount: eur(amount) });
const orders = [
  order("acme", "2026-01-10", "100.00"),
  order("acme", "2026-02-11", "-30.00"),
  order("acme", "2026-03-12", "50.00"),
  order("bolt", "2026-01-20", "-10.00"),
  order("bolt", "2026-02-01", "80.00"),
  order("cask", "2026-02-01", "-5.00"),
];

describe("a cohort table", () => {
  test("a period with returns only is inactive, with revenue below zero", () => {
    const [january, february] = cohortTable(orders, options).rows;
    expect(january?.cells[1]).toEqual({
      age: 1, active: 0, activeRate: 0, revenue: eur("-30.00"), revenueRate: -0.3, cumulativeRevenue: eur("70.00"),
    });
    expect(january?.running).toEqual({
      age: 2, active: 1, activeRate: 1, revenue: eur("50.00"), revenueRate: 0.5, cumulativeRevenue: eur("120.00"),
    });
    expect(february?.cells[1]).toBeNull();
    expect(february?.running?.active).toBe(0);
  });

  test("a return before the first purchase, and an account without one, are outside", () => {
    const table = cohortTable(orders, options);
    expect(table.revenueOutside).toEqual(eur("-15.00"));
    expect(table.accountsWithoutPurchase).toBe(1);
    expect(table.revenue).toEqual(eur("185.00"));
  });

  test("a cohort without revenue at age 0 has no revenue rate", () => {
    const [row] = cohortTable([order("acme", "2026-01-01", "0.00"), order("acme", "2026-02-01", "9.00")], options).rows;
    expect(row?.cells.map((cell) => cell?.revenueRate)).toEqual([null, null]);
    expect(row?.cells.map((cell) => cell?.active)).toEqual([1, 1]);
  });

  test("no orders make an empty table, in every form", () => {
    const empty = cohortTable([], options);
    expect(empty).toEqual({
      asOf: "2026-03-15", by: "month", rows: [], averages: [], accounts: 0, accountsWithoutPurchase: 0, revenue: eur("0.00"), revenueOutside: eur("0.00"),
    });
    const none = { accounts: new Uint32Array(0), accountCount: 0, days: new Int32Array(0), minorUnits: new Float64Array(0) };
    expect(cohortTableOfColumns(none, options)).toEqual(empty);
    for (const cohorts of [cohortAggregate(options), cohortAccountAggregate(options)]) {
      expect(cohorts.result(cohorts.empty() as never)).toEqual(empty);
    }
  });

  test("a cohort that forms in the running period has no cell yet", () => {
    const [row] = cohortTable([order("acme", "2026-03-01", "9.00")], options).rows;
    expect(row?.cells).toEqual([]);
    expect(row?.running?.active).toBe(1);
  });

  test("quarters and years have their names", () => {
    const names = (["quarter", "year"] as const).map((by) => cohortTable([order("acme", "2025-12-31", "9.00")], { ...options, by }).rows[0]);
    expect(names.map((row) => [row?.cohort, row?.from])).toEqual([["2025-Q4", "2025-10-01"], ["2025", "2025-01-01"]]);
  });

  test("an own unit keeps the digits that it was given, in every form", () => {
    const own: CohortOptions = { ...options, currency: "POINTS" };
    const amount = (text: string): CohortOrder["amount"] => ({ amount: text, currency: "POINTS" });
    const list = [
      { account: "acme", date: "2026-01-01", amount: amount("1.5") },
      { account: "acme", date: "2026-01-02", amount: amount("2") },
    ];
    const cohorts = cohortAggregate(own);
    expect(cohortTable(list, own).revenue).toEqual(amount("3.5"));
    expect(cohorts.result(cohorts.from(list))).toEqual(cohortTable(list, own));
  });
});

describe("growth and retention", () => {
  test("credits of an account that is active in neither period are counted apart", () => {
    const { steps } = growthDecomposition([{ account: "acme", revenue: [eur("0.00"), eur("-7.00")] }], { currency: "EUR" });
    expect(steps[0]?.credits).toEqual(eur("-7.00"));
    expect(steps[0]?.growthRate).toBeNull();
    expect(steps[0]?.retention).toEqual({ state: "not-enough-data", reason: "no-revenue-at-start" });
  });

  test("credits beyond the start value are churn", () => {
    const found = revenueRetention([{ account: "acme", start: eur("10.00"), end: eur("-5.00") }], { currency: "EUR" });
    expect(found).toMatchObject({ nrr: -0.5, grr: -0.5, churn: eur("15.00"), logoRetention: 0 });
  });

  test("nothing lost is no quick ratio; nothing at all is no growth", () => {
    const { steps } = growthDecomposition([{ account: "acme", revenue: [eur("1.00"), eur("2.00")] }], { currency: "EUR" });
    expect(steps[0]?.quickRatio).toBeNull();
    const none = growthDecomposition([], { currency: "EUR" });
    expect(none.steps).toEqual([]);
    expect(none.total.change).toEqual(eur("0.00"));
    expect(revenueRetention([], { currency: "EUR" }).state).toBe("not-enough-data");
    expect(repeatPurchaseRate([])).toEqual({ state: "not-enough-data", reason: "no-buyers" });
    expect(revenueByPeriod([], { periods: [], currency: "EUR" })).toEqual([]);
  });

  test("no revenue at the start is said", () => {
    const none = { start: eur("0.00"), expansion: eur("0.00"), contraction: eur("0.00"), churn: eur("0.00") };
    expect(revenueRetentionOfTotals(none)).toEqual({ state: "not-enough-data", reason: "no-revenue-at-start" });
  });
});

describe("bad input", () => {
  const bad = (value: unknown): never => value as never;
  const history = { account: "acme", revenue: [eur("1.00"), eur("1.00")] };
  const totals = { start: eur("1.00"), expansion: eur("0.00"), contraction: eur("0.00"), churn: eur("0.00") };
  const columns = {
    accounts: Uint32Array.of(0), accountCount: 1, days: Int32Array.of(20_000), minorUnits: Float64Array.of(1),
  };
  const cohorts = cohortAggregate(options);
  const sums = cohortAccountAggregate(options);
  const [later, laterSums] = [cohortAggregate({ ...options, asOf: "2026-12-31" }), cohortAccountAggregate({ ...options, asOf: "2026-12-31" })];
  const july = { from: "2026-07-01", until: "2026-08-01" };
  const cases: readonly (readonly [string, string, () => unknown])[] = [
    ["schema.type", "orders", () => cohortTable(bad(null), options)],
    ["schema.type", "options", () => cohortTable([], bad(undefined))],
    ["schema.value", "by", () => cohortTable([], { ...options, by: bad("week") })],
    ["money.currency", "currency", () => cohortTable([], { ...options, currency: bad(undefined) })],
    ["date.format", "asOf", () => cohortTable([], { ...options, asOf: "today" })],
    ["date.type", "asOf", () => cohortTable([], { ...options, asOf: bad(undefined) })],
    ["schema.unknown_key", "options.asof", () => cohortTable([], bad({ ...options, asof: 1 }))],
    ["schema.type", "orders[0]", () => cohortTable(bad([null]), options)],
    ["id.format", "orders[0].account", () => cohortTable([order("__proto__", "2026-01-01", "1.00")], options)],
    ["date.invalid", "orders[0].date", () => cohortTable([order("a", "2026-02-30", "1.00")], options)],
    ["scoring.future_date", "orders[0].date", () => cohortTable([order("a", "2026-03-16", "1.00")], options)],
    ["money.type", "orders[0].amount", () => cohortTable(bad([{ ...order("a", "2026-01-01", "1.00"), amount: NaN }]), options)],
    ["scoring.currency_mismatch", "orders[0].amount.currency", () => cohortTable([{ ...order("a", "2026-01-01", "1.00"), amount: { amount: "1.00", currency: "USD" } }], options)],
    ["limits.too_many", "asOf", () => cohortTable([order("a", "1900-01-01", "1.00")], options)],
    ["schema.type", "orders", () => cohorts.from(bad(5))],
    ["scoring.state", "left", () => cohorts.merge({ ...cohorts.empty(), by: "year" }, cohorts.empty())],
    ["schema.type", "right", () => cohorts.merge(cohorts.empty(), bad(null))],
    ["schema.damaged", "state", () => cohorts.result(bad({ ...cohorts.empty(), accounts: [null] }))],
    ["money.format", "state.accounts", () => cohorts.merge(bad({ ...cohorts.empty(), accounts: [["a", [[1, 1, "x"]]]] }), bad({ ...cohorts.empty(), accounts: [["a", [[1, 1, "x"]]]] }))],
    ["scoring.future_date", "state", () => cohorts.result(later.from([order("a", "2026-01-05", "1.00"), order("a", "2026-08-01", "1.00")]))],
    ["scoring.future_date", "state", () => sums.result(laterSums.add(laterSums.empty(), { account: "a", orders: [{ date: "2026-08-01", amount: eur("1.00") }] }))],
    ["schema.type", "account", () => sums.add(sums.empty(), bad(3))],
    ["schema.unknown_key", "account.orders[0].account", () => sums.add(sums.empty(), { account: "a", orders: [order("b", "2026-01-01", "1.00")] })],
    ["scoring.state", "state", () => sums.result({ ...sums.empty(), currency: "USD" })],
    ["schema.damaged", "state", () => sums.result(bad({ ...sums.empty(), cohorts: 4 }))],
    ["schema.type", "columns", () => cohortTableOfColumns(bad(null), options)],
    ["columns.type", "columns.accounts", () => cohortTableOfColumns(bad({ ...columns, accounts: [0] }), options)],
    ["columns.type", "columns.days", () => cohortTableOfColumns(bad({ ...columns, days: Float64Array.of(1) }), options)],
    ["columns.type", "columns.minorUnits", () => cohortTableOfColumns(bad({ ...columns, minorUnits: "1" }), options)],
    ["columns.length", "columns.days", () => cohortTableOfColumns({ ...columns, days: new Int32Array(2) }, options)],
    ["columns.length", "columns.minorUnits", () => cohortTableOfColumns({ ...columns, minorUnits: new Float64Array(2) }, options)],
    ["columns.range", "columns.accounts[0]", () => cohortTableOfColumns({ ...columns, accounts: Int32Array.of(-1) }, options)],
    ["columns.range", "columns.accounts[0]", () => cohortTableOfColumns({ ...columns, accountCount: 0 }, options)],
    ["columns.range", "columns.minorUnits[0]", () => cohortTableOfColumns({ ...columns, minorUnits: Float64Array.of(0.5) }, options)],
    ["columns.range", "columns.minorUnits[0]", () => cohortTableOfColumns({ ...columns, minorUnits: Float64Array.of(NaN) }, options)],
    ["columns.range", "columns.days", () => cohortTableOfColumns({ ...columns, days: Int32Array.of(-2_147_483_648) }, options)],
    ["scoring.future_date", "columns.days[0]", () => cohortTableOfColumns({ ...columns, days: Int32Array.of(30_000) }, options)],
    ["limits.too_many", "asOf", () => cohortTableOfColumns({ ...columns, days: Int32Array.of(-30_000) }, options)],
    ["money.currency", "currency", () => cohortTableOfColumns(columns, { ...options, currency: "POINTS" })],
    ["scoring.duplicate_id", "accounts[1].account", () => growthDecomposition([history, history], { currency: "EUR" })],
    ["scoring.length", "accounts[0].revenue", () => growthDecomposition([{ ...history, revenue: [eur("1.00")] }], { currency: "EUR" })],
    ["scoring.length", "accounts[1].revenue", () => growthDecomposition([history, { account: "b", revenue: [...history.revenue, eur("1.00")] }], { currency: "EUR" })],
    ["schema.type", "accounts[0].isFormer", () => growthDecomposition([{ ...history, isFormer: bad(1) }], { currency: "EUR" })],
    ["scoring.currency_mismatch", "accounts[0].revenue[0].currency", () => growthDecomposition([history], { currency: "USD" })],
    ["scoring.duplicate_id", "accounts[1].account", () => revenueRetention([0, 1].map(() => ({ account: "a", start: eur("1.00"), end: eur("1.00") })), { currency: "EUR" })],
    ["scoring.negative", "totals.churn.amount", () => revenueRetentionOfTotals({ ...totals, churn: eur("-1.00") })],
    ["scoring.losses", "totals.churn", () => revenueRetentionOfTotals({ ...totals, churn: eur("2.00") })],
    ["scoring.currency_mismatch", "totals.churn.currency", () => revenueRetentionOfTotals({ ...totals, churn: { amount: "1.00", currency: "USD" } })],
    ["schema.type", "totals.start", () => revenueRetentionOfTotals(bad({}))],
    ["date.range_reversed", "periods[1]", () => revenueByPeriod([], { periods: [july, july], currency: "EUR" })],
    ["schema.type", "periods", () => revenueByPeriod([], bad({ currency: "EUR" }))],
    ["date.range_reversed", "period.until", () => repeatPurchaseRate([], { period: { from: "2026-01-01", until: "2026-01-01" } })],
    ["schema.type", "purchases", () => repeatPurchaseRate(bad({}))],
    ["schema.type", "options", () => repeatPurchaseRate([], bad(null))],
  ];
  test.each(cases)("%s at %s", (code, path, call) => {
    expect(call).toThrow(expect.objectContaining({ kind: "ClienteleError", code, path }));
  });

  test("a state that was kept as JSON goes on", () => {
    const state = JSON.parse(JSON.stringify(cohorts.from(orders))) as CohortState;
    expect(cohorts.result(state)).toEqual(cohortTable(orders, options));
  });
});
