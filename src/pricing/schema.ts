/** zod schema of pricing policies; loaded only as `clientele/pricing/schema`. */
import * as z from "zod";

import { conditionSchema } from "../conditions/schema.js";
import {
  calendarDateSchema,
  decimalSchema,
  identifierSchema,
  parseWith,
  safeParseWith,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type { ConditionRecord, KeyField, PricingPolicy, PricingStep, RecordScale, RecordValue } from "./model.js";

const amount: z.ZodType<string | number> = /* @__PURE__ */ (() => z.union([decimalSchema, z.number()]))();

const field: z.ZodType<KeyField> = /* @__PURE__ */ (() =>
  z.enum(["client", "clientGroup", "article", "productGroup"]))();

const value: z.ZodType<RecordValue> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("unitPrice"),
      amount,
      per: z.union([z.literal(1), z.literal(100), z.literal(1000)]).exactOptional(),
    }),
    z.strictObject({ kind: z.literal("percent"), rate: amount }),
    z.strictObject({ kind: z.literal("amountPerUnit"), amount }),
  ]))();

const scale: z.ZodType<RecordScale> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.enum(["allUnits", "graduated"]),
    bands: z.array(z.strictObject({ from: amount, value: amount })).min(1).max(10_000),
  }))();

/** A condition record. @since 0.1.0 */
export const conditionRecordSchema: z.ZodType<ConditionRecord> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    step: identifierSchema,
    key: z.strictObject({
      client: identifierSchema.exactOptional(),
      clientGroup: identifierSchema.exactOptional(),
      article: identifierSchema.exactOptional(),
      productGroup: identifierSchema.exactOptional(),
    }),
    when: conditionSchema.exactOptional(),
    valid: z
      .strictObject({ from: calendarDateSchema, until: calendarDateSchema.exactOptional() })
      .exactOptional(),
    value,
    scale: scale.exactOptional(),
    priority: z.int().exactOptional(),
  }))();

const step: z.ZodType<PricingStep> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    kind: z.enum(["price", "discount"]),
    access: z.array(z.array(field).max(4)).max(32),
    base: z.enum(["list", "running"]).exactOptional(),
  }))();

/** A pricing policy. @since 0.1.0 */
export const pricingPolicySchema: z.ZodType<PricingPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    currency: identifierSchema,
    steps: z.array(step).min(1).max(100),
    records: z.array(conditionRecordSchema).max(1_000_000),
    rounding: z
      .enum(["up", "down", "ceil", "floor", "halfUp", "halfDown", "halfEven", "halfCeil", "halfFloor"])
      .exactOptional(),
  }))();

/** The policy in a document of unknown content. @throws ClienteleError with all issues @since 0.1.0 */
export function parsePolicy(document: unknown): PricingPolicy {
  return parseWith(pricingPolicySchema, document);
}

/** The policy in a document of unknown content, or all its issues. @since 0.1.0 */
export function safeParsePolicy(document: unknown): ParseResult<PricingPolicy> {
  return safeParseWith(pricingPolicySchema, document);
}
