/** Examples of the rankings, edges and bad input. */
import { describe, expect, test } from "vitest";

import { normaliseDecision, promethee2, prometheePartial, topsis, topsisColumns, vikor, weightedProduct, weightedSum } from "../../../src/scoring/index.js";
import type { DecisionProblem } from "../../../src/scoring/index.js";
import { problemOf } from "./problems.js";

const none = { criteria: [{ id: "c", weight: 1, direction: "benefit" as const }], alternatives: [] };
const alone = problemOf([[5]], [1], [1]);

describe("what there is when there is little", () => {
  test("no alternative at all", () => {
    const unknown = { state: "unknown", reason: "no-alternatives", ranking: [] };
    expect(topsis(none, { norm: "vector" })).toEqual(unknown);
    expect(vikor(none)).toEqual(unknown);
    expect(topsisColumns({ criteria: none.criteria, columns: [new Float64Array(0)] }, { norm: "sum" })).toEqual({ state: "unknown", reason: "no-alternatives" });
    expect(weightedSum(none, { norm: "minmax" })).toEqual([]);
    expect(weightedProduct(none, { norm: "sum" })).toEqual([]);
    expect(promethee2(none)).toEqual([]);
    expect(normaliseDecision(none, { norm: "vector" })).toEqual([]);
    expect(prometheePartial([])).toEqual([]);
  });

  test("one alternative cannot be told apart, but from fixed references", () => {
    const unknown = { state: "unknown", reason: "no-variation", ranking: [] };
    expect(topsis(alone, { norm: "vector" })).toEqual(unknown);
    expect(vikor(alone)).toEqual(unknown);
    expect(topsis(alone, { norm: { kind: "reference", worst: [0], best: [20] } }).ranking[0]?.closeness).toBe(0.25);
    expect(promethee2(alone)[0]).toMatchObject({ rank: 1, netFlow: 0, positiveFlow: 0, negativeFlow: 0, isTied: false });
    expect(weightedSum(alone, { norm: "minmax" })[0]).toMatchObject({ score: 0, contributions: [{ normed: null, contribution: 0 }] });
  });

  test("all alike in what weighs", () => {
    const problem = problemOf([[1, 7], [2, 7]], [0, 1], [1, 1]);
    expect(topsis(problem, { norm: "minmax" })).toMatchObject({ state: "unknown", reason: "no-variation" });
    expect(vikor(problem)).toMatchObject({ state: "unknown", reason: "no-variation" });
    expect(promethee2(problem).map((one) => [one.rank, one.isTied])).toEqual([[1, true], [1, true]]);
    expect(weightedSum(problem, { norm: "vector" }).map((one) => one.isTied)).toEqual([true, true]);
  });

  test("idle criteria are named", () => {
    const problem = problemOf([[1, 7, 1], [2, 7, 2]], [1, 1, 0], [1, 1, 1]);
    expect(topsis(problem, { norm: "minmax" })).toMatchObject({ state: "known", idle: ["c1", "c2"] });
    expect(vikor(problem)).toMatchObject({ state: "known", idle: ["c1", "c2"] });
  });
});

describe("rank reversal", () => {
  // The third is worse than the second in one criterion, and better than none in the other.
  const rows = [[1, 4], [5, 1], [4, 1]];
  const order = (count: number, norm: Parameters<typeof topsis>[1]["norm"]): string[] =>
    topsis(problemOf(rows.slice(0, count), [0.5, 0.5], [1, 1]), { norm }).ranking.map((one) => one.id).filter((id) => id !== "a002");

  test("an alternative that nobody would choose decides between two others under the vector norm", () => {
    expect(order(2, "vector")).toEqual(["a001", "a000"]);
    expect(order(3, "vector")).toEqual(["a000", "a001"]);
  });

  test("and does not under fixed references", () => {
    const fixed = { kind: "reference", worst: [0, 0], best: [6, 6] } as const;
    expect(order(3, fixed)).toEqual(order(2, fixed));
  });
});

