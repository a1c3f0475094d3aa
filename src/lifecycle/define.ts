/**
 * The door of a lifecycle: a definition is checked whole, every issue is reported at once, and
 * what comes out can be used without further checks of itself.
 */
import { IssueCollector } from "../values/errors.js";
import { checkShape } from "../values/limits.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { compileChange } from "./change.js";
import { compileLeaves } from "./compile.js";
import { readStates } from "./compile-states.js";
import type { StatePlan } from "./compile-states.js";
import { instantCycle, reachableFrom } from "./graph.js";
import type { DefinitionInput, EventInput, LeafPath, StateRules, WithKnownNames } from "./infer.js";
import type { ChangePlan, LeafPlan, Lifecycle, LifecyclePlan, PayloadCheck } from "./lifecycle.js";
import type { EventShapes, LifecycleContext, LifecycleDefinition } from "./model.js";
import { compilePayload, isPayloadSchema } from "./payload.js";

const KEYS = [
  "id",
  "version",
  "description",
  "initial",
  "context",
  "events",
  "states",
  "outOfOrder",
  "remembers",
  "migrations",
] as const;
const REMEMBERS = 4;
const REMEMBERS_MAX = 64;
const EVENTS_MAX = 1_000;

/**
 * Makes a lifecycle from a definition written in place. States and events are inferred as
 * literals: an unknown event, a wrong payload or a target that is not a state does not compile.
 *
 * The whole definition is checked; O(states × rules).
 *
 * @throws ClienteleError with every issue found: `lifecycle.definition` (a final state with
 * exits, a state that nothing reaches), `lifecycle.unknown_state`, `lifecycle.unknown_event`,
 * `lifecycle.initial`, `lifecycle.duplicate_id`, `lifecycle.zero_time_cycle`,
 * `lifecycle.guard`, `lifecycle.change`, `lifecycle.deadline`, `schema.*`, `rule.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { decide, defineLifecycle, evolve, start } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "draft",
 *   context: { total: "0" },
 *   events: { SEND: { total: "decimal" }, ACCEPT: {}, DECLINE: { reason: ["price", "delay"] } },
 *   states: {
 *     draft: { on: { SEND: { target: "sent", changes: [{ set: "total", to: { payload: "total" } }] } } },
 *     sent: {
 *       on: { ACCEPT: { target: "accepted" }, DECLINE: { target: "declined" } },
 *       deadlines: [{ id: "expiry", after: "P30D", target: "declined" }],
 *     },
 *     accepted: { final: true },
 *     declined: { final: true },
 *   },
 * });
 *
 * const by = { id: "ada" };
 * const draft = start(offer, { at: "2026-11-02T09:00:00.000Z" });
 * const sent = decide(offer, draft, { type: "SEND", payload: { total: "1200" } }, { at: "2026-11-03T09:00:00.000Z", by });
 * assert.ok(sent.ok);
 * const state = sent.events.reduce((before, event) => evolve(offer, before, event), draft);
 * assert.equal(state.state, "sent");
 * assert.equal(state.context.total, "1200");
 *
 * const early = decide(offer, draft, { type: "ACCEPT" }, { at: "2026-11-03T09:00:00.000Z", by });
 * assert.ok(!early.ok);
 * assert.equal(early.refusals[0]?.code, "no-transition");
 * assert.deepEqual(early.possible, ["SEND"]);
 * ```
 * @since 0.1.0
 */
export function defineLifecycle<
  const Events extends EventShapes,
  const States extends StateRules<Context, Events>,
  Context = LifecycleContext,
>(
  definition: DefinitionInput<Context, Events, States> &
    WithKnownNames<NoInfer<Events>, NoInfer<States>>,
): Lifecycle<LeafPath<States>, Context, EventInput<Events>> {
  return compileDefinition(definition) as Lifecycle<LeafPath<States>, Context, EventInput<Events>>;
}

/**
 * Makes a lifecycle from a stored document: data only, checked in the same way. Its states and
 * events are plain strings.
 *
 * @throws ClienteleError as {@link defineLifecycle}; `limits.too_deep` and `limits.too_many`
 * for documents beyond the bounds; `schema.type` for a function in it
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientDefinition, parseLifecycle } from "clientele/lifecycle";
 *
 * const stored: unknown = JSON.parse(JSON.stringify(clientDefinition));
 * const lifecycle = parseLifecycle(stored);
 * assert.ok(lifecycle.states.includes("dormant"));
 * ```
 * @since 0.1.0
 */
export function parseLifecycle(
  document: unknown,
): Lifecycle<
  string,
  LifecycleContext,
  { readonly type: string; readonly id?: string; readonly payload?: unknown }
> {
  checkShape(document, "", { depthMax: 128 });
  const lifecycle = compileDefinition(document);
  if (!lifecycle.isData) {
    const issues = new IssueCollector();
    issues.add("schema.type", "", "data only, no function and no schema", document);
    issues.throwIfAny();
  }
  return lifecycle as Lifecycle<
    string,
    LifecycleContext,
    { readonly type: string; readonly id?: string; readonly payload?: unknown }
  >;
}

/** What a lenient reading gives: the plan as far as it can be made, and what is wrong. @internal */
export interface CompiledDefinition {
  readonly lifecycle: Lifecycle;
  readonly issues: IssueCollector;
}

/** The checked lifecycle of a definition of any type. @internal */
export function compileDefinition(definition: unknown): Lifecycle {
  const { lifecycle, issues } = readDefinition(definition);
  issues.throwIfAny();
  return lifecycle;
}

