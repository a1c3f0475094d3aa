/** A batch gives what single quotes give, and refuses columns that do not fit. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compilePolicy, quote, quoteBatch } from "../../src/pricing/index.js";
import { runs } from "../support/runs.js";
import { asOf, percent, policyOf } from "./build.js";
import type { Stage } from "./build.js";

const clients = ["acme", "brio"].map((client) => ({ client }));
const articles = ["a", "b", "c"].map((article) => ({ article, productGroup: "g" }));
const deals = fc.array(
  fc.record({
    key: fc.constantFrom({}, { client: "acme" }, { article: "a" }, { productGroup: "g" }, { client: "brio", article: "b" }),
    value: fc.integer({ min: -100, max: 30 }).map(percent),
  }),
  { maxLength: 4 },
);
const stage = fc.oneof(
  fc.tuple(deals, fc.constantFrom("list" as const, "running" as const)).map(([list, base]): Stage => ({ deals: list, base })),
  deals.map((list): Stage => ({ deals: list.map((deal) => ({ ...deal, scale: { kind: "allUnits", bands: [{ from: 5, value: "-0.2" }] } })) })),
  deals.map((list): Stage => ({ deals: list, collect: "all" })),
);
const rows = fc.array(fc.tuple(fc.nat(1), fc.nat(2), fc.integer({ min: 1, max: 999 })), { maxLength: 20 });

describe("a batch", () => {
  test("P-60 is row by row what a quote of one line is", () => {
    fc.assert(
      fc.property(fc.array(stage, { maxLength: 3 }), rows, fc.nat(999_999), (stages, list, price) => {
        const plan = compilePolicy(policyOf({ a: price / 1_000, b: "0.0435" }, stages));
        const totals = quoteBatch(plan, { clients, articles, client: list.map(([client]) => client), article: list.map(([, article]) => article), quantity: Int32Array.from(list.map(([, , quantity]) => quantity)) }, { asOf });
        list.forEach(([client, article, quantity], row) => {
          const one = quote(plan, { client: clients[client]?.client ?? "", lines: [{ id: "1", quantity, ...(articles[article] ?? { article: "" }) }] }, { asOf });
          expect([totals.priced[row], totals.list[row], totals.net[row]]).toEqual(one.unpriced.length > 0 ? [0, 0, 0] : [1, Math.round(Number(one.list.amount) * 100), Math.round(Number(one.net.amount) * 100)]);
        });
      }),
      runs(150),
    );
  });

  test("refuses other lengths, positions and quantities", () => {
    const plan = compilePolicy(policyOf({ a: 1 }, []));
    const columns = { clients, articles, client: [0], article: [0], quantity: [1] };
    const refused = (more: object): unknown => expect.objectContaining({ code: "quantity" in more ? "pricing.quantity" : "pricing.columns" });
    for (const more of [{ client: [] }, { article: [9] }, { client: [0.5] }, { quantity: [0] }, { quantity: [Number.NaN] }]) {
      expect(() => quoteBatch(plan, { ...columns, ...more }, { asOf })).toThrow(refused(more));
    }
    expect(() => quoteBatch(plan, { ...columns, quantity: [Number.MAX_SAFE_INTEGER] }, { asOf })).toThrow(expect.objectContaining({ code: "pricing.too_large" }));
  });
});
