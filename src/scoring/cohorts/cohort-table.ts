/**
 * Retention by cohort: accounts by the period of their first purchase, and how many of them, with
 * how much revenue, are there in each later one.
 *
 * Not here: folds over shards (`cohort-aggregate.ts`) and columns (`cohort-columns.ts`).
 */
import { atIndex, expectArray } from "../../values/plain.js";
import { addAccount, noCohortSums, tableOfSums } from "./cohort-sums.js";
import type { AccountPeriod } from "./cohort-sums.js";
import type { CohortOptions, CohortOrder, CohortTable } from "./model.js";
import { addOrderToPeriods, readCohortOptions, readCohortOrder } from "./read-orders.js";

/**
 * The cohort table of orders: rows by calendar month, quarter or year of an account's first
 * purchase, cells by age.
 *
 * A cell whose period is not over on `asOf` is null, not zero; what is known of the running
 * period stands beside the row. An order below zero is a return: it lowers the revenue and makes
 * no account active, so that a period with returns only counts as inactive with revenue below
 * zero. The order of the orders changes nothing. O(orders + cohorts × ages).
 *
 * @throws ClienteleError `scoring.future_date`, `scoring.currency_mismatch`, `limits.too_many`
 * for more than 1200 periods from the first purchase to `asOf`, `money.*`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { cohortTable } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const { rows } = cohortTable(
 *   [
 *     { account: "acme", date: "2026-01-10", amount: eur("100.00") },
 *     { account: "acme", date: "2026-02-03", amount: eur("60.00") },
 *     { account: "bolt", date: "2026-01-20", amount: eur("100.00") },
 *     { account: "cask", date: "2026-02-11", amount: eur("40.00") },
 *   ],
 *   { by: "month", currency: "EUR", asOf: "2026-02-28" },
 * );
 * assert.deepEqual(rows.map((row) => row.cohort), ["2026-01", "2026-02"]);
 * assert.equal(rows[0]?.cells[1]?.activeRate, 0.5);
 * assert.equal(rows[0]?.cells[1]?.revenueRate, 0.3);
 * assert.equal(rows[1]?.cells[1], null);
 * ```
 * @since 0.1.0
 */
export function cohortTable(orders: readonly CohortOrder[], options: CohortOptions): CohortTable {
  const frame = readCohortOptions(options);
  const byAccount = new Map<string, Map<number, AccountPeriod>>();
  const list = expectArray(orders, "orders", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const order = readCohortOrder(list[index], atIndex("orders", index), frame);
    let periods = byAccount.get(order.account);
    if (periods === undefined) {
      periods = new Map();
      byAccount.set(order.account, periods);
    }
    addOrderToPeriods(periods, order, frame.by);
  }
  const sums = noCohortSums();
  for (const periods of byAccount.values()) addAccount(sums, [...periods.values()]);
  return tableOfSums(sums, frame);
}
