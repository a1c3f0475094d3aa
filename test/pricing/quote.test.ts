import { describe, expect, test } from "vitest";

import { compilePolicy, explain, quote } from "../../src/pricing/index.js";
import type { ConditionRecord, PricingPolicy } from "../../src/pricing/index.js";
import { parsePolicy, safeParsePolicy } from "../../src/pricing/schema.js";
import { deepFreeze } from "../support/freeze.js";

const asOf = "2026-11-23";

const office2026: PricingPolicy = deepFreeze({
  id: "office-2026",
  currency: "EUR",
  steps: [
    { id: "list", kind: "price", access: [["client", "article"], ["clientGroup", "article"], ["client", "productGroup"], ["article"]] },
    { id: "volume", kind: "discount", access: [["article"], []] },
    { id: "partner", kind: "discount", access: [["client"]] },
    { id: "freight", kind: "discount", access: [["article"]] },
  ],
  records: [
    { id: "chair", step: "list", key: { article: "chair" }, value: { kind: "unitPrice", amount: "49.90" } },
    { id: "chair-acme", step: "list", key: { client: "acme", article: "chair" }, value: { kind: "unitPrice", amount: "45.00" }, valid: { from: "2026-01-01", until: "2026-07-01" } },
    { id: "screw", step: "list", key: { article: "screw" }, value: { kind: "unitPrice", amount: "4.35", per: 100 } },
    { id: "lamp-museums", step: "list", key: { clientGroup: "museums", article: "lamp" }, value: { kind: "unitPrice", amount: "80" } },
    { id: "lamp", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "100" }, scale: { kind: "graduated", bands: [{ from: 0, value: "100" }, { from: 10, value: "90" }] } },
    {
      id: "volume-chair",
      step: "volume",
      key: { article: "chair" },
      value: { kind: "percent", rate: "-0.05" },
      scale: { kind: "allUnits", bands: [{ from: 10, value: "-0.05" }, { from: 50, value: "-0.08" }] },
    },
    { id: "partner-acme", step: "partner", key: { client: "acme" }, value: { kind: "percent", rate: "-0.03" }, when: { fact: "line.quantity", operator: "greaterThanInclusive", value: 5 } },
    { id: "freight-screw", step: "freight", key: { article: "screw" }, value: { kind: "amountPerUnit", amount: "0.002" } },
  ],
});
const plan = compilePolicy(office2026);

function priced(client: string, article: string, quantity: number | string, more: object = {}): ReturnType<typeof quote>["lines"][number] {
  const [line] = quote(plan, { client, ...more, lines: [{ id: "1", article, quantity }] }, { asOf }).lines;
  if (line === undefined) throw new Error("no line");
  return line;
}

describe("a price", () => {
  test("is the list price, scaled and percent discounts in turn, with its waterfall", () => {
    expect(priced("acme", "chair", 12)).toEqual({
      id: "1",
      article: "chair",
      quantity: "12",
      list: { amount: "598.80", currency: "EUR" },
      net: { amount: "551.79", currency: "EUR" },
      entries: [
        { line: "1", step: "list", record: "chair", base: null, rate: "49.9", units: "12", change: "598.80", after: "598.80", reason: "article" },
        { line: "1", step: "volume", record: "volume-chair", base: "598.80", rate: "-0.05", units: "12", change: "-29.94", after: "568.86", reason: "article" },
        { line: "1", step: "partner", record: "partner-acme", base: "568.86", rate: "-0.03", units: "12", change: "-17.07", after: "551.79", reason: "client" },
      ],
      tried: [],
    });
  });

  test("of one client goes before the general one, while it is valid", () => {
    const lines = [{ id: "1", article: "chair", quantity: 1 }];
    expect(quote(plan, { client: "acme", lines }, { asOf: "2026-06-30" }).net.amount).toBe("45.00");
    expect(quote(plan, { client: "acme", lines }, { asOf: "2026-07-01" }).net.amount).toBe("49.90");
    expect(quote(plan, { client: "brio", lines }, { asOf: "2026-06-30" }).net.amount).toBe("49.90");
  });

  test("of a group of clients goes before the general one", () => {
    expect(priced("louvre", "lamp", 1, { clientGroup: "museums" }).net?.amount).toBe("80.00");
    expect(priced("louvre", "lamp", 1).net?.amount).toBe("100.00");
  });

  test("per hundred is finer than a cent, and rounded once", () => {
    expect(priced("brio", "screw", 37).list?.amount).toBe("1.61"); // 1.6095
    expect(priced("brio", "screw", 1).list?.amount).toBe("0.04");
  });

  test("graduated counts each unit in its own band", () => {
    expect(priced("brio", "lamp", 12).net?.amount).toBe("1180.00");
  });

  test("a surcharge per unit is a discount with the other sign", () => {
    expect(priced("brio", "screw", 1000).entries.at(-1)).toMatchObject({ change: "2.00", after: "45.50" });
  });

  test("one piece either side of a threshold", () => {
    expect(priced("brio", "chair", 9).net?.amount).toBe("449.10");
    expect(priced("brio", "chair", 10).net?.amount).toBe("474.05");
    expect(priced("brio", "chair", 50).net?.amount).toBe("2295.40");
  });

  test("stacked discounts end at nothing, never below", () => {
    const twice: ConditionRecord[] = ["partner", "volume"].map((step) => ({ id: `all-${step}`, step, key: step === "partner" ? { client: "acme" } : {}, value: { kind: "percent", rate: "-0.6" }, priority: 1 }));
    const steps = office2026.steps.map((step) => ({ ...step, base: "list" as const }));
    const plenty = compilePolicy({ ...office2026, steps, records: [...office2026.records.filter((record) => record.step === "list"), ...twice] });
    const result = quote(plenty, { client: "acme", lines: [{ id: "1", article: "chair", quantity: 1 }] }, { asOf });
    expect(result.net.amount).toBe("0.00");
    expect(result.lines[0]?.entries.map((entry) => entry.change)).toEqual(["49.90", "-29.94", "-19.96"]);
  });
});

