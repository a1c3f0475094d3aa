/** Counts of moves and stays over many histories, as a fold that can be split over machines. */
import type { Aggregate } from "../../values/aggregate.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { staysOf } from "./history.js";
import type { LifecycleHistory } from "./history.js";

/**
 * How often each state led to each other, and how long its visits lasted.
 *
 * @since 0.1.0
 */
export interface TransitionCounts {
  readonly histories: number;
  /** By state, by code unit. */
  readonly states: readonly StateCounts[];
}

/**
 * One state of {@link TransitionCounts}.
 *
 * @since 0.1.0
 */
export interface StateCounts {
  readonly state: string;
  /** Moves to other states, by code unit. */
  readonly to: readonly { readonly state: string; readonly count: number }[];
  /** How often a visit of this length, in milliseconds, was seen, shortest first. */
  readonly stays: readonly {
    readonly milliseconds: number;
    readonly ended: number;
    readonly open: number;
  }[];
}

interface Mutable {
  readonly to: Map<string, number>;
  readonly stays: Map<number, { ended: number; open: number }>;
}

function stateOf(states: Map<string, Mutable>, name: string): Mutable {
  let state = states.get(name);
  if (state === undefined) {
    state = { to: new Map(), stays: new Map() };
    states.set(name, state);
  }
  return state;
}

function addStays(states: Map<string, Mutable>, value: unknown, path: string): void {
  for (const { state, from, until, isOpen, next } of staysOf(value, path)) {
    const own = stateOf(states, state);
    if (next !== null) own.to.set(next, (own.to.get(next) ?? 0) + 1);
    const length = own.stays.get(until - from) ?? { ended: 0, open: 0 };
    if (isOpen) length.open += 1;
    else length.ended += 1;
    own.stays.set(until - from, length);
  }
}

function addCounts(states: Map<string, Mutable>, counts: TransitionCounts, path: string): number {
  const record = expectRecord(counts, path, ["histories", "states"]);
  expectArray(record["states"], at(path, "states")).forEach((item, index) => {
    const spot = atIndex(at(path, "states"), index);
    const one = expectRecord(item, spot, ["state", "to", "stays"]) as unknown as StateCounts;
    const own = stateOf(states, one.state);
    expectArray(one.to, at(spot, "to"));
    for (const { state, count } of one.to) {
      own.to.set(state, (own.to.get(state) ?? 0) + expectInteger(count, at(spot, "to"), 0));
    }
    expectArray(one.stays, at(spot, "stays"));
    for (const { milliseconds, ended, open } of one.stays) {
      const length = own.stays.get(milliseconds) ?? { ended: 0, open: 0 };
      length.ended += expectInteger(ended, at(spot, "stays"), 0);
      length.open += expectInteger(open, at(spot, "stays"), 0);
      own.stays.set(milliseconds, length);
    }
  });
  return expectInteger(record["histories"], at(path, "histories"), 0);
}

function say(states: ReadonlyMap<string, Mutable>, histories: number): TransitionCounts {
  const named = [...states].sort(([a], [b]) => compareText(a, b));
  return {
    histories,
    states: named.map(([state, { to, stays }]) => ({
      state,
      to: [...to]
        .sort(([a], [b]) => compareText(a, b))
        .map(([name, count]) => ({ state: name, count })),
      stays: [...stays]
        .sort(([a], [b]) => a - b)
        .map(([milliseconds, counts]) => ({ milliseconds, ...counts })),
    })),
  };
}

/** Counts of many histories at once. O(moves). @internal */
export function countAll(histories: readonly unknown[]): TransitionCounts {
  const states = new Map<string, Mutable>();
  histories.forEach((one, index) => {
    addStays(states, one, atIndex("histories", index));
  });
  return say(states, histories.length);
}

/**
 * The counts behind {@link estimate} as an {@link Aggregate}: fold shards of the histories
 * anywhere, merge in any order, and get the same bytes. The length of each visit is kept, so
 * that medians and survival curves are exact.
 *
 * @throws ClienteleError on adding, `lifecycle.history`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { estimate, transitionCounts } from "clientele/lifecycle";
 * import { foldAggregate } from "clientele/values";
 *
 * const history = (id: string, to: string) => ({
 *   id,
 *   initial: "open",
 *   begunAt: "2026-01-01T00:00:00.000Z",
 *   moves: [{ to, at: "2026-02-01T00:00:00.000Z" }],
 *   until: "2026-03-01T00:00:00.000Z",
 * });
 * const counts = transitionCounts();
 * const merged = counts.merge(
 *   foldAggregate(counts, [history("D-1", "won")]),
 *   foldAggregate(counts, [history("D-2", "lost")]),
 * );
 * assert.deepEqual(estimate(counts.result(merged)).chain.probabilities[1], [0.5, 0, 0.5]);
 * ```
 * @since 0.1.0
 */
export function transitionCounts(): Aggregate<
  LifecycleHistory,
  TransitionCounts,
  TransitionCounts
> {
  const merge = (left: TransitionCounts, right: TransitionCounts): TransitionCounts => {
    const states = new Map<string, Mutable>();
    const histories = addCounts(states, left, "left") + addCounts(states, right, "right");
    return say(states, histories);
  };
  return {
    empty: () => ({ histories: 0, states: [] }),
    add: (state, fact) => {
      const states = new Map<string, Mutable>();
      const histories = addCounts(states, state, "state");
      addStays(states, fact, "history");
      return say(states, histories + 1);
    },
    merge,
    result: (state) => state,
  };
}
