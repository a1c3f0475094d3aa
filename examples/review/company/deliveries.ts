/** What was promised and what came: late, in parts, or still open. */
import type { ServiceOrder } from "clientele/review";
import { addMonths } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import type { Client } from "./clients.js";
import { centsText, CURRENCY } from "./euros.js";
import type { PlacedOrder } from "./orders.js";
import { randomOf } from "./random.js";

const MONTHS_KEPT = 12;

function serviceOrderOf({ id, orderedOn, promisedOn, invoicedOn, restOn, lines }: PlacedOrder): ServiceOrder {
  return {
    id,
    orderedOn,
    promisedOn,
    currency: CURRENCY,
    lines: lines.map(({ article, quantity, cents }, index) => {
      const isSplit = restOn !== null && index === 0 && quantity > 1;
      const first = isSplit ? Math.ceil(quantity / 2) : quantity;
      const rest = isSplit ? [{ on: restOn, quantity: quantity - first }] : [];
      return {
        id: String(index + 1),
        article,
        quantity,
        unitPrice: centsText(cents),
        deliveries: [{ on: invoicedOn, quantity: first }, ...rest],
      };
    }),
  };
}

/** Orders of the last twelve months; one depot in ten does not report its deliveries. */
export function deliveriesOf(
  client: Client,
  orders: readonly PlacedOrder[],
  asOf: CalendarDate,
): readonly ServiceOrder[] | null {
  if (randomOf(`depot of ${client.id}`).chance(0.1)) return null;
  const from = addMonths(asOf, -MONTHS_KEPT);
  return orders.filter(({ orderedOn }) => orderedOn > from && orderedOn <= asOf).map(serviceOrderOf);
}
