/** Published numbers of the analytic hierarchy process. */
import { describe, expect, test } from "vitest";

import { ahpGroup, ahpHierarchy, ahpRandomIndices, ahpWeights, saatyRandomIndex } from "../../../src/scoring/index.js";
import type { AhpCriterion, AhpPair } from "../../../src/scoring/index.js";
import { vectors } from "../../support/shared.js";

const pairsOf = (record: Readonly<Record<string, number>>): { pairs: AhpPair[] } => ({
  pairs: Object.entries(record).map(([key, value]) => {
    const [row = "", column = ""] = key.split("|");
    return { row, column, value };
  }),
});

describe("the shared numbers", () => {
  const priorities = vectors("scoring").filter((one) => one.feature === "ahp.priorities");
  const consistency = vectors("scoring").filter((one) => one.feature === "ahp.consistency");
  const hierarchies = vectors("scoring").filter((one) => one.feature === "ahp.hierarchy");

  test.skipIf(priorities.length === 0).each(priorities)("weights: $id", (row) => {
    const { matrix } = row.given as { matrix: number[][] };
    const found = ahpWeights(matrix);
    (row.expect as number[]).forEach((one, index) => {
      expect(Math.abs((found.weights[index] as number) - one)).toBeLessThan(row.tolerance ?? 1e-8);
    });
    const published = row["published"] as number[] | undefined;
    published?.forEach((one, index) => {
      expect(Math.abs((found.weights[index] as number) - one)).toBeLessThan(row["publishedTolerance"] as number);
    });
  });

  test.skipIf(consistency.length === 0).each(consistency)("consistency: $id", (row) => {
    const { matrix, randomIndex, randomIndexTable } = row.given as { matrix: number[][]; randomIndex: number; randomIndexTable: string };
    const name = randomIndexTable === "Saaty 2005" ? "saaty-2005" : "donegan-dodd-1991";
    expect(ahpRandomIndices[name][matrix.length - 1]).toBe(randomIndex);
    const found = ahpWeights(matrix, { randomIndex: name });
    const figures = [found.lambdaMax, found.consistencyIndex, found.consistencyRatio ?? NaN];
    (row.expect as number[]).forEach((one, index) => {
      expect(Math.abs((figures[index] as number) - one)).toBeLessThan(row.tolerance ?? 1e-8);
    });
    expect(found.consistencyRatio).toBeGreaterThanOrEqual(0);
    if (row["publishedCR"] === 0) expect(found.consistencyRatio).toBeLessThan(1e-15);
  });

  test.skipIf(hierarchies.length === 0).each(hierarchies)("synthesis: $id", (row) => {
    const given = row.given as { criteria: Record<string, number>; alternatives: Record<string, Record<string, number>> };
    const found = ahpHierarchy({
      alternatives: ["Bethesda", "Boston", "Pittsburgh", "Santa Fe"],
      goal: {
        id: "Goal",
        judgments: pairsOf(given.criteria),
        criteria: Object.entries(given.alternatives).map(([id, one]) => ({ id, judgments: pairsOf(one) })),
      },
    });
    const byId = [...found.alternatives].sort((a, b) => (a.id < b.id ? -1 : 1));
    (row.expect as number[]).forEach((one, index) => expect(byId[index]?.priority).toBeCloseTo(one, 8));
    expect(found.alternatives.map((one) => one.id)).toEqual(["Pittsburgh", "Boston", "Bethesda", "Santa Fe"]);
  });
});

describe("Saaty, “Decision making with the analytic hierarchy process”, IJSS 1:1 (2008)", () => {
  const drinks = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
  ];

  test("drinks in the United States", () => {
    const found = ahpWeights(drinks);
    [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327].forEach((one, index) => {
      expect(Math.abs((found.weights[index] as number) - one)).toBeLessThan(0.00051);
    });
    expect(found.consistencyRatio).toBeCloseTo(0.022, 3);
    expect(ahpWeights(drinks, { randomIndex: "donegan-dodd-1991" }).consistencyRatio).toBeCloseTo(0.0235, 4);
    expect(found.inconsistent).toHaveLength(10);
  });
});

