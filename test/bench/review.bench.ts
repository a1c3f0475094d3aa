/**
 * The whole portfolio review: 10⁴ accounts with 10⁶ orders, and how it grows. Time and memory of
 * this process; the facts lie in memory as plain objects before the clock starts.
 */
import { compileReview, reviewPortfolio } from "clientele/review";
import type { Account, AccountOrder } from "clientele/review";
import { fromDayNumber, toDayNumber } from "clientele/values";

import { reviewPolicy } from "../review/policy.js";

const ASOF = "2026-11-23";
const last = toDayNumber(ASOF);
const days = Array.from({ length: 1_000 }, (_, index) => fromDayNumber(last - index));
const articles = ["chair", "desk", "lamp", "rug"];
const prices = ["48.40", "180.00", "0.0435", "75.00"];

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
    const orders: AccountOrder[] = Array.from({ length: ordersEach }, (_, place) => {
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

const plan = compileReview(reviewPolicy);
const only = process.argv[2] === undefined ? [1_000, 10_000] : [Number(process.argv[2])];
for (const count of only) {
  const accounts = accountsOf(count, 100);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const review = reviewPortfolio(plan, accounts, { asOf: ASOF });
  const seconds = (performance.now() - start) / 1_000;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${String(count)} accounts, ${String(count * 100)} orders: ${seconds.toFixed(2)} s, ` +
      `${((count * 100) / seconds / 1e6).toFixed(2)} M orders/s; facts ${(before / 2 ** 20).toFixed(0)} MiB, ` +
      `peak ${peak.toFixed(0)} MiB; net ${review.turnover.total.all.net.amount}`,
  );
}
