/** From a pricing policy to tables in which a record costs a lookup. */
import { compileUnknownCondition } from "../conditions/index.js";
import type { CompiledCondition } from "../conditions/index.js";
import { compileScale } from "../scales/index.js";
import type { ScalePlan } from "../scales/index.js";
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
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import type { RoundingMode } from "../values/rounding.js";
import { compareScaled, fitsScale, scaledFrom } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { KeyField, PricingPolicy, RecordValue } from "./model.js";

const FIELDS: readonly KeyField[] = ["client", "clientGroup", "article", "productGroup"];
const STEPS_MAX = 100;
const ACCESS_MAX = 32;
const PRICE_SCALE_MAX = 12;

/** @internal */
export interface RecordPlan {
  readonly id: string;
  readonly kind: RecordValue["kind"];
  readonly value: Scaled;
  /** Decimal places by which a price per 100 or 1000 is shifted. */
  readonly shift: number;
  readonly scale: ScalePlan | null;
  readonly when: CompiledCondition | null;
  readonly valid: Period | null;
  readonly priority: number;
}

/** One set of key fields, and the records under each of its keys, in their total order. @internal */
export interface AccessPlan {
  readonly fields: readonly KeyField[];
  readonly name: string;
  readonly records: ReadonlyMap<string, readonly RecordPlan[]>;
}

/** @internal */
export interface StepPlan {
  readonly id: string;
  readonly kind: "price" | "discount";
  readonly base: "list" | "running";
  readonly access: readonly AccessPlan[];
}

/**
 * A pricing policy ready to quote. Opaque: store the {@link PricingPolicy}.
 *
 * @since 0.1.0
 */
export interface PricingPlan {
  readonly id: string;
  readonly currency: string;
  /** Minor units of the currency. */
  readonly scale: number;
  readonly rounding: RoundingMode;
  /** @internal */
  readonly steps: readonly StepPlan[];
}

/** One text for a tuple of key values; lengths keep `("a", "bc")` and `("ab", "c")` apart. @internal */
export function keyText(values: readonly string[]): string {
  return values.map((value) => `${String(value.length)}:${value}`).join("");
}

