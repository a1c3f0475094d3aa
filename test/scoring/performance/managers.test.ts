import { describe, expect, test } from "vitest";

import { funnelLimits, managerPerformance, proportionInterval, rankManagers, shrunkRates } from "../../../src/scoring/index.js";
import type { ManagerFacts, ManagerOptions } from "../../../src/scoring/index.js";
import { managerPolicySchema } from "../../../src/scoring/schema.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const options: ManagerOptions = {
  period: { from: "2026-01-01", until: "2027-01-01" },
  basePeriod: { from: "2025-01-01", until: "2026-01-01" },
  asOf: "2026-12-31",
  currency: "EUR",
};
const deal = (id: string, outcome: "won" | "lost", closedOn: string, account = "acme"): NonNullable<ManagerFacts["deals"]>[number] => ({
  deal: id, manager: "ada", account, outcome, closedOn,
});

describe("a manager", () => {
  test("of whom nothing is known has a reason for each figure", () => {
    const { managers, comparison, total } = managerPerformance({ managers: [{ manager: "ada" }] }, options);
    const none = { state: "not-enough-data", successes: 0, trials: 0 };
    expect(managers[0]).toMatchObject({
      winRate: { ...none, reason: "too-few-closed-deals" },
      repeatRate: { ...none, reason: "too-few-buyers" },
      logoRetention: { ...none, reason: "too-few-accounts-at-start" },
      contactDiscipline: { ...none, reason: "too-few-contacts-due" },
      retention: { state: "not-enough-data", reason: "no-revenue-at-start" },
      target: { state: "not-enough-data", reason: "no-target" },
      priceRealisation: { state: "not-enough-data", reason: "no-list-value" },
      revenue: eur("0.00"),
    });
    expect(comparison.shrunk).toEqual({ state: "not-enough-data", reason: "no-trials" });
    expect(comparison.funnel).toEqual({ state: "not-enough-data", reason: "no-trials" });
    expect(comparison.caseMix).toEqual([{ manager: "ada", won: 0, expected: 0, ratio: null, adjustedWinRate: null }]);
    expect(total).toEqual(eur("0.00"));
    expect(managerPerformance({ managers: [] }, options).managers).toEqual([]);
  });

  test("with fewer trials than the policy asks for has counts and no rate", () => {
    const facts = { managers: [{ manager: "ada" }], deals: [deal("1", "won", "2026-02-01")] };
    const found = managerPerformance(facts, { ...options, policy: { trialsMin: 2 } }).managers[0]?.winRate;
    expect(found).toEqual({ state: "not-enough-data", reason: "too-few-closed-deals", successes: 1, trials: 1 });
  });

  test("wins new and repeated deals by the day, not by the order of one day", () => {
    const deals = [deal("1", "won", "2026-02-01"), deal("2", "won", "2026-02-01"), deal("3", "won", "2026-03-01"), deal("0", "won", "2025-03-01", "bolt"), deal("4", "won", "2026-03-01", "bolt")];
    expect(managerPerformance({ managers: [{ manager: "ada" }], deals }, options).managers[0]?.deals).toEqual({
      won: 4, lost: 0, newDeals: 2, repeatedDeals: 2,
    });
  });

  test("is late when the day is over, and not before", () => {
    const contacts = [
      { manager: "ada", dueOn: "2026-06-01" },
      { manager: "ada", dueOn: "2026-06-02" },
      { manager: "ada", dueOn: "2026-06-03", madeOn: "2026-06-02" },
      { manager: "ada", dueOn: "2026-05-01", madeOn: "2026-05-02" },
    ];
    const report = managerPerformance({ managers: [{ manager: "ada" }], contacts }, { ...options, asOf: "2026-06-02" });
    expect(report.managers[0]?.contactDiscipline).toMatchObject({ successes: 1, trials: 3 });
    expect(report.isPeriodOver).toBe(false);
    expect(managerPerformance({ managers: [] }, options).isPeriodOver).toBe(true);
  });

  test("realises prices over the sales that have a list value, credit notes included", () => {
    const sales = [
      { account: "acme", date: "2026-02-01", amount: eur("90.00"), list: eur("100.00") },
      { account: "acme", date: "2026-03-01", amount: eur("-45.00"), list: eur("-50.00") },
      { account: "acme", date: "2026-04-01", amount: eur("10.00") },
    ];
    const facts = { managers: [{ manager: "ada" }], accounts: [{ account: "acme", manager: "ada" }], sales };
    expect(managerPerformance(facts, options).managers[0]?.priceRealisation).toEqual({
      state: "known", invoiced: eur("45.00"), list: eur("50.00"), givenAway: eur("5.00"), value: 0.9, sales: 2, salesInAll: 3,
    });
  });
});

