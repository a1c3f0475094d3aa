/** What was added to scorecards, by example and by bad input. */
import { describe, expect, test } from "vitest";

import {
  ahpWeights,
  compileScorecard,
  fitScorecard,
  healthScorecard,
  rank,
  roundByGroup,
  score,
  scoreBatch,
  scoreColumns,
  weightSensitivity,
  withWeights,
} from "../../../src/scoring/index.js";
import type { CriteriaGroup, Criterion, Normaliser, Score, Scorecard, ScorecardPlan } from "../../../src/scoring/index.js";
import { parseScorecard, safeParseScorecard } from "../../../src/scoring/schema.js";
import { deepFreeze } from "../../support/freeze.js";

const range: Normaliser = { kind: "range", worst: 0, best: 100 };
const base: Criterion = { id: "x", fact: "x", weight: 1, normaliser: range, missing: "exclude" };
const card: Scorecard = deepFreeze({
  id: "card",
  criteria: [base, { ...base, id: "y", fact: "y", group: "inner" }, { ...base, id: "z", fact: "z", group: "outer" }],
  groups: [{ id: "inner", weight: 1, group: "outer" }, { id: "outer", weight: 3 }],
  classes: [{ id: "standard", from: 0 }, { id: "key", from: 60 }],
});
const one = (normaliser: unknown, more: object = {}): Scorecard =>
  ({ ...card, groups: [], criteria: [{ ...base, normaliser, ...more }] }) as Scorecard;

function scored(of: Scorecard, facts: Record<string, number | string | null>): Score {
  const found = score(compileScorecard(of), { id: "acme", facts });
  if (!found.ok) throw new Error("no score");
  return found;
}

describe("groups", () => {
  test("divide their own weight, and what is left out weighs on its siblings", () => {
    // x 25 %, outer 75 %: of it inner (y) one half and z one half.
    expect(scored(card, { x: 100, y: 0, z: 0 }).score).toBe(25);
    expect(scored(card, { x: 0, y: 100, z: 0 }).score).toBe(37.5);
    expect(scored(card, { x: 0, z: 100 })).toMatchObject({
      score: 75, coverage: 0.625,
      groups: [
        { group: "inner", parent: "outer", score: null, points: 0, pointsMax: 0 },
        { group: "outer", parent: null, score: 100, points: 75, pointsMax: 75 },
      ],
    });
  });

  test("a group of weight zero counts for nothing, whatever is inside", () => {
    const silent = withWeights(card, { outer: 0 });
    expect(scored(silent, { x: 40, y: 100, z: 100 })).toMatchObject({ score: 40, coverage: 1 });
    expect(score(compileScorecard(silent), { id: "a", facts: { y: 1, z: 1 } })).toMatchObject({
      ok: false, refusals: [{ code: "not-enough-data", facts: { missing: ["x"] } }],
    });
  });

  const groups = (list: unknown): Scorecard => ({ ...card, groups: list as CriteriaGroup[] });
  test.each<[string, Scorecard, string, string]>([
    ["unknown to a criterion", groups([]), "scoring.groups", "card.criteria[1].group"],
    ["unknown to a group", groups([{ id: "inner", weight: 1, group: "none" }, { id: "outer", weight: 1 }]), "scoring.groups", "card.groups[0].group"],
    ["in itself", groups([{ id: "inner", weight: 1, group: "outer" }, { id: "outer", weight: 1, group: "inner" }]), "scoring.groups", "card.groups[0]"],
    ["empty", groups([...(card.groups ?? []), { id: "idle", weight: 1 }]), "scoring.groups", "card.groups[2]"],
    ["named like a criterion", groups([{ id: "x", weight: 1 }, ...(card.groups ?? [])]), "scoring.duplicate_id", "card.groups[0].id"],
    ["of negative weight", groups([{ id: "inner", weight: -1, group: "outer" }, { id: "outer", weight: 1 }]), "scoring.weights", "card.groups[0].weight"],
    ["no list", groups({}), "schema.type", "card.groups"],
    ["with a key unknown", groups([{ id: "inner", weight: 1, group: "outer", colour: 1 }, { id: "outer", weight: 1 }]), "schema.unknown_key", "card.groups[0].colour"],
  ])("%s are refused", (_, bad, code, path) => {
    expect(() => compileScorecard(bad)).toThrow(expect.objectContaining({
      issues: expect.arrayContaining([expect.objectContaining({ code, path })]),
    }));
  });

  test("deeper than eight levels are refused", () => {
    const deep = (levels: number): Scorecard => ({
      ...card,
      criteria: [{ ...base, group: `g${levels - 1}` }],
      groups: Array.from({ length: levels }, (_, level) => ({ id: `g${level}`, weight: 1, ...(level === 0 ? {} : { group: `g${level - 1}` }) })),
    });
    expect(scored(deep(8), { x: 70 }).score).toBe(70);
    expect(() => compileScorecard(deep(9))).toThrow(expect.objectContaining({ code: "scoring.groups", path: "card.groups[8]" }));
  });
});

