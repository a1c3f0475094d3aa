/** Service of orders: on time, in full, both; how late; what is open. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { compareText } from "../../values/plain.js";
import { BacklogBook } from "./backlog.js";
import { judgeLine } from "./judge-line.js";
import type { JudgedLine } from "./judge-line.js";
import type {
  LineService,
  OrderService,
  OrderServiceResult,
  ServiceOptions,
  ServiceOrder,
  ServiceRates,
} from "./model.js";
import { maximumOf, meanOf, medianOf, rateOf } from "./rates.js";
import { readServiceOptions, readServiceOrders } from "./read-order.js";

type Judged = Pick<LineService, "state" | "onTime" | "inFull" | "onTimeInFull">;

/** An order holds what each of its lines that are wanted and promised holds. */
function orderOf(lines: readonly LineService[]): Judged {
  const wanted = lines.filter(({ state }) => state !== "cancelled");
  const counting = wanted.filter(({ state }) => state !== "unpromised");
  const every = (holds: (line: LineService) => boolean): boolean =>
    counting.length > 0 && counting.every(holds);
  const state =
    wanted.length === 0
      ? "cancelled"
      : counting.length === 0
      ? "unpromised"
      : every((line) => line.state === "judged")
      ? "judged"
      : "not-due";
  return {
    state,
    onTime: every((line) => line.onTime),
    inFull: every((line) => line.inFull),
    onTimeInFull: every((line) => line.onTimeInFull),
  };
}

function ratesOf(items: readonly Judged[], countMin: number): ServiceRates {
  const judged = items.filter(({ state }) => state === "judged");
  const rate = (key: "onTime" | "inFull" | "onTimeInFull") =>
    rateOf(
      judged.reduce((sum, one) => sum + Number(one[key]), 0),
      judged.length,
      countMin
    );
  return { onTime: rate("onTime"), inFull: rate("inFull"), onTimeInFull: rate("onTimeInFull") };
}

/**
 * How orders were served as of a day: by line and by order, whether they came on time, in full
 * and both (OTIF), how many days late, and what is still open in quantity and in exact money.
 *
 * A line is judged when its promised day and the tolerance are over, or all of it has come. It
 * is *on time* when the first of it came in time, *in full* when all that was ordered and not
 * cancelled has come, *on time in full* when all of it came in time: as `otif` of
 * `clientele/lifecycle`, of which this is the same over whole orders. What was cancelled is not
 * wanted; more than ordered is `over` and takes nothing from the rates. An order is each of the
 * three where all its lines are.
 *
 * Backlog = ordered − cancelled − delivered, never below zero for a line. Exact; independent of
 * the order of orders, lines and deliveries. O(deliveries log deliveries).
 *
 * @see SCOR model, reliability RL.1.1 (perfect order fulfilment)
 * @throws ClienteleError `review.quantity`, `review.cancelled_quantity`, `review.unit_price`,
 * `review.currency_missing`, `review.duplicate_id`, `review.empty`, `money.currency`,
 * `decimal.*`, `date.*`, `schema.*`, `id.format`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { orderService } from "clientele/review";
 *
 * const first = [{ on: "2026-11-02", quantity: 10 }];
 * const second = [{ on: "2026-11-05", quantity: 4 }];
 * const service = orderService(
 *   [
 *     {
 *       id: "S-1",
 *       promisedOn: "2026-11-02",
 *       currency: "EUR",
 *       lines: [
 *         { id: "1", quantity: 10, unitPrice: "4.35", deliveries: first },
 *         { id: "2", quantity: 8, cancelled: 2, unitPrice: "1.25", deliveries: second },
 *       ],
 *     },
 *   ],
 *   "2026-11-23",
 * );
 * const { onTimeInFull } = service.lineRates;
 * assert.ok(onTimeInFull.state === "known");
 * assert.deepEqual([onTimeInFull.value, onTimeInFull.of], [0.5, 2]);
 * assert.deepEqual(service.overdueBacklog.values, [{ amount: "2.50", currency: "EUR" }]);
 * assert.deepEqual(service.lateness, { lines: 1, meanDays: 21, medianDays: 21, maxDays: 21 });
 * ```
 * @since 0.1.0
 */
export function orderService(
  orders: readonly ServiceOrder[],
  asOf: CalendarDate,
  options: ServiceOptions = {}
): OrderService {
  const today = dayNumberOf(expectDate(asOf, "asOf"));
  const plan = readServiceOptions(options);
  const backlog = new BacklogBook();
  const overdue = new BacklogBook();
  const results: OrderServiceResult[] = [];
  const allLines: LineService[] = [];
  for (const { id, currency, lines } of readServiceOrders(orders, today)) {
    const judged = lines.map((line): JudgedLine => judgeLine(line, currency, plan, today));
    for (const one of judged) {
      backlog.add(id, currency, one);
      if (one.line.overdue) overdue.add(id, currency, one);
      allLines.push(one.line);
    }
    const own = judged.map(({ line }) => line).sort((a, b) => compareText(a.id, b.id));
    results.push({ id, ...orderOf(own), lines: own });
  }
  results.sort((a, b) => compareText(a.id, b.id));
  const late = allLines.flatMap(({ lateDays }) =>
    lateDays === null || lateDays === 0 ? [] : [lateDays]
  );
  return {
    asOf,
    orders: results,
    orderRates: ratesOf(results, plan.countMin),
    lineRates: ratesOf(allLines, plan.countMin),
    lateness: {
      lines: late.length,
      meanDays: meanOf(late),
      medianDays: medianOf(late),
      maxDays: maximumOf(late),
    },
    backlog: backlog.backlog(),
    overdueBacklog: overdue.backlog(),
    unpromisedLines: allLines.filter(({ state }) => state === "unpromised").length,
  };
}
