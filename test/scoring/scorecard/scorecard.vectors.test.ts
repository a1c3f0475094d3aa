/** Scorecards against published numbers. */
import { describe, expect, test } from "vitest";

import {
  compileScorecard,
  fitScorecard,
  roundByGroup,
  score,
  weightSensitivity,
} from "../../../src/scoring/index.js";
import type { Criterion, Normaliser, PercentileTies, Scorecard } from "../../../src/scoring/index.js";
import { vectors } from "../../support/shared.js";

const all = [{ id: "all", from: 0 }];
const ratings: Normaliser = {
  kind: "categories",
  marks: [{ is: "good", mark: 1 }, { is: "average", mark: 0.6 }, { is: "poor", mark: 0 }],
};

describe("multidimensional health (Totango: 100, 60 and 0; dimensions rounded before they are weighed)", () => {
  interface Dimension {
    readonly weight: number;
    readonly metrics: readonly (readonly [string, number])[];
  }

  function healthOf(dimensions: readonly Dimension[]): readonly (number | null)[] {
    const named = dimensions.map((one, at) => ({ ...one, id: `d${at}` }));
    const criteria = named.flatMap(({ id, metrics }): Criterion[] =>
      metrics.map(([, weight], place) => ({
        id: `${id}m${place}`, fact: `${id}m${place}`, group: id, weight, missing: "exclude", normaliser: ratings,
      })),
    );
    const facts = Object.fromEntries(
      named.flatMap(({ id, metrics }) => metrics.map(([rating], place) => [`${id}m${place}`, rating])),
    );
    const groups = named.map(({ id, weight }) => ({ id, weight }));
    const found = score(compileScorecard({ id: "health", criteria, groups, classes: all }), { id: "acme", facts });
    if (!found.ok) return [];
    const rounded = roundByGroup(found);
    return [...rounded.groups.map((one) => one.score), rounded.score];
  }

  test.each(vectors("scoring").filter((row) => row.feature === "health.multidimensional"))("$id", (row) => {
    expect(healthOf(row.given["dimensions"] as readonly Dimension[])).toEqual(row.expect);
  });

  test("a half is rounded up, in a dimension before the account", () => {
    // 0.5·100 + 0.25·60 + 0.25·0 = 65; 0.25·100 + 0.125·60 + … = 32.5 → 33; 0.5·65 + 0.5·33 = 49.
    expect(
      healthOf([
        { weight: 0.5, metrics: [["good", 0.5], ["average", 0.25], ["poor", 0.25]] },
        { weight: 0.5, metrics: [["good", 0.25], ["average", 0.125], ["poor", 0.625]] },
      ]),
    ).toEqual([65, 33, 49]);
  });

  test("what has no value is left out, and so is a dimension of which nothing has", () => {
    expect(
      healthOf([
        { weight: 0.6, metrics: [["good", 0.5], ["", 0.5]] },
        { weight: 0.3, metrics: [["", 1]] },
        { weight: 0.1, metrics: [["poor", 1]] },
      ]),
    ).toEqual([100, null, 0, 86]);
  });
});

describe("percentiles (scipy.stats.percentileofscore, its documented examples)", () => {
  const markOf = (values: readonly number[], value: number, ties: PercentileTies): number | null => {
    const card: Scorecard = {
      id: "one", classes: all,
      criteria: [{ id: "x", fact: "x", weight: 1, missing: "refuse", normaliser: { kind: "percentile", ties } }],
    };
    const fitted = fitScorecard(card, values.map((x, row) => ({ id: `a${row}`, facts: { x } })));
    const found = score(compileScorecard(fitted), { id: "acme", facts: { x: value } });
    return found.ok ? (found.contributions[0]?.mark ?? null) : null;
  };
  test.each<[number[], PercentileTies, number]>([
    [[1, 2, 3, 3, 4], "strict", 0.4],
    [[1, 2, 3, 3, 4], "weak", 0.8],
    [[1, 2, 3, 3, 4], "mean", 0.6],
    [[1, 2, 3, 4], "weak", 0.75],
  ])("%j of 3, %s", (values, ties, expected) => {
    expect(markOf(values, 3, ties)).toBeCloseTo(expected, 12);
  });
});

describe("sensitivity (Triantaphyllou and Sánchez, Decision Sciences 28, 1997)", () => {
  // The weighted sum of their example: four alternatives by four criteria.
  const weights = [0.3277, 0.3058, 0.2876, 0.079];
  const matrix: Record<string, readonly number[]> = {
    A1: [0.3088, 0.2897, 0.3867, 0.1922],
    A2: [0.2163, 0.3458, 0.1755, 0.6288],
    A3: [0.4509, 0.2473, 0.1194, 0.0575],
    A4: [0.024, 0.1172, 0.3184, 0.1215],
  };
  const plan = compileScorecard({
    id: "example", classes: all,
    criteria: weights.map((weight, place): Criterion => ({
      id: `C${place + 1}`, fact: `f${place}`, weight, missing: "refuse", normaliser: { kind: "range", worst: 0, best: 1 },
    })),
  });
  const accounts = Object.entries(matrix).map(([id, row]) => ({
    id, facts: Object.fromEntries(row.map((value, place) => [`f${place}`, value])),
  }));
  const preference = (id: string): number =>
    (matrix[id] ?? []).reduce((sum, value, place) => sum + value * (weights[place] ?? 0), 0);

  test("the preferences are theirs", () => {
    expect(["A1", "A2", "A3", "A4"].map((id) => preference(id).toFixed(4))).toEqual(["0.3162", "0.2768", "0.2623", "0.1449"]);
    expect(weightSensitivity(plan, accounts).ranked).toEqual(["A1", "A2", "A3", "A4"]);
  });

  test("each weight at which a pair flips is w − (Pⱼ − Pᵢ) ÷ (aⱼ − aᵢ) (their theorem 1)", () => {
    const { weights: found, ranked } = weightSensitivity(plan, accounts);
    found.forEach((one, place) => {
      const flips = (pairs: readonly (readonly [string, string])[]): number[] =>
        pairs
          .map(([i, j]) => (weights[place] ?? 0) - (preference(j) - preference(i)) / ((matrix[j]?.[place] ?? 0) - (matrix[i]?.[place] ?? 0)))
          .filter((weight) => weight > 0);
      const check = (range: typeof one.ranking, pairs: readonly (readonly [string, string])[]): void => {
        const below = flips(pairs).filter((weight) => weight < one.weight);
        const above = flips(pairs).filter((weight) => weight > one.weight);
        if (below.length === 0) expect(range.below).toBeNull();
        else expect(range.below?.weight).toBeCloseTo(Math.max(...below), 9);
        if (above.length === 0) expect(range.above).toBeNull();
        else expect(range.above?.weight).toBeCloseTo(Math.min(...above), 9);
      };
      check(one.winner, ranked.slice(1).map((id) => [ranked[0] ?? "", id] as const));
      check(one.ranking, ranked.flatMap((i, at) => ranked.slice(at + 1).map((j) => [i, j] as const)));
    });
  });
});
