/**
 * Lines a second of 20-line orders with three matches a line, against a hand-written integer loop
 * with a Map and waterfall objects (the limit), decimal.js with a Map, json-rules-engine, and
 * zen-engine where it is installed (`npm install --no-save @gorules/zen-engine`: its lock entries
 * name platforms that are not published, so it is no development dependency).
 */
import { createRequire } from "node:module";

import { Decimal } from "decimal.js";
import { Engine } from "json-rules-engine";

import { compilePolicy, quote, quoteBatch } from "../../src/pricing/index.js";
import type { ConditionRecord, PricingOrder, PricingPolicy } from "../../src/pricing/index.js";
import { compare } from "./support.js";

const ORDERS = 2_000;
const LINES = 20;
const asOf = "2026-11-23";

interface World {
  readonly policy: PricingPolicy;
  readonly orders: readonly PricingOrder[];
}

/** A third each of prices by article, discounts by group and discounts by client. */
function worldOf(count: number): World {
  const third = Math.max(1, Math.floor(count / 3));
  const records: ConditionRecord[] = [];
  for (let index = 0; index < third; index += 1) {
    const id = String(index);
    records.push({ id: `p${id}`, step: "list", key: { article: `a${id}` }, value: { kind: "unitPrice", amount: `${String(5 + (index % 90))}.49` } });
    records.push({ id: `g${id}`, step: "group", key: { productGroup: `g${id}` }, value: { kind: "percent", rate: "-0.05" } });
    records.push({ id: `c${id}`, step: "client", key: { client: `c${id}` }, value: { kind: "percent", rate: "-0.03" } });
  }
  const orders = Array.from({ length: ORDERS }, (_, order): PricingOrder => ({
    client: `c${String(order % third)}`,
    lines: Array.from({ length: LINES }, (_unused, line) => {
      const article = (order * 7 + line * 13) % third;
      return { id: String(line), article: `a${String(article)}`, productGroup: `g${String(article)}`, quantity: 1 + ((order + line) % 12) };
    }),
  }));
  const steps: PricingPolicy["steps"] = [
    { id: "list", kind: "price", access: [["article"]] },
    { id: "group", kind: "discount", access: [["productGroup"]] },
    { id: "client", kind: "discount", access: [["client"]] },
  ];
  return { policy: { id: "bench", currency: "EUR", steps, records }, orders };
}

/** Results are kept, so that nothing is optimised away. */
let sink: unknown = null;

function inTurn(world: World, price: (order: PricingOrder) => unknown): () => void {
  let next = 0;
  return () => {
    sink = price(world.orders[next % ORDERS] ?? { client: "", lines: [] });
    next += 1;
  };
}

function limit(world: World, isTraced: boolean): (order: PricingOrder) => unknown {
  const cents = new Map<string, number>();
  const percents = new Map<string, number>();
  for (const { key, value } of world.policy.records) {
    if (value.kind === "unitPrice") cents.set(key.article ?? "", Math.round(Number(value.amount) * 100));
    else if (value.kind === "percent") percents.set(key.productGroup ?? key.client ?? "", Math.round(Number(value.rate) * 100));
  }
  return (order) => {
    const entries: object[] = [];
    let total = 0;
    for (const line of order.lines) {
      let after = (cents.get(line.article) ?? 0) * Number(line.quantity);
      if (isTraced) entries.push({ line: line.id, step: "list", base: 0, change: after, after });
      for (const [step, key] of [["group", line.productGroup ?? ""], ["client", order.client]] as const) {
        const change = Math.round((after * (percents.get(key) ?? 0)) / 100);
        const base = after;
        after += change;
        if (isTraced) entries.push({ line: line.id, step, base, change, after });
      }
      total += after;
    }
    return isTraced ? { total, entries } : total;
  };
}

function decimals(world: World): (order: PricingOrder) => unknown {
  const values = new Map(world.policy.records.map(({ key, value }) => [key.article ?? key.productGroup ?? key.client ?? "", new Decimal("rate" in value ? value.rate : "amount" in value ? value.amount : 0)]));
  const zero = new Decimal(0);
  return (order) => {
    let total = zero;
    for (const line of order.lines) {
      let after = (values.get(line.article) ?? zero).times(line.quantity).toDecimalPlaces(2);
      for (const key of [line.productGroup ?? "", order.client]) after = after.plus(after.times(values.get(key) ?? zero).toDecimalPlaces(2));
      total = total.plus(after);
    }
    return total.toFixed(2);
  };
}

function rules(world: World): (order: PricingOrder) => Promise<unknown> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const { id, key } of world.policy.records) {
    const [[fact, value] = ["", ""]] = Object.entries(key);
    engine.addRule({ conditions: { all: [{ fact, operator: "equal", value }] }, event: { type: id } });
  }
  return async (order) => {
    let events = 0;
    for (const line of order.lines) events += (await engine.run({ client: order.client, ...line })).events.length;
    return events;
  };
}

interface ZenModule {
  readonly ZenEngine: new () => { createDecision(content: object): { evaluate(input: object): Promise<unknown> } };
}

