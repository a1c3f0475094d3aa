import { describe, expect, test } from "vitest";

import {
  advance,
  clientDefinition,
  clientLifecycle,
  decide,
  defineLifecycle,
  due,
  evolve,
  extendLifecycle,
  migrate,
  parseLifecycle,
  possible,
  replay,
  start,
  transition,
} from "../../src/lifecycle/index.js";
import type { LifecycleDefinition } from "../../src/lifecycle/index.js";
import {
  parseLifecycleState,
  recordedEventSchema,
  safeParseLifecycleDefinition,
  safeParseLifecycleState,
} from "../../src/lifecycle/schema.js";
import { clientStates } from "../../src/lifecycle/ready-made/client.js";
import { deepFreeze } from "../support/freeze.js";

const by = { id: "ada" };
const DAY = 86_400_000;
/** Instant of some milliseconds after 1970. */
const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

function issuesOf(attempt: () => unknown): readonly { code: string; path: string }[] {
  try {
    attempt();
  } catch (error) {
    return (error as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => ({ code, path }));
  }
  return [];
}

const deal = defineLifecycle({
  id: "deal",
  version: 1,
  initial: "open",
  context: { amount: "0", calls: 0, notes: [] as string[] },
  events: { CALL: { note: "text?" }, SIGN: { amount: "decimal" }, LOSE: { reason: ["price", "silence"] }, REOPEN: {} },
  states: {
    open: {
      on: {
        CALL: { changes: [{ add: "calls", of: { value: 1 } }, { append: "notes", of: { payload: "note" } }] },
        SIGN: {
          target: "won",
          roles: ["seller", "director"],
          guards: [
            {
              name: "called",
              reason: "Nobody has called the client yet.",
              condition: { fact: "context.calls", operator: "greaterThan", value: 0 },
            },
            {
              name: "amount",
              reason: "The amount is above what may be signed.",
              condition: { fact: "payload.amount", operator: "lessThanInclusive", value: "10000" },
            },
          ],
          changes: [{ set: "amount", to: { payload: "amount" } }],
          announces: [{ type: "contract-wanted", facts: { amount: { payload: "amount" } } }],
        },
        LOSE: { target: "lost" },
      },
    },
    won: { final: true },
    lost: { on: { REOPEN: { target: "open" } } },
  },
});
const begun = deepFreeze(start(deal, { at: at(0) }));

