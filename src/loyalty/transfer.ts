/**
 * Points from one member to another: two ledgers, one decision, nothing lost between them.
 *
 * Not here: who belongs together (`account-tree.ts`).
 */
import { fail } from "../values/errors.js";
import type { Instant, Refused } from "../values/index.js";
import type { AccountTreePlan } from "./account-tree.js";
import { rootOf } from "./account-tree.js";
import type { LoyaltyRefusalCode } from "./command-model.js";
import type { ProgrammePlan } from "./compile.js";
import { decide } from "./decide.js";
import type { LotPart, LoyaltyEvent } from "./event-model.js";
import { refuse } from "./session.js";
import type { MemberState } from "./state-model.js";
import { expectCompiled, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/** What is asked of {@link transfer}. @since 0.1.0 */
export interface TransferRequest {
  /** Unique for both members. */
  readonly id: string;
  readonly from: MemberState;
  readonly to: MemberState;
  readonly wallet: string;
  readonly points: number;
  /** Who belongs together; needed unless the transfer rule is open. */
  readonly accounts?: AccountTreePlan;
}

/** One event for each ledger, or the refusal. @since 0.1.0 */
export type TransferDecision =
  | { readonly ok: true; readonly sent: LoyaltyEvent; readonly received: LoyaltyEvent }
  | Refused<LoyaltyRefusalCode>;

function isAllowed(plan: ProgrammePlan, request: TransferRequest): boolean {
  const rule = plan.extras.transfers.get(request.wallet);
  if (rule?.isOpen === true) return true;
  const { accounts } = request;
  if (accounts === undefined) return false;
  const root = rootOf(accounts, request.from.memberId);
  return root !== null && root === rootOf(accounts, request.to.memberId);
}

/**
 * Moves points of one member to another: a gift, a contribution to the group's pool, an
 * allowance for a member of staff. The lots keep their expiry unless the rule renews it, so
 * that no expiry can be laundered.
 *
 * @returns an event for each ledger, or a refusal: `no-transfer` outside the group or the
 * rules, `below-minimum`, `limit-reached`, `insufficient`
 * @throws ClienteleError as `decide`; `loyalty.member` for a member that gives to itself
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import {
 *   compileAccounts,
 *   compileProgramme,
 *   decide,
 *   evolve,
 *   newMember,
 *   standing,
 *   transfer,
 * } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12M" } }],
 *   earning: [],
 *   transfers: [{ wallet: "points" }],
 * });
 * const accounts = compileAccounts([{ id: "group" }, { id: "north", parent: "group" }]);
 * const at = "2026-01-10T12:00:00Z";
 * const given = decide(
 *   plan,
 *   newMember("north"),
 *   { type: "adjust", id: "a1", wallet: "points", points: 400, reason: "opening balance" },
 *   { at },
 * );
 * assert.ok(given.ok);
 * const north = evolve(plan, newMember("north"), given.events[0]!);
 * const pool = newMember("group");
 * const moved = transfer(
 *   plan,
 *   { id: "t1", from: north, to: pool, wallet: "points", points: 150, accounts },
 *   { at },
 * );
 * assert.ok(moved.ok);
 * assert.equal(standing(plan, evolve(plan, north, moved.sent), at).wallets[0]?.balance, 250);
 * assert.equal(standing(plan, evolve(plan, pool, moved.received), at).wallets[0]?.balance, 150);
 * ```
 * @since 0.1.0
 */
export function transfer(
  plan: ProgrammePlan,
  request: TransferRequest,
  options: { readonly at: Instant },
): TransferDecision {
  return readingStored(request, "request", () => transferStored(plan, request, options));
}

function transferStored(
  plan: ProgrammePlan,
  request: TransferRequest,
  options: { readonly at: Instant },
): TransferDecision {
  expectCompiled(plan, "plan", "programme");
  expectRecord(request, "request");
  expectRecord(options, "options");
  const { id, from, to, wallet, points } = request;
  if (from.memberId === to.memberId) {
    fail("loyalty.member", "to", "another member than the sender", to.memberId);
  }
  if (!isAllowed(plan, request)) {
    const facts = { from: from.memberId, to: to.memberId, wallet };
    return refuse("no-transfer", "Points are not given between these members.", "to", facts);
  }
  const command = { type: "send", id, to: to.memberId, wallet, points } as const;
  const sent = decide(plan, from, command, options);
  if (!sent.ok) return sent;
  const event = sent.events[0];
  if (event === undefined) return fail("loyalty.conflict", "id", "an id of its own", id);
  const parts: LotPart[] = [];
  for (const posting of event.postings) {
    if (posting.kind === "take") parts.push({ lot: posting.lot, points: posting.points });
  }
  const receive = { type: "receive", id, from: from.memberId, wallet, parts } as const;
  const received = decide(plan, to, receive, options);
  if (!received.ok) return received;
  const arrived = received.events[0];
  if (arrived === undefined) return fail("loyalty.conflict", "id", "an id of its own", id);
  return { ok: true, sent: event, received: arrived };
}
