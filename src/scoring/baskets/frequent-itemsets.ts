/**
 * Sets of articles that are bought together often, by FP-Growth.
 *
 * Not here: rules made of them (`association-rules.ts`), exact counts of given sets
 * (`count-itemsets.ts`), counts that merge over machines (`basket-aggregate.ts`).
 */
import { fail } from "../../values/errors.js";
import { at, expectInteger, expectRecord } from "../../values/plain.js";
import { mineBaskets, mineColumns, sayItemsets } from "./mine-baskets.js";
import type { Baskets, FrequentItemsets, ItemsetOptions } from "./model.js";
import { ITEMSET_KEYS, readItemsetOptions } from "./options.js";
import { readBaskets, withoutRepeats } from "./read-baskets.js";

/**
 * All sets of articles that are in enough baskets, with their counts. The same for any order of
 * baskets and of articles within them.
 *
 * There can be more itemsets than fit any memory: a single basket of 40 articles has 10¹² at a
 * count of 1. At `itemsetsMax` the least count rises to the lowest at which they fit
 * (`isSupportRaised`), or the call is refused, by `overLimit`; either way it ends. Time follows
 * the articles read and the itemsets found.
 *
 * @throws ClienteleError `scoring.share` for a support outside 0 to 1, `scoring.too_many_itemsets`
 * where `overLimit` is `refuse`, `id.format`, `schema.*`, `limits.too_many`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { frequentItemsets } from "clientele/scoring";
 *
 * const found = frequentItemsets(
 *   [["bolt", "nut", "washer"], ["bolt", "nut"], ["nut"], ["bolt", "glue"]],
 *   { supportMin: 0.5 },
 * );
 * assert.deepEqual(
 *   found.itemsets.map(({ articles, count }) => [articles.join("+"), count]),
 *   [["bolt", 3], ["nut", 3], ["bolt+nut", 2]],
 * );
 * ```
 * @since 0.1.0
 */
export function frequentItemsets(baskets: Baskets, options: ItemsetOptions = {}): FrequentItemsets {
  const plan = readItemsetOptions(options, ITEMSET_KEYS);
  return sayItemsets(mineBaskets(readBaskets(baskets), plan));
}

/**
 * Baskets as columns: basket i has the articles `articles[offsets[i]]` up to, not including,
 * `articles[offsets[i + 1]]`. What repeats within a basket counts once.
 *
 * @since 0.1.0
 */
export interface BasketColumns {
  /** From 0, never falling, one more than the baskets; the last is the length of `articles`. */
  readonly offsets: Int32Array;
  /** Numbers of articles, 0 to `articleCount` − 1. */
  readonly articles: Int32Array;
  readonly articleCount: number;
}

/**
 * Frequent itemsets as columns: itemset i has the articles `articles[offsets[i]]` up to, not
 * including, `articles[offsets[i + 1]]`, rising, and `counts[i]` baskets.
 *
 * @since 0.1.0
 */
export interface ItemsetColumns {
  readonly baskets: number;
  readonly countMin: number;
  readonly isSupportRaised: boolean;
  readonly offsets: Int32Array;
  readonly articles: Int32Array;
  readonly counts: Int32Array;
}

/** Demands columns of baskets (`columns.type`, `columns.range`). */
function readColumns(columns: unknown): BasketColumns {
  const record = expectRecord(columns, "columns", ["offsets", "articles", "articleCount"]);
  const { offsets, articles } = record;
  for (const [name, column] of [
    ["offsets", offsets],
    ["articles", articles],
  ] as const) {
    if (!(column instanceof Int32Array)) {
      fail("columns.type", at("columns", name), "an Int32Array", column);
    }
  }
  const places = offsets as Int32Array;
  const numbers = articles as Int32Array;
  const path = at("columns", "articleCount");
  const articleCount = expectInteger(record["articleCount"], path, 0, 2 ** 30);
  const isRising = places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
  if (places[0] !== 0 || places.at(-1) !== numbers.length || !isRising) {
    const expected = "offsets from 0 to the number of articles, never falling";
    fail("columns.range", at("columns", "offsets"), expected, places);
  }
  const wrong = numbers.find((number) => number < 0 || number >= articleCount);
  if (wrong !== undefined) {
    fail("columns.range", at("columns", "articles"), `0 to ${String(articleCount - 1)}`, wrong);
  }
  return { offsets: places, articles: numbers, articleCount };
}

/**
 * {@link frequentItemsets} over typed arrays, for millions of baskets: the same itemsets, by
 * count, size and article number. The columns are not changed.
 *
 * @throws ClienteleError `columns.type`, `columns.range`, and as {@link frequentItemsets}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { frequentItemsetColumns } from "clientele/scoring";
 *
 * // Baskets {0, 1}, {0, 1, 2}, {2}.
 * const found = frequentItemsetColumns(
 *   {
 *     offsets: Int32Array.of(0, 2, 5, 6),
 *     articles: Int32Array.of(0, 1, 0, 1, 2, 2),
 *     articleCount: 3,
 *   },
 *   { countMin: 2 },
 * );
 * assert.deepEqual([...found.counts], [2, 2, 2, 2]);
 * assert.deepEqual([...found.articles], [0, 1, 2, 0, 1]);
 * ```
 * @since 0.1.0
 */
export function frequentItemsetColumns(
  columns: BasketColumns,
  options: ItemsetOptions = {},
): ItemsetColumns {
  const { offsets, articles, articleCount } = readColumns(columns);
  const plan = readItemsetOptions(options, ITEMSET_KEYS);
  const distinct = withoutRepeats(offsets, articles, articleCount);
  const { table, countMin, isRaised } = mineColumns(distinct, articleCount, plan);
  return {
    baskets: offsets.length - 1,
    countMin,
    isSupportRaised: isRaised,
    offsets: table.offsets,
    articles: table.members,
    counts: table.counts,
  };
}
