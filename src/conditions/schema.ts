/**
 * zod schema of conditions, for parsing documents from outside. Loaded only as
 * `clientele/conditions/schema`.
 *
 * What is valid is decided in one place, `read.ts`, for compiling and parsing alike; the
 * schema adds the typed shape, which also serves for JSON Schema (`io: "output"`).
 */
import * as z from "zod";

import { checkedBy, parseWith, safeParseWith, textBy } from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import { parseFactName } from "./address.js";
import { CONDITION_CLAUSES_MAX, CONDITION_VALUES_MAX, FACT_NAME_LENGTH_MAX } from "./limits.js";
import type { Condition, FactClause, FactReference, FactTypes } from "./model.js";
import { operatorNames } from "./operators.js";
import { readCondition } from "./read.js";
import { factTypeNames } from "./read-clause.js";

const label: z.ZodType<string> = /* @__PURE__ */ (() => z.string().max(256))();

const factName: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().min(1).max(FACT_NAME_LENGTH_MAX))();

const scalar: z.ZodType<string | number | boolean> = /* @__PURE__ */ (() =>
  z.union([z.string(), z.number(), z.boolean()]))();

const reference: z.ZodType<FactReference> = /* @__PURE__ */ (() =>
  z.strictObject({ fact: factName, path: factName.exactOptional() }))();

const clause: z.ZodType<FactClause> = /* @__PURE__ */ (() =>
  z.strictObject({
    fact: factName,
    operator: z.enum(operatorNames),
    value: z.union([scalar, z.array(scalar).max(CONDITION_VALUES_MAX), reference]).exactOptional(),
    path: factName.exactOptional(),
    name: label.exactOptional(),
  }))();

const shape: z.ZodType<Condition> = /* @__PURE__ */ (() =>
  z.lazy(() =>
    z.union([
      z.strictObject({ all: parts(0), name: label.exactOptional() }),
      z.strictObject({ any: parts(1), name: label.exactOptional() }),
      z.strictObject({ not: shape, name: label.exactOptional() }),
      clause,
    ]),
  ))();

function parts(min: number): z.ZodType<Condition[]> {
  return z.array(shape).min(min).max(CONDITION_CLAUSES_MAX);
}

/**
 * Schema of a condition: everything that `compileCondition` accepts, whatever types the facts
 * are then declared to have.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conditionSchema } from "clientele/conditions/schema";
 *
 * const rule = { fact: "client.tier", operator: "equal", value: "gold" };
 * assert.ok(conditionSchema.safeParse(rule).success);
 * assert.ok(!conditionSchema.safeParse("client.tier === 'gold'").success);
 * ```
 * @since 0.1.0
 */
export const conditionSchema: z.ZodType<Condition> = /* @__PURE__ */ (() =>
  checkedBy((value) => readCondition(value, { areTypesOpen: true })).pipe(shape))();

/**
 * Schema of the declared types of facts, by dotted name.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { factTypesSchema } from "clientele/conditions/schema";
 *
 * assert.ok(factTypesSchema.safeParse({ "client.since": "date" }).success);
 * assert.ok(!factTypesSchema.safeParse({ "client.since": "Date" }).success);
 * ```
 * @since 0.1.0
 */
export const factTypesSchema: z.ZodType<FactTypes> = /* @__PURE__ */ (() =>
  z.record(
    textBy((name) => parseFactName(name, ""), FACT_NAME_LENGTH_MAX),
    z.enum(factTypeNames),
  ))();

/**
 * Parses a condition from outside, or throws one `ClienteleError` with all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseCondition } from "clientele/conditions/schema";
 *
 * const text = '{ "fact": "order.total", "operator": "greaterThan", "value": "1000" }';
 * assert.deepEqual(parseCondition(JSON.parse(text)), JSON.parse(text));
 * assert.throws(() => parseCondition({ fact: "order.total", operator: "eval", value: 1 }), {
 *   code: "rule.unknown_operator",
 *   path: "operator",
 * });
 * ```
 * @since 0.1.0
 */
export function parseCondition(value: unknown): Condition {
  return parseWith(conditionSchema, value);
}

/**
 * Parses a condition from outside; issues are returned, not thrown.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseCondition } from "clientele/conditions/schema";
 *
 * const result = safeParseCondition({ all: [{ fact: "tier", operator: "in", value: "gold" }] });
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].path, "all[0].value");
 * ```
 * @since 0.1.0
 */
export function safeParseCondition(value: unknown): ParseResult<Condition> {
  return safeParseWith(conditionSchema, value);
}
