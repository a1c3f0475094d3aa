/** Weights from the data: laws, published numbers and bad input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { criticWeights, entropyWeights, equalWeights, giniWeights, merecWeights, standardDeviationWeights } from "../../../src/scoring/index.js";
import type { NoObjectiveWeights, ObjectiveWeights, UnweightedProblem } from "../../../src/scoring/index.js";
import { isClienteleError } from "../../../src/values/index.js";
import { runs, seenMin } from "../../support/runs.js";
import { vectors } from "../../support/shared.js";
import { hostile, problemOf, problems } from "../ranking/problems.js";

type Found = ObjectiveWeights | NoObjectiveWeights;
const methods: Record<string, (problem: UnweightedProblem) => Found> = {
  entropy: entropyWeights,
  "entropy, zeros without": (problem) => entropyWeights(problem, { zeros: "no-entropy" }),
  critic: criticWeights,
  "critic by ranks": (problem) => criticWeights(problem, { correlation: "spearman" }),
  deviation: (problem) => standardDeviationWeights(problem, { norm: "minmax" }),
  variance: (problem) => standardDeviationWeights(problem, { norm: "minmax", measure: "variance" }),
  raw: (problem) => standardDeviationWeights(problem, { norm: "none" }),
  merec: merecWeights,
  gini: giniWeights,
  equal: equalWeights,
};
const names = Object.keys(methods);
const plain = (matrix: readonly (readonly number[])[], types?: readonly number[]): UnweightedProblem => {
  const count = matrix[0]?.length ?? 0;
  return problemOf(matrix, Array.from({ length: count }, () => 1), types ?? Array.from({ length: count }, () => 1));
};
const weightsOf = (found: Found): number[] => found.weights.map((one) => one.weight);
const rounded = (found: Found, digits: number): number[] => weightsOf(found).map((one) => Number(one.toFixed(digits)));
const valuesOf = (problem: UnweightedProblem): number[][] => problem.alternatives.map((one) => [...(one.values as readonly number[])]);

describe("laws of weights from the data", () => {
  test.each(names)("SC-W20 they sum to 1, none is below 0, and the order of alternatives changes no bit: %s", (name) => {
    const weigh = methods[name] as (typeof methods)[string];
    let seen = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const found = weigh(problem);
        expect(weigh({ ...problem, alternatives: [...problem.alternatives].reverse() })).toEqual(found);
        if (found.state === "unknown") return;
        seen += 1;
        expect(weightsOf(found).reduce((total, one) => total + one, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...weightsOf(found))).toBeGreaterThanOrEqual(0);
        expect(found.weights.map((one) => one.criterion)).toEqual(problem.criteria.map((one) => one.id));
      }),
      runs(150),
    );
    expect(seen).toBeGreaterThan(seenMin(60));
  });

  test.each(names.filter((name) => name !== "raw"))("SC-W21 units change no weight: %s", (name) => {
    const weigh = methods[name] as (typeof methods)[string];
    const units = fc.array(fc.constantFrom(0.001, 1, 60, 1e6, 2 ** 90), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(problems, units, (problem, times) => {
        const rows = valuesOf(problem).map((row) => row.map((one, index) => one * (times[index] as number)));
        const [one, other] = [weigh(problem), weigh({ ...problem, alternatives: problem.alternatives.map(({ id }, index) => ({ id, values: rows[index] ?? [] })) })];
        expect(other.state).toBe(one.state);
        weightsOf(one).forEach((weight, index) => expect(weightsOf(other)[index]).toBeCloseTo(weight, 8));
      }),
      runs(100),
    );
  });

  test.each(names.filter((name) => name !== "equal"))("SC-W22 a constant criterion weighs 0 and changes no other weight: %s", (name) => {
    const weigh = methods[name] as (typeof methods)[string];
    fc.assert(
      fc.property(problems, fc.integer({ min: 1, max: 50 }), (problem, constant) => {
        const more: UnweightedProblem = {
          criteria: [...problem.criteria, { id: "constant", direction: "cost" }],
          alternatives: problem.alternatives.map((one) => ({ id: one.id, values: [...(one.values as readonly number[]), constant] })),
        };
        const [one, other] = [weigh(problem), weigh(more)];
        expect(other.state).toBe(one.state);
        if (one.state === "unknown") return;
        expect(weightsOf(other).at(-1)).toBe(0);
        // MEREC means over all criteria, so that one more of them shifts the others a little.
        if (name !== "merec") weightsOf(one).forEach((weight, index) => expect(weightsOf(other)[index]).toBeCloseTo(weight, 12));
      }),
      runs(100),
    );
  });

  test.each(names)("SC-W23 hostile values give finite weights, an answer or an error with a code: %s", (name) => {
    const weigh = methods[name] as (typeof methods)[string];
    let seen = 0;
    fc.assert(
      fc.property(hostile, (problem) => {
        try {
          const found = weigh(problem);
          expect(found.weights.every((one) => Number.isFinite(one.weight) && Number.isFinite(one.information))).toBe(true);
          seen += Number(found.state === "known");
        } catch (error) {
          expect(isClienteleError(error)).toBe(true);
        }
      }),
      runs(400),
    );
    expect(seen).toBeGreaterThan(seenMin(2));
  });

  test("SC-W24 entropy is that of its definition, Gini that of all pairs, CRITIC that of sums over its table", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const columns = problem.criteria.map((_, index) => valuesOf(problem).map((row) => row[index] as number));
        const count = columns[0]?.length ?? 0;
        const total = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);
        entropyWeights(problem).weights.forEach((one, index) => {
          const column = columns[index] as number[];
          const shares = column.map((value) => value / total(column));
          expect(one.information).toBeCloseTo(1 + total(shares.map((share) => share * Math.log(share))) / Math.log(count), 10);
        });
        giniWeights(problem).weights.forEach((one, index) => {
          const column = columns[index] as number[];
          const pairs = total(column.map((a) => total(column.map((b) => Math.abs(a - b)))));
          expect(one.information).toBeCloseTo(pairs / (2 * count * total(column)), 10);
        });
        const marks = columns.map((column, index) => {
          const [low, high] = [Math.min(...column), Math.max(...column)];
          return column.map((value) => (problem.criteria[index]?.direction === "cost" ? high - value : value - low) / (high - low));
        });
        const mean = (list: readonly number[]): number => total(list) / count;
        const spread = (list: readonly number[]): number => Math.sqrt(total(list.map((value) => (value - mean(list)) ** 2)) / (count - 1));
        const correlation = (a: readonly number[], b: readonly number[]): number =>
          total(a.map((value, row) => (value - mean(a)) * ((b[row] as number) - mean(b)))) / (count - 1) / spread(a) / spread(b);
        criticWeights(problem).weights.forEach((one, index) => {
          const own = marks[index] as number[];
          if (one.weight === 0) return;
          const others = marks.filter((mark, place) => place !== index && !mark.some((value) => Number.isNaN(value)));
          expect(one.information).toBeCloseTo(spread(own) * total(others.map((mark) => 1 - correlation(own, mark))), 9);
        });
      }),
      runs(150),
    );
  });
});

describe("published numbers", () => {
  const shared = vectors("scoring").filter((one) => one.feature === "weights.critic");
  test.skipIf(shared.length === 0).each(shared)("$id", (row) => {
    const { matrix } = row.given as { matrix: number[][] };
    const found = weightsOf(criticWeights(plain(matrix)));
    (row.expect as number[]).forEach((one, index) => expect(Math.abs((found[index] ?? NaN) - one)).toBeLessThan(row.tolerance ?? 1e-9));
  });

  test("entropy: Hwang and Yoon 1981, the fighter aircraft", () => {
    const matrix = [[2, 1500, 20_000, 5.5, 5, 9], [2.5, 2700, 18_000, 6.5, 3, 5], [1.8, 2000, 21_000, 4.5, 7, 7], [2.2, 1800, 20_000, 5, 5, 5]];
    const found = weightsOf(entropyWeights(plain(matrix)));
    [0.0649, 0.2055, 0.0133, 0.0829, 0.357, 0.2764].forEach((one, index) => expect(Math.abs((found[index] ?? NaN) - one)).toBeLessThan(0.002));
  });

  test("entropy: Elsayed, Dawood and Karthikeyan 2017", () => {
    const matrix = [
      [7, 312, 1891, 6613, 163], [72, 88, 728, 941_804, 1078], [10, 252, 2594, 3466, 117_471], [10, 145, 980, 2371, 86_329],
      [65, 54, 350, 501, 29_897], [29, 48, 380, 912, 34_051], [7, 476, 3300, 78_470, 2212], [70, 87, 650, 733, 819_000],
      [4, 86, 591, 3015, 103], [12, 79, 579, 3240, 96_098], [21, 45, 261, 1253, 453], [1, 72, 530, 4333, 0.1048],
    ];
    expect(rounded(entropyWeights(plain(matrix)), 6)).toEqual([0.104991, 0.069124, 0.071373, 0.449937, 0.304575]);
  });

  test("standard deviation: Jahan and Edwards 2013", () => {
    const matrix = [[0, 0, 0], [0.39, 0.3, 0.77], [0.17, 0.36, 0.8], [0.35, 0.29, 0.93], [0.3, 0.4, 0.94], [0.84, 0.71, 1], [1, 1, 0.99]];
    expect(rounded(standardDeviationWeights(plain(matrix), { norm: "none" }), 2)).toEqual([0.35, 0.31, 0.34]);
  });

  test("MEREC: Keshavarz-Ghorabaee et al. 2021", () => {
    const matrix = [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158]];
    expect(rounded(merecWeights(plain(matrix, [1, 1, -1, -1])), 4)).toEqual([0.5752, 0.0141, 0.4016, 0.0091]);
  });

  test("Gini and variance, as kotbaton/pymcdm has them", () => {
    expect(rounded(giniWeights(plain([[5, 6, 7], [5.5, 6.1, 8], [4, 5, 9]])), 4)).toEqual([0.412, 0.2562, 0.3319]);
    const matrix = [[100, 4, 500], [110, 5, 550], [120, 6, 600], [121, 8, 400]];
    const found = rounded(standardDeviationWeights(plain(matrix), { norm: "minmax", measure: "variance" }), 4);
    expect(found).toEqual([0.3761, 0.312, 0.312]);
  });
});

describe("what there is when there is little", () => {
  test.each(names.filter((name) => name !== "equal"))("none, one or all alike: %s", (name) => {
    const weigh = methods[name] as (typeof methods)[string];
    const empty: UnweightedProblem = { criteria: [{ id: "c", direction: "cost" }], alternatives: [] };
    expect(weigh(empty)).toEqual({ state: "unknown", reason: "no-alternatives", weights: [] });
    expect(weigh(plain([[1, 2]]))).toEqual({ state: "unknown", reason: "no-variation", weights: [] });
    expect(weigh(plain([[1, 2], [1, 2]]))).toEqual({ state: "unknown", reason: "no-variation", weights: [] });
  });

  test("criteria that say the same give no weights by CRITIC, nor does a single one", () => {
    expect(criticWeights(plain([[1, 10], [2, 20], [5, 50]]))).toMatchObject({ state: "unknown", reason: "no-conflict" });
    const rows = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(rows, (list) => {
        const found = criticWeights(plain(list.map((one) => [one, 0.7 + one * 0.3, one / 7 - 2])));
        expect(found.state).toBe("unknown");
      }),
      runs(100),
    );
    expect(criticWeights(plain([[1], [2]]))).toMatchObject({ state: "unknown", reason: "no-conflict" });
  });

  test("ranks know no distances: Spearman's correlation, ties by their mean", () => {
    // Ranks 1 2 3 4 5, 1 2.5 2.5 4 5 and 5 4 3 2 1 of the first, its near-copy and its opposite.
    const found = criticWeights(plain([[1, 10, 9], [2, 20, 8], [4, 20, 7], [8, 90, 3], [99, 91, 0]]), { correlation: "spearman" });
    const copy = 9.5 / Math.sqrt(10 * 9.5);
    const spread = (list: readonly number[]): number => {
      const marks = list.map((one) => (one - Math.min(...list)) / (Math.max(...list) - Math.min(...list)));
      const mean = marks.reduce((sum, one) => sum + one, 0) / 5;
      return Math.sqrt(marks.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 4);
    };
    const expected = [
      spread([1, 2, 4, 8, 99]) * (1 - copy + 2),
      spread([10, 20, 20, 90, 91]) * (1 - copy + 1 + copy),
      spread([9, 8, 7, 3, 0]) * (2 + 1 + copy),
    ];
    found.weights.forEach((one, index) => expect(one.information).toBeCloseTo(expected[index] as number, 12));
  });

  test("the direction turns correlations round", () => {
    const [same, turned] = [criticWeights(plain([[1, 10], [2, 20], [5, 50]], [1, -1])), criticWeights(plain([[1, 50], [2, 20], [5, 10]], [1, -1]))];
    expect(weightsOf(same)).toHaveLength(2);
    expect(turned.weights.every((one) => one.information < 0.1)).toBe(true);
  });

  test("a 0 adds nothing to the entropy, or takes all of it", () => {
    const matrix = [[1, 4], [0, 2], [1, 3], [1, 6]];
    const even = Math.log(3) / Math.log(4);
    const uneven = (entropyWeights(plain(matrix)).weights[1]?.information ?? NaN);
    expect(entropyWeights(plain(matrix)).weights[0]?.information).toBeCloseTo(1 - even, 12);
    const [first, second] = weightsOf(entropyWeights(plain(matrix), { zeros: "no-entropy" }));
    expect(first).toBeCloseTo(1 / (1 + uneven), 12);
    expect(second).toBeCloseTo(uneven / (1 + uneven), 12);
    expect(entropyWeights(plain([[0], [0]]), { zeros: "no-entropy" })).toMatchObject({ reason: "no-variation" });
  });

  test("an alternative with all of it, and one with a zero share", () => {
    expect(entropyWeights(plain([[1, 1], [0, 1]])).weights).toMatchObject([{ weight: 1, information: 1 }, { weight: 0, information: 0 }]);
  });
});

describe("bad input", () => {
  test.each<[() => unknown, string, string]>([
    [() => entropyWeights(plain([[-1], [2]])), "scoring.norm_domain", "problem.criteria[0]"],
    [() => giniWeights(plain([[-1], [2]])), "scoring.norm_domain", "problem.criteria[0]"],
    [() => merecWeights(plain([[0], [2]])), "scoring.norm_domain", "problem.criteria[0]"],
    [() => standardDeviationWeights(plain([[1]]), {} as never), "schema.value", "options.norm"],
    [() => standardDeviationWeights(plain([[1]]), { norm: "minmax", measure: "range" } as never), "schema.value", "options.measure"],
    [() => entropyWeights(plain([[1]]), { zeros: "skip" } as never), "schema.value", "options.zeros"],
    [() => entropyWeights(plain([[1]]), null as never), "schema.type", "options"],
    [() => criticWeights(plain([[1]]), { correlation: "kendall" } as never), "schema.value", "options.correlation"],
    [() => criticWeights(plain([[1]]), { norm: "none" } as never), "schema.unknown_key", "options.norm"],
    [() => criticWeights(null as never), "schema.type", "problem"],
    [() => criticWeights({ criteria: [], alternatives: [] }), "scoring.no_criteria", "problem.criteria"],
    [() => criticWeights({ criteria: [{ id: "c" }], alternatives: [] } as never), "schema.value", "problem.criteria[0].direction"],
    [() => equalWeights({ criteria: [{ id: "", direction: "cost" }], alternatives: [] }), "id.format", "problem.criteria[0].id"],
  ])("case %#", (attempt, code, path) => {
    expect(attempt).toThrow(expect.objectContaining({ code, path }));
  });
});