describe("normalisers", () => {
  test("categories mark texts; one that is not named is refused, or marked otherwise", () => {
    const marks = [{ is: "good", mark: 1 }, { is: "average", mark: 0.6 }];
    expect(scored(one({ kind: "categories", marks }), { x: "average" })).toMatchObject({
      score: 60, contributions: [{ value: "average", mark: 0.6 }], next: null,
    });
    expect(scored(one({ kind: "categories", marks, otherwise: 0.2 }), { x: "odd" }).levers[0]).toMatchObject({
      points: 80, target: { relation: "is", value: "average" },
    });
    expect(() => scored(one({ kind: "categories", marks }), { x: "odd" })).toThrow(
      expect.objectContaining({ code: "scoring.category", path: "account.facts.x" }),
    );
    expect(() => scored(one({ kind: "categories", marks }), { x: 5 })).toThrow(
      expect.objectContaining({ code: "schema.type", path: "account.facts.x" }),
    );
  });

  test("a population without spread, or without anybody, gives one half", () => {
    for (const kind of ["min-max", "z-score", "percentile"] as const) {
      const bare = one({ kind });
      const same = [{ id: "a", facts: { x: 3 } }, { id: "b", facts: { x: 3 } }, { id: "c", facts: {} }];
      expect(scoreBatch(compileScorecard(bare), same).map((each) => each.ok && each.score)).toEqual([50, 50, false]);
      expect(scoreBatch(compileScorecard(bare), [])).toEqual([]);
      expect(scored(fitScorecard(bare, []), { x: 9 }).score).toBe(50);
    }
  });

  test("fitting again replaces the population", () => {
    const first = fitScorecard(one({ kind: "min-max" }), [{ id: "a", facts: { x: 0 } }, { id: "b", facts: { x: 10 } }]);
    const second = fitScorecard(first, [{ id: "a", facts: { x: 0 } }, { id: "b", facts: { x: 20 } }]);
    expect(scored(first, { x: 5 }).score).toBe(50);
    expect(scored(second, { x: 5 }).score).toBe(25);
  });

  test("one account alone is not scored by a card that is not fitted", () => {
    const plan = compileScorecard(one({ kind: "z-score" }));
    expect(plan.isFitted).toBe(false);
    expect(() => score(plan, { id: "a", facts: { x: 1 } })).toThrow(
      expect.objectContaining({ code: "scoring.not_fitted", path: "plan" }),
    );
  });

  const inside = "card.criteria[0].normaliser";
  test.each<[Scorecard, string, string]>([
    [one({ kind: "rank" }), "schema.value", `${inside}.kind`],
    [one(null), "schema.type", inside],
    [one({ kind: "min-max", population: { count: 1, min: 2, max: 1 } }), "scoring.population", `${inside}.population`],
    [one({ kind: "min-max", population: { count: -1, min: 1, max: 2 } }), "schema.range", `${inside}.population.count`],
    [one({ kind: "min-max", limit: 3 }), "schema.unknown_key", `${inside}.limit`],
    [one({ kind: "z-score", limit: 0 }), "scoring.limit", `${inside}.limit`],
    [one({ kind: "z-score", population: { count: 1, mean: NaN, deviation: 1 } }), "schema.not_finite", `${inside}.population.mean`],
    [one({ kind: "z-score", population: { count: 1, mean: 0, deviation: -1 } }), "scoring.population", `${inside}.population.deviation`],
    [one({ kind: "percentile", ties: "half" }), "schema.value", `${inside}.ties`],
    [one({ kind: "percentile", population: { values: [2, 1], counts: [1, 1] } }), "scoring.population", `${inside}.population.values`],
    [one({ kind: "percentile", population: { values: [1, 2], counts: [1] } }), "scoring.population", `${inside}.population.counts`],
    [one({ kind: "percentile", population: { values: [1], counts: [0] } }), "schema.range", `${inside}.population.counts[0]`],
    [one({ kind: "categories", marks: [] }), "scoring.points", `${inside}.marks`],
    [one({ kind: "categories", marks: [{ is: "", mark: 1 }] }), "scoring.category", `${inside}.marks[0].is`],
    [one({ kind: "categories", marks: [{ is: "a", mark: 2 }] }), "scoring.mark", `${inside}.marks[0].mark`],
    [one({ kind: "categories", marks: [{ is: "a", mark: 1 }, { is: "a", mark: 0 }] }), "scoring.duplicate_id", `${inside}.marks[1].is`],
    [one({ kind: "categories", marks: [{ is: "a", mark: 1 }] }, { direction: "higher-is-better" }), "scoring.direction", inside],
    [one(range, { direction: "lower-is-better" }), "scoring.direction", inside],
    [one({ kind: "target", target: 1, tolerance: 1 }, { direction: "higher-is-better" }), "scoring.direction", inside],
    [one({ kind: "bands", below: 0.5, bands: [{ from: 1, mark: 0.2 }] }, { direction: "higher-is-better" }), "scoring.direction", inside],
    [one({ kind: "curve", points: [{ at: 0, mark: 0 }, { at: 1, mark: 1 }] }, { direction: "lower-is-better" }), "scoring.direction", inside],
    [one(range, { direction: "up" }), "schema.value", "card.criteria[0].direction"],
    [one(range, { rationale: 5 }), "schema.type", "card.criteria[0].rationale"],
  ])("card %#", (bad, code, path) => {
    expect(() => compileScorecard(bad)).toThrow(expect.objectContaining({ code, path }));
  });

  test("a fact is of one type throughout the card", () => {
    const mixed = { ...card, groups: [], criteria: [base, { ...base, id: "y", normaliser: { kind: "categories", marks: [{ is: "a", mark: 1 }] } }] } as Scorecard;
    expect(() => compileScorecard(mixed)).toThrow(expect.objectContaining({ code: "scoring.fact_type", path: "card.criteria[1].fact" }));
  });
});

