/** RFM on many machines and over columns: the same table, whatever the way. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  orderColumns,
  rfm,
  rfmAggregate,
  rfmColumns,
  rfmFromMeasures,
  rfmMeasuresOf,
} from "../../../src/scoring/index.js";
import type { RfmOptions, RfmOrder } from "../../../src/scoring/index.js";
import { addDays, aggregateViolations, foldAggregate } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const asOf = "2026-11-23";
/** A few accounts buy on days next to one another, others now and then. */
const account = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 39 })).map((index) => `a${String(index)}`);
const order: fc.Arbitrary<RfmOrder> = fc.record({
  account,
  date: fc
    .oneof(fc.integer({ min: -40, max: 0 }), fc.integer({ min: -700, max: 0 }))
    .map((days) => addDays(asOf, days)),
  amount: fc.integer({ min: -5_000, max: 100_000 }).map((units) => (units / 100).toFixed(2)),
});
const orders = fc.array(order, { maxLength: 120 }).map((list) => deepFreeze(list));
const options: fc.Arbitrary<RfmOptions> = fc
  .record({
    bins: fc.integer({ min: 2, max: 10 }),
    quantiles: fc.constantFrom(
      "ranks",
      "ranks",
      "linear",
      "inverse-cdf",
      "averaged-inverse-cdf",
      "closest",
      "interpolated-cdf",
      "hazen",
      "weibull",
      "median-unbiased",
      "normal-unbiased",
    ),
    frequency: fc.constantFrom("days", "orders"),
    closed: fc.constantFrom("right", "left"),
    classOrder: fc.constantFrom("highest-best", "one-best"),
    hasBands: fc.boolean(),
  })
  .map(({ hasBands, ...rest }): RfmOptions => {
    const limits = Array.from({ length: rest.bins - 1 }, (_, index) => index + 1);
    const bands = {
      recencyDays: limits.map((limit) => limit * 10),
      frequency: limits.map((limit) => `${String(limit)}.5`),
      monetary: limits.map((limit) => `${String(limit * 300)}.005`),
    };
    return { ...rest, ...(hasBands ? { bands } : {}) };
  });

describe("RFM in parts", () => {
  test("S-R-10 the aggregate obeys every law of merging, byte for byte", () => {
    fc.assert(
      fc.property(fc.array(fc.array(order, { maxLength: 40 }), { minLength: 3, maxLength: 5 }), (shards) => {
        expect(aggregateViolations(rfmAggregate({ asOf }), shards)).toEqual([]);
      }),
      runs(60),
    );
  });

  test("S-R-11 the aggregate's result is the table of all orders at once", () => {
    fc.assert(
      fc.property(orders, options, (list, scoring) => {
        const aggregate = rfmAggregate({ asOf, ...scoring });
        expect(aggregate.result(foldAggregate(aggregate, list))).toEqual(rfm(list, { asOf, ...scoring }));
      }),
      runs(100),
    );
  });

  test("S-R-12 columns hold the figures of the table, account by account", () => {
    fc.assert(
      fc.property(orders, options, fc.constantFrom("float64", "int32"), fc.boolean(), (list, scoring, cents, isByDay) => {
        const given = isByDay ? [...list].sort((a, b) => (a.date < b.date ? -1 : 1)) : list;
        const columns = orderColumns(given, { cents });
        const found = rfmColumns(columns, { asOf, ...scoring });
        const table = rfm(list, { asOf, ...scoring });
        expect(found.buyers).toBe(table.rows.length);
        expect(columns.ids.filter((_, place) => found.recencyDays[place] === -1)).toEqual(table.withoutPurchase);
        for (const row of table.rows) {
          const place = columns.ids.indexOf(row.account);
          expect({
            recencyDays: found.recencyDays[place],
            frequency: found.frequency[place],
            cents: found.cents[place],
            scores: [found.recencyScore[place], found.frequencyScore[place], found.monetaryScore[place]],
            segment: found.segments[found.segment[place] ?? -1] ?? null,
          }).toEqual({
            recencyDays: row.recencyDays,
            frequency: row.frequency,
            cents: Math.round(Number(row.monetary) * 100),
            scores: [row.recencyScore, row.frequencyScore, row.monetaryScore],
            segment: row.segment,
          });
        }
      }),
      runs(200),
    );
  });

  test("S-R-13 measures that are split by client and scored as one give the same rows", () => {
    fc.assert(
      fc.property(orders, options, (list, scoring) => {
        const all = { asOf, ...scoring };
        const isFirst = (one: RfmOrder): boolean => Number(one.account.slice(1)) % 2 === 0;
        const [first, second] = [list.filter(isFirst), list.filter((one) => !isFirst(one))].map((part) =>
          rfmMeasuresOf(rfm(part, all)),
        );
        expect(rfmFromMeasures([...(second ?? []), ...(first ?? [])], all).rows).toEqual(rfm(list, all).rows);
      }),
      runs(100),
    );
  });

  test("S-R-14 each score is 1 + ⌊bins × worse ÷ n⌋, counted one by one; the class says the same", () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 2, max: 10 }), (list, bins) => {
        const { rows } = rfm(list, { asOf, bins, segments: [], classOrder: "one-best" });
        for (const row of rows) {
          const worse = rows.filter((other) => other.frequency < row.frequency).length;
          expect(row.frequencyScore).toBe(1 + Math.floor((bins * worse) / rows.length));
          const later = rows.filter((other) => other.recencyDays > row.recencyDays).length;
          expect(row.recencyScore).toBe(1 + Math.floor((bins * later) / rows.length));
          const shown = [row.recencyScore, row.frequencyScore, row.monetaryScore].map((one) => bins + 1 - one);
          expect(row.class).toBe(shown.join(bins > 9 ? "-" : ""));
        }
      }),
      runs(100),
    );
  });

  test("S-R-15 a sum of columns never wraps: what is too large is refused, in any order of rows", () => {
    fc.assert(
      fc.property(fc.boolean(), (isReversed) => {
        const amounts = [2 ** 53 - 1, 5, -4];
        const cents = Float64Array.from(isReversed ? [...amounts].reverse() : amounts);
        const columns = { accounts: 1, account: new Uint32Array(3), day: new Int32Array(3), cents };
        expect(() => rfmColumns(columns, { asOf })).toThrow(
          expect.objectContaining({ code: "columns.range", path: "columns.cents" }),
        );
      }),
      runs(10),
    );
  });
});

