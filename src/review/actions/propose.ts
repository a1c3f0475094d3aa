/** Next best actions: rules over the facts of a review, ranked, each with its reason. */
import type { Condition, CompiledCondition } from "../../conditions/index.js";
import { compileCondition, explainCondition } from "../../conditions/index.js";
import { addDays } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { compareDecimals } from "../../values/decimal.js";
import type { IssueCollector } from "../../values/errors.js";
import type { Money } from "../../values/money.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import { nestFacts, reviewFacts } from "./action-facts.js";
import type { ReviewFact, ReviewFactValues } from "./action-facts.js";

/**
 * How soon an action is to be taken; the first part of the rank.
 *
 * @since 0.1.0
 */
export type Urgency = "now" | "soon" | "later";

/**
 * A rule that proposes an action.
 *
 * @since 0.1.0
 */
export interface ActionRule {
  readonly id: string;
  /** What to do, in one sentence. */
  readonly title: string;
  /** Over the facts of {@link reviewFacts}. */
  readonly when: Condition;
  /**
   * Why, in one sentence; `{lifecycle.daysSinceOrder}` stands for the fact. A rule whose reason
   * names a fact that is missing does not apply.
   */
  readonly reason: string;
  readonly urgency: Urgency;
  /** Who does it. */
  readonly role: string;
  /** Days from the review until it should be done, 0 to 366. */
  readonly dueInDays: number;
  /** The fact that says what is at stake: an amount of the account's own figures. */
  readonly value?: ReviewFact;
}

/**
 * An action proposed for an account.
 *
 * @since 0.1.0
 */
export interface NextAction {
  readonly rule: string;
  readonly title: string;
  /** The rule's reason with the account's own numbers. */
  readonly reason: string;
  /** The clauses that held, each as a sentence. */
  readonly because: readonly string[];
  /** The facts that rule and reason rest on. */
  readonly facts: ReviewFactValues;
  readonly urgency: Urgency;
  readonly role: string;
  readonly dueOn: CalendarDate;
  /** What is at stake; null where the rule names no amount. */
  readonly value: Money | null;
}

/** @internal */
export interface ActionPlan {
  readonly rule: ActionRule;
  readonly condition: CompiledCondition;
  /** Facts named in the reason. */
  readonly named: readonly ReviewFact[];
}

const URGENCIES: readonly Urgency[] = ["now", "soon", "later"];
const RULES_MAX = 1_000;
const RULE_KEYS = ["id", "title", "when", "reason", "urgency", "role", "dueInDays", "value"];
const PLACEHOLDER = /\{([^{}]{1,64})\}/g;

function isFact(name: string): name is ReviewFact {
  return Object.hasOwn(reviewFacts, name);
}

function readPlan(value: unknown, path: string, issues: IssueCollector): ActionPlan | undefined {
  const record = issues.attempt(() => expectRecord(value, path, RULE_KEYS));
  if (record === undefined) return undefined;
  const wherever = (key: string): string => at(path, key);
  issues.attempt(() => expectIdentifier(record["id"], wherever("id")));
  issues.attempt(() => expectString(record["title"], wherever("title"), 500));
  issues.attempt(() => expectOneOf(record["urgency"], wherever("urgency"), URGENCIES));
  issues.attempt(() => expectIdentifier(record["role"], wherever("role")));
  issues.attempt(() => expectInteger(record["dueInDays"], wherever("dueInDays"), 0, 366));
  const amount = record["value"];
  if (
    amount !== undefined &&
    !(typeof amount === "string" && isFact(amount) && reviewFacts[amount] === "decimal")
  ) {
    issues.add("review.unknown_fact", wherever("value"), "a decimal fact of a review", amount);
  }
  const reason =
    issues.attempt(() => expectString(record["reason"], wherever("reason"), 500)) ?? "";
  const names = [...reason.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  for (const name of names) {
    if (!isFact(name))
      issues.add("review.unknown_fact", wherever("reason"), "a fact of a review", name);
  }
  const condition = issues.attempt(() =>
    compileCondition(record["when"] as Condition, { facts: reviewFacts, path: wherever("when") }),
  );
  if (condition === undefined) return undefined;
  return { rule: value as ActionRule, condition, named: names.filter(isFact) };
}

/** Reads the rules of a policy (`review.duplicate_id`, `review.unknown_fact`, `rule.*`). @internal */
export function readActionRules(
  value: unknown,
  path: string,
  issues: IssueCollector,
): readonly ActionPlan[] {
  const seen = new Set<string>();
  const list = issues.attempt(() => expectArray(value, path, RULES_MAX)) ?? [];
  return list.flatMap((item, index) => {
    const plan = readPlan(item, atIndex(path, index), issues);
    if (plan === undefined) return [];
    if (seen.has(plan.rule.id)) {
      issues.add(
        "review.duplicate_id",
        at(atIndex(path, index), "id"),
        "an id of its own",
        plan.rule.id,
      );
    }
    seen.add(plan.rule.id);
    return [plan];
  });
}

function textOf(value: string | number | readonly string[]): string {
  if (typeof value === "object") return value.join(", ");
  return typeof value === "number" ? String(Math.round(value * 1000) / 1000) : value;
}

interface ActionContext {
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly facts: ReviewFactValues;
  readonly nested: object;
}

function propose(
  { rule, condition, named }: ActionPlan,
  context: ActionContext,
): NextAction | null {
  const { facts, nested, currency } = context;
  if (!condition.holds(nested)) return null;
  if (named.some((name) => facts[name] === undefined)) return null;
  const amount = rule.value === undefined ? undefined : facts[rule.value];
  const names = [...new Set([...condition.factsUsed, ...named])].filter(isFact).sort(compareText);
  const used: Record<string, string | number | readonly string[]> = {};
  for (const name of names) {
    const value = facts[name];
    if (value !== undefined) used[name] = value;
  }
  return {
    rule: rule.id,
    title: rule.title,
    reason: rule.reason.replace(PLACEHOLDER, (_, name: ReviewFact) => textOf(facts[name] ?? "")),
    because: explainCondition(condition, nested).reasons.map((reason) => reason.message),
    facts: used,
    urgency: rule.urgency,
    role: rule.role,
    dueOn: addDays(context.asOf, rule.dueInDays),
    value: typeof amount === "string" ? { amount, currency } : null,
  };
}

/** Sooner first, then more at stake, then by id of the rule. @internal */
export function compareActions(a: NextAction, b: NextAction): number {
  const urgency = URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency);
  if (urgency !== 0) return urgency;
  const stakes = compareDecimals(b.value?.amount ?? "0", a.value?.amount ?? "0");
  return stakes || compareText(a.rule, b.rule);
}

/** All actions whose rule holds, ranked. @internal */
export function proposeActions(
  plans: readonly ActionPlan[],
  facts: ReviewFactValues,
  options: { readonly asOf: CalendarDate; readonly currency: string },
): readonly NextAction[] {
  const context = { ...options, facts, nested: nestFacts(facts) };
  const actions = plans.flatMap((plan) => propose(plan, context) ?? []);
  return actions.sort(compareActions);
}
