/**
 * The client's lifecycle: from a first contact to a key account, and what silence makes of it.
 * Dormancy, risk and loss follow from the time since the last order, never from a sweeper.
 */
import { compileDefinition } from "../define.js";
import { extendLifecycle } from "../extend.js";
import type { Lifecycle } from "../lifecycle.js";
import { expectRecord } from "../../values/plain.js";
import { wait } from "./wait.js";

/** Where a client stands. @since 0.1.0 */
export type ClientState =
  | "lead"
  | "prospect"
  | "qualified"
  | "negotiating"
  | "active"
  | "keyAccount"
  | "atRisk"
  | "dormant"
  | "lost"
  | "wonBack"
  | "blocked";

/** All states, in the order of the relationship. @internal */
export const clientStates: readonly [ClientState, ...ClientState[]] = [
  "lead",
  "prospect",
  "qualified",
  "negotiating",
  "active",
  "keyAccount",
  "atRisk",
  "dormant",
  "lost",
  "wonBack",
  "blocked",
];

/** What happens to a client. @since 0.1.0 */
export type ClientEvent =
  | {
      readonly type: "CONTACTED";
      readonly id?: string;
      readonly payload?: { readonly channel?: string };
    }
  | { readonly type: "QUALIFIED"; readonly id?: string }
  | { readonly type: "NEGOTIATED"; readonly id?: string }
  | {
      readonly type: "DECLINED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | {
      readonly type: "ORDERED";
      readonly id?: string;
      readonly payload?: { readonly order?: string };
    }
  | { readonly type: "PROMOTED"; readonly id?: string }
  | { readonly type: "DEMOTED"; readonly id?: string }
  | {
      readonly type: "BLOCKED";
      readonly id?: string;
      readonly payload: { readonly reason: string };
    }
  | { readonly type: "UNBLOCKED"; readonly id?: string };

/** What a client's lifecycle remembers. @since 0.1.0 */
export interface ClientContext {
  readonly orders: number;
  readonly lastOrderAt: string | null;
  readonly lastContactAt: string | null;
  readonly isKeyAccount: boolean;
  readonly lossReason: string | null;
  readonly blockReason: string | null;
}

/** How long silence may last. ISO 8601 durations. @since 0.1.0 */
export interface ClientLifecycleOptions {
  /** From the last contact until a lead or prospect is given up; a year unless named. */
  readonly lostWithoutOrderAfter?: string;
  /** From the last order until the client is at risk; 90 days unless named. */
  readonly atRiskAfter?: string;
  /** From the last order until the client is dormant; 180 days unless named. */
  readonly dormantAfter?: string;
  /** From the last order until the client is lost; 365 days unless named. */
  readonly lostAfter?: string;
}

/**
 * The document behind {@link clientLifecycle}: data only, to be stored, drawn or extended.
 *
 * @since 0.1.0
 */
