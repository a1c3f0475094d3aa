/** From a register of signs to what is raised, what is clear and what cannot be said. */
import { predicateOf } from "../../conditions/compile.js";
import type { Predicate } from "../../conditions/compile.js";
import { compileUnknownCondition, explainCondition } from "../../conditions/index.js";
import type { CompiledCondition } from "../../conditions/index.js";
import type { FactAddress } from "../../conditions/address.js";
import type { NormalNode } from "../../conditions/plan.js";
import { IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
  expectString,
  expectGiven,
} from "../../values/plain.js";
import { daysBetween, decay, expectAsOf, expectHalfLife } from "../days.js";
import { expectEvidenceSet, isFactName } from "../evidence.js";
import type { EvidenceSet, PresentEvidence } from "../evidence.js";
import type {
  RaisedSign,
  Severity,
  SignStage,
  UnknownSign,
  WarningSign,
  WarningSignRegister,
  WarningSignReport,
} from "./model.js";

/** From the gravest down. @internal */
export const severities: readonly Severity[] = ["critical", "high", "moderate", "low"];
const SIGNS_MAX = 10_000;

interface CompiledSign {
  readonly sign: WarningSign;
  readonly condition: CompiledCondition;
  /** Whether the condition holds of evidence as it stands. */
  readonly holds: Predicate;
  /** Holds exactly where the condition is known to fail. */
  readonly fails: Predicate;
}

/**
 * A register, read once and ready to be applied. Not data: keep the document.
 *
 * @since 0.1.0
 */
export interface WarningSignPlan {
  readonly kind: "warning-sign-plan";
  readonly register: { readonly id: string; readonly version: string };
  /** Names of all facts that any sign looks at, by code unit. */
  readonly factsUsed: readonly string[];
  /** Opaque. */
  readonly signs: readonly CompiledSign[];
  /** The same names; opaque. */
  readonly names: ReadonlySet<string>;
}

/** Evidence keeps the value of a fact one step further down. */
function inEvidence(address: FactAddress): FactAddress {
  return { name: address.name, steps: [...address.steps, "value"] };
}

function overEvidence(node: NormalNode): NormalNode {
  if (node.kind !== "clause") return { kind: node.kind, parts: node.parts.map(overEvidence) };
  const { address, operand } = node;
  const other =
    operand.kind === "fact" ? { ...operand, address: inEvidence(operand.address) } : operand;
  return { ...node, address: inEvidence(address), operand: other };
}

const signKeys = [
  "id",
  "title",
  "stages",
  "severity",
  "when",
  "halfLifeDays",
  "capsGradeAt",
  "source",
];

function readSign(value: unknown, path: string, issues: IssueCollector): CompiledSign | undefined {
  const record = issues.attempt(() => expectRecord(value, path, signKeys));
  if (record === undefined) return undefined;
  const before = issues.issues.length;
  const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id"))) ?? "";
  const title = issues.attempt(() => expectString(record["title"], at(path, "title"), 500)) ?? "";
  const source =
    issues.attempt(() => expectString(record["source"], at(path, "source"), 500)) ?? "";
  const severity =
    issues.attempt(() => expectOneOf(record["severity"], at(path, "severity"), severities)) ??
    "low";
  const stages = issues.attempt(() => readStages(record["stages"], at(path, "stages"))) ?? [
    "before",
  ];
  const { halfLifeDays, capsGradeAt } = record;
  if (halfLifeDays !== undefined) {
    issues.attempt(() => expectHalfLife(halfLifeDays, at(path, "halfLifeDays")));
  }
  if (capsGradeAt !== undefined) {
    issues.attempt(() => expectIdentifier(capsGradeAt, at(path, "capsGradeAt")));
  }
  const whenPath = at(path, "when");
  const { when } = record;
  const condition = issues.attempt(() => compileUnknownCondition(when, { path: whenPath }));
  if (condition === undefined || issues.issues.length > before) return undefined;
  const negation = compileUnknownCondition({ not: when }, { path: whenPath });
  const sign: WarningSign = {
    id,
    title,
    stages,
    severity,
    when: when as WarningSign["when"],
    source,
    ...(typeof halfLifeDays === "number" ? { halfLifeDays } : {}),
    ...(typeof capsGradeAt === "string" ? { capsGradeAt } : {}),
  };
  return {
    sign,
    condition,
    holds: predicateOf(overEvidence(condition.normal)),
    fails: predicateOf(overEvidence(negation.normal)),
  };
}

