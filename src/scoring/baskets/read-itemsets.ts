/** The door of itemsets that were counted before. */
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectBoolean,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { inOrder, ItemsetIndex } from "./itemset-table.js";
import type { ItemsetTable } from "./itemset-table.js";
import { singleCounts } from "./mine-baskets.js";
import type { MinedItemsets } from "./mine-baskets.js";

const ITEMSET_SIZE_MAX = 20;
/** Counts are held in 32 bits. @internal */
export const COUNT_MAX: number = 2 ** 31 - 1;

/** Demands a list of ids, at least one and each once (`scoring.duplicate_id`). @internal */
export function readArticles(value: unknown, path: string): readonly string[] {
  const list = expectArray(value, path, ITEMSET_SIZE_MAX);
  if (list.length === 0) fail("scoring.itemset_empty", path, "at least one article", value);
  const articles = list.map((id, index) => expectIdentifier(id, atIndex(path, index)));
  articles.forEach((id, index) => {
    if (articles.indexOf(id) === index) return;
    fail("scoring.duplicate_id", atIndex(path, index), "each article once", id);
  });
  return articles;
}

/** A table of itemsets by name; each must be given once (`scoring.duplicate_id`). @internal */
export function encodeItemsets(
  itemsets: readonly (readonly string[])[],
  counts: readonly number[],
  path: string,
): { readonly names: readonly string[]; readonly table: ItemsetTable } {
  const names = [...new Set(itemsets.flat())].sort(compareText);
  const position = new Map(names.map((name, index) => [name, index]));
  const offsets = new Int32Array(itemsets.length + 1);
  const members: number[] = [];
  itemsets.forEach((articles, index) => {
    const numbers = articles.map((id) => position.get(id) ?? -1).sort((a, b) => a - b);
    for (const number of numbers) members.push(number);
    offsets[index + 1] = members.length;
  });
  const table = {
    length: itemsets.length,
    offsets,
    members: Int32Array.from(members),
    counts: Int32Array.from(counts),
  };
  const index = new ItemsetIndex(table);
  for (let itemset = 0; itemset < table.length; itemset += 1) {
    const own = table.members.subarray(offsets[itemset], offsets[itemset + 1]);
    if (index.find(own, own.length) === itemset) continue;
    fail("scoring.duplicate_id", atIndex(path, itemset), "each itemset once", "an itemset again");
  }
  return { names, table };
}

/** Reads the answer of `frequentItemsets`, or what has its form. @internal */
export function readItemsets(value: unknown): MinedItemsets {
  const record = expectRecord(value, "itemsets", [
    "baskets",
    "articles",
    "countMin",
    "isSupportRaised",
    "sizeMax",
    "itemsets",
  ]);
  const path = at("itemsets", "itemsets");
  const whole = (name: string, min: number): number =>
    expectInteger(record[name], at("itemsets", name), min, COUNT_MAX);
  const baskets = whole("baskets", 0);
  const list = expectArray(record["itemsets"], path, Number.MAX_SAFE_INTEGER).map((item, index) => {
    const spot = atIndex(path, index);
    const keys = ["articles", "count", "support", "allConfidence"];
    const one = expectRecord(item, spot, keys);
    const count = expectInteger(one["count"], at(spot, "count"), 1, COUNT_MAX);
    return { articles: readArticles(one["articles"], at(spot, "articles")), count };
  });
  const { names, table } = encodeItemsets(
    list.map(({ articles }) => articles),
    list.map(({ count }) => count),
    path,
  );
  checkCounts(table, names.length, baskets, path);
  return {
    names,
    table: inOrder(table),
    baskets,
    articles: whole("articles", 0),
    countMin: whole("countMin", 1),
    isSupportRaised: expectBoolean(record["isSupportRaised"], at("itemsets", "isSupportRaised")),
    sizeMax: whole("sizeMax", 1),
  };
}

/** No itemset is in more baskets than there are, or than an article of it is. */
function checkCounts(table: ItemsetTable, articles: number, baskets: number, path: string): void {
  const singles = singleCounts(table, articles);
  for (let index = 0; index < table.length; index += 1) {
    const members = table.members.subarray(table.offsets[index], table.offsets[index + 1]);
    const spot = at(atIndex(path, index), "count");
    const count = table.counts[index] as number;
    if (count > baskets) fail("scoring.itemset_count", spot, "at most the baskets", count);
    for (const member of members) {
      const single = singles[member] as number;
      if (single === 0) fail("scoring.itemset_missing", spot, "each article as an itemset", 0);
      if (count > single) fail("scoring.itemset_count", spot, "at most that of each part", count);
    }
  }
}
