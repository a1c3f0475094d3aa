/**
 * Days with a purchase, by account: what the repeat-purchase convention needs, and all that it
 * needs. A count of purchases does not merge: whether a purchase is a repeat, and whether two of
 * one day are one, shows only when all days of an account are together.
 */
import type { CalendarDate } from "../../values/calendar-date.js";
import { DAY_NUMBER_MAX, DAY_NUMBER_MIN, dayNumberOf } from "../../values/civil-date.js";
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, scaledFrom, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";

/** One purchase of an account. All amounts are of one currency. @since 0.1.0 */
export interface PurchaseOrder {
  readonly account: string;
  readonly date: CalendarDate;
  /** Below zero for a return, which is neither a purchase nor takes from the value of one. */
  readonly amount: DecimalInput;
}

/** Days with a purchase of one account. @since 0.1.0 */
export interface AccountPurchaseDays {
  readonly account: string;
  /** Days since 1970-01-01, rising. */
  readonly days: readonly number[];
  /** What was bought on each day, exactly. */
  readonly amounts: readonly DecimalText[];
}

/** Days with a purchase, by account in the order of ids: an aggregate's state. @since 0.1.0 */
export interface PurchaseDays {
  readonly accounts: readonly AccountPurchaseDays[];
}

/** Amounts by day, by account. @internal */
export type DayBook = Map<string, Map<number, Scaled>>;

/** Notes a day's amount. @internal */
export function note(book: DayBook, account: string, day: number, amount: Scaled): void {
  let days = book.get(account);
  if (days === undefined) {
    days = new Map();
    book.set(account, days);
  }
  const before = days.get(day);
  days.set(day, before === undefined ? amount : addScaled(before, amount));
}

/** Notes an order, checked; a return leaves the book as it was. @internal */
export function noteOrder(book: DayBook, order: unknown, path: string): void {
  const record = expectRecord(order, path, ["account", "date", "amount"]);
  const account = expectIdentifier(record["account"], at(path, "account"));
  const day = dayNumberOf(expectDate(record["date"], at(path, "date")));
  const amount = scaledFrom(record["amount"], "scoring", at(path, "amount"));
  if (signOf(amount) >= 0) note(book, account, day, amount);
}

/** Notes what a state holds, checked. @internal */
export function noteState(book: DayBook, state: unknown, path: string): void {
  const list = expectArray(
    expectRecord(state, path, ["accounts"])["accounts"],
    at(path, "accounts"),
    Number.MAX_SAFE_INTEGER,
  );
  list.forEach((value, index) => {
    const onePath = atIndex(at(path, "accounts"), index);
    const record = expectRecord(value, onePath, ["account", "days", "amounts"]);
    const account = expectIdentifier(record["account"], at(onePath, "account"));
    const days = expectArray(record["days"], at(onePath, "days"));
    const amounts = expectArray(record["amounts"], at(onePath, "amounts"));
    if (amounts.length !== days.length) {
      const expected = `${String(days.length)} amounts`;
      fail("scoring.column_length", at(onePath, "amounts"), expected, amounts.length);
    }
    days.forEach((value, place) => {
      const dayPath = atIndex(at(onePath, "days"), place);
      const day = expectInteger(value, dayPath, DAY_NUMBER_MIN, DAY_NUMBER_MAX);
      const amount = scaledFrom(amounts[place], "scoring", atIndex(at(onePath, "amounts"), place));
      note(book, account, day, amount);
    });
  });
}

/** The state of a book: the same bytes for the same purchases. @internal */
export function stateOfBook(book: DayBook): PurchaseDays {
  const accounts = [...book].map(([account, byDay]): AccountPurchaseDays => {
    const days = [...byDay].sort(([a], [b]) => a - b);
    return {
      account,
      days: days.map(([day]) => day),
      amounts: days.map(([, amount]) => toDecimalText(amount)),
    };
  });
  return { accounts: accounts.sort((a, b) => compareText(a.account, b.account)) };
}

/**
 * Days with a purchase of a whole shard of orders, in one go: the state that folding them one by
 * one would give, in O(n log n). Merge such states with `purchaseSummaryAggregate`.
 *
 * @throws ClienteleError `id.format`, `date.*`, `scoring.*` for amounts, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { purchaseDaysOf } from "clientele/scoring";
 *
 * const { accounts } = purchaseDaysOf([
 *   { account: "acme", date: "1970-01-03", amount: "10.00" },
 *   { account: "acme", date: "1970-01-03", amount: "5.00" },
 * ]);
 * assert.deepEqual(accounts, [{ account: "acme", days: [2], amounts: ["15"] }]);
 * ```
 * @since 0.1.0
 */
export function purchaseDaysOf(orders: readonly PurchaseOrder[]): PurchaseDays {
  const book: DayBook = new Map();
  const list = expectArray(orders, "orders", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    noteOrder(book, list[index], atIndex("orders", index));
  }
  return stateOfBook(book);
}
