/** Checks an account's facts once and puts them in order, amounts in minor units. */
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { money } from "../../values/money.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { multiplyScaled, roundScaled, scaledFrom, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { UNIT_PRICE_SCALE_MAX } from "../../values/unit-price.js";
import { within } from "../within.js";
import type { Account, AccountOrder, AccountOrderLine } from "./facts.js";

/** A line with its amount in minor units of the review's currency. @internal */
export interface ReadLine {
  readonly line: AccountOrderLine;
  readonly quantity: Scaled;
  readonly amount: Integer;
  readonly isReturn: boolean;
}

/** An order with its sums in minor units. @internal */
export interface ReadOrder {
  readonly order: AccountOrder;
  readonly day: number;
  readonly lines: readonly ReadLine[];
  readonly sales: Integer;
  /** Zero or below. */
  readonly returns: Integer;
  readonly saleLines: number;
}

/** What the doors need to know. @internal */
export interface ReadContext {
  readonly asOf: string;
  readonly asOfDay: number;
  readonly currency: string;
  /** Minor units of the currency. */
  readonly scale: number;
  /** Names and types of the host's own facts. */
  readonly attributes: Readonly<Record<string, "string" | "number" | "boolean">>;
}

const ACCOUNT_KEYS = [
  "id",
  "name",
  "clientGroup",
  "segment",
  "manager",
  "channel",
  "attributes",
  "orders",
  "invoices",
  "evidence",
  "reputation",
  "credit",
  "deals",
  "standing",
  "deliveries",
  "complaints",
  "contacts",
  "record",
  "actionsTaken",
];
const CONTACTS_KEYS = ["made", "consents", "preferredChannels", "quietPeriods", "since"];
const CREDIT_KEYS = [
  "openOrders",
  "deliveredNotInvoiced",
  "bills",
  "secured",
  "limit",
  "limitFacts",
  "dunningLevel",
  "reviewBy",
];
const LIMIT_KEYS = ["equity", "annualTurnover", "insuredLimit", "highestPaidExposure"];
const DEAL_KEYS = [
  "id",
  "state",
  "amount",
  "openedOn",
  "enteredOn",
  "closesOn",
  "probability",
  "closedOn",
  "outcome",
];
const LINE_KEYS = ["article", "productGroup", "quantity", "unitPrice"];

/**
 * Reads a line. Its amount is quantity × unit price, rounded to the minor unit half to even:
 * what stands on the invoice.
 */
function readLine(value: unknown, path: string, scale: number): ReadLine {
  const record = expectRecord(value, path, LINE_KEYS);
  expectIdentifier(record["article"], at(path, "article"));
  if (record["productGroup"] !== undefined)
    expectIdentifier(record["productGroup"], at(path, "productGroup"));
  const quantity = scaledFrom(record["quantity"], "review", at(path, "quantity"));
  const sign = signOf(quantity);
  if (sign === 0)
    fail("review.quantity", at(path, "quantity"), "a quantity other than zero", record["quantity"]);
  const pricePath = at(path, "unitPrice");
  const unitPrice = scaledFrom(record["unitPrice"], "review", pricePath);
  if (signOf(unitPrice) < 0)
    fail("review.unit_price", pricePath, "a price of zero or more", record["unitPrice"]);
  if (unitPrice.scale > UNIT_PRICE_SCALE_MAX) {
    fail(
      "review.unit_price",
      pricePath,
      `at most ${String(UNIT_PRICE_SCALE_MAX)} decimals`,
      record["unitPrice"],
    );
  }
  const { units } = roundScaled(multiplyScaled(quantity, unitPrice), scale, "halfEven");
  return { line: value as AccountOrderLine, quantity, amount: units, isReturn: sign < 0 };
}

/** Reads one order (`review.quantity`, `review.unit_price`, `review.future_date`). @internal */
export function readOrder(value: unknown, path: string, context: ReadContext): ReadOrder {
  const record = expectRecord(value, path, ["id", "date", "lines"]);
  expectIdentifier(record["id"], at(path, "id"));
  const day = dayNumberOf(expectDate(record["date"], at(path, "date")));
  if (day > context.asOfDay) {
    fail("review.future_date", at(path, "date"), `a day up to ${context.asOf}`, record["date"]);
  }
  const linesPath = at(path, "lines");
  let sales: Integer = 0;
  let returns: Integer = 0;
  let saleLines = 0;
  const lines = expectArray(record["lines"], linesPath).map((line, index) => {
    const read = readLine(line, atIndex(linesPath, index), context.scale);
    if (read.isReturn) returns = addIntegers(returns, read.amount);
    else {
      sales = addIntegers(sales, read.amount);
      saleLines += 1;
    }
    return read;
  });
  return { order: value as AccountOrder, day, lines, sales, returns, saleLines };
}

/** Reads orders into the order of time, then of ids (`review.duplicate_id`). @internal */
export function readOrders(
  value: unknown,
  path: string,
  context: ReadContext,
): readonly ReadOrder[] {
  const seen = new Set<string>();
  const orders = expectArray(value, path).map((item, index) => {
    const read = readOrder(item, atIndex(path, index), context);
    const { id } = read.order;
    if (seen.has(id))
      fail("review.duplicate_id", at(atIndex(path, index), "id"), "an id of its own", id);
    seen.add(id);
    return read;
  });
  return orders.sort((a, b) => a.day - b.day || compareText(a.order.id, b.order.id));
}

