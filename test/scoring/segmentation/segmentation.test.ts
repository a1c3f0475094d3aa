import { describe, expect, test } from "vitest";

import {
  compileSegments,
  segmentMigration,
  naturalBreaks,
  quantiles,
  segment,
  segmentByBands,
  segmentByQuantiles,
  segmentProfiles,
} from "../../../src/scoring/index.js";
import type { SegmentRules } from "../../../src/scoring/index.js";
import { parseSegmentRules, safeParseSegmentRules, segmentBandSchema, xyzOptionsSchema } from "../../../src/scoring/schema.js";
import { codeOf } from "./support.js";

const large = { id: "large", when: { fact: "revenue", operator: "greaterThan", value: 100 } } as const;
const rules = (missing: SegmentRules["missing"]): SegmentRules => ({
  id: "by-size",
  segments: [large],
  otherwise: "small",
  ...(missing === undefined ? {} : { missing }),
});
const silent = { id: "acme", facts: { revenue: null } };

describe("a missing fact is never a silent no", () => {
  test("next: the rule is passed over and named", () => {
    expect(segment(rules("next"), [silent]).rows).toEqual([{ id: "acme", segment: "small", undecided: ["large"] }]);
    expect(segment(rules(undefined), [silent])).toEqual(segment(rules("next"), [silent]));
  });

  test("none: the account has no segment", () => {
    expect(segment(rules("none"), [silent]).rows).toEqual([{ id: "acme", segment: null, undecided: ["large"] }]);
  });

  test("refuse: it is said which rule is open", () => {
    expect(codeOf(() => segment(rules("refuse"), [silent]))).toEqual(["scoring.missing_fact", "accounts[0].facts"]);
    expect(segment(rules("refuse"), [{ id: "acme", facts: { revenue: 5 } }]).rows[0]?.segment).toBe("small");
  });
});

test("a compiled plan does what the document does; a plan is no data", () => {
  const plan = compileSegments(rules("next"));
  const accounts = [silent, { id: "bolt", facts: { revenue: 101 } }];
  expect(segment(plan, accounts)).toEqual(segment(rules("next"), accounts));
  expect(plan.segments).toEqual(["large", "small"]);
});

test("all issues of a document are said at once", () => {
  let issues: unknown;
  try {
    compileSegments({
      id: "",
      facts: { revenue: "number" },
      missing: "zero",
      segments: [
        large,
        large,
        { id: "b", when: { fact: "revenues", operator: "greaterThan", value: 1 } },
        { id: "c", when: { fact: "revenue", operator: "above", value: 1 } },
        5,
      ],
      otherwise: "__proto__",
    } as never);
  } catch (error) {
    issues = (error as { issues: readonly { code: string; path: string }[] }).issues.map(({ code, path }) => [code, path]);
  }
  expect(issues).toEqual([
    ["id.format", "id"],
    ["schema.value", "missing"],
    ["id.format", "otherwise"],
    ["scoring.duplicate_id", "segments[1].id"],
    ["rule.unknown_fact", "segments[2].when.fact"],
    ["rule.unknown_operator", "segments[3].when.operator"],
    ["schema.type", "segments[4]"],
  ]);
});

describe("little and nothing", () => {
  test("no accounts, no values, no segments", () => {
    expect(segment(rules("next"), [])).toEqual({ segments: ["large", "small"], rows: [] });
    expect(segmentByBands([], [])).toEqual({ segments: [], rows: [] });
    expect(segmentByQuantiles([], ["all"])).toMatchObject({ rows: [], bounds: [{ id: "all", count: 0, from: null, to: null }] });
    expect(segmentMigration([], [])).toEqual({
      segments: [],
      counts: [],
      stayed: 0,
      moved: 0,
      stability: null,
      movers: [],
      entered: [],
      left: [],
    });
    expect(segmentProfiles(segment(rules("next"), []), [])).toMatchObject({ count: 0, value: "0", overall: [] });
    expect(naturalBreaks([], { classes: 3 })).toEqual({ state: "not-enough-data" });
    expect(quantiles([], [0.5], "linear")).toEqual([{ share: "0.5", value: null }]);
  });

  test("one value, and all equal, are one class of perfect fit", () => {
    const one = { from: 7, to: 7, count: 1, mean: 7 };
    expect(naturalBreaks([7], { classes: 3 })).toEqual({
      state: "known",
      classes: [one],
      breaks: [],
      goodness: 1,
      goodnessByClasses: [1],
    });
    expect(naturalBreaks([7, 7, 7], { classes: 2 })).toMatchObject({ classes: [{ ...one, count: 3 }], goodness: 1 });
  });

  test("a value below the first band is in none; its account has a profile of its own", () => {
    const found = segmentByBands([{ id: "acme", value: 5 }, { id: "bolt", value: 15 }], [{ id: "key", from: 10 }]);
    expect(found.rows[0]?.segment).toBeNull();
    const { profiles } = segmentProfiles(found, [{ id: "acme", value: 25 }, { id: "bolt", value: 75 }]);
    expect(profiles).toEqual([
      { segment: "key", count: 1, countShare: 0.5, value: "75", valueShare: 0.75, valueLift: 1.5, measures: [] },
      { segment: null, count: 1, countShare: 0.5, value: "25", valueShare: 0.25, valueLift: 0.5, measures: [] },
    ]);
  });

  test("measures at the end of the range and means of zero give no NaN", () => {
    const found = segmentByBands([{ id: "a", value: 1 }, { id: "b", value: 2 }], [{ id: "all", from: null }]);
    const measures = (rate: number): { id: string; value: number; measures: { rate: number } }[] => [
      { id: "a", value: 0, measures: { rate } },
      { id: "b", value: -1, measures: { rate: -rate } },
    ];
    for (const rate of [1.7e308, 5e-324, 0]) {
      const { profiles } = segmentProfiles(found, measures(rate));
      expect(profiles[0]).toMatchObject({ valueShare: null, valueLift: null, measures: [{ known: 2 }] });
      expect(profiles[0]?.measures[0]?.mean).toBe(0);
      expect(profiles[0]?.measures[0]?.lift).toBeNull();
    }
  });
});