describe("Bozóki, Fülöp and Rónyai, MCM 52 (2010), as PhilipGriffith/AHPy computes them", () => {
  test("one judgment missing", () => {
    const u = pairsOf({ "a|b": 1, "a|c": 5, "a|d": 2, "b|c": 3, "b|d": 4 });
    const found = ahpWeights(u, { randomIndex: "donegan-dodd-1991" });
    expect(found.weights.map((one) => Number(one.toFixed(4)))).toEqual([0.3738, 0.392, 0.0985, 0.1357]);
    expect(found.consistencyRatio?.toFixed(4)).toBe("0.0372");
    expect(found.completed).toHaveLength(1);
    expect(found.completed[0]?.value).toBeCloseTo(0.730297, 5);
  });

  test("twelve of 28 judgments missing", () => {
    const housing = {
      "a|b": 5, "a|c": 3, "a|d": 7, "a|e": 6, "a|f": 6, "b|d": 5, "b|f": 3, "c|e": 3, "c|g": 6,
      "f|d": 4, "g|a": 3, "g|e": 5, "h|a": 4, "h|b": 7, "h|d": 8, "h|f": 6,
    };
    // Its own search stops within 1e-4.
    const published: Record<string, number> = {
      bc: 0.3300187, be: 1.7197409, bg: 0.4663515, cd: 9.9205127, cf: 4.8524864, ch: 0.5696073,
      de: 0.5252768, dg: 0.1424438, ef: 0.9311974, eh: 0.1093083, fg: 0.2912121, gh: 0.4030899,
    };
    const found = ahpWeights({ items: ["a", "b", "c", "d", "e", "f", "g", "h"], ...pairsOf(housing) });
    expect(found.completed).toHaveLength(12);
    for (const { row, column, value } of found.completed) {
      const key = `${"abcdefgh"[row] ?? ""}${"abcdefgh"[column] ?? ""}`;
      expect(value / (published[key] as number), key).toBeCloseTo(1, 4);
    }
  });
});

describe("hierarchies of other programs", () => {
  test("PhilipGriffith/AHPy: three levels, with judged and measured nodes", () => {
    const leaf = (id: string, values: readonly number[]): AhpCriterion => ({ id, values });
    const found = ahpHierarchy({
      alternatives: ["x", "y", "z"],
      goal: {
        id: "a",
        judgments: pairsOf({ "b|c": 1 }),
        criteria: [
          {
            id: "b",
            judgments: pairsOf({ "d|e": 4 }),
            criteria: [
              { id: "d", judgments: pairsOf({ "f|g": 2 }), criteria: [leaf("f", [2, 4, 4]), leaf("g", [1, 2, 3])] },
              leaf("e", [1, 2, 3]),
            ],
          },
          leaf("c", [2, 4, 4]),
        ],
      },
    });
    expect(found.alternatives.map((one) => [one.id, one.priority.toFixed(3)])).toEqual([["z", "0.423"], ["y", "0.384"], ["x", "0.192"]]);
    const global = Object.fromEntries(found.criteria.map((one) => [one.id, one.globalWeight.toFixed(4)]));
    expect(global).toEqual({ a: "1.0000", b: "0.5000", c: "0.5000", d: "0.4000", e: "0.1000", f: "0.2667", g: "0.1333" });
    expect(found.consistencyRatio).toBe(0);
  });

  test("quatrope/scikit-criteria, which takes the means of columns", () => {
    const goal = {
      id: "goal",
      judgments: [[1, 3, 3], [1 / 3, 1, 2], [1 / 3, 1 / 2, 1]],
      criteria: [
        { id: "c1", judgments: [[1, 5, 3], [1 / 5, 1, 1 / 3], [1 / 3, 3, 1]] },
        { id: "c2", judgments: [[1, 1 / 9, 1 / 3], [9, 1, 5], [3, 1 / 5, 1]] },
        { id: "c3", judgments: [[1, 2, 1 / 5], [1 / 2, 1, 1 / 7], [5, 7, 1]] },
      ],
    };
    const tree = { alternatives: ["a", "b", "c"], goal };
    const found = ahpHierarchy(tree, { method: "column-mean" });
    expect(found.criteria[0]?.judged?.consistencyIndex).toBeCloseTo(0.02695218060897031, 13);
    // Its random index of 0.52 is a half-precision number.
    expect(found.criteria[0]?.judged?.consistencyRatio).toBeCloseTo(0.051829169847109106, 4);
    // The eigenvector is near to it, and not the same.
    const exact = ahpHierarchy(tree);
    expect(exact.alternatives.map((one) => one.id)).toEqual(["a", "c", "b"]);
    [0.4177, 0.3164, 0.266].forEach((one, index) => expect(Math.abs((exact.alternatives[index]?.priority ?? 0) - one)).toBeLessThan(5e-3));
    expect(exact.criteria[0]?.judged?.consistencyIndex).not.toBeCloseTo(0.02695218060897031, 6);
  });
});

