/**
 * A contract from the draft to its end: differences reconciled, amendments, notice, and renewal,
 * tacit or agreed. Its dates come with the signature; time does the rest.
 */
import { compileDefinition } from "../define.js";
import type { Lifecycle } from "../lifecycle.js";

/** Where a contract stands. @since 0.1.0 */
export type ContractState =
  | "draft"
  | "reconciling"
  | "signed"
  | "inForce.running"
  | "inForce.amending"
  | "inForce.expiring"
  | "inForce.renewed"
  | "expired"
  | "terminated"
  | "abandoned";

/** What happens to a contract. @since 0.1.0 */
export type ContractEvent =
  | { readonly type: "SENT"; readonly id?: string }
  | {
      readonly type: "DIFFERENCE_RAISED";
      readonly id?: string;
      readonly payload: { readonly clause: string };
    }
  | { readonly type: "RECONCILED"; readonly id?: string }
  | {
      readonly type: "SIGNED";
      readonly id?: string;
      readonly payload: {
        readonly startsOn: string;
        /** First day on which it is over. */
        readonly endsOn: string;
        /** First day on which notice is too late. */
        readonly noticeUntil: string;
        readonly isTacit: boolean;
        /** By how much a renewal moves both dates: an ISO 8601 duration. */
        readonly term: string;
      };
    }
  | {
      readonly type: "AMENDMENT_PROPOSED";
      readonly id?: string;
      readonly payload: { readonly clause: string };
    }
  | { readonly type: "AMENDED"; readonly id?: string }
  | { readonly type: "AMENDMENT_DROPPED"; readonly id?: string }
  | {
      readonly type: "NOTICE_GIVEN";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | {
      readonly type: "RENEWED";
      readonly id?: string;
      readonly payload: { readonly endsOn: string; readonly noticeUntil: string };
    }
  | {
      readonly type: "TERMINATED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | {
      readonly type: "ABANDONED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    };

/** What a contract remembers. @since 0.1.0 */
export interface ContractContext {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly noticeUntil: string | null;
  readonly isTacit: boolean;
  readonly term: string | null;
  readonly differences: readonly string[];
  readonly amendments: number;
  readonly renewals: number;
  readonly endReason: string | null;
}

/**
 * The document behind {@link contractLifecycle}: data only, to be stored, drawn or extended.
 *
 * @since 0.1.0
 */
export const contractDefinition = {
  id: "contract",
  version: 1,
  description: "From the draft to the end, with notice and tacit renewal.",
  initial: "draft",
  context: {
    startsOn: null,
    endsOn: null,
    noticeUntil: null,
    isTacit: false,
    term: null,
    differences: [],
    amendments: 0,
    renewals: 0,
    endReason: null,
  },
  events: {
    SENT: {},
    DIFFERENCE_RAISED: { clause: "text" },
    RECONCILED: {},
    SIGNED: {
      startsOn: "date",
      endsOn: "date",
      noticeUntil: "date",
      isTacit: "boolean",
      term: "text",
    },
    AMENDMENT_PROPOSED: { clause: "text" },
    AMENDED: {},
    AMENDMENT_DROPPED: {},
    NOTICE_GIVEN: { reason: "text" },
    RENEWED: { endsOn: "date", noticeUntil: "date" },
    TERMINATED: { reason: "text" },
    ABANDONED: { reason: "text" },
  },
  states: {
    draft: {
      description: "Being written, or with the client.",
      tags: ["open"],
      on: {
        SENT: {},
        DIFFERENCE_RAISED: {
          target: "reconciling",
          changes: [{ append: "differences", of: { payload: "clause" }, most: 200 }],
        },
        SIGNED: {
          target: "signed",
          guards: [
            {
              name: "dates-in-order",
              reason: "Notice must be possible after the start and before the end.",
              condition: {
                all: [
                  {
                    fact: "payload.startsOn",
                    operator: "lessThan",
                    value: { fact: "payload.endsOn" },
                  },
                  {
                    fact: "payload.noticeUntil",
                    operator: "lessThanInclusive",
                    value: { fact: "payload.endsOn" },
                  },
                ],
              },
            },
          ],
          changes: [
            { set: "startsOn", to: { payload: "startsOn" } },
            { set: "endsOn", to: { payload: "endsOn" } },
            { set: "noticeUntil", to: { payload: "noticeUntil" } },
            { set: "isTacit", to: { payload: "isTacit" } },
            { set: "term", to: { payload: "term" } },
          ],
        },
        ABANDONED: {
          target: "abandoned",
          changes: [{ set: "endReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [
        {
          id: "forgotten",
          after: "P180D",
          target: "abandoned",
          changes: [{ set: "endReason", to: { value: "not signed in time" } }],
        },
      ],
    },
    reconciling: {
      description: "Clauses on which the parties differ are being reconciled.",
      tags: ["open"],
      on: {
        DIFFERENCE_RAISED: {
          changes: [{ append: "differences", of: { payload: "clause" }, most: 200 }],
        },
        RECONCILED: { target: "draft", changes: [{ set: "differences", to: { value: [] } }] },
        ABANDONED: {
          target: "abandoned",
          changes: [{ set: "endReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [
        {
          id: "not-reconciled",
          after: "P180D",
          target: "abandoned",
          changes: [{ set: "endReason", to: { value: "not reconciled in time" } }],
        },
      ],
    },
    signed: {
      description: "Signed; it has not begun.",
      tags: ["open"],
      on: {
        TERMINATED: {
          target: "terminated",
          changes: [{ set: "endReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "begins", after: "P0D", from: "startsOn", target: "inForce" }],
    },
    inForce: {
      description: "Binding.",
      tags: ["in-force"],
      initial: "running",
      on: {
        TERMINATED: {
          target: "terminated",
          changes: [{ set: "endReason", to: { payload: "reason" } }],
        },
      },
      states: {
        running: {
          description: "In its first term.",
          on: {
            AMENDMENT_PROPOSED: { target: "inForce.amending" },
            NOTICE_GIVEN: {
              target: "inForce.expiring",
              changes: [
                { set: "isTacit", to: { value: false } },
                { set: "endReason", to: { payload: "reason" } },
              ],
            },
          },
          deadlines: [
            { id: "notice-over", after: "P0D", from: "noticeUntil", target: "inForce.expiring" },
          ],
        },
        amending: {
          description: "An amendment is on the table; the contract stays as it is.",
          on: {
            AMENDED: {
              target: "inForce.running",
              changes: [{ add: "amendments", of: { value: 1 } }],
            },
            AMENDMENT_DROPPED: { target: "inForce.running" },
            NOTICE_GIVEN: {
              target: "inForce.expiring",
              changes: [
                { set: "isTacit", to: { value: false } },
                { set: "endReason", to: { payload: "reason" } },
              ],
            },
          },
          deadlines: [
            { id: "notice-over", after: "P0D", from: "noticeUntil", target: "inForce.expiring" },
          ],
        },
        expiring: {
          description: "Its end is settled, or the time for notice is over.",
          on: {
            RENEWED: {
              target: "inForce.renewed",
              changes: [
                { set: "endsOn", to: { payload: "endsOn" } },
                { set: "noticeUntil", to: { payload: "noticeUntil" } },
                { add: "renewals", of: { value: 1 } },
                { clear: "endReason" },
              ],
            },
            NOTICE_GIVEN: {
              guards: [
                {
                  name: "notice-in-time",
                  reason: "The time for notice is over; the contract renews.",
                  condition: { fact: "context.isTacit", operator: "equal", value: false },
                },
              ],
              changes: [{ set: "endReason", to: { payload: "reason" } }],
            },
          },
          deadlines: [
            {
              id: "renews",
              after: "P0D",
              from: "endsOn",
              target: "inForce.renewed",
              guards: [
                {
                  name: "is-tacit",
                  reason: "The contract does not renew by itself.",
                  condition: {
                    all: [
                      { fact: "context.isTacit", operator: "equal", value: true },
                      { fact: "context.term", operator: "present" },
                    ],
                  },
                },
              ],
              changes: [
                { shift: "endsOn", by: { context: "term" } },
                { shift: "noticeUntil", by: { context: "term" } },
                { add: "renewals", of: { value: 1 } },
              ],
            },
            { id: "ends", after: "P0D", from: "endsOn", target: "expired" },
          ],
        },
        renewed: {
          description: "In a further term.",
          on: {
            AMENDMENT_PROPOSED: { target: "inForce.amending" },
            NOTICE_GIVEN: {
              target: "inForce.expiring",
              changes: [
                { set: "isTacit", to: { value: false } },
                { set: "endReason", to: { payload: "reason" } },
              ],
            },
          },
          deadlines: [
            { id: "notice-over", after: "P0D", from: "noticeUntil", target: "inForce.expiring" },
          ],
        },
      },
    },
    expired: { description: "Run out.", tags: ["closed"], final: true },
    terminated: { description: "Ended before its time.", tags: ["closed"], final: true },
    abandoned: { description: "Never signed.", tags: ["closed"], final: true },
  },
} as const;

/**
 * The lifecycle of a contract. `SIGNED` brings its dates; it begins on `startsOn`, and from
 * `noticeUntil` on it expires on `endsOn`, or renews by its `term` when it is tacit.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { advance, contractLifecycle, start, transition } from "clientele/lifecycle";
 *
 * const contract = contractLifecycle();
 * const draft = start(contract, { at: "2025-12-01T00:00:00.000Z" });
 * const payload = { startsOn: "2026-01-01", endsOn: "2027-01-01", noticeUntil: "2026-10-01", isTacit: true, term: "P1Y" };
 * const signed = transition(contract, draft, { type: "SIGNED", payload }, { at: "2025-12-15T00:00:00.000Z", by: { id: "ada" } });
 * const later = advance(contract, signed.state, "2027-03-01T00:00:00.000Z").state;
 * assert.deepEqual([later.state, later.context.endsOn, later.context.renewals], ["inForce.renewed", "2028-01-01", 1]);
 * ```
 * @since 0.1.0
 */
export function contractLifecycle(): Lifecycle<ContractState, ContractContext, ContractEvent> {
  return compileDefinition(contractDefinition) as Lifecycle<
    ContractState,
    ContractContext,
    ContractEvent
  >;
}
