import { describe, expect, test } from "vitest";

import { analyseScale, bandAt, compileScale, evaluateScale } from "../../src/scales/index.js";
import type { Scale } from "../../src/scales/index.js";
import { bandIndex } from "../../src/scales/lookup.js";
import { parseScale, safeParseScale } from "../../src/scales/schema.js";

function issuesOf(action: () => unknown): [string, string][] {
  try {
    action();
  } catch (error) {
    return (error as { issues: { code: string; path: string }[] }).issues.map(({ code, path }) => [code, path]);
  }
  return [];
}

describe("published numbers", () => {
  const stripe = [
    { from: 0, value: "7" },
    { from: 6, value: "6.5" },
    { from: 11, value: "6" },
  ];

  test("Stripe, tiered pricing: 7 to five, 6.50 to ten, 6 beyond, volume and graduated", () => {
    const volume = compileScale({ kind: "allUnits", bands: stripe });
    expect([1, 5, 6, 20, 25].map((base) => evaluateScale(volume, { base }).amount)).toEqual(["7", "35", "39", "120", "150"]);
    // Units are whole there: the sixth is the first of the second tier, so that its bound for parts is 5.
    const graduated = compileScale({ kind: "graduated", bands: [{ from: 0, value: "7" }, { from: 5, value: "6.5" }, { from: 10, value: "6" }] });
    expect([1, 5, 6, 20, 25].map((base) => evaluateScale(graduated, { base }).amount)).toEqual(["7", "35", "41.5", "127.5", "157.5"]);
  });

  test("Zuplo: 15 000 units graduated 600, by volume 150", () => {
    const bands = [{ from: 0, value: "0.1" }, { from: 1000, value: "0.05" }, { from: 10_000, value: "0.01" }];
    expect(evaluateScale(compileScale({ kind: "graduated", bands }), { base: 15_000 }).amount).toBe("600");
    expect(evaluateScale(compileScale({ kind: "allUnits", bands }), { base: 15_000 }).amount).toBe("150");
  });

  test("Lago: graduated percentage with a fee on entering a tier, over three transactions", () => {
    const plan = compileScale({
      kind: "graduated",
      bands: [
        { from: 0, value: "0.01", fee: 200 },
        { from: 1000, value: "0.02", fee: 300 },
        { from: 10_000, value: "0.03", fee: 400 },
      ],
    });
    const fees = [[500, 0], [550, 500], [4000, 1050]].map(([base = 0, cumulative = 0]) => evaluateScale(plan, { base, cumulative }).amount);
    expect(fees).toEqual(["205", "306", "80"]);
  });

  test("SAP graduated to-interval scale: eleven units are ten at 10 and one at 11", () => {
    const plan = compileScale({ kind: "graduated", bands: [{ from: 0, value: 10 }, { from: 10, value: 11 }, { from: 20, value: 12 }] });
    const { amount, parts } = evaluateScale(plan, { base: 11 });
    expect(amount).toBe("111");
    expect(parts.map(({ base, value }) => [base, value])).toEqual([["10", "10"], ["1", "11"]]);
  });

  test("Solidus tiered flat rate: 10 below 100, 15 from 100, 20 from 200", () => {
    const plan = compileScale({ kind: "flat", bands: [{ from: 0, value: 10 }, { from: 100, value: 15 }, { from: 200, value: 20 }] });
    expect([50, 150, 200].map((base) => evaluateScale(plan, { base }).amount)).toEqual(["10", "15", "20"]);
    expect(evaluateScale(plan, { base: 150 }).parts).toEqual([{ from: "100", until: "200", base: "0", value: "15", amount: "15" }]);
  });

  test("rebate bands 10 %, 20 % and 30 % are counted on their own parts, and no band twice", () => {
    const plan = compileScale({ kind: "graduated", bands: [{ from: 0, value: "0.1" }, { from: 500, value: "0.2" }, { from: 1000, value: "0.3" }] });
    expect(evaluateScale(plan, { base: 1000 }).amount).toBe("150");
  });
});

