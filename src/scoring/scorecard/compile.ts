/** Compiles a scorecard: the whole document is checked, every issue at once. */
import { compileCondition } from "../../conditions/index.js";
import type { CompiledCondition, Condition } from "../../conditions/index.js";
import { fail, IssueCollector } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import type { MissingPolicy, Scorecard, ScoreClass } from "./model.js";

const CRITERIA_MAX = 100;
const CLASSES_MAX = 20;
const POINTS_MAX = 100;

/** @internal */
export interface PlannedCriterion {
  readonly id: string;
  readonly fact: string;
  readonly weight: number;
  readonly missing: MissingPolicy;
  readonly markOf: (value: number) => number;
}

/**
 * A compiled scorecard; opaque and not serialisable (the document is).
 *
 * @since 0.1.0
 */
export interface ScorecardPlan {
  readonly kind: "scorecard-plan";
  readonly id: string;
  /** @internal */
  readonly criteria: readonly PlannedCriterion[];
  /** @internal */
  readonly classes: readonly ScoreClass[];
  /** @internal */
  readonly vetoes: readonly {
    readonly id: string;
    readonly class: string;
    readonly when: CompiledCondition;
  }[];
}

interface Point {
  readonly at: number;
  readonly mark: number;
}

function expectMark(value: unknown, path: string): number {
  const mark = expectFinite(value, path);
  if (mark < 0 || mark > 1) fail("scoring.mark", path, "a mark from 0 to 1", value);
  return mark;
}

function readPoints(value: unknown, path: string, key: "at" | "from"): readonly Point[] {
  const points = expectArray(value, path, POINTS_MAX).map((item, index): Point => {
    const itemPath = atIndex(path, index);
    const record = expectRecord(item, itemPath, [key, "mark"]);
    return {
      at: expectFinite(record[key], at(itemPath, key)),
      mark: expectMark(record["mark"], at(itemPath, "mark")),
    };
  });
  const isRising = points.every(
    (point, index) => index === 0 || itemAt(points, index - 1).at < point.at,
  );
  if (points.length === 0 || !isRising)
    fail("scoring.points", path, "one point or more, rising", value);
  return points;
}

/** Differences and quotients of halves: no pair of doubles leaves the range. */
function shareBetween(value: number, from: number, to: number): number {
  return (value / 2 - from / 2) / (to / 2 - from / 2);
}

function markOnCurve(points: readonly Point[], value: number): number {
  const next = points.findIndex((point) => point.at > value);
  if (next === 0) return itemAt(points, 0).mark;
  if (next < 0) return itemAt(points, points.length - 1).mark;
  const [low, high] = [itemAt(points, next - 1), itemAt(points, next)];
  return low.mark + (high.mark - low.mark) * clamp(shareBetween(value, low.at, high.at));
}

function clamp(mark: number): number {
  // Differences that underflow give NaN: two values that near are the same.
  return mark > 0 ? Math.min(1, mark) : 0;
}

function readNormaliser(value: unknown, path: string): (value: number) => number {
  const loose = expectRecord(value, path);
  const kind = expectOneOf(loose["kind"], at(path, "kind"), ["range", "bands", "target", "curve"]);
  if (kind === "curve") {
    const points = readPoints(
      expectRecord(value, path, ["kind", "points"])["points"],
      at(path, "points"),
      "at",
    );
    return (fact) => markOnCurve(points, fact);
  }
  if (kind === "bands") {
    const record = expectRecord(value, path, ["kind", "below", "bands"]);
    const below = expectMark(record["below"], at(path, "below"));
    const bands = readPoints(record["bands"], at(path, "bands"), "from");
    return (fact) => bands.findLast((band) => band.at <= fact)?.mark ?? below;
  }
  if (kind === "target") {
    const record = expectRecord(value, path, ["kind", "target", "tolerance"]);
    const target = expectFinite(record["target"], at(path, "target"));
    const tolerance = expectFinite(record["tolerance"], at(path, "tolerance"));
    if (tolerance <= 0) fail("scoring.tolerance", at(path, "tolerance"), "above 0", tolerance);
    return (fact) => clamp(1 - Math.abs(fact - target) / tolerance);
  }
  const record = expectRecord(value, path, ["kind", "worst", "best"]);
  const worst = expectFinite(record["worst"], at(path, "worst"));
  const best = expectFinite(record["best"], at(path, "best"));
  if (worst === best) fail("scoring.range", path, "worst and best apart", value);
  return (fact) => clamp(shareBetween(fact, worst, best));
}

