/** zod schemas of scorecards and credit policies; published through `schema.ts`. */
import * as z from "zod";

import { decimalInputSchema, identifierSchema, moneySchema } from "../values/schema.js";
import type { CheckConsequence, CreditPolicy, LimitRule } from "./credit/model.js";
import type { Characteristic, Scorecard } from "./scorecard/model.js";

/** @internal */
export const version: z.ZodType<string> = /* @__PURE__ */ (() => z.string().min(1).max(64))();
/** @internal */
export const factName: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,127}$/))();
/** @internal */
export const percentage: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(0).max(100))();
/** @internal */
export const positive: z.ZodType<number> = /* @__PURE__ */ (() => z.number().positive())();
const cardPoints: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(-1e9).max(1e9))();
const onlyPoints: z.ZodType<{ readonly points: number }> = /* @__PURE__ */ (() =>
  z.strictObject({ points: cardPoints }))();
/** @internal */
export const reasons: z.ZodType<Scorecard["reasons"]> = /* @__PURE__ */ (() =>
  z.strictObject({
    method: z.enum(["below-maximum", "below-average"]),
    count: z.int().min(1).max(8),
  }))();

const characteristic: z.ZodType<Characteristic> = /* @__PURE__ */ (() => {
  const common = {
    id: identifierSchema,
    fact: factName,
    missing: onlyPoints,
    averagePoints: cardPoints.exactOptional(),
  };
  const bound = z.number().nullable();
  const numericBin = z.strictObject({ from: bound, until: bound, points: cardPoints });
  const special = z.strictObject({ values: z.array(z.number()).max(1000), points: cardPoints });
  const categories = z.array(z.string().min(1).max(256)).max(10_000);
  return z.discriminatedUnion("kind", [
    z.strictObject({
      ...common,
      kind: z.literal("numeric"),
      bins: z.array(numericBin).max(1000),
      special: z.array(special).max(1000).exactOptional(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal("category"),
      bins: z.array(z.strictObject({ categories, points: cardPoints })).max(1000),
      other: onlyPoints,
    }),
  ]);
})();

/** A risk scorecard. @since 0.1.0 */
export const scorecardSchema: z.ZodType<Scorecard> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    version,
    basePoints: cardPoints,
    characteristics: z.array(characteristic).max(1000),
    reasons,
  }))();

const consequence: z.ZodType<CheckConsequence> = /* @__PURE__ */ (() =>
  z.enum(["WARN", "HOLD", "REFUSE"]))();

const limitRule: z.ZodType<LimitRule> = /* @__PURE__ */ (() => {
  const common = { id: identifierSchema, whenMissing: z.enum(["ignore", "zero"]) };
  const row = z.strictObject({ grade: identifierSchema, amount: moneySchema });
  return z.discriminatedUnion("kind", [
    z.strictObject({
      ...common,
      kind: z.enum(["share-of-equity", "share-of-turnover", "multiple-of-highest-paid"]),
      factor: decimalInputSchema,
    }),
    z.strictObject({ ...common, kind: z.literal("insured") }),
    z.strictObject({ ...common, kind: z.literal("grade-table"), limits: z.array(row).max(1000) }),
    z.strictObject({ id: identifierSchema, kind: z.literal("fixed"), amount: moneySchema }),
  ]);
})();

/** A credit policy. @since 0.1.0 */
export const creditPolicySchema: z.ZodType<CreditPolicy> = /* @__PURE__ */ (() => {
  const days = z.int().min(0).max(36_525);
  const checks = z.strictObject({
    overLimit: consequence,
    noLimit: consequence,
    utilisationWarnFrom: decimalInputSchema.exactOptional(),
    oldestOverdue: z.strictObject({ daysMax: days, consequence }).exactOptional(),
    overdueShare: z.strictObject({ shareMax: decimalInputSchema, consequence }).exactOptional(),
    reviewOverdue: consequence.exactOptional(),
    dunning: z.strictObject({ levelMax: days, consequence }).exactOptional(),
    grades: z
      .strictObject({ refused: z.array(identifierSchema).max(1000), consequence })
      .exactOptional(),
  });
  return z.strictObject({
    id: identifierSchema,
    version,
    currency: z.string().min(1).max(32),
    horizonDays: days.nullable(),
    limitRules: z.array(limitRule).max(100),
    checks,
  });
})();
