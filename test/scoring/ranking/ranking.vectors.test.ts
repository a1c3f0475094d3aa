/** Published numbers of TOPSIS, VIKOR, PROMETHEE, weighted sum and product, and of norms. */
import { describe, expect, test } from "vitest";

import { normaliseDecision, promethee2, prometheePartial, topsis, vikor, weightedProduct, weightedSum } from "../../../src/scoring/index.js";
import type { NormName, Preference } from "../../../src/scoring/index.js";
import { vectors } from "../../support/shared.js";
import { inOrder, problemOf } from "./problems.js";

interface Given {
  readonly matrix: number[][];
  readonly weights: number[];
  readonly types: number[];
  readonly norm: NormName;
  readonly v: number;
}

const rowsOf = (feature: string): ReturnType<typeof vectors> => vectors("scoring").filter((one) => one.feature === feature);
const near = (found: readonly number[], expected: unknown, tolerance: number): void => {
  (expected as number[]).forEach((one, index) => expect(Math.abs((found[index] ?? NaN) - one)).toBeLessThanOrEqual(tolerance));
};

describe("the shared numbers", () => {
  test.skipIf(rowsOf("topsis").length === 0).each(rowsOf("topsis"))("$id", (row) => {
    const { matrix, weights, types, norm } = row["given"] as unknown as Given;
    const found = topsis(problemOf(matrix, weights, types), { norm });
    near(inOrder(found.ranking, (one) => one.closeness), row.expect, row.tolerance ?? 1e-9);
  });

  test.skipIf(rowsOf("vikor").length === 0).each(rowsOf("vikor"))("$id", (row) => {
    const { matrix, weights, types, v } = row["given"] as unknown as Given;
    const found = vikor(problemOf(matrix, weights, types), { v });
    near(inOrder(found.ranking, (one) => one.q), row.expect, row.tolerance ?? 1e-9);
  });

  test.skipIf(rowsOf("weightedSum").length === 0).each(rowsOf("weightedSum"))("$id", (row) => {
    const { matrix, weights, types } = row["given"] as unknown as Given;
    const found = weightedSum(problemOf(matrix, weights, types), { norm: "sum" });
    near(inOrder(found, (one) => one.score), row.expect, row.tolerance ?? 1e-9);
  });
});

describe("Hwang and Yoon 1981: a fighter aircraft, by six criteria", () => {
  const matrix = [
    [2, 1500, 20_000, 5.5, 5, 9],
    [2.5, 2700, 18_000, 6.5, 3, 5],
    [1.8, 2000, 21_000, 4.5, 7, 7],
    [2.2, 1800, 20_000, 5, 5, 5],
  ];

  test("closeness to three digits, in the order of the book", () => {
    const found = topsis(problemOf(matrix, [0.2, 0.1, 0.1, 0.1, 0.2, 0.3], [1, 1, 1, -1, 1, 1]), { norm: "vector" });
    near(inOrder(found.ranking, (one) => one.closeness), [0.643, 0.268, 0.613, 0.312], 0.001);
    expect(found.ranking.map((one) => one.id)).toEqual(["a000", "a002", "a003", "a001"]);
    expect(inOrder(found.ranking, (one) => one.distanceToBest).map((one) => one.toFixed(4))).toEqual(["0.0546", "0.1197", "0.0580", "0.1009"]);
  });
});

