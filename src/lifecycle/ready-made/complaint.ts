/**
 * A complaint from its receipt to its close, with deadlines that escalate it.
 *
 * The steps are those of ISO 10002 (acknowledge, assess and investigate, respond, close).
 */
import { expectRecord } from "../../values/plain.js";
import { compileDefinition } from "../define.js";
import { extendLifecycle } from "../extend.js";
import type { Lifecycle } from "../lifecycle.js";
import { wait } from "./wait.js";

/** Where a complaint stands. @since 0.1.0 */
export type ComplaintState =
  | "received"
  | "acknowledged"
  | "investigating"
  | "answered"
  | "resolved"
  | "reopened"
  | "escalated"
  | "closed"
  | "withdrawn";

/** What happens to a complaint. @since 0.1.0 */
export type ComplaintEvent =
  | { readonly type: "ACKNOWLEDGED"; readonly id?: string }
  | { readonly type: "INVESTIGATED"; readonly id?: string }
  | {
      readonly type: "ANSWERED";
      readonly id?: string;
      readonly payload: { readonly cause: string; readonly remedy?: string };
    }
  | { readonly type: "ACCEPTED"; readonly id?: string }
  | {
      readonly type: "REOPENED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | {
      readonly type: "ESCALATED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | { readonly type: "WITHDRAWN"; readonly id?: string };

/** What a complaint remembers. @since 0.1.0 */
export interface ComplaintContext {
  readonly acknowledgedAt: string | null;
  readonly answeredAt: string | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly reopenings: number;
  readonly escalations: number;
  readonly reason: string | null;
}

/** How long each step may take. ISO 8601 durations. @since 0.1.0 */
export interface ComplaintLifecycleOptions {
  /** Until it is acknowledged; 2 days unless named. */
  readonly acknowledgeWithin?: string;
  /** From there until it is answered; 14 days unless named. */
  readonly answerWithin?: string;
  /** From the answer until it counts as accepted; 30 days unless named. */
  readonly acceptedAfter?: string;
  /** From the resolution until it cannot be reopened; 90 days unless named. */
  readonly closedAfter?: string;
  /** Whether the first two are counted in business days; a calendar is then passed in. */
  readonly businessDays?: boolean;
}

/**
 * The document behind {@link complaintLifecycle}: data only, to be stored, drawn or extended.
 *
 * @since 0.1.0
 */
export const complaintDefinition = {
  id: "complaint",
  version: 1,
  description: "From the receipt of a complaint to its close, escalated by deadline.",
  initial: "received",
  context: {
    acknowledgedAt: null,
    answeredAt: null,
    cause: null,
    remedy: null,
    reopenings: 0,
    escalations: 0,
    reason: null,
  },
  events: {
    ACKNOWLEDGED: {},
    INVESTIGATED: {},
    ANSWERED: { cause: "text", remedy: "text?" },
    ACCEPTED: {},
    REOPENED: { reason: "text" },
    ESCALATED: { reason: "text" },
    WITHDRAWN: {},
  },
  states: {
    received: {
      description: "In; the client has heard nothing.",
      tags: ["open"],
      on: {
        ACKNOWLEDGED: { target: "acknowledged", changes: [{ stamp: "acknowledgedAt" }] },
        ANSWERED: {
          target: "answered",
          changes: [
            { stamp: "answeredAt" },
            { set: "cause", to: { payload: "cause" } },
            { set: "remedy", to: { payload: "remedy" } },
          ],
        },
        ESCALATED: {
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        WITHDRAWN: { target: "withdrawn" },
      },
      deadlines: [
        {
          id: "ignored",
          after: "P2D",
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { value: "not acknowledged in time" } },
          ],
          announces: [{ type: "complaint-escalated" }],
        },
      ],
    },
    acknowledged: {
      description: "The client knows that it is in hand.",
      tags: ["open"],
      on: {
        INVESTIGATED: { target: "investigating" },
        ANSWERED: {
          target: "answered",
          changes: [
            { stamp: "answeredAt" },
            { set: "cause", to: { payload: "cause" } },
            { set: "remedy", to: { payload: "remedy" } },
          ],
        },
        ESCALATED: {
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        WITHDRAWN: { target: "withdrawn" },
      },
      deadlines: [
        {
          id: "overdue",
          after: "P14D",
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { value: "not answered in time" } },
          ],
          announces: [{ type: "complaint-escalated" }],
        },
      ],
    },
    investigating: {
      description: "The cause is being looked for.",
      tags: ["open"],
      on: {
        ANSWERED: {
          target: "answered",
          changes: [
            { stamp: "answeredAt" },
            { set: "cause", to: { payload: "cause" } },
            { set: "remedy", to: { payload: "remedy" } },
          ],
        },
        ESCALATED: {
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        WITHDRAWN: { target: "withdrawn" },
      },
      deadlines: [
        {
          id: "overdue",
          after: "P14D",
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { value: "not answered in time" } },
          ],
          announces: [{ type: "complaint-escalated" }],
        },
      ],
    },
    answered: {
      description: "Cause and remedy are with the client.",
      tags: ["open"],
      on: {
        ACCEPTED: { target: "resolved" },
        REOPENED: {
          target: "reopened",
          changes: [
            { add: "reopenings", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        ESCALATED: {
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        WITHDRAWN: { target: "withdrawn" },
      },
      deadlines: [{ id: "accepted", after: "P30D", target: "resolved" }],
    },
    resolved: {
      description: "Accepted; it may come back.",
      tags: ["resolved"],
      on: {
        REOPENED: {
          target: "reopened",
          changes: [
            { add: "reopenings", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
      },
      deadlines: [{ id: "closes", after: "P90D", target: "closed" }],
    },
    reopened: {
      description: "The client is not content with the answer.",
      tags: ["open"],
      on: {
        INVESTIGATED: { target: "investigating" },
        ANSWERED: {
          target: "answered",
          changes: [
            { stamp: "answeredAt" },
            { set: "cause", to: { payload: "cause" } },
            { set: "remedy", to: { payload: "remedy" } },
          ],
        },
        ESCALATED: {
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { payload: "reason" } },
          ],
        },
        WITHDRAWN: { target: "withdrawn" },
      },
      deadlines: [
        {
          id: "overdue",
          after: "P14D",
          target: "escalated",
          changes: [
            { add: "escalations", of: { value: 1 } },
            { set: "reason", to: { value: "not answered in time" } },
          ],
          announces: [{ type: "complaint-escalated" }],
        },
      ],
    },
    escalated: {
      description: "With somebody higher up.",
      tags: ["open", "escalated"],
      on: {
        ACKNOWLEDGED: { changes: [{ stamp: "acknowledgedAt" }] },
        INVESTIGATED: {},
        ANSWERED: {
          target: "answered",
          changes: [
            { stamp: "answeredAt" },
            { set: "cause", to: { payload: "cause" } },
            { set: "remedy", to: { payload: "remedy" } },
          ],
        },
        WITHDRAWN: { target: "withdrawn" },
      },
    },
    closed: { description: "Done.", tags: ["closed"], final: true },
    withdrawn: { description: "Taken back by the client.", tags: ["closed"], final: true },
  },
} as const;

/**
 * The lifecycle of a complaint, with the waits that were promised to the client.
 *
 * @see ISO 10002:2018, Quality management — Customer satisfaction — Guidelines for complaints
 * handling in organizations
 * @throws ClienteleError `duration.*` for a wait that is no ISO 8601 duration
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { advance, complaintLifecycle, start } from "clientele/lifecycle";
 *
 * const complaint = complaintLifecycle({ acknowledgeWithin: "P1D" });
 * const received = start(complaint, { at: "2026-03-02T08:00:00.000Z" });
 * const { state, announcements } = advance(complaint, received, "2026-03-03T08:00:00.000Z");
 * assert.equal(state.state, "escalated");
 * assert.equal(announcements[0]?.type, "complaint-escalated");
 * ```
 * @since 0.1.0
 */
export function complaintLifecycle(
  options: ComplaintLifecycleOptions = {},
): Lifecycle<ComplaintState, ComplaintContext, ComplaintEvent> {
  const record = expectRecord(options, "options", [
    "acknowledgeWithin",
    "answerWithin",
    "acceptedAfter",
    "closedAfter",
    "businessDays",
  ]);
  const [ignored] = complaintDefinition.states.received.deadlines;
  const [overdue] = complaintDefinition.states.acknowledged.deadlines;
  const counted = record["businessDays"] === true ? { businessDays: true } : {};
  const answer = wait(record["answerWithin"] ?? "P14D", "answerWithin");
  const late = { deadlines: [{ ...overdue, after: answer, ...counted }] };
  const first = wait(record["acknowledgeWithin"] ?? "P2D", "acknowledgeWithin");
  const accepted = wait(record["acceptedAfter"] ?? "P30D", "acceptedAfter");
  const closes = wait(record["closedAfter"] ?? "P90D", "closedAfter");
  const definition = extendLifecycle(complaintDefinition, {
    states: {
      received: { deadlines: [{ ...ignored, after: first, ...counted }] },
      acknowledged: late,
      investigating: late,
      reopened: late,
      answered: { deadlines: [{ id: "accepted", after: accepted, target: "resolved" }] },
      resolved: { deadlines: [{ id: "closes", after: closes, target: "closed" }] },
    },
  });
  return compileDefinition(definition) as Lifecycle<
    ComplaintState,
    ComplaintContext,
    ComplaintEvent
  >;
}
