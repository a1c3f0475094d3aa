import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileScorecard, fitScorecard, rank, score, scoreBatch } from "../../../src/scoring/index.js";
import type { Score, Scorecard, ScoreResult } from "../../../src/scoring/index.js";
import { UNITS } from "../../../src/scoring/scorecard/plan.js";
import { splitUnits } from "../../../src/scoring/scorecard/shares.js";
import { allocateUnits } from "../../../src/values/allocate-units.js";
import { runs } from "../../support/runs.js";
import { accountsOf, cards, limits, names, ranks, raws } from "./cards.js";
import { marksOf, slowScore } from "./reference.js";

const isScored = (one: ScoreResult): one is Score => one.ok;

describe("laws of grouped scorecards", () => {
  test("SC-G1 the score is that of the tree, and the points of what is inside sum to each group's", () => {
    fc.assert(
      fc.property(cards(), raws, (card, raw) => {
        for (const one of scoreBatch(compileScorecard(card), accountsOf(card, raw)).filter(isScored)) {
          expect(one.score).toBeCloseTo((slowScore(card, marksOf(one)) ?? NaN) * 100, 5);
          const units = (points: number): number => Math.round(points * 1e7);
          const sum = (list: readonly { readonly points: number }[]): number =>
            list.reduce((total, part) => total + units(part.points), 0);
          expect(sum(one.contributions)).toBe(units(one.score));
          for (const group of one.groups) {
            const inside = [
              ...one.contributions.filter((part) => part.group === group.group),
              ...one.groups.filter((part) => part.parent === group.group),
            ];
            expect(sum(inside)).toBe(units(group.points));
            const slow = slowScore(card, marksOf(one), group.group);
            if (slow === null) expect(group.score).toBeNull();
            // A group knows its score to the units that it can give.
            else expect(Math.abs((group.score ?? NaN) - slow * 100)).toBeLessThan(1e-4 / group.pointsMax);
          }
        }
      }),
      runs(150),
    );
  });

  test("SC-G2 weights count by their proportions among siblings only", () => {
    fc.assert(
      fc.property(cards(), raws, fc.constantFrom("A", "B", undefined), fc.integer({ min: 2, max: 9 }), (card, raw, node, factor) => {
        const scaled: Scorecard = {
          ...card,
          criteria: card.criteria.map((one) => (one.group === node ? { ...one, weight: one.weight * factor } : one)),
          groups: (card.groups ?? []).map((one) => (one.group === node ? { ...one, weight: one.weight * factor } : one)),
        };
        const accounts = accountsOf(card, raw);
        const [mine, theirs] = [card, scaled].map((one) => scoreBatch(compileScorecard(one), accounts));
        mine?.forEach((one, index) => {
          const other = theirs?.[index];
          expect(other?.ok).toBe(one.ok);
          if (one.ok && other?.ok === true) expect(other.score).toBeCloseTo(one.score, 5);
        });
      }),
      runs(100),
    );
  });

  test("SC-G3 a fact that goes missing never raises the coverage, and with none missing it is 1", () => {
    fc.assert(
      fc.property(cards(), raws, fc.integer({ min: 0, max: 5 }), (card, raw, place) => {
        const fitted = compileScorecard(fitScorecard(card, accountsOf(card, raw)));
        for (const values of raw) {
          const fewer = values.map((value, at) => (at === place ? null : value));
          const [whole, part] = scoreBatch(fitted, accountsOf(card, [values, fewer]));
          if (whole?.ok !== true) continue;
          if (values.every((value) => value !== null)) expect(whole.coverage).toBe(1);
          if (part?.ok === true) expect(part.coverage).toBeLessThanOrEqual(whole.coverage);
        }
      }),
      runs(150),
    );
  });

  test("SC-G4 a better fact never lowers a card of ranges and populations, whatever is missing", () => {
    const rising = fc.oneof(ranks, fc.constant({ kind: "range" as const, worst: -50, best: 50 }));
    fc.assert(
      fc.property(cards({ normalisers: rising }), raws, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 80 }), (card, raw, place, rise) => {
        const up: Scorecard = {
          ...card,
          criteria: card.criteria.map((one) => ({ ...one, direction: "higher-is-better" as const })),
        };
        const plan = compileScorecard(fitScorecard(up, accountsOf(up, raw)));
        for (const values of raw) {
          const value = values[place] ?? null;
          if (value === null) continue;
          const better = values.map((one, at) => (at === place ? value + rise : one));
          const [low, high] = scoreBatch(plan, accountsOf(up, [values, better]));
          if (low?.ok === true && high?.ok === true) expect(high.score).toBeGreaterThanOrEqual(low.score);
        }
      }),
      runs(150),
    );
  });
});

