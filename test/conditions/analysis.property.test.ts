/** Laws of the analysis: it never contradicts facts, and what it finds has been found. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  analyseConditions,
  compileCondition,
  satisfiable,
  tautology,
} from "../../src/conditions/index.js";
import type { AnalysisOptions, Condition, FactTypes } from "../../src/conditions/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { conditionArbitrary, factsArbitrary, factTypes, pools } from "./facts.js";

/** Counts of answers, so that a test notices when it proves nothing. */
type Tally = Record<"proven" | "disproven" | "undecided", number>;

function tally(): Tally {
  return { proven: 0, disproven: 0, undecided: 0 };
}

/** Checks every claim about two conditions against facts, and every witness. */
function check(
  a: Condition,
  b: Condition,
  samples: readonly object[],
  options: AnalysisOptions,
): ReturnType<typeof analyseConditions> {
  const first = compileCondition(a, options);
  const second = compileCondition(b, options);
  const analysis = analyseConditions(deepFreeze(a), deepFreeze(b), options);
  const { overlap, aImpliesB, bImpliesA } = analysis;
  if (overlap.outcome === "proven") {
    expect(first.holds(overlap.witness) && second.holds(overlap.witness)).toBe(true);
  }
  if (aImpliesB.outcome === "disproven") {
    expect(first.holds(aImpliesB.counterexample)).toBe(true);
    expect(second.holds(aImpliesB.counterexample)).toBe(false);
  }
  if (bImpliesA.outcome === "disproven") {
    expect(second.holds(bImpliesA.counterexample)).toBe(true);
    expect(first.holds(bImpliesA.counterexample)).toBe(false);
  }
  for (const facts of samples) {
    const isA = first.holds(facts);
    const isB = second.holds(facts);
    if (isA && isB) expect(overlap.outcome).not.toBe("disproven");
    if (isA && !isB) expect(aImpliesB.outcome).not.toBe("proven");
    if (isB && !isA) expect(bImpliesA.outcome).not.toBe("proven");
  }
  return analysis;
}

