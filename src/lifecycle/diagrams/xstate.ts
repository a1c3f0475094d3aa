/** A lifecycle as the configuration of an XState 5 machine. */
import type { Json } from "../../values/refusal.js";
import type { Lifecycle } from "../lifecycle.js";
import type { LifecycleDefinition } from "../model.js";
import { drawingOf } from "./drawing.js";
import type { Drawing, DrawnState, DrawnStep } from "./drawing.js";

/**
 * A transition of an {@link XStateConfig}.
 *
 * @since 0.1.0
 */
export interface XStateTransition {
  /** `#` and the id of the state; absent where the state stays. */
  readonly target?: string;
  /** A state that is aimed at is always entered anew. */
  readonly reenter?: boolean;
  /** Name of the only guard, or all of them. */
  readonly guard?:
    | { readonly type: string }
    | { readonly type: "and"; readonly params: { readonly guards: readonly string[] } };
  /** Changes of the context and announcements, as data for an action of the host. */
  readonly actions?: readonly { readonly type: string; readonly params: Json }[];
  readonly meta?: { readonly roles?: readonly string[]; readonly after?: string };
}

/**
 * A state of an {@link XStateConfig}.
 *
 * @since 0.1.0
 */
export interface XStateNode {
  readonly id: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly type?: "final";
  readonly initial?: string;
  readonly states?: { readonly [name: string]: XStateNode };
  readonly on?: { readonly [event: string]: readonly XStateTransition[] };
  /** By the id of the deadline: a delay that the host supplies under that name. */
  readonly after?: { readonly [delay: string]: readonly XStateTransition[] };
}

/**
 * What `createMachine` of XState 5 takes; plain JSON.
 *
 * @since 0.1.0
 */
export interface XStateConfig {
  readonly id: string;
  readonly version: string;
  readonly initial: string;
  readonly context: { readonly [name: string]: Json };
  readonly states: { readonly [name: string]: XStateNode };
}

/** Whether a change or an announcement is data, not a function. */
function isData(value: object): boolean {
  return !Object.values(value).some((one) => typeof one === "function");
}

function actionsOf({
  rule,
}: DrawnStep): readonly { readonly type: string; readonly params: Json }[] {
  const changes = (rule.changes ?? []).map((change) => ({
    type: "change",
    params: (isData(change) ? change : { function: true }) as unknown as Json,
  }));
  const announcements = (rule.announces ?? []).map((one) => ({
    type: "announce",
    params: one as unknown as Json,
  }));
  return [...changes, ...announcements];
}

function transitionOf(id: string, step: DrawnStep): XStateTransition {
  const actions = actionsOf(step);
  const [only, another] = step.guards;
  const meta = {
    ...(step.roles.length === 0 ? {} : { roles: step.roles }),
    ...(step.wait === null ? {} : { after: step.wait }),
  };
  return {
    ...(step.stays ? {} : { target: `#${id}.${step.target}`, reenter: true }),
    ...(only === undefined
      ? {}
      : another === undefined
        ? { guard: { type: only } }
        : { guard: { type: "and" as const, params: { guards: step.guards } } }),
    ...(actions.length === 0 ? {} : { actions }),
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
  };
}

function grouped(
  id: string,
  steps: readonly DrawnStep[],
): { readonly [trigger: string]: readonly XStateTransition[] } {
  const groups = new Map<string, XStateTransition[]>();
  for (const step of steps) {
    const group = groups.get(step.trigger) ?? [];
    group.push(transitionOf(id, step));
    groups.set(step.trigger, group);
  }
  return Object.fromEntries(groups);
}

function nodeOf(state: DrawnState, drawing: Drawing): XStateNode {
  const own = drawing.steps.filter(({ source }) => source === state.path);
  const events = own.filter(({ cause }) => cause === "event");
  const deadlines = own.filter(({ cause }) => cause === "deadline");
  const initial = state.rule.initial;
  return {
    id: `${drawing.id}.${state.path}`,
    ...(state.description === null ? {} : { description: state.description }),
    ...(state.tags.length === 0 ? {} : { tags: state.tags }),
    ...(state.isFinal ? { type: "final" as const } : {}),
    ...(initial === undefined ? {} : { initial }),
    ...(state.children.length === 0 ? {} : { states: nodesOf(state.children, drawing) }),
    ...(events.length === 0 ? {} : { on: grouped(drawing.id, events) }),
    ...(deadlines.length === 0 ? {} : { after: grouped(drawing.id, deadlines) }),
  };
}

function nodesOf(
  states: readonly DrawnState[],
  drawing: Drawing,
): { readonly [name: string]: XStateNode } {
  return Object.fromEntries(states.map((state) => [state.name, nodeOf(state, drawing)]));
}

/**
 * A lifecycle as the configuration of an XState 5 machine, as plain JSON: for its tools, or to run
 * it there. Guards are named, and several on one transition are the guard `and` with their names;
 * changes and announcements are actions with the data as parameters; deadlines are delays by
 * their ids; roles stand in `meta`. The host supplies implementations of guards, actions and
 * delays.
 *
 * @see https://stately.ai/docs/machines
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, toXState } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "open",
 *   events: { ACCEPT: {} },
 *   states: { open: { on: { ACCEPT: { target: "won" } } }, won: { final: true } },
 * });
 * assert.deepEqual(toXState(offer).states["open"], {
 *   id: "offer.open",
 *   on: { ACCEPT: [{ target: "#offer.won", reenter: true }] },
 * });
 * ```
 * @since 0.1.0
 */
export function toXState(lifecycle: Lifecycle): XStateConfig {
  const drawing = drawingOf(lifecycle);
  const context: LifecycleDefinition["context"] = drawing.definition.context ?? {};
  return {
    id: drawing.id,
    version: String(drawing.definition.version),
    initial: drawing.initial,
    context: { ...context },
    states: nodesOf(drawing.states, drawing),
  };
}
