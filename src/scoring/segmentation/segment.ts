/** Segments by rules: the whole document compiled, and accounts put into them. */
import { compileUnknownCondition } from "../../conditions/index.js";
import type { CompiledCondition, FactTypes } from "../../conditions/index.js";
import { factTypeNames } from "../../conditions/read-clause.js";
import { fail, IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectCompiled,
  expectGiven,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { readEach } from "../cohorts/read-each.js";
import { IDS_MAX } from "../read-values.js";
import type {
  SegmentAccount,
  Segmentation,
  SegmentMissingPolicy,
  SegmentRow,
  SegmentRules,
} from "./model.js";

const SEGMENTS_MAX = 1_000;
const POLICIES: readonly SegmentMissingPolicy[] = ["next", "none", "refuse"];

interface PlannedSegment {
  readonly id: string;
  readonly when: CompiledCondition;
  /** Holds where the rule is known to fail: with neither, a fact is missing. */
  readonly unless: CompiledCondition;
}

/**
 * Compiled rules; opaque and not serialisable (the document is).
 *
 * @since 0.1.0
 */
export interface SegmentPlan {
  readonly kind: "segment-plan";
  readonly id: string;
  /** All segments in their order, `otherwise` last. */
  readonly segments: readonly string[];
  /** @internal */
  readonly rules: readonly PlannedSegment[];
  /** @internal */
  readonly otherwise: string | null;
  /** @internal */
  readonly missing: SegmentMissingPolicy;
}

/** All types, also of facts that no rule names: the schema refuses the same documents. */
function readFactTypes(value: unknown): FactTypes {
  const types = Object.entries(expectRecord(value, "facts")).map(([name, type]) => [
    name,
    expectOneOf(type, at("facts", name), factTypeNames),
  ]);
  return Object.fromEntries(types) as FactTypes;
}

function readRules(
  value: unknown,
  facts: FactTypes | undefined,
  issues: IssueCollector,
): readonly PlannedSegment[] {
  const seen = new Set<string>();
  const planned: PlannedSegment[] = [];
  const list = issues.attempt(() => expectArray(value, "segments", SEGMENTS_MAX)) ?? [];
  list.forEach((item, index) => {
    const path = atIndex("segments", index);
    const record = issues.attempt(() => expectRecord(item, path, ["id", "when"]));
    if (record === undefined) return;
    const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id"))) ?? "";
    if (id !== "" && seen.has(id)) {
      issues.add("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    }
    seen.add(id);
    const options = { path: at(path, "when"), ...(facts === undefined ? {} : { facts }) };
    const when = issues.attempt(() => compileUnknownCondition(record["when"], options));
    if (when === undefined) return;
    const unless = issues.attempt(() => compileUnknownCondition({ not: record["when"] }, options));
    if (unless !== undefined) planned.push({ id, when, unless });
  });
  return planned;
}

/**
 * Compiles segments by rules; every issue of the document is thrown at once.
 *
 * @throws ClienteleError `scoring.duplicate_id` for two segments of one id, `rule.*` for a
 * condition, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileSegments } from "clientele/scoring";
 *
 * const plan = compileSegments({
 *   id: "by-size",
 *   facts: { revenue: "decimal" },
 *   segments: [
 *     { id: "large", when: { fact: "revenue", operator: "greaterThanInclusive", value: "10000" } },
 *   ],
 *   otherwise: "small",
 * });
 * assert.deepEqual(plan.segments, ["large", "small"]);
 * ```
 * @since 0.1.0
 */
export function compileSegments(rules: SegmentRules): SegmentPlan {
  const names = ["id", "facts", "segments", "otherwise", "missing"];
  const record = expectRecord(rules, "", names);
  const issues = new IssueCollector();
  const id = issues.attempt(() => expectIdentifier(record["id"], "id")) ?? "";
  const missing =
    issues.attempt(() => expectOneOf(record["missing"] ?? "next", "missing", POLICIES)) ?? "next";
  const facts = issues.attempt(() =>
    record["facts"] === undefined
      ? undefined
      : readFactTypes(record["facts"]),
  );
  const otherwise =
    issues.attempt(() =>
      record["otherwise"] === undefined ? null : expectIdentifier(record["otherwise"], "otherwise"),
    ) ?? null;
  const planned = readRules(record["segments"], facts, issues);
  issues.throwIfAny();
  const ids = planned.map((one) => one.id);
  const segments = otherwise === null || ids.includes(otherwise) ? ids : [...ids, otherwise];
  return { kind: "segment-plan", id, segments, rules: planned, otherwise, missing };
}

function segmentOf(plan: SegmentPlan, id: string, facts: object, path: string): SegmentRow {
  const undecided: string[] = [];
  for (const rule of plan.rules) {
    if (rule.when.holds(facts)) return { id, segment: rule.id, undecided };
    if (rule.unless.holds(facts)) continue;
    if (plan.missing === "refuse") {
      const expected = `the facts ${rule.when.factsUsed.slice(0, 10).join(", ")}`;
      fail("scoring.missing_fact", path, expected, rule.id);
    }
    undecided.push(rule.id);
    if (plan.missing === "none") return { id, segment: null, undecided };
  }
  return { id, segment: plan.otherwise, undecided };
}

/**
 * Puts each account into the first segment whose rule holds. A rule that a missing fact leaves
 * open is never taken for one that fails: by `missing` it is passed over and named, ends the
 * search, or is refused.
 *
 * O(accounts × rules), and sorted by id.
 *
 * @throws ClienteleError `scoring.duplicate_id` for two accounts of one id,
 * `scoring.missing_fact` under the policy `refuse`, and as {@link compileSegments}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { segment } from "clientele/scoring";
 *
 * const { rows } = segment(
 *   {
 *     id: "by-size",
 *     segments: [
 *       { id: "large", when: { fact: "revenue", operator: "greaterThan", value: 10000 } },
 *       { id: "export", when: { fact: "country", operator: "notEqual", value: "DE" } },
 *     ],
 *     otherwise: "small",
 *   },
 *   [
 *     { id: "acme", facts: { revenue: 25000, country: "DE" } },
 *     { id: "bolt", facts: { country: "FR" } },
 *   ],
 * );
 * assert.deepEqual(rows, [
 *   { id: "acme", segment: "large", undecided: [] },
 *   { id: "bolt", segment: "export", undecided: ["large"] },
 * ]);
 * ```
 * @since 0.1.0
 */
export function segment(
  rules: SegmentRules | SegmentPlan,
  accounts: readonly SegmentAccount[],
): Segmentation {
  expectGiven(rules, "rules");
  const plan = isPlan(rules) ? rules : compileSegments(rules);
  const seen = new Set<string>();
  const read = (item: unknown, path: string): SegmentRow => {
    const record = expectRecord(item, path, ["id", "facts"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    expectGiven(record["facts"], at(path, "facts"));
    return segmentOf(plan, id, record["facts"], at(path, "facts"));
  };
  const rows = readEach(accounts, "accounts", read, IDS_MAX);
  rows.sort((a, b) => compareText(a.id, b.id));
  return { segments: plan.segments, rows };
}

function isPlan(rules: SegmentRules | SegmentPlan): rules is SegmentPlan {
  if (!("kind" in rules)) return false;
  expectCompiled(rules, "rules", "rules");
  return true;
}