describe("conventions", () => {
  const problem = problemOf([[4, 2], [2, 1]], [2, 2], [1, -1]);

  test("weights are as given unless asked", () => {
    expect(weightedSum(problem, { norm: "minmax" }).map((one) => one.score)).toEqual([2, 2]);
    expect(weightedSum(problem, { norm: "minmax", weights: "to-one" }).map((one) => one.score)).toEqual([0.5, 0.5]);
    expect(promethee2(problem)[0]?.positiveFlow).toBe(2);
    expect(vikor(problem, { weights: "to-one" }).ranking[0]).toMatchObject({ s: 0.5, r: 0.5 });
  });

  test("the ratio system of MOORA: benefits less costs, by the vector norm", () => {
    const scores = weightedSum(problem, { norm: "vector", costs: "negated", weights: "to-one" });
    expect(scores.map((one) => one.isTied)).toEqual([true, true]);
    expect(scores[0]?.score).toBeCloseTo(0, 12);
  });

  test("values beyond the references count as much as the references", () => {
    const how = { norm: { kind: "reference", worst: [0, 10], best: [3, 0] } } as const;
    expect(normaliseDecision(problem, how).map((one) => one.values)).toEqual([[1, 0.8], [2 / 3, 0.9]]);
  });

  test("a product of nothing is nothing, and ranks last", () => {
    const found = weightedProduct(problemOf([[1], [3], [2]], [1], [1]), { norm: "minmax" });
    expect(found.map((one) => [one.id, one.score, one.logScore === null])).toEqual([["a001", 1, false], ["a002", 0.5, false], ["a000", 0, true]]);
  });

  test("products too small for a double still have an order", () => {
    const found = weightedProduct(problemOf([[1e-300], [1e-200]], [5], [1]), { norm: "none" });
    expect(found.map((one) => [one.id, one.rank, one.score])).toEqual([["a001", 1, 0], ["a000", 2, 0]]);
  });
});

const bad = (criteria: unknown, alternatives: unknown = []): DecisionProblem => ({ criteria, alternatives }) as never;
const c = { id: "c", weight: 1, direction: "benefit" };
const sum = (criteria: unknown, alternatives?: unknown) => (): unknown => weightedSum(bad(criteria, alternatives), { norm: "sum" });
const prefer = (preference: unknown) => (): unknown => promethee2(bad([{ ...c, preference }]));

/** Two places with nothing in them, not even undefined. */
const holed: unknown[] = [];
holed.length = 2;

