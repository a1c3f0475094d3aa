/** The state after one more event. */
import { applyEvent } from "./apply.js";
import type { ProgrammePlan } from "./compile.js";
import { closeMember, openMember } from "./draft.js";
import type { LoyaltyEvent } from "./event-model.js";
import type { MemberState } from "./state-model.js";

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
 * @since 0.1.0
 */
export function evolve(plan: ProgrammePlan, member: MemberState, event: LoyaltyEvent): MemberState {
  const draft = openMember(member);
  applyEvent(plan, draft, event);
  return draft.eventCount === member.eventCount ? member : closeMember(draft);
}
