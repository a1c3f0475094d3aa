/** Examples of explanations: what a person reads, and what an application does. */
import { describe, expect, test } from "vitest";

import { compileCondition, explainCondition } from "../../src/conditions/index.js";
import type { Condition, ConditionExplanation, FactTypes } from "../../src/conditions/index.js";
import { deepFreeze } from "../support/freeze.js";

const facts: FactTypes = {
  "client.tier": "string",
  "client.overdueDays": "number",
  "client.limit": "decimal",
  "client.exposure": "decimal",
  "client.since": "date",
  "client.tags": "string[]",
};

function explain(condition: Condition, observed: object): ConditionExplanation {
  return explainCondition(compileCondition(condition, { facts }), deepFreeze(observed));
}

function messages(condition: Condition, observed: object): readonly string[] {
  return explain(condition, observed).reasons.map((reason) => reason.message);
}

const release: Condition = {
  name: "deliver",
  all: [
    { fact: "client.tier", operator: "in", value: ["gold", "platinum"], name: "good standing" },
    { not: { fact: "client.overdueDays", operator: "greaterThan", value: 30 }, name: "pays" },
    { fact: "client.exposure", operator: "lessThanInclusive", value: { fact: "client.limit" } },
  ],
};

describe("conditions: explanation", () => {
  test("the trace has the shape of the document, with labels, places and values", () => {
    const client = { tier: "silver", overdueDays: 45, exposure: "900.00", limit: "1000" };
    expect(explain(release, { client })).toEqual({
      held: false,
      outcome: "failed",
      trace: {
        kind: "all",
        path: "",
        name: "deliver",
        outcome: "failed",
        parts: [
          {
            kind: "clause",
            path: "all[0]",
            name: "good standing",
            outcome: "failed",
            fact: "client.tier",
            operator: "in",
            expected: ["gold", "platinum"],
            observed: "silver",
            message: 'client.tier is "silver", which is none of "gold", "platinum"',
          },
          {
            kind: "not",
            path: "all[1]",
            name: "pays",
            outcome: "failed",
            parts: [
              {
                kind: "clause",
                path: "all[1].not",
                outcome: "held",
                fact: "client.overdueDays",
                operator: "greaterThan",
                expected: 30,
                observed: 45,
                message: "client.overdueDays is 45, which is above 30",
              },
            ],
          },
          {
            kind: "clause",
            path: "all[2]",
            outcome: "held",
            fact: "client.exposure",
            operator: "lessThanInclusive",
            expected: "1000",
            observed: "900.00",
            message: 'client.exposure is "900.00", which is at most client.limit ("1000")',
          },
        ],
      },
      reasons: [
        expect.objectContaining({ path: "all[0]" }),
        expect.objectContaining({ path: "all[1].not" }),
      ],
      missing: [],
      mistyped: [],
    });
  });

  test("what is missing or not of its type is said so, once each", () => {
    const twice: Condition = { all: [release, release] };
    const { outcome, missing, mistyped, reasons } = explain(twice, {
      client: { tier: "gold", overdueDays: "45", exposure: "900" },
    });
    expect({ outcome, missing, mistyped }).toEqual({
      outcome: "unknown",
      missing: ["client.limit"],
      mistyped: ["client.overdueDays"],
    });
    expect(reasons.slice(0, 2).map(({ cause, message }) => [cause, message])).toEqual([
      ["mistyped", 'client.overdueDays is "45", which cannot be compared; it should be above 30'],
      ["missing", 'client.exposure is "900", but client.limit is missing'],
    ]);
  });

  test("of two compared facts those are named that are not as they should be", () => {
    const exposure: Condition = {
      fact: "client.exposure",
      operator: "greaterThan",
      value: { fact: "client.limit" },
    };
    const neither = explain(exposure, {});
    expect(neither.missing).toEqual(["client.exposure", "client.limit"]);
    expect(neither.reasons[0]?.message).toBe(
      "client.exposure is missing; it should be above client.limit (undefined)",
    );
    expect(explain(exposure, { client: { limit: "1" } }).missing).toEqual(["client.exposure"]);
    const odd = explain(exposure, { client: { exposure: "x", limit: "1" } });
    expect(odd.mistyped).toEqual(["client.exposure", "client.limit"]);
    expect(odd.missing).toEqual([]);
  });

  test("reasons are the clauses that decided", () => {
    const either: Condition = {
      any: [{ fact: "client.tier", operator: "equal", value: "gold" }, release],
    };
    expect(messages(either, { client: { tier: "gold" } })).toEqual([
      'client.tier is "gold", which is equal to "gold"',
    ]);
    expect(messages({ not: either }, { client: { tier: "gold" } })).toHaveLength(1);
    expect(explain({ all: [] }, {})).toMatchObject({ held: true, reasons: [] });
    const compiled = compileCondition(either, { facts });
    const twice = [0, 1].map(() => explainCondition(compiled, { client: { tier: "gold" } }));
    expect(twice[0]).toEqual(twice[1]);
  });

  test("presence is told without a comparison", () => {
    const here: Condition = { fact: "client.since", operator: "present" };
    const gone: Condition = { fact: "client.since", operator: "absent" };
    expect(messages(here, {})).toEqual(["client.since is missing"]);
    expect(messages(gone, {})).toEqual(["client.since is missing"]);
    const client = { since: "2026-11-23" };
    expect(messages(here, { client })).toEqual(['client.since is "2026-11-23"']);
    expect(explain(gone, { client }).trace).toMatchObject({ outcome: "failed", expected: null });
    expect(explain(gone, { client: { since: "x" } }).trace).toMatchObject({
      outcome: "unknown",
      cause: "mistyped",
      message: 'client.since is "x", which cannot be compared; it should be missing',
    });
  });

  test("ranges and lists are written out, and cut short", () => {
    const year: Condition = {
      fact: "client.since",
      operator: "between",
      value: ["2026-01-01", "2026-12-31"],
    };
    expect(messages(year, { client: { since: "2025-05-05" } })).toEqual([
      'client.since is "2025-05-05", which is not between "2026-01-01" and "2026-12-31"',
    ]);
    expect(explain(year, {}).trace).toMatchObject({ expected: ["2026-01-01", "2026-12-31"] });
    const tags = Array.from({ length: 50 }, (_, number) => `tag-${String(number)}`);
    const tagged = explain(
      { fact: "client.tags", operator: "doesNotContain", value: "tag-7" },
      { client: { tags } },
    );
    expect(tagged.reasons[0]?.message).toBe(
      'client.tags is ["tag-0", "tag-1", "tag-2", "tag-3", "tag-4", and 45 more], which is a list with "tag-7"',
    );
    expect(tagged.reasons[0]?.observed).toEqual([...tags.slice(0, 20), "…"]);
    const many: Condition = { fact: "client.tier", operator: "in", value: tags };
    expect(messages(many, { client: { tier: "x" } })[0]).toContain(", and 45 more");
  });

  test("a text is shown in its own script, cut short, and cannot steer a display", () => {
    const tier: Condition = { fact: "client.tier", operator: "equal", value: "Золото" };
    const said = (text: string): string => messages(tier, { client: { tier: text } })[0] ?? "";
    expect(said("Müller & Söhne")).toBe(
      'client.tier is "Müller & Söhne", which is not equal to "Золото"',
    );
    expect(said('\u001b[2J\n\u202e<script>\ud800"')).toContain(
      "\\u{1b}[2J\\u{a}\\u{202e}\\u{3c}script\\u{3e}\\u{d800}\\u{22}",
    );
    expect(said("x".repeat(1_000_000)).length).toBeLessThan(200);
    const long = explain(tier, { client: { tier: "x".repeat(1_000_000) } });
    expect(JSON.stringify(long).length).toBeLessThan(2_000);
  });

  test("values that are no JSON are described, not carried along", () => {
    const tier: Condition = { fact: "client.tier", operator: "equal", value: "gold" };
    const observed = (value: unknown): unknown =>
      explain(tier, { client: { tier: value } }).reasons[0]?.observed;
    expect(observed(NaN)).toBe("NaN");
    expect(observed(true)).toBe(true);
    expect(observed({ a: 1 })).toBe("an object");
    expect(observed(() => 1)).toBe("a function");
    expect(observed([null, undefined, 1n])).toEqual([null, null, "a bigint"]);
  });
});