describe("a decision", () => {
  test("accepted is recorded with who, when, from and to, and announces what follows", () => {
    const called = transition(deal, begun, { type: "CALL", payload: { note: "rang" } }, { at: at(1), by });
    const seller = { id: "ada", roles: ["seller"] };
    const signed = decide(deal, called.state, { type: "SIGN", id: "s-1", payload: { amount: "900.00" } }, { at: at(2), by: seller });
    expect(signed).toEqual({
      ok: true,
      repeated: false,
      events: [
        {
          id: "s-1",
          sequence: 2,
          type: "SIGN",
          cause: "event",
          at: at(2),
          by: "ada",
          from: "open",
          to: "won",
          transition: "open/SIGN/0",
          payload: { amount: "900.00" },
        },
      ],
      announcements: [{ type: "contract-wanted", facts: { amount: "900.00" } }],
    });
    expect(called.state.context).toEqual({ amount: "0", calls: 1, notes: ["rang"] });
  });

  test("refused names every reason at once, what is possible instead, and changes nothing", () => {
    const refused = transition(deal, begun, { type: "SIGN", payload: { amount: "20000" } }, { at: at(1), by });
    expect(refused.ok).toBe(false);
    expect(refused.state).toBe(begun);
    if (refused.ok) return;
    expect(refused.refusals.map((one) => one.code)).toEqual(["role-required", "guard-refused", "guard-refused"]);
    expect(refused.refusals[0]?.facts["needs"]).toEqual(["seller", "director"]);
    expect(refused.refusals.map((one) => one.message)).toContain("Nobody has called the client yet.");
    expect(refused.possible).toEqual(["CALL", "SIGN", "LOSE"]);
  });

  test.each(["constructor", "__proto__", "toString", "hasOwnProperty", "*", ""])("refuses the event %j by value", (type) => {
    const decision = decide(deal, begun, { type } as never, { at: at(1), by });
    expect(decision).toMatchObject({ ok: false, refusals: [{ code: "no-transition" }] });
  });

  test("in a final state says that nothing leaves it", () => {
    const won = { ...begun, state: "won" as const };
    expect(decide(deal, won, { type: "REOPEN" }, { at: at(1), by })).toMatchObject({ refusals: [{ code: "final-state" }] });
  });

  test("about a payload that does not fit says where", () => {
    const wrong = { type: "LOSE", payload: { reason: "weather" } } as never;
    expect(decide(deal, begun, wrong, { at: at(1), by })).toMatchObject({
      ok: false,
      refusals: [{ code: "payload-invalid", path: "event.payload.reason" }],
    });
  });

  test("the same id again is the same event; with another content it is a conflict", () => {
    const lost = transition(deal, begun, { type: "LOSE", id: "l-1", payload: { reason: "price" } }, { at: at(1), by });
    const again = transition(deal, lost.state, { type: "LOSE", id: "l-1", payload: { reason: "price" } }, { at: at(5), by });
    expect(again).toMatchObject({ ok: true, repeated: true, events: [] });
    expect(again.state).toBe(lost.state);
    const other = decide(deal, lost.state, { type: "LOSE", id: "l-1", payload: { reason: "silence" } }, { at: at(5), by });
    expect(other).toMatchObject({ ok: false, refusals: [{ code: "event-id-conflict", path: "event.id" }] });
  });

  test("earlier than the last event is refused, or taken where the definition says so", () => {
    const called = transition(deal, begun, { type: "CALL" }, { at: at(10), by });
    expect(decide(deal, called.state, { type: "CALL" }, { at: at(9), by })).toMatchObject({
      refusals: [{ code: "out-of-order" }],
    });
    const lenient = parseLifecycle({
      id: "lenient",
      version: 1,
      initial: "a",
      outOfOrder: "accept",
      events: { GO: {} },
      states: { a: { on: { GO: {} } } },
    });
    const later = transition(lenient, start(lenient, { at: at(10) }), { type: "GO" }, { at: at(9), by });
    expect(later.ok).toBe(true);
  });

  test("a guard that throws is a defect and passes through; nothing is half done", () => {
    const broken = defineLifecycle({
      id: "broken",
      version: 1,
      initial: "a",
      context: { n: 0 },
      events: { GO: {}, SET: {} },
      states: {
        a: {
          on: {
            GO: [{ guards: [{ name: "g", reason: "-", test: () => { throw new Error("boom"); } }], target: "b" }, { target: "b" }],
            SET: { changes: [{ update: () => { throw new Error("bang"); } }] },
          },
        },
        b: {},
      },
    });
    const state = deepFreeze(start(broken, { at: at(0) }));
    expect(() => decide(broken, state, { type: "GO" }, { at: at(1), by })).toThrow("boom");
    expect(() => transition(broken, state, { type: "SET" }, { at: at(1), by })).toThrow("bang");
    expect(state.context).toEqual({ n: 0 });
  });

  test("a guard cannot change the context, and two instances share none", () => {
    const sly = defineLifecycle({
      id: "sly",
      version: 1,
      initial: "a",
      context: { n: 0, list: [] as string[] },
      events: { GO: {}, PUT: {} },
      states: {
        a: {
          on: {
            GO: {
              guards: [{ name: "sly", reason: "no", test: (context) => { (context as { n: number }).n += 1; return false; } }],
            },
            PUT: { changes: [{ recipe: (draft) => { draft.list.push("x"); } }] },
          },
        },
      },
    });
    const one = start(sly, { at: at(0) });
    expect(() => decide(sly, one, { type: "GO" }, { at: at(1), by })).toThrow(TypeError);
    expect(one.context.n).toBe(0);
    const put = transition(sly, one, { type: "PUT" }, { at: at(1), by });
    expect(put.state.context.list).toEqual(["x"]);
    expect(start(sly, { at: at(0) }).context.list).toEqual([]);
  });

  test("an outer state takes what an inner one refused", () => {
    const nested = parseLifecycle({
      id: "nested",
      version: 1,
      initial: "p",
      context: { isOpen: false },
      events: { GO: {} },
      states: {
        p: {
          initial: "c",
          states: {
            c: {
              on: {
                GO: {
                  target: "p.d",
                  guards: [{ name: "open", reason: "closed", condition: { fact: "context.isOpen", operator: "equal", value: true } }],
                },
              },
            },
            d: {},
          },
          on: { GO: { target: "q" } },
        },
        q: {},
      },
    });
    const state = start(nested, { at: at(0) });
    expect(state.state).toBe("p.c");
    expect(transition(nested, state, { type: "GO" }, { at: at(1), by }).state.state).toBe("q");
  });

  test("what is possible honours roles and guards, and says what stands against the rest", () => {
    const events = possible(deal, begun, { at: at(1), by });
    expect(events.map(({ event, outcome }) => [event, outcome])).toEqual([
      ["CALL", "allowed"],
      ["SIGN", "refused"],
      ["LOSE", "allowed"],
    ]);
    expect(events[1]?.refusals.map((one) => one.code)).toContain("role-required");
  });
});

