/** The steps of a procedure, checked. */
import { fail } from "../values/errors.js";
import type { IssueCollector } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import type { RoundingMode } from "../values/rounding.js";
import type { KeyField } from "./model.js";
import { BASE_LIST, BASE_RUNNING } from "./plan.js";
import type { AccessPlan, RecordPlan, StepPlan } from "./plan.js";

/** @internal */
export const FIELDS: readonly KeyField[] = ["client", "clientGroup", "article", "productGroup"];
const STEPS_MAX = 100;
const ACCESS_MAX = 32;
const STEP_KEYS = [
  "id",
  "kind",
  "access",
  "base",
  "collect",
  "stacking",
  "scope",
  "allocation",
  "includes",
  "rounding",
];

/** One name for a set of fields, whatever their order. @internal */
export function nameOf(fields: readonly string[]): string {
  if (fields.length < 2) return fields[0] ?? "";
  return [...new Set(fields)].sort().join("+");
}

/** @internal */
export function readSteps(
  value: unknown,
  rounding: RoundingMode,
  issues: IssueCollector,
): readonly StepPlan[] {
  const given = issues.attempt(() => expectArray(value, "steps", STEPS_MAX)) ?? [];
  const seen = new Map<string, number>();
  const steps = given
    .map((one, index) => issues.attempt(() => readStep(one, index, seen, rounding)))
    .filter((step) => step !== undefined);
  const isPriced =
    steps[0]?.kind === "price" && steps.filter((step) => step.kind === "price").length === 1;
  if (steps.length === given.length && !isPriced) {
    issues.add("pricing.steps", "steps", "one price step, the first, then discounts", value);
  }
  return steps;
}

function readStep(
  value: unknown,
  index: number,
  seen: Map<string, number>,
  rounding: RoundingMode,
): StepPlan {
  const path = atIndex("steps", index);
  const step = expectRecord(value, path, STEP_KEYS);
  const id = expectIdentifier(step["id"], at(path, "id"));
  if (seen.has(id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", id);
  const kind = expectOneOf(step["kind"], at(path, "kind"), ["price", "discount", "floor"]);
  const scope = expectOneOf(step["scope"] ?? "line", at(path, "scope"), ["line", "order"]);
  const collect = expectOneOf(step["collect"] ?? "first", at(path, "collect"), ["first", "all"]);
  if (kind !== "discount" && (scope === "order" || collect === "all")) {
    fail(
      "pricing.value",
      at(path, scope === "order" ? "scope" : "collect"),
      "for a discount step only",
      kind,
    );
  }
  const includes = expectArray(step["includes"] ?? [], at(path, "includes"), 2).map(
    (one, position) =>
      expectOneOf(one, atIndex(at(path, "includes"), position), ["freight", "excluded"]),
  );
  const plan: StepPlan = {
    id,
    index,
    kind,
    base: readBase(step["base"] ?? "running", at(path, "base"), seen),
    access: readAccess(step["access"], at(path, "access")),
    isCollecting: collect === "all",
    stacking: expectOneOf(step["stacking"] ?? "sequential", at(path, "stacking"), [
      "sequential",
      "additive",
      "best",
      "worst",
    ]),
    isOrder: scope === "order",
    allocation: expectOneOf(step["allocation"] ?? "largestRemainder", at(path, "allocation"), [
      "largestRemainder",
      "proportionalRunning",
      "even",
      "floorToFirst",
    ]),
    includesFreight: includes.includes("freight"),
    includesExcluded: includes.includes("excluded"),
    ...readRounding(step["rounding"], at(path, "rounding"), rounding),
  };
  seen.set(id, index);
  return plan;
}

function readBase(value: unknown, path: string, seen: ReadonlyMap<string, number>): number {
  if (typeof value !== "object") {
    return expectOneOf(value, path, ["list", "running"]) === "list" ? BASE_LIST : BASE_RUNNING;
  }
  const after = expectIdentifier(expectRecord(value, path, ["after"])["after"], at(path, "after"));
  const index = seen.get(after);
  if (index === undefined)
    return fail("pricing.unknown_base", at(path, "after"), "a step before this one", after);
  return index;
}

function readAccess(value: unknown, path: string): readonly AccessPlan[] {
  const names = new Set<string>();
  return expectArray(value, path, ACCESS_MAX).map((set, index) => {
    const place = atIndex(path, index);
    const fields = expectArray(set, place, FIELDS.length).map((field, position) =>
      expectOneOf(field, atIndex(place, position), FIELDS),
    );
    const name = nameOf(fields);
    if (names.has(name))
      fail("pricing.duplicate_access", place, "a set of fields of its own", name);
    names.add(name);
    return { fields, name: fields.join("+") || "all", records: new Map<string, RecordPlan[]>() };
  });
}

function readRounding(
  value: unknown,
  path: string,
  rounding: RoundingMode,
): Pick<StepPlan, "mode" | "decimals" | "isPerUnit"> {
  if (value === undefined) return { mode: rounding, decimals: null, isPerUnit: false };
  const given = expectRecord(value, path, ["mode", "decimals", "place"]);
  return {
    mode: expectRoundingMode(given["mode"] ?? rounding, at(path, "mode")),
    decimals:
      given["decimals"] === undefined
        ? null
        : expectInteger(given["decimals"], at(path, "decimals"), 0, 12),
    isPerUnit:
      expectOneOf(given["place"] ?? "line", at(path, "place"), ["line", "unit"]) === "unit",
  };
}
