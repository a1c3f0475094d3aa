/** Rules of action and their ranking, checked: every issue at once. */
import { compileCondition } from "../../conditions/index.js";
import type { CompiledCondition, Condition, FactTypes } from "../../conditions/index.js";
import type { IssueCollector } from "../../values/errors.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
  orUsual,
} from "../../values/plain.js";
import { scaledFrom, signOf } from "../../values/scaled.js";
import { isFigure, reviewFigures } from "../figures/figures.js";
import type { ReviewFact } from "../figures/figures.js";
import type { ActionRanking, ActionRule, Urgency } from "./model.js";

/** @internal */
export interface ActionPlan {
  readonly rule: ActionRule;
  readonly condition: CompiledCondition;
  /** Figures named in the reason. */
  readonly named: readonly ReviewFact[];
}

/** The ranking with its usual values filled in. @internal */
export interface RankingPlan {
  readonly urgencyPoints: Readonly<Record<Urgency, number>>;
  readonly valuePoints: number;
  readonly halfValue: number;
}

const URGENCIES: readonly Urgency[] = ["now", "soon", "later"];
const RULES_MAX = 1_000;
const TOPICS_MAX = 50;
const POINTS_MAX = 1e9;
const RULE_KEYS = [
  "id",
  "title",
  "when",
  "reason",
  "urgency",
  "role",
  "dueInDays",
  "value",
  "valueTimes",
  "topics",
  "blocks",
  "repeatAfterDays",
];

/** A figure in braces, and perhaps the words for one and for more of it. @internal */
export const PLACEHOLDER: RegExp = /\{([^{}#]{1,64})(?:#([^{}|]{0,80})\|([^{}|]{0,80}))?\}/g;

function expectFigure(
  value: unknown,
  path: string,
  kind: "amount" | "share",
  issues: IssueCollector,
): void {
  if (value === undefined) return;
  if (typeof value === "string" && isFigure(value) && reviewFigures[value].kind === kind) return;
  issues.add("review.unknown_fact", path, `a figure of a review, an ${kind}`, value);
}

function readTopics(value: unknown, path: string, issues: IssueCollector): void {
  (issues.attempt(() => expectArray(orUsual(value, []), path, TOPICS_MAX)) ?? []).forEach((topic, index) =>
    issues.attempt(() => expectIdentifier(topic, atIndex(path, index))),
  );
}

/** The figures that a text has in braces; one that is none is an issue. */
function namesIn(text: string, path: string, issues: IssueCollector): readonly ReviewFact[] {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  for (const name of names) {
    if (!isFigure(name)) issues.add("review.unknown_fact", path, "a figure of a review", name);
  }
  return names.filter(isFigure);
}

function readRule(
  value: unknown,
  path: string,
  facts: FactTypes,
  issues: IssueCollector,
): ActionPlan | undefined {
  const record = issues.attempt(() => expectRecord(value, path, RULE_KEYS));
  if (record === undefined) return undefined;
  const wherever = (key: string): string => at(path, key);
  issues.attempt(() => expectIdentifier(record["id"], wherever("id")));
  issues.attempt(() => expectString(record["title"], wherever("title"), 500));
  issues.attempt(() => expectOneOf(record["urgency"], wherever("urgency"), URGENCIES));
  issues.attempt(() => expectIdentifier(record["role"], wherever("role")));
  issues.attempt(() => expectInteger(record["dueInDays"], wherever("dueInDays"), 0, 366));
  if (record["repeatAfterDays"] !== undefined) {
    issues.attempt(() =>
      expectInteger(record["repeatAfterDays"], wherever("repeatAfterDays"), 0, 3_660),
    );
  }
  expectFigure(record["value"], wherever("value"), "amount", issues);
  expectFigure(record["valueTimes"], wherever("valueTimes"), "share", issues);
  readTopics(record["topics"], wherever("topics"), issues);
  readTopics(record["blocks"], wherever("blocks"), issues);
  const reason =
    issues.attempt(() => expectString(record["reason"], wherever("reason"), 500)) ?? "";
  const named = namesIn(reason, wherever("reason"), issues);
  const condition = issues.attempt(() =>
    compileCondition(record["when"] as Condition, { facts, path: wherever("when") }),
  );
  if (condition === undefined) return undefined;
  return { rule: value as ActionRule, condition, named };
}

/** Reads the rules of a policy (`review.duplicate_id`, `review.unknown_fact`, `rule.*`). @internal */
export function readActionRules(
  value: unknown,
  path: string,
  facts: FactTypes,
  issues: IssueCollector,
): readonly ActionPlan[] {
  const seen = new Set<string>();
  const list = issues.attempt(() => expectArray(value, path, RULES_MAX)) ?? [];
  return list.flatMap((item, index) => {
    const itemPath = atIndex(path, index);
    const plan = readRule(item, itemPath, facts, issues);
    if (plan === undefined) return [];
    const { id } = plan.rule;
    if (seen.has(id)) issues.add("review.duplicate_id", at(itemPath, "id"), "an id of its own", id);
    seen.add(id);
    return [plan];
  });
}

function expectPoints(value: unknown, path: string): number {
  const points = expectFinite(value, path);
  if (Math.abs(points) > POINTS_MAX) fail("schema.range", path, "up to a billion points", value);
  return points;
}

/** Reads the formula of the rank (`review.half_value`, `schema.*`). @internal */
export function readRanking(value: unknown, path: string): RankingPlan {
  const keys = ["urgencyPoints", "valuePoints", "halfValue"];
  const record: Readonly<Record<keyof ActionRanking, unknown>> = {
    urgencyPoints: undefined,
    valuePoints: undefined,
    halfValue: undefined,
    ...expectRecord(orUsual(value, {}), path, keys),
  };
  const pointsPath = at(path, "urgencyPoints");
  const points = expectRecord(
    orUsual(record.urgencyPoints, { now: 200, soon: 100, later: 0 }),
    pointsPath,
    URGENCIES,
  );
  const halfPath = at(path, "halfValue");
  const half = scaledFrom(orUsual(record.halfValue, "10000"), "review", halfPath);
  if (signOf(half) <= 0)
    fail("review.half_value", halfPath, "an amount above zero", record.halfValue);
  return {
    urgencyPoints: {
      now: expectPoints(points["now"], at(pointsPath, "now")),
      soon: expectPoints(points["soon"], at(pointsPath, "soon")),
      later: expectPoints(points["later"], at(pointsPath, "later")),
    },
    valuePoints: expectPoints(orUsual(record.valuePoints, 100), at(path, "valuePoints")),
    halfValue: Number(half.units) / 10 ** half.scale,
  };
}
