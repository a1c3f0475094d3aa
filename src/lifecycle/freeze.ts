/**
 * Frozen contexts, for definitions whose author wrote functions: a guard that writes into the
 * context is a defect, and fails instead of leaking into the next decision.
 */
import { fail } from "../values/errors.js";
import { DEPTH_MAX } from "../values/limits.js";

/**
 * The value, frozen through and through. What is not frozen yet is copied first, as it may
 * belong to the caller, whose objects are never touched; what is frozen already is shared, so
 * that a change of one field costs one object.
 *
 * @internal
 */
export function frozenCopy<T>(value: T, depth = 0): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (depth > DEPTH_MAX) {
    fail("limits.too_deep", "context", `at most ${String(DEPTH_MAX)} levels`, value);
  }
  if (Array.isArray(value)) {
    return Object.freeze(value.map((item: unknown) => frozenCopy(item, depth + 1))) as T;
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const member: unknown = (value as Record<string, unknown>)[key];
    copy[key] = typeof member === "object" ? frozenCopy(member, depth + 1) : member;
  }
  return Object.freeze(copy) as T;
}
