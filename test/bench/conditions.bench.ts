/**
 * What conditions cost, beside json-rules-engine and a hand-written closure, in one run:
 * `npx tsx test/bench/conditions.bench.ts`. Rounds are interleaved, medians are printed.
 */
import { Engine } from "json-rules-engine";

import {
  analyseConditions,
  compileCondition,
  conditionIndex,
  explainCondition,
  matching,
} from "../../src/conditions/index.js";
import type { Condition, FactTypes } from "../../src/conditions/index.js";
import { compare } from "./support.js";

const RULES = 10_000;
const facts: FactTypes = {
  "article.sku": "string",
  "client.tier": "string",
  "order.quantity": "number",
};

/** A discount of one article for some tiers from some quantity on. */
function discount(number: number): Condition & { all: readonly Condition[] } {
  const tiers = number % 2 === 0 ? ["gold", "platinum"] : ["silver", "gold"];
  return {
    all: [
      { fact: "article.sku", operator: "equal", value: `A-${String(number % 3_000)}` },
      { fact: "client.tier", operator: "in", value: tiers },
      { fact: "order.quantity", operator: "greaterThanInclusive", value: number % 50 },
    ],
  };
}

const rules = Array.from({ length: RULES }, (_, number) => ({
  id: `discount-${String(number)}`,
  condition: discount(number),
}));

const line = {
  article: { sku: "A-77" },
  client: { tier: "gold" },
  order: { quantity: 40, total: "1299.90" },
};

function peerRule(
  condition: { all: readonly Condition[] },
  type: string,
): ConstructorParameters<typeof Engine>[0] {
  const all = condition.all.flatMap((part) => {
    if (!("fact" in part)) return [];
    const [fact = "", ...rest] = part.fact.split(".");
    return [{ fact, path: `$.${rest.join(".")}`, operator: part.operator, value: part.value }];
  });
  return [{ conditions: { all }, event: { type } }];
}

async function main(): Promise<void> {
  const engine = new Engine();
  for (const { id, condition } of rules) {
    for (const rule of peerRule(condition, id) ?? []) engine.addRule(rule);
  }
  const compiled = rules.map(({ condition }) => compileCondition(condition, { facts }));
  const index = conditionIndex(rules, { facts });
  const found = matching(index, line).length;
  const { events } = await engine.run(line);
  if (events.length !== found) throw new Error("the contenders disagree");

  await compare(`${String(RULES)} rules, one line, ${String(found)} of them hold`, [
    { name: "json-rules-engine", work: () => engine.run(line), times: 1 },
    {
      name: "compiled, tested one by one",
      work: () => compiled.filter((rule) => rule.holds(line)).length,
      times: 20,
    },
    { name: "index", work: () => matching(index, line), times: 10_000 },
  ]);

  const single = new Engine(peerRule(discount(77), "single"));
  const plan = compileCondition(discount(77), { facts });
  const tiers = new Set(["silver", "gold"]);
  const byHand = (from: typeof line): boolean =>
    from.article.sku === "A-77" && tiers.has(from.client.tier) && from.order.quantity >= 27;
  const lines = Array.from({ length: 16 }, (_, number) => ({
    ...line,
    order: { ...line.order, quantity: number * 4 },
  }));
  let turn = 0;
  const next = (): typeof line => lines[(turn = (turn + 1) % 16)] ?? line;
  await compare("one rule of three clauses", [
    { name: "json-rules-engine", work: () => single.run(next()), times: 1_000 },
    { name: "compiled", work: () => plan.holds(next()), times: 200_000 },
    { name: "by hand", work: () => byHand(next()), times: 200_000 },
    { name: "explained", work: () => explainCondition(plan, next()), times: 20_000 },
  ]);

  const decimalFacts = { "order.total": "decimal" } as const;
  const total: Condition = { fact: "order.total", operator: "greaterThan", value: "1000.00" };
  const totalPlan = compileCondition(total, { facts: decimalFacts });
  await compare("one clause about a decimal text", [
    { name: "Number() by hand", work: () => Number(next().order.total) > 1_000, times: 200_000 },
    { name: "compiled, exact", work: () => totalPlan.holds(next()), times: 200_000 },
  ]);

  await compare("preparation", [
    { name: "compile a rule", work: () => compileCondition(discount(77), { facts }), times: 5_000 },
    { name: "index 10 000 rules", work: () => conditionIndex(rules, { facts }), times: 1 },
    {
      name: "analyse two rules",
      work: () => analyseConditions(discount(77), discount(3_078), { facts }),
      times: 500,
    },
  ]);
}

await main();
