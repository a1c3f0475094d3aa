/** Schemas of purchase models, for applications that store them; held equal to the types. */
import * as z from "zod";

import { parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type {
  BetaGeometricParameters,
  ParetoNbdParameters,
  PurchaseHistory,
  PurchaseModel,
} from "./model.js";

const parameter: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(1e-30).max(1e30))();

/** Parameters of BG/NBD and MBG/NBD. @since 0.1.0 */
export const betaGeometricParametersSchema: z.ZodType<BetaGeometricParameters> =
  /* @__PURE__ */ (() =>
    z.strictObject({ r: parameter, alpha: parameter, a: parameter, b: parameter }))();

/** Parameters of Pareto/NBD. @since 0.1.0 */
export const paretoNbdParametersSchema: z.ZodType<ParetoNbdParameters> = /* @__PURE__ */ (() =>
  z.strictObject({ r: parameter, alpha: parameter, s: parameter, beta: parameter }))();

/**
 * A purchase model: kind and parameters. The report of a fit, where there is one, is left out of
 * what is parsed.
 *
 * @since 0.1.0
 */
export const purchaseModelSchema: z.ZodType<PurchaseModel> = /* @__PURE__ */ (() =>
  z.union([
    z.object({ kind: z.literal("bg-nbd"), parameters: betaGeometricParametersSchema }),
    z.object({ kind: z.literal("mbg-nbd"), parameters: betaGeometricParametersSchema }),
    z.object({ kind: z.literal("pareto-nbd"), parameters: paretoNbdParametersSchema }),
  ]))();

/** A customer's history; whether it can be is checked where it is used. @since 0.1.0 */
export const purchaseHistorySchema: z.ZodType<PurchaseHistory> = /* @__PURE__ */ (() =>
  z.object({
    frequency: z.int().min(0),
    recency: z.number().min(0),
    age: z.number().min(0).max(1e12),
  }))();

/**
 * A purchase model from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parsePurchaseModel } from "clientele/scoring/schema";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = parsePurchaseModel({ kind: "bg-nbd", parameters, status: "converged" });
 * assert.deepEqual(model, { kind: "bg-nbd", parameters });
 * ```
 * @since 0.1.0
 */
export function parsePurchaseModel(value: unknown): PurchaseModel {
  return parseWith(purchaseModelSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParsePurchaseModel } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParsePurchaseModel({ kind: "bg-nbd", parameters: { r: -1 } }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParsePurchaseModel(value: unknown): ParseResult<PurchaseModel> {
  return safeParseWith(purchaseModelSchema, value);
}
