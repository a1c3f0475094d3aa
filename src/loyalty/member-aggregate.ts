/**
 * A member's ledger as an aggregate, for engines that fold by key over any number of machines:
 * events in any order, in any sharding, each any number of times.
 */
import { canonicalJson } from "../values/aggregate.js";
import type { Aggregate } from "../values/index.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { compareText } from "../values/plain.js";
import type { ProgrammePlan } from "./compile.js";
import type { LoyaltyEvent } from "./event-model.js";
import { fold } from "./fold.js";
import type { MemberState } from "./state-model.js";

/** Events of one member, by sequence and id, each once. @since 0.1.0 */
export interface MemberEvents {
  readonly events: readonly LoyaltyEvent[];
}

/** What the events of a member add up to. @since 0.1.0 */
export interface MemberResult {
  /** Null where no events were seen, or some are missing. */
  readonly member: MemberState | null;
  /** Number of the first event that is missing; null where none is. */
  readonly missing: number | null;
}

function compareEvents(a: LoyaltyEvent, b: LoyaltyEvent): number {
  return a.sequence - b.sequence || compareText(a.id, b.id);
}

function expectSame(a: LoyaltyEvent, b: LoyaltyEvent): void {
  if (a !== b && canonicalJson(a) !== canonicalJson(b)) {
    fail("loyalty.conflict", "id", "an id of its own, or the same event again", b.id);
  }
}

function merge(left: MemberEvents, right: MemberEvents): MemberEvents {
  const a = left.events;
  const b = right.events;
  if (a.length === 0) return right;
  if (b.length === 0) return left;
  const { memberId } = itemAt(a, 0);
  if (memberId !== itemAt(b, 0).memberId) {
    fail("loyalty.member", "memberId", `events of the member ${memberId}`, itemAt(b, 0).memberId);
  }
  const events: LoyaltyEvent[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const one = a[i];
    const other = b[j];
    const order = one === undefined ? 1 : other === undefined ? -1 : compareEvents(one, other);
    if (order === 0 && one !== undefined && other !== undefined) expectSame(one, other);
    if (order <= 0 && one !== undefined) events.push(one);
    else if (other !== undefined) events.push(other);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  return { events };
}

/**
 * The aggregate of one member's events: its state holds them in order, its merge is a union,
 * its result is the fold, or the number of the first event that is missing. Group events by
 * `memberId` before. Adding costs O(events held); merge shards where that counts.
 *
 * @throws ClienteleError `loyalty.conflict` for two contents of one id, `loyalty.member`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, memberAggregate, newMember } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 * });
 * const decision = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "adjust", id: "a1", wallet: "points", points: 5, reason: "welcome" },
 *   { at: "2026-01-10T12:00:00Z" },
 * );
 * assert.ok(decision.ok);
 * const ledger = memberAggregate(plan);
 * const once = ledger.add(ledger.empty(), decision.events[0]!);
 * assert.equal(
 *   ledger.result(ledger.merge(once, once)).member?.wallets["points"]?.totals.active,
 *   5,
 * );
 * ```
 * @since 0.1.0
 */
export function memberAggregate(
  plan: ProgrammePlan,
): Aggregate<LoyaltyEvent, MemberEvents, MemberResult> {
  return {
    empty: () => ({ events: [] }),
    add: (state, event) => merge(state, { events: [event] }),
    merge,
    result: ({ events }) => {
      if (events.length === 0) return { member: null, missing: null };
      const gap = events.findIndex((event, index) => event.sequence !== index + 1);
      if (gap >= 0) return { member: null, missing: gap + 1 };
      return { member: fold(plan, events), missing: null };
    },
  };
}
