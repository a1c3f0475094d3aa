/**
 * Whether an event is accepted, and what is recorded if so. Every reason of a refusal is given:
 * each rule that could have taken the event says which role or guard was against it.
 */
import { explainCondition } from "../conditions/index.js";
import { canonicalJson } from "../values/aggregate.js";
import { fail } from "../values/errors.js";
import { instant } from "../values/instant.js";
import type { Instant } from "../values/instant.js";
import { checkShape } from "../values/limits.js";
import { expectIdentifier, expectRecord } from "../values/plain.js";
import type { Json } from "../values/refusal.js";
import { advanceTo } from "./advance.js";
import { announcementsOf } from "./announce.js";
import type { DeadlineOptions } from "./deadline.js";
import { frozenCopy } from "./freeze.js";
import { guardFacts, guardsHold } from "./guard.js";
import type { GuardPlan, LeafPlan, Lifecycle, MovePlan } from "./lifecycle.js";
import type {
  Announcement,
  Decision,
  LifecycleRefusal,
  LifecycleState,
  Occurrence,
  RecordedEvent,
} from "./model.js";
import { expectState, leafOf } from "./state.js";

/**
 * Who causes an event.
 *
 * @since 0.1.0
 */
export interface Actor {
  readonly id: string;
  /** Roles that the host has established; the library only compares them. */
  readonly roles?: readonly string[];
}

/**
 * When, by whom, and what else a decision may need to know.
 *
 * @since 0.1.0
 */
export interface DecideOptions extends DeadlineOptions {
  /** When the event happens. Deadlines due by then take effect first. */
  readonly at: Instant;
  readonly by: Actor;
  /**
   * Looks up an id in the whole log, for hosts that keep one; without it, an id is known as
   * long as its event is among the state's `recent`.
   */
  readonly recorded?: (id: string) => RecordedEvent | undefined;
}

const NO_ROLES: readonly string[] = [];

/**
 * Decides about an event. Nothing is changed: apply what comes out with `evolve`, or use
 * `transition` for both at once.
 *
 * Rules are tried innermost state first, then in the order written; the first whose role and
 * guards all hold is taken (an outer state may take what an inner one refused, as in SCXML).
 * Deadlines due at or before `at` take effect before the event, and are recorded before it.
 *
 * Refusals: `no-transition`, `final-state`, `guard-refused`, `role-required`,
 * `payload-invalid`, `event-id-conflict` (the id is recorded with other content),
 * `out-of-order` (earlier than the last event, unless the definition accepts that).
 *
 * @throws ClienteleError for a state that is not of this lifecycle, and for `at` or ids that do
 * not parse; what a guard written as a function throws is a defect and passes through
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { decide, defineLifecycle, start } from "clientele/lifecycle";
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
 * const decision = decide(order, begun, { type: "SEND" }, now);
 * assert.ok(!decision.ok);
 * assert.equal(decision.refusals[0]?.message, "There is nothing to send.");
 * assert.deepEqual(decision.possible, ["ADD", "SEND"]);
 * ```
 * @since 0.1.0
 */
export function decide<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
  event: NoInfer<Input>,
  options: DecideOptions,
): Decision<Input["type"]> {
  return decideAny(lifecycle, state, event, options);
}

