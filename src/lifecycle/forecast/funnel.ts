/** How many came how far along stages in order. */
import { fail } from "../../values/errors.js";
import {
  atIndex,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { readHistories } from "./history.js";
import type { LifecycleHistory } from "./history.js";

/**
 * Which histories count as having reached a stage: those that were in it (`visited`), or also
 * those that were in a later one, having skipped it (`inferred`).
 *
 * @since 0.1.0
 */
export interface FunnelOptions {
  /** `inferred` unless named. */
  readonly mode?: "visited" | "inferred";
}

/**
 * One stage of a funnel.
 *
 * @since 0.1.0
 */
export interface FunnelStage {
  readonly stage: string;
  readonly reached: number;
  /** Share of those that reached the stage before; null for the first, or where nobody did. With `visited` it may be above 1. */
  readonly fromPrevious: number | null;
  /** Share of those that reached the first stage; null where nobody did. */
  readonly fromFirst: number | null;
}

/**
 * How many histories reached each stage, in the order of the stages. O(moves).
 *
 * @throws ClienteleError `lifecycle.duplicate_id` for a stage named twice, `lifecycle.history`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { funnel } from "clientele/lifecycle";
 *
 * const skipped = {
 *   id: "a",
 *   initial: "lead",
 *   begunAt: "2026-01-01T00:00:00.000Z",
 *   moves: [{ to: "customer", at: "2026-01-02T00:00:00.000Z" }],
 *   until: "2026-02-01T00:00:00.000Z",
 * };
 * const stages = ["lead", "qualified", "customer"];
 * assert.deepEqual(funnel([skipped], stages).map(({ reached }) => reached), [1, 1, 1]);
 * assert.deepEqual(funnel([skipped], stages, { mode: "visited" }).map(({ reached }) => reached), [1, 0, 1]);
 * ```
 * @since 0.1.0
 */
export function funnel(
  histories: readonly LifecycleHistory[],
  stages: readonly string[],
  options: FunnelOptions = {},
): readonly FunnelStage[] {
  const names = expectArray(stages, "stages").map((stage, index) =>
    expectIdentifier(stage, atIndex("stages", index)),
  );
  if (new Set(names).size !== names.length) {
    fail("lifecycle.duplicate_id", "stages", "stages that differ", names.length);
  }
  const record = expectRecord(options, "options", ["mode"]);
  const mode = expectOneOf(record["mode"] ?? "inferred", "options.mode", ["visited", "inferred"]);
  const reached = names.map(() => 0);
  for (const stays of readHistories(histories)) {
    const places = new Set(stays.map(({ state }) => names.indexOf(state)));
    const furthest = [...places].reduce((most, place) => (place > most ? place : most), -1);
    names.forEach((_, index) => {
      const isReached = mode === "visited" ? places.has(index) : index <= furthest;
      if (isReached) reached[index] = (reached[index] ?? 0) + 1;
    });
  }
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return names.map((stage, index) => {
    const own = reached[index] ?? 0;
    const before = index === 0 ? null : share(own, reached[index - 1] ?? 0);
    return { stage, reached: own, fromPrevious: before, fromFirst: share(own, reached[0] ?? 0) };
  });
}
