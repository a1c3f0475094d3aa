/** Schemas of the options of RFM; held equal to the types. */
import * as z from "zod";

import { conditionSchema } from "../../conditions/schema.js";
import { decimalSchema, identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { RfmBands, RfmOptions, RfmSegment } from "./model.js";

const input: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  z.union([decimalSchema, z.number()]))();

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
    quantiles: z
      .enum([
        "ranks",
        "inverse-cdf",
        "averaged-inverse-cdf",
        "closest",
        "interpolated-cdf",
        "hazen",
        "weibull",
        "linear",
        "median-unbiased",
        "normal-unbiased",
      ])
      .exactOptional(),
    closed: z.enum(["right", "left"]).exactOptional(),
    classOrder: z.enum(["highest-best", "one-best"]).exactOptional(),
    frequency: z.enum(["days", "orders"]).exactOptional(),
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
