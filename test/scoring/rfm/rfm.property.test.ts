import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { rfm } from "../../../src/scoring/index.js";
import type { RfmOrder } from "../../../src/scoring/index.js";
import { addDays, addDecimals } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";
import { shuffled } from "../segmentation/support.js";

const cents = fc.integer({ min: -500, max: 100_000 }).map((units) => (units / 100).toFixed(2));
const orders: fc.Arbitrary<RfmOrder[]> = fc
  .array(
    fc.record({
      account: fc.constantFrom("acme", "bolt", "cask", "dune", "ever", "fern"),
      date: fc.integer({ min: -700, max: 0 }).map((days) => addDays("2026-11-23", days)),
      amount: cents,
    }),
    { maxLength: 60 },
  )
  .map((list) => deepFreeze(list));
const asOf = "2026-11-23";


describe("RFM", () => {
  test("S-R-01 the order of orders changes nothing", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        expect(rfm(shuffled(list, seed), { asOf })).toEqual(rfm(list, { asOf }));
      }),
      runs(200),
    );
  });

  test("S-R-02 a better measure never scores less, and an equal one scores the same", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 2, max: 10 }), (list, bins) => {
        const { rows } = rfm(list, { asOf, bins });
        for (const a of rows) {
          for (const b of rows) {
            if (a.recencyDays <= b.recencyDays) expect(a.recencyScore).toBeGreaterThanOrEqual(b.recencyScore);
            if (a.frequency >= b.frequency) expect(a.frequencyScore).toBeGreaterThanOrEqual(b.frequencyScore);
            if (Number(a.monetary) >= Number(b.monetary)) {
              expect(a.monetaryScore).toBeGreaterThanOrEqual(b.monetaryScore);
            }
          }
        }
      }),
      runs(100),
    );
  });

  test("S-R-03 every account is a row or has returns only; amounts are conserved", () => {
    fc.assert(
      fc.property(orders, (list) => {
        const { rows, withoutPurchase } = rfm(list, { asOf });
        const accounts = new Set(list.map((one) => one.account));
        expect(new Set([...rows.map((row) => row.account), ...withoutPurchase])).toEqual(accounts);
        expect(rows.length + withoutPurchase.length).toBe(accounts.size);
        const given = list
          .filter((one) => !withoutPurchase.includes(one.account))
          .reduce((sum, one) => addDecimals(sum, one.amount), "0");
        expect(rows.reduce((sum, row) => addDecimals(sum, row.monetary), "0")).toBe(given);
      }),
      runs(200),
    );
  });

  test("S-R-04 scores lie between 1 and the number of bins; five bins leave nobody without a segment", () => {
    fc.assert(
      fc.property(orders, (list) => {
        for (const row of rfm(list, { asOf }).rows) {
          for (const score of [row.recencyScore, row.frequencyScore, row.monetaryScore]) {
            expect(score).toBeGreaterThanOrEqual(1);
            expect(score).toBeLessThanOrEqual(5);
          }
          expect(row.segment).not.toBeNull();
        }
      }),
      runs(200),
    );
  });
});
