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
export type Transition<
  Name extends string,
  Context,
  EventName extends string,
> = Decision<EventName> & { readonly state: LifecycleState<Name, Context> };

/**
 * Decides about an event and applies what was accepted.
 *
 * @throws ClienteleError as `decide`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, start, transition } from "clientele/lifecycle";
 *
 * const order = defineLifecycle({
 *   id: "order",
 *   version: 1,
 *   initial: "open",
 *   context: { items: 0 },
 *   events: { ADD: {}, SEND: {} },
 *   states: {
 *     open: {
 *       on: {
 *         ADD: { changes: [{ add: "items", of: { value: 1 } }] },
 *         SEND: {
 *           target: "sent",
 *           guards: [
 *             {
 *               name: "has-items",
 *               reason: "There is nothing to send.",
 *               condition: { fact: "context.items", operator: "greaterThan", value: 0 },
 *             },
 *           ],
 *         },
 *       },
 *       deadlines: [{ id: "forgotten", after: "P30D", target: "cancelled" }],
 *     },
 *     sent: { final: true },
 *     cancelled: { final: true },
 *   },
 * });
 * const begun = start(order, { at: "2026-11-01T08:00:00.000Z" });
 * const now = { at: "2026-11-02T08:00:00.000Z", by: { id: "ada" } };
 * const added = transition(order, begun, { type: "ADD" }, now);
 * const sent = transition(order, added.state, { type: "SEND" }, now);
 * assert.equal(sent.state.state, "sent");
 * assert.deepEqual(sent.events.map(({ from, to, by }) => [from, to, by]), [["open", "sent", "ada"]]);
 * ```
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
