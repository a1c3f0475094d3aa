/** What other systems' tests and complaints say a machine must do: ids as in the collection. */
import { describe, expect, test } from "vitest";

import { advance, decide, defineLifecycle, evolve, migrate, parseLifecycle, paths, possible, replay, start, transition } from "../../src/lifecycle/index.js";
import type { LifecycleDefinition } from "../../src/lifecycle/index.js";
import { deepFreeze } from "../support/freeze.js";

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
const by = { id: "ada" };
const codesOf = (definition: LifecycleDefinition): readonly string[] => {
  try {
    parseLifecycle(definition);
  } catch (error) {
    return (error as { issues: { code: string }[] }).issues.map(({ code }) => code);
  }
  return [];
};
const definition = (states: LifecycleDefinition["states"], rest: Partial<LifecycleDefinition> = {}): LifecycleDefinition => ({
  id: "x",
  version: 1,
  initial: Object.keys(states)[0] ?? "",
  events: { GO: {}, ORDER: {}, REOPEN: {} },
  states,
  ...rest,
});

describe("time", () => {
  const silent = parseLifecycle(
    definition(
      {
        active: {
          on: { ORDER: { changes: [{ stamp: "lastOrderAt" }] } },
          deadlines: [{ id: "silent", after: "P90D", from: "lastOrderAt", target: "dormant" }],
        },
        dormant: { deadlines: [{ id: "gone", after: "P180D", target: "churned" }] },
        churned: { final: true },
      },
      { context: { lastOrderAt: at(0) } },
    ),
  );
  const begun = start(silent, { at: at(0) });

  test("after-03 due when asOf ≥ start + after", () => {
    const states = [7_775_999_999, 7_776_000_000, 7_776_000_001].map((time) => advance(silent, begun, at(time)).state.state);
    expect(states).toEqual(["active", "dormant", "dormant"]);
  });

  test("after-04 each step of a cascade at its own instant", () => {
    const { events } = advance(silent, begun, at(34_560_000_000));
    expect(events.map((event) => [event.to, event.at])).toEqual([["dormant", at(7_776_000_000)], ["churned", at(23_328_000_000)]]);
  });

  test("after-05 an order begins the wait anew", () => {
    const ordered = transition(silent, begun, { type: "ORDER" }, { at: at(6_912_000_000), by }).state;
    expect(advance(silent, ordered, at(8_640_000_000)).state.state).toBe("active");
    expect(advance(silent, ordered, at(14_688_000_000)).events.map((event) => event.at)).toEqual([at(14_688_000_000)]);
  });

  test("after-08 of two deadlines at one instant the first in the definition is taken", () => {
    const tie = parseLifecycle(
      definition({
        review: { deadlines: [{ id: "escalates", after: "P5D", target: "escalated" }, { id: "expires", after: "P5D", target: "expired" }] },
        escalated: { final: true },
        expired: { final: true },
      }),
    );
    expect(advance(tie, start(tie, { at: at(0) }), at(432_000_000)).state.state).toBe("escalated");
  });

  test("after-09 a circle without time is refused at definition", () => {
    const states = { a: { deadlines: [{ id: "x", after: "P0D", target: "b" }] }, b: { deadlines: [{ id: "y", after: "P0D", target: "a" }] } };
    expect(codesOf(definition(states))).toContain("lifecycle.zero_time_cycle");
  });

  test("quote-01 an offer expires in draft and open, not when it is accepted", () => {
    const offer = defineLifecycle({
      id: "offer",
      version: 1,
      initial: "pending",
      context: { expiresAt: at(1_000) },
      events: { OPEN: {}, ACCEPT: {} },
      states: {
        pending: {
          initial: "draft",
          on: { ACCEPT: { target: "accepted" } },
          deadlines: [{ id: "expires", after: "P0D", from: "expiresAt", target: "canceled" }],
          states: { draft: { on: { OPEN: { target: "pending.open" } } }, open: {} },
        },
        accepted: { final: true },
        canceled: { final: true },
      },
    });
    const draft = start(offer, { at: at(0) });
    const open = transition(offer, draft, { type: "OPEN" }, { at: at(1), by }).state;
    const accepted = transition(offer, open, { type: "ACCEPT" }, { at: at(2), by }).state;
    expect([draft, open, accepted].map((state) => advance(offer, state, at(1_000)).state.state)).toEqual(["canceled", "canceled", "accepted"]);
  });
});