describe("vetoes", () => {
  test("read facts of dotted names, and texts", () => {
    const dotted: Scorecard = {
      ...card, groups: [],
      criteria: [
        { ...base, fact: "client.turnover" },
        { ...base, id: "y", fact: "client.trust", normaliser: { kind: "categories", marks: [{ is: "low", mark: 0.5 }, { is: "high", mark: 1 }] } },
      ],
      vetoes: [
        { id: "small", class: "standard", when: { fact: "client.turnover", operator: "lessThan", value: 10 } },
        { id: "distrust", class: "standard", when: { fact: "client.trust", operator: "equal", value: "low" } },
      ],
    };
    const vetoOf = (turnover: number | null, trust: string): string | null =>
      scored(dotted, { "client.turnover": turnover, "client.trust": trust }).veto;
    expect([vetoOf(5, "high"), vetoOf(90, "low"), vetoOf(90, "high"), vetoOf(null, "high")]).toEqual(["small", "distrust", null, null]);
    const columns = {
      "client.turnover": Float64Array.of(5, 90, 90, NaN),
      "client.trust": { codes: Uint16Array.of(1, 0, 1, 1), dictionary: ["low", "high"] },
    };
    expect([...scoreColumns(compileScorecard(dotted), columns).vetoes]).toEqual([0, 1, -1, -1]);
  });
});

test("vetoes over a fact inside another fact are refused", () => {
  const above = (fact: string) => ({ fact, operator: "greaterThan", value: 1 }) as const;
  const nested: Scorecard = {
    ...card, groups: [], criteria: [{ ...base, fact: "a" }, { ...base, id: "y", fact: "a.b" }],
    vetoes: [{ id: "v", class: "standard", when: { all: [above("a"), above("a.b")] } }],
  };
  expect(() => compileScorecard(nested)).toThrow(expect.objectContaining({ code: "scoring.fact_name", path: "card.vetoes" }));
});

