/**
 * The shape of everything that folds many facts, and a kit that tests its laws.
 *
 * An aggregate's state is plain JSON and its merge is associative and commutative, so that an
 * engine which already exists (Beam's CombineFn, Spark's UDAF, a Kafka Streams topology, a
 * pool of workers) can run it over any number of shards and get the same bytes.
 */
import { itemAt } from "./invariant.js";
import { fail } from "./errors.js";
import { at, atIndex, compareText, expectArray, expectGiven, expectIterable } from "./plain.js";

/**
 * A fold over facts that can be split over machines.
 *
 * Laws, tested by {@link aggregateViolations}: `empty` is neutral in `merge`; `merge` is
 * associative and commutative; adding facts in any order, in any sharding, gives the same
 * state; states survive JSON; no argument is mutated.
 *
 * @typeParam Fact - what is folded, plain JSON
 * @typeParam State - the accumulated state, plain JSON
 * @typeParam Result - what a person wants to know
 * @since 0.1.0
 */
export interface Aggregate<Fact, State, Result> {
  /** The state of no facts. */
  readonly empty: () => State;
  /** The state with one more fact. */
  readonly add: (state: State, fact: Fact) => State;
  /** The state of two disjoint sets of facts together. */
  readonly merge: (left: State, right: State) => State;
  /** The answer that a state holds. */
  readonly result: (state: State) => Result;
}

/**
 * A law that an aggregate breaks, with the two states that should have been one.
 *
 * @since 0.1.0
 */
export interface AggregateViolation {
  readonly law:
    | "empty-is-neutral"
    | "merge-commutes"
    | "merge-associates"
    | "shards-agree"
    | "order-does-not-matter"
    | "state-survives-json"
    | "arguments-are-kept";
  /** Canonical JSON of what one way gave. */
  readonly left: string;
  /** Canonical JSON of what the other way gave. */
  readonly right: string;
}

/**
 * JSON with the keys of objects in code-unit order, so that equal values are equal texts.
 *
 * @internal
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    const entries = Object.entries(member).sort(([a], [b]) => compareText(a, b));
    return Object.fromEntries(entries);
  });
}

/**
 * Folds facts one after the other.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { aggregateViolations, foldAggregate } from "clientele/values";
 * import type { Aggregate } from "clientele/values";
 *
 * const count: Aggregate<string, number, number> = {
 *   empty: () => 0,
 *   add: (state) => state + 1,
 *   merge: (left, right) => left + right,
 *   result: (state) => state,
 * };
 * assert.equal(count.result(foldAggregate(count, ["a", "b"])), 2);
 * assert.deepEqual(aggregateViolations(count, [["a"], ["b", "c"], []]), []);
 * ```
 * @since 0.1.0
 */
export function foldAggregate<Fact, State, Result>(
  aggregate: Aggregate<Fact, State, Result>,
  facts: Iterable<Fact>,
): State {
  expectAggregate(aggregate);
  expectIterable(facts, "facts");
  let state = aggregate.empty();
  for (const fact of facts) state = aggregate.add(state, fact);
  return state;
}

/**
 * The test kit of the laws of {@link Aggregate}: give it shards of facts (three or more make
 * associativity bite) from your property-test library, and expect an empty list.
 *
 * @returns each law found broken, with both states as canonical JSON
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { aggregateViolations } from "clientele/values";
 *
 * const count = {
 *   empty: () => 0,
 *   add: (state: number) => state + 1,
 *   merge: (left: number, right: number) => left + right,
 *   result: (state: number) => state,
 * };
 * assert.deepEqual(aggregateViolations(count, [["a"], ["b", "c"]]), []);
 * const broken = { ...count, merge: (left: number) => left };
 * assert.ok(aggregateViolations(broken, [["a"], ["b", "c"]]).length > 0);
 * ```
 * @since 0.1.0
 */
export function aggregateViolations<Fact, State, Result>(
  aggregate: Aggregate<Fact, State, Result>,
  shards: readonly (readonly Fact[])[],
): readonly AggregateViolation[] {
  expectAggregate(aggregate);
  expectArray(shards, "shards", Number.MAX_SAFE_INTEGER).forEach((shard, index) =>
    expectIterable(shard, atIndex("shards", index)),
  );
  const found: AggregateViolation[] = [];
  const hold = (law: AggregateViolation["law"], a: unknown, b: unknown): void => {
    const left = canonicalJson(a);
    const right = canonicalJson(b);
    if (left !== right) found.push({ law, left, right });
  };
  const states = shards.map((facts) => foldAggregate(aggregate, facts));
  const before = canonicalJson(states);
  const facts = shards.flat();
  const whole = foldAggregate(aggregate, facts);
  const { empty, merge } = aggregate;

  hold("empty-is-neutral", merge(whole, empty()), whole);
  hold("empty-is-neutral", merge(empty(), whole), whole);
  hold(
    "shards-agree",
    states.reduce((left, right) => merge(left, right), empty()),
    whole,
  );
  hold(
    "shards-agree",
    states.reduceRight((left, right) => merge(left, right), empty()),
    whole,
  );
  hold("order-does-not-matter", foldAggregate(aggregate, [...facts].reverse()), whole);
  for (let index = 0; index + 1 < states.length; index += 1) {
    const a = itemAt(states, index);
    const b = itemAt(states, index + 1);
    const c = states[index + 2];
    hold("merge-commutes", merge(a, b), merge(b, a));
    if (c !== undefined) hold("merge-associates", merge(merge(a, b), c), merge(a, merge(b, c)));
  }
  hold(
    "state-survives-json",
    aggregate.result(JSON.parse(JSON.stringify(whole)) as State),
    aggregate.result(whole),
  );
  hold("arguments-are-kept", states, JSON.parse(before));
  return found;
}

function expectAggregate(value: unknown): void {
  expectGiven(value, "aggregate");
  for (const name of ["empty", "add", "merge", "result"]) {
    const member: unknown = Reflect.get(value, name);
    if (typeof member !== "function")
      fail("schema.type", at("aggregate", name), "a function", member);
  }
}
