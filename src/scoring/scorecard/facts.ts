/** Reads the facts of accounts in the order of a plan's criteria. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectIdentifier,
  expectArray,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import { scaledFrom } from "../../values/scaled.js";
import { markOfNumber } from "./marks.js";
import type { PlannedCriterion, ScorecardPlan } from "./plan.js";
import { CATEGORY_LENGTH_MAX } from "./read-parts.js";

/** A fact as it is marked; null is missing. @internal */
export type FactValue = number | string | null;

/** @internal */
export interface ReadAccount {
  readonly id: string;
  readonly path: string;
  readonly values: readonly FactValue[];
}

function readFact(criterion: PlannedCriterion, value: unknown, path: string): FactValue {
  if (value === undefined || value === null || value === "") return null;
  const { marks } = criterion;
  if (marks.kind === "categories") {
    const name = expectString(value, path, CATEGORY_LENGTH_MAX);
    if (!marks.marks.has(name) && marks.otherwise === null)
      fail("scoring.category", path, "a category of the criterion", name);
    return name;
  }
  if (typeof value === "number" && Number.isFinite(value)) return value + 0;
  scaledFrom(value, "scoring", path);
  return Number(value) + 0;
}

/** Reads one account (`scoring.*` for a fact of another type, `id.format`, `schema.*`). @internal */
export function readAccount(plan: ScorecardPlan, account: unknown, path: string): ReadAccount {
  const record = expectRecord(account, path, ["id", "facts"]);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const factsPath = at(path, "facts");
  const facts = expectRecord(record["facts"], factsPath);
  const values = plan.criteria.map((criterion) => {
    const { fact } = criterion;
    const value = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
    return readFact(criterion, value, at(factsPath, fact));
  });
  return { id, path, values };
}

/** Reads a list of accounts with ids of their own (`scoring.duplicate_id`). @internal */
export function readAccounts(
  plan: ScorecardPlan,
  accounts: unknown,
  path: string,
): readonly ReadAccount[] {
  const seen = new Set<string>();
  return expectArray(accounts, path, Number.MAX_SAFE_INTEGER).map((account, index) => {
    const found = readAccount(plan, account, atIndex(path, index));
    if (seen.has(found.id))
      fail("scoring.duplicate_id", at(found.path, "id"), "an id of its own", found.id);
    seen.add(found.id);
    return found;
  });
}

/** One criterion's numbers over the accounts, NaN where missing. @internal */
export function columnOf(accounts: readonly ReadAccount[], place: number): Float64Array {
  return Float64Array.from(accounts, ({ values }) => {
    const value = values[place];
    return typeof value === "number" ? value : NaN;
  });
}

/** Mark of a fact that is known, and was read for this criterion. @internal */
export function markOfFact({ marks }: PlannedCriterion, value: number | string): number {
  if (typeof value === "string")
    return marks.kind === "categories" ? (marks.marks.get(value) ?? marks.otherwise ?? 0) : 0;
  return marks.kind === "categories" || marks.kind === "unfitted" ? 0 : markOfNumber(marks, value);
}

/** The facts that vetoes ask for, nested as conditions read them. @internal */
export function vetoFacts(
  plan: ScorecardPlan,
  valueAt: (place: number) => FactValue,
): Readonly<Record<string, unknown>> {
  const facts: Record<string, unknown> = {};
  for (const { place, steps } of plan.vetoFacts) {
    let inside = facts;
    for (const step of steps.slice(0, -1)) {
      const next = inside[step];
      const below = (typeof next === "object" && next !== null ? next : {}) as typeof facts;
      inside[step] = below;
      inside = below;
    }
    inside[itemAt(steps, steps.length - 1)] = valueAt(place);
  }
  return facts;
}
