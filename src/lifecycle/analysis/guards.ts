/** What guards have to do with each other, as far as conditions can be compared. */
import { predicateOf } from "../../conditions/compile.js";
import { analyseConditions, satisfiable } from "../../conditions/index.js";
import type { CompiledCondition, FoundFacts } from "../../conditions/index.js";
import { normalForm } from "../../conditions/normal-form.js";
import type { PlanNode } from "../../conditions/plan.js";
import type { MovePlan } from "../lifecycle.js";

/** An answer about guards; undecided where one of them is a function. @internal */
export type GuardFinding =
  | { readonly outcome: "proven"; readonly witness?: FoundFacts }
  | { readonly outcome: "disproven" }
  | { readonly outcome: "undecided" };

const UNDECIDED: GuardFinding = { outcome: "undecided" };

/** All guards of a move as one condition; null where a function is among them. */
function conditionOf(move: MovePlan): CompiledCondition | null {
  const parts: PlanNode[] = [];
  const facts = new Set<string>();
  for (const { condition } of move.rule.guards) {
    if (condition === null) return null;
    parts.push(condition.plan);
    for (const fact of condition.factsUsed) facts.add(fact);
  }
  const plan: PlanNode = { kind: "all", path: "", name: undefined, parts };
  const normal = normalForm(plan);
  return {
    kind: "compiled-condition",
    holds: predicateOf(normal),
    factsUsed: [...facts].sort(),
    plan,
    normal,
  };
}

/** Whether the guards of a move can hold at all. @internal */
export function canHold(move: MovePlan): GuardFinding {
  if (move.rule.guards.length === 0) return { outcome: "proven" };
  const condition = conditionOf(move);
  return condition === null ? UNDECIDED : satisfiable(condition);
}

/** Whether one move is open whenever another is: the other then never gets its turn. @internal */
export function covers(first: MovePlan, second: MovePlan): GuardFinding {
  if (!coversRoles(first, second)) return { outcome: "disproven" };
  if (first.rule.guards.length === 0) return { outcome: "proven" };
  const [a, b] = [conditionOf(first), conditionOf(second)];
  if (a === null || b === null) return UNDECIDED;
  const { outcome } = analyseConditions(b, a).aImpliesB;
  return { outcome };
}

/** Whether both moves can be open at once, by facts of which both hold. @internal */
export function canBothHold(first: MovePlan, second: MovePlan): GuardFinding {
  if (!shareRoles(first, second)) return { outcome: "disproven" };
  const [a, b] = [conditionOf(first), conditionOf(second)];
  return a === null || b === null ? UNDECIDED : analyseConditions(a, b).overlap;
}

/** Whether whoever may take the second may take the first. */
function coversRoles(first: MovePlan, second: MovePlan): boolean {
  const wide = first.rule.roles;
  if (wide === null) return true;
  return second.rule.roles?.every((role) => wide.includes(role)) === true;
}

function shareRoles(first: MovePlan, second: MovePlan): boolean {
  const [a, b] = [first.rule.roles, second.rule.roles];
  return (
    a === null ||
    b === null ||
    a.length === 0 ||
    b.length === 0 ||
    a.some((role) => b.includes(role))
  );
}
