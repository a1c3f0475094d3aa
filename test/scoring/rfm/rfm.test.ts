import { describe, expect, test } from "vitest";

import { abc, concentration, rfm, rfmSegments } from "../../../src/scoring/index.js";
import {
  abcOptionsSchema,
  parseAbcOptions,
  parseRfmOptions,
  rfmOptionsSchema,
  safeParseAbcOptions,
  safeParseRfmOptions,
} from "../../../src/scoring/schema.js";
import { vectors } from "../../support/shared.js";
import { deepFreeze } from "../../support/freeze.js";

const asOf = "2026-11-23";
const numbered = (list: readonly number[]): { id: string; value: number }[] =>
  list.map((value, index) => ({ id: `a${String(index).padStart(3, "0")}`, value }));

describe("published and constructed numbers", () => {
  test("the item that crosses a cut stays in the higher class, one exactly at it does not", () => {
    const { rows } = abc(numbered([500, 300, 100, 50, 30, 20]));
    expect(rows.map((row) => row.class)).toEqual(["A", "A", "B", "B", "C", "C"]);
    expect(rows.map((row) => row.cumulativeShare)).toEqual([0.5, 0.8, 0.9, 0.95, 0.98, 1]);
  });

  test.each([
    [[1, 1, 1, 1], 0],
    [[10, 20, 30, 40], 0.25],
    [[1000, 200, 150, 100, 50], 0.533_333_333_333_333_4],
  ])("Gini of %j is %f", (list, gini) => {
    const found = concentration(numbered(list));
    expect(found.state === "known" && found.gini).toBeCloseTo(gini, 12);
  });

  test.each([
    [[25, 20, 15, 10, 8, 7, 6, 5, 4], 1540],
    [[25, 20, 15, 10, 10, 5, 7.5, 7.5], 1587.5],
    [[25, 20, 25, 10, 5, 7.5, 7.5], 1887.5],
    [[200_000, 500_000, 400_000], 3719.008_264_462_81],
  ])("HHI of %j is %f", (list, hhi) => {
    const found = concentration(numbered(list));
    expect(found.state === "known" && found.hhi).toBeCloseTo(hhi, 8);
  });

  const rows = vectors("scoring").filter(({ feature }) =>
    ["abc.classify", "concentration.gini", "concentration.hhi"].includes(feature),
  );
  test.skipIf(rows.length === 0)("every row of the shared numbers that needs no data file", () => {
    for (const row of rows) {
      const given = row["given"] as { values?: number[]; sharesPercent?: number[]; revenues?: number[] };
      const list = given.values ?? given.sharesPercent ?? given.revenues;
      if (list === undefined) continue;
      if (row.feature === "abc.classify") {
        expect(abc(numbered(list)).rows.map((one) => one.class), row.id).toEqual(row["expect"]);
        continue;
      }
      const found = concentration(numbered(list));
      expect(found.state).toBe("known");
      if (found.state !== "known") continue;
      const figure = row.feature === "concentration.hhi" ? found.hhi : found.gini;
      expect(figure, row.id).toBeCloseTo(row["expect"] as number, 8);
    }
  });
});

describe("what there is when there is little", () => {
  test("no account at all", () => {
    expect(abc([])).toEqual({
      total: "0",
      classes: (["A", "B", "C"] as const).map((name) => ({ class: name, count: 0, value: "0", share: 0 })),
      rows: [],
    });
    expect(concentration([])).toEqual({ state: "not-enough-data", count: 0, excluded: 0 });
    expect(rfm([], { asOf }).rows).toEqual([]);
  });

  test("one account is everything", () => {
    const found = concentration([{ id: "acme", value: "5" }]);
    expect(found).toMatchObject({ hhi: 10_000, hhiNormalised: 1, effectiveNumber: 1, gini: 0, theil: 0 });
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

  test("values of zero and below are C, take no part and are counted", () => {
    const list = [{ id: "acme", value: "10" }, { id: "bolt", value: "0" }, { id: "cask", value: "-4" }];
    expect(abc(list).rows.map((row) => [row.class, row.share])).toEqual([["A", 1], ["C", 0], ["C", 0]]);
    expect(concentration(list)).toMatchObject({ count: 1, excluded: 2 });
    expect(abc([{ id: "cask", value: "-4" }]).rows[0]).toMatchObject({ class: "C", cumulativeShare: 0 });
  });

  test("an account that only sent back has no scores", () => {
    const table = rfm([{ account: "acme", date: asOf, amount: "-5" }], { asOf });
    expect(table).toMatchObject({ rows: [], withoutPurchase: ["acme"] });
  });

  test("values at both ends of the range of doubles stay finite", () => {
    const huge = `9${"0".repeat(33)}`;
    const found = concentration([{ id: "a", value: huge }, { id: "b", value: `0.${"0".repeat(32)}1` }]);
    expect(found.state === "known" && Object.values(found).every((one) => typeof one !== "number" || Number.isFinite(one))).toBe(true);
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

describe("bad input", () => {
  test.each([
    [() => abc([{ id: "a", value: 1 }, { id: "a", value: 2 }]), "scoring.duplicate_id", "values[1].id"],
    [() => abc([{ id: "a", value: NaN }]), "scoring.not_finite", "values[0].value"],
    [() => abc([{ id: "a", value: "1e5" }]), "scoring.exponent", "values[0].value"],
    [() => abc([], { cuts: ["0.9", "0.8"] }), "scoring.cuts", "options.cuts"],
    [() => abc([], { cuts: ["0", "0.8"] }), "scoring.cuts", "options.cuts"],
    [() => abc([], { cuts: ["0.8", "1.01"] }), "scoring.cuts", "options.cuts"],
    [() => concentration([{ id: "__proto__", value: 1 }]), "id.format", "values[0].id"],
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
  ])("case %#", (attempt, code, path) => {
    let seen: unknown;
    try {
      attempt();
    } catch (error) {
      seen = error;
    }
    expect(seen).toMatchObject({ code, path });
  });
});

describe("schemas", () => {
  test("take what the functions take", () => {
    expect(parseAbcOptions({ cuts: ["0.7", 0.9] })).toEqual({ cuts: ["0.7", 0.9] });
    expect(parseRfmOptions({ bins: 5, segments: rfmSegments })).toEqual({ bins: 5, segments: rfmSegments });
    expect(abcOptionsSchema.safeParse({}).success).toBe(true);
    expect(rfmOptionsSchema.safeParse({ bins: 11 }).success).toBe(false);
  });

  test("refuse what they refuse, with a path", () => {
    expect(safeParseAbcOptions({ cuts: ["0.7"] })).toMatchObject({ ok: false });
    expect(safeParseRfmOptions({ segment: [] })).toMatchObject({ ok: false, issues: [{ code: "schema.unknown_key" }] });
  });
});
