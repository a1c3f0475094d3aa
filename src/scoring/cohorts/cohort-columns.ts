/**
 * The cohort table of very many orders in columns; equal to the plain one.
 *
 * Two passes over the rows: the first purchase of each account, then the cells. Whether an
 * account has been counted in a period is one bit.
 */
import { civilOf, DAY_NUMBER_MAX, DAY_NUMBER_MIN, dayNumberOf } from "../../values/civil-date.js";
import { minorUnitsOf } from "../../values/currency.js";
import { fail } from "../../values/errors.js";
import { at, atIndex, expectInteger, expectRecord } from "../../values/plain.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import { addScaled } from "../../values/scaled.js";
import { addToCell, cohortSumOf, noCohortSums, tableOfSums } from "./cohort-sums.js";
import type { CohortSums } from "./cohort-sums.js";
import type { CohortOptions, CohortTable } from "./model.js";
import { checkSpan, periodIndexOf } from "./period-index.js";
import { readCohortOptions } from "./read-orders.js";
import type { CohortFrame } from "./read-orders.js";

/**
 * Purchases and returns in columns, one place in each for each of them.
 *
 * @since 0.1.0
 */
export interface CohortColumns {
  /** Accounts by number, from 0 to `accountCount` − 1; a number without an order is no account. */
  readonly accounts: Uint32Array | Int32Array;
  readonly accountCount: number;
  /** Days from 1970-01-01, as `toDayNumber` gives them. */
  readonly days: Int32Array;
  /** Whole minor units; below zero for a return. */
  readonly minorUnits: Float64Array | Int32Array;
}

/** One bit for each account and period: a gigabyte. */
const BITS_MAX = 2 ** 33;
const NEVER = 2_147_483_647;
const SAFE = Number.MAX_SAFE_INTEGER;

function readColumns(columns: unknown): CohortColumns {
  const keys = ["accounts", "accountCount", "days", "minorUnits"];
  const record = expectRecord(columns, "columns", keys);
  const { accounts, days, minorUnits } = columns as CohortColumns;
  expectInteger(record["accountCount"], at("columns", "accountCount"), 0, 2 ** 31);
  if (!(accounts instanceof Uint32Array || accounts instanceof Int32Array)) {
    fail("columns.type", "columns.accounts", "a Uint32Array or Int32Array", accounts);
  }
  if (!(days instanceof Int32Array)) fail("columns.type", "columns.days", "an Int32Array", days);
  if (!(minorUnits instanceof Float64Array || minorUnits instanceof Int32Array)) {
    fail("columns.type", "columns.minorUnits", "a Float64Array or Int32Array", minorUnits);
  }
  const rows = accounts.length;
  if (days.length !== rows)
    fail("columns.length", "columns.days", `${String(rows)} rows`, days.length);
  if (minorUnits.length !== rows) {
    fail("columns.length", "columns.minorUnits", `${String(rows)} rows`, minorUnits.length);
  }
  return columns as CohortColumns;
}

interface Bounds {
  readonly firstDay: number;
  readonly lastDay: number;
  /** Whether no sum of any of the amounts can leave the safe integers. */
  readonly isSafe: boolean;
}

/** Every place is looked at before any is used: `columns.range`, `scoring.future_date`. */
function boundsOf(
  { accounts, accountCount, days, minorUnits }: CohortColumns,
  today: number,
): Bounds {
  let [firstDay, lastDay, size] = [NEVER, -NEVER, 0];
  for (let row = 0; row < accounts.length; row += 1) {
    const account = accounts[row] as number;
    const day = days[row] as number;
    const units = minorUnits[row] as number;
    if (account < 0 || account >= accountCount) {
      fail(
        "columns.range",
        atIndex("columns.accounts", row),
        "a number below accountCount",
        account,
      );
    }
    if (day < firstDay) firstDay = day;
    if (day > lastDay) lastDay = day;
    if (day > today) {
      fail("scoring.future_date", atIndex("columns.days", row), "a day up to asOf", day);
    }
    if (!Number.isSafeInteger(units)) {
      fail("columns.range", atIndex("columns.minorUnits", row), "a safe integer", units);
    }
    size += units < 0 ? -units : units;
  }
  if (firstDay < DAY_NUMBER_MIN) {
    fail("columns.range", "columns.days", "days of the years 0001 to 9999", firstDay);
  }
  return { firstDay, lastDay: Math.min(lastDay, DAY_NUMBER_MAX), isSafe: size <= SAFE };
}

/** The period of each day, from the first day on, less that of the first day. */
function periodsOfDays({ firstDay, lastDay }: Bounds, frame: CohortFrame): Uint16Array {
  const periods = new Uint16Array(lastDay - firstDay + 1);
  const first = periodIndexOf(frame.by, civilOf(firstDay));
  for (let day = firstDay; day <= lastDay; day += 1) {
    periods[day - firstDay] = periodIndexOf(frame.by, civilOf(day)) - first;
  }
  return periods;
}

interface Work {
  readonly columns: CohortColumns;
  readonly bounds: Bounds;
  readonly periods: Uint16Array;
  readonly periodCount: number;
  /** First period with a purchase of each account; NEVER where there is none. */
  readonly firsts: Int32Array;
}

function firstsOf(
  { accounts, accountCount, days, minorUnits }: CohortColumns,
  firstDay: number,
  periods: Uint16Array,
): Int32Array {
  const firsts = new Int32Array(accountCount).fill(NEVER);
  for (let row = 0; row < accounts.length; row += 1) {
    if ((minorUnits[row] as number) < 0) continue;
    const account = accounts[row] as number;
    const period = periods[(days[row] as number) - firstDay] as number;
    if (period < (firsts[account] as number)) firsts[account] = period;
  }
  return firsts;
}

