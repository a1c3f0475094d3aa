/** The schema: it accepts and refuses what compiling does, with the same codes and places. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";

import { compileUnknownCondition } from "../../src/conditions/index.js";
import {
  conditionSchema,
  factTypesSchema,
  parseCondition,
  safeParseCondition,
} from "../../src/conditions/schema.js";
import { isClienteleError } from "../../src/values/errors.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { conditionArbitrary, factTypes } from "./facts.js";

/** Breaks a document somewhere. */
const broken = fc.oneof(
  conditionArbitrary({}, 2).map((condition) => ({ ...condition, extra: 1 })),
  conditionArbitrary({}, 2).map((condition) => ({
    all: [condition, { fact: "a", operator: "eval", value: 1 }],
  })),
  conditionArbitrary({}, 2).map((condition) => ({ not: [condition] })),
  conditionArbitrary({}, 2).map((any) => ({ any: [any, { any: [] }] })),
  fc.anything(),
);

/** Whether a document speaks of the declared facts, and so may need their types. */
function isDeclared(value: unknown): boolean {
  return /"fact":"(client|order)\./.test(JSON.stringify(value) ?? "");
}

describe("conditions: schema", () => {
  test("C-29 parsing a valid document gives an equal document", () => {
    fc.assert(
      fc.property(conditionArbitrary(), (condition) => {
        expect(parseCondition(deepFreeze(condition))).toEqual(condition);
      }),
      runs(300),
    );
  });

  test("C-30 parsing refuses what compiling refuses, for the same reasons", () => {
    fc.assert(
      fc.property(broken, (value) => {
        const result = safeParseCondition(value);
        try {
          compileUnknownCondition(value, isDeclared(value) ? { facts: factTypes } : {});
          expect(result).toEqual({ ok: true, value });
        } catch (error) {
          if (!isClienteleError(error) || result.ok) throw error;
          expect(result.issues[0]?.code).toBe(error.code);
          expect(result.issues.map(({ code }) => code)).toEqual(
            error.issues.map(({ code }) => code),
          );
        }
      }),
      runs(300),
    );
  });

  test("places are those of the document", () => {
    const bad = {
      all: [
        { fact: "a", operator: "equal", value: 1 },
        { not: { fact: "a", operator: "in", value: [null] } },
      ],
    };
    expect(safeParseCondition(bad)).toMatchObject({
      ok: false,
      issues: [{ code: "rule.value", path: "all[1].not.value[0]", received: "null" }],
    });
    expect(() => parseCondition("1 === 1")).toThrow("rule.unknown_operator");
  });

  test("a condition inside a larger document keeps its place", () => {
    const document = z.strictObject({ when: conditionSchema });
    const result = document.safeParse({ when: { any: [] } });
    expect(result.error?.issues[0]?.path).toEqual(["when", "any"]);
  });

  test("the shape can be written as JSON Schema", () => {
    const json = z.toJSONSchema(conditionSchema, { io: "output" });
    expect(JSON.stringify(json)).toContain("doesNotStartWith");
  });

  test("declared types of facts are parsed", () => {
    expect(factTypesSchema.parse(factTypes)).toEqual(factTypes);
    expect(factTypesSchema.safeParse({ "a.b": "text" }).success).toBe(false);
    expect(factTypesSchema.safeParse({ "a..b": "string" }).success).toBe(false);
    expect(factTypesSchema.safeParse({ "a.constructor": "string" }).success).toBe(false);
  });
});
