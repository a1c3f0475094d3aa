/** The cohort table as a fold over whole accounts: its state is as small as the table. */
import type { Aggregate } from "../../values/aggregate.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, formatFixed, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readingStored } from "../../values/stored.js";
import { Purse } from "./amounts.js";
import { addAccount, addToCell, cohortSumOf, noCohortSums, tableOfSums } from "./cohort-sums.js";
import type { AccountPeriod, CohortSums } from "./cohort-sums.js";
import type { CohortOptions, CohortOrder, CohortSumState, CohortTable } from "./model.js";
import { addOrderToPeriods, readCohortOptions, readCohortOrder } from "./read-orders.js";
import type { CohortFrame } from "./read-orders.js";

/** All orders of an account, up to the day of the table. @since 0.1.0 */
export interface CohortAccount {
  readonly account: string;
  readonly orders: readonly Omit<CohortOrder, "account">[];
}

function sayState(sums: CohortSums, frame: CohortFrame): CohortSumState {
  return {
    by: frame.by,
    currency: frame.purse.currency,
    accountsWithoutPurchase: sums.accountsWithoutPurchase,
    revenueOutside: formatFixed(sums.outside),
    cohorts: [...sums.cohorts]
      .sort(([a], [b]) => a - b)
      .map(([cohort, { accounts, cells }]) => [
        cohort,
        accounts,
        [...cells]
          .sort(([a], [b]) => a - b)
          .map(([age, { active, revenue }]) => [age, active, formatFixed(revenue)]),
      ]),
  };
}

function addStateTo(sums: CohortSums, state: CohortSumState, purse: Purse): void {
  const read = (amount: string): Scaled =>
    purse.read({ amount, currency: purse.currency }, "state");
  const count = (value: number, min = 0): number => expectInteger(value, "state", min);
  // Zero is written without decimals when nothing was added: it says nothing about the scale.
  if (state.revenueOutside !== "0") {
    sums.outside = addScaled(sums.outside, read(state.revenueOutside));
  }
  sums.accountsWithoutPurchase += count(state.accountsWithoutPurchase);
  for (const [cohort, accounts, cells] of state.cohorts) {
    const sum = cohortSumOf(sums, count(cohort));
    sum.accounts += count(accounts, 1);
    for (const [age, active, revenue] of cells) {
      addToCell(sum, count(age), count(active), read(revenue));
    }
  }
}

function expectSumState(value: unknown, path: string, frame: CohortFrame): CohortSumState {
  const record = expectRecord(value, path);
  if (record["by"] !== frame.by || record["currency"] !== frame.purse.currency) {
    fail("scoring.state", path, "a state of the same unit and currency", record["by"]);
  }
  return value as CohortSumState;
}

function readAccount(fact: unknown, frame: CohortFrame): Iterable<AccountPeriod> {
  const record = expectRecord(fact, "account", ["account", "orders"]);
  const account = expectIdentifier(record["account"], at("account", "account"));
  const periods = new Map<number, AccountPeriod>();
  const orders = expectArray(record["orders"], "account.orders", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < orders.length; index += 1) {
    const path = atIndex("account.orders", index);
    const order = expectRecord(orders[index], path, ["date", "amount"]);
    addOrderToPeriods(periods, readCohortOrder({ ...order, account }, path, frame), frame.by);
  }
  return [...periods.values()];
}

/**
 * `cohortTable` as an {@link Aggregate} over whole accounts: partition the orders by account, and
 * the states are sums by cohort and age, however many the accounts. An account in two shards
 * would be counted twice, and a state of sums cannot see it: where the orders are not
 * partitioned, use `cohortAggregate`. An account without orders adds nothing.
 *
 * `add` and `merge` are O(cells).
 *
 * @throws ClienteleError as `cohortTable`, `scoring.state` for a state of another unit or
 * currency, `scoring.future_date` for one with periods that begin after `asOf`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { cohortAccountAggregate } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const cohorts = cohortAccountAggregate({ by: "year", currency: "EUR", asOf: "2026-12-31" });
 * const state = foldAggregate(cohorts, [
 *   {
 *     account: "acme",
 *     orders: [
 *       { date: "2025-03-01", amount: eur("100.00") },
 *       { date: "2026-03-01", amount: eur("120.00") },
 *     ],
 *   },
 *   { account: "bolt", orders: [{ date: "2025-05-01", amount: eur("100.00") }] },
 * ]);
 * const row = cohorts.result(state).rows[0];
 * assert.equal(row?.cells[1]?.activeRate, 0.5);
 * assert.equal(row?.cells[1]?.revenue.amount, "120.00");
 * ```
 * @since 0.1.0
 */
export function cohortAccountAggregate(
  options: CohortOptions,
): Aggregate<CohortAccount, CohortSumState, CohortTable> {
  const frame = readCohortOptions(options);
  const { currency } = frame.purse;
  const sumsOf = (states: readonly unknown[], purse: Purse): CohortSums => {
    const sums = noCohortSums();
    for (const state of states) {
      readingStored(state, "state", () =>
        addStateTo(sums, expectSumState(state, "state", frame), purse),
      );
    }
    return sums;
  };
  return {
    empty: () => sayState({ ...noCohortSums(), outside: scaledZero }, frame),
    add: (state, fact) => {
      const periods = readAccount(fact, { ...frame, purse: new Purse(currency) });
      const sums = sumsOf([state], new Purse(currency));
      if ([...periods].length > 0) addAccount(sums, periods);
      return sayState(sums, frame);
    },
    merge: (left, right) => sayState(sumsOf([left, right], new Purse(currency)), frame),
    result: (state) => {
      const purse = new Purse(currency);
      return tableOfSums(sumsOf([state], purse), { ...frame, purse });
    },
  };
}
