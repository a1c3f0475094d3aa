/** Decision problems for tests, from matrices and at random. */
import fc from "fast-check";

import type { DecisionProblem, NormName } from "../../../src/scoring/index.js";
import { deepFreeze } from "../../support/freeze.js";

/** A problem from rows of values; types are 1 for a benefit and −1 for a cost. */
export function problemOf(
  matrix: readonly (readonly number[])[],
  weights: readonly number[],
  types: readonly number[],
): DecisionProblem {
  return deepFreeze({
    criteria: weights.map((weight, index) => ({
      id: `c${String(index)}`,
      weight,
      direction: types[index] === -1 ? ("cost" as const) : ("benefit" as const),
    })),
    alternatives: matrix.map((values, index) => ({ id: `a${String(index).padStart(3, "0")}`, values })),
  });
}

/** What a ranking gave each alternative, in the order of the rows. */
export function inOrder<T extends { readonly id: string }>(ranking: readonly T[], figure: (row: T) => number): number[] {
  return [...ranking].sort((a, b) => (a.id < b.id ? -1 : 1)).map(figure);
}

export const norms: readonly NormName[] = [
  "minmax", "max", "sum", "vector", "linear", "logarithmic", "nonlinear", "enhanced-accuracy", "zavadskas-turskis", "none",
];

/** Norms under which a change of units changes nothing. */
export const unitFree: readonly NormName[] = [
  "minmax", "max", "sum", "vector", "linear", "nonlinear", "enhanced-accuracy", "zavadskas-turskis",
];

const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1000, max: 1_000_000 }).map((one) => one / 1000) },
);

/** Two to eight alternatives of one to five criteria, values of 1 or more. */
export const problems: fc.Arbitrary<DecisionProblem> = fc
  .record({
    rows: fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { minLength: 2, maxLength: 8 }),
    weights: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    types: fc.array(fc.constantFrom(1, -1), { minLength: 5, maxLength: 5 }),
    count: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ rows, weights, types, count }) =>
    problemOf(rows.map((row) => row.slice(0, count)), [...weights.map((one) => one / 4), 1].slice(-count), types.slice(0, count)),
  );

const extremes = [0, -0, 1, -1, 5e-324, -5e-324, 1e-310, 1e308, -1e308, 1.7976931348623157e308, 1e-200, 1e150, 3];

/** Values at both ends of the doubles, zeros and negatives. */
export const hostile: fc.Arbitrary<DecisionProblem> = fc
  .record({
    rows: fc.array(fc.array(fc.constantFrom(...extremes), { minLength: 3, maxLength: 3 }), { minLength: 0, maxLength: 5 }),
    weights: fc.array(fc.constantFrom(0, 1e-50, 1, 1e50), { minLength: 3, maxLength: 3 }),
    types: fc.array(fc.constantFrom(1, -1), { minLength: 3, maxLength: 3 }),
  })
  .map(({ rows, weights, types }) => problemOf(rows, weights, types));
