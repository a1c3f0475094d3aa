/**
 * What a transition costs, beside XState, robot3 and a table by hand, in one run:
 * `npx tsx test/bench/lifecycle.bench.ts`. Rounds are interleaved, medians are printed.
 */
import { createMachine as robotMachine, guard, reduce, state as robotState, transition as robotTransition } from "robot3";
import { assign, initialTransition, setup, transition as nextTransition } from "xstate";

import { clientLifecycle, decide, defineLifecycle, dueColumns, evolve, replay, start } from "../../src/lifecycle/index.js";
import type { LifecycleState, RecordedEvent } from "../../src/lifecycle/index.js";
import { compare } from "./support.js";

const AT = "2026-01-01T00:00:00.000Z";
const by = { id: "ada" };
const NAMES = ["lead", "prospect", "qualified", "negotiating", "active", "key", "risk", "dormant", "lost", "back", "blocked", "archived"] as const;
const STEPS = 1_200;

interface Count {
  readonly count: number;
}

/** Twelve states in a circle; each step asks a guard and counts. */
const few = { name: "few", reason: "Too many.", condition: { fact: "context.count", operator: "lessThan", value: 1_000_000_000 } } as const;
const statesWith = (changes: readonly object[], guards: readonly object[]): never =>
  Object.fromEntries(NAMES.map((name, index) => [name, { on: { GO: { target: NAMES[(index + 1) % NAMES.length], guards, changes } } }])) as never;
const base = { id: "bench", version: 1, initial: "lead", context: { count: 0 }, events: { GO: {} } } as const;
const data = defineLifecycle({ ...base, states: statesWith([{ add: "count", of: { value: 1 } }], [few]) });
const test = (context: Count): boolean => context.count < 1_000_000_000;
const plain = defineLifecycle({
  ...base,
  states: statesWith([{ update: (context: Count) => ({ count: context.count + 1 }) }], [{ name: "few", reason: "Too many.", test }]),
});
const recipe = defineLifecycle({
  ...base,
  states: statesWith([{ recipe: (draft: { count: number }) => void (draft.count += 1) }], [{ name: "few", reason: "Too many.", test }]),
});

function ours(lifecycle: typeof data): number {
  let state: LifecycleState<string, unknown> = start(lifecycle as never, { at: AT });
  for (let step = 0; step < STEPS; step += 1) {
    const decision = decide(lifecycle as never, state as never, { type: "GO" }, { at: AT, by });
    const [event] = decision.events;
    if (event !== undefined) state = evolve(lifecycle as never, state as never, event);
  }
  return (state.context as Count).count;
}

const machine = setup({ types: { context: {} as Count, events: {} as { type: "GO" } }, guards: { few: ({ context }) => context.count < 1e9 }, actions: { add: assign({ count: ({ context }) => context.count + 1 }) } }).createMachine({
  id: "bench",
  initial: "lead",
  context: { count: 0 },
  states: Object.fromEntries(NAMES.map((name, index) => [name, { on: { GO: { target: NAMES[(index + 1) % NAMES.length], guard: "few", actions: "add" } } }])) as never,
});

function xstate(): number {
  let [snapshot] = initialTransition(machine);
  for (let step = 0; step < STEPS; step += 1) [snapshot] = nextTransition(machine, snapshot, { type: "GO" });
  return snapshot.context.count;
}

const robot = robotMachine(
  "lead",
  Object.fromEntries(
    NAMES.map((name, index) => [
      name,
      robotState(
        robotTransition("GO", NAMES[(index + 1) % NAMES.length] ?? "lead", guard((context: Count) => context.count < 1e9), reduce((context: Count) => ({ count: context.count + 1 }))),
      ),
    ]),
  ) as never,
  () => ({ count: 0 }),
) as unknown as { states: Record<string, { transitions: Map<string, { to: string; guards: (context: Count, event: object) => boolean; reducers: (context: Count, event: object) => Count }[]> }> };

/** What robot3 does in `send`, without its service. */
function robot3(): number {
  let [name, context]: [string, Count] = ["lead", { count: 0 }];
  const event = { type: "GO" };
  for (let step = 0; step < STEPS; step += 1) {
    for (const { to, guards, reducers } of robot.states[name]?.transitions.get("GO") ?? []) {
      if (!guards(context, event)) continue;
      context = reducers(context, event);
      name = to;
      break;
    }
  }
  return context.count;
}

const table = Object.fromEntries(NAMES.map((name, index) => [name, NAMES[(index + 1) % NAMES.length] ?? "lead"]));

function byHand(): number {
  let state = { name: "lead", context: { count: 0 } };
  for (let step = 0; step < STEPS; step += 1) {
    if (state.context.count < 1e9) state = { name: table[state.name] ?? "lead", context: { count: state.context.count + 1 } };
  }
  return state.context.count;
}

for (const count of [ours(data), ours(plain), ours(recipe), xstate(), robot3(), byHand()]) {
  if (count !== STEPS) throw new Error(`${String(count)} steps`);
}
const medians = await compare(`${String(STEPS)} transitions: a guard, a change of the context, decide and evolve`, [
  { name: "changes as data", work: () => ours(data), times: 3 },
  { name: "changes as plain functions", work: () => ours(plain), times: 3 },
  { name: "changes as immer recipes", work: () => ours(recipe), times: 3 },
  { name: "XState 5, pure transition", work: xstate, times: 1 },
  { name: "robot3", work: robot3, times: 3 },
  { name: "table by hand, immutable copy", work: byHand, times: 100 },
]);
console.log(`  M transitions/s: ${medians.map((time) => (STEPS / time).toFixed(2)).join("  ")}`);

const EVENTS = 1_000_000;
const log: RecordedEvent[] = Array.from({ length: EVENTS }, (_, index) => {
  const [from, to] = [NAMES[index % NAMES.length] ?? "lead", NAMES[(index + 1) % NAMES.length] ?? "lead"];
  return { id: `e${String(index)}`, sequence: index + 1, type: "GO", cause: "event", at: AT, by: "ada", from, to, transition: `${from}/GO/0` };
});
const client = clientLifecycle();
const day = Date.parse(AT);
const columns = {
  states: Uint16Array.from({ length: EVENTS }, (_, index) => index % client.states.length),
  entered: [new Float64Array(EVENTS).fill(day)],
  context: { lastOrderAt: Float64Array.from({ length: EVENTS }, (_, index) => day + (index % 365) * 86_400_000), lastContactAt: new Float64Array(EVENTS).fill(day) },
};
const long = await compare("a million", [
  { name: "events replayed", work: () => replay(data, log as never, { start: { at: AT } }), times: 1 },
  { name: "accounts, due next in columns", work: () => dueColumns(client, columns, "2026-07-01T00:00:00.000Z"), times: 1 },
]);
console.log(`  M/s: ${long.map((time) => (EVENTS / time).toFixed(2)).join("  ")}`);
