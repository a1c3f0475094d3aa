/** The state of all events at once. */
import { fail } from "../values/errors.js";
import { compareText, expectArray, expectCompiled } from "../values/plain.js";
import { applyEvent } from "./apply.js";
import type { ProgrammePlan } from "./compile.js";
import { closeMember, memberNothing, openMember } from "./draft.js";
import type { LoyaltyEvent } from "./event-model.js";
import type { MemberState } from "./state-model.js";
import { readingStored } from "../values/stored.js";

function compareEvents(a: LoyaltyEvent, b: LoyaltyEvent): number {
  return a.sequence - b.sequence || compareText(a.id, b.id);
}

function inSequence(events: readonly LoyaltyEvent[]): readonly LoyaltyEvent[] {
  for (let index = 1; index < events.length; index += 1) {
    if ((events[index - 1]?.sequence ?? 0) > (events[index]?.sequence ?? 0)) {
      return [...events].sort(compareEvents);
    }
  }
  return events;
}

/**
 * The state of one member after all its events, in any order, each of them any number of
 * times; the same as `evolve` one by one. With a snapshot, only what follows it is applied.
 *
 * O(n log n) at worst, O(n) for events in sequence.
 *
 * @throws ClienteleError `loyalty.no_events` without events or a snapshot, otherwise as `evolve`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, evolve, fold, newMember } from "clientele/loyalty";
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
 * const [event] = bought.events;
 * assert.ok(event);
 * assert.deepEqual(fold(plan, [event, event]), evolve(plan, newMember("acme"), event));
 * ```
 * @since 0.1.0
 */
export function fold(
  plan: ProgrammePlan,
  events: readonly LoyaltyEvent[],
  snapshot?: MemberState,
): MemberState {
  return readingStored(events, "events", () => foldStored(plan, events, snapshot));
}

function foldStored(
  plan: ProgrammePlan,
  events: readonly LoyaltyEvent[],
  snapshot?: MemberState,
): MemberState {
  expectCompiled(plan, "plan", "programme");
  expectArray(events, "events", Number.MAX_SAFE_INTEGER);
  const first = events[0];
  if (snapshot === undefined && first === undefined) {
    fail("loyalty.no_events", "events", "at least one event, or a snapshot", events);
  }
  const draft = openMember(snapshot ?? memberNothing(first?.memberId ?? ""));
  for (const event of inSequence(events)) applyEvent(plan, draft, event);
  return closeMember(draft);
}
