/** Checks an account's facts once and puts them in order, amounts in minor units. */
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { money } from "../../values/money.js";
import { expectDate } from "../../values/expect-date.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
  isRecord,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { multiplyScaled, roundScaled, scaledFrom, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { UNIT_PRICE_SCALE_MAX } from "../../values/unit-price.js";
import { under, within } from "../within.js";
import { readAgreement } from "./agreement-of.js";
import type { Agreements } from "./agreement-of.js";
import type { Account, AccountOrder, AccountOrderLine } from "./facts.js";

/**
 * An order with its sums in minor units. Its lines are those of the fact: a book of a million
 * orders keeps nothing else for each.
 *
 * @internal
 */
export interface ReadOrder {
  readonly order: AccountOrder;
  readonly day: number;
  /** Amount of each line; null for a line alone, whose amount is that of the order. */
  readonly amounts: readonly Integer[] | null;
  readonly sales: Integer;
  /** Zero or below. */
  readonly returns: Integer;
  readonly saleLines: number;
}

/** The amount of a line in minor units of the review's currency. @internal */
export function amountAt(read: ReadOrder, index: number): Integer {
  const { amounts } = read;
  return amounts === null ? addIntegers(read.sales, read.returns) : itemAt(amounts, index);
}

/** Whether a line that was read takes back. @internal */
export function isReturn({ quantity }: AccountOrderLine): boolean {
  return typeof quantity === "number" ? quantity < 0 : quantity.startsWith("-");
}

/** The quantity of a line that was read. @internal */
export function quantityOf({ quantity }: AccountOrderLine): Scaled {
  return scaledFrom(quantity, "review", "quantity");
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
  readonly agreements: {
    readonly bonus: Agreements<unknown>;
    readonly loyalty: Agreements<unknown>;
  };
}

const ACCOUNT_KEYS = [
  "id",
  "name",
  "clientGroup",
  "segment",
  "manager",
  "channel",
  "attributes",
  "bonus",
  "loyalty",
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
/** Lists of an account that the capabilities that use them read on. */
const LISTS = ["invoices", "reputation", "deliveries", "complaints"];
const CREDIT_LISTS = ["openOrders", "deliveredNotInvoiced", "bills"];
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
const ORDER_KEYS = ["id", "date", "lines"];
const LINE_KEYS = ["article", "productGroup", "quantity", "unitPrice"];

/** Demands a quantity other than zero (`review.quantity`). @internal */
export function expectLineQuantity(value: unknown, path: string): Scaled {
  const quantity = scaledFrom(value, "review", path);
  if (quantity.units === 0) fail("review.quantity", path, "a quantity other than zero", value);
  return quantity;
}

/** Demands a price of zero or more, of bearable fineness (`review.unit_price`). @internal */
export function expectLinePrice(value: unknown, path: string): Scaled {
  const price = scaledFrom(value, "review", path);
  if (signOf(price) < 0) fail("review.unit_price", path, "a price of zero or more", value);
  if (price.scale > UNIT_PRICE_SCALE_MAX)
    fail("review.unit_price", path, `at most ${String(UNIT_PRICE_SCALE_MAX)} decimals`, value);
  return price;
}

/**
 * The amount of a line, checked: quantity × unit price, rounded to the minor unit half to even,
 * which is what stands on the invoice.
 */
function readLine(value: unknown, scale: number): Integer {
  const record = expectRecord(value, "", LINE_KEYS);
  expectIdentifier(record["article"], "article");
  if (record["productGroup"] !== undefined) expectIdentifier(record["productGroup"], "productGroup");
  const quantity = expectLineQuantity(record["quantity"], "quantity");
  const unitPrice = expectLinePrice(record["unitPrice"], "unitPrice");
  return roundScaled(multiplyScaled(quantity, unitPrice), scale, "halfEven").units;
}

/** Reads each item of a list; paths are made only for errors. */
function readItems<T>(list: readonly unknown[], path: string, read: (item: unknown) => T): T[] {
  const found: T[] = [];
  for (let index = 0; index < list.length; index += 1) {
    try {
      found.push(read(list[index]));
    } catch (error) {
      throw under(atIndex(path, index), error);
    }
  }
  return found;
}

/** Reads one order (`review.quantity`, `review.unit_price`, `review.future_date`). */
function readOrder(value: unknown, context: ReadContext): ReadOrder {
  const record = expectRecord(value, "", ORDER_KEYS);
  expectIdentifier(record["id"], "id");
  const day = dayNumberOf(expectDate(record["date"], "date"));
  if (day > context.asOfDay) {
    fail("review.future_date", "date", `a day up to ${context.asOf}`, record["date"]);
  }
  const order = value as AccountOrder;
  const list = expectArray(record["lines"], "lines");
  const amounts = readItems(list, "lines", (line) => readLine(line, context.scale));
  let sales: Integer = 0;
  let returns: Integer = 0;
  let saleLines = 0;
  for (let index = 0; index < amounts.length; index += 1) {
    const amount = itemAt(amounts, index);
    if (isReturn(itemAt(order.lines, index))) returns = addIntegers(returns, amount);
    else {
      sales = addIntegers(sales, amount);
      saleLines += 1;
    }
  }
  return { order, day, amounts: amounts.length === 1 ? null : amounts, sales, returns, saleLines };
}

/** Reads orders into the order of time, then of ids (`review.duplicate_id`). @internal */
export function readOrders(
  value: unknown,
  path: string,
  context: ReadContext,
): readonly ReadOrder[] {
  const seen = new Set<string>();
  const orders = readItems(expectArray(value, path), path, (item) => {
    const read = readOrder(item, context);
    const { id } = read.order;
    if (seen.has(id)) fail("review.duplicate_id", "id", "an id of its own", id);
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

/** Demands money of the review's currency (`review.currency_mismatch`, `money.*`). @internal */
export function expectOwnMoney(value: unknown, path: string, currency: string): void {
  const record = expectRecord(value, path, ["amount", "currency"]);
  if (record["currency"] !== currency) {
    const expected = `an amount in ${currency}`;
    fail("review.currency_mismatch", at(path, "currency"), expected, record["currency"]);
  }
  // Sums are made of the amount as it stands: it has to be the text of one.
  const amount = expectString(record["amount"], at(path, "amount"));
  within(path, () => money(amount, currency));
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

/** Demands of a deal that it is closed with an outcome, or open (`review.deal`). @internal */
export function expectClosing(
  { closedOn, outcome }: { readonly closedOn?: unknown; readonly outcome?: unknown },
  path: string,
): void {
  if ((closedOn === undefined) === (outcome === undefined)) return;
  fail("review.deal", path, "closedOn and outcome together, or neither", outcome);
}

function readDeal(item: unknown, path: string, context: ReadContext): string {
  const record = expectRecord(item, path, DEAL_KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  expectIdentifier(record["state"], at(path, "state"));
  expectOwnMoney(record["amount"], at(path, "amount"), context.currency);
  readDealDays(record, path, context);
  expectClosing(record, path);
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

/** Demands lists where there is anything: null is neither a list nor left out. */
function expectLists(record: UnknownRecord, names: readonly string[], path: string): void {
  for (const name of names) {
    if (record[name] !== undefined) expectArray(record[name], at(path, name));
  }
}

/** Payments of invoices: the capability that reads them would pass over a hole. */
function expectPayments(invoices: unknown, path: string): void {
  if (invoices === undefined) return;
  expectArray(invoices, path).forEach((item, index) => {
    if (isRecord(item)) expectLists(item, ["payments"], atIndex(path, index));
  });
}

/** The shape of credit; its amounts are checked where the policy asks for credit. */
function readCredit(value: unknown, path: string): void {
  const record = expectRecord(value, path, CREDIT_KEYS);
  expectLists(record, CREDIT_LISTS, path);
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
  for (const name of ["bonus", "loyalty"] as const)
    readAgreement(record[name], at(path, name), context.agreements[name]);
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
  expectLists(record, LISTS, path);
  expectPayments(record["invoices"], at(path, "invoices"));
  for (const name of ["evidence", "standing", "record"]) {
    if (record[name] !== undefined) expectRecord(record[name], at(path, name));
  }
  if (record["contacts"] !== undefined)
    expectRecord(record["contacts"], at(path, "contacts"), CONTACTS_KEYS);
  return { account: value as Account, orders };
}
