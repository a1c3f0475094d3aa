/** Which events an instance could take now, by a given person. */
import { instant } from "../values/instant.js";
import { advanceTo } from "./advance.js";
import { refusalsOf } from "./decide.js";
import type { DecideOptions } from "./decide.js";
import { frozenCopy } from "./freeze.js";
import { guardsHold } from "./guard.js";
import type { LeafPlan, Lifecycle, MovePlan } from "./lifecycle.js";
import type { LifecycleRefusal, LifecycleState, Occurrence } from "./model.js";
import { expectState, leafOf } from "./state.js";

/**
 * Whether one event would be accepted. `depends`: nothing is against it but guards that look at
 * the payload, which is not known yet.
 *
 * @since 0.1.0
 */
export interface PossibleEvent<EventName extends string = string> {
  readonly event: EventName;
  readonly outcome: "allowed" | "depends" | "refused";
  /** States that it may lead to; the present one where it changes no state. */
  readonly to: readonly string[];
  /** Why it would be refused; empty otherwise. */
  readonly refusals: readonly LifecycleRefusal[];
}

/**
 * Every event with a rule in the present state (after what time has done by `at`), each with
 * whether it would be accepted, and why not.
 *
 * @throws ClienteleError as `decide`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, possible, start } from "clientele/lifecycle";
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
 * const events = possible(order, begun, now);
 * assert.deepEqual(events.map(({ event, outcome }) => [event, outcome]), [["ADD", "allowed"], ["SEND", "refused"]]);
 * ```
 * @since 0.1.0
 */
export function possible<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
  options: DecideOptions,
): readonly PossibleEvent<Input["type"]>[] {
  expectState(lifecycle, state);
  const time = instant(options.at, "at");
  const advanced = advanceTo(lifecycle, state, time, options).state;
  const leaf = leafOf(lifecycle, advanced.state, "state.state");
  const context = lifecycle.plan.freezes ? frozenCopy(advanced.context) : advanced.context;
  return [...leaf.moves].map(([event, moves]) => {
    const occurrence: Occurrence = {
      event,
      payload: undefined,
      at: time,
      by: options.by.id,
      roles: options.by.roles ?? [],
    };
    return { event, ...judge(moves, leaf, context, occurrence) };
  });
}

function judge(
  moves: readonly MovePlan[],
  leaf: LeafPlan,
  context: unknown,
  occurrence: Occurrence,
): Omit<PossibleEvent, "event"> {
  const to = new Set<string>();
  const refusals: LifecycleRefusal[] = [];
  let isSure = true;
  for (const move of moves) {
    const known = move.rule.guards.filter((guard) => !guard.usesPayload);
    const knownRule = { ...move, rule: { ...move.rule, guards: known } };
    const against = refusalsOf(knownRule, leaf, context, occurrence);
    if (against.length > 0 || !guardsHold(known, leaf, context, occurrence)) {
      refusals.push(...against);
      continue;
    }
    to.add(move.to);
    if (known.length === move.rule.guards.length) {
      return { outcome: "allowed", to: [...to], refusals: [] };
    }
    isSure = false;
  }
  if (isSure) return { outcome: "refused", to: [], refusals };
  return { outcome: "depends", to: [...to], refusals: [] };
}
