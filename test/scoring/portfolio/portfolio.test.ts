import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  compareCompetitors,
  directionalPolicyCells,
  keyAccountQuadrants,
  portfolioMatrix,
  portfolioMovement,
} from "../../../src/scoring/index.js";
import type {
  CompetitorComparison,
  CompetitorComparisonInput,
  Criterion,
  PortfolioAccount,
  PortfolioMatrix,
  PortfolioPolicy,
  Scorecard,
} from "../../../src/scoring/index.js";
import { parsePortfolioPolicy, safeParsePortfolioPolicy } from "../../../src/scoring/schema.js";
import { addDecimals } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";
import { vectors } from "../../support/shared.js";

const halves = [{ id: "low", from: 0 }, { id: "high", from: 50 }];
const thirds = [{ id: "low", from: 0 }, { id: "medium", from: 33 }, { id: "high", from: 67 }];

function axis(name: string, weights: readonly number[], classes = halves): Scorecard {
  return {
    id: name, classes,
    criteria: weights.map((weight, place): Criterion => ({
      id: `${name}${place}`, fact: `${name}${place}`, weight, missing: "exclude", normaliser: { kind: "range", worst: 0, best: 10 },
    })),
  };
}

const policy: PortfolioPolicy = deepFreeze({
  id: "2026", attractiveness: axis("att", [1]), strength: axis("str", [1]), cells: keyAccountQuadrants,
});
const account = (id: string, att: number | null, str: number | null, revenue?: string): PortfolioAccount => ({
  id, facts: { att0: att, str0: str }, ...(revenue === undefined ? {} : { revenue }),
});

describe("the matrix against published numbers", () => {
  interface Given {
    readonly attractivenessWeights: readonly number[];
    readonly strengthWeights: readonly number[];
    readonly accounts: Readonly<Record<string, { readonly att: readonly number[]; readonly str: readonly number[] }>>;
    readonly cut: number;
  }
  test.each(vectors("scoring").filter((row) => row.feature === "kam.portfolioMatrix"))("$id", (row) => {
    const given = row.given as unknown as Given;
    const classes = [{ id: "low", from: 0 }, { id: "high", from: given.cut * 10 }];
    const found = portfolioMatrix(
      {
        ...policy,
        attractiveness: axis("att", given.attractivenessWeights, classes),
        strength: axis("str", given.strengthWeights, classes),
      },
      Object.entries(given.accounts).map(([id, { att, str }]) => ({
        id,
        facts: Object.fromEntries([
          ...att.map((value, place) => [`att${place}`, value] as const),
          ...str.map((value, place) => [`str${place}`, value] as const),
        ]),
      })),
    );
    const expected = row.expect as Readonly<Record<string, readonly [number, number, string]>>;
    for (const { id, attractiveness, strength } of found.positions) {
      const [across = NaN, up = NaN, cell] = expected[id] ?? [];
      // Ratings go from 0 to 10, scores to 100.
      expect(Math.abs(attractiveness.score / 10 - across)).toBeLessThanOrEqual(row.tolerance ?? 0);
      expect(Math.abs(strength.score / 10 - up)).toBeLessThanOrEqual(row.tolerance ?? 0);
      expect(`${attractiveness.class}/${strength.class}`).toBe(cell);
    }
    expect(found.positions).toHaveLength(Object.keys(expected).length);
  });
});