/**
 * Checks a policy whole and makes it ready. O(records); every issue is reported at once.
 *
 * Records of one key have a total order: larger priority first, then id by code unit.
 *
 * @throws ClienteleError with all issues: `pricing.duplicate_id`, `pricing.unknown_step`,
 * `pricing.unreachable_key` for a record whose fields no access of its step has,
 * `pricing.value`, `pricing.discount_range` for a rate below −1, `pricing.steps` where the first
 * step is not the only price step, `scale.*`, `rule.*`, `date.*`, `money.*`, `schema.*`
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
  const record = expectRecord(policy, "", ["id", "currency", "steps", "records", "rounding"]);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const scale = issues.attempt(() => minorUnitsOf(record["currency"] as string)) ?? 0;
  const rounding = issues.attempt(() => expectRoundingMode(record["rounding"] ?? "halfEven", "rounding"));
  const steps = readSteps(record["steps"], issues);
  readRecords(record["records"], steps, issues);
  issues.throwIfAny();
  for (const step of steps) {
    for (const access of step.access) for (const list of access.records.values()) list.sort(inOrder);
  }
  return { id: policy.id, currency: policy.currency, scale, rounding: rounding ?? "halfEven", steps };
}

function inOrder(a: RecordPlan, b: RecordPlan): number {
  return b.priority - a.priority || compareText(a.id, b.id);
}

interface OpenAccess extends AccessPlan {
  readonly records: Map<string, RecordPlan[]>;
}

interface OpenStep extends StepPlan {
  readonly access: readonly OpenAccess[];
}

function readSteps(value: unknown, issues: IssueCollector): readonly OpenStep[] {
  const given = issues.attempt(() => expectArray(value, "steps", STEPS_MAX)) ?? [];
  const seen = new Set<string>();
  const steps = given
    .map((one, index) => issues.attempt(() => readStep(one, atIndex("steps", index), seen)))
    .filter((step) => step !== undefined);
  const isPriced = steps[0]?.kind === "price" && steps.filter((step) => step.kind === "price").length === 1;
  if (steps.length === given.length && !isPriced) {
    issues.add("pricing.steps", "steps", "one price step, the first, then discounts", value);
  }
  return steps;
}

function readStep(value: unknown, path: string, seen: Set<string>): OpenStep {
  const step = expectRecord(value, path, ["id", "kind", "access", "base"]);
  const id = expectIdentifier(step["id"], at(path, "id"));
  if (seen.has(id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", id);
  seen.add(id);
  const names = new Set<string>();
  const access = expectArray(step["access"], at(path, "access"), ACCESS_MAX).map((set, index) => {
    const place = atIndex(at(path, "access"), index);
    const fields = expectArray(set, place, FIELDS.length).map((field, position) =>
      expectOneOf(field, atIndex(place, position), FIELDS),
    );
    const name = nameOf(fields);
    if (names.has(name)) fail("pricing.duplicate_access", place, "a set of fields of its own", name);
    names.add(name);
    return { fields, name: fields.join("+") || "all", records: new Map<string, RecordPlan[]>() };
  });
  return {
    id,
    kind: expectOneOf(step["kind"], at(path, "kind"), ["price", "discount"]),
    base: expectOneOf(step["base"] ?? "running", at(path, "base"), ["list", "running"]),
    access,
  };
}

function nameOf(fields: readonly string[]): string {
  return [...new Set(fields)].sort().join("+");
}

function readRecords(value: unknown, steps: readonly OpenStep[], issues: IssueCollector): void {
  const bySteps = new Map(steps.map((step) => [step.id, step]));
  const seen = new Set<string>();
  const given = issues.attempt(() => expectArray(value, "records")) ?? [];
  given.forEach((one, index) => {
    issues.attempt(() => {
      placeRecord(one, atIndex("records", index), bySteps, seen);
    });
  });
}

const RECORD_KEYS = ["id", "step", "key", "when", "valid", "value", "scale", "priority"];

function placeRecord(
  value: unknown,
  path: string,
  steps: ReadonlyMap<string, OpenStep>,
  seen: Set<string>,
): void {
  const record = expectRecord(value, path, RECORD_KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  if (seen.has(id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", id);
  seen.add(id);
  const step = steps.get(expectIdentifier(record["step"], at(path, "step")));
  if (step === undefined) return fail("pricing.unknown_step", at(path, "step"), "a step of the procedure", record["step"]);
  const key = expectRecord(record["key"], at(path, "key"), FIELDS);
  const fields = Object.keys(key).sort();
  const access = step.access.find((one) => nameOf(one.fields) === nameOf(fields));
  if (access === undefined) {
    const known = step.access.map((one) => one.name).join(", ");
    return fail("pricing.unreachable_key", at(path, "key"), `fields that step ${step.id} looks for: ${known}`, fields.join("+"));
  }
  const text = keyText(access.fields.map((field) => expectIdentifier(key[field], at(at(path, "key"), field))));
  const list = access.records.get(text) ?? [];
  list.push(readRecord(id, record, step, path));
  access.records.set(text, list);
}

function readRecord(id: string, record: UnknownRecord, step: StepPlan, path: string): RecordPlan {
  const { when, valid, scale } = record;
  const value = readValue(record["value"], step, at(path, "value"));
  return {
    id,
    ...value,
    scale: scale === undefined ? null : readScale(scale, value.kind, at(path, "scale")),
    when: when === undefined ? null : compileUnknownCondition(when, { path: at(path, "when") }),
    valid: valid === undefined ? null : period(valid as Period, at(path, "valid")),
    priority: expectInteger(record["priority"] ?? 0, at(path, "priority"), -1_000_000, 1_000_000),
  };
}

function readScale(value: unknown, kind: RecordValue["kind"], path: string): ScalePlan {
  const plan = compileScale(value as Parameters<typeof compileScale>[0], path);
  if (plan.kind === "flat") fail("schema.value", at(path, "kind"), "allUnits or graduated", "flat");
  if (kind === "percent" && plan.kind === "graduated") {
    // A rate for a part of the units has no base of its own: that would be an amount per unit.
    fail("pricing.value", at(path, "kind"), "allUnits for a rate", "graduated");
  }
  return plan;
}

function readValue(
  value: unknown,
  step: StepPlan,
  path: string,
): Pick<RecordPlan, "kind" | "value" | "shift"> {
  const given = expectRecord(value, path, ["kind", "amount", "rate", "per"]);
  const kind = expectOneOf(given["kind"], at(path, "kind"), ["unitPrice", "percent", "amountPerUnit"]);
  if ((kind === "unitPrice") !== (step.kind === "price")) {
    fail("pricing.value", at(path, "kind"), `a value for a ${step.kind} step`, kind);
  }
  const field = kind === "percent" ? "rate" : "amount";
  const number = scaledFrom(given[field], "pricing", at(path, field));
  if (kind === "percent" && compareScaled(number, { units: -1, scale: 0 }) < 0) {
    fail("pricing.discount_range", at(path, "rate"), "a rate of −1 or more", given["rate"]);
  }
  if (kind === "unitPrice" && (number.units < 0 || !fitsScale(number, PRICE_SCALE_MAX))) {
    fail("pricing.value", at(path, "amount"), "a price of zero or more, at most 12 decimals", given["amount"]);
  }
  const per = given["per"] ?? 1;
  if (per !== 1 && per !== 100 && per !== 1000) fail("schema.value", at(path, "per"), "1, 100 or 1000", per);
  if (kind !== "unitPrice" && given["per"] !== undefined) {
    fail("schema.unknown_key", at(path, "per"), "per for a unit price only", given["per"]);
  }
  return { kind, value: number, shift: String(per).length - 1 };
}
