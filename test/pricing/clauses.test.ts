/** Clauses of a contract and queries, by worked numbers; and bad input of the whole model. */
import { describe, expect, test } from "vitest";

import {
  authority,
  breakEvenVolume,
  compilePolicy,
  explain,
  indexedPrice,
  invoicePosition,
  lateInterest,
  mostFavoured,
  pocketWaterfall,
  refund,
  takeOrPay,
  waterfallChart,
} from "../../src/pricing/index.js";
import type { PricingPolicy, StackingGroup } from "../../src/pricing/index.js";
import { parsePolicy } from "../../src/pricing/schema.js";
import { orderOf, percent, policyOf, quoted } from "./build.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });

describe("payment", () => {
  const terms = { netDays: 30, discounts: [{ days: 10, rate: "0.02" }] };
  const invoice = { amount: eur("1000.00"), date: "2026-11-01" };

  test("pay-02: a part paid early leaves 480 with the discount and 500 without", () => {
    const payments = [{ amount: eur("500.00"), date: "2026-11-05" }];
    const early = invoicePosition(invoice, terms, payments, "2026-11-11");
    expect([early.open.amount, early.offers.map((offer) => [offer.until, offer.open.amount])]).toEqual(["500.00", [["2026-11-11", "480.00"]]]);
    const late = invoicePosition(invoice, terms, payments, "2026-12-02");
    expect([late.open.amount, late.offers, late.dueDate, late.overdueDays]).toEqual(["500.00", [], "2026-12-01", 1]);
  });

  test("the discounted amount in time settles the invoice; in parts, each earns its share", () => {
    const payments = [{ amount: eur("980.00"), date: "2026-11-11" }];
    expect(invoicePosition(invoice, terms, payments, "2026-12-24")).toMatchObject({ open: eur("0.00"), discount: eur("20.00"), overdueDays: 0 });
    const part = invoicePosition(invoice, { ...terms, partial: "proportional" }, [{ amount: eur("490.00"), date: "2026-11-11" }], "2026-11-20");
    expect(part).toMatchObject({ discount: eur("10.00"), open: eur("500.00") });
  });

  test("days may count from the end of the month", () => {
    expect(invoicePosition(invoice, { netDays: 30, fromEndOfMonth: true }, [], "2026-11-01").dueDate).toBe("2026-12-30");
  });

  test("late interest runs over a change of rate, and its parts add up", () => {
    const baseRates = [{ from: "2026-01-01", rate: "0.02" }, { from: "2026-07-01", rate: "0.0225" }];
    const result = lateInterest({ amount: eur("10000.00"), dueDate: "2026-06-20" }, { baseRates, marginRate: "0.08", fixedSum: eur("40.00") }, "2026-07-10");
    expect(result.parts.map((part) => [part.days, part.rate, part.amount.amount])).toEqual([[10, "0.1", "27.40"], [10, "0.1025", "28.08"]]);
    expect([result.interest.amount, result.total.amount]).toEqual(["55.48", "95.48"]);
    expect(lateInterest({ amount: eur("10000.00"), dueDate: "2026-06-20" }, { baseRates, marginRate: "0.08", fixedSum: eur("40.00") }, "2026-06-20").total.amount).toBe("0.00");
  });
});

