/** The compiled engine against the slow reading of the same policy, over generated policies. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDecimals, compareDecimals, formatDecimal, multiplyDecimals, roundDecimal } from "../../src/values/index.js";
import { compilePolicy, keptOrder, quote, quoteBatch, refund } from "../../src/pricing/index.js";
import type { ConditionRecord, PricingPolicy, PricingStep, Quote, RecordLimits, RecordValue } from "../../src/pricing/index.js";
import { runs, seenMin } from "../support/runs.js";
import { Reference } from "./reference.js";
import type { Reading } from "./reference.js";
import { asOf, contexts, given, orders, policies } from "./worlds.js";

/** A quote in the words of the reference. */
function summary(result: Quote): Reading {
  const own = result.lines.filter((line) => line.gift === undefined);
  const six = (value: string): string => formatDecimal(roundDecimal(value, { scale: 6, rounding: "floor" }), 6);
  return {
    lists: own.map((line) => line.list?.amount ?? null),
    nets: own.map((line) => line.net?.amount ?? null),
    changes: own.flatMap((line) => line.entries.map(({ step, record, change }) => [line.id, step, record, change].join(" "))),
    consumption: result.consumption.map(({ record, amount, units: count, uses }) => [record, amount, six(count), uses].join(" ")),
    counters: result.counters.map(({ counter, value }) => [counter, six(value)].join(" ")),
    rests: result.unallocated.map(({ step, record, amount }) => [step, record, amount].join(" ")),
    gifts: result.lines.flatMap((line) => (line.gift === undefined ? [] : [[line.gift.line, line.gift.record, line.article, line.quantity].join(" ")])).sort(),
  };
}

/** The same policy with every amount of money a tenth, in a currency with one decimal more. */
function inTenths(policy: PricingPolicy): PricingPolicy {
  const tenth = (value: string | number): string => multiplyDecimals(value, "0.1");
  const part = <T extends { readonly amount?: string | number }>(value: T): T => (value.amount === undefined ? value : { ...value, amount: tenth(value.amount) });
  const records = policy.records.map((record): ConditionRecord => {
    const { scale, limits } = record;
    const isMoney = "amount" in record.value;
    return given({
      ...record,
      value: part(record.value as RecordValue & { amount?: string }),
      scale: scale === undefined ? undefined : { ...scale, bands: scale.bands.map(({ from, value }) => ({ from: scale.base === "value" ? tenth(from) : from, value: isMoney ? tenth(value) : value })) },
      limits: limits === undefined ? undefined : (given({ ...limits, perOrder: limits.perOrder && part(limits.perOrder), perClient: limits.perClient && part(limits.perClient), total: limits.total && part(limits.total) }) as RecordLimits),
    });
  });
  const steps = policy.steps.map((step) => given({ ...step, rounding: step.rounding?.decimals === undefined ? step.rounding : { ...step.rounding, decimals: step.rounding.decimals + 1 } }) as PricingStep);
  const costs = policy.articles?.map((article) => ("cost" in article && article.cost !== undefined ? { ...article, cost: tenth(article.cost) } : article)) ?? [];
  return { ...policy, currency: "BHD", steps, records, articles: costs };
}