/** An account, checked. @internal */
export interface ReadAccount {
  readonly account: Account;
  readonly orders: readonly ReadOrder[];
}

function readAttributes(value: unknown, path: string, context: ReadContext): void {
  const record = expectRecord(value, path, Object.keys(context.attributes));
  for (const [name, type] of Object.entries(context.attributes)) {
    const one = record[name];
    if (one === undefined) continue;
    const isOfType = typeof one === type && (typeof one !== "number" || Number.isFinite(one));
    if (!isOfType) fail("review.attribute", at(path, name), `a ${type}`, one);
    if (typeof one === "string") expectString(one, at(path, name), 500);
  }
}

/** Demands money of the review's currency (`review.currency_mismatch`, `money.*`). */
function expectOwnMoney(value: unknown, path: string, { currency }: ReadContext): void {
  const record = expectRecord(value, path, ["amount", "currency"]);
  if (record["currency"] !== currency) {
    const expected = `an amount in ${currency}`;
    fail("review.currency_mismatch", at(path, "currency"), expected, record["currency"]);
  }
  within(path, () => money(record["amount"] as string, currency));
}

function readDealDays(record: UnknownRecord, path: string, context: ReadContext): void {
  const opened = dayNumberOf(expectDate(record["openedOn"], at(path, "openedOn")));
  for (const name of ["openedOn", "enteredOn", "closedOn"]) {
    if (record[name] === undefined) continue;
    const day = dayNumberOf(expectDate(record[name], at(path, name)));
    if (day > context.asOfDay)
      fail("review.future_date", at(path, name), `a day up to ${context.asOf}`, record[name]);
    if (day < opened)
      fail("review.date_order", at(path, name), "a day not before the opening", record[name]);
  }
  if (record["closesOn"] !== undefined) expectDate(record["closesOn"], at(path, "closesOn"));
}

function readDeal(item: unknown, path: string, context: ReadContext): string {
  const record = expectRecord(item, path, DEAL_KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  expectIdentifier(record["state"], at(path, "state"));
  expectOwnMoney(record["amount"], at(path, "amount"), context);
  readDealDays(record, path, context);
  if ((record["closedOn"] === undefined) !== (record["outcome"] === undefined)) {
    fail("review.deal", path, "closedOn and outcome together, or neither", record["outcome"]);
  }
  if (record["outcome"] !== undefined)
    expectOneOf(record["outcome"], at(path, "outcome"), ["won", "lost"]);
  return id;
}

/** Reads a list whose items have ids of their own (`review.duplicate_id`). */
function readEach(
  value: unknown,
  path: string,
  read: (item: unknown, itemPath: string) => string,
): void {
  const seen = new Set<string>();
  expectArray(value, path).forEach((item, index) => {
    const itemPath = atIndex(path, index);
    const id = read(item, itemPath);
    if (seen.has(id)) fail("review.duplicate_id", at(itemPath, "id"), "an id of its own", id);
    seen.add(id);
  });
}

function readTaken(value: unknown, path: string): void {
  expectArray(value, path).forEach((item, index) => {
    const itemPath = atIndex(path, index);
    const record = expectRecord(item, itemPath, ["rule", "on"]);
    expectIdentifier(record["rule"], at(itemPath, "rule"));
    expectDate(record["on"], at(itemPath, "on"));
  });
}

/** The shape of credit; its amounts are checked where the policy asks for credit. */
function readCredit(value: unknown, path: string): void {
  const record = expectRecord(value, path, CREDIT_KEYS);
  if (record["limitFacts"] !== undefined)
    expectRecord(record["limitFacts"], at(path, "limitFacts"), LIMIT_KEYS);
}

/**
 * Reads an account. Invoices, evidence, reputation and credit are checked by the capabilities
 * that use them.
 *
 * @internal
 */
export function readAccount(value: unknown, path: string, context: ReadContext): ReadAccount {
  const record = expectRecord(value, path, ACCOUNT_KEYS);
  expectIdentifier(record["id"], at(path, "id"));
  if (record["name"] !== undefined) expectString(record["name"], at(path, "name"), 500);
  for (const name of ["clientGroup", "segment", "manager", "channel"]) {
    if (record[name] !== undefined) expectIdentifier(record[name], at(path, name));
  }
  const orders = readOrders(record["orders"], at(path, "orders"), context);
  if (record["attributes"] !== undefined)
    readAttributes(record["attributes"], at(path, "attributes"), context);
  if (record["deals"] !== undefined)
    readEach(record["deals"], at(path, "deals"), (item, itemPath) =>
      readDeal(item, itemPath, context),
    );
  if (record["actionsTaken"] !== undefined)
    readTaken(record["actionsTaken"], at(path, "actionsTaken"));
  if (record["credit"] !== undefined) readCredit(record["credit"], at(path, "credit"));
  for (const name of ["evidence", "standing", "record"]) {
    if (record[name] !== undefined) expectRecord(record[name], at(path, name));
  }
  if (record["contacts"] !== undefined)
    expectRecord(record["contacts"], at(path, "contacts"), CONTACTS_KEYS);
  return { account: value as Account, orders };
}
