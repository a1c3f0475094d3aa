/** zod schema of contact policies. */
import * as z from "zod";

import { conditionSchema } from "../../conditions/schema.js";
import type { FactType } from "../../conditions/index.js";
import {
  businessCalendarSchema,
  calendarDateSchema,
  durationSchema,
  identifierSchema,
  periodSchema,
  textSchema,
} from "../../values/schema.js";
import type { ContactPolicy, QuietPeriod } from "./model.js";

const wait: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  z.union([durationSchema, z.int().min(0).max(36_500)]))();

const names: z.ZodType<string[]> = /* @__PURE__ */ (() => z.array(identifierSchema).max(1_000))();

/** Days on which nobody is contacted. @since 0.1.0 */
export const quietPeriodSchema: z.ZodType<QuietPeriod> = /* @__PURE__ */ (() =>
  z.strictObject({
    from: calendarDateSchema,
    until: calendarDateSchema.exactOptional(),
    name: textSchema.exactOptional(),
  }))();

const factType: z.ZodType<FactType> = /* @__PURE__ */ (() => {
  const scalars = ["string", "number", "decimal", "date", "instant", "boolean"] as const;
  const lists = scalars.map((scalar) => `${scalar}[]` as const);
  return z.enum([...scalars, ...lists]);
})();

/**
 * A contact policy.
 *
 * @since 0.1.0
 */
export const contactPolicySchema: z.ZodType<ContactPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    channels: z.array(identifierSchema).min(1).max(1_000),
    consentNotNeeded: names.exactOptional(),
    cadences: z
      .array(
        z.strictObject({
          id: identifierSchema,
          when: conditionSchema.exactOptional(),
          every: z.union([wait, z.null()]),
        })
      )
      .max(10_000),
    classes: names.exactOptional(),
    blockedStates: names.exactOptional(),
    counts: z.enum(["made", "answered"]).exactOptional(),
    quietPeriods: z.array(quietPeriodSchema).max(10_000).exactOptional(),
    calendar: businessCalendarSchema.exactOptional(),
    capacityPerDay: z.int().min(1).max(10_000_000).exactOptional(),
    campaigns: z
      .array(
        z.strictObject({
          id: identifierSchema,
          when: conditionSchema,
          channel: identifierSchema.exactOptional(),
          period: periodSchema,
          articles: names.exactOptional(),
          minimumGap: wait.exactOptional(),
        })
      )
      .max(10_000)
      .exactOptional(),
    campaignCap: z
      .strictObject({ count: z.int().min(0).max(10_000), within: wait })
      .exactOptional(),
    facts: z.record(z.string(), factType).exactOptional(),
  }))();
