/**
 * The whole portfolio review: 10³ and 10⁴ accounts with 100 orders each, and 10⁵ accounts with 10,
 * by a policy of terms and by one that also values, offers and scores. Each run is a process of its
 * own, so that peaks of memory do not mix. The facts lie in memory as plain objects before the
 * clock starts: what they take is said apart.
 *
 * `review.bench.ts [accounts [orders]]` runs one size alone, `--inside` in this very process.
 */
import { spawnSync } from "node:child_process";

import { compileReview, reviewPortfolio } from "clientele/review";
import type { Account, AccountOrder, ReviewPolicy } from "clientele/review";
import { fromDayNumber, toDayNumber } from "clientele/values";

import { fullPolicy } from "../review/full-policy.js";
import { reviewPolicy } from "../review/policy.js";
import { median } from "./support.js";

const ASOF = "2026-11-23";
const last = toDayNumber(ASOF);
const days = Array.from({ length: 1_000 }, (_, index) => fromDayNumber(last - index));
const articles = ["chair", "desk", "lamp", "rug"];
const prices = ["48.40", "180.00", "0.0435", "75.00"];

const { value, crossSell, scorecard, attributes } = fullPolicy;
const policies: Readonly<Record<string, ReviewPolicy>> = {
  terms: reviewPolicy,
  whole: {
    ...reviewPolicy,
    ...(value === undefined ? {} : { value: { ...value, purchases: "bg-nbd", spend: "gamma-gamma" } }),
    ...(crossSell === undefined ? {} : { crossSell: { peers: true } }),
    ...(scorecard === undefined ? {} : { scorecard }),
    ...(attributes === undefined ? {} : { attributes }),
  },
};

/** A small generator of its own, so that every run has the same orders. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

function accountsOf(count: number, ordersEach: number): Account[] {
  const random = randomOf(7);
  return Array.from({ length: count }, (_, index) => {
    const orders: AccountOrder[] = Array.from({ length: ordersEach }, (__, place) => {
      const article = Math.floor(4 * random());
      const isReturn = random() < 0.03;
      return {
        id: `R-${String(place)}`,
        date: days[Math.floor(1_000 * random())] ?? ASOF,
        lines: [
          {
            article: articles[article] ?? "chair",
            quantity: isReturn ? -1 : 1 + Math.floor(30 * random()),
            unitPrice: prices[article] ?? "1",
          },
        ],
      };
    });
    return { id: `client-${String(index).padStart(6, "0")}`, orders };
  });
}

/** What one run took; memory in MiB. */
interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Resident before the review, the facts in it. */
  readonly before: number;
  /** What the facts alone take of the heap. */
  readonly facts: number;
  readonly peak: number;
  readonly net: string;
}

const MEBIBYTE = 2 ** 20;

function run(name: string, count: number, ordersEach: number): Run {
  const plan = compileReview(policies[name] ?? reviewPolicy);
  const empty = process.memoryUsage().heapUsed;
  const accounts = accountsOf(count, ordersEach);
  const { heapUsed, rss } = process.memoryUsage();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const review = reviewPortfolio(plan, accounts, { asOf: ASOF });
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    before: rss / MEBIBYTE,
    facts: (heapUsed - empty) / MEBIBYTE,
    peak: process.resourceUsage().maxRSS / 1024,
    net: review.turnover.total.all.net.amount,
  };
}

/** The same in a process of its own, run with the flags that this one was run with. */
function runApart(name: string, count: number, ordersEach: number): Run {
  const self = [...process.execArgv, process.argv[1] ?? "", "--inside", name, String(count), String(ordersEach)];
  const { stdout, stderr, status } = spawnSync(process.execPath, self, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}

function report(name: string, count: number, ordersEach: number, rounds: number): void {
  const runs = Array.from({ length: rounds }, () => runApart(name, count, ordersEach));
  const of = (figure: Exclude<keyof Run, "net">): number => median(runs.map((one) => one[figure]));
  const orders = count * ordersEach;
  const figures = [
    `${of("seconds").toFixed(2)} s`,
    `CPU ${of("cpuSeconds").toFixed(2)} s`,
    `${((orders / of("seconds")) / 1e6).toFixed(2)} M orders/s`,
    `facts ${of("facts").toFixed(0)} MiB`,
    `resident ${of("before").toFixed(0)} MiB, peak ${of("peak").toFixed(0)} MiB`,
    `net ${runs[0]?.net ?? ""}`,
  ];
  console.log(`  ${name}: ${String(count)} accounts × ${String(ordersEach)} orders: ${figures.join("; ")}`);
}

const [first, ...others] = process.argv.slice(2);
if (first === "--inside") {
  const [name = "terms", count = "1000", ordersEach = "100"] = others;
  process.stdout.write(JSON.stringify(run(name, Number(count), Number(ordersEach))));
} else {
  console.log("\nReview of a portfolio, medians of runs in processes of their own");
  const sizes: readonly (readonly [number, number, number])[] =
    first === undefined
      ? [[1_000, 100, 3], [10_000, 100, 3], [100_000, 10, 1]]
      : [[Number(first), Number(others[0] ?? 100), 1]];
  for (const name of Object.keys(policies)) {
    for (const [count, ordersEach, rounds] of sizes) report(name, count, ordersEach, rounds);
  }
}
