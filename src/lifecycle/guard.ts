/** Whether the guards of a rule hold. What a guard as a function throws passes through. */
import type { GuardPlan, LeafPlan } from "./lifecycle.js";
import type { Occurrence } from "./model.js";

/** Facts that a guard written as a condition speaks of. @internal */
export function guardFacts(leaf: LeafPlan, context: unknown, occurrence: Occurrence): object {
  const { event, payload, at, by, roles } = occurrence;
  return { context, payload, event, at, by, roles, state: leaf.path };
}

/** Whether all guards of a rule hold. @internal */
export function guardsHold(
  guards: readonly GuardPlan[],
  leaf: LeafPlan,
  context: unknown,
  occurrence: Occurrence,
): boolean {
  for (const guard of guards) {
    const isHeld =
      guard.condition === null
        ? guard.test?.(context, occurrence) === true
        : guard.condition.holds(guardFacts(leaf, context, occurrence));
    if (!isHeld) return false;
  }
  return true;
}
