/**
 * From the nested states of a document to a flat table: one entry for each state that an
 * instance can be in, with all that its ancestors do for it.
 */
import { compileUnknownCondition } from "../conditions/index.js";
import type { IssueCollector } from "../values/errors.js";
import { fail } from "../values/errors.js";
import { parseDuration } from "../values/duration.js";
import {
  at,
  atIndex,
  expectArray,
  expectBoolean,
  expectIdentifier,
  expectRecord,
  expectString,
  isRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { compileChange, compileSource } from "./change.js";
import type { ParsedDuration } from "./deadline.js";
import { expectWait } from "./deadline.js";
import type { ChangePlan, GuardPlan, TransitionPlan } from "./lifecycle.js";
import type { AnnouncementRule, Occurrence } from "./model.js";

/** States in all, compound ones included. */
export const STATES_MAX = 10_000;
const NESTING_MAX = 16;
const RULES_MAX = 1_000;

/** A state as it was read, before its rules are tied together. @internal */
export interface StatePlan {
  readonly path: string;
  readonly place: string;
  readonly parent: StatePlan | null;
  readonly level: number;
  readonly isFinal: boolean;
  readonly initial: string | null;
  readonly children: readonly string[];
  readonly tags: readonly string[];
  readonly rules: ReadonlyMap<string, readonly TransitionPlan[]>;
  readonly deadlines: readonly DeadlineSource[];
  readonly entry: readonly ChangePlan[];
  readonly exit: readonly ChangePlan[];
}

/** @internal */
export interface DeadlineSource {
  readonly rule: TransitionPlan;
  readonly after: ParsedDuration;
  readonly from: string | null;
  readonly businessDays: boolean;
}

const STATE_KEYS = [
  "description",
  "tags",
  "final",
  "initial",
  "states",
  "on",
  "deadlines",
  "entry",
  "exit",
] as const;
const STEP_KEYS = ["target", "guards", "changes", "announces"] as const;

/** Everything that reading the states needs to know. @internal */
export interface StatesReading {
  readonly events: ReadonlySet<string>;
  readonly issues: IssueCollector;
}

/** Reads all states, parents before their children. @internal */
export function readStates(
  states: unknown,
  reading: StatesReading,
): ReadonlyMap<string, StatePlan> {
  const plans = new Map<string, StatePlan>();
  readLevel(states, "states", null, plans, reading);
  return plans;
}

function readLevel(
  states: unknown,
  place: string,
  parent: StatePlan | null,
  plans: Map<string, StatePlan>,
  reading: StatesReading,
): void {
  const record = reading.issues.attempt(() => expectRecord(states, place));
  if (record === undefined) return;
  const names = Object.keys(record);
  if (names.length === 0)
    reading.issues.add("lifecycle.definition", place, "at least one state", states);
  for (const name of names) {
    const plan = reading.issues.attempt(() => {
      if (plans.size >= STATES_MAX)
        fail("limits.too_many", place, `at most ${String(STATES_MAX)} states`, states);
      return readState(name, record[name], at(place, name), parent, reading);
    });
    if (plan === undefined) continue;
    plans.set(plan.path, plan);
    const inner = isRecord(record[name]) ? record[name]["states"] : undefined;
    if (inner !== undefined) readLevel(inner, at(plan.place, "states"), plan, plans, reading);
  }
}

function readState(
  name: string,
  value: unknown,
  place: string,
  parent: StatePlan | null,
  reading: StatesReading,
): StatePlan {
  expectIdentifier(name, place);
  if (/[./\s]/.test(name))
    fail("lifecycle.state_name", place, "a name without point, slash or space", name);
  const level = parent === null ? 0 : parent.level + 1;
  if (level > NESTING_MAX)
    fail("limits.too_deep", place, `at most ${String(NESTING_MAX)} levels of states`, value);
  const state = expectRecord(value, place, STATE_KEYS);
  const path = parent === null ? name : `${parent.path}.${name}`;
  const children =
    state["states"] === undefined
      ? []
      : Object.keys(expectRecord(state["states"], at(place, "states")));
  const isFinal = expectBoolean(state["final"] ?? false, at(place, "final"));
  const rules = readRules(state["on"], path, at(place, "on"), reading);
  const deadlines = readDeadlines(state["deadlines"], path, at(place, "deadlines"), reading);
  if (isFinal && (rules.size > 0 || deadlines.length > 0 || children.length > 0)) {
    fail("lifecycle.definition", place, "a final state without exits or children", name);
  }
  return {
    path,
    place,
    parent,
    level,
    isFinal,
    initial: readInitial(state, children, place),
    children,
    tags: readTexts(state["tags"], at(place, "tags")),
    rules,
    deadlines,
    entry: readChanges(state["entry"], at(place, "entry"), "data"),
    exit: readChanges(state["exit"], at(place, "exit"), "data"),
  };
}

function readInitial(
  state: UnknownRecord,
  children: readonly string[],
  place: string,
): string | null {
  const initial = state["initial"];
  if (children.length === 0) {
    if (initial !== undefined)
      fail("lifecycle.initial", at(place, "initial"), "states inside", initial);
    return null;
  }
  const name = expectString(initial, at(place, "initial"), 256);
  if (!children.includes(name)) {
    fail(
      "lifecycle.initial",
      at(place, "initial"),
      `one of ${children.slice(0, 20).join(", ")}`,
      initial,
    );
  }
  return name;
}

function readTexts(value: unknown, path: string): readonly string[] {
  if (value === undefined) return [];
  return expectArray(value, path, RULES_MAX).map((one, index) =>
    expectString(one, atIndex(path, index), 256),
  );
}

function readRules(
  value: unknown,
  state: string,
  path: string,
  { events, issues }: StatesReading,
): ReadonlyMap<string, readonly TransitionPlan[]> {
  const rules = new Map<string, readonly TransitionPlan[]>();
  if (value === undefined) return rules;
  const record = expectRecord(value, path);
  for (const event of Object.keys(record)) {
    const place = at(path, event);
    if (!events.has(event)) {
      issues.add("lifecycle.unknown_event", place, "an event of the definition", event);
      continue;
    }
    const given = record[event];
    const list = Array.isArray(given) ? expectArray(given, place, RULES_MAX) : [given];
    const plans = list.map((rule, index) =>
      issues.attempt(() =>
        readRule(rule, [...STEP_KEYS, "roles"], {
          state,
          trigger: event,
          index,
          place: Array.isArray(given) ? atIndex(place, index) : place,
        }),
      ),
    );
    rules.set(
      event,
      plans.filter((plan) => plan !== undefined),
    );
  }
  return rules;
}

interface RulePlace {
  readonly state: string;
  readonly trigger: string;
  readonly index: number;
  readonly place: string;
}

function readRule(
  value: unknown,
  keys: readonly string[],
  { state, trigger, index, place }: RulePlace,
): TransitionPlan {
  const rule = expectRecord(value, place, keys);
  const target = rule["target"];
  const roles = rule["roles"];
  return {
    id: `${state}/${trigger}/${String(index)}`,
    source: state,
    trigger,
    target: target === undefined ? null : expectString(target, at(place, "target"), 4096),
    guards: readList(rule["guards"], at(place, "guards"), readGuard),
    roles: roles === undefined ? null : readTexts(roles, at(place, "roles")),
    changes: readChanges(rule["changes"], at(place, "changes"), "any"),
    announces: readList(rule["announces"], at(place, "announces"), readAnnouncement),
  };
}

function readList<T>(
  value: unknown,
  path: string,
  read: (one: unknown, place: string) => T,
): readonly T[] {
  if (value === undefined) return [];
  return expectArray(value, path, RULES_MAX).map((one, index) => read(one, atIndex(path, index)));
}

function readGuard(value: unknown, place: string): GuardPlan {
  const guard = expectRecord(value, place, ["name", "reason", "condition", "test"]);
  const name = expectIdentifier(guard["name"], at(place, "name"));
  const reason = expectString(guard["reason"], at(place, "reason"));
  const { condition, test } = guard;
  if (typeof test === "function" && condition === undefined) {
    const run = test as (context: unknown, occurrence: Occurrence) => boolean;
    return { name, reason, condition: null, test: run, usesPayload: true };
  }
  if (test !== undefined || condition === undefined) {
    fail("lifecycle.guard", place, "a condition, or a function as test", value);
  }
  const compiled = compileUnknownCondition(condition, { path: at(place, "condition") });
  const usesPayload = compiled.factsUsed.some(
    (fact) => fact === "payload" || fact.startsWith("payload."),
  );
  return { name, reason, condition: compiled, test: null, usesPayload };
}

function readChanges(value: unknown, path: string, allowed: "any" | "data"): readonly ChangePlan[] {
  return readList(value, path, (one, place) => {
    const change = compileChange(one, place);
    if (allowed === "data" && change.kind !== "data") {
      fail("lifecycle.change", place, "a change as data", one);
    }
    return change;
  });
}

function readAnnouncement(value: unknown, place: string): AnnouncementRule {
  const rule = expectRecord(value, place, ["type", "facts"]);
  const type = expectIdentifier(rule["type"], at(place, "type"));
  if (rule["facts"] === undefined) return { type };
  const facts = expectRecord(rule["facts"], at(place, "facts"));
  for (const name of Object.keys(facts)) compileSource(facts[name], at(at(place, "facts"), name));
  return { type, facts: facts as NonNullable<AnnouncementRule["facts"]> };
}

function readDeadlines(
  value: unknown,
  state: string,
  path: string,
  { issues }: StatesReading,
): readonly DeadlineSource[] {
  if (value === undefined) return [];
  const seen = new Set<string>();
  const plans = expectArray(value, path, RULES_MAX).map((one, index) =>
    issues.attempt(() => readDeadline(one, state, atIndex(path, index), seen)),
  );
  return plans.filter((plan) => plan !== undefined);
}

const DEADLINE_KEYS = [...STEP_KEYS, "id", "after", "from", "businessDays"];

function readDeadline(
  value: unknown,
  state: string,
  place: string,
  seen: Set<string>,
): DeadlineSource {
  const deadline = expectRecord(value, place, DEADLINE_KEYS);
  const id = expectIdentifier(deadline["id"], at(place, "id"));
  if (seen.has(id))
    fail("lifecycle.duplicate_id", at(place, "id"), "an id of its own in its state", id);
  seen.add(id);
  const from = deadline["from"];
  const businessDays = expectBoolean(deadline["businessDays"] ?? false, at(place, "businessDays"));
  const after = parseDuration(
    expectString(deadline["after"], at(place, "after"), 64),
    at(place, "after"),
  );
  const rule = readRule(value, DEADLINE_KEYS, { state, trigger: id, index: 0, place });
  if (rule.target === null)
    fail("lifecycle.deadline", at(place, "target"), "a state to enter", undefined);
  return {
    rule: { ...rule, id: `${state}/${id}` },
    after: expectWait(after, businessDays, at(place, "after")),
    from: from === undefined ? null : expectString(from, at(place, "from"), 256),
    businessDays,
  };
}