describe("no price", () => {
  test("is a result, with every key tried and every record that did not hold", () => {
    const result = quote(plan, { client: "acme", clientGroup: "museums", lines: [{ id: "1", article: "chair", quantity: 1 }, { id: "2", article: "vase", productGroup: "glass", quantity: 2 }] }, { asOf });
    expect(result.unpriced).toEqual(["2"]);
    expect(result.net.amount).toBe("49.90");
    expect(result.lines[1]?.net).toBeNull();
    expect(result.lines[1]?.tried.map(({ values }) => values)).toEqual([["acme", "vase"], ["museums", "vase"], ["acme", "glass"], ["vase"]]);
    expect(explain(result, "2")).toEqual([
      "Line 2, 2 × vase: no price.",
      "  list: nothing under client = acme, article = vase.",
      "  list: nothing under clientGroup = museums, article = vase.",
      "  list: nothing under client = acme, productGroup = glass.",
      "  list: nothing under article = vase.",
    ]);
  });

  test("an explanation words each entry", () => {
    const result = quote(plan, { client: "acme", lines: [{ id: "1", article: "chair", quantity: 12 }] }, { asOf });
    expect(explain(result)).toEqual([
      "Line 1, 12 × chair: 551.79 EUR.",
      "  list: 12 × 49.9 = 598.80 EUR, then 598.80 (chair, by article).",
      "  volume: -0.05 of 598.80 = -29.94 EUR, then 568.86 (volume-chair, by article).",
      "  partner: -0.03 of 568.86 = -17.07 EUR, then 551.79 (partner-acme, by client).",
    ]);
    expect(() => explain(result, "9")).toThrow(expect.objectContaining({ code: "pricing.unknown_line" }));
  });
});

function issuesOf(action: () => unknown): [string, string][] {
  try {
    action();
  } catch (error) {
    return (error as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => [code, path]);
  }
  return [];
}

