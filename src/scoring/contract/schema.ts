/** Schemas of models of contracts and occasions, for applications that store them. */
import * as z from "zod";

import { parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { BgBbModel, BgBbParameters, SbgModel, SbgParameters } from "./model.js";

const parameter: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(1e-14).max(1e14))();

/** Parameters of the shifted beta-geometric. @since 0.1.0 */
export const sbgParametersSchema: z.ZodType<SbgParameters> = /* @__PURE__ */ (() =>
  z.strictObject({ alpha: parameter, beta: parameter }))();

/** Parameters of BG/BB. @since 0.1.0 */
export const bgBbParametersSchema: z.ZodType<BgBbParameters> = /* @__PURE__ */ (() =>
  z.strictObject({ alpha: parameter, beta: parameter, gamma: parameter, delta: parameter }))();

/**
 * A model of contracts or occasions: kind and parameters. The report of a fit, where there is one,
 * is left out of what is parsed.
 *
 * @since 0.1.0
 */
export const contractModelSchema: z.ZodType<SbgModel | BgBbModel> = /* @__PURE__ */ (() =>
  z.union([
    z.object({ kind: z.literal("sbg"), parameters: sbgParametersSchema }),
    z.object({ kind: z.literal("bg-bb"), parameters: bgBbParametersSchema }),
  ]))();

/**
 * A model of contracts or occasions from untrusted data; all issues at once.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseContractModel } from "clientele/scoring/schema";
 *
 * const parameters = { alpha: 0.668, beta: 3.806 };
 * const model = parseContractModel({ kind: "sbg", parameters, status: "converged" });
 * assert.deepEqual(model, { kind: "sbg", parameters });
 * ```
 * @since 0.1.0
 */
export function parseContractModel(value: unknown): SbgModel | BgBbModel {
  return parseWith(contractModelSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseContractModel } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseContractModel({ kind: "sbg", parameters: { alpha: -1, beta: 1 } }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseContractModel(value: unknown): ParseResult<SbgModel | BgBbModel> {
  return safeParseWith(contractModelSchema, value);
}
