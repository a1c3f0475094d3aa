/** What time does to an instance, step by step, up to an instant that the caller names. */
import { fail } from "../values/errors.js";
import { instant } from "../values/instant.js";
import type { Instant } from "../values/instant.js";
import { announcementsOf } from "./announce.js";
import { deadlinesOf } from "./deadline.js";
import type { DeadlineOptions, DueDeadline } from "./deadline.js";
import { applyEvent } from "./evolve.js";
import { frozenCopy } from "./freeze.js";
import { guardsHold } from "./guard.js";
import type { LeafPlan, Lifecycle } from "./lifecycle.js";
import type { Announcement, LifecycleState, Occurrence, RecordedEvent } from "./model.js";
import { expectState, leafOf } from "./state.js";

/** Steps that one call may take: a daily deadline over some 270 years. @internal */
export const STEPS_MAX: number = 100_000;
const NO_ROLES: readonly string[] = [];

/**
 * What time did.
 *
 * @since 0.1.0
 */
export interface Advanced<Name extends string, Context> {
  readonly state: LifecycleState<Name, Context>;
  /** Deadlines that took effect, each at its own instant, to be put into the log. */
  readonly events: readonly RecordedEvent[];
  readonly announcements: readonly Announcement[];
}

/**
 * Lets time pass up to `asOf`: every deadline due by then takes effect, at its own instant and
 * in order. Advancing to t₁ and then to t₂ equals advancing to t₂.
 *
 * @throws ClienteleError `lifecycle.calendar` where business days are counted and no calendar
 * is given, `limits.too_many` beyond 100 000 steps, `date.*` for `asOf`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { advance, defineLifecycle, start } from "clientele/lifecycle";
 *
 * const client = defineLifecycle({
 *   id: "client",
 *   version: 1,
 *   initial: "active",
 *   events: {},
 *   states: {
 *     active: { deadlines: [{ id: "quiet", after: "P90D", target: "dormant" }] },
 *     dormant: { deadlines: [{ id: "gone", after: "P180D", target: "lost" }] },
 *     lost: { final: true },
 *   },
 * });
 * const begun = start(client, { at: "2026-01-01T00:00:00.000Z" });
 * const { state, events } = advance(client, begun, "2027-01-01T00:00:00.000Z");
 * assert.equal(state.state, "lost");
 * assert.deepEqual(events.map((event) => event.at), [
 *   "2026-04-01T00:00:00.000Z",
 *   "2026-09-28T00:00:00.000Z",
 * ]);
 * ```
 * @since 0.1.0
 */
export function advance<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
  asOf: Instant,
  options: DeadlineOptions = {},
): Advanced<Name, Context> {
  expectState(lifecycle, state);
  const until = instant(asOf, "asOf");
  return advanceTo(lifecycle, state, until, options) as Advanced<Name, Context>;
}

/** The same without the checks of its arguments. @internal */
export function advanceTo(
  lifecycle: Lifecycle,
  state: LifecycleState<string, unknown>,
  asOf: Instant,
  options: DeadlineOptions,
): Advanced<string, unknown> {
  const events: RecordedEvent[] = [];
  const announcements: Announcement[] = [];
  let current = state;
  let leaf = leafOf(lifecycle, state.state, "state.state");
  for (;;) {
    const next = firstDue(lifecycle, leaf, current, options, asOf);
    if (next === null) return { state: current, events, announcements };
    if (events.length >= STEPS_MAX) {
      fail("limits.too_many", "asOf", `at most ${String(STEPS_MAX)} deadlines in one call`, asOf);
    }
    const event = recordDeadline(current, next);
    const occurrence = occurrenceOf(next);
    announcements.push(...announcementsOf(next.plan.move.rule, current.context, occurrence));
    current = applyEvent(lifecycle, leaf, current, event);
    events.push(event);
    leaf = leafOf(lifecycle, current.state, "state.state");
  }
}

/** The first deadline, up to an instant, whose guards hold at the moment it falls due. @internal */
export function firstDue(
  lifecycle: Lifecycle,
  leaf: LeafPlan,
  state: LifecycleState<string, unknown>,
  options: DeadlineOptions,
  asOf: Instant | null,
): DueDeadline | null {
  if (leaf.deadlines.length === 0) return null;
  for (const due of deadlinesOf(leaf.deadlines, state, options)) {
    if (asOf !== null && due.dueAt > asOf) return null;
    const { guards } = due.plan.move.rule;
    if (guards.length === 0) return due;
    const context = lifecycle.plan.freezes ? frozenCopy(state.context) : state.context;
    if (guardsHold(guards, leaf, context, occurrenceOf(due))) return due;
  }
  return null;
}

function occurrenceOf({ plan, dueAt }: DueDeadline): Occurrence {
  return { event: plan.id, payload: undefined, at: dueAt, by: "time", roles: NO_ROLES };
}

function recordDeadline(
  state: LifecycleState<string, unknown>,
  { plan, dueAt }: DueDeadline,
): RecordedEvent {
  const sequence = state.sequence + 1;
  return {
    id: `#${String(sequence)}`,
    sequence,
    type: plan.id,
    cause: "deadline",
    at: dueAt,
    by: "time",
    from: state.state,
    to: plan.move.to,
    transition: plan.move.rule.id,
  };
}