describe("levers", () => {
  test.each<[Normaliser, number | null, unknown]>([
    [range, 20, { relation: "at-least", value: 60 }],
    [{ kind: "range", worst: 50, best: 0 }, 40, { relation: "at-most", value: 20 }],
    [{ kind: "target", target: 50, tolerance: 20 }, 90, { relation: "at-most", value: 58 }],
    [{ kind: "target", target: 50, tolerance: 20 }, 10, { relation: "at-least", value: 42 }],
    [{ kind: "bands", below: 1, bands: [{ from: 10, mark: 0.3 }, { from: 100, mark: 0.9 }] }, 20, { relation: "below", value: 10 }],
    [{ kind: "bands", below: 1, bands: [{ from: 10, mark: 0.3 }, { from: 100, mark: 0.9 }] }, 80, { relation: "at-least", value: 100 }],
    [{ kind: "curve", points: [{ at: 0, mark: 0 }, { at: 10, mark: 1 }] }, 3, { relation: "at-least", value: 6 }],
    [{ kind: "bands", below: 0, bands: [{ from: 10, mark: 0.5 }] }, 0, null],
    [{ kind: "percentile", population: { values: [1, 2, 3, 4, 5], counts: [1, 1, 1, 1, 1] } }, 1, { relation: "above", value: 3 }],
    [{ kind: "percentile", ties: "weak", population: { values: [1, 2, 3, 4, 5], counts: [1, 1, 1, 1, 1] } }, 1, { relation: "at-least", value: 3 }],
  ])("%j at %d", (normaliser, value, target) => {
    expect(scored(one(normaliser), { x: value }).levers[0]?.target).toEqual(target);
  });

  test("of a fact that is not known, the edge of what suffices", () => {
    const missing = (normaliser: Normaliser): unknown => {
      const found = scored({ ...card, groups: [], criteria: [{ ...base, normaliser, missing: "worst" }] }, {});
      return found.levers[0]?.target;
    };
    expect(missing(range)).toEqual({ relation: "at-least", value: 60 });
    expect(missing({ kind: "range", worst: 10, best: 0 })).toEqual({ relation: "at-most", value: 4 });
    expect(missing({ kind: "target", target: 7, tolerance: 2 })).toEqual({ relation: "is", value: 7 });
    expect(missing({ kind: "bands", below: 0.9, bands: [{ from: 3, mark: 0.1 }] })).toEqual({ relation: "below", value: 3 });
  });
});

describe("weights from elsewhere", () => {
  test("named ones replace, the others stay, and the card is not touched", () => {
    const heavier = withWeights(card, { y: 5, outer: 9 });
    expect(heavier.criteria.map((each) => each.weight)).toEqual([1, 5, 1]);
    expect(heavier.groups?.map((each) => each.weight)).toEqual([1, 9]);
    expect(card.criteria[1]?.weight).toBe(1);
  });
  test("a list speaks of the criteria in their order, as AHP gives it", () => {
    const { weights } = ahpWeights([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]);
    expect(withWeights(card, weights).criteria.map((each) => each.weight)).toEqual(weights);
  });
  test.each<[unknown, string, string]>([
    [{ none: 1 }, "scoring.weights", "weights.none"],
    [{ x: -1 }, "scoring.weights", "weights.x"],
    [{ x: NaN }, "schema.not_finite", "weights.x"],
    [[1, 2], "scoring.weights", "weights"],
    [[1, 2, "3"], "schema.type", "weights[2]"],
    [null, "schema.type", "weights"],
    [{ x: 0, outer: 0 }, "scoring.weights", "card.criteria"],
  ])("%j are refused", (weights, code, path) => {
    expect(() => withWeights(card, weights as Record<string, number>)).toThrow(expect.objectContaining({ code, path }));
  });
});

