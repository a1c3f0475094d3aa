/** A new instance of a lifecycle, and the check that a stored one belongs to it. */
import { fail } from "../values/errors.js";
import { instant } from "../values/instant.js";
import type { Instant } from "../values/instant.js";
import { checkShape } from "../values/limits.js";
import { at, expectRecord, expectCompiled, expectGiven, expectArray } from "../values/plain.js";
import { applyChanges } from "./change.js";
import { frozenCopy } from "./freeze.js";
import type { ChangePlan, LeafPlan, Lifecycle } from "./lifecycle.js";
import type { LifecycleState, Occurrence } from "./model.js";

/**
 * How an instance begins.
 *
 * @since 0.1.0
 */
export interface StartOptions<Context> {
  /** When it began. */
  readonly at: Instant;
  /** Who began it; nobody in particular when absent. */
  readonly by?: string;
  /** Its context, in place of the definition's. */
  readonly context?: Context;
}

/**
 * A new instance in the initial state, its entry changes made. The context of the definition
 * is copied: two instances never share it.
 *
 * @throws ClienteleError `date.*` for `at`, `schema.type` or `limits.*` for the context
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, start } from "clientele/lifecycle";
 *
 * const visit = defineLifecycle({
 *   id: "visit",
 *   version: 1,
 *   initial: "planned",
 *   context: { notes: [] as string[] },
 *   events: { DONE: {} },
 *   states: { planned: { on: { DONE: { target: "made" } } }, made: { final: true } },
 * });
 * const state = start(visit, { at: "2026-11-23T08:00:00.000Z" });
 * assert.equal(state.state, "planned");
 * assert.deepEqual(state.context, { notes: [] });
 * ```
 * @since 0.1.0
 */
export function start<Name extends string, Context, Input extends { readonly type: string }>(
  lifecycle: Lifecycle<Name, Context, Input>,
  options: StartOptions<NoInfer<Context>>,
): LifecycleState<Name, Context> {
  expectCompiled(lifecycle, "lifecycle", "plan");
  expectGiven(options, "options");
  const { plan } = lifecycle;
  const begun = instant(options.at, "at");
  const leaf = leafOf(lifecycle, plan.initial, "state");
  const given: unknown = options.context ?? lifecycle.definition.context ?? {};
  checkShape(given, "context");
  expectRecord(given, "context");
  const entries: readonly ChangePlan[] = leaf.ancestry.flatMap(
    (path) => plan.entry.get(path) ?? [],
  );
  const occurrence: Occurrence = {
    event: "start",
    payload: undefined,
    at: begun,
    by: options.by ?? "",
    roles: [],
  };
  return {
    lifecycle: lifecycle.id,
    version: lifecycle.version,
    state: leaf.path as Name,
    entered: leaf.ancestry.map(() => begun),
    context: applyChanges(entries, frozenCopy(given), occurrence, plan.freezes) as Context,
    sequence: 0,
    lastAt: begun,
    recent: [],
  };
}

/** The entry of a state in the table (`lifecycle.unknown_state`). @internal */
export function leafOf(lifecycle: Lifecycle, path: string, place: string): LeafPlan {
  const leaf = lifecycle.plan.leaves.get(path);
  if (leaf === undefined) {
    fail("lifecycle.unknown_state", place, `a state of ${lifecycle.id} without children`, path);
  }
  return leaf;
}

/**
 * Demands that a stored state is one of this definition and this version: `lifecycle.mismatch`
 * for another lifecycle, `schema.version` for a newer version, `lifecycle.version` for an older
 * one (migrate it first), `lifecycle.unknown_state`.
 *
 * @internal
 */
export function expectState(
  lifecycle: Lifecycle,
  state: LifecycleState<string, unknown>,
): LeafPlan {
  expectCompiled(lifecycle, "lifecycle", "plan");
  if (typeof state !== "object" || (state as unknown) === null)
    fail("schema.type", "state", "a stored state", state);
  if (state.lifecycle !== lifecycle.id) {
    fail("lifecycle.mismatch", "state.lifecycle", `a state of ${lifecycle.id}`, state.lifecycle);
  }
  if (state.version !== lifecycle.version) {
    const isNewer = state.version > lifecycle.version;
    fail(
      isNewer ? "schema.version" : "lifecycle.version",
      at("state", "version"),
      `version ${String(lifecycle.version)}${isNewer ? " or older" : "; migrate it first"}`,
      state.version,
    );
  }
  expectGiven(state.context, "state.context");
  expectArray(state.entered, "state.entered");
  expectArray(state.recent, "state.recent");
  return leafOf(lifecycle, state.state, "state.state");
}
