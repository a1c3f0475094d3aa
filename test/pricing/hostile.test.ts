/** The hostile inputs of pricing, row by row of the shared list; the ids are its own. */
import { describe, expect, test } from "vitest";

import { analysePolicy, compilePolicy, quote } from "../../src/pricing/index.js";
import type { ConditionRecord, OrderLine, PricingOrder, PricingPolicy } from "../../src/pricing/index.js";
import { parsePolicy } from "../../src/pricing/schema.js";
import { ClienteleError } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { asOf, orderOf, percent, policyOf, quoted } from "./build.js";

function issuesOf(call: () => unknown): (readonly [string, string])[] {
  try {
    call();
  } catch (error) {
    if (error instanceof ClienteleError) return error.issues.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
}

const pieces = deepFreeze({ ...policyOf({ a: "9.99" }, []), articles: [{ id: "a", unit: "piece", conversions: [{ unit: "box", numerator: 12, denominator: 1 }], isIndivisible: true }] });
const ofDeal = (deal: object): PricingPolicy => policyOf({ a: 100 }, [{ deals: [deal as ConditionRecord] }]);

describe("hostile input of pricing", () => {
  test.each([[0], ["0"], [-1], ["-1"], ["1e308"], [1e308], [Number.NaN], [Number.POSITIVE_INFINITY], ["1".repeat(100_000)], [null], [{}], [true]])("pricing-01 a quantity of %j is refused", (quantity) => {
    const [issue] = issuesOf(() => quoted(pieces, orderOf({ article: "a", quantity: quantity as never })));
    expect(issue?.[0]).toMatch(/^pricing\./);
    expect(issue?.[1]).toBe("lines[0].quantity");
  });

  test("pricing-01 goods by the piece are sold whole, also in boxes", () => {
    expect(issuesOf(() => quoted(pieces, orderOf({ article: "a", quantity: 1.5 })))).toEqual([["pricing.quantity", "lines[0].quantity"]]);
    expect(quoted(pieces, orderOf({ article: "a", quantity: 1.5, unit: "box" })).net.amount).toBe("179.82");
    expect(issuesOf(() => quoted(pieces, orderOf({ article: "a", quantity: "1.3", unit: "box" })))).toEqual([["pricing.quantity", "lines[0].quantity"]]);
    expect(quoted(policyOf({ a: "9.99" }, []), orderOf({ article: "a", quantity: 1.5 })).net.amount).toBe("14.99");
  });

  test.each([["-1.5"], [-1.000001], ["-2"]])("pricing-02 a discount of %j is out of range, in a record and in a band", (rate) => {
    expect(issuesOf(() => compilePolicy(ofDeal({ value: { kind: "percent", rate } })))).toEqual([["pricing.discount_range", "records[1].value.rate"]]);
    const scale = { kind: "allUnits", bands: [{ from: 0, value: 0 }, { from: 5, value: rate }] };
    expect(issuesOf(() => compilePolicy(ofDeal({ value: percent(-10), scale })))).toEqual([["pricing.discount_range", "records[1].scale.bands[1].value"]]);
  });

  test("pricing-02 a rate that is no number is refused", () => {
    for (const rate of [Number.NaN, "NaN", "150%", "", null, "0x1"]) {
      const [issue] = issuesOf(() => compilePolicy(ofDeal({ value: { kind: "percent", rate } })));
      expect(issue?.[0]).toMatch(/^pricing\./);
      expect(issue?.[1]).toBe("records[1].value.rate");
    }
  });

  test("pricing-03 60 % and 60 % of one base leave nothing, and never less", () => {
    const twice = policyOf({ a: 100 }, [{ collect: "all", stacking: "additive", deals: [{ value: percent(-60) }, { value: percent(-60) }] }]);
    const [line] = quoted(twice, orderOf({ article: "a" })).lines;
    expect(line?.entries.map(({ change, after }) => [change, after])).toEqual([["100.00", "100.00"], ["-60.00", "40.00"], ["-40.00", "0.00"]]);
  });

  test("pricing-04 bands in any order are one scale; two of one bound are refused with their place", () => {
    const scaled = (froms: readonly unknown[]): PricingPolicy => ofDeal({ value: percent(-1), scale: { kind: "allUnits", bands: froms.map((from) => ({ from, value: "-0.01" })) } });
    expect(issuesOf(() => compilePolicy(scaled([5, 5])))).toEqual([["scale.duplicate_from", "records[1].scale.bands[1].from"]]);
    expect(issuesOf(() => compilePolicy(scaled([])))[0]?.[1]).toBe("records[1].scale.bands");
    expect(issuesOf(() => compilePolicy(scaled([-1])))[0]?.[1]).toBe("records[1].scale.bands[0].from");
    const bands = [{ from: 10, value: "-0.2" }, { from: 1, value: "-0.1" }];
    const net = (list: readonly object[]): string => quoted(ofDeal({ value: percent(-1), scale: { kind: "allUnits", bands: list } }), orderOf({ article: "a", quantity: 12 })).net.amount;
    expect([net(bands), net([...bands].reverse())]).toEqual(["960.00", "960.00"]);
    expect(issuesOf(() => compilePolicy(ofDeal({ value: percent(-1), scale: { kind: "allUnits", bands: [{ from: 0, to: 5, value: 0 }] } })))).toEqual([["schema.unknown_key", "records[1].scale.bands[0].to"]]);
  });

  test("pricing-06 a hundred thousand lines are priced, with a discount of the order over all", () => {
    const basket = policyOf({ a: 1, b: 2 }, [{ scope: "order", collect: "all", deals: [{ value: percent(-10) }, { value: { kind: "amountPerOrder", amount: -7 } }] }, { deals: [{ value: percent(-1), scale: { kind: "allUnits", over: "order", bands: [{ from: 10, value: "-0.01" }] } }] }]);
    const lines = Array.from({ length: 20_000 }, (_, index): OrderLine => ({ id: String(index), article: index % 2 === 0 ? "a" : "b", quantity: 1 }));
    const result = quoted(basket, { client: "acme", lines });
    expect([result.lines.length, result.list.amount]).toEqual([20_000, "30000.00"]);
  });

  test("pricing-06 more lines than any list may have are refused before they are read", () => {
    const lines: OrderLine[] = [];
    lines.length = 1_000_001;
    expect(issuesOf(() => quoted(pieces, { client: "acme", lines }))).toEqual([["limits.too_many", "lines"]]);
  });

  test("pricing-08 a document with __proto__ is refused, wherever it stands", () => {
    const hazard = (text: string): unknown => JSON.parse(text);
    expect(issuesOf(() => compilePolicy(hazard('{"__proto__":{"price":0}}') as PricingPolicy))[0]).toEqual(["schema.unknown_key", "__proto__"]);
    expect(issuesOf(() => compilePolicy(ofDeal({ value: percent(-1), key: hazard('{"__proto__":"a"}') })))).toEqual([["schema.unknown_key", "records[1].key.__proto__"]]);
    expect(issuesOf(() => quoted(pieces, hazard('{"client":"a","lines":[],"__proto__":{"lines":[]}}') as PricingOrder))).toEqual([["schema.unknown_key", "order.__proto__"]]);
    expect(issuesOf(() => quoted(pieces, { client: "a", lines: [], code: "SPRING" } as never))).toEqual([["schema.unknown_key", "order.code"]]);
    expect(issuesOf(() => parsePolicy(hazard('{"__proto__":{"price":0}}'))).map(([code]) => code)).toContain("schema.unknown_key");
    expect(({} as { price?: number }).price).toBeUndefined();
  });

  test("pricing-10 there are no expressions: what looks like one is an unknown operator", () => {
    const formula = "constructor.constructor('return process')()";
    expect(issuesOf(() => compilePolicy(ofDeal({ value: percent(-1), when: { fact: "client", operator: formula, value: 1 } })))[0]).toEqual(["rule.unknown_operator", "records[1].when.operator"]);
    expect(issuesOf(() => compilePolicy(ofDeal({ value: percent(-1), when: formula })))[0]?.[1]).toBe("records[1].when");
    expect(issuesOf(() => compilePolicy(ofDeal({ value: { kind: "percent", rate: formula } })))[0]?.[1]).toBe("records[1].value.rate");
  });

  test("pricing-14 a rounding that is none, and a precision without end", () => {
    expect(issuesOf(() => compilePolicy({ ...pieces, rounding: "half-banana" as never }))).toEqual([["config.rounding", "rounding"]]);
    const step = (rounding: object): PricingPolicy => policyOf({ a: 1 }, [{ deals: [], rounding }]);
    expect(issuesOf(() => compilePolicy(step({ mode: "half-banana" })))).toEqual([["config.rounding", "steps[1].rounding.mode"]]);
    expect(issuesOf(() => compilePolicy(step({ decimals: 1e9 })))[0]?.[1]).toBe("steps[1].rounding.decimals");
  });
});

describe("attributes", () => {
  const online = ofDeal({ value: percent(-10), when: { all: [{ fact: "order.attributes.channel", operator: "equal", value: "web" }, { fact: "line.attributes.isOutlet", operator: "equal", value: true }] } });

  test("of an order and of a line are facts of conditions", () => {
    const net = (channel: string, isOutlet: boolean): string => quoted(online, { ...orderOf({ article: "a", attributes: { isOutlet } }), attributes: { channel } }).net.amount;
    expect([net("web", true), net("shop", true), net("web", false)]).toEqual(["90.00", "100.00", "100.00"]);
  });

  test("are texts, numbers and booleans", () => {
    expect(issuesOf(() => quoted(online, { ...orderOf({ article: "a" }), attributes: { channel: {} as never } }))).toEqual([["schema.type", "attributes.channel"]]);
    expect(issuesOf(() => quoted(online, orderOf({ article: "a", attributes: [] as never })))).toEqual([["schema.type", "lines[0].attributes"]]);
  });
});

describe("policies that do not parse", () => {
  const base = policyOf({ a: 1 }, [{ deals: [{ value: percent(-1) }] }]);

  test("list every issue with its path, at once", () => {
    const bad = { ...base, currency: "XXX", rounding: "no", records: [...base.records, { id: "s1-1", step: "s1", key: {}, value: percent(-1) }, { id: "n", step: "none", key: {}, value: percent(-1) }, { id: "u", step: "s1", key: { clientGroup: "g" }, value: percent(-1) }, { id: "v", step: "s1", key: {}, value: { kind: "percent", rate: "x" } }] };
    expect(issuesOf(() => compilePolicy(bad as PricingPolicy))).toEqual([
      ["money.currency", "currency"],
      ["config.rounding", "rounding"],
      ["pricing.duplicate_id", "records[2].id"],
      ["pricing.unknown_step", "records[3].step"],
      ["pricing.unreachable_key", "records[4].key"],
      ["pricing.format", "records[5].value.rate"],
    ]);
  });

  test("hierarchies in a circle, and units that are none", () => {
    expect(issuesOf(() => compilePolicy({ ...base, hierarchies: { client: [{ child: "a", parent: "b" }, { child: "b", parent: "a" }] } }))).toEqual([["pricing.hierarchy_cycle", "hierarchies.client"]]);
    expect(issuesOf(() => quoted(base, orderOf({ article: "a", unit: "barrel" })))).toEqual([["pricing.unknown_unit", "lines[0].unit"]]);
  });

  test("a million bands are read; a stacking tree ten thousand deep is not walked", () => {
    let tree: unknown = "s1";
    for (let depth = 0; depth < 10_000; depth += 1) tree = { id: `g${String(depth)}`, mode: "best", members: [tree] };
    expect(issuesOf(() => compilePolicy({ ...base, stacking: [tree] } as PricingPolicy))[0]?.[0]).toBe("limits.too_deep");
    expect(issuesOf(() => analysePolicy({ ...base, stacking: [tree] } as PricingPolicy, { asOf }))[0]?.[0]).toBe("limits.too_deep");
    const bands: object[] = [];
    bands.length = 1_000_001;
    expect(issuesOf(() => compilePolicy(ofDeal({ value: percent(-1), scale: { kind: "allUnits", bands } })))[0]).toEqual(["limits.too_many", "records[1].scale.bands"]);
  });

  test("a quote with an option that is none is refused, and leaves the order as it was", () => {
    const order = deepFreeze(orderOf({ article: "a" }));
    expect(issuesOf(() => quote(compilePolicy(base), order, { asof: asOf } as never))).toEqual([["schema.unknown_key", "options.asof"]]);
  });
});
