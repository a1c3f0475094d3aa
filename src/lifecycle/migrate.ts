/** From one version of a definition to the next: stored states and their logs. */
import { canonicalJson } from "../values/aggregate.js";
import { fail } from "../values/errors.js";
import { checkShape } from "../values/limits.js";
import {
  at,
  expectArray,
  expectInteger,
  expectRecord,
  expectString,
  expectCompiled,
  expectGiven,
  atIndex,
} from "../values/plain.js";
import type { Refusal } from "../values/refusal.js";
import { applyChanges, compileChange } from "./change.js";
import type { Lifecycle } from "./lifecycle.js";
import type { LifecycleState, MigrationStep, Occurrence, RecordedEvent } from "./model.js";
import { leafOf } from "./state.js";

/**
 * An instance as it was stored under an earlier version, with its log where the host keeps one.
 *
 * @since 0.1.0
 */
export interface StoredInstance {
  readonly state: LifecycleState<string, unknown>;
  readonly log?: readonly RecordedEvent[];
}

/** Why an instance could not be carried over. @since 0.1.0 */
export type MigrationRefusalCode = "no-migration-path" | "state-not-carried";

/**
 * What a migration gave. `notCarried` names states and events of the log that the present
 * definition does not have: they stay in the log as they were, which is kept whole.
 *
 * @since 0.1.0
 */
export type Migration<Name extends string, Context> =
  | {
      readonly ok: true;
      readonly state: LifecycleState<Name, Context>;
      readonly log: readonly RecordedEvent[];
      /** Steps taken: `"1->2"`. */
      readonly applied: readonly string[];
      readonly notCarried: readonly string[];
    }
  | { readonly ok: false; readonly refusals: readonly [Refusal<MigrationRefusalCode>] };

/**
 * Carries a stored instance to the version of a definition, by its declared steps, one after
 * the other. An instance of that version comes back as it is. No event is added to the log or
 * taken from it.
 *
 * Refusals: `no-migration-path` where a step is missing, `state-not-carried` where the state
 * that results is none of the definition.
 *
 * @throws ClienteleError `schema.version` for an instance newer than the definition,
 * `lifecycle.mismatch` for one of another lifecycle, `schema.*` and `limits.*` for one that is
 * no stored state
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { migrate, parseLifecycle, start } from "clientele/lifecycle";
 *
 * const states = { live: { on: { CLOSE: { target: "closed" } } }, closed: {} };
 * const events = { CLOSE: {} };
 * const first = parseLifecycle({ id: "account", version: 1, initial: "active", events, states: { active: states.live, closed: {} } });
 * const second = parseLifecycle({
 *   id: "account",
 *   version: 2,
 *   initial: "live",
 *   events,
 *   states,
 *   migrations: [{ from: 1, to: 2, states: { active: "live" } }],
 * });
 * const stored = start(first, { at: "2026-11-01T08:00:00.000Z" });
 * const carried = migrate(second, { state: stored });
 * assert.ok(carried.ok);
 * assert.equal(carried.state.state, "live");
 * ```
 * @since 0.1.0
 */
export function migrate<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  stored: StoredInstance,
): Migration<Name, Context> {
  expectCompiled(lifecycle, "lifecycle", "plan");
  expectGiven(stored, "stored");
  let state = expectStored(lifecycle, stored.state);
  let log =
    stored.log === undefined ? [] : (expectArray(stored.log, "log") as readonly RecordedEvent[]);
  const steps = new Map((lifecycle.definition.migrations ?? []).map((step) => [step.from, step]));
  const applied: string[] = [];
  while (state.version < lifecycle.version) {
    const step = steps.get(state.version);
    if (step === undefined || step.to > lifecycle.version) {
      return noPath(lifecycle, state.version);
    }
    state = applyStep(lifecycle, state, step);
    log = log.map((event) => renameEvent(event, step));
    applied.push(`${String(step.from)}->${String(step.to)}`);
  }
  const leaf = lifecycle.plan.entryLeaf.get(state.state);
  if (leaf === undefined) return notCarried(state.state);
  const { entered } = state;
  const depth = leafOf(lifecycle, leaf, "state.state").ancestry.length;
  const last = entered.at(-1) ?? state.lastAt;
  const levels = Array.from({ length: depth }, (_, level) => entered[level] ?? last);
  const fits = leaf === state.state && depth === entered.length;
  const carried = fits ? state : { ...state, state: leaf, entered: levels };
  return {
    ok: true,
    state: carried as LifecycleState<Name, Context>,
    log,
    applied,
    notCarried: strangers(lifecycle, log),
  };
}

