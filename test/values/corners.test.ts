/** Corners that examples and laws do not come by: unions in schemas, forms that are none. */
import { describe, expect, test } from "vitest";
import * as z from "zod";

import {
  addDays,
  add,
  compare,
  compareInstants,
  compareQuantities,
  containsDate,
  convertQuantity,
  daysIn,
  isInstant,
  maximum,
  minimum,
  money,
  quantity,
} from "../../src/values/index.js";
import { aggregateViolations } from "../../src/values/index.js";
import type { Aggregate } from "../../src/values/index.js";
import { toInteger } from "../../src/values/rounding.js";
import { checkedBy, parseWith, safeParseWith } from "../../src/values/schema.js";
import { multiplyDivideRounded } from "../../src/values/rounding.js";
import { fail } from "../../src/values/errors.js";
import { expectRecord } from "../../src/values/plain.js";
import { issueOf } from "./issue-of.js";

describe("issues of schemas", () => {
  const branches = z.union([z.strictObject({ kind: z.literal("a"), amount: z.string() }), z.strictObject({ kind: z.literal("b") })]);

  test("a union is explained by the branch that came furthest, with its path", () => {
    const result = safeParseWith(z.strictObject({ list: z.array(branches) }), { list: [{ kind: "a", amount: 5 }] });
    expect(result).toMatchObject({ ok: false, issues: [{ code: "schema.type", path: "list[0].amount", received: "5" }] });
  });

  test("a union of which nothing fits is one issue", () => {
    expect(safeParseWith(branches, 5)).toMatchObject({ ok: false, issues: [{ code: "schema.value", path: "" }] });
  });

  test("a discriminator that is none is one issue as well", () => {
    const tagged = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("a") })]);
    expect(safeParseWith(tagged, { kind: "z" })).toMatchObject({ ok: false, issues: [{ path: "kind" }] });
  });

  test.each([
    [z.string().max(2), "abc", "limits.too_long"],
    [z.array(z.number()).max(2), [1, 2, 3], "limits.too_many"],
    [z.number().max(2), 3, "schema.range"],
    [z.number().min(2), 1, "schema.range"],
    [z.enum(["a"]), "b", "schema.value"],
    [z.strictObject({}), { a: 1 }, "schema.unknown_key"],
    [z.number().refine(() => false), 1, "schema.value"],
  ])("case %# has the code of the library", (schema, value, code) => {
    expect(issueOf(() => parseWith<unknown>(schema, value))?.code).toBe(code);
  });

  test("more issues than a person reads are cut at a hundred", () => {
    const result = safeParseWith(z.array(z.number()), Array.from({ length: 500 }, () => "x"));
    expect(!result.ok && result.issues.length).toBe(100);
  });

  test("a check of a whole document keeps codes and paths", () => {
    const schema = checkedBy(() => fail("area.code", "list[3].name", "a name", 5));
    expect(safeParseWith(z.strictObject({ part: schema }), { part: 1 })).toMatchObject({ issues: [{ code: "area.code", path: "part.list[3].name" }] });
    const whole = checkedBy(() => fail("area.code", "", "a name", 5));
    expect(safeParseWith(whole, 1)).toMatchObject({ issues: [{ code: "area.code", path: "" }] });
  });

  test("a value under a path that is not there is received as nothing", () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.string() }).superRefine((_, context) => { context.addIssue({ code: "custom", path: ["x", "y"], message: "m" }); }) });
    expect(safeParseWith(schema, { a: { b: "c" } })).toMatchObject({ issues: [{ path: "a.x.y", received: "undefined" }] });
  });
});

