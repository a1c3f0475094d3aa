/** Laws of the rankings. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { normaliseDecision, promethee2, prometheePartial, topsis, topsisColumns, vikor, weightedProduct, weightedSum } from "../../../src/scoring/index.js";
import type { DecisionNorm, DecisionProblem, NormName, Preference } from "../../../src/scoring/index.js";
import { isClienteleError } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";
import { hostile, inOrder, norms, problemOf, problems, unitFree } from "./problems.js";

type Rows = readonly { readonly id: string; readonly rank: number }[];
const norm = fc.constantFrom(...norms);

const preference: fc.Arbitrary<Preference> = fc.oneof(
  fc.constant<Preference>({ kind: "usual" }),
  fc.integer({ min: 0, max: 20 }).map((q): Preference => ({ kind: "u-shape", q })),
  fc.integer({ min: 1, max: 40 }).map((p): Preference => ({ kind: "v-shape", p })),
  fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })).map(([q, more]): Preference => ({ kind: "level", q, p: q + more })),
  fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })).map(([q, more]): Preference => ({ kind: "linear", q, p: q + more })),
  fc.integer({ min: 1, max: 20 }).map((s): Preference => ({ kind: "gaussian", s })),
);

const preferring = fc
  .tuple(problems, fc.array(preference, { minLength: 5, maxLength: 5 }))
  .map(([problem, list]) => ({
    ...problem,
    criteria: problem.criteria.map((one, index) => ({ ...one, preference: list[index] ?? ({ kind: "usual" } as const) })),
  }));

const valuesOf = (problem: DecisionProblem): number[][] => problem.alternatives.map((one) => [...(one.values as readonly number[])]);
const withValues = (problem: DecisionProblem, rows: readonly (readonly number[])[]): DecisionProblem => ({
  ...problem,
  alternatives: problem.alternatives.map((one, index) => ({ id: one.id, values: rows[index] ?? [] })),
});
const near = (a: number, b: number, tolerance = 1e-9): void =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(a), Math.abs(b)));

/** Every method on one problem, as rows with an id, a rank and a figure. */
const methods: Record<string, (problem: DecisionProblem, how: DecisionNorm) => readonly { id: string; rank: number; figure: number }[]> = {
  topsis: (problem, how) => topsis(problem, { norm: how }).ranking.map((one) => ({ ...one, figure: one.closeness })),
  sum: (problem, how) => weightedSum(problem, { norm: how, weights: "to-one" }).map((one) => ({ ...one, figure: one.score })),
  product: (problem, how) =>
    // Costs far above the lowest are below zero under this norm, and no product is made of them.
    how === "zavadskas-turskis" ? [] : weightedProduct(problem, { norm: how, weights: "to-one" }).map((one) => ({ ...one, figure: one.score })),
  vikor: (problem) => vikor(problem).ranking.map((one) => ({ ...one, figure: one.q })),
  promethee: (problem) => promethee2(problem, { weights: "to-one" }).map((one) => ({ ...one, figure: one.netFlow })),
};

/** The formulas for costs of this norm can be below zero, where a product has no meaning. */
const noProduct: readonly NormName[] = ["zavadskas-turskis", "enhanced-accuracy", "max", "vector"];

