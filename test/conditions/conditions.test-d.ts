/** What must not compile, and that schema and types are equal. */
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

import { compileCondition, conditionOver } from "../../src/conditions/index.js";
import type { Condition, FactTypes } from "../../src/conditions/index.js";
import type { conditionSchema, factTypesSchema } from "../../src/conditions/schema.js";

const facts = {
  tier: "string",
  region: "string",
  revenue: "decimal",
  limit: "decimal",
  score: "number",
  blocked: "boolean",
  since: "date",
  tags: "string[]",
} as const satisfies FactTypes;

test("schema and types are equal", () => {
  expectTypeOf<z.output<typeof conditionSchema>>().toEqualTypeOf<Condition>();
  expectTypeOf<z.output<typeof factTypesSchema>>().toEqualTypeOf<FactTypes>();
});

test("operators and keys are checked by the compiler", () => {
  compileCondition({ fact: "tier", operator: "equal", value: "gold" });
  // @ts-expect-error there is no such operator
  compileCondition({ fact: "tier", operator: "equals", value: "gold" });
  // @ts-expect-error a group has one kind
  compileCondition({ every: [] });
});

test("a condition over declared facts compiles only with their types", () => {
  const condition = conditionOver(facts, {
    all: [
      { fact: "tier", operator: "in", value: ["gold"] },
      { fact: "tier", operator: "in", value: { fact: "tags" } },
      { fact: "revenue", operator: "greaterThan", value: { fact: "limit" } },
      { not: { fact: "tags", operator: "contains", value: "new" } },
      { any: [{ fact: "since", operator: "between", value: ["2026-01-01", "2026-12-31"] }] },
      { fact: "score", operator: "absent" },
    ],
  });
  expectTypeOf(condition).toExtend<Condition>();
  // @ts-expect-error no such fact
  conditionOver(facts, { fact: "teir", operator: "equal", value: "gold" });
  // @ts-expect-error texts have no order
  conditionOver(facts, { fact: "tier", operator: "lessThan", value: "gold" });
  // @ts-expect-error a number is no text
  conditionOver(facts, { fact: "tier", operator: "equal", value: 1 });
  // @ts-expect-error a text is no number
  conditionOver(facts, { fact: "score", operator: "equal", value: "1" });
  // @ts-expect-error a decimal is not compared with a text
  conditionOver(facts, { fact: "revenue", operator: "equal", value: { fact: "tier" } });
  // @ts-expect-error a list is not equal to a value
  conditionOver(facts, { fact: "tags", operator: "equal", value: "new" });
  // @ts-expect-error true has no prefix
  conditionOver(facts, { fact: "blocked", operator: "startsWith", value: "t" });
});
