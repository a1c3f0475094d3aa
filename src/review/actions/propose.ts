/**
 * Next best actions: rules over the figures of a review, ranked by the declared formula, each
 * with its reason; what was done lately, or is blocked by another rule, is withheld and said.
 */
import { explainCondition } from "../../conditions/index.js";
import { addDays, compareDates } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { compareDecimals, toDecimalText } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import { compareText } from "../../values/plain.js";
import { formatFixed, multiplyScaled, roundScaled, scaledFrom } from "../../values/scaled.js";
import type { ActionTaken } from "../account/facts.js";
import { isFigure, nestFacts } from "../figures/figures.js";
import type { ReviewFact, ReviewFactValues } from "../figures/figures.js";
import type { ActionRule, NextAction, WithheldAction } from "./model.js";
import { PLACEHOLDER } from "./read-rules.js";
import type { ActionPlan, RankingPlan } from "./read-rules.js";

const REPEAT_AFTER_DAYS = 30;

/** Everything that rules are applied to. @internal */
export interface ActionContext {
  readonly asOf: CalendarDate;
  readonly currency: string;
  /** Minor units of the currency. */
  readonly scale: number;
  readonly figures: ReviewFactValues;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly taken: readonly ActionTaken[];
  readonly ranking: RankingPlan;
}

/** What is proposed and what is withheld. @internal */
export interface Proposals {
  /** Ranked. */
  readonly actions: readonly NextAction[];
  /** By id of the rule. */
  readonly withheld: readonly WithheldAction[];
}

function textOf(value: string | number | readonly string[]): string {
  if (typeof value === "object") return value.join(", ");
  return typeof value === "number" ? String(Math.round(value * 1000) / 1000) : value;
}

/** What is at stake: the amount, times the share where the rule names one. */
function valueOf(plan: ActionPlan, { figures, currency, scale }: ActionContext): Money | null {
  const { value, valueTimes } = plan.rule;
  const amount = value === undefined ? undefined : figures[value];
  if (typeof amount !== "string") return null;
  if (valueTimes === undefined) return { amount, currency };
  const share = figures[valueTimes];
  if (typeof share !== "number") return null;
  const exact = multiplyScaled(
    scaledFrom(amount, "review", "value"),
    // A share of a statistic, to nine places: far below the minor unit of what is at stake.
    scaledFrom(toDecimalText({ units: Math.round(share * 1e9), scale: 9 }), "review", "valueTimes"),
  );
  return { amount: formatFixed(roundScaled(exact, scale, "halfEven")), currency };
}

function pointsOf(value: Money | null, ranking: RankingPlan): number {
  if (value === null) return 0;
  const amount = Math.max(0, Number(value.amount));
  return (ranking.valuePoints * amount) / (amount + ranking.halfValue);
}

function usedFigures(plan: ActionPlan, figures: ReviewFactValues): ReviewFactValues {
  const { value, valueTimes } = plan.rule;
  const names = [...plan.condition.factsUsed.filter(isFigure), ...plan.named];
  for (const name of [value, valueTimes]) if (name !== undefined) names.push(name);
  const used: Record<string, string | number | readonly string[]> = {};
  for (const name of [...new Set(names)].sort(compareText)) {
    const figure = figures[name];
    if (figure !== undefined) used[name] = figure;
  }
  return used;
}

/** The reason with the account's own numbers. */
function reasonOf(template: string, figures: ReviewFactValues): string {
  return template.replace(PLACEHOLDER, (_, name: ReviewFact, one?: string, more?: string) => {
    const value = figures[name] ?? "";
    if (one === undefined) return textOf(value);
    return Number(value) === 1 ? one : (more ?? "");
  });
}

function propose(plan: ActionPlan, context: ActionContext, nested: object): NextAction {
  const { rule, condition } = plan;
  const { figures, ranking } = context;
  const value = valueOf(plan, context);
  const parts = { urgency: ranking.urgencyPoints[rule.urgency], value: pointsOf(value, ranking) };
  return {
    rule: rule.id,
    title: rule.title,
    reason: reasonOf(rule.reason, figures),
    reasonTemplate: rule.reason,
    because: explainCondition(condition, nested).reasons.map((reason) => reason.message),
    facts: usedFigures(plan, figures),
    urgency: rule.urgency,
    role: rule.role,
    dueOn: addDays(context.asOf, rule.dueInDays),
    value,
    priority: parts.urgency + parts.value,
    priorityParts: parts,
  };
}

/** The higher priority first, then what has more at stake, then the rule's id. @internal */
export function compareActions(a: NextAction, b: NextAction): number {
  const priority = b.priority - a.priority;
  if (priority !== 0) return priority;
  const stakes = compareDecimals(b.value?.amount ?? "0", a.value?.amount ?? "0");
  return stakes || compareText(a.rule, b.rule);
}

/** The last day on which each rule was acted on. */
function lastTaken({ taken, asOf }: ActionContext): ReadonlyMap<string, CalendarDate> {
  const last = new Map<string, CalendarDate>();
  for (const { rule, on } of taken) {
    const before = last.get(rule);
    if (compareDates(on, asOf) > 0) continue;
    if (before === undefined || compareDates(on, before) > 0) last.set(rule, on);
  }
  return last;
}

/** The first rule, in the order of the policy, that blocks each topic. */
function blockedTopics(holding: readonly ActionPlan[]): ReadonlyMap<string, ActionRule> {
  const blocked = new Map<string, ActionRule>();
  for (const { rule } of holding) {
    for (const topic of rule.blocks ?? []) if (!blocked.has(topic)) blocked.set(topic, rule);
  }
  return blocked;
}

function withheldBy(
  { rule }: ActionPlan,
  context: ActionContext,
  blocked: ReadonlyMap<string, ActionRule>,
  taken: ReadonlyMap<string, CalendarDate>,
): WithheldAction | null {
  const head = { rule: rule.id, title: rule.title };
  for (const topic of rule.topics ?? []) {
    const by = blocked.get(topic);
    // A rule that blocks a topic of its own means the others.
    if (by === undefined || by.id === rule.id) continue;
    return { ...head, because: "conflict", topic, blockedBy: by.id, blockedByTitle: by.title };
  }
  const doneOn = taken.get(rule.id);
  if (doneOn === undefined) return null;
  const until = addDays(doneOn, rule.repeatAfterDays ?? REPEAT_AFTER_DAYS);
  if (compareDates(until, context.asOf) <= 0) return null;
  return { ...head, because: "recently-done", doneOn, until };
}

/** All actions whose rule holds: those proposed, ranked, and those withheld. @internal */
export function proposeActions(plans: readonly ActionPlan[], context: ActionContext): Proposals {
  const { figures, attributes } = context;
  const nested = { ...nestFacts(figures), attributes };
  // A rule whose reason names a figure that is missing does not apply, and blocks nothing.
  const holding = plans.filter(
    ({ condition, named }) =>
      condition.holds(nested) && named.every((name) => figures[name] !== undefined),
  );
  const blocked = blockedTopics(holding);
  const taken = lastTaken(context);
  const actions: NextAction[] = [];
  const withheld: WithheldAction[] = [];
  for (const plan of holding) {
    const reason = withheldBy(plan, context, blocked, taken);
    if (reason === null) actions.push(propose(plan, context, nested));
    else withheld.push(reason);
  }
  return {
    actions: actions.sort(compareActions),
    withheld: withheld.sort((a, b) => compareText(a.rule, b.rule)),
  };
}

