/** zod schema of policies of record quality. */
import * as z from "zod";

import { conditionSchema } from "../../conditions/schema.js";
import { durationSchema, identifierSchema } from "../../values/schema.js";
import type { FieldForm, FieldRule, QualityPolicy } from "./quality-policy.js";
import { fieldForms } from "./quality-policy.js";

const rule: z.ZodType<FieldRule> = /* @__PURE__ */ (() =>
  z.strictObject({
    field: z.string().min(1).max(256),
    need: z.enum(["required", "recommended"]).exactOptional(),
    weight: z.number().positive().max(1_000_000).exactOptional(),
    maximumAge: durationSchema.exactOptional(),
    form: z.enum(fieldForms as [FieldForm, ...FieldForm[]]).exactOptional(),
    when: conditionSchema.exactOptional(),
  }))();

/**
 * A policy of record quality.
 *
 * @since 0.1.0
 */
export const qualityPolicySchema: z.ZodType<QualityPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    fields: z.array(rule).min(1).max(1_000),
    staleWorth: z.number().min(0).max(1).exactOptional(),
  }))();