describe("laws of populations", () => {
  test("SC-P1 a fitted card gives one account alone what the batch that fitted it gave", () => {
    fc.assert(
      fc.property(cards(), raws, (card, raw) => {
        const accounts = accountsOf(card, raw);
        const fitted = fitScorecard(card, accounts);
        expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
        const plan = compileScorecard(fitted);
        expect(plan.isFitted).toBe(true);
        const together = scoreBatch(compileScorecard(card), accounts);
        expect(accounts.map((account) => score(plan, account))).toEqual(together);
        expect(scoreBatch(plan, accounts)).toEqual(together);
      }),
      runs(150),
    );
  });

  test("SC-P2 the order of the accounts changes not one bit of a fit", () => {
    fc.assert(
      fc.property(cards({ normalisers: ranks }), raws, (card, raw) => {
        const accounts = accountsOf(card, raw);
        expect(fitScorecard(card, [...accounts].reverse())).toEqual(fitScorecard(card, accounts));
      }),
      runs(100),
    );
  });

  test("SC-P3 the ranking does not know the units of facts, nor where their scales begin", () => {
    fc.assert(
      fc.property(cards({ normalisers: ranks }), raws, fc.array(fc.constantFrom(-10, -3, 1, 4, 20), { minLength: 6, maxLength: 6 }), (card, raw, powers) => {
        const accounts = accountsOf(card, raw);
        // Powers of two, so that the units change nothing but the exponents.
        const changed = accounts.map((account) => ({
          ...account,
          facts: Object.fromEntries(names.map((name, place) => {
            const value = account.facts[name] ?? null;
            return [name, value === null ? null : Number(value) * 2 ** (powers[place] ?? 0)];
          })),
        }));
        const [mine, theirs] = [accounts, changed].map((list) => rank(compileScorecard(card), list));
        expect(theirs?.map((one) => one.id)).toEqual(mine?.map((one) => one.id));
        theirs?.forEach((one, index) => expect(one.score).toBe(mine?.[index]?.score));
      }),
      runs(150),
    );
  });

  test("SC-P4 marks by the population are those of the obvious formulas", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 }), (values) => {
        const { length } = values;
        const mean = values.reduce((sum, value) => sum + value, 0) / length;
        const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length);
        const [least, greatest] = [Math.min(...values), Math.max(...values)];
        const clamp = (mark: number): number => Math.min(1, Math.max(0, mark));
        const isFlat = least === greatest;
        const expected: Record<string, (value: number) => number> = {
          "min-max": (value) => (value - least) / (greatest - least),
          "z-score": (value) => clamp(0.5 + (value - mean) / deviation / 6),
          percentile: (value) =>
            (values.filter((one) => one < value).length + values.filter((one) => one === value).length / 2) / length,
        };
        for (const [kind, formula] of Object.entries(expected)) {
          for (const direction of ["higher-is-better", "lower-is-better"] as const) {
            const card: Scorecard = {
              id: "one", classes: [{ id: "all", from: 0 }],
              criteria: [
                { id: "x", fact: "x", weight: 1, missing: "refuse", direction, normaliser: { kind } as { kind: "min-max" } },
              ],
            };
            const found = scoreBatch(compileScorecard(card), values.map((x, row) => ({ id: String(row), facts: { x } })));
            found.forEach((one, row) => {
              const up = isFlat ? 0.5 : formula(values[row] ?? 0);
              const mark = direction === "higher-is-better" ? up : 1 - up;
              expect(one.ok && one.contributions[0]?.mark).toBeCloseTo(mark, 9);
            });
          }
        }
      }),
      runs(100),
    );
  });

  test("SC-P5 the accounts of a card by limits do not touch each other's scores", () => {
    fc.assert(
      fc.property(cards({ normalisers: limits }), raws, (card, raw) => {
        const plan = compileScorecard(card);
        const accounts = accountsOf(card, raw);
        expect(scoreBatch(plan, accounts)).toEqual(accounts.map((account) => score(plan, account)));
      }),
      runs(60),
    );
  });
});

test("SC-U1 units are split as the exact allocation splits them, whatever the weights", () => {
  const weight = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1e9 }));
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 100 }), (weights) => {
      const list = [...weights, 1e9];
      expect(splitUnits(list)).toEqual(allocateUnits(UNITS, list).map(Number));
    }),
    runs(300),
  );
});
