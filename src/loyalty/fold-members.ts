/** The states of many members at once, from one stream of events. */
import { compareText, expectArray, expectCompiled, expectIterable } from "../values/plain.js";
import { applyEvent } from "./apply.js";
import type { ProgrammePlan } from "./compile.js";
import { closeMember, memberNothing, openMember } from "./draft.js";
import type { MemberDraft } from "./draft.js";
import type { LoyaltyEvent } from "./event-model.js";
import type { MemberState } from "./state-model.js";
import { readingStored } from "../values/stored.js";

/**
 * The states of all members of a stream, by id in code-unit order; members do not touch each
 * other. The events of one member come in their sequence, those of different members in any
 * order; repeated ones count once. O(events).
 *
 * @param snapshots - where members stood before; their events are the tail
 * @throws ClienteleError as `evolve`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, foldMembers, newMember } from "clientele/loyalty";
 * import type { LoyaltyEvent } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 * });
 * const events: LoyaltyEvent[] = [];
 * for (const id of ["bolt", "acme"]) {
 *   const decision = decide(
 *     plan,
 *     newMember(id),
 *     { type: "adjust", id: "a1", wallet: "points", points: 5, reason: "welcome" },
 *     { at: "2026-01-10T12:00:00Z" },
 *   );
 *   if (decision.ok) events.push(...decision.events);
 * }
 * assert.deepEqual(
 *   foldMembers(plan, events).map((member) => member.memberId),
 *   ["acme", "bolt"],
 * );
 * ```
 * @since 0.1.0
 */
export function foldMembers(
  plan: ProgrammePlan,
  events: Iterable<LoyaltyEvent>,
  snapshots: readonly MemberState[] = [],
): readonly MemberState[] {
  return readingStored(snapshots, "snapshots", () => foldMembersStored(plan, events, snapshots));
}

function foldMembersStored(
  plan: ProgrammePlan,
  events: Iterable<LoyaltyEvent>,
  snapshots: readonly MemberState[],
): readonly MemberState[] {
  expectCompiled(plan, "plan", "programme");
  expectIterable(events, "events");
  expectArray(snapshots, "snapshots");
  const drafts = new Map<string, MemberDraft>();
  for (const snapshot of snapshots) drafts.set(snapshot.memberId, openMember(snapshot));
  for (const event of events) {
    const { memberId } = event;
    let draft = drafts.get(memberId);
    if (draft === undefined) {
      draft = openMember(memberNothing(memberId));
      drafts.set(memberId, draft);
    }
    applyEvent(plan, draft, event);
  }
  return [...drafts.values()].map(closeMember).sort((a, b) => compareText(a.memberId, b.memberId));
}
