/** Schemas of judgments and of trees of criteria, beside the functions that take them. */
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";

import { ahpHierarchy, ahpWeights } from "../../../src/scoring/index.js";
import type { AhpHierarchy, AhpJudgments } from "../../../src/scoring/index.js";
import { parseAhpHierarchy, parseAhpJudgments, safeParseAhpHierarchy, safeParseAhpJudgments } from "../../../src/scoring/schema.js";
import type { ahpHierarchySchema, ahpJudgmentsSchema } from "../../../src/scoring/schema.js";

describe("schemas of judgments", () => {
  test("schema and types are equal", () => {
    expectTypeOf<z.output<typeof ahpJudgmentsSchema>>().toEqualTypeOf<AhpJudgments>();
    expectTypeOf<z.output<typeof ahpHierarchySchema>>().toEqualTypeOf<AhpHierarchy>();
  });

  test("take what the functions take", () => {
    const matrix = [[1, null, 4], [null, 1, 2], [0.25, 0.5, 1]];
    const pairs = { items: ["a", "b"], pairs: [{ row: "a", column: "b", value: 3 }] };
    expect(ahpWeights(parseAhpJudgments(matrix))).toEqual(ahpWeights(matrix));
    expect(ahpWeights(parseAhpJudgments(pairs))).toEqual(ahpWeights(pairs));
    const tree = { alternatives: ["a", "b"], goal: { id: "goal", judgments: pairs, criteria: [{ id: "a", values: [1, 2] }, { id: "b", judgments: [[1, 2], [0.5, 1]] }] } };
    expect(ahpHierarchy(parseAhpHierarchy(tree))).toEqual(ahpHierarchy(tree));
  });

  test.each<[unknown, string]>([
    [[[0]], "[0][0]"],
    [{ pairs: [{ row: "a", column: "b", value: 0 }] }, "pairs[0].value"],
    [{ pairs: [{ row: "", column: "b", value: 1 }] }, "pairs[0].row"],
  ])("refuse what they refuse: %j", (judgments, path) => {
    const found = safeParseAhpJudgments(judgments);
    expect(found.ok ? [] : found.issues.map((one) => one.path)).toContain(path);
    expect(() => ahpWeights(judgments as AhpJudgments)).toThrow();
  });

  test("refuse trees, also deep ones", () => {
    expect(safeParseAhpHierarchy({ alternatives: ["a"], goal: { id: "g", values: [-1] } })).toMatchObject({ ok: false, issues: [{ path: "goal.values[0]" }] });
    let node: object = { id: "leaf", values: [1] };
    for (let depth = 0; depth < 100_000; depth += 1) node = { id: "n", criteria: [node] };
    expect(safeParseAhpHierarchy({ alternatives: ["a"], goal: node }).ok).toBe(false);
  });
});
