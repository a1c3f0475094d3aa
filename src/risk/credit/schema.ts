/** zod schemas of credit policies; published through the schemas of risk. */
import * as z from "zod";

import { decimalInputSchema, identifierSchema, moneySchema } from "../../values/schema.js";
import { version } from "../scorecard/schema.js";
import type { CheckConsequence, CreditPolicy, LimitRule } from "./model.js";

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