describe("time", () => {
  const quiet = parseLifecycle({
    id: "quiet",
    version: 1,
    initial: "active",
    context: { lastOrderAt: null },
    events: { ORDER: {} },
    states: {
      active: {
        entry: [{ stamp: "lastOrderAt" }],
        on: { ORDER: { changes: [{ stamp: "lastOrderAt" }] } },
        deadlines: [{ id: "quiet", after: "P90D", from: "lastOrderAt", target: "dormant" }],
      },
      dormant: { deadlines: [{ id: "gone", after: "P180D", target: "churned" }] },
      churned: {},
    },
  });

  test.each([
    [90 * DAY - 1, "active"],
    [90 * DAY, "dormant"],
    [90 * DAY + 1, "dormant"],
  ])("a deadline is due when asOf ≥ start + after: %i ms", (asOf, state) => {
    expect(advance(quiet, start(quiet, { at: at(0) }), at(asOf)).state.state).toBe(state);
  });

  test("deadlines follow one another, each at its own instant", () => {
    const { events } = advance(quiet, start(quiet, { at: at(0) }), at(400 * DAY));
    expect(events.map(({ to, at: when }) => [to, when])).toEqual([
      ["dormant", at(90 * DAY)],
      ["churned", at(270 * DAY)],
    ]);
  });

  test("an order begins the wait anew", () => {
    const ordered = transition(quiet, start(quiet, { at: at(0) }), { type: "ORDER" }, { at: at(80 * DAY), by });
    expect(advance(quiet, ordered.state, at(100 * DAY)).state.state).toBe("active");
    expect(due(quiet, ordered.state, at(100 * DAY))).toMatchObject({
      fallen: [],
      state: "active",
      next: { deadline: "quiet", dueAt: at(170 * DAY), to: "dormant" },
    });
  });

  test("an event that comes after a deadline finds it done, and the log keeps both", () => {
    const late = transition(quiet, start(quiet, { at: at(0) }), { type: "ORDER" }, { at: at(95 * DAY), by });
    expect(late.ok).toBe(false);
    expect(due(quiet, start(quiet, { at: at(0) }), at(95 * DAY)).fallen.map((one) => one.type)).toEqual(["quiet"]);
  });

  test("business days need a calendar, and skip what it closes", () => {
    const answered = parseLifecycle({
      id: "answered",
      version: 1,
      initial: "open",
      events: {},
      states: { open: { deadlines: [{ id: "late", after: "P2D", businessDays: true, target: "late" }] }, late: {} },
    });
    const friday = start(answered, { at: "2026-11-20T10:00:00.000Z" });
    expect(() => advance(answered, friday, "2026-11-30T00:00:00.000Z")).toThrow(expect.objectContaining({ code: "lifecycle.calendar" }));
    const { events } = advance(answered, friday, "2026-11-30T00:00:00.000Z", { calendar: {} });
    expect(events[0]?.at.slice(0, 10)).toBe("2026-11-24");
  });
});

