/**
 * Counts of articles and of pairs as a fold that can be split over machines.
 *
 * Not here: larger itemsets, which take a second pass (`count-itemsets.ts`).
 */
import type { Aggregate } from "../../values/aggregate.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import type { Baskets, FrequentItemsets, ItemsetOptions } from "./model.js";
import { countPairs } from "./count-pairs.js";
import { sayItemsets } from "./mine-baskets.js";
import { leastCount, readItemsetOptions } from "./options.js";
import type { ItemsetPlan } from "./options.js";
import { ItemsetSink } from "./itemset-table.js";
import { readBaskets } from "./read-baskets.js";
import { COUNT_MAX } from "./read-itemsets.js";

const PAIRED_USUAL = 2_000;

/**
 * Articles and pairs of articles, and how many baskets have them. Plain JSON; the same bytes for
 * the same baskets, however they were split.
 *
 * @since 0.1.0
 */
export interface BasketCounts {
  readonly baskets: number;
  /** Baskets of more articles than are paired: their articles are counted, their pairs are not. */
  readonly withoutPairs: number;
  /** By code unit. */
  readonly articles: readonly string[];
  /** Baskets with each article. */
  readonly counts: readonly number[];
  /** Positions in `articles` of each pair's first and second, which is after the first; rising. */
  readonly pairFirst: readonly number[];
  readonly pairSecond: readonly number[];
  /** Baskets with each pair. */
  readonly pairCounts: readonly number[];
}

/** What is counted, and what the result leaves out. @since 0.1.0 */
export interface BasketAggregateOptions
  extends Pick<ItemsetOptions, "supportMin" | "countMin" | "itemsetsMax" | "overLimit"> {
  /**
   * Most articles of a basket whose pairs are counted, of which there are n(n − 1)/2; 2 000 unless
   * named. The same for all shards.
   */
  readonly pairedArticlesMax?: number;
}

/** Counts of articles and pairs over shards of the baskets. @since 0.1.0 */
export interface BasketAggregate
  extends Aggregate<readonly string[], BasketCounts, FrequentItemsets> {
  /** The state of a whole shard at once: what `add` of each of its baskets would give, faster. */
  readonly addAll: (state: BasketCounts, baskets: Baskets) => BasketCounts;
}

const EMPTY: BasketCounts = {
  baskets: 0,
  withoutPairs: 0,
  articles: [],
  counts: [],
  pairFirst: [],
  pairSecond: [],
  pairCounts: [],
};

function countAll(baskets: Baskets, pairedArticlesMax: number): BasketCounts {
  const { names, offsets, articles } = readBaskets(baskets);
  const counts = new Int32Array(names.length);
  for (const article of articles) counts[article] = (counts[article] as number) + 1;
  const pairs = countPairs({ offsets, articles }, names.length, pairedArticlesMax);
  return {
    baskets: offsets.length - 1,
    withoutPairs: pairs.skipped,
    articles: names,
    counts: Array.from(counts),
    pairFirst: Array.from(pairs.first),
    pairSecond: Array.from(pairs.second),
    pairCounts: Array.from(pairs.counts),
  };
}

function readNumbers(value: unknown, path: string, most: number, least = 0): readonly number[] {
  return expectArray(value, path, Number.MAX_SAFE_INTEGER).map((one, index) =>
    expectInteger(one, atIndex(path, index), least, most),
  );
}

/** Reads a state that came back from elsewhere (`scoring.state`). */
function readState(value: unknown, path: string): BasketCounts {
  const record = expectRecord(value, path, Object.keys(EMPTY));
  const whole = (name: string): number => expectInteger(record[name], at(path, name), 0, COUNT_MAX);
  const spot = (name: string): string => at(path, name);
  const articles = expectArray(record["articles"], spot("articles"), Number.MAX_SAFE_INTEGER).map(
    (id, index) => expectIdentifier(id, atIndex(spot("articles"), index)),
  );
  const baskets = whole("baskets");
  const state = {
    baskets,
    withoutPairs: whole("withoutPairs"),
    articles,
    counts: readNumbers(record["counts"], spot("counts"), baskets, 1),
    pairFirst: readNumbers(record["pairFirst"], spot("pairFirst"), articles.length - 1),
    pairSecond: readNumbers(record["pairSecond"], spot("pairSecond"), articles.length - 1),
    pairCounts: readNumbers(record["pairCounts"], spot("pairCounts"), baskets, 1),
  };
  const isRising = articles.every((id, index) => index === 0 || (articles[index - 1] ?? "") < id);
  const pairs = state.pairFirst.length;
  const isWhole =
    state.counts.length === articles.length &&
    state.pairSecond.length === pairs &&
    state.pairCounts.length === pairs;
  if (!isRising || !isWhole || !arePairsRising(state)) {
    fail("scoring.state", path, "a state of this aggregate, unchanged", value);
  }
  return state;
}

function arePairsRising({ pairFirst, pairSecond }: BasketCounts): boolean {
  for (let index = 0; index < pairFirst.length; index += 1) {
    const [first, second] = [itemAt(pairFirst, index), itemAt(pairSecond, index)];
    if (first >= second) return false;
    if (index === 0) continue;
    const before = itemAt(pairFirst, index - 1);
    if (before > first || (before === first && itemAt(pairSecond, index - 1) >= second)) {
      return false;
    }
  }
  return true;
}

