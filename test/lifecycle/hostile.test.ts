/** Hostile inputs, as literals: ids as in the collection of hostile inputs. */
import { describe, expect, test } from "vitest";

import { decide, evolve, parseLifecycle, start, transition } from "../../src/lifecycle/index.js";
import type { Lifecycle, LifecycleDefinition, RecordedEvent } from "../../src/lifecycle/index.js";
import { deepFreeze } from "../support/freeze.js";

const AT = "2026-01-01T00:00:00.000Z";
const by = { id: "ada" };
const definition: LifecycleDefinition = {
  id: "x",
  version: 1,
  initial: "open",
  context: { notes: [] },
  events: { GO: { n: "integer?" } },
  states: { open: { on: { GO: { target: "done" } } }, done: { final: true } },
};
const lifecycle: Lifecycle = parseLifecycle(definition);
const begun = deepFreeze(start(lifecycle, { at: AT }));

function refusalOf(attempt: () => unknown): { code: string; path: string } {
  try {
    attempt();
  } catch (error) {
    const { code, path, kind } = error as { code: string; path: string; kind: string };
    expect(kind).toBe("ClienteleError");
    return { code, path };
  }
  return { code: "", path: "" };
}

describe("hostile inputs", () => {
  test.each(["nowhere", "__proto__", ""])("lifecycle-01 a move to the state %j", (to) => {
    const event: RecordedEvent = { id: "e", sequence: 1, type: "GO", cause: "event", at: AT, by: "ada", from: "open", to, transition: "open/GO/0" };
    expect(refusalOf(() => evolve(lifecycle, begun, event)).code).toBe("lifecycle.unknown_state");
    const states = { open: { on: { GO: { target: to } } } };
    expect(refusalOf(() => parseLifecycle({ ...definition, states })).code).toMatch(/^lifecycle\.unknown_state$|^schema\./);
  });

  test("lifecycle-02 an event that is not allowed is refused with the events that are; the state is the same one", () => {
    const done = transition(lifecycle, begun, { type: "GO" }, { at: AT, by }).state;
    const step = transition(lifecycle, done, { type: "GO" }, { at: AT, by });
    expect(step).toMatchObject({ ok: false, refusals: [{ code: "final-state", path: "event.type" }], possible: [] });
    expect(step.state).toBe(done);
    expect(decide(lifecycle, begun, { type: "STOP" }, { at: AT, by })).toMatchObject({ ok: false, possible: ["GO"] });
  });

  test("lifecycle-04 the same id with another payload", () => {
    const open = parseLifecycle({ ...definition, states: { open: { on: { GO: {} } } } });
    const first = transition(open, start(open, { at: AT }), { type: "GO", id: "e1", payload: { n: 1 } }, { at: AT, by });
    const again = decide(open, first.state, { type: "GO", id: "e1", payload: { n: 2 } }, { at: AT, by });
    expect(again).toMatchObject({ ok: false, refusals: [{ code: "event-id-conflict", path: "event.id" }] });
  });

  test("lifecycle-06 an unreachable state, no initial one, a final one with exits: found when defining", () => {
    const { done } = definition.states;
    expect(refusalOf(() => parseLifecycle({ ...definition, states: { ...definition.states, island: {} } }))).toEqual({ code: "lifecycle.definition", path: "states.island" });
    expect(refusalOf(() => parseLifecycle({ ...definition, initial: "nowhere" })).code).toBe("lifecycle.initial");
    const exits = { ...definition.states, done: { ...done, on: { GO: { target: "open" } } } };
    expect(refusalOf(() => parseLifecycle({ ...definition, states: exits }))).toEqual({ code: "lifecycle.definition", path: "states.done" });
  });

  test("lifecycle-07 a saved state of a newer version", () => {
    expect(refusalOf(() => decide(lifecycle, { ...begun, version: 99 }, { type: "GO" }, { at: AT, by }))).toEqual({ code: "schema.version", path: "state.version" });
  });

  test("lifecycle-10 frozen input is taken; what the caller changes afterwards changes nothing", () => {
    const open = parseLifecycle({ ...definition, events: { NOTE: { text: "text" } }, states: { open: { on: { NOTE: { changes: [{ append: "notes", of: { payload: "text" } }] } } } } });
    const context = { notes: ["first"] };
    const state = start(open, { at: AT, context });
    context.notes.push("mine");
    expect(state.context).toEqual({ notes: ["first"] });
    const frozen = deepFreeze(start(open, { at: AT, context: { notes: ["first"] } }));
    const step = transition(open, frozen, deepFreeze({ type: "NOTE", payload: { text: "second" } }), { at: AT, by });
    expect([step.state.context, frozen.context]).toEqual([{ notes: ["first", "second"] }, { notes: ["first"] }]);
  });
});
