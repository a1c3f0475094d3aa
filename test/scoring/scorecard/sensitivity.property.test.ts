import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileScorecard, fitScorecard, rank, scoreBatch, weightSensitivity, withWeights } from "../../../src/scoring/index.js";
import type { Score, Scorecard, WeightTolerance } from "../../../src/scoring/index.js";
import { runs, seenMin } from "../../support/runs.js";
import { accountsOf, cards, raws } from "./cards.js";
import { marksOf, slowScore } from "./reference.js";
import type { Marks } from "./reference.js";

/** The card with one weight at a share among its siblings, which keep theirs: not compiled. */
function weighed(card: Scorecard, id: string, share: number): Scorecard {
  const all = [...card.criteria, ...(card.groups ?? [])];
  const own = all.find((one) => one.id === id);
  const isSibling = (one: { id: string; group?: string }): boolean => one.id !== id && one.group === own?.group;
  const sum = all.reduce((total, one) => total + (isSibling(one) ? one.weight : 0), 0);
  const weigh = <T extends { id: string; group?: string; weight: number }>(one: T): T => ({
    ...one, weight: one.id === id ? share : isSibling(one) ? (one.weight / sum) * (1 - share) : one.weight,
  });
  return { ...card, criteria: card.criteria.map(weigh), groups: (card.groups ?? []).map(weigh) };
}

/** The same by the library. */
function atShare(card: Scorecard, id: string, share: number): Scorecard {
  const all = [...card.criteria, ...(card.groups ?? [])];
  const own = all.find((one) => one.id === id);
  const rest = all.filter((one) => one.id !== id && one.group === own?.group);
  const sum = rest.reduce((total, one) => total + one.weight, 0);
  const siblings = rest.map((one): [string, number] => [one.id, (one.weight / sum) * (1 - share)]);
  return withWeights(card, Object.fromEntries([[id, share], ...siblings]));
}

/** Marks under no re-weighting: a criterion left out for weight still has its mark. */
function allMarks(card: Scorecard, accounts: ReturnType<typeof accountsOf>): ReadonlyMap<string, Marks> {
  return new Map(scoreBatch(compileScorecard(card), accounts).map((one) => [one.id, marksOf(one)]));
}

const inside = [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999];

describe("laws of sensitivity", () => {
  test("SC-W1 inside the range nobody overtakes, at its ends the named pair ties, beyond it has changed places", () => {
    const seen = { flips: 0, missing: 0, groups: 0 };
    const check = (card: Scorecard, marks: ReadonlyMap<string, Marks>, ranked: readonly string[], one: WeightTolerance): void => {
      const scoreAt = (id: string, share: number): number => slowScore(weighed(card, one.id, share), marks.get(id) ?? {}) ?? 0;
      for (const [range, pairs] of [
        [one.ranking, ranked.slice(1).map((id, at) => [ranked[at], id])],
        [one.winner, ranked.slice(1).map((id) => [ranked[0], id])],
      ] as const) {
        const { lowest, highest, below, above } = range;
        expect(lowest <= one.share && one.share <= highest).toBe(true);
        for (const part of inside) {
          const share = lowest + part * (highest - lowest);
          if (share === 0 || share === 1) continue;
          for (const [upper = "", lower = ""] of pairs)
            expect(scoreAt(upper, share)).toBeGreaterThanOrEqual(scoreAt(lower, share) - 2e-8);
        }
        for (const [flip, sign] of [[below, -1], [above, 1]] as const) {
          if (flip === null) continue;
          seen.flips += 1;
          if (one.kind === "group") seen.groups += 1;
          const lead = (share: number): number => scoreAt(flip.rises, share) - scoreAt(flip.falls, share);
          if (flip.share > 0) expect(Math.abs(lead(flip.share))).toBeLessThan(2e-8);
          const beyond = flip.share + sign * 1e-4;
          if (beyond > 0 && beyond < 1) expect(lead(beyond)).toBeGreaterThan(-1e-9);
          expect(ranked.indexOf(flip.rises)).toBeGreaterThan(ranked.indexOf(flip.falls));
        }
      }
    };
    fc.assert(
      fc.property(cards(), raws, fc.boolean(), (bare, raw, isFull) => {
        const facts = isFull ? raw.map((values) => values.map((value) => value ?? 7)) : raw;
        const accounts = accountsOf(bare, facts);
        const card = fitScorecard(bare, accounts);
        const found = weightSensitivity(compileScorecard(card), accounts);
        expect(found.ranked).toEqual(rank(compileScorecard(card), accounts).map((one) => one.id));
        const marks = allMarks(card, accounts);
        if (!isFull) seen.missing += 1;
        for (const one of found.weights) check(card, marks, found.ranked, one);
      }),
      runs(60),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(20));
  });

  test("SC-W2 the weight of a flip is the one that has its share beside unchanged siblings", () => {
    fc.assert(
      fc.property(cards({ isGrouped: false }), raws, (card, raw) => {
        const found = weightSensitivity(compileScorecard(card), accountsOf(card, raw));
        for (const one of found.weights) {
          const rest = card.criteria.reduce((sum, other) => sum + (other.id === one.id ? 0 : other.weight), 0);
          for (const flip of [one.ranking.below, one.ranking.above]) {
            if (flip !== null) expect(flip.weight / (flip.weight + rest)).toBeCloseTo(flip.share, 9);
          }
        }
      }),
      runs(60),
    );
  });

  test("SC-W3 re-ranking by the library itself agrees: not inside, but beyond", () => {
    let flips = 0;
    fc.assert(
      fc.property(cards({ isGrouped: false }), raws, (bare, raw) => {
        const accounts = accountsOf(bare, raw.map((values) => values.map((value) => value ?? 11)));
        const card = fitScorecard(bare, accounts);
        const { weights, ranked } = weightSensitivity(compileScorecard(card), accounts);
        for (const one of weights) {
          const { above } = one.ranking;
          if (above === null || above.share > 0.99 || above.share - one.share < 0.01) continue;
          const rankAt = (share: number): readonly Score[] => rank(compileScorecard(atShare(card, one.id, share)), accounts);
          const after = rankAt(above.share + 1e-3).map((each) => each.id);
          const places = (order: string[]): number => order.indexOf(above.falls) - order.indexOf(above.rises);
          // The order stays, but for those whose scores differ by no more than their units round.
          rankAt(above.share - 1e-3).forEach((each, at, all) => {
            const next = all[at + 1];
            if (next === undefined || each.score - next.score <= 1e-6) return;
            expect(ranked.indexOf(each.id)).toBeLessThan(ranked.indexOf(next.id));
          });
          // A pair that crosses very flat may still tie in the units of a score.
          if (places(after) > 0) flips += 1;
          else expect(Math.abs(slopeOf(card, accounts, one.id, above))).toBeLessThan(1e-4);
        }
      }),
      runs(60),
    );
    expect(flips).toBeGreaterThan(seenMin(30));
  });
});

function slopeOf(card: Scorecard, accounts: ReturnType<typeof accountsOf>, id: string, flip: { rises: string; falls: string }): number {
  const marks = allMarks(card, accounts);
  const at = (share: number): number => {
    const scaled = weighed(card, id, share);
    return (slowScore(scaled, marks.get(flip.rises) ?? {}) ?? 0) - (slowScore(scaled, marks.get(flip.falls) ?? {}) ?? 0);
  };
  return at(0.9) - at(0.1);
}
