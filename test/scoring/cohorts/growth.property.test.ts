import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { growthDecomposition, repeatPurchaseRate, revenueByPeriod, revenueRetention, revenueRetentionOfTotals } from "../../../src/scoring/index.js";
import type { AccountHistory, CohortOrder } from "../../../src/scoring/index.js";
import { addDays, calendarPeriods, subtract, sum as sumOf } from "../../../src/values/index.js";
import type { Money } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const eur = (units: number): Money => ({ amount: (units / 100).toFixed(2), currency: "EUR" });
const sum = (values: readonly CohortOrder["amount"][]): CohortOrder["amount"] => sumOf(values, "EUR");
const zero = eur(0);
const currency = "EUR";
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 100_000 }) },
  { weight: 3, arbitrary: fc.constant(0) },
  // One price again and again, so that some accounts stay as they were.
  { weight: 2, arbitrary: fc.constant(5_000) },
  { weight: 1, arbitrary: fc.integer({ min: -20_000, max: -1 }) },
);
const histories: fc.Arbitrary<AccountHistory[]> = fc.integer({ min: 2, max: 5 }).chain((periods) =>
  fc
    .array(fc.record({ revenue: fc.array(amount, { minLength: periods, maxLength: periods }), isFormer: fc.boolean() }), { maxLength: 25 })
    .map((list) =>
      deepFreeze(list.map(({ revenue, isFormer }, index) => ({ account: `a${String(index)}`, revenue: revenue.map(eur), isFormer }))),
    ),
);
const negated = (value: Money): Money => subtract(zero, value);
const isActive = (value: Money | undefined): boolean => Number(value?.amount ?? 0) > 0;

describe("growth", () => {
  test("SC-GR1 the parts sum to the change in every step and over all, to the cent", () => {
    fc.assert(
      fc.property(histories, (list) => {
        const { steps, total } = growthDecomposition(list, { currency });
        for (const one of [...steps, total]) {
          const { start, newRevenue, wonBack, expansion, contraction, churn, credits, end, change } = one;
          expect(sum([start, newRevenue, wonBack, expansion, negated(contraction), negated(churn), credits])).toEqual(end);
          expect(subtract(end, start)).toEqual(change);
          for (const part of [expansion, contraction, churn]) expect(part.amount.startsWith("-")).toBe(false);
        }
        for (const { period, start, end, accounts, change } of steps) {
          expect(sum([zero, ...list.map((one) => one.revenue[period - 1] ?? zero)])).toEqual(start);
          expect(sum([zero, ...list.map((one) => one.revenue[period] ?? zero)])).toEqual(end);
          expect(sum([zero, ...accounts.map((one) => one.change)])).toEqual(change);
        }
        expect(sum([zero, ...steps.map((step) => step.change)])).toEqual(total.change);
      }),
      runs(200),
    );
  });

  test("SC-GR2 each account has the one reason that its activity says", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(histories, (list) => {
        for (const { period, accounts, counts } of growthDecomposition(list, { currency }).steps) {
          expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(list.length);
          const same = list.filter(({ revenue }) => isActive(revenue[period]) && revenue[period]?.amount === revenue[period - 1]?.amount);
          expect(counts.unchanged).toBe(same.length);
          seen.set("unchanged", (seen.get("unchanged") ?? 0) + same.length);
          for (const { account, reason, start, end } of accounts) {
            seen.set(reason, (seen.get(reason) ?? 0) + 1);
            const history = list.find((one) => one.account === account);
            const wasBefore = history?.isFormer === true || history?.revenue.slice(0, period).some(isActive) === true;
            const expected = isActive(start)
              ? !isActive(end) ? "churn" : Number(end.amount) > Number(start.amount) ? "expansion" : "contraction"
              : !isActive(end) ? "credits" : wasBefore ? "won-back" : "new";
            expect(reason).toBe(expected);
          }
        }
      }),
      runs(150),
    );
    for (const reason of ["new", "won-back", "expansion", "contraction", "unchanged", "churn", "credits"]) {
      expect(seen.get(reason) ?? 0).toBeGreaterThan(seenMin(20));
    }
  });

  test("SC-GR3 net retention is never below gross, and gross never above one", () => {
    let known = 0;
    fc.assert(
      fc.property(histories, (list) => {
        const pairs = list.map(({ account, revenue }) => ({ account, start: revenue[0] ?? zero, end: revenue[1] ?? zero }));
        const found = revenueRetention(pairs, { currency });
        const [step] = growthDecomposition(list, { currency }).steps;
        const group = pairs.filter((one) => isActive(one.start));
        if (found.state !== "known") {
          expect(group).toEqual([]);
          return;
        }
        known += 1;
        expect(found.nrr).toBeGreaterThanOrEqual(found.grr);
        expect(found.grr).toBeLessThanOrEqual(1);
        // The slow way: each account capped at its start.
        const start = group.reduce((all, one) => all + Number(one.start.amount), 0);
        const capped = group.reduce((all, one) => all + Math.min(Number(one.start.amount), Number(one.end.amount)), 0);
        const end = group.reduce((all, one) => all + Number(one.end.amount), 0);
        expect(found.grr).toBeCloseTo(capped / start, 9);
        expect(found.nrr).toBeCloseTo(end / start, 9);
        expect(found.logoRetention).toBe(group.filter((one) => isActive(one.end)).length / group.length);
        expect(found.end).toEqual(sum([zero, ...group.map((one) => one.end)]));
        expect(step === undefined ? undefined : { ...step.retention }).toEqual({ ...found });
      }),
      runs(200),
    );
    expect(known).toBeGreaterThan(seenMin(100));
  });

  test("SC-GR4 totals and accounts agree", () => {
    fc.assert(
      fc.property(histories, (list) => {
        const positive = list.map((one) => ({
          account: one.account,
          start: one.revenue[0] ?? zero,
          end: isActive(one.revenue[1]) ? (one.revenue[1] ?? zero) : zero,
        }));
        const found = revenueRetention(positive, { currency });
        if (found.state !== "known") return;
        const { start, expansion, contraction, churn, nrr, grr, end } = found;
        expect(revenueRetentionOfTotals({ start, expansion, contraction, churn })).toEqual({
          state: "known", nrr, grr, start, expansion, contraction, churn, end,
        });
      }),
      runs(100),
    );
  });

  test("SC-GR5 the order of accounts changes nothing", () => {
    fc.assert(
      fc.property(histories, (list) => {
        expect(growthDecomposition([...list].reverse(), { currency })).toEqual(growthDecomposition(list, { currency }));
      }),
      runs(100),
    );
  });
});

