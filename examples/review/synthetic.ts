/**
 * A synthetic order book, from a fixed seed: the same on every machine, and of nobody.
 *
 * Forty-eight clients of a wholesaler of shop fittings over two years. Some grow, some fall
 * silent, some come back, one takes most of its orders back.
 */
import { addDays, compareDates, extendPrice, sum } from "clientele/values";
import type { CalendarDate } from "clientele/values";
import type { InvoiceItem } from "clientele/risk";

import type { OrderRow } from "./read-orders.js";

export const SYNTHETIC_AS_OF: CalendarDate = "2026-11-01";
const BEGIN: CalendarDate = "2024-11-02";
const SEED = 20_261_101;
const CURRENCY = "GBP";

/** Mulberry32: small, and enough for an example. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Article {
  readonly id: string;
  readonly name: string;
  readonly pence: number;
}

const ARTICLES: readonly Article[] = [
  { id: "SHELF-90", name: "Wall shelf, 90 cm", pence: 1890 },
  { id: "SHELF-120", name: "Wall shelf, 120 cm", pence: 2450 },
  { id: "RAIL-STEEL", name: "Clothes rail, steel", pence: 6400 },
  { id: "RAIL-OAK", name: "Clothes rail, oak", pence: 11_900 },
  { id: "HOOK-10", name: "Hooks, ten", pence: 475 },
  { id: "HANGER-50", name: "Hangers, fifty", pence: 3250 },
  { id: "LAMP-TRACK", name: "Track lamp", pence: 5600 },
  { id: "LAMP-SPOT", name: "Spot lamp", pence: 2980 },
  { id: "COUNTER-S", name: "Counter, small", pence: 42_000 },
  { id: "COUNTER-L", name: "Counter, large", pence: 78_500 },
  { id: "BAG-PAPER-500", name: "Paper bags, five hundred", pence: 3890 },
  { id: "LABEL-1000", name: "Labels, thousand", pence: 1275 },
  { id: "MANNEQUIN", name: "Mannequin", pence: 18_700 },
  { id: "MIRROR-60", name: "Mirror, 60 cm", pence: 8950 },
  { id: "BASKET", name: "Basket", pence: 1140 },
  { id: "SIGN-A4", name: "Sign holder, A4", pence: 690 },
];

const TOWNS = ["Leeds", "York", "Bath", "Derby", "Exeter", "Perth", "Cardiff", "Ripon"];
const TRADES = ["Outfitters", "Bookshop", "Gallery", "Deli", "Florist", "Toys"];

/** How often a client orders, how much, and what becomes of it. */
interface Habit {
  readonly client: string;
  readonly everyDays: number;
  readonly linesMax: number;
  readonly unitsMax: number;
  /** Growth of the volume over the two years: 1 is none. */
  readonly trend: number;
  /** Day after which it no longer orders, from the begin. */
  readonly lastDay: number;
  readonly returnShare: number;
  /** Share of the list price taken off beyond any agreement. */
  readonly leak: number;
}

function habitOf(index: number, random: () => number): Habit {
  const town = TOWNS[index % TOWNS.length] ?? "";
  const trade = TRADES[Math.floor(index / TOWNS.length) % TRADES.length] ?? "";
  const size = Math.exp(3 * random() * random());
  const kind = index % 8;
  return {
    client: `${town} ${trade}`,
    everyDays: Math.round(12 + 50 * random()),
    linesMax: 2 + Math.round(5 * random()),
    unitsMax: Math.round(3 * size),
    trend: kind === 1 ? 0.35 : kind === 2 ? 1.8 : 0.9 + 0.3 * random(),
    lastDay: kind === 3 ? 480 + Math.round(90 * random()) : kind === 5 ? 590 + Math.round(60 * random()) : 730,
    returnShare: kind === 6 ? 0.25 : 0.03,
    leak: kind === 4 ? 0.12 : 0,
  };
}

/** Price on the invoice: list, less the quantity discount of the agreement, less what leaks. */
function invoicedPence(article: Article, units: number, leak: number): number {
  const discount = units >= 100 ? 0.1 : units >= 50 ? 0.06 : units >= 10 ? 0.03 : 0;
  return Math.round(article.pence * (1 - discount) * (1 - leak));
}

