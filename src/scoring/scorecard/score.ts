/** Scores and ranks accounts by a compiled scorecard, with reasons. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectCompiled,
} from "../../values/plain.js";
import { allocateUnits } from "../../values/allocate-units.js";
import { scaledFrom } from "../../values/scaled.js";
import type {
  Contribution,
  Score,
  ScoredFacts,
  ScoreRefusal,
  ScoreResult,
} from "./model.js";
import type { PlannedCriterion, ScorecardPlan } from "./compile.js";

/** A hundred points in the unit of account: sums are of integers, so that classes never hang on a last bit. */
const UNITS = 1_000_000_000;
const UNITS_PER_POINT = UNITS / 100;

function readFact(value: unknown, path: string): number | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const { units, scale } = scaledFrom(value, "scoring", path);
  return Number(units) / 10 ** scale;
}

function refuse(id: string, code: ScoreRefusal, missing: readonly string[]): ScoreResult {
  const message = `No score: ${code === "fact-missing" ? "a required fact is" : "all facts are"} missing.`;
  return { ok: false, id, refusals: [{ code, message, facts: { missing } }] };
}

function isLeftOut(criterion: PlannedCriterion, value: number | null): boolean {
  return value === null && criterion.missing === "exclude";
}

function markOf(criterion: PlannedCriterion, value: number | null): number | null {
  if (value !== null) return criterion.markOf(value);
  if (criterion.missing === "exclude") return null;
  return criterion.missing === "neutral" ? 0.5 : 0;
}

function contribute(
  plan: ScorecardPlan,
  values: readonly (number | null)[],
): readonly (Contribution & { units: number; room: number })[] {
  const weights = plan.criteria.map((one, index) =>
    isLeftOut(one, itemAt(values, index)) ? 0 : one.weight,
  );
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const shares = allocateUnits(
    UNITS,
    weights.map((weight) => Math.round((weight / largest) * UNITS)),
  );
  return plan.criteria.map((criterion, index) => {
    const value = itemAt(values, index);
    const mark = markOf(criterion, value);
    const share = Number(itemAt(shares, index));
    const units = Math.round(share * (mark ?? 0));
    return {
      criterion: criterion.id,
      value,
      mark,
      pointsMax: share / UNITS_PER_POINT,
      points: units / UNITS_PER_POINT,
      missing: value === null ? criterion.missing : null,
      units,
      room: share - units,
    };
  });
}

/**
 * Scores one account from 0 to 100: the weighted marks of its facts, with what each criterion
 * gave, how much of the weight was known, how far the next class is and what would move it most.
 *
 * @throws ClienteleError `scoring.*` for a fact that is no number, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, score } from "clientele/scoring";
 *
 * const range = { kind: "range", worst: 0, best: 100 } as const;
 * const plan = compileScorecard({
 *   id: "key-accounts",
 *   criteria: [
 *     { id: "turnover", fact: "turnover", weight: 3, normaliser: range, missing: "exclude" },
 *     { id: "growth", fact: "growth", weight: 1, normaliser: range, missing: "exclude" },
 *   ],
 *   classes: [{ id: "standard", from: 0 }, { id: "key", from: 70 }],
 * });
 * const found = score(plan, { id: "acme", facts: { turnover: 80, growth: 20 } });
 * assert.ok(found.ok);
 * assert.equal(found.score, 65);
 * assert.deepEqual(found.next, { class: "key", points: 5 });
 * assert.equal(found.levers[0]?.criterion, "growth");
 * ```
 * @since 0.1.0
 */
export function score(plan: ScorecardPlan, account: ScoredFacts): ScoreResult {
  expectCompiled(plan, "plan", "criteria");

  return scoreAt(plan, account, "account");
}

function scoreAt(plan: ScorecardPlan, account: unknown, path: string): ScoreResult {
  const record = expectRecord(account, path, ["id", "facts"]);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const factsPath = at(path, "facts");
  const facts = expectRecord(record["facts"], factsPath);
  const values = plan.criteria.map(({ fact }) =>
    readFact(Object.hasOwn(facts, fact) ? facts[fact] : undefined, at(factsPath, fact)),
  );
  const missing = plan.criteria.filter((_, index) => itemAt(values, index) === null);
  const required = missing.filter((one) => one.missing === "refuse").map((one) => one.fact);
  if (required.length > 0) return refuse(id, "fact-missing", required);
  const isWeighed = plan.criteria.some(
    (one, index) => one.weight > 0 && !isLeftOut(one, itemAt(values, index)),
  );
  if (!isWeighed)
    return refuse(
      id,
      "not-enough-data",
      missing.map((one) => one.fact),
    );
  return explain(plan, id, values);
}

