import { describe, expect, test } from "vitest";

import { compileCondition } from "../../../src/conditions/index.js";
import {
  orderColumns,
  rfm,
  rfmAggregate,
  rfmColumns,
  rfmFromMeasures,
  rfmMigration,
  rfmQuantiles,
  rfmSegments,
} from "../../../src/scoring/index.js";
import { parseRfmOptions, rfmOptionsSchema, safeParseRfmOptions } from "../../../src/scoring/schema.js";
import { deepFreeze } from "../../support/freeze.js";
import { codeOf } from "../segmentation/support.js";

const asOf = "2026-11-23";

describe("what there is when there is little", () => {
  test("no account at all", () => {
    expect(rfm([], { asOf })).toEqual({ asOf, bins: 5, rows: [], withoutPurchase: [] });
    expect(rfm([], { asOf, quantiles: "linear" }).rows).toEqual([]);
    expect(rfmQuantiles([], ["0.5"], "hazen")).toEqual([
      { share: "0.5", recencyDays: null, frequency: null, monetary: null },
    ]);
    const columns = { accounts: 0, account: new Uint32Array(), day: new Int32Array(), cents: new Int32Array() };
    expect(rfmColumns(columns, { asOf })).toMatchObject({ buyers: 0, recencyScore: new Uint8Array() });
    const nobody = rfm([], { asOf });
    expect(rfmMigration(nobody, nobody)).toMatchObject({ counts: [], stability: null, scoreMovers: [] });
  });

  test("one account is everything", () => {
    expect(rfm([{ account: "acme", date: asOf, amount: "5" }], { asOf }).rows).toEqual([
      {
        account: "acme",
        recencyDays: 0,
        frequency: 1,
        monetary: "5",
        recencyScore: 1,
        frequencyScore: 1,
        monetaryScore: 1,
        class: "111",
        segment: "hibernating",
      },
    ]);
  });

  test("an account that only sent back has no scores", () => {
    const table = rfm([{ account: "acme", date: asOf, amount: "-5" }], { asOf });
    expect(table).toMatchObject({ rows: [], withoutPurchase: ["acme"] });
  });
});

describe("fixed bands", () => {
  const bands = { recencyDays: [30, 90], frequency: [2, 5], monetary: ["100", "1000"] };
  const orders = deepFreeze([
    { account: "acme", date: "2026-10-24", amount: "100" },
    { account: "bolt", date: "2026-10-23", amount: "99.99" },
    { account: "cask", date: "2026-08-24", amount: "1000" },
  ]);

  test("a value at a limit has the better score", () => {
    const { rows } = rfm(orders, { asOf, bins: 3, bands, segments: [] });
    expect(rows.map((row) => row.recencyScore)).toEqual([3, 2, 1]);
    expect(rows.map((row) => row.monetaryScore)).toEqual([2, 1, 3]);
    expect(rows.map((row) => row.segment)).toEqual([null, null, null]);
  });

  test.each([
    [{ bins: 3, bands: { ...bands, frequency: [5, 2] } }, "bands.frequency"],
    [{ bins: 4, bands }, "bands.recencyDays"],
  ])("limits that are too few or do not rise are refused", (options, path) => {
    expect(() => rfm(orders, { asOf, ...options })).toThrow(expect.objectContaining({ code: "scoring.bands", path }));
  });
});

const measure = { account: "a", recencyDays: 1, frequency: 1, monetary: "1" };
const columns = {
  accounts: 1,
  account: new Uint32Array(1),
  day: new Int32Array(1),
  cents: new Int32Array(1),
};

