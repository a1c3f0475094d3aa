/** zod schema of review policies; loaded only as `clientele/review/schema`. */
import * as z from "zod";

import { bonusAgreementSchema } from "../bonus/schema.js";
import { conditionSchema } from "../conditions/schema.js";
import { clientLifecycleOptionsSchema } from "../lifecycle/schema.js";
import { compileProgramme } from "../loyalty/index.js";
import type { Programme } from "../loyalty/index.js";
import { pricingPolicySchema } from "../pricing/schema.js";
import { paymentOptionsSchema, warningSignRegisterSchema } from "../risk/schema.js";
import { abcOptionsSchema, rfmOptionsSchema } from "../scoring/schema.js";
import {
  checkedBy,
  identifierSchema,
  parseWith,
  safeParseWith,
  textSchema,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type { ReviewFact } from "./actions/action-facts.js";
import { reviewFacts } from "./actions/action-facts.js";
import type { ActionRule } from "./actions/propose.js";
import type { ReviewPolicy } from "./policy.js";

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
    bonus: bonusAgreementSchema.exactOptional(),
    loyalty: checkedBy<Programme>((value) => compileProgramme(value as Programme)).exactOptional(),
    signs: warningSignRegisterSchema.exactOptional(),
    payment: paymentOptionsSchema.exactOptional(),
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
