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
import type { RoundingMode } from "../values/rounding.js";
import type {
  Allowance,
  ConditionRecord,
  HierarchyLink,
  KeyField,
  PricedArticle,
  PricingPolicy,
  PricingStep,
  RecordLimits,
  RecordScale,
  RecordValue,
  StackingGroup,
} from "./model.js";

const amount: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  z.union([decimalSchema, z.number()]))();

const field: z.ZodType<KeyField> = /* @__PURE__ */ (() =>
  z.enum(["client", "clientGroup", "article", "productGroup"]))();

const rounding: z.ZodType<RoundingMode> = /* @__PURE__ */ (() =>
  z.enum([
    "up",
    "down",
    "ceil",
    "floor",
    "halfUp",
    "halfDown",
    "halfEven",
    "halfCeil",
    "halfFloor",
  ]))();

const count: z.ZodType<number> = /* @__PURE__ */ (() => z.int().min(1).max(1_000_000))();

const value: z.ZodType<RecordValue> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("unitPrice"),
      amount,
      per: z.union([z.literal(1), z.literal(100), z.literal(1000)]).exactOptional(),
      unit: identifierSchema.exactOptional(),
    }),
    z.strictObject({ kind: z.literal("percent"), rate: amount }),
    z.strictObject({
      kind: z.literal("amountPerUnit"),
      amount,
      unit: identifierSchema.exactOptional(),
    }),
    z.strictObject({ kind: z.literal("amountPerLine"), amount }),
    z.strictObject({ kind: z.literal("amountPerOrder"), amount }),
    z.strictObject({ kind: z.literal("override"), amount, unit: identifierSchema.exactOptional() }),
    z.strictObject({
      kind: z.literal("bundlePrice"),
      amount,
      items: z
        .array(z.strictObject({ article: identifierSchema, quantity: count }))
        .min(1)
        .max(100),
    }),
    z.strictObject({
      kind: z.literal("freeGoods"),
      buy: count,
      get: count,
      counting: z.enum(["wholeMultiple", "proportional", "unitReference"]),
      mode: z.enum(["inclusive", "exclusive"]),
      unit: identifierSchema.exactOptional(),
      rounding: rounding.exactOptional(),
      article: identifierSchema.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal("buyGet"),
      buy: count,
      get: count,
      rate: amount,
      pick: z.enum(["cheapest", "dearest"]),
    }),
    z.discriminatedUnion("by", [
      z.strictObject({ kind: z.literal("floor"), by: z.enum(["price", "costPlusAmount"]), amount }),
      z.strictObject({
        kind: z.literal("floor"),
        by: z.enum(["costPlusMargin", "maximumDiscount"]),
        rate: amount,
      }),
    ]),
  ]))();

const scale: z.ZodType<RecordScale> = /* @__PURE__ */ (() =>
  z.strictObject({
    kind: z.enum(["allUnits", "graduated", "flat"]),
    bands: z
      .array(z.strictObject({ from: amount, value: amount }))
      .min(1)
      .max(10_000),
    base: z.enum(["quantity", "value", "weight"]).exactOptional(),
    over: z.enum(["line", "article", "productGroup", "eligible", "order"]).exactOptional(),
    of: z.enum(["list", "running"]).exactOptional(),
    unit: identifierSchema.exactOptional(),
    counter: identifierSchema.exactOptional(),
  }))();

const allowance: z.ZodType<Allowance> = /* @__PURE__ */ (() =>
  z.strictObject({
    amount: amount.exactOptional(),
    units: amount.exactOptional(),
    uses: z.int().min(0).exactOptional(),
  }))();

const limits: z.ZodType<RecordLimits> = /* @__PURE__ */ (() =>
  z.strictObject({
    perOrder: allowance.exactOptional(),
    perClient: allowance.exactOptional(),
    total: allowance.exactOptional(),
    unitsPerLineMax: z.int().min(1).exactOptional(),
    pick: z.enum(["fresh", "same"]).exactOptional(),
    excess: z.enum(["cut", "refuse"]).exactOptional(),
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
    group: identifierSchema.exactOptional(),
    limits: limits.exactOptional(),
    code: identifierSchema.exactOptional(),
    currency: identifierSchema.exactOptional(),
  }))();

const step: z.ZodType<PricingStep> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    kind: z.enum(["price", "discount", "floor"]),
    access: z.array(z.array(field).max(4)).max(32),
    collect: z.enum(["first", "all"]).exactOptional(),
    stacking: z.enum(["sequential", "additive", "best", "worst"]).exactOptional(),
    base: z
      .union([z.enum(["list", "running"]), z.strictObject({ after: identifierSchema })])
      .exactOptional(),
    scope: z.enum(["line", "order"]).exactOptional(),
    allocation: z
      .enum(["largestRemainder", "proportionalRunning", "even", "floorToFirst"])
      .exactOptional(),
    includes: z
      .array(z.enum(["freight", "excluded"]))
      .max(2)
      .exactOptional(),
    rounding: z
      .strictObject({
        mode: rounding.exactOptional(),
        decimals: z.int().min(0).max(12).exactOptional(),
        place: z.enum(["line", "unit"]).exactOptional(),
      })
      .exactOptional(),
  }))();

const group: z.ZodType<StackingGroup> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    mode: z.enum(["sequential", "additive", "best", "worst", "first", "exclusive"]),
    scope: z.enum(["line", "order"]).exactOptional(),
    members: z.array(z.union([identifierSchema, z.lazy(() => group)])).max(100),
  }))();

const article: z.ZodType<PricedArticle> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    unit: identifierSchema.exactOptional(),
    conversions: z
      .array(
        z.strictObject({
          unit: identifierSchema,
          numerator: z.int().min(1).max(1_000_000_000),
          denominator: z.int().min(1).max(1_000_000_000),
        }),
      )
      .max(100)
      .exactOptional(),
    isIndivisible: z.boolean().exactOptional(),
    weight: amount.exactOptional(),
    cost: amount.exactOptional(),
  }))();

const links: z.ZodType<readonly HierarchyLink[]> = /* @__PURE__ */ (() =>
  z.array(z.strictObject({ child: identifierSchema, parent: identifierSchema })).max(1_000_000))();

/** A pricing policy. @since 0.1.0 */
export const pricingPolicySchema: z.ZodType<PricingPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    currency: identifierSchema,
    steps: z.array(step).min(1).max(100),
    records: z.array(conditionRecordSchema).max(1_000_000),
    rounding: rounding.exactOptional(),
    stacking: z.array(group).max(100).exactOptional(),
    articles: z.array(article).max(1_000_000).exactOptional(),
    hierarchies: z
      .strictObject({
        client: links.exactOptional(),
        clientGroup: links.exactOptional(),
        article: links.exactOptional(),
        productGroup: links.exactOptional(),
      })
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
