import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileScorecard, scoreBatch, scoreColumns } from "../../../src/scoring/index.js";
import type { CategoryCodes, FactColumns, Scorecard, ScoredFacts } from "../../../src/scoring/index.js";
import { runs, seenMin } from "../../support/runs.js";
import { accountsOf, cards, policies, raws } from "./cards.js";

export function columnsOf(card: Scorecard, accounts: readonly ScoredFacts[]): FactColumns {
  return Object.fromEntries(card.criteria.map(({ fact, normaliser }): [string, Float64Array | CategoryCodes] => {
    const values = accounts.map((account) => account.facts[fact] ?? null);
    if (normaliser.kind !== "categories")
      return [fact, Float64Array.from(values, (value) => (value === null ? NaN : Number(value)))];
    const dictionary = ["", "good", "average", "poor"];
    return [fact, { dictionary, codes: Uint16Array.from(values, (value) => dictionary.indexOf(String(value ?? ""))) }];
  }));
}

describe("laws of the columnar twin", () => {
  test("SC-C1 columns give each account what the batch gives it, to the last unit", () => {
    const seen = { scored: 0, refused: 0, vetoed: 0, odd: 0 };
    fc.assert(
      fc.property(cards({ missing: policies, isVetoed: true, weight: fc.integer({ min: 0, max: 9 }).map((own) => own + 0.5) }), raws, (card, raw) => {
        const plan = compileScorecard(card);
        const accounts = accountsOf(card, raw);
        const found = scoreColumns(plan, columnsOf(card, accounts));
        expect(found.rows).toBe(accounts.length);
        scoreBatch(plan, accounts).forEach((one, row) => {
          const units = found.contributions.map((part) => part.units[row]);
          if (!one.ok) {
            seen.refused += 1;
            expect([found.scores[row], found.classes[row], found.vetoes[row]]).toEqual([NaN, -1, -1]);
            expect(units).toEqual(units.map(() => 0));
            return;
          }
          seen.scored += 1;
          if (one.coverage < 1) seen.odd += 1;
          if (one.veto !== null) seen.vetoed += 1;
          expect(found.scores[row]).toBe(one.score);
          expect(found.coverage[row]).toBe(one.coverage);
          expect(found.classIds[found.classes[row] ?? -1]).toBe(one.class);
          expect(card.vetoes?.[found.vetoes[row] ?? -1]?.id ?? null).toBe(one.veto);
          expect(units.map((part) => (part ?? NaN) / found.unitsPerPoint)).toEqual(
            one.contributions.map((part) => part.points),
          );
          expect(units.reduce<number>((sum, part) => sum + (part ?? NaN), 0) / found.unitsPerPoint).toBe(one.score);
        });
      }),
      runs(200),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(20));
  });

  test("SC-C2 a fact without a column is missing for all", () => {
    fc.assert(
      fc.property(cards({ missing: policies }), raws, fc.integer({ min: 0, max: 5 }), (card, raw, place) => {
        const plan = compileScorecard(card);
        const accounts = accountsOf(card, raw.map((values) => values.map((value, at) => (at === place ? null : value))));
        const { [card.criteria[place]?.fact ?? ""]: _, ...columns } = columnsOf(card, accounts);
        const found = scoreColumns(plan, columns);
        const batch = scoreBatch(plan, accounts);
        expect([...found.scores]).toEqual(batch.map((one) => (one.ok ? one.score : NaN)));
      }),
      runs(60),
    );
  });

  test("SC-C3 so do bands and curves of any number of points, at them, between and beyond", () => {
    const points = fc
      .uniqueArray(fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 100, selector: ([at]) => at, size: "max" })
      .map((list) => list.sort(([a], [b]) => a - b).map(([at, mark]) => ({ at, mark: mark / 7 })));
    const sizes = { few: 0, many: 0 };
    const value = fc.oneof(fc.integer({ min: -70, max: 70 }), fc.double({ min: -70, max: 70, noNaN: true }), fc.constantFrom(NaN, -0, 1e308, -1e308, 5e-324));
    fc.assert(
      fc.property(points, fc.boolean(), fc.array(value, { minLength: 1, maxLength: 30 }), (list, isCurve, values) => {
        sizes[list.length > 8 ? "many" : "few"] += 1;
        const normaliser = isCurve
          ? { kind: "curve" as const, points: list }
          : { kind: "bands" as const, below: 0.3, bands: list.map(({ at, mark }) => ({ from: at, mark })) };
        const one: Scorecard = { id: "c", classes: [{ id: "all", from: 0 }], criteria: [{ id: "x", fact: "x", weight: 1, normaliser, missing: "exclude" }] };
        const plan = compileScorecard(one);
        const found = scoreColumns(plan, { x: Float64Array.from(values) });
        const batch = scoreBatch(plan, values.map((own, row) => ({ id: String(row), facts: { x: Number.isNaN(own) ? null : own } })));
        expect([...found.scores]).toEqual(batch.map((result) => (result.ok ? result.score : NaN)));
      }),
      runs(200),
    );
    for (const count of Object.values(sizes)) expect(count).toBeGreaterThan(seenMin(20));
  });
});