test("the prior by moments, worked by hand: 8 and 2 of 10", () => {
  // S ÷ p(1 − p) = 1.8 ÷ 0.25; ρ = (7.2 − 1) ÷ 9; (1 − ρ) ÷ ρ = 2.8 ÷ 6.2.
  const found = shrunkRates([{ id: "a", successes: 8, trials: 10 }, { id: "b", successes: 2, trials: 10 }]);
  expect(found).toMatchObject({ state: "known", mean: 0.5 });
  if (found.state !== "known") return;
  expect(found.priorTrials).toBeCloseTo(2.8 / 6.2, 12);
  expect(found.groups[0]?.shrunk).toBeCloseTo((8 + (0.5 * 2.8) / 6.2) / (10 + 2.8 / 6.2), 12);
});

test("all alike are shrunk to one rate; a single group has nothing to compare with", () => {
  const alike = shrunkRates([{ id: "a", successes: 5, trials: 10 }, { id: "b", successes: 5, trials: 10 }]);
  expect(alike).toMatchObject({ state: "known", mean: 0.5, priorTrials: null });
  const single = shrunkRates([{ id: "a", successes: 3, trials: 3 }]);
  expect(single).toMatchObject({ state: "known", mean: 1, priorTrials: null });
  const opposed = shrunkRates([{ id: "a", successes: 50, trials: 50 }, { id: "b", successes: 0, trials: 50 }, { id: "c", successes: 0, trials: 0 }]);
  expect(opposed).toMatchObject({ state: "known", mean: 0.5 });
  if (opposed.state === "known") expect(opposed.groups.map((one) => one.shrunk)).toEqual([1, 0.5, 0]);
  expect(funnelLimits([])).toEqual({ state: "not-enough-data", reason: "no-trials" });
});