function readStages(value: unknown, path: string): readonly [SignStage, ...SignStage[]] {
  const list = expectArray(value, path, 2);
  const stages = list.map((item, index) =>
    expectOneOf(item, atIndex(path, index), ["before", "during"]),
  );
  const [first, ...rest] = stages;
  return [first ?? expectOneOf(undefined, atIndex(path, 0), ["before", "during"]), ...rest];
}

/**
 * Compiles a register of warning signs; the whole document is checked and every issue thrown
 * at once: `risk.duplicate_id`, `rule.*` of the conditions, `schema.*`, `limits.*`. O(clauses).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileWarningSigns } from "clientele/risk";
 *
 * const plan = compileWarningSigns({ id: "own", version: "1", signs: [] });
 * assert.deepEqual(plan.factsUsed, []);
 * ```
 * @since 0.1.0
 */
export function compileWarningSigns(register: WarningSignRegister): WarningSignPlan {
  const issues = new IssueCollector();
  const record = expectRecord(register, "", ["id", "version", "signs"]);
  const id = issues.attempt(() => expectIdentifier(record["id"], "id")) ?? "";
  const version = issues.attempt(() => expectString(record["version"], "version", 64)) ?? "";
  const list = expectArray(record["signs"], "signs", SIGNS_MAX);
  const signs: CompiledSign[] = [];
  const seen = new Set<string>();
  const facts = new Set<string>();
  list.forEach((item, index) => {
    const path = atIndex("signs", index);
    const sign = readSign(item, path, issues);
    if (sign === undefined) return;
    if (seen.has(sign.sign.id))
      issues.add("risk.duplicate_id", at(path, "id"), "an id of its own", sign.sign.id);
    seen.add(sign.sign.id);
    for (const fact of sign.condition.factsUsed) facts.add(fact);
    signs.push(sign);
  });
  issues.throwIfAny();
  const factsUsed = [...facts].sort();
  const names = new Set(factsUsed.filter(isFactName));
  return { kind: "warning-sign-plan", register: { id, version }, factsUsed, signs, names };
}

/** Values of present evidence that a condition speaks of, as conditions read them. */
function plainFacts(names: readonly string[], evidence: EvidenceSet): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const name of names) {
    const one = evidence[name];
    if (one?.state === "present") facts[name] = one.value;
  }
  return facts;
}

function raise(compiled: CompiledSign, evidence: EvidenceSet, asOf: string): RaisedSign {
  const { sign, condition } = compiled;
  const facts = plainFacts(condition.factsUsed, evidence);
  const { reasons } = explainCondition(condition, facts);
  const names = [...new Set(reasons.map((reason) => reason.fact))].sort();
  const used = names.flatMap((fact) => {
    const one = evidence[fact];
    return one?.state === "present" ? [{ fact, one }] : [];
  });
  const ages = used.map(({ one }) => daysBetween(one.asOf, asOf));
  const ageDays = ages.reduce((least, age) => (age < least ? age : least), ages[0] ?? 0);
  const { halfLifeDays, capsGradeAt } = sign;
  return {
    id: sign.id,
    title: sign.title,
    severity: sign.severity,
    stages: sign.stages,
    evidence: used.map(({ fact, one }) => evidenceOf(fact, one)),
    ageDays,
    strength: halfLifeDays === undefined ? 1 : decay(ageDays, halfLifeDays),
    ...(capsGradeAt === undefined ? {} : { capsGradeAt }),
    because: reasons.map((reason) => reason.message),
  };
}

