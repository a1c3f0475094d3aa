import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileScorecard, rank, score, scoreBatch } from "../../../src/scoring/index.js";
import type { Criterion, MissingPolicy, Normaliser, Scorecard } from "../../../src/scoring/index.js";
import { parseScorecard, safeParseScorecard } from "../../../src/scoring/schema.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const normalisers: readonly Normaliser[] = [
  { kind: "range", worst: 0, best: 100 },
  { kind: "range", worst: 100, best: 0 },
  { kind: "bands", below: 0, bands: [{ from: 10, mark: 0.5 }, { from: 50, mark: 1 }] },
  { kind: "target", target: 50, tolerance: 25 },
  { kind: "curve", points: [{ at: 0, mark: 0 }, { at: 20, mark: 0.7 }, { at: 100, mark: 1 }] },
];
const policies: readonly MissingPolicy[] = ["exclude", "neutral", "worst", "refuse"];
const names = ["turnover", "growth", "margin", "orders"];

function cardOf(weights: readonly number[], kinds: readonly number[], missing: MissingPolicy): Scorecard {
  const criteria = weights.map((weight, index): Criterion => {
    const name = names[index] as string;
    return { id: name, fact: name, weight, normaliser: normalisers[kinds[index] as number] as Normaliser, missing };
  });
  return deepFreeze({
    id: "key-accounts",
    criteria,
    classes: [
      { id: "small", from: 0 }, { id: "standard", from: 40 }, { id: "major", from: 60 }, { id: "key", from: 80 },
    ],
  });
}

const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 4, maxLength: 4 });
const kinds = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 });
const facts = fc
  .array(fc.option(fc.oneof(fc.integer({ min: -20, max: 120 }), fc.double({ noNaN: true, noDefaultInfinity: true }))), {
    minLength: 4,
    maxLength: 4,
  })
  .map((list) => Object.fromEntries(list.map((value, index) => [names[index] as string, value])));

describe("laws of the scorecard", () => {
  test("S-S-01 contributions sum to the score, which lies between 0 and 100", () => {
    fc.assert(
      fc.property(weights, kinds, fc.constantFrom(...policies), facts, (list, which, missing, known) => {
        const found = score(compileScorecard(cardOf(list, which, missing)), { id: "acme", facts: known });
        if (!found.ok) {
          const isAllMissing = Object.values(known).every((value) => value === null);
          expect(found.refusals[0].code).toBe(missing === "refuse" ? "fact-missing" : "not-enough-data");
          expect(missing === "refuse" || isAllMissing).toBe(true);
          return;
        }
        const units = found.contributions.reduce((sum, one) => sum + Math.round(one.points * 1e7), 0);
        expect(units / 1e7).toBe(found.score);
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(100);
        expect(found.contributions.reduce((sum, one) => sum + one.pointsMax, 0)).toBeCloseTo(100, 6);
      }),
      runs(200),
    );
  });

  test("S-S-02 weights count by their proportions only", () => {
    fc.assert(
      fc.property(weights, kinds, facts, (list, which, known) => {
        const scoreBy = (factor: number): unknown =>
          score(
            compileScorecard(cardOf(list.map((weight) => weight * factor), which, "worst")),
            { id: "acme", facts: known },
          );
        expect(scoreBy(64)).toEqual(scoreBy(1));
      }),
      runs(100),
    );
  });

  test("S-S-03 a better fact never lowers the score of a card that rises with it", () => {
    fc.assert(
      fc.property(
        weights, fc.array(fc.constantFrom(0, 2, 4), { minLength: 4, maxLength: 4 }), facts,
        fc.integer({ min: 0, max: 3 }), fc.double({ min: 0, max: 200, noNaN: true }),
        (list, which, known, place, rise) => {
          const plan = compileScorecard(cardOf(list, which, "neutral"));
          const name = names[place] as string;
          const value = known[name];
          if (value === null || value === undefined) return;
          const better = { ...known, [name]: Math.min(Number.MAX_VALUE, value + rise) };
          const [low, high] = scoreBatch(plan, [{ id: "a", facts: known }, { id: "b", facts: better }]);
          expect(low?.ok === true && high?.ok === true && high.score >= low.score).toBe(true);
        },
      ),
      runs(200),
    );
  });

  test("S-S-04 the ranking does not know the unit of a fact", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }), (list) => {
        const orderIn = (unit: number): string[] =>
          rank(
            compileScorecard({
              ...cardOf([1], [0], "worst"),
              criteria: [
                {
                  id: "turnover", fact: "turnover", weight: 1, missing: "worst",
                  normaliser: { kind: "range", worst: 0, best: 100 * unit },
                },
              ],
            }),
            list.map((value, index) => ({ id: `a${String(index)}`, facts: { turnover: value * unit } })),
          ).map((one) => one.id);
        expect(orderIn(1024)).toEqual(orderIn(1));
      }),
      runs(100),
    );
  });
});

