/** Compiles a scorecard: the whole document is checked, every issue at once. */
import { compileCondition } from "../../conditions/index.js";
import type { Condition } from "../../conditions/index.js";
import { fail, IssueCollector } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  expectFinite,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { readGroups } from "./groups.js";
import type { Scorecard, ScoreClass } from "./model.js";
import { UNITS_PER_POINT } from "./plan.js";
import type { PlannedCriterion, PlannedVeto, ScorecardPlan } from "./plan.js";
import { readNormaliser } from "./read-normaliser.js";
import { checkRemarks, expectWeight, readList } from "./read-parts.js";
import { unitShares } from "./shares.js";

const CRITERIA_MAX = 100;
const CLASSES_MAX = 20;

type ReadCriterion = Omit<PlannedCriterion, "group"> & {
  readonly group: string | null;
  readonly path: string;
};

function readCriterion(item: unknown, path: string): ReadCriterion {
  const keys = ["id", "fact", "weight", "normaliser", "missing"];
  const more = ["group", "direction", "rationale", "source"];
  const record = expectRecord(item, path, [...keys, ...more]);
  checkRemarks(record, path, ["rationale", "source"]);
  const { direction, group } = record;
  const told =
    direction === undefined
      ? null
      : expectOneOf(direction, at(path, "direction"), ["higher-is-better", "lower-is-better"]);
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    fact: expectIdentifier(record["fact"], at(path, "fact")),
    weight: expectWeight(record["weight"], at(path, "weight")),
    missing: expectOneOf(record["missing"], at(path, "missing"), [
      "exclude",
      "neutral",
      "worst",
      "refuse",
    ]),
    group: group === undefined ? null : expectIdentifier(group, at(path, "group")),
    marks: readNormaliser(record["normaliser"], at(path, "normaliser"), told),
    path,
  };
}

function readClass(item: unknown, path: string): ScoreClass {
  const record = expectRecord(item, path, ["id", "from"]);
  const from = expectFinite(record["from"], at(path, "from"));
  if (from < 0 || from > 100)
    fail("scoring.classes", at(path, "from"), "a score from 0 to 100", from);
  return { id: expectIdentifier(record["id"], at(path, "id")), from };
}

/** The type of each fact: a text where a category is read, else a number. */
function factTypes(
  criteria: readonly ReadCriterion[],
  issues: IssueCollector,
): ReadonlyMap<string, "string" | "number"> {
  const types = new Map<string, "string" | "number">();
  for (const { fact, marks, path } of criteria) {
    const type = marks.kind === "categories" ? "string" : "number";
    if ((types.get(fact) ?? type) !== type)
      issues.add("scoring.fact_type", at(path, "fact"), "a fact of one type in the card", fact);
    types.set(fact, type);
  }
  return types;
}

function readVetoes(
  value: unknown,
  card: { readonly classes: readonly ScoreClass[]; readonly criteria: readonly ReadCriterion[] },
  issues: IssueCollector,
): readonly PlannedVeto[] {
  const facts = Object.fromEntries(factTypes(card.criteria, issues));
  const list = { value: value ?? [], path: "card.vetoes", max: CRITERIA_MAX };
  return readList(issues, list, (item, path): PlannedVeto => {
    const veto = expectRecord(item, path, ["id", "when", "class"]);
    const name = expectIdentifier(veto["class"], at(path, "class"));
    if (!card.classes.some((one) => one.id === name))
      fail("scoring.classes", at(path, "class"), "a class of the card", name);
    const when = compileCondition(veto["when"] as Condition, { facts, path: at(path, "when") });
    return { id: expectIdentifier(veto["id"], at(path, "id")), class: name, when };
  });
}

/** Facts that vetoes ask for, each with a place of a criterion that reads it. */
function vetoFactsOf(
  vetoes: readonly PlannedVeto[],
  criteria: readonly PlannedCriterion[],
): ScorecardPlan["vetoFacts"] {
  const used = new Set(vetoes.flatMap((veto) => veto.when.factsUsed));
  for (const fact of used) {
    // Conditions read a.b inside a, which cannot be a number as well.
    const outer = [...used].find((other) => fact.startsWith(`${other}.`));
    if (outer !== undefined)
      fail("scoring.fact_name", "card.vetoes", "facts of which none is inside another", fact);
  }
  return [...used]
    .map((fact) => ({
      place: criteria.findIndex((one) => one.fact === fact),
      steps: fact.split("."),
    }))
    .filter(({ place }) => place >= 0);
}

function sharedFactsOf(criteria: readonly PlannedCriterion[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = criteria.filter(({ fact }) => seen.size === seen.add(fact).size);
  return new Set(shared.map(({ fact }) => fact));
}

/**
 * Checks a scorecard and prepares it for scoring.
 *
 * @throws ClienteleError with every issue: `scoring.weights` (all zero, or below),
 * `scoring.groups` (unknown, circular, empty, or too deep), `scoring.range`, `scoring.points`,
 * `scoring.mark`, `scoring.tolerance`, `scoring.limit`, `scoring.category`,
 * `scoring.population`, `scoring.direction`, `scoring.fact_type`, `scoring.fact_name`,
 * `scoring.classes`, `scoring.duplicate_id`, `rule.*` for vetoes, `schema.*`
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
 * assert.ok(plan.isFitted);
 * ```
 * @since 0.1.0
 */
export function compileScorecard(card: Scorecard): ScorecardPlan {
  const record = expectRecord(card, "card", ["id", "criteria", "groups", "classes", "vetoes"]);
  const issues = new IssueCollector();
  const id = issues.attempt(() => expectIdentifier(record["id"], at("card", "id"))) ?? "";
  const seen = new Set<string>();
  const found = readList(
    issues,
    { value: record["criteria"], path: "card.criteria", max: CRITERIA_MAX, seen },
    readCriterion,
  );
  const { groups, outsideIn, placeOf } = readGroups(record["groups"], found, issues, seen);
  const classes = readList(
    issues,
    { value: record["classes"], path: "card.classes", max: CLASSES_MAX },
    readClass,
  );
  const vetoes = readVetoes(record["vetoes"], { classes, criteria: found }, issues);
  issues.throwIfAny();
  const criteria = found.map(
    ({ path: _path, group, ...one }): PlannedCriterion => ({ ...one, group: placeOf(group) }),
  );
  const shares = unitShares({ criteria, groups, outsideIn }, () => true);
  if (shares === null)
    return fail("scoring.weights", "card.criteria", "a weight above 0", criteria);
  const isRising = classes.every(
    (one, index) => index === 0 || itemAt(classes, index - 1).from < one.from,
  );
  if (!isRising || classes[0]?.from !== 0) {
    fail("scoring.classes", "card.classes", "classes rising from 0", classes);
  }
  return {
    kind: "scorecard-plan",
    id,
    isFitted: criteria.every((one) => one.marks.kind !== "unfitted"),
    criteria,
    groups,
    outsideIn,
    shares,
    sharedFacts: sharedFactsOf(criteria),
    classes,
    classUnits: classes.map((one) => Math.round(one.from * UNITS_PER_POINT)),
    vetoes,
    vetoFacts: vetoFactsOf(vetoes, criteria),
  };
}
