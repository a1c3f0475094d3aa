/** Schemas of segments; held equal to the types. */
import * as z from "zod";

import type { FactType } from "../../conditions/index.js";
import { conditionSchema } from "../../conditions/schema.js";
import { decimalSchema, identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { SegmentBand } from "./by-value.js";
import type { SegmentRule, SegmentRules } from "./model.js";

const scalarTypes = ["string", "number", "decimal", "date", "instant", "boolean"] as const;

const factType: z.ZodType<FactType> = /* @__PURE__ */ (() =>
  z.enum([...scalarTypes, ...scalarTypes.map((one) => `${one}[]` as const)]))();

/** A segment by a condition. @since 0.1.0 */
export const segmentRuleSchema: z.ZodType<SegmentRule> = /* @__PURE__ */ (() =>
  z.strictObject({ id: identifierSchema, when: conditionSchema }))();

/** Segments by rules. @since 0.1.0 */
export const segmentRulesSchema: z.ZodType<SegmentRules> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    facts: z.record(z.string(), factType).readonly().exactOptional(),
    segments: z.array(segmentRuleSchema).max(1000).readonly(),
    otherwise: identifierSchema.exactOptional(),
    missing: z.enum(["next", "none", "refuse"]).exactOptional(),
  }))();

/** A segment of values from a limit. @since 0.1.0 */
export const segmentBandSchema: z.ZodType<SegmentBand> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    from: z.union([decimalSchema, z.number()]).nullable(),
  }))();

/**
 * Segments by rules from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseSegmentRules } from "clientele/scoring/schema";
 *
 * const rules = parseSegmentRules({ id: "by-size", segments: [], otherwise: "all" });
 * assert.equal(rules.otherwise, "all");
 * ```
 * @since 0.1.0
 */
export function parseSegmentRules(value: unknown): SegmentRules {
  return parseWith(segmentRulesSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseSegmentRules } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseSegmentRules({ id: "by-size", segments: [], missing: "zero" }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseSegmentRules(value: unknown): ParseResult<SegmentRules> {
  return safeParseWith(segmentRulesSchema, value);
}
