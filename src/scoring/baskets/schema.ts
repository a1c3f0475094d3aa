/** Schemas of the options of itemsets, rules and offers; held equal to the types. */
import * as z from "zod";

import { identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { AssociationOptions } from "./model.js";
import type { NextBestOptions } from "./offer-model.js";

/** Which itemsets, and which rules of them. @since 0.1.0 */
export const associationOptionsSchema: z.ZodType<AssociationOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    supportMin: z.number().gt(0).max(1).exactOptional(),
    countMin: z.int().min(1).exactOptional(),
    sizeMax: z.int().min(1).max(20).exactOptional(),
    itemsetsMax: z.int().min(1).max(10_000_000).exactOptional(),
    overLimit: z.enum(["raise-support", "refuse"]).exactOptional(),
    confidenceMin: z.number().min(0).max(1).exactOptional(),
    liftMin: z.number().min(0).exactOptional(),
    falseDiscoveryMax: z.number().min(0).max(1).exactOptional(),
    antecedentSizeMax: z.int().min(1).max(20).exactOptional(),
    consequentSizeMax: z.int().min(1).max(20).exactOptional(),
    rulesMax: z.int().min(1).max(1_000_000).exactOptional(),
    order: z
      .enum(["lift", "confidence", "support", "leverage", "zhang", "significance"])
      .exactOptional(),
  }))();

/**
 * Options of association rules from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAssociationOptions } from "clientele/scoring/schema";
 *
 * const options = { supportMin: 0.01, confidenceMin: 0.3 };
 * assert.deepEqual(parseAssociationOptions(options), options);
 * ```
 * @since 0.1.0
 */
export function parseAssociationOptions(value: unknown): AssociationOptions {
  return parseWith(associationOptionsSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAssociationOptions } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseAssociationOptions({ supportMin: 0 }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseAssociationOptions(value: unknown): ParseResult<AssociationOptions> {
  return safeParseWith(associationOptionsSchema, value);
}

const weight = /* @__PURE__ */ (() => z.number().min(0).max(1e9).exactOptional())();

/** What holds for offers to accounts. @since 0.1.0 */
export const nextBestOptionsSchema: z.ZodType<NextBestOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    liftAbove: z.number().min(0).exactOptional(),
    weights: z.strictObject({ rules: weight, peers: weight, references: weight }).exactOptional(),
    scoreMin: z.number().min(0).max(1).exactOptional(),
    reasonsMax: z.int().min(1).max(100).exactOptional(),
    owned: z.enum(["exclude", "flag"]).exactOptional(),
    offersMax: z.int().min(1).max(1_000).exactOptional(),
    notOffered: z.array(identifierSchema).readonly().exactOptional(),
  }))();

/**
 * Options of next best products from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseNextBestOptions } from "clientele/scoring/schema";
 *
 * assert.deepEqual(parseNextBestOptions({ offersMax: 3 }), { offersMax: 3 });
 * ```
 * @since 0.1.0
 */
export function parseNextBestOptions(value: unknown): NextBestOptions {
  return parseWith(nextBestOptionsSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseNextBestOptions } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseNextBestOptions({ owned: "maybe" }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseNextBestOptions(value: unknown): ParseResult<NextBestOptions> {
  return safeParseWith(nextBestOptionsSchema, value);
}
