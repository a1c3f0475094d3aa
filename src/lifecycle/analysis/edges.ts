/** A lifecycle as a graph: each state an instance can be in, and each way out of it. */
import { expectCompiled } from "../../values/plain.js";
import type { LeafPlan, Lifecycle, MovePlan } from "../lifecycle.js";

/**
 * One way from a state, by an event or by time.
 *
 * @since 0.1.0
 */
export interface LifecycleStep {
  readonly from: string;
  /** Event, or id of the deadline. */
  readonly trigger: string;
  readonly cause: "event" | "deadline";
  /** Which rule is taken, as in the log. */
  readonly transition: string;
  /** State that it leads to: the same one where the state stays. */
  readonly to: string;
}

function stepOf(leaf: LeafPlan, move: MovePlan, cause: LifecycleStep["cause"]): LifecycleStep {
  const { id, trigger } = move.rule;
  return { from: leaf.path, trigger, cause, transition: id, to: move.to };
}

/** All ways out of a state, events first, in the order written. @internal */
export function stepsFrom(leaf: LeafPlan): readonly LifecycleStep[] {
  const events = [...leaf.moves.values()].flat().map((move) => stepOf(leaf, move, "event"));
  return [...events, ...leaf.deadlines.map(({ move }) => stepOf(leaf, move, "deadline"))];
}

/** The states of a compiled lifecycle (`schema.type`). @internal */
export function leavesOf(lifecycle: Lifecycle): ReadonlyMap<string, LeafPlan> {
  expectCompiled(lifecycle, "lifecycle", "plan");
  return lifecycle.plan.leaves;
}
