import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { abc, concentration, rfm } from "../../../src/scoring/index.js";
import type { RfmOrder, ValueOf } from "../../../src/scoring/index.js";
import { addDecimals, addDays, multiplyDecimals } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const cents = fc.integer({ min: -500, max: 100_000 }).map((units) => (units / 100).toFixed(2));
const values: fc.Arbitrary<ValueOf[]> = fc
  .array(cents, { maxLength: 40 })
  .map((list) => deepFreeze(list.map((value, index) => ({ id: `a${String(index)}`, value }))));
const orders: fc.Arbitrary<RfmOrder[]> = fc
  .array(
    fc.record({
      account: fc.constantFrom("acme", "bolt", "cask", "dune", "ever", "fern"),
      date: fc.integer({ min: -700, max: 0 }).map((days) => addDays("2026-11-23", days)),
      amount: cents,
    }),
    { maxLength: 60 },
  )
  .map((list) => deepFreeze(list));
const asOf = "2026-11-23";

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  for (let index = copy.length - 1; index > 0; index -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}

describe("ABC", () => {
  test("S-A-01 every item is in one class, and the classes hold the whole", () => {
    fc.assert(
      fc.property(values, (list) => {
        const table = abc(list);
        expect(table.classes.reduce((count, one) => count + one.count, 0)).toBe(list.length);
        const positive = list.filter((one) => Number(one.value) > 0).map((one) => one.value);
        expect(positive.reduce<string>((sum, one) => addDecimals(sum, one), "0")).toBe(table.total);
        const all = table.classes.reduce((sum, one) => addDecimals(sum, one.value), "0");
        expect(all).toBe(list.reduce((sum, one) => addDecimals(sum, one.value), "0"));
      }),
      runs(200),
    );
  });

  test("S-A-02 no item has a better class than a larger one", () => {
    fc.assert(
      fc.property(values, (list) => {
        const classes = abc(list).rows.map((row) => row.class);
        expect([...classes].sort()).toEqual(classes);
      }),
      runs(200),
    );
  });

  test("S-A-03 the order of items and the unit of values change nothing", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        const table = abc(list);
        expect(abc(shuffled(list, seed))).toEqual(table);
        const scaled = list.map(({ id, value }) => ({ id, value: multiplyDecimals(value, "1000") }));
        expect(abc(scaled).rows.map(({ id, class: name }) => [id, name])).toEqual(
          table.rows.map(({ id, class: name }) => [id, name]),
        );
      }),
      runs(200),
    );
  });

  test("S-A-04 the class A alone reaches the cut, and would not without its last item", () => {
    fc.assert(
      fc.property(values, (list) => {
        const { rows, total } = abc(list);
        if (total === "0") return;
        const inA = rows.filter((row) => row.class === "A");
        expect(inA.length).toBeGreaterThan(0);
        expect(inA.at(-1)?.cumulativeShare).toBeGreaterThanOrEqual(0.8 - 1e-12);
        const before = inA.at(-2)?.cumulativeShare ?? 0;
        expect(before).toBeLessThan(0.8);
      }),
      runs(200),
    );
  });
});

describe("concentration", () => {
  test("S-C-01 every figure is within its bounds, whatever the values", () => {
    fc.assert(
      fc.property(values, (list) => {
        const found = concentration(list);
        if (found.state === "not-enough-data") {
          expect(list.every((one) => Number(one.value) <= 0)).toBe(true);
          return;
        }
        const { count, hhi, gini, theil, effectiveNumber, hhiNormalised, top, lorenz } = found;
        expect(hhi).toBeGreaterThanOrEqual(10_000 / count - 1e-6);
        expect(hhi).toBeLessThanOrEqual(10_000 + 1e-6);
        expect(effectiveNumber).toBeLessThanOrEqual(count + 1e-6);
        expect(gini).toBeGreaterThanOrEqual(0);
        expect(gini).toBeLessThan(1);
        expect(theil).toBeLessThanOrEqual(Math.log(count) + 1e-9);
        expect(hhiNormalised).toBeGreaterThanOrEqual(0);
        expect(hhiNormalised).toBeLessThanOrEqual(1 + 1e-12);
        expect([top[1], top[3], top[5], top[10], top[20]]).toEqual(
          [top[1], top[3], top[5], top[10], top[20]].toSorted((a, b) => a - b),
        );
        for (const point of lorenz) expect(point.value).toBeLessThanOrEqual(point.accounts + 1e-12);
      }),
      runs(200),
    );
  });

  test("S-C-02 Gini is the mean absolute difference over twice the mean", () => {
    fc.assert(
      fc.property(values, (list) => {
        const found = concentration(list);
        if (found.state !== "known") return;
        const positive = list.map((one) => Number(one.value)).filter((value) => value > 0);
        let differences = 0;
        for (const a of positive) for (const b of positive) differences += Math.abs(a - b);
        const mean = positive.reduce((sum, value) => sum + value, 0) / positive.length;
        expect(found.gini).toBeCloseTo(differences / (2 * positive.length ** 2 * mean), 9);
      }),
      runs(200),
    );
  });

  test("S-C-03 the order of values changes not one bit", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        expect(concentration(shuffled(list, seed))).toEqual(concentration(list));
      }),
      runs(100),
    );
  });
});

describe("RFM", () => {
  test("S-R-01 the order of orders changes nothing", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        expect(rfm(shuffled(list, seed), { asOf })).toEqual(rfm(list, { asOf }));
      }),
      runs(200),
    );
  });

  test("S-R-02 a better measure never scores less, and an equal one scores the same", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 2, max: 10 }), (list, bins) => {
        const { rows } = rfm(list, { asOf, bins });
        for (const a of rows) {
          for (const b of rows) {
            if (a.recencyDays <= b.recencyDays) expect(a.recencyScore).toBeGreaterThanOrEqual(b.recencyScore);
            if (a.frequency >= b.frequency) expect(a.frequencyScore).toBeGreaterThanOrEqual(b.frequencyScore);
            if (Number(a.monetary) >= Number(b.monetary)) {
              expect(a.monetaryScore).toBeGreaterThanOrEqual(b.monetaryScore);
            }
          }
        }
      }),
      runs(100),
    );
  });

  test("S-R-03 every account is a row or has returns only; amounts are conserved", () => {
    fc.assert(
      fc.property(orders, (list) => {
        const { rows, withoutPurchase } = rfm(list, { asOf });
        const accounts = new Set(list.map((one) => one.account));
        expect(new Set([...rows.map((row) => row.account), ...withoutPurchase])).toEqual(accounts);
        expect(rows.length + withoutPurchase.length).toBe(accounts.size);
        const given = list
          .filter((one) => !withoutPurchase.includes(one.account))
          .reduce((sum, one) => addDecimals(sum, one.amount), "0");
        expect(rows.reduce((sum, row) => addDecimals(sum, row.monetary), "0")).toBe(given);
      }),
      runs(200),
    );
  });

  test("S-R-04 scores lie between 1 and the number of bins; five bins leave nobody without a segment", () => {
    fc.assert(
      fc.property(orders, (list) => {
        for (const row of rfm(list, { asOf }).rows) {
          for (const score of [row.recencyScore, row.frequencyScore, row.monetaryScore]) {
            expect(score).toBeGreaterThanOrEqual(1);
            expect(score).toBeLessThanOrEqual(5);
          }
          expect(row.segment).not.toBeNull();
        }
      }),
      runs(200),
    );
  });
});