describe("sensitivity by example", () => {
  const accounts = [{ id: "b", facts: { x: 50, z: 50 } }, { id: "a", facts: { x: 50, z: 50 } }, { id: "c", facts: {} }];
  test("equals never change places; accounts without a score are left out", () => {
    const found = weightSensitivity(compileScorecard(card), accounts);
    expect(found.ranked).toEqual(["a", "b"]);
    expect(found.mostCritical).toBeNull();
    expect(found.weights.every((each) => each.ranking.lowest === 0 && each.ranking.highest === 1)).toBe(true);
  });
  test("nobody and one account hold at any weight", () => {
    for (const list of [[], accounts.slice(0, 1)]) {
      const found = weightSensitivity(compileScorecard(card), list);
      expect(found.weights.every((each) => each.winner.below === null && each.winner.above === null)).toBe(true);
    }
  });
  test("a tie by id is broken by the least move", () => {
    const two = { ...card, groups: [], criteria: [base, { ...base, id: "y", fact: "y" }] };
    const tied = [{ id: "a", facts: { x: 40, y: 60 } }, { id: "b", facts: { x: 60, y: 40 } }];
    const [first] = weightSensitivity(compileScorecard(two), tied).weights;
    expect(first?.ranking).toMatchObject({ lowest: 0, highest: 0.5, above: { share: 0.5, falls: "a", rises: "b" } });
  });
  test("accounts that tie only where a weight is all or nothing never change places", () => {
    const two = { ...card, groups: [], criteria: [{ ...base, weight: 8 }, { ...base, id: "y", fact: "y", weight: 5 }, { ...base, id: "z", fact: "z", weight: 3 }] };
    const list = [{ id: "a", facts: { x: 30, y: 70, z: 90 } }, { id: "b", facts: { x: 30, y: 10, z: 20 } }];
    const [first] = weightSensitivity(compileScorecard(two), list).weights;
    expect(first?.ranking).toEqual({ lowest: 0, highest: 1, below: null, above: null });
  });
  test("the only weight has nobody to yield to", () => {
    const found = weightSensitivity(compileScorecard(one(range)), [{ id: "a", facts: { x: 1 } }, { id: "b", facts: { x: 2 } }]);
    expect(found.weights[0]).toMatchObject({ share: 1, ranking: { lowest: 0, highest: 1, below: null, above: null } });
  });
});

describe("health", () => {
  const plan = compileScorecard(healthScorecard);
  test("is a card like any other, with a reason and a source for every criterion", () => {
    expect(parseScorecard(healthScorecard)).toEqual(healthScorecard);
    for (const each of healthScorecard.criteria) expect([each.rationale, each.source]).not.toContain(undefined);
  });
  test("a client in perfect order is healthy; one that is long overdue is at risk whatever else", () => {
    const best = {
      orderGapRatio: 0.8, turnoverGrowthRate: 0.2, assortmentShare: 0.7, overdueDays: 0, daysBeyondTerms: -3,
      onTimeInFullRate: 1, complaintsPerHundredOrders: 0, contactGapRatio: 0.5, recommendation: 10,
    };
    expect(score(plan, { id: "a", facts: best })).toMatchObject({ score: 100, class: "healthy", coverage: 1 });
    expect(score(plan, { id: "a", facts: { ...best, overdueDays: 120 } })).toMatchObject({ class: "at-risk", classByScore: "healthy", veto: "long-overdue" });
  });
});

describe("rounded by group", () => {
  test.each<[unknown, string, string]>([
    [null, "schema.type", "score"],
    [{ ok: false }, "scoring.not_scored", "score"],
    [{ ok: true }, "schema.type", "score.contributions"],
    [{ ok: true, contributions: [], groups: [null] }, "schema.type", "score.groups[0]"],
    [{ ok: true, contributions: [], groups: [{ group: 7, parent: null, pointsMax: 60 }] }, "id.format", "score.groups[0].group"],
    [{ ok: true, contributions: [], groups: [{ group: "a", parent: null, pointsMax: "60" }] }, "schema.type", "score.groups[0].pointsMax"],
    [{ ok: true, contributions: [{ group: null, mark: 1, pointsMax: 1e308 }], groups: [] }, "schema.range", "score.contributions[0].pointsMax"],
    [{ ok: true, contributions: [{ group: null, mark: "good", pointsMax: 30 }], groups: [] }, "schema.type", "score.contributions[0].mark"],
  ])("%j is refused", (bad, code, path) => {
    expect(() => roundByGroup(bad as Score)).toThrow(expect.objectContaining({ code, path }));
  });
  test("from the inside out, criteria outside groups as they are", () => {
    expect(roundByGroup(scored(card, { x: 100, y: 33.4, z: 50.6 }))).toEqual({
      // inner 33; outer (33 + 50.6) ÷ 2 = 41.8 → 42; all (100 + 3 · 42) ÷ 4 = 56.5 → 57.
      score: 57, groups: [{ group: "inner", score: 33 }, { group: "outer", score: 42 }],
    });
  });
});