describe("tables of random indices", () => {
  test("digit by digit, as other programs hold them", () => {
    const text = (name: keyof typeof ahpRandomIndices, count: number): string =>
      ahpRandomIndices[name].slice(2, count).map((one) => String(Number(one.toFixed(4)))).join(" ");
    // PhilipGriffith/AHPy
    expect(text("saaty-2005", 15)).toBe("0.52 0.89 1.11 1.25 1.35 1.4 1.45 1.49 1.52 1.54 1.56 1.58 1.59");
    expect(text("donegan-dodd-1991", 20)).toBe(
      "0.4914 0.8286 1.0591 1.1797 1.2519 1.3171 1.3733 1.4055 1.4213 1.4497 1.4643 1.4822 1.4969 1.5078 1.5153 1.5262 1.5313 1.5371",
    );
    const drawn = [25, 30, 40, 50, 60, 70, 80, 90, 100].map((size) => ahpRandomIndices["donegan-dodd-1991"][size - 1]);
    expect(drawn).toEqual([1.5619, 1.5772, 1.5976, 1.6102, 1.6178, 1.6237, 1.6277, 1.6213, 1.6339]);
    expect(text("saaty-1980", 15)).toBe("0.58 0.9 1.12 1.24 1.32 1.41 1.45 1.49 1.51 1.48 1.56 1.57 1.59");
    // kotbaton/pymcdm
    expect(text("tummala-ling-1998", 15)).toBe("0.5799 0.8921 1.1159 1.2358 1.3322 1.3952 1.4537 1.4882 1.5117 1.5356 1.5571 1.5714 1.5831");
    expect(text("alonso-lamata-2006", 15)).toBe("0.5245 0.8815 1.1086 1.2479 1.3417 1.4056 1.4499 1.4854 1.5141 1.5365 1.5551 1.5713 1.5838");
    expect(text("alonso-lamata-2006-larger", 15)).toBe("0.5247 0.8816 1.1086 1.2479 1.3417 1.4057 1.4499 1.4854 1.514 1.5365 1.5551 1.5713 1.5838");
    expect(ahpRandomIndices["alonso-lamata-2006-line"][8 - 1]).toBeCloseTo((2.7699 * 8 - 4.3513 - 8) / 7, 14);
  });

  test("between and beyond the sizes that were drawn", () => {
    const dodd = ahpRandomIndices["donegan-dodd-1991"];
    expect(dodd[22 - 1]).toBeCloseTo(1.5371 + (2 / 5) * (1.5619 - 1.5371), 12);
    expect(saatyRandomIndex).toHaveLength(15);
    for (const name of ["donegan-dodd-1991", "alonso-lamata-2006-line"] as const) {
      expect(ahpRandomIndices[name]).toHaveLength(100);
    }
  });

  test("AHP-OS divides by the line: (λmax − n) ÷ (2.7699 n − 4.3513 − n)", () => {
    const found = ahpWeights([[1, 3, 5], [1 / 3, 1, 4], [1 / 5, 1 / 4, 1]], { randomIndex: "alonso-lamata-2006-line" });
    expect(found.consistencyRatio).toBeCloseTo((found.lambdaMax - 3) / (2.7699 * 3 - 4.3513 - 3), 12);
  });

  test("the exact mean over all 17³ matrices of three is near to those that were drawn", () => {
    const scale = Array.from({ length: 17 }, (_, index) => (index < 8 ? 1 / (9 - index) : index - 7));
    let sum = 0;
    for (const a of scale) {
      for (const b of scale) {
        for (const c of scale) {
          const ratio = Math.cbrt(b / (a * c));
          sum += (1 + ratio + 1 / ratio - 3) / 2;
        }
      }
    }
    const exact = sum / 17 ** 3;
    for (const table of Object.values(ahpRandomIndices)) expect(Math.abs((table[2] as number) - exact)).toBeLessThan(0.06);
    expect(ahpRandomIndices["alonso-lamata-2006-larger"][2]).toBeCloseTo(exact, 3);
    expect(ahpRandomIndices["alonso-lamata-2006"][2]).toBeCloseTo(exact, 3);
  });
});

describe("several judges", () => {
  test("Aczél and Saaty 1983: 1/3 and 3 have a mean of 1, with weights 3 to 1 of 3^½", () => {
    const judges = [[[1, 3], [1 / 3, 1]], [[1, 1 / 3], [3, 1]]];
    expect(ahpGroup(judges)[0]?.[1]).toBeCloseTo(1, 14);
    expect(ahpGroup(judges, { judgeWeights: [3, 1] })[0]?.[1]).toBeCloseTo(Math.sqrt(3), 14);
  });
});
