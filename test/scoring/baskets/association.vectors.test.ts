/** Itemsets and rules against published numbers. */
import { describe, expect, test } from "vitest";

import { associationMeasures, associationRules, frequentItemsets, rulesOfItemsets } from "../../../src/scoring/index.js";
import type { AssociationRule, RuleCounts } from "../../../src/scoring/index.js";
import { fisherGreater } from "../../../src/scoring/baskets/hypergeometric.js";
import { falseDiscoveries } from "../../../src/scoring/baskets/rule-candidates.js";
import { vectors } from "../../support/shared.js";

const rows = vectors("scoring").filter(({ feature }) => feature.startsWith("association."));
const listsOf = (given: Record<string, unknown>): string[][] => given["baskets"] as string[][];
const same = (a: readonly string[], b: unknown): boolean => a.join() === (b as string[]).toSorted().join();

describe("rules", () => {
  const withBaskets = rows.filter(({ feature, given }) => feature === "association.rule" && "baskets" in given);
  test.each(withBaskets)("$id", ({ given, expect: expected, tolerance = 0 }) => {
    const { rules } = associationRules(listsOf(given), { supportMin: 0.6, confidenceMin: 0 });
    const rule = rules.find(({ antecedent, consequent }) => same(antecedent, given["antecedent"]) && same(consequent, given["consequent"]));
    expect(rule).toBeDefined();
    for (const [name, value] of Object.entries(expected as Record<string, number | null>)) {
      const actual = (rule as unknown as Record<string, number | null>)[name];
      if (value === null) expect(actual).toBeNull();
      else expect(Math.abs((actual ?? NaN) - value)).toBeLessThanOrEqual(tolerance);
    }
  });
  // The baskets of these are not delivered with the vectors; what can be checked is that their four
  // numbers agree with one another.
  const withoutBaskets = rows.filter(({ feature, given }) => feature === "association.rule" && !("baskets" in given));
  test.each(withoutBaskets)("$id: its measures, from its counts (the baskets are not there)", ({ expect: expected }) => {
    const [support = 0, confidence = 0, lift = 0, both = 0] = expected as number[];
    const baskets = Math.round(both / support);
    const antecedent = Math.round(both / confidence);
    const consequent = Math.round((both * baskets) / (lift * antecedent));
    const rule = associationMeasures({ baskets, antecedent, consequent, both });
    expect(rule.support).toBeCloseTo(support, 12);
    expect(rule.confidence).toBeCloseTo(confidence, 12);
    expect(rule.lift).toBeCloseTo(lift, 10);
  });
});

describe("all-confidence", () => {
  test.each(rows.filter(({ feature }) => feature === "association.allConfidence"))("$id", ({ given, expect: expected, tolerance = 0 }) => {
    const { itemsets } = frequentItemsets(listsOf(given), { countMin: 1 });
    (given["itemsets"] as string[][]).forEach((wanted, index) => {
      const found = itemsets.find(({ articles }) => same(articles, wanted));
      expect(Math.abs((found?.allConfidence ?? NaN) - ((expected as number[])[index] ?? NaN))).toBeLessThanOrEqual(tolerance);
    });
  });
});

// Agrawal & Srikant 1994, figure 3: four transactions, minimum support 2.
test("the Apriori paper's example", () => {
  const lists = [["1", "3", "4"], ["2", "3", "5"], ["1", "2", "3", "5"], ["2", "5"]];
  const found = frequentItemsets(lists, { countMin: 2 }).itemsets.map(({ articles, count }) => [articles.join(" "), count]);
  expect(found).toEqual([
    ["2", 3], ["3", 3], ["5", 3], ["2 5", 3],
    ["1", 2], ["1 3", 2], ["2 3", 2], ["3 5", 2], ["2 3 5", 2],
  ]);
});

// Han, Pei & Yin 2000, table 1: minimum support 3; f:4 c:4 a:3 b:3 m:3 p:3 and the set fcam:3.
test("the FP-Growth paper's example", () => {
  const lists = ["facdgimp", "abcflmo", "bfhjo", "bcksp", "afcelpmn"].map((text) => Array.from(text));
  const { itemsets } = frequentItemsets(lists, { countMin: 3 });
  expect(itemsets).toHaveLength(18);
  const countOf = (text: string): number | undefined => itemsets.find(({ articles }) => same(articles, Array.from(text)))?.count;
  expect(["f", "c", "a", "b", "m", "p", "cp", "fcam"].map(countOf)).toEqual([4, 4, 3, 3, 3, 3, 3, 3]);
});

// Tan, Kumar & Srivastava 2004 ("Selecting the right objective measure"), tea and coffee:
// 150 of 200 tea drinkers of 1 000 drink coffee, as do 800 in all.
test("tea and coffee: a high confidence below chance", () => {
  const rule = associationMeasures({ baskets: 1000, antecedent: 200, consequent: 800, both: 150 });
  expect(rule.confidence).toBe(0.75);
  expect(rule.lift).toBe(0.9375);
  expect(rule.leverage).toBeCloseTo(-0.01, 15);
  expect(rule.conviction).toBe(0.8);
  expect(rule.zhang).toBeLessThan(0);
});