/** Reads a definition and gathers its issues instead of throwing them. @internal */
export function readDefinition(definition: unknown): CompiledDefinition {
  const issues = new IssueCollector();
  const record = expectRecord(definition, "", KEYS);
  const id = issues.attempt(() => expectIdentifier(record["id"], "id")) ?? "";
  const version = issues.attempt(() => expectInteger(record["version"], "version", 1)) ?? 1;
  const payloads = readEvents(record["events"], issues);
  const events = [...payloads.keys()];
  const states = readStates(record["states"], { events: new Set(events), issues });
  const { leaves, entryLeaf } = compileLeaves(states, issues);
  const initial = readInitial(record, states, issues);
  const plan: LifecyclePlan = {
    initial: entryLeaf.get(initial) ?? initial,
    leaves,
    entryLeaf,
    entry: changesOf(states, "entry"),
    exit: changesOf(states, "exit"),
    payloads,
    freezes: hasFunctions(leaves),
    ...readOptions(record, issues),
  };
  checkContext(record, issues);
  checkMigrations(record, issues);
  checkGraph(plan, states, issues);
  const isData = !plan.freezes && !hasSchemas(record["events"]);
  const lifecycle: Lifecycle = {
    id,
    version,
    states: [...leaves.keys()],
    events,
    isData,
    definition: definition as LifecycleDefinition<never, never>,
    plan,
  };
  return { lifecycle, issues };
}

function readEvents(value: unknown, issues: IssueCollector): ReadonlyMap<string, PayloadCheck> {
  const payloads = new Map<string, PayloadCheck>();
  const record = issues.attempt(() => expectRecord(value, "events"));
  for (const name of Object.keys(record ?? {}).slice(0, EVENTS_MAX)) {
    const path = at("events", name);
    issues.attempt(() => expectIdentifier(name, path));
    payloads.set(name, compilePayload(record?.[name], path, issues));
  }
  return payloads;
}

function hasSchemas(events: unknown): boolean {
  return (
    typeof events === "object" && events !== null && Object.values(events).some(isPayloadSchema)
  );
}

function readInitial(
  record: UnknownRecord,
  states: ReadonlyMap<string, StatePlan>,
  issues: IssueCollector,
): string {
  const initial = issues.attempt(() => expectString(record["initial"], "initial", 4096)) ?? "";
  const state = states.get(initial);
  if (state === undefined || state.level > 0) {
    issues.add("lifecycle.initial", "initial", "the name of an outermost state", record["initial"]);
  }
  return initial;
}

function readOptions(
  record: UnknownRecord,
  issues: IssueCollector,
): Pick<LifecyclePlan, "acceptsLate" | "remembers"> {
  const outOfOrder = issues.attempt(() =>
    expectOneOf(record["outOfOrder"] ?? "refuse", "outOfOrder", ["refuse", "accept"]),
  );
  const remembers = issues.attempt(() =>
    expectInteger(record["remembers"] ?? REMEMBERS, "remembers", 0, REMEMBERS_MAX),
  );
  return { acceptsLate: outOfOrder === "accept", remembers: remembers ?? REMEMBERS };
}

function changesOf(
  states: ReadonlyMap<string, StatePlan>,
  kind: "entry" | "exit",
): ReadonlyMap<string, readonly ChangePlan[]> {
  return new Map([...states.values()].map((state) => [state.path, state[kind]]));
}

function hasFunctions(leaves: ReadonlyMap<string, LeafPlan>): boolean {
  for (const leaf of leaves.values()) {
    for (const move of leaf.movesById.values()) {
      if (move.changes.some((change) => change.kind !== "data")) return true;
      if (move.rule.guards.some((guard) => guard.test !== null)) return true;
    }
  }
  return false;
}

function checkContext(record: UnknownRecord, issues: IssueCollector): void {
  if (record["context"] === undefined) return;
  issues.attempt(() => {
    checkShape(record["context"], "context");
    expectRecord(record["context"], "context");
  });
}

/** Steps of migration go upwards, one from each version. */
function checkMigrations(record: UnknownRecord, issues: IssueCollector): void {
  if (record["migrations"] === undefined) return;
  issues.attempt(() => {
    const seen = new Set<number>();
    expectArray(record["migrations"], "migrations", 1_000).forEach((value, index) => {
      const path = atIndex("migrations", index);
      const step = expectRecord(value, path, ["from", "to", "states", "events", "context"]);
      const from = expectInteger(step["from"], at(path, "from"), 1);
      expectInteger(step["to"], at(path, "to"), from + 1);
      if (seen.has(from)) {
        issues.add("lifecycle.duplicate_id", at(path, "from"), "one step from each version", from);
      }
      seen.add(from);
      for (const key of ["states", "events"]) {
        const names = expectRecord(step[key] ?? {}, at(path, key));
        for (const old of Object.keys(names))
          expectString(names[old], at(at(path, key), old), 4096);
      }
      expectArray(step["context"] ?? [], at(path, "context"), 1_000).forEach((change, position) => {
        compileChange(change, atIndex(at(path, "context"), position));
      });
    });
  });
}

/** Checks of the whole; silent while parts are wrong, as it would only repeat them. */
function checkGraph(
  plan: LifecyclePlan,
  states: ReadonlyMap<string, StatePlan>,
  issues: IssueCollector,
): void {
  if (issues.issues.length > 0) return;
  const reached = reachableFrom(plan.initial, plan.leaves);
  for (const path of plan.leaves.keys()) {
    if (!reached.has(path)) {
      issues.add(
        "lifecycle.definition",
        states.get(path)?.place ?? path,
        "a state that something reaches",
        path,
      );
    }
  }
  const cycle = instantCycle(plan.leaves);
  if (cycle !== null) {
    const place = states.get(cycle[0] ?? "")?.place ?? "states";
    issues.add(
      "lifecycle.zero_time_cycle",
      `${place}.deadlines`,
      "a circle of deadlines that takes time",
      cycle.join(" → "),
    );
  }
}
