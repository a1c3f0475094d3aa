/** From a condition document to a predicate over facts. */
import { factReader } from "./address.js";
import { pairTest, valueTest } from "./clause-test.js";
import type { Condition, ConditionOptions, Facts } from "./model.js";
import { normalForm } from "./normal-form.js";
import type { NormalNode, PlanClause, PlanNode } from "./plan.js";
import { readCondition } from "./read.js";
import { expectCompiled, expectRecord } from "../values/plain.js";

/** Whether a condition holds of some facts. @internal */
export type Predicate = (facts: Facts) => boolean;

/**
 * A condition, read once and ready to be tested. Not data: keep the document and compile it
 * again elsewhere.
 *
 * @since 0.1.0
 */
export interface CompiledCondition {
  /** Tag that survives two copies of the package. */
  readonly kind: "compiled-condition";
  /** Whether the condition holds of some facts; never throws, allocates nothing. */
  readonly holds: (facts: Facts) => boolean;
  /** Dotted names of the facts that it speaks of, each once, by code unit. */
  readonly factsUsed: readonly string[];
  /** The checked form; opaque. */
  readonly plan: PlanNode;
  /** The checked form with negations in the operators only; opaque. */
  readonly normal: NormalNode;
}

function clausePredicate(clause: PlanClause): Predicate {
  const read = factReader(clause.address);
  if (clause.operand.kind === "fact") {
    const test = pairTest(clause);
    const readOther = factReader(clause.operand.address);
    return (facts) => test(read(facts), readOther(facts));
  }
  const test = valueTest(clause);
  return (facts) => test(read(facts));
}

function allOf(parts: readonly Predicate[]): Predicate {
  const [first, second, third] = parts;
  // No group has a single part: the normal form has dissolved it.
  if (first === undefined || second === undefined) return () => true;
  if (third === undefined) return (facts) => first(facts) && second(facts);
  if (parts.length === 3) return (facts) => first(facts) && second(facts) && third(facts);
  return (facts) => {
    for (const part of parts) if (!part(facts)) return false;
    return true;
  };
}

function anyOf(parts: readonly Predicate[]): Predicate {
  const [first, second, third] = parts;
  if (first === undefined || second === undefined) return () => false;
  if (third === undefined) return (facts) => first(facts) || second(facts);
  if (parts.length === 3) return (facts) => first(facts) || second(facts) || third(facts);
  return (facts) => {
    for (const part of parts) if (part(facts)) return true;
    return false;
  };
}

/** The predicate of a normal form. @internal */
export function predicateOf(node: NormalNode): Predicate {
  switch (node.kind) {
    case "clause":
      return clausePredicate(node);
    case "all":
      return allOf(node.parts.map(predicateOf));
    case "any":
      return anyOf(node.parts.map(predicateOf));
  }
}

function collectFacts(node: PlanNode, names: Set<string>): void {
  switch (node.kind) {
    case "clause":
      names.add(node.address.name);
      if (node.operand.kind === "fact") names.add(node.operand.address.name);
      return;
    case "not":
      collectFacts(node.part, names);
      return;
    default:
      for (const part of node.parts) collectFacts(part, names);
  }
}

/**
 * Compiles a condition that comes from outside and has no type yet: every issue is found and
 * thrown at once, as for {@link compileCondition}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileUnknownCondition } from "clientele/conditions";
 *
 * const stored: unknown = JSON.parse('{ "fact": "client.tier", "operator": "present" }');
 * assert.ok(compileUnknownCondition(stored).holds({ client: { tier: "gold" } }));
 * assert.throws(() => compileUnknownCondition("client.tier !== null", { path: "when" }), {
 *   code: "rule.unknown_operator",
 *   path: "when",
 * });
 * ```
 * @since 0.1.0
 */
export function compileUnknownCondition(
  condition: unknown,
  options: ConditionOptions = {},
): CompiledCondition {
  expectRecord(options, "options");
  const plan = readCondition(condition, options);
  const normal = normalForm(plan);
  const names = new Set<string>();
  collectFacts(plan, names);
  return {
    kind: "compiled-condition",
    holds: predicateOf(normal),
    factsUsed: [...names].sort(),
    plan,
    normal,
  };
}

function isCompiled(value: unknown): value is CompiledCondition {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    value.kind === "compiled-condition" &&
    "holds" in value &&
    typeof value.holds === "function"
  );
}

/** A condition as it is when compiled already; a document is compiled. @internal */
export function compiledOf(condition: unknown, options: ConditionOptions): CompiledCondition {
  return isCompiled(condition) ? condition : compileUnknownCondition(condition, options);
}

/**
 * Compiles a condition into a predicate over facts.
 *
 * The document is checked whole; all its issues are thrown as one `ClienteleError`:
 * `rule.unknown_operator`, `rule.unknown_fact`, `rule.operator_type`, `rule.value`,
 * `rule.fact`, `rule.path`, `rule.empty`, `schema.*`, `limits.too_deep` (32 levels, circular
 * documents included), `limits.too_many` (10 000 clauses, 10 000 values in a list). O(clauses).
 *
 * Clauses about a missing fact are neither true nor false (Kleene, "Introduction to
 * Metamathematics", 1952, § 64); what is still unknown at the end does not hold.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition } from "clientele/conditions";
 *
 * const dormant = compileCondition(
 *   { fact: "client.lastOrder", operator: "lessThan", value: "2026-05-23" },
 *   { facts: { "client.lastOrder": "date" } },
 * );
 * assert.equal(dormant.holds({ client: { lastOrder: "2025-12-31" } }), true);
 * assert.equal(dormant.holds({ client: { lastOrder: "2026-11-01" } }), false);
 * assert.equal(dormant.holds({ client: {} }), false);
 * assert.deepEqual(dormant.factsUsed, ["client.lastOrder"]);
 * ```
 * @since 0.1.0
 */
export function compileCondition(
  condition: Condition,
  options: ConditionOptions = {},
): CompiledCondition {
  return compileUnknownCondition(condition, options);
}

/**
 * Whether a compiled condition holds of some facts: the same as `compiled.holds(facts)`.
 *
 * Never throws; a fact that is missing or not of its type holds nothing. Cost follows the
 * clauses looked at, without allocation.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition, evaluate } from "clientele/conditions";
 *
 * const large = compileCondition({ fact: "order.total", operator: "greaterThan", value: 1000 });
 * assert.equal(evaluate(large, { order: { total: 1200 } }), true);
 * ```
 * @since 0.1.0
 */
export function evaluate(compiled: CompiledCondition, facts: Facts): boolean {
  expectCompiled(compiled, "compiled", "holds");
  return compiled.holds(facts);
}
