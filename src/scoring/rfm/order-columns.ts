/** Orders as columns: how they are made and checked. */
import { DAY_NUMBER_MAX, DAY_NUMBER_MIN } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { checkCount } from "../../values/limits.js";
import {
  at,
  atIndex,
  compareText,
  expectGiven,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { formatScaled, trimScaled, unitsAt } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readCents } from "../concentration/cent-column.js";
import type { CentColumn } from "../concentration/cent-column.js";
import { IDS_MAX } from "../read-values.js";
import type { RfmOrder } from "./model.js";
import { readOrder } from "./rfm.js";

/** Orders as typed arrays of one length, in any order. @since 0.1.0 */
export interface OrderColumns {
  /** Number of accounts. */
  readonly accounts: number;
  /** Place of the account of each order, from 0 to `accounts` − 1. */
  readonly account: Uint32Array | Int32Array;
  /** Days from 1970-01-01. */
  readonly day: Int32Array;
  /** Amounts in whole minor units, below zero for returns. */
  readonly cents: CentColumn;
}

/** Columns with the accounts behind their places, by code unit. @since 0.1.0 */
export interface NamedOrderColumns extends OrderColumns {
  readonly ids: readonly string[];
}

/** As many items as V8 keeps in a list without holes: columns are made as long as the list is. */
const LIST_MAX = 2 ** 27;
const INT32_MAX = 2 ** 31 - 1;

/** A row's amount in minor units that its column can hold; it never wraps (`columns.range`). */
function centsOf(amount: Scaled, scale: number, isNarrow: boolean, row: number): number {
  const trimmed = trimScaled(amount);
  const cents = trimmed.scale <= scale ? Number(unitsAt(trimmed, scale)) : NaN;
  const max = isNarrow ? INT32_MAX : Number.MAX_SAFE_INTEGER;
  if (!(cents >= -max && cents <= max)) {
    const expected = `whole units of 10^−${String(scale)} up to ${String(max)} in row ${String(row)}`;
    fail("columns.range", "columns.cents", expected, formatScaled(amount));
  }
  return cents;
}

/**
 * Orders as columns, for `rfmColumns`. Amounts become whole minor units: cents, unless `scale`
 * says otherwise. An amount that has more decimals, or that the column cannot hold, is refused
 * and never rounded or wrapped. O(n log accounts).
 *
 * @throws ClienteleError `columns.range`, and as the orders of `rfm`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { orderColumns } from "clientele/scoring";
 *
 * const columns = orderColumns([{ account: "acme", date: "2026-01-02", amount: "19.90" }]);
 * assert.deepEqual(columns.ids, ["acme"]);
 * assert.equal(columns.cents[0], 1990);
 * assert.throws(
 *   () =>
 *     orderColumns([{ account: "acme", date: "2026-01-02", amount: "30000000" }], {
 *       cents: "int32",
 *     }),
 *   { code: "columns.range", path: "columns.cents" },
 * );
 * ```
 * @since 0.1.0
 */
export function orderColumns(
  orders: readonly RfmOrder[],
  options: { readonly scale?: number; readonly cents?: "float64" | "int32" } = {},
): NamedOrderColumns {
  const record = expectRecord(options, "options", ["scale", "cents"]);
  const scale = expectInteger(record["scale"] ?? 2, "options.scale", 0, 15);
  const kinds = ["float64", "int32"] as const;
  const isNarrow = expectOneOf(record["cents"] ?? "float64", "options.cents", kinds) === "int32";
  const list = expectArray(orders, "orders", LIST_MAX);
  const first = new Map<string, number>();
  const account = new Uint32Array(list.length);
  const day = new Int32Array(list.length);
  const cents = isNarrow ? new Int32Array(list.length) : new Float64Array(list.length);
  for (let row = 0; row < list.length; row += 1) {
    const order = readOrder(list[row], atIndex("orders", row), DAY_NUMBER_MAX);
    const place = first.get(order.account) ?? first.size;
    checkCount(place, IDS_MAX - 1, "orders");
    first.set(order.account, place);
    account[row] = place;
    day[row] = order.day;
    cents[row] = centsOf(order.amount, scale, isNarrow, row);
  }
  const ids = [...first.keys()].sort(compareText);
  const placeOf = new Uint32Array(ids.length);
  ids.forEach((id, index) => {
    placeOf[first.get(id) ?? 0] = index;
  });
  for (let row = 0; row < list.length; row += 1) account[row] = placeOf[account[row] ?? 0] ?? 0;
  return { accounts: ids.length, ids, account, day, cents };
}

/** Columns, checked, in the types that the loops are made for. @internal */
export interface ReadColumns {
  readonly accounts: number;
  readonly account: Uint32Array;
  readonly day: Int32Array;
  readonly cents: Int32Array | Float64Array;
  /** Whether days never fall from row to row. */
  readonly isSorted: boolean;
}

/** Most accounts that one typed array can have a place for. */
const ACCOUNTS_MAX = 2 ** 31 - 1;

/** Demands columns of one length up to the day `today` (`columns.*`). @internal */
export function readColumns(columns: unknown, today: number): ReadColumns {
  const record = expectRecord(columns, "columns", ["accounts", "ids", "account", "day", "cents"]);
  const accounts = expectInteger(record["accounts"], "columns.accounts", 0, ACCOUNTS_MAX);
  const { account: places, day } = record;
  if (!(places instanceof Uint32Array || places instanceof Int32Array)) {
    return fail("columns.type", "columns.account", "a Uint32Array or an Int32Array", places);
  }
  if (!(day instanceof Int32Array)) {
    return fail("columns.type", "columns.day", "an Int32Array", day);
  }
  // Seen as unsigned, a place below zero is one that is too large.
  const account = new Uint32Array(places.buffer, places.byteOffset, places.length);
  expectGiven(record["cents"], "columns.cents");
  const cents = readCents(record["cents"], "columns.cents");
  for (const [name, length] of [
    ["day", day.length],
    ["cents", cents.length],
  ] as const) {
    if (length !== account.length) {
      fail("columns.length", at("columns", name), `${String(account.length)} rows`, length);
    }
  }
  return { accounts, account, day, cents, isSorted: checkRows(account, day, accounts, today) };
}

function checkRows(
  account: Uint32Array,
  day: Int32Array,
  accounts: number,
  today: number,
): boolean {
  let isSorted = true;
  let last = DAY_NUMBER_MIN;
  for (let row = 0; row < account.length; row += 1) {
    const own = day[row] as number;
    if ((account[row] as number) >= accounts || own > today || own < DAY_NUMBER_MIN) {
      refuseRow(account, day, accounts, row);
    }
    if (own < last) isSorted = false;
    last = own;
  }
  return isSorted;
}

function refuseRow(account: Uint32Array, day: Int32Array, accounts: number, row: number): never {
  if ((account[row] ?? 0) >= accounts) {
    const expected = `a place below ${String(accounts)}`;
    fail("columns.account", atIndex("columns.account", row), expected, account[row]);
  }
  const path = atIndex("columns.day", row);
  if ((day[row] ?? 0) < DAY_NUMBER_MIN) fail("date.range", path, "a day from 0001-01-01", day[row]);
  return fail("scoring.future_date", path, "a day up to asOf", day[row]);
}
