/** Reads orders for service: quantities exact, days as numbers, prices checked. */
import { dayNumberOf } from "../../values/civil-date.js";
import { minorUnitsOf } from "../../values/currency.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
  orUsual,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import {
  compareScaled,
  fitsScale,
  scaledFrom,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { UNIT_PRICE_SCALE_MAX } from "../../values/unit-price.js";

/** @internal */
export interface ReadDelivery {
  readonly day: number;
  readonly quantity: Scaled;
}

/** A line, checked. @internal */
export interface ReadServiceLine {
  readonly id: string;
  readonly article: string | null;
  readonly unit: string | null;
  readonly quantity: Scaled;
  readonly cancelled: Scaled;
  readonly unitPrice: Scaled | null;
  readonly promised: number | null;
  /** Up to the day of judgement, by day. */
  readonly deliveries: readonly ReadDelivery[];
}

/** An order, checked. @internal */
export interface ReadServiceOrder {
  readonly id: string;
  readonly ordered: number | null;
  readonly currency: string | null;
  readonly lines: readonly ReadServiceLine[];
}

/** Options, checked. @internal */
export interface ReadServiceOptions {
  readonly toleranceDays: number;
  readonly earlyDaysMax: number | null;
  /** Share of the quantity that has to come, exact. */
  readonly demandedShare: Scaled;
  readonly countMin: number;
}

const OPTION_KEYS = ["toleranceDays", "earlyDaysMax", "toleranceShare", "countMin"];
const ORDER_KEYS = ["id", "orderedOn", "promisedOn", "currency", "lines"];
const LINE_KEYS = [
  "id",
  "article",
  "quantity",
  "unit",
  "unitPrice",
  "promisedOn",
  "cancelled",
  "deliveries",
];

/** Reads options (`schema.*`). @internal */
export function readServiceOptions(options: unknown): ReadServiceOptions {
  const record = expectRecord(options, "options", OPTION_KEYS);
  const path = "options.toleranceShare";
  const share = expectFinite(orUsual(record["toleranceShare"], 0), path);
  if (share < 0 || share >= 1) fail("schema.range", path, "from 0 to below 1", share);
  const tolerated = scaledFrom(share, "decimal", path);
  const one = scaledFrom(1, "decimal", path);
  const early = record["earlyDaysMax"];
  return {
    toleranceDays: expectInteger(orUsual(record["toleranceDays"], 0), "options.toleranceDays", 0, 365),
    earlyDaysMax:
      early === undefined ? null : expectInteger(early, "options.earlyDaysMax", 0, 3_650),
    demandedShare: subtractScaled(one, tolerated),
    countMin: expectInteger(orUsual(record["countMin"], 1), "options.countMin", 1),
  };
}

function optionalDay(record: UnknownRecord, key: string, path: string): number | null {
  const value = record[key];
  return value === undefined ? null : dayNumberOf(expectDate(value, at(path, key)));
}

function optionalWord(record: UnknownRecord, key: string, path: string): string | null {
  return record[key] === undefined ? null : expectIdentifier(record[key], at(path, key));
}

function readQuantity(value: unknown, path: string): Scaled {
  const quantity = scaledFrom(value, "decimal", path);
  if (signOf(quantity) <= 0) fail("review.quantity", path, "a quantity above zero", value);
  return quantity;
}

function readCancelled(value: unknown, quantity: Scaled, path: string): Scaled {
  if (value === undefined) return scaledZero;
  const cancelled = scaledFrom(value, "decimal", path);
  if (signOf(cancelled) < 0 || compareScaled(cancelled, quantity) > 0) {
    fail("review.cancelled_quantity", path, "from zero to the quantity ordered", value);
  }
  return cancelled;
}

function readPrice(value: unknown, path: string): Scaled | null {
  if (value === undefined) return null;
  const price = scaledFrom(value, "decimal", path);
  if (signOf(price) < 0) fail("review.unit_price", path, "a price of zero or more", value);
  if (!fitsScale(price, UNIT_PRICE_SCALE_MAX)) {
    fail("review.unit_price", path, `at most ${String(UNIT_PRICE_SCALE_MAX)} decimals`, value);
  }
  return price;
}

function readDeliveries(value: unknown, path: string, today: number): readonly ReadDelivery[] {
  const deliveries = expectArray(orUsual(value, []), path).map((item, index): ReadDelivery => {
    const place = atIndex(path, index);
    const record = expectRecord(item, place, ["on", "quantity"]);
    return {
      day: dayNumberOf(expectDate(record["on"], at(place, "on"))),
      quantity: scaledFrom(record["quantity"], "decimal", at(place, "quantity")),
    };
  });
  return deliveries.filter(({ day }) => day <= today).sort((a, b) => a.day - b.day);
}

function readLine(
  value: unknown,
  path: string,
  order: { readonly promised: number | null; readonly currency: string | null },
  today: number
): ReadServiceLine {
  const record = expectRecord(value, path, LINE_KEYS);
  const quantity = readQuantity(record["quantity"], at(path, "quantity"));
  const unitPrice = readPrice(record["unitPrice"], at(path, "unitPrice"));
  if (unitPrice !== null && order.currency === null) {
    fail("review.currency_missing", at(path, "unitPrice"), "a currency of the order", null);
  }
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    article: optionalWord(record, "article", path),
    unit: optionalWord(record, "unit", path),
    quantity,
    cancelled: readCancelled(record["cancelled"], quantity, at(path, "cancelled")),
    unitPrice,
    promised: optionalDay(record, "promisedOn", path) ?? order.promised,
    deliveries: readDeliveries(record["deliveries"], at(path, "deliveries"), today),
  };
}

function expectOwn(seen: Set<string>, id: string, path: string): void {
  if (seen.has(id)) fail("review.duplicate_id", at(path, "id"), "an id of its own", id);
  seen.add(id);
}

function readOrder(value: unknown, path: string, today: number): ReadServiceOrder {
  const record = expectRecord(value, path, ORDER_KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const currency = record["currency"] === undefined ? null : (record["currency"] as string);
  if (currency !== null) minorUnitsOf(currency, undefined, at(path, "currency"));
  const order = { promised: optionalDay(record, "promisedOn", path), currency };
  const linesPath = at(path, "lines");
  const list = expectArray(record["lines"], linesPath);
  if (list.length === 0) fail("review.empty", linesPath, "at least one line", list);
  const seen = new Set<string>();
  const lines = list.map((item, index) => {
    const place = atIndex(linesPath, index);
    const line = readLine(item, place, order, today);
    expectOwn(seen, line.id, place);
    return line;
  });
  return { id, ordered: optionalDay(record, "orderedOn", path), currency, lines };
}

/** Reads orders placed up to a day (`review.*`, `schema.*`, `date.*`, `decimal.*`). @internal */
export function readServiceOrders(value: unknown, today: number): readonly ReadServiceOrder[] {
  const seen = new Set<string>();
  const orders = expectArray(value, "orders", Number.MAX_SAFE_INTEGER).map((item, index) => {
    const place = atIndex("orders", index);
    const order = readOrder(item, place, today);
    expectOwn(seen, order.id, place);
    return order;
  });
  return orders.filter(({ ordered }) => ordered === null || ordered <= today);
}
