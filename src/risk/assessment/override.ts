/**
 * Overrides: a person's grade in the place of the model's, as an append-only record. The score
 * and the assessment are never edited; both can always be read beside the override.
 */
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { Refusal, Refused } from "../../values/refusal.js";
import { expectAsOf, expectDay, expectPast } from "../days.js";
import type { Assessment } from "./model.js";

/**
 * One override.
 *
 * @since 0.1.0
 */
export interface OverrideRecord {
  readonly id: string;
  readonly subjectId: string;
  /** The policy whose grade is overridden. */
  readonly policyId: string;
  readonly modelGrade: string;
  readonly grade: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  /** Neither the first approver nor the requester. */
  readonly secondApprovedBy: string;
  readonly reason: string;
  /** What it is for, such as an order or a season. */
  readonly scope: string;
  readonly at: string;
  /** Last day on which it holds. */
  readonly expiresOn: string;
}

/**
 * Why an override was not recorded.
 *
 * @since 0.1.0
 */
export type OverrideRefusal =
  | "second-approver-not-independent"
  | "expires-before-it-begins"
  | "nothing-to-override"
  | "hard-stop";

/**
 * The records with one more, or why not.
 *
 * @since 0.1.0
 */
export type OverrideResult =
  { readonly ok: true; readonly records: readonly OverrideRecord[] } | Refused<OverrideRefusal>;

/**
 * What a person asks for.
 *
 * @since 0.1.0
 */
export type OverrideRequest = Omit<OverrideRecord, "subjectId" | "policyId" | "modelGrade">;

const requestKeys = [
  "id",
  "grade",
  "requestedBy",
  "approvedBy",
  "secondApprovedBy",
  "reason",
  "scope",
  "at",
  "expiresOn",
];

function readRequest(request: OverrideRequest, asOf: string): OverrideRequest {
  const record = expectRecord(request, "request", requestKeys);
  const id = (name: string): string => expectIdentifier(record[name], at("request", name));
  const text = (name: string): string => {
    const value = expectString(record[name], at("request", name), 2000);
    if (value.trim() === "")
      fail("schema.value", at("request", name), "a text that says something", value);
    return value;
  };
  return {
    id: id("id"),
    grade: id("grade"),
    requestedBy: id("requestedBy"),
    approvedBy: id("approvedBy"),
    secondApprovedBy: id("secondApprovedBy"),
    reason: text("reason"),
    scope: text("scope"),
    at: expectPast(record["at"], asOf, "request.at"),
    expiresOn: expectDay(record["expiresOn"], "request.expiresOn"),
  };
}

function refusalsOf(
  assessment: Assessment,
  request: OverrideRequest,
  grades: readonly string[],
): readonly Refusal<OverrideRefusal>[] {
  const refusals: Refusal<OverrideRefusal>[] = [];
  const { secondApprovedBy, requestedBy, approvedBy, expiresOn, grade } = request;
  if (secondApprovedBy === approvedBy || secondApprovedBy === requestedBy) {
    refusals.push({
      code: "second-approver-not-independent",
      message: "The second approver must be neither the first nor the requester.",
      path: "request.secondApprovedBy",
      facts: { requestedBy, approvedBy, secondApprovedBy },
    });
  }
  if (expiresOn < request.at) {
    refusals.push({
      code: "expires-before-it-begins",
      message: "The override would end before it begins.",
      path: "request.expiresOn",
      facts: { at: request.at, expiresOn },
    });
  }
  if (assessment.grade === null || assessment.grade === grade) {
    refusals.push({
      code: "nothing-to-override",
      message: "The model's answer is no grade, or already this one.",
      path: "request.grade",
      facts: { modelGrade: assessment.grade, grade },
    });
  }
  for (const { id, capsGradeAt } of assessment.hardStops) {
    if (capsGradeAt === undefined || grades.indexOf(grade) >= grades.indexOf(capsGradeAt)) continue;
    refusals.push({
      code: "hard-stop",
      message: "A hard stop leaves no better grade, whoever asks for it.",
      path: "request.grade",
      facts: { sign: id, capsGradeAt, grade },
    });
  }
  return refusals;
}

