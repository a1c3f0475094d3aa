/** Laws of the analytic hierarchy process. Published numbers are in `ahp.vectors.test.ts`. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ahpConsensus, ahpGroup, ahpHierarchy, ahpWeights } from "../../../src/scoring/index.js";
import type { AhpCompletion, AhpMatrix, AhpMethod } from "../../../src/scoring/index.js";
import { filled, landscape, missingPlaces } from "../../../src/scoring/weights/completion.js";
import { perron } from "../../../src/scoring/weights/perron.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const methods: readonly AhpMethod[] = ["eigenvector", "geometric-mean", "column-mean"];
const completions: readonly AhpCompletion[] = ["least-eigenvalue", "log-least-squares", "harker"];

const consistent = (weights: readonly number[]): number[][] =>
  deepFreeze(weights.map((a) => weights.map((b) => a / b)));

const weights = fc
  .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 9 })
  .map((list) => list.map((one) => one / 10));

/** Saaty's scale, and judgments far beyond it. */
const judgment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5, 7, 9) },
  { weight: 1, arbitrary: fc.constantFrom(1e-6, 1e-3, 1e3, 1e6) },
);

function reciprocal(size: number, judgments: readonly number[]): number[][] {
  const above = (i: number, j: number): number => judgments[i * 8 + j] ?? 1;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? 1 : i < j ? above(i, j) : 1 / above(j, i))),
  );
}

const matrix = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.array(judgment, { minLength: 64, maxLength: 64 }))
  .map(([size, list]) => deepFreeze(reciprocal(size, list)));

/** A matrix with holes; the judgments next to the diagonal link all items. */
const incomplete = fc
  .tuple(matrix, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }))
  .map(([rows, holes]): AhpMatrix =>
    deepFreeze(
      rows.map((row, i) =>
        row.map((one, j) => (Math.abs(i - j) > 1 && holes[Math.min(i, j) * 8 + Math.max(i, j)] ? null : one)),
      ),
    ),
  );

const sumOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);

/** The eigenvector by squaring the matrix in sixty digits until its columns agree: slow and plain. */
function slowEigenvector(rows: readonly (readonly number[])[]): number[] {
  const Digits = Decimal.clone({ defaults: true, precision: 60 });
  let power = rows.map((row) => row.map((one) => new Digits(one)));
  for (let turn = 0; turn < 40; turn += 1) {
    const squared = power.map((row) =>
      row.map((_, j) => row.reduce((sum, one, k) => sum.plus(one.times(power[k]?.[j] ?? 0)), new Digits(0))),
    );
    const largest = squared.flat().reduce((most, one) => (one.gt(most) ? one : most), new Digits(0));
    power = squared.map((row) => row.map((one) => one.div(largest)));
  }
  const column = power.map((row) => row[0] ?? new Digits(0));
  const total = column.reduce((sum, one) => sum.plus(one), new Digits(0));
  return column.map((one) => one.div(total).toNumber());
}

const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1e-300);

