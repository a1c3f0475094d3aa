/**
 * From a state and a recorded event to the next state. What was recorded is never judged
 * again: no guard, no role and no payload is looked at.
 */
import { fail } from "../values/errors.js";
import { applyChanges } from "./change.js";
import type { ChangePlan, LeafPlan, Lifecycle, MovePlan } from "./lifecycle.js";
import type { LifecycleState, Occurrence, RecordedEvent } from "./model.js";
import { expectState, leafOf, start } from "./state.js";
import type { StartOptions } from "./state.js";
import { expectGiven, atIndex, expectArray, expectRecord } from "../values/plain.js";

const NO_ROLES: readonly string[] = [];

/**
 * The state after a recorded event. Events of the log that the state already contains change
 * nothing (the very same state comes back), so that a snapshot and a log that overlap are safe.
 *
 * @throws ClienteleError `lifecycle.sequence_gap` where events between are missing,
 * `lifecycle.unknown_state` where the event leads to a state that the definition lacks,
 * and as `expectState` for a state of another lifecycle or version
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { decide, defineLifecycle, evolve, start } from "clientele/lifecycle";
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
 * const decision = decide(order, begun, { type: "ADD" }, now);
 * assert.ok(decision.ok);
 * const next = decision.events.reduce((state, event) => evolve(order, state, event), begun);
 * assert.equal(next.context.items, 1);
 * ```
 * @since 0.1.0
 */
export function evolve<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
  event: RecordedEvent,
): LifecycleState<Name, Context> {
  const leaf = expectState(lifecycle, state);
  if (event.sequence <= state.sequence) return state;
  if (event.sequence !== state.sequence + 1) {
    const expected = String(state.sequence + 1);
    fail(
      "lifecycle.sequence_gap",
      "event.sequence",
      `event ${expected} of the log`,
      event.sequence,
    );
  }
  return applyEvent(lifecycle, leaf, state, event) as LifecycleState<Name, Context>;
}

/** The state after an event that follows it, whatever its type parameters. @internal */
export function applyEvent(
  lifecycle: Lifecycle,
  leaf: LeafPlan,
  state: LifecycleState<string, unknown>,
  event: RecordedEvent,
): LifecycleState<string, unknown> {
  const { plan } = lifecycle;
  const known = leaf.movesById.get(event.transition);
  const isKnown = known !== undefined && known.to === event.to && leaf.path === event.from;
  const move = isKnown ? known : foreignMove(lifecycle, leaf, event);
  const occurrence: Occurrence = {
    event: event.type,
    payload: event.payload,
    at: event.at,
    by: event.by,
    roles: NO_ROLES,
  };
  return {
    lifecycle: state.lifecycle,
    version: state.version,
    state: move.to,
    entered: enteredAfter(state.entered, move, event.at),
    context: applyChanges(move.changes, state.context, occurrence, plan.freezes),
    sequence: event.sequence,
    lastAt: event.at > state.lastAt ? event.at : state.lastAt,
    recent: remember(state.recent, event, plan.remembers),
  };
}

/** Since when each state from the outermost on has been entered, after a move. @internal */
export function enteredAfter(
  entered: readonly string[],
  move: MovePlan,
  at: string,
): readonly string[] {
  if (move.kept === move.depth) return entered;
  if (move.depth === 1) return [at];
  const next = entered.slice(0, move.kept);
  while (next.length < move.depth) next.push(at);
  return next;
}

function remember(
  recent: readonly RecordedEvent[],
  event: RecordedEvent,
  most: number,
): readonly RecordedEvent[] {
  if (most === 0) return recent;
  const next = recent.length < most ? recent.slice() : recent.slice(recent.length - most + 1);
  next.push(event);
  return next;
}

/**
 * An event that the definition would not produce today: it was recorded under other rules.
 * It still moves the state; of changes, only those of the states left and entered are made.
 */
function foreignMove(lifecycle: Lifecycle, leaf: LeafPlan, event: RecordedEvent): MovePlan {
  const goal = leafOf(lifecycle, event.to, "event.to");
  const rule = {
    id: event.transition,
    source: leaf.path,
    trigger: event.type,
    target: event.to,
    guards: [],
    roles: null,
    changes: [],
    announces: [],
  };
  const depth = goal.ancestry.length;
  if (event.from === event.to && leaf.path === event.to) {
    return { rule, to: leaf.path, kept: depth, depth, changes: [] };
  }
  let kept = 0;
  while (kept < depth - 1 && goal.ancestry[kept] === leaf.ancestry[kept]) kept += 1;
  const { entry, exit } = lifecycle.plan;
  const changesOf = (
    table: ReadonlyMap<string, readonly ChangePlan[]>,
    paths: readonly string[],
  ): readonly ChangePlan[] => paths.flatMap((path) => table.get(path) ?? []);
  const changes = [
    ...changesOf(exit, leaf.ancestry.slice(kept).reverse()),
    ...changesOf(entry, goal.ancestry.slice(kept)),
  ];
  return { rule, to: goal.path, kept, depth, changes };
}

/**
 * Where a replay begins: a snapshot, or a new instance.
 *
 * @since 0.1.0
 */
export type ReplayFrom<Name extends string, Context> =
  { readonly snapshot: LifecycleState<Name, Context> } | { readonly start: StartOptions<Context> };

/**
 * The state after a whole log, from a snapshot or from the start. Events that the snapshot
 * contains are passed over. O(events).
 *
 * @throws ClienteleError as {@link evolve}, with the position in the path: `events[3].to`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, replay, start, transition } from "clientele/lifecycle";
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
 * const again = replay(order, added.events, { start: { at: "2026-11-01T08:00:00.000Z" } });
 * assert.deepEqual(again, added.state);
 * ```
 * @since 0.1.0
 */
export function replay<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  events: readonly RecordedEvent[],
  from: ReplayFrom<NoInfer<Name>, NoInfer<Context>>,
): LifecycleState<Name, Context> {
  expectGiven(from, "from");
  const first = "snapshot" in from ? from.snapshot : start(lifecycle, from.start);
  expectArray(events, "events").forEach((event, index) =>
    expectRecord(event, atIndex("events", index)),
  );
  let leaf = expectState(lifecycle, first);
  let state: LifecycleState<string, unknown> = first;
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index];
    if (event === undefined || event.sequence <= state.sequence) continue;
    if (event.sequence !== state.sequence + 1) {
      const place = `events[${String(index)}].sequence`;
      fail(
        "lifecycle.sequence_gap",
        place,
        `event ${String(state.sequence + 1)} of the log`,
        event.sequence,
      );
    }
    if (!lifecycle.plan.leaves.has(event.to)) {
      fail(
        "lifecycle.unknown_state",
        `events[${String(index)}].to`,
        `a state of ${lifecycle.id}`,
        event.to,
      );
    }
    state = applyEvent(lifecycle, leaf, state, event);
    if (state.state !== leaf.path) leaf = leafOf(lifecycle, state.state, "state.state");
  }
  return state as LifecycleState<Name, Context>;
}