describe("edges", () => {
  const plan = compileScale({ kind: "allUnits", bands: [{ from: "10", value: "2", fee: "1" }] });

  test("below the lowest band there is no value, which is not zero", () => {
    expect(evaluateScale(plan, { base: "9.99" })).toEqual({ amount: null, parts: [] });
    expect(evaluateScale(plan, { base: "5", cumulative: "4" })).toEqual({ amount: null, parts: [] });
    expect(bandAt(plan, "9")).toBeNull();
    expect(bandAt(plan, "10")).toEqual({ from: "10", value: "2" });
  });

  test("a counter that passes the lowest band earns for all of it", () => {
    expect(evaluateScale(plan, { base: "6", cumulative: "5" }).amount).toBe("23");
    expect(evaluateScale(plan, { base: "-6", cumulative: "11" }).amount).toBe("-23");
  });

  test("numbers beyond 2^53 stay exact", () => {
    const huge = compileScale({ kind: "graduated", bands: [{ from: 0, value: "0.000000000001" }, { from: "99999999999999999999", value: "3" }] });
    expect(evaluateScale(huge, { base: "100000000000000000001" }).amount).toBe("100000005.999999999999");
    expect(bandAt(huge, "99999999999999999998.999999")?.from).toBe("0");
  });

  test("a value below zero is said to fall, unless it is a lump", () => {
    const bands = [{ from: 0, value: "-1" }, { from: 5, value: "-1.5" }];
    expect(analyseScale(compileScale({ kind: "graduated", bands })).map((finding) => finding.kind)).toEqual(["falling", "falling"]);
    expect(analyseScale(compileScale({ kind: "flat", bands })).map((finding) => finding.kind)).toEqual(["cliff"]);
    expect(analyseScale(compileScale({ kind: "allUnits", bands })).map((finding) => finding.kind)).toEqual(["falling", "falling", "cliff"]);
  });

  test("the cliff of an all-units scale is where both totals meet", () => {
    const found = analyseScale(compileScale({ kind: "allUnits", bands: [{ from: 0, value: "7" }, { from: 5, value: "6.5" }] }));
    expect(found).toEqual([{ kind: "cliff", at: "5", from: "4.642857142858", until: "5", before: "35", after: "32.5" }]);
    const gap = analyseScale(compileScale({ kind: "allUnits", bands: [{ from: 10, value: "2" }, { from: 20, value: "0.5" }] }));
    expect(gap).toEqual([
      { kind: "gap", from: "0", until: "10" },
      { kind: "cliff", at: "20", from: "10", until: "20", before: "40", after: "10" },
    ]);
  });

  test("the search of a band", () => {
    expect([-1, 0, 4, 5, 9, 10, 11].map((base) => bandIndex([0, 5, 10], base))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
    expect(bandIndex([], 1)).toBe(-1);
  });
});

describe("bad input lists every issue with its path", () => {
  test.each<[string, unknown, [string, string][]]>([
    ["no scale", [], [["schema.type", ""]]],
    ["an unknown kind, no bands", { kind: "tiers", bands: [] }, [["schema.value", "kind"], ["scale.no_bands", "bands"]]],
    ["bands that are no list", { kind: "flat", bands: { 0: {} } }, [["schema.type", "bands"], ["scale.no_bands", "bands"]]],
    ["duplicate bounds, however written", { kind: "flat", bands: [{ from: 0, value: 1 }, { from: "0.0", value: 2 }] }, [["scale.duplicate_from", "bands[1].from"]]],
    ["a bound below zero and a value that is none", { kind: "flat", bands: [{ from: -1, value: "x" }] }, [["scale.format", "bands[0].value"], ["scale.negative_from", "bands[0].from"]].reverse() as [string, string][]],
    ["NaN, missing, too long", { kind: "flat", bands: [{ from: Number.NaN }, { from: 1, value: "9".repeat(100_000) }] }, [["scale.not_finite", "bands[0].from"], ["scale.type", "bands[0].value"], ["scale.too_long", "bands[1].value"]]],
    ["an unknown key", { kind: "flat", bands: [{ from: 0, value: 1, to: 5 }] }, [["schema.unknown_key", "bands[0].to"]]],
    ["a million bands", { kind: "flat", bands: new Array(1_000_000) }, [["limits.too_many", "bands"], ["scale.no_bands", "bands"]]],
  ])("%s", (_, scale, issues) => {
    const found = issuesOf(() => compileScale(scale as Scale));
    expect(found.sort()).toEqual([...issues].sort());
  });

  test("the path of a scale inside a document", () => {
    expect(issuesOf(() => compileScale({ kind: "flat", bands: [{ from: "x", value: 1 }] }, "records[3].scale"))).toEqual([
      ["scale.format", "records[3].scale.bands[0].from"],
    ]);
  });

  test("a base below zero, or a return of more than was counted", () => {
    const plan = compileScale({ kind: "flat", bands: [{ from: 0, value: 1 }] });
    expect(issuesOf(() => evaluateScale(plan, { base: "-1" }))).toEqual([["scale.negative_base", "base"]]);
    expect(issuesOf(() => evaluateScale(plan, { base: "-2", cumulative: "1" }))).toEqual([["scale.negative_base", "base"]]);
    expect(issuesOf(() => evaluateScale(plan, { base: "1", cumulative: "-1" }))).toEqual([["scale.negative_base", "cumulative"]]);
  });
});

describe("the schema", () => {
  test("takes what compiles and survives JSON", () => {
    const scale: Scale = { kind: "graduated", bands: [{ from: 0, value: "0.1", fee: 2 }] };
    expect(parseScale(JSON.parse(JSON.stringify(scale)))).toEqual(scale);
  });

  test("lists the issues of what does not", () => {
    const result = safeParseScale({ kind: "x", bands: [{ from: "1e5", value: 1, to: 3 }] });
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, path])).toEqual([
      ["schema.value", "kind"],
      ["decimal.exponent", "bands[0].from"],
      ["schema.unknown_key", "bands[0].to"],
    ]);
  });
});