describe("columns by example", () => {
  const criterion = { id: "x", fact: "x", weight: 1, normaliser: { kind: "range", worst: 0, best: 10 }, missing: "worst" } as const;
  const card: Scorecard = { id: "one", criteria: [criterion], classes: [{ id: "all", from: 0 }] };
  const plan = compileScorecard(card);

  test("no rows and no columns are an answer", () => {
    expect(scoreColumns(plan, { x: new Float64Array(0) }).scores).toHaveLength(0);
    expect(scoreColumns(plan, {}).rows).toBe(0);
  });

  test("rows beyond one block, and a million of them", () => {
    const x = Float64Array.from({ length: 1_000_000 }, (_, row) => row % 11);
    const found = scoreColumns(plan, { x });
    expect(x.every((value, row) => found.scores[row] === value * 10)).toBe(true);
  });

  test("more criteria than a number has bits for patterns", () => {
    const many: Scorecard = {
      ...card,
      criteria: Array.from({ length: 60 }, (_, index) => ({ ...criterion, id: `c${index}`, fact: `f${index}`, missing: "exclude" })),
    };
    const accounts = Array.from({ length: 40 }, (_, row): ScoredFacts => ({
      id: `a${row}`, facts: Object.fromEntries(many.criteria.map(({ fact }, place) => [fact, (row * place) % 7 === 3 ? null : (row + place) % 11])),
    }));
    const found = scoreColumns(compileScorecard(many), columnsOf(many, accounts));
    expect([...found.scores]).toEqual(scoreBatch(compileScorecard(many), accounts).map((one) => (one.ok ? one.score : NaN)));
  });

  const texts = compileScorecard({
    ...card, criteria: [{ ...criterion, normaliser: { kind: "categories", marks: [{ is: "good", mark: 1 }] } }],
  });
  const ok = Float64Array.of(1, 2);
  test.each<[string, unknown, string, string]>([
    ["no record", [], "schema.type", "columns"],
    ["a list of numbers", { x: [1, 2] }, "columns.type", "columns.x"],
    ["another typed array", { x: Int32Array.of(1) }, "columns.type", "columns.x"],
    ["codes for numbers", { x: { codes: Uint16Array.of(0), dictionary: ["good"] } }, "columns.type", "columns.x"],
    ["an infinity", { x: Float64Array.of(1, NaN, -Infinity) }, "columns.range", "columns.x[2]"],
    ["nothing", undefined, "schema.type", "columns"],
  ])("%s is refused", (_, columns, code, path) => {
    expect(() => scoreColumns(plan, columns as FactColumns)).toThrow(expect.objectContaining({ code, path }));
  });
  test.each<[string, unknown, string, string]>([
    ["numbers", { x: ok }, "columns.type", "columns.x"],
    ["codes of another width", { x: { codes: Int32Array.of(0), dictionary: ["good"] } }, "columns.type", "columns.x.codes"],
    ["a code beyond", { x: { codes: Uint16Array.of(0, 1), dictionary: ["good"] } }, "columns.range", "columns.x.codes[1]"],
    ["an unknown category", { x: { codes: Uint16Array.of(0, 1), dictionary: ["good", "odd"] } }, "scoring.category", "columns.x.codes[1]"],
    ["a dictionary of numbers", { x: { codes: Uint16Array.of(0), dictionary: [1] } }, "schema.type", "columns.x.dictionary[0]"],
  ])("of texts, %s are refused", (_, columns, code, path) => {
    expect(() => scoreColumns(texts, columns as FactColumns)).toThrow(expect.objectContaining({ code, path }));
  });

  test("columns of two lengths are refused, and an infinity in a population is", () => {
    const two: Scorecard = { ...card, criteria: [criterion, { ...criterion, id: "y", fact: "y", normaliser: { kind: "min-max" } }] };
    const both = compileScorecard(two);
    expect(() => scoreColumns(both, { x: ok, y: Float64Array.of(1) })).toThrow(
      expect.objectContaining({ code: "columns.length", path: "columns.y" }),
    );
    expect(() => scoreColumns(both, { x: ok, y: Float64Array.of(1, Infinity) })).toThrow(
      expect.objectContaining({ code: "columns.range", path: "columns.y[1]" }),
    );
  });
});