describe("laws of AHP", () => {
  test("S-H-01 consistent judgments give back their weights, by both methods, with a ratio of exactly 0", () => {
    fc.assert(
      fc.property(weights, fc.constantFrom(...methods), (list, method) => {
        const total = sumOf(list);
        const found = ahpWeights(consistent(list), { method });
        found.weights.forEach((one, index) => expect(relative(one, (list[index] as number) / total)).toBeLessThan(2e-15));
        expect(found.consistencyRatio).toBe(0);
        expect(found.lambdaMax).toBe(list.length);
        expect(found.inconsistent).toEqual([]);
      }),
      runs(200),
    );
  });

  test("S-H-02 weights are positive and sum to 1, λmax is never below the size, A w = λ w", () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const found = ahpWeights(rows);
        expect(sumOf(found.weights)).toBeCloseTo(1, 12);
        expect(Math.min(...found.weights)).toBeGreaterThan(0);
        expect(found.lambdaMax).toBeGreaterThanOrEqual(rows.length);
        expect(found.consistencyIndex).toBeGreaterThanOrEqual(0);
        expect(found.geometricConsistencyIndex).toBeGreaterThanOrEqual(0);
        rows.forEach((row, i) => {
          const product = row.reduce((sum, one, j) => sum + one * (found.weights[j] as number), 0);
          expect(relative(product, found.lambdaMax * (found.weights[i] as number))).toBeLessThan(1e-11);
        });
      }),
      runs(200),
    );
  });

  test("S-H-03 judges who agree are as one, and opposite judges cancel", () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const flipped = rows.map((row) => row.map((one) => 1 / one));
        ahpGroup([rows, rows, rows]).flat().forEach((one, index) => {
          expect((one as number) / (rows.flat()[index] as number)).toBeCloseTo(1, 12);
        });
        ahpGroup([rows, flipped]).flat().forEach((one) => expect(one).toBeCloseTo(1, 12));
      }),
      runs(100),
    );
  });

  test("S-H-04 the eigenvector is that of powers of the matrix in sixty digits", () => {
    fc.assert(
      fc.property(matrix.filter((rows) => rows.length <= 5), (rows) => {
        const slow = slowEigenvector(rows);
        ahpWeights(rows).weights.forEach((one, index) => expect(relative(one, slow[index] as number)).toBeLessThan(1e-11));
      }),
      runs(30),
    );
  });

  test("S-H-05 the order of the items changes no weight and no ratio", () => {
    fc.assert(
      fc.property(matrix, fc.constantFrom(...methods), fc.integer({ min: 0, max: 7 }), (rows, method, turn) => {
        const order = rows.map((_, index) => (index + turn) % rows.length);
        const turned = order.map((i) => order.map((j) => rows[i]?.[j] as number));
        const [one, other] = [ahpWeights(rows, { method }), ahpWeights(turned, { method })];
        order.forEach((i, place) => expect(relative(one.weights[i] as number, other.weights[place] as number)).toBeLessThan(1e-10));
        expect(relative(one.consistencyIndex + 1, other.consistencyIndex + 1)).toBeLessThan(1e-11);
        expect(relative(one.lambdaMax, other.lambdaMax)).toBeLessThan(1e-11);
      }),
      runs(100),
    );
  });

  test("S-H-06 missing judgments of a consistent matrix come back, by every completion and method", () => {
    const holes = fc.array(fc.boolean(), { minLength: 81, maxLength: 81 });
    let seen = 0;
    fc.assert(
      fc.property(weights, holes, fc.constantFrom(...completions), fc.constantFrom(...methods), (list, open, completion, method) => {
        const full = consistent(list);
        const rows = full.map((row, i) =>
          row.map((one, j) => (Math.abs(i - j) > 1 && open[Math.min(i, j) * 9 + Math.max(i, j)] ? null : one)),
        );
        const found = ahpWeights(rows, { completion, method });
        const total = sumOf(list);
        found.weights.forEach((one, index) => expect(relative(one, (list[index] as number) / total)).toBeLessThan(1e-12));
        found.completed.forEach(({ row, column, value }) => expect(relative(value, full[row]?.[column] as number)).toBeLessThan(1e-12));
        expect(found.consistencyIndex).toBe(0);
        seen += Number(found.completed.length > 3);
      }),
      runs(200),
    );
    expect(seen).toBeGreaterThan(seenMin(40));
  });

  test("S-H-07 no other value of a missing judgment has a smaller λmax", () => {
    fc.assert(
      fc.property(incomplete, fc.double({ min: -1, max: 1, noNaN: true }), (rows, step) => {
        const found = ahpWeights(rows, { inconsistentMax: 0 });
        const full = rows.map((row) => [...row]);
        for (const { row, column, value } of found.completed) {
          (full[row] as (number | null)[])[column] = value;
          (full[column] as (number | null)[])[row] = 1 / value;
        }
        if (full.flat().some((one) => (one ?? 1) > 1e5 || (one ?? 1) < 1e-5)) return;
        expect(relative(ahpWeights(full).lambdaMax, found.lambdaMax)).toBeLessThan(1e-11);
        for (const { row, column, value } of found.completed) {
          const moved = full.map((one) => [...one]);
          (moved[row] as number[])[column] = value * Math.exp(step);
          (moved[column] as number[])[row] = 1 / (value * Math.exp(step));
          expect(ahpWeights(moved, { inconsistentMax: 0 }).lambdaMax).toBeGreaterThanOrEqual(found.lambdaMax * (1 - 1e-12));
        }
      }),
      runs(60),
    );
  });

  test("S-H-14 the slope and the curvature of λmax are its finite differences", () => {
    let seen = 0;
    fc.assert(
      fc.property(incomplete, fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 28, maxLength: 28 }), (rows, list) => {
        const size = rows.length;
        // Judgments near to one another, so that a difference of two eigenvalues keeps its digits.
        const cells = Float64Array.from(rows.flat(), (one) => (one === null ? 0 : one ** 0.2));
        const places = missingPlaces(cells, size);
        const count = places.rows.length;
        if (count === 0) return;
        seen += 1;
        const logs = Float64Array.from(list.slice(0, count));
        const at = (along: Float64Array, by: number): Float64Array =>
          filled(cells, size, places, logs.map((one, k) => one + by * (along[k] as number)));
        const here = landscape(at(logs, 0), size, places);
        expect(relative(here.value, perron(at(logs, 0), size).value)).toBeLessThan(1e-14);
        const step = 1e-4;
        for (let k = 0; k < count; k += 1) {
          const along = new Float64Array(count);
          along[k] = 1;
          const [up, down] = [landscape(at(along, step), size, places), landscape(at(along, -step), size, places)];
          expect(Math.abs(here.slope[k] as number - (up.value - down.value) / (2 * step))).toBeLessThan(1e-6 * size);
          here.curvatureTimes(along).forEach((one, other) => {
            const difference = ((up.slope[other] as number) - (down.slope[other] as number)) / (2 * step);
            expect(Math.abs(one - difference)).toBeLessThan(1e-6 * size);
          });
        }
      }),
      runs(40),
    );
    expect(seen).toBeGreaterThan(seenMin(15));
  });

  test("S-H-15 means of columns are those of the definition, and λmax the mean of (A w)ᵢ ÷ wᵢ", () => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const found = ahpWeights(rows, { method: "column-mean", inconsistentMax: 0 });
        const size = rows.length;
        const totals = rows.map((_, j) => sumOf(rows.map((row) => row[j] as number)));
        const slow = rows.map((row) => sumOf(row.map((one, j) => one / (totals[j] as number))) / size);
        slow.forEach((one, index) => expect(relative(found.weights[index] as number, one)).toBeLessThan(1e-11));
        const ratios = rows.map((row, i) => sumOf(row.map((one, j) => one * (slow[j] as number))) / (slow[i] as number));
        expect(relative(found.lambdaMax, sumOf(ratios) / size)).toBeLessThan(1e-10);
      }),
      runs(100),
    );
  });

  test("S-H-08 what would agree best never raises the ratio, and making it so has the ratio said", () => {
    fc.assert(
      fc.property(incomplete, (rows) => {
        const found = ahpWeights(rows, { randomIndex: "alonso-lamata-2006", inconsistentMax: 3 });
        for (const { row, column, best, consistencyRatioIfBest, consistencyRatioFall } of found.inconsistent) {
          expect(consistencyRatioFall).toBeGreaterThanOrEqual(-1e-9 * (1 + (found.consistencyRatio ?? 0)));
          if (best === null || best > 1e6 || best < 1e-6) continue;
          const mended = rows.map((one) => [...one]);
          (mended[row] as number[])[column] = best;
          (mended[column] as number[])[row] = 1 / best;
          const after = ahpWeights(mended, { randomIndex: "alonso-lamata-2006", inconsistentMax: 0 });
          expect(relative(1 + (after.consistencyRatio ?? 0), 1 + (consistencyRatioIfBest ?? 0))).toBeLessThan(1e-9);
        }
      }),
      runs(60),
    );
  });

  test("S-H-09 pairs by name say what the matrix says", () => {
    fc.assert(
      fc.property(incomplete, (rows) => {
        const items = rows.map((_, index) => `c${String(index)}`);
        const pairs = rows.flatMap((row, i) =>
          row.flatMap((value, j) => (i < j && value !== null ? [{ row: `c${String(i)}`, column: `c${String(j)}`, value }] : [])),
        );
        const { items: named, ...found } = ahpWeights({ items, pairs: [...pairs].reverse() });
        expect(named).toEqual(items);
        expect({ items: null, ...found }).toEqual(ahpWeights(rows.map((row, i) => row.map((one, j) => (i > j ? null : one)))));
      }),
      runs(60),
    );
  });

  test("S-H-10 the order of the judges changes no weight, and a judge of weight 0 counts for nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.array(judgment, { minLength: 64, maxLength: 64 }), { minLength: 1, maxLength: 5 }), (lists) => {
        const judges = lists.map((list, index) => ({ id: `j${String(index)}`, judgments: reciprocal(4, list), weight: index + 1 }));
        const silent = { id: "silent", judgments: reciprocal(4, lists[0] ?? []), weight: 0 };
        const one = ahpConsensus(judges);
        const other = ahpConsensus([...judges].reverse());
        one.group.weights.forEach((weight, index) => expect(relative(weight, other.group.weights[index] as number)).toBeLessThan(1e-11));
        expect(one.consensus).toBeCloseTo(other.consensus, 9);
        expect(one.consensus).toBeGreaterThanOrEqual(0);
        expect(one.consensus).toBeLessThanOrEqual(1);
        expect(sumOf(one.judges.map((judge) => judge.share))).toBeCloseTo(1, 12);
        one.judges.forEach((judge) => expect(judge.compatibility).toBeGreaterThanOrEqual(1));
        const more = ahpConsensus([...judges, silent]);
        expect(more.group.weights).toEqual(one.group.weights);
        expect(more.consensus).toBe(one.consensus);
      }),
      runs(60),
    );
  });

  test("S-H-11 a hierarchy of one level is the weighted sum of its columns; contributions sum to priorities, those to 1", () => {
    fc.assert(
      fc.property(matrix, fc.array(fc.array(judgment, { minLength: 64, maxLength: 64 }), { minLength: 8, maxLength: 8 }), (rows, lists) => {
        const alternatives = ["acme", "bolt", "cask", "dune"];
        const leaves = rows.map((_, index) => reciprocal(4, lists[index] ?? []));
        const goal = { id: "goal", judgments: rows, criteria: leaves.map((judgments, index) => ({ id: `c${String(index)}`, judgments })) };
        const above = ahpWeights(rows).weights;
        for (const mode of ["distributive", "ideal"] as const) {
          const found = ahpHierarchy({ alternatives, goal }, { mode });
          const columns = leaves.map((leaf) => {
            const { weights: own } = ahpWeights(leaf);
            return mode === "ideal" ? own.map((one) => one / Math.max(...own)) : own;
          });
          const raw = alternatives.map((_, place) => sumOf(columns.map((column, index) => (column[place] as number) * (above[index] as number))));
          expect(sumOf(found.alternatives.map((one) => one.priority))).toBeCloseTo(1, 12);
          for (const { id, priority, contributions } of found.alternatives) {
            expect(priority).toBeCloseTo((raw[alternatives.indexOf(id)] as number) / sumOf(raw), 12);
            expect(sumOf(contributions.map((one) => one.priority))).toBeCloseTo(priority, 12);
          }
          expect(found.consistencyRatio).toBeGreaterThanOrEqual(0);
        }
      }),
      runs(40),
    );
  });

  test("S-H-12 in ideal mode, an alternative that is best nowhere changes the order of no others", () => {
    const column = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(column, column, column, (first, second, third) => {
        const columns = [first, second, third];
        const treeOf = (count: number): Parameters<typeof ahpHierarchy>[0] => ({
          alternatives: ["a", "b", "c", "d"].slice(0, count),
          goal: {
            id: "goal",
            values: [1, 1, 1],
            criteria: columns.map((values, index) => ({
              id: `c${String(index)}`,
              // The fourth is the worst of all, everywhere.
              values: values.map((one, place) => (place === 3 ? Math.min(...values.slice(0, 3)) : one)).slice(0, count),
            })),
          },
        });
        const order = (count: number): string[] =>
          ahpHierarchy(treeOf(count), { mode: "ideal" }).alternatives.map((one) => one.id).filter((id) => id !== "d");
        expect(order(4)).toEqual(order(3));
      }),
      runs(100),
    );
  });
});

