/** zod schemas of review policies and of accounts; loaded only as `clientele/review/schema`. */
import * as z from "zod";

import { bonusAgreementSchema } from "../bonus/schema.js";
import { conditionSchema } from "../conditions/schema.js";
import type { LifecycleEstimate } from "../lifecycle/index.js";
import { clientLifecycleOptionsSchema } from "../lifecycle/schema.js";
import { compileProgramme } from "../loyalty/index.js";
import type { LiabilityAssumptions, Programme } from "../loyalty/index.js";
import { pricingPolicySchema } from "../pricing/schema.js";
import {
  assessmentPolicySchema,
  creditPolicySchema,
  paymentOptionsSchema,
  warningSignRegisterSchema,
} from "../risk/schema.js";
import {
  abcOptionsSchema,
  portfolioPolicySchema,
  rfmOptionsSchema,
  scorecardSchema,
} from "../scoring/schema.js";
import { IssueCollector } from "../values/errors.js";
import { isRecord } from "../values/plain.js";
import {
  checkedBy,
  decimalInputSchema,
  identifierSchema,
  parseWith,
  roundingModeSchema,
  safeParseWith,
  textSchema,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type { ReviewFact } from "./figures/figures.js";
import { reviewFacts } from "./figures/figures.js";
import type { CrossSellPolicy } from "./account/cross-sell-standing.js";
import type { LossPolicy } from "./account/loss-standing.js";
import type { PipelinePolicy } from "./account/pipeline-standing.js";
import type { AfterInvoiceRate } from "./account/prices-realised.js";
import type { ValuePolicy } from "./account/value-standing.js";
import { readCrossSell, readValue } from "./read-policy.js";
import type { ActionRanking, ActionRule } from "./actions/model.js";
import { within } from "./within.js";
import { contactPolicySchema } from "./contacts/schema.js";
import type { ReviewPolicy } from "./policy.js";
import { qualityPolicySchema } from "./records/schema.js";
import type { ComplaintOptions } from "./service/complaint-service.js";
import { serviceOptionsSchema } from "./service/schema.js";

export * from "./account/schema.js";
export * from "./contacts/schema.js";
export * from "./market/schema.js";
export * from "./records/schema.js";
export * from "./service/schema.js";

const fact: z.ZodType<ReviewFact> = /* @__PURE__ */ (() =>
  z.enum(Object.keys(reviewFacts) as [ReviewFact, ...ReviewFact[]]))();

/**
 * A rule of action.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { starterActions } from "clientele/review";
 * import { actionRuleSchema } from "clientele/review/schema";
 *
 * for (const rule of starterActions) assert.ok(actionRuleSchema.safeParse(rule).success);
 * ```
 * @since 0.1.0
 */
export const actionRuleSchema: z.ZodType<ActionRule> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    title: textSchema,
    when: conditionSchema,
    reason: textSchema,
    urgency: z.enum(["now", "soon", "later"]),
    role: identifierSchema,
    dueInDays: z.int().min(0).max(366),
    value: fact.exactOptional(),
    valueTimes: fact.exactOptional(),
    topics: z.array(identifierSchema).max(50).readonly().exactOptional(),
    blocks: z.array(identifierSchema).max(50).readonly().exactOptional(),
    repeatAfterDays: z.int().min(0).max(3_660).exactOptional(),
  }))();

const ranking: z.ZodType<ActionRanking> = /* @__PURE__ */ (() =>
  z.strictObject({
    urgencyPoints: z
      .strictObject({ now: z.number(), soon: z.number(), later: z.number() })
      .exactOptional(),
    valuePoints: z.number().exactOptional(),
    halfValue: decimalInputSchema.exactOptional(),
  }))();

const loss: z.ZodType<LossPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    probabilities: z
      .array(z.strictObject({ grade: identifierSchema, probability: decimalInputSchema }))
      .max(100)
      .readonly(),
    lossGivenDefault: decimalInputSchema,
  }))();

/** A part that the compiler of the policy checks, in a policy of its own. */
function checkPart(part: "value" | "crossSell", value: unknown): void {
  const issues = new IssueCollector();
  if (part === "value") readValue(value, "EUR", issues);
  else readCrossSell(value, issues);
  // The compiler names the part; a schema adds the place by itself.
  within("", () => {
    issues.throwIfAny();
  }, part);
}

const complaints: z.ZodType<ComplaintOptions> = /* @__PURE__ */ (() =>
  z.strictObject({ countMin: z.int().min(1).exactOptional() }))();

