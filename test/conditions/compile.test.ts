/** Examples of the trade, bad input, and the hostile entries that have their home here. */
import { describe, expect, test } from "vitest";

import {
  compileCondition,
  compileUnknownCondition,
  conditionOver,
  evaluate,
  readFact,
} from "../../src/conditions/index.js";
import type { Condition, ConditionOptions, FactTypes } from "../../src/conditions/index.js";
import { isClienteleError } from "../../src/values/errors.js";
import type { Issue } from "../../src/values/errors.js";

function issuesOf(condition: unknown, options?: ConditionOptions): readonly Issue[] {
  try {
    compileUnknownCondition(condition, options);
  } catch (error) {
    if (isClienteleError(error)) return error.issues;
    throw error;
  }
  return [];
}

function issueOf(condition: unknown, options?: ConditionOptions): string {
  const [first, ...rest] = issuesOf(condition, options);
  expect(rest).toEqual([]);
  return first === undefined ? "valid" : `${first.code} at ${first.path}`;
}

const types: FactTypes = {
  tier: "string",
  score: "number",
  total: "decimal",
  day: "date",
  at: "instant",
  blocked: "boolean",
  tags: "string[]",
  amounts: "decimal[]",
};

/** Whether a condition holds; `untyped` where no types are declared. */
function holds(
  condition: Condition,
  facts: object,
  declared: FactTypes | "untyped" = types,
): boolean {
  const options = declared === "untyped" ? {} : { facts: declared };
  return evaluate(compileCondition(condition, options), facts);
}

