/**
 * json-rules-engine as the oracle: where facts are there, the language answers as it does.
 *
 * Decided otherwise, and therefore not among these cases: an empty `any` (refused here, true
 * there), a missing fact under a negation (unknown here, true there), decimal texts (compared
 * by value here, by alphabet there) and texts under an order (refused here).
 */
import fc from "fast-check";
import { Engine } from "json-rules-engine";
import type { TopLevelCondition } from "json-rules-engine";
import { describe, expect, test } from "vitest";

import { compileCondition } from "../../src/conditions/index.js";
import type { Condition, ScalarValue } from "../../src/conditions/index.js";
import { runs, seenMin } from "../support/runs.js";
import { conditionArbitrary, factsArbitrary, factTypes } from "./facts.js";
import type { FactName } from "./facts.js";

/** The form that json-rules-engine takes: a fact by its first step and a JSONPath below it. */
function forPeer(condition: Condition): TopLevelCondition {
  if ("all" in condition) return { all: condition.all.map(forPeer) };
  if ("any" in condition) return { any: condition.any.map(forPeer) };
  if ("not" in condition) return { not: forPeer(condition.not) };
  const { fact, operator, value } = condition;
  return { all: [{ ...peerFact(fact), operator, value: peerValue(value) }] };
}

function peerFact(name: string): { fact: string; path: string } {
  const [fact = "", ...rest] = name.split(".");
  return { fact, path: `$.${rest.join(".")}` };
}

function peerValue(value: unknown): unknown {
  const isReference = typeof value === "object" && value !== null && "fact" in value;
  return isReference ? peerFact(String(value.fact)) : value;
}

async function peerHolds(condition: Condition, facts: Record<string, unknown>): Promise<boolean> {
  const engine = new Engine();
  engine.addRule({ conditions: { all: [forPeer(condition)] }, event: { type: "held" } });
  const { events } = await engine.run(facts);
  return events.length > 0;
}

/** Declared types under which json-rules-engine compares as we do. */
const names: readonly FactName[] = [
  "client.tier",
  "client.region",
  "client.score",
  "client.rank",
  "client.blocked",
  "client.tags",
  "order.date",
  "order.due",
];

describe("conditions: json-rules-engine", () => {
  test("C-11 typed conditions over facts that are there hold as in json-rules-engine", async () => {
    const seen = { held: 0, failed: 0 };
    await fc.assert(
      fc.asyncProperty(
        conditionArbitrary({ peer: true, names }),
        factsArbitrary({ missing: false }),
        async (condition, facts) => {
          const held = compileCondition(condition, { facts: factTypes }).holds(facts);
          expect(held).toBe(await peerHolds(condition, facts));
          seen[held ? "held" : "failed"] += 1;
        },
      ),
      runs(1_500),
    );
    expect(Math.min(seen.held, seen.failed)).toBeGreaterThan(seenMin(300));
  });

  test("C-12 so do conditions without declared types", async () => {
    await fc.assert(
      fc.asyncProperty(
        conditionArbitrary({ peer: true, names }),
        factsArbitrary({ missing: false }),
        async (condition, facts) => {
          const held = compileCondition(condition).holds(facts);
          expect(held).toBe(await peerHolds(condition, facts));
        },
      ),
      runs(1_000),
    );
  });

  test("C-13 equality and membership without declared types is identity, whatever the fact", async () => {
    const scalar = fc.constantFrom<ScalarValue>(0, 1, "1", "1.0", "", true, false, "gold");
    const fact = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.constant({ a: 1 }));
    const equality = fc.record({
      fact: fc.constant("client.x"),
      operator: fc.constantFrom("equal", "notEqual"),
      value: scalar,
    });
    const membership = fc.record({
      fact: fc.constant("client.x"),
      operator: fc.constantFrom("in", "notIn"),
      value: fc.array(scalar, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(equality, membership), fact, async (clause, x) => {
        const facts = { client: { x } };
        expect(compileCondition(clause).holds(facts)).toBe(await peerHolds(clause, facts));
      }),
      runs(500),
    );
  });

  test("C-14 numbers order decimal texts and numbers alike, as there", async () => {
    const number = fc.integer({ min: -40, max: 40 }).map((quarters) => quarters / 4);
    const fact = fc.oneof(number, number.map(String));
    const operator = fc.constantFrom(
      "lessThan",
      "lessThanInclusive",
      "greaterThan",
      "greaterThanInclusive",
    );
    await fc.assert(
      fc.asyncProperty(operator, number, fact, async (name, value, x) => {
        const clause = { fact: "client.x", operator: name, value } as const;
        const facts = { client: { x } };
        expect(compileCondition(clause).holds(facts)).toBe(await peerHolds(clause, facts));
      }),
      runs(500),
    );
  });

  test("the documented differences are as documented", async () => {
    const facts = { client: { note: "x", amount: "9" } };
    const missing: Condition = { fact: "client.tier", operator: "notEqual", value: "gold" };
    expect(await peerHolds(missing, facts)).toBe(true);
    expect(compileCondition(missing).holds(facts)).toBe(false);
    const amount: Condition = { fact: "client.amount", operator: "greaterThan", value: "10" };
    expect(await peerHolds(amount, facts)).toBe(true);
    expect(compileCondition(amount).holds(facts)).toBe(false);
    expect(await peerHolds({ any: [] }, facts)).toBe(true);
    expect(() => compileCondition({ any: [] })).toThrow("rule.empty");
  });
});