describe("bad input", () => {
  const record: ConditionRecord = { id: "a", step: "list", key: { article: "x" }, value: { kind: "unitPrice", amount: "1" } };

  test("a policy lists all its issues, each with its path", () => {
    const bad = {
      ...office2026,
      currency: "EUX",
      rounding: "half-banana",
      records: [
        record,
        record,
        { ...record, id: "b", step: "nowhere" },
        { ...record, id: "c", key: { productGroup: "y" } },
        { ...record, id: "d", value: { kind: "percent", rate: "-0.1" } },
        { ...record, id: "e", value: { kind: "unitPrice", amount: "9".repeat(100_000) } },
        { ...record, id: "f", value: { kind: "unitPrice", amount: "-1" } },
        { ...record, id: "g", step: "volume", value: { kind: "percent", rate: "-1.5" } },
        { ...record, id: "h", valid: { from: "2026-12-31", until: "2026-01-01" } },
        { ...record, id: "i", scale: { kind: "allUnits", bands: [{ from: 1, value: 1 }, { from: 1, value: 2 }] } },
        { ...record, id: "j", scale: { kind: "flat", bands: [{ from: 1, value: 1 }] } },
        { ...record, id: "k", step: "volume", value: { kind: "percent", rate: "-0.1" }, scale: { kind: "graduated", bands: [{ from: 1, value: 1 }] } },
        { ...record, id: "l", value: { kind: "unitPrice", amount: "1", per: 7 } },
        { ...record, id: "m", step: "volume", value: { kind: "amountPerUnit", amount: "1", per: 100 } },
        { ...record, id: "n", when: { fact: "line.quantity", operator: "constructor", value: 1 } },
        { ...record, id: "o", price: 3 },
      ],
    };
    expect(issuesOf(() => compilePolicy(bad as PricingPolicy))).toEqual([
      ["money.currency", "currency"],
      ["config.rounding", "rounding"],
      ["pricing.duplicate_id", "records[1].id"],
      ["pricing.unknown_step", "records[2].step"],
      ["pricing.unreachable_key", "records[3].key"],
      ["pricing.value", "records[4].value.kind"],
      ["pricing.too_long", "records[5].value.amount"],
      ["pricing.value", "records[6].value.amount"],
      ["pricing.discount_range", "records[7].value.rate"],
      ["date.range_reversed", "records[8].valid.until"],
      ["scale.duplicate_from", "records[9].scale.bands[1].from"],
      ["schema.value", "records[10].scale.kind"],
      ["pricing.value", "records[11].scale.kind"],
      ["schema.value", "records[12].value.per"],
      ["schema.unknown_key", "records[13].value.per"],
      ["rule.unknown_operator", "records[14].when.operator"],
      ["schema.unknown_key", "records[15].price"],
    ]);
  });

  test("a procedure that does not begin with its price, or has two steps of one id", () => {
    const steps = [{ id: "a", kind: "discount", access: [[]] }, { id: "a", kind: "discount", access: [["client"], ["client"]] }];
    expect(issuesOf(() => compilePolicy({ ...office2026, steps: steps as PricingPolicy["steps"], records: [] }))).toEqual([["pricing.duplicate_id", "steps[1].id"]]);
    const twice = [{ id: "a", kind: "discount", access: [["client"], ["client"]] }];
    expect(issuesOf(() => compilePolicy({ ...office2026, steps: twice as PricingPolicy["steps"], records: [] }))).toEqual([["pricing.duplicate_access", "steps[0].access[1]"]]);
    const none = [{ id: "a", kind: "discount", access: [[]] }];
    expect(issuesOf(() => compilePolicy({ ...office2026, steps: none as PricingPolicy["steps"], records: [] }))).toEqual([["pricing.steps", "steps"]]);
  });

  test("a price list under the name of a prototype is refused", () => {
    const document: unknown = JSON.parse('{"id":"a","currency":"EUR","steps":[],"records":[],"__proto__":{"price":0}}');
    expect(issuesOf(() => compilePolicy(document as PricingPolicy))).toEqual([["schema.unknown_key", "__proto__"]]);
  });

  test.each([0, -1, "0", "-0.5", 1e308, Number.NaN, "1e3"])("a quantity of %s", (quantity) => {
    const [[code, path] = ["", ""]] = issuesOf(() => quote(plan, { client: "a", lines: [{ id: "1", article: "chair", quantity }] }, { asOf }));
    expect(path).toBe("lines[0].quantity");
    expect(code).toMatch(/^pricing\.(quantity|unsafe_number|not_finite|exponent)$/);
  });

  test("two lines of one id, a day that is none, a client without a name", () => {
    const line = { id: "1", article: "chair", quantity: 1 };
    expect(issuesOf(() => quote(plan, { client: "a", lines: [line, line] }, { asOf }))).toEqual([["pricing.duplicate_id", "lines[1].id"]]);
    expect(issuesOf(() => quote(plan, { client: "a", lines: [line] }, { asOf: "2026-02-30" }))).toEqual([["date.invalid", "asOf"]]);
    expect(issuesOf(() => quote(plan, { client: "", lines: [line] }, { asOf }))).toEqual([["id.format", "client"]]);
  });
});

describe("the schema", () => {
  test("takes the policy as it is", () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(office2026)))).toEqual(office2026);
  });

  test("lists the issues of one that is none", () => {
    const result = safeParsePolicy({ ...office2026, records: [{ id: "a", step: "list", key: {}, value: { kind: "gift" } }] });
    expect(result.ok ? [] : result.issues.map(({ path }) => path)).toEqual(["records[0].value.kind"]);
  });
});
