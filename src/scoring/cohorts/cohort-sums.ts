/** Sums by cohort and age, and the table that they make. */
import { formatCivil } from "../../values/civil-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { addScaled, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { shareOf } from "./amounts.js";
import type { Purse } from "./amounts.js";
import type { CohortAverage, CohortCell, CohortRow, CohortTable, CohortUnit } from "./model.js";
import {
  checkSpan,
  firstCivilOf,
  lastWholePeriod,
  periodIndexOf,
  periodLabel,
} from "./period-index.js";

/** A period of an account's life. @internal */
export interface AccountPeriod {
  readonly period: number;
  isActive: boolean;
  revenue: Scaled;
}

/** @internal */
export interface CellSum {
  active: number;
  revenue: Scaled;
}

/** @internal */
export interface CohortSum {
  accounts: number;
  /** By age; only those with an order. */
  readonly cells: Map<number, CellSum>;
}

/** @internal */
export interface CohortSums {
  readonly cohorts: Map<number, CohortSum>;
  accountsWithoutPurchase: number;
  outside: Scaled;
}

/** @internal */
export function noCohortSums(): CohortSums {
  return { cohorts: new Map(), accountsWithoutPurchase: 0, outside: scaledZero };
}

/** The sum of a cohort, made where it is not there. @internal */
export function cohortSumOf(sums: CohortSums, cohort: number): CohortSum {
  const known = sums.cohorts.get(cohort);
  if (known !== undefined) return known;
  const made = { accounts: 0, cells: new Map<number, CellSum>() };
  sums.cohorts.set(cohort, made);
  return made;
}

/** Adds to a cell. @internal */
export function addToCell(cohort: CohortSum, age: number, active: number, revenue: Scaled): void {
  const cell = cohort.cells.get(age);
  if (cell === undefined) {
    cohort.cells.set(age, { active, revenue });
    return;
  }
  cell.active += active;
  cell.revenue = addScaled(cell.revenue, revenue);
}

/** Adds the whole life of an account. @internal */
export function addAccount(sums: CohortSums, periods: Iterable<AccountPeriod>): void {
  let first = Infinity;
  for (const { period, isActive } of periods) if (isActive && period < first) first = period;
  const cohort = first === Infinity ? undefined : cohortSumOf(sums, first);
  if (cohort === undefined) sums.accountsWithoutPurchase += 1;
  else cohort.accounts += 1;
  for (const { period, isActive, revenue } of periods) {
    if (cohort === undefined || period < first) sums.outside = addScaled(sums.outside, revenue);
    else addToCell(cohort, period - first, isActive ? 1 : 0, revenue);
  }
}

interface Frame {
  readonly unit: CohortUnit;
  readonly purse: Purse;
  /** The last period that is over, and the one that is running. */
  readonly lastWhole: number;
  readonly today: number;
}

function rowOf(cohort: number, sum: CohortSum, ages: number, frame: Frame): CohortRow {
  const { unit, purse, lastWhole, today } = frame;
  const base = sum.cells.get(0)?.revenue ?? scaledZero;
  let cumulative = scaledZero;
  const cellOf = (age: number): CohortCell => {
    const { active, revenue } = sum.cells.get(age) ?? { active: 0, revenue: scaledZero };
    cumulative = addScaled(cumulative, revenue);
    return {
      age,
      active,
      activeRate: active / sum.accounts,
      revenue: purse.money(revenue),
      revenueRate: shareOf(revenue, base),
      cumulativeRevenue: purse.money(cumulative),
    };
  };
  const cells: (CohortCell | null)[] = [];
  for (let age = 0; age < ages; age += 1) cells.push(cohort + age > lastWhole ? null : cellOf(age));
  return {
    cohort: periodLabel(unit, cohort),
    from: formatCivil(firstCivilOf(unit, cohort)),
    accounts: sum.accounts,
    cells,
    running: today === lastWhole ? null : cellOf(today - cohort),
  };
}

function averageOf(
  age: number,
  cohorts: readonly (readonly [number, CohortSum])[],
  lastWhole: number,
): CohortAverage {
  let [count, accounts, active] = [0, 0, 0];
  let revenue = scaledZero;
  let base = scaledZero;
  for (const [cohort, sum] of cohorts) {
    if (cohort + age > lastWhole) continue;
    const cell = sum.cells.get(age);
    count += 1;
    accounts += sum.accounts;
    active += cell?.active ?? 0;
    revenue = addScaled(revenue, cell?.revenue ?? scaledZero);
    base = addScaled(base, sum.cells.get(0)?.revenue ?? scaledZero);
  }
  return {
    age,
    cohorts: count,
    accounts,
    active,
    activeRate: accounts === 0 ? null : active / accounts,
    revenueRate: shareOf(revenue, base),
  };
}

/**
 * Demands periods that have begun (`scoring.future_date`): a state of a later day is not the one
 * of this day. What came later in the period that is running cannot be told from its sum.
 */
function checkBegun(
  cohorts: readonly (readonly [number, CohortSum])[],
  { unit, today }: Frame,
  asOf: CalendarDate,
): void {
  for (const [cohort, sum] of cohorts) {
    for (const age of sum.cells.keys()) {
      if (cohort + age <= today) continue;
      fail("scoring.future_date", "state", `periods up to ${asOf}`, periodLabel(unit, cohort + age));
    }
  }
}

/** The table of sums. @internal */
export function tableOfSums(
  sums: CohortSums,
  { by, asOf, civil, purse }: { by: CohortUnit; asOf: CalendarDate; civil: number; purse: Purse },
): CohortTable {
  const cohorts = [...sums.cohorts].sort(([a], [b]) => a - b);
  const frame: Frame = {
    unit: by,
    purse,
    lastWhole: lastWholePeriod(by, civil),
    today: periodIndexOf(by, civil),
  };
  checkBegun(cohorts, frame, asOf);
  const first = cohorts.length === 0 ? frame.today + 1 : itemAt(cohorts, 0)[0];
  checkSpan(first, frame.today);
  const ages = Math.max(0, frame.lastWhole - first + 1);
  let revenue = sums.outside;
  let accounts = 0;
  for (const [, sum] of cohorts) {
    accounts += sum.accounts;
    for (const cell of sum.cells.values()) revenue = addScaled(revenue, cell.revenue);
  }
  return {
    asOf,
    by,
    rows: cohorts.map(([cohort, sum]) => rowOf(cohort, sum, ages, frame)),
    averages: Array.from({ length: ages }, (_, age) => averageOf(age, cohorts, frame.lastWhole)),
    accounts,
    accountsWithoutPurchase: sums.accountsWithoutPurchase,
    revenue: purse.money(revenue),
    revenueOutside: purse.money(sums.outside),
  };
}