/** Both lists of articles as one, and where each article of either is in it. */
function mergeArticles(
  left: BasketCounts,
  right: BasketCounts,
): { articles: string[]; counts: number[]; places: readonly [number[], number[]] } {
  const articles: string[] = [];
  const counts: number[] = [];
  const places: [number[], number[]] = [[], []];
  let [l, r] = [0, 0];
  while (l < left.articles.length || r < right.articles.length) {
    const [a, b] = [left.articles[l], right.articles[r]];
    const isLeft = a !== undefined && (b === undefined || a <= b);
    const isRight = b !== undefined && (a === undefined || b <= a);
    if (isLeft) places[0].push(articles.length);
    if (isRight) places[1].push(articles.length);
    counts.push((isLeft ? left.counts[l] ?? 0 : 0) + (isRight ? right.counts[r] ?? 0 : 0));
    articles.push(isLeft ? a : b ?? "");
    l += Number(isLeft);
    r += Number(isRight);
  }
  return { articles, counts, places };
}

/** O(articles + pairs of both). */
function merged(left: BasketCounts, right: BasketCounts): BasketCounts {
  if (left.baskets === 0) return right;
  if (right.baskets === 0) return left;
  const { articles, counts, places } = mergeArticles(left, right);
  const pairFirst: number[] = [];
  const pairSecond: number[] = [];
  const pairCounts: number[] = [];
  const width = articles.length;
  const keyOf = (state: BasketCounts, place: readonly number[], index: number): number => {
    const first = state.pairFirst[index];
    if (first === undefined) return Infinity;
    return itemAt(place, first) * width + itemAt(place, itemAt(state.pairSecond, index));
  };
  let [l, r] = [0, 0];
  while (l < left.pairFirst.length || r < right.pairFirst.length) {
    const [a, b] = [keyOf(left, places[0], l), keyOf(right, places[1], r)];
    const key = Math.min(a, b);
    const second = key % width;
    pairSecond.push(second);
    pairFirst.push((key - second) / width);
    pairCounts.push(
      (a === key ? itemAt(left.pairCounts, l) : 0) + (b === key ? itemAt(right.pairCounts, r) : 0),
    );
    l += Number(a === key);
    r += Number(b === key);
  }
  return {
    baskets: left.baskets + right.baskets,
    withoutPairs: left.withoutPairs + right.withoutPairs,
    articles,
    counts,
    pairFirst,
    pairSecond,
    pairCounts,
  };
}

function say(state: BasketCounts, plan: ItemsetPlan): FrequentItemsets {
  const asked = leastCount(plan, state.baskets);
  const { itemsetsMax, isRefusing } = plan;
  const countMax = state.counts.reduce((most, one) => Math.max(most, one), 0);
  const sink = new ItemsetSink({ countMin: asked, countMax, itemsetsMax, isRefusing });
  const pair = new Int32Array(2);
  state.counts.forEach((one, article) => {
    pair[0] = article;
    if (one >= sink.countMin) sink.add(pair, 1, one);
  });
  state.pairCounts.forEach((one, index) => {
    pair[0] = state.pairFirst[index] ?? 0;
    pair[1] = state.pairSecond[index] ?? 0;
    if (one >= sink.countMin) sink.add(pair, 2, one);
  });
  const { articles: names, baskets } = state;
  return sayItemsets({
    names,
    table: sink.table(Int32Array.from(names, (_, index) => index)),
    baskets,
    articles: names.length,
    countMin: sink.countMin,
    isSupportRaised: sink.countMin > asked,
    sizeMax: 2,
  });
}

/**
 * Counts of articles and pairs as an {@link Aggregate}: fold shards of the baskets anywhere, merge
 * in any order, and get the same bytes; the result is what {@link frequentItemsets} gives with a
 * `sizeMax` of 2, and {@link rulesOfItemsets} makes rules of it. A basket must lie in one shard.
 * Larger itemsets take a second pass: see {@link itemsetCounter}.
 *
 * `add` copies the state, O(articles + pairs); `addAll` takes a whole shard at once, and is the
 * one to use. A state has as many entries as there are different pairs. Up
 * to 2³¹ − 1 baskets in all.
 *
 * @throws ClienteleError `scoring.state`, `scoring.share`, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { basketAggregate, rulesOfItemsets } from "clientele/scoring";
 *
 * const counts = basketAggregate({ countMin: 2 });
 * const monday = counts.addAll(counts.empty(), [["drill", "bits"], ["saw"]]);
 * const tuesday = counts.addAll(counts.empty(), [["bits", "drill"], ["drill"]]);
 * const { rules } = rulesOfItemsets(counts.result(counts.merge(tuesday, monday)));
 * assert.deepEqual(rules[0]?.antecedent, ["bits"]);
 * assert.equal(rules[0]?.confidence, 1);
 * ```
 * @since 0.1.0
 */
export function basketAggregate(options: BasketAggregateOptions = {}): BasketAggregate {
  const keys = ["supportMin", "countMin", "itemsetsMax", "overLimit", "pairedArticlesMax"];
  const plan = readItemsetOptions(options, keys);
  const path = at("options", "pairedArticlesMax");
  const paired = expectInteger(options.pairedArticlesMax ?? PAIRED_USUAL, path, 0, 10_000);
  const addAll = (state: BasketCounts, baskets: Baskets): BasketCounts =>
    merged(readState(state, "state"), countAll(baskets, paired));
  return {
    empty: () => EMPTY,
    add: (state, basket) => addAll(state, [basket]),
    addAll,
    merge: (left, right) => merged(readState(left, "left"), readState(right, "right")),
    result: (state) => say(readState(state, "state"), plan),
  };
}