export const clientDefinition = {
  id: "client",
  version: 1,
  description: "From a first contact to a key account, and what silence makes of it.",
  initial: "lead",
  context: {
    orders: 0,
    lastOrderAt: null,
    lastContactAt: null,
    isKeyAccount: false,
    lossReason: null,
    blockReason: null,
  },
  events: {
    CONTACTED: { channel: "text?" },
    QUALIFIED: {},
    NEGOTIATED: {},
    DECLINED: { reason: "text" },
    ORDERED: { order: "id?" },
    PROMOTED: {},
    DEMOTED: {},
    BLOCKED: { reason: "text" },
    UNBLOCKED: {},
  },
  states: {
    lead: {
      description: "Known by name; nobody has spoken with them.",
      tags: ["open", "before-order"],
      on: {
        CONTACTED: { target: "prospect", changes: [{ stamp: "lastContactAt" }] },
        QUALIFIED: { target: "qualified" },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        ORDERED: {
          target: "active",
          changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
        },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "never-contacted", after: "P1Y", target: "lost" }],
    },
    prospect: {
      description: "In contact; need and means are not known yet.",
      tags: ["open", "before-order"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        QUALIFIED: { target: "qualified" },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        ORDERED: {
          target: "active",
          changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
        },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "contact-lost", after: "P1Y", from: "lastContactAt", target: "lost" }],
    },
    qualified: {
      description: "Need, means and decider are known.",
      tags: ["open", "before-order"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        NEGOTIATED: { target: "negotiating" },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        ORDERED: {
          target: "active",
          changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
        },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "contact-lost", after: "P1Y", from: "lastContactAt", target: "lost" }],
    },
    negotiating: {
      description: "Terms are on the table.",
      tags: ["open", "before-order"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        ORDERED: {
          target: "active",
          changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
        },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "contact-lost", after: "P1Y", from: "lastContactAt", target: "lost" }],
    },
    active: {
      description: "Orders within its usual time.",
      tags: ["open", "buying"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        ORDERED: { changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }] },
        PROMOTED: {
          target: "keyAccount",
          roles: ["sales-director"],
          changes: [{ set: "isKeyAccount", to: { value: true } }],
        },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "quiet", after: "P90D", from: "lastOrderAt", target: "atRisk" }],
    },
    keyAccount: {
      description: "Important enough for terms of its own.",
      tags: ["open", "buying"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        ORDERED: { changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }] },
        DEMOTED: {
          target: "active",
          roles: ["sales-director"],
          changes: [{ set: "isKeyAccount", to: { value: false } }],
        },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "quiet", after: "P90D", from: "lastOrderAt", target: "atRisk" }],
    },
    atRisk: {
      description: "Has not ordered for longer than usual.",
      tags: ["open"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        ORDERED: [
          {
            target: "keyAccount",
            guards: [
              {
                name: "is-key-account",
                reason: "The client was no key account.",
                condition: { fact: "context.isKeyAccount", operator: "equal", value: true },
              },
            ],
            changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
          },
          {
            target: "active",
            changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
          },
        ],
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "silent", after: "P180D", from: "lastOrderAt", target: "dormant" }],
    },
    dormant: {
      description: "Silent for long, not given up.",
      tags: ["open"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        ORDERED: {
          target: "wonBack",
          changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
        },
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "gone", after: "P365D", from: "lastOrderAt", target: "lost" }],
    },
    lost: {
      description: "Gone; may come back.",
      tags: ["closed"],
      entry: [{ set: "isKeyAccount", to: { value: false } }],
      on: {
        CONTACTED: {
          target: "prospect",
          changes: [{ stamp: "lastContactAt" }, { clear: "lossReason" }],
        },
        ORDERED: {
          target: "wonBack",
          changes: [
            { stamp: "lastOrderAt" },
            { add: "orders", of: { value: 1 } },
            { clear: "lossReason" },
          ],
        },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
    },
    wonBack: {
      description: "Ordered again after silence or loss; the next order makes it active.",
      tags: ["open", "buying"],
      on: {
        CONTACTED: { changes: [{ stamp: "lastContactAt" }] },
        ORDERED: [
          {
            target: "keyAccount",
            guards: [
              {
                name: "is-key-account",
                reason: "The client was no key account.",
                condition: { fact: "context.isKeyAccount", operator: "equal", value: true },
              },
            ],
            changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
          },
          {
            target: "active",
            changes: [{ stamp: "lastOrderAt" }, { add: "orders", of: { value: 1 } }],
          },
        ],
        DECLINED: { target: "lost", changes: [{ set: "lossReason", to: { payload: "reason" } }] },
        BLOCKED: {
          target: "blocked",
          changes: [{ set: "blockReason", to: { payload: "reason" } }],
        },
      },
      deadlines: [{ id: "quiet", after: "P90D", from: "lastOrderAt", target: "atRisk" }],
    },
    blocked: {
      description: "No new business until the block is lifted.",
      tags: ["closed"],
      on: {
        UNBLOCKED: [
          {
            target: "active",
            roles: ["credit-controller", "sales-director"],
            guards: [
              {
                name: "has-ordered",
                reason: "The client has never ordered.",
                condition: { fact: "context.orders", operator: "greaterThan", value: 0 },
              },
            ],
            changes: [{ clear: "blockReason" }],
          },
          {
            target: "prospect",
            roles: ["credit-controller", "sales-director"],
            changes: [{ clear: "blockReason" }],
          },
        ],
      },
    },
  },
} as const;

/**
 * The client's lifecycle, with the waits that suit the trade.
 *
 * @throws ClienteleError `duration.*` for a wait that is no ISO 8601 duration
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { advance, clientLifecycle, start, transition } from "clientele/lifecycle";
 *
 * const lifecycle = clientLifecycle({ atRiskAfter: "P60D" });
 * const by = { id: "ada" };
 * const lead = start(lifecycle, { at: "2026-01-05T00:00:00.000Z" });
 * const active = transition(lifecycle, lead, { type: "ORDERED" }, { at: "2026-02-02T00:00:00.000Z", by });
 * assert.equal(active.state.state, "active");
 * assert.equal(advance(lifecycle, active.state, "2026-04-03T00:00:00.000Z").state.state, "atRisk");
 * ```
 * @since 0.1.0
 */
export function clientLifecycle(
  options: ClientLifecycleOptions = {},
): Lifecycle<ClientState, ClientContext, ClientEvent> {
  expectRecord(options, "options");
  const withoutOrder = wait(options.lostWithoutOrderAfter ?? "P1Y", "lostWithoutOrderAfter");
  const atRisk = wait(options.atRiskAfter ?? "P90D", "atRiskAfter");
  const dormant = wait(options.dormantAfter ?? "P180D", "dormantAfter");
  const lost = wait(options.lostAfter ?? "P365D", "lostAfter");
  const contactLost = {
    deadlines: [{ id: "contact-lost", after: withoutOrder, from: "lastContactAt", target: "lost" }],
  };
  const quiet = {
    deadlines: [{ id: "quiet", after: atRisk, from: "lastOrderAt", target: "atRisk" }],
  };
  const definition = extendLifecycle(clientDefinition, {
    states: {
      lead: { deadlines: [{ id: "never-contacted", after: withoutOrder, target: "lost" }] },
      prospect: contactLost,
      qualified: contactLost,
      negotiating: contactLost,
      active: quiet,
      keyAccount: quiet,
      wonBack: quiet,
      atRisk: {
        deadlines: [{ id: "silent", after: dormant, from: "lastOrderAt", target: "dormant" }],
      },
      dormant: { deadlines: [{ id: "gone", after: lost, from: "lastOrderAt", target: "lost" }] },
    },
  });
  return compileDefinition(definition) as Lifecycle<ClientState, ClientContext, ClientEvent>;
}
