/** How long one instance has been in each state, and where it was at an instant. */
import { epochMilliseconds, instant, instantFromEpochMilliseconds } from "../../values/instant.js";
import type { Instant } from "../../values/instant.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { staysOf } from "./history.js";
import type { LifecycleHistory } from "./history.js";

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * How long one instance has been in a state.
 *
 * @since 0.1.0
 */
export interface TimeInState {
  readonly state: string;
  readonly visits: number;
  /** Over all visits, the present one up to the end of the history. */
  readonly days: number;
  /** When it entered the state in which it is; null for the others. */
  readonly currentSince: Instant | null;
}

/**
 * How long an instance has been in each of its states, in the order in which it first entered
 * them. An instant belongs to the state that is entered at it. O(moves).
 *
 * @throws ClienteleError `lifecycle.history`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { timeInStates } from "clientele/lifecycle";
 *
 * const times = timeInStates({
 *   id: "C-1",
 *   initial: "active",
 *   begunAt: "2026-01-01T00:00:00.000Z",
 *   moves: [
 *     { to: "dormant", at: "2026-04-11T00:00:00.000Z" },
 *     { to: "active", at: "2026-04-21T00:00:00.000Z" },
 *   ],
 *   until: "2026-05-31T00:00:00.000Z",
 * });
 * assert.deepEqual(times.map(({ state, visits, days }) => [state, visits, days]), [
 *   ["active", 2, 140],
 *   ["dormant", 1, 10],
 * ]);
 * ```
 * @since 0.1.0
 */
export function timeInStates(history: LifecycleHistory): readonly TimeInState[] {
  const times = new Map<string, { visits: number; milliseconds: number; since: number | null }>();
  for (const { state, from, until, isOpen } of staysOf(history, "history")) {
    const known = times.get(state) ?? { visits: 0, milliseconds: 0, since: null };
    known.visits += 1;
    known.milliseconds += until - from;
    if (isOpen) known.since = from;
    times.set(state, known);
  }
  return [...times].map(([state, { visits, milliseconds, since }]) => ({
    state,
    visits,
    days: milliseconds / MILLISECONDS_A_DAY,
    currentSince: since === null ? null : instantFromEpochMilliseconds(since),
  }));
}

/**
 * The state in which an instance was at an instant: that which was entered at or before it last.
 * O(moves).
 *
 * @throws ClienteleError `lifecycle.history` for an instant outside the history
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { stateAt } from "clientele/lifecycle";
 *
 * const history = {
 *   id: "C-1",
 *   initial: "lead",
 *   begunAt: "2026-01-01T00:00:00.000Z",
 *   moves: [{ to: "active", at: "2026-02-01T00:00:00.000Z" }],
 *   until: "2026-05-31T00:00:00.000Z",
 * };
 * assert.equal(stateAt(history, "2026-01-31T23:59:59.999Z"), "lead");
 * assert.equal(stateAt(history, "2026-02-01T00:00:00.000Z"), "active");
 * ```
 * @since 0.1.0
 */
export function stateAt(history: LifecycleHistory, at: Instant): string {
  const stays = staysOf(history, "history");
  const time = epochMilliseconds(instant(at, "at"));
  const last = itemAt(stays, stays.length - 1);
  if (time < itemAt(stays, 0).from || time > last.until) {
    fail("lifecycle.history", "at", "an instant within the history", at);
  }
  return (stays.findLast(({ from }) => from <= time) ?? last).state;
}