describe("scores by example", () => {
  const card = cardOf([3, 1, 0, 0], [0, 0, 0, 0], "exclude");

  test("a missing fact is left out, the others weigh more, and coverage says so", () => {
    expect(score(compileScorecard(card), { id: "acme", facts: { turnover: "80" } })).toMatchObject({
      score: 80, class: "key", coverage: 0.75, next: null,
      contributions: [{ pointsMax: 100 }, { mark: null, points: 0, missing: "exclude" }, {}, {}],
    });
  });

  test("exactly at a limit is in the higher class", () => {
    const found = score(compileScorecard(card), { id: "acme", facts: { turnover: 60, growth: 60 } });
    expect(found).toMatchObject({ score: 60, class: "major", next: { class: "key", points: 20 } });
  });

  test.each([[null], [""]])("a fact of %j is missing, never zero", (value) => {
    const plan = compileScorecard(cardOf([1, 1, 1, 1], [0, 0, 0, 0], "refuse"));
    const found = score(plan, { id: "acme", facts: { turnover: 1, growth: value, margin: 1, orders: 1 } });
    expect(found).toMatchObject({ ok: false, refusals: [{ code: "fact-missing", facts: { missing: ["growth"] } }] });
  });

  test("a veto puts the account into its class and leaves the score", () => {
    const plan = compileScorecard({
      ...card,
      vetoes: [{ id: "loss", when: { fact: "margin", operator: "lessThan", value: 0 }, class: "small" }],
    });
    const known = { turnover: 90, growth: 90, margin: -1 };
    expect(score(plan, { id: "acme", facts: known })).toMatchObject({
      score: 90, class: "small", classByScore: "key", veto: "loss",
    });
    expect(score(plan, { id: "acme", facts: { ...known, margin: null } })).toMatchObject({ veto: null, class: "key" });
  });

  test.each([
    [3, 50, 1], [3, 62.5, 0.5], [3, 90, 0], [4, 10, 0.35], [4, 60, 0.85], [4, 500, 1], [4, -5, 0],
    [2, 9, 0], [2, 10, 0.5], [2, 50, 1], [1, 25, 0.75],
  ])("normaliser %i of %f is %f", (kind, value, mark) => {
    const plan = compileScorecard(cardOf([1], [kind], "worst"));
    const found = score(plan, { id: "acme", facts: { turnover: value } });
    expect(found.ok && found.contributions[0]?.mark).toBeCloseTo(mark, 12);
  });

  test("the ends of the doubles stay finite", () => {
    const normaliser = { kind: "range", worst: -Number.MAX_VALUE, best: Number.MAX_VALUE } as const;
    const plan = compileScorecard({
      ...card, criteria: [{ id: "x", fact: "x", weight: 5e-324, normaliser, missing: "worst" }],
    });
    expect(score(plan, { id: "acme", facts: { x: 0 } })).toMatchObject({ score: 50 });
    expect(score(plan, { id: "acme", facts: { x: 5e-324 } })).toMatchObject({ score: 50 });
  });

  test("equal scores rank by id; accounts without a score do not", () => {
    const list = [{ id: "b", facts: { turnover: 5 } }, { id: "a", facts: { turnover: 5 } }, { id: "c", facts: {} }];
    expect(rank(compileScorecard(card), list).map((one) => one.id)).toEqual(["a", "b"]);
    expect(scoreBatch(compileScorecard(card), [])).toEqual([]);
  });
});

