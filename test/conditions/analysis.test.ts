/** Examples of the analysis, and the edges of what it can know. */
import { describe, expect, test } from "vitest";

import { decimalPoints, doublePoints } from "../../src/conditions/analysis/number-points.js";
import { datePoints, instantPoints } from "../../src/conditions/analysis/time-points.js";
import {
  analyseConditions,
  compileCondition,
  satisfiable,
  tautology,
} from "../../src/conditions/index.js";
import type { AnalysisOptions, Condition, FactTypes } from "../../src/conditions/index.js";
import { formatScaled, parseScaled } from "../../src/values/scaled.js";

function overlap(a: Condition, b: Condition, options?: AnalysisOptions): string {
  return analyseConditions(a, b, options).overlap.outcome;
}

function can(all: readonly Condition[], facts?: FactTypes): string {
  return satisfiable({ all }, facts === undefined ? {} : { facts }).outcome;
}

describe("conditions: analysis by example", () => {
  const facts: FactTypes = {
    total: "decimal",
    limit: "decimal",
    tier: "string",
    tags: "string[]",
    at: "instant",
  };

  test("bands that touch do not overlap, and together leave no gap", () => {
    const small: Condition = { fact: "total", operator: "lessThan", value: "100.00" };
    const large: Condition = { fact: "total", operator: "greaterThanInclusive", value: "100" };
    expect(overlap(small, large, { facts })).toBe("disproven");
    const whole: Condition = { any: [small, large] };
    expect(tautology(whole, { facts, missingFacts: "excluded" }).outcome).toBe("proven");
    expect(tautology(whole, { facts })).toEqual({ outcome: "disproven", counterexample: {} });
  });

  test("compiled conditions are taken as they are", () => {
    const a = compileCondition({ fact: "tier", operator: "equal", value: "gold" });
    const b = compileCondition({ fact: "tier", operator: "in", value: ["gold", "silver"] });
    const { aImpliesB, bImpliesA } = analyseConditions(a, b);
    expect(aImpliesB.outcome).toBe("proven");
    expect(bImpliesA).toEqual({ outcome: "disproven", counterexample: { tier: "silver" } });
  });

  test("a dead condition implies everything and overlaps nothing", () => {
    const dead: Condition = { not: { all: [] } };
    const any: Condition = { fact: "tier", operator: "present" };
    const analysis = analyseConditions(dead, any, { facts });
    expect(analysis.overlap.outcome).toBe("disproven");
    expect(analysis.aImpliesB.outcome).toBe("proven");
    expect(tautology({ any: [{ all: [] }, any] }).outcome).toBe("proven");
  });

  test("a longer prefix is told from the shorter one, whatever is made up for it", () => {
    const a: Condition = { fact: "tier", operator: "startsWith", value: "a" };
    const longer: Condition = { fact: "tier", operator: "startsWith", value: "a?1" };
    const finding = satisfiable({ all: [a, { not: longer }] }, { facts });
    expect(finding).toEqual({ outcome: "proven", witness: { tier: "a?2" } });
    expect(can([longer, { not: a }], facts)).toBe("disproven");
  });

  test("a decimal text not named may still have the value of one that is", () => {
    const named: Condition = { fact: "x", operator: "notIn", value: ["1", "1.0", 1] };
    const one: Condition = { fact: "x", operator: "between", value: ["1", "1"] };
    const finding = satisfiable({ all: [named, one] });
    expect(finding).toEqual({ outcome: "proven", witness: { x: "1.00" } });
  });

  test("without declared types a fact may be of a type that no clause speaks of", () => {
    const starts: Condition = { fact: "x", operator: "startsWith", value: "a" };
    const finding = tautology({ any: [starts, { not: starts }] }, { missingFacts: "excluded" });
    expect(finding).toEqual({ outcome: "disproven", counterexample: { x: true } });
  });

  test("lists hold what they must and not what they must not", () => {
    const has = (value: string): Condition => ({ fact: "tags", operator: "contains", value });
    const finding = satisfiable(
      { all: [has("new"), has("export"), { not: has("old") }] },
      { facts },
    );
    expect(finding).toEqual({ outcome: "proven", witness: { tags: ["new", "export"] } });
    expect(can([has("new"), { not: has("new") }], facts)).toBe("disproven");
  });

  test("a fact within another fact's list is found with the list", () => {
    const within: Condition = { fact: "tier", operator: "in", value: { fact: "tags" } };
    const listed: Condition = { fact: "tags", operator: "contains", value: { fact: "tier" } };
    expect(
      satisfiable({ all: [within, { fact: "tier", operator: "equal", value: "gold" }] }, { facts }),
    ).toEqual({ outcome: "proven", witness: { tier: "gold", tags: ["gold"] } });
    expect(overlap(within, { not: listed }, { facts })).toBe("disproven");
    expect(satisfiable({ not: within }, { facts })).toMatchObject({
      outcome: "proven",
      witness: { tags: [] },
    });
    // The list is filled with what must be in it only: that this fact is in it for another
    // reason is beyond the analysis.
    const gold: Condition = { fact: "tier", operator: "equal", value: "gold" };
    const others: Condition = { fact: "tags", operator: "contains", value: "gold" };
    expect(can([gold, others, { not: within }], facts)).toBe("undecided");
  });

  test("a fact that is a list to one clause and a value to another", () => {
    const listed: Condition = { fact: "x", operator: "contains", value: "a" };
    const equal: Condition = { fact: "x", operator: "equal", value: { fact: "y" } };
    // Lists are equal to nothing, themselves included, as documents are not shared.
    expect(can([listed, equal])).not.toBe("proven");
    expect(can([listed, { not: equal }, { fact: "y", operator: "present" }])).toBe("proven");
    const within: Condition = { fact: "x", operator: "in", value: { fact: "y" } };
    expect(can([listed, within])).not.toBe("disproven");
  });

  test("a fact compared with itself", () => {
    const below: Condition = { fact: "total", operator: "lessThan", value: { fact: "total" } };
    const equal: Condition = { fact: "total", operator: "equal", value: { fact: "total" } };
    expect(can([below], facts)).toBe("disproven");
    expect(can([equal], facts)).toBe("proven");
    expect(tautology(equal, { facts, missingFacts: "excluded" }).outcome).toBe("proven");
  });

  test("compared texts can be equal or different, of one prefix or not", () => {
    const types: FactTypes = { a: "string", b: "string" };
    const same: Condition = { fact: "a", operator: "equal", value: { fact: "b" } };
    const starts = (fact: string, value: string): Condition => ({
      fact,
      operator: "startsWith",
      value,
    });
    expect(can([same, starts("a", "DE"), starts("b", "DE-")], types)).toBe("proven");
    expect(can([same, starts("a", "DE"), starts("b", "FR")], types)).toBe("disproven");
    expect(can([{ not: same }, starts("a", "DE"), starts("b", "DE")], types)).toBe("proven");
  });

  test("dates have days between them or not, instants milliseconds", () => {
    const types: FactTypes = { day: "date", other: "date", third: "date", at: "instant" };
    const after = (value: string): Condition => ({ fact: "day", operator: "greaterThan", value });
    const before = (value: string, fact = "day"): Condition => ({
      fact,
      operator: "lessThan",
      value,
    });
    expect(can([after("2024-02-28"), before("2024-03-01")], types)).toBe("proven");
    expect(can([after("2026-02-28"), before("2026-03-01")], types)).toBe("disproven");
    expect(can([before("0001-01-01")], types)).toBe("disproven");
    expect(can([before("0001-01-02")], types)).toBe("proven");
    expect(can([after("9999-12-31")], types)).toBe("disproven");
    expect(
      can(
        [
          before("2026-11-23T00:00:00.001Z", "at"),
          { fact: "at", operator: "greaterThan", value: "2026-11-23T00:00:00.000Z" },
        ],
        types,
      ),
    ).toBe("disproven");
    // Two different days in a gap of two, but not three in it.
    const inGap = (fact: string): Condition => ({
      all: [before("2026-01-04", fact), { fact, operator: "greaterThan", value: "2026-01-01" }],
    });
    const earlier = (fact: string, other: string): Condition => ({
      fact,
      operator: "lessThan",
      value: { fact: other },
    });
    expect(can([inGap("day"), inGap("other"), earlier("day", "other")], types)).toBe("proven");
    expect(
      can(
        [inGap("day"), inGap("third"), earlier("day", "other"), earlier("other", "third")],
        types,
      ),
    ).toBe("disproven");
  });

  test("doubles and decimals at their limits", () => {
    const types: FactTypes = { x: "number", d: "decimal" };
    const x = (operator: "lessThan" | "greaterThan", value: number): Condition => ({
      fact: "x",
      operator,
      value,
    });
    const d = (operator: "lessThan" | "greaterThan", value: string): Condition => ({
      fact: "d",
      operator,
      value,
    });
    expect(can([x("greaterThan", 1), x("lessThan", 1 + Number.EPSILON)], types)).toBe("disproven");
    expect(can([x("greaterThan", 1), x("lessThan", 1 + 2 * Number.EPSILON)], types)).toBe("proven");
    expect(can([x("greaterThan", Number.MAX_VALUE)], types)).toBe("disproven");
    expect(can([x("lessThan", -Number.MAX_VALUE)], types)).toBe("disproven");
    expect(can([x("lessThan", -1e300)], types)).toBe("proven");
    expect(can([x("greaterThan", 1e308), x("lessThan", 1.5e308)], types)).toBe("proven");
    const most = "9".repeat(34);
    expect(can([d("greaterThan", most)], types)).not.toBe("proven");
    expect(can([d("lessThan", `-${most}`)], types)).not.toBe("proven");
    expect(can([d("greaterThan", most.replace(/9$/, "8")), d("lessThan", most)], types)).toBe(
      "disproven",
    );
  });

  test("facts that stand in each other's way are undecided, not claimed", () => {
    const clash: Condition = {
      all: [
        { fact: "a", operator: "equal", value: "x" },
        { fact: "a.b", operator: "equal", value: "y" },
      ],
    };
    const reversed: Condition = { all: [...clash.all].reverse() };
    expect(satisfiable(clash).outcome).toBe("undecided");
    expect(satisfiable(reversed).outcome).toBe("undecided");
    const nested: Condition = {
      all: [
        { fact: "a", operator: "present" },
        { fact: "a.b", operator: "equal", value: 1 },
      ],
    };
    expect(satisfiable(nested).outcome).not.toBe("disproven");
  });

  test("facts of different types to two conditions are undecided where it matters", () => {
    const typed = compileCondition(
      { fact: "x", operator: "equal", value: "1.50" },
      { facts: { x: "decimal" } },
    );
    const untyped = compileCondition({
      fact: "x",
      operator: "notIn",
      value: ["1.5", "1.50", "1.500"],
    });
    expect(analyseConditions(typed, untyped).overlap.outcome).not.toBe("disproven");
    const dated = compileCondition({ fact: "x", operator: "present" }, { facts: { x: "date" } });
    expect(analyseConditions(typed, dated).overlap.outcome).toBe("undecided");
  });

  test("prefixes mixed with an order are undecided where it matters", () => {
    const mixed: Condition[] = [
      { fact: "x", operator: "startsWith", value: "155.7" },
      { fact: "x", operator: "greaterThan", value: 150 },
      { fact: "x", operator: "lessThan", value: 160 },
    ];
    expect(can(mixed)).not.toBe("disproven");
    const instant: Condition[] = [
      {
        fact: "x",
        operator: "notIn",
        value: [
          "2026-01-01T00:00:00.000Z",
          "2026-01-01T00:00:00.000+00:00",
          "2026-01-01T00:00:00Z",
        ],
      },
      { fact: "x", operator: "between", value: ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"] },
    ];
    expect(can(instant)).not.toBe("disproven");
    const compared: Condition[] = [
      { fact: "x", operator: "lessThan", value: { fact: "y" } },
      { fact: "x", operator: "equal", value: "b" },
    ];
    expect(can(compared)).not.toBe("disproven");
  });

  test("what is too large is left undecided, in bearable time", () => {
    const values = Array.from({ length: 6_000 }, (_, number) => number);
    const wide: Condition = { fact: "x", operator: "in", value: values };
    expect(satisfiable(wide).outcome).toBe("undecided");
    const many: Condition = {
      all: values
        .slice(0, 1_500)
        .map((number) => ({ fact: `x${String(number)}`, operator: "present" } as const)),
    };
    expect(satisfiable(many).outcome).toBe("undecided");
    // A pigeonhole: nine facts, eight values, all different. Known to be hard to refute.
    const names = Array.from({ length: 9 }, (_, number) => `p${String(number)}`);
    const types: FactTypes = Object.fromEntries(names.map((name) => [name, "number"] as const));
    const holes: Condition[] = names.map((fact) => ({
      fact,
      operator: "in",
      value: values.slice(0, 8),
    }));
    const different = names.flatMap((fact, index) =>
      names
        .slice(index + 1)
        .map((other): Condition => ({ fact, operator: "notEqual", value: { fact: other } })),
    );
    const start = performance.now();
    expect(can([...holes, ...different], types)).toBe("undecided");
    // A formula of many choices none of which works out.
    const choice = (number: number): Condition => ({
      any: [0, 1, 2].map((value) => ({
        all: [
          { fact: `q${String(number)}`, operator: "equal", value },
          { fact: `q${String((number + 1) % 40)}`, operator: "notEqual", value },
        ],
      })),
    });
    const choices = Array.from({ length: 40 }, (_, number) => choice(number));
    const never: Condition[] = ["a", "b"].map((value) => ({
      fact: "z.z",
      operator: "equal",
      value,
    }));
    expect(can([...choices, { any: never }, { not: { any: never } }])).not.toBe("proven");
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("bad input is refused as by compiling", () => {
    expect(() => analyseConditions(null as never, { all: [] })).toThrow("schema.type");
    expect(() =>
      satisfiable({ fact: "x", operator: "equal", value: 1 }, { facts, path: "when" }),
    ).toThrow("rule.unknown_fact at when.fact");
    expect(() => tautology({ kind: "compiled-condition" } as never)).toThrow("schema.unknown_key");
  });
});

describe("conditions: points that stand for others", () => {
  test("of doubles", () => {
    expect(doublePoints([], 1).values).toEqual([0, -1, 1]);
    expect(doublePoints([10, 20], 2).values).toEqual([10, 20, 15, 13, 9, 21, 8, 22]);
    expect(doublePoints([1, 1 + Number.EPSILON], 2)).toMatchObject({ isExhaustive: false });
    expect(doublePoints([Number.MAX_VALUE], 1)).toMatchObject({ isExhaustive: true });
    expect(doublePoints([1e300], 2)).toMatchObject({ isExhaustive: false });
    expect(doublePoints([-1e300], 2)).toMatchObject({ isExhaustive: false });
    const ends = [-Number.MAX_VALUE, Number.MAX_VALUE];
    expect(doublePoints(ends, 2)).toMatchObject({ isExhaustive: true });
  });

  test("of decimals", () => {
    const points = (texts: readonly string[], count: number): readonly string[] =>
      decimalPoints(
        texts.map((text) => parseScaled(text, "test", "")),
        count,
      ).values.map(formatScaled);
    expect(points([], 1)).toEqual(["0", "1", "-1"]);
    expect(points(["1", "2"], 1)).toEqual(["1", "2", "1.1", "3", "0"]);
    expect(points(["1.50", "1.5"], 2)).toEqual(["1.5", "2", "3", "1", "0"]);
  });

  test("of dates and instants", () => {
    expect(datePoints([], 1)).toEqual(["1970-01-01", "1970-01-02", "1969-12-31"]);
    expect(instantPoints(["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:02.000Z"], 1)).toEqual([
      "2026-01-01T00:00:00.000Z",
      "2026-01-01T00:00:02.000Z",
      "2026-01-01T00:00:01.000Z",
      "2026-01-02T00:00:02.000Z",
      "2025-12-31T00:00:00.000Z",
    ]);
    expect(instantPoints(["0001-01-01T00:00:00.001Z"], 1)).toContain("0001-01-01T00:00:00.000Z");
  });
});