test("an account with a day in each of 3 000 years is added to in bounded time", () => {
  const aggregate = rfmAggregate({ asOf: "9999-12-31", frequency: "days" });
  let state = aggregate.empty();
  for (let year = 1; year <= 9_000; year += 3) {
    const date = `${String(year).padStart(4, "0")}-02-03`;
    state = aggregate.add(state, { account: "acme", date, amount: 1 });
  }
  expect(aggregate.result(state).rows[0]).toMatchObject({ frequency: 3_000, monetary: "3000" });
});

test("an account that buys every day, told twice by two machines, has each day once", () => {
  const aggregate = rfmAggregate({ asOf });
  const days = Array.from({ length: 2_200 }, (_, index) => addDays(asOf, -index));
  const facts = days.map((date) => ({ account: "acme", date, amount: "0.10" }));
  const merged = aggregate.merge(
    foldAggregate(aggregate, facts.slice(0, 1_500)),
    foldAggregate(aggregate, [...facts.slice(700)].reverse()),
  );
  expect(aggregate.result(merged).rows[0]).toMatchObject({ frequency: 2_200, recencyDays: 0, monetary: "300" });
  expect(aggregateViolations(aggregate, [facts.slice(0, 900), facts.slice(500, 1_400), facts.slice(1_300)])).toEqual([]);
});

test("a state of a later day is refused on an earlier one, as its orders are", () => {
  const late = rfmAggregate({ asOf, bins: 2 });
  const state = late.add(late.empty(), { account: "a", date: "2026-11-02", amount: "5.00" });
  const early = rfmAggregate({ asOf: "2026-11-01", bins: 2 });
  expect(() => early.result(state)).toThrow(expect.objectContaining({ code: "scoring.future_date", path: "state" }));
  expect(rfmAggregate({ asOf: "2026-11-02", bins: 2 }).result(state).rows[0]?.recencyDays).toBe(0);
});

test.each([
  ["a block without days", [[722]]],
  ["a word without bits", [[722, 18, 0]]],
  ["a word without its bits", [[722, 18]]],
  ["bits below zero", [[722, 18, -1]]],
  ["half a bit", [[722, 18, 1.5]]],
  ["a word past the block", [[722, 32, 1]]],
  ["words that fall", [[722, 18, 1, 17, 1]]],
  ["a block before the calendar", [[-5, 1, 1]]],
  ["a block after the calendar", [[1e9, 1, 1]]],
  ["blocks that fall", [[722, 18, 1], [721, 1, 1]]],
  ["a text for a block", [["722", 18, 1]]],
])("%s is no set of days", (_, days) => {
  const state = { accounts: { entries: [["a", { monetary: [5, 0], orders: 1, days }]] } };
  const { result } = rfmAggregate({ asOf, bins: 2 });
  expect(() => result(state as never)).toThrow(expect.objectContaining({ code: "schema.damaged", path: "state" }));
});

test("a state that was changed is refused", () => {
  const aggregate = rfmAggregate({ asOf });
  const fact = { account: "acme", date: asOf, amount: 1 };
  for (const state of [{}, { accounts: null }, { accounts: { entries: [["acme", null]] } }, null, 5]) {
    expect(() => aggregate.add(state as never, fact)).toThrow(expect.objectContaining({ code: "schema.damaged" }));
  }
});