describe("hostile judgments", () => {
  test("S-H-13 judgments at the ends of what is allowed give finite weights above 0, with and without holes", () => {
    const extreme = fc.constantFrom(1e-6, 1e6);
    fc.assert(
      fc.property(fc.array(extreme, { minLength: 49, maxLength: 49 }), fc.constantFrom(...completions), fc.constantFrom(...methods), (list, completion, method) => {
        const items = Array.from({ length: 50 }, (_, index) => `c${String(index)}`);
        const pairs = list.map((value, index) => ({ row: `c${String(index)}`, column: `c${String(index + 1)}`, value }));
        const loop = [...pairs, { row: "c0", column: "c3", value: 1e6 }, { row: "c3", column: "c7", value: 1e-6 }];
        for (const found of [ahpWeights({ items, pairs }, { completion, method, inconsistentMax: 1 }), ahpWeights({ items, pairs: loop }, { completion, method, inconsistentMax: 1 })]) {
          expect(found.weights.every((one) => one >= 0 && one <= 1)).toBe(true);
          expect(JSON.stringify(found)).not.toContain("null,null");
          expect(Number.isFinite(found.lambdaMax)).toBe(true);
          expect(found.completed.every(({ value }) => Number.isFinite(value) && value > 0)).toBe(true);
        }
      }),
      runs(10),
    );
  });
});
