/**
 * Lists with holes, and lists that are nothing else: refused, at once, wherever they stand. JSON
 * cannot write a hole, but a list that was filled by index can have one.
 */
import { expect, test } from "vitest";

import * as scoring from "clientele/scoring";
import { isClienteleError } from "clientele/values";

const endless = new Array<never>(2 ** 32 - 1);
const holed = <T>(...items: readonly T[]): T[] => {
  const list = [...items];
  list.length += 1;
  return list;
};

const bg = { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const;
const history = { frequency: 2, recency: 30, age: 39 };
const summary = scoring.purchaseSummaryAggregate({ asOf: "2026-11-23", timeUnit: "week" });
const cohorts = scoring.cohortAggregate({ by: "month", currency: "EUR", asOf: "2026-11-23" });
const measures = scoring.rfmAggregate({ asOf: "2026-11-23", bins: 2 });
const plan = scoring.compileScorecard({
  id: "size",
  classes: [{ id: "all", from: 0 }],
  criteria: [{ id: "size", fact: "size", weight: 1, missing: "worst", normaliser: { kind: "range", worst: 0, best: 100 } }],
});
const account = { id: "acme", facts: { size: 40 } };
const order = { account: "acme", date: "2026-11-02", amount: "10.00" };
const report = scoring.managerPerformance(
  { managers: [{ manager: "ada" }], deals: [{ deal: "1", manager: "ada", account: "acme", outcome: "won", closedOn: "2026-02-01" }] },
  { period: { from: "2026-01-01", until: "2027-01-01" }, basePeriod: { from: "2025-01-01", until: "2026-01-01" }, asOf: "2026-11-23", currency: "EUR" },
);

const calls: readonly (readonly [string, (list: never[]) => unknown, readonly unknown[]])[] = [
  ["accounts to score", (list) => scoring.scoreBatch(plan, list), [account]],
  ["accounts to rank", (list) => scoring.rank(plan, list), [account]],
  ["accounts that weights are moved for", (list) => scoring.weightSensitivity(plan, list), [account]],
  ["histories to fit", (list) => scoring.fitBgNbd(list), [history]],
  ["histories as patterns", (list) => scoring.purchasePatterns(list), [history]],
  ["a column of histories", (list) => scoring.probabilityAliveBatch(bg, { frequency: list, recency: [30], age: [39] }), [2]],
  ["ages to simulate", (list) => scoring.simulatePurchases(bg, { ages: list, seed: 1 }), [39]],
  ["frequencies to simulate", (list) => scoring.simulateSpend({ kind: "gamma-gamma", parameters: { p: 6, q: 4, gamma: 15 } }, { frequencies: list, seed: 1 }), [2]],
  ["accounts of a state of days", (list) => summary.result({ accounts: list }), [{ account: "acme", days: [20_000], amounts: ["5"] }]],
  ["days of an account", (list) => summary.merge(summary.empty(), { accounts: [{ account: "acme", days: list, amounts: ["5", "5"] }] }), [20_000]],
  ["periods of an account", (list) => cohorts.result({ by: "month", currency: "EUR", accounts: [["acme", list]] }), [[660, 1, "5.00"]]],
  ["a set of days", (list) => measures.result({ accounts: { entries: [["acme", { monetary: [5, 0], orders: 1, days: list }]] } }), [[722, 18, 131_072]]],
  ["groups of a report", (list) => scoring.rankManagers({ ...report, comparison: { ...report.comparison, shrunk: { ...report.comparison.shrunk, groups: list } as never } }, "win-rate"), [{ id: "ada", trials: 1, shrunk: 1 }]],
  ["parts of a case mix", (list) => scoring.rankManagers({ ...report, comparison: { ...report.comparison, caseMix: list } }, "case-mix"), [{ manager: "ada", ratio: 1 }]],
  ["rows of transitions", (list) => scoring.markovClv({ states: [{ id: "a", reward: { amount: "1.00", currency: "EUR" } }], transitions: list, discountRate: 0.1 }), [[1]]],
  ["points of a curve", (list) => scoring.compileScorecard({ ...({ id: "c", classes: [{ id: "all", from: 0 }] }), criteria: [{ id: "c", fact: "c", weight: 1, missing: "worst", normaliser: { kind: "curve", points: list } }] }), [{ at: 0, mark: 0 }]],
  ["criteria of a card", (list) => scoring.compileScorecard({ id: "c", classes: [{ id: "all", from: 0 }], criteria: list }), [{ id: "c", fact: "c", weight: 1, missing: "worst", normaliser: { kind: "range", worst: 0, best: 1 } }]],
  ["articles of an account", (list) => scoring.nextBestProducts([{ id: "acme", articles: list }], { rules: [] }), ["drill"]],
  ["rules of offers", (list) => scoring.nextBestProducts([{ id: "acme", articles: ["drill"] }], { rules: list }), []],
  ["purchases of a chart", (list) => scoring.aliveHistoryChart({ purchases: list, history: [] }), ["2026-11-02"]],
  ["orders", (list) => scoring.rfm(list, { asOf: "2026-11-23", bins: 2 }), [order]],
];

test.each(calls)("%s", (_, call, items) => {
  for (const list of [holed(...items), endless]) {
    const start = performance.now();
    let refusal: unknown;
    try {
      call(list as never[]);
    } catch (error) {
      refusal = error;
    }
    expect(isClienteleError(refusal) && refusal.code).toMatch(/^(schema\.(type|damaged)|limits\.too_many)$/);
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
