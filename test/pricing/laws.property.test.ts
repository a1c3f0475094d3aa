/** Laws of the whole engine: allocation, stacking, limits, returns, and the queries on a waterfall. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  authority,
  keptOrder,
  pocketWaterfall,
  priceCorrection,
  priceVolumeMix,
  refund,
  simulate,
  compilePolicy,
} from "../../src/pricing/index.js";
import type { ArticleSales, PricingOrder, PricingPolicy, Quote } from "../../src/pricing/index.js";
import { addDecimals, compareDecimals, formatDecimal, multiplyDecimals, subtractDecimals } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { asOf, orderOf, percent, policyOf, quoted } from "./build.js";
import type { Deal, Stage } from "./build.js";

const articles = ["a", "b", "c"];
const cents = fc.integer({ min: 0, max: 20_000 }).map((units) => multiplyDecimals(units, "0.01"));
const rates = fc.integer({ min: -60, max: 20 });
const prices = fc.tuple(cents, cents, cents).map(([a, b, c]) => ({ a, b, c }));
const orders = fc
  .array(fc.tuple(fc.constantFrom(...articles), fc.integer({ min: 1, max: 12 }), fc.constantFrom<object>({}, {}, { isExcluded: true }, { kind: "freight" })), { minLength: 1, maxLength: 5 })
  .map((lines): PricingOrder => deepFreeze(orderOf(...lines.map(([article, quantity, more]) => ({ article, quantity, productGroup: "g", ...more })))));

const lineDeal: fc.Arbitrary<Deal> = fc.oneof(
  rates.map((rate) => ({ value: percent(rate) })),
  cents.map((amount) => ({ value: { kind: "amountPerUnit" as const, amount: multiplyDecimals(amount, "-0.1") } })),
  cents.map((amount) => ({ value: { kind: "amountPerLine" as const, amount: multiplyDecimals(amount, "-1") } })),
  cents.map((amount) => ({ value: { kind: "override" as const, amount } })),
  fc.integer({ min: 1, max: 4 }).map((unitsPerLineMax) => ({ value: percent(-30), limits: { unitsPerLineMax } })),
  fc.integer({ min: 2, max: 5 }).map((buy) => ({ value: { kind: "freeGoods" as const, buy, get: 1, counting: "unitReference" as const, mode: "inclusive" as const } })),
);
const orderDeal: fc.Arbitrary<Deal> = fc.oneof(
  rates.map((rate) => ({ value: percent(rate) })),
  cents.map((amount) => ({ value: { kind: "amountPerOrder" as const, amount: multiplyDecimals(amount, "-1") } })),
  cents.map((amount) => ({ value: { kind: "amountPerOrder" as const, amount: "-50" }, limits: { perOrder: { amount } } })),
  fc.constantFrom("cheapest" as const, "dearest" as const).map((pick) => ({ value: { kind: "buyGet" as const, buy: 2, get: 1, rate: -1, pick } })),
  cents.map((amount) => ({ value: { kind: "bundlePrice" as const, amount, items: [{ article: "a", quantity: 2 }, { article: "b", quantity: 1 }] } })),
);
const stages: fc.Arbitrary<Stage> = fc.oneof(
  fc.tuple(fc.array(lineDeal, { maxLength: 3 }), fc.constantFrom("first" as const, "all" as const), fc.constantFrom("sequential" as const, "additive" as const, "best" as const, "worst" as const)).map(([deals, collect, stacking]): Stage => ({ deals, collect, stacking })),
  fc.tuple(fc.array(orderDeal, { maxLength: 2 }), fc.constantFrom("largestRemainder" as const, "even" as const, "proportionalRunning" as const)).map(([deals, allocation]): Stage => ({ deals, allocation, collect: "all", scope: "order" })),
);
const policies: fc.Arbitrary<PricingPolicy> = fc
  .tuple(prices, fc.array(stages, { minLength: 1, maxLength: 4 }), fc.constantFrom("best" as const, "worst" as const, "first" as const, "additive" as const, "exclusive" as const, null))
  .map(([table, list, mode]) => {
    const members = list.slice(0, 2).map((_, index) => `s${String(index + 1)}`);
    return deepFreeze(policyOf(table, list, mode === null ? {} : { stacking: [{ id: "g", mode, members }] }));
  });

function checkSums(result: Quote): void {
  let net = "0";
  for (const line of result.lines) {
    const sum = line.entries.reduce((total, entry) => addDecimals(total, entry.change), "0");
    expect(compareDecimals(sum, line.net?.amount ?? "0")).toBe(0);
    expect(compareDecimals(sum, 0)).toBeGreaterThanOrEqual(0);
    net = addDecimals(net, sum);
  }
  expect(compareDecimals(net, result.net.amount)).toBe(0);
}

describe("any procedure", () => {
  test("P-10 has entries that sum to its net, and no line below zero", () => {
    fc.assert(fc.property(policies, orders, (policy, order) => { checkSums(quoted(policy, order)); }), runs(300));
  });

  test("P-11 does not depend on the order of records, nor of lines", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const result = quoted(policy, order);
        const turned = quoted({ ...policy, records: [...policy.records].reverse() }, { ...order, lines: [...order.lines].reverse() });
        expect([...turned.lines].reverse()).toEqual(result.lines);
        expect(turned.consumption).toEqual(result.consumption);
      }),
      runs(200),
    );
  });

  test("P-12 survives JSON, and leaves excluded lines alone", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const result = quoted(policy, order, { withRejected: true });
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        result.lines.forEach((line, index) => {
          if (order.lines[index]?.isExcluded === true) expect(line.net).toEqual(line.list);
        });
      }),
      runs(100),
    );
  });

  test("P-13 spends no budget twice, in one order or over several", () => {
    const budget = fc.integer({ min: 0, max: 5_000 }).map((units) => multiplyDecimals(units, "0.01"));
    fc.assert(
      fc.property(prices, budget, fc.array(orders, { minLength: 1, maxLength: 4 }), (table, amount, list) => {
        const policy = policyOf(table, [{ deals: [{ value: percent(-50), limits: { total: { amount } } }] }]);
        let used = "0";
        for (const order of list) {
          const { consumption } = quoted(policy, order, { usage: [{ record: "s1-1", amount: used }] });
          used = addDecimals(used, consumption[0]?.amount ?? "0");
          expect(compareDecimals(used, amount)).toBeLessThanOrEqual(0);
        }
      }),
      runs(100),
    );
  });

  test("P-14 floors hold wherever the list price is above them", () => {
    fc.assert(
      fc.property(policies, orders, cents, (policy, order, amount) => {
        const floored = { ...policy, steps: [...policy.steps, { id: "floor", kind: "floor" as const, access: [[]] }], records: [...policy.records, { id: "f", step: "floor", key: {}, value: { kind: "floor" as const, by: "price" as const, amount } }] };
        const result = quoted(floored, order);
        checkSums(result);
        result.lines.forEach((line) => {
          const floor = multiplyDecimals(amount, line.quantity);
          const least = compareDecimals(line.list?.amount ?? "0", floor) < 0 ? line.list?.amount ?? "0" : floor;
          expect(compareDecimals(line.net?.amount ?? "0", least)).toBeGreaterThanOrEqual(0);
        });
      }),
      runs(200),
    );
  });
});

describe("best", () => {
  test("P-20 is beaten by no single alternative, and worst by none from above", () => {
    fc.assert(
      fc.property(prices, fc.array(stages, { minLength: 1, maxLength: 4 }), orders, (table, list, order) => {
        const members = list.map((_, index) => `s${String(index + 1)}`);
        const whole = policyOf(table, list);
        const net = (steps: readonly string[], mode: "best" | "worst" | "sequential"): string =>
          quoted({ ...whole, stacking: [{ id: "g", mode, members: steps }], steps: whole.steps.filter((step) => step.id === "list" || steps.includes(step.id)), records: whole.records.filter((record) => record.step === "list" || steps.includes(record.step)) }, order).net.amount;
        const best = net(members, "best");
        const worst = net(members, "worst");
        for (const member of members) {
          const alone = net([member], "sequential");
          expect(compareDecimals(best, alone)).toBeLessThanOrEqual(0);
          expect(compareDecimals(worst, alone)).toBeGreaterThanOrEqual(0);
        }
      }),
      runs(100),
    );
  });

  test("P-21 one record more never raises a best price", () => {
    fc.assert(
      fc.property(prices, fc.array(rates, { maxLength: 4 }), rates, orders, (table, list, more, order) => {
        const of = (values: readonly number[]): string => quoted(policyOf(table, [{ collect: "all", stacking: "best", deals: [0, ...values].map((rate) => ({ value: percent(rate) })) }]), order).net.amount;
        expect(compareDecimals(of([...list, more]), of(list))).toBeLessThanOrEqual(0);
      }),
      runs(100),
    );
  });

  test("P-22 by line is never dearer than for the order", () => {
    fc.assert(
      fc.property(prices, rates, cents, orders, (table, rate, off, order) => {
        const list: Stage[] = [{ deals: [{ value: percent(rate) }] }, { deals: [{ value: { kind: "amountPerUnit", amount: multiplyDecimals(off, "-1") } }] }];
        const of = (scope: "line" | "order"): string => quoted(policyOf(table, list, { stacking: [{ id: "g", mode: "best", scope, members: ["s1", "s2"] }] }), order).net.amount;
        expect(compareDecimals(of("line"), of("order"))).toBeLessThanOrEqual(0);
      }),
      runs(100),
    );
  });
});

describe("an order's discount", () => {
  test("P-30 is allocated to within a minor unit of exact, and none is lost", () => {
    fc.assert(
      fc.property(prices, orders, fc.integer({ min: 1, max: 100 }), (table, order, rate) => {
        const result = quoted(policyOf(table, [{ scope: "order", deals: [{ value: percent(-rate) }] }]), order);
        result.lines.forEach((line, index) => {
          const source = order.lines[index];
          if (source?.isExcluded === true || source?.kind === "freight") return;
          const change = line.entries[1]?.change ?? "0";
          expect(Math.abs(Number(change) + (Number(line.list?.amount) * rate) / 100)).toBeLessThan(0.0101);
        });
        checkSums(result);
      }),
      runs(200),
    );
  });

  test("P-31 scaling prices by ten scales the net by ten, within the roundings", () => {
    fc.assert(
      fc.property(prices, orders, fc.array(rates, { maxLength: 3 }), (table, order, list) => {
        const deals: Stage[] = list.map((rate) => ({ deals: [{ value: percent(rate) }] }));
        const ten = { a: multiplyDecimals(table.a, 10), b: multiplyDecimals(table.b, 10), c: multiplyDecimals(table.c, 10) };
        const small = Number(quoted(policyOf(table, deals), order).net.amount);
        const large = Number(quoted(policyOf(ten, deals), order).net.amount);
        expect(Math.abs(large - 10 * small)).toBeLessThanOrEqual(0.06 * order.lines.length * (list.length + 1) + 1e-9);
      }),
      runs(100),
    );
  });
});

describe("returns", () => {
  const parts = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 });

  test("P-40 in any split add up to what was paid, and never exceed it", () => {
    fc.assert(
      fc.property(policies, orders, parts, fc.constantFrom("keepShare" as const, "reprice" as const, "clawBack" as const), (policy, order, steps, name) => {
        const paid = quoted(policy, order);
        const bought = order.lines.map((line) => Number(line.quantity));
        let refunded = { amount: "0.00", currency: "EUR" };
        for (const step of [...steps, 99]) {
          const returned = order.lines.map((line, index) => ({ line: line.id, quantity: Math.min(step === 99 ? 99 : Math.max(...steps.slice(0, steps.indexOf(step) + 1)), bought[index] ?? 0) }));
          const kept = quoted(policy, keptOrder(order, returned));
          const { total } = refund(paid, returned, { policy: name, kept, refunded });
          expect(compareDecimals(total.amount, 0)).toBeGreaterThanOrEqual(0);
          refunded = { amount: formatDecimal(addDecimals(refunded.amount, total.amount), 2), currency: "EUR" };
          expect(compareDecimals(refunded.amount, paid.net.amount)).toBeLessThanOrEqual(0);
        }
        expect(compareDecimals(refunded.amount, paid.net.amount)).toBe(0);
      }),
      runs(100),
    );
  });
});

describe("queries on a waterfall", () => {
  const sales = fc.uniqueArray(fc.tuple(fc.constantFrom(...articles), fc.integer({ min: 1, max: 99 }), cents), { minLength: 1, maxLength: 3, selector: ([article]) => article }).map((rows): ArticleSales[] => rows.map(([article, quantity, amount]) => ({ article, quantity, revenue: { amount: formatDecimal(amount, 2), currency: "EUR" } })));

  test("P-50 a price–volume–mix bridge closes, in whole and for each article", () => {
    fc.assert(
      fc.property(sales, sales, (before, after) => {
        const bridge = priceVolumeMix(before, after);
        const sum = [bridge.price, bridge.volume, bridge.mix, bridge.new, bridge.lost].reduce((total, part) => addDecimals(total, part), bridge.before);
        expect(compareDecimals(sum, bridge.after)).toBe(0);
        expect(compareDecimals(bridge.articles.reduce((total, row) => addDecimals(total, row.change), "0"), bridge.change)).toBe(0);
      }),
      runs(200),
    );
  });

  test("P-51 the pocket waterfall ends at list plus its changes", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const result = quoted(policy, order);
        const pocket = pocketWaterfall(result, { cashDiscountRate: "0.02", bonusRate: "0.03", freight: { amount: "4.00", currency: "EUR" } });
        const sum = pocket.bars.filter((bar) => bar.kind === "change").reduce((total, bar) => addDecimals(total, bar.change), result.list.amount);
        expect(compareDecimals(sum, pocket.pocket.amount)).toBe(0);
        expect(pocket.bars.find((bar) => bar.name === "invoice")?.after).toBe(result.net.amount);
      }),
      runs(100),
    );
  });

  test("P-52 a policy against itself changes nothing; a correction's balance is the difference", () => {
    fc.assert(
      fc.property(policies, policies, fc.array(orders, { minLength: 1, maxLength: 2 }), (one, two, list) => {
        const same = simulate(compilePolicy(one), compilePolicy(one), list, { asOf });
        expect([same.revenue.change.amount, same.winners, same.losers]).toEqual(["0.00", [], []]);
        const order = list[0] ?? orderOf();
        const before = quoted(one, order);
        const after = quoted(two, order);
        expect(compareDecimals(priceCorrection(before, after).balance.amount, subtractDecimals(after.net.amount, before.net.amount))).toBe(0);
      }),
      runs(60),
    );
  });

  test("P-53 a larger discount never needs a lower level", () => {
    const levels = [{ level: "0", discountRateMax: "0.05" }, { level: "1", discountRateMax: "0.15" }, { level: "2", discountRateMax: "0.4" }, { level: "3" }];
    const of = (rate: number): number => {
      const decision = authority(quoted(policyOf({ a: 100 }, [{ deals: [{ value: percent(-rate) }] }]), orderOf({ article: "a" })), { levels });
      return decision.ok ? Number(decision.level) : 9;
    };
    fc.assert(fc.property(fc.nat(100), fc.nat(100), (a, b) => { expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b))); }), runs(100));
  });
});
