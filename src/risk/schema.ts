/**
 * zod schemas of risk's documents and facts; loaded only as `clientele/risk/schema`.
 */
import * as z from "zod";

import { conditionSchema } from "../conditions/schema.js";
import {
  calendarDateSchema,
  identifierSchema,
  moneySchema,
  parseWith,
  safeParseWith,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import type { Evidence, EvidenceSet } from "./evidence.js";
import type { InvoiceItem, InvoicePayment, PaymentOptions, PaymentPromise } from "./payment/model.js";
import type { WarningSign, WarningSignRegister } from "./warning-signs/model.js";

const sentence: z.ZodType<string> = /* @__PURE__ */ (() => z.string().min(1).max(500))();

const stage: z.ZodType<"before" | "during"> = /* @__PURE__ */ (() => z.enum(["before", "during"]))();

/**
 * One warning sign.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { orderBehaviourSigns } from "clientele/risk";
 * import { warningSignSchema } from "clientele/risk/schema";
 *
 * for (const sign of orderBehaviourSigns.signs) assert.ok(warningSignSchema.safeParse(sign).success);
 * ```
 * @since 0.1.0
 */
export const warningSignSchema: z.ZodType<WarningSign> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    title: sentence,
    stages: z.tuple([stage], stage),
    severity: z.enum(["low", "moderate", "high", "critical"]),
    when: conditionSchema,
    halfLifeDays: z.number().positive().exactOptional(),
    capsGradeAt: identifierSchema.exactOptional(),
    source: sentence,
  }))();

/** A register of warning signs. @since 0.1.0 */
export const warningSignRegisterSchema: z.ZodType<WarningSignRegister> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    version: z.string().min(1).max(64),
    signs: z.array(warningSignSchema).max(10_000),
  }))();

/** One fact about a client, known or not. @since 0.1.0 */
export const evidenceSchema: z.ZodType<Evidence> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("state", [
    z.strictObject({
      state: z.literal("present"),
      value: z.union([z.number(), z.string().max(500), z.boolean()]),
      unit: z.string().max(32).exactOptional(),
      asOf: calendarDateSchema,
      source: sentence,
    }),
    z.strictObject({ state: z.literal("missing"), reason: sentence.exactOptional() }),
    z.strictObject({ state: z.literal("notApplicable"), reason: sentence }),
  ]))();

/** The facts about one client by name. @since 0.1.0 */
export const evidenceSetSchema: z.ZodType<EvidenceSet> = /* @__PURE__ */ (() =>
  z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,127}$/), evidenceSchema))();

const payment: z.ZodType<InvoicePayment> = /* @__PURE__ */ (() =>
  z.strictObject({
    on: calendarDateSchema,
    amount: moneySchema,
    kind: z.enum(["payment", "creditNote"]).exactOptional(),
  }))();

const promise: z.ZodType<PaymentPromise> = /* @__PURE__ */ (() =>
  z.strictObject({ madeOn: calendarDateSchema, payBy: calendarDateSchema, amount: moneySchema }))();

/** One invoice with what is known of its settlement. @since 0.1.0 */
export const invoiceItemSchema: z.ZodType<InvoiceItem> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    amount: moneySchema,
    issuedOn: calendarDateSchema,
    dueOn: calendarDateSchema,
    payments: z.array(payment).max(10_000).exactOptional(),
    disputed: z.boolean().exactOptional(),
    promises: z.array(promise).max(10_000).exactOptional(),
  }))();

/** How payment behaviour is measured. @since 0.1.0 */
export const paymentOptionsSchema: z.ZodType<PaymentOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    windowDays: z.int().min(1).exactOptional(),
    historyDays: z.int().min(1).exactOptional(),
    ageingFrom: z.array(z.int().min(1)).min(1).max(100).exactOptional(),
    paymentsMin: z.int().min(1).exactOptional(),
  }))();

/**
 * A register of warning signs from a document of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { orderBehaviourSigns } from "clientele/risk";
 * import { parseWarningSignRegister } from "clientele/risk/schema";
 *
 * const stored = JSON.stringify(orderBehaviourSigns);
 * assert.deepEqual(parseWarningSignRegister(JSON.parse(stored)), orderBehaviourSigns);
 * ```
 * @since 0.1.0
 */
export function parseWarningSignRegister(document: unknown): WarningSignRegister {
  return parseWith(warningSignRegisterSchema, document);
}

/**
 * A register of warning signs from a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseWarningSignRegister } from "clientele/risk/schema";
 *
 * const result = safeParseWarningSignRegister({ id: "own", version: "1", signs: [{}] });
 * assert.ok(!result.ok);
 * ```
 * @since 0.1.0
 */
export function safeParseWarningSignRegister(document: unknown): ParseResult<WarningSignRegister> {
  return safeParseWith(warningSignRegisterSchema, document);
}

/**
 * Facts about a client from a document of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseEvidenceSet } from "clientele/risk/schema";
 *
 * const facts = parseEvidenceSet({ ageYears: { state: "missing", reason: "not asked" } });
 * assert.equal(facts["ageYears"]?.state, "missing");
 * ```
 * @since 0.1.0
 */
export function parseEvidenceSet(document: unknown): EvidenceSet {
  return parseWith(evidenceSetSchema, document);
}

/**
 * Facts about a client from a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseEvidenceSet } from "clientele/risk/schema";
 *
 * assert.ok(!safeParseEvidenceSet({ ageYears: 12 }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseEvidenceSet(document: unknown): ParseResult<EvidenceSet> {
  return safeParseWith(evidenceSetSchema, document);
}