describe("bad cards and facts", () => {
  const card = cardOf([1, 1], [0, 0], "worst");
  const first = card.criteria[0] as Criterion;
  const withNormaliser = (normaliser: Normaliser): Scorecard => ({ ...card, criteria: [{ ...first, normaliser }] });
  test.each<[Scorecard, string, string]>([
    [cardOf([0, 0], [0, 0], "worst"), "scoring.weights", "card.criteria"],
    [cardOf([-1, 2], [0, 0], "worst"), "scoring.weights", "card.criteria[0].weight"],
    [{ ...card, criteria: [first, first] }, "scoring.duplicate_id", "card.criteria[1].id"],
    [{ ...card, classes: [{ id: "a", from: 10 }] }, "scoring.classes", "card.classes"],
    [{ ...card, classes: [{ id: "a", from: 0 }, { id: "b", from: 101 }] }, "scoring.classes", "card.classes[1].from"],
    [{ ...card, vetoes: [{ id: "v", class: "none", when: { all: [] } }] }, "scoring.classes", "card.vetoes[0].class"],
    [withNormaliser({ kind: "range", worst: 1, best: 1 }), "scoring.range", "card.criteria[0].normaliser"],
    [withNormaliser({ kind: "target", target: 1, tolerance: 0 }), "scoring.tolerance", "card.criteria[0].normaliser.tolerance"],
    [withNormaliser({ kind: "curve", points: [] }), "scoring.points", "card.criteria[0].normaliser.points"],
    [withNormaliser({ kind: "bands", below: 2, bands: [] }), "scoring.mark", "card.criteria[0].normaliser.below"],
  ])("card %#", (bad, code, path) => {
    expect(() => compileScorecard(bad)).toThrow(expect.objectContaining({ code, path }));
  });

  test("facts that are no numbers, and ids given twice, are refused with their path", () => {
    const plan = compileScorecard(card);
    expect(() => score(plan, { id: "acme", facts: { turnover: "much" } })).toThrow(
      expect.objectContaining({ path: "account.facts.turnover" }),
    );
    expect(() => score(plan, { id: "acme", facts: { turnover: NaN } })).toThrow(
      expect.objectContaining({ code: "scoring.not_finite" }),
    );
    expect(() => scoreBatch(plan, [{ id: "a", facts: {} }, { id: "a", facts: {} }])).toThrow(
      expect.objectContaining({ code: "scoring.duplicate_id", path: "accounts[1].id" }),
    );
  });
});

describe("the schema", () => {
  test("takes every kind of normaliser and gives the card back", () => {
    const card = cardOf([1, 2, 3, 4], [0, 2, 3, 4], "neutral");
    const vetoes = [{ id: "loss", when: { fact: "margin", operator: "lessThan", value: 0 }, class: "small" }] as const;
    expect(parseScorecard({ ...card, vetoes })).toEqual({ ...card, vetoes });
  });

  test.each([
    [{ ...cardOf([1], [0], "worst"), colour: "red" }],
    [cardOf([-1], [0], "worst")],
    [{ ...cardOf([1], [0], "worst"), classes: [{ id: "a", from: 101 }] }],
  ])("refuses what compiling refuses, case %#", (card) => {
    expect(safeParseScorecard(card).ok).toBe(false);
    expect(() => compileScorecard(card)).toThrow();
  });
});
