import { describe, expect, test } from "vitest";

import {
  abc,
  abcAggregate,
  abcColumns,
  abcMigration,
  abcXyz,
  abcXyzPolicies,
  concentration,
  concentrationChange,
  concentrationColumns,
  sketchAbc,
  sketchConcentration,
  sketchQuantiles,
  valueAggregate,
  valueSketch,
  xyz,
} from "../../../src/scoring/index.js";
import { abcOptionsSchema, parseAbcOptions, safeParseAbcOptions } from "../../../src/scoring/schema.js";
import { codeOf } from "../segmentation/support.js";

const numbered = (list: readonly (number | string)[]): { id: string; value: number | string }[] =>
  list.map((value, index) => ({ id: `a${String(index).padStart(3, "0")}`, value }));
const classesOf = (list: readonly number[], rule: "crossing-in" | "crossing-out"): string =>
  abc(numbered(list), { rule }).rows.map((row) => row.class).join("");

describe("the two conventions of the crossing item", () => {
  test.each([
    // Exactly on the cut both agree.
    [[500, 300, 100, 50, 30, 20], "AABBCC", "AABBCC"],
    // 85 % after the second: it crosses.
    [[500, 350, 100, 50], "AABC", "ABBC"],
    // One item is larger than both cuts.
    [[960, 40], "AC", "CC"],
    [[100], "A", "C"],
    [[], "", ""],
  ])("%j", (list, inside, outside) => {
    expect(classesOf(list, "crossing-in")).toBe(inside);
    expect(classesOf(list, "crossing-out")).toBe(outside);
  });
});

describe("what there is when there is little", () => {
  test("no account at all", () => {
    expect(abc([])).toEqual({
      total: "0",
      classes: (["A", "B", "C"] as const).map((name) => ({ class: name, count: 0, value: "0", share: 0 })),
      rows: [],
    });
    const nothing = { state: "not-enough-data", count: 0, excluded: 0 };
    expect(concentration([])).toEqual(nothing);
    expect(concentrationColumns({ cents: new Int32Array() })).toEqual(nothing);
    expect(concentrationChange([], [{ id: "acme", value: 1 }])).toMatchObject({ state: "not-enough-data", before: nothing });
    expect(xyz([])).toEqual({ periods: 0, rows: [] });
    expect(abcXyz([])).toMatchObject({ total: "0", rows: [], unclassified: { count: 0, value: "0" } });
    const sketch = valueSketch().result(valueSketch().empty());
    expect(sketch).toEqual({ relativeError: 0.01, count: 0, total: "0", buckets: [] });
    expect(sketchConcentration(sketch)).toEqual({ state: "not-enough-data", excluded: 0 });
    expect(sketchQuantiles(sketch, [0.5], "linear")).toEqual([{ share: "0.5", value: null, low: null, high: null }]);
    expect(sketchAbc(sketch).a).toEqual({ share: "0.8", count: { low: 0, high: 0 }, limit: null });
    expect(abcColumns({ cents: new Float64Array() }).totalCents).toBe(0);
  });

  test("one account is everything, and there is no inequality in it", () => {
    expect(concentration([{ id: "acme", value: "5" }], { top: [2] })).toMatchObject({
      hhi: 10_000,
      herfindahl: 1,
      hhiNormalised: 1,
      effectiveNumber: 1,
      gini: 0,
      giniCorrected: null,
      theil: 0,
      theilNormalised: null,
      entropy: 0,
      effectiveNumberByEntropy: 1,
      topShares: [{ most: 2, share: 1 }],
    });
  });

  test("values of zero and below are C, take no part and are counted", () => {
    const list = [{ id: "acme", value: "10" }, { id: "bolt", value: "0" }, { id: "cask", value: "-4" }];
    expect(abc(list).rows.map((row) => [row.class, row.share])).toEqual([["A", 1], ["C", 0], ["C", 0]]);
    expect(concentration(list)).toMatchObject({ count: 1, excluded: 2 });
    expect(abc([{ id: "cask", value: "-4" }]).rows[0]).toMatchObject({ class: "C", cumulativeShare: 0 });
    expect([...abcColumns({ cents: Int32Array.of(-4, 0) }).class]).toEqual([2, 2]);
  });

  test("values at both ends of the range of doubles stay finite", () => {
    const huge = `4${"0".repeat(33)}`;
    const list = numbered([huge, `0.${"0".repeat(32)}1`, huge]);
    const change = concentrationChange(list, list.slice(1));
    for (const figures of [concentration(list), change.state === "known" ? change.change : {}]) {
      expect(Object.values(figures).every((one) => typeof one !== "number" || Number.isFinite(one))).toBe(true);
    }
    const sketch = valueSketch();
    const ends = [`1${"0".repeat(15)}`, `0.${"0".repeat(14)}1`];
    const state = ends.reduce((all, value) => sketch.add(all, value), sketch.empty());
    const found = sketchConcentration(sketch.result(state));
    expect(found.state === "known" && Number.isFinite(found.theil.high)).toBe(true);
  });

  test("values that cancel out, and lists of one period, have no class of steadiness", () => {
    const { rows } = xyz([{ id: "acme", values: [5, -5] }, { id: "bolt", values: [0, 0] }]);
    expect(rows.map((row) => row.reason)).toEqual(["zero-mean", "zero-mean"]);
    expect(xyz([{ id: "acme", values: [5] }]).rows[0]).toMatchObject({ class: null, reason: "too-few-periods" });
    expect(abcXyz([{ id: "acme", values: [0, 0] }]).unclassified).toEqual({ count: 1, value: "0" });
  });
});