describe("laws of the matrix", () => {
  const rating = fc.option(fc.integer({ min: 0, max: 10 }), { freq: 6 });
  const accounts = fc
    .array(fc.tuple(rating, rating, fc.option(fc.integer({ min: -100, max: 10_000 }))), { maxLength: 15 })
    .map((list) => list.map(([att, str, cents], row): PortfolioAccount => ({
      id: `a${row}`, facts: { att0: att, str0: str }, revenue: cents === null ? null : (cents / 100).toFixed(2),
    })));

  test("SC-M1 every account stands in one cell or is unplaced with a reason, and revenue is conserved", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const found = portfolioMatrix(policy, deepFreeze(list));
        const inCells = found.cells.flatMap((cell) => cell.accounts);
        expect([...inCells].sort()).toEqual(found.positions.map((one) => one.id).sort());
        const unplaced = new Set(found.unplaced.map((one) => one.id));
        expect(inCells.length + unplaced.size).toBe(list.length);
        const placed = list.filter((one) => !unplaced.has(one.id)).map((one) => String(one.revenue ?? "0"));
        const total = found.cells.reduce((sum, cell) => addDecimals(sum, cell.revenue), "0");
        expect(total).toBe(placed.reduce((sum, value) => addDecimals(sum, value), "0"));
        for (const { attractiveness, strength, cell, bubble } of found.positions) {
          const named = policy.cells.find((one) => one.id === cell);
          expect([named?.attractiveness, named?.strength]).toEqual([attractiveness.class, strength.class]);
          expect(bubble >= 0 && bubble <= 1).toBe(true);
        }
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
      runs(100),
    );
  });

  test("SC-M2 movement counts every account that was and is placed, and reversed it is transposed", () => {
    fc.assert(
      fc.property(accounts, accounts, (before, after) => {
        const [from, to] = [before, after].map((list) => portfolioMatrix(policy, list)) as [PortfolioMatrix, PortfolioMatrix];
        const there = portfolioMovement(from, to);
        const back = portfolioMovement(to, from);
        expect(there.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(there.moves.length);
        expect(there.moves.length + there.appeared.length).toBe(to.positions.length);
        expect(there.moves.length + there.gone.length).toBe(from.positions.length);
        expect(back.counts).toEqual(there.counts.map((row, at) => row.map((_, column) => there.counts[column]?.[at])));
        expect(back.moves.map((one) => [one.id, one.distance])).toEqual(there.moves.map((one) => [one.id, one.distance]));
        const still = portfolioMovement(to, to);
        expect(still.moves.every((one) => one.distance === 0 && !one.isNewCell)).toBe(true);
      }),
      runs(100),
    );
  });
});

describe("the matrix by example", () => {
  test("quadrants, bubbles and shares of revenue", () => {
    const found = portfolioMatrix(policy, [
      account("acme", 8, 7, "750.50"), account("bolt", 5, 2, "249.50"), account("cask", 1, 9), account("dune", null, 4),
    ]);
    expect(found.positions.map((one) => [one.id, one.cell, one.bubble, one.revenue])).toEqual([
      ["acme", "key", 1, "750.5"], ["bolt", "key-development", 249.5 / 750.5, "249.5"], ["cask", "maintenance", 0, null],
    ]);
    expect(found.cells.map((cell) => [cell.id, cell.revenue, cell.revenueShare])).toEqual([
      ["key", "750.5", 0.7505], ["key-development", "249.5", 0.2495], ["maintenance", "0", 0], ["opportunistic", "0", 0],
    ]);
    expect(found.unplaced).toMatchObject([{ id: "dune", axis: "attractiveness", refusals: [{ code: "not-enough-data" }] }]);
    expect(portfolioMatrix(policy, [])).toMatchObject({ positions: [], unplaced: [] });
  });

  test("nine cells, and axes that mark by the other accounts", () => {
    const relative = (name: string): Scorecard => {
      const card = axis(name, [1], thirds);
      return { ...card, criteria: card.criteria.map((one) => ({ ...one, normaliser: { kind: "percentile" as const } })) };
    };
    const nine = { id: "nine", attractiveness: relative("att"), strength: relative("str"), cells: directionalPolicyCells };
    const found = portfolioMatrix(nine, [account("a", 1, 9), account("b", 2, 8), account("c", 3, 7)]);
    expect(found.positions.map((one) => one.cell)).toEqual(["cash-generation", "custodial", "double-or-quit"]);
  });

  test("moves are told from the furthest, with those who came and went", () => {
    const before = portfolioMatrix(policy, [account("a", 4, 4), account("b", 8, 8), account("c", 1, 1)]);
    const after = portfolioMatrix(policy, [account("a", 7, 8), account("b", 8, 8), account("d", 9, 9)]);
    expect(portfolioMovement(before, after)).toMatchObject({
      cells: ["key", "key-development", "maintenance", "opportunistic"],
      counts: [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]],
      moves: [
        { id: "a", from: "opportunistic", to: "key", isNewCell: true, attractivenessChange: 30, strengthChange: 40, distance: 50 },
        { id: "b", isNewCell: false, distance: 0 },
      ],
      appeared: [{ id: "d", to: "key" }], gone: [{ id: "c", from: "opportunistic" }],
    });
  });

  const bad = (change: object): PortfolioPolicy => ({ ...policy, ...change });
  const [first, ...others] = keyAccountQuadrants;
  test.each<[unknown, string, string]>([
    [null, "schema.type", "policy"],
    [bad({ colour: "red" }), "schema.unknown_key", "policy.colour"],
    [bad({ id: "" }), "id.format", "policy.id"],
    [bad({ attractiveness: axis("att", [0]) }), "scoring.weights", "policy.attractiveness.criteria"],
    [bad({ strength: null }), "schema.type", "policy.strength"],
    [bad({ cells: {} }), "schema.type", "policy.cells"],
    [bad({ cells: others }), "scoring.cells", "policy.cells"],
    [bad({ cells: [first, ...others, { ...first, id: "again" }] }), "scoring.cells", "policy.cells[4]"],
    [bad({ cells: [{ ...first, strength: "medium" }, ...others] }), "scoring.cells", "policy.cells[0].strength"],
    [bad({ cells: [first, ...others.map((one) => ({ ...one, id: "key" }))] }), "scoring.duplicate_id", "policy.cells[1].id"],
    [bad({ cells: [{ ...first, strategy: 1 }, ...others] }), "schema.type", "policy.cells[0].strategy"],
  ])("policy %# is refused", (wrong, code, path) => {
    expect(() => portfolioMatrix(wrong as PortfolioPolicy, [])).toThrow(expect.objectContaining({ code, path }));
  });
  test.each<[unknown, string, string]>([
    [{}, "schema.type", "accounts"],
    [[null], "schema.type", "accounts[0]"],
    [[account("a", 1, 1), account("a", 1, 1)], "scoring.duplicate_id", "accounts[1].id"],
    [[{ ...account("a", 1, 1), revenue: "much" }], "scoring.format", "accounts[0].revenue"],
    [[{ id: "a" }], "schema.type", "accounts[0].facts"],
  ])("accounts %# are refused", (wrong, code, path) => {
    expect(() => portfolioMatrix(policy, wrong as PortfolioAccount[])).toThrow(expect.objectContaining({ code, path }));
  });
  test.each<[unknown, string, string]>([
    [null, "schema.type", "before"],
    [{ positions: [{}], cells: [] }, "id.format", "before.positions[0].id"],
    [{ positions: [], cells: [{}] }, "id.format", "before.cells[0].id"],
    [{ positions: [{ id: "a", cell: "key" }], cells: [] }, "schema.type", "before.positions[0].attractiveness"],
  ])("movement from %j is refused", (wrong, code, path) => {
    const now = portfolioMatrix(policy, []);
    expect(() => portfolioMovement(wrong as PortfolioMatrix, now)).toThrow(expect.objectContaining({ code, path }));
  });

  test("the schema gives a policy back", () => {
    expect(parsePortfolioPolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    expect(safeParsePortfolioPolicy(bad({ cells: [{ id: "x" }] })).ok).toBe(false);
  });
});

