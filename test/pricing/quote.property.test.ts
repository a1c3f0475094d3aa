/** The laws of a quote. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compilePolicy, quote } from "../../src/pricing/index.js";
import type { ConditionRecord, PricingOrder, PricingPolicy } from "../../src/pricing/index.js";
import { addDecimals, compareDecimals, multiplyDecimals, roundDecimal } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const clients = fc.constantFrom("acme", "brio", "cato");
const articles = fc.constantFrom("chair", "desk", "lamp");
const cents = fc.nat(20_000).map((units) => multiplyDecimals(units, "0.01"));
const rates = fc.integer({ min: -100, max: 30 }).map((percent) => multiplyDecimals(percent, "0.01"));
const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 });

const priceRecord = fc.tuple(fc.option(clients, { nil: undefined }), articles, cents, fc.option(bounds, { nil: undefined })).map(
  ([client, article, amount, froms]): Omit<ConditionRecord, "id"> => ({
    step: "list",
    key: client === undefined ? { article } : { client, article },
    value: { kind: "unitPrice", amount },
    ...(froms === undefined ? {} : { scale: { kind: "allUnits" as const, bands: froms.map((from, index) => ({ from, value: multiplyDecimals(amount, index === 0 ? "1" : "0.9") })) } }),
  }),
);
const discountRecord = fc.tuple(fc.constantFrom("partner", "season"), clients, rates, fc.integer({ min: -3, max: 3 })).map(
  ([step, client, rate, priority]): Omit<ConditionRecord, "id"> => ({ step, key: { client }, value: { kind: "percent", rate }, priority }),
);
const policies = fc
  .tuple(fc.array(priceRecord, { maxLength: 8 }), fc.array(discountRecord, { maxLength: 6 }), fc.constantFrom("list" as const, "running" as const))
  .map(([prices, discounts, base]): PricingPolicy =>
    deepFreeze({
      id: "generated",
      currency: "EUR",
      steps: [
        { id: "list", kind: "price", access: [["client", "article"], ["article"]] },
        { id: "partner", kind: "discount", access: [["client"]] },
        { id: "season", kind: "discount", access: [["client"]], base },
      ],
      records: [...prices, ...discounts].map((record, index) => ({ ...record, id: `r${String(index)}` })),
    }),
  );
const orders = fc.tuple(clients, fc.array(fc.tuple(articles, fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 5 })).map(
  ([client, lines]): PricingOrder => deepFreeze({ client, lines: lines.map(([article, quantity], index) => ({ id: String(index), article, quantity })) }),
);
const asOf = "2026-11-23";

/** The plainest reading of a policy: every record looked at, no table. */
function naive(policy: PricingPolicy, order: PricingOrder): (string | null)[] {
  const pick = (step: string, fields: readonly (readonly string[])[], line: PricingOrder["lines"][number]): ConditionRecord | undefined => {
    const values: Record<string, string> = { client: order.client, article: line.article };
    for (const set of fields) {
      const found = policy.records
        .filter((record) => record.step === step && Object.keys(record.key).sort().join() === [...set].sort().join())
        .filter((record) => set.every((field) => (record.key as Record<string, string>)[field] === values[field]))
        .filter((record) => record.scale === undefined || record.scale.bands.some((band) => compareDecimals(band.from, line.quantity) <= 0))
        .sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || (a.id < b.id ? -1 : 1));
      if (found[0] !== undefined) return found[0];
    }
    return undefined;
  };
  const round = (value: string): string => roundDecimal(value, { scale: 2 });
  return order.lines.map((line) => {
    const price = pick("list", [["client", "article"], ["article"]], line);
    if (price?.value.kind !== "unitPrice") return null;
    const reached = [...(price.scale?.bands ?? [])].filter((band) => compareDecimals(band.from, line.quantity) <= 0).sort((a, b) => compareDecimals(b.from, a.from));
    const list = round(multiplyDecimals(reached[0]?.value ?? price.value.amount, line.quantity));
    let running = list;
    for (const step of policy.steps.slice(1)) {
      const record = pick(step.id, [["client"]], line);
      if (record?.value.kind !== "percent") continue;
      const change = round(multiplyDecimals(step.base === "list" ? list : running, record.value.rate));
      const next = addDecimals(running, change);
      running = compareDecimals(next, 0) < 0 ? "0" : next;
    }
    return running;
  });
}

describe("a quote", () => {
  test("P-01 has entries that add up to its net, per line and for the order", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const result = quote(compilePolicy(policy), order, { asOf });
        let total = "0";
        for (const line of result.lines) {
          if (line.net === null) {
            expect(line.entries).toEqual([]);
            expect(line.tried.length).toBeGreaterThan(0);
            expect(result.unpriced).toContain(line.id);
            continue;
          }
          let running = "0";
          for (const entry of line.entries) {
            running = addDecimals(running, entry.change);
            expect(compareDecimals(running, entry.after)).toBe(0);
          }
          expect(compareDecimals(running, line.net.amount)).toBe(0);
          expect(compareDecimals(line.net.amount, 0)).toBeGreaterThanOrEqual(0);
          total = addDecimals(total, line.net.amount);
        }
        expect(compareDecimals(total, result.net.amount)).toBe(0);
      }),
      runs(500),
    );
  });

  test("P-02 agrees with the plainest reading of the policy", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const nets = quote(compilePolicy(policy), order, { asOf }).lines.map((line) => line.net?.amount ?? null);
        const plain = naive(policy, order);
        expect(nets.length).toBe(plain.length);
        nets.forEach((net, index) => {
          const wanted = plain[index] ?? null;
          if (net === null || wanted === null) expect(net).toBe(wanted);
          else expect(compareDecimals(net, wanted)).toBe(0);
        });
      }),
      runs(500),
    );
  });

  test("P-03 does not depend on the order of the records, nor of the lines", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const result = quote(compilePolicy(policy), order, { asOf });
        const turned = quote(
          compilePolicy({ ...policy, records: [...policy.records].reverse() }),
          { ...order, lines: [...order.lines].reverse() },
          { asOf },
        );
        expect([...turned.lines].reverse()).toEqual(result.lines);
        expect(turned.net).toEqual(result.net);
      }),
      runs(300),
    );
  });

  test("P-04 survives JSON", () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const result = quote(compilePolicy(policy), order, { asOf });
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        expect(structuredClone(result)).toEqual(result);
      }),
      runs(100),
    );
  });

  test("P-05 is never raised by a discount more", () => {
    fc.assert(
      fc.property(policies, orders, fc.integer({ min: 0, max: 100 }), (policy, order, percent) => {
        const before = quote(compilePolicy({ ...policy, steps: [...policy.steps, { id: "extra", kind: "discount", access: [[]] }] }), order, { asOf });
        const more = quote(
          compilePolicy({
            ...policy,
            steps: [...policy.steps, { id: "extra", kind: "discount", access: [[]] }],
            records: [...policy.records, { id: "x", step: "extra", key: {}, value: { kind: "percent", rate: multiplyDecimals(-percent, "0.01") } }],
          }),
          order,
          { asOf },
        );
        expect(compareDecimals(more.net.amount, before.net.amount)).toBeLessThanOrEqual(0);
      }),
      runs(200),
    );
  });
});