interface CellColumns {
  /** cohort × periodCount + age. */
  readonly active: Float64Array;
  readonly rows: Float64Array;
  readonly revenue: Float64Array | Integer[];
  outside: Integer;
}

/** Sums in doubles: every one of them is a safe integer. */
function sumCells({ columns, bounds, periods, periodCount, firsts }: Work): CellColumns {
  const { accounts, days, minorUnits } = columns;
  const cells = periodCount * periodCount;
  const active = new Float64Array(cells);
  const counted = new Float64Array(cells);
  const revenue = new Float64Array(cells);
  const exact: Integer[] = bounds.isSafe ? [] : Array.from({ length: cells }, () => 0);
  const seen = new Uint32Array(Math.ceil((columns.accountCount * periodCount) / 32));
  let outside: Integer = 0;
  for (let row = 0; row < accounts.length; row += 1) {
    const account = accounts[row] as number;
    const units = minorUnits[row] as number;
    const first = firsts[account] as number;
    const period = periods[(days[row] as number) - bounds.firstDay] as number;
    if (first > period) {
      outside = addIntegers(outside, units);
      continue;
    }
    const cell = first * periodCount + period - first;
    if (bounds.isSafe) revenue[cell] = (revenue[cell] as number) + units;
    else exact[cell] = addIntegers(exact[cell] ?? 0, units);
    counted[cell] = (counted[cell] as number) + 1;
    if (units < 0) continue;
    const bit = account * periodCount + period;
    const word = Math.floor(bit / 32);
    const mask = 1 << bit % 32;
    const held = seen[word] as number;
    if ((held & mask) !== 0) continue;
    seen[word] = held | mask;
    active[cell] = (active[cell] as number) + 1;
  }
  return { active, rows: counted, revenue: bounds.isSafe ? revenue : exact, outside };
}

function collect(work: Work, scale: number, firstPeriod: number): CohortSums {
  const sums = noCohortSums();
  const { active, rows, revenue, outside } = sumCells(work);
  sums.outside = addScaled(sums.outside, { units: outside, scale });
  const { firsts, periodCount, columns } = work;
  const hasOrder = new Uint8Array(columns.accountCount);
  for (let row = 0; row < columns.accounts.length; row += 1) {
    hasOrder[columns.accounts[row] as number] = 1;
  }
  const sizes = new Float64Array(periodCount);
  for (let account = 0; account < firsts.length; account += 1) {
    const first = firsts[account] as number;
    if (first !== NEVER) sizes[first] = (sizes[first] as number) + 1;
    else if (hasOrder[account] === 1) sums.accountsWithoutPurchase += 1;
  }
  for (let cohort = 0; cohort < periodCount; cohort += 1) {
    const accounts = sizes[cohort] as number;
    if (accounts === 0) continue;
    const sum = cohortSumOf(sums, firstPeriod + cohort);
    sum.accounts = accounts;
    for (let age = 0; cohort + age < periodCount; age += 1) {
      const cell = cohort * periodCount + age;
      if (rows[cell] === 0) continue;
      addToCell(sum, age, active[cell] as number, { units: revenue[cell] as Integer, scale });
    }
  }
  return sums;
}

/**
 * `cohortTable` over columns, about as fast as a loop written by hand. Amounts are whole minor
 * units of the currency; sums beyond 2^53 are exact too, only slower.
 *
 * Memory: twelve bytes for each account, a bit for each account and period, and the cells.
 * O(orders + accounts + days + periods²).
 *
 * @throws ClienteleError `columns.type`, `columns.length`, `columns.range`,
 * `scoring.future_date`, `limits.too_many` for more than 1200 periods, or for more than 2^33
 * pairs of account and period (then partition by account), `money.currency` for what is not in
 * ISO 4217
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { cohortTableOfColumns } from "clientele/scoring";
 * import { toDayNumber } from "clientele/values";
 *
 * const { rows } = cohortTableOfColumns(
 *   {
 *     accounts: Uint32Array.of(0, 0, 1),
 *     accountCount: 2,
 *     days: Int32Array.from(
 *       ["2026-01-10", "2026-02-03", "2026-01-20"],
 *       (day) => toDayNumber(day),
 *     ),
 *     minorUnits: Float64Array.of(10_000, 6_000, 10_000),
 *   },
 *   { by: "month", currency: "EUR", asOf: "2026-02-28" },
 * );
 * assert.equal(rows[0]?.cells[1]?.activeRate, 0.5);
 * assert.equal(rows[0]?.cells[1]?.revenue.amount, "60.00");
 * ```
 * @since 0.1.0
 */
export function cohortTableOfColumns(columns: CohortColumns, options: CohortOptions): CohortTable {
  const frame = readCohortOptions(options);
  const scale = minorUnitsOf(frame.purse.currency);
  const read = readColumns(columns);
  if (read.accounts.length === 0) return tableOfSums(noCohortSums(), frame);
  const bounds = boundsOf(read, dayNumberOf(frame.civil));
  const firstPeriod = periodIndexOf(frame.by, civilOf(bounds.firstDay));
  const lastPeriod = periodIndexOf(frame.by, civilOf(bounds.lastDay));
  checkSpan(firstPeriod, lastPeriod);
  const periodCount = lastPeriod - firstPeriod + 1;
  if (read.accountCount * periodCount > BITS_MAX) {
    fail(
      "limits.too_many",
      "columns.accountCount",
      "at most 2^33 pairs of account and period",
      read.accountCount,
    );
  }
  const periods = periodsOfDays(bounds, frame);
  const firsts = firstsOf(read, bounds.firstDay, periods);
  const sums = collect({ columns: read, bounds, periods, periodCount, firsts }, scale, firstPeriod);
  return tableOfSums(sums, frame);
}