describe("forms that are none", () => {
  test.each([
    "2026-01-01T00:00:00.000z",
    "2026-01-01 00:00:00.000Z",
    "2026-01-01T00.00:00.000Z",
    "2026-01-01T00:00.00.000Z",
    "2026-01-01T00:00:00,000Z",
    "2026-01-01T0x:00:00.000Z",
    "2026-01-01T00:x0:00.000Z",
    "2026-01-01T00:00:-1.000Z",
    "2026-01-01T00:00:00.x00Z",
    "2026-01-01T00:00:00.00xZ",
    "2026-01-01T00:00:00.00/Z",
    "2026-01-01T24:00:00.000Z",
    "2026-01-01T00:00:60.000Z",
    "2026x01-01T00:00:00.000Z",
  ])("%s is no canonical instant", (text) => {
    expect(isInstant(text)).toBe(false);
  });

  test("a period that is none", () => {
    expect(issueOf(() => containsDate(null as never, "2026-01-01"))).toEqual({ code: "schema.type", path: "period" });
    expect(issueOf(() => daysIn([] as never))).toEqual({ code: "schema.type", path: "period" });
  });

  test("keys that nobody declared, where other keys are inherited", () => {
    const child: object = Object.create(null) as object;
    Object.assign(child, { other: 1 });
    expect(issueOf(() => expectRecord(child, "", ["id"]))?.code).toBe("schema.unknown_key");
  });
});

describe("orders and choices", () => {
  test("amounts and instants below, equal and above", () => {
    const order = (a: string, b: string): number => compare(money(a, "EUR"), money(b, "EUR"));
    expect([order("1", "2"), order("2", "2"), order("3", "2")]).toEqual([-1, 0, 1]);
    const [early, late] = ["2026-01-01T00:00Z", "2026-01-01T00:01Z"];
    expect([compareInstants(early, late), compareInstants(early, early), compareInstants(late, early)]).toEqual([-1, 0, 1]);
    const long = { amount: "1".repeat(33), currency: "PTS" };
    expect(add(long, long).amount).toBe("2".repeat(33));
    const fine = { amount: `0.${"1".repeat(33)}`, currency: "PTS" };
    expect(add(fine, fine).amount).toBe(`0.${"2".repeat(33)}`);
  });

  test("the smaller and the larger of two amounts, either way round", () => {
    const [one, two] = [money("1", "EUR"), money("2", "EUR")];
    expect([minimum(one, two), minimum(two, one), maximum(one, two), maximum(two, one)]).toEqual([one, one, two, two]);
  });

  test("quantities below, equal and above; conversions through units that lead nowhere", () => {
    const order = (a: number, b: number): number => compareQuantities(quantity(a, "box"), quantity(b, "box"));
    expect([order(1, 2), order(2, 2), order(3, 2)]).toEqual([-1, 0, 1]);
    const conversions = [
      { from: "box", to: "crate", ratio: "0.5" },
      { from: "box", to: "piece", ratio: "12" },
    ];
    expect(convertQuantity(quantity(1, "crate"), "piece", conversions).amount).toBe("24");
    expect(issueOf(() => convertQuantity(quantity(1, "metre"), "piece", conversions))?.code).toBe("quantity.no_conversion");
  });

  test("a step of a price line may be beyond 2^53 on the way", () => {
    expect(multiplyDivideRounded(2 ** 52, 2 ** 20, 2 ** 20, "halfEven")).toBe(2 ** 52);
    expect(multiplyDivideRounded(-7, 1, 2, "floor")).toBe(-4);
    expect([toInteger(2n ** 53n), toInteger(-(2n ** 53n)), toInteger(5n)]).toEqual([2n ** 53n, -(2n ** 53n), 5]);
    expect(addDays("2026-01-01", 0)).toBe("2026-01-01");
  });

  test("an aggregate over one shard, or two, keeps its laws as well", () => {
    const count: Aggregate<number, number, number> = { empty: () => 0, add: (state) => state + 1, merge: (a, b) => a + b, result: (state) => state };
    for (const shards of [[], [[1]], [[1], [2]], [[1], [2], [3]]]) expect(aggregateViolations(count, shards)).toEqual([]);
  });
});