const orders: fc.Arbitrary<CohortOrder[]> = fc
  .array(
    fc.record({
      account: fc.constantFrom("acme", "bolt", "cask"),
      date: fc.integer({ min: 0, max: 1400 }).map((days) => addDays("2023-06-01", days)),
      amount: amount.map(eur),
    }),
    { maxLength: 40 },
  )
  .map((list) => deepFreeze(list));

describe("orders by period", () => {
  test("SC-GR6 each revenue is the sum of the orders in the period, and former buyers bought before", () => {
    const periods = calendarPeriods("quarter", { from: "2024-04-01", until: "2026-04-01" });
    fc.assert(
      fc.property(orders, (list) => {
        for (const { account, revenue, isFormer } of revenueByPeriod(list, { periods, currency })) {
          const own = list.filter((one) => one.account === account);
          periods.forEach(({ from, until }, index) => {
            const inside = own.filter((one) => one.date >= from && one.date < until);
            expect(revenue[index]).toEqual(sum([zero, ...inside.map((one) => one.amount)]));
          });
          const before = sum([zero, ...own.filter((one) => one.date < "2024-04-01").map((one) => one.amount)]);
          expect(isFormer).toBe(isActive(before));
        }
      }),
      runs(150),
    );
  });

  test("SC-GR7 a repeat buyer has two days or more with a purchase", () => {
    fc.assert(
      fc.property(orders, (list) => {
        const found = repeatPurchaseRate(list);
        const bought = list.filter((one) => !one.amount.amount.startsWith("-"));
        const days = new Set(bought.map((one) => `${one.account} ${one.date}`));
        const names = ["acme", "bolt", "cask"];
        const counts = names.map((name) => [...days].filter((day) => day.startsWith(name)).length);
        const buyers = counts.filter((count) => count > 0).length;
        if (found.state !== "known") expect(buyers).toBe(0);
        else {
          expect(found.buyers).toBe(buyers);
          expect(found.repeatBuyers).toBe(counts.filter((count) => count > 1).length);
          expect(found.repeatPurchases).toBe(days.size - buyers);
        }
      }),
      runs(100),
    );
  });
});
