/** From order lines to accounts: one order per invoice, one account per client. */
import type { Account, AccountOrder, AccountOrderLine } from "clientele/review";
import type { InvoiceItem } from "clientele/risk";
import type { CalendarDate } from "clientele/values";

import type { OrderRow } from "./read-orders.js";

interface OpenOrder {
  readonly id: string;
  readonly date: CalendarDate;
  readonly lines: AccountOrderLine[];
}

/** What the rows of a file make: accounts, and the orders of nobody. */
export interface Portfolio {
  readonly accounts: readonly Account[];
  readonly unattributed: readonly AccountOrder[];
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
  readonly names: ReadonlyMap<string, string>;
}

/** Groups rows by client and invoice; rows without a client are kept apart, not dropped. */
export function portfolioOf(
  rows: readonly OrderRow[],
  invoices: ReadonlyMap<string, readonly InvoiceItem[]> = new Map(),
): Portfolio {
  const clients = new Map<string, Map<string, OpenOrder>>();
  const nobody = new Map<string, OpenOrder>();
  const names = new Map<string, string>();
  let firstDay = rows[0]?.date ?? "";
  let lastDay = firstDay;
  for (const row of rows) {
    if (row.date < firstDay) firstDay = row.date;
    if (row.date > lastDay) lastDay = row.date;
    if (row.description !== undefined) names.set(row.article, row.description);
    const orders = row.client === null ? nobody : ordersOf(clients, row.client);
    const line = { article: row.article, quantity: row.quantity, unitPrice: row.unitPrice };
    const order = orders.get(row.invoice);
    if (order === undefined) orders.set(row.invoice, { id: row.invoice, date: row.date, lines: [line] });
    else order.lines.push(line);
  }
  const accounts = [...clients].map(([id, orders]) => {
    const known = invoices.get(id);
    return { id, orders: [...orders.values()], ...(known === undefined ? {} : { invoices: known }) };
  });
  return { accounts, unattributed: [...nobody.values()], firstDay, lastDay, names };
}

function ordersOf(clients: Map<string, Map<string, OpenOrder>>, client: string): Map<string, OpenOrder> {
  const known = clients.get(client);
  if (known !== undefined) return known;
  const orders = new Map<string, OpenOrder>();
  clients.set(client, orders);
  return orders;
}
