import { expect, test } from "vitest";

import { orderBehaviourSigns, present, warningSigns } from "../../src/risk/index.js";
import type { EvidenceSet } from "../../src/risk/index.js";
import { codeOf } from "./code-of.js";

const asOf = "2026-11-23";
const good = present(1, { asOf, source: "ledger", unit: "share" });

// The second fact repeats day, unit and source of the first, which takes the short way.
test.each<[string, object]>([
  ["risk.amount facts.b.value", { ...good, value: 2e18 }],
  ["schema.type facts.b.value", { ...good, value: null }],
  ["risk.future_date facts.b.asOf", { ...good, asOf: "2026-11-24" }],
  ["schema.unknown_key facts.b.surprise", { ...good, surprise: 1 }],
  ["schema.type facts.b.source", { state: "present", value: 1, asOf }],
  ["schema.type facts.b.unit", { ...good, unit: 5 }],
])("a good fact before it does not let a bad one through: %s", (expected, bad) => {
  const facts = { a: good, b: bad, c: good } as EvidenceSet;
  expect(codeOf(() => warningSigns(orderBehaviourSigns, facts, asOf))).toBe(expected);
});

test("NaN is refused after a good fact as well", () => {
  const facts = { a: good, b: { ...good, value: NaN } };
  expect(() => warningSigns(orderBehaviourSigns, facts, asOf)).toThrow("facts.b.value");
});