function expectStored(
  lifecycle: Lifecycle,
  value: LifecycleState<string, unknown>,
): LifecycleState<string, unknown> {
  checkShape(value, "state");
  const state = expectRecord(value, "state");
  expectArray(state["recent"] ?? [], "state.recent").forEach((one, index) =>
    expectRecord(one, atIndex("state.recent", index)),
  );
  const id = expectString(state["lifecycle"], "state.lifecycle", 256);
  if (id !== lifecycle.id)
    fail("lifecycle.mismatch", "state.lifecycle", `a state of ${lifecycle.id}`, id);
  const version = expectInteger(state["version"], "state.version", 1);
  if (version > lifecycle.version) {
    fail(
      "schema.version",
      "state.version",
      `version ${String(lifecycle.version)} or older`,
      version,
    );
  }
  expectString(state["state"], "state.state", 4096);
  expectArray(state["entered"], "state.entered", 64);
  expectRecord(state["context"], "state.context");
  expectInteger(state["sequence"], "state.sequence", 0);
  expectString(state["lastAt"], "state.lastAt", 40);
  expectArray(state["recent"], "state.recent", 64);
  return value;
}

function own(names: Readonly<Record<string, string>> | undefined, name: string): string {
  return names !== undefined && Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

function applyStep(
  lifecycle: Lifecycle,
  state: LifecycleState<string, unknown>,
  step: MigrationStep,
): LifecycleState<string, unknown> {
  const changes = (step.context ?? []).map((change, index) =>
    compileChange(change, at("migrations", `context[${String(index)}]`)),
  );
  const occurrence: Occurrence = {
    event: "migrate",
    payload: undefined,
    at: state.lastAt,
    by: "",
    roles: [],
  };
  return {
    ...state,
    version: step.to,
    state: own(step.states, state.state),
    context: applyChanges(changes, state.context, occurrence, lifecycle.plan.freezes),
    recent: state.recent.map((event) => renameEvent(event, step)),
  };
}

function renameEvent(event: RecordedEvent, step: MigrationStep): RecordedEvent {
  const renamed = {
    ...event,
    type: own(step.events, event.type),
    from: own(step.states, event.from),
    to: own(step.states, event.to),
    transition: renameTransition(event.transition, step),
  };
  return canonicalJson(renamed) === canonicalJson(event) ? event : renamed;
}

/** `state/event/position`: neither part holds a slash. */
function renameTransition(id: string, step: MigrationStep): string {
  const [source = "", trigger = "", ...rest] = id.split("/");
  return [own(step.states, source), own(step.events, trigger), ...rest].join("/");
}

function strangers(lifecycle: Lifecycle, log: readonly RecordedEvent[]): readonly string[] {
  const found = new Set<string>();
  const events = new Set<string>(lifecycle.events);
  for (const event of log) {
    if (event.cause === "event" && !events.has(event.type)) found.add(`event ${event.type}`);
    for (const path of [event.from, event.to]) {
      if (!lifecycle.plan.leaves.has(path)) found.add(`state ${path}`);
    }
  }
  return [...found].sort();
}

function noPath(
  lifecycle: Lifecycle,
  from: number,
): { ok: false; refusals: readonly [Refusal<MigrationRefusalCode>] } {
  return {
    ok: false,
    refusals: [
      {
        code: "no-migration-path",
        message: `No step leads from version ${String(from)} to version ${String(lifecycle.version)}.`,
        path: "state.version",
        facts: { from, to: lifecycle.version },
      },
    ],
  };
}

function notCarried(state: string): {
  ok: false;
  refusals: readonly [Refusal<MigrationRefusalCode>];
} {
  return {
    ok: false,
    refusals: [
      {
        code: "state-not-carried",
        message: `The state ${state} no longer exists, and no step renames it.`,
        path: "state.state",
        facts: { state },
      },
    ],
  };
}
