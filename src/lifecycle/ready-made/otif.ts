/** Deliveries on time and in full. */
import { calendarDate, addDays } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";

/**
 * An order with what was promised and what came.
 *
 * @since 0.1.0
 */
export interface DeliveredOrder {
  readonly id: string;
  readonly promisedOn: CalendarDate;
  readonly quantity: number;
  readonly deliveries: readonly { readonly on: CalendarDate; readonly quantity: number }[];
}

/**
 * How strictly deliveries are judged.
 *
 * @since 0.1.0
 */
export interface OtifOptions {
  /** Days after the promised one that are still on time; 0 unless named. */
  readonly toleranceDays?: number;
  /** Share of the quantity that may be missing, from 0 to 1; 0 unless named. */
  readonly toleranceShare?: number;
}

/**
 * Whether one order was delivered as promised.
 *
 * @since 0.1.0
 */
export interface OtifOrder {
  readonly id: string;
  /** Not judged before the promised day is over. */
  readonly isDue: boolean;
  /** The first delivery came by the promised day. */
  readonly onTime: boolean;
  /** What came by the day of judgement is all that was ordered. */
  readonly inFull: boolean;
  /** All that was ordered came by the promised day. */
  readonly onTimeInFull: boolean;
}

/**
 * Deliveries on time and in full over many orders. Shares are of those due; null without any.
 *
 * @since 0.1.0
 */
export interface OtifReport {
  readonly orders: readonly OtifOrder[];
  readonly due: number;
  readonly onTime: number | null;
  readonly inFull: number | null;
  readonly onTimeInFull: number | null;
  /** Quantity that came by the promised day over what was ordered, of those due. */
  readonly fillRate: number | null;
}

const TOLERANCE_DAYS_MAX = 365;
const ORDERS_MAX = 10_000_000;

function readOrder(value: unknown, path: string): DeliveredOrder {
  const record = expectRecord(value, path, ["id", "promisedOn", "quantity", "deliveries"]);
  const quantity = expectFinite(record["quantity"], at(path, "quantity"));
  if (quantity <= 0) fail("schema.range", at(path, "quantity"), "above zero", quantity);
  const deliveries = expectArray(record["deliveries"], at(path, "deliveries")).map(
    (item, index) => {
      const spot = atIndex(at(path, "deliveries"), index);
      const delivery = expectRecord(item, spot, ["on", "quantity"]);
      return {
        on: calendarDate(delivery["on"] as string, at(spot, "on")),
        quantity: expectFinite(delivery["quantity"], at(spot, "quantity")),
      };
    },
  );
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    promisedOn: calendarDate(record["promisedOn"] as string, at(path, "promisedOn")),
    quantity,
    deliveries,
  };
}

function deliveredBy({ deliveries }: DeliveredOrder, day: CalendarDate): number {
  return deliveries.reduce((sum, { on, quantity }) => (on <= day ? sum + quantity : sum), 0);
}

/**
 * How many orders were delivered on time, in full, and both (OTIF), as of a day; an order is due
 * when its promised day, with the tolerance, is over or all of it has come. A delivery below zero
 * is a return. O(deliveries).
 *
 * @see SCOR model, reliability RL.1.1 (perfect order fulfilment)
 * @throws ClienteleError `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { otif } from "clientele/lifecycle";
 *
 * const promised = { promisedOn: "2026-03-09", quantity: 100 };
 * const report = otif(
 *   [
 *     { id: "A", ...promised, deliveries: [{ on: "2026-03-08", quantity: 100 }] },
 *     { id: "B", ...promised, deliveries: [{ on: "2026-03-09", quantity: 60 }, { on: "2026-03-12", quantity: 40 }] },
 *   ],
 *   "2026-03-31",
 * );
 * assert.deepEqual([report.onTime, report.inFull, report.onTimeInFull, report.fillRate], [1, 1, 0.5, 0.8]);
 * ```
 * @since 0.1.0
 */
export function otif(
  orders: readonly DeliveredOrder[],
  asOf: CalendarDate,
  options: OtifOptions = {},
): OtifReport {
  const day = calendarDate(asOf, "asOf");
  const record = expectRecord(options, "options", ["toleranceDays", "toleranceShare"]);
  const late = expectInteger(
    record["toleranceDays"] ?? 0,
    "options.toleranceDays",
    0,
    TOLERANCE_DAYS_MAX,
  );
  const short = expectFinite(record["toleranceShare"] ?? 0, "options.toleranceShare");
  if (short < 0 || short >= 1) fail("schema.range", "options.toleranceShare", "from 0 to 1", short);
  let [due, onTime, inFull, both, ordered, filled] = [0, 0, 0, 0, 0, 0];
  const judged = expectArray(orders, "orders", ORDERS_MAX).map((item, index): OtifOrder => {
    const order = readOrder(item, atIndex("orders", index));
    const last = addDays(order.promisedOn, late);
    const demanded = order.quantity * (1 - short);
    const by = last < day ? last : day;
    const inTime = deliveredBy(order, by);
    const isFull = deliveredBy(order, day) >= demanded;
    const isDue = day > last || inTime >= demanded;
    const isOnTime = order.deliveries.some(({ on, quantity }) => on <= by && quantity > 0);
    const isBoth = inTime >= demanded && isFull;
    if (isDue) {
      due += 1;
      onTime += isOnTime ? 1 : 0;
      inFull += isFull ? 1 : 0;
      both += isBoth ? 1 : 0;
      ordered += order.quantity;
      filled += Math.min(Math.max(inTime, 0), order.quantity);
    }
    return { id: order.id, isDue, onTime: isOnTime, inFull: isFull, onTimeInFull: isBoth };
  });
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    orders: judged,
    due,
    onTime: share(onTime, due),
    inFull: share(inFull, due),
    onTimeInFull: share(both, due),
    fillRate: share(filled, ordered),
  };
}
