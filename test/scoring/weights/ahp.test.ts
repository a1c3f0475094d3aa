/** Examples of the analytic hierarchy process, and bad input. */
import { describe, expect, test } from "vitest";

import { ahpConsensus, ahpGroup, ahpHierarchy, ahpWeights } from "../../../src/scoring/index.js";
import type { AhpCriterion } from "../../../src/scoring/index.js";

const consistent = (weights: readonly number[]): number[][] => weights.map((a) => weights.map((b) => a / b));
const two = [[1, 3], [1 / 3, 1]];

describe("edges", () => {
  test("one and two are always consistent; a size without a random index has no ratio", () => {
    expect(ahpWeights([[1]])).toMatchObject({ weights: [1], lambdaMax: 1, consistencyRatio: 0, randomIndex: null });
    expect(ahpWeights(two).consistencyRatio).toBe(0);
    expect(ahpWeights(consistent([1, 2, 3, 4]), { randomIndex: [0, 0, 0.52] })).toMatchObject({ consistencyRatio: null, randomIndex: null });
    expect(ahpWeights(consistent([1, 2, 3, 4]), { randomIndex: [0, 0, 0.52, 5e-324] }).consistencyRatio).toBe(0);
  });

  test("a judgment that no others bear out cannot be bettered", () => {
    const found = ahpWeights({
      pairs: [
        { row: "a", column: "b", value: 2 }, { row: "b", column: "c", value: 2 }, { row: "a", column: "c", value: 1 },
        { row: "c", column: "d", value: 5 },
      ],
    });
    const bridge = found.inconsistent.find((one) => one.row === 2 && one.column === 3);
    expect(bridge).toMatchObject({ best: null, consistencyRatioFall: 0 });
  });

  test("a tree of judgments cannot contradict itself, and its corrected random index is 0", () => {
    const pairs = [{ row: "a", column: "b", value: 2 }, { row: "b", column: "c", value: 3 }];
    const found = ahpWeights({ pairs }, { randomIndexOfMissing: "linear" });
    expect(found).toMatchObject({ randomIndex: 0, consistencyRatio: 0, inconsistent: [] });
    expect(found.completed).toEqual([{ row: 0, column: 2, value: expect.closeTo(6, 12) as number }]);
  });

  test("the corrected random index of Ágoston and Csató shrinks in proportion", () => {
    const matrix = [[1, 2, null, 3], [null, 1, 4, null], [null, null, 1, 2], [null, null, null, 1]];
    const [full, linear] = [ahpWeights(matrix), ahpWeights(matrix, { randomIndexOfMissing: "linear" })];
    expect(full.completed).toHaveLength(2);
    expect(linear.randomIndex).toBeCloseTo(0.89 * (1 - 4 / 6), 12);
    expect(linear.consistencyIndex).toBe(full.consistencyIndex);
  });

  test("the judgment that contradicts the others is named first, with what would mend it", () => {
    const bad = consistent([8, 4, 2, 1]).map((row) => [...row]);
    (bad[0] as number[])[3] = 1 / 8;
    (bad[3] as number[])[0] = 8;
    const found = ahpWeights(bad);
    const [worst] = found.inconsistent;
    expect(worst).toMatchObject({ row: 0, column: 3, given: 0.125 });
    expect(worst?.best).toBeCloseTo(8, 10);
    expect(worst?.consistencyRatioIfBest).toBeLessThan(1e-15);
    expect(worst?.consistencyRatioFall).toBeCloseTo(found.consistencyRatio ?? NaN, 12);
    expect(ahpWeights(bad, { inconsistentMax: 0 }).inconsistent).toEqual([]);
  });

  test("judgments rounded to two digits are taken for reciprocals, others not", () => {
    expect(ahpWeights([[1, 3], [0.33, 1]]).weights[0]).toBeCloseTo(0.75, 2);
    expect(() => ahpWeights([[1, 7], [0.14, 1]])).toThrow(expect.objectContaining({ code: "scoring.reciprocal" }));
    expect(ahpWeights([[1, 7], [0.14, 1]], { reciprocalTolerance: 0.02 }).weights[0]).toBeCloseTo(0.875, 2);
  });

  test("judges who left different judgments out are put together; what nobody gave stays open", () => {
    const first = [[1, 4, null], [null, 1, null], [null, null, 1]];
    const second = [[1, 1, null], [1, 1, 3], [null, 1 / 3, 1]];
    expect(ahpGroup([first, second])).toEqual([
      [1, expect.closeTo(2, 12), null],
      [expect.closeTo(0.5, 12), 1, expect.closeTo(3, 12)],
      [null, expect.closeTo(1 / 3, 12), 1],
    ]);
  });

  test("a single judge is in full consensus; two who could not differ more are in none", () => {
    const one = ahpConsensus([{ id: "sales", judgments: consistent([9, 1, 1]) }]);
    expect(one).toMatchObject({ consensus: 1, disagreements: [] });
    const apart = ahpConsensus([{ id: "sales", judgments: consistent([9, 1, 1]) }, { id: "finance", judgments: consistent([1, 9, 1]) }]);
    expect(apart.consensus).toBeCloseTo(0, 12);
    expect(apart.disagreements[0]).toMatchObject({ row: 0, column: 1, lowest: expect.closeTo(1 / 9, 12) as number, highest: 9 });
  });

  test("judges by name in other orders are of the same items", () => {
    const found = ahpConsensus([
      { id: "sales", judgments: { pairs: [{ row: "a", column: "b", value: 2 }] } },
      { id: "finance", judgments: { pairs: [{ row: "b", column: "a", value: 1 / 2 }] } },
    ]);
    expect(found.items).toEqual(["a", "b"]);
    expect(found.consensus).toBeCloseTo(1, 12);
  });

  test("a node of one part needs no judgment; ties are by id", () => {
    const found = ahpHierarchy({ alternatives: ["b", "a"], goal: { id: "g", criteria: [{ id: "c", values: [1, 1] }] } });
    expect(found.alternatives.map((one) => [one.id, one.rank, one.priority])).toEqual([["a", 1, 0.5], ["b", 1, 0.5]]);
    expect(found.criteria.map((one) => [one.id, one.parent, one.globalWeight])).toEqual([["g", null, 1], ["c", "g", 1]]);
  });

  test("copies reverse a rank in distributive mode, not in ideal mode (Belton and Gear 1983)", () => {
    const columns = [[1, 9, 1, 9], [9, 1, 1, 1], [8, 9, 1, 9]];
    const treeOf = (count: number): Parameters<typeof ahpHierarchy>[0] => ({
      alternatives: ["A", "B", "C", "copy of B"].slice(0, count),
      goal: { id: "goal", values: [1, 1, 1], criteria: columns.map((values, index) => ({ id: `c${String(index)}`, values: values.slice(0, count) })) },
    });
    const first = (count: number, mode: "distributive" | "ideal"): string | undefined => ahpHierarchy(treeOf(count), { mode }).alternatives[0]?.id;
    expect([first(3, "distributive"), first(4, "distributive")]).toEqual(["B", "A"]);
    expect([first(3, "ideal"), first(4, "ideal")]).toEqual(["B", "B"]);
  });
});

