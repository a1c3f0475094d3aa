/** What the clients ordered, when it was promised, when it came and what came back. */
import { addDays, compareDates, differenceInDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { ARTICLES, articleOf, MADE_TO_MEASURE } from "./articles.js";
import type { Article } from "./articles.js";
import { isBuyer } from "./clients.js";
import type { Client } from "./clients.js";
import { BOOKS_FROM, HISTORY_UNTIL } from "./days.js";
import { priceInCents } from "./prices.js";
import { randomOf } from "./random.js";
import type { Random } from "./random.js";

export interface PlacedLine {
  readonly article: string;
  readonly group: string;
  readonly quantity: number;
  /** On the invoice, for one unit. */
  readonly cents: number;
}

/** An order through its days. Invoiced on the day of the first delivery. */
export interface PlacedOrder {
  readonly id: string;
  readonly orderedOn: CalendarDate;
  readonly promisedOn: CalendarDate;
  readonly invoicedOn: CalendarDate;
  /** Day on which the rest came, where not all came at once. */
  readonly restOn: CalendarDate | null;
  readonly lines: readonly PlacedLine[];
  /** What was sent back, and when; its lines have the prices of the order. */
  readonly returned: { readonly on: CalendarDate; readonly lines: readonly PlacedLine[] } | null;
}

const DAYS_IN_ALL = differenceInDays(BOOKS_FROM, HISTORY_UNTIL);

/** Volume of an order at a share of the history, beside the usual. */
function trendOf({ course }: Client, share: number): number {
  if (course === "growing") return 0.7 + 0.9 * share;
  if (course === "shrinking") return 1.35 - 1.1 * share;
  return 1;
}

/** Whether the client buys at that time at all. */
function isBuying({ course, id }: Client, day: CalendarDate): boolean {
  const random = randomOf(`silence of ${id}`);
  const shift = random.whole(0, 110);
  if (course === "silent") return day < addDays("2026-04-25", shift);
  if (course === "gone") return day < addDays("2025-04-01", shift);
  if (course === "returning") return day < addDays("2025-08-01", shift) || day >= addDays("2026-08-10", Math.round(shift / 2));
  return true;
}

/** Some clients pay less than was agreed: nobody watches the invoices. */
export function leakShareOf({ id, course }: Client): number {
  if (course === "gone") return 0;
  const random = randomOf(`prices of ${id}`);
  return random.chance(0.07) ? random.whole(9, 16) / 100 : 0;
}

function articlesOf(client: Client): readonly Article[] {
  const random = randomOf(`taste of ${client.id}`);
  const wanted = 5 + Math.min(9, client.size);
  return Array.from({ length: wanted }, () => random.pick(ARTICLES));
}

function chosenArticles(taste: readonly Article[], random: Random): readonly Article[] {
  const chosen = new Map<string, Article>();
  const lines = 1 + random.whole(0, 3);
  for (let line = 0; line < lines; line += 1) {
    const article = random.pick(taste);
    chosen.set(article.id, article);
    for (const other of article.goesWith ?? []) {
      if (random.chance(0.55)) chosen.set(other, articleOf(other));
    }
  }
  if (random.chance(0.012)) chosen.set(MADE_TO_MEASURE.id, MADE_TO_MEASURE);
  return [...chosen.values()];
}

function quantityOf(client: Client, article: Article, trend: number, random: Random): number {
  const money = 9000 + 15_000 * client.size;
  const units = (money * trend * (0.6 + 0.7 * random.next())) / (article.cents + 900);
  return Math.max(1, Math.round(units));
}

function returnedOf(client: Client, lines: readonly PlacedLine[], invoicedOn: CalendarDate, random: Random): PlacedOrder["returned"] {
  const isNew = invoicedOn >= "2026-06-01";
  const share = client.course === "sends-back" ? (isNew ? 0.75 : 0.1) : 0.05;
  if (!random.chance(share)) return null;
  const line = random.pick(lines);
  const quantity = Math.max(1, Math.round(line.quantity * (0.2 + 0.6 * random.next())));
  return { on: addDays(invoicedOn, random.whole(4, 12)), lines: [{ ...line, quantity }] };
}

/** Some clients wait longer for their goods: those of one region, since the carrier changed. */
function delayOf(client: Client, promisedOn: CalendarDate, random: Random): number {
  const isHard = client.region === "west" && promisedOn >= "2026-05-01";
  return random.chance(isHard ? 0.34 : 0.07) ? random.whole(2, 18) : -random.whole(0, 2);
}

function placeOrder(client: Client, serial: number, orderedOn: CalendarDate, random: Random): PlacedOrder {
  const share = differenceInDays(BOOKS_FROM, orderedOn) / DAYS_IN_ALL;
  const trend = trendOf(client, share);
  const leak = leakShareOf(client);
  const lines = chosenArticles(articlesOf(client), random).map((article) => {
    const quantity = quantityOf(client, article, trend, random);
    const cents = priceInCents(article, quantity, client.group, leak);
    return { article: article.id, group: article.group, quantity, cents };
  });
  const promisedOn = addDays(orderedOn, random.whole(6, 12));
  const invoicedOn = addDays(promisedOn, delayOf(client, promisedOn, random));
  const isInParts = random.chance(0.05);
  return {
    id: `${client.id.slice(2)}-${String(serial).padStart(3, "0")}`,
    orderedOn,
    promisedOn,
    invoicedOn,
    restOn: isInParts ? addDays(invoicedOn, random.whole(3, 15)) : null,
    lines,
    returned: returnedOf(client, lines, invoicedOn, random),
  };
}

/** Every order of a client, oldest first. */
export function ordersOf(client: Client): readonly PlacedOrder[] {
  if (!isBuyer(client)) return [];
  const random = randomOf(`orders of ${client.id}`);
  const orders: PlacedOrder[] = [];
  let day = addDays(client.since, random.whole(0, client.everyDays));
  while (day <= HISTORY_UNTIL) {
    if (isBuying(client, day)) orders.push(placeOrder(client, orders.length + 1, day, random));
    if (client.course === "new" && random.chance(0.45)) break;
    day = addDays(day, Math.max(3, Math.round(client.everyDays * (0.75 + 0.5 * random.next()))));
  }
  return orders.sort((a, b) => compareDates(a.orderedOn, b.orderedOn));
}
