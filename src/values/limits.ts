/**
 * Bounds on untrusted input, checked before any work is done on it: a length before a
 * grammar, a count before a loop, a depth before a descent.
 */
import { fail } from "./errors.js";

/**
 * Digits of a decimal, counted without the zero before the point.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { decimal, DIGITS_MAX } from "clientele/values";
 *
 * assert.equal(decimal("9".repeat(DIGITS_MAX)).length, 34);
 * assert.throws(() => decimal("9".repeat(DIGITS_MAX + 1)), { code: "decimal.too_long" });
 * ```
 * @since 0.1.0
 */
export const DIGITS_MAX = 34;
/**
 * Characters of an identifier (client, article, record, event …).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { IDENTIFIER_LENGTH_MAX, quantity } from "clientele/values";
 *
 * assert.throws(() => quantity("1", "u".repeat(IDENTIFIER_LENGTH_MAX + 1)), { code: "id.format" });
 * ```
 * @since 0.1.0
 */
export const IDENTIFIER_LENGTH_MAX = 256;
/**
 * Characters of a free text (a name, a reason).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { decimal, TEXT_LENGTH_MAX } from "clientele/values";
 *
 * assert.throws(() => decimal("1".repeat(TEXT_LENGTH_MAX + 1)), { code: "decimal.too_long" });
 * ```
 * @since 0.1.0
 */
export const TEXT_LENGTH_MAX = 10_000;
/**
 * Items of one list in a document or a request.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ITEMS_MAX } from "clientele/values";
 *
 * assert.equal(ITEMS_MAX, 1_000_000);
 * ```
 * @since 0.1.0
 */
export const ITEMS_MAX = 1_000_000;
/**
 * Keys of one object in a document or a request.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { KEYS_MAX } from "clientele/values";
 *
 * assert.equal(KEYS_MAX, 10_000);
 * ```
 * @since 0.1.0
 */
export const KEYS_MAX = 10_000;
/**
 * Levels of nesting of a document or a request.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { DEPTH_MAX } from "clientele/values";
 *
 * assert.equal(DEPTH_MAX, 64);
 * ```
 * @since 0.1.0
 */
export const DEPTH_MAX = 64;

/**
 * Refuses a text that is too long to be looked at (`limits.too_long`).
 *
 * @internal
 */
export function checkLength(text: string, lengthMax: number, path: string): void {
  if (text.length > lengthMax) {
    fail("limits.too_long", path, `at most ${String(lengthMax)} characters`, text);
  }
}

/**
 * Refuses a list that is too long to be walked (`limits.too_many`). A sparse array counts
 * by its length, so that no loop over it begins.
 *
 * @internal
 */
export function checkCount(count: number, countMax: number, path: string): void {
  if (count > countMax) fail("limits.too_many", path, `at most ${String(countMax)} items`, count);
}

interface Visit {
  readonly value: object;
  readonly depth: number;
}

/**
 * Refuses input nested deeper than `depthMax` (`limits.too_deep`), a circular one included,
 * and objects or arrays of too many members (`limits.too_many`). Iterative, so that no
 * nesting that `JSON.parse` accepts can exhaust the stack; O(members) in time and bounded
 * by `membersMax` in all.
 *
 * @internal
 */
export function checkShape(
  value: unknown,
  path: string,
  { depthMax = DEPTH_MAX, membersMax = ITEMS_MAX * 10 }: ShapeLimits = {},
): void {
  if (typeof value !== "object" || value === null) return;
  const pending: Visit[] = [{ value, depth: 1 }];
  let members = 0;
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    if (visit.depth > depthMax) {
      fail("limits.too_deep", path, `at most ${String(depthMax)} levels`, value);
    }
    const children = membersOf(visit.value, path);
    members += children.length;
    checkCount(members, membersMax, path);
    for (const child of children) {
      if (typeof child === "object" && child !== null) {
        pending.push({ value: child, depth: visit.depth + 1 });
      }
    }
  }
}

/** Bounds of {@link checkShape}. @internal */
export interface ShapeLimits {
  readonly depthMax?: number;
  readonly membersMax?: number;
}

function membersOf(value: object, path: string): readonly unknown[] {
  if (Array.isArray(value)) {
    checkCount(value.length, ITEMS_MAX, path);
    return value;
  }
  // A counted walk of own keys: a list of a million keys is never built to be refused.
  const children: unknown[] = [];
  const record: Record<string, unknown> = value as Record<string, unknown>;
  let count = 0;
  for (const key in record) {
    count += 1;
    if (count > KEYS_MAX) fail("limits.too_many", path, `at most ${String(KEYS_MAX)} keys`, value);
    if (Object.hasOwn(record, key)) children.push(record[key]);
  }
  return children;
}
