/** Examples, hostile sizes and bad input of cross-sell. */
import { FPGrowth } from "node-fpgrowth";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";

import {
  articleGaps,
  associationMeasures,
  associationRules,
  audienceOf,
  basketAggregate,
  frequentItemsetColumns,
  frequentItemsets,
  itemsetCounter,
  nextBestProducts,
  rulesOfItemsets,
} from "../../../src/scoring/index.js";
import type { AssociationOptions, FrequentItemsets, NextBestOptions } from "../../../src/scoring/index.js";
import {
  parseAssociationOptions,
  parseNextBestOptions,
  safeParseAssociationOptions,
  safeParseNextBestOptions,
} from "../../../src/scoring/schema.js";
import type { associationOptionsSchema, nextBestOptionsSchema } from "../../../src/scoring/schema.js";
import { deepFreeze } from "../../support/freeze.js";

const bad = (value: unknown): never => value as never;
const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });

describe("few baskets", () => {
  test("none: nothing is found, and nothing fails", () => {
    expect(frequentItemsets([])).toEqual({ baskets: 0, articles: 0, countMin: 2, isSupportRaised: false, sizeMax: 10, itemsets: [] });
    expect(associationRules([])).toMatchObject({ baskets: 0, tests: 0, found: 0, rules: [] });
    const aggregate = basketAggregate();
    expect(aggregate.result(aggregate.empty()).itemsets).toEqual([]);
    const counter = itemsetCounter([["a"]]);
    expect(counter.result(counter.empty()).itemsets).toEqual([]);
    expect(itemsetCounter([]).result({ baskets: 0, counts: [] }).itemsets).toEqual([]);
    expect(articleGaps([])).toEqual([]);
    expect(nextBestProducts([], {})).toEqual([]);
    expect(audienceOf("a", [], {})).toEqual({ article: "a", accounts: 0, owners: 0, audience: [], found: 0 });
  });
  test("empty ones count as baskets", () => {
    expect(frequentItemsets([[], [], ["a"], []], { countMin: 1 })).toMatchObject({ baskets: 4, itemsets: [{ count: 1, support: 0.25 }] });
  });
  test("one: all its sets have a support of 1", () => {
    const { rules } = associationRules([["a", "b"]], { countMin: 1 });
    expect(rules).toHaveLength(2);
    expect(rules[0]).toMatchObject({ confidence: 1, lift: 1, leverage: 0, conviction: null, zhang: 0, pValue: 1 });
  });
  test("unless a support is named, a pattern is 1 % of the baskets and two of them", () => {
    expect(frequentItemsets([["a"], ["b", "a"]]).itemsets.map(({ articles }) => articles)).toEqual([["a"]]);
    expect(frequentItemsets(Array.from({ length: 1000 }, () => ["a"])).countMin).toBe(10);
    expect(frequentItemsets([["a"], ["b"]], { supportMin: 0.5 }).countMin).toBe(1);
    expect(frequentItemsets([["a"], ["b"]], { supportMin: 0.5, countMin: 2 }).countMin).toBe(2);
  });
});