describe("laws of every ranking", () => {
  test.each(Object.keys(methods))("SC-R01 the order of alternatives changes nothing, to the last bit: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    fc.assert(
      fc.property(problems, norm, (problem, how) => {
        const turned = { ...problem, alternatives: [...problem.alternatives].reverse() };
        expect(rank(turned, how)).toEqual(rank(problem, how));
      }),
      runs(100),
    );
  });

  test.each(Object.keys(methods))("SC-R02 the proportions of the weights alone count: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    fc.assert(
      fc.property(problems, norm, fc.constantFrom(0.125, 3, 1000), (problem, how, times) => {
        const heavier = { ...problem, criteria: problem.criteria.map((one) => ({ ...one, weight: one.weight * times })) };
        const [one, other] = [rank(problem, how), rank(heavier, how)];
        inOrder(one, (row) => row.figure).forEach((figure, index) => near(figure, inOrder(other, (row) => row.figure)[index] as number));
      }),
      runs(100),
    );
  });

  test.each(Object.keys(methods))("SC-R03 units change nothing, under norms that are ratios: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    const units = fc.array(fc.constantFrom(0.001, 1, 60, 1e6, 2 ** 90), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(problems, fc.constantFrom(...unitFree), units, (problem, how, times) => {
        const rows = valuesOf(problem).map((row) => row.map((one, index) => one * (times[index] as number)));
        const [one, other] = [rank(problem, how), rank(withValues(problem, rows), how)];
        inOrder(one, (row) => row.figure).forEach((figure, index) => near(figure, inOrder(other, (row) => row.figure)[index] as number));
      }),
      runs(100),
    );
  });

  test.each(Object.keys(methods))("SC-R04 what is not worse in anything never ranks below: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    let seen = 0;
    fc.assert(
      fc.property(problems, norm, (problem, how) => {
        const ranking = rank(problem, how);
        const places = new Map(ranking.map((one) => [one.id, one.rank]));
        if (ranking.length === 0) return;
        const rows = valuesOf(problem);
        rows.forEach((row, one) => {
          rows.forEach((other, place) => {
            const isDominant = problem.criteria.every(({ direction }, index) =>
              direction === "benefit" ? (row[index] ?? 0) >= (other[index] ?? 0) : (row[index] ?? 0) <= (other[index] ?? 0),
            );
            if (!isDominant || one === place) return;
            seen += 1;
            const [better, worse] = [problem.alternatives[one]?.id ?? "", problem.alternatives[place]?.id ?? ""];
            expect(places.get(better)).toBeLessThanOrEqual(places.get(worse) ?? NaN);
          });
        });
      }),
      runs(200),
    );
    expect(seen).toBeGreaterThan(seenMin(50));
  });

  test.each(Object.keys(methods))("SC-R05 ranks are places, ties are by id, and no input is changed: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    fc.assert(
      fc.property(problems, norm, (problem, how) => {
        const ranking: Rows = rank(deepFreeze(problem), how);
        ranking.forEach((row, index) => {
          const before = ranking[index - 1];
          if (before === undefined) expect(row.rank).toBe(1);
          else if (before.rank === row.rank) expect(before.id < row.id).toBe(true);
          else expect(row.rank).toBe(index + 1);
        });
        expect(new Set(ranking.map((row) => row.id)).size).toBe(ranking.length);
      }),
      runs(100),
    );
  });

  test.each(Object.keys(methods))("SC-R06 a constant criterion changes no rank: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    fc.assert(
      fc.property(problems, norm, fc.integer({ min: 1, max: 50 }), (problem, how, constant) => {
        const more: DecisionProblem = {
          criteria: [...problem.criteria, { id: "constant", weight: 0.5, direction: "cost" }],
          alternatives: problem.alternatives.map((one) => ({ id: one.id, values: [...(one.values as readonly number[]), constant] })),
        };
        const ids = (rows: Rows): string[] => rows.map((row) => `${String(row.rank)} ${row.id}`);
        // A product of a negative or a zero factor has no order to keep.
        if (name === "product" && noProduct.includes(how)) return;
        expect(ids(rank(more, how))).toEqual(ids(rank(problem, how)));
      }),
      runs(100),
    );
  });

  test.each(Object.keys(methods))("SC-R07 hostile values give finite figures, or an error with a code: %s", (name) => {
    const rank = methods[name] as (typeof methods)[string];
    let seen = 0;
    fc.assert(
      fc.property(hostile, norm, (problem, how) => {
        try {
          const found = rank(problem, how);
          expect(found.every((row) => Number.isFinite(row.figure))).toBe(true);
          expect(JSON.stringify(found)).not.toMatch(/"(?!normed|logScore)\w+":null/u);
          seen += Number(found.length > 1);
        } catch (error) {
          expect(isClienteleError(error)).toBe(true);
        }
      }),
      runs(400),
    );
    expect(seen).toBeGreaterThan(seenMin(20));
  });
});

