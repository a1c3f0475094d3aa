/** From a pricing policy to tables in which a record costs a lookup. */
import { compileUnknownCondition } from "../conditions/index.js";
import { minorUnitsOf } from "../values/currency.js";
import { fail, IssueCollector } from "../values/errors.js";
import { period } from "../values/period.js";
import type { Period } from "../values/period.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import type { PricingPolicy } from "./model.js";
import type { AccessPlan, PricingPlan, RecordPlan, StepPlan } from "./plan.js";
import { readArticles, readHierarchies } from "./read-articles.js";
import { readStacking } from "./read-stacking.js";
import { FIELDS, nameOf, readSteps } from "./read-steps.js";
import { readLimits, readScale, readValue } from "./read-value.js";

export type { PricingPlan } from "./plan.js";

/** One text for a tuple of key values; lengths keep `("a", "bc")` and `("ab", "c")` apart. @internal */
export function keyText(values: readonly string[]): string {
  // One field, the common case, needs no length: its set of fields has a table of its own.
  const [first = ""] = values;
  if (values.length < 2) return first;
  let text = "";
  for (const value of values) text += `${String(value.length)}:${value}`;
  return text;
}

/**
 * Checks a policy whole and makes it ready. O(records); every issue is reported at once.
 *
 * Records of one key have a total order: larger priority first, then id by code unit.
 *
 * @throws ClienteleError with all issues: `pricing.duplicate_id`, `pricing.unknown_step`,
 * `pricing.unreachable_key` for a record whose fields no access of its step has,
 * `pricing.value`, `pricing.discount_range` for a rate below −1, `pricing.steps` where the first
 * step is not the only price step, `pricing.unknown_base` for a base after a step that does not
 * come before, `pricing.stacking` for a tree that names a step twice or the price step,
 * `pricing.hierarchy_cycle`, `limits.too_deep` for a deeper tree than 16 levels, `scale.*`, `rule.*`, `date.*`, `money.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, quote } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [
 *     { id: "list", kind: "price", access: [["client", "article"], ["article"]] },
 *     { id: "partner", kind: "discount", access: [["client"]] },
 *   ],
 *   records: [
 *     { id: "p1", step: "list", key: { article: "chair" }, value: { kind: "unitPrice", amount: "49.90" } },
 *     { id: "d1", step: "partner", key: { client: "acme" }, value: { kind: "percent", rate: "-0.1" } },
 *   ],
 * });
 * const order = { client: "acme", lines: [{ id: "1", article: "chair", quantity: 3 }] };
 * assert.equal(quote(plan, order, { asOf: "2026-11-23" }).net.amount, "134.73");
 * ```
 * @since 0.1.0
 */
export function compilePolicy(policy: PricingPolicy): PricingPlan {
  const issues = new IssueCollector();
  const record = expectRecord(policy, "", [
    "id",
    "currency",
    "steps",
    "records",
    "rounding",
    "stacking",
    "articles",
    "hierarchies",
  ]);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const scale = issues.attempt(() => minorUnitsOf(record["currency"] as string)) ?? 0;
  const rounding =
    issues.attempt(() => expectRoundingMode(record["rounding"] ?? "halfEven", "rounding")) ??
    "halfEven";
  const steps = readSteps(record["steps"], rounding, issues);
  const nodes = readStacking(record["stacking"], steps, issues);
  const articles = readArticles(record["articles"], issues);
  const ancestors = readHierarchies(record["hierarchies"], issues);
  readRecords(record["records"], steps, policy.currency, issues);
  issues.throwIfAny();
  for (const step of steps) {
    for (const access of step.access) {
      for (const list of access.records.values())
        if (list.length > 1) (list as RecordPlan[]).sort(inOrder);
    }
  }
  return {
    id: policy.id,
    currency: policy.currency,
    scale,
    rounding,
    steps,
    nodes,
    isFlat: Object.keys(ancestors).length === 0,
    // One line can then take from another what a record may still grant.
    isShared: steps.some((step) =>
      hasRecord(step, ({ limits, basis }) => limits !== null || basis?.counter !== undefined),
    ),
    isByClient: steps.map((step) => isByClient(step)),
    hasValueScales: steps.some((step) => hasRecord(step, ({ basis }) => basis?.base === "value")),
    hasSnapshots: steps.some((step) => step.base >= 0),
    articles,
    ancestors,
  };
}