describe("conditions: what holds", () => {
  const keyAccount = conditionOver(
    { "client.tier": "string", "client.revenue": "decimal", "client.blocked": "boolean" },
    {
      all: [
        { fact: "client.tier", operator: "in", value: ["gold", "platinum"] },
        { fact: "client.revenue", operator: "greaterThanInclusive", value: "100000" },
        { not: { fact: "client.blocked", operator: "equal", value: true } },
      ],
    },
  );
  const acme = { tier: "gold", revenue: "100000.00", blocked: false };

  test("a key account is one by tier, revenue and standing", () => {
    const { holds: isKey } = compileCondition(keyAccount);
    expect(isKey({ client: acme })).toBe(true);
    expect(isKey({ client: { ...acme, revenue: "99999.99" } })).toBe(false);
    expect(isKey({ client: { ...acme, blocked: true } })).toBe(false);
    expect(isKey({ client: { tier: "gold", revenue: "100000" } })).toBe(false);
  });

  test("decimals compare by value, however written, beyond the digits of a double", () => {
    const total = (value: string | number): Condition => ({
      fact: "total",
      operator: "equal",
      value,
    });
    expect(holds(total("1.50"), { total: "1.5" })).toBe(true);
    expect(holds(total(1.5), { total: "1.500" })).toBe(true);
    expect(holds(total("0.1"), { total: 0.1 })).toBe(true);
    expect(holds(total("0"), { total: "-0" })).toBe(true);
    const long = "1234567890123456789.000000000001";
    expect(holds(total(long), { total: long })).toBe(true);
    expect(holds(total(long), { total: "1234567890123456789.000000000002" })).toBe(false);
    expect(
      holds({ fact: "total", operator: "in", value: [long, "7"] }, { total: `${long}0` }),
    ).toBe(true);
    expect(
      holds({ fact: "total", operator: "in", value: ["7.0"] }, { total: "7.00000000000000000" }),
    ).toBe(true);
    expect(holds({ fact: "total", operator: "in", value: ["7.0"] }, { total: 7 })).toBe(true);
    expect(
      holds(
        { fact: "total", operator: "greaterThan", value: "9007199254740991.5" },
        { total: "9007199254740992" },
      ),
    ).toBe(true);
    expect(
      holds(
        { fact: "total", operator: "lessThan", value: "1" },
        { total: "0.99999999999999999999" },
      ),
    ).toBe(true);
  });

  test.each([
    "1e5",
    "1,5",
    " 1",
    "",
    ".5",
    "5.",
    "01",
    "--1",
    "1.2.3",
    "-",
    "x",
    "1".repeat(35),
    `0.${"1".repeat(35)}`,
    "1".repeat(99),
    NaN,
    Infinity,
    2 ** 53,
    0.1 + 0.2,
    1e-30,
    true,
    {},
    [],
  ])("%s is no decimal fact: nothing holds of it", (total) => {
    const operators = ["equal", "notEqual", "lessThan", "greaterThanInclusive"] as const;
    for (const operator of operators) {
      expect(holds({ fact: "total", operator, value: "1" }, { total })).toBe(false);
      expect(holds({ fact: "total", operator, value: "12345678901234567.5" }, { total })).toBe(
        false,
      );
    }
    expect(holds({ fact: "total", operator: "in", value: ["1"] }, { total })).toBe(false);
    expect(holds({ fact: "total", operator: "notIn", value: ["1"] }, { total })).toBe(false);
    expect(holds({ fact: "total", operator: "present" }, { total })).toBe(false);
    expect(holds({ fact: "total", operator: "absent" }, { total })).toBe(false);
  });

  test("dates go by the calendar, instants by the time line", () => {
    const before: Condition = { fact: "day", operator: "lessThan", value: "2026-03-01" };
    expect(holds(before, { day: "2026-02-28" })).toBe(true);
    expect(holds(before, { day: "2026-02-29" })).toBe(false);
    expect(holds(before, { day: 20260228 })).toBe(false);
    const since: Condition = {
      fact: "at",
      operator: "greaterThanInclusive",
      value: "2026-11-23T09:00:00.000Z",
    };
    expect(holds(since, { at: "2026-11-23T10:00+01:00" })).toBe(true);
    expect(holds(since, { at: "2026-11-23T10:00+01:01" })).toBe(false);
    for (const at of [
      "2026-11-23",
      "2026-11-23T10:00:00",
      "2026-11-23T25:00:00.000Z",
      "2026-11-23T1",
      5,
    ]) {
      expect(holds(since, { at })).toBe(false);
      expect(holds({ not: since }, { at })).toBe(false);
    }
    const among: Condition = { fact: "at", operator: "in", value: ["2026-11-23T09:00:00.000Z"] };
    expect(holds(among, { at: "2026-11-23T10:00+01:00" })).toBe(true);
  });

  test("undeclared facts are ordered by the type of the value, and equal by identity", () => {
    const above = (value: string | number): Condition => ({
      fact: "x",
      operator: "greaterThan",
      value,
    });
    expect(holds(above(9), { x: "10" }, "untyped")).toBe(true);
    expect(holds(above("9"), { x: 10 }, "untyped")).toBe(true);
    expect(holds(above("9"), { x: "10" }, "untyped")).toBe(true);
    expect(holds(above("2026-01-01"), { x: "2026-01-02" }, "untyped")).toBe(true);
    expect(
      holds(above("2026-01-01T00:00:00.000Z"), { x: "2026-01-01T00:00:00.001Z" }, "untyped"),
    ).toBe(true);
    expect(holds(above("2026-01-01"), { x: 3000 }, "untyped")).toBe(false);
    expect(holds({ fact: "x", operator: "equal", value: "1.0" }, { x: "1" }, "untyped")).toBe(
      false,
    );
    expect(
      holds({ fact: "x", operator: "between", value: [1, "2.5"] }, { x: "2.50" }, "untyped"),
    ).toBe(true);
    expect(holds({ fact: "x", operator: "notBetween", value: [1, 2] }, { x: 3 }, "untyped")).toBe(
      true,
    );
  });

  test("facts without declared types compare where they are alike", () => {
    const above: Condition = { fact: "x", operator: "greaterThan", value: { fact: "y" } };
    for (const [x, y] of [
      [2, 1],
      ["10", "9"],
      ["10", 9],
      ["2026-01-02", "2026-01-01"],
      ["2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"],
    ]) {
      expect(holds(above, { x, y }, "untyped")).toBe(true);
    }
    for (const [x, y] of [
      ["b", "a"],
      ["2026-01-02", 1],
      [true, false],
      [2, undefined],
    ]) {
      expect(holds(above, { x, y }, "untyped")).toBe(false);
    }
    expect(
      holds({ fact: "x", operator: "equal", value: { fact: "y" } }, { x: "a", y: "a" }, "untyped"),
    ).toBe(true);
    expect(
      holds({ fact: "x", operator: "notEqual", value: { fact: "y" } }, { x: "a" }, "untyped"),
    ).toBe(false);
  });

  test("one of two compared facts lends its type to the other", () => {
    const facts: FactTypes = { total: "decimal" };
    const options = { facts, undeclaredFacts: "infer" } as const;
    const equal: Condition = { fact: "total", operator: "equal", value: { fact: "limit" } };
    const flipped: Condition = { fact: "limit", operator: "equal", value: { fact: "total" } };
    for (const condition of [equal, flipped]) {
      expect(compileCondition(condition, options).holds({ total: "1.0", limit: "1" })).toBe(true);
    }
  });

  test("lists of facts: contains, and in another fact's list", () => {
    const amounts: Condition = { fact: "amounts", operator: "contains", value: { fact: "total" } };
    const without: Condition = {
      fact: "amounts",
      operator: "doesNotContain",
      value: { fact: "total" },
    };
    const within: Condition = { fact: "total", operator: "in", value: { fact: "amounts" } };
    expect(holds(amounts, { amounts: ["1", "2.0"], total: "2" })).toBe(true);
    expect(holds(within, { amounts: ["1", "2.0"], total: "2" })).toBe(true);
    expect(holds(without, { amounts: ["1"], total: "2" })).toBe(true);
    expect(holds(without, { amounts: ["1", "x"], total: "2" })).toBe(false);
    expect(holds(without, { amounts: [], total: "x" })).toBe(false);
    expect(holds(without, { amounts: "1", total: "2" })).toBe(false);
    expect(holds(within, { amounts: "1", total: "1" })).toBe(false);
    for (const type of ["string", "number", "date", "instant", "boolean"] as const) {
      const value = {
        string: "a",
        number: 1,
        date: "2026-01-01",
        instant: "2026-01-01T00:00:00Z",
        boolean: true,
      }[type];
      const facts: FactTypes = { list: `${type}[]` };
      const has: Condition = { fact: "list", operator: "contains", value };
      expect(holds(has, { list: [value] }, facts)).toBe(true);
      expect(holds({ not: has }, { list: [] }, facts)).toBe(true);
      expect(holds({ fact: "list", operator: "present" }, { list: [value] }, facts)).toBe(true);
      expect(holds({ fact: "list", operator: "present" }, { list: [{}] }, facts)).toBe(false);
    }
  });

  test("a list of four thousand million holes is no list", () => {
    const list = new Array<unknown>(2 ** 32 - 1);
    expect(holds({ fact: "tags", operator: "contains", value: "new" }, { tags: list })).toBe(false);
    expect(holds({ fact: "tags", operator: "doesNotContain", value: "new" }, { tags: list })).toBe(
      false,
    );
    expect(
      holds({ fact: "x", operator: "doesNotContain", value: "new" }, { x: list }, "untyped"),
    ).toBe(false);
  });

  test("groups of any size, labels, and the way down from a fact", () => {
    const one: Condition = { fact: "score", operator: "greaterThan", value: 1, name: "some score" };
    const other: Condition = {
      fact: "client",
      path: "$.address.country",
      operator: "equal",
      value: "DE",
    };
    const facts = { score: 2, client: { address: { country: "DE" } } };
    for (let length = 1; length <= 5; length += 1) {
      const list: Condition[] = Array.from({ length }, (_, index) =>
        index % 2 === 0 ? one : other,
      );
      expect(holds({ all: list, name: "all of them" }, facts, "untyped")).toBe(true);
      expect(holds({ any: list }, {}, "untyped")).toBe(false);
      expect(holds({ any: [...list.map((not) => ({ not })), one] }, facts, "untyped")).toBe(true);
      expect(holds({ all: [...list, { not: one }] }, facts, "untyped")).toBe(false);
    }
    const reference: Condition = {
      fact: "score",
      operator: "lessThan",
      value: { fact: "client", path: "$.rank" },
    };
    const compiled = compileCondition(reference);
    expect(compiled.factsUsed).toEqual(["client.rank", "score"]);
    expect(compiled.holds({ score: 1, client: { rank: 2 } })).toBe(true);
  });
});

