/** Schemas of models of spend, for applications that store them. */
import * as z from "zod";

import { parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { GammaGammaParameters } from "./gamma-gamma-model.js";
import type { SpendModel } from "./lifetime-value-model.js";

/** Parameters of gamma–gamma. @since 0.1.0 */
export const gammaGammaParametersSchema: z.ZodType<GammaGammaParameters> = /* @__PURE__ */ (() => {
  const parameter = z.number().min(1e-40).max(1e40);
  return z.strictObject({ p: parameter, q: parameter, gamma: parameter });
})();

/**
 * A model of spend: gamma–gamma, or one spend for all. The report of a fit, where there is one, is
 * left out of what is parsed.
 *
 * @since 0.1.0
 */
export const spendModelSchema: z.ZodType<SpendModel> = /* @__PURE__ */ (() =>
  z.union([
    z.object({ kind: z.literal("gamma-gamma"), parameters: gammaGammaParametersSchema }),
    z.strictObject({ kind: z.literal("fixed-spend"), average: z.number().min(0).max(1e15) }),
  ]))();

/**
 * A model of spend from untrusted data; all issues at once.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseSpendModel } from "clientele/scoring/schema";
 *
 * const parameters = { p: 6.25, q: 3.74, gamma: 15.44 };
 * const model = parseSpendModel({ kind: "gamma-gamma", parameters, withoutRepeat: 7 });
 * assert.deepEqual(model, { kind: "gamma-gamma", parameters });
 * ```
 * @since 0.1.0
 */
export function parseSpendModel(value: unknown): SpendModel {
  return parseWith(spendModelSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseSpendModel } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseSpendModel({ kind: "fixed-spend", average: -1 }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseSpendModel(value: unknown): ParseResult<SpendModel> {
  return safeParseWith(spendModelSchema, value);
}
