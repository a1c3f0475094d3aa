/** Laws of the index: it finds what testing every rule finds, in the order given. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileCondition, conditionIndex, matching } from "../../src/conditions/index.js";
import type { Condition, ConditionOptions, FactClause } from "../../src/conditions/index.js";
import { intervalTree, stab } from "../../src/conditions/interval-tree.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { conditionArbitrary, factsArbitrary, factTypes } from "./facts.js";

function scan(
  conditions: readonly Condition[],
  facts: object,
  options: ConditionOptions,
): string[] {
  return conditions.flatMap((condition, index) =>
    compileCondition(condition, options).holds(facts) ? [`rule-${String(index)}`] : [],
  );
}

function rulesOf(conditions: readonly Condition[]): { id: string; condition: Condition }[] {
  return conditions.map((condition, index) => ({ id: `rule-${String(index)}`, condition }));
}

describe("conditions: index", () => {
  test("C-15 the index finds what a linear scan finds", () => {
    const seen = { matches: 0, indexed: 0, rules: 0 };
    const conditions = fc.array(conditionArbitrary({}, 2), { maxLength: 20 });
    const samples = fc.array(factsArbitrary({ mistyped: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(conditions, samples, (list, records) => {
        const options = { facts: factTypes };
        const index = conditionIndex(deepFreeze(rulesOf(list)), options);
        expect(index.size).toBe(list.length);
        seen.indexed += index.indexed;
        seen.rules += index.size;
        for (const facts of records) {
          const found = matching(index, deepFreeze(facts));
          expect(found).toEqual(scan(list, facts, options));
          seen.matches += found.length;
        }
      }),
      runs(400),
    );
    expect(seen.matches).toBeGreaterThan(seenMin(2_000));
    expect(seen.indexed / seen.rules).toBeGreaterThan(0.3);
  });

  test("C-16 so does an index without declared types, of compiled rules", () => {
    const names = [
      "client.tier",
      "client.score",
      "client.blocked",
      "client.tags",
      "order.date",
    ] as const;
    const conditions = fc.array(conditionArbitrary({ names, references: false }, 2), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(conditions, factsArbitrary({ mistyped: true }), (list, facts) => {
        const rules = rulesOf(list).map(({ id, condition }) => ({
          id,
          condition: compileCondition(condition),
        }));
        expect(matching(conditionIndex(rules), facts)).toEqual(scan(list, facts, {}));
      }),
      runs(300),
    );
  });

  test("C-17 a further rule changes nothing about the others", () => {
    const conditions = fc.array(conditionArbitrary({}, 2), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(conditions, factsArbitrary(), (list, facts) => {
        const options = { facts: factTypes };
        const all = matching(conditionIndex(rulesOf(list), options), facts);
        const fewer = matching(conditionIndex(rulesOf(list.slice(0, -1)), options), facts);
        expect(all.filter((id) => id !== `rule-${String(list.length - 1)}`)).toEqual(fewer);
      }),
      runs(200),
    );
  });

  test("C-18 an interval tree finds the intervals that contain a number", () => {
    const interval = fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 9 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 40 }),
        fc.integer({ min: -12, max: 20 }),
        (list, at) => {
          const intervals = list.map((one, position) => ({ ...one, position }));
          const found: number[] = [];
          stab(intervalTree(intervals), at, found);
          const expected = intervals.filter(({ from, to }) => from <= at && at <= to);
          expect(found.sort((a, b) => a - b)).toEqual(expected.map(({ position }) => position));
        },
      ),
      runs(500),
    );
  });

  test("rules that ask for the same common value are found by their rare one", () => {
    const clause = (fact: string, value: string): FactClause => ({
      fact,
      operator: "equal",
      value,
    });
    const rules = Array.from({ length: 100 }, (_, number) => ({
      id: `rule-${String(number)}`,
      condition: { all: [clause("country", "DE"), clause("article", `A-${String(number)}`)] },
    }));
    const index = conditionIndex(rules);
    let looks = 0;
    const facts = {
      country: "DE",
      get article() {
        looks += 1;
        return "A-7";
      },
    };
    expect(matching(index, facts)).toEqual(["rule-7"]);
    expect(looks).toBeLessThan(5);
  });

  test("rules without a key are tested every time, dead rules never", () => {
    const index = conditionIndex([
      { id: "always", condition: { all: [] } },
      { id: "never", condition: { not: { all: [] } } },
      { id: "unknown", condition: { fact: "client.tier", operator: "absent" } },
      { id: "list", condition: { fact: "client.tags", operator: "contains", value: "new" } },
    ]);
    expect([index.size, index.indexed]).toEqual([4, 2]);
    expect(matching(index, {})).toEqual(["always", "unknown"]);
    expect(matching(index, { client: { tier: "gold", tags: ["new"] } })).toEqual([
      "always",
      "list",
    ]);
    expect(matching(index, { client: { tier: "gold", tags: "new" } })).toEqual(["always"]);
    expect(matching(index, { client: { tier: 1, tags: new Array(2_000_000) } })).toEqual([
      "always",
    ]);
  });

  test("very wide conditions are not indexed, and found all the same", () => {
    const values = Array.from({ length: 1_001 }, (_, number) => number);
    const wide: Condition = { fact: "a", operator: "in", value: values };
    const wideAny: Condition = {
      any: values.map((value) => ({ fact: "a", operator: "equal", value } as const)),
    };
    const many: Condition = {
      all: values.map(
        (value) => ({ fact: "a", operator: "lessThanInclusive", value: value + 3 } as const),
      ),
    };
    const index = conditionIndex(rulesOf([wide, wideAny, many]));
    expect(index.indexed).toBe(1);
    expect(matching(index, { a: 3 })).toEqual(["rule-0", "rule-1", "rule-2"]);
    expect(matching(index, { a: 5 })).toEqual(["rule-0", "rule-1"]);
  });

  test("issues of all rules are reported at once, ids are not repeated", () => {
    const rules = [
      { id: "a", condition: { fact: "x", operator: "no", value: 1 } },
      { id: "a", condition: { fact: "x", operator: "equal", value: 1 } },
      { id: "__proto__", condition: { all: [] } },
      { id: "b" },
      { id: "c", condition: { all: [] }, more: 1 },
    ];
    try {
      conditionIndex(rules as never);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        issues: [
          { code: "rule.unknown_operator", path: "rules[0].condition.operator" },
          { code: "rule.duplicate_id", path: "rules[1].id" },
          { code: "id.format", path: "rules[2].id" },
          { code: "schema.type", path: "rules[3].condition" },
          { code: "schema.unknown_key", path: "rules[4].more" },
        ],
      });
    }
    expect(() => conditionIndex("rules" as never, { path: "segments" })).toThrow(
      "schema.type at segments",
    );
  });
});
