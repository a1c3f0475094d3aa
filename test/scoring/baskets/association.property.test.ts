import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  associationMeasures,
  associationRules,
  basketAggregate,
  frequentItemsetColumns,
  frequentItemsets,
  itemsetCounter,
  rulesOfItemsets,
} from "../../../src/scoring/index.js";
import type { BasketLine } from "../../../src/scoring/index.js";
import { aggregateViolations, foldAggregate } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const ARTICLES = ["a", "b", "c", "d", "é", "10", "9"];
const article = fc.constantFrom(...ARTICLES);
const basket = fc.array(article, { maxLength: 8 });
const baskets = fc.array(basket, { maxLength: 25 }).map((list) => deepFreeze(list));
const byUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How many baskets have all of some articles, in the fewest words. */
const countOf = (list: readonly (readonly string[])[], articles: readonly string[]): number =>
  list.filter((one) => articles.every((id) => one.includes(id))).length;

/** Every set of articles, by asking each basket. */
function bruteForce(list: readonly (readonly string[])[], countMin: number, sizeMax = 20): Map<string, number> {
  const found = new Map<string, number>();
  for (let mask = 1; mask < 2 ** ARTICLES.length; mask += 1) {
    const articles = ARTICLES.filter((_, index) => (mask >> index) & 1).sort(byUnit);
    const count = countOf(list, articles);
    if (count >= countMin && articles.length <= sizeMax) found.set(articles.join("+"), count);
  }
  return found;
}
const asMap = (itemsets: readonly { articles: readonly string[]; count: number }[]): Map<string, number> =>
  new Map(itemsets.map(({ articles, count }) => [articles.join("+"), count]));
const sorted = (map: ReadonlyMap<string, number>): [string, number][] => [...map].sort(([a], [b]) => byUnit(a, b));

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  for (let index = copy.length - 1; index > 0; index -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}

describe("itemsets", () => {
  test("SC-B01 itemsets and their counts are those of asking every basket about every set", () => {
    let large = 0;
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 7 }), (list, countMin, sizeMax) => {
        const { itemsets } = frequentItemsets(list, { countMin, sizeMax });
        if (itemsets.some(({ articles }) => articles.length >= 4)) large += 1;
        expect(asMap(itemsets).size).toBe(itemsets.length);
        expect(sorted(asMap(itemsets))).toEqual(sorted(bruteForce(list, countMin, sizeMax)));
      }),
      runs(300),
    );
    expect(large).toBeGreaterThan(seenMin(20));
  });

  test("SC-B02 an itemset has no more baskets than any part of it", () => {
    fc.assert(
      fc.property(baskets, (list) => {
        const counts = asMap(frequentItemsets(list, { countMin: 1 }).itemsets);
        const larger = [...counts].filter(([key, count]) => {
          const articles = key.split("+");
          const parts = articles.map((left) => articles.filter((id) => id !== left).join("+"));
          return parts.some((part) => part !== "" && (counts.get(part) ?? 0) < count);
        });
        expect(larger).toEqual([]);
      }),
      runs(100),
    );
  });

  test("SC-B03 the order of baskets and of articles, repeats, and the form of lines change nothing", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        const options = { countMin: 1, confidenceMin: 0 };
        const one = associationRules(list, options);
        const other = shuffled(list.map((articles) => shuffled([...articles, ...articles], seed)), seed);
        expect(JSON.stringify(associationRules(other, options))).toBe(JSON.stringify(one));
        const full = list.filter((articles) => articles.length > 0);
        const lines: BasketLine[] = full.flatMap((articles, index) =>
          articles.map((id) => ({ basket: `B-${String(index)}`, article: id })),
        );
        expect(associationRules(shuffled(lines, seed), options)).toEqual(associationRules(full, options));
      }),
      runs(100),
    );
  });

  test("SC-B04 a share is met by the count whose quotient it is, to the last bit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (part, more) => {
        const all = Math.max(part, more);
        const list = Array.from({ length: all }, (_, index) => (index < part ? ["x"] : []));
        expect(frequentItemsets(list, { supportMin: part / all }).itemsets).toHaveLength(1);
        if (part < all) expect(frequentItemsets(list, { supportMin: (part + 1) / all }).itemsets).toHaveLength(0);
      }),
      runs(200),
    );
  });

  test("SC-B05 at a limit, all itemsets at the lowest count at which they fit are kept, and no other", () => {
    let raised = 0;
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1e6 }), (list, itemsetsMax, seed) => {
        const options = { countMin: 1, itemsetsMax };
        const found = frequentItemsets(list, options);
        const all = [...bruteForce(list, 1)];
        let least = 1;
        while (all.filter(([, count]) => count >= least).length > itemsetsMax) least += 1;
        expect(found.countMin).toBe(least);
        expect(found.isSupportRaised).toBe(least > 1);
        raised += Number(least > 1);
        expect(sorted(asMap(found.itemsets))).toEqual(sorted(new Map(all.filter(([, count]) => count >= least))));
        expect(frequentItemsets(shuffled(list, seed), options)).toEqual(found);
      }),
      runs(200),
    );
    expect(raised).toBeGreaterThan(seenMin(50));
  });

  test("SC-B06 columns give the itemsets of lists", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 4 }), (list, countMin) => {
        const names = ARTICLES.toSorted(byUnit);
        const offsets = Int32Array.from({ length: list.length + 1 }, (_, index) => list.slice(0, index).flat().length);
        const articles = Int32Array.from(list.flat(), (id) => names.indexOf(id));
        const columns = frequentItemsetColumns({ offsets, articles, articleCount: names.length }, { countMin });
        const { itemsets } = frequentItemsets(list, { countMin });
        expect([...columns.counts]).toEqual(itemsets.map(({ count }) => count));
        const named = itemsets.map((_, index) =>
          [...columns.articles.subarray(columns.offsets[index], columns.offsets[index + 1])].map((number) => names[number]),
        );
        expect(named).toEqual(itemsets.map((one) => one.articles));
      }),
      runs(100),
    );
  });
});

