/**
 * Exact counts of given itemsets: the second pass over data that lies on many machines.
 *
 * Not here: finding itemsets (`frequent-itemsets.ts`).
 */
import type { Aggregate } from "../../values/aggregate.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, atIndex, expectInteger, expectArray, expectRecord } from "../../values/plain.js";
import { inOrder } from "./itemset-table.js";
import type { ItemsetTable } from "./itemset-table.js";
import { singleCounts } from "./mine-baskets.js";
import type { Baskets, CountedItemset, FrequentItemsets } from "./model.js";
import { ITEMSET_KEYS, leastCount, readItemsetOptions } from "./options.js";
import type { ItemsetPlan } from "./options.js";
import { readBaskets } from "./read-baskets.js";
import { COUNT_MAX, encodeItemsets, readArticles } from "./read-itemsets.js";

/** Counts of itemsets that were fixed beforehand, in their order. @since 0.1.0 */
export interface ItemsetCounts {
  /** Baskets seen. */
  readonly baskets: number;
  /** Baskets with each itemset. */
  readonly counts: readonly number[];
}

/** Itemsets to be counted, by the article of each that the fewest of them have. */
interface Wanted {
  readonly itemsets: readonly (readonly string[])[];
  readonly names: readonly string[];
  readonly table: ItemsetTable;
  readonly byArticle: ReadonlyMap<string, readonly number[]>;
}

function readWanted(value: unknown): Wanted {
  const itemsets = expectArray(value, "itemsets", Number.MAX_SAFE_INTEGER).map((item, index) =>
    readArticles(item, atIndex("itemsets", index)),
  );
  const zeros = itemsets.map(() => 0);
  const { names, table } = encodeItemsets(itemsets, zeros, "itemsets");
  const uses = new Int32Array(names.length);
  for (const member of table.members) uses[member] = (uses[member] as number) + 1;
  const byArticle = new Map<string, number[]>();
  for (let index = 0; index < table.length; index += 1) {
    const members = table.members.subarray(table.offsets[index], table.offsets[index + 1]);
    let rarest = members[0] as number;
    for (const member of members) {
      if ((uses[member] as number) < (uses[rarest] as number)) rarest = member;
    }
    const name = itemAt(names, rarest);
    const list = byArticle.get(name);
    if (list === undefined) byArticle.set(name, [index]);
    else list.push(index);
  }
  return { itemsets, names, table, byArticle };
}

/** Counts of the wanted itemsets in some baskets. */
function count(wanted: Wanted, baskets: Baskets): ItemsetCounts {
  const { names, offsets, articles } = readBaskets(baskets);
  const { table, byArticle } = wanted;
  const position = new Map(names.map((name, index) => [name, index]));
  // The wanted articles by their numbers in these baskets; −1 where no basket has one.
  const number = Int32Array.from(wanted.names, (name) => position.get(name) ?? -1);
  const begins = names.map((name) => byArticle.get(name));
  const counts = new Int32Array(table.length);
  const seenIn = new Int32Array(names.length).fill(-1);
  const has = (basket: number, itemset: number): boolean => {
    const end = table.offsets[itemset + 1] as number;
    for (let place = table.offsets[itemset] as number; place < end; place += 1) {
      const article = number[table.members[place] as number] as number;
      if (article < 0 || seenIn[article] !== basket) return false;
    }
    return true;
  };
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    const members = articles.subarray(offsets[basket], offsets[basket + 1]);
    for (const article of members) seenIn[article] = basket;
    for (const article of members) {
      for (const itemset of begins[article] ?? []) {
        if (has(basket, itemset)) counts[itemset] = (counts[itemset] as number) + 1;
      }
    }
  }
  return { baskets: offsets.length - 1, counts: Array.from(counts) };
}

/** The count of a single article; every article of an itemset must be given alone too. */
function singleOf({ names, table }: Wanted, singles: Int32Array, member: number): number {
  const count = singles[member] as number;
  if (count > 0 || hasSingle(table, member)) return count;
  const expected = "each article of an itemset as an itemset of its own";
  return fail("scoring.itemset_missing", "itemsets", expected, itemAt(names, member));
}

function hasSingle({ offsets, members, length }: ItemsetTable, member: number): boolean {
  for (let index = 0; index < length; index += 1) {
    const start = offsets[index] as number;
    if ((offsets[index + 1] as number) - start === 1 && members[start] === member) return true;
  }
  return false;
}

