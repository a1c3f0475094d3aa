/**
 * Negation normal form: every `not` pushed down into the opposite operator.
 *
 * In Kleene's logic the result is true exactly where it is true when every unknown clause of
 * the normal form counts as false, as nothing below the root negates any more. That is why
 * evaluation needs two values only.
 */
import { known } from "./known.js";
import { operatorNamed } from "./operators.js";
import type { NormalNode, PlanClause, PlanNode } from "./plan.js";

/** The clause that holds exactly where this one fails. @internal */
export function oppositeClause(clause: PlanClause): PlanClause {
  return { ...clause, operator: known(operatorNamed(clause.operator)).opposite };
}

/** The normal form of a condition, or of its negation. Depth is bounded by reading. @internal */
export function normalForm(node: PlanNode, isNegated: boolean = false): NormalNode {
  switch (node.kind) {
    case "clause":
      return isNegated ? oppositeClause(node) : node;
    case "not":
      return normalForm(node.part, !isNegated);
    case "all":
    case "any": {
      const parts = node.parts.map((part) => normalForm(part, isNegated));
      return flatten((node.kind === "all") === isNegated ? "any" : "all", parts);
    }
  }
}

/** Joins groups of the same kind, and groups of one. */
function flatten(kind: "all" | "any", parts: readonly NormalNode[]): NormalNode {
  const flat: NormalNode[] = [];
  for (const part of parts) {
    if (part.kind !== kind) flat.push(part);
    else for (const inner of part.parts) flat.push(inner);
  }
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat };
}