describe("rules", () => {
  test("SC-B07 every rule that meets the minima is there, with the counts of the baskets", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 0.3, 0.5, 2 / 3, 1), (list, countMin, confidenceMin) => {
        const { rules, found } = associationRules(list, { countMin, confidenceMin, rulesMax: 1_000_000 });
        const expected: string[] = [];
        for (const [key, both] of bruteForce(list, countMin)) {
          const articles = key.split("+");
          for (let mask = 1; mask < 2 ** articles.length - 1; mask += 1) {
            const antecedent = articles.filter((_, index) => (mask >> index) & 1);
            const consequent = articles.filter((_, index) => !((mask >> index) & 1));
            if (both / countOf(list, antecedent) >= confidenceMin) expected.push(`${antecedent.join("+")}>${consequent.join("+")}`);
          }
        }
        expect(found).toBe(rules.length);
        expect(rules.map(({ antecedent, consequent }) => `${antecedent.join("+")}>${consequent.join("+")}`).sort(byUnit)).toEqual(expected.sort(byUnit));
        const counted = rules.map(({ antecedent, consequent }) => ({
          baskets: list.length,
          antecedent: countOf(list, antecedent),
          consequent: countOf(list, consequent),
          both: countOf(list, [...antecedent, ...consequent]),
        }));
        expect(rules.map(({ counts: own }) => own)).toEqual(counted);
      }),
      runs(150),
    );
  });

  const counts = fc
    .tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60))
    .filter(([both, left, right]) => both + left > 0 && both + right > 0)
    .map(([both, left, right, neither]) => ({ baskets: both + left + right + neither, antecedent: both + left, consequent: both + right, both }));

  test("SC-B08 every measure follows its definition on shares and stays within its bounds", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const [a, b, c] = [given.antecedent, given.consequent, given.both].map((count) => count / given.baskets) as [number, number, number];
        const rule = associationMeasures(given);
        const near = (actual: number, wanted: number): void => expect(Math.abs(actual - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));
        near(rule.support, c);
        near(rule.confidence, c / a);
        near(rule.lift, c / a / b);
        near(rule.leverage, c - a * b);
        if (rule.conviction === null) expect(given.both).toBe(given.antecedent);
        else near(rule.conviction, (1 - b) / (1 - c / a));
        near(rule.jaccard, c / (a + b - c));
        near(rule.kulczynski, (c / a + c / b) / 2);
        near(rule.cosine ** 2, (c / a) * (c / b));
        near(rule.imbalanceRatio, Math.abs(a - b) / (a + b - c));
        const other = given.baskets === given.antecedent ? 0 : (b - c) / (1 - a);
        if (Math.max(c / a, other) > 0) near(rule.zhang, given.baskets === given.antecedent ? 0 : (c / a - other) / Math.max(c / a, other));
        expect(Math.abs(rule.leverage)).toBeLessThanOrEqual(0.25);
        expect(Math.abs(rule.zhang)).toBeLessThanOrEqual(1);
        expect(Object.values(rule).every((value) => value === null || Number.isFinite(value))).toBe(true);
      }),
      runs(500),
    );
  });

  test("SC-B09 lift, leverage, Jaccard, cosine and the p-value are the same for the converse", () => {
    fc.assert(
      fc.property(baskets, (list) => {
        const { rules } = associationRules(list, { countMin: 1, confidenceMin: 0, rulesMax: 1_000_000 });
        const byName = new Map(rules.map((rule) => [`${rule.antecedent.join("+")}>${rule.consequent.join("+")}`, rule]));
        const names = ["lift", "leverage", "jaccard", "cosine", "pValue", "pFalseDiscovery", "allConfidence"] as const;
        const asymmetric = rules.filter((rule) => {
          const converse = byName.get(`${rule.consequent.join("+")}>${rule.antecedent.join("+")}`);
          return names.some((name) => converse?.[name] !== rule[name]);
        });
        expect(asymmetric).toEqual([]);
      }),
      runs(60),
    );
  });

  test("SC-B10 p-values lie in 0 to 1, and the adjusted ones are not below them", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 20 }), (list, rulesMax) => {
        const all = associationRules(list, { countMin: 1, confidenceMin: 0, rulesMax: 1_000_000 });
        const outside = all.rules.filter(
          ({ pValue, pBonferroni, pFalseDiscovery }) =>
            !(pValue >= 0 && pFalseDiscovery >= pValue && pBonferroni >= pFalseDiscovery && pBonferroni <= 1),
        );
        expect(outside).toEqual([]);
        const some = associationRules(list, { countMin: 1, confidenceMin: 0, rulesMax });
        expect(some.rules).toEqual(all.rules.slice(0, rulesMax));
        expect(some.found).toBe(all.found);
      }),
      runs(60),
    );
  });

  test("SC-B11 rules of kept itemsets are those of the baskets", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 1e6 }), (list, countMin, seed) => {
        const found = frequentItemsets(list, { countMin });
        const kept = JSON.parse(JSON.stringify({ ...found, itemsets: shuffled(found.itemsets, seed) })) as typeof found;
        expect(rulesOfItemsets(kept)).toEqual(associationRules(list, { countMin }));
      }),
      runs(100),
    );
  });
});

