/**
 * A price list for a file that has none: the list price of an article is the highest price at
 * which at least one in twenty of its sales was invoiced. What was sold below it is discount.
 */
import type { ConditionRecord } from "clientele/pricing";
import { compareDecimals } from "clientele/values";

import type { OrderRow } from "./read-orders.js";

const SHARE_MIN = 0.05;

/** One price record for each article that was ever sold at a price. */
export function priceListOf(rows: readonly OrderRow[], step: string): readonly ConditionRecord[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { article, quantity, unitPrice } of rows) {
    if (quantity < 0 || unitPrice === "0") continue;
    const prices = counts.get(article) ?? new Map<string, number>();
    prices.set(unitPrice, (prices.get(unitPrice) ?? 0) + 1);
    counts.set(article, prices);
  }
  return [...counts].map(([article, prices]) => ({
    id: `list-${article}`,
    step,
    key: { article },
    value: { kind: "unitPrice", amount: listPrice(prices) },
  }));
}

function listPrice(prices: ReadonlyMap<string, number>): string {
  let sales = 0;
  for (const count of prices.values()) sales += count;
  let highest = "0";
  for (const [price, count] of prices) {
    if (count >= sales * SHARE_MIN && compareDecimals(price, highest) > 0) highest = price;
  }
  return highest;
}
