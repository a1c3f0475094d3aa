/** Schemas of pairwise judgments and of trees of criteria; held equal to the types. */
import * as z from "zod";

import { identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { AhpCriterion, AhpHierarchy } from "./hierarchy.js";
import type { AhpJudgments, AhpMatrix, AhpPairs } from "./judgments.js";

const judgment: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(1e-6).max(1e6))();

/** A matrix of judgments, null where none was given. @since 0.1.0 */
export const ahpMatrixSchema: z.ZodType<AhpMatrix> = /* @__PURE__ */ (() =>
  z.array(z.array(judgment.nullable()).max(50).readonly()).min(1).max(50).readonly())();

/** Judgments by name. @since 0.1.0 */
export const ahpPairsSchema: z.ZodType<AhpPairs> = /* @__PURE__ */ (() =>
  z.strictObject({
    items: z.array(identifierSchema).min(1).max(50).readonly().exactOptional(),
    pairs: z
      .array(z.strictObject({ row: identifierSchema, column: identifierSchema, value: judgment }))
      .max(1225)
      .readonly(),
  }))();

/**
 * Judgments in either form; what they say of each other is checked by `ahpWeights`.
 *
 * @since 0.1.0
 */
export const ahpJudgmentsSchema: z.ZodType<AhpJudgments> = /* @__PURE__ */ (() =>
  z.union([ahpMatrixSchema, ahpPairsSchema]))();

const criterion: z.ZodType<AhpCriterion> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    criteria: z
      .array(z.lazy(() => criterion))
      .max(50)
      .readonly()
      .exactOptional(),
    judgments: ahpJudgmentsSchema.exactOptional(),
    values: z.array(z.number().min(0)).min(1).max(50).readonly().exactOptional(),
  }))();

/** A goal, its criteria and the alternatives; checked as a whole by `ahpHierarchy`. @since 0.1.0 */
export const ahpHierarchySchema: z.ZodType<AhpHierarchy> = /* @__PURE__ */ (() =>
  z.strictObject({
    goal: criterion,
    alternatives: z.array(identifierSchema).min(1).max(50).readonly(),
  }))();

/**
 * Pairwise judgments from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAhpJudgments } from "clientele/scoring/schema";
 *
 * const judgments = { pairs: [{ row: "turnover", column: "margin", value: 3 }] };
 * assert.deepEqual(parseAhpJudgments(judgments), judgments);
 * ```
 * @since 0.1.0
 */
export function parseAhpJudgments(value: unknown): AhpJudgments {
  return parseWith(ahpJudgmentsSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAhpJudgments } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseAhpJudgments([[0]]).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseAhpJudgments(value: unknown): ParseResult<AhpJudgments> {
  return safeParseWith(ahpJudgmentsSchema, value);
}

/**
 * A tree of criteria from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAhpHierarchy } from "clientele/scoring/schema";
 *
 * const tree = { alternatives: ["acme", "bolt"], goal: { id: "turnover", values: [3, 1] } };
 * assert.deepEqual(parseAhpHierarchy(tree), tree);
 * ```
 * @since 0.1.0
 */
export function parseAhpHierarchy(value: unknown): AhpHierarchy {
  return parseWith(ahpHierarchySchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAhpHierarchy } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseAhpHierarchy({ alternatives: [] }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseAhpHierarchy(value: unknown): ParseResult<AhpHierarchy> {
  return safeParseWith(ahpHierarchySchema, value);
}
