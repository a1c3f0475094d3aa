/** zod schemas of scales; loaded only as `clientele/scales/schema`. */
import * as z from "zod";

import { decimalSchema, parseWith, safeParseWith } from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type { Scale, ScaleBand } from "./model.js";

const amountSchema: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  z.union([decimalSchema, z.number()]))();

/** A band. @since 0.1.0 */
export const scaleBandSchema: z.ZodType<ScaleBand> = /* @__PURE__ */ (() =>
  z.strictObject({ from: amountSchema, value: amountSchema, fee: amountSchema.exactOptional() }))();

/** A scale. @since 0.1.0 */
export const scaleSchema: z.ZodType<Scale> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.enum(["allUnits", "graduated", "flat"]),
    bands: z.array(scaleBandSchema).min(1).max(10_000),
  }))();

/**
 * The scale in a document of unknown content.
 *
 * @throws ClienteleError with all issues
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseScale } from "clientele/scales/schema";
 *
 * const scale = parseScale({ kind: "flat", bands: [{ from: "0", value: "5" }] });
 * assert.equal(scale.kind, "flat");
 * ```
 * @since 0.1.0
 */
export function parseScale(value: unknown): Scale {
  return parseWith(scaleSchema, value);
}

/**
 * The scale in a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseScale } from "clientele/scales/schema";
 *
 * assert.ok(!safeParseScale({ kind: "flat", bands: [] }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseScale(value: unknown): ParseResult<Scale> {
  return safeParseWith(scaleSchema, value);
}
