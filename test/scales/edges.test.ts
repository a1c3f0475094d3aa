/** Edges of bands and cliffs, one step either side, and what a wrong scale is told. */
import { describe, expect, test } from "vitest";

import { analyseScale, bandAt, compileScale, distanceToNextBand, evaluateScale } from "../../src/scales/index.js";
import type { ScaleBand, ScaleKind } from "../../src/scales/index.js";
import { isClienteleError } from "../../src/values/index.js";
import type { Issue } from "../../src/values/index.js";

const plan = (kind: ScaleKind, ...bands: ScaleBand[]): ReturnType<typeof compileScale> => compileScale({ kind, bands });

function issueOf(attempt: () => unknown): Issue | null {
  try {
    attempt();
  } catch (error) {
    if (isClienteleError(error)) return error.issues[0] ?? null;
    throw error;
  }
  return null;
}

describe("either side of a bound", () => {
  const two = plan("allUnits", { from: "0.5", value: 7 }, { from: 5, value: "6.5" });
  test.each([
    ["0.4999", null],
    ["0.5", "0.5"],
    ["4.9999999", "0.5"],
    ["5", "5"],
    ["5.0000", "5"],
    ["5.0000001", "5"],
  ])("%s is in the band from %s", (base, from) => {
    expect(bandAt(two, base)?.from ?? null).toBe(from);
  });

  test("the way to the next band is exact for a base finer than the bounds", () => {
    expect(distanceToNextBand(two, "4.999")).toEqual({ from: "5", distance: "0.001", value: "6.5" });
    expect(distanceToNextBand(two, "0")).toEqual({ from: "0.5", distance: "0.5", value: "7" });
  });

  test("a fee is paid once, by the step that reaches its band exactly, and given back by the one that leaves it", () => {
    const fees = plan("graduated", { from: 0, value: 1, fee: 2 }, { from: 10, value: 1, fee: 5 });
    expect(evaluateScale(fees, { base: 9 }).amount).toBe("11");
    expect(evaluateScale(fees, { base: 10 }).amount).toBe("17");
    expect(evaluateScale(fees, { base: 1, cumulative: 9 })).toEqual({
      amount: "6",
      parts: [
        { from: "0", until: "10", base: "1", value: "1", amount: "1" },
        { from: "10", base: "0", value: "1", amount: "5" },
      ],
    });
    expect(evaluateScale(fees, { base: 1, cumulative: 10 }).amount).toBe("1");
    expect(evaluateScale(fees, { base: -1, cumulative: 10 }).amount).toBe("-6");
  });

  test("fees of all bands reached add up, whatever the number of bands", () => {
    const bands = Array.from({ length: 50 }, (_, index) => ({ from: index * 10, value: 0, fee: 1 }));
    expect(evaluateScale(plan("graduated", ...bands), { base: 245 }).amount).toBe("25");
    expect(evaluateScale(plan("allUnits", ...bands), { base: 245 }).amount).toBe("1");
  });
});

describe("cliffs, gaps and falling values", () => {
  test("a cliff names both totals and where it begins", () => {
    expect(analyseScale(plan("allUnits", { from: 0, value: 7 }, { from: 5, value: "6.5" }))).toEqual([
      { kind: "cliff", at: "5", from: "4.642857142858", until: "5", before: "35", after: "32.5" },
    ]);
  });

  test("totals that only just do not fall are no cliff", () => {
    expect(analyseScale(plan("flat", { from: 0, value: 5 }, { from: 10, value: 5 }))).toEqual([]);
    expect(analyseScale(plan("graduated", { from: 0, value: 5 }, { from: 10, value: 1 }))).toEqual([]);
  });

  test("a flat value that falls is a cliff over the whole band before", () => {
    expect(analyseScale(plan("flat", { from: 2, value: 9 }, { from: 10, value: 4 }))).toEqual([
      { kind: "gap", from: "0", until: "2" },
      { kind: "cliff", at: "10", from: "2", until: "10", before: "9", after: "4" },
    ]);
  });

  test("a value below zero makes totals fall, zero does not, and a flat one is no rate", () => {
    expect(analyseScale(plan("allUnits", { from: 0, value: "-0.5" }))).toEqual([{ kind: "falling", at: "0", value: "-0.5" }]);
    expect(analyseScale(plan("allUnits", { from: 0, value: 0 }))).toEqual([]);
    expect(analyseScale(plan("flat", { from: 0, value: -3 }))).toEqual([]);
  });

  test("after bands that earn nothing or less, the whole band before is dearer", () => {
    const [falling, cliff] = analyseScale(plan("allUnits", { from: 0, value: -1 }, { from: 10, value: -2 })).slice(-2);
    expect(falling).toMatchObject({ kind: "falling", at: "10" });
    expect(cliff).toMatchObject({ kind: "cliff", at: "10", from: "0", before: "-10", after: "-20" });
  });
});

describe("a wrong scale is told what is wrong, where, and what was given", () => {
  test.each([
    [{ kind: "flat", bands: [] }, { code: "scale.no_bands", path: "bands", expected: "at least one band" }],
    [
      { kind: "flat", bands: [{ from: -1, value: 1 }] },
      { code: "scale.negative_from", path: "bands[0].from", expected: "a bound of zero or more", received: "-1" },
    ],
    [
      { kind: "flat", bands: [{ from: 1, value: 1 }, { from: "1.0", value: 2 }] },
      { code: "scale.duplicate_from", path: "bands[1].from", expected: "a bound of its own" },
    ],
    [{ kind: "flat", bands: [{ from: 1, value: 1, fee: "x" }] }, { code: "scale.format", path: "bands[0].fee" }],
    [{ kind: "round", bands: [{ from: 1, value: 1 }] }, { code: "schema.value", path: "kind" }],
  ])("case %#", (scale, issue) => {
    expect(issueOf(() => compileScale(scale as never))).toMatchObject(issue);
  });

  test.each([
    [() => bandAt(plan("flat", { from: 0, value: 1 }), "-1"), { code: "scale.negative_base", path: "base", expected: "a base of zero or more", received: '"-1"' }],
    [() => distanceToNextBand(plan("flat", { from: 0, value: 1 }), -1), { code: "scale.negative_base", path: "base" }],
    [() => evaluateScale(plan("flat", { from: 0, value: 1 }), { base: "x" }), { code: "scale.format", path: "base" }],
    [() => evaluateScale(plan("flat", { from: 0, value: 1 }), { base: 1, cumulative: -1 }), { code: "scale.negative_base", path: "cumulative" }],
    [
      () => evaluateScale(plan("flat", { from: 0, value: 1 }), { base: -2, cumulative: 1 }),
      { code: "scale.negative_base", path: "base", expected: "no more than was counted before", received: "-2" },
    ],
    [() => evaluateScale(plan("flat", { from: 0, value: 1 }), { base: "y", cumulative: 1 }), { code: "scale.format", path: "base" }],
  ])("base %#", (attempt, issue) => {
    expect(issueOf(attempt)).toMatchObject(issue);
  });
});