interface AnyInput {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

function decideAny(
  lifecycle: Lifecycle,
  state: LifecycleState<string, unknown>,
  event: AnyInput,
  options: DecideOptions,
): Decision {
  let leaf = expectState(lifecycle, state);
  const time = instant(options.at, "at");
  const by = expectIdentifier(options.by.id, "by.id");
  expectEvent(event);
  const known = event.id === undefined ? undefined : findRecorded(state, event.id, options);
  if (known !== undefined) return decideRepeated(leaf, known, event);
  if (time < state.lastAt && !lifecycle.plan.acceptsLate) {
    return refuse(leaf, [outOfOrder(state, time)]);
  }

  let current: LifecycleState<string, unknown> = state;
  let before: readonly RecordedEvent[] = [];
  let announced: readonly Announcement[] = [];
  if (leaf.deadlines.length > 0) {
    const advanced = advanceTo(lifecycle, state, time, options);
    before = advanced.events;
    announced = advanced.announcements;
    current = advanced.state;
    leaf = leafOf(lifecycle, current.state, "state.state");
  }
  const occurrence: Occurrence = {
    event: event.type,
    payload: event.payload,
    at: time,
    by,
    roles: options.by.roles ?? NO_ROLES,
  };
  const verdict = choose(lifecycle, leaf, current, occurrence);
  if (verdict.move === null) return refuse(leaf, verdict.refusals);
  const recorded = record(current, verdict.move, occurrence, event.id);
  return {
    ok: true,
    events: before.length === 0 ? [recorded] : [...before, recorded],
    announcements: together(
      announced,
      announcementsOf(verdict.move.rule, current.context, occurrence),
    ),
    repeated: false,
  };
}

function refuse(leaf: LeafPlan, refusals: readonly LifecycleRefusal[]): Decision {
  return { ok: false, events: [], refusals, possible: [...leaf.moves.keys()] };
}

function together(
  before: readonly Announcement[],
  after: readonly Announcement[],
): readonly Announcement[] {
  if (before.length === 0) return after.length === 0 ? [] : after;
  return [...before, ...after];
}

function expectEvent(event: AnyInput): void {
  if (typeof event !== "object" || (event as unknown) === null || typeof event.type !== "string") {
    expectRecord(event, "event");
    fail("schema.type", "event.type", "the name of an event", event.type);
  }
  if (event.id !== undefined) expectIdentifier(event.id, "event.id");
  if (event.payload !== undefined) checkShape(event.payload, "event.payload");
}

function findRecorded(
  state: LifecycleState<string, unknown>,
  id: string,
  options: DecideOptions,
): RecordedEvent | undefined {
  const recent: readonly (RecordedEvent | null)[] = state.recent;
  return recent.find((one) => one?.id === id) ?? options.recorded?.(id);
}

function decideRepeated(leaf: LeafPlan, known: RecordedEvent, event: AnyInput): Decision {
  const isSame =
    known.type === event.type &&
    canonicalJson(known.payload ?? null) === canonicalJson(event.payload ?? null);
  if (isSame) return { ok: true, events: [], announcements: [], repeated: true };
  return {
    ok: false,
    events: [],
    refusals: [
      {
        code: "event-id-conflict",
        message: `The id ${known.id} is recorded with another content.`,
        path: "event.id",
        facts: { id: known.id, recordedType: known.type, recordedAt: known.at },
      },
    ],
    possible: [...leaf.moves.keys()],
  };
}

function outOfOrder(state: LifecycleState<string, unknown>, at: Instant): LifecycleRefusal {
  return {
    code: "out-of-order",
    message: "The event is earlier than the last one.",
    path: "at",
    facts: { at, lastAt: state.lastAt },
  };
}

/** The rule taken, or why none was. @internal */
export type Verdict =
  | { readonly move: MovePlan }
  | { readonly move: null; readonly refusals: readonly LifecycleRefusal[] };

/** Looks for the first rule that takes an event. @internal */
export function choose(
  lifecycle: Lifecycle,
  leaf: LeafPlan,
  state: LifecycleState<string, unknown>,
  occurrence: Occurrence,
): Verdict {
  const moves = leaf.moves.get(occurrence.event);
  if (moves === undefined) return { move: null, refusals: [noTransition(leaf, occurrence.event)] };
  const faults = lifecycle.plan.payloads.get(occurrence.event)?.(occurrence.payload) ?? [];
  if (faults.length > 0) {
    const refusals = faults.map(({ path, expected }): LifecycleRefusal => ({
      code: "payload-invalid",
      message: `The payload of ${occurrence.event} does not fit: ${path} wants ${expected}.`,
      path: `event.${path}`,
      facts: { event: occurrence.event, expected },
    }));
    return { move: null, refusals };
  }
  const context = lifecycle.plan.freezes ? frozenCopy(state.context) : state.context;
  for (const move of moves) {
    if (holds(move, leaf, context, occurrence)) return { move };
  }
  const refusals = moves.flatMap((move) => refusalsOf(move, leaf, context, occurrence));
  return { move: null, refusals };
}

function noTransition(leaf: LeafPlan, event: string): LifecycleRefusal {
  const facts = { state: leaf.path, event: event.slice(0, 256) };
  return leaf.isFinal
    ? { code: "final-state", message: `Nothing leaves ${leaf.path}.`, path: "event.type", facts }
    : {
        code: "no-transition",
        message: `In ${leaf.path} there is no such event.`,
        path: "event.type",
        facts,
      };
}

function hasRole(needed: readonly string[] | null, roles: readonly string[]): boolean {
  return needed === null || needed.some((role) => roles.includes(role));
}

function holds(move: MovePlan, leaf: LeafPlan, context: unknown, occurrence: Occurrence): boolean {
  const { roles, guards } = move.rule;
  return hasRole(roles, occurrence.roles) && guardsHold(guards, leaf, context, occurrence);
}

/** Every reason why a rule does not take an event. @internal */
export function refusalsOf(
  move: MovePlan,
  leaf: LeafPlan,
  context: unknown,
  occurrence: Occurrence,
): readonly LifecycleRefusal[] {
  const { id, roles, guards } = move.rule;
  const refusals: LifecycleRefusal[] = [];
  if (roles !== null && !hasRole(roles, occurrence.roles)) {
    refusals.push({
      code: "role-required",
      message: `${occurrence.event} needs the role ${roles.join(" or ")}.`,
      path: "by.roles",
      facts: { transition: id, needs: roles, has: occurrence.roles },
    });
  }
  for (const guard of guards) {
    if (guardsHold([guard], leaf, context, occurrence)) continue;
    refusals.push(guardRefusal(guard, id, guardFacts(leaf, context, occurrence)));
  }
  return refusals;
}

function guardRefusal(guard: GuardPlan, transition: string, facts: object): LifecycleRefusal {
  const clauses: Json =
    guard.condition === null
      ? []
      : (JSON.parse(JSON.stringify(explainCondition(guard.condition, facts).reasons)) as Json);
  return {
    code: "guard-refused",
    message: guard.reason,
    facts: { transition, guard: guard.name, clauses },
  };
}

function record(
  state: LifecycleState<string, unknown>,
  move: MovePlan,
  occurrence: Occurrence,
  id: string | undefined,
): RecordedEvent {
  const sequence = state.sequence + 1;
  const base = {
    id: id ?? `#${String(sequence)}`,
    sequence,
    type: occurrence.event,
    cause: "event" as const,
    at: occurrence.at,
    by: occurrence.by,
    from: state.state,
    to: move.to,
    transition: move.rule.id,
  };
  // A payload was checked to be plain before anything was recorded.
  return occurrence.payload === undefined ? base : { ...base, payload: occurrence.payload as Json };
}