/** Itemsets with their counts, those below the least one left out; in the order of mining. */
function say(wanted: Wanted, state: ItemsetCounts, plan: ItemsetPlan): FrequentItemsets {
  const { names } = wanted;
  const { baskets } = state;
  const { sizeMax } = plan;
  const countMin = leastCount(plan, baskets);
  const table = inOrder({ ...wanted.table, counts: Int32Array.from(state.counts) });
  const singles = singleCounts(table, names.length);
  const itemsets: CountedItemset[] = [];
  for (let index = 0; index < table.length; index += 1) {
    const count = table.counts[index] as number;
    if (count < countMin) continue;
    const members = table.members.subarray(table.offsets[index], table.offsets[index + 1]);
    let largest = 0;
    for (const member of members) largest = Math.max(largest, singleOf(wanted, singles, member));
    itemsets.push({
      articles: Array.from(members, (member) => itemAt(names, member)),
      count,
      support: count / baskets,
      allConfidence: count / largest,
    });
  }
  return { baskets, articles: names.length, countMin, isSupportRaised: false, sizeMax, itemsets };
}

function readState(value: unknown, path: string, length: number): ItemsetCounts {
  const record = expectRecord(value, path, ["baskets", "counts"]);
  const list = expectArray(record["counts"], at(path, "counts"), Number.MAX_SAFE_INTEGER);
  if (list.length !== length) {
    fail(
      "scoring.state",
      at(path, "counts"),
      `${String(length)} counts, one an itemset`,
      list.length,
    );
  }
  const baskets = expectInteger(record["baskets"], at(path, "baskets"), 0, COUNT_MAX);
  const counts = list.map((one, index) =>
    expectInteger(one, atIndex(at(path, "counts"), index), 0, baskets),
  );
  return { baskets, counts };
}

function merged(left: ItemsetCounts, right: ItemsetCounts): ItemsetCounts {
  return {
    baskets: left.baskets + right.baskets,
    counts: left.counts.map((one, index) => one + itemAt(right.counts, index)),
  };
}

/** Counts of fixed itemsets over shards of the baskets. @since 0.1.0 */
export interface ItemsetCounter
  extends Aggregate<readonly string[], ItemsetCounts, FrequentItemsets> {
  /** The state of a whole shard at once: what `add` of each of its baskets would give, faster. */
  readonly addAll: (state: ItemsetCounts, baskets: Baskets) => ItemsetCounts;
}

/**
 * Counts given itemsets exactly, as an {@link Aggregate}: any sharding, any order, the same bytes.
 *
 * The second pass of frequent itemsets over many machines (the partition algorithm of Savasere,
 * Omiecinski & Navathe 1995). First pass: {@link frequentItemsets} on each shard with one
 * `supportMin`, a share, and neither `countMin` nor a raised support; an itemset that is frequent
 * in all is frequent in one shard at least, so that the union of their itemsets misses none.
 * Second pass: this counter over the union, merged; its `result` leaves out, by the same
 * `supportMin`, those that were frequent in a shard only. `articles` of the result counts the
 * articles of the given itemsets.
 *
 * `add` is O(itemsets) and `addAll` O(articles read × itemsets that begin with them).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.itemset_empty`, `scoring.state` for a
 * state of other itemsets, `scoring.itemset_missing` from `result` where an article of an itemset
 * is not an itemset of its own, `scoring.share`, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { frequentItemsets, itemsetCounter } from "clientele/scoring";
 *
 * const north = [["a", "b"], ["a", "b"], ["c"]];
 * const south = [["a"], ["b", "c"], ["a", "b", "c"]];
 * const find = (baskets: string[][]) => frequentItemsets(baskets, { supportMin: 0.5 }).itemsets;
 * const locals = [...find(north), ...find(south)];
 * const union = [...new Map(locals.map(({ articles }) => [articles.join(), articles])).values()];
 *
 * const counter = itemsetCounter(union, { supportMin: 0.5 });
 * const states = [north, south].map((shard) => counter.addAll(counter.empty(), shard));
 * const all = counter.result(states.reduce(counter.merge));
 * assert.deepEqual(all.itemsets, find([...north, ...south]));
 * ```
 * @since 0.1.0
 */
export function itemsetCounter(
  itemsets: readonly (readonly string[])[],
  options: { readonly supportMin?: number; readonly countMin?: number } = {},
): ItemsetCounter {
  const wanted = readWanted(itemsets);
  const { length } = wanted.itemsets;
  const { supportMin, countMin } = expectRecord(options, "options", ["supportMin", "countMin"]);
  const bounds = { supportMin, countMin: countMin ?? 1, sizeMax: 20 };
  const plan = readItemsetOptions(bounds, ITEMSET_KEYS);
  const addAll = (state: ItemsetCounts, baskets: Baskets): ItemsetCounts =>
    merged(readState(state, "state", length), count(wanted, baskets));
  return {
    empty: () => ({ baskets: 0, counts: wanted.itemsets.map(() => 0) }),
    add: (state, basket) => addAll(state, [basket]),
    addAll,
    merge: (left, right) =>
      merged(readState(left, "left", length), readState(right, "right", length)),
    result: (state) => say(wanted, readState(state, "state", length), plan),
  };
}
