/** What time has done by an instant, and what it will do next; nothing is applied. */
import { instant } from "../values/instant.js";
import type { Instant } from "../values/instant.js";
import { advanceTo, firstDue } from "./advance.js";
import type { DeadlineOptions } from "./deadline.js";
import type { Lifecycle } from "./lifecycle.js";
import type { LifecycleState, RecordedEvent } from "./model.js";
import { expectState, leafOf } from "./state.js";

/**
 * The next thing that time will do if nothing else happens.
 *
 * @since 0.1.0
 */
export interface NextDeadline<Name extends string = string> {
  /** Id of the deadline. */
  readonly deadline: string;
  readonly dueAt: Instant;
  /** State that it leads to. */
  readonly to: Name;
}

/**
 * What has fallen due, and what comes next.
 *
 * @since 0.1.0
 */
export interface Due<Name extends string = string> {
  /** Deadlines due at or before `asOf`, in order; `advance` would record just these. */
  readonly fallen: readonly RecordedEvent[];
  /** State in which they leave the instance. */
  readonly state: Name;
  /** The first deadline after `asOf`; null where time does nothing more in that state. */
  readonly next: NextDeadline<Name> | null;
}

/**
 * What time has done by `asOf` (due when `asOf ≥ start + after`), and what it will do next.
 *
 * @throws ClienteleError as `advance`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, due, start } from "clientele/lifecycle";
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
 * const told = due(order, begun, "2026-11-02T08:00:00.000Z");
 * assert.deepEqual(told.fallen, []);
 * assert.deepEqual(told.next, { deadline: "forgotten", dueAt: "2026-12-01T08:00:00.000Z", to: "cancelled" });
 * ```
 * @since 0.1.0
 */
export function due<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
  asOf: Instant,
  options: DeadlineOptions = {},
): Due<Name> {
  expectState(lifecycle, state);
  const advanced = advanceTo(lifecycle, state, instant(asOf, "asOf"), options);
  const leaf = leafOf(lifecycle, advanced.state.state, "state.state");
  const next = firstDue(lifecycle, leaf, advanced.state, options, null);
  return {
    fallen: advanced.events,
    state: advanced.state.state as Name,
    next:
      next === null
        ? null
        : { deadline: next.plan.id, dueAt: next.dueAt, to: next.plan.move.to as Name },
  };
}
