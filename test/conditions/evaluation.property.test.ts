/** Laws of evaluation: what a condition comes to, however it is written. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileCondition, evaluate, explainCondition } from "../../src/conditions/index.js";
import type { Condition } from "../../src/conditions/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { conditionArbitrary, factsArbitrary, factTypes } from "./facts.js";
import { truthOf } from "./naive.js";

const options = { facts: factTypes };

function holds(condition: Condition, facts: object): boolean {
  return evaluate(compileCondition(condition, options), facts);
}

const anyFacts = factsArbitrary({ mistyped: true });

describe("conditions: evaluation", () => {
  test("C-01 the compiled condition equals the naive interpreter, in all three truth values", () => {
    const seen = { held: 0, failed: 0, unknown: 0 };
    fc.assert(
      fc.property(conditionArbitrary(), anyFacts, (condition, facts) => {
        deepFreeze(condition);
        deepFreeze(facts);
        const truth = truthOf(condition, facts, factTypes);
        const compiled = compileCondition(condition, options);
        expect(compiled.holds(facts)).toBe(truth === true);
        const { held, outcome } = explainCondition(compiled, facts);
        const expected = truth === undefined ? "unknown" : truth ? "held" : "failed";
        expect({ held, outcome }).toEqual({ held: truth === true, outcome: expected });
        seen[outcome] += 1;
      }),
      runs(3_000),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(200));
  });

  test("C-02 De Morgan: not all is any not, not any is all not", () => {
    const parts = fc.array(conditionArbitrary({}, 2), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, anyFacts, (list, facts) => {
        const negated = list.map((not): Condition => ({ not }));
        expect(holds({ not: { all: list } }, facts)).toBe(holds({ any: negated }, facts));
        expect(holds({ not: { any: list } }, facts)).toBe(holds({ all: negated }, facts));
      }),
      runs(500),
    );
  });

  test("C-03 a double negation changes nothing", () => {
    fc.assert(
      fc.property(conditionArbitrary(), anyFacts, (condition, facts) => {
        const twice: Condition = { not: { not: condition } };
        const plain = explainCondition(compileCondition(condition, options), facts);
        const doubled = explainCondition(compileCondition(twice, options), facts);
        expect(doubled.outcome).toBe(plain.outcome);
        expect(holds(twice, facts)).toBe(holds(condition, facts));
      }),
      runs(500),
    );
  });

  test("C-04 the order of parts and their repetition do not matter", () => {
    const parts = fc.array(conditionArbitrary({}, 2), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, anyFacts, (list, facts) => {
        const shuffled = [...list].reverse().concat(list[0] ?? []);
        expect(holds({ all: shuffled }, facts)).toBe(holds({ all: list }, facts));
        expect(holds({ any: shuffled }, facts)).toBe(holds({ any: list }, facts));
      }),
      runs(500),
    );
  });

  test("C-05 a condition and its negation never both hold, and one does when all is known", () => {
    const known = factsArbitrary({ missing: false });
    fc.assert(
      fc.property(conditionArbitrary(), anyFacts, known, (condition, some, all) => {
        expect(holds(condition, some) && holds({ not: condition }, some)).toBe(false);
        expect(holds(condition, all)).toBe(!holds({ not: condition }, all));
      }),
      runs(500),
    );
  });

  test("C-06 a further fact never turns held into failed or failed into held, presence aside", () => {
    const names = Object.keys(factTypes);
    const withoutPresence = conditionArbitrary({ peer: true });
    const known = factsArbitrary({ missing: false });
    fc.assert(
      fc.property(withoutPresence, known, fc.constantFrom(...names), (condition, facts, name) => {
        const [group = "", key = ""] = name.split(".");
        const less = structuredClone(facts);
        delete less[group]?.[key];
        const before = explainCondition(compileCondition(condition, options), less).outcome;
        const after = explainCondition(compileCondition(condition, options), facts).outcome;
        expect(before === "unknown" || before === after).toBe(true);
      }),
      runs(1_000),
    );
  });

  test("C-07 a further part never makes all hold, nor any fail", () => {
    const parts = fc.array(conditionArbitrary({}, 2), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, conditionArbitrary({}, 2), anyFacts, (list, more, facts) => {
        if (!holds({ all: list }, facts))
          expect(holds({ all: [...list, more] }, facts)).toBe(false);
        if (holds({ any: list }, facts)) expect(holds({ any: [...list, more] }, facts)).toBe(true);
      }),
      runs(500),
    );
  });

  test("C-08 a document that went through JSON or structuredClone answers the same", () => {
    fc.assert(
      fc.property(conditionArbitrary(), anyFacts, (condition, facts) => {
        const copy = JSON.parse(JSON.stringify(condition)) as Condition;
        expect(holds(copy, facts)).toBe(holds(condition, facts));
        expect(holds(structuredClone(condition), facts)).toBe(holds(condition, facts));
        const explanation = explainCondition(compileCondition(condition, options), facts);
        expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
        expect(structuredClone(explanation)).toEqual(explanation);
      }),
      runs(300),
    );
  });

  test("C-09 the reasons alone bring about the outcome", () => {
    fc.assert(
      fc.property(conditionArbitrary(), anyFacts, (condition, facts) => {
        const compiled = compileCondition(condition, options);
        const { outcome, reasons, trace } = explainCondition(compiled, facts);
        expect(reasons.every((reason) => reason.outcome === "unknown")).toBe(
          outcome === "unknown" || reasons.length === 0,
        );
        if (trace.kind === "clause") expect(reasons).toEqual([trace]);
      }),
      runs(500),
    );
  });

  test("C-10 the facts used are those whose values can matter", () => {
    fc.assert(
      fc.property(conditionArbitrary(), anyFacts, (condition, facts) => {
        const compiled = compileCondition(condition, options);
        const rest = structuredClone(facts);
        for (const name of Object.keys(factTypes)) {
          const [group = "", key = ""] = name.split(".");
          if (!compiled.factsUsed.includes(name)) delete rest[group]?.[key];
        }
        expect(compiled.holds(rest)).toBe(compiled.holds(facts));
        expect([...compiled.factsUsed].sort()).toEqual(compiled.factsUsed);
      }),
      runs(300),
    );
  });
});