describe("conditions: analysis", () => {
  const samples = fc.array(factsArbitrary(), { minLength: 25, maxLength: 25 });

  test("C-19 no claim contradicts any of 10 000 sampled facts, and nearly all is decided", () => {
    const seen = { overlap: tally(), implication: tally() };
    fc.assert(
      fc.property(conditionArbitrary({}, 2), conditionArbitrary({}, 2), samples, (a, b, facts) => {
        const { overlap, aImpliesB, bImpliesA } = check(a, b, facts, { facts: factTypes });
        seen.overlap[overlap.outcome] += 1;
        seen.implication[aImpliesB.outcome] += 1;
        seen.implication[bImpliesA.outcome] += 1;
      }),
      runs(600),
    );
    expect(seen.overlap.proven).toBeGreaterThan(seenMin(100));
    expect(seen.overlap.disproven).toBeGreaterThan(seenMin(10));
    expect(seen.implication.proven).toBeGreaterThan(seenMin(20));
    expect(seen.overlap.undecided + seen.implication.undecided).toBeLessThan(40);
  });

  test.each([
    "client.tier",
    "client.score",
    "order.total",
    "order.date",
    "order.at",
    "client.tags",
  ] as const)(
    "C-20 of conditions about %s alone every question is decided as its values decide",
    (name) => {
      const seen = tally();
      const [group = "", key = ""] = name.split(".");
      const names = [name];
      const wrap = (value: unknown): object => ({ [group]: { [key]: value } });
      const values = valuesBetween(factTypes[name]);
      const condition = conditionArbitrary({ names, references: false }, 2);
      fc.assert(
        fc.property(condition, condition, (a, b) => {
          const facts = [{}, ...values.map(wrap)];
          const { overlap, aImpliesB } = check(a, b, facts, { facts: factTypes });
          expect(overlap.outcome).not.toBe("undecided");
          expect(aImpliesB.outcome).not.toBe("undecided");
          seen[overlap.outcome] += 1;
        }),
        runs(400),
      );
      expect(Math.min(seen.proven, seen.disproven)).toBeGreaterThan(seenMin(30));
    },
  );

  test("C-21 compared facts are decided: chains of facts have their orders", () => {
    const types: FactTypes = { a: "decimal", b: "decimal", c: "decimal" };
    const operators = [
      "lessThan",
      "greaterThan",
      "lessThanInclusive",
      "equal",
      "notEqual",
    ] as const;
    const fact = fc.constantFrom("a", "b", "c");
    const clause = fc.oneof(
      fc.record({ fact, operator: fc.constantFrom(...operators), value: fc.record({ fact }) }),
      fc.record({
        fact,
        operator: fc.constantFrom(...operators),
        value: fc.constantFrom("1", "2"),
      }),
    );
    const condition = fc.oneof(
      fc.array(clause, { maxLength: 4 }).map((all): Condition => ({ all })),
      fc.array(clause, { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
    );
    const values = [undefined, "0", "1", "1.2", "1.5", "1.7", "2", "3"];
    const facts = values.flatMap((a) => values.flatMap((b) => values.map((c) => ({ a, b, c }))));
    const seen = tally();
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        const { overlap, aImpliesB } = check(a, b, facts, { facts: types });
        expect(overlap.outcome).not.toBe("undecided");
        expect(aImpliesB.outcome).not.toBe("undecided");
        seen[overlap.outcome] += 1;
      }),
      runs(300),
    );
    expect(Math.min(seen.proven, seen.disproven)).toBeGreaterThan(seenMin(30));
  });

  test("C-22 no claim contradicts facts of any kind where no types are declared", () => {
    const names = [
      "client.tier",
      "client.score",
      "client.blocked",
      "client.tags",
      "order.date",
    ] as const;
    const condition = conditionArbitrary({ names }, 2);
    const records = fc.array(factsArbitrary({ mistyped: true }), { minLength: 20, maxLength: 20 });
    const seen = tally();
    fc.assert(
      fc.property(condition, condition, records, (a, b, facts) => {
        seen[check(a, b, facts, {}).overlap.outcome] += 1;
      }),
      runs(400),
    );
    expect(seen.undecided).toBeLessThan(60);
  });

  test("C-23 a single fact without a declared type is decided as its values decide", () => {
    const values = [
      1,
      1.5,
      "1",
      "1.0",
      "1.50",
      "a",
      "",
      true,
      false,
      "2024-02-29",
      "2024-03-01",
      7,
    ];
    const value = fc.constantFrom(1, 1.5, "1", "1.0", "a", true, "2024-02-29");
    const fact = fc.constant("x");
    const ordered = fc.constantFrom(1, 1.5, "1", "1.0", "2024-02-29");
    const clause = fc.oneof(
      fc.record({ fact, operator: fc.constantFrom("equal", "notEqual"), value }),
      fc.record({ fact, operator: fc.constantFrom("lessThan", "greaterThan"), value: ordered }),
      fc.record({ fact, operator: fc.constantFrom("contains", "doesNotContain"), value }),
      fc.record({ fact, operator: fc.constantFrom("present", "absent") }),
    );
    const condition = fc.array(clause, { maxLength: 4 }).map((all): Condition => ({ all }));
    const lists = [[], [1], ["1"], [true, "a"]];
    const facts = [...values, ...lists, {}, null].map((x) => ({ x }));
    const seen = tally();
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        const { overlap, bImpliesA } = check(a, b, facts, {});
        expect([overlap.outcome, bImpliesA.outcome]).not.toContain("undecided");
        seen[overlap.outcome] += 1;
      }),
      runs(600),
    );
    expect(Math.min(seen.proven, seen.disproven)).toBeGreaterThan(seenMin(50));
  });

  test("C-24 a condition overlaps itself if it can hold, implies itself, and excludes its negation", () => {
    fc.assert(
      fc.property(conditionArbitrary({}, 2), (condition) => {
        const options = { facts: factTypes };
        const self = analyseConditions(condition, condition, options);
        expect(self.overlap.outcome).toBe(satisfiable(condition, options).outcome);
        expect(self.aImpliesB.outcome).not.toBe("disproven");
        const opposite = analyseConditions(condition, { not: condition }, options);
        expect(opposite.overlap.outcome).not.toBe("proven");
        const either = { any: [condition, { not: condition }] };
        const finding = tautology(either, { ...options, missingFacts: "excluded" });
        expect(finding.outcome).not.toBe("disproven");
      }),
      runs(300),
    );
  });
});

/** The values of a pool and others between, below and above them. */
function valuesBetween(type: string): readonly unknown[] {
  switch (type) {
    case "number":
      return [...pools.number, -9, 0.5, 1.2, 1.7, 5, 99];
    case "decimal":
      return [...pools.decimal, "-9", "0.5", "1.2", "1.7", "5", "99", "99999999999999999999.5"];
    case "date":
      return [...pools.date, "0001-01-02", "2000-01-01", "2024-03-02", "2025-01-01", "2027-01-01"];
    case "instant":
      return [
        ...pools.instant,
        "2025-01-01T00:00:00Z",
        "2026-06-01T00:00:00Z",
        "2027-01-01T00:00:00Z",
      ];
    case "string":
      return [...pools.string, "g", "gx", "goX", "D", "DE-", "DEX", "x"];
    default:
      return [[], ["gold"], ["gold", "silver"], ["x"], ["go", "x"], pools.string];
  }
}