describe("clauses", () => {
  const clause = { price: "100", baseIndex: "100", share: "0.5", thresholdRate: "0.02", capRate: "0.05", collarRate: "0.03", effective: ["2026-07-01"] };

  test.each([["101", "100.00", "threshold"], ["106", "103.00", "index"], ["120", "105.00", "cap"], ["90", "97.00", "collar"]])("index %s gives %s by %s", (value, price, decidedBy) => {
    expect(indexedPrice(clause, [{ published: "2026-06-15", value }], "2026-07-01")).toMatchObject({ price, decidedBy });
    expect(indexedPrice(clause, [{ published: "2026-07-02", value }], "2026-08-01")).toMatchObject({ price: "100.00", decidedBy: "base" });
  });

  test("a shortfall is owed, a surplus carried on", () => {
    expect(takeOrPay({ minimum: eur("100.00") }, eur("60.00")).payable.amount).toBe("40.00");
    expect(takeOrPay({ minimum: eur("100.00"), carryOutMax: eur("10.00") }, eur("130.00"))).toMatchObject({ payable: eur("0.00"), carriedOut: eur("10.00") });
  });

  test("another client's better price is found, without what is not comparable", () => {
    const policy = policyOf({ a: 10 }, [{ deals: [{ key: { client: "brio" }, value: percent(-20) }] }]);
    const own = quoted(policy, orderOf({ article: "a", quantity: 3 }));
    const other = quoted(policy, { ...orderOf({ article: "a", quantity: 7 }), client: "brio" });
    expect(mostFavoured(own, [other]).map((finding) => finding.difference.amount)).toEqual(["6.00"]);
    expect(mostFavoured(own, [other], { withoutSteps: ["s1"] })).toEqual([]);
  });

  test("a price below cost has no break-even volume; with fixed cost it is higher", () => {
    expect(breakEvenVolume({ price: 100, newPrice: 60, unitCost: 60 }).ok).toBe(false);
    expect(breakEvenVolume({ price: 100, newPrice: 90, unitCost: 60, fixedCost: 300, quantity: 100 })).toEqual({ ok: true, changeRate: "0.433334" });
    expect(breakEvenVolume({ price: 100, newPrice: 110, unitCost: 60 })).toEqual({ ok: true, changeRate: "-0.2" });
  });
});

describe("queries", () => {
  const policy = policyOf({ a: 100 }, [{ deals: [{ value: percent(-10) }] }], { articles: [{ id: "a", cost: 60, unit: "piece", conversions: [{ unit: "box", numerator: 12, denominator: 1 }] }] });
  const result = quoted(policy, orderOf({ article: "a", quantity: 2, unit: "box" }));

  test("a box is twelve pieces, at price and at cost", () => {
    expect([result.list.amount, result.net.amount, result.lines[0]?.cost?.amount]).toEqual(["2400.00", "2160.00", "1440.00"]);
    expect(explain(result)[0]).toBe("Line 1, 2 × a: 2160.00 EUR.");
  });

  test("the chart has a bar for each stage, totals on zero", () => {
    const pocket = pocketWaterfall(result, { bonusRate: "0.05" });
    expect([pocket.margin?.amount, pocket.marginRate]).toEqual(["612.00", "0.298246"]);
    expect(waterfallChart(pocket).data.values.map((row) => [row.name, row.start, row.end])).toEqual([
      ["list", 0, 2400], ["s1", 2400, 2160], ["invoice", 0, 2160], ["bonus", 2160, 2052], ["pocket", 0, 2052], ["cost", 2052, 612], ["margin", 0, 612],
    ]);
  });

  test("a level is required for the margin; no better quote needs it again; none may be enough", () => {
    const levels = [{ level: "representative", marginRateMin: "0.4" }, { level: "manager", marginRateMin: "0.2" }];
    const decision = authority(result, { levels });
    expect(decision).toMatchObject({ ok: true, level: "manager", needsApproval: true, reasons: [{ code: "margin", value: "0.333333", limit: "0.4" }] });
    expect(authority(result, { levels }, { approved: { quote: result } })).toMatchObject({ needsApproval: false });
    expect(authority(result, { levels: [{ level: "representative", discountRateMax: "0.05" }] })).toMatchObject({ ok: false, refusals: [{ code: "discount-exceeds-authority" }] });
  });

  test("more than was bought is not taken back", () => {
    expect(() => refund(result, [{ line: "1", quantity: 3 }])).toThrow(expect.objectContaining({ code: "pricing.quantity" }));
    expect(() => refund(result, [{ line: "1", quantity: 1 }], { policy: "reprice" })).toThrow(expect.objectContaining({ code: "pricing.kept" }));
  });
});

