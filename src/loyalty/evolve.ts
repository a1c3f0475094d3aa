/** The state after one more event. */
import { applyEvent } from "./apply.js";
import type { ProgrammePlan } from "./compile.js";
import { closeMember, openMember } from "./draft.js";
import type { LoyaltyEvent } from "./event-model.js";
import type { MemberState } from "./state-model.js";
import { expectCompiled, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/**
 * The state of a member after one more event; the same state where the event is in it already.
 *
 * No rule is asked: the event says what it moves. The cost does not grow with the number of
 * lots or events held.
 *
 * @throws ClienteleError `loyalty.conflict` for another event of the same id,
 * `loyalty.sequence` where events are missing or were decided on an older state,
 * `loyalty.past`, `loyalty.member`, `loyalty.lot`, `loyalty.points`, `loyalty.overflow`,
 * `loyalty.wallet`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, evolve, newMember } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12M" } }],
 *   earning: [
 *     {
 *       id: "spend",
 *       wallet: "points",
 *       award: { kind: "perAmount", points: 1, per: 10, rounding: "floor" },
 *     },
 *   ],
 * });
 * const at = "2026-01-10T12:00:00Z";
 * const bought = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "purchase", id: "o1", lines: [{ id: "1", amount: "129.90" }] },
 *   { at },
 * );
 * assert.ok(bought.ok);
 * const once = evolve(plan, newMember("acme"), bought.events[0]!);
 * assert.equal(once.wallets["points"]?.totals.active, 12);
 * assert.equal(evolve(plan, once, bought.events[0]!), once, "counted once");
 * ```
 * @since 0.1.0
 */
export function evolve(plan: ProgrammePlan, member: MemberState, event: LoyaltyEvent): MemberState {
  return readingStored(member, "member", () => evolveStored(plan, member, event));
}

function evolveStored(plan: ProgrammePlan, member: MemberState, event: LoyaltyEvent): MemberState {
  expectCompiled(plan, "plan", "programme");
  expectRecord(member, "member");
  expectRecord(event, "event");
  const draft = openMember(member);
  applyEvent(plan, draft, event);
  return draft.eventCount === member.eventCount ? member : closeMember(draft);
}
