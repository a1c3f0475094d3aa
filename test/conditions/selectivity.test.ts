/** What an index is for: a rule whose key is not there is not even looked at. */
import { describe, expect, test } from "vitest";

import { conditionIndex, matching } from "../../src/conditions/index.js";
import type { Condition } from "../../src/conditions/index.js";

/** How often the rule is looked at, told by a fact that no index can use and that is read first. */
function looks(clause: Condition, facts: object): number {
  let reads = 0;
  const index = conditionIndex([{ id: "rule", condition: { all: [{ fact: "spy", operator: "notEqual", value: "x" }, clause] } }]);
  const watched = {
    ...facts,
    get spy(): string {
      reads += 1;
      return "y";
    },
  };
  matching(index, watched);
  return reads;
}

const long = Array.from({ length: 1_001 }, (_, position) => position);

describe("an index", () => {
  test.each<readonly [string, Condition, object, object]>([
    ["equality", { fact: "a", operator: "equal", value: "k" }, { a: "k" }, { a: "l" }],
    ["a number", { fact: "a", operator: "equal", value: 5 }, { a: 5 }, { a: 6 }],
    ["membership", { fact: "a", operator: "in", value: ["k", "l", "k"] }, { a: "l" }, { a: "m" }],
    ["a list that has", { fact: "a", operator: "contains", value: "k" }, { a: ["j", "k"] }, { a: ["j"] }],
    ["a range", { fact: "a", operator: "between", value: [2, 4] }, { a: 4 }, { a: 5 }],
    ["a range, from below", { fact: "a", operator: "between", value: [2, 4] }, { a: 2 }, { a: 1 }],
    ["below", { fact: "a", operator: "lessThan", value: 2 }, { a: 1 }, { a: 3 }],
    ["at most", { fact: "a", operator: "lessThanInclusive", value: 2 }, { a: 2 }, { a: 3 }],
    ["above", { fact: "a", operator: "greaterThan", value: 2 }, { a: 3 }, { a: 1 }],
    ["at least", { fact: "a", operator: "greaterThanInclusive", value: 2 }, { a: 2 }, { a: 1 }],
    ["one of two", { any: [{ fact: "a", operator: "equal", value: "k" }, { fact: "b", operator: "equal", value: "k" }] }, { a: "l", b: "k" }, { a: "l", b: "l" }],
    ["the shorter of two lists", { all: [{ fact: "b", operator: "in", value: ["x", "y", "z"] }, { fact: "a", operator: "in", value: ["k", "l"] }] }, { a: "k", b: "x" }, { a: "m", b: "x" }],
    ["a thousand keys", { fact: "a", operator: "in", value: long.slice(1) }, { a: 7 }, { a: 0 }],
    ["the thousandth of one of two", { any: [{ fact: "a", operator: "in", value: long.slice(2) }, { fact: "b", operator: "equal", value: 1 }] }, { a: 1_000, b: 0 }, { a: 0, b: 0 }],
  ])("looks at a rule of %s only where it may hold", (_, clause, inside, outside) => {
    expect([looks(clause, inside), looks(clause, outside)]).toEqual([1, 0]);
  });

  test.each<readonly [string, Condition]>([
    ["what is not", { fact: "a", operator: "notEqual", value: "k" }],
    ["what is not among", { fact: "a", operator: "notIn", value: ["k"] }],
    ["more keys than are worth a table", { fact: "a", operator: "in", value: long }],
    ["one of two of which one has no key", { any: [{ fact: "a", operator: "equal", value: "k" }, { fact: "b", operator: "notEqual", value: "k" }] }],
  ])("looks at a rule of %s always", (_, clause) => {
    expect(looks(clause, { a: "other", b: "other" })).toBe(1);
  });
});