const afterInvoice: z.ZodType<readonly AfterInvoiceRate[]> = /* @__PURE__ */ (() =>
  z
    .array(z.strictObject({ id: identifierSchema, rate: decimalInputSchema }))
    .max(50)
    .readonly())();

const pipeline: z.ZodType<PipelinePolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    estimate: checkedBy<LifecycleEstimate>((value) => isRecord(value)),
    won: identifierSchema,
    coverage: z.number().min(0).max(1).exactOptional(),
  }))();

const programme: z.ZodType<Programme> = /* @__PURE__ */ (() =>
  checkedBy<Programme>((value) => compileProgramme(value as Programme)))();

const liability: z.ZodType<LiabilityAssumptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    wallets: z
      .array(
        z.strictObject({
          wallet: identifierSchema,
          valuePerPoint: decimalInputSchema,
          redemptionRate: decimalInputSchema,
          byDaysToExpiry: z
            .array(
              z.strictObject({
                daysMax: z.int().min(0),
                redemptionRate: decimalInputSchema,
              }),
            )
            .readonly()
            .exactOptional(),
        }),
      )
      .max(100)
      .readonly(),
    rounding: roundingModeSchema.exactOptional(),
  }))();

/**
 * A review policy with everything in it.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { reviewPolicySchema } from "clientele/review/schema";
 *
 * assert.ok(reviewPolicySchema.safeParse({ id: "monthly", currency: "EUR" }).success);
 * ```
 * @since 0.1.0
 */
export const reviewPolicySchema: z.ZodType<ReviewPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    currency: identifierSchema,
    window: textSchema.exactOptional(),
    signWindow: textSchema.exactOptional(),
    lifecycle: clientLifecycleOptionsSchema.exactOptional(),
    abc: abcOptionsSchema.exactOptional(),
    rfm: rfmOptionsSchema.exactOptional(),
    pricing: pricingPolicySchema.exactOptional(),
    bonus: z
      .union([bonusAgreementSchema, z.array(bonusAgreementSchema).min(1).max(100_000).readonly()])
      .exactOptional(),
    loyalty: z
      .union([programme, z.array(programme).min(1).max(100_000).readonly()])
      .exactOptional(),
    loyaltyLiability: liability.exactOptional(),
    signs: warningSignRegisterSchema.exactOptional(),
    payment: paymentOptionsSchema.exactOptional(),
    afterInvoice: afterInvoice.exactOptional(),
    value: checkedBy<ValuePolicy>((value) => checkPart("value", value)).exactOptional(),
    crossSell: checkedBy<CrossSellPolicy>((value) =>
      checkPart("crossSell", value),
    ).exactOptional(),
    scorecard: scorecardSchema.exactOptional(),
    assessment: assessmentPolicySchema.exactOptional(),
    credit: creditPolicySchema.exactOptional(),
    loss: loss.exactOptional(),
    pipeline: pipeline.exactOptional(),
    service: serviceOptionsSchema.exactOptional(),
    complaints: complaints.exactOptional(),
    contacts: contactPolicySchema.exactOptional(),
    record: qualityPolicySchema.exactOptional(),
    matrix: portfolioPolicySchema.exactOptional(),
    attributes: z
      .record(identifierSchema, z.enum(["string", "number", "boolean"]))
      .exactOptional(),
    ranking: ranking.exactOptional(),
    actions: z.array(actionRuleSchema).max(1_000).exactOptional(),
    actionsMax: z.int().min(0).max(100).exactOptional(),
  }))();

/**
 * The review policy in a document of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseReviewPolicy } from "clientele/review/schema";
 *
 * assert.equal(parseReviewPolicy(JSON.parse(`{ "id": "monthly", "currency": "EUR" }`)).id, "monthly");
 * assert.throws(() => parseReviewPolicy({ id: "monthly", currency: "EUR", colour: "red" }), {
 *   code: "schema.unknown_key",
 * });
 * ```
 * @since 0.1.0
 */
export function parseReviewPolicy(document: unknown): ReviewPolicy {
  return parseWith(reviewPolicySchema, document);
}

/**
 * The review policy in a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseReviewPolicy } from "clientele/review/schema";
 *
 * const result = safeParseReviewPolicy({ currency: "EUR" });
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].path, "id");
 * ```
 * @since 0.1.0
 */
export function safeParseReviewPolicy(document: unknown): ParseResult<ReviewPolicy> {
  return safeParseWith(reviewPolicySchema, document);
}