describe("bad input", () => {
  test.each([
    [() => rfm([{ account: "a", date: "2026-11-24", amount: 1 }], { asOf }), "scoring.future_date", "orders[0].date"],
    [() => rfm([], { asOf: "2026-02-30" }), "date.invalid", "asOf"],
    [() => rfm([], { asOf, bins: 1 }), "schema.range", "bins"],
    [
      () => rfm([], { asOf, segments: [...rfmSegments, ...rfmSegments.slice(0, 1)] }),
      "scoring.duplicate_id",
      "segments[10].id",
    ],
    [
      () => rfm([], { asOf, segments: [{ id: "x", when: { fact: "tier", operator: "equal", value: 1 } }] }),
      "rule.unknown_fact",
      "segments[0].when.fact",
    ],
    [() => rfm([], { asOf, quantiles: "type-7" as never }), "schema.value", "quantiles"],
    [() => rfm([], { asOf, classOrder: "best" as never }), "schema.value", "classOrder"],
    [() => rfm([], { asOf, closed: "both" as never }), "schema.value", "closed"],
    [() => rfm([], { asOf, frequency: "weeks" as never }), "schema.value", "frequency"],
    [() => rfm([], null as never), "schema.type", "options"],
    [() => rfm({} as never, { asOf }), "schema.type", "orders"],
    [() => rfm([null] as never, { asOf }), "schema.type", "orders[0]"],
    [() => rfm([{ account: "__proto__", date: asOf, amount: 1 }], { asOf }), "id.format", "orders[0].account"],
    [() => rfm([{ account: "a", date: asOf, amount: NaN }], { asOf }), "scoring.not_finite", "orders[0].amount"],
    [() => rfm([{ account: "a", date: asOf, amount: Infinity }], { asOf }), "scoring.not_finite", "orders[0].amount"],
    [() => rfm([{ account: "a", date: asOf, amount: 5e-324 }], { asOf }), "scoring.unsafe_number", "orders[0].amount"],
    [() => rfm([{ account: "a", date: asOf, amount: "" }], { asOf }), "scoring.format", "orders[0].amount"],
    [() => rfm([{ account: "a", date: asOf, amount: null as never }], { asOf }), "scoring.type", "orders[0].amount"],
    [() => rfm([{ account: "a", date: asOf } as never], { asOf }), "scoring.type", "orders[0].amount"],
    [
      () => rfmFromMeasures([measure, measure], { asOf }),
      "scoring.duplicate_id",
      "measures[1].account",
    ],
    [() => rfmFromMeasures([{ ...measure, recencyDays: -1 }], { asOf }), "schema.range", "measures[0].recencyDays"],
    [() => rfmFromMeasures([{ ...measure, frequency: 1.5 }], { asOf }), "schema.type", "measures[0].frequency"],
    [() => rfmQuantiles([measure], ["1.01"], "linear"), "scoring.shares", "shares[0]"],
    [() => rfmQuantiles([measure], ["-0.01"], "linear"), "scoring.shares", "shares[0]"],
    [() => rfmQuantiles([measure], ["0.5"], "median" as never), "schema.value", "method"],
    [() => rfmAggregate({ asOf, bins: 11 }), "schema.range", "bins"],
    [
      () => rfmAggregate({ asOf }).add(rfmAggregate({ asOf }).empty(), { account: "a", date: "2026-11-24", amount: 1 }),
      "scoring.future_date",
      "order.date",
    ],
    [() => rfmMigration({} as never, rfm([], { asOf })), "schema.type", "before.rows"],
    [() => orderColumns([{ account: "a", date: asOf, amount: "0.001" }]), "columns.range", "columns.cents"],
    [
      () => orderColumns([{ account: "a", date: asOf, amount: 30_000_000 }], { cents: "int32" }),
      "columns.range",
      "columns.cents",
    ],
    [() => orderColumns([], { scale: 16 }), "schema.range", "options.scale"],
    [() => rfmColumns(null as never, { asOf }), "schema.type", "columns"],
    [() => rfmColumns({ ...columns, account: [0] as never }, { asOf }), "columns.type", "columns.account"],
    [() => rfmColumns({ ...columns, account: Int32Array.of(-1) }, { asOf }), "columns.account", "columns.account[0]"],
    [() => rfmColumns({ ...columns, account: Uint32Array.of(1) }, { asOf }), "columns.account", "columns.account[0]"],
    [() => rfmColumns({ ...columns, day: new Float64Array(1) as never }, { asOf }), "columns.type", "columns.day"],
    [() => rfmColumns({ ...columns, day: new Int32Array(2) }, { asOf }), "columns.length", "columns.day"],
    [() => rfmColumns({ ...columns, day: Int32Array.of(2 ** 31 - 1) }, { asOf }), "scoring.future_date", "columns.day[0]"],
    [() => rfmColumns({ ...columns, day: Int32Array.of(-(2 ** 31)) }, { asOf }), "date.range", "columns.day[0]"],
    [() => rfmColumns({ ...columns, cents: new Uint8Array(1) as never }, { asOf }), "columns.type", "columns.cents"],
    [() => rfmColumns({ ...columns, cents: Float64Array.of(NaN) }, { asOf }), "columns.range", "columns.cents"],
    [() => rfmColumns({ ...columns, cents: Float64Array.of(0.5) }, { asOf }), "columns.range", "columns.cents"],
    [() => rfmColumns({ ...columns, cents: Float64Array.of(2 ** 53) }, { asOf }), "columns.range", "columns.cents"],
    [() => rfmColumns({ ...columns, cents: BigInt64Array.of(2n ** 62n) }, { asOf }), "columns.range", "columns.cents"],
    [() => rfmColumns({ ...columns, accounts: -1 }, { asOf }), "schema.range", "columns.accounts"],
  ])("case %#", (attempt, code, path) => {
    expect(codeOf(attempt)).toEqual([code, path]);
  });
});

describe("schemas", () => {
  test("take what the functions take", () => {
    const options = { bins: 5, quantiles: "linear", closed: "left", classOrder: "one-best", frequency: "orders", segments: rfmSegments };
    expect(parseRfmOptions(options)).toEqual(options);
    expect(rfmOptionsSchema.safeParse({ bins: 11 }).success).toBe(false);
  });

  test("refuse what they refuse, with a path", () => {
    expect(safeParseRfmOptions({ segment: [] })).toMatchObject({ ok: false, issues: [{ code: "schema.unknown_key" }] });
  });
});

describe("columns", () => {
  test("amounts of three thousand million cents are kept, and never wrap", () => {
    const order = { account: "acme", date: asOf, amount: "30000000" };
    const wide = orderColumns([order, order]);
    expect(rfmColumns(wide, { asOf }).cents[0]).toBe(6_000_000_000);
    const narrow = orderColumns([{ ...order, amount: "20000000" }, { ...order, amount: "20000000" }], { cents: "int32" });
    expect(rfmColumns(narrow, { asOf }).cents[0]).toBe(4_000_000_000);
  });

  test("ten bins leave the class legible", () => {
    const measures = Array.from({ length: 10 }, (_, index) => ({ ...measure, account: `a${String(index)}`, monetary: index }));
    const { rows } = rfmFromMeasures(measures, { asOf, bins: 10 });
    expect(rows.at(-1)?.class).toBe("1-1-10");
  });

  test("the usual segments cover each pair of scores once", () => {
    const cells = [1, 2, 3, 4, 5].flatMap((recency) => [1, 2, 3, 4, 5].map((frequency) => ({ recency, frequency })));
    for (const cell of cells) {
      const holding = rfmSegments.filter(({ when }) => compileCondition(when).holds({ ...cell, monetary: 1 }));
      expect(holding, JSON.stringify(cell)).toHaveLength(1);
    }
  });
});