function zenModule(): ZenModule | null {
  try {
    return createRequire(import.meta.url)("@gorules/zen-engine") as ZenModule;
  } catch {
    return null;
  }
}

/** Three decision tables in turn, each over all lines of an order at once. */
function zen(world: World, { ZenEngine }: ZenModule): (order: PricingOrder) => Promise<unknown> {
  const table = (step: string, field: "article" | "productGroup" | "client"): object => ({
    id: step,
    name: step,
    type: "decisionTableNode",
    content: {
      hitPolicy: "first",
      inputs: [{ id: "i", name: field, field, type: "expression" }],
      outputs: [{ id: "o", name: step, field: step, type: "expression" }],
      rules: world.policy.records.filter((record) => record.step === step).map(({ id, key, value }) => ({ _id: id, i: JSON.stringify(key[field]), o: String("rate" in value ? value.rate : "amount" in value ? value.amount : 0) })),
      passThrough: true,
      executionMode: "loop",
      inputField: "lines",
      outputPath: "lines",
    },
  });
  const steps = ["in", "list", "group", "client", "out"];
  const decision = new ZenEngine().createDecision({
    nodes: [{ id: "in", name: "in", type: "inputNode" }, table("list", "article"), table("group", "productGroup"), table("client", "client"), { id: "out", name: "out", type: "outputNode" }],
    edges: steps.slice(1).map((step, index) => ({ id: `e${step}`, type: "edge", sourceId: steps[index], targetId: step })),
  });
  return async ({ client, lines }) => {
    const { result } = (await decision.evaluate({ lines: lines.map((line) => ({ ...line, client })) })) as { readonly result: { readonly lines: readonly Readonly<Record<string, unknown>>[] } };
    const missing = result.lines.filter((line) => line["list"] === undefined || line["client"] === undefined);
    if (missing.length > 0) throw new Error("zen-engine found no price");
    return result.lines.reduce((total, { list, quantity }) => total + Number(list) * Number(quantity), 0);
  };
}

const zenPeer = zenModule();
for (const count of [10, 100, 1_000, 10_000]) {
  const world = worldOf(count);
  const started = performance.now();
  const plan = compilePolicy(world.policy);
  const compiled = performance.now() - started;
  const times = 2_000;
  const price = rules(world);
  const zenPrice = zenPeer === null ? null : zen(world, zenPeer);
  let next = 0;
  const medians = await compare(`${String(count)} records, an order of ${String(LINES)} lines`, [
    { name: "clientele quote, full waterfall", work: inTurn(world, (order) => quote(plan, order, { asOf })), times },
    { name: "limit: integer loop, waterfall objects", work: inTurn(world, limit(world, true)), times },
    { name: "decimal.js and a Map, no trace", work: inTurn(world, decimals(world)), times: 200 },
    { name: "json-rules-engine", work: () => price(world.orders[(next += 1) % ORDERS] ?? { client: "", lines: [] }), times: count > 100 ? 1 : 5 },
    ...(zenPeer === null ? [] : [{ name: "zen-engine, three tables over all lines", work: () => zenPrice?.(world.orders[(next += 1) % ORDERS] ?? { client: "", lines: [] }), times: count > 1_000 ? 2 : 20 }]),
  ]);
  const rate = (microseconds: number, lines: number): string => `${((lines / microseconds)).toFixed(3)} M lines/s`;
  console.log(`  compiled in ${compiled.toFixed(1)} ms; quote ${rate(medians[0] ?? NaN, LINES)}; limit ${rate(medians[1] ?? NaN, LINES)}`);

  const clients = [...new Set(world.orders.map((order) => order.client))].map((client) => ({ client }));
  const articles = [...new Map(world.orders.flatMap((order) => order.lines).map(({ article, productGroup }) => [article, { article, ...(productGroup === undefined ? {} : { productGroup }) }])).values()];
  const clientAt = new Map(clients.map(({ client }, index) => [client, index]));
  const articleAt = new Map(articles.map(({ article }, index) => [article, index]));
  const flat = world.orders.flatMap((order) => order.lines.map((line) => ({ client: clientAt.get(order.client) ?? 0, article: articleAt.get(line.article) ?? 0, quantity: Number(line.quantity) })));
  const columns = { clients, articles, client: Uint32Array.from(flat.map((row) => row.client)), article: Uint32Array.from(flat.map((row) => row.article)), quantity: Uint32Array.from(flat.map((row) => row.quantity)) };
  const untraced = limit(world, false);
  const batch = await compare(`${String(count)} records, ${String(ORDERS * LINES)} lines in columns`, [
    { name: "clientele quoteBatch", work: () => (sink = quoteBatch(plan, columns, { asOf })), times: 2 },
    { name: "limit: integer loop, totals only", work: () => { for (const order of world.orders) sink = untraced(order); }, times: 2 },
  ]);
  console.log(`  batch ${rate(batch[0] ?? NaN, ORDERS * LINES)}; limit ${rate(batch[1] ?? NaN, ORDERS * LINES)}`);
}
if (sink === null) throw new Error("nothing was priced");
