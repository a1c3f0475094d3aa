/**
 * The three measures from columns of orders.
 *
 * Days with a purchase are counted by going through the orders day by day, so that an account's
 * last day is all that has to be remembered.
 */
import { fail } from "../../values/errors.js";
import { largestOf } from "../concentration/cent-column.js";
import type { ReadColumns } from "./order-columns.js";

/** What the loops fill. @internal */
export interface MeasureColumns {
  /** Last day with a purchase; {@link NEVER} without any. */
  readonly last: Int32Array;
  readonly frequency: Int32Array;
  readonly cents: Float64Array;
}

/** A day before all days. @internal */
export const NEVER: number = -(2 ** 31);

/** Sums that cannot pass 2^53 need no look at each step. */
function sumCents({ accounts, account, cents }: ReadColumns): Float64Array {
  const sums = new Float64Array(accounts);
  if (largestOf(cents) * cents.length <= Number.MAX_SAFE_INTEGER) {
    for (let row = 0; row < account.length; row += 1) {
      const place = account[row] as number;
      sums[place] = (sums[place] as number) + (cents[row] as number);
    }
    return sums;
  }
  const sizes = new Float64Array(accounts);
  for (let row = 0; row < account.length; row += 1) {
    const place = account[row] as number;
    const amount = cents[row] as number;
    const size = (sizes[place] as number) + Math.abs(amount);
    // Sizes only grow, so that the order of rows does not decide whether this is met.
    if (size > Number.MAX_SAFE_INTEGER) {
      const expected = `amounts of account ${String(place)} of at most 2^53 − 1 in all`;
      fail("columns.range", "columns.cents", expected, size);
    }
    sizes[place] = size;
    sums[place] = (sums[place] as number) + amount;
  }
  return sums;
}

/** Accounts of purchases in the order of their days, by counting the days. */
function byDay(read: ReadColumns): { readonly accounts: Uint32Array; readonly days: Int32Array } {
  const { account, day, cents } = read;
  let [min, max] = [Infinity, -Infinity];
  let purchases = 0;
  for (let row = 0; row < day.length; row += 1) {
    if ((cents[row] as number) < 0) continue;
    const own = day[row] as number;
    if (own < min) min = own;
    if (own > max) max = own;
    purchases += 1;
  }
  const accounts = new Uint32Array(purchases);
  const days = new Int32Array(purchases);
  if (purchases === 0) return { accounts, days };
  // The calendar has 3.7 million days: the table of places is never larger.
  const places = new Uint32Array(max - min + 2);
  for (let row = 0; row < day.length; row += 1) {
    if ((cents[row] as number) < 0) continue;
    const next = (day[row] as number) - min + 1;
    places[next] = (places[next] as number) + 1;
  }
  for (let one = 1; one < places.length; one += 1) {
    days.fill(min + one - 1, places[one - 1], (places[one - 1] as number) + (places[one] as number));
    places[one] = (places[one] as number) + (places[one - 1] as number);
  }
  for (let row = 0; row < day.length; row += 1) {
    if ((cents[row] as number) < 0) continue;
    const own = (day[row] as number) - min;
    const place = places[own] as number;
    accounts[place] = account[row] as number;
    places[own] = place + 1;
  }
  return { accounts, days };
}

/** Last days, and how many different ones, of orders that come in the order of their days. */
function countDays(
  account: Uint32Array,
  day: Int32Array,
  cents: Int32Array | Float64Array | null,
  measures: Pick<MeasureColumns, "last" | "frequency">,
  isByDay: boolean,
): void {
  const { last, frequency } = measures;
  for (let row = 0; row < account.length; row += 1) {
    if (cents !== null && (cents[row] as number) < 0) continue;
    const place = account[row] as number;
    const own = day[row] as number;
    const before = last[place] as number;
    if (!isByDay || before !== own) frequency[place] = (frequency[place] as number) + 1;
    if (own > before) last[place] = own;
  }
}

/** Measures of each account, at its place. @internal */
export function measureColumns(read: ReadColumns, isByDay: boolean): MeasureColumns {
  const { accounts, account, day, cents, isSorted } = read;
  const last = new Int32Array(accounts).fill(NEVER);
  const frequency = new Int32Array(accounts);
  if (isSorted || !isByDay) countDays(account, day, cents, { last, frequency }, isByDay);
  else {
    const sorted = byDay(read);
    countDays(sorted.accounts, sorted.days, null, { last, frequency }, true);
  }
  return { last, frequency, cents: sumCents(read) };
}
