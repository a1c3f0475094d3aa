/**
 * What market baskets cost, beside node-fpgrowth and hand-written pair counts, in one run:
 * `npx tsx test/bench/baskets.bench.ts`. Rounds are interleaved, medians are printed.
 *
 * Baskets are the invoices of Online Retail without cancellations, articles its stock codes.
 *
 * Memory, measured apart: the peak resident size of a process of Node 20 that reads the baskets
 * and does one run (`/usr/bin/time -v`, the larger of two). Before mining it is 99 MB.
 *
 * | run | support | itemsets | peak | beyond the baskets |
 * |---|---|---|---|---|
 * | `frequentItemsetColumns` | 0.01 | 1 567 | 145 MB | 46 MB |
 * | `frequentItemsetColumns` | 0.003 | 121 150 | 150 MB | 51 MB |
 * | `frequentItemsets` | 0.003 | 121 150 | 147 MB | 48 MB |
 * | `associationRules` (573 842 rules found) | 0.003 | 121 150 | 250 MB | 151 MB |
 * | node-fpgrowth | 0.01 | 1 567 | 261 MB | 162 MB |
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import { FPGrowth } from "node-fpgrowth";

import {
  associationRules,
  basketAggregate,
  frequentItemsetColumns,
  frequentItemsets,
  nextBestProducts,
} from "../../src/scoring/index.js";
import { hasShared, sharedPath } from "../support/shared.js";
import { compare } from "./support.js";

const FILE = "data/online-retail.csv.gz";

function readInvoices(): string[][] {
  const invoices = new Map<string, string[]>();
  const lines = gunzipSync(readFileSync(sharedPath(FILE))).toString("utf8").split("\n");
  for (const line of lines.slice(1)) {
    const [invoice = "", article = ""] = line.split(",", 2);
    if (invoice === "" || article === "" || invoice.startsWith("C")) continue;
    const basket = invoices.get(invoice);
    if (basket === undefined) invoices.set(invoice, [article]);
    else basket.push(article);
  }
  return [...invoices.values()];
}

/** The same baskets as columns. */
function columnsOf(baskets: readonly (readonly string[])[]): Parameters<typeof frequentItemsetColumns>[0] {
  const numbers = new Map<string, number>();
  const offsets = new Int32Array(baskets.length + 1);
  const articles: number[] = [];
  baskets.forEach((basket, index) => {
    for (const article of basket) {
      if (!numbers.has(article)) numbers.set(article, numbers.size);
      articles.push(numbers.get(article) ?? 0);
    }
    offsets[index + 1] = articles.length;
  });
  return { offsets, articles: Int32Array.from(articles), articleCount: numbers.size };
}

/** What a programmer writes by hand to count pairs: the limit for two articles. */
function pairsByHand(columns: ReturnType<typeof columnsOf>): Int32Array {
  const { offsets, articles, articleCount } = columns;
  const counts = new Int32Array(articleCount * articleCount);
  for (let basket = 0; basket + 1 < offsets.length; basket += 1) {
    const end = offsets[basket + 1] as number;
    for (let i = offsets[basket] as number; i < end; i += 1) {
      const row = (articles[i] as number) * articleCount;
      for (let j = i + 1; j < end; j += 1) {
        const cell = row + (articles[j] as number);
        counts[cell] = (counts[cell] as number) + 1;
      }
    }
  }
  return counts;
}

/** Where a run takes its time, one is enough. */
async function once(name: string, work: () => unknown): Promise<void> {
  const start = performance.now();
  const result = work();
  if (result instanceof Promise) await result;
  console.log(`  ${name.padEnd(40)} ${((performance.now() - start) * 1_000).toFixed(0).padStart(12)} µs  (one run)`);
}

async function run(): Promise<void> {
  if (!hasShared(FILE)) {
    console.log("Online Retail is not there: skipped");
    return;
  }
  const baskets = readInvoices();
  const distinct = baskets.map((basket) => [...new Set(basket)]);
  const columns = columnsOf(baskets);
  const lines = columns.articles.length;
  console.log(`${String(baskets.length)} baskets, ${String(lines)} lines, ${String(columns.articleCount)} articles`);

  for (const supportMin of [0.02, 0.01, 0.005]) {
    const options = { supportMin, itemsetsMax: 1_000_000 };
    const { itemsets } = frequentItemsets(baskets, options);
    const sizeMax = itemsets.reduce((most, { articles }) => Math.max(most, articles.length), 0);
    await compare(`support ${String(supportMin)}: ${String(itemsets.length)} itemsets of up to ${String(sizeMax)}`, [
      { name: "frequentItemsetColumns", work: () => frequentItemsetColumns(columns, options), times: 1 },
      { name: "frequentItemsets", work: () => frequentItemsets(baskets, options), times: 1 },
      { name: "associationRules", work: () => associationRules(baskets, options), times: 1 },
    ]);
    if (supportMin < 0.01) continue;
    // Its own: counts of the same itemsets, or the comparison would not be one.
    let found = 0;
    await once("node-fpgrowth", async () => {
      found = (await new FPGrowth<string>(supportMin).exec(distinct)).length;
    });
    if (found !== itemsets.length) throw new Error(`node-fpgrowth found ${String(found)} itemsets`);
  }

  const low = { supportMin: 0.003, itemsetsMax: 1_000_000 };
  console.log("\nsupport 0.003: 121 150 itemsets of up to 9");
  await once("frequentItemsetColumns", () => frequentItemsetColumns(columns, low));
  await once("associationRules", () => associationRules(baskets, low));

  const aggregate = basketAggregate({ supportMin: 0.01 });
  const state = aggregate.addAll(aggregate.empty(), baskets);
  console.log(`\ncounts of all ${String(state.pairCounts.length)} pairs`);
  await once("basketAggregate.addAll", () => aggregate.addAll(aggregate.empty(), baskets));
  await once("merge of two such states", () => aggregate.merge(state, state));
  await once("hand-written matrix over columns", () => pairsByHand(columns));

  const { rules } = associationRules(baskets, { supportMin: 0.005, rulesMax: 20_000 });
  const accounts = baskets.slice(0, 5_000).map((articles, index) => ({ id: `c${String(index)}`, articles }));
  await compare(`next best products of 5 000 accounts by ${String(rules.length)} rules`, [
    { name: "nextBestProducts", work: () => nextBestProducts(accounts, { rules }), times: 1 },
  ]);

  globalThis.gc?.();
  const before = process.memoryUsage();
  frequentItemsetColumns(columns, { supportMin: 0.003, itemsetsMax: 1_000_000 });
  const after = process.memoryUsage();
  const grown = after.arrayBuffers - before.arrayBuffers + after.heapUsed - before.heapUsed;
  console.log(`\nmemory taken by one run over columns at 0.003: at most ${(grown / 1e6).toFixed(0)} MB; process ${(after.rss / 1e6).toFixed(0)} MB`);
}

await run();
