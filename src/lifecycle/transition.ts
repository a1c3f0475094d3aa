/** Decide and evolve in one step. */
import type { DecideOptions } from "./decide.js";
import { decide } from "./decide.js";
import { evolve } from "./evolve.js";
import type { Lifecycle } from "./lifecycle.js";
import type { Decision, LifecycleState } from "./model.js";

/**
 * A decision with the state that it leads to: the same object as before when refused.
 *
 * @since 0.1.0
 */
export type Transition<Name extends string, Context, EventName extends string> =
  Decision<EventName> & { readonly state: LifecycleState<Name, Context> };

/**
 * Decides about an event and applies what was accepted.
 *
 * @throws ClienteleError as `decide`
 * @since 0.1.0
 */
export function transition<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
  event: NoInfer<Input>,
  options: DecideOptions,
): Transition<Name, Context, Input["type"]> {
  const decision = decide<Name, Context, Input>(lifecycle, state, event, options);
  let next: LifecycleState<Name, Context> = state;
  for (const recorded of decision.events) {
    next = evolve<Name, Context, Input>(lifecycle, next, recorded);
  }
  return { ...decision, state: next };
}
