/** Schemas of attribution's documents; held equal to the types. */
import * as z from "zod";

import { decimalInputSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { AttributionModel } from "./attribution-model.js";

/** How credit is shared among channels. @since 0.1.0 */
export const attributionModelSchema: z.ZodType<AttributionModel> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({ kind: z.enum(["first", "last", "linear", "shapley", "markov"]) }),
    z.strictObject({
      kind: z.literal("position"),
      first: decimalInputSchema,
      last: decimalInputSchema,
    }),
    z.strictObject({
      kind: z.literal("time-decay"),
      halfLifeDays: z.number().positive().max(36_525),
    }),
  ]))();

/**
 * A model of attribution, checked.
 *
 * @throws ClienteleError with every issue found
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAttributionModel } from "clientele/scoring/schema";
 *
 * const model = parseAttributionModel({ kind: "position", first: "0.4", last: "0.4" });
 * assert.equal(model.kind, "position");
 * ```
 * @since 0.1.0
 */
export function parseAttributionModel(value: unknown): AttributionModel {
  return parseWith(attributionModelSchema, value);
}

/**
 * The same without exceptions.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAttributionModel } from "clientele/scoring/schema";
 *
 * assert.equal(safeParseAttributionModel({ kind: "best" }).ok, false);
 * ```
 * @since 0.1.0
 */
export function safeParseAttributionModel(value: unknown): ParseResult<AttributionModel> {
  return safeParseWith(attributionModelSchema, value);
}
