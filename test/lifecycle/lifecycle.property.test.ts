import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { advance, clientLifecycle, decide, due, evolve, replay, start, transition } from "../../src/lifecycle/index.js";
import type { ClientContext, ClientEvent, ClientState, LifecycleState, RecordedEvent } from "../../src/lifecycle/index.js";
import { addMilliseconds } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const client = clientLifecycle();
const BEGIN = "2025-01-01T00:00:00.000Z";
const DAY = 86_400_000;
const later = (days: number): string => addMilliseconds(BEGIN, days * DAY);
const by = { id: "ada", roles: ["key-account-manager", "sales-director", "credit-controller"] };

const event: fc.Arbitrary<ClientEvent> = fc.constantFrom<ClientEvent>(
  { type: "CONTACTED", payload: { channel: "fair" } },
  { type: "QUALIFIED" },
  { type: "NEGOTIATED" },
  { type: "DECLINED", payload: { reason: "price" } },
  { type: "ORDERED" },
  { type: "ORDERED" },
  { type: "PROMOTED" },
  { type: "DEMOTED" },
  { type: "BLOCKED", payload: { reason: "unpaid" } },
  { type: "UNBLOCKED" },
);
const history = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 120 })), { maxLength: 20 });
type Position = LifecycleState<ClientState, ClientContext>;

/** Runs a history; gives every state on the way and the whole log. */
function run(steps: readonly (readonly [ClientEvent, number])[]): { states: Position[]; log: RecordedEvent[]; end: number } {
  let state: Position = deepFreeze(start(client, { at: BEGIN }));
  const states = [state];
  const log: RecordedEvent[] = [];
  let day = 0;
  for (const [one, wait] of steps) {
    day += wait;
    const step = transition(client, state, one, { at: later(day), by });
    log.push(...step.events);
    state = deepFreeze(step.state);
    states.push(state);
  }
  return { states, log, end: day };
}

describe("the client's lifecycle", () => {
  test("L-01 replay of the log is the state that the steps led to, from any snapshot on", () => {
    fc.assert(
      fc.property(history, fc.nat(20), (steps, cut) => {
        const { states, log } = run(steps);
        const last = states.at(-1);
        expect(replay(client, log, { start: { at: BEGIN } })).toEqual(last);
        const snapshot = states[Math.min(cut, states.length - 1)];
        if (snapshot !== undefined) expect(replay(client, log, { snapshot })).toEqual(last);
        expect(log.reduce((state: Position, one) => evolve(client, state, one), start(client, { at: BEGIN }))).toEqual(last);
      }),
      runs(150),
    );
  });

  test("L-02 a refused event changes nothing and says why; decide never changes what it is given", () => {
    fc.assert(
      fc.property(history, event, (steps, one) => {
        const { states, end } = run(steps);
        const state = states.at(-1);
        if (state === undefined) return;
        const step = transition(client, state, one, { at: later(end), by: { id: "eve" } });
        if (step.ok) return;
        expect(step.state).toBe(state);
        expect(step.refusals.length).toBeGreaterThan(0);
      }),
      runs(150),
    );
  });

  test("L-03 advancing to one instant and then to another is advancing to the other", () => {
    fc.assert(
      fc.property(history, fc.nat(600), fc.nat(600), (steps, first, second) => {
        const { states, end } = run(steps);
        const state = states.at(-1);
        if (state === undefined) return;
        const [a, b] = [later(end + Math.min(first, second)), later(end + Math.max(first, second))];
        const half = advance(client, state, a);
        const whole = advance(client, state, b);
        const rest = advance(client, half.state, b);
        expect(rest.state).toEqual(whole.state);
        expect([...half.events, ...rest.events]).toEqual(whole.events);
      }),
      runs(150),
    );
  });

  test("L-04 due tells what advance does, and the next deadline is the first that advance finds", () => {
    fc.assert(
      fc.property(history, fc.nat(600), (steps, days) => {
        const { states, end } = run(steps);
        const state = states.at(-1);
        if (state === undefined) return;
        const asOf = later(end + days);
        const told = due(client, state, asOf);
        const done = advance(client, state, asOf);
        expect(told.fallen).toEqual(done.events);
        expect(told.state).toBe(done.state.state);
        if (told.next === null) return;
        expect(told.next.dueAt > asOf).toBe(true);
        expect(advance(client, done.state, told.next.dueAt).state.state).not.toBe(done.state.state);
        expect(advance(client, done.state, addMilliseconds(told.next.dueAt, -1)).events).toEqual([]);
      }),
      runs(150),
    );
  });

  test("L-05 an event given twice by one id is recorded once", () => {
    fc.assert(
      fc.property(history, event, (steps, one) => {
        const { states, end } = run(steps);
        const state = states.at(-1);
        if (state === undefined) return;
        const named = { ...one, id: "once" } as ClientEvent;
        const first = transition(client, state, named, { at: later(end), by });
        if (!first.ok) return;
        const second = transition(client, first.state, named, { at: later(end + 1), by });
        expect(second).toMatchObject({ ok: true, repeated: true, events: [] });
        expect(second.state).toBe(first.state);
      }),
      runs(100),
    );
  });

  test("L-06 states and events survive JSON and structuredClone, and decide the same afterwards", () => {
    fc.assert(
      fc.property(history, event, (steps, one) => {
        const { states, log, end } = run(steps);
        const state = states.at(-1);
        if (state === undefined) return;
        const stored = JSON.parse(JSON.stringify(state)) as Position;
        expect(stored).toEqual(state);
        expect(structuredClone(log)).toEqual(log);
        const options = { at: later(end), by };
        expect(decide(client, stored, one, options)).toEqual(decide(client, state, one, options));
      }),
      runs(100),
    );
  });

  test("L-07 the log never goes back in time, and each event begins where the last one ended", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { log } = run(steps);
        log.forEach((one, index) => {
          expect(one.sequence).toBe(index + 1);
          const before = log[index - 1];
          if (before === undefined) return;
          expect(one.at >= before.at).toBe(true);
          expect(one.from).toBe(before.to);
        });
      }),
      runs(100),
    );
  });
});
