/** Schemas of scorecards; held equal to the types. */
import * as z from "zod";

import { conditionSchema } from "../../conditions/schema.js";
import { identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { CriteriaGroup, Criterion, Scorecard } from "./model.js";
import type { Normaliser } from "./normaliser.js";

const mark: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(0).max(1))();

const count: z.ZodType<number> = /* @__PURE__ */ (() => z.int().min(0))();
const weight: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(0).max(1e9))();
const remark: z.ZodType<string> = /* @__PURE__ */ (() => z.string().max(10_000))();

/** How a fact becomes a mark. @since 0.1.0 */
export const normaliserSchema: z.ZodType<Normaliser> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("range"), worst: z.number(), best: z.number() }),
    z.strictObject({
      kind: z.literal("bands"),
      below: mark,
      bands: z
        .array(z.strictObject({ from: z.number(), mark }))
        .min(1)
        .max(100)
        .readonly(),
    }),
    z.strictObject({
      kind: z.literal("target"),
      target: z.number(),
      tolerance: z.number().positive(),
    }),
    z.strictObject({
      kind: z.literal("curve"),
      points: z
        .array(z.strictObject({ at: z.number(), mark }))
        .min(1)
        .max(100)
        .readonly(),
    }),
    z.strictObject({
      kind: z.literal("categories"),
      marks: z
        .array(z.strictObject({ is: z.string().min(1).max(256), mark }))
        .min(1)
        .max(1000)
        .readonly(),
      otherwise: mark.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("min-max"),
      population: z
        .strictObject({ count, min: z.number(), max: z.number() })
        .readonly()
        .exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("z-score"),
      limit: z.number().min(1e-6).max(1e6).exactOptional(),
      population: z
        .strictObject({ count, mean: z.number(), deviation: z.number().min(0) })
        .readonly()
        .exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("percentile"),
      ties: z.enum(["mean", "weak", "strict"]).exactOptional(),
      population: z
        .strictObject({
          values: z.array(z.number()).readonly(),
          counts: z.array(z.int().min(1)).readonly(),
        })
        .readonly()
        .exactOptional(),
    }),
  ]))();

/** One criterion of a scorecard. @since 0.1.0 */
export const criterionSchema: z.ZodType<Criterion> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    fact: identifierSchema,
    weight,
    normaliser: normaliserSchema,
    missing: z.enum(["exclude", "neutral", "worst", "refuse"]),
    group: identifierSchema.exactOptional(),
    direction: z.enum(["higher-is-better", "lower-is-better"]).exactOptional(),
    rationale: remark.exactOptional(),
    source: remark.exactOptional(),
  }))();

/** A group of criteria. @since 0.1.0 */
export const criteriaGroupSchema: z.ZodType<CriteriaGroup> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    weight,
    group: identifierSchema.exactOptional(),
    rationale: remark.exactOptional(),
  }))();

/** A scorecard; what its parts say of each other is checked by `compileScorecard`. @since 0.1.0 */
export const scorecardSchema: z.ZodType<Scorecard> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    criteria: z.array(criterionSchema).min(1).max(100).readonly(),
    groups: z.array(criteriaGroupSchema).max(100).readonly().exactOptional(),
    classes: z
      .array(z.strictObject({ id: identifierSchema, from: z.number().min(0).max(100) }))
      .min(1)
      .max(20)
      .readonly(),
    vetoes: z
      .array(
        z.strictObject({ id: identifierSchema, when: conditionSchema, class: identifierSchema }),
      )
      .max(100)
      .readonly()
      .exactOptional(),
  }))();

/**
 * A scorecard from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseScorecard } from "clientele/scoring/schema";
 *
 * const normaliser = { kind: "range", worst: 0, best: 10 };
 * const card = {
 *   id: "orders",
 *   criteria: [{ id: "orders", fact: "orders", weight: 1, normaliser, missing: "worst" }],
 *   classes: [{ id: "all", from: 0 }],
 * };
 * assert.deepEqual(parseScorecard(card), card);
 * ```
 * @since 0.1.0
 */
export function parseScorecard(value: unknown): Scorecard {
  return parseWith(scorecardSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseScorecard } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseScorecard({ id: "orders" }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseScorecard(value: unknown): ParseResult<Scorecard> {
  return safeParseWith(scorecardSchema, value);
}
