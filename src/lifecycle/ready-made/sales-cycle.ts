/**
 * The manager's work on one opportunity: from the client base to the referral, with objections
 * that lead back to the presentation, and losses with their reasons.
 */
import { expectRecord } from "../../values/plain.js";
import { compileDefinition } from "../define.js";
import { extendLifecycle } from "../extend.js";
import type { Lifecycle } from "../lifecycle.js";
import { wait } from "./wait.js";

/** Where an opportunity stands. @since 0.1.0 */
export type SalesState =
  | "clientBase"
  | "appointment"
  | "preparation"
  | "contact"
  | "needs"
  | "presentation"
  | "objections"
  | "closing"
  | "support"
  | "referred"
  | "completed"
  | "lost";

/** Why an opportunity is lost. @since 0.1.0 */
export type LossReason =
  "no-need" | "no-budget" | "price" | "competitor" | "no-decision" | "no-fit" | "other";

/** What happens to an opportunity. @since 0.1.0 */
export type SalesEvent =
  | {
      readonly type: "APPOINTMENT_MADE";
      readonly id?: string;
      readonly payload: { readonly on: string };
    }
  | { readonly type: "PREPARATION_BEGUN"; readonly id?: string }
  | {
      readonly type: "CONTACT_MADE";
      readonly id?: string;
      readonly payload?: { readonly channel?: string };
    }
  | { readonly type: "NEEDS_ASKED"; readonly id?: string }
  | { readonly type: "PRESENTED"; readonly id?: string }
  | {
      readonly type: "OBJECTED";
      readonly id?: string;
      readonly payload: { readonly objection: string };
    }
  | { readonly type: "OBJECTION_ANSWERED"; readonly id?: string }
  | { readonly type: "TERMS_OFFERED"; readonly id?: string }
  | {
      readonly type: "SIGNED";
      readonly id?: string;
      readonly payload: { readonly amount: string };
    }
  | {
      readonly type: "REFERRED";
      readonly id?: string;
      readonly payload: { readonly to: string };
    }
  | { readonly type: "SUPPORT_ENDED"; readonly id?: string }
  | {
      readonly type: "LOST";
      readonly id?: string;
      readonly payload: { readonly reason: LossReason; readonly note?: string };
    };

/** What an opportunity remembers. @since 0.1.0 */
export interface SalesContext {
  readonly appointmentOn: string | null;
  readonly objections: readonly string[];
  /** What was signed, as a decimal in the host's currency. */
  readonly amount: string | null;
  readonly wonAt: string | null;
  readonly lossReason: string | null;
  readonly lossNote: string | null;
  readonly referral: string | null;
}

/** How long an opportunity may rest. ISO 8601 durations. @since 0.1.0 */
export interface SalesCycleOptions {
  /** In one state until it is lost for want of a decision; 60 days unless named. */
  readonly stalledAfter?: string;
  /** From the contract until support ends; 90 days unless named. */
  readonly supportFor?: string;
}

/**
 * The document behind {@link salesCycle}: data only, to be stored, drawn or extended.
 *
 * @since 0.1.0
 */
