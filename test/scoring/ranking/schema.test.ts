/** Schemas of decision problems and of judgments, beside the functions that take them. */
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";

import { promethee2, topsis } from "../../../src/scoring/index.js";
import type { DecisionNorm, Preference, PreferenceProblem } from "../../../src/scoring/index.js";
import { decisionNormSchema, parseDecisionProblem, safeParseDecisionProblem } from "../../../src/scoring/schema.js";
import type { decisionProblemSchema , preferenceSchema} from "../../../src/scoring/schema.js";
import { runs } from "../../support/runs.js";
import { hostile, norms, problems } from "./problems.js";

describe("schemas of decision problems", () => {
  test("schema and types are equal", () => {
    expectTypeOf<z.output<typeof decisionProblemSchema>>().toEqualTypeOf<PreferenceProblem>();
    expectTypeOf<z.output<typeof decisionNormSchema>>().toEqualTypeOf<DecisionNorm>();
    expectTypeOf<z.output<typeof preferenceSchema>>().toEqualTypeOf<Preference>();
  });

  test("SC-R60 take what the rankings take", () => {
    fc.assert(
      fc.property(fc.oneof(problems, hostile), (problem) => {
        if (problem.criteria.every((one) => one.weight === 0)) return;
        expect(parseDecisionProblem(problem)).toEqual(problem);
        expect(promethee2(parseDecisionProblem(problem))).toEqual(promethee2(problem));
      }),
      runs(50),
    );
    for (const norm of norms) expect(decisionNormSchema.safeParse(norm).success).toBe(true);
    expect(decisionNormSchema.safeParse({ kind: "reference", worst: [0], best: [1] }).success).toBe(true);
  });

  const c = { id: "c", weight: 1, direction: "benefit" };
  test.each<[unknown, string]>([
    [{ criteria: [], alternatives: [] }, "criteria"],
    [{ criteria: [{ ...c, weight: 1e51 }], alternatives: [] }, "criteria[0].weight"],
    [{ criteria: [{ ...c, direction: "max" }], alternatives: [] }, "criteria[0].direction"],
    [{ criteria: [{ ...c, preference: { kind: "gaussian", s: 0 } }], alternatives: [] }, "criteria[0].preference.s"],
    [{ criteria: [c], alternatives: [{ id: "a", values: [NaN] }] }, "alternatives[0].values[0]"],
    [{ criteria: [c], alternatives: [{ id: "__proto__", values: [1] }] }, "alternatives[0].id"],
  ])("refuse what they refuse: case %#", (problem, path) => {
    const found = safeParseDecisionProblem(problem);
    expect(found.ok ? [] : found.issues.map((one) => one.path)).toContain(path);
    expect(() => topsis(problem as PreferenceProblem, { norm: "minmax" })).toThrow();
  });

  test.each(["l2", { kind: "reference", worst: [0] }])("refuse norms that there are not: %j", (norm) => {
    expect(decisionNormSchema.safeParse(norm).success).toBe(false);
  });
});
