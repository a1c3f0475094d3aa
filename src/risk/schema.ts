/**
 * zod schemas of risk's documents and facts; loaded only as `clientele/risk/schema`. They say
 * what a document looks like. That bins have no gap and that grades are known, `compileX` says.
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
import type {
  AssessmentCharacteristic,
  AssessmentPolicy,
  CharacteristicSubScore,
  CombineRule,
} from "./assessment/model.js";
import type { CreditPolicy } from "./credit/model.js";
import { creditPolicySchema } from "./credit/schema.js";
import type { Evidence, EvidenceSet } from "./evidence.js";
import type {
  InvoiceItem,
  InvoicePayment,
  PaymentOptions,
  PaymentPromise,
} from "./payment/model.js";
import {
  factName,
  percentage,
  positive,
  reasons,
  scorecardSchema,
  version,
} from "./scorecard/schema.js";
import type { Scorecard } from "./scorecard/model.js";
import type { WarningSign, WarningSignRegister } from "./warning-signs/model.js";

export { creditPolicySchema } from "./credit/schema.js";
export { scorecardSchema } from "./scorecard/schema.js";

const sentence: z.ZodType<string> = /* @__PURE__ */ (() => z.string().min(1).max(500))();

const stage: z.ZodType<"before" | "during"> = /* @__PURE__ */ (() =>
  z.enum(["before", "during"]))();

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

const assessed: z.ZodType<AssessmentCharacteristic> = /* @__PURE__ */ (() => {
  const band = z.strictObject({ from: z.number().nullable(), points: percentage });
  const is = z.union([z.string().min(1).max(500), z.boolean()]);
  return z.strictObject({
    id: identifierSchema,
    fact: factName,
    unit: z.string().max(32).exactOptional(),
    weight: positive,
    bands: z.array(band).max(1000).exactOptional(),
    values: z
      .array(z.strictObject({ is, points: percentage }))
      .max(1000)
      .exactOptional(),
    notApplicable: z
      .array(z.strictObject({ reason: sentence, points: percentage }))
      .max(1000)
      .exactOptional(),
    halfLifeDays: positive,
    averagePoints: percentage.exactOptional(),
  });
})();

const subScore: z.ZodType<CharacteristicSubScore> = /* @__PURE__ */ (() =>
  z.strictObject({ weight: positive, characteristics: z.array(assessed).max(1000) }))();

const subScores: z.ZodType<AssessmentPolicy["subScores"]> = /* @__PURE__ */ (() => {
  const kind = z.strictObject({ kind: identifierSchema, weight: positive, halfLifeDays: positive });
  const lost = { low: percentage, moderate: percentage, high: percentage, critical: percentage };
  return z.strictObject({
    payment: subScore.exactOptional(),
    financial: subScore.exactOptional(),
    reputation: z
      .strictObject({
        weight: positive,
        kinds: z.array(kind).max(1000),
        weightOfHalfConfidence: positive,
      })
      .exactOptional(),
    warningSigns: z
      .strictObject({
        weight: positive,
        register: warningSignRegisterSchema,
        stage: stage.exactOptional(),
        pointsLost: z.strictObject(lost),
      })
      .exactOptional(),
  });
})();

const combine: z.ZodType<CombineRule> = /* @__PURE__ */ (() => {
  const cut = z.strictObject({ grade: identifierSchema, from: z.number().nullable() });
  const bound = percentage.exactOptional();
  const atLeast = { payment: bound, financial: bound, reputation: bound, warningSigns: bound };
  const row = z.strictObject({ grade: identifierSchema, atLeast: z.strictObject(atLeast) });
  return z.discriminatedUnion("method", [
    z.strictObject({ method: z.literal("weights"), cuts: z.array(cut).max(1000) }),
    z.strictObject({ method: z.literal("table"), rows: z.array(row).max(1000) }),
  ]);
})();

