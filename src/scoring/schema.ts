/** Schemas of scoring's documents, for applications that parse them; held equal to the types. */
import * as z from "zod";

import { conditionSchema } from "../conditions/schema.js";
import { decimalSchema, identifierSchema, parseWith, safeParseWith } from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type {
  AbcOptions,
  Criterion,
  Normaliser,
  RfmBands,
  RfmOptions,
  RfmSegment,
  Scorecard,
} from "./index.js";

const input: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  z.union([decimalSchema, z.number()]))();

/** Boundaries of classes. @since 0.1.0 */
export const abcOptionsSchema: z.ZodType<AbcOptions> = /* @__PURE__ */ (() =>
  z.strictObject({ cuts: z.tuple([input, input]).readonly().exactOptional() }))();

/** Fixed limits of scores. @since 0.1.0 */
export const rfmBandsSchema: z.ZodType<RfmBands> = /* @__PURE__ */ (() =>
  z.strictObject({
    recencyDays: z.array(input).max(9).readonly(),
    frequency: z.array(input).max(9).readonly(),
    monetary: z.array(input).max(9).readonly(),
  }))();

/** A segment. @since 0.1.0 */
export const rfmSegmentSchema: z.ZodType<RfmSegment> = /* @__PURE__ */ (() =>
  z.strictObject({ id: identifierSchema, when: conditionSchema }))();

/** Options of RFM. @since 0.1.0 */
export const rfmOptionsSchema: z.ZodType<RfmOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    bins: z.int().min(2).max(10).exactOptional(),
    bands: rfmBandsSchema.exactOptional(),
    segments: z.array(rfmSegmentSchema).max(100).readonly().exactOptional(),
  }))();

/**
 * RFM options from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseRfmOptions } from "clientele/scoring/schema";
 *
 * assert.deepEqual(parseRfmOptions({ bins: 3, segments: [] }), { bins: 3, segments: [] });
 * ```
 * @since 0.1.0
 */
export function parseRfmOptions(value: unknown): RfmOptions {
  return parseWith(rfmOptionsSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseRfmOptions } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseRfmOptions({ bins: 11 }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseRfmOptions(value: unknown): ParseResult<RfmOptions> {
  return safeParseWith(rfmOptionsSchema, value);
}

/**
 * Boundaries of classes from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAbcOptions } from "clientele/scoring/schema";
 *
 * assert.deepEqual(parseAbcOptions({ cuts: ["0.7", "0.9"] }), { cuts: ["0.7", "0.9"] });
 * ```
 * @since 0.1.0
 */
export function parseAbcOptions(value: unknown): AbcOptions {
  return parseWith(abcOptionsSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAbcOptions } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseAbcOptions({ cuts: ["0.7"] }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseAbcOptions(value: unknown): ParseResult<AbcOptions> {
  return safeParseWith(abcOptionsSchema, value);
}

const mark: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(0).max(1))();

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
  ]))();

/** One criterion of a scorecard. @since 0.1.0 */
export const criterionSchema: z.ZodType<Criterion> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    fact: identifierSchema,
    weight: z.number().min(0).max(1e9),
    normaliser: normaliserSchema,
    missing: z.enum(["exclude", "neutral", "worst", "refuse"]),
  }))();

/** A scorecard; what its parts say of each other is checked by `compileScorecard`. @since 0.1.0 */
export const scorecardSchema: z.ZodType<Scorecard> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    criteria: z.array(criterionSchema).min(1).max(100).readonly(),
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
