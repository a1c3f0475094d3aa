import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { abc, concentration } from "../../../src/scoring/index.js";
import type { ValueOf } from "../../../src/scoring/index.js";
import { addDecimals, multiplyDecimals } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";
import { shuffled } from "../segmentation/support.js";

const cents = fc.integer({ min: -500, max: 100_000 }).map((units) => (units / 100).toFixed(2));
const values: fc.Arbitrary<ValueOf[]> = fc
  .array(cents, { maxLength: 40 })
  .map((list) => deepFreeze(list.map((value, index) => ({ id: `a${String(index)}`, value }))));

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
