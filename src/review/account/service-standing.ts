/** How an account is served: deliveries on time and in full, backlog, complaints. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { complaintService } from "../service/complaint-service.js";
import type { ComplaintOptions, ComplaintService } from "../service/complaint-service.js";
import type { OrderService, ServiceOptions } from "../service/model.js";
import { orderService } from "../service/order-service.js";
import { renaming } from "../within.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/**
 * Service of an account's orders, without the orders themselves: `orderService` gives those.
 *
 * @since 0.1.0
 */
export interface ServiceStanding extends Omit<OrderService, "orders"> {
  /** Ids of orders with a line whose promised day is over and which is still open. */
  readonly overdueOrders: readonly string[];
}

/** @internal */
export function serviceStanding(
  { deliveries }: Account,
  options: ServiceOptions,
  asOf: CalendarDate,
): Finding<ServiceStanding> {
  if (deliveries === undefined) return unknown("no-facts", "deliveries");
  const { orders, ...service } = renaming([["orders", "deliveries"]], () =>
    orderService(deliveries, asOf, options),
  );
  // Of what was ordered later nothing is known yet.
  if (orders.length === 0) return unknown("not-enough-facts", "deliveries");
  const overdue = orders.filter((order) => order.lines.some((line) => line.overdue));
  return known({ ...service, overdueOrders: overdue.map((order) => order.id) });
}

/** @internal */
export function complaintStanding(
  { complaints }: Account,
  options: ComplaintOptions,
  asOf: CalendarDate,
): Finding<ComplaintService> {
  if (complaints === undefined) return unknown("no-facts", "complaints");
  return known(complaintService(complaints, asOf, options));
}