describe("decisions", () => {
  test("dec-01, tr-04 what is refused changes nothing and names the reason of each candidate", () => {
    const above = (limit: number): { name: string; reason: string; condition: { fact: string; operator: "greaterThan"; value: number } } => ({
      name: `above-${String(limit)}`,
      reason: `Not above ${String(limit)}.`,
      condition: { fact: "payload.elapsed", operator: "greaterThan", value: limit },
    });
    const timer = parseLifecycle({
      ...definition({
        a: { on: { TIMER: [{ target: "b", guards: [above(200)] }, { target: "c", guards: [above(100)] }] }, exit: [{ set: "left", to: { value: true } }] },
        b: {},
        c: {},
      }),
      events: { TIMER: { elapsed: "number" } },
    });
    const state = deepFreeze(start(timer, { at: at(0) }));
    const step = transition(timer, state, { type: "TIMER", payload: { elapsed: 10 } }, { at: at(1), by });
    expect(step).toMatchObject({ ok: false, events: [], refusals: [{ code: "guard-refused" }, { code: "guard-refused" }] });
    expect(step.state).toBe(state);
    expect(transition(timer, state, { type: "TIMER", payload: { elapsed: 150 } }, { at: at(1), by }).state.state).toBe("c");
  });

  test("role-01 a missing role is a refusal with the roles that would do", () => {
    const discount = parseLifecycle(definition({ asked: { on: { GO: { target: "granted", roles: ["head"] } } }, granted: {} }));
    const state = start(discount, { at: at(0) });
    const decision = decide(discount, state, { type: "GO" }, { at: at(1), by: { id: "eve", roles: ["manager"] } });
    expect(decision).toMatchObject({ ok: false, refusals: [{ code: "role-required", facts: { needs: ["head"] } }] });
  });

  test("tr-07 a refusal leaves no trace: the same event is taken once its guard holds", () => {
    const guarded = parseLifecycle({
      ...definition({ a: { on: { GO: { target: "b", guards: [{ name: "ok", reason: "No.", condition: { fact: "payload.ok", operator: "equal", value: true } }] } } }, b: {} }),
      events: { GO: { ok: "boolean" } },
    });
    const state = start(guarded, { at: at(0) });
    const results = [false, true].map((ok) => decide(guarded, state, { type: "GO", payload: { ok } }, { at: at(1), by }).ok);
    expect(results).toEqual([false, true]);
  });

  test("tr-08 candidates of one way are told apart by their place", () => {
    const ways = parseLifecycle({
      ...definition({
        one: {
          on: {
            GO: [
              { target: "two", guards: [{ name: "abc", reason: "No.", condition: { fact: "payload.abc", operator: "equal", value: true } }], announces: [{ type: "foo" }] },
              { target: "two", announces: [{ type: "boo" }] },
            ],
          },
        },
        two: {},
      }),
      events: { GO: { abc: "boolean" } },
    });
    const decision = decide(ways, start(ways, { at: at(0) }), { type: "GO", payload: { abc: false } }, { at: at(1), by });
    expect(decision).toMatchObject({ ok: true, announcements: [{ type: "boo" }], events: [{ transition: "one/GO/1" }] });
  });

  test("tr-12, tr-13 possible says yes to what changes nothing, and no where the guard does", () => {
    const noop = parseLifecycle(
      definition({ a: { on: { GO: {}, ORDER: { guards: [{ name: "never", reason: "Never.", condition: { fact: "by", operator: "equal", value: "nobody" } }] } } } }),
    );
    const told = possible(noop, start(noop, { at: at(0) }), { at: at(1), by });
    expect(told.map(({ event, outcome }) => [event, outcome])).toEqual([["GO", "allowed"], ["ORDER", "refused"]]);
  });

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "*", ""])("tr-16 the event %j is no transition", (type) => {
    const plain = parseLifecycle(definition({ a: { on: { GO: { target: "b" } } }, b: {} }));
    const state = start(plain, { at: at(0) });
    const step = transition(plain, state, { type }, { at: at(1), by });
    expect(step).toMatchObject({ ok: false, refusals: [{ code: "no-transition" }] });
    expect(step.state).toBe(state);
  });

  test("tr-21 what an inner state refuses, the outer one may take", () => {
    const nested = parseLifecycle(
      definition({
        p: {
          initial: "c",
          on: { GO: { target: "q" } },
          states: { c: { on: { GO: { target: "p.d", guards: [{ name: "never", reason: "Never.", condition: { fact: "by", operator: "equal", value: "nobody" } }] } } }, d: {} },
        },
        q: {},
      }),
    );
    expect(transition(nested, start(nested, { at: at(0) }), { type: "GO" }, { at: at(1), by }).state.state).toBe("q");
  });
});

