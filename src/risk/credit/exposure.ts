/**
 * What a client owes and will owe, with one candidate order counted exactly once: where it
 * already stands among the open orders, the candidate takes its place.
 */
import { fail } from "../../values/errors.js";
import { toDayNumber } from "../../values/calendar-date.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  negateScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { positivePart } from "../amounts.js";
import type { OneCurrency } from "../amounts.js";
import { expectDay } from "../days.js";
import type { ExposureParts } from "./model.js";

/** Exact parts of an exposure. @internal */
export interface ReadExposure {
  readonly parts: ExposureParts;
  readonly total: Scaled;
  readonly newRisk: Scaled;
  /** Invoices and bills above zero: all of them, and those overdue. */
  readonly receivables: Scaled;
  readonly overdue: Scaled;
  readonly oldestOverdueDays: number;
}

interface Context {
  readonly currency: OneCurrency;
  readonly today: number;
  readonly horizonDays: number | null;
}

interface Candidate {
  readonly orderId: string;
  readonly stage: string;
  readonly amount: Scaled;
  readonly prepaid: Scaled;
}

/** Amount less prepaid; a prepayment beyond the amount is an error (`risk.prepaid`). @internal */
export function unpaidPart(
  record: UnknownRecord,
  path: string,
  currency: OneCurrency,
): {
  readonly amount: Scaled;
  readonly prepaid: Scaled;
} {
  const amount = currency.readNotNegative(record["amount"], at(path, "amount"));
  const given = record["prepaid"];
  if (given === undefined) return { amount, prepaid: scaledZero };
  const prepaid = currency.readNotNegative(given, at(path, "prepaid"));
  if (compareScaled(prepaid, amount) > 0)
    fail("risk.prepaid", at(path, "prepaid"), "at most the amount", given);
  return { amount, prepaid };
}

function itemsOf(
  exposure: UnknownRecord,
  name: string,
  read: (record: UnknownRecord, path: string, id: string) => void,
): void {
  const path = at("exposure", name);
  const keys = ["id", "amount", "deliverOn", "prepaid", "dueOn"];
  const seen = new Set<string>();
  expectArray(exposure[name] ?? [], path).forEach((item, index) => {
    const itemPath = atIndex(path, index);
    const record = expectRecord(item, itemPath, keys);
    const id = expectIdentifier(record["id"], at(itemPath, "id"));
    if (seen.has(id)) fail("risk.duplicate_id", at(itemPath, "id"), "an id of its own", id);
    seen.add(id);
    read(record, itemPath, id);
  });
}

function openOrders(
  exposure: UnknownRecord,
  candidate: Candidate,
  { currency, today, horizonDays }: Context,
): { readonly sum: Scaled; readonly beyondHorizon: readonly string[] } {
  let sum = scaledZero;
  const beyondHorizon: string[] = [];
  itemsOf(exposure, "openOrders", (record, path, id) => {
    const { amount, prepaid } = unpaidPart(record, path, currency);
    const deliverOn = toDayNumber(expectDay(record["deliverOn"], at(path, "deliverOn")));
    // The candidate replaces its own entry; an invoice bills what has left the order book.
    if (id === candidate.orderId && candidate.stage !== "invoice") return;
    if (horizonDays !== null && deliverOn > today + horizonDays) beyondHorizon.push(id);
    else sum = addScaled(sum, subtractScaled(amount, prepaid));
  });
  return { sum, beyondHorizon: beyondHorizon.sort(compareText) };
}

interface Receivables {
  readonly sum: Scaled;
  readonly positive: Scaled;
  readonly overdue: Scaled;
  readonly oldestOverdueDays: number;
}

function receivablesOf(
  exposure: UnknownRecord,
  name: string,
  { currency, today }: Context,
): Receivables {
  let [sum, positive, overdue, oldestOverdueDays] = [scaledZero, scaledZero, scaledZero, 0];
  itemsOf(exposure, name, (record, path) => {
    const amount = currency.read(record["amount"], at(path, "amount"));
    const days = today - toDayNumber(expectDay(record["dueOn"], at(path, "dueOn")));
    sum = addScaled(sum, amount);
    if (signOf(amount) <= 0) return;
    positive = addScaled(positive, amount);
    if (days <= 0) return;
    overdue = addScaled(overdue, amount);
    oldestOverdueDays = Math.max(oldestOverdueDays, days);
  });
  return { sum, positive, overdue, oldestOverdueDays };
}

/** Adds up an exposure. @internal */
export function readExposure(
  exposure: UnknownRecord,
  candidate: Candidate,
  context: Context,
): ReadExposure {
  const { currency } = context;
  const orders = openOrders(exposure, candidate, context);
  let delivered = scaledZero;
  itemsOf(exposure, "deliveredNotInvoiced", (record, path) => {
    delivered = addScaled(
      delivered,
      currency.readNotNegative(record["amount"], at(path, "amount")),
    );
  });
  const invoices = receivablesOf(exposure, "invoices", context);
  const bills = receivablesOf(exposure, "bills", context);
  const secured =
    exposure["secured"] === undefined
      ? scaledZero
      : currency.readNotNegative(exposure["secured"], "exposure.secured");
  // An invoice turns a delivery into a receivable: it adds nothing that is not counted yet.
  const newRisk =
    candidate.stage === "invoice"
      ? scaledZero
      : subtractScaled(candidate.amount, candidate.prepaid);
  let sum = newRisk;
  for (const part of [orders.sum, delivered, invoices.sum, bills.sum]) sum = addScaled(sum, part);
  const total = positivePart(subtractScaled(positivePart(sum), secured));
  return {
    parts: {
      openOrders: currency.money(orders.sum),
      deliveredNotInvoiced: currency.money(delivered),
      invoices: currency.money(invoices.sum),
      bills: currency.money(bills.sum),
      candidate: currency.money(newRisk),
      secured: currency.money(secured),
      total: currency.money(total),
      credit: currency.money(positivePart(negateScaled(sum))),
      beyondHorizon: orders.beyondHorizon,
    },
    total,
    newRisk,
    receivables: addScaled(invoices.positive, bills.positive),
    overdue: addScaled(invoices.overdue, bills.overdue),
    oldestOverdueDays: Math.max(invoices.oldestOverdueDays, bills.oldestOverdueDays),
  };
}