describe("Opricovic and Tzeng 2004: a mountain climber's three huts", () => {
  const huts = problemOf([[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [-1, 1]);

  test("VIKOR: S, R and Q, and A2 as the compromise", () => {
    const found = vikor(huts);
    expect(inOrder(found.ranking, (one) => one.s)).toEqual([0.5, 0.375, 0.5]);
    expect(inOrder(found.ranking, (one) => one.r)).toEqual([0.5, 0.25, 0.5]);
    expect(inOrder(found.ranking, (one) => one.q)).toEqual([1, 0, 1]);
    expect(found).toMatchObject({ acceptableAdvantage: true, acceptableStability: true, compromise: ["a001"], threshold: 0.5 });
  });

  test("TOPSIS: the norm decides who wins", () => {
    expect(topsis(huts, { norm: "vector" }).ranking[0]?.id).toBe("a000");
    expect(topsis(huts, { norm: "minmax" }).ranking[0]?.id).toBe("a001");
  });
});

describe("Brans, Vincke and Mareschal, EJOR 24 (1986): six sites, six criteria, six preference functions", () => {
  const preferences: readonly Preference[] = [
    { kind: "u-shape", q: 10 },
    { kind: "v-shape", p: 30 },
    { kind: "linear", q: 50, p: 500 },
    { kind: "level", q: 10, p: 60 },
    { kind: "usual" },
    { kind: "gaussian", s: 5 },
  ];
  const sites = problemOf(
    [
      [80, 90, 600, 54, 8, 5],
      [65, 58, 200, 97, 1, 1],
      [83, 60, 400, 72, 4, 7],
      [40, 80, 1000, 75, 7, 10],
      [52, 72, 600, 20, 3, 8],
      [94, 96, 700, 36, 5, 6],
    ],
    [1, 1, 1, 1, 1, 1],
    [-1, 1, -1, -1, -1, 1],
  );
  const problem = { ...sites, criteria: sites.criteria.map((one, index) => ({ ...one, preference: preferences[index] as Preference })) };
  /** π(row, column) as printed. */
  const printed = [
    [0, 0.296, 0.25, 0.268, 0.1, 0.185],
    [0.462, 0, 0.389, 0.333, 0.296, 0.5],
    [0.236, 0.18, 0, 0.333, 0.056, 0.429],
    [0.399, 0.506, 0.305, 0, 0.223, 0.212],
    [0.444, 0.515, 0.487, 0.38, 0, 0.448],
    [0.286, 0.399, 0.25, 0.431, 0.133, 0],
  ];

  test("flows are those of the printed preferences, and a5 is the best", () => {
    const found = promethee2(problem, { weights: "to-one" });
    const up = printed.map((row) => row.reduce((sum, one) => sum + one, 0) / 5);
    const down = printed.map((_, column) => printed.reduce((sum, row) => sum + (row[column] ?? 0), 0) / 5);
    near(inOrder(found, (one) => one.positiveFlow), up, 0.001);
    near(inOrder(found, (one) => one.negativeFlow), down, 0.001);
    expect(found[0]?.id).toBe("a004");
  });

  test("two at a time: each preference as printed", () => {
    for (let one = 0; one < 6; one += 1) {
      for (let other = one + 1; other < 6; other += 1) {
        const alternatives = [one, other].map((place) => sites.alternatives[place]).filter((it) => it !== undefined);
        const flows = inOrder(promethee2({ ...problem, alternatives }, { weights: "to-one" }), (row) => row.positiveFlow);
        near(flows, [printed[one]?.[other], printed[other]?.[one]], 0.0011);
      }
    }
  });

  test("PROMETHEE I: a5 is preferred to all", () => {
    const relations = prometheePartial(promethee2(problem, { weights: "to-one" }));
    expect(relations.slice(0, 5).every((one) => one.first === "a004" && one.relation === "preferred")).toBe(true);
    expect(relations).toHaveLength(15);
  });
});

describe("kotbaton/pymcdm", () => {
  test("PROMETHEE I and II (Mareschal, De Smet and Nemery 2008)", () => {
    const found = promethee2(problemOf([[4, 3, 2], [3, 2, 4], [5, 1, 3]], [0.5, 0.3, 0.2], [1, 1, 1]));
    near(inOrder(found, (one) => one.netFlow), [0.1, -0.3, 0.2], 1e-12);
    near(inOrder(found, (one) => one.positiveFlow), [0.55, 0.35, 0.6], 1e-12);
    near(inOrder(found, (one) => one.negativeFlow), [0.45, 0.65, 0.4], 1e-12);
  });

  const matrix = [[96, 83, 75, 7], [63, 5, 56, 9], [72, 30, 32, 48], [11, 4, 27, 9], [77, 21, 17, 11]];
  test("weighted product, with weights that sum to 2", () => {
    const found = weightedProduct(problemOf(matrix, [8 / 13, 5 / 13, 6 / 13, 7 / 13], [1, 1, -1, -1]), { norm: "sum" });
    expect(inOrder(found, (one) => one.score).map((one) => one.toFixed(3))).toEqual(["0.065", "0.017", "0.019", "0.007", "0.052"]);
  });

  test("VIKOR (Yang and Wu 2020): the best alone", () => {
    const found = vikor(problemOf([[78, 56, 34, 6], [4, 45, 3, 97], [18, 2, 50, 63], [9, 14, 11, 92], [85, 9, 100, 29]], [0.25, 0.25, 0.25, 0.25], [1, 1, 1, 1]));
    expect(found).toMatchObject({ acceptableAdvantage: true, compromise: ["a004"] });
  });

  const sample = [[66, 56, 95], [61, 55, 166], [65, 49, 113], [95, 56, 99], [63, 43, 178], [74, 59, 140]];
  const published: Partial<Record<NormName, number[]>> = {
    minmax: [0.85294118, 0.1875, 0, 1, 0.25, 0.85542169, 0.88235294, 0.625, 0.21686747, 0, 0.1875, 0.04819277, 0.94117647, 1, 1, 0.61764706, 0, 0.54216867],
    max: [0.30526316, 0.05084746, 0.53370787, 0.35789474, 0.06779661, 0.93258427, 0.31578947, 0.16949153, 0.63483146, 0, 0.05084746, 0.55617978, 0.33684211, 0.27118644, 1, 0.22105263, 0, 0.78651685],
    sum: [0.17447136, 0.155945, 0.12010114, 0.1887723, 0.15878037, 0.20986094, 0.17715554, 0.17822286, 0.14285714, 0.12121168, 0.155945, 0.12515803, 0.18277952, 0.20309117, 0.22503161, 0.15560959, 0.1480156, 0.17699115],
    vector: [0.62375904, 0.57085288, 0.28587109, 0.65226214, 0.57851622, 0.49952212, 0.62945966, 0.62449627, 0.34003614, 0.45844104, 0.57085288, 0.29790777, 0.6408609, 0.67047632, 0.53563215, 0.57815408, 0.54786285, 0.42128371],
    linear: [0.92424242, 0.76785714, 0.53370787, 1, 0.78181818, 0.93258427, 0.93846154, 0.87755102, 0.63483146, 0.64210526, 0.76785714, 0.55617978, 0.96825397, 1, 1, 0.82432432, 0.72881356, 0.78651685],
    nonlinear: [0.78951011, 0.4527321, 0.28484409, 1, 0.47787829, 0.86971342, 0.82651252, 0.67579835, 0.40301098, 0.26473947, 0.4527321, 0.30933594, 0.90775334, 1, 1, 0.56013711, 0.38712332, 0.61860876],
    "enhanced-accuracy": [0.9137931, 0.78333333, 0.70036101, 1, 0.8, 0.9566787, 0.93103448, 0.9, 0.76534296, 0.4137931, 0.78333333, 0.71480144, 0.96551724, 1, 1, 0.77586207, 0.73333333, 0.86281588],
    "zavadskas-turskis": [0.91803279, 0.69767442, 0.53370787, 1, 0.72093023, 0.93258427, 0.93442623, 0.86046512, 0.63483146, 0.44262295, 0.69767442, 0.55617978, 0.96721311, 1, 1, 0.78688525, 0.62790698, 0.78651685],
  };
  test.each(Object.entries(published))("norm %s", (norm, expected) => {
    const found = normaliseDecision(problemOf(sample, [1, 1, 1], [-1, -1, 1]), { norm: norm as NormName });
    near(found.flatMap((one) => one.values.map((it) => it ?? NaN)), expected, 6e-9);
  });

  test("norm logarithmic", () => {
    const found = normaliseDecision(problemOf([[2, 10, 6], [2, 5, 7], [3, 3, 11], [4, 2, 2], [2, 9, 4], [1, 5, 6]], [1, 1, 1], [-1, -1, 1]), { norm: "logarithmic" });
    near(
      found.flatMap((one) => one.values.map((it) => it ?? NaN)),
      [0.16962777, 0.15157776, 0.1790548, 0.16962777, 0.16615431, 0.19445945, 0.15186115, 0.17689672, 0.2396274, 0.13925554, 0.18542345, 0.06926785, 0.16962777, 0.15379344, 0.1385357, 0.2, 0.16615431, 0.1790548],
      6e-9,
    );
  });
});