describe("TOPSIS", () => {
  /** By the definition, from normalised columns. */
  function slowTopsis(problem: DecisionProblem, how: NormName): number[] {
    const rows = normaliseDecision(problem, { norm: how });
    const columns = problem.criteria.map((one, index) => rows.map((row) => one.weight * (row.values[index] ?? 0)));
    return rows.map((_, place) => {
      const far = (edge: (...values: number[]) => number): number =>
        Math.hypot(...columns.map((column) => (column[place] as number) - edge(...column)));
      const [best, worst] = [far(Math.max), far(Math.min)];
      return worst / (best + worst);
    });
  }

  test("SC-R10 is its definition, for every norm; distances by criterion add up", () => {
    fc.assert(
      fc.property(problems, norm, (problem, how) => {
        const found = topsis(problem, { norm: how });
        if (found.state === "unknown") return;
        const slow = slowTopsis(problem, how);
        inOrder(found.ranking, (one) => one.closeness).forEach((one, index) => near(one, slow[index] as number, 1e-10));
        for (const row of found.ranking) {
          near(Math.hypot(...row.distances.map((one) => one.toBest)), row.distanceToBest, 1e-12);
          near(Math.hypot(...row.distances.map((one) => one.toWorst)), row.distanceToWorst, 1e-12);
          near(row.distanceToWorst / (row.distanceToBest + row.distanceToWorst), row.closeness, 1e-12);
        }
      }),
      runs(300),
    );
  });

  test("SC-R11 columns give what the plain form gives, bit by bit, in the order of ids", () => {
    const costs = fc.constantFrom("by-norm" as const, "negated" as const);
    fc.assert(
      fc.property(fc.oneof(problems, hostile), norm, costs, (problem, how, turned) => {
        const options = { norm: how, costs: turned };
        const columns = problem.criteria.map((_, index) => Float64Array.from(valuesOf(problem), (row) => row[index] as number));
        const run = (call: () => unknown): unknown => {
          try {
            return call();
          } catch (error) {
            return isClienteleError(error) ? error.code : error;
          }
        };
        const plain = run(() => {
          const found = topsis(problem, options);
          return found.state === "known" ? inOrder(found.ranking, (one) => one.closeness) : found.reason;
        });
        const wide = run(() => {
          const found = topsisColumns({ criteria: problem.criteria, columns }, options);
          return found.state === "known" ? [...found.closeness] : found.reason;
        });
        expect(wide).toEqual(plain);
      }),
      runs(300),
    );
  });

  test("SC-R12 nothing that comes or goes changes a closeness under fixed references", () => {
    const problem = problems.filter((one) => one.alternatives.length > 2);
    fc.assert(
      fc.property(problem, (one) => {
        const edges = one.criteria.map(({ direction }) => (direction === "benefit" ? [0, 500] : [500, 0]));
        const how: DecisionNorm = { kind: "reference", worst: edges.map((it) => it[0] as number), best: edges.map((it) => it[1] as number) };
        const all = topsis(one, { norm: how });
        const fewer = topsis({ ...one, alternatives: one.alternatives.slice(1) }, { norm: how });
        const kept = inOrder(all.ranking, (row) => row.closeness).slice(1);
        const alone = inOrder(fewer.ranking, (row) => row.closeness);
        alone.forEach((figure, index) => near(figure, kept[index] as number, 1e-14));
        const order = all.ranking.map((row) => row.id).filter((id) => id !== "a000");
        expect(fewer.ranking.map((row) => row.id)).toEqual(order);
      }),
      runs(200),
    );
  });

  test("SC-R13 under every norm by name one that goes does reverse two others, both times without a tie", () => {
    for (const how of norms) {
      let reversed = 0;
      fc.assert(
        fc.property(problems, (problem) => {
          const all = new Map(topsis(problem, { norm: how }).ranking.map((row) => [row.id, row.rank]));
          const fewer = topsis({ ...problem, alternatives: problem.alternatives.slice(1) }, { norm: how }).ranking;
          const isReversed = fewer.some((one) =>
            fewer.some((other) => one.rank < other.rank && (all.get(one.id) ?? 0) > (all.get(other.id) ?? Infinity)),
          );
          reversed += Number(isReversed);
        }),
        runs(300),
      );
      expect(reversed, how).toBeGreaterThan(seenMin(1));
    }
  });

  test("SC-R14 distances are those of weight × value after the norm, in these units, whatever the weights", () => {
    const weights = fc.array(fc.constantFrom(1e-50, 1e-6, 0.3, 2, 1e9, 1e50), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(problems, norm, weights, (problem, how, heavy) => {
        const weighted = { ...problem, criteria: problem.criteria.map((one, index) => ({ ...one, weight: heavy[index] ?? 1 })) };
        const rows = normaliseDecision(weighted, { norm: how });
        const found = topsis(weighted, { norm: how });
        if (found.state === "unknown") return;
        const byId = new Map(rows.map((row) => [row.id, row.values]));
        weighted.criteria.forEach(({ weight }, index) => {
          const column = rows.map((row) => row.values[index] ?? 0);
          for (const row of found.ranking) {
            const own = byId.get(row.id)?.[index] ?? 0;
            const { toBest, toWorst } = row.distances[index] ?? { toBest: NaN, toWorst: NaN };
            const size = weight * Math.max(...column.map(Math.abs));
            expect(Math.abs(toBest - weight * (Math.max(...column) - own))).toBeLessThanOrEqual(1e-13 * size);
            expect(Math.abs(toWorst - weight * (own - Math.min(...column)))).toBeLessThanOrEqual(1e-13 * size);
          }
        });
      }),
      runs(200),
    );
  });

  test("SC-R15 values at the ends of the doubles: the closeness is that of the same values near 1", () => {
    for (const size of [1e-300, 1e-160, 1e155, 1e300]) {
      for (const how of ["none", "minmax", "vector", "max"] as const) {
        const rows = [[1, 2], [3, 1], [2, 5]];
        const [near1, far] = [rows, rows.map((row) => row.map((one) => one * size))].map((matrix) =>
          inOrder(topsis(problemOf(matrix, [1, 2], [1, -1]), { norm: how }).ranking, (one) => one.closeness),
        );
        far?.forEach((one, index) => near(one, near1?.[index] as number, 1e-12));
      }
    }
  });
});

