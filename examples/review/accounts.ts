/** From order lines to accounts: one order per invoice, one account per client. */
import type { Account, AccountOrder, AccountOrderLine } from "clientele/review";
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
}

/** Groups rows by client and invoice; rows without a client are kept apart, not dropped. */
export function portfolioOf(rows: readonly OrderRow[]): Portfolio {
  const clients = new Map<string, Map<string, OpenOrder>>();
  const nobody = new Map<string, OpenOrder>();
  let firstDay = rows[0]?.date ?? "";
  let lastDay = firstDay;
  for (const row of rows) {
    if (row.date < firstDay) firstDay = row.date;
    if (row.date > lastDay) lastDay = row.date;
    const orders = row.client === null ? nobody : ordersOf(clients, row.client);
    const line = { article: row.article, quantity: row.quantity, unitPrice: row.unitPrice };
    const order = orders.get(row.invoice);
    if (order === undefined) orders.set(row.invoice, { id: row.invoice, date: row.date, lines: [line] });
    else order.lines.push(line);
  }
  const accounts = [...clients].map(([id, orders]) => ({ id, orders: [...orders.values()] }));
  return { accounts, unattributed: [...nobody.values()], firstDay, lastDay };
}

function ordersOf(clients: Map<string, Map<string, OpenOrder>>, client: string): Map<string, OpenOrder> {
  const known = clients.get(client);
  if (known !== undefined) return known;
  const orders = new Map<string, OpenOrder>();
  clients.set(client, orders);
  return orders;
}