/** A policy of assessment. @since 0.1.0 */
export const assessmentPolicySchema: z.ZodType<AssessmentPolicy> = /* @__PURE__ */ (() => {
  const retentionDays = z.int().min(1).max(36_525);
  const allowed = z.array(z.strictObject({ fact: factName, retentionDays })).max(1000);
  return z.strictObject({
    id: identifierSchema,
    version,
    grades: z.array(identifierSchema).max(100),
    missing: z.enum(["exclude", "worst"]),
    subScores,
    combine,
    coverageMin: z.number().min(0).max(1),
    divergenceFrom: positive.exactOptional(),
    reasons,
    people: z.strictObject({ allowed, humanDecisionFrom: identifierSchema }).exactOptional(),
  });
})();

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

/**
 * A scorecard from a document of unknown content; `safeParseScorecard` returns the issues instead.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseScorecard, safeParseScorecard } from "clientele/risk/schema";
 *
 * const document = {
 *   id: "trade",
 *   version: "1",
 *   basePoints: 600,
 *   characteristics: [],
 *   reasons: { method: "below-maximum", count: 4 },
 * };
 * assert.deepEqual(parseScorecard(document), document);
 * assert.ok(!safeParseScorecard({ ...document, surprise: 1 }).ok);
 * ```
 * @since 0.1.0
 */
export function parseScorecard(document: unknown): Scorecard {
  return parseWith(scorecardSchema, document);
}

/** A scorecard from a document of unknown content, or all its issues. @since 0.1.0 */
export function safeParseScorecard(document: unknown): ParseResult<Scorecard> {
  return safeParseWith(scorecardSchema, document);
}

/**
 * A credit policy from a document of unknown content; `safeParseCreditPolicy` returns the issues instead.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseCreditPolicy, safeParseCreditPolicy } from "clientele/risk/schema";
 *
 * const document = {
 *   id: "eu",
 *   version: "1",
 *   currency: "EUR",
 *   horizonDays: null,
 *   limitRules: [{ id: "insurer", kind: "insured", whenMissing: "zero" }],
 *   checks: { overLimit: "HOLD", noLimit: "REFUSE" },
 * };
 * assert.deepEqual(parseCreditPolicy(document), document);
 * assert.ok(!safeParseCreditPolicy({ ...document, surprise: 1 }).ok);
 * ```
 * @since 0.1.0
 */
export function parseCreditPolicy(document: unknown): CreditPolicy {
  return parseWith(creditPolicySchema, document);
}

/** A credit policy from a document of unknown content, or all its issues. @since 0.1.0 */
export function safeParseCreditPolicy(document: unknown): ParseResult<CreditPolicy> {
  return safeParseWith(creditPolicySchema, document);
}

/**
 * A policy of assessment from a document of unknown content; `safeParseAssessmentPolicy` returns the issues instead.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseAssessmentPolicy, safeParseAssessmentPolicy } from "clientele/risk/schema";
 *
 * const document = {
 *   id: "trade",
 *   version: "1",
 *   grades: ["A", "B"],
 *   missing: "exclude",
 *   subScores: {},
 *   combine: { method: "weights", cuts: [{ grade: "A", from: 50 }, { grade: "B", from: null }] },
 *   coverageMin: 0.5,
 *   reasons: { method: "below-maximum", count: 4 },
 * };
 * assert.deepEqual(parseAssessmentPolicy(document), document);
 * assert.ok(!safeParseAssessmentPolicy({ ...document, surprise: 1 }).ok);
 * ```
 * @since 0.1.0
 */
export function parseAssessmentPolicy(document: unknown): AssessmentPolicy {
  return parseWith(assessmentPolicySchema, document);
}

/** A policy of assessment from a document of unknown content, or all its issues. @since 0.1.0 */
export function safeParseAssessmentPolicy(document: unknown): ParseResult<AssessmentPolicy> {
  return safeParseWith(assessmentPolicySchema, document);
}