describe("conditions: where facts are", () => {
  const deep = { a: { b: { c: { d: { e: 1 } } }, list: [1], text: "abc" }, "a.b": 7 };

  test("own properties of records, down dotted names of any length", () => {
    for (const name of ["a", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e"]) {
      expect(readFact(deep, name)).toBeDefined();
      expect(holds({ fact: name, operator: "present" }, deep, "untyped")).toBe(true);
      expect(holds({ fact: name, operator: "present" }, {}, "untyped")).toBe(false);
    }
    expect(readFact(deep, "a.b.c.d.e")).toBe(1);
    expect(readFact(deep, "a.b")).toBe(deep.a.b);
  });

  test("nothing of a prototype, of a list or of a text can be reached", () => {
    for (const name of [
      "toString",
      "a.hasOwnProperty",
      "a.list.0",
      "a.list.length",
      "a.text.length",
    ]) {
      expect(readFact(deep, name)).toBeUndefined();
      expect(holds({ fact: name, operator: "present" }, deep, "untyped")).toBe(false);
    }
    const inherited: unknown = Object.create({ tier: "gold" });
    expect(readFact(inherited as object, "tier")).toBeUndefined();
    expect(readFact(null as never, "tier")).toBeUndefined();
  });

  test("null is missing", () => {
    expect(readFact({ a: null }, "a")).toBeUndefined();
    expect(holds({ fact: "a", operator: "absent" }, { a: null }, "untyped")).toBe(true);
  });

  test.each([
    ["", "rule.fact"],
    ["a..b", "rule.fact"],
    ["__proto__", "rule.fact"],
    ["a.constructor", "rule.fact"],
    ["a.prototype.b", "rule.fact"],
    ["a\nb", "rule.fact"],
    ["a\u007f", "rule.fact"],
    ["x".repeat(257), "limits.too_long"],
    ["a.".repeat(16) + "a", "limits.too_deep"],
  ])("%j is no name of a fact", (fact, code) => {
    expect(issueOf({ fact, operator: "present" }, { path: "when" })).toBe(`${code} at when.fact`);
    expect(() => readFact({}, fact)).toThrow(code);
  });

  test.each([
    "$",
    "a.b",
    "$.list[0]",
    "$..b",
    "$.*",
    "$.a?(@.b)",
    "$.a.__proto__",
    `$.${"x".repeat(300)}`,
    7,
  ])("%j is no way down", (path) => {
    const code = issueOf({ fact: "a", path, operator: "present" });
    expect(["rule.path at path", "rule.fact at path"]).toContain(code);
  });
});

describe("conditions: bad input", () => {
  test.each<[string, unknown, string]>([
    ["a text", "client.tier === 'gold'", "rule.unknown_operator at "],
    ["a number", 7, "schema.type at "],
    ["null", null, "schema.type at "],
    ["a list", [], "schema.type at "],
    ["an empty object", {}, "schema.type at "],
    ["a class instance", new Map(), "schema.type at "],
    ["no operator", { fact: "a", value: 1 }, "rule.unknown_operator at operator"],
    [
      "a foreign operator",
      { fact: "a", operator: "regex", value: ".*" },
      "rule.unknown_operator at operator",
    ],
    [
      "an inherited operator",
      { fact: "a", operator: "toString", value: 1 },
      "rule.unknown_operator at operator",
    ],
    [
      "a decorated operator",
      { fact: "a", operator: "everyFact:equal", value: 1 },
      "rule.unknown_operator at operator",
    ],
    [
      "an unknown key",
      { fact: "a", operator: "present", params: {} },
      "schema.unknown_key at params",
    ],
    ["two groups", { all: [], any: [] }, "schema.unknown_key at any"],
    ["all without a list", { all: {} }, "schema.type at all"],
    ["any of nothing", { any: [] }, "rule.empty at any"],
    ["not of nothing", { not: null }, "schema.type at not"],
    [
      "a prototype's name as a key",
      { all: [], constructor: 1 },
      "schema.unknown_key at constructor",
    ],
    ["a fact that is no text", { fact: 7, operator: "present" }, "rule.fact at fact"],
    ["a label that is no text", { fact: "a", operator: "present", name: 7 }, "schema.type at name"],
    ["a label too long", { all: [], name: "x".repeat(257) }, "limits.too_long at name"],
    ["no value", { fact: "a", operator: "equal" }, "rule.value at value"],
    ["null as a value", { fact: "a", operator: "equal", value: null }, "rule.value at value"],
    ["NaN as a value", { fact: "a", operator: "equal", value: NaN }, "rule.value at value"],
    ["a list for one value", { fact: "a", operator: "equal", value: [1] }, "rule.value at value"],
    ["one value for a list", { fact: "a", operator: "in", value: "b" }, "schema.type at value"],
    ["an object in a list", { fact: "a", operator: "in", value: [{}] }, "rule.value at value[0]"],
    ["a value of present", { fact: "a", operator: "present", value: true }, "rule.value at value"],
    [
      "a text without order",
      { fact: "a", operator: "lessThan", value: "gold" },
      "rule.value at value",
    ],
    [
      "a boolean in an order",
      { fact: "a", operator: "lessThan", value: true },
      "rule.value at value",
    ],
    [
      "too many digits untyped",
      { fact: "a", operator: "lessThan", value: "1234567890123456.5" },
      "rule.value at value",
    ],
    [
      "a number without a short form",
      { fact: "a", operator: "lessThan", value: 0.1 + 0.2 },
      "rule.value at value",
    ],
    ["a range of one", { fact: "a", operator: "between", value: [1] }, "rule.value at value"],
    [
      "a range of three",
      { fact: "a", operator: "between", value: [1, 2, 3] },
      "limits.too_many at value",
    ],
    [
      "a range reversed",
      { fact: "a", operator: "between", value: [2, 1] },
      "rule.value at value[1]",
    ],
    [
      "a range of two kinds",
      { fact: "a", operator: "between", value: [1, "2026-01-01"] },
      "rule.value at value[1]",
    ],
    [
      "a range of booleans",
      { fact: "a", operator: "between", value: [1, true] },
      "rule.value at value[1]",
    ],
    ["an empty prefix", { fact: "a", operator: "startsWith", value: "" }, "rule.value at value"],
    [
      "a prefix that is no text",
      { fact: "a", operator: "startsWith", value: 1 },
      "rule.value at value",
    ],
    [
      "a prefix from a fact",
      { fact: "a", operator: "startsWith", value: { fact: "b" } },
      "rule.value at value",
    ],
    [
      "a range from a fact",
      { fact: "a", operator: "between", value: { fact: "b" } },
      "rule.value at value",
    ],
    [
      "a reference with more",
      { fact: "a", operator: "equal", value: { fact: "b", params: 1 } },
      "schema.unknown_key at value.params",
    ],
    [
      "a long text",
      { fact: "a", operator: "equal", value: "x".repeat(1_001) },
      "limits.too_long at value",
    ],
    [
      "a list too long",
      { fact: "a", operator: "in", value: new Array(4_294_967_295) },
      "limits.too_many at value",
    ],
    ["a group too long", { all: new Array(4_294_967_295) }, "limits.too_many at all"],
    [
      "a hole in a list",
      { fact: "a", operator: "in", value: new Array(1) },
      "schema.type at value[0]",
    ],
  ])("%s is refused", (_, condition, issue) => {
    expect(issueOf(condition)).toBe(issue);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ fact: "teir", operator: "present" }, "rule.unknown_fact at fact"],
    [{ fact: "constructor2", operator: "present" }, "rule.unknown_fact at fact"],
    [{ fact: "tier", operator: "lessThan", value: "x" }, "rule.operator_type at operator"],
    [{ fact: "tier", operator: "contains", value: "x" }, "rule.operator_type at operator"],
    [{ fact: "tags", operator: "equal", value: "x" }, "rule.operator_type at operator"],
    [{ fact: "score", operator: "startsWith", value: "1" }, "rule.operator_type at operator"],
    [{ fact: "blocked", operator: "between", value: [1, 2] }, "rule.operator_type at operator"],
    [{ fact: "tier", operator: "equal", value: 1 }, "rule.value at value"],
    [{ fact: "score", operator: "equal", value: "1" }, "rule.value at value"],
    [{ fact: "blocked", operator: "equal", value: "true" }, "rule.value at value"],
    [{ fact: "total", operator: "equal", value: "1e5" }, "decimal.exponent at value"],
    [{ fact: "total", operator: "equal", value: "1,5" }, "decimal.format at value"],
    [{ fact: "total", operator: "equal", value: true }, "decimal.type at value"],
    [{ fact: "day", operator: "equal", value: "2026-02-30" }, "rule.value at value"],
    [{ fact: "at", operator: "equal", value: "2026-03-29T00:00" }, "rule.value at value"],
    [{ fact: "tier", operator: "equal", value: { fact: "total" } }, "rule.value at value.fact"],
    [{ fact: "tier", operator: "equal", value: { fact: "tags" } }, "rule.value at value.fact"],
    [{ fact: "tier", operator: "in", value: { fact: "tier" } }, "rule.value at value.fact"],
    [
      { fact: "tier", operator: "equal", value: { fact: "nowhere" } },
      "rule.unknown_fact at value.fact",
    ],
  ])("%j is refused where the facts are declared", (condition, issue) => {
    expect(issueOf(condition, { facts: types })).toBe(issue);
  });

  test("an undeclared fact has no order against a text, nor against another's truth", () => {
    const options = { facts: types, undeclaredFacts: "infer" } as const;
    const order = { fact: "x", operator: "lessThan", value: { fact: "tier" } };
    expect(issueOf(order, options)).toBe("rule.value at value.fact");
    expect(issueOf({ fact: "x", operator: "equal", value: { fact: "tier" } }, options)).toBe(
      "valid",
    );
  });

  test("a type that is none is refused where it is used", () => {
    const facts = { "a.b": "text" } as never;
    expect(issueOf({ fact: "a.b", operator: "present" }, { facts })).toBe(
      "schema.value at facts.a.b",
    );
  });

  test("all issues come at once, under the path given, at most a hundred of them", () => {
    const issues = issuesOf(
      { all: [1, { not: "x" }, { any: [] }, { fact: "a" }] },
      { path: "rule" },
    );
    expect(issues.map(({ code, path }) => `${code} at ${path}`)).toEqual([
      "schema.type at rule.all[0]",
      "rule.unknown_operator at rule.all[1].not",
      "rule.empty at rule.all[2].any",
      "rule.unknown_operator at rule.all[3].operator",
    ]);
    expect(issuesOf({ all: Array.from({ length: 500 }, () => 1) })).toHaveLength(100);
  });

  test("pricing-10 an expression in the place of a rule is refused and never run", () => {
    const formula = "constructor.constructor('return process')()";
    expect(issueOf(formula, { path: "rule" })).toBe("rule.unknown_operator at rule");
    const operator = { fact: "a", operator: formula, value: 1 };
    expect(issueOf(operator, { path: "rule" })).toBe("rule.unknown_operator at rule.operator");
  });

  test("schema-03 ten thousand levels, and as many in a circle, are too deep", () => {
    for (const wrap of [
      (inner: unknown) => ({ not: inner }),
      (inner: unknown) => ({ all: [inner] }),
    ]) {
      let deep: unknown = { fact: "a", operator: "present" };
      for (let level = 0; level < 10_000; level += 1) deep = wrap(deep);
      expect(issueOf(deep)).toContain("limits.too_deep");
    }
    const circle: { all: unknown[] } = { all: [] };
    circle.all.push(circle, circle);
    expect(issueOf(circle)).toContain("limits.too_deep");
  });

  test("exactly 32 levels and 10 000 clauses are accepted, not one more", () => {
    const nested = (levels: number): unknown => {
      let condition: unknown = { fact: "a", operator: "present" };
      for (let level = 1; level < levels; level += 1) condition = { not: condition };
      return condition;
    };
    expect(issueOf(nested(32))).toBe("valid");
    expect(issueOf(nested(33))).toContain("limits.too_deep");
    const clause = { fact: "a", operator: "present" };
    const wide = (length: number): unknown => ({ all: Array.from({ length }, () => clause) });
    expect(issueOf(wide(9_999))).toBe("valid");
    expect(issueOf(wide(10_000))).toBe("limits.too_many at all[9999]");
    const list = {
      fact: "a",
      operator: "in",
      value: Array.from({ length: 10_000 }, (_, value) => value),
    };
    expect(issueOf({ all: Array.from({ length: 10 }, () => list) })).toBe("valid");
    expect(issueOf({ all: Array.from({ length: 11 }, () => list) })).toBe(
      "limits.too_many at all[10].value",
    );
  });

  test("hostile input is refused in under 5 ms", () => {
    const circle: { any: unknown[] } = { any: [] };
    for (let copy = 0; copy < 100; copy += 1) circle.any.push(circle);
    const hostile: unknown[] = [
      circle,
      { all: new Array(2 ** 32 - 1) },
      "x".repeat(1_000_000),
      { fact: "x".repeat(1_000_000) },
    ];
    for (const condition of hostile) {
      // The best of several, as the machine may be busy with something else.
      let best = Infinity;
      for (let round = 0; round < 10; round += 1) {
        const start = performance.now();
        expect(issuesOf(condition).length).toBeGreaterThan(0);
        best = Math.min(best, performance.now() - start);
      }
      expect(best).toBeLessThan(5);
    }
  });
});
