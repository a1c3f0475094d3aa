import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ahpGroup, ahpWeights } from "../../../src/scoring/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";
import { vectors } from "../../support/shared.js";

const consistent = (weights: readonly number[]): number[][] =>
  deepFreeze(weights.map((a) => weights.map((b) => a / b)));
const weights = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 9 })
  .map((list) => list.map((one) => one / 10));

function reciprocal(size: number, judgments: readonly number[]): number[][] {
  const above = (i: number, j: number): number => judgments[i * 7 + j] ?? 1;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? 1 : i < j ? above(i, j) : 1 / above(j, i))),
  );
}
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 49, maxLength: 49 }))
  .map(([size, list]) => reciprocal(size, list));

describe("laws of AHP", () => {
  test("S-H-01 consistent judgments give back their weights, by both methods, with a ratio of 0", () => {
    fc.assert(
      fc.property(weights, fc.constantFrom("eigenvector" as const, "geometric-mean" as const), (list, method) => {
        const total = list.reduce((sum, one) => sum + one, 0);
        const found = ahpWeights(consistent(list), { method });
        found.weights.forEach((one, index) => expect(one).toBeCloseTo((list[index] as number) / total, 12));
        expect(found.consistencyRatio).toBeLessThan(1e-12);
        expect(found.inconsistent).toEqual([]);
      }),
      runs(200),
    );
  });

  test("S-H-02 weights are positive and sum to 1, λmax is never below the size", () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const found = ahpWeights(rows);
        expect(found.weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...found.weights)).toBeGreaterThan(0);
        expect(found.lambdaMax).toBeGreaterThanOrEqual(rows.length - 1e-9);
        expect(found.consistencyIndex).toBeGreaterThanOrEqual(0);
        rows.forEach((row, i) => {
          const product = row.reduce((sum, one, j) => sum + one * (found.weights[j] as number), 0);
          expect(product).toBeCloseTo(found.lambdaMax * (found.weights[i] as number), 9);
        });
      }),
      runs(200),
    );
  });

  test("S-H-03 judges who agree are as one, and their order does not matter", () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const flipped = rows.map((row) => row.map((one) => 1 / one));
        ahpGroup([rows, rows, rows]).flat().forEach((one, index) => {
          expect(one / (rows.flat()[index] as number)).toBeCloseTo(1, 12);
        });
        ahpGroup([rows, flipped]).flat().forEach((one) => expect(one).toBeCloseTo(1, 12));
      }),
      runs(100),
    );
  });
});

describe("published numbers", () => {
  // T. L. Saaty, "Decision making with the analytic hierarchy process", IJSS 1:1 (2008): drinks.
  const drinks = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
  ];

  test("Saaty's drinks", () => {
    const found = ahpWeights(drinks, { randomIndex: [0, 0, 0, 0, 0, 0, 1.2519] });
    [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327].forEach((one, index) => {
      expect(Math.abs((found.weights[index] as number) - one)).toBeLessThan(0.00051);
    });
    expect(found.consistencyRatio).toBeCloseTo(0.0235, 4);
    expect(found.inconsistent).toHaveLength(10);
  });

  const rows = vectors("scoring").filter((one) => ["ahp.priorities", "ahp.consistency"].includes(one.feature));
  test.skipIf(rows.length === 0)("every row of the shared numbers", () => {
    for (const row of rows) {
      const given = row.given as { matrix: number[][]; randomIndex?: number };
      const size = given.matrix.length;
      const table = Array.from({ length: size }, (_, index) => (index === size - 1 ? (given.randomIndex ?? 1) : 0));
      const found = ahpWeights(given.matrix, { randomIndex: table });
      const figures = row.feature === "ahp.priorities"
        ? found.weights
        : [found.lambdaMax, found.consistencyIndex, found.consistencyRatio ?? NaN];
      (row.expect as number[]).forEach((one, index) => expect(figures[index], row.id).toBeCloseTo(one, 7));
    }
  });
});

describe("edges and bad input", () => {
  test("one and two are always consistent; a size without a random index has no ratio", () => {
    expect(ahpWeights([[1]])).toMatchObject({ weights: [1], consistencyRatio: 0 });
    expect(ahpWeights([[1, 3], [1 / 3, 1]]).consistencyRatio).toBe(0);
    expect(ahpWeights(consistent([1, 2, 3, 4]), { randomIndex: [0, 0, 0.52] }).consistencyRatio).toBeNull();
  });

  test("the judgment that contradicts the others is named first", () => {
    const bad = consistent([8, 4, 2, 1]).map((row) => [...row]);
    (bad[0] as number[])[3] = 1 / 8;
    (bad[3] as number[])[0] = 8;
    expect(ahpWeights(bad).inconsistent[0]).toMatchObject({ row: 0, column: 3, given: 0.125 });
  });

  test.each<[() => unknown, string, string]>([
    [() => ahpWeights([]), "scoring.square", "matrix"],
    [() => ahpWeights([[1, 2]]), "scoring.square", "matrix"],
    [() => ahpWeights([[1, 2], [2, 1]]), "scoring.reciprocal", "matrix[1][0]"],
    [() => ahpWeights([[2]]), "scoring.reciprocal", "matrix[0][0]"],
    [() => ahpWeights([[0]]), "scoring.judgment", "matrix[0][0]"],
    [() => ahpGroup([]), "scoring.judges", "matrices"],
    [() => ahpGroup([[[1]], [[1, 1], [1, 1]]]), "scoring.judges", "matrices"],
  ])("case %#", (attempt, code, path) => {
    expect(attempt).toThrow(expect.objectContaining({ code, path }));
  });
});