describe("bad input", () => {
  const bad = (value: unknown): never => value as never;
  const ada = { manager: "ada" };
  const report = managerPerformance({ managers: [ada] }, options);
  const of = (facts: object): (() => unknown) => () => managerPerformance({ managers: [ada], ...facts }, options);
  const withPolicy = (policy: object): (() => unknown) => () => managerPerformance({ managers: [ada] }, { ...options, policy: policy });
  const sale = { account: "acme", date: "2026-01-01", amount: eur("1.00") };
  const cases: readonly (readonly [string, string, () => unknown])[] = [
    ["schema.type", "facts", () => managerPerformance(bad(null), options)],
    ["schema.type", "facts.managers", () => managerPerformance(bad({}), options)],
    ["schema.type", "options", () => managerPerformance({ managers: [] }, bad(undefined))],
    ["schema.type", "period", () => managerPerformance({ managers: [] }, bad({}))],
    ["date.range_reversed", "period.until", () => managerPerformance({ managers: [] }, { ...options, period: { from: "2026-01-01", until: "2026-01-01" } })],
    ["date.range_reversed", "basePeriod.until", () => managerPerformance({ managers: [] }, { ...options, basePeriod: options.period })],
    ["date.type", "asOf", () => managerPerformance({ managers: [] }, { ...options, asOf: bad(undefined) })],
    ["money.currency", "currency", () => managerPerformance({ managers: [] }, { ...options, currency: "€" })],
    ["schema.range", "policy.confidence", withPolicy({ confidence: 0.4 })],
    ["schema.value", "policy.method", withPolicy({ method: "wald" })],
    ["schema.range", "policy.trialsMin", withPolicy({ trialsMin: 0 })],
    ["schema.unknown_key", "policy.sure", withPolicy({ sure: 1 })],
    ["scoring.duplicate_id", "facts.managers[1].manager", of({ managers: [ada, ada] })],
    ["scoring.target", "facts.managers[0].target.amount", of({ managers: [{ ...ada, target: eur("0.00") }] })],
    ["scoring.unknown_manager", "facts.accounts[0].manager", of({ accounts: [{ account: "acme", manager: "zoe" }] })],
    ["scoring.duplicate_id", "facts.accounts[1].account", of({ accounts: [{ account: "acme", manager: "ada" }, { account: "acme", manager: "ada" }] })],
    ["scoring.duplicate_id", "facts.deals[1].deal", of({ deals: [deal("1", "won", "2026-01-01"), deal("1", "won", "2026-01-01")] })],
    ["schema.value", "facts.deals[0].outcome", of({ deals: [{ ...deal("1", "won", "2026-01-01"), outcome: "open" }] })],
    ["scoring.future_date", "facts.deals[0].closedOn", of({ deals: [deal("1", "won", "2027-01-01")] })],
    ["scoring.future_date", "facts.sales[0].date", of({ sales: [{ ...sale, date: "2027-01-01" }] })],
    ["scoring.currency_mismatch", "facts.sales[0].amount.currency", of({ sales: [{ ...sale, amount: { amount: "1.00", currency: "USD" } }] })],
    ["money.type", "facts.sales[0].list", of({ sales: [{ ...sale, list: 5 }] })],
    ["scoring.future_date", "facts.contacts[0].madeOn", of({ contacts: [{ ...ada, dueOn: "2026-01-01", madeOn: "2027-01-01" }] })],
    ["schema.type", "facts.contacts[0]", of({ contacts: [null] })],
    ["schema.value", "by", () => rankManagers(report, bad("charm"))],
    ["schema.type", "report", () => rankManagers(bad(null), "growth")],
    ["id.format", "report.managers[0].manager", () => rankManagers(bad({ managers: [{}] }), "growth")],
    ["schema.damaged", "report", () => rankManagers(bad({ managers: [{ manager: "ada" }] }), "growth")],
    ["scoring.counts", "successes", () => proportionInterval({ successes: 2, trials: 1 })],
    ["schema.type", "trials", () => proportionInterval({ successes: 0, trials: NaN })],
    ["schema.range", "trials", () => proportionInterval({ successes: 0, trials: 2e9 })],
    ["schema.type", "counts", () => proportionInterval(bad(null))],
    ["schema.type", "options", () => proportionInterval({ successes: 0, trials: 1 }, bad(null))],
    ["scoring.duplicate_id", "groups[1].id", () => shrunkRates([{ id: "a", successes: 0, trials: 1 }, { id: "a", successes: 0, trials: 1 }])],
    ["scoring.counts", "groups[0].successes", () => funnelLimits([{ id: "a", successes: 3, trials: 1 }])],
    ["schema.type", "groups", () => funnelLimits(bad(undefined))],
    ["schema.not_finite", "confidence", () => shrunkRates([], { confidence: NaN })],
  ];
  test.each(cases)("%s at %s", (code, path, call) => {
    expect(call).toThrow(expect.objectContaining({ kind: "ClienteleError", code, path }));
  });

  test("no trial leaves the whole range open", () => {
    expect(proportionInterval({ successes: 0, trials: 0 })).toMatchObject({ lower: 0, upper: 1 });
  });

  test("the schema of a policy takes what the function takes", () => {
    for (const policy of [{}, { confidence: 0.9, method: "jeffreys", trialsMin: 5 }]) expect(managerPolicySchema.safeParse(policy).success).toBe(true);
    for (const policy of [{ confidence: 1 }, { method: "wald" }, { trialsMin: 0 }, { x: 1 }]) expect(managerPolicySchema.safeParse(policy).success).toBe(false);
  });
});
