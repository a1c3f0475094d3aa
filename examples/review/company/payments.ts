/** The invoices, and how they were paid. */
import { addDays, differenceInDays } from "clientele/values";
import type { CalendarDate, Money } from "clientele/values";
import type { InvoiceItem, InvoicePayment, PaymentPromise } from "clientele/risk";

import type { Client } from "./clients.js";
import { BOOKS_FROM, HISTORY_UNTIL } from "./days.js";
import { euros } from "./euros.js";
import type { PlacedLine, PlacedOrder } from "./orders.js";
import { randomOf } from "./random.js";
import type { Random } from "./random.js";

const TAX_PERCENT = 20;
const DAYS_IN_ALL = differenceInDays(BOOKS_FROM, HISTORY_UNTIL);

/** Gross amount of lines: each rounded to the cent, then the tax. */
export function grossCents(lines: readonly PlacedLine[]): number {
  let net = 0;
  for (const { quantity, cents } of lines) net += quantity * cents;
  return Math.round((net * (100 + TAX_PERCENT)) / 100);
}

/** Days from the due day to the payment, below zero before it. */
function delayOf({ payer }: Client, issuedOn: CalendarDate, random: Random): number {
  const share = differenceInDays(BOOKS_FROM, issuedOn) / DAYS_IN_ALL;
  switch (payer) {
    case "prompt":
      return -random.whole(1, 12);
    case "usual":
      return random.whole(-4, 11);
    case "late":
      return random.whole(14, 48);
    case "worsening":
      return Math.round(random.whole(-2, 6) + 75 * share * share * share);
    case "unknown":
      return 0;
  }
}

/** Two clients in a hundred have stopped paying this summer. */
export function hasStoppedPaying({ id, payer }: Client): boolean {
  return (payer === "late" || payer === "worsening") && randomOf(`default of ${id}`).chance(0.14);
}

function promisesOf(dueOn: CalendarDate, amount: Money, random: Random): readonly PaymentPromise[] {
  if (!random.chance(0.3)) return [];
  const madeOn = addDays(dueOn, random.whole(8, 14));
  return [{ madeOn, payBy: addDays(madeOn, 10), amount }];
}

function paymentsOf(
  client: Client,
  order: PlacedOrder,
  dueOn: CalendarDate,
  random: Random,
): readonly InvoicePayment[] {
  const delay = delayOf(client, order.invoicedOn, random);
  const paidOn = addDays(dueOn, Math.max(delay, 1 - differenceInDays(order.invoicedOn, dueOn)));
  const all = grossCents(order.lines);
  const { returned } = order;
  const credited = returned === null ? 0 : grossCents(returned.lines);
  const note: readonly InvoicePayment[] =
    returned === null ? [] : [{ on: returned.on, amount: euros(credited), kind: "creditNote" }];
  const isStopped = hasStoppedPaying(client) && order.invoicedOn >= "2026-07-01";
  const left = all - credited;
  if (isStopped || left <= 0) return note;
  if (random.chance(0.06) && left > 2) {
    const half = Math.floor(left / 2);
    return [...note, { on: paidOn, amount: euros(half) }, { on: addDays(paidOn, 20), amount: euros(left - half) }];
  }
  return [...note, { on: paidOn, amount: euros(left) }];
}

/** All invoices of a client; none are known of a few. */
export function invoicesOf(client: Client, orders: readonly PlacedOrder[]): readonly InvoiceItem[] | null {
  if (client.payer === "unknown") return null;
  const random = randomOf(`payments of ${client.id}`);
  const termDays = client.group === "chain" ? 45 : 30;
  return orders.map((order) => {
    const amount = euros(grossCents(order.lines));
    const dueOn = addDays(order.invoicedOn, termDays);
    const payments = paymentsOf(client, order, dueOn, random);
    const promises = client.payer === "late" ? promisesOf(dueOn, amount, random) : [];
    return {
      id: order.id,
      amount,
      issuedOn: order.invoicedOn,
      dueOn,
      payments,
      ...(promises.length === 0 ? {} : { promises }),
      ...(random.chance(0.01) ? { disputed: true } : {}),
    };
  });
}
