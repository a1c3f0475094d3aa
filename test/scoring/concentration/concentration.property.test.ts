import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { abc, concentration, concentrationChange } from "../../../src/scoring/index.js";
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

  test("S-C-02b where zeros are counted, they have a share of nothing in every figure", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 5 }), (list, more) => {
        const zeros = Array.from({ length: more }, (_, index) => ({ id: `zero-${String(index)}`, value: 0 }));
        const found = concentration([...list, ...zeros], { zeros: "counted", top: [2] });
        const members = [...list.map((one) => Number(one.value)).filter((value) => value >= 0), ...zeros.map(() => 0)];
        if (found.state !== "known") {
          expect(Math.max(0, ...members)).toBe(0);
          return;
        }
        const n = members.length;
        const total = members.reduce((sum, value) => sum + value, 0);
        let differences = 0;
        for (const a of members) for (const b of members) differences += Math.abs(a - b);
        expect(found.count).toBe(n);
        expect(found.excluded).toBe(list.length + more - n);
        expect(found.gini).toBeCloseTo(differences / (2 * n * total), 9);
        const shares = members.map((value) => value / total);
        const entropy = shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log(share) : 0), 0);
        expect(found.entropy).toBeCloseTo(entropy, 9);
        expect(found.theil).toBeCloseTo(Math.log(n) - entropy, 9);
        expect(found.herfindahl).toBeCloseTo(shares.reduce((sum, share) => sum + share * share, 0), 9);
        expect(found.topShares[0]?.share).toBeCloseTo(shares.toSorted((a, b) => b - a).slice(0, 2).reduce((sum, share) => sum + share, 0), 9);
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

  test("S-C-04 the Lorenz curve is convex; HHI lies from 1/n to 1; its inverse is the effective number", () => {
    fc.assert(
      fc.property(values, (list) => {
        const found = concentration(list, { top: [1, 2, 4, 1000] });
        if (found.state !== "known") return;
        const { lorenz, count, herfindahl, effectiveNumber, effectiveNumberByEntropy, topShares } = found;
        let slope = 0;
        lorenz.slice(1).forEach((point, index) => {
          const last = lorenz[index];
          const next = (point.value - (last?.value ?? 0)) / (point.accounts - (last?.accounts ?? 0));
          expect(next).toBeGreaterThanOrEqual(slope - 1e-9);
          slope = next;
        });
        expect(lorenz[0]).toEqual({ accounts: 0, value: 0 });
        expect(lorenz.at(-1)).toEqual({ accounts: 1, value: 1 });
        expect(herfindahl).toBeGreaterThanOrEqual(1 / count);
        expect(herfindahl).toBeLessThanOrEqual(1);
        expect(herfindahl * effectiveNumber).toBeCloseTo(1, 14);
        expect(effectiveNumber).toBeLessThanOrEqual(effectiveNumberByEntropy * (1 + 1e-12));
        expect(effectiveNumberByEntropy).toBeLessThanOrEqual(count);
        const sorted = list.map(({ value }) => Number(value)).filter((value) => value > 0).sort((a, b) => b - a);
        const total = sorted.reduce((sum, value) => sum + value, 0);
        for (const { most, share } of topShares) {
          expect(share).toBeCloseTo(sorted.slice(0, most).reduce((sum, value) => sum + value, 0) / total, 9);
        }
      }),
      runs(200),
    );
  });

  test("S-C-05 contributions of accounts sum to the change of the index, and the way back is its negation", () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const [there, back] = [concentrationChange(first, second), concentrationChange(second, first)];
        expect(back.state).toBe(there.state);
        if (there.state !== "known" || back.state !== "known") return;
        const sum = there.contributions.reduce((total, one) => total + one.hhi, 0);
        expect(sum).toBeCloseTo(there.after.hhi - there.before.hhi, 6);
        expect(back.change.hhi).toBeCloseTo(-there.change.hhi, 9);
      }),
      runs(100),
    );
  });
});
