/** Reads invoices and payments, checked, as exact amounts and day numbers. */
import { toDayNumber } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectBoolean,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, negateScaled, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { OneCurrency } from "../amounts.js";
import { expectDay, expectPast } from "../days.js";

/** A payment or credit note. @internal */
export interface Settlement {
  readonly day: number;
  readonly amount: Scaled;
  readonly isPayment: boolean;
}

/** A promise of payment. @internal */
export interface Promised {
  readonly madeOn: number;
  readonly payBy: number;
  readonly amount: Scaled;
}

/** One invoice, read. @internal */
export interface Invoice {
  readonly issued: number;
  readonly due: number;
  readonly amount: Scaled;
  /** Undefined when it is not known whether it was paid. */
  readonly settlements: readonly Settlement[] | undefined;
  readonly isDisputed: boolean;
  readonly promises: readonly Promised[];
}

const invoiceKeys = ["id", "amount", "issuedOn", "dueOn", "payments", "disputed", "promises"];

function above(value: unknown, path: string, currency: OneCurrency): Scaled {
  const amount = currency.read(value, path);
  if (signOf(amount) <= 0) fail("risk.amount_sign", at(path, "amount"), "above zero", value);
  return amount;
}

function readSettlements(
  value: unknown,
  context: { readonly path: string; readonly asOf: string; readonly currency: OneCurrency },
): readonly Settlement[] | undefined {
  if (value === undefined) return undefined;
  const { path, asOf, currency } = context;
  return expectArray(value, path).map((item, index) => {
    const itemPath = atIndex(path, index);
    const record = expectRecord(item, itemPath, ["on", "amount", "kind"]);
    const kind = expectOneOf(record["kind"] ?? "payment", at(itemPath, "kind"), [
      "payment",
      "creditNote",
    ]);
    return {
      day: toDayNumber(expectPast(record["on"], asOf, at(itemPath, "on"))),
      amount: above(record["amount"], at(itemPath, "amount"), currency),
      isPayment: kind === "payment",
    };
  });
}

function readPromises(
  value: unknown,
  context: { readonly path: string; readonly asOf: string; readonly currency: OneCurrency },
): readonly Promised[] {
  if (value === undefined) return [];
  const { path, asOf, currency } = context;
  return expectArray(value, path).map((item, index) => {
    const itemPath = atIndex(path, index);
    const record = expectRecord(item, itemPath, ["madeOn", "payBy", "amount"]);
    const madeOn = toDayNumber(expectPast(record["madeOn"], asOf, at(itemPath, "madeOn")));
    const payBy = toDayNumber(expectDay(record["payBy"], at(itemPath, "payBy")));
    if (payBy < madeOn)
      fail("date.range_reversed", at(itemPath, "payBy"), "not before madeOn", record["payBy"]);
    return { madeOn, payBy, amount: above(record["amount"], at(itemPath, "amount"), currency) };
  });
}

function readInvoice(value: unknown, path: string, asOf: string, currency: OneCurrency): Invoice {
  const record = expectRecord(value, path, invoiceKeys);
  const issued = toDayNumber(expectPast(record["issuedOn"], asOf, at(path, "issuedOn")));
  const due = toDayNumber(expectDay(record["dueOn"], at(path, "dueOn")));
  if (due < issued)
    fail("date.range_reversed", at(path, "dueOn"), "not before issuedOn", record["dueOn"]);
  const disputed = record["disputed"];
  return {
    issued,
    due,
    amount: above(record["amount"], at(path, "amount"), currency),
    settlements: readSettlements(record["payments"], {
      path: at(path, "payments"),
      asOf,
      currency,
    }),
    isDisputed: disputed === undefined ? false : expectBoolean(disputed, at(path, "disputed")),
    promises: readPromises(record["promises"], { path: at(path, "promises"), asOf, currency }),
  };
}

/** Reads the invoices of a client (`risk.duplicate_id`, `risk.currency_mismatch`, …). @internal */
export function readInvoices(
  items: unknown,
  asOf: string,
): { readonly invoices: readonly Invoice[]; readonly currency: OneCurrency } {
  const currency = new OneCurrency();
  const seen = new Set<string>();
  const invoices = expectArray(items, "invoices").map((item, index) => {
    const path = atIndex("invoices", index);
    const invoice = readInvoice(item, path, asOf, currency);
    const id = expectIdentifier((item as { id?: unknown }).id, at(path, "id"));
    if (seen.has(id)) fail("risk.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    return invoice;
  });
  return { invoices, currency };
}

/** What was open of an invoice at the end of a day, signed: negative when paid in excess. @internal */
export function openOn(invoice: Invoice, day: number): Scaled {
  if (invoice.issued > day) return scaledZero;
  let open = invoice.amount;
  for (const { day: paidOn, amount } of invoice.settlements ?? []) {
    if (paidOn <= day) open = addScaled(open, negateScaled(amount));
  }
  return open;
}
