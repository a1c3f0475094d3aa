/**
 * Purchase histories and sufficient statistics as folds that can be split over machines.
 *
 * Orders merge as sets of days (`purchaseSummaryAggregate`): exact in any sharding, at the price
 * of a state that grows with the days. Where orders are partitioned by account, each partition is
 * summarised where it is, and only the counts of histories travel (`purchasePatternsAggregate`):
 * a state of some thousand patterns for a million accounts.
 */
import type { Aggregate } from "../../values/aggregate.js";
import { expectArray, expectRecord } from "../../values/plain.js";
import { noteOrder, noteState, stateOfBook } from "./purchase-days.js";
import type { DayBook, PurchaseDays, PurchaseOrder } from "./purchase-days.js";
import { readSummaryOptions, summaryOfDays } from "./purchase-summary.js";
import type { PurchaseSummary, PurchaseSummaryOptions } from "./purchase-summary.js";
import type { PurchaseData, PurchasePattern } from "./model.js";
import type { Patterns } from "./patterns.js";
import { readPurchaseData } from "./read-data.js";

/**
 * `purchaseSummary` as an {@link Aggregate} over orders in any sharding: its state holds the days
 * of each account with their amounts, as a repeat purchase shows only when an account's days are
 * together. An order must be in one shard only.
 *
 * O(state) per order and per merge: make the state of a shard with `purchaseDaysOf`, and merge.
 *
 * @throws ClienteleError as `purchaseSummary`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { purchaseDaysOf, purchaseSummaryAggregate } from "clientele/scoring";
 *
 * const summary = purchaseSummaryAggregate({ asOf: "2026-11-23", timeUnit: "week" });
 * const here = purchaseDaysOf([{ account: "acme", date: "2026-11-02", amount: "900" }]);
 * const there = purchaseDaysOf([{ account: "acme", date: "2026-09-14", amount: "700" }]);
 * const [acme] = summary.result(summary.merge(here, there)).rows;
 * assert.deepEqual([acme?.frequency, acme?.recency, acme?.age], [1, 7, 10]);
 * ```
 * @since 0.1.0
 */
export function purchaseSummaryAggregate(
  options: PurchaseSummaryOptions,
): Aggregate<PurchaseOrder, PurchaseDays, PurchaseSummary> {
  const plan = readSummaryOptions(options);
  const bookOf = (...states: readonly PurchaseDays[]): DayBook => {
    const book: DayBook = new Map();
    for (const state of states) noteState(book, state, "state");
    return book;
  };
  return {
    empty: () => ({ accounts: [] }),
    add: (state, order) => {
      const book = bookOf(state);
      noteOrder(book, order, "order");
      return stateOfBook(book);
    },
    merge: (left, right) => stateOfBook(bookOf(left, right)),
    result: (state) => summaryOfDays(plan, stateOfBook(bookOf(state))),
  };
}

/** Histories with counts, by frequency, recency and age. @since 0.1.0 */
export interface PurchasePatterns {
  readonly patterns: readonly Required<PurchasePattern>[];
}

function toRows(found: Patterns): readonly Required<PurchasePattern>[] {
  return Array.from(found.age, (age, index) => ({
    frequency: found.frequency[index] as number,
    recency: found.recency[index] as number,
    age,
    count: found.count[index] as number,
  }));
}

/**
 * Collapses customers to distinct histories with counts: all that a purchase model learns from.
 * A fit on the patterns is the fit on the customers. O(n).
 *
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history`, `scoring.count`,
 * `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { purchasePatterns } from "clientele/scoring";
 *
 * const once = { frequency: 0, recency: 0, age: 39 };
 * const patterns = purchasePatterns([once, { frequency: 1, recency: 4, age: 39 }, once]);
 * assert.deepEqual(patterns.map(({ count }) => count), [2, 1]);
 * ```
 * @since 0.1.0
 */
export function purchasePatterns(data: PurchaseData): readonly Required<PurchasePattern>[] {
  return toRows(readPurchaseData(data, "data"));
}

/**
 * {@link purchasePatterns} as an {@link Aggregate} over customers (of a `purchaseSummary`, say, of
 * a partition by account): counts are whole numbers, so that any sharding gives the same bytes.
 *
 * O(state) per customer and per merge: make the state of a shard with `purchasePatterns`, as
 * `{ patterns: purchasePatterns(rows) }`, and merge.
 *
 * @throws ClienteleError as `purchasePatterns`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitMbgNbd, purchasePatterns, purchasePatternsAggregate } from "clientele/scoring";
 *
 * const north = { patterns: purchasePatterns([{ frequency: 0, recency: 0, age: 39, count: 20 }]) };
 * const south = { patterns: purchasePatterns([{ frequency: 2, recency: 9, age: 39, count: 7 }]) };
 * const all = purchasePatternsAggregate.merge(north, south);
 * assert.equal(fitMbgNbd(purchasePatternsAggregate.result(all)).customers, 27);
 * ```
 * @since 0.1.0
 */
export const purchasePatternsAggregate: Aggregate<
  PurchasePattern,
  PurchasePatterns,
  readonly Required<PurchasePattern>[]
> = {
  empty: () => ({ patterns: [] }),
  add: (state, customer) => ({ patterns: merged([...rowsOf(state), customer]) }),
  merge: (left, right) => ({ patterns: merged([...rowsOf(left), ...rowsOf(right)]) }),
  result: (state) => merged(rowsOf(state)),
};

function rowsOf(state: unknown): readonly unknown[] {
  const record = expectRecord(state, "state", ["patterns"]);
  return expectArray(record["patterns"], "state.patterns", Number.MAX_SAFE_INTEGER);
}

function merged(rows: readonly unknown[]): readonly Required<PurchasePattern>[] {
  return toRows(readPurchaseData(rows, "patterns"));
}