describe("weighted sum and product", () => {
  test("SC-R20 contributions sum to the score, factors multiply to it", () => {
    fc.assert(
      fc.property(problems, norm, (problem, how) => {
        for (const row of weightedSum(problem, { norm: how })) {
          near(row.contributions.reduce((sum, one) => sum + one.contribution, 0), row.score, 1e-12);
        }
        if (noProduct.includes(how)) return;
        for (const row of weightedProduct(problem, { norm: how })) {
          near(row.factors.reduce((product, one) => product * one.factor, 1), row.score, 1e-10);
          if (row.logScore !== null) near(Math.exp(row.logScore), row.score, 1e-10);
        }
      }),
      runs(200),
    );
  });

  test("SC-R21 a product without a norm ranks as any unit would", () => {
    fc.assert(
      fc.property(problems, fc.constantFrom(0.01, 7, 1e4), (problem, times) => {
        const rows = valuesOf(problem).map((row) => row.map((one, index) => (index === 0 ? one * times : one)));
        const ids = (one: DecisionProblem): string[] => weightedProduct(one, { norm: "none" }).map((row) => row.id);
        expect(ids(withValues(problem, rows))).toEqual(ids(problem));
      }),
      runs(100),
    );
  });

  test("SC-R22 negated costs are the benefits' formula with a minus", () => {
    fc.assert(
      fc.property(problems, norm, (problem, how) => {
        const turned = { ...problem, criteria: problem.criteria.map((one) => ({ ...one, direction: "benefit" as const })) };
        const plain = normaliseDecision(turned, { norm: how });
        const found = normaliseDecision(problem, { norm: how, costs: "negated" });
        found.forEach((row, place) => {
          row.values.forEach((one, index) => {
            const isCost = problem.criteria[index]?.direction === "cost";
            const other = plain[place]?.values[index] ?? null;
            expect(one).toBe(other === null ? null : isCost ? 0 - other : other);
          });
        });
      }),
      runs(100),
    );
  });
});

describe("VIKOR", () => {
  test("SC-R30 regrets sum to S, the largest is R, Q lies between 0 and 1, the best by Q is 0 where it is the best by both", () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 0, max: 1, noNaN: true }), (problem, v) => {
        const found = vikor(problem, { v });
        if (found.state === "unknown") return;
        const [s, r] = [Math.min(...found.ranking.map((one) => one.s)), Math.min(...found.ranking.map((one) => one.r))];
        for (const row of found.ranking) {
          near(row.regrets.reduce((sum, one) => sum + one.regret, 0), row.s, 1e-12);
          expect(Math.max(...row.regrets.map((one) => one.regret))).toBe(row.r);
          expect(row.q).toBeGreaterThanOrEqual(0);
          expect(row.q).toBeLessThanOrEqual(1 + 1e-12);
          if (row.s === s && row.r === r) expect(row.q).toBe(0);
        }
      }),
      runs(200),
    );
  });

  test("SC-R31 the compromise is what the two conditions say", () => {
    const seen = { alone: 0, pair: 0, set: 0, unstable: 0 };
    fc.assert(
      fc.property(problems, (problem) => {
        const found = vikor(problem);
        if (found.state === "unknown") return;
        const { ranking, compromise, threshold, acceptableAdvantage, acceptableStability } = found;
        const [first, second] = ranking;
        const gap = (second?.q ?? 2) - (first?.q ?? 0);
        if (Math.abs(gap - threshold) > 1e-9) expect(acceptableAdvantage).toBe(gap >= threshold);
        // Stable where the first is also the best by S or by R; far from equal, that is plain to see.
        const behind = (["s", "r"] as const).map((name) => {
          const least = Math.min(...ranking.map((row) => row[name]));
          return ((first?.[name] ?? 0) - least) / (Math.max(...ranking.map((row) => row[name])) || 1);
        });
        if (behind.some((one) => one === 0)) expect(acceptableStability).toBe(true);
        if (behind.every((one) => one > 1e-9)) {
          expect(acceptableStability).toBe(false);
          seen.unstable += 1;
        }
        if (acceptableAdvantage && acceptableStability) {
          expect(compromise).toEqual([first?.id]);
          seen.alone += 1;
        } else if (acceptableAdvantage) {
          expect(compromise.slice(0, 2)).toEqual([first?.id, second?.id]);
          seen.pair += 1;
        } else {
          expect(compromise.length).toBeGreaterThan(1);
          for (const row of ranking) {
            if (Math.abs(row.q - (first?.q ?? 0) - threshold) > 1e-9) {
              expect(compromise.includes(row.id)).toBe(row.q - (first?.q ?? 0) < threshold);
            }
          }
          seen.set += 1;
        }
      }),
      runs(400),
    );
    expect(seen.alone).toBeGreaterThan(seenMin(50));
    expect(seen.set).toBeGreaterThan(seenMin(50));
  });
});