describe("hostile sizes", () => {
  test("one basket of 10 000 articles at a count of 1 raises the support and says so", () => {
    const list = [Array.from({ length: 10_000 }, (_, index) => `a${String(index)}`)];
    expect(frequentItemsets(list, { countMin: 1, sizeMax: 20 })).toMatchObject({ countMin: 2, isSupportRaised: true, itemsets: [] });
    expect(() => frequentItemsets(list, { countMin: 1, overLimit: "refuse" })).toThrow(
      expect.objectContaining({ code: "scoring.too_many_itemsets", path: "options.itemsetsMax" }),
    );
    const aggregate = basketAggregate({ countMin: 1 });
    const state = aggregate.addAll(aggregate.empty(), list);
    expect(state).toMatchObject({ withoutPairs: 1, pairCounts: [] });
    expect(state.counts).toHaveLength(10_000);
  });
  test("alike baskets of 1 000 articles end too", () => {
    const basket = Array.from({ length: 1_000 }, (_, index) => `a${String(index)}`);
    const found = frequentItemsets(Array.from({ length: 50 }, () => basket), { countMin: 1 });
    expect(found).toMatchObject({ countMin: 51, isSupportRaised: true, itemsets: [] });
    const pairs = frequentItemsets([basket, basket], { countMin: 1, sizeMax: 2, itemsetsMax: 600_000 });
    expect(pairs.itemsets).toHaveLength(1_000 + 499_500);
  });
  test("100 000 different articles", () => {
    const list = Array.from({ length: 50_000 }, (_, index) => [`a${String(index)}`, `b${String(index)}`]);
    const found = frequentItemsets(list, { countMin: 1, itemsetsMax: 200_000 });
    expect(found.itemsets).toHaveLength(150_000);
    expect(found.articles).toBe(100_000);
    const aggregate = basketAggregate({ countMin: 1, itemsetsMax: 200_000 });
    expect(aggregate.result(aggregate.addAll(aggregate.empty(), list)).itemsets).toHaveLength(150_000);
  });
  test("more rules than can be tested are refused before they are", () => {
    const basket = Array.from({ length: 16 }, (_, index) => `a${String(index)}`);
    const options = { countMin: 1, sizeMax: 20, itemsetsMax: 100_000 };
    expect(() => associationRules([basket], options)).toThrow(expect.objectContaining({ code: "scoring.too_many_rules" }));
    expect(associationRules([basket], { ...options, sizeMax: 2, confidenceMin: 1 }).found).toBe(240);
  });
  test("a size limit of rules limits the tests", () => {
    const list = [["a", "b", "c"], ["a", "b", "c"]];
    expect(associationRules(list).tests).toBe(3 + 3);
    const { tests, rules } = associationRules(list, { antecedentSizeMax: 1, consequentSizeMax: 1 });
    expect([tests, rules.length]).toEqual([3, 6]);
    expect(associationRules(list, { consequentSizeMax: 1 }).rules.every(({ consequent }) => consequent.length === 1)).toBe(true);
  });
});

test("another program finds the same itemsets", async () => {
  const lists = Array.from({ length: 80 }, (_, index) =>
    [2, 3, 5, 7, 11, 13].filter((step) => index % step < 2).map((step) => `a${String(step)}`),
  );
  const theirs = await new FPGrowth<string>(0.1).exec(lists);
  const ours = frequentItemsets(lists, { supportMin: 0.1 }).itemsets;
  const key = (articles: readonly string[], count: number): string => `${[...articles].sort().join()} ${String(count)}`;
  expect(ours.map(({ articles, count }) => key(articles, count)).sort()).toEqual(theirs.map(({ items, support }) => key(items, support)).sort());
});

