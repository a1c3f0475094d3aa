/** What the credit controller keeps of a client: open orders, cover, dunning, the next review. */
import type { Account } from "clientele/review";
import type { ReputationItem } from "clientele/risk";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import type { Client } from "./clients.js";
import { euros } from "./euros.js";
import type { PlacedOrder } from "./orders.js";
import { grossCents, hasStoppedPaying } from "./payments.js";
import { randomOf } from "./random.js";
import { limitFactsUntil } from "./statements.js";

/** Ordered up to the day, and not yet delivered. */
export function openOrdersOf(orders: readonly PlacedOrder[], asOf: CalendarDate): readonly PlacedOrder[] {
  return orders.filter(({ orderedOn, invoicedOn }) => orderedOn <= asOf && invoicedOn > asOf);
}

/** The credit of a client; nobody keeps it for one in eight. */
export function creditOf(
  client: Client,
  orders: readonly PlacedOrder[],
  asOf: CalendarDate,
): Account["credit"] | null {
  const random = randomOf(`credit of ${client.id}`);
  if (random.chance(0.12)) return null;
  const insured = random.chance(0.35) ? { insuredLimit: euros(client.size * random.whole(6, 14) * 100_000) } : {};
  const open = openOrdersOf(orders, asOf).map(({ id, lines, promisedOn }) => ({
    id,
    amount: euros(grossCents(lines)),
    deliverOn: promisedOn,
  }));
  const isDunned = hasStoppedPaying(client) && asOf >= "2026-10-01";
  return {
    openOrders: open,
    limitFacts: { ...limitFactsUntil(client, asOf), ...insured },
    reviewBy: addDays("2026-09-01", random.whole(0, 400)),
    ...(random.chance(0.06) ? { secured: euros(client.size * 50_000) } : {}),
    ...(isDunned ? { dunningLevel: random.whole(2, 4) } : {}),
  };
}

const REFERENCES = ["a supplier of lighting", "a supplier of furniture", "a carrier", "a wholesaler of paper"];

/** What others say of a client. */
export function reputationOf(client: Client): readonly ReputationItem[] {
  const random = randomOf(`reputation of ${client.id}`);
  const count = random.whole(0, 3);
  return Array.from({ length: count }, (_, place) => {
    const isDispute = random.chance(0.12);
    return {
      id: `${isDispute ? "dispute" : "reference"}-${String(place + 1)}`,
      kind: isDispute ? "dispute" : "reference",
      rating: isDispute ? random.whole(10, 40) : random.whole(55, 98),
      on: addDays("2024-03-01", random.whole(0, 900)),
      source: random.pick(REFERENCES),
    };
  });
}