function evidenceOf(fact: string, one: PresentEvidence): RaisedSign["evidence"][number] {
  const { value, unit, asOf, source } = one;
  return { fact, value, ...(unit === undefined ? {} : { unit }), asOf, source };
}

function byGravity(a: RaisedSign, b: RaisedSign): number {
  const gravity = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return gravity || b.strength - a.strength || compareText(a.id, b.id);
}

/**
 * How a register is applied.
 *
 * @since 0.1.0
 */
export interface WarningSignOptions {
  /** Only signs of this stage; all when absent. */
  readonly stage?: SignStage;
}

/** Applies a compiled register to checked evidence. @internal */
export function raiseSigns(
  plan: WarningSignPlan,
  evidence: EvidenceSet,
  { asOf, stage }: { readonly asOf: string; readonly stage?: SignStage | undefined },
): WarningSignReport {
  const raised: RaisedSign[] = [];
  const clear: string[] = [];
  const unknown: UnknownSign[] = [];
  let looked = 0;
  for (const compiled of plan.signs) {
    const { sign, condition } = compiled;
    if (stage !== undefined && !sign.stages.includes(stage)) continue;
    looked += 1;
    if (compiled.holds(evidence)) raised.push(raise(compiled, evidence, asOf));
    else if (compiled.fails(evidence)) clear.push(sign.id);
    else {
      const facts = plainFacts(condition.factsUsed, evidence);
      const { missing, mistyped } = explainCondition(condition, facts);
      unknown.push({ id: sign.id, severity: sign.severity, missing, mistyped });
    }
  }
  raised.sort(byGravity);
  clear.sort(compareText);
  unknown.sort((a, b) => compareText(a.id, b.id));
  const coverage = looked === 0 ? 0 : (raised.length + clear.length) / looked;
  return { register: plan.register, asOf, raised, clear, unknown, coverage };
}

/**
 * Which warning signs a client shows on a day, which it does not, and which cannot be decided
 * for want of facts; `coverage` says how much could be looked at.
 *
 * Takes the register as a document, or compiled by {@link compileWarningSigns} when it is
 * applied to many clients. A fact that is missing decides nothing: no sign, and no all-clear.
 * Facts dated after `asOf` are refused (`risk.future_date`); `asOf` is never read from a clock
 * (`risk.as_of_required`).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { orderBehaviourSigns, present, warningSigns } from "clientele/risk";
 *
 * const origin = { asOf: "2026-11-23", source: "own orders" };
 * const report = warningSigns(
 *   orderBehaviourSigns,
 *   {
 *     orderVolumeChange: present(-0.45, { ...origin, unit: "share" }),
 *     returnShareChange: present(0.01, { ...origin, unit: "share" }),
 *   },
 *   "2026-11-23",
 * );
 * assert.deepEqual(report.raised.map((sign) => sign.id), ["falling-volume"]);
 * assert.deepEqual(report.clear, ["rising-returns"]);
 * assert.deepEqual(report.unknown.map((sign) => sign.missing), [["orderIntervalRatio"]]);
 * assert.equal(report.coverage, 2 / 3);
 * ```
 * @since 0.1.0
 */
export function warningSigns(
  register: WarningSignRegister | WarningSignPlan,
  facts: EvidenceSet,
  asOf: string,
  options: WarningSignOptions = {},
): WarningSignReport {
  expectGiven(register, "register");

  const day = expectAsOf(asOf);
  const plan = "kind" in register ? register : compileWarningSigns(register);
  const { stage } = options;
  if (stage !== undefined) expectOneOf(stage, "stage", ["before", "during"]);
  const evidence = expectEvidenceSet(facts, day, { path: "facts", names: plan.names });
  return raiseSigns(plan, evidence, { asOf: day, stage });
}