// mlxtend's documentation of association_rules, "Eggs" → "Onion" and "Onion" → "Eggs" of the
// baskets above: Zhang's metric 1 and 0.5; and Zhang 2000's definition by conditional confidence.
test("Zhang's metric", () => {
  expect(associationMeasures({ baskets: 5, antecedent: 4, consequent: 3, both: 3 }).zhang).toBe(1);
  expect(associationMeasures({ baskets: 5, antecedent: 3, consequent: 4, both: 3 }).zhang).toBeCloseTo(0.5, 15);
  const { zhang } = associationMeasures({ baskets: 100, antecedent: 30, consequent: 40, both: 6 });
  const [given, otherwise] = [6 / 30, 34 / 70];
  expect(zhang).toBeCloseTo((given - otherwise) / Math.max(given, otherwise), 14);
});

describe("Fisher's exact test", () => {
  // Fisher 1935: eight cups of tea, four of them with the milk first.
  test("the lady tasting tea", () => {
    const cups = { baskets: 8, antecedent: 4, consequent: 4 };
    expect(fisherGreater({ ...cups, both: 4 })).toBeCloseTo(1 / 70, 15);
    expect(fisherGreater({ ...cups, both: 3 })).toBeCloseTo(17 / 70, 15);
    expect(fisherGreater({ ...cups, both: 0 })).toBe(1);
  });
  // Fisher 1962, convictions of criminals' twins: of 13 monozygotic 10, of 17 others 2; the example
  // of R's fisher.test prints p = 0.0004652.
  test("the twins of criminals", () => {
    expect(fisherGreater({ baskets: 30, antecedent: 13, consequent: 12, both: 10 })).toBeCloseTo(0.0004652, 7);
  });
  const choose = (n: bigint, k: bigint): bigint => {
    let ways = 1n;
    for (let step = 1n; step <= k; step += 1n) ways = (ways * (n - k + step)) / step;
    return ways;
  };
  const exactly = ({ baskets, antecedent, consequent, both }: RuleCounts): number => {
    let sum = 0n;
    for (let at = both; at <= Math.min(antecedent, consequent); at += 1) {
      if (consequent - at > baskets - antecedent) continue;
      sum += choose(BigInt(antecedent), BigInt(at)) * choose(BigInt(baskets - antecedent), BigInt(consequent - at));
    }
    const all = choose(BigInt(baskets), BigInt(consequent));
    // 60 digits behind the point are enough for a ratio in doubles.
    return Number((sum * 10n ** 60n) / all) / 1e60;
  };
  test.each([
    { baskets: 30, antecedent: 12, consequent: 13, both: 10 },
    { baskets: 100, antecedent: 40, consequent: 60, both: 20 },
    { baskets: 100, antecedent: 40, consequent: 60, both: 24 },
    { baskets: 1000, antecedent: 200, consequent: 100, both: 50 },
    { baskets: 1000, antecedent: 999, consequent: 500, both: 500 },
    { baskets: 3000, antecedent: 1500, consequent: 1500, both: 760 },
    { baskets: 3000, antecedent: 17, consequent: 2900, both: 17 },
    { baskets: 9835, antecedent: 19, consequent: 327, both: 12 },
  ])("agrees with integers: $both of $antecedent and $consequent of $baskets", (counts) => {
    const exact = exactly(counts);
    expect(Math.abs(fisherGreater(counts) / exact - 1)).toBeLessThan(1e-11);
  });
  test("is 0 below the smallest double, and 1 where nothing else can be", () => {
    expect(fisherGreater({ baskets: 1e6, antecedent: 3e5, consequent: 3e5, both: 3e5 })).toBe(0);
    expect(fisherGreater({ baskets: 10, antecedent: 10, consequent: 4, both: 4 })).toBe(1);
  });
});

// Benjamini & Hochberg 1995, section 3.2: of fifteen p-values four are found at 0.05.
test("Benjamini and Hochberg's example", () => {
  const pValues = Float64Array.of(
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  );
  const adjusted = falseDiscoveries(pValues);
  expect([...adjusted].filter((value) => value <= 0.05)).toHaveLength(4);
  expect(adjusted[3]).toBeCloseTo(0.035625, 12);
});

test("Benjamini and Hochberg's adjustment is that of the paper's definition", () => {
  const lists = Array.from({ length: 60 }, (_, index) =>
    ["a", "b", "c", "d", "e"].filter((_name, article) => (index * (article + 3)) % (article + 2) < 1 || index % 7 === article),
  );
  const { rules, tests } = rulesOfItemsets(frequentItemsets(lists, { countMin: 1 }), { confidenceMin: 0, order: "significance" });
  // One rule of each parting: those whose antecedent holds the least article.
  const least = (rule: AssociationRule): boolean => (rule.antecedent[0] ?? "") < (rule.consequent[0] ?? "");
  const once = rules.filter(least);
  expect(once).toHaveLength(tests);
  once.forEach((rule, index) => {
    const later = once.slice(index).map(({ pValue }, offset) => (pValue * tests) / (index + offset + 1));
    expect(rule.pFalseDiscovery).toBeCloseTo(Math.min(1, ...later), 14);
    expect(rule.pBonferroni).toBeCloseTo(Math.min(1, rule.pValue * tests), 15);
  });
});