function readCriterion(item: unknown, path: string): PlannedCriterion {
  const record = expectRecord(item, path, ["id", "fact", "weight", "normaliser", "missing"]);
  const weight = expectFinite(record["weight"], at(path, "weight"));
  if (weight < 0 || weight > 1e9)
    fail("scoring.weights", at(path, "weight"), "0 to 1 000 000 000", weight);
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    fact: expectIdentifier(record["fact"], at(path, "fact")),
    weight,
    missing: expectOneOf(record["missing"], at(path, "missing"), [
      "exclude",
      "neutral",
      "worst",
      "refuse",
    ]),
    markOf: readNormaliser(record["normaliser"], at(path, "normaliser")),
  };
}

function readClass(item: unknown, path: string): ScoreClass {
  const record = expectRecord(item, path, ["id", "from"]);
  const from = expectFinite(record["from"], at(path, "from"));
  if (from < 0 || from > 100)
    fail("scoring.classes", at(path, "from"), "a score from 0 to 100", from);
  return { id: expectIdentifier(record["id"], at(path, "id")), from };
}

/** Reads a list item by item, so that each has its issues, and demands ids of their own. */
function readList<T extends { readonly id: string }>(
  issues: IssueCollector,
  list: { readonly value: unknown; readonly path: string; readonly max: number },
  read: (item: unknown, path: string) => T,
): readonly T[] {
  const seen = new Set<string>();
  const found: T[] = [];
  (issues.attempt(() => expectArray(list.value, list.path, list.max)) ?? []).forEach(
    (item, index) => {
      const path = atIndex(list.path, index);
      const one = issues.attempt(() => read(item, path));
      if (one === undefined) return;
      if (seen.has(one.id))
        issues.add("scoring.duplicate_id", at(path, "id"), "an id of its own", one.id);
      seen.add(one.id);
      found.push(one);
    },
  );
  return found;
}

/**
 * Checks a scorecard and prepares it for scoring.
 *
 * @throws ClienteleError with every issue: `scoring.weights` (all zero, or below), `scoring.range`,
 * `scoring.points`, `scoring.mark`, `scoring.tolerance`, `scoring.classes`,
 * `scoring.duplicate_id`, `rule.*` for vetoes, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard } from "clientele/scoring";
 *
 * const plan = compileScorecard({
 *   id: "key-accounts",
 *   criteria: [
 *     {
 *       id: "turnover",
 *       fact: "turnover",
 *       weight: 1,
 *       normaliser: { kind: "range", worst: 0, best: 100_000 },
 *       missing: "exclude",
 *     },
 *   ],
 *   classes: [{ id: "standard", from: 0 }, { id: "key", from: 70 }],
 * });
 * assert.equal(plan.id, "key-accounts");
 * ```
 * @since 0.1.0
 */
export function compileScorecard(card: Scorecard): ScorecardPlan {
  const record = expectRecord(card, "card", ["id", "criteria", "classes", "vetoes"]);
  const issues = new IssueCollector();
  const id = issues.attempt(() => expectIdentifier(record["id"], at("card", "id"))) ?? "";
  const criteria = readList(
    issues,
    { value: record["criteria"], path: "card.criteria", max: CRITERIA_MAX },
    readCriterion,
  );
  const classes = readList(
    issues,
    { value: record["classes"], path: "card.classes", max: CLASSES_MAX },
    readClass,
  );
  const facts = Object.fromEntries(criteria.map((one) => [one.fact, "number" as const]));
  const vetoes = readList(
    issues,
    { value: record["vetoes"] ?? [], path: "card.vetoes", max: CRITERIA_MAX },
    (item, path) => {
      const veto = expectRecord(item, path, ["id", "when", "class"]);
      const name = expectIdentifier(veto["class"], at(path, "class"));
      if (!classes.some((one) => one.id === name))
        fail("scoring.classes", at(path, "class"), "a class of the card", name);
      const when = compileCondition(veto["when"] as Condition, { facts, path: at(path, "when") });
      return { id: expectIdentifier(veto["id"], at(path, "id")), class: name, when };
    },
  );
  issues.throwIfAny();
  if (!criteria.some((one) => one.weight > 0)) {
    fail("scoring.weights", "card.criteria", "a weight above 0", card.criteria);
  }
  const isRising = classes.every(
    (one, index) => index === 0 || itemAt(classes, index - 1).from < one.from,
  );
  if (!isRising || classes[0]?.from !== 0) {
    fail("scoring.classes", "card.classes", "classes rising from 0", card.classes);
  }
  return { kind: "scorecard-plan", id, criteria, classes, vetoes };
}