export const salesCycleDefinition = {
  id: "sales-cycle",
  version: 1,
  description: "From the client base to the referral, with objections and losses.",
  initial: "clientBase",
  context: {
    appointmentOn: null,
    objections: [],
    amount: null,
    wonAt: null,
    lossReason: null,
    lossNote: null,
    referral: null,
  },
  events: {
    APPOINTMENT_MADE: { on: "date" },
    PREPARATION_BEGUN: {},
    CONTACT_MADE: { channel: "text?" },
    NEEDS_ASKED: {},
    PRESENTED: {},
    OBJECTED: { objection: "text" },
    OBJECTION_ANSWERED: {},
    TERMS_OFFERED: {},
    SIGNED: { amount: "decimal" },
    REFERRED: { to: "text" },
    SUPPORT_ENDED: {},
    LOST: {
      reason: ["no-need", "no-budget", "price", "competitor", "no-decision", "no-fit", "other"],
      note: "text?",
    },
  },
  states: {
    clientBase: {
      description: "Chosen from the client base; nobody has been asked yet.",
      tags: ["open"],
      on: {
        APPOINTMENT_MADE: {
          target: "appointment",
          changes: [{ set: "appointmentOn", to: { payload: "on" } }],
        },
        CONTACT_MADE: { target: "contact" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    appointment: {
      description: "A day is agreed.",
      tags: ["open"],
      on: {
        APPOINTMENT_MADE: { changes: [{ set: "appointmentOn", to: { payload: "on" } }] },
        PREPARATION_BEGUN: { target: "preparation" },
        CONTACT_MADE: { target: "contact" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    preparation: {
      description: "Goal, arguments and limits of the talk are being prepared.",
      tags: ["open"],
      on: {
        APPOINTMENT_MADE: { changes: [{ set: "appointmentOn", to: { payload: "on" } }] },
        CONTACT_MADE: { target: "contact" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    contact: {
      description: "They talk.",
      tags: ["open"],
      on: {
        APPOINTMENT_MADE: {
          target: "appointment",
          changes: [{ set: "appointmentOn", to: { payload: "on" } }],
        },
        NEEDS_ASKED: { target: "needs" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    needs: {
      description: "What the client needs is being found out.",
      tags: ["open"],
      on: {
        PRESENTED: { target: "presentation" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    presentation: {
      description: "The offer answers the needs.",
      tags: ["open"],
      on: {
        NEEDS_ASKED: { target: "needs" },
        OBJECTED: {
          target: "objections",
          changes: [{ append: "objections", of: { payload: "objection" }, most: 50 }],
        },
        TERMS_OFFERED: { target: "closing" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    objections: {
      description: "Something speaks against it.",
      tags: ["open"],
      on: {
        OBJECTED: { changes: [{ append: "objections", of: { payload: "objection" }, most: 50 }] },
        OBJECTION_ANSWERED: { target: "presentation" },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    closing: {
      description: "Terms are on the table.",
      tags: ["open"],
      on: {
        OBJECTED: {
          target: "objections",
          changes: [{ append: "objections", of: { payload: "objection" }, most: 50 }],
        },
        SIGNED: {
          target: "support",
          changes: [{ set: "amount", to: { payload: "amount" } }, { stamp: "wonAt" }],
        },
        LOST: {
          target: "lost",
          changes: [
            { set: "lossReason", to: { payload: "reason" } },
            { set: "lossNote", to: { payload: "note" } },
          ],
        },
      },
      deadlines: [
        {
          id: "stalled",
          after: "P60D",
          target: "lost",
          changes: [{ set: "lossReason", to: { value: "no-decision" } }],
        },
      ],
    },
    support: {
      description: "Won; the client is looked after while the contract is performed.",
      tags: ["won"],
      on: {
        REFERRED: { target: "referred", changes: [{ set: "referral", to: { payload: "to" } }] },
        SUPPORT_ENDED: { target: "completed" },
      },
      deadlines: [{ id: "supported", after: "P90D", target: "completed" }],
    },
    referred: { description: "Won, and the client has named another.", tags: ["won"], final: true },
    completed: { description: "Won.", tags: ["won"], final: true },
    lost: { description: "Lost, for a reason.", tags: ["lost"], final: true },
  },
} as const;

/**
 * The sales cycle of one opportunity. Won is support, a referral or completion; lost has one of
 * the reasons. Objections lead back to the presentation as often as it takes.
 *
 * @throws ClienteleError `duration.*` for a wait that is no ISO 8601 duration
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { advance, salesCycle, start, transition } from "clientele/lifecycle";
 *
 * const cycle = salesCycle({ stalledAfter: "P30D" });
 * const at = "2026-01-05T09:00:00.000Z";
 * const begun = start(cycle, { at });
 * const talking = transition(cycle, begun, { type: "CONTACT_MADE" }, { at, by: { id: "ada" } });
 * assert.equal(talking.state.state, "contact");
 * assert.equal(advance(cycle, talking.state, "2026-02-04T09:00:00.000Z").state.context.lossReason, "no-decision");
 * ```
 * @since 0.1.0
 */
export function salesCycle(
  options: SalesCycleOptions = {},
): Lifecycle<SalesState, SalesContext, SalesEvent> {
  const record = expectRecord(options, "options", ["stalledAfter", "supportFor"]);
  const stalledAfter = wait(record["stalledAfter"] ?? "P60D", "stalledAfter");
  const supportFor = wait(record["supportFor"] ?? "P90D", "supportFor");
  const [stalled] = salesCycleDefinition.states.clientBase.deadlines;
  const rest = { deadlines: [{ ...stalled, after: stalledAfter }] };
  const definition = extendLifecycle(salesCycleDefinition, {
    states: {
      clientBase: rest,
      appointment: rest,
      preparation: rest,
      contact: rest,
      needs: rest,
      presentation: rest,
      objections: rest,
      closing: rest,
      support: { deadlines: [{ id: "supported", after: supportFor, target: "completed" }] },
    },
  });
  return compileDefinition(definition) as Lifecycle<SalesState, SalesContext, SalesEvent>;
}