describe("the compiled engine", () => {
  test("P-15 agrees with the slow reading of any policy, in every change, limit, counter and gift", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(policies, orders, contexts, (policy, order, options) => {
        const result = quote(compilePolicy(policy), order, options);
        expect(summary(result)).toEqual(new Reference(policy, order, options).read());
        const kinds = result.lines.flatMap((line) => line.entries.map((entry) => policy.records.find(({ id }) => id === entry.record)?.value.kind ?? ""));
        const traits = [...kinds, ...result.consumption.map(() => "limit"), ...result.counters.map(() => "counter"), ...result.unallocated.map(() => "unallocated"), ...result.lines.flatMap((line) => (line.gift === undefined ? [] : ["gift"])), ...(policy.stacking ?? []).map(({ mode }) => mode)];
        for (const trait of new Set(traits)) seen.set(trait, (seen.get(trait) ?? 0) + 1);
      }),
      runs(400),
    );
    for (const trait of ["percent", "amountPerUnit", "amountPerLine", "amountPerOrder", "override", "bundlePrice", "freeGoods", "buyGet", "floor", "limit", "counter", "gift", "best", "worst", "first", "exclusive", "additive"]) {
      expect(seen.get(trait) ?? 0, trait).toBeGreaterThanOrEqual(Math.floor(seenMin(2)));
    }
  });

  test("P-16 money a tenth, with a minor unit a tenth, is the same quote: in the smallest coins not one differs", () => {
    fc.assert(
      fc.property(policies, orders, contexts, (policy, order, options) => {
        // A counter of value counts money too; its scale would have to change with the caller's data.
        if (policy.records.some(({ scale }) => scale?.base === "value" && scale.counter !== undefined)) return;
        const tenths = inTenths(policy);
        const usage = options.usage?.map((row) => given({ ...row, amount: row.amount === undefined ? undefined : multiplyDecimals(row.amount, "0.1") }));
        const coins = (result: Quote): unknown => result.lines.map((line) => [line.id, ...line.entries.map(({ step, record, change }) => [step, record, change.replace(".", "").replace(/^(-?)0+(?=\d)/, "$1")])]);
        const own = quote(compilePolicy(tenths), order, given({ ...options, usage }));
        expect(coins(own)).toEqual(coins(quote(compilePolicy(policy), order, options)));
      }),
      runs(150),
    );
  });

  test("P-17 the changes of a line add up to its net, never below nothing, and the lines to the quote", () => {
    fc.assert(
      fc.property(policies, orders, contexts, (policy, order, options) => {
        const result = quote(compilePolicy(policy), order, options);
        let net = "0";
        for (const line of result.lines) {
          const sum = line.entries.reduce((total, { change }) => addDecimals(total, change), "0");
          expect(compareDecimals(sum, line.net?.amount ?? 0)).toBe(0);
          expect(compareDecimals(sum, 0)).toBeGreaterThanOrEqual(0);
          net = addDecimals(net, sum);
        }
        expect(compareDecimals(net, result.net.amount)).toBe(0);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      runs(100),
    );
  });

  test("P-18 the order of records, lines and steps of usage changes nothing", () => {
    fc.assert(
      fc.property(policies, orders, contexts, (policy, order, options) => {
        const result = quote(compilePolicy(policy), order, options);
        const turned = quote(
          compilePolicy({ ...policy, records: [...policy.records].reverse() }),
          { ...order, lines: [...order.lines].reverse() },
          given({ ...options, usage: options.usage === undefined ? undefined : [...options.usage].reverse() }),
        );
        expect(summary({ ...turned, lines: [...turned.lines].reverse() })).toEqual(summary(result));
      }),
      runs(100),
    );
  });

  test("P-41 returns in any two parts come to the whole, and never to more than was paid", () => {
    fc.assert(
      fc.property(policies, orders, contexts, fc.constantFrom("keepShare" as const, "reprice" as const, "clawBack" as const), fc.integer({ min: 0, max: 100 }), (policy, order, options, name, share) => {
        const plan = compilePolicy(policy);
        const paid = quote(plan, order, options);
        const part = (percent: number): { line: string; quantity: string }[] => order.lines.map(({ id, quantity }) => ({ line: id, quantity: multiplyDecimals(quantity, String(percent / 100)) }));
        let refunded = { amount: "0.00", currency: paid.currency };
        for (const percent of [share, 100]) {
          const returned = part(percent);
          const kept = quote(plan, keptOrder(order, returned), options);
          const { total } = refund(paid, returned, { policy: name, kept, refunded });
          expect(compareDecimals(total.amount, 0)).toBeGreaterThanOrEqual(0);
          refunded = { ...refunded, amount: formatDecimal(addDecimals(refunded.amount, total.amount), 2) };
          expect(compareDecimals(refunded.amount, paid.net.amount)).toBeLessThanOrEqual(0);
        }
        expect(refunded.amount).toBe(paid.net.amount);
      }),
      runs(100),
    );
  });

  test("P-60 a batch comes to the totals of its quotes, whatever the policy says", () => {
    fc.assert(
      fc.property(policies, fc.array(orders, { minLength: 1, maxLength: 3 }), (policy, list) => {
        const plan = compilePolicy(policy);
        // A batch knows base units and whole quantities: lines are taken as such.
        const rows = list.flatMap(({ client, lines }) => lines.map(({ article, productGroup, quantity }) => ({ client, line: given({ id: "1", article, productGroup, quantity: Math.max(1, Math.floor(Number(quantity))) }) })));
        const columns = { clients: rows.map(({ client }) => ({ client })), articles: rows.map(({ line: { article, productGroup } }) => given({ article, productGroup })), client: rows.map((_, index) => index), article: rows.map((_, index) => index), quantity: rows.map(({ line }) => line.quantity) };
        const totals = quoteBatch(plan, columns, { asOf });
        rows.forEach(({ client, line }, index) => {
          const single = quote(plan, { client, lines: [line] }, { asOf });
          expect([totals.list[index], totals.net[index], totals.priced[index]]).toEqual([Math.round(Number(single.list.amount) * 100), Math.round(Number(single.net.amount) * 100), single.unpriced.length === 0 ? 1 : 0]);
        });
      }),
      runs(60),
    );
  });
});
