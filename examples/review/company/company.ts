/**
 * The synthetic company as it was known on a day: its accounts with all that is recorded of them,
 * the counter's sales, the market, the managers' targets and the channels.
 *
 * Comptoir Odile Fabre SA, of Lyon, sells fittings to shops, hotels and restaurants. It does not
 * exist, and neither does any of its clients.
 */
import type { Account, AccountOrder, MonthlyFacts } from "clientele/review";
import { addMonths } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { actionsTakenOf } from "./actions-taken.js";
import { ARTICLES } from "./articles.js";
import { channelsUntil, STAGES } from "./channels.js";
import { CLIENTS } from "./clients.js";
import type { Client } from "./clients.js";
import { complaintsOf } from "./complaints.js";
import { contactsOf } from "./contacts.js";
import { creditOf, reputationOf } from "./credit.js";
import { BOOKS_FROM } from "./days.js";
import { dealsOf } from "./deals.js";
import { deliveriesOf } from "./deliveries.js";
import { centsText, euros } from "./euros.js";
import { market } from "./market.js";
import { ordersOf } from "./orders.js";
import type { PlacedLine, PlacedOrder } from "./orders.js";
import { invoicesOf } from "./payments.js";
import { randomOf } from "./random.js";
import { recordOf } from "./records.js";
import { standingOf } from "./standing.js";
import { evidenceUntil } from "./statements.js";

export const COMPANY = "Comptoir Odile Fabre";

const MONTHLY_TARGETS = { ada: 62_000, bruno: 48_000, claire: 55_000, djamel: 100_000, elise: 115_000 };

function linesOf(lines: readonly PlacedLine[], sign: 1 | -1): AccountOrder["lines"] {
  return lines.map(({ article, group, quantity, cents }) => ({
    article,
    productGroup: group,
    quantity: sign * quantity,
    unitPrice: centsText(cents),
  }));
}

/** Invoices up to the day, and credit notes for what came back. */
function bookOf(orders: readonly PlacedOrder[], asOf: CalendarDate): readonly AccountOrder[] {
  return orders.flatMap(({ id, invoicedOn, lines, returned }) => [
    ...(invoicedOn <= asOf ? [{ id, date: invoicedOn, lines: linesOf(lines, 1) }] : []),
    ...(returned !== null && returned.on <= asOf
      ? [{ id: `${id}-C`, date: returned.on, lines: linesOf(returned.lines, -1) }]
      : []),
  ]);
}

/** What is known of an invoice on a day: what was paid later is not. */
function invoicesUntil(client: Client, orders: readonly PlacedOrder[], asOf: CalendarDate): Account["invoices"] | null {
  const all = invoicesOf(client, orders);
  if (all === null) return null;
  return all
    .filter(({ issuedOn }) => issuedOn <= asOf)
    .map(({ payments = [], promises = [], ...invoice }) => ({
      ...invoice,
      payments: payments.filter(({ on }) => on <= asOf),
      ...(promises.some(({ madeOn }) => madeOn <= asOf) ? { promises } : {}),
    }));
}

function attributesOf(client: Client): NonNullable<Account["attributes"]> {
  const random = randomOf(`attributes of ${client.id}`);
  return {
    region: client.region,
    strategicFit: random.whole(1, 10),
    ...(random.chance(0.8) ? { yearlyNeed: client.size * random.whole(4, 12) * 1_000 } : {}),
    sites: client.size >= 11 ? random.whole(3, 12) : client.size >= 5 ? random.whole(1, 4) : 1,
  };
}

/** Leaves out what is null: it is not known. */
function knownOf<T extends object>(facts: T): { [key in keyof T]?: Exclude<T[key], null | undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) as {
    [key in keyof T]?: Exclude<T[key], null | undefined>;
  };
}

function accountOf(client: Client, asOf: CalendarDate): Account {
  const orders = ordersOf(client);
  const reputation = reputationOf(client).filter(({ on }) => on <= asOf);
  return {
    id: client.id,
    name: client.name,
    segment: client.trade,
    manager: client.manager,
    channel: client.channel,
    attributes: attributesOf(client),
    orders: bookOf(orders, asOf),
    evidence: evidenceUntil(client, asOf),
    ...(reputation.length === 0 ? {} : { reputation }),
    actionsTaken: actionsTakenOf(client, asOf),
    ...knownOf({
      clientGroup: client.group,
      invoices: invoicesUntil(client, orders, asOf),
      credit: creditOf(client, orders, asOf),
      deals: dealsOf(client, asOf),
      standing: standingOf(client, orders, asOf),
      deliveries: deliveriesOf(client, orders, asOf),
      complaints: complaintsOf(client, orders, asOf),
      contacts: contactsOf(client, asOf),
      record: recordOf(client, asOf),
    }),
  };
}

/** Accounts as they were on a day; those opened later are left out. */
export function accountsOn(asOf: CalendarDate): readonly Account[] {
  return CLIENTS.filter(({ since }) => since <= asOf).map((client) => accountOf(client, asOf));
}

/** Sales at the counter, twice a month: nobody asks for a name there. */
export function counterSales(asOf: CalendarDate): readonly AccountOrder[] {
  const sales: AccountOrder[] = [];
  for (let month = 0; addMonths("2024-01-10", month) <= asOf; month += 1) {
    for (const day of ["2024-01-10", "2024-01-24"]) {
      const date = addMonths(day, month);
      const random = randomOf(`counter on ${date}`);
      const lines = Array.from({ length: random.whole(2, 5) }, () => {
        const { id, group, cents } = random.pick(ARTICLES.filter((one) => one.cents < 10_000));
        return { article: id, productGroup: group, quantity: random.whole(1, 9), unitPrice: centsText(cents) };
      });
      if (date <= asOf) sales.push({ id: `B-${date}`, date, lines });
    }
  }
  return sales;
}

/** Everything that a monthly report of the company is made from, as it was known on its last day. */
export function factsOn(asOf: CalendarDate): MonthlyFacts {
  return {
    accounts: accountsOn(asOf),
    unattributed: counterSales(asOf),
    booksFrom: BOOKS_FROM,
    market,
    managers: Object.entries(MONTHLY_TARGETS).map(([id, target]) => ({ id, target: euros(target * 100) })),
    channels: channelsUntil(asOf),
    channelStages: STAGES,
    contactGraceDays: 7,
  };
}
