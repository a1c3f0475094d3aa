/** zod schema of bonus agreements; loaded only as `clientele/bonus/schema`. */
import * as z from "zod";

import { conditionSchema } from "../conditions/schema.js";
import { scaleSchema } from "../scales/schema.js";
import {
  calendarDateSchema,
  identifierSchema,
  parseWith,
  safeParseWith,
  textSchema,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type { BonusAgreement } from "./model.js";

/**
 * A bonus agreement.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bonusAgreementSchema } from "clientele/bonus/schema";
 *
 * assert.ok(!bonusAgreementSchema.safeParse({ id: "acme" }).success);
 * ```
 * @since 0.1.0
 */
export const bonusAgreementSchema: z.ZodType<BonusAgreement> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    currency: identifierSchema,
    valid: z.strictObject({ from: calendarDateSchema, until: calendarDateSchema.exactOptional() }),
    period: textSchema.exactOptional(),
    scale: scaleSchema,
    eligible: conditionSchema.exactOptional(),
    rounding: z
      .enum([
        "up",
        "down",
        "ceil",
        "floor",
        "halfUp",
        "halfDown",
        "halfEven",
        "halfCeil",
        "halfFloor",
      ])
      .exactOptional(),
  }))();

/**
 * The agreement in a document of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAgreement } from "clientele/bonus/schema";
 *
 * const text = `{ "id": "acme", "currency": "EUR", "valid": { "from": "2026-01-01" },
 *   "scale": { "kind": "allUnits", "bands": [{ "from": "0", "value": "0.05" }] } }`;
 * assert.equal(parseAgreement(JSON.parse(text)).id, "acme");
 * ```
 * @since 0.1.0
 */
export function parseAgreement(document: unknown): BonusAgreement {
  return parseWith(bonusAgreementSchema, document);
}

/**
 * The agreement in a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseAgreement } from "clientele/bonus/schema";
 *
 * const result = safeParseAgreement({ id: "acme" });
 * assert.ok(!result.ok);
 * ```
 * @since 0.1.0
 */
export function safeParseAgreement(document: unknown): ParseResult<BonusAgreement> {
  return safeParseWith(bonusAgreementSchema, document);
}
