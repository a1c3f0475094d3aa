import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  purchaseDaysOf,
  purchasePatterns,
  purchasePatternsAggregate,
  purchaseSummary,
  purchaseSummaryAggregate,
  repeatPurchasesByPeriod,
  simulatePurchases,
} from "../../../src/scoring/index.js";
import type { PurchaseOrder, PurchasePattern } from "../../../src/scoring/index.js";
import { addDays, addDecimals, aggregateViolations, foldAggregate, toDayNumber } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const asOf = "2026-11-23";
const orders: fc.Arbitrary<readonly PurchaseOrder[]> = fc
  .array(
    fc.record({
      account: fc.constantFrom("acme", "bolt", "cask", "dune", "__proto", "Ünal"),
      date: fc.integer({ min: -80, max: 0 }).map((days) => addDays(asOf, days)),
      amount: fc.integer({ min: -300, max: 9_000 }).map((cents) => (cents / 100).toFixed(2)),
    }),
    { maxLength: 50 },
  )
  .map((list) => deepFreeze(list));
const patterns: fc.Arbitrary<readonly PurchasePattern[]> = fc
  .array(
    fc.record({ frequency: fc.integer({ min: 0, max: 2 }), age: fc.integer({ min: 3, max: 5 }), count: fc.integer({ min: 0, max: 4 }) })
      .map(({ frequency, age, count }) => ({ frequency, recency: frequency, age, count })),
    { maxLength: 12 },
  )
  .map((list) => deepFreeze(list));

describe("histories", () => {
  test("SC-P40 a history is what is counted by hand: first day excluded, days merged, returns left out", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: -80, max: 0 }), (list, end) => {
        const calibrationEnd = addDays(asOf, end);
        const { rows, holdoutTime } = purchaseSummary(list, { asOf, calibrationEnd, timeUnit: "day" });
        expect(holdoutTime).toBe(0 - end);
        const accounts = new Set(list.map(({ account }) => account));
        for (const account of accounts) {
          const own = list.filter((order) => order.account === account && Number(order.amount) >= 0);
          const days = [...new Set(own.map(({ date }) => toDayNumber(date)))].sort((a, b) => a - b);
          const known = days.filter((day) => day <= toDayNumber(calibrationEnd));
          const row = rows.find((one) => one.account === account);
          if (known.length === 0) {
            expect(row).toBeUndefined();
            continue;
          }
          const [first = NaN] = known;
          expect(row?.frequency).toBe(known.length - 1);
          expect(row?.recency).toBe((known.at(-1) ?? NaN) - first);
          expect(row?.age).toBe(toDayNumber(calibrationEnd) - first);
          expect(row?.holdoutFrequency).toBe(days.length - known.length);
          const repeats = own.filter(({ date }) => known.slice(1).includes(toDayNumber(date)));
          expect(row?.repeatValue).toBe(repeats.reduce<string>((sum, { amount }) => addDecimals(sum, amount), "0"));
          expect(row?.monetary === null).toBe(known.length === 1);
        }
      }),
      runs(200),
    );
  });

  test("SC-P41 the summary merges: byte-identical in any sharding", () => {
    const aggregate = purchaseSummaryAggregate({ asOf, timeUnit: "week", calibrationEnd: "2026-10-20" });
    fc.assert(
      fc.property(fc.array(orders, { minLength: 3, maxLength: 5 }), (shards) => {
        expect(aggregateViolations(aggregate, shards)).toEqual([]);
        const whole = shards.flat();
        expect(foldAggregate(aggregate, whole)).toEqual(purchaseDaysOf(whole));
        const merged = shards.map(purchaseDaysOf).reduce(aggregate.merge, aggregate.empty());
        expect(aggregate.result(merged)).toEqual(
          purchaseSummary(whole, { asOf, timeUnit: "week", calibrationEnd: "2026-10-20" }),
        );
      }),
      runs(40),
    );
  });

  test("SC-P42 patterns merge: byte-identical in any sharding, and no customer is lost", () => {
    fc.assert(
      fc.property(fc.array(patterns, { minLength: 3, maxLength: 5 }), (shards) => {
        expect(aggregateViolations(purchasePatternsAggregate, shards)).toEqual([]);
        const whole = shards.flat();
        const found = purchasePatternsAggregate.result(foldAggregate(purchasePatternsAggregate, whole));
        expect(found).toEqual(purchasePatterns(whole));
        const count = (list: readonly PurchasePattern[]): number => list.reduce((sum, one) => sum + (one.count ?? 1), 0);
        expect(count(found)).toBe(count(whole));
        for (const pattern of found) {
          const same = whole.filter((one) => one.frequency === pattern.frequency && one.age === pattern.age);
          expect(pattern.count).toBe(count(same));
        }
      }),
      runs(100),
    );
  });

  test("SC-P43 twenty thousand different histories collapse as few do: distinct, sorted, all there", () => {
    const model = { kind: "mbg-nbd", parameters: { r: 0.9, alpha: 6, a: 0.9, b: 2.2 } } as const;
    const rows = simulatePurchases(model, { ages: Array.from({ length: 60_000 }, (_, index) => 20 + (index % 30_011) / 997), seed: 4 });
    const found = purchasePatterns(rows);
    expect(found.length).toBeGreaterThan(20_000);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    for (let index = 1; index < found.length; index += 1) {
      const [a, b] = [found[index - 1], found[index]];
      if (a === undefined || b === undefined) continue;
      const order = a.frequency - b.frequency || a.recency - b.recency || a.age - b.age;
      expect(order).toBeLessThan(0);
    }
    const key = ({ frequency, recency, age }: PurchasePattern): string => `${frequency} ${recency} ${age}`;
    expect(new Set(found.map(key))).toEqual(new Set(rows.map(key)));
  });

  test("SC-P44 repeat purchases by period add up to the frequencies", () => {
    fc.assert(
      fc.property(orders, (list) => {
        const counts = repeatPurchasesByPeriod(list, { timeUnit: "week", periodLength: 1, periods: 12 });
        const { rows } = purchaseSummary(list, { asOf, timeUnit: "week" });
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.reduce((sum, { frequency }) => sum + frequency, 0));
      }),
      runs(100),
    );
  });

  test("SC-P45 simulated histories can be: seeds repeat, customers are one for each age", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }), fc.maxSafeInteger(), (ages, seed) => {
        const model = { kind: "pareto-nbd", parameters: { r: 0.5, alpha: 5, s: 0.6, beta: 9 } } as const;
        const rows = simulatePurchases(model, { ages, seed });
        expect(simulatePurchases(model, { ages, seed })).toEqual(rows);
        expect(rows.map(({ age }) => age)).toEqual(ages);
        expect(purchasePatterns(rows).reduce((sum, { count }) => sum + count, 0)).toBe(ages.length);
      }),
      runs(100),
    );
  });
});
