/**
 * What every `schema.ts` rests on: parsing of untrusted documents by zod, with the limits of
 * the library first and its one error at the end. Nothing else in `values` loads zod.
 */
import type * as z from "zod";

import { ClienteleError, ISSUES_MAX, IssueCollector, quote } from "./errors.js";
import type { Issue } from "./errors.js";
import { itemAt } from "./invariant.js";
import { checkShape } from "./limits.js";

/**
 * The outcome of a `safeParse…`: the typed document, or every issue found (at most 100).
 *
 * @since 0.1.0
 */
export type ParseResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly [Issue, ...Issue[]] };

/** Writes a zod path as `lines[0].quantity`. */
function formatPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const part of path.slice(0, 64)) {
    if (typeof part === "number") text += `[${String(part)}]`;
    else text += text === "" ? String(part).slice(0, 64) : `.${String(part).slice(0, 64)}`;
  }
  return text;
}

/**
 * A union fails in every branch: what a person needs is the branch that came furthest, so its
 * issues stand for the whole.
 */
function unfold(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  let best: readonly z.core.$ZodIssue[] = [];
  let depthBest = 0;
  for (const branch of issue.errors) {
    const depth = Math.max(0, ...branch.slice(0, ISSUES_MAX).map((one) => one.path.length));
    if (depth > depthBest) {
      depthBest = depth;
      best = branch;
    }
  }
  if (best.length === 0) return [issue];
  return best.map((one) => ({ ...one, path: [...issue.path, ...one.path] })).flatMap(unfold);
}

function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
  if (typeof own === "string") return own;
  switch (issue.code) {
    case "invalid_type":
      return "schema.type";
    case "too_big":
      return issue.origin === "array" || issue.origin === "string"
        ? issue.origin === "array"
          ? "limits.too_many"
          : "limits.too_long"
        : "schema.range";
    case "too_small":
      return "schema.range";
    default:
      return "schema.value";
  }
}

function atPath(value: unknown, path: readonly PropertyKey[]): unknown {
  let current: unknown = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, part))
      return undefined;
    current = (current as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return current;
}

function toIssue(issue: z.core.$ZodIssue, value: unknown): Issue {
  if (issue.code === "unrecognized_keys") {
    const key = itemAt(issue.keys, 0);
    return {
      code: "schema.unknown_key",
      path: formatPath([...issue.path, key]),
      expected: "no such key",
      received: quote(key),
    };
  }
  return {
    code: codeOf(issue),
    path: formatPath(issue.path),
    expected: issue.code === "invalid_type" ? `a value of type ${issue.expected}` : issue.message,
    received: quote(atPath(value, issue.path)),
  };
}

/** An answer of issues, of which there is at least one. */
function refused(issues: readonly Issue[]): ParseResult<never> {
  return { ok: false, issues: [itemAt(issues, 0), ...issues.slice(1)] };
}

/**
 * Parses a document: bounds on its shape first (`limits.*`), then the schema.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { calendarDateSchema, safeParseWith } from "clientele/values/schema";
 *
 * const result = safeParseWith(calendarDateSchema, "2026-02-30");
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].code, "date.invalid");
 * ```
 * @since 0.1.0
 */
export function safeParseWith<T>(schema: z.ZodType<T>, value: unknown): ParseResult<T> {
  const collector = new IssueCollector();
  collector.attempt(() => {
    checkShape(value, "");
  });
  if (collector.issues.length > 0) return refused(collector.issues);
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issues = result.error.issues.slice(0, ISSUES_MAX).flatMap(unfold);
  return refused(issues.slice(0, ISSUES_MAX).map((issue) => toIssue(issue, value)));
}

/**
 * Parses a document or throws one `ClienteleError` with all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { moneySchema, parseWith } from "clientele/values/schema";
 *
 * assert.equal(parseWith(moneySchema, { amount: "12.50", currency: "EUR" }).amount, "12.50");
 * ```
 * @since 0.1.0
 */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = safeParseWith(schema, value);
  if (!result.ok) throw new ClienteleError(result.issues);
  return result.value;
}