describe("change", () => {
  test("contributions sum to the change of the index; who comes and goes is there with a share of zero", () => {
    const before = numbered([100, 50, 50]);
    const after = [{ id: "a000", value: 100 }, { id: "new", value: 300 }];
    const found = concentrationChange(before, after);
    if (found.state !== "known") throw new Error("both are known");
    const sum = found.contributions.reduce((total, one) => total + one.hhi, 0);
    expect(sum).toBeCloseTo(found.change.hhi, 9);
    expect(found.contributions.map(({ id }) => id)).toEqual(["new", "a000", "a001", "a002"]);
    expect(found.change).toMatchObject({ count: -1, top1: 0.25 });
  });
});

const huge = `9${"0".repeat(33)}`;
const state = valueAggregate().empty();
const sketchOf = { relativeError: 0.01, count: 1, total: "1", buckets: [{ count: 1, total: "1", min: "2", max: "1" }] };

describe("bad input", () => {
  test.each([
    [() => abc([{ id: "a", value: 1 }, { id: "a", value: 2 }]), "scoring.duplicate_id", "values[1].id"],
    [() => abc([{ id: "a", value: NaN }]), "scoring.not_finite", "values[0].value"],
    [() => abc([{ id: "a", value: "1e5" }]), "scoring.exponent", "values[0].value"],
    [() => abc([{ id: "a", value: undefined as never }]), "scoring.type", "values[0].value"],
    [() => abc(null as never), "schema.type", "values"],
    [() => abc([], null as never), "schema.type", "options"],
    [() => abc([], { cuts: ["0.9", "0.8"] }), "scoring.cuts", "options.cuts"],
    [() => abc([], { cuts: ["0", "0.8"] }), "scoring.cuts", "options.cuts"],
    [() => abc([], { cuts: ["0.8", "1.01"] }), "scoring.cuts", "options.cuts"],
    [() => abc([], { rule: "crossing" as never }), "schema.value", "options.rule"],
    [() => concentration([{ id: "__proto__", value: 1 }]), "id.format", "values[0].id"],
    [() => concentration([], { top: [0] }), "schema.range", "options.top[0]"],
    [() => concentration([], { top: 3 as never }), "schema.type", "options.top"],
    [() => concentration([], { zeros: true as never }), "schema.value", "options.zeros"],
    [() => concentrationChange([], [{ id: "a", value: "x" }]), "scoring.format", "after[0].value"],
    [() => abcMigration({ rows: [{ id: "a", class: "D" }] } as never, abc([])), "schema.value", "before.rows[0].class"],
    [() => abcMigration(abc([]), 5 as never), "schema.type", "after"],
    [() => xyz([{ id: "a", values: [1] }, { id: "b", values: [1, 2] }]), "scoring.periods", "items[1].values"],
    [() => xyz([{ id: "a", values: [] }, { id: "a", values: [] }]), "scoring.duplicate_id", "items[1].id"],
    [() => xyz([{ id: "a", values: ["1", null as never] }]), "scoring.type", "items[0].values[1]"],
    [() => xyz([], { cuts: [1, 1] }), "scoring.cuts", "options.cuts"],
    [() => xyz([], { cuts: [-1, 1] }), "scoring.cuts", "options.cuts"],
    [() => xyz([], { deviation: "robust" as never }), "schema.value", "options.deviation"],
    [() => abcXyz([], { abc: { cuts: ["1", "1"] } }), "scoring.cuts", "options.abc.cuts"],
    [() => abcXyz([], { xyz: { cuts: ["1", "1"] } }), "scoring.cuts", "options.xyz.cuts"],
    [() => abcXyz([], { policies: { ...abcXyzPolicies, CZ: 5 } as never }), "schema.type", "options.policies.CZ"],
    [() => abcAggregate({ cuts: [2, 3] }), "scoring.cuts", "options.cuts"],
    [() => valueAggregate().add(state, { id: "", value: 1 }), "id.format", "fact.id"],
    [() => valueAggregate().add(state, { id: "a", value: "1.0.0" }), "scoring.format", "fact.value"],
    [() => valueAggregate().merge(state, { totals: { branches: 5 } } as never), "schema.damaged", "state"],
    [() => valueAggregate().add({ totals: { entries: [["a", ["x", 0]]] } } as never, { id: "a", value: 1 }), "schema.damaged", "state"],
    [() => valueAggregate().result(null as never), "schema.damaged", "state"],
    [() => abcColumns({ cents: [1] as never }), "columns.type", "columns.cents"],
    [() => abcColumns({ cents: Float64Array.of(0.5) }), "columns.range", "columns.cents"],
    [() => abcColumns({ cents: Float64Array.of(2 ** 53 - 1, 5) }), "columns.range", "columns.cents"],
    [() => concentrationColumns({ cents: new Int32Array(1) }, { scale: -1 }), "schema.range", "options.scale"],
    [() => concentrationColumns(undefined as never), "schema.type", "columns"],
    [() => valueSketch({ relativeError: 0 }), "scoring.relative_error", "options.relativeError"],
    [() => valueSketch({ relativeError: 0.6 }), "scoring.relative_error", "options.relativeError"],
    [() => valueSketch({ relativeError: NaN }), "schema.not_finite", "options.relativeError"],
    [() => valueSketch().add(valueSketch().empty(), {} as never), "scoring.type", "value"],
    [() => valueSketch().merge(valueSketch().empty(), valueSketch({ relativeError: 0.02 }).empty()), "scoring.sketch", "state.relativeError"],
    [() => valueSketch().result({} as never), "scoring.sketch", "state.relativeError"],
    [() => sketchQuantiles(sketchOf, [0.5], "linear"), "scoring.sketch", "sketch.buckets[0]"],
    [() => sketchQuantiles(valueSketch().result(valueSketch().empty()), [2], "linear"), "scoring.shares", "shares[0]"],
    [
      () => valueSketch().result([huge, huge].reduce((all, one) => valueSketch().add(all, one), valueSketch().empty())),
      "decimal.overflow",
      "",
    ],
    [() => sketchConcentration({} as never), "schema.type", "sketch.relativeError"],
    [() => sketchAbc(null as never), "schema.type", "sketch"],
  ])("case %#", (attempt, code, path) => {
    expect(codeOf(attempt)).toEqual([code, path]);
  });
});

describe("schemas", () => {
  test("take what the functions take and refuse what they refuse", () => {
    expect(parseAbcOptions({ cuts: ["0.7", 0.9], rule: "crossing-out" })).toEqual({ cuts: ["0.7", 0.9], rule: "crossing-out" });
    expect(abcOptionsSchema.safeParse({}).success).toBe(true);
    expect(safeParseAbcOptions({ cuts: ["0.7"] })).toMatchObject({ ok: false });
    expect(safeParseAbcOptions({ rule: "other" })).toMatchObject({ ok: false });
  });
});