function pounds(pence: number): string {
  return (pence / 100).toFixed(2);
}

interface Book {
  readonly rows: OrderRow[];
  invoice: number;
}

function placeOrder(book: Book, habit: Habit, day: number, random: () => number): void {
  const invoice = String(book.invoice);
  book.invoice += 1;
  const date = addDays(BEGIN, day);
  const lines = 1 + Math.floor(habit.linesMax * random());
  for (let line = 0; line < lines; line += 1) {
    const article = ARTICLES[Math.floor(ARTICLES.length * random())] ?? ARTICLES[0];
    if (article === undefined) continue;
    const growth = 1 + ((habit.trend - 1) * day) / 730;
    const cheapness = Math.max(1, 4000 / article.pence);
    const quantity = Math.max(1, Math.round(habit.unitsMax * growth * cheapness * (0.3 + random())));
    const unitPrice = pounds(invoicedPence(article, quantity, habit.leak));
    const row = { date, client: habit.client, article: article.id, unitPrice, country: "United Kingdom", description: article.name };
    book.rows.push({ ...row, invoice, quantity });
    const isReturned = random() < habit.returnShare;
    if (isReturned && day < 715) {
      const back = Math.max(1, Math.round(quantity * random()));
      book.rows.push({ ...row, invoice: `C${invoice}`, date: addDays(date, 9), quantity: -back });
    }
  }
}

/** The rows of the synthetic order book, in the order of time. */
export function syntheticRows(): readonly OrderRow[] {
  const random = randomOf(SEED);
  const book: Book = { rows: [], invoice: 100_001 };
  for (let index = 0; index < 48; index += 1) {
    const habit = habitOf(index, random);
    let day = Math.round(habit.everyDays * random());
    while (day < Math.min(habit.lastDay, 729)) {
      placeOrder(book, habit, day, random);
      day += Math.max(2, Math.round(habit.everyDays * (0.5 + random())));
    }
  }
  return book.rows.sort((a, b) => compareDates(a.date, b.date));
}

/**
 * Invoices with their payments, for every second client: the others' are not known, and the
 * review says so. Every fourth pays late, and later all the time.
 */
export function syntheticInvoices(
  rows: readonly OrderRow[],
  asOf: CalendarDate = SYNTHETIC_AS_OF,
): ReadonlyMap<string, readonly InvoiceItem[]> {
  const random = randomOf(SEED + 1);
  const clients = [...new Set(rows.map((row) => row.client ?? ""))].sort();
  const known = new Set(clients.filter((_, index) => index % 2 === 0));
  const isLate = new Set(clients.filter((_, index) => index % 4 === 0));
  const invoices = new Map<string, InvoiceItem[]>();
  for (const [invoice, lines] of byInvoice(rows.filter((row) => row.quantity > 0))) {
    const first = lines[0];
    if (first === undefined || first.client === null || !known.has(first.client)) continue;
    const price = ({ unitPrice }: OrderRow) => ({ unitPrice, currency: CURRENCY });
    const amount = sum(lines.map((row) => extendPrice(price(row), row.quantity)), CURRENCY);
    const dueOn = addDays(first.date, 30);
    const delay = Math.round(isLate.has(first.client) ? 10 + 50 * random() : 12 * random() - 8);
    const paidOn = addDays(dueOn, delay);
    const payments = paidOn <= asOf ? [{ on: paidOn, amount }] : [];
    const item = { id: invoice, amount, issuedOn: first.date, dueOn, payments };
    invoices.set(first.client, [...(invoices.get(first.client) ?? []), item]);
  }
  return invoices;
}

function byInvoice(rows: readonly OrderRow[]): ReadonlyMap<string, readonly OrderRow[]> {
  const groups = new Map<string, OrderRow[]>();
  for (const row of rows) {
    const group = groups.get(row.invoice);
    if (group === undefined) groups.set(row.invoice, [row]);
    else group.push(row);
  }
  return groups;
}