describe("the client", () => {
  const client = clientLifecycle();
  const day = (text: string): string => `${text}T00:00:00.000Z`;

  test("falls silent step by step, and an order brings it back", () => {
    const lead = start(client, { at: day("2026-01-01") });
    const active = transition(client, lead, { type: "ORDERED" }, { at: day("2026-01-10"), by });
    const states = ["2026-04-09", "2026-04-10", "2026-07-09", "2027-01-10"].map(
      (text) => advance(client, active.state, day(text)).state.state,
    );
    expect(states).toEqual(["active", "atRisk", "dormant", "lost"]);
    const back = transition(client, active.state, { type: "ORDERED" }, { at: day("2026-09-01"), by });
    expect(back.state.state).toBe("wonBack");
    const again = transition(client, back.state, { type: "ORDERED" }, { at: day("2026-10-01"), by });
    expect(again.state.state).toBe("active");
    expect(again.state.context.orders).toBe(3);
  });

  test("its waits may be named, and nothing else", () => {
    expect(issuesOf(() => clientLifecycle({ atRiskAfter: "soon" }))).toEqual([{ code: "duration.format", path: "atRiskAfter" }]);
  });

  test("its definition is data and survives JSON", () => {
    const stored = JSON.parse(JSON.stringify(clientDefinition)) as LifecycleDefinition;
    expect(parseLifecycle(stored).states).toEqual(clientLifecycle().states);
    expect(safeParseLifecycleDefinition(stored).ok).toBe(true);
  });
});

describe("a definition that is wrong", () => {
  const base = { id: "x", version: 1, initial: "a", events: { GO: {} }, states: { a: { on: { GO: { target: "b" } } }, b: {} } };
  test.each([
    ["an unknown target", { ...base, states: { a: { on: { GO: { target: "zz" } } } } }, "lifecycle.unknown_state", "states.a.on.GO.target"],
    ["no such initial state", { ...base, initial: "nowhere" }, "lifecycle.initial", "initial"],
    ["a state that nothing reaches", { ...base, states: { ...base.states, c: {} } }, "lifecycle.definition", "states.c"],
    ["a way out of a final state", { ...base, states: { ...base.states, b: { final: true, on: { GO: { target: "a" } } } } }, "lifecycle.definition", "states.b"],
    ["an unknown event", { ...base, states: { a: { on: { STOP: { target: "b" } } }, b: {} } }, "lifecycle.unknown_event", "states.a.on.STOP"],
    [
      "a circle of deadlines without time",
      {
        ...base,
        states: {
          a: { deadlines: [{ id: "p", after: "P0D", target: "b" }] },
          b: { deadlines: [{ id: "q", after: "P0D", target: "a" }] },
        },
        events: {},
      },
      "lifecycle.zero_time_cycle",
      "states.a.deadlines",
    ],
    ["an unknown key", { ...base, colour: "red" }, "schema.unknown_key", "colour"],
    ["a version below one", { ...base, version: 0 }, "schema.range", "version"],
  ])("%s", (_, definition, code, path) => {
    const issues = issuesOf(() => parseLifecycle(definition));
    expect(issues).toContainEqual(expect.objectContaining({ code }));
    expect(issues.some((issue) => issue.path.startsWith(path))).toBe(true);
  });

  test("all its issues come at once", () => {
    const issues = issuesOf(() => parseLifecycle({ id: "", version: 0, initial: 3, events: { GO: { n: "float" } }, states: {} }));
    expect(issues.length).toBeGreaterThanOrEqual(4);
  });

  test("a definition with functions is no document", () => {
    const functional = { ...base, states: { a: { on: { GO: { target: "b", changes: [{ update: (context: unknown) => context }] } } }, b: {} } };
    expect(safeParseLifecycleDefinition(functional)).toMatchObject({ ok: false });
  });
});