describe("bad input", () => {
  test.each<[string, () => unknown, string, string]>([
    ["problem", () => topsis(null as never, { norm: "sum" }), "schema.type", "problem"],
    ["no criteria", sum([]), "scoring.no_criteria", "problem.criteria"],
    ["weights of zero", sum([{ ...c, weight: 0 }]), "scoring.weights_zero", "problem.criteria"],
    ["a weight below zero", sum([{ ...c, weight: -1 }]), "scoring.weight", "problem.criteria[0].weight"],
    ["a weight too large", sum([{ ...c, weight: 1e51 }]), "scoring.weight", "problem.criteria[0].weight"],
    ["a denormal weight", sum([{ ...c, weight: 5e-324 }]), "scoring.weight", "problem.criteria[0].weight"],
    ["no weight", sum([{ id: "c", direction: "cost" }]), "schema.type", "problem.criteria[0].weight"],
    ["a direction", sum([{ ...c, direction: "max" }]), "schema.value", "problem.criteria[0].direction"],
    ["two criteria of one id", sum([c, c]), "scoring.duplicate_id", "problem.criteria[1].id"],
    ["a key", sum([{ ...c, preference: { kind: "usual" } }]), "schema.unknown_key", "problem.criteria[0].preference"],
    ["two alternatives of one id", sum([c], [{ id: "a", values: [1] }, { id: "a", values: [1] }]), "scoring.duplicate_id", "problem.alternatives[1].id"],
    ["too few values", sum([c], [{ id: "a", values: [] }]), "scoring.values", "problem.alternatives[0].values"],
    ["no values", sum([c], [{ id: "a" }]), "schema.type", "problem.alternatives[0].values"],
    ["a missing value", sum([c], [{ id: "a", values: {} }]), "schema.type", "problem.alternatives[0].values.c"],
    ["a null value", sum([c], [{ id: "a", values: [null] }]), "schema.type", "problem.alternatives[0].values[0]"],
    ["an infinite value", sum([c], [{ id: "a", values: [Infinity] }]), "schema.not_finite", "problem.alternatives[0].values[0]"],
    ["another criterion", sum([c], [{ id: "a", values: { c: 1, d: 1 } }]), "schema.unknown_key", "problem.alternatives[0].values.d"],
    ["a prototype", sum([c], [{ id: "__proto__", values: [1] }]), "id.format", "problem.alternatives[0].id"],
    ["criteria with holes", sum(holed), "schema.type", "problem.criteria[0]"],
    ["alternatives with holes", sum([c], holed), "schema.type", "problem.alternatives[0]"],
    ["values with holes", sum([c, { ...c, id: "d" }], [{ id: "a", values: holed }]), "schema.type", "problem.alternatives[0].values[0]"],
    ["rows with holes", () => prometheePartial(holed as never), "schema.type", "ranking[0]"],
    ["columns with holes", () => topsisColumns({ criteria: none.criteria, columns: holed } as never, { norm: "sum" }), "schema.type", "problem.columns[0]"],
    ["no norm", () => topsis(alone, {} as never), "schema.value", "options.norm"],
    ["no options", () => topsis(alone, undefined as never), "schema.type", "options"],
    ["a norm", () => topsis(alone, { norm: "l2" } as never), "schema.value", "options.norm"],
    ["a kind of norm", () => topsis(alone, { norm: { kind: "fixed", worst: [0], best: [1] } } as never), "schema.value", "options.norm.kind"],
    ["references too few", () => topsis(alone, { norm: { kind: "reference", worst: [], best: [1] } }), "scoring.reference", "options.norm.worst"],
    ["references turned", () => topsis(alone, { norm: { kind: "reference", worst: [1], best: [0] } }), "scoring.reference", "options.norm.best[0]"],
    ["references alike", () => topsis(alone, { norm: { kind: "reference", worst: [1], best: [1] } }), "scoring.reference", "options.norm.best[0]"],
    ["costs", () => topsis(alone, { norm: "sum", costs: "as-is" } as never), "schema.value", "options.costs"],
    ["weights", () => topsis(alone, { norm: "sum", weights: "equal" } as never), "schema.value", "options.weights"],
    ["negative under sum", () => topsis(problemOf([[-1], [2]], [1], [1]), { norm: "sum" }), "scoring.norm_domain", "problem.criteria[0]"],
    ["a cost of zero under sum", () => topsis(problemOf([[0], [2]], [1], [-1]), { norm: "sum" }), "scoring.norm_domain", "problem.criteria[0]"],
    ["a cost of zero under linear", () => weightedSum(problemOf([[0], [2]], [1], [-1]), { norm: "linear" }), "scoring.norm_domain", "problem.criteria[0]"],
    ["below one under logarithmic", () => weightedSum(problemOf([[0.5], [2]], [1], [1]), { norm: "logarithmic" }), "scoring.norm_domain", "problem.criteria[0]"],
    ["a product of a negative", () => weightedProduct(problemOf([[-1], [2]], [1], [1]), { norm: "vector" }), "scoring.norm_domain", "problem.criteria[0]"],
    ["a product of zero without a norm", () => weightedProduct(problemOf([[0], [2]], [1], [1]), { norm: "none" }), "scoring.norm_domain", "problem.criteria[0]"],
    ["a sum beyond the doubles", () => weightedSum(problemOf([[1e308, 1e308]], [1, 1], [1, 1]), { norm: "none" }), "scoring.score_range", "problem.alternatives"],
    ["a product beyond the doubles", () => weightedProduct(problemOf([[1e308, 1e308]], [1, 1], [1, 1]), { norm: "none" }), "scoring.score_range", "problem.alternatives"],
    ["v", () => vikor(alone, { v: 1.1 }), "scoring.v", "options.v"],
    ["v below zero", () => vikor(alone, { v: -0.1 }), "scoring.v", "options.v"],
    ["v of NaN", () => vikor(alone, { v: NaN }), "schema.not_finite", "options.v"],
    ["a preference", prefer({ kind: "step" }), "schema.value", "problem.criteria[0].preference.kind"],
    ["a preference of null", prefer(null), "schema.type", "problem.criteria[0].preference"],
    ["q below zero", prefer({ kind: "u-shape", q: -1 }), "scoring.threshold", "problem.criteria[0].preference.q"],
    ["p of zero", prefer({ kind: "v-shape", p: 0 }), "scoring.threshold", "problem.criteria[0].preference.p"],
    ["p not above q", prefer({ kind: "linear", q: 2, p: 2 }), "scoring.threshold", "problem.criteria[0].preference.p"],
    ["s of zero", prefer({ kind: "gaussian", s: 0 }), "scoring.threshold", "problem.criteria[0].preference.s"],
    ["s without a number", prefer({ kind: "gaussian" }), "schema.type", "problem.criteria[0].preference.s"],
    ["q where there is none", prefer({ kind: "usual", q: 1 }), "schema.unknown_key", "problem.criteria[0].preference.q"],
    ["flows", () => prometheePartial([{ id: "a", positiveFlow: NaN, negativeFlow: 0 }]), "schema.not_finite", "ranking[0].positiveFlow"],
    ["two rows of one id", () => prometheePartial([{ id: "a", positiveFlow: 0, negativeFlow: 0 }, { id: "a", positiveFlow: 0, negativeFlow: 0 }]), "scoring.duplicate_id", "ranking[1].id"],
    ["a column of numbers", () => topsisColumns({ criteria: none.criteria, columns: [[1, 2]] } as never, { norm: "sum" }), "schema.type", "problem.columns[0]"],
    ["too few columns", () => topsisColumns({ criteria: none.criteria, columns: [] }, { norm: "sum" }), "scoring.columns", "problem.columns"],
    ["columns of two lengths", () => topsisColumns({ criteria: problemOf([[1, 2]], [1, 1], [1, 1]).criteria, columns: [Float64Array.of(1, 2), Float64Array.of(1)] }, { norm: "sum" }), "scoring.columns", "problem.columns"],
    ["a column of NaN", () => topsisColumns({ criteria: none.criteria, columns: [Float64Array.of(1, NaN)] }, { norm: "sum" }), "schema.not_finite", "problem.columns[0][1]"],
  ])("%s", (_, attempt, code, path) => {
    expect(attempt).toThrow(expect.objectContaining({ code, path }));
  });
});

