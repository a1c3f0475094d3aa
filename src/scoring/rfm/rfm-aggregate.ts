/**
 * RFM over many machines.
 *
 * What does not merge: the number of days with a purchase. Two machines that saw an account on the
 * same day may not add their counts, so the state holds the set of its days. Where facts can be
 * split by client, so that each machine has all orders of its accounts, `rfmFromMeasures` takes
 * the measures of all machines and no set leaves them.
 */
import type { Aggregate } from "../../values/aggregate.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { expectInteger } from "../../values/plain.js";
import { addScaled, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readingStored } from "../../values/stored.js";
import { restoreSum, storeSum } from "../concentration/exact-sum.js";
import type { ExactSum } from "../concentration/exact-sum.js";
import { emptyTree, entriesOf, mergeTrees, updateTree } from "../concentration/id-tree.js";
import type { IdTree } from "../concentration/id-tree.js";
import { addDay, mergeDays, spanOf } from "./day-set.js";
import type { DaySet } from "./day-set.js";
import type { RfmOptions, RfmOrder, RfmTable } from "./model.js";
import { readDatedOptions, readOrder } from "./rfm.js";
import { scoreMeasures } from "./score-measures.js";
import type { ExactMeasures } from "./score-measures.js";

/** What one account bought. @since 0.1.0 */
export interface RfmAccountState {
  /** Purchases less returns, exact. */
  readonly monetary: ExactSum;
  /** Purchases, returns not counted. */
  readonly orders: number;
  /** Days with a purchase. */
  readonly days: DaySet;
}

/** What all accounts bought, by account. @since 0.1.0 */
export interface RfmState {
  readonly accounts: IdTree<RfmAccountState>;
}

const NOTHING: RfmAccountState = { monetary: [0, 0], orders: 0, days: [] };

function withOrder(
  own: RfmAccountState | undefined,
  day: number,
  amount: Scaled,
): RfmAccountState {
  const { monetary, orders, days } = own === undefined ? NOTHING : own;
  const sum = storeSum(addScaled(restoreSum(monetary), amount));
  if (signOf(amount) < 0) return { monetary: sum, orders, days };
  return { monetary: sum, orders: orders + 1, days: addDay(days, day) };
}

function join(left: RfmAccountState, right: RfmAccountState): RfmAccountState {
  return {
    monetary: storeSum(addScaled(restoreSum(left.monetary), restoreSum(right.monetary))),
    orders: left.orders + right.orders,
    days: mergeDays(left.days, right.days),
  };
}

/**
 * {@link rfm} as an {@link Aggregate}: fold shards of the orders anywhere, merge in any order, get
 * the same bytes, and from them the same table. The state has an entry for each account, with the
 * set of its days: about 100 bytes of JSON, and 8 for each 32 days with purchases. Adding is
 * O(log accounts).
 *
 * Orders split by client need no sets: score the measures of all shards by
 * {@link rfmFromMeasures}.
 *
 * @throws ClienteleError on making, as the options of {@link rfm}; on adding, as its orders;
 * `schema.damaged` for a state that was changed, `scoring.future_date` for one with days after
 * `asOf`, which holds no less than what was bought since
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfm, rfmAggregate } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const options = { asOf: "2026-11-23", bins: 2 };
 * const orders = [
 *   { account: "acme", date: "2026-11-02", amount: "900.00" },
 *   { account: "acme", date: "2026-11-02", amount: "10.00" },
 *   { account: "bolt", date: "2026-01-20", amount: "80.00" },
 * ];
 * const aggregate = rfmAggregate(options);
 * const merged = aggregate.merge(
 *   foldAggregate(aggregate, orders.slice(1)),
 *   foldAggregate(aggregate, orders.slice(0, 1)),
 * );
 * assert.deepEqual(aggregate.result(merged), rfm(orders, options));
 * assert.equal(aggregate.result(merged).rows[0]?.frequency, 1, "two invoices of one day");
 * ```
 * @since 0.1.0
 */
export function rfmAggregate(
  options: RfmOptions & { readonly asOf: CalendarDate },
): Aggregate<RfmOrder, RfmState, RfmTable> {
  const { asOf, today, plan } = readDatedOptions(options);
  return {
    empty: () => ({ accounts: emptyTree() }),
    add: (state, fact) => {
      const { account, day, amount } = readOrder(fact, "order", today);
      return readingStored(state, "state", () => ({
        accounts: updateTree(state.accounts, account, (own) => withOrder(own, day, amount)),
      }));
    },
    merge: (left, right) =>
      readingStored([left, right], "state", () => ({
        accounts: mergeTrees(left.accounts, right.accounts, join),
      })),
    result: (state) =>
      readingStored(state, "state", () => {
        const measures: ExactMeasures[] = [];
        const withoutPurchase: string[] = [];
        for (const [account, { monetary, orders, days }] of entriesOf(state.accounts)) {
          const span = spanOf(days);
          if (span === null) {
            withoutPurchase.push(account);
            continue;
          }
          if (span.last > today) {
            fail("scoring.future_date", "state", `days up to ${asOf}`, span.last);
          }
          measures.push({
            account,
            recencyDays: today - span.last,
            frequency: plan.frequency === "days" ? span.count : expectInteger(orders, "state", 1),
            monetary: restoreSum(monetary),
          });
        }
        return { asOf, bins: plan.bins, rows: scoreMeasures(measures, plan), withoutPurchase };
      }),
  };
}
