/** From an assessment policy to a plan: the whole document is checked at once. */
import { isClienteleError, IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
  isRecord,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { expectHalfLife } from "../days.js";
import { expectFactName } from "../evidence.js";
import { compileWarningSigns, severities } from "../warning-signs/evaluate.js";
import type { WarningSignPlan } from "../warning-signs/evaluate.js";
import type { AssessmentPolicy, SubScoreId } from "./model.js";
import { checkReputationPolicy, expectWeight } from "./reputation.js";

/**
 * An assessment policy, read once. Not data: keep the document.
 *
 * @since 0.1.0
 */
export interface AssessmentPlan {
  readonly kind: "assessment-plan";
  readonly policy: AssessmentPolicy;
  /** Opaque. */
  readonly signs: WarningSignPlan | undefined;
  /** Opaque. */
  readonly rankOfGrade: ReadonlyMap<string, number>;
}

/** In this order everywhere. @internal */
export const subScoreIds: readonly SubScoreId[] = [
  "payment",
  "financial",
  "reputation",
  "warningSigns",
];

interface Reading {
  readonly issues: IssueCollector;
  readonly needsAverage: boolean;
  readonly seen: Set<string>;
}

function checkPoints(value: unknown, path: string, issues: IssueCollector): void {
  const points = issues.attempt(() => expectFinite(value, path));
  if (points !== undefined && (points < 0 || points > 100)) {
    issues.add("schema.range", path, "0 to 100 points", points);
  }
}

function checkBands(value: unknown, path: string, issues: IssueCollector): void {
  const bands = issues.attempt(() => expectArray(value, path, 1000)) ?? [];
  if (bands.length === 0) issues.add("risk.bin_gap", path, "at least one band", 0);
  let last: number | null = null;
  bands.forEach((item, index) => {
    const bandPath = atIndex(path, index);
    const band = issues.attempt(() => expectRecord(item, bandPath, ["from", "points"]));
    if (band === undefined) return;
    checkPoints(band["points"], at(bandPath, "points"), issues);
    const fromPath = at(bandPath, "from");
    if (index === 0) {
      if (band["from"] !== null)
        issues.add("risk.bin_gap", fromPath, "null, for unbounded", band["from"]);
      return;
    }
    const from = issues.attempt(() => expectFinite(band["from"], fromPath));
    if (from !== undefined && last !== null && from <= last) {
      issues.add("risk.bin_overlap", fromPath, `above ${String(last)}`, from);
    }
    last = from ?? last;
  });
}

function checkChoices(
  value: unknown,
  path: string,
  { key, issues }: { readonly key: "is" | "reason"; readonly issues: IssueCollector },
): void {
  const seen = new Set<unknown>();
  (issues.attempt(() => expectArray(value, path, 1000)) ?? []).forEach((item, index) => {
    const itemPath = atIndex(path, index);
    const entry = issues.attempt(() => expectRecord(item, itemPath, [key, "points"]));
    if (entry === undefined) return;
    checkPoints(entry["points"], at(itemPath, "points"), issues);
    const choice = entry[key];
    if (key === "reason" || typeof choice !== "boolean") {
      issues.attempt(() => expectString(choice, at(itemPath, key), 500));
    }
    if (seen.has(choice))
      issues.add("risk.bin_overlap", at(itemPath, key), "a value of its own", choice);
    seen.add(choice);
  });
}

const characteristicKeys = [
  "id",
  "fact",
  "unit",
  "weight",
  "bands",
  "values",
  "notApplicable",
  "halfLifeDays",
  "averagePoints",
];

function checkCharacteristic(
  item: unknown,
  path: string,
  { issues, needsAverage, seen }: Reading,
): void {
  const record = issues.attempt(() => expectRecord(item, path, characteristicKeys));
  if (record === undefined) return;
  const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id")));
  if (id !== undefined && seen.has(id))
    issues.add("risk.duplicate_id", at(path, "id"), "an id of its own", id);
  if (id !== undefined) seen.add(id);
  issues.attempt(() => expectFactName(record["fact"], at(path, "fact")));
  issues.attempt(() => expectWeight(record["weight"], at(path, "weight")));
  issues.attempt(() => expectHalfLife(record["halfLifeDays"], at(path, "halfLifeDays")));
  if (record["unit"] !== undefined)
    issues.attempt(() => expectString(record["unit"], at(path, "unit"), 32));
  const { bands, values, notApplicable, averagePoints } = record;
  if ((bands === undefined) === (values === undefined)) {
    issues.add("schema.value", path, "either bands or values", "neither or both");
  }
  if (bands !== undefined) checkBands(bands, at(path, "bands"), issues);
  if (values !== undefined) checkChoices(values, at(path, "values"), { key: "is", issues });
  if (notApplicable !== undefined) {
    checkChoices(notApplicable, at(path, "notApplicable"), { key: "reason", issues });
  }
  if (averagePoints !== undefined || needsAverage) {
    checkPoints(averagePoints, at(path, "averagePoints"), issues);
  }
}

function checkCharacteristics(value: unknown, path: string, reading: Reading): void {
  const { issues } = reading;
  const record = issues.attempt(() => expectRecord(value, path, ["weight", "characteristics"]));
  if (record === undefined) return;
  issues.attempt(() => expectWeight(record["weight"], at(path, "weight")));
  const listPath = at(path, "characteristics");
  const list = issues.attempt(() => expectArray(record["characteristics"], listPath, 1000)) ?? [];
  if (list.length === 0) issues.add("risk.length", listPath, "at least one characteristic", 0);
  list.forEach((item, index) => {
    checkCharacteristic(item, atIndex(listPath, index), reading);
  });
}

function checkSigns(value: unknown, path: string, reading: Reading): WarningSignPlan | undefined {
  const { issues } = reading;
  const keys = ["weight", "register", "stage", "pointsLost"];
  const record = issues.attempt(() => expectRecord(value, path, keys));
  if (record === undefined) return undefined;
  issues.attempt(() => expectWeight(record["weight"], at(path, "weight")));
  if (record["stage"] !== undefined) {
    issues.attempt(() => expectOneOf(record["stage"], at(path, "stage"), ["before", "during"]));
  }
  const lostPath = at(path, "pointsLost");
  const lost = issues.attempt(() => expectRecord(record["pointsLost"], lostPath, severities));
  for (const severity of severities) {
    if (lost !== undefined) checkPoints(lost[severity], at(lostPath, severity), issues);
  }
  return compileRegister(record["register"], at(path, "register"), issues);
}

/** Compiles a register inside a policy, its issues under the path of the register. */
function compileRegister(
  register: unknown,
  path: string,
  issues: IssueCollector,
): WarningSignPlan | undefined {
  try {
    return compileWarningSigns(register as Parameters<typeof compileWarningSigns>[0]);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    for (const issue of error.issues) {
      issues.add(
        issue.code,
        issue.path === "" ? path : at(path, issue.path),
        issue.expected,
        issue.received,
      );
    }
    return undefined;
  }
}

function checkGradeName(
  value: unknown,
  path: string,
  {
    grades,
    issues,
  }: { readonly grades: ReadonlyMap<string, number>; readonly issues: IssueCollector },
): number {
  const rank = typeof value === "string" ? grades.get(value) : undefined;
  if (rank === undefined) issues.add("risk.unknown_grade", path, "a grade of the policy", value);
  return rank ?? 0;
}

function checkCombine(
  value: unknown,
  grades: ReadonlyMap<string, number>,
  issues: IssueCollector,
): void {
  const record = issues.attempt(() => expectRecord(value, "combine", ["method", "cuts", "rows"]));
  if (record === undefined) return;
  const method = issues.attempt(() =>
    expectOneOf(record["method"], "combine.method", ["weights", "table"]),
  );
  if (method === undefined) return;
  const name = method === "weights" ? "cuts" : "rows";
  const path = at("combine", name);
  const list = issues.attempt(() => expectArray(record[name], path, 1000)) ?? [];
  if (list.length === 0) issues.add("risk.length", path, "at least one", 0);
  let rankBefore = -1;
  list.forEach((item, index) => {
    const itemPath = atIndex(path, index);
    const keys = method === "weights" ? ["grade", "from"] : ["grade", "atLeast"];
    const entry = issues.attempt(() => expectRecord(item, itemPath, keys));
    if (entry === undefined) return;
    const rank = checkGradeName(entry["grade"], at(itemPath, "grade"), { grades, issues });
    // Best first, or a better sub-score could lead to a worse grade.
    if (rank < rankBefore)
      issues.add("risk.grade_order", at(itemPath, "grade"), "best first", entry["grade"]);
    rankBefore = rank;
    if (method === "table") checkDemands(entry["atLeast"], at(itemPath, "atLeast"), issues);
  });
  if (method === "weights") checkCuts(list, path, issues);
  else checkLastRow(list, path, issues);
}

function checkDemands(value: unknown, path: string, issues: IssueCollector): void {
  const record = issues.attempt(() => expectRecord(value, path, subScoreIds));
  if (record === undefined) return;
  for (const id of subScoreIds) {
    if (record[id] !== undefined) checkPoints(record[id], at(path, id), issues);
  }
}

function checkLastRow(list: readonly unknown[], path: string, issues: IssueCollector): void {
  const last = list[list.length - 1];
  const demands = isRecord(last) ? last["atLeast"] : undefined;
  const isOpen = isRecord(demands) && Object.keys(demands).length === 0;
  if (!isOpen) issues.add("risk.bin_gap", path, "a last row that demands nothing", list.length);
}

function checkCuts(list: readonly unknown[], path: string, issues: IssueCollector): void {
  let before = Infinity;
  list.forEach((item, index) => {
    const from = isRecord(item) ? item["from"] : undefined;
    const fromPath = at(atIndex(path, index), "from");
    if (index === list.length - 1) {
      if (from !== null) issues.add("risk.bin_gap", fromPath, "null, for unbounded", from);
      return;
    }
    const bound = issues.attempt(() => expectFinite(from, fromPath));
    if (bound !== undefined && bound >= before) {
      issues.add("risk.bin_overlap", fromPath, `below ${String(before)}`, bound);
    }
    before = bound ?? before;
  });
}

function checkPeople(
  value: unknown,
  context: { readonly grades: ReadonlyMap<string, number>; readonly issues: IssueCollector },
): void {
  const { issues } = context;
  const record = issues.attempt(() =>
    expectRecord(value, "people", ["allowed", "humanDecisionFrom"]),
  );
  if (record === undefined) return;
  checkGradeName(record["humanDecisionFrom"], "people.humanDecisionFrom", context);
  const seen = new Set<string>();
  const list = issues.attempt(() => expectArray(record["allowed"], "people.allowed", 1000)) ?? [];
  list.forEach((item, index) => {
    const path = atIndex("people.allowed", index);
    const entry = issues.attempt(() => expectRecord(item, path, ["fact", "retentionDays"]));
    if (entry === undefined) return;
    const fact = issues.attempt(() => expectFactName(entry["fact"], at(path, "fact")));
    issues.attempt(() =>
      expectInteger(entry["retentionDays"], at(path, "retentionDays"), 1, 36_525),
    );
    if (fact === undefined) return;
    if (seen.has(fact))
      issues.add("risk.duplicate_id", at(path, "fact"), "a fact of its own", fact);
    seen.add(fact);
  });
}

function readGrades(record: UnknownRecord, issues: IssueCollector): Map<string, number> {
  const grades = new Map<string, number>();
  const list = issues.attempt(() => expectArray(record["grades"], "grades", 100)) ?? [];
  if (list.length === 0) issues.add("risk.length", "grades", "at least one grade", 0);
  list.forEach((item, index) => {
    const path = atIndex("grades", index);
    const grade = issues.attempt(() => expectIdentifier(item, path));
    if (grade === undefined) return;
    if (grades.has(grade)) issues.add("risk.duplicate_id", path, "a grade of its own", grade);
    grades.set(grade, index);
  });
  return grades;
}

function checkSubScores(value: unknown, reading: Reading): WarningSignPlan | undefined {
  const { issues } = reading;
  const record = issues.attempt(() => expectRecord(value, "subScores", subScoreIds));
  if (record === undefined) return undefined;
  let count = 0;
  let signs: WarningSignPlan | undefined;
  for (const id of subScoreIds) {
    const part = record[id];
    if (part === undefined) continue;
    count += 1;
    const path = at("subScores", id);
    if (id === "warningSigns") signs = checkSigns(part, path, reading);
    else if (id === "reputation") {
      const parts = issues.attempt(() => expectRecord(part, path));
      if (parts === undefined) continue;
      const { weight, ...rest } = parts;
      issues.attempt(() => expectWeight(weight, at(path, "weight")));
      checkReputationPolicy(rest, path, issues);
    } else checkCharacteristics(part, path, reading);
  }
  if (count === 0) issues.add("risk.length", "subScores", "at least one sub-score", 0);
  return signs;
}

function checkNumbers(record: UnknownRecord, issues: IssueCollector): boolean {
  issues.attempt(() => expectOneOf(record["missing"], "missing", ["exclude", "worst"]));
  const coverage = issues.attempt(() => expectFinite(record["coverageMin"], "coverageMin"));
  if (coverage !== undefined && (coverage < 0 || coverage > 1)) {
    issues.add("schema.range", "coverageMin", "0 to 1", coverage);
  }
  const divergence = record["divergenceFrom"];
  if (divergence !== undefined) checkPoints(divergence, "divergenceFrom", issues);
  const reasons = issues.attempt(() =>
    expectRecord(record["reasons"], "reasons", ["method", "count"]),
  );
  if (reasons === undefined) return false;
  issues.attempt(() => expectInteger(reasons["count"], "reasons.count", 1, 8));
  const methods = ["below-maximum", "below-average"] as const;
  const method = issues.attempt(() => expectOneOf(reasons["method"], "reasons.method", methods));
  return method === "below-average";
}

const policyKeys = [
  "id",
  "version",
  "grades",
  "missing",
  "subScores",
  "combine",
  "coverageMin",
  "divergenceFrom",
  "reasons",
  "people",
];

/**
 * Compiles an assessment policy; every issue of the whole document, its register of signs
 * included, is thrown at once: `risk.duplicate_id`, `risk.bin_gap`, `risk.bin_overlap`,
 * `risk.unknown_grade`, `risk.grade_order`, `rule.*`, `schema.*`. O(document).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAssessment } from "clientele/risk";
 *
 * assert.throws(() => compileAssessment({} as never), { code: "id.format", path: "id" });
 * ```
 * @since 0.1.0
 */
export function compileAssessment(policy: AssessmentPolicy): AssessmentPlan {
  const issues = new IssueCollector();
  const record = expectRecord(policy, "", policyKeys);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  issues.attempt(() => expectString(record["version"], "version", 64));
  const needsAverage = checkNumbers(record, issues);
  const grades = readGrades(record, issues);
  const reading: Reading = { issues, needsAverage, seen: new Set() };
  const signs = checkSubScores(record["subScores"], reading);
  for (const [index, { sign }] of (signs?.signs ?? []).entries()) {
    if (sign.capsGradeAt === undefined) continue;
    const path = `subScores.warningSigns.register.signs[${String(index)}].capsGradeAt`;
    checkGradeName(sign.capsGradeAt, path, { grades, issues });
  }
  checkCombine(record["combine"], grades, issues);
  if (record["people"] !== undefined) checkPeople(record["people"], { grades, issues });
  issues.throwIfAny();
  return { kind: "assessment-plan", policy, signs, rankOfGrade: grades };
}
