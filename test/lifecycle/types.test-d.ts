/** What must not compile, and what a hover shows. Checked by tsc; nothing runs. */
import { decide, defineLifecycle, start } from "../../src/lifecycle/index.js";
import type { EventInput, LifecycleState } from "../../src/lifecycle/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectTrue<T extends true>(): T | undefined {
  return undefined;
}

const deal = defineLifecycle({
  id: "deal",
  version: 1,
  initial: "open",
  context: { amount: "0", reason: null as string | null },
  events: { SIGN: { amount: "decimal" }, LOSE: { reason: ["price", "delay"], note: "text?" }, PING: {} },
  states: {
    open: {
      initial: "talking",
      states: {
        talking: { on: { PING: { target: "open.closing" } } },
        closing: {
          on: {
            SIGN: {
              target: "won",
              guards: [{ name: "paid", reason: "No amount.", test: (context, { payload }) => context.amount !== payload.amount }],
              changes: [{ update: (context, { payload }) => ({ ...context, amount: payload.amount }) }],
            },
          },
        },
      },
      on: { LOSE: { target: "lost", changes: [{ recipe: (draft, { payload }) => { draft.reason = payload.reason; } }] } },
      deadlines: [{ id: "stale", after: "P90D", target: "lost" }],
    },
    won: { final: true },
    lost: { final: true },
  },
});
const at = "2026-11-23T08:00:00.000Z";
const by = { id: "ada" };
const state = start(deal, { at });

expectTrue<Equal<(typeof state)["state"], "open.talking" | "open.closing" | "won" | "lost">>();
expectTrue<Equal<(typeof state)["context"]["amount"], string>>();
expectTrue<Equal<(typeof deal)["events"][number], "SIGN" | "LOSE" | "PING">>();
expectTrue<Equal<EventInput<{ PING: { note: "text?" } }>["type"], "PING">>();

decide(deal, state, { type: "PING" }, { at, by });
decide(deal, state, { type: "SIGN", payload: { amount: "10" } }, { at, by });
decide(deal, state, { type: "LOSE", payload: { reason: "price" } }, { at, by });

// @ts-expect-error an event that the lifecycle does not have
decide(deal, state, { type: "SING" }, { at, by });
// @ts-expect-error a payload is missing
decide(deal, state, { type: "SIGN" }, { at, by });
// @ts-expect-error a field of the payload is missing
decide(deal, state, { type: "SIGN", payload: {} }, { at, by });
// @ts-expect-error a choice that there is not
decide(deal, state, { type: "LOSE", payload: { reason: "mood" } }, { at, by });
// @ts-expect-error a state that the lifecycle does not have
const wrong: typeof state = { ...state, state: "opened" };
export { wrong };
// @ts-expect-error the state of another lifecycle
decide(deal, {} as LifecycleState<"a" | "b">, { type: "PING" }, { at, by });

defineLifecycle({
  id: "x",
  version: 1,
  initial: "a",
  events: { GO: {} },
  // @ts-expect-error a target that is no state
  states: { a: { on: { GO: { target: "zz" } } }, b: {} },
});
defineLifecycle({
  id: "x",
  version: 1,
  initial: "a",
  events: { GO: {} },
  // @ts-expect-error an event that is not declared
  states: { a: { on: { WENT: { target: "b" } } }, b: {} },
});
defineLifecycle({
  id: "x",
  version: 1,
  // @ts-expect-error an initial state that there is not
  initial: "c",
  events: { GO: {} },
  states: { a: { on: { GO: { target: "b" } } }, b: {} },
});
