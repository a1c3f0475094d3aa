/**
 * From an untrusted document to a checked plan: shape, bounds, names, types and values. All
 * issues are gathered and thrown at once; a document beyond the bounds is refused at once.
 */
import { fail, IssueCollector } from "../values/errors.js";
import { checkCount } from "../values/limits.js";
import { at, atIndex, expectArray, expectRecord, expectString } from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { CONDITION_CLAUSES_MAX, CONDITION_DEPTH_MAX } from "./limits.js";
import type { PlanNode } from "./plan.js";
import { ClauseReader } from "./read-clause.js";
import type { ReadingOptions } from "./read-clause.js";

const NAME_LENGTH_MAX = 256;
/** Stands for a part that has issues; the plan is then never used. */
const NOTHING: PlanNode = { kind: "all", path: "", name: undefined, parts: [] };

class ConditionReader {
  readonly #issues: IssueCollector = new IssueCollector();
  readonly #clauses: ClauseReader;
  #count: number = 0;

  constructor(options: ReadingOptions) {
    this.#clauses = new ClauseReader(options);
  }

  /** The whole document. */
  readRoot(value: unknown, path: string): PlanNode {
    const node = this.#read(value, path, 1);
    this.#issues.throwIfAny();
    return node;
  }

  #read(value: unknown, path: string, depth: number): PlanNode {
    if (depth > CONDITION_DEPTH_MAX) {
      fail("limits.too_deep", path, `at most ${String(CONDITION_DEPTH_MAX)} levels`, value);
    }
    this.#count += 1;
    checkCount(this.#count, CONDITION_CLAUSES_MAX, path);
    if (typeof value === "string") {
      const expected = "a condition as data: all, any, not or fact; no expression";
      this.#issues.add("rule.unknown_operator", path, expected, value);
      return NOTHING;
    }
    const record = this.#issues.attempt(() => expectRecord(value, path));
    if (record === undefined) return NOTHING;
    if (Object.hasOwn(record, "all")) return this.#readGroup(record, "all", path, depth);
    if (Object.hasOwn(record, "any")) return this.#readGroup(record, "any", path, depth);
    if (Object.hasOwn(record, "not")) return this.#readNegation(record, path, depth);
    return this.#issues.attempt(() => this.#clauses.read(record, path)) ?? NOTHING;
  }

  #readGroup(record: UnknownRecord, kind: "all" | "any", path: string, depth: number): PlanNode {
    this.#checkKeys(record, [kind, "name"], path);
    const place = at(path, kind);
    const given = record[kind];
    if (Array.isArray(given)) checkCount(given.length, CONDITION_CLAUSES_MAX, place);
    const list = this.#issues.attempt(() => expectArray(given, place));
    if (list === undefined) return NOTHING;
    if (kind === "any" && list.length === 0) {
      this.#issues.add("rule.empty", place, "at least one part, as none can never hold", list);
    }
    const parts: PlanNode[] = [];
    list.forEach((part, index) => {
      parts.push(this.#read(part, atIndex(place, index), depth + 1));
    });
    return { kind, path, name: this.#readName(record, path), parts };
  }

  #readNegation(record: UnknownRecord, path: string, depth: number): PlanNode {
    this.#checkKeys(record, ["not", "name"], path);
    const part = this.#read(record["not"], at(path, "not"), depth + 1);
    return { kind: "not", path, name: this.#readName(record, path), part };
  }

  #checkKeys(record: UnknownRecord, keys: readonly string[], path: string): void {
    this.#issues.attempt(() => expectRecord(record, path, keys));
  }

  #readName(record: UnknownRecord, path: string): string | undefined {
    const name = record["name"];
    if (name === undefined) return undefined;
    return this.#issues.attempt(() => expectString(name, at(path, "name"), NAME_LENGTH_MAX));
  }
}

/**
 * Reads a condition (`schema.*`, `limits.*`, `rule.*`).
 *
 * @internal
 */
export function readCondition(value: unknown, options: ReadingOptions): PlanNode {
  return new ConditionReader(options).readRoot(value, options.path ?? "");
}