describe("definitions", () => {
  test("tr-24, lint-01, lint-04 unknown targets, unreachable states and exits of final ones are refused", () => {
    expect(codesOf(definition({ a: { on: { GO: { target: "zz" } } } }))).toContain("lifecycle.unknown_state");
    expect(codesOf(definition({ a: { on: { GO: { target: "b" } } }, b: {}, c: {} }))).toContain("lifecycle.definition");
    expect(codesOf(definition({ open: { on: { GO: { target: "lost" } } }, lost: { final: true, on: { REOPEN: { target: "open" } } } }))).toContain("lifecycle.definition");
  });

  test("graph-02 paths are over states, so that a counter in the context makes no more of them", () => {
    const counting = parseLifecycle(
      definition(
        { a: { on: { GO: { target: "b", changes: [{ add: "n", of: { value: 1 } }] } } }, b: { on: { GO: { target: "a" } } } },
        { context: { n: 0 } },
      ),
    );
    expect(paths(counting).map(({ steps }) => steps.map(({ to }) => to))).toEqual([["b"], ["b", "a"]]);
  });
});

describe("logs", () => {
  const meeting = parseLifecycle({
    ...definition({ cold: { on: { CALL: { target: "called" } } }, called: { on: { MEET: { target: "meeting" } } }, meeting: { on: { LOSE: { target: "lost" } } }, lost: { on: { UNDO: { target: "meeting" } } } }),
    events: { CALL: {}, MEET: {}, LOSE: {}, UNDO: {} },
  });

  test("dec-02 folding is folding in parts", () => {
    let state = start(meeting, { at: at(0) });
    const log = ["CALL", "MEET", "LOSE"].flatMap((type, index) => {
      const step = transition(meeting, state, { type }, { at: at(index + 1), by });
      state = step.state;
      return step.events;
    });
    const [first, ...rest] = log;
    if (first === undefined) throw new Error("no events");
    const head = evolve(meeting, start(meeting, { at: at(0) }), first);
    expect(rest.reduce((sum, event) => evolve(meeting, sum, event), head)).toEqual(replay(meeting, log, { start: { at: at(0) } }));
    // undo-01: what was wrong is set right by a further event; the log is never cut.
    const undone = transition(meeting, state, { type: "UNDO" }, { at: at(9), by });
    expect([undone.state.state, log.length + undone.events.length]).toEqual(["meeting", 4]);
    // mig-04: a snapshot is the seed, and what it has is not applied twice.
    const snapshot = replay(meeting, log.slice(0, 2), { start: { at: at(0) } });
    expect(replay(meeting, log, { snapshot })).toEqual(state);
  });

  test("mig-03 from version to version, step by step", () => {
    const third = parseLifecycle({
      ...definition({ live: {} }),
      version: 3,
      context: { tier: "C" },
      migrations: [
        { from: 1, to: 2, states: { active: "live" } },
        { from: 2, to: 3, context: [{ set: "tier", to: { value: "C" } }] },
      ],
    });
    const first = parseLifecycle(definition({ active: {} }));
    const answer = migrate(third, { state: start(first, { at: at(0) }) });
    expect(answer).toMatchObject({ ok: true, state: { state: "live", version: 3, context: { tier: "C" } } });
  });

  test("mig-05 what was accepted is replayed though new rules would refuse it", () => {
    const rule = (guards: LifecycleDefinition["states"][string]): LifecycleDefinition => ({
      ...definition({ closing: guards, active: {} }),
      events: { SIGN: { amount: "number" } },
    });
    const old = parseLifecycle(rule({ on: { SIGN: { target: "active" } } }));
    const strict = parseLifecycle(
      rule({ on: { SIGN: { target: "active", guards: [{ name: "amount", reason: "Nothing to pay.", condition: { fact: "payload.amount", operator: "greaterThan", value: 0 } }] } } }),
    );
    const event = { type: "SIGN", payload: { amount: 0 } };
    const { events } = transition(old, start(old, { at: at(0) }), event, { at: at(1), by });
    expect(replay(strict, events, { start: { at: at(0) } }).state).toBe("active");
    expect(decide(strict, start(strict, { at: at(0) }), event, { at: at(1), by }).ok).toBe(false);
  });
});