describe("PROMETHEE", () => {
  const degree = (one: Preference, d: number): number => {
    if (d <= 0) return 0;
    if (one.kind === "usual") return 1;
    if (one.kind === "u-shape") return d <= one.q ? 0 : 1;
    if (one.kind === "v-shape") return Math.min(1, d / one.p);
    if (one.kind === "level") return d <= one.q ? 0 : d <= one.p ? 0.5 : 1;
    if (one.kind === "linear") return Math.min(1, Math.max(0, (d - one.q) / (one.p - one.q)));
    return -Math.expm1(-(d ** 2) / (2 * one.s ** 2));
  };

  test("SC-R40 net flows sum to 0, flows lie between 0 and 1, and are the sums of their criteria", () => {
    fc.assert(
      fc.property(preferring, (problem) => {
        const found = promethee2(problem, { weights: "to-one" });
        near(found.reduce((sum, one) => sum + one.netFlow, 0), 0, 1e-12);
        for (const row of found) {
          near(row.netFlow, row.positiveFlow - row.negativeFlow, 1e-12);
          near(row.flows.reduce((sum, one) => sum + one.positive, 0), row.positiveFlow, 1e-12);
          near(row.flows.reduce((sum, one) => sum + one.negative, 0), row.negativeFlow, 1e-12);
          expect(Math.min(row.positiveFlow, row.negativeFlow)).toBeGreaterThanOrEqual(0);
          expect(Math.max(row.positiveFlow, row.negativeFlow)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      runs(200),
    );
  });

  test("SC-R41 each preference function is its table, by pairs", () => {
    fc.assert(
      fc.property(preferring, (problem) => {
        const rows = valuesOf(problem);
        const found = inOrder(promethee2(problem), (one) => one.positiveFlow);
        rows.forEach((row, place) => {
          let flow = 0;
          rows.forEach((other) => {
            problem.criteria.forEach(({ weight, direction, preference: own }, index) => {
              const d = (row[index] as number) - (other[index] as number);
              flow += weight * degree(own, direction === "benefit" ? d : -d);
            });
          });
          near(found[place] as number, flow / (rows.length - 1), 1e-10);
        });
      }),
      runs(200),
    );
  });

  test("SC-R43 many values, near and far, give the sums over all pairs, to thirteen digits of the largest", () => {
    // Clusters at all distances: steps within the ramp, over it, and beyond what a double tells apart.
    const place = fc.tuple(fc.constantFrom(0, 0, 3, -40, 1e3, 1e9, -1e15), fc.integer({ min: -999, max: 999 })).map(([at, by]) => at + by / 50);
    const scale = fc.constantFrom(1e-9, 0.01, 1, 1, 20, 1e6);
    const kinds: readonly ((size: number) => Preference)[] = [
      (p) => ({ kind: "v-shape", p }),
      (p) => ({ kind: "linear", q: p / 3, p }),
      (p) => ({ kind: "linear", q: p, p: p * (1 + 1e-6) }),
      (s) => ({ kind: "gaussian", s }),
      (q) => ({ kind: "level", q, p: 2 * q }),
    ];
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 120 }), scale, fc.constantFrom(...kinds), fc.constantFrom(1, -1), (list, size, kind, type) => {
        const problem = problemOf(list.map((one) => [one]), [1], [type]);
        const own = kind(size);
        const found = promethee2({ ...problem, criteria: problem.criteria.map((one) => ({ ...one, preference: own })) });
        const [up, down] = [inOrder(found, (one) => one.positiveFlow), inOrder(found, (one) => one.negativeFlow)];
        const slow = list.map((one) => list.reduce((sum, other) => sum + degree(own, (one - other) * type), 0) / (list.length - 1));
        const back = list.map((one) => list.reduce((sum, other) => sum + degree(own, (other - one) * type), 0) / (list.length - 1));
        const most = Math.max(...slow, ...back);
        slow.forEach((one, index) => expect(Math.abs((up[index] as number) - one)).toBeLessThanOrEqual(3e-14 * most));
        back.forEach((one, index) => expect(Math.abs((down[index] as number) - one)).toBeLessThanOrEqual(3e-14 * most));
      }),
      runs(300),
    );
  });

  test("SC-R44 hostile values and thresholds give finite flows between 0 and the weights", () => {
    const edge = fc.constantFrom(5e-324, 1e-310, 1e-9, 1, 1e150, 8e307, 1.7e308);
    const wild: fc.Arbitrary<Preference> = fc.oneof(
      edge.map((p): Preference => ({ kind: "v-shape", p })),
      edge.map((s): Preference => ({ kind: "gaussian", s })),
      edge.map((p): Preference => ({ kind: "linear", q: p / 2, p })),
      fc.constant<Preference>({ kind: "linear", q: 0, p: 5e-324 }),
    );
    fc.assert(
      fc.property(hostile, fc.array(wild, { minLength: 3, maxLength: 3 }), (problem, list) => {
        if (problem.criteria.every((one) => one.weight === 0)) return;
        const own = problem.criteria.map((one, index) => ({ ...one, preference: list[index] as Preference }));
        for (const row of promethee2({ ...problem, criteria: own }, { weights: "to-one" })) {
          for (const flow of [row.positiveFlow, row.negativeFlow]) {
            expect(flow).toBeGreaterThanOrEqual(0);
            expect(flow).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
      runs(300),
    );
  });

  test("SC-R45 the relations of PROMETHEE I do not hang on the size of the weights", () => {
    fc.assert(
      fc.property(preferring, fc.constantFrom(2 ** -100, 2 ** -40, 2 ** 60), (problem, times) => {
        const other = { ...problem, criteria: problem.criteria.map((one) => ({ ...one, weight: one.weight * times })) };
        expect(prometheePartial(promethee2(other))).toEqual(prometheePartial(promethee2(problem)));
      }),
      runs(100),
    );
  });

  test("SC-R42 the partial ranking never contradicts the net flows, and names every pair once", () => {
    const seen = { preferred: 0, indifferent: 0, incomparable: 0 };
    fc.assert(
      fc.property(preferring, (problem) => {
        const found = promethee2(problem);
        const net = new Map(found.map((one) => [one.id, one.netFlow]));
        const pairs = prometheePartial(found);
        expect(pairs).toHaveLength((found.length * (found.length - 1)) / 2);
        for (const { first, second, relation } of pairs) {
          seen[relation] += 1;
          if (relation === "preferred") expect((net.get(first) ?? 0) - (net.get(second) ?? 0)).toBeGreaterThan(0);
          if (relation === "indifferent") near(net.get(first) ?? 0, net.get(second) ?? 1, 1e-11);
        }
      }),
      runs(300),
    );
    expect(seen.incomparable).toBeGreaterThan(seenMin(50));
    expect(seen.indifferent).toBeGreaterThan(seenMin(10));
  });
});

test("SC-R50 a problem by names is the problem by places", () => {
  fc.assert(
    fc.property(problems, norm, (problem, how) => {
      const named: DecisionProblem = {
        ...problem,
        alternatives: problem.alternatives.map(({ id, values }) => ({
          id,
          values: Object.fromEntries(problem.criteria.map((one, index) => [one.id, (values as readonly number[])[index] ?? 0]).reverse()),
        })),
      };
      expect(topsis(named, { norm: how })).toEqual(topsis(problem, { norm: how }));
    }),
    runs(60),
  );
});

test("problemOf makes what it says", () => {
  expect(problemOf([[1, 2]], [1, 1], [1, -1]).criteria.map((one) => one.direction)).toEqual(["benefit", "cost"]);
});