describe("hostile input", () => {
  test("the ends of the doubles give finite scores by every normaliser", () => {
    const values = [-Number.MAX_VALUE, -1, -5e-324, 0, 5e-324, 1, 1e308, Number.MAX_VALUE];
    const normalisers: Normaliser[] = [
      { kind: "min-max" }, { kind: "z-score" }, { kind: "percentile" },
      { kind: "range", worst: 0, best: 5e-324 }, { kind: "range", worst: -Number.MAX_VALUE, best: Number.MAX_VALUE },
      { kind: "target", target: 0, tolerance: 5e-324 },
      { kind: "curve", points: [{ at: -Number.MAX_VALUE, mark: 0 }, { at: 5e-324, mark: 1 }, { at: Number.MAX_VALUE, mark: 0.3 }] },
      { kind: "bands", below: 0, bands: [{ from: 5e-324, mark: 1 }] },
    ];
    for (const normaliser of normalisers) {
      const plan = compileScorecard({ ...card, groups: [], criteria: [{ ...base, normaliser }] });
      const list = values.map((x, row) => ({ id: `a${row}`, facts: { x } }));
      const scores = scoreBatch(plan, list).map((each) => (each.ok ? each.score : NaN));
      for (const each of scores) expect(each >= 0 && each <= 100).toBe(true);
      const columns = scoreColumns(plan, { x: Float64Array.from(values) });
      expect([...columns.scores]).toEqual(scores);
      for (const each of weightSensitivity(plan, list).weights) expect(Number.isFinite(each.share)).toBe(true);
    }
    expect(scored(one({ kind: "range", worst: 0, best: 5e-324 }), { x: 5e-324 }).score).toBe(100);
  });

  test.each([5e-324, 1e-300, 1e300, Number.MAX_VALUE])("z-scores do not know the unit %d", (unit) => {
    const list = [-1, 0.25, 1].map((value, row) => ({ id: `a${row}`, facts: { x: value * unit === 0 ? 0 : value * unit } }));
    const plan = compileScorecard(one({ kind: "z-score" }));
    for (const each of scoreBatch(plan, list)) expect(each.ok && Number.isFinite(each.score)).toBe(true);
  });

  test("facts and names of prototypes reach nothing", () => {
    const facts = JSON.parse('{"__proto__": 1, "x": 1}') as Record<string, number>;
    expect(() => score(compileScorecard(one(range)), { id: "a", facts })).toThrow(expect.objectContaining({ code: "schema.unknown_key" }));
    expect(score(compileScorecard(one(range, { fact: "toString" })), { id: "a", facts: {} }).ok).toBe(false);
    expect(() => compileScorecard(one(range, { fact: "__proto__" }))).toThrow(expect.objectContaining({ code: "id.format" }));
  });

  test("a document in the place of a plan is refused at once", () => {
    const bad = card as unknown as ScorecardPlan;
    for (const call of [
      () => score(bad, { id: "a", facts: {} }), () => scoreBatch(bad, []), () => rank(bad, []),
      () => scoreColumns(bad, {}), () => weightSensitivity(bad, []), () => score(undefined as unknown as ScorecardPlan, { id: "a", facts: {} }),
    ]) expect(call).toThrow(expect.objectContaining({ code: "schema.type", path: "plan" }));
  });

  test("hundreds of thousands of accounts are linear", () => {
    const list = Array.from({ length: 200_000 }, (_, row) => ({ id: `a${row}`, facts: { x: row % 101 } }));
    const ranked = rank(compileScorecard(one({ kind: "percentile" })), list);
    expect(ranked).toHaveLength(200_000);
    expect(ranked[0]?.id).toBe("a100");
  });
});

describe("the schema", () => {
  test("takes what was added and gives it back", () => {
    const full = fitScorecard(
      {
        ...card,
        criteria: [
          { ...base, normaliser: { kind: "min-max" }, direction: "lower-is-better", rationale: "why", source: "where" },
          { ...base, id: "y", fact: "y", group: "inner", normaliser: { kind: "z-score", limit: 2 } },
          { ...base, id: "z", fact: "z", group: "outer", normaliser: { kind: "percentile", ties: "weak" } },
          { ...base, id: "t", fact: "t", normaliser: { kind: "categories", marks: [{ is: "a", mark: 1 }], otherwise: 0 } },
        ],
      },
      [{ id: "a", facts: { x: 1, y: 2, z: 3, t: "a" } }, { id: "b", facts: { x: 2, y: 3, z: 5, t: "b" } }],
    );
    expect(parseScorecard(JSON.parse(JSON.stringify(full)))).toEqual(full);
    expect(safeParseScorecard({ ...full, groups: [{ id: "g" }] }).ok).toBe(false);
    expect(safeParseScorecard(one({ kind: "percentile", population: { values: [1], counts: [0] } })).ok).toBe(false);
  });
});