describe("orders of rules", () => {
  const lists = [["a", "b"], ["a", "b"], ["a", "b", "c"], ["a"], ["c"], ["b", "c"], ["d", "c"], []];
  test.each(["lift", "confidence", "support", "leverage", "zhang"] as const)("by %s, the largest first", (order) => {
    const values = associationRules(lists, { countMin: 1, confidenceMin: 0, order }).rules.map((rule) => rule[order]);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });
  test("by significance, the smallest p first", () => {
    const values = associationRules(lists, { countMin: 1, confidenceMin: 0, order: "significance" }).rules.map(({ pValue }) => pValue);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
  test("a bound on false discoveries and on lift leaves rules out, and not the number of tests", () => {
    const all = associationRules(lists, { countMin: 1, confidenceMin: 0 });
    const strict = associationRules(lists, { countMin: 1, confidenceMin: 0, falseDiscoveryMax: 0.5, liftMin: 1.2 });
    expect(strict.tests).toBe(all.tests);
    expect(strict.rules).toEqual(all.rules.filter(({ lift, pFalseDiscovery }) => lift >= 1.2 && pFalseDiscovery <= 0.5));
  });
});

describe("offers", () => {
  const rule = (from: string, to: string, both: number, antecedent = 10): { antecedent: string[]; consequent: string[]; counts: { baskets: number; antecedent: number; consequent: number; both: number } } => ({
    antecedent: from.split("+"),
    consequent: to.split("+"),
    counts: { baskets: 100, antecedent, consequent: 10, both },
  });
  test("equal scores share a rank and stand by id; the rest counts on", () => {
    const [offers] = nextBestProducts([{ id: "acme", articles: ["a"] }], { rules: [rule("a", "z", 6), rule("a", "y", 6), rule("a", "x", 5)] });
    expect(offers?.offers.map(({ article, rank }) => [article, rank])).toEqual([["y", 1], ["z", 1], ["x", 3]]);
  });
  test("the best rule counts, the others are named up to a number", () => {
    const rules = [rule("a", "z", 6), rule("a+b", "z", 9), rule("b", "z", 7), rule("c", "z", 10)];
    const [{ offers } = { offers: [] }] = nextBestProducts([{ id: "acme", articles: ["a", "b"] }], { rules }, { reasonsMax: 2 });
    expect(offers[0]).toMatchObject({ score: 0.9, rulesApplied: 3, expectedSpend: null, isReorder: false });
    expect(offers[0]?.reasons.map((reason) => (reason.kind === "rule" ? reason.antecedent : null))).toEqual([["a", "b"], ["b"]]);
  });
  test("a rule at chance is no reason", () => {
    const at = { ...rule("a", "z", 1), counts: { baskets: 100, antecedent: 10, consequent: 10, both: 1 } };
    expect(nextBestProducts([{ id: "acme", articles: ["a"] }], { rules: [at] })[0]).toMatchObject({ offers: [], reason: "nothing-applies" });
    expect(nextBestProducts([{ id: "acme", articles: ["a"] }], { rules: [at] }, { liftAbove: 0.5 })[0]?.offers).toHaveLength(1);
  });
  test("what is bought is marked where re-orders are asked for; what is not offered stays out", () => {
    const rules = [rule("a", "b+c+d", 6)];
    const [one] = nextBestProducts([{ id: "acme", articles: ["a", "b"] }], { rules }, { owned: "flag", notOffered: ["d"] });
    expect(one?.offers.map(({ article, isReorder }) => [article, isReorder])).toEqual([["b", true], ["c", false]]);
  });
  const shop = (id: string, articles: string[], segment: string | null = "retail"): { id: string; segment: string | null; articles: { article: string; amount: { amount: string; currency: string } }[] } => ({
    id,
    segment,
    articles: articles.map((article) => ({ article, amount: eur("30.00") })),
  });
  const spends = [shop("acme", ["a"]), shop("bolt", ["a", "b"]), shop("cask", ["b"]), shop("dune", []), shop("ever", [], null)];
  test("peers weigh as told, and where there are none the rules stand alone", () => {
    const gaps = articleGaps(spends, { peersMin: 3 });
    const owners = spends.map(({ id, articles }) => ({ id, articles: articles.map(({ article }) => article) }));
    const model = { rules: [rule("a", "b", 6)], gaps };
    const [acme, , , dune, ever] = nextBestProducts(owners, model, { weights: { rules: 1, peers: 3 } });
    expect(acme?.offers[0]?.score).toBeCloseTo(0.25 * 0.6 + 0.75 * (2 / 3), 15);
    expect(acme?.offers[0]?.expectedSpend).toEqual(eur("20.00"));
    expect(dune?.offers.map(({ article }) => article)).toEqual(["a", "b"]);
    expect(ever).toEqual({ account: "ever", evidence: ["rules"], offers: [], found: 0, reason: "no-articles" });
  });
  test("gaps without peers say why", () => {
    const answers = articleGaps(spends, { peersMin: 4 });
    expect(answers.map((one) => (one.state === "known" ? null : one.reason))).toEqual([
      "too-few-peers", "too-few-peers", "too-few-peers", "too-few-peers", "no-segment",
    ]);
    expect(articleGaps(spends, { accounts: ["bolt"], peersMin: 3, shareMin: 0.3 })).toMatchObject([{ account: "bolt", gaps: [], found: 0, expectedSpend: null }]);
    const named = articleGaps(spends, { accounts: ["ever"], peersOf: [{ account: "ever", peers: ["bolt", "cask"] }], peersMin: 2 });
    expect(named).toMatchObject([{ state: "known", peers: 2, found: 2, expectedSpend: eur("45.00") }]);
  });
  test("what came back in returns is not bought", () => {
    const returned = { ...shop("acme", ["b"]), articles: [{ article: "b", amount: eur("30.00") }, { article: "b", amount: eur("-30.00") }] };
    const [gaps] = articleGaps([returned, shop("bolt", ["b"]), shop("cask", ["b"])], { peersMin: 2 });
    expect(gaps).toMatchObject({ gaps: [{ article: "b", buyers: 2 }] });
  });
  test("an audience is cut where asked, and says how many there are", () => {
    const owners = ["acme", "bolt", "cask"].map((id) => ({ id, articles: ["a"] }));
    const found = audienceOf("b", owners, { rules: [rule("a", "b", 6)] }, { accountsMax: 2 });
    expect(found).toMatchObject({ accounts: 3, owners: 0, found: 3 });
    expect(found.audience.map(({ account, rank }) => [account, rank])).toEqual([["acme", 1], ["bolt", 1]]);
  });
});

test("inputs are not mutated", () => {
  const found = deepFreeze(frequentItemsets(deepFreeze([["b", "a", "b"], ["a"], ["b", "a"]]), { countMin: 1 }));
  const { rules } = deepFreeze(rulesOfItemsets(found));
  nextBestProducts(deepFreeze([{ id: "c", articles: ["b"] }]), deepFreeze({ rules }));
  const aggregate = basketAggregate();
  aggregate.merge(deepFreeze(aggregate.addAll(aggregate.empty(), [["a", "b"]])), deepFreeze(aggregate.empty()));
  const offsets = Int32Array.of(0, 3);
  const articles = Int32Array.of(1, 0, 1);
  frequentItemsetColumns({ offsets, articles, articleCount: 2 }, { countMin: 1 });
  expect([...articles]).toEqual([1, 0, 1]);
});

describe("bad input", () => {
  const columns = { offsets: Int32Array.of(0, 1), articles: Int32Array.of(0), articleCount: 1 };
  const kept: FrequentItemsets = frequentItemsets([["a", "b"], ["a", "b"]]);
  const withItemsets = (itemsets: unknown): never => bad({ ...kept, itemsets });
  const account = { id: "acme", segment: "s", articles: [] };
  const aggregate = basketAggregate();
  const state = aggregate.addAll(aggregate.empty(), [["a", "b"]]);
  const counter = itemsetCounter([["a"]]);
  const offerRule = { antecedent: ["a"], consequent: ["b"], counts: { baskets: 4, antecedent: 2, consequent: 2, both: 2 } };
  test.each([
    ["no baskets", () => frequentItemsets(bad(undefined)), "schema.type", "baskets"],
    ["a basket that is a text", () => frequentItemsets(bad([["a"], "b"])), "schema.type", "baskets[1]"],
    ["a line among lists", () => frequentItemsets(bad([["a"], { basket: "1", article: "a" }])), "schema.type", "baskets[1]"],
    ["a list among lines", () => frequentItemsets(bad([{ basket: "1", article: "a" }, ["a"]])), "schema.type", "baskets[1]"],
    ["a number for an article", () => frequentItemsets(bad([["a", 1]])), "id.format", "baskets[0][1]"],
    ["a list that is all holes", () => frequentItemsets(bad(new Array(2 ** 32 - 1))), "limits.too_many", "baskets"],
    ["a list of holes", () => frequentItemsets(bad(new Array(2 ** 27))), "schema.type", "baskets[0]"],
    ["more baskets than are counted", () => aggregate.result({ ...state, baskets: 2 ** 31 }), "schema.range", "state.baskets"],
    ["a count of itemsets above the baskets", () => counter.result({ baskets: 1, counts: [2] }), "schema.range", "state.counts[0]"],
    ["a hole", () => frequentItemsets(bad([[, "a"]])), "schema.type", "baskets[0][0]"],
    ["an article that names a prototype", () => frequentItemsets([["__proto__"]]), "id.format", "baskets[0][0]"],
    ["a basket that names a prototype", () => frequentItemsets([{ basket: "constructor", article: "a" }]), "id.format", "baskets[0].basket"],
    ["a line without an article", () => frequentItemsets(bad([{ basket: "1" }])), "id.format", "baskets[0].article"],
    ["an unknown member of a line", () => frequentItemsets(bad([{ basket: "1", article: "a", quantity: 2 }])), "schema.unknown_key", "baskets[0].quantity"],
    ["options that are null", () => frequentItemsets([], bad(null)), "schema.type", "options"],
    ["an unknown option", () => frequentItemsets([], bad({ minSupport: 0.1 })), "schema.unknown_key", "options.minSupport"],
    ["a support of 0", () => frequentItemsets([], { supportMin: 0 }), "scoring.share", "options.supportMin"],
    ["a support above 1", () => frequentItemsets([], { supportMin: 5 }), "scoring.share", "options.supportMin"],
    ["a support of NaN", () => frequentItemsets([], { supportMin: NaN }), "schema.not_finite", "options.supportMin"],
    ["a count of 0", () => frequentItemsets([], { countMin: 0 }), "schema.range", "options.countMin"],
    ["a size of 21", () => frequentItemsets([], { sizeMax: 21 }), "schema.range", "options.sizeMax"],
    ["a size of 1.5", () => frequentItemsets([], { sizeMax: 1.5 }), "schema.type", "options.sizeMax"],
    ["no room for itemsets", () => frequentItemsets([], { itemsetsMax: 0 }), "schema.range", "options.itemsetsMax"],
    ["a policy unknown", () => frequentItemsets([], bad({ overLimit: "truncate" })), "schema.value", "options.overLimit"],
    ["a confidence above 1", () => associationRules([], { confidenceMin: 1.5 }), "scoring.share", "options.confidenceMin"],
    ["a lift below 0", () => associationRules([], { liftMin: -1 }), "schema.range", "options.liftMin"],
    ["an infinite lift", () => associationRules([], { liftMin: Infinity }), "schema.not_finite", "options.liftMin"],
    ["a false discovery rate below 0", () => associationRules([], { falseDiscoveryMax: -0.1 }), "scoring.share", "options.falseDiscoveryMax"],
    ["no antecedent", () => associationRules([], { antecedentSizeMax: 0 }), "schema.range", "options.antecedentSizeMax"],
    ["no rules", () => associationRules([], { rulesMax: 0 }), "schema.range", "options.rulesMax"],
    ["an order unknown", () => associationRules([], bad({ order: "price" })), "schema.value", "options.order"],
    ["counts no baskets can have", () => associationMeasures({ baskets: 10, antecedent: 8, consequent: 8, both: 5 }), "scoring.rule_counts", "counts"],
    ["more of both than of one", () => associationMeasures({ baskets: 10, antecedent: 2, consequent: 8, both: 3 }), "scoring.rule_counts", "counts"],
    ["no antecedent in any basket", () => associationMeasures({ baskets: 10, antecedent: 0, consequent: 8, both: 0 }), "schema.range", "counts.antecedent"],
    ["columns of lists", () => frequentItemsetColumns(bad({ ...columns, offsets: [0, 1] })), "columns.type", "columns.offsets"],
    ["offsets not from 0", () => frequentItemsetColumns({ ...columns, offsets: Int32Array.of(1, 1) }), "columns.range", "columns.offsets"],
    ["offsets that fall", () => frequentItemsetColumns({ ...columns, offsets: Int32Array.of(0, 2, 1) }), "columns.range", "columns.offsets"],
    ["no offsets", () => frequentItemsetColumns({ ...columns, offsets: new Int32Array() }), "columns.range", "columns.offsets"],
    ["an article beyond the number", () => frequentItemsetColumns({ ...columns, articles: Int32Array.of(1) }), "columns.range", "columns.articles"],
    ["an article below 0", () => frequentItemsetColumns({ ...columns, articles: Int32Array.of(-1) }), "columns.range", "columns.articles"],
    ["itemsets that are none", () => rulesOfItemsets(bad([])), "schema.type", "itemsets"],
    ["an itemset without its parts", () => rulesOfItemsets(withItemsets([{ articles: ["a", "b"], count: 2, support: 1, allConfidence: 1 }])), "scoring.itemset_missing", "itemsets.itemsets[0].count"],
    ["an itemset above its part", () => rulesOfItemsets(withItemsets(kept.itemsets.map((one, index) => ({ ...one, count: index === 2 ? 2 : 1 })))), "scoring.itemset_count", "itemsets.itemsets[2].count"],
    ["an itemset above the baskets", () => rulesOfItemsets(withItemsets([{ ...kept.itemsets[0], count: 3 }])), "scoring.itemset_count", "itemsets.itemsets[0].count"],
    ["an itemset twice", () => rulesOfItemsets(withItemsets([kept.itemsets[0], kept.itemsets[0]])), "scoring.duplicate_id", "itemsets.itemsets[1]"],
    ["an article twice in an itemset", () => rulesOfItemsets(withItemsets([{ ...kept.itemsets[0], articles: ["a", "a"] }])), "scoring.duplicate_id", "itemsets.itemsets[0].articles[1]"],
    ["an itemset of nothing", () => itemsetCounter([[]]), "scoring.itemset_empty", "itemsets[0]"],
    ["a state of other itemsets", () => counter.merge({ baskets: 1, counts: [1, 2] }, counter.empty()), "scoring.state", "left.counts"],
    ["a state that is none", () => counter.result(bad({})), "schema.type", "state.counts"],
    ["a pair without its articles", () => { const own = itemsetCounter([["a", "b"]], { countMin: 1 }); own.result(own.addAll(own.empty(), [["a", "b"]])); }, "scoring.itemset_missing", "itemsets"],
    ["a state of counts in disorder", () => aggregate.result({ ...state, articles: ["b", "a"] }), "scoring.state", "state"],
    ["a state with a pair too many", () => aggregate.merge(aggregate.empty(), { ...state, pairCounts: [1, 1] }), "scoring.state", "right"],
    ["a pair of one article", () => aggregate.result({ ...state, pairSecond: [0] }), "scoring.state", "state"],
    ["a count above the baskets", () => aggregate.result({ ...state, counts: [1, 2] }), "schema.range", "state.counts[1]"],
    ["a fact that is no basket", () => aggregate.add(aggregate.empty(), bad("ab")), "schema.type", "baskets[0]"],
    ["an account twice", () => articleGaps([account, account]), "scoring.duplicate_id", "accounts[1].id"],
    ["a segment that is no id", () => articleGaps([bad({ ...account, segment: 5 })]), "id.format", "accounts[0].segment"],
    ["an amount without a currency", () => articleGaps([bad({ ...account, articles: [{ article: "a", amount: "5.00" }] })]), "money.type", "accounts[0].articles[0].amount"],
    ["two currencies", () => articleGaps([{ ...account, articles: [{ article: "a", amount: eur("5.00") }, { article: "a", amount: { amount: "5.00", currency: "USD" } }] }]), "money.currency_mismatch", "accounts[0].articles[1].amount.currency"],
    ["peers of an unknown account", () => articleGaps([account], { peersOf: [{ account: "bolt", peers: [] }] }), "scoring.unknown_account", "options.peersOf[0].account"],
    ["an unknown peer", () => articleGaps([account], { peersOf: [{ account: "acme", peers: ["bolt"] }] }), "scoring.unknown_account", "options.peersOf[0].peers[0]"],
    ["an account as its own peer", () => articleGaps([account], { peersOf: [{ account: "acme", peers: ["acme"] }] }), "scoring.own_peer", "options.peersOf[0].peers"],
    ["an unknown account asked for", () => articleGaps([account], { accounts: ["bolt"] }), "scoring.unknown_account", "options.accounts[0]"],
    ["a share of 0", () => articleGaps([], { shareMin: 0 }), "scoring.share", "options.shareMin"],
    ["no peers at least", () => articleGaps([], { peersMin: 0 }), "schema.range", "options.peersMin"],
    ["an account of offers twice", () => nextBestProducts([{ id: "a", articles: [] }, { id: "a", articles: [] }], {}), "scoring.duplicate_id", "accounts[1].id"],
    ["an article that names a prototype, owned", () => nextBestProducts([{ id: "a", articles: ["__proto__"] }], {}), "id.format", "accounts[0].articles[0]"],
    ["no model", () => nextBestProducts([], bad(undefined)), "schema.type", "model"],
    ["rules that are the whole answer", () => nextBestProducts([], bad({ rules: associationRules([]) })), "schema.type", "model.rules"],
    ["a rule without an antecedent", () => nextBestProducts([], { rules: [{ ...offerRule, antecedent: [] }] }), "scoring.itemset_empty", "model.rules[0].antecedent"],
    ["a rule to itself", () => nextBestProducts([], { rules: [{ ...offerRule, consequent: ["a"] }] }), "scoring.duplicate_id", "model.rules[0].consequent"],
    ["a rule of impossible counts", () => nextBestProducts([], { rules: [{ ...offerRule, counts: { ...offerRule.counts, both: 3 } }] }), "scoring.rule_counts", "model.rules[0].counts"],
    ["gaps without a state", () => nextBestProducts([], bad({ gaps: [{ account: "a" }] })), "schema.value", "model.gaps[0].state"],
    ["weights of zero", () => nextBestProducts([], {}, { weights: { rules: 0, peers: 0, references: 0 } }), "scoring.weights", "options.weights"],
    ["a weight below 0", () => nextBestProducts([], {}, { weights: { rules: -1 } }), "schema.range", "options.weights.rules"],
    ["a policy of owned articles unknown", () => nextBestProducts([], {}, bad({ owned: "both" })), "schema.value", "options.owned"],
    ["an article that is no id", () => audienceOf("", [], {}), "id.format", "article"],
    ["no references", () => audienceOf("a", [], {}, { references: [] }), "scoring.references", "options.references"],
    ["the article as its own reference", () => audienceOf("a", [], {}, { references: ["a"] }), "scoring.references", "options.references"],
  ])("%s is refused", (_, work, code, path) => {
    expect(work).toThrow(expect.objectContaining({ code, path }));
  });
});

describe("schemas", () => {
  test("have the types of the options", () => {
    expectTypeOf<z.output<typeof associationOptionsSchema>>().toEqualTypeOf<AssociationOptions>();
    expectTypeOf<z.output<typeof nextBestOptionsSchema>>().toEqualTypeOf<NextBestOptions>();
  });
  test.each([
    { supportMin: 0.1, countMin: 2, sizeMax: 3, itemsetsMax: 10, overLimit: "refuse" },
    { confidenceMin: 0, liftMin: 1.5, falseDiscoveryMax: 0.1, antecedentSizeMax: 2, consequentSizeMax: 1, rulesMax: 5, order: "zhang" },
    {},
  ])("accept what the function accepts: %o", (options) => {
    const parsed = parseAssociationOptions(options);
    expect(parsed).toEqual(options);
    associationRules([["a"]], parsed);
  });
  test.each([{ supportMin: 0 }, { countMin: 0 }, { sizeMax: 21 }, { order: "price" }, { other: 1 }, { liftMin: Infinity }, null])(
    "refuse what the function refuses: %o",
    (options) => {
      expect(safeParseAssociationOptions(options).ok).toBe(false);
      expect(() => associationRules([], bad(options))).toThrow(expect.objectContaining({ kind: "ClienteleError" }));
    },
  );
  test("of offers, too", () => {
    const options = { liftAbove: 2, weights: { rules: 1, peers: 0 }, scoreMin: 0.1, reasonsMax: 1, owned: "flag", offersMax: 3, notOffered: ["a"] };
    expect(parseNextBestOptions(options)).toEqual(options);
    for (const wrong of [{ offersMax: 0 }, { owned: "no" }, { weights: { rules: -1 } }, { scoreMin: 2 }, { notOffered: ["__proto__"] }]) {
      expect(safeParseNextBestOptions(wrong).ok).toBe(false);
      expect(() => nextBestProducts([], {}, bad(wrong))).toThrow(expect.objectContaining({ kind: "ClienteleError" }));
    }
  });
});
