/** A definition as something that can be drawn: states inside states, and arrows with labels. */
import { expectCompiled } from "../../values/plain.js";
import type { Lifecycle } from "../lifecycle.js";
import type { DeadlineRule, LifecycleDefinition, StateRule, TransitionRule } from "../model.js";

/** A state to draw. @internal */
export interface DrawnState {
  readonly path: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly isFinal: boolean;
  /** Path of the child entered; null without children. */
  readonly initial: string | null;
  readonly children: readonly DrawnState[];
  readonly rule: StateRule;
}

/** An arrow to draw. @internal */
export interface DrawnStep {
  readonly source: string;
  readonly trigger: string;
  readonly cause: "event" | "deadline";
  /** The source itself where the state stays. */
  readonly target: string;
  readonly stays: boolean;
  readonly guards: readonly string[];
  readonly roles: readonly string[];
  /** `P90D of lastOrderAt`; null for an event. */
  readonly wait: string | null;
  readonly rule: TransitionRule | DeadlineRule;
}

/** A lifecycle to draw. @internal */
export interface Drawing {
  readonly id: string;
  readonly definition: LifecycleDefinition;
  readonly initial: string;
  readonly states: readonly DrawnState[];
  /** All states, parents before their children. */
  readonly all: readonly DrawnState[];
  readonly steps: readonly DrawnStep[];
}

function statesOf(rules: LifecycleDefinition["states"], parent: string): readonly DrawnState[] {
  return Object.entries(rules).map(([name, rule]) => {
    const path = parent === "" ? name : `${parent}.${name}`;
    return {
      path,
      name,
      description: rule.description ?? null,
      tags: rule.tags ?? [],
      isFinal: rule.final === true,
      initial: rule.initial === undefined ? null : `${path}.${rule.initial}`,
      children: rule.states === undefined ? [] : statesOf(rule.states, path),
      rule,
    };
  });
}

function flat(states: readonly DrawnState[]): readonly DrawnState[] {
  return states.flatMap((state) => [state, ...flat(state.children)]);
}

function step(
  source: string,
  trigger: string,
  rule: TransitionRule | DeadlineRule,
  wait: string | null,
): DrawnStep {
  const roles = "roles" in rule ? (rule.roles ?? []) : [];
  return {
    source,
    trigger,
    cause: wait === null ? "event" : "deadline",
    target: rule.target ?? source,
    stays: rule.target === undefined,
    guards: (rule.guards ?? []).map(({ name }) => name),
    roles,
    wait,
    rule,
  };
}

function waitOf({ after, from, businessDays }: DeadlineRule): string {
  const kind = businessDays === true ? `${after} (business days)` : after;
  return from === undefined ? kind : `${kind} of ${from}`;
}

function stepsOf({ path, rule }: DrawnState): readonly DrawnStep[] {
  const events = Object.entries(rule.on ?? {}).flatMap(([event, rules]) =>
    listOf(rules).map((one) => step(path, event, one, null)),
  );
  const deadlines = (rule.deadlines ?? []).map((one) => step(path, one.id, one, waitOf(one)));
  return [...events, ...deadlines];
}

function listOf<T extends object>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Reads a compiled lifecycle's definition for drawing. @internal */
export function drawingOf(lifecycle: Lifecycle): Drawing {
  expectCompiled(lifecycle, "lifecycle", "plan");
  const definition = lifecycle.definition as unknown as LifecycleDefinition;
  const states = statesOf(definition.states, "");
  const all = flat(states);
  return {
    id: lifecycle.id,
    definition,
    initial: definition.initial,
    states,
    all,
    steps: all.flatMap(stepsOf),
  };
}

/** `ORDERED [is-key-account] (sales-director)`, `quiet: after P90D of lastOrderAt`. @internal */
export function labelOf({ trigger, guards, roles, wait }: DrawnStep): string {
  const when = guards.length === 0 ? "" : ` [${guards.join(", ")}]`;
  const who = roles.length === 0 ? "" : ` (${roles.join(", ")})`;
  return wait === null ? `${trigger}${when}${who}` : `${trigger}: after ${wait}${when}`;
}
