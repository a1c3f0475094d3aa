/** An order from its receipt to the close: deliveries in part, backorders, returns. */
import { expectRecord } from "../../values/plain.js";
import { compileDefinition } from "../define.js";
import { extendLifecycle } from "../extend.js";
import type { Lifecycle } from "../lifecycle.js";
import { wait } from "./wait.js";

/** Where an order stands. @since 0.1.0 */
export type OrderState =
  | "received"
  | "confirmed"
  | "backordered"
  | "partlyDelivered"
  | "delivered"
  | "returned"
  | "closed"
  | "cancelled";

/** What happens to an order. @since 0.1.0 */
export type OrderEvent =
  | {
      readonly type: "CONFIRMED";
      readonly id?: string;
      readonly payload: { readonly promisedOn: string };
    }
  | {
      readonly type: "BACKORDERED";
      readonly id?: string;
      readonly payload: { readonly reason: string; readonly promisedOn?: string };
    }
  | {
      readonly type: "DELIVERED";
      readonly id?: string;
      readonly payload: {
        readonly quantity: number;
        /** What is still to come after this delivery; zero completes the order. */
        readonly remaining: number;
        readonly on: string;
      };
    }
  | {
      readonly type: "RETURNED";
      readonly id?: string;
      readonly payload: { readonly quantity: number; readonly reason: string };
    }
  | { readonly type: "REPLACED"; readonly id?: string }
  | {
      readonly type: "CANCELLED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | { readonly type: "CLOSED"; readonly id?: string };

/** What an order remembers. @since 0.1.0 */
export interface OrderContext {
  readonly promisedOn: string | null;
  readonly delivered: number;
  readonly remaining: number | null;
  readonly returned: number;
  readonly lastDeliveredOn: string | null;
  readonly reason: string | null;
}

/** How long an order waits. ISO 8601 durations. @since 0.1.0 */
export interface OrderLifecycleOptions {
  /** From the delivery until the order is closed; 30 days unless named. */
  readonly closedAfter?: string;
}

/**
 * The document behind {@link orderLifecycle}: data only, to be stored, drawn or extended.
 *
 * @since 0.1.0
 */
export const orderDefinition = {
  id: "order",
  version: 1,
  description: "From the receipt of an order to its close, in one delivery or several.",
  initial: "received",
  context: {
    promisedOn: null,
    delivered: 0,
    remaining: null,
    returned: 0,
    lastDeliveredOn: null,
    reason: null,
  },
  events: {
    CONFIRMED: { promisedOn: "date" },
    BACKORDERED: { reason: "text", promisedOn: "date?" },
    DELIVERED: { quantity: "integer", remaining: "integer", on: "date" },
    RETURNED: { quantity: "integer", reason: "text" },
    REPLACED: {},
    CANCELLED: { reason: "text" },
    CLOSED: {},
  },
  states: {
    received: {
      description: "In; nothing is promised.",
      tags: ["open"],
      on: {
        CONFIRMED: {
          target: "confirmed",
          changes: [{ set: "promisedOn", to: { payload: "promisedOn" } }],
        },
        BACKORDERED: {
          target: "backordered",
          changes: [
            { set: "reason", to: { payload: "reason" } },
            { set: "promisedOn", to: { payload: "promisedOn" } },
          ],
        },
        CANCELLED: {
          target: "cancelled",
          changes: [{ set: "reason", to: { payload: "reason" } }],
        },
      },
    },
    confirmed: {
      description: "Promised for a day.",
      tags: ["open", "backlog"],
      on: {
        CONFIRMED: { changes: [{ set: "promisedOn", to: { payload: "promisedOn" } }] },
        BACKORDERED: {
          target: "backordered",
          changes: [
            { set: "reason", to: { payload: "reason" } },
            { set: "promisedOn", to: { payload: "promisedOn" } },
          ],
        },
        DELIVERED: [
          {
            target: "delivered",
            guards: [
              {
                name: "is-complete",
                reason: "Something is still to be delivered.",
                condition: { fact: "payload.remaining", operator: "lessThanInclusive", value: 0 },
              },
            ],
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
          {
            target: "partlyDelivered",
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
        ],
        CANCELLED: {
          target: "cancelled",
          changes: [{ set: "reason", to: { payload: "reason" } }],
        },
      },
    },
    backordered: {
      description: "Cannot be delivered as promised.",
      tags: ["open", "backlog"],
      on: {
        CONFIRMED: {
          target: "confirmed",
          changes: [{ set: "promisedOn", to: { payload: "promisedOn" } }],
        },
        DELIVERED: [
          {
            target: "delivered",
            guards: [
              {
                name: "is-complete",
                reason: "Something is still to be delivered.",
                condition: { fact: "payload.remaining", operator: "lessThanInclusive", value: 0 },
              },
            ],
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
          {
            target: "partlyDelivered",
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
        ],
        CANCELLED: {
          target: "cancelled",
          changes: [{ set: "reason", to: { payload: "reason" } }],
        },
      },
    },
    partlyDelivered: {
      description: "A part is there.",
      tags: ["open", "backlog"],
      on: {
        BACKORDERED: {
          target: "backordered",
          changes: [
            { set: "reason", to: { payload: "reason" } },
            { set: "promisedOn", to: { payload: "promisedOn" } },
          ],
        },
        DELIVERED: [
          {
            target: "delivered",
            guards: [
              {
                name: "is-complete",
                reason: "Something is still to be delivered.",
                condition: { fact: "payload.remaining", operator: "lessThanInclusive", value: 0 },
              },
            ],
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
          {
            target: "partlyDelivered",
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
        ],
        RETURNED: {
          target: "returned",
          changes: [
            { add: "returned", of: { payload: "quantity" } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        CANCELLED: {
          target: "cancelled",
          changes: [{ set: "reason", to: { payload: "reason" } }],
        },
      },
    },
    delivered: {
      description: "All of it is there.",
      tags: ["open"],
      on: {
        RETURNED: {
          target: "returned",
          changes: [
            { add: "returned", of: { payload: "quantity" } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        CLOSED: { target: "closed" },
      },
      deadlines: [{ id: "accepted", after: "P30D", target: "closed" }],
    },
    returned: {
      description: "Something came back.",
      tags: ["open"],
      on: {
        RETURNED: {
          target: "returned",
          changes: [
            { add: "returned", of: { payload: "quantity" } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        REPLACED: { target: "delivered" },
        DELIVERED: [
          {
            target: "delivered",
            guards: [
              {
                name: "is-complete",
                reason: "Something is still to be delivered.",
                condition: { fact: "payload.remaining", operator: "lessThanInclusive", value: 0 },
              },
            ],
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
          {
            target: "partlyDelivered",
            changes: [
              { add: "delivered", of: { payload: "quantity" } },
              { set: "remaining", to: { payload: "remaining" } },
              { set: "lastDeliveredOn", to: { payload: "on" } },
            ],
          },
        ],
        CLOSED: { target: "closed" },
      },
    },
    closed: { description: "Done.", tags: ["closed"], final: true },
    cancelled: { description: "Given up before it was complete.", tags: ["closed"], final: true },
  },
} as const;

/**
 * The lifecycle of an order. Each delivery says what is still to come; whether it was on time and
 * in full is {@link otif}'s to say.
 *
 * @throws ClienteleError `duration.*` for a wait that is no ISO 8601 duration
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { orderLifecycle, start, transition } from "clientele/lifecycle";
 *
 * const order = orderLifecycle();
 * const by = { id: "warehouse" };
 * const at = "2026-03-02T08:00:00.000Z";
 * const confirmed = transition(order, start(order, { at }), { type: "CONFIRMED", payload: { promisedOn: "2026-03-09" } }, { at, by });
 * const part = { quantity: 60, remaining: 40, on: "2026-03-09" };
 * const delivered = transition(order, confirmed.state, { type: "DELIVERED", payload: part }, { at, by });
 * assert.equal(delivered.state.state, "partlyDelivered");
 * ```
 * @since 0.1.0
 */
export function orderLifecycle(
  options: OrderLifecycleOptions = {},
): Lifecycle<OrderState, OrderContext, OrderEvent> {
  const record = expectRecord(options, "options", ["closedAfter"]);
  const after = wait(record["closedAfter"] ?? "P30D", "closedAfter");
  const definition = extendLifecycle(orderDefinition, {
    states: { delivered: { deadlines: [{ id: "accepted", after, target: "closed" }] } },
  });
  return compileDefinition(definition) as Lifecycle<OrderState, OrderContext, OrderEvent>;
}