describe("the whole model", () => {
  const codeOf = (policy: PricingPolicy): unknown => {
    try {
      compilePolicy(policy);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return null;
  };
  const base = policyOf({ a: 1 }, [{ deals: [{ value: percent(-1) }] }, { deals: [] }]);

  test("what cannot be compiled is said at once", () => {
    let deep: StackingGroup = { id: "0", mode: "best", members: ["s1"] };
    for (let level = 1; level < 10_000; level += 1) deep = { id: String(level), mode: "best", members: [deep] };
    expect(codeOf({ ...base, stacking: [deep] })).toBe("limits.too_deep");
    expect(codeOf({ ...base, hierarchies: { article: [{ child: "a", parent: "b" }, { child: "b", parent: "a" }] } })).toBe("pricing.hierarchy_cycle");
    expect(codeOf({ ...base, stacking: [{ id: "g", mode: "best", members: ["s1", "s1"] }] })).toBe("pricing.stacking");
    expect(codeOf({ ...base, stacking: [{ id: "g", mode: "best", members: ["none"] }] })).toBe("pricing.unknown_step");
    expect(codeOf({ ...base, steps: base.steps.map((step) => (step.id === "s1" ? { ...step, base: { after: "s2" } } : step)) })).toBe("pricing.unknown_base");
    expect(codeOf({ ...base, articles: [{ id: "a" }, { id: "a" }] })).toBe("pricing.duplicate_id");
    const bands = Array.from({ length: 1_000_000 }, (_, from) => ({ from, value: 1 }));
    const scaled = base.records.map((record) => ({ ...record, scale: { kind: "allUnits" as const, bands } }));
    expect(codeOf({ ...base, records: scaled.slice(0, 1) })).toBe("limits.too_many");
    expect(() => quoted(base, orderOf({ article: "a", unit: "box" }))).toThrow(expect.objectContaining({ code: "pricing.unknown_unit", path: "lines[0].unit" }));
  });

  test("hierarchies, codes, counters, a base after a step, exclusive groups and rejections", () => {
    const policy: PricingPolicy = policyOf(
      { tools: 10 },
      [
        { deals: [{ value: percent(-10), code: "SPRING" }] },
        { base: { after: "list" }, deals: [{ value: percent(-50), scale: { kind: "allUnits", counter: "c", bands: [{ from: 10, value: "-0.5" }] } }] },
      ],
      { hierarchies: { article: [{ child: "hammer", parent: "tools" }] } },
    );
    const order = orderOf({ article: "hammer", quantity: 2 });
    const plain = quoted(policy, order, { withRejected: true, cumulative: [{ counter: "c", value: "7" }] });
    expect([plain.net.amount, plain.lines[0]?.rejected?.map(({ record, reason }) => [record, reason])]).toEqual(["20.00", [["s1-1", "code-missing"], ["s2-1", "below-scale"]]]);
    const both = quoted(policy, { ...order, codes: ["SPRING"] }, { cumulative: [{ counter: "c", value: "8" }] });
    expect([both.net.amount, both.counters]).toEqual(["8.00", [{ counter: "c", value: "2" }]]);
    const closed = quoted({ ...policy, stacking: [{ id: "g", mode: "exclusive", members: ["s1"] }] }, { ...order, codes: ["SPRING"] }, { cumulative: [{ counter: "c", value: "8" }] });
    expect(closed.net.amount).toBe("18.00");
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  test("a record of another currency is for orders in it", () => {
    const policy = { ...base, records: [...base.records, { id: "usd", step: "list", key: { article: "a" }, value: { kind: "unitPrice" as const, amount: 2 }, currency: "USD" }] };
    expect(quoted(policy, orderOf({ article: "a" })).net).toEqual(eur("0.99"));
    expect(quoted(policy, { ...orderOf({ article: "a" }), currency: "USD" }).net).toEqual({ amount: "1.98", currency: "USD" });
  });
});
