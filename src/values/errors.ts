/**
 * The one error of the library, and the issues it carries.
 *
 * Here: malformed input. Not here: decisions that go against the user; those are values
 * (see `refusal.ts`), because a refused discount is an answer and not a fault.
 */

const RECEIVED_LENGTH_MAX = 120;
const MESSAGE_ISSUES_MAX = 5;
/**
 * An error names at most this many issues; the rest is counted in the last one's message.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ISSUES_MAX } from "clientele/values";
 *
 * assert.equal(ISSUES_MAX, 100);
 * ```
 * @since 0.1.0
 */
export const ISSUES_MAX = 100;

/**
 * One thing wrong with an input.
 *
 * @since 0.1.0
 */
export interface Issue {
  /** Stable machine code, `area.snake_case`. */
  readonly code: string;
  /** Where in the input, for example `lines[0].quantity`; empty for the input itself. */
  readonly path: string;
  /** What would have been accepted. */
  readonly expected: string;
  /** The offending value, quoted, escaped and cut short. */
  readonly received: string;
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return `\\u${code.toString(16).padStart(4, "0")}`;
}

/**
 * A value as text that is safe to print: quoted, control and markup characters escaped,
 * never longer than 120 characters. It never runs a getter, a `toString` or a proxy trap
 * of the value it describes.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { quote } from "clientele/values";
 *
 * assert.equal(quote("<b>"), '"\\u003cb\\u003e"');
 * ```
 * @since 0.1.0
 */
export function quote(value: unknown): string {
  if (typeof value === "string") {
    const head = value.slice(0, RECEIVED_LENGTH_MAX - 20);
    // Control characters and markup would otherwise reach a log or a page as they are.
    // eslint's no-control-regex is right in general: here the control range is the point.
    const escaped = head.replace(/[^\x20-\x7e]|[<>&"\\]/g, escapeCharacter);
    const cut = escaped.slice(0, RECEIVED_LENGTH_MAX - 20);
    const rest = value.length > head.length || escaped.length > cut.length;
    return rest ? `"${cut}…" (${String(value.length)} characters)` : `"${cut}"`;
  }
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return "a bigint";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "function") return "a function";
  return Array.isArray(value) ? "an array" : "an object";
}

function describe(issue: Issue): string {
  const place = issue.path === "" ? "" : ` at ${quote(issue.path).slice(1, -1)}`;
  return `${issue.code}${place}: expected ${issue.expected}, received ${issue.received}`;
}

function compose(issues: readonly Issue[]): string {
  const shown = issues.slice(0, MESSAGE_ISSUES_MAX).map(describe).join("; ");
  const rest = issues.length - MESSAGE_ISSUES_MAX;
  return rest > 0 ? `${shown}; and ${String(rest)} more` : shown;
}

/**
 * Thrown, at once and before anything is done, when an input cannot be processed.
 *
 * Compare `code`, not the message. Recognise it with {@link isClienteleError}, which also
 * works across two copies of the package; `instanceof` does not.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isClienteleError, money } from "clientele/values";
 *
 * try {
 *   money("10.5", "JPY");
 *   assert.fail("a yen has no tenths");
 * } catch (error) {
 *   assert.ok(isClienteleError(error));
 *   assert.equal(error.code, "money.scale");
 *   assert.equal(error.path, "amount");
 * }
 * ```
 * @since 0.1.0
 */
export class ClienteleError extends Error {
  /** Tag that survives two copies of the package. */
  readonly kind: "ClienteleError";
  /** Code of the first issue. */
  readonly code: string;
  /** Path of the first issue. */
  readonly path: string;
  /** What would have been accepted, of the first issue. */
  readonly expected: string;
  /** The offending value of the first issue, quoted and cut short. */
  readonly received: string;
  /** All issues found, at least one, at most {@link ISSUES_MAX}. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly [Issue, ...Issue[]]) {
    super(compose(issues));
    const first = issues[0];
    this.name = "ClienteleError";
    this.kind = "ClienteleError";
    this.code = first.code;
    this.path = first.path;
    this.expected = first.expected;
    this.received = first.received;
    this.issues = issues.slice(0, ISSUES_MAX);
  }
}

/**
 * Whether a caught value is a {@link ClienteleError}, of this copy of the package or another.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { isClienteleError, money } from "clientele/values";
 *
 * try {
 *   money("1.005", "EUR");
 * } catch (error) {
 *   assert.ok(isClienteleError(error));
 *   assert.equal(error.code, "money.scale");
 *   assert.equal(error.path, "amount");
 * }
 * ```
 * @since 0.1.0
 */
export function isClienteleError(value: unknown): value is ClienteleError {
  return value instanceof Error && "kind" in value && value.kind === "ClienteleError";
}

/**
 * Throws a {@link ClienteleError} with a single issue.
 *
 * @internal
 */
export function fail(code: string, path: string, expected: string, received: unknown): never {
  throw new ClienteleError([{ code, path, expected, received: quote(received) }]);
}

/**
 * Gathers the issues of a whole document, so that a compile step reports all at once.
 *
 * @internal
 */
export class IssueCollector {
  readonly #issues: Issue[] = [];

  /** Notes one issue; beyond {@link ISSUES_MAX} they are dropped to bound memory. */
  add(code: string, path: string, expected: string, received: unknown): void {
    if (this.#issues.length < ISSUES_MAX) {
      this.#issues.push({ code, path, expected, received: quote(received) });
    }
  }

  /** Runs a check that may throw a `ClienteleError` and keeps its issues instead. */
  attempt<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!isClienteleError(error)) throw error;
      for (const issue of error.issues) {
        if (this.#issues.length < ISSUES_MAX) this.#issues.push(issue);
      }
      return undefined;
    }
  }

  /** The issues so far. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  /** Throws them all as one error, if there are any. */
  throwIfAny(): void {
    const [first, ...rest] = this.#issues;
    if (first !== undefined) throw new ClienteleError([first, ...rest]);
  }
}
