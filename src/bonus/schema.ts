/** zod schemas of agreements and documents of turnover; loaded only as `clientele/bonus/schema`. */
import * as z from "zod";

import {
  calendarDateSchema,
  checkedBy,
  identifierSchema,
  moneySchema,
  parseWith,
  quantitySchema,
  safeParseWith,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import { compileAgreement } from "./compile.js";
import type { BonusAgreement } from "./model.js";
import type { TurnoverDocument } from "./turnover-model.js";

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
  checkedBy<BonusAgreement>((document) => compileAgreement(document as BonusAgreement)))();

/**
 * A document of turnover by its shape; amounts and dates are checked, not the agreement's terms.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { turnoverDocumentSchema } from "clientele/bonus/schema";
 *
 * const document = { id: "R-1", date: "2026-02-30", amount: { amount: "9.00", currency: "EUR" } };
 * assert.ok(!turnoverDocumentSchema.safeParse(document).success);
 * ```
 * @since 0.1.0
 */
export const turnoverDocumentSchema: z.ZodType<TurnoverDocument> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    date: calendarDateSchema,
    amount: moneySchema,
    list: moneySchema.exactOptional(),
    quantity: quantitySchema.exactOptional(),
    weight: quantitySchema.exactOptional(),
    order: identifierSchema.exactOptional(),
    article: identifierSchema.exactOptional(),
    productGroup: identifierSchema.exactOptional(),
    party: identifierSchema.exactOptional(),
    saleDate: calendarDateSchema.exactOptional(),
    known: calendarDateSchema.exactOptional(),
    due: calendarDateSchema.exactOptional(),
    paid: calendarDateSchema.exactOptional(),
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
 *   "schedules": [{ "id": "turnover", "scale": { "kind": "flat", "bands": [{ "from": "0", "value": "50" }] } }] }`;
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
