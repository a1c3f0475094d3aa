/**
 * Why a condition held or not: the trace of every clause as plain data, and the clauses that
 * decided, in sentences.
 */
import { readAddress } from "./address.js";
import { pairTest, valueTest } from "./clause-test.js";
import type { PairTest } from "./clause-test.js";
import type { CompiledCondition } from "./compile.js";
import type { ConditionOperator, ConditionOutcome, Facts, ObservedValue } from "./model.js";
import { oppositeClause } from "./normal-form.js";
import { observed, sentence } from "./observe.js";
import type { PlanClause, PlanNode } from "./plan.js";
import { expectCompiled } from "../values/plain.js";

/**
 * What one clause came to.
 *
 * @since 0.1.0
 */
export interface ClauseExplanation {
  readonly kind: "clause";
  /** Where the clause stands in the document, for example `all[0].not`. */
  readonly path: string;
  /** The label of the document, if it has one. */
  readonly name?: string;
  readonly outcome: ConditionOutcome;
  /** Why the outcome is unknown: a fact is not there, or not of its type. */
  readonly cause?: "missing" | "mistyped";
  readonly fact: string;
  readonly operator: ConditionOperator;
  /** What the fact was compared with; null for `present` and `absent`, or when missing. */
  readonly expected: ObservedValue;
  /** The fact, cut short where long; null when missing. */
  readonly observed: ObservedValue;
  /** The clause in one English sentence, for a person. */
  readonly message: string;
}

/**
 * What `all`, `any` or `not` came to, with its parts.
 *
 * @since 0.1.0
 */
export interface GroupExplanation {
  readonly kind: "all" | "any" | "not";
  /** Where the group stands in the document; empty for the document itself. */
  readonly path: string;
  /** The label of the document, if it has one. */
  readonly name?: string;
  readonly outcome: ConditionOutcome;
  readonly parts: readonly ConditionExplanationNode[];
}

/**
 * A node of an explanation, at the place of its node of the document.
 *
 * @since 0.1.0
 */
export type ConditionExplanationNode = ClauseExplanation | GroupExplanation;

/**
 * Why a condition held or not, as plain data.
 *
 * @since 0.1.0
 */
export interface ConditionExplanation {
  /** Whether the condition holds: the outcome is `held`. */
  readonly held: boolean;
  readonly outcome: ConditionOutcome;
  /** Every clause, in the shape of the document. */
  readonly trace: ConditionExplanationNode;
  /** The clauses that brought about the outcome, in the order of the document. */
  readonly reasons: readonly ClauseExplanation[];
  /** Facts that are not there and left a clause unknown, each once, by code unit. */
  readonly missing: readonly string[];
  /** Facts that are not of their type and left a clause unknown, each once, by code unit. */
  readonly mistyped: readonly string[];
}

interface Findings {
  readonly missing: Set<string>;
  readonly mistyped: Set<string>;
}

interface ClauseTests {
  readonly holds: PairTest;
  readonly fails: PairTest;
}

/** Tests of clauses that have been explained before: a long list is made a set only once. */
const testsOfClause: WeakMap<PlanClause, ClauseTests> = /* @__PURE__ */ new WeakMap();

function testsOf(clause: PlanClause): ClauseTests {
  const known = testsOfClause.get(clause);
  if (known !== undefined) return known;
  const test = clause.operand.kind === "fact" ? pairTest : valueTest;
  const tests: ClauseTests = { holds: test(clause), fails: test(oppositeClause(clause)) };
  testsOfClause.set(clause, tests);
  return tests;
}

function clauseOutcome(clause: PlanClause, value: unknown, other: unknown): ConditionOutcome {
  const { holds, fails } = testsOf(clause);
  if (holds(value, other)) return "held";
  return fails(value, other) ? "failed" : "unknown";
}