describe("the compromise of VIKOR", () => {
  // Found by search; by Opricovic and Tzeng (2004), the first two where the first is the best by
  // neither S nor R, and all of a rank count.
  test("holds the second where the first has the advantage but is not stable", () => {
    const problem = problemOf([[1, 9, 1], [8, 3, 5], [5, 1, 6], [6, 7, 0], [3, 10, 8], [10, 5, 4]], [2, 2, 1], [1, 1, 1]);
    expect(vikor(problem)).toMatchObject({ acceptableAdvantage: true, acceptableStability: false, compromise: ["a005", "a003"] });
  });

  test("holds all that share the second place", () => {
    // Four criteria; the second and the third have one Q.
    const problem = problemOf([[1, 9, 9, 3], [5, 3, 0, 5], [5, 2, 3, 6], [4, 10, 9, 3]], [1, 3, 2, 4], [1, 1, 1, 1]);
    expect(vikor(problem)).toMatchObject({ acceptableAdvantage: true, acceptableStability: false, compromise: ["a002", "a001", "a003"] });
  });

  test("takes either end of v", () => {
    const problem = problemOf([[1, 2], [2, 1], [3, 0]], [1, 3], [1, 1]);
    expect(vikor(problem, { v: 0 })).toMatchObject({ state: "known", ranking: [{ id: "a000", q: 0 }, {}, {}] });
    expect(vikor(problem, { v: 1 })).toMatchObject({ state: "known", ranking: [{ id: "a000", q: 0 }, {}, {}] });
  });
});

test("of equals, the first by id comes first, in whatever order they are given", () => {
  const { criteria, alternatives } = problemOf([[1], [2], [2], [2]], [1], [1]);
  const reversed = { criteria, alternatives: [...alternatives].reverse() };
  const ids = ["a001", "a002", "a003", "a000"];
  expect(topsis(reversed, { norm: "minmax" }).ranking.map(({ id }) => id)).toEqual(ids);
  expect(vikor(reversed).ranking.map(({ id }) => id)).toEqual(ids);
  expect(weightedSum(reversed, { norm: "minmax" }).map(({ id }) => id)).toEqual(ids);
  expect(promethee2(reversed).map(({ id }) => id)).toEqual(ids);
});

test("the partial order names the better one first, in whatever order the flows are given", () => {
  const flows = [
    { id: "a", positiveFlow: 0.9, negativeFlow: 0.1 },
    { id: "b", positiveFlow: 0.5, negativeFlow: 0.5 },
    { id: "c", positiveFlow: 0.6, negativeFlow: 0.7 },
    { id: "d", positiveFlow: 0.5, negativeFlow: 0.5 },
  ];
  const relations = (list: typeof flows): unknown =>
    Object.fromEntries(prometheePartial(list).map(({ first, second, relation }) => [[first, second].sort().join(""), relation === "preferred" ? first : relation]));
  const expected = { ab: "a", ac: "a", ad: "a", bc: "incomparable", bd: "indifferent", cd: "incomparable" };
  expect(relations(flows)).toEqual(expected);
  expect(relations([...flows].reverse())).toEqual(expected);
});