function explain(plan: ScorecardPlan, id: string, values: readonly (number | null)[]): Score {
  const all = contribute(plan, values);
  const units = all.reduce((sum, one) => sum + one.units, 0);
  const { classes } = plan;
  const unitsFrom = (index: number): number =>
    Math.round(itemAt(classes, index).from * UNITS_PER_POINT);
  const place = classes.findLastIndex((_, index) => unitsFrom(index) <= units);
  const above = classes[place + 1];
  const known = Object.fromEntries(
    plan.criteria.map((one, index) => [one.fact, itemAt(values, index)]),
  );
  const veto = plan.vetoes.find((one) => one.when.holds(known));
  const weightOf = (isCounted: (index: number) => boolean): number =>
    plan.criteria.reduce((sum, one, index) => sum + (isCounted(index) ? one.weight : 0), 0);
  return {
    ok: true,
    id,
    score: units / UNITS_PER_POINT,
    class: veto?.class ?? itemAt(classes, place).id,
    classByScore: itemAt(classes, place).id,
    veto: veto?.id ?? null,
    coverage: weightOf((index) => itemAt(values, index) !== null) / weightOf(() => true),
    contributions: all.map(({ units: _units, room: _room, ...one }) => one),
    next:
      above === undefined
        ? null
        : { class: above.id, points: (unitsFrom(place + 1) - units) / UNITS_PER_POINT },
    levers: all
      .filter((one) => one.room > 0)
      .sort((a, b) => b.room - a.room || compareText(a.criterion, b.criterion))
      .map((one) => ({ criterion: one.criterion, points: one.room / UNITS_PER_POINT })),
  };
}

/**
 * Scores many accounts, in their order. O(accounts × criteria).
 *
 * @throws ClienteleError as {@link score}, and `scoring.duplicate_id`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, scoreBatch } from "clientele/scoring";
 *
 * const normaliser = { kind: "bands", below: 0, bands: [{ from: 10, mark: 1 }] } as const;
 * const plan = compileScorecard({
 *   id: "orders",
 *   criteria: [{ id: "orders", fact: "orders", weight: 1, normaliser, missing: "refuse" }],
 *   classes: [{ id: "all", from: 0 }],
 * });
 * const found = scoreBatch(plan, [{ id: "acme", facts: { orders: 12 } }, { id: "bolt", facts: {} }]);
 * assert.deepEqual(found.map((one) => one.ok), [true, false]);
 * ```
 * @since 0.1.0
 */
export function scoreBatch(
  plan: ScorecardPlan,
  accounts: readonly ScoredFacts[],
): readonly ScoreResult[] {
  expectCompiled(plan, "plan", "criteria");

  const seen = new Set<string>();
  return expectArray(accounts, "accounts", Number.MAX_SAFE_INTEGER).map((account, index) => {
    const path = atIndex("accounts", index);
    const found = scoreAt(plan, account, path);
    if (seen.has(found.id))
      fail("scoring.duplicate_id", at(path, "id"), "an id of its own", found.id);
    seen.add(found.id);
    return found;
  });
}

/**
 * Accounts by score, the best first; those of one score by id, by code unit. Accounts without a
 * score are not ranked.
 *
 * @throws ClienteleError as {@link scoreBatch}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, rank } from "clientele/scoring";
 *
 * const normaliser = { kind: "range", worst: 0, best: 10 } as const;
 * const plan = compileScorecard({
 *   id: "orders",
 *   criteria: [{ id: "orders", fact: "orders", weight: 1, normaliser, missing: "worst" }],
 *   classes: [{ id: "all", from: 0 }],
 * });
 * const ranked = rank(plan, [{ id: "acme", facts: {} }, { id: "bolt", facts: { orders: 4 } }]);
 * assert.deepEqual(ranked.map((one) => one.id), ["bolt", "acme"]);
 * ```
 * @since 0.1.0
 */
export function rank(plan: ScorecardPlan, accounts: readonly ScoredFacts[]): readonly Score[] {
  expectCompiled(plan, "plan", "criteria");

  const scored = scoreBatch(plan, accounts).filter((one) => one.ok);
  return scored.sort((a, b) => b.score - a.score || compareText(a.id, b.id));
}
