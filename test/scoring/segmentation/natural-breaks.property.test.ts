import fc from "fast-check";
import { ckmeans } from "simple-statistics";
import { describe, expect, test } from "vitest";

import { naturalBreaks } from "../../../src/scoring/index.js";
import { runs } from "../../support/runs.js";
import { shuffled } from "./support.js";

const list = fc.array(
  fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -100_000, max: 100_000 }).map((one) => one / 100)),
  { minLength: 1, maxLength: 12 },
);

function squaresOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The least squares of all ways to cut sorted different values into classes. */
function bruteForce(groups: readonly (readonly number[])[], classes: number): number {
  if (classes === 1) return squaresOf(groups.flat());
  let best = Infinity;
  for (let first = 1; first <= groups.length - classes + 1; first += 1) {
    const rest = bruteForce(groups.slice(first), classes - 1);
    best = Math.min(best, squaresOf(groups.slice(0, first).flat()) + rest);
  }
  return best;
}

function groupsOf(values: readonly number[]): number[][] {
  const sorted = [...values].sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const value of sorted) {
    const last = groups.at(-1);
    if (last?.[0] === value) last.push(value);
    else groups.push([value]);
  }
  return groups;
}

describe("natural breaks", () => {
  test("SC-B1 no other classes have less squares within them: all ways are tried", () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 5 }), (values, asked) => {
        const found = naturalBreaks(values, { classes: asked });
        if (found.state !== "known") throw new Error("there are values");
        const groups = groupsOf(values);
        const classes = Math.min(asked, groups.length);
        expect(found.classes).toHaveLength(classes);
        const own = found.classes.map(({ from, to }) => values.filter((one) => one >= from && one <= to));
        expect(own.map((one) => one.length)).toEqual(found.classes.map(({ count }) => count));
        expect(own.flat()).toHaveLength(values.length);
        const squares = own.reduce((sum, one) => sum + squaresOf(one), 0);
        const whole = squaresOf(values);
        expect(squares).toBeLessThanOrEqual(bruteForce(groups, classes) + 1e-12 * whole);
        expect(found.goodness).toBeCloseTo(whole === 0 ? 1 : 1 - squares / whole, 9);
        own.forEach((one, index) => {
          expect(found.classes[index]?.mean).toBeCloseTo(one.reduce((a, b) => a + b, 0) / one.length, 9);
        });
      }),
      runs(300),
    );
  });

  test("SC-B2 more classes never fit worse, and the order of values changes nothing", () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 1e6 }), (values, seed) => {
        const found = naturalBreaks(values, { classes: 6 });
        if (found.state !== "known") throw new Error("there are values");
        const goodness = found.goodnessByClasses;
        expect(goodness).toEqual([...goodness].sort((a, b) => a - b));
        expect(naturalBreaks(Float64Array.from(shuffled(values, seed)), { classes: 6 })).toEqual(found);
      }),
      runs(100),
    );
  });

  test("SC-B3 the classes fit as well as those of simple-statistics on larger lists", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 50, maxLength: 400 }), (values) => {
        const found = naturalBreaks(values, { classes: 5 });
        const peer = ckmeans(values, 5).reduce((sum, one) => sum + squaresOf(one), 0);
        expect(found.state === "known" && found.goodness).toBeCloseTo(1 - peer / squaresOf(values), 9);
      }),
      runs(30),
    );
  });

  test("SC-B4 classes far from zero and close to one another are still told apart", () => {
    const values = [0, 1, 2, 10, 11, 12, 20, 21, 22].map((one) => 1e12 + one);
    const found = naturalBreaks(values, { classes: 3 });
    expect(found.state === "known" && found.breaks).toEqual([1e12 + 10, 1e12 + 20]);
  });

  test("SC-B5 both ends of the range of doubles stay finite", () => {
    for (const values of [[1e308, -1e308, 0], [5e-324, 1e-323, 1], [1.7e308, 1.6e308, -1.7e308, 5]]) {
      const found = naturalBreaks(values, { classes: 2 });
      if (found.state !== "known") throw new Error("there are values");
      for (const { from, to, mean } of found.classes) {
        expect(Number.isFinite(mean) && from <= mean && mean <= to).toBe(true);
      }
      expect(found.goodnessByClasses.every((one) => one >= 0 && one <= 1)).toBe(true);
    }
  });
});
