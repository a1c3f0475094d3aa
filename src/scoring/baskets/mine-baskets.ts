/** From encoded baskets to a table of frequent itemsets. */
import { compareText } from "../../values/plain.js";
import { mine } from "./fp-growth.js";
import { ItemsetSink } from "./itemset-table.js";
import type { ItemsetTable } from "./itemset-table.js";
import type { CountedItemset, FrequentItemsets } from "./model.js";
import { leastCount } from "./options.js";
import type { ItemsetPlan } from "./options.js";
import { groupBy } from "./read-baskets.js";
import type { EncodedBaskets } from "./read-baskets.js";

/** Itemsets as columns, and of what. @internal */
export interface MinedItemsets {
  /** Ids by code unit; an article is its position here. */
  readonly names: readonly string[];
  readonly table: ItemsetTable;
  readonly baskets: number;
  readonly articles: number;
  readonly countMin: number;
  readonly isSupportRaised: boolean;
  readonly sizeMax: number;
}

interface Ranking {
  /** Articles from the most frequent to the least, ties by position. */
  readonly articles: Int32Array;
  /** Rank of each article; −1 where it is not frequent. */
  readonly ranks: Int32Array;
  readonly counts: Int32Array;
}

function rankArticles(articles: Int32Array, articleCount: number, countMin: number): Ranking {
  const tally = new Int32Array(articleCount);
  for (const article of articles) tally[article] = (tally[article] as number) + 1;
  const frequent = Int32Array.from({ length: articleCount }, (_, article) => article)
    .filter((article) => (tally[article] as number) >= countMin)
    .sort((a, b) => (tally[b] as number) - (tally[a] as number) || a - b);
  const ranks = new Int32Array(articleCount).fill(-1);
  frequent.forEach((article, rank) => {
    ranks[article] = rank;
  });
  return { articles: frequent, ranks, counts: frequent.map((article) => tally[article] as number) };
}

/** The baskets' frequent articles as ranks that rise: by two counting sorts. */
function rankBaskets(
  { offsets, articles }: Pick<EncodedBaskets, "offsets" | "articles">,
  { ranks, counts }: Ranking,
): { readonly offsets: Int32Array; readonly ranks: Int32Array } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rankOf = new Int32Array(total);
  const basketOf = new Int32Array(total);
  let place = 0;
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    const end = offsets[basket + 1] as number;
    for (let index = offsets[basket] as number; index < end; index += 1) {
      const rank = ranks[articles[index] as number] as number;
      if (rank < 0) continue;
      rankOf[place] = rank;
      basketOf[place] = basket;
      place += 1;
    }
  }
  const byRank = groupBy(rankOf, basketOf, counts.length);
  let rank = 0;
  const ranksInOrder = rankOf.map((_, index) => {
    while (index >= (byRank.offsets[rank + 1] as number)) rank += 1;
    return rank;
  });
  const byBasket = groupBy(byRank.values, ranksInOrder, offsets.length - 1);
  return { offsets: byBasket.offsets, ranks: byBasket.values };
}

/** Mines columns; codes `scoring.too_many_itemsets`. @internal */
export function mineColumns(
  columns: Pick<EncodedBaskets, "offsets" | "articles">,
  articleCount: number,
  plan: ItemsetPlan,
): { readonly table: ItemsetTable; readonly countMin: number; readonly isRaised: boolean } {
  const asked = leastCount(plan, columns.offsets.length - 1);
  const ranking = rankArticles(columns.articles, articleCount, asked);
  const { itemsetsMax, isRefusing, sizeMax } = plan;
  const countMax = ranking.counts[0] ?? 0;
  const sink = new ItemsetSink({ countMin: asked, countMax, itemsetsMax, isRefusing });
  mine({ ...rankBaskets(columns, ranking), counts: ranking.counts }, sizeMax, sink);
  const table = sink.table(ranking.articles);
  return { table, countMin: sink.countMin, isRaised: sink.countMin > asked };
}

/** @internal */
export function mineBaskets(encoded: EncodedBaskets, plan: ItemsetPlan): MinedItemsets {
  const { names, offsets } = encoded;
  const { table, countMin, isRaised } = mineColumns(encoded, names.length, plan);
  return {
    names,
    table,
    baskets: offsets.length - 1,
    articles: names.length,
    countMin,
    isSupportRaised: isRaised,
    sizeMax: plan.sizeMax,
  };
}

/** Counts of single articles in a table; 0 for an article that is not in it alone. @internal */
export function singleCounts(table: ItemsetTable, articleCount: number): Int32Array {
  const counts = new Int32Array(articleCount);
  for (let index = 0; index < table.length; index += 1) {
    const start = table.offsets[index] as number;
    if ((table.offsets[index + 1] as number) - start !== 1) continue;
    counts[table.members[start] as number] = table.counts[index] as number;
  }
  return counts;
}

/** Largest count of one article among some. @internal */
export function largestOf(counts: Int32Array, members: Int32Array): number {
  let largest = 0;
  for (const member of members) largest = Math.max(largest, counts[member] as number);
  return largest;
}

/** Plain data of a table whose single articles are all in it. @internal */
export function sayItemsets(mined: MinedItemsets): FrequentItemsets {
  const { names, table, baskets, articles, countMin, isSupportRaised, sizeMax } = mined;
  const singles = singleCounts(table, names.length);
  const itemsets = Array.from({ length: table.length }, (_, index): CountedItemset => {
    const members = table.members.subarray(table.offsets[index], table.offsets[index + 1]);
    const count = table.counts[index] as number;
    return {
      articles: Array.from(members, (member) => names[member] ?? ""),
      count,
      support: count / baskets,
      allConfidence: count / largestOf(singles, members),
    };
  });
  return { baskets, articles, countMin, isSupportRaised, sizeMax, itemsets };
}

/** −1, 0 or 1 as lists of texts stand by code unit, item by item. @internal */
export function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const order = compareText(a[index] ?? "", b[index] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