function hasRecord(step: StepPlan, isMeant: (record: RecordPlan) => boolean): boolean {
  for (const access of step.access) {
    for (const records of access.records.values()) {
      for (const record of records) if (isMeant(record)) return true;
    }
  }
  return false;
}

/** Whether every line of an order finds the same record. */
function isByClient(step: StepPlan): boolean {
  const isOfClient = step.access.every(({ fields }) =>
    fields.every((field) => field === "client" || field === "clientGroup"),
  );
  return isOfClient && !hasRecord(step, ({ isPlain, unit }) => !isPlain || unit !== null);
}

function inOrder(a: RecordPlan, b: RecordPlan): number {
  return b.priority - a.priority || compareText(a.id, b.id);
}

interface Places {
  readonly step: StepPlan;
  readonly byFields: ReadonlyMap<string, AccessPlan>;
}

function readRecords(
  value: unknown,
  steps: readonly StepPlan[],
  currency: string,
  issues: IssueCollector,
): void {
  const places = new Map<string, Places>();
  for (const step of steps) {
    const byFields = new Map(step.access.map((access) => [nameOf(access.fields), access]));
    places.set(step.id, { step, byFields });
  }
  const seen = new Set<string>();
  const given = issues.attempt(() => expectArray(value, "records")) ?? [];
  given.forEach((one, index) => {
    issues.attempt(() => placeRecord(one, atIndex("records", index), places, seen, currency));
  });
}

const RECORD_KEYS = [
  "id",
  "step",
  "key",
  "when",
  "valid",
  "value",
  "scale",
  "priority",
  "group",
  "limits",
  "code",
  "currency",
];

function placeRecord(
  value: unknown,
  path: string,
  places: ReadonlyMap<string, Places>,
  seen: Set<string>,
  currency: string,
): void {
  const record = expectRecord(value, path, RECORD_KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  if (seen.has(id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", id);
  seen.add(id);
  const place = places.get(expectIdentifier(record["step"], at(path, "step")));
  if (place === undefined) {
    return fail(
      "pricing.unknown_step",
      at(path, "step"),
      "a step of the procedure",
      record["step"],
    );
  }
  const { step, byFields } = place;
  const key = expectRecord(record["key"], at(path, "key"), FIELDS);
  const fields = Object.keys(key);
  const access = byFields.get(nameOf(fields));
  if (access === undefined) {
    const known = step.access.map((one) => one.name).join(", ");
    const expected = `fields that step ${step.id} looks for: ${known}`;
    return fail("pricing.unreachable_key", at(path, "key"), expected, fields.sort().join("+"));
  }
  const values = access.fields.map((field) =>
    expectIdentifier(key[field], at(at(path, "key"), field)),
  );
  const text = keyText(values);
  const plan = readRecord(id, record, step, path, currency);
  const list = access.records.get(text) as RecordPlan[] | undefined;
  if (list === undefined) (access.records as Map<string, RecordPlan[]>).set(text, [plan]);
  else list.push(plan);
}

function readRecord(
  id: string,
  record: UnknownRecord,
  step: StepPlan,
  path: string,
  policyCurrency: string,
): RecordPlan {
  const { when, valid, code, group, limits } = record;
  const value = readValue(record["value"], step, at(path, "value"));
  const scale =
    record["scale"] === undefined
      ? null
      : readScale(record["scale"], value.kind, step, at(path, "scale"));
  const currency = readCurrency(
    record["currency"],
    value.document,
    at(path, "currency"),
    policyCurrency,
  );
  const condition =
    when === undefined ? null : compileUnknownCondition(when, { path: at(path, "when") });
  const within = valid === undefined ? null : period(valid as Period, at(path, "valid"));
  return {
    id,
    ...value,
    scale: scale === null ? null : scale.scale,
    basis: scale === null ? null : scale.basis,
    when: condition,
    valid: within,
    priority: expectInteger(record["priority"] ?? 0, at(path, "priority"), -1_000_000, 1_000_000),
    group: group === undefined ? null : expectIdentifier(group, at(path, "group")),
    limits: limits === undefined ? null : readLimits(limits, at(path, "limits")),
    code: code === undefined ? null : expectIdentifier(code, at(path, "code")),
    currency,
    isPlain: condition === null && within === null && scale === null && code === undefined,
  };
}

function readCurrency(
  value: unknown,
  document: RecordPlan["document"],
  path: string,
  policyCurrency: string,
): string | null {
  if (value !== undefined) {
    minorUnitsOf(expectIdentifier(value, path));
    return value as string;
  }
  return "amount" in document ? policyCurrency : null;
}