const goal = (more: object): AhpCriterion => ({ id: "g", ...more });
const tree = (more: object): (() => unknown) => () => ahpHierarchy({ alternatives: ["a", "b"], goal: goal(more) });

/** Two places with nothing in them, not even undefined. */
const holed: unknown[] = [];
holed.length = 2;

describe("bad input", () => {
  test.each<[() => unknown, string, string]>([
    [() => ahpWeights([]), "scoring.square", "matrix"],
    [() => ahpWeights([[1, 2]]), "scoring.square", "matrix"],
    [() => ahpWeights([[1, 2], [2, 1]]), "scoring.reciprocal", "matrix[1][0]"],
    [() => ahpWeights([[2]]), "scoring.reciprocal", "matrix[0][0]"],
    [() => ahpWeights([[0]]), "scoring.judgment", "matrix[0][0]"],
    [() => ahpWeights([[1, -3], [-1 / 3, 1]]), "scoring.judgment", "matrix[0][1]"],
    [() => ahpWeights([[1, 1e308], [1e-308, 1]]), "scoring.judgment", "matrix[0][1]"],
    [() => ahpWeights([[1, NaN], [1, 1]]), "schema.not_finite", "matrix[0][1]"],
    [() => ahpWeights([[1, "3"], [1 / 3, 1]] as never), "schema.type", "matrix[0][1]"],
    [() => ahpWeights([[1, undefined], [1 / 3, 1]] as never), "schema.type", "matrix[0][1]"],
    [() => ahpWeights([[1, null], [null, 1]]), "scoring.disconnected", "matrix"],
    [() => ahpWeights([1] as never), "schema.type", "matrix[0]"],
    [() => ahpWeights(null as never), "schema.type", "matrix"],
    [() => ahpWeights(holed as never), "schema.type", "matrix[0]"],
    [() => ahpWeights([holed, holed] as never), "schema.type", "matrix[0][0]"],
    [() => ahpGroup(holed as never), "schema.type", "matrices[0]"],
    [() => ahpConsensus(holed as never), "schema.type", "judges[0]"],
    [tree({ criteria: holed }), "schema.type", "hierarchy.goal.criteria[0]"],
    [tree({ values: holed }), "schema.type", "hierarchy.goal.values[0]"],
    [() => ahpWeights(consistent(Array.from({ length: 51 }, () => 1))), "limits.too_many", "matrix"],
    [() => ahpWeights({ pairs: [] }), "scoring.square", "matrix"],
    [() => ahpWeights({ pairs: [{ row: "a", column: "a", value: 1 }] }), "scoring.judgment", "matrix.pairs[0]"],
    [() => ahpWeights({ pairs: [{ row: "__proto__", column: "a", value: 1 }] }), "id.format", "matrix.pairs[0].row"],
    [() => ahpWeights({ items: ["a", "a"], pairs: [] }), "scoring.duplicate_id", "matrix.items[1]"],
    [() => ahpWeights({ items: ["a", "b", "c"], pairs: [{ row: "a", column: "b", value: 1 }] }), "scoring.disconnected", "matrix"],
    [() => ahpWeights({ items: ["a"], pairs: [{ row: "a", column: "b", value: 1 }] }), "scoring.unknown_item", "matrix.pairs[0].column"],
    [
      () => ahpWeights({ pairs: [{ row: "a", column: "b", value: 1 }, { row: "b", column: "a", value: 1 }] }),
      "scoring.duplicate_judgment",
      "matrix.pairs[1]",
    ],
    [() => ahpWeights(two, { method: "power" } as never), "schema.value", "options.method"],
    [() => ahpWeights(two, { completion: "zero" } as never), "schema.value", "options.completion"],
    [() => ahpWeights(two, { randomIndex: "saaty" } as never), "schema.value", "options.randomIndex"],
    [() => ahpWeights(two, { randomIndex: [0, 0, -1] }), "scoring.random_index", "options.randomIndex[2]"],
    [() => ahpWeights(two, { reciprocalTolerance: 2 }), "scoring.tolerance", "options.reciprocalTolerance"],
    [() => ahpWeights(two, { inconsistentMax: -1 }), "schema.range", "options.inconsistentMax"],
    [() => ahpWeights(two, { methods: 1 } as never), "schema.unknown_key", "options.methods"],
    [() => ahpWeights(two, null as never), "schema.type", "options"],
    [() => ahpGroup([]), "scoring.judges", "matrices"],
    [() => ahpGroup([[[1]], [[1, 1], [1, 1]]]), "scoring.judges", "matrices"],
    [() => ahpGroup([two], { judgeWeights: [0] }), "scoring.judge_weights", "options.judgeWeights"],
    [() => ahpGroup([two], { judgeWeights: [1, 1] }), "scoring.judge_weights", "options.judgeWeights"],
    [() => ahpGroup([two], { judgeWeights: [-1] }), "scoring.judge_weights", "options.judgeWeights[0]"],
    [() => ahpConsensus([]), "scoring.judges", "judges"],
    [() => ahpConsensus([{ id: "a", judgments: two }, { id: "a", judgments: two }]), "scoring.duplicate_id", "judges[1].id"],
    [() => ahpConsensus([{ id: "a", judgments: two }, { id: "b", judgments: [[1]] }]), "scoring.judges", "judges"],
    [
      () =>
        ahpConsensus([
          { id: "a", judgments: { pairs: [{ row: "x,y", column: "z", value: 1 }] } },
          { id: "b", judgments: { items: ["x", "y,z"], pairs: [{ row: "x", column: "y,z", value: 1 }] } },
        ]),
      "scoring.judges",
      "judges",
    ],
    [() => ahpConsensus([{ id: "a", judgments: [[1, null], [null, 1]] }]), "scoring.disconnected", "judges[0].judgments"],
    [tree({}), "scoring.not_judged", "hierarchy.goal"],
    [tree({ values: [1, 1], judgments: two }), "scoring.judged_twice", "hierarchy.goal"],
    [tree({ values: [1] }), "scoring.measured", "hierarchy.goal.values"],
    [tree({ values: [0, 0] }), "scoring.measured", "hierarchy.goal.values"],
    [tree({ values: [1, -1] }), "scoring.measured", "hierarchy.goal.values[1]"],
    [tree({ judgments: [[1]] }), "scoring.square", "hierarchy.goal.judgments"],
    [tree({ judgments: { pairs: [{ row: "a", column: "c", value: 1 }] } }), "scoring.unknown_item", "hierarchy.goal.judgments.pairs[0].column"],
    [tree({ judgments: { items: ["a", "c"], pairs: [{ row: "a", column: "c", value: 1 }] } }), "scoring.unknown_item", "hierarchy.goal.judgments.items"],
    [tree({ criteria: [{ id: "g", values: [1, 1] }] }), "scoring.duplicate_id", "hierarchy.goal.criteria[0].id"],
    [() => ahpHierarchy({ alternatives: [], goal: goal({}) }), "scoring.square", "hierarchy.alternatives"],
    [() => ahpHierarchy({ alternatives: ["a", "a"], goal: goal({}) }), "scoring.duplicate_id", "hierarchy.alternatives[1]"],
    [() => ahpHierarchy({ alternatives: ["a"], goal: goal({}) }, { mode: "best" } as never), "schema.value", "options.mode"],
  ])("case %#", (attempt, code, path) => {
    expect(attempt).toThrow(expect.objectContaining({ code, path }));
  });

  test("a tree too deep is refused, without recursion", () => {
    let node: AhpCriterion = { id: "leaf", values: [1, 1] };
    for (let depth = 0; depth < 5000; depth += 1) node = { id: `n${String(depth)}`, criteria: [node] };
    expect(() => ahpHierarchy({ alternatives: ["a", "b"], goal: node })).toThrow(expect.objectContaining({ code: "limits.too_many" }));
  });
});
