/** Service, complaints and the quality of records over all accounts. */
import type { AccountReview } from "../account/account-review.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import type { ReadAccount } from "../account/read-account.js";
import type { ServiceStanding } from "../account/service-standing.js";
import type { Setting } from "../account/setting.js";
import { complaintService } from "../service/complaint-service.js";
import type { ComplaintService } from "../service/complaint-service.js";
import { orderService } from "../service/order-service.js";

/** Orders of all accounts, their ids with the account's before them. @internal */
export function portfolioService(
  reads: readonly ReadAccount[],
  { plan, asOf }: Setting,
): Finding<ServiceStanding> {
  const all = reads.flatMap(({ account: { id, deliveries = [] } }) =>
    deliveries.map((order) => ({ ...order, id: `${id}/${order.id}` })),
  );
  if (all.length === 0) return unknown("no-facts", "deliveries");
  const { orders, ...service } = orderService(all, asOf, plan.service);
  const overdue = orders.filter((order) => order.lines.some((line) => line.overdue));
  return known({ ...service, overdueOrders: overdue.map((order) => order.id) });
}

/** @internal */
export function portfolioComplaints(
  reads: readonly ReadAccount[],
  { plan, asOf }: Setting,
): Finding<ComplaintService> {
  const given = reads.filter(({ account }) => account.complaints !== undefined);
  if (given.length === 0) return unknown("no-facts", "complaints");
  const all = given.flatMap(({ account: { id, complaints = [] } }) =>
    complaints.map((one) => ({ ...one, id: `${id}/${one.id}`, account: id })),
  );
  return known(complaintService(all, asOf, plan.complaints));
}

/** The mean quality of the records that are known. @since 0.1.0 */
export interface RecordsQuality {
  readonly accounts: number;
  /** Means over the accounts, 0 to 1. */
  readonly completeness: number;
  readonly score: number;
}

/** @internal */
export function recordsOf(
  reviews: readonly AccountReview[],
  { plan }: Setting,
): Finding<RecordsQuality> {
  if (plan.record === null) return unknown("not-in-policy", "record");
  let accounts = 0;
  let completeness = 0;
  let score = 0;
  // By id: the order of the accounts changes nothing.
  for (const { record } of reviews) {
    if (record.state === "unknown") continue;
    accounts += 1;
    completeness += record.value.completeness;
    score += record.value.score;
  }
  if (accounts === 0) return unknown("no-facts", "record");
  return known({ accounts, completeness: completeness / accounts, score: score / accounts });
}
