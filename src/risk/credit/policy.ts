/** Reads and checks a credit policy; all its issues at once. */
import { fail, IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { scaledFrom, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { OneCurrency } from "../amounts.js";
import { expectShare } from "../loss/expected-loss.js";
import type { CheckConsequence, CreditPolicy, LimitRule } from "./model.js";

/** A rule with its factor or amounts read. @internal */
export interface CompiledRule {
  readonly rule: LimitRule;
  readonly factor: Scaled;
  readonly amount: Scaled;
  readonly table: ReadonlyMap<string, Scaled>;
}

/**
 * A credit policy, read once. Not data: keep the document.
 *
 * @since 0.1.0
 */
export interface CreditPlan {
  readonly kind: "credit-plan";
  readonly policy: CreditPolicy;
  /** Opaque. */
  readonly rules: readonly CompiledRule[];
  /** Opaque. */
  readonly utilisationWarnFrom: Scaled | undefined;
  /** Opaque. */
  readonly overdueShareMax: Scaled | undefined;
}

const consequences: readonly CheckConsequence[] = ["WARN", "HOLD", "REFUSE"];
const zero: Scaled = { units: 0, scale: 0 };

function readRule(item: unknown, path: string, currency: OneCurrency): CompiledRule {
  const keys = ["id", "kind", "factor", "whenMissing", "limits", "amount"];
  const record = expectRecord(item, path, keys);
  expectIdentifier(record["id"], at(path, "id"));
  const kinds = [
    "share-of-equity",
    "share-of-turnover",
    "multiple-of-highest-paid",
    "insured",
    "grade-table",
    "fixed",
  ] as const;
  const kind = expectOneOf(record["kind"], at(path, "kind"), kinds);
  if (kind !== "fixed") {
    expectOneOf(record["whenMissing"], at(path, "whenMissing"), ["ignore", "zero"]);
  }
  const rule = item as LimitRule;
  const table = new Map<string, Scaled>();
  if (kind === "insured") return { rule, factor: zero, amount: zero, table };
  if (kind === "fixed") {
    const amount = currency.readNotNegative(record["amount"], at(path, "amount"));
    return { rule, factor: zero, amount, table };
  }
  if (kind === "grade-table") {
    readTable(record, path, { currency, table });
    return { rule, factor: zero, amount: zero, table };
  }
  const factor = scaledFrom(record["factor"], "decimal", at(path, "factor"));
  if (signOf(factor) < 0)
    fail("risk.negative", at(path, "factor"), "not negative", record["factor"]);
  return { rule, factor, amount: zero, table };
}

function readTable(
  record: UnknownRecord,
  path: string,
  context: { readonly currency: OneCurrency; readonly table: Map<string, Scaled> },
): void {
  const { currency, table } = context;
  expectArray(record["limits"], at(path, "limits"), 1000).forEach((row, index) => {
    const rowPath = atIndex(at(path, "limits"), index);
    const entry = expectRecord(row, rowPath, ["grade", "amount"]);
    const grade = expectIdentifier(entry["grade"], at(rowPath, "grade"));
    if (table.has(grade))
      fail("risk.duplicate_id", at(rowPath, "grade"), "a grade of its own", grade);
    table.set(grade, currency.readNotNegative(entry["amount"], at(rowPath, "amount")));
  });
}

function checkConsequence(value: unknown, path: string, issues: IssueCollector): void {
  issues.attempt(() => expectOneOf(value, path, consequences));
}

interface Shares {
  readonly warnFrom: Scaled | undefined;
  readonly overdueMax: Scaled | undefined;
}

function checkChecks(value: unknown, issues: IssueCollector): Shares {
  const keys = [
    "overLimit",
    "noLimit",
    "utilisationWarnFrom",
    "oldestOverdue",
    "overdueShare",
    "reviewOverdue",
    "dunning",
    "grades",
  ];
  const nothing: Shares = { warnFrom: undefined, overdueMax: undefined };
  const checks = issues.attempt(() => expectRecord(value, "checks", keys));
  if (checks === undefined) return nothing;
  checkConsequence(checks["overLimit"], "checks.overLimit", issues);
  checkConsequence(checks["noLimit"], "checks.noLimit", issues);
  if (checks["reviewOverdue"] !== undefined) {
    checkConsequence(checks["reviewOverdue"], "checks.reviewOverdue", issues);
  }
  const parts = [
    ["oldestOverdue", ["daysMax", "consequence"]],
    ["overdueShare", ["shareMax", "consequence"]],
    ["dunning", ["levelMax", "consequence"]],
    ["grades", ["refused", "consequence"]],
  ] as const;
  let overdueMax: Scaled | undefined;
  for (const [name, partKeys] of parts) {
    if (checks[name] === undefined) continue;
    const path = at("checks", name);
    const part = issues.attempt(() => expectRecord(checks[name], path, partKeys));
    if (part === undefined) continue;
    checkConsequence(part["consequence"], at(path, "consequence"), issues);
    const bound = at(path, partKeys[0]);
    if (name === "overdueShare")
      overdueMax = issues.attempt(() => expectShare(part["shareMax"], bound));
    else if (name === "grades") {
      issues.attempt(() => {
        expectArray(part["refused"], bound, 1000).forEach((grade, index) => {
          expectIdentifier(grade, atIndex(bound, index));
        });
      });
    } else issues.attempt(() => expectInteger(part[partKeys[0]], bound, 0, 36_525));
  }
  const warn = checks["utilisationWarnFrom"];
  const warnFrom =
    warn === undefined
      ? undefined
      : issues.attempt(() => expectShare(warn, "checks.utilisationWarnFrom"));
  return { warnFrom, overdueMax };
}

/**
 * Compiles a credit policy; every issue is thrown at once: `risk.duplicate_id`,
 * `risk.currency_mismatch`, `risk.rate`, `schema.*`. O(rules).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCreditPolicy } from "clientele/risk";
 *
 * const plan = compileCreditPolicy({
 *   id: "domestic", version: "1", currency: "EUR", horizonDays: null, limitRules: [],
 *   checks: { overLimit: "HOLD", noLimit: "HOLD" },
 * });
 * assert.equal(plan.policy.id, "domestic");
 * ```
 * @since 0.1.0
 */
export function compileCreditPolicy(policy: CreditPolicy): CreditPlan {
  const issues = new IssueCollector();
  const keys = ["id", "version", "currency", "horizonDays", "limitRules", "checks"];
  const record = expectRecord(policy, "", keys);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  issues.attempt(() => expectString(record["version"], "version", 64));
  const code = record["currency"];
  if (typeof code !== "string" || !/^[A-Z]{3}$/.test(code)) {
    issues.add("money.currency", "currency", "an ISO 4217 code", code);
  }
  const horizon = record["horizonDays"];
  if (horizon !== null) issues.attempt(() => expectInteger(horizon, "horizonDays", 0, 36_525));
  const currency = new OneCurrency(typeof code === "string" ? code : undefined);
  const rules: CompiledRule[] = [];
  const seen = new Set<string>();
  const list = issues.attempt(() => expectArray(record["limitRules"], "limitRules", 100)) ?? [];
  list.forEach((item, index) => {
    const path = atIndex("limitRules", index);
    const rule = issues.attempt(() => readRule(item, path, currency));
    if (rule === undefined) return;
    const { id } = rule.rule;
    if (seen.has(id)) issues.add("risk.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    rules.push(rule);
  });
  const { warnFrom, overdueMax } = checkChecks(record["checks"], issues);
  issues.throwIfAny();
  return {
    kind: "credit-plan",
    policy,
    rules,
    utilisationWarnFrom: warnFrom,
    overdueShareMax: overdueMax,
  };
}