/**
 * Records an override beside an assessment; the records given are kept as they are. `grades`
 * lists the grades of the policy, best first.
 *
 * Refused when the second approver is the first or the requester, when it ends before it
 * begins, when there is nothing to override, or above the cap of a hard stop. Throws
 * `risk.duplicate_id` and `risk.unknown_grade`. O(records).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { overrideAssessment } from "clientele/risk";
 * import type { Assessment } from "clientele/risk";
 *
 * declare const assessment: Assessment;
 * const askFor = (secondApprovedBy: string) =>
 *   overrideAssessment([], assessment, {
 *     id: "ov-1", grade: "B", requestedBy: "anna", approvedBy: "boris", secondApprovedBy,
 *     reason: "Bank guarantee arrived", scope: "order O-7", at: "2026-11-23", expiresOn: "2026-12-31",
 *   }, { grades: ["A", "B", "C"], asOf: "2026-11-23" });
 * assert.equal(typeof askFor, "function");
 * ```
 * @since 0.1.0
 */
export function overrideAssessment(
  records: readonly OverrideRecord[],
  assessment: Assessment,
  request: OverrideRequest,
  context: { readonly grades: readonly string[]; readonly asOf: string },
): OverrideResult {
  expectArray(records, "records");
  expectRecord(assessment, "assessment");
  expectRecord(request, "request");
  expectRecord(context, "context");
  const asOf = expectAsOf(context.asOf);
  const checked = readRequest(request, asOf);
  if (!context.grades.includes(checked.grade)) {
    fail(
      "risk.unknown_grade",
      "request.grade",
      `one of ${context.grades.join(", ")}`,
      checked.grade,
    );
  }
  expectArray(records, "records").forEach((item, index) => {
    const path = at(atIndex("records", index), "id");
    if (expectRecord(item, atIndex("records", index))["id"] === checked.id)
      fail("risk.duplicate_id", path, "an id of its own", checked.id);
  });
  const [first, ...rest] = refusalsOf(assessment, checked, context.grades);
  if (first !== undefined) return { ok: false, refusals: [first, ...rest] };
  const record: OverrideRecord = {
    ...checked,
    subjectId: assessment.subject.id,
    policyId: assessment.policy.id,
    modelGrade: assessment.grade ?? "",
  };
  return { ok: true, records: [...records, record] };
}

/**
 * The grade that holds on a day, with the score untouched beside it.
 *
 * @since 0.1.0
 */
export interface EffectiveGrade {
  readonly grade: string | null;
  readonly modelGrade: string | null;
  readonly score: number | null;
  readonly override: OverrideRecord | null;
}

/**
 * The grade that holds on a day: that of the latest override of this subject and policy that
 * has begun and not ended, otherwise the model's. A hard stop that came later than the
 * override takes it away. O(records).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { effectiveGrade } from "clientele/risk";
 *
 * assert.equal(typeof effectiveGrade, "function");
 * ```
 * @since 0.1.0
 */
export function effectiveGrade(
  assessment: Assessment,
  records: readonly OverrideRecord[],
  context: { readonly grades: readonly string[]; readonly asOf: string },
): EffectiveGrade {
  expectRecord(assessment, "assessment");
  expectArray(records, "records");
  expectRecord(context, "context");
  const asOf = expectAsOf(context.asOf);
  const { grades } = context;
  let latest: OverrideRecord | null = null;
  for (const record of records) {
    const isOfThis =
      record.subjectId === assessment.subject.id && record.policyId === assessment.policy.id;
    if (!isOfThis || record.at > asOf || record.expiresOn < asOf) continue;
    const isStopped = assessment.hardStops.some(
      ({ capsGradeAt }) =>
        capsGradeAt !== undefined && grades.indexOf(record.grade) < grades.indexOf(capsGradeAt),
    );
    // Of two on one day, the one recorded later: the list is append-only.
    if (!isStopped && (latest === null || record.at >= latest.at)) latest = record;
  }
  const { grade: modelGrade, score } = assessment;
  return { grade: latest?.grade ?? modelGrade, modelGrade, score, override: latest };
}
