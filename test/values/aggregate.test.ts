import { describe, expect, test } from "vitest";

import { canonicalJson } from "../../src/values/aggregate.js";
import { aggregateViolations, foldAggregate } from "../../src/values/index.js";
import type { Aggregate } from "../../src/values/index.js";

const total: Aggregate<number, { readonly sum: number }, number> = {
  empty: () => ({ sum: 0 }),
  add: (state, fact) => ({ sum: state.sum + fact }),
  merge: (left, right) => ({ sum: left.sum + right.sum }),
  result: (state) => state.sum,
};
const shards = [[1, 2], [3], [], [4, 5]];

function laws<State>(aggregate: Aggregate<number, State, unknown>): string[] {
  return [...new Set(aggregateViolations(aggregate, shards).map((violation) => violation.law))].sort();
}

describe("the kit of laws", () => {
  test("a sum is an aggregate", () => {
    expect(aggregateViolations(total, shards)).toEqual([]);
    expect(total.result(foldAggregate(total, shards.flat()))).toBe(15);
  });

  test("a last-one-wins fold breaks order, and both states are shown", () => {
    const last: Aggregate<number, number, number> = {
      empty: () => 0,
      add: (_, fact) => fact,
      merge: (left, right) => (right === 0 ? left : right),
      result: (state) => state,
    };
    expect(laws(last)).toEqual(["merge-commutes", "order-does-not-matter", "shards-agree"]);
    expect(aggregateViolations(last, shards)[0]).toEqual({ law: "shards-agree", left: "2", right: "5" });
  });

  test("an average of averages is caught", () => {
    const mean: Aggregate<number, number, number> = {
      empty: () => 0,
      add: (state, fact) => (state + fact) / 2,
      merge: (left, right) => (left + right) / 2,
      result: (state) => state,
    };
    expect(laws(mean)).toEqual([
      "empty-is-neutral",
      "merge-associates",
      "order-does-not-matter",
      "shards-agree",
    ]);
  });

  test("a state that is not JSON is caught", () => {
    const lossy: Aggregate<number, { readonly sum: number; readonly seen: Map<number, true> }, number> = {
      empty: () => ({ sum: 0, seen: new Map() }),
      add: (state, fact) => ({ sum: state.sum + fact, seen: new Map([...state.seen, [fact, true]]) }),
      merge: (left, right) => ({ sum: left.sum + right.sum, seen: new Map([...left.seen, ...right.seen]) }),
      result: (state) => (state.seen instanceof Map ? state.seen.size : -1),
    };
    expect(laws(lossy)).toEqual(["state-survives-json"]);
  });

  test("a merge that writes into its argument is caught", () => {
    const greedy: Aggregate<number, { sum: number }, number> = {
      empty: () => ({ sum: 0 }),
      add: (state, fact) => ({ sum: state.sum + fact }),
      merge: (left, right) => {
        left.sum += right.sum;
        return left;
      },
      result: (state) => state.sum,
    };
    expect(laws(greedy)).toContain("arguments-are-kept");
  });

  test("no shards are no facts", () => {
    expect(aggregateViolations(total, [])).toEqual([]);
  });
});

describe("canonical JSON", () => {
  test("keys are in code-unit order at every level, lists keep theirs", () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: 1 } })).toBe('{"a":{"c":1,"d":null},"b":[2,1]}');
  });
});
