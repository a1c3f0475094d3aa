/**
 * What must be looked up for a condition to be able to hold: the keys and intervals that its
 * equalities, memberships and bounds demand of single facts.
 *
 * Every alternative is necessary by itself: the condition holds only of facts that at least
 * one probe of the alternative finds. The index takes the cheapest one of each rule.
 */
import type { FactAddress } from "./address.js";
import { elementType } from "./clause-test.js";
import { keyOfLiteral, orderOfLiteral } from "./comparison.js";
import type { Key, ScalarComparison } from "./comparison.js";
import type { NormalNode, PlanClause } from "./plan.js";

/** Where a probe looks: a fact, read as a type, itself or each of its elements. @internal */
export interface ProbePlace {
  readonly address: FactAddress;
  readonly type: ScalarComparison;
  readonly isOfList: boolean;
}

/** A key that a fact must have, or an interval that it must lie in. @internal */
export type Probe =
  | { readonly kind: "key"; readonly place: ProbePlace; readonly key: Key }
  | {
      readonly kind: "interval";
      readonly place: ProbePlace;
      readonly from: number;
      readonly to: number;
    };

/** A set of probes of which at least one finds the facts, if the condition holds. @internal */
export type Alternative = readonly Probe[];

const ALTERNATIVES_MAX = 16;
const PROBES_MAX = 1_000;

function keys(place: ProbePlace, list: readonly Key[]): readonly Alternative[] {
  if (list.length > PROBES_MAX) return [];
  return [[...new Set(list)].map((key) => ({ kind: "key", place, key }))];
}

function interval(place: ProbePlace, from: number, to: number): readonly Alternative[] {
  return [[{ kind: "interval", place, from, to }]];
}

/** Bounds are closed and in doubles: wider than the clause where they differ, never tighter. */
function ofClause(clause: PlanClause): readonly Alternative[] {
  const { address, operand, operator } = clause;
  const place = { address, type: elementType(clause.type), isOfList: operator === "contains" };
  if (operand.kind === "list" && operator === "in") {
    return keys(place, operand.literals.map(keyOfLiteral));
  }
  if (operand.kind === "range" && operator === "between") {
    return interval(place, orderOfLiteral(operand.from), orderOfLiteral(operand.to));
  }
  if (operand.kind !== "scalar") return [];
  switch (operator) {
    case "equal":
    case "contains":
      return keys(place, [keyOfLiteral(operand.literal)]);
    case "lessThan":
    case "lessThanInclusive":
      return interval(place, -Infinity, orderOfLiteral(operand.literal));
    case "greaterThan":
    case "greaterThanInclusive":
      return interval(place, orderOfLiteral(operand.literal), Infinity);
    default:
      return [];
  }
}

/** The alternative with the fewest probes, keys before intervals. */
function simplest(alternatives: readonly Alternative[]): Alternative | undefined {
  let best: Alternative | undefined;
  let costBest = Infinity;
  for (const alternative of alternatives) {
    let cost = 0;
    for (const probe of alternative) cost += probe.kind === "key" ? 1 : PROBES_MAX;
    if (cost < costBest) {
      best = alternative;
      costBest = cost;
    }
  }
  return best;
}

/** The alternatives of a condition; none when no probe finds all it may hold of. @internal */
export function alternativesOf(node: NormalNode): readonly Alternative[] {
  if (node.kind === "clause") return ofClause(node);
  if (node.kind === "all") {
    const alternatives: Alternative[] = [];
    for (const part of node.parts) {
      if (alternatives.length >= ALTERNATIVES_MAX) break;
      for (const alternative of alternativesOf(part)) alternatives.push(alternative);
    }
    return alternatives;
  }
  const joined: Probe[] = [];
  for (const part of node.parts) {
    const alternative = simplest(alternativesOf(part));
    if (alternative === undefined) return [];
    for (const probe of alternative) joined.push(probe);
    if (joined.length > PROBES_MAX) return [];
  }
  return [joined];
}