describe("a stored state", () => {
  test("survives JSON and its schema", () => {
    const called = transition(deal, begun, { type: "CALL" }, { at: at(1), by });
    const stored: unknown = JSON.parse(JSON.stringify(called.state));
    expect(parseLifecycleState(stored)).toEqual(called.state);
    for (const event of called.events) expect(recordedEventSchema.parse(event)).toEqual(event);
    expect(safeParseLifecycleState({ ...(stored as object), extra: 1 })).toMatchObject({ ok: false });
  });

  test.each([
    [{ ...begun, version: 99 }, "schema.version", "state.version"],
    [{ ...begun, lifecycle: "other" }, "lifecycle.mismatch", "state.lifecycle"],
    [{ ...begun, state: "__proto__" }, "lifecycle.unknown_state", "state.state"],
  ])("of another time or place is refused", (state, code, path) => {
    const issues = issuesOf(() => decide(deal, state as never, { type: "CALL" }, { at: at(1), by }));
    expect(issues).toEqual([{ code, path }]);
  });

  test("of an older version is carried step by step", () => {
    const v3 = parseLifecycle({
      id: "account",
      version: 3,
      initial: "live",
      context: { tier: "C" },
      events: { CLOSE: {} },
      states: { live: { on: { CLOSE: { target: "closed" } } }, closed: {} },
      migrations: [
        { from: 1, to: 2, states: { active: "live" } },
        { from: 2, to: 3, context: [{ set: "tier", to: { value: "C" } }] },
      ],
    });
    const stored = {
      state: {
        lifecycle: "account",
        version: 1,
        state: "active",
        entered: [at(0)],
        context: {},
        sequence: 0,
        lastAt: at(0),
        recent: [],
      },
    };
    const migrated = migrate(v3, stored as never);
    expect(migrated).toMatchObject({ ok: true, state: { state: "live", version: 3, context: { tier: "C" } } });
  });
});

describe("an extended lifecycle", () => {
  test("adds without copying", () => {
    const extended = parseLifecycle(
      extendLifecycle(clientDefinition, {
        events: { AUDITED: {} },
        states: { active: { on: { AUDITED: {} } } },
      }),
    );
    const lead = start(extended, { at: at(0) });
    const active = transition(extended, lead, { type: "ORDERED" }, { at: at(1), by });
    expect(transition(extended, active.state, { type: "AUDITED" }, { at: at(2), by }).ok).toBe(true);
  });
});

describe("a log", () => {
  test("is replayed without asking guards again", () => {
    const called = transition(deal, begun, { type: "CALL" }, { at: at(1), by });
    const signed = transition(deal, called.state, { type: "SIGN", payload: { amount: "1" } }, { at: at(2), by: { id: "ada", roles: ["seller"] } });
    const log = [...called.events, ...signed.events];
    expect(replay(deal, log, { snapshot: begun })).toEqual(signed.state);
    expect(log.reduce((state, event) => evolve(deal, state, event), begun)).toEqual(signed.state);
  });
});

test("the states that are listed are those of the client's lifecycle", () => {
  expect([...clientStates].sort()).toEqual([...clientLifecycle().plan.leaves.keys()].sort());
});