function explainClause(clause: PlanClause, facts: Facts, findings: Findings): ClauseExplanation {
  const { address, operand, operator, path } = clause;
  const value = readAddress(facts, address);
  const other = operand.kind === "fact" ? readAddress(facts, operand.address) : undefined;
  const outcome = clauseOutcome(clause, value, other);
  const isMissing = value === undefined || (operand.kind === "fact" && other === undefined);
  if (outcome === "unknown") {
    const names = isMissing ? findings.missing : findings.mistyped;
    if (!isMissing || value === undefined) names.add(address.name);
    if (operand.kind === "fact" && (!isMissing || other === undefined)) {
      names.add(operand.address.name);
    }
  }
  return {
    kind: "clause",
    path,
    ...(clause.name === undefined ? {} : { name: clause.name }),
    outcome,
    ...(outcome === "unknown" ? { cause: isMissing ? "missing" : "mistyped" } : {}),
    fact: address.name,
    operator,
    expected: expectedOf(clause, other),
    observed: observed(value),
    message: sentence(clause, value, other, outcome),
  };
}

function expectedOf(clause: PlanClause, other: unknown): ObservedValue {
  const { operand } = clause;
  switch (operand.kind) {
    case "none":
      return null;
    case "scalar":
      return observed(operand.literal.value);
    case "list":
      return observed(operand.literals.map((literal) => literal.value));
    case "range":
      return [operand.from.value, operand.to.value];
    case "fact":
      return observed(other);
  }
}

const NEGATED: Readonly<Record<ConditionOutcome, ConditionOutcome>> = {
  held: "failed",
  failed: "held",
  unknown: "unknown",
};

function groupOutcome(
  kind: "all" | "any",
  parts: readonly ConditionExplanationNode[],
): ConditionOutcome {
  const deciding = kind === "all" ? "failed" : "held";
  if (parts.some((part) => part.outcome === deciding)) return deciding;
  return parts.some((part) => part.outcome === "unknown") ? "unknown" : NEGATED[deciding];
}

function explainNode(node: PlanNode, facts: Facts, findings: Findings): ConditionExplanationNode {
  if (node.kind === "clause") return explainClause(node, facts, findings);
  const label = node.name === undefined ? {} : { name: node.name };
  if (node.kind === "not") {
    const part = explainNode(node.part, facts, findings);
    return {
      kind: "not",
      path: node.path,
      ...label,
      outcome: NEGATED[part.outcome],
      parts: [part],
    };
  }
  const parts = node.parts.map((part) => explainNode(part, facts, findings));
  return {
    kind: node.kind,
    path: node.path,
    ...label,
    outcome: groupOutcome(node.kind, parts),
    parts,
  };
}

/**
 * The clauses without which the outcome could be another: for a group, those of the parts
 * that share its outcome (for `not`, of its part).
 */
function collectReasons(node: ConditionExplanationNode, reasons: ClauseExplanation[]): void {
  if (node.kind === "clause") {
    reasons.push(node);
    return;
  }
  for (const part of node.parts) {
    if (node.kind === "not" || part.outcome === node.outcome) collectReasons(part, reasons);
  }
}

/**
 * Why a condition holds of some facts or not, clause by clause, as plain data.
 *
 * Unlike `holds` it looks at every clause. O(clauses).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition, explainCondition } from "clientele/conditions";
 *
 * const gold = compileCondition({
 *   all: [
 *     { fact: "client.tier", operator: "equal", value: "gold" },
 *     { fact: "client.overdueDays", operator: "lessThan", value: 30 },
 *   ],
 * });
 * const answer = explainCondition(gold, { client: { tier: "silver", overdueDays: 4 } });
 * assert.equal(answer.held, false);
 * assert.deepEqual(
 *   answer.reasons.map((reason) => reason.message),
 *   ['client.tier is "silver", which is not equal to "gold"'],
 * );
 * ```
 * @since 0.1.0
 */
export function explainCondition(compiled: CompiledCondition, facts: Facts): ConditionExplanation {
  expectCompiled(compiled, "compiled", "plan");
  const findings: Findings = { missing: new Set(), mistyped: new Set() };
  const trace = explainNode(compiled.plan, facts, findings);
  const reasons: ClauseExplanation[] = [];
  collectReasons(trace, reasons);
  return {
    held: trace.outcome === "held",
    outcome: trace.outcome,
    trace,
    reasons,
    missing: [...findings.missing].sort(),
    mistyped: [...findings.mistyped].sort(),
  };
}
