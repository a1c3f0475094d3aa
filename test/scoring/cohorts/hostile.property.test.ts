/** Growth, wallets, managers and channels under inputs that were damaged at one place. */
import { expect, test } from "vitest";

import {
  acquisitionChannels,
  attribute,
  cohortAccountAggregate,
  cohortAggregate,
  cohortTable,
  funnelLimits,
  growthDecomposition,
  managerPerformance,
  proportionInterval,
  rankManagers,
  repeatPurchaseRate,
  revenueByPeriod,
  revenueRetention,
  revenueRetentionOfTotals,
  shareOfWallet,
  shrunkRates,
  walletAllocation,
  walletAllocationShare,
} from "../../../src/scoring/index.js";
import { seenMin } from "../../support/runs.js";
import { expectAnswersOrRefusals } from "../damage.js";
import type { Call } from "../damage.js";

const eur = (amount: string): unknown => ({ amount, currency: "EUR" });
const table = { by: "month", currency: "EUR", asOf: "2026-12-31" };
const orders = [
  { account: "acme", date: "2026-01-02", amount: eur("10.00") },
  { account: "acme", date: "2026-03-02", amount: eur("-3.00") },
];
const cohorts = cohortAggregate(table as never);
const state = cohorts.from(orders as never);
const sums = cohortAccountAggregate(table as never);
const sumState = sums.add(sums.empty(), { account: "acme", orders: [{ date: "2026-01-02", amount: eur("1.00") }] } as never);
const period = { from: "2026-01-01", until: "2027-01-01" };
const report = { period, basePeriod: { from: "2025-01-01", until: "2026-01-01" }, asOf: "2026-12-31", currency: "EUR", policy: { confidence: 0.9, method: "jeffreys", trialsMin: 1 } };
const facts = {
  managers: [{ manager: "ada", target: eur("5.00") }, { manager: "ben" }],
  accounts: [{ account: "acme", manager: "ada" }],
  deals: [{ deal: "1", manager: "ada", account: "acme", outcome: "won", closedOn: "2026-02-01", segment: "small" }],
  sales: orders.map((order) => ({ ...order, list: eur("12.00") })),
  contacts: [{ manager: "ada", dueOn: "2026-02-01", madeOn: "2026-01-30" }],
};
const path = { touches: [{ channel: "fair", on: "2026-01-01" }, { channel: "call", on: "2026-02-01" }], conversions: 2, failures: 1, value: eur("9.00"), convertedOn: "2026-03-01" };
const groups = [{ id: "a", successes: 3, trials: 9 }, { id: "b", successes: 8, trials: 9 }];

/** Each call and arguments that it takes. */
const calls: readonly Call[] = [
  [cohortTable, [orders, table]],
  [(given: never, options: never) => cohortAggregate(options).from(given), [orders, table]],
  [(given: never) => cohorts.result(given), [state]],
  [(left: never, right: never) => cohorts.merge(left, right), [state, state]],
  [(given: never) => sums.result(given), [sumState]],
  [(left: never, right: never) => sums.merge(left, right), [sumState, sumState]],
  [revenueRetention, [[{ account: "a", start: eur("3.00"), end: eur("4.00") }], { currency: "EUR" }]],
  [revenueRetentionOfTotals, [{ start: eur("9.00"), expansion: eur("1.00"), contraction: eur("2.00"), churn: eur("3.00") }]],
  [growthDecomposition, [[{ account: "a", revenue: [eur("3.00"), eur("4.00")], isFormer: true }], { currency: "EUR" }]],
  [revenueByPeriod, [orders, { periods: [period], currency: "EUR" }]],
  [repeatPurchaseRate, [orders, { period }]],
  [shareOfWallet, [[{ account: "a", revenue: eur("3.00"), spend: eur("9.00"), size: 3, segment: "s", competitors: [{ competitor: "r", revenue: eur("1.00") }], previous: { revenue: eur("2.00"), spend: eur("8.00") } }, { account: "b", revenue: eur("0.00"), size: 2, segment: "s" }], { currency: "EUR", estimate: { quantile: 0.8, peersMin: 1 } }]],
  [walletAllocation, [[{ brand: "a", rating: 3 }, { brand: "b", rating: 3 }], { spend: eur("9.00") }]],
  [walletAllocationShare, [{ rank: 1.5, brands: 3 }]],
  [managerPerformance, [facts, report]],
  [rankManagers, [managerPerformance(facts as never, report as never), "win-rate"]],
  [proportionInterval, [{ successes: 1, trials: 3 }, { confidence: 0.9, method: "clopper-pearson" }]],
  [shrunkRates, [groups, { confidence: 0.9 }]],
  [funnelLimits, [groups]],
  [attribute, [[path], { model: { kind: "time-decay", halfLifeDays: 7 }, currency: "EUR" }]],
  [attribute, [[path], { model: { kind: "position", first: "0.4", last: 0.3 }, currency: "EUR" }]],
  [attribute, [[path], { model: { kind: "markov" }, currency: "EUR" }]],
  [acquisitionChannels, [{ costs: [{ channel: "fair", cost: eur("9.00") }], leads: [{ lead: "1", channel: "fair", stage: "client", revenue: eur("3.00"), margin: eur("2.00"), months: 3 }] }, { currency: "EUR", stages: ["contact", "client"], confidence: 0.9, method: "wilson" }]],
];

test("SC-HO1 one damaged place is an answer of finite numbers or an error of ours, never another", () => {
  const { answers, errors } = expectAnswersOrRefusals(calls, 3000);
  expect(answers).toBeGreaterThan(seenMin(100));
  expect(errors).toBeGreaterThan(seenMin(1000));
}, 60_000);

test("SC-HO2 the undamaged calls answer", () => {
  for (const [call, args] of calls) expect(call(...(args as never[]))).toBeDefined();
});