describe("competitors", () => {
  const input: CompetitorComparisonInput = deepFreeze({
    factors: [{ id: "price", weight: 50 }, { id: "delivery", weight: 30 }, { id: "advice", weight: 20 }],
    own: { id: "we", ratings: { price: 6, delivery: 9, advice: 5 } },
    competitors: [
      { id: "other", ratings: { price: 5, delivery: 5, advice: 9 } },
      { id: "rival", ratings: { price: 8, delivery: 6, advice: 5 } },
    ],
  });
  const known = (change: object = {}): CompetitorComparison => {
    const found = compareCompetitors({ ...input, ...change });
    if (found.state !== "known") throw new Error("not compared");
    return found;
  };

  test("totals, relative strength, strengths and weaknesses against the strongest", () => {
    const found = known();
    // We 3 + 2.7 + 1 = 6.7; rival 4 + 1.8 + 1 = 6.8; other 2.5 + 1.5 + 1.8 = 5.8.
    expect(found.own.total).toBeCloseTo(6.7, 12);
    expect(found.competitors.map((one) => one.id)).toEqual(["rival", "other"]);
    expect(found.ratioToStrongest).toBeCloseTo(6.7 / 6.8, 12);
    expect(found.leadOverStrongest).toBeCloseTo(-0.1, 12);
    expect(found.leadOverMean).toBeCloseTo(0.4, 12);
    expect(found.strengths.map((one) => [one.factor, one.gap])).toEqual([["delivery", 3]]);
    expect(found.weaknesses.map((one) => [one.factor, one.gap])).toEqual([["price", -2]]);
    expect(found.factors[2]?.best).toEqual({ id: "other", rating: 9 });
  });

  test("SC-K1 contributions sum to the lead over the reference; weights by proportion, order of rivals without effect", () => {
    const ratings = fc.array(fc.option(fc.integer({ min: 0, max: 10 }), { freq: 8 }), { minLength: 3, maxLength: 3 });
    const supplier = (id: string, list: readonly (number | null)[]): CompetitorComparisonInput["own"] => ({
      id, ratings: { price: list[0] ?? null, delivery: list[1] ?? null, advice: list[2] ?? null },
    });
    fc.assert(
      fc.property(fc.array(ratings, { minLength: 2, maxLength: 6 }), fc.constantFrom("strongest" as const, "mean" as const), (all, reference) => {
        const [own = [], ...rivals] = all;
        const given = { ...input, reference, own: supplier("we", own), competitors: rivals.map((list, row) => supplier(`r${row}`, list)) };
        const found = compareCompetitors(given);
        if (found.state !== "known") {
          expect(found.unrated).toHaveLength(3);
          return;
        }
        const sum = found.factors.reduce((total, one) => total + one.contribution, 0);
        expect(sum).toBeCloseTo(reference === "mean" ? found.leadOverMean : found.leadOverStrongest, 9);
        expect(found.strengths.every((one) => one.gap > 0) && found.weaknesses.every((one) => one.gap < 0)).toBe(true);
        expect(compareCompetitors({ ...given, competitors: [...given.competitors].reverse() })).toEqual(found);
        expect(compareCompetitors({ ...given, factors: given.factors.map((one) => ({ ...one, weight: one.weight * 64 })) })).toEqual(found);
        expect(found.coverage).toBeCloseTo(1 - input.factors.reduce((off, one) => off + (found.unrated.includes(one.id) ? one.weight : 0), 0) / 100, 12);
      }),
      runs(100),
    );
  });

  test("factors that weigh alike tie by id, whatever the division leaves; no zero is below zero; weights near nothing weigh", () => {
    const factors = [{ id: "b", weight: 3 }, { id: "a", weight: 2 }, { id: "c", weight: 0 }];
    const found = known({
      factors, own: { id: "we", ratings: { b: 2, a: 3, c: -0 } }, competitors: [{ id: "nil", ratings: { b: 0, a: 0, c: 1 } }],
    });
    expect(found.strengths.map((one) => one.factor)).toEqual(["a", "b"]);
    expect(found.weaknesses).toEqual([{ factor: "c", share: 0, own: 0, reference: 1, gap: -1, contribution: 0, best: { id: "nil", rating: 1 } }]);
    const tiny = known({ factors: input.factors.map((one) => ({ ...one, weight: one.weight * 5e-324 })) });
    expect(tiny).toEqual(known());
  });

  test("nothing to compare is an answer; a rival at zero has no ratio", () => {
    expect(compareCompetitors({ ...input, competitors: [] })).toMatchObject({ state: "not-enough-data", reason: "no-competitors" });
    expect(compareCompetitors({ ...input, own: { id: "we", ratings: {} } })).toMatchObject({
      reason: "no-factor-rated-for-all", unrated: ["price", "delivery", "advice"],
    });
    expect(known({ competitors: [{ id: "nil", ratings: { price: 0, delivery: 0, advice: 0 } }] }).ratioToStrongest).toBeNull();
  });

  test("entries of a SWOT analysis pass through by kind", () => {
    const swot = [
      { kind: "threat", text: "a second supplier is being tried" }, { kind: "strength", text: "the only one on site", factor: "delivery" },
    ] as const;
    expect(known({ swot }).swot).toEqual({ strengths: [swot[1]], weaknesses: [], opportunities: [], threats: [swot[0]] });
  });

  test.each<[unknown, string, string]>([
    [undefined, "schema.type", "input"],
    [{ ...input, colour: 1 }, "schema.unknown_key", "input.colour"],
    [{ ...input, factors: [] }, "scoring.weights", "factors"],
    [{ ...input, factors: [{ id: "a", weight: -1 }] }, "scoring.weights", "factors[0].weight"],
    [{ ...input, factors: [...input.factors, input.factors[0]] }, "scoring.duplicate_id", "factors[3].id"],
    [{ ...input, own: { id: "we", ratings: { price: -1 } } }, "scoring.rating", "own.ratings.price"],
    [{ ...input, own: { id: "we", ratings: { charm: 1 } } }, "schema.unknown_key", "own.ratings.charm"],
    [{ ...input, own: { id: "we", ratings: { price: NaN } } }, "schema.not_finite", "own.ratings.price"],
    [{ ...input, competitors: [{ id: "we", ratings: {} }] }, "scoring.duplicate_id", "competitors[0].id"],
    [{ ...input, competitors: 5 }, "schema.type", "competitors"],
    [{ ...input, reference: "best" }, "schema.value", "reference"],
    [{ ...input, swot: [{ kind: "hope", text: "" }] }, "schema.value", "swot[0].kind"],
  ])("input %# is refused", (bad, code, path) => {
    expect(() => compareCompetitors(bad as CompetitorComparisonInput)).toThrow(expect.objectContaining({ code, path }));
  });
});
