/** Cohort tables: the facts, the options, the table and the states of its folds. */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Money } from "../../values/money.js";
import type { DecimalText } from "../../values/decimal.js";

/** Length of a cohort and of each age. @since 0.1.0 */
export type CohortUnit = "month" | "quarter" | "year";

/** One purchase, or return, of an account. @since 0.1.0 */
export interface CohortOrder {
  readonly account: string;
  readonly date: CalendarDate;
  /** Below zero for a return: it lowers the revenue and is no purchase. */
  readonly amount: Money;
}

/** How a table is made. @since 0.1.0 */
export interface CohortOptions {
  /** Calendar months, quarters or years. */
  readonly by: CohortUnit;
  /** Of all amounts. */
  readonly currency: string;
  /** The day of what is known; no order may lie after it. */
  readonly asOf: CalendarDate;
}

/** A cohort in one period of its life. @since 0.1.0 */
export interface CohortCell {
  /** Periods since the one of the first purchase, which is 0. */
  readonly age: number;
  /** Accounts with at least one purchase in the period; one with returns only is not active. */
  readonly active: number;
  /** `active` ÷ accounts of the cohort. */
  readonly activeRate: number;
  /** Purchases less returns of the period. Below zero where more came back than was bought. */
  readonly revenue: Money;
  /** `revenue` ÷ revenue at age 0; null where that is zero or below. */
  readonly revenueRate: number | null;
  /** Revenue from age 0 to this one. */
  readonly cumulativeRevenue: Money;
}

/** Accounts that bought first in one period, and what became of them. @since 0.1.0 */
export interface CohortRow {
  /** `2026-11`, `2026-Q4` or `2026`. */
  readonly cohort: string;
  /** First day of the period. */
  readonly from: CalendarDate;
  readonly accounts: number;
  /**
   * One place for each age of the table. Null: the period is not over on `asOf`, so that nobody
   * knows yet; a period in which nobody bought is a cell of zeros.
   */
  readonly cells: readonly (CohortCell | null)[];
  /** The period that has begun and is not over; null where `asOf` is the last day of one. */
  readonly running: CohortCell | null;
}

/** All cohorts that are old enough, taken together. @since 0.1.0 */
export interface CohortAverage {
  readonly age: number;
  /** Cohorts with a known cell at this age. */
  readonly cohorts: number;
  readonly accounts: number;
  readonly active: number;
  /** `active` ÷ `accounts`; null where no cohort is known at this age. */
  readonly activeRate: number | null;
  /** Revenue at this age ÷ revenue of the same cohorts at age 0; null where that is not above 0. */
  readonly revenueRate: number | null;
}

/**
 * Retention by cohort. `revenue` = the cells + the running cells + `revenueOutside`, to the cent.
 *
 * @since 0.1.0
 */
export interface CohortTable {
  readonly asOf: CalendarDate;
  readonly by: CohortUnit;
  /** Cohorts with at least one account, oldest first. */
  readonly rows: readonly CohortRow[];
  /** By age. */
  readonly averages: readonly CohortAverage[];
  /** Accounts with a purchase. */
  readonly accounts: number;
  /** Accounts with returns only; they belong to no cohort. */
  readonly accountsWithoutPurchase: number;
  /** All that was given. */
  readonly revenue: Money;
  /** Returns in a period before the first purchase, and of accounts without one. */
  readonly revenueOutside: Money;
}

/**
 * State of `cohortAggregate`: a line for each account, as the first purchase is not known before
 * all shards are merged. Plain JSON, one form for one set of facts.
 *
 * @since 0.1.0
 */
export interface CohortState {
  readonly by: CohortUnit;
  readonly currency: string;
  /** By id. */
  readonly accounts: readonly CohortAccountState[];
}

/**
 * An account, and each period with an order: its number, 1 where it has a purchase, the revenue.
 *
 * @since 0.1.0
 */
export type CohortAccountState = readonly [
  account: string,
  periods: readonly (readonly [period: number, isActive: 0 | 1, revenue: DecimalText])[],
];

/**
 * State of `cohortAccountAggregate`: sums by cohort and period, however many the accounts.
 *
 * @since 0.1.0
 */
export interface CohortSumState {
  readonly by: CohortUnit;
  readonly currency: string;
  readonly accountsWithoutPurchase: number;
  readonly revenueOutside: DecimalText;
  /** Cohort, its accounts, and for each age with an order: active accounts and revenue. */
  readonly cohorts: readonly (readonly [
    cohort: number,
    accounts: number,
    cells: readonly (readonly [age: number, active: number, revenue: DecimalText])[],
  ])[];
}
