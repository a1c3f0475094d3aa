/** The orders to rank: a synthetic book from a fixed seed, or a file of your own. */
import { readFile } from "node:fs/promises";

import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

/** A purchase of an account; all amounts of one currency. */
export interface Order {
  readonly account: string;
  readonly date: CalendarDate;
  readonly amount: string;
}

export const SYNTHETIC_AS_OF: CalendarDate = "2026-11-23";
const BEGIN: CalendarDate = "2024-11-24";
const DAYS = 730;
const ACCOUNTS = 240;
const SEED = 20_261_123;

/** Something that the person at the terminal can mend. */
export class OrdersError extends Error {
  override readonly name = "OrdersError";
}

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

/**
 * Two years of a wholesaler: each account has a rhythm and a size of its own, orders vary around
 * them, and after each order an account may leave, some easily and most not.
 */
export function syntheticOrders(): Order[] {
  const random = randomOf(SEED);
  const wait = (): number => -Math.log(1 - random());
  const orders: Order[] = [];
  for (let number = 1; number <= ACCOUNTS; number += 1) {
    const account = `account-${String(number).padStart(3, "0")}`;
    const daysBetween = 60 / (0.15 + wait());
    const size = 300 / (0.2 + wait() + wait());
    const leaves = 0.6 * random() ** 3;
    let day = 200 * random();
    while (day <= DAYS) {
      const amount = size * (0.05 + wait());
      orders.push({ account, date: addDays(BEGIN, Math.floor(day)), amount: amount.toFixed(2) });
      if (random() < leaves) break;
      day += daysBetween * wait();
    }
  }
  return orders.filter((order) => order.date <= SYNTHETIC_AS_OF);
}

const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;

/** `account,date,amount` with a header, or the columns of the CDNOW sample. */
function orderOf(line: string, number: number): Order {
  const cells = line.includes(",") ? line.split(",") : line.trim().split(/\s+/);
  // CDNOW: id in the master, id in the sample, yyyymmdd, CDs, dollars.
  const [account, date, amount] = cells.length === 5 ? [cells[1], cells[2], cells[4]] : cells;
  if (account === undefined || date === undefined || amount === undefined) {
    throw new OrdersError(`line ${String(number)} has no account, date and amount`);
  }
  return { account: account.trim(), date: date.trim().replace(COMPACT_DATE, "$1-$2-$3"), amount: amount.trim() };
}

/** Reads a file of orders; the amounts and dates are checked by what computes with them. */
export async function readOrders(path: string): Promise<Order[]> {
  const lines = (await readFile(path, "utf8")).split(/\r?\n/);
  const first = /\d/.test(lines[0] ?? "") ? 0 : 1;
  const orders = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .slice(first)
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, number }) => orderOf(line, number));
  if (orders.length === 0) throw new OrdersError(`${path} holds no order`);
  return orders;
}
