/** Schemas of the options of ABC and XYZ; held equal to the types. */
import * as z from "zod";

import { decimalSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { AbcOptions } from "./abc.js";
import type { XyzOptions } from "./xyz.js";

const input: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  z.union([decimalSchema, z.number()]))();

/** Boundaries of classes. @since 0.1.0 */
export const abcOptionsSchema: z.ZodType<AbcOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    cuts: z.tuple([input, input]).readonly().exactOptional(),
    rule: z.enum(["crossing-in", "crossing-out"]).exactOptional(),
  }))();

/** Boundaries of classes of steadiness. @since 0.1.0 */
export const xyzOptionsSchema: z.ZodType<XyzOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    cuts: z.tuple([input, input]).readonly().exactOptional(),
    deviation: z.enum(["population", "sample"]).exactOptional(),
  }))();

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