const band = { id: "a", from: 1 };
const members = [{ id: "a", segment: "x" }];
const found = segmentByBands([{ id: "a", value: 1 }], [band]);

describe("bad input", () => {
  test.each([
    [() => segment(null as never, []), "schema.type", "rules"],
    [() => segment({ kind: "segment-plan" } as never, []), "schema.type", "rules"],
    [() => segment(rules("next"), {} as never), "schema.type", "accounts"],
    [() => segment(rules("next"), [silent, silent]), "scoring.duplicate_id", "accounts[1].id"],
    [() => segment(rules("next"), [{ id: "a", facts: 5 as never }]), "schema.type", "accounts[0].facts"],
    [() => compileSegments([] as never), "schema.type", ""],
    [() => compileSegments({ ...rules("next"), version: 1 } as never), "schema.unknown_key", "version"],
    [() => compileSegments({ id: "none", facts: { size: "tall" as never }, segments: [] }), "schema.value", "facts.size"],
    [() => segmentByBands([], [band, band]), "scoring.duplicate_id", "bands[1].id"],
    [() => segmentByBands([], [band, { id: "b", from: 1 }]), "scoring.bands", "bands[1].from"],
    [() => segmentByBands([], [band, { id: "b", from: null }]), "scoring.type", "bands[1].from"],
    [() => segmentByBands([{ id: "a", value: "" }], [band]), "scoring.format", "values[0].value"],
    [() => segmentByQuantiles([], []), "scoring.segments", "names"],
    [() => segmentByQuantiles([], ["a", "a"]), "scoring.duplicate_id", "names[1]"],
    [() => segmentProfiles(found, []), "scoring.unknown_id", "accounts"],
    [() => segmentProfiles({ segments: [], rows: found.rows }, [{ id: "a", value: 1 }]), "scoring.unknown_segment", "segmentation.rows"],
    [
      () => segmentProfiles({ segments: found.segments, rows: [...found.rows, ...found.rows] }, [{ id: "a", value: 1 }]),
      "scoring.duplicate_id",
      "segmentation.rows",
    ],
    [
      () => segmentProfiles(found, [{ id: "a", value: 1, measures: { rate: NaN } }]),
      "schema.not_finite",
      "accounts[0].measures.rate",
    ],
    [() => segmentProfiles(undefined as never, []), "schema.type", "segmentation"],
    [() => segmentMigration([...members, ...members], []), "scoring.duplicate_id", "before[1].id"],
    [() => segmentMigration([], [{ id: "a", segment: undefined as never }]), "id.format", "after[0].segment"],
    [
      () => segmentMigration([], Array.from({ length: 1001 }, (_, index) => ({ id: `a${String(index)}`, segment: `s${String(index)}` }))),
      "limits.too_many",
      "segments",
    ],
    [() => segmentMigration([], [], { order: ["", ""] }), "id.format", "options.order[0]"],
    [() => naturalBreaks([1, NaN], { classes: 2 }), "schema.not_finite", "values[1]"],
    [() => naturalBreaks([1, "2" as never], { classes: 2 }), "schema.type", "values[1]"],
    [() => naturalBreaks("12" as never, { classes: 2 }), "schema.type", "values"],
    [() => naturalBreaks([1], { classes: 0 }), "schema.range", "options.classes"],
    [() => naturalBreaks([1], { classes: 101 }), "schema.range", "options.classes"],
    [() => naturalBreaks([1], undefined as never), "schema.type", "options"],
    [() => quantiles([Infinity], [0.5], "linear"), "schema.not_finite", "values[0]"],
    [() => quantiles([1], ["a"], "linear"), "scoring.format", "shares[0]"],
    [() => quantiles([1], [0.5], undefined as never), "schema.value", "method"],
  ])("case %#", (attempt, code, path) => {
    expect(codeOf(attempt)).toEqual([code, path]);
  });
});

describe("schemas", () => {
  test("take what the functions take and refuse what they refuse", () => {
    const document = { ...rules("none"), facts: { revenue: "number", tags: "string[]" } };
    expect(parseSegmentRules(document)).toEqual(document);
    for (const wrong of [{}, { ...document, missing: "zero" }, { ...document, facts: { revenue: "money" } }, { ...document, version: 1 }]) {
      expect(safeParseSegmentRules(wrong)).toMatchObject({ ok: false });
    }
    expect(segmentBandSchema.safeParse({ id: "a", from: null }).success).toBe(true);
    expect(segmentBandSchema.safeParse({ id: "a" }).success).toBe(false);
    expect(xyzOptionsSchema.safeParse({ cuts: ["0.1", 0.25], deviation: "sample" }).success).toBe(true);
    expect(xyzOptionsSchema.safeParse({ deviation: "robust" }).success).toBe(false);
  });
});
