/** Ways through a lifecycle, as test sequences. */
import { expectInteger, expectRecord } from "../../values/plain.js";
import type { LeafPlan, Lifecycle } from "../lifecycle.js";
import { leavesOf, stepsFrom } from "./edges.js";
import type { LifecycleStep } from "./edges.js";

/**
 * A way from the initial state: its steps, and where it ends.
 *
 * @since 0.1.0
 */
export interface LifecyclePath {
  readonly steps: readonly LifecycleStep[];
  readonly end: string;
}

/**
 * Simple ways, and whether they are all there are.
 *
 * @since 0.1.0
 */
export interface SimplePaths {
  readonly paths: readonly LifecyclePath[];
  readonly isComplete: boolean;
}

const LIMIT = 10_000;
const LIMIT_MAX = 1_000_000;

/** The shortest way to each state, by breadth; states in the order in which they are reached. */
function shortestTo(
  start: string,
  leaves: ReadonlyMap<string, LeafPlan>,
): ReadonlyMap<string, readonly LifecycleStep[]> {
  const ways = new Map<string, readonly LifecycleStep[]>([[start, []]]);
  // A map is walked in the order of insertion, what is added on the way included.
  for (const [state, way] of ways) {
    const leaf = leaves.get(state);
    if (leaf === undefined) continue;
    for (const step of stepsFrom(leaf)) if (!ways.has(step.to)) ways.set(step.to, [...way, step]);
  }
  return ways;
}

/**
 * For each transition and deadline of each state, a shortest way that ends by taking it: a set of
 * test sequences that covers them all. It works on states and says nothing of guards: what a
 * sequence needs in context and payload is the tester's to supply. O(states × steps).
 *
 * @throws ClienteleError `schema.type` for what is no lifecycle
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientLifecycle, paths } from "clientele/lifecycle";
 *
 * const sequences = paths(clientLifecycle());
 * const toDormant = sequences.find(({ end }) => end === "dormant");
 * assert.deepEqual(toDormant?.steps.map(({ trigger }) => trigger), ["ORDERED", "quiet", "silent"]);
 * ```
 * @since 0.1.0
 */
export function paths(lifecycle: Lifecycle): readonly LifecyclePath[] {
  const leaves = leavesOf(lifecycle);
  return [...shortestTo(lifecycle.plan.initial, leaves)].flatMap(([state, way]) => {
    const leaf = leaves.get(state);
    if (leaf === undefined) return [];
    return stepsFrom(leaf).map((step) => ({ steps: [...way, step], end: step.to }));
  });
}

/**
 * All ways from the initial state that visit no state twice and cannot go on: at a final state, or
 * where every step leads back. Their number grows fast; beyond `limit` (10 000 unless named) the
 * search ends and says that it is not complete. O(limit × states).
 *
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, simplePaths } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "open",
 *   events: { WIN: {}, LOSE: {} },
 *   states: {
 *     open: { on: { WIN: { target: "won" }, LOSE: { target: "lost" } } },
 *     won: { final: true },
 *     lost: { final: true },
 *   },
 * });
 * assert.deepEqual(simplePaths(offer).paths.map(({ end }) => end), ["won", "lost"]);
 * ```
 * @since 0.1.0
 */
export function simplePaths(
  lifecycle: Lifecycle,
  options: { readonly limit?: number } = {},
): SimplePaths {
  const leaves = leavesOf(lifecycle);
  const record = expectRecord(options, "options", ["limit"]);
  const limit = expectInteger(record["limit"] ?? LIMIT, "options.limit", 1, LIMIT_MAX);
  const found: LifecyclePath[] = [];
  const way: LifecycleStep[] = [];
  const visited = new Set([lifecycle.plan.initial]);
  let isComplete = true;
  const open = (state: string): readonly LifecycleStep[] => {
    const leaf = leaves.get(state);
    return leaf === undefined ? [] : stepsFrom(leaf).filter(({ to }) => !visited.has(to));
  };
  // A stack of its own: a definition may have thousands of states.
  const frames = [{ state: lifecycle.plan.initial, steps: open(lifecycle.plan.initial), next: 0 }];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const step = frame.steps[frame.next];
    if (frame.steps.length === 0) {
      if (found.length >= limit) {
        isComplete = false;
        break;
      }
      found.push({ steps: [...way], end: frame.state });
    }
    if (step === undefined) {
      frames.pop();
      visited.delete(frame.state);
      way.pop();
      continue;
    }
    frame.next += 1;
    visited.add(step.to);
    way.push(step);
    frames.push({ state: step.to, steps: open(step.to), next: 0 });
  }
  return { paths: found, isComplete };
}
