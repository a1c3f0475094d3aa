/** Histories: through which states instances went, and when. */
import { fail } from "../../values/errors.js";
import { epochMilliseconds, instant } from "../../values/instant.js";
import type { Instant } from "../../values/instant.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectArray,
  expectCompiled,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import type { Lifecycle } from "../lifecycle.js";
import type { RecordedEvent } from "../model.js";

/**
 * Through which states one instance went: the first, and each move to another, in order of time.
 * What an event did without leaving the state is no move.
 *
 * @since 0.1.0
 */
export interface LifecycleHistory {
  readonly id: string;
  readonly initial: string;
  readonly begunAt: Instant;
  readonly moves: readonly { readonly to: string; readonly at: Instant }[];
  /** Until when it was watched; what it is in then is still open, unless that is an end. */
  readonly until: Instant;
}

/** A stay in a state, from its instant on up to the next, in milliseconds. @internal */
export interface Stay {
  readonly state: string;
  readonly from: number;
  /** The end of the stay, or of the watching. */
  readonly until: number;
  readonly isOpen: boolean;
  /** State after it; null for the last. */
  readonly next: string | null;
}

const HISTORIES_MAX = 10_000_000;

/** The stays of a checked history, in order. @internal */
export function staysOf(value: unknown, path: string): readonly Stay[] {
  const record = expectRecord(value, path, ["id", "initial", "begunAt", "moves", "until"]);
  expectIdentifier(record["id"], at(path, "id"));
  const end = epochMilliseconds(instant(record["until"] as string, at(path, "until")));
  const states = [expectIdentifier(record["initial"], at(path, "initial"))];
  const times = [epochMilliseconds(instant(record["begunAt"] as string, at(path, "begunAt")))];
  expectArray(record["moves"], at(path, "moves")).forEach((item, index) => {
    const spot = atIndex(at(path, "moves"), index);
    const move = expectRecord(item, spot, ["to", "at"]);
    states.push(expectIdentifier(move["to"], at(spot, "to")));
    times.push(epochMilliseconds(instant(move["at"] as string, at(spot, "at"))));
  });
  return states.map((state, index) => {
    const from = itemAt(times, index);
    const isLast = index === states.length - 1;
    const until = isLast ? end : itemAt(times, index + 1);
    if (until < from)
      fail("lifecycle.history", path, "moves in order of time, up to its end", from);
    return { state, from, until, isOpen: isLast, next: isLast ? null : itemAt(states, index + 1) };
  });
}

/** Histories checked (`lifecycle.history`, `schema.*`, `date.*`). @internal */
export function readHistories(value: unknown): readonly (readonly Stay[])[] {
  return expectArray(value, "histories", HISTORIES_MAX).map((item, index) =>
    staysOf(item, atIndex("histories", index)),
  );
}

/**
 * The history of an instance from its log: the moves among its events, from its beginning up to
 * `asOf`. Later events are left out. O(events).
 *
 * @throws ClienteleError `lifecycle.history` for events out of order, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientLifecycle, historyOf, transition, start } from "clientele/lifecycle";
 *
 * const client = clientLifecycle();
 * const begunAt = "2026-01-05T00:00:00.000Z";
 * const { events } = transition(client, start(client, { at: begunAt }), { type: "ORDERED" }, {
 *   at: "2026-02-02T00:00:00.000Z",
 *   by: { id: "ada" },
 * });
 * const history = historyOf(client, events, { id: "C-1", begunAt, asOf: "2026-03-01T00:00:00.000Z" });
 * assert.deepEqual(history.moves, [{ to: "active", at: "2026-02-02T00:00:00.000Z" }]);
 * ```
 * @since 0.1.0
 */
export function historyOf(
  lifecycle: Lifecycle,
  log: readonly RecordedEvent[],
  options: { readonly id: string; readonly begunAt: Instant; readonly asOf: Instant },
): LifecycleHistory {
  expectCompiled(lifecycle, "lifecycle", "plan");
  const record = expectRecord(options, "options", ["id", "begunAt", "asOf"]);
  const until = instant(record["asOf"] as string, "options.asOf");
  const end = epochMilliseconds(until);
  const moves: { to: string; at: Instant }[] = [];
  let first: string | undefined;
  expectArray(log, "log").forEach((item, index) => {
    const path = atIndex("log", index);
    const event = expectRecord(item, path);
    const from = expectIdentifier(event["from"], at(path, "from"));
    const to = expectIdentifier(event["to"], at(path, "to"));
    first ??= from;
    const time = instant(event["at"] as string, at(path, "at"));
    if (from !== to && epochMilliseconds(time) <= end) moves.push({ to, at: time });
  });
  const history = {
    id: expectIdentifier(record["id"], "options.id"),
    initial: first ?? lifecycle.plan.initial,
    begunAt: instant(record["begunAt"] as string, "options.begunAt"),
    moves,
    until,
  };
  staysOf(history, "history");
  return history;
}
