/** Service, complaints and the quality of records over all accounts. */
import type { AccountReview } from "../account/account-review.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import type { ReadAccount } from "../account/read-account.js";
import type { ServiceStanding } from "../account/service-standing.js";
import type { Setting } from "../account/setting.js";
import { complaintService } from "../service/complaint-service.js";
import type { ComplaintService } from "../service/complaint-service.js";
import type { ServiceOrder } from "../service/model.js";
import { orderService } from "../service/order-service.js";
import { compareText } from "../../values/plain.js";

/** What accounts have, each by its place; the name of a place has the account's id before its own. */
interface OfAll<T> {
  readonly items: readonly T[];
  readonly nameOf: (place: string) => string;
}

/** Puts lists of accounts together in the order of the accounts, then of ids. */
function ofAll<T extends { readonly id: string }>(
  lists: readonly { readonly account: string; readonly list: readonly T[] }[],
): OfAll<T & { readonly account: string }> {
  const names: string[] = [];
  const items = lists.flatMap(({ account, list }) =>
    [...list]
      .sort((a, b) => compareText(a.id, b.id))
      .map((one) => {
        names.push(`${account}/${one.id}`);
        // Places of one length sort as they stand.
        return { ...one, account, id: String(names.length - 1).padStart(9, "0") };
      }),
  );
  return { items, nameOf: (place) => names[Number(place)] ?? place };
}

/** Orders of all accounts, their ids with the account's before them. @internal */
export function portfolioService(
  reads: readonly ReadAccount[],
  setting: Setting,
): Finding<ServiceStanding> {
  return serviceOfAll(
    reads.map(({ account: { id, deliveries = [] } }) => ({ account: id, list: deliveries })),
    setting,
  );
}

/** Service of orders by account. @internal */
export function serviceOfAll(
  lists: readonly { readonly account: string; readonly list: readonly ServiceOrder[] }[],
  { plan, asOf }: Setting,
): Finding<ServiceStanding> {
  const { items, nameOf } = ofAll(lists);
  const all = items.map(({ account: _, ...order }) => order);
  const { orders, ...service } = orderService(all, asOf, plan.service);
  if (orders.length === 0) return unknown("no-facts", "deliveries");
  const overdue = orders.filter((order) => order.lines.some((line) => line.overdue));
  return known({ ...service, overdueOrders: overdue.map((order) => nameOf(order.id)) });
}

/** @internal */
export function portfolioComplaints(
  reads: readonly ReadAccount[],
  { plan, asOf }: Setting,
): Finding<ComplaintService> {
  const given = reads.filter(({ account }) => account.complaints !== undefined);
  if (given.length === 0) return unknown("no-facts", "complaints");
  const { items, nameOf } = ofAll(
    given.map(({ account: { id, complaints = [] } }) => ({ account: id, list: complaints })),
  );
  const { open, ...found } = complaintService(items, asOf, plan.complaints);
  return known({ ...found, open: open.map((one) => ({ ...one, id: nameOf(one.id) })) });
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
