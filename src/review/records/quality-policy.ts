/** What a master record is to hold: a policy as data, read once. */
import { parseFactName } from "../../conditions/address.js";
import type { FactAddress } from "../../conditions/address.js";
import { compileCondition } from "../../conditions/index.js";
import type { CompiledCondition, Condition } from "../../conditions/index.js";
import { expectWholeDays } from "../../values/duration.js";
import type { Duration } from "../../values/duration.js";
import { fail, IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectFinite,
  expectGiven,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
  orUsual,
} from "../../values/plain.js";
import { identifierKinds } from "./identifier-check.js";
import type { IdentifierKind } from "./identifier-check.js";

/**
 * Form of the text in a field: a kind of identifier, or a kind of address that can be told by
 * its form.
 *
 * | form | accepted |
 * |---|---|
 * | `siren`, `vat` … | what `identifierCheck` accepts |
 * | `email` | one `@`, no blanks, a dotted domain |
 * | `phone` | 7 to 15 digits (ITU-T E.164), with `+`, blanks, dots, hyphens and brackets |
 * | `date` | a calendar date such as `2026-11-23` |
 * | `country` | two capitals (the form of ISO 3166-1 alpha-2) |
 * | `website` | a host name with a dot, with or without `https://` |
 *
 * @since 0.1.0
 */
export type FieldForm = IdentifierKind | "email" | "phone" | "date" | "country" | "website";

/**
 * What is demanded of one field.
 *
 * @since 0.1.0
 */
export interface FieldRule {
  /** Name of the field, dotted where nested. */
  readonly field: string;
  /** `required` unless named; required fields are repaired first. */
  readonly need?: "required" | "recommended";
  /** Above 0, at most 1 000 000; 1 unless named. */
  readonly weight?: number;
  /** Age from which a value is stale, since it was last verified: `P12M`. Never, unless named. */
  readonly maximumAge?: Duration;
  readonly form?: FieldForm;
  /** Records that the rule is for, over the fields of the record; all unless named. */
  readonly when?: Condition;
}

/**
 * What master records are to hold, plain JSON.
 *
 * @since 0.1.0
 */
export interface QualityPolicy {
  readonly id: string;
  /** At least one; each field once. */
  readonly fields: readonly FieldRule[];
  /** What a stale value is worth beside a fresh one, 0 to 1; 0.5 unless named. */
  readonly staleWorth?: number;
}

/** @internal */
export interface FieldPlan {
  readonly field: string;
  readonly address: FactAddress;
  readonly need: "required" | "recommended";
  readonly weight: number;
  readonly maximumAge: Duration | null;
  readonly form: FieldForm | null;
  readonly when: CompiledCondition | null;
}

/**
 * A policy of record quality ready to be applied. Opaque: store the {@link QualityPolicy}.
 *
 * @since 0.1.0
 */
export interface QualityPlan {
  readonly kind: "quality-plan";
  readonly id: string;
  /** @internal */
  readonly fields: readonly FieldPlan[];
  /** @internal */
  readonly staleWorth: number;
}

const WEIGHT_MAX = 1_000_000;
const FIELDS_MAX = 1_000;
const RULE_KEYS = ["field", "need", "weight", "maximumAge", "form", "when"];

/** Forms of fields. @internal */
export const fieldForms: readonly FieldForm[] = /* @__PURE__ */ (() => [
  ...identifierKinds,
  "email" as const,
  "phone" as const,
  "date" as const,
  "country" as const,
  "website" as const,
])();

function readWeight(value: unknown, path: string): number {
  const weight = expectFinite(orUsual(value, 1), path);
  if (weight > 0 && weight <= WEIGHT_MAX) return weight;
  return fail("schema.range", path, `above 0, at most ${String(WEIGHT_MAX)}`, weight);
}

function readRule(value: unknown, path: string, issues: IssueCollector): FieldPlan | undefined {
  const record = issues.attempt(() => expectRecord(value, path, RULE_KEYS));
  if (record === undefined) return undefined;
  const address = issues.attempt(() => parseFactName(record["field"], at(path, "field")));
  const need = issues.attempt(() =>
    expectOneOf(orUsual(record["need"], "required"), at(path, "need"), ["required", "recommended"])
  );
  const weight = issues.attempt(() => readWeight(record["weight"], at(path, "weight")));
  const age = record["maximumAge"];
  if (age !== undefined) {
    issues.attempt(() => expectWholeDays(age as Duration, at(path, "maximumAge")));
  }
  const form = record["form"];
  if (form !== undefined) {
    issues.attempt(() => expectOneOf(form, at(path, "form"), fieldForms));
  }
  const when =
    record["when"] === undefined
      ? null
      : issues.attempt(() =>
          compileCondition(record["when"] as Condition, { path: at(path, "when") })
        );
  if (address === undefined || need === undefined || weight === undefined || when === undefined) {
    return undefined;
  }
  return {
    field: address.name,
    address,
    need,
    weight,
    maximumAge: (age ?? null) as Duration | null,
    form: (form ?? null) as FieldForm | null,
    when,
  };
}

/**
 * Checks a policy of record quality whole and compiles it; every issue is reported at once.
 *
 * @throws ClienteleError with all issues: `review.empty`, `review.duplicate_field`, `schema.*`,
 * `duration.*`, `rule.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileQualityPolicy, recordQuality } from "clientele/review";
 *
 * const plan = compileQualityPolicy({ id: "clients", fields: [{ field: "name" }] });
 * assert.equal(recordQuality(plan, { id: "C-1", name: "Acme" }, "2026-11-23").score, 1);
 * assert.throws(() => compileQualityPolicy({ id: "clients", fields: [] }), {
 *   code: "review.empty",
 *   path: "fields",
 * });
 * ```
 * @since 0.1.0
 */
export function compileQualityPolicy(policy: QualityPolicy): QualityPlan {
  const issues = new IssueCollector();
  const record = expectRecord(policy, "", ["id", "fields", "staleWorth"]);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const worth = issues.attempt(() => expectFinite(orUsual(record["staleWorth"], 0.5), "staleWorth")) ?? 0;
  if (worth < 0 || worth > 1) issues.add("schema.range", "staleWorth", "from 0 to 1", worth);
  const list = issues.attempt(() => expectArray(record["fields"], "fields", FIELDS_MAX));
  if (list?.length === 0) issues.add("review.empty", "fields", "at least one field", list);
  const seen = new Set<string>();
  const fields = (list ?? []).flatMap((item, index) => {
    const plan = readRule(item, atIndex("fields", index), issues);
    if (plan === undefined) return [];
    if (seen.has(plan.field)) {
      const place = at(atIndex("fields", index), "field");
      issues.add("review.duplicate_field", place, "a field of its own", plan.field);
    }
    seen.add(plan.field);
    return [plan];
  });
  issues.throwIfAny();
  return { kind: "quality-plan", id: policy.id, fields, staleWorth: worth };
}

/** The plan of a policy, or a plan as it is. @internal */
export function qualityPlanOf(policy: QualityPolicy | QualityPlan): QualityPlan {
  expectGiven(policy, "policy");
  const isPlan = "kind" in policy && policy.kind === "quality-plan" && "staleWorth" in policy;
  return isPlan ? policy : compileQualityPolicy(policy as QualityPolicy);
}
