/** What clients complained about, and when that was settled. */
import type { ComplaintFact } from "clientele/review";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import type { Client } from "./clients.js";
import type { PlacedOrder } from "./orders.js";
import { randomOf } from "./random.js";

const DAYS_TO_ANSWER = 14;

/** Complaints about a client's orders; those of one client in six are kept on paper. */
export function complaintsOf(
  client: Client,
  orders: readonly PlacedOrder[],
  asOf: CalendarDate,
): readonly ComplaintFact[] | null {
  const random = randomOf(`complaints of ${client.id}`);
  if (random.chance(0.16)) return null;
  return orders.flatMap(({ id, promisedOn, invoicedOn }) => {
    const isLate = invoicedOn > addDays(promisedOn, 3);
    const complains = random.chance(isLate ? 0.5 : 0.06);
    const openedOn = addDays(invoicedOn, random.whole(1, 9));
    const days = random.chance(0.7) ? random.whole(2, 13) : random.whole(18, 70);
    if (!complains || openedOn > asOf) return [];
    return [{ id: `K-${id}`, openedOn, dueOn: addDays(openedOn, DAYS_TO_ANSWER), closedOn: addDays(openedOn, days) }];
  });
}