describe("counts over many machines", () => {
  const shards = fc.array(fc.array(basket, { maxLength: 6 }), { maxLength: 5 }).map((list) => deepFreeze(list));

  test("SC-B12 counts of articles and pairs merge to the same bytes, however the baskets are split", () => {
    fc.assert(
      fc.property(shards, fc.constantFrom(0, 3, 2000), (parts, pairedArticlesMax) => {
        const aggregate = basketAggregate({ countMin: 1, pairedArticlesMax });
        expect(aggregateViolations(aggregate, parts)).toEqual([]);
        const folded = foldAggregate(aggregate, parts.flat());
        expect(JSON.stringify(aggregate.addAll(aggregate.empty(), parts.flat()))).toBe(JSON.stringify(folded));
      }),
      runs(100),
    );
  });

  test("SC-B13 what they result in is what mining finds with two articles at most", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 30 }), (list, countMin, itemsetsMax) => {
        const aggregate = basketAggregate({ countMin, itemsetsMax });
        const result = aggregate.result(aggregate.addAll(aggregate.empty(), list));
        expect(result).toEqual(frequentItemsets(list, { countMin, itemsetsMax, sizeMax: 2 }));
      }),
      runs(100),
    );
  });

  test("SC-B15 so they do where articles are many and lines are few", () => {
    let hashed = 0;
    const sparse = fc.array(fc.array(fc.nat(400).map((number) => `n${String(number)}`), { maxLength: 6 }), { minLength: 70, maxLength: 90 });
    fc.assert(
      fc.property(sparse, (list) => {
        const aggregate = basketAggregate({ countMin: 1, itemsetsMax: 1_000_000 });
        const state = aggregate.addAll(aggregate.empty(), list);
        // Beyond 64 cells of a triangle a line, pairs are kept in a hash table.
        if ((state.articles.length * (state.articles.length - 1)) / 2 > 64 * list.flat().length) hashed += 1;
        const pairs = new Map<string, number>();
        for (const one of list) {
          const own = [...new Set(one)].sort(byUnit);
          own.forEach((a, index) => own.slice(index + 1).forEach((b) => pairs.set(`${a}+${b}`, (pairs.get(`${a}+${b}`) ?? 0) + 1)));
        }
        const found = state.pairCounts.map((count, index) => [
          `${state.articles[state.pairFirst[index] ?? -1] ?? ""}+${state.articles[state.pairSecond[index] ?? -1] ?? ""}`, count,
        ] as const);
        expect(new Map(found)).toEqual(pairs);
        expect(aggregate.result(state)).toEqual(frequentItemsets(list, { countMin: 1, itemsetsMax: 1_000_000, sizeMax: 2 }));
      }),
      runs(20),
    );
    expect(hashed).toBeGreaterThan(seenMin(3));
  });

  test("SC-B14 two passes over shards find what one pass over all finds", () => {
    fc.assert(
      fc.property(shards, fc.constantFrom(0.1, 0.25, 0.5, 1), (parts, supportMin) => {
        const union = new Map(
          parts.flatMap((part) => frequentItemsets(part, { supportMin }).itemsets).map(({ articles }) => [articles.join("+"), articles]),
        );
        const counter = itemsetCounter([...union.values()], { supportMin });
        expect(aggregateViolations(counter, parts)).toEqual([]);
        const merged = parts.map((part) => counter.addAll(counter.empty(), part)).reduce(counter.merge, counter.empty());
        expect(counter.result(merged).itemsets).toEqual(frequentItemsets(parts.flat(), { supportMin }).itemsets);
      }),
      runs(100),
    );
  });
});
