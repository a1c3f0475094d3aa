/** The door of baskets: ids become numbers, each article of a basket once. */
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";

/**
 * Baskets as columns: basket i has `articles[offsets[i]]` to `articles[offsets[i + 1] − 1]`.
 *
 * @internal
 */
export interface EncodedBaskets {
  /** Ids by code unit; an article is its position here. */
  readonly names: readonly string[];
  readonly offsets: Int32Array;
  /** Each article of a basket once, in no stated order. */
  readonly articles: Int32Array;
}

/** Ids as numbers in the order in which they were met; an id is checked the first time only. */
class Dictionary {
  readonly #numbers = new Map<unknown, number>();
  readonly names: string[] = [];

  /** Number of an id that was met before. */
  find(value: unknown): number | undefined {
    return this.#numbers.get(value);
  }

  /** Number of an id that is met the first time. */
  add(value: unknown, path: string): number {
    const number = this.names.length;
    this.names.push(expectIdentifier(value, path));
    this.#numbers.set(value, number);
    return number;
  }
}

interface Lines {
  readonly dictionary: Dictionary;
  readonly baskets: number;
  /** Basket and article of each line, the lines of one basket together. */
  readonly offsets: Int32Array;
  readonly articles: Int32Array;
}

function readLists(list: readonly unknown[]): Lines {
  const dictionary = new Dictionary();
  const offsets = new Int32Array(list.length + 1);
  let length = 0;
  for (let basket = 0; basket < list.length; basket += 1) {
    const path = atIndex("baskets", basket);
    length += expectArray(list[basket], path, Number.MAX_SAFE_INTEGER).length;
    if (length > LINES_MAX) fail("limits.too_many", path, TOO_MANY, length);
    offsets[basket + 1] = length;
  }
  const articles = new Int32Array(length);
  let place = 0;
  for (let basket = 0; basket < list.length; basket += 1) {
    const members = list[basket] as readonly unknown[];
    for (let index = 0; index < members.length; index += 1) {
      // Paths are made for new ids alone: most of the time would go into them.
      articles[place] =
        dictionary.find(members[index]) ??
        dictionary.add(members[index], atIndex(atIndex("baskets", basket), index));
      place += 1;
    }
  }
  return { dictionary, baskets: list.length, offsets, articles };
}

function readLines(list: readonly unknown[]): Lines {
  const dictionary = new Dictionary();
  const orders = new Dictionary();
  const basketOf = new Int32Array(list.length);
  const articleOf = new Int32Array(list.length);
  for (let index = 0; index < list.length; index += 1) {
    const record = expectRecord(list[index], atIndex("baskets", index), LINE_KEYS);
    const { basket, article } = record;
    basketOf[index] =
      orders.find(basket) ?? orders.add(basket, at(atIndex("baskets", index), "basket"));
    articleOf[index] =
      dictionary.find(article) ?? dictionary.add(article, at(atIndex("baskets", index), "article"));
  }
  const baskets = orders.names.length;
  const { offsets, values } = groupBy(basketOf, articleOf, baskets);
  return { dictionary, baskets, offsets, articles: values };
}

/** Gathers `values` by `keys` (0 to `count` − 1), in the order given: a counting sort. @internal */
export function groupBy(
  keys: Int32Array,
  values: Int32Array,
  count: number,
): { readonly offsets: Int32Array; readonly values: Int32Array } {
  const offsets = new Int32Array(count + 1);
  for (const key of keys) offsets[key + 1] = (offsets[key + 1] as number) + 1;
  for (let key = 0; key < count; key += 1) {
    offsets[key + 1] = (offsets[key + 1] as number) + (offsets[key] as number);
  }
  const next = offsets.slice(0, count);
  const grouped = new Int32Array(values.length);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as number;
    const place = next[key] as number;
    grouped[place] = values[index] as number;
    next[key] = place + 1;
  }
  return { offsets, values: grouped };
}

/** Each article of a basket once. @internal */
export function withoutRepeats(
  offsets: Int32Array,
  articles: Int32Array,
  articleCount: number,
): { readonly offsets: Int32Array; readonly articles: Int32Array } {
  const seenIn = new Int32Array(articleCount).fill(-1);
  const kept = new Int32Array(offsets.length);
  const distinct = new Int32Array(articles.length);
  let length = 0;
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    const end = offsets[basket + 1] as number;
    for (let place = offsets[basket] as number; place < end; place += 1) {
      const article = articles[place] as number;
      if (seenIn[article] === basket) continue;
      seenIn[article] = basket;
      distinct[length] = article;
      length += 1;
    }
    kept[basket + 1] = length;
  }
  return { offsets: kept, articles: distinct.subarray(0, length) };
}

const LINE_KEYS = ["basket", "article"];
const LINES_MAX = 2 ** 27;
const TOO_MANY = "at most 2^27 articles of all baskets; use columns, or count parts and merge";

/**
 * Reads lists of ids or lines of orders. Codes `schema.*`, `id.format`, `limits.too_many`.
 * O(lines).
 *
 * @internal
 */
export function readBaskets(baskets: unknown): EncodedBaskets {
  if (Array.isArray(baskets) && baskets.length > LINES_MAX) {
    fail("limits.too_many", "baskets", TOO_MANY, baskets.length);
  }
  const list = expectArray(baskets, "baskets", LINES_MAX);
  const { dictionary, offsets, articles } = Array.isArray(list[0])
    ? readLists(list)
    : readLines(list);
  const { names } = dictionary;
  const order = names.map((_, number) => number);
  order.sort((a, b) => compareText(names[a] ?? "", names[b] ?? ""));
  const position = new Int32Array(names.length);
  order.forEach((number, index) => {
    position[number] = index;
  });
  for (let place = 0; place < articles.length; place += 1) {
    articles[place] = position[articles[place] as number] as number;
  }
  const distinct = withoutRepeats(offsets, articles, names.length);
  return { names: order.map((number) => names[number] ?? ""), ...distinct };
}
