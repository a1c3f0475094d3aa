/** zod schema of commands; part of `clientele/loyalty/schema`. */
import * as z from "zod";

import { decimalSchema, identifierSchema, instantSchema, textSchema } from "../../values/schema.js";
import type { LoyaltyCommand } from "../model.js";

/** A command. @since 0.1.0 */
export const loyaltyCommandSchema: z.ZodType<LoyaltyCommand> = /* @__PURE__ */ (() => {
  const amount = z.union([decimalSchema, z.number()]);
  const facts = z.record(z.string(), z.json());
  const base = { id: identifierSchema, effectiveAt: instantSchema.exactOptional() };
  const points = z.int().min(1);
  const lot = z.strictObject({
    id: textSchema,
    earnedAt: instantSchema,
    activeAt: z.union([instantSchema, z.null()]),
    expiresAt: z.union([instantSchema, z.null()]),
  });
  const line = z.strictObject({
    id: identifierSchema,
    amount,
    quantity: amount.exactOptional(),
    article: textSchema.exactOptional(),
    category: textSchema.exactOptional(),
    facts: facts.exactOptional(),
  });
  const more = {
    partner: identifierSchema.exactOptional(),
    facts: facts.exactOptional(),
    memberFacts: facts.exactOptional(),
  };
  const back = z.strictObject({ id: identifierSchema, amount, quantity: amount.exactOptional() });
  const wallet = identifierSchema;
  return z.discriminatedUnion("type", [
    z.strictObject({ ...base, type: z.literal("enrol"), memberId: identifierSchema }),
    z.strictObject({
      ...base,
      ...more,
      type: z.literal("purchase"),
      lines: z.array(line).max(100_000),
      orderDiscount: amount.exactOptional(),
    }),
    z.strictObject({
      ...base,
      ...more,
      type: z.literal("activity"),
      activity: identifierSchema,
      amount: amount.exactOptional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal("return"),
      purchaseId: identifierSchema,
      lines: z.array(back).max(100_000).exactOptional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal("activate"),
      purchaseId: identifierSchema,
      event: identifierSchema,
    }),
    z.strictObject({ ...base, type: z.literal("spend"), wallet, points }),
    z.strictObject({
      ...base,
      type: z.literal("pay"),
      wallet,
      points: points.exactOptional(),
      orderAmount: amount,
    }),
    z.strictObject({
      ...base,
      type: z.literal("redeem"),
      reward: identifierSchema,
      quantity: points.exactOptional(),
      memberFacts: facts.exactOptional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal("hold"),
      wallet,
      points,
      until: instantSchema.exactOptional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal("capture"),
      holdId: identifierSchema,
      points: points.exactOptional(),
      isFinal: z.boolean().exactOptional(),
    }),
    z.strictObject({ ...base, type: z.literal("release"), holdId: identifierSchema }),
    z.strictObject({ ...base, type: z.literal("send"), to: identifierSchema, wallet, points }),
    z.strictObject({
      ...base,
      type: z.literal("receive"),
      from: identifierSchema,
      wallet,
      parts: z.array(z.strictObject({ lot, points })).max(100_000),
    }),
    z.strictObject({
      ...base,
      type: z.literal("pin"),
      tier: identifierSchema,
      until: instantSchema.exactOptional(),
      reason: textSchema,
    }),
    z.strictObject({
      ...base,
      type: z.literal("refund"),
      spendId: identifierSchema,
      points: points.exactOptional(),
    }),
    z.strictObject({
      ...base,
      type: z.literal("adjust"),
      wallet,
      points: z.int(),
      reason: textSchema,
    }),
  ]);
})();
