/** A definition adapted without copying it. */
import { fail } from "../values/errors.js";
import { DEPTH_MAX } from "../values/limits.js";
import { at, expectRecord, isRecord } from "../values/plain.js";

/** What a patch makes of a type: its fields are added or replace, null removes. @since 0.1.0 */
export type Extended<Base, Patch> = Simplify<
  {
    readonly [Key in Exclude<keyof Base, keyof Patch>]: Base[Key];
  } & {
    readonly [Key in keyof Patch as Patch[Key] extends null ? never : Key]: Key extends keyof Base
      ? ExtendedField<Base[Key], Patch[Key]>
      : Patch[Key];
  }
>;

type Simplify<T> = { [Key in keyof T]: T[Key] };
type ExtendedField<Base, Patch> = Patch extends readonly unknown[]
  ? Patch
  : Base extends readonly unknown[]
    ? Patch
    : Patch extends object
      ? Base extends object
        ? Extended<Base, Patch>
        : Patch
      : Patch;

/**
 * A definition changed by a patch of the same shape (a JSON merge patch, RFC 7396): objects are
 * merged field by field, lists and single values replace, null removes. The result is a new
 * document for `defineLifecycle`; neither argument is touched.
 *
 * @throws ClienteleError `schema.type`, `schema.unknown_key` or `limits.too_deep` for what is no
 * definition
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, extendLifecycle } from "clientele/lifecycle";
 *
 * const base = {
 *   id: "ticket",
 *   version: 1,
 *   initial: "open",
 *   events: { CLOSE: {} },
 *   states: { open: { on: { CLOSE: { target: "closed" } } }, closed: { final: true } },
 * } as const;
 * const ours = defineLifecycle(
 *   extendLifecycle(base, {
 *     version: 2,
 *     events: { REOPEN: {} },
 *     states: { closed: { final: false, on: { REOPEN: { target: "open" } } } },
 *   } as const),
 * );
 * assert.deepEqual(ours.events, ["CLOSE", "REOPEN"]);
 * ```
 * @since 0.1.0
 */
export function extendLifecycle<const Base extends object, const Patch extends object>(
  base: Base,
  patch: Patch,
): Extended<Base, Patch> {
  return merge(base, patch, "", 0) as Extended<Base, Patch>;
}

function merge(base: unknown, patch: unknown, path: string, depth: number): unknown {
  if (depth > DEPTH_MAX)
    fail("limits.too_deep", path, `at most ${String(DEPTH_MAX)} levels`, patch);
  const changes = expectRecord(patch, path);
  const result: Record<string, unknown> = isRecord(base) ? { ...expectRecord(base, path) } : {};
  for (const key of Object.keys(changes)) {
    const change = changes[key];
    if (change === null) delete result[key];
    else if (isPlainPatch(change))
      result[key] = merge(result[key], change, at(path, key), depth + 1);
    else result[key] = change;
  }
  return result;
}

/** A schema of another library is one value, not a part to merge into. */
function isPlainPatch(value: unknown): boolean {
  return isRecord(value) && !("~standard" in value);
}
