/**
 * Which rules give for a purchase, and with which formula: conditions, n-th orders, streaks,
 * goals, the tier's multiplier and campaigns.
 *
 * Not here: ceilings (`caps.ts`), lots (`earn.ts`).
 */
import type { CompiledCondition, Facts } from "../conditions/index.js";
import { itemAt } from "../values/invariant.js";
import { compareText } from "../values/plain.js";
import { awardPoints, basisOf, multiplyRatios, ONE, pinFormula } from "./award.js";
import type { AwardPlan, Ratio } from "./award.js";
import { firstDayOfUnit, lastDayOfUnit } from "./clock.js";
import { compareDays } from "./draft.js";
import type { PinnedFormula, PinnedLine, Reservation } from "./event-model.js";
import { counterKey, countOf, timesLeft } from "./limits.js";
import { itemIn, placeOf, stepOn } from "./ordered.js";
import type { CampaignPlan } from "./read-campaigns.js";
import type { ActivationPlan, RulePlan } from "./read-earning.js";
import { DISCOUNT_LINE, factsOfLine } from "./read-purchase.js";
import type { ReadPurchase } from "./read-purchase.js";
import { budgetLeft } from "./session.js";
import type { Session } from "./session.js";
import { levelHeld } from "./tier.js";

/** What a rule or campaign would give. @internal */
export interface Candidate {
  /** Id of the rule or campaign. */
  readonly rule: string;
  readonly wallet: string;
  readonly activation: ActivationPlan;
  readonly group: string | null;
  readonly formula: PinnedFormula;
  readonly lines: readonly string[];
  readonly points: number;
  readonly campaigns: readonly string[];
  /** Counters of limits that it uses up. */
  readonly uses: readonly string[];
  readonly reservations: readonly Reservation[];
}

const NONE: readonly never[] = [];

type Unit = "week" | "month" | "quarter" | "year";

/** Orders and net spend of the days of a unit so far. */
function inUnit(session: Session, unit: Unit, day: number): { orders: number; spend: number } {
  const { chunks } = session.draft.days;
  const last = lastDayOfUnit(unit, day);
  const sum = { orders: 0, spend: 0 };
  const place = placeOf(chunks, { day: firstDayOfUnit(unit, day) }, compareDays);
  for (let one = itemIn(chunks, place); one !== undefined && one.day <= last;) {
    sum.orders += one.orders;
    sum.spend += one.spend;
    stepOn(chunks, place);
    one = itemIn(chunks, place);
  }
  return sum;
}

/** Units with orders in a row, up to and with the one of a day, at most `most`. */
function unitsInRow(session: Session, unit: Unit, day: number, most: number): number {
  let count = 1;
  let before = firstDayOfUnit(unit, day) - 1;
  while (count < most && inUnit(session, unit, before).orders > 0) {
    count += 1;
    before = firstDayOfUnit(unit, before) - 1;
  }
  return count;
}

const STREAK_UNITS_MAX = 10_000;

/** The counter that a streak or goal uses up; null where it does not give now. */
function special(session: Session, rule: RulePlan, amount: number): readonly string[] | null {
  const { plan, draft, effective, day } = session;
  if (rule.nthOrder !== null && (draft.orders + 1) % rule.nthOrder !== 0) return null;
  if (rule.streak === null && rule.challenge === null) return NONE;
  const uses: string[] = [];
  if (rule.streak !== null) {
    const { unit, length } = rule.streak;
    const key = counterKey(plan.clock, `streak/${rule.id}`, unit, effective);
    const isFirst = inUnit(session, unit, day).orders === 0 && countOf(draft, key) === 0;
    const inRow = unitsInRow(session, unit, day, STREAK_UNITS_MAX);
    if (!isFirst || inRow % length !== 0) return null;
    uses.push(key);
  }
  if (rule.challenge !== null) {
    const { unit, orders, spend } = rule.challenge;
    const key = counterKey(plan.clock, `challenge/${rule.id}`, unit, effective);
    const before = inUnit(session, unit, day);
    const isReached =
      orders !== null ? before.orders + 1 >= orders : before.spend + amount >= (spend ?? 0);
    if (!isReached || countOf(draft, key) > 0) return null;
    uses.push(key);
  }
  return uses;
}

function countedLines(
  which: CompiledCondition | null,
  read: ReadPurchase,
  facts: Facts,
): readonly PinnedLine[] {
  const lines =
    which === null
      ? read.lines
      : read.lines.filter(
          (line) =>
            line.pinned.id !== DISCOUNT_LINE && which.holds({ ...facts, ...factsOfLine(line) }),
        );
  return lines.map((line) => line.pinned);
}

function tierMultiplier(session: Session): Ratio {
  const { tiers } = session.plan;
  return tiers === null
    ? ONE
    : itemAt(tiers.levels, levelHeld(tiers, session.draft.tier)).multiplier;
}

interface Priced {
  readonly formula: PinnedFormula;
  readonly points: number;
  readonly campaigns: readonly string[];
  readonly uses: readonly string[];
  readonly reservations: readonly Reservation[];
}

/** Multiplies by campaigns, each as far as its budget goes; null where nothing is given. */
function priced(
  session: Session,
  award: AwardPlan,
  options: {
    readonly multiplier: Ratio;
    readonly minimumAmount: number;
    readonly lines: readonly PinnedLine[];
    readonly campaigns: readonly CampaignPlan[];
  },
): Priced | null {
  const { minimumAmount } = options;
  const basis = basisOf(options.lines);
  let ratio = options.multiplier;
  let points = awardPoints(award, ratio, minimumAmount, basis);
  if (points <= 0) return null;
  if (options.campaigns.length === 0) {
    const formula = pinFormula(award, ratio, minimumAmount);
    return { formula, points, campaigns: NONE, uses: NONE, reservations: NONE };
  }
  const campaigns: string[] = [];
  const uses: string[] = [];
  const reservations: Reservation[] = [];
  for (const campaign of options.campaigns) {
    if (campaign.effect.kind !== "multiplier" || points <= 0) continue;
    const next = multiplyRatios(ratio, campaign.effect.factor);
    const wanted = awardPoints(award, next, minimumAmount, basis) - points;
    const extra = withinBudget(session, campaign, wanted);
    if (extra === 0 && wanted !== 0) continue;
    ratio = next;
    points += extra;
    campaigns.push(campaign.id);
    uses.push(...limitUse(session, campaign));
    if (campaign.budget !== null) {
      reservations.push({ kind: "campaign", id: campaign.id, amount: extra });
    }
    // A budget that ran out leaves the points where they are; nothing is multiplied on top.
    if (extra < wanted) break;
  }
  if (points <= 0) return null;
  const formula = pinFormula(award, ratio, minimumAmount);
  return { formula, points, campaigns, uses, reservations };
}

/** What a campaign may give of what it would; less than zero (a factor below 1) is free. */
function withinBudget(session: Session, campaign: CampaignPlan, wanted: number): number {
  if (campaign.budget === null || wanted <= 0) return wanted;
  const left = budgetLeft(session, "campaign", campaign.id);
  if (wanted <= left) return wanted;
  return campaign.budget.onExhausted === "truncate" ? left : 0;
}

function limitUse(session: Session, campaign: CampaignPlan): readonly string[] {
  if (campaign.limit === null) return [];
  const use = { name: `campaign/${campaign.id}`, limit: campaign.limit, at: session.effective };
  return [timesLeft(session.plan.clock, session.draft, use).key];
}

/** The campaigns that run, of each exclusive group only the first by priority and id. */
function running(session: Session, facts: Facts): readonly CampaignPlan[] {
  const { plan, draft, effective } = session;
  if (plan.campaigns.length === 0) return NONE;
  const found = plan.campaigns
    .filter(({ from, until }) => from <= effective && effective < until)
    .filter(({ when }) => when === null || when.holds(facts))
    .filter(({ id, limit }) => {
      if (limit === null) return true;
      const use = { name: `campaign/${id}`, limit, at: effective };
      return timesLeft(plan.clock, draft, use).left > 0;
    })
    .sort((a, b) => b.priority - a.priority || compareText(a.id, b.id));
  const taken = new Set<string>();
  return found.filter(({ exclusive }) => {
    if (exclusive === null) return true;
    const isFirst = !taken.has(exclusive);
    taken.add(exclusive);
    return isFirst;
  });
}

function multiplying(rule: RulePlan, campaigns: readonly CampaignPlan[]): readonly CampaignPlan[] {
  if (campaigns.length === 0) return NONE;
  return campaigns.filter(
    ({ effect }) => effect.kind === "multiplier" && effect.rules.includes(rule.id),
  );
}

function ofRule(
  session: Session,
  rule: RulePlan,
  read: ReadPurchase,
  context: { readonly facts: Facts; readonly campaigns: readonly CampaignPlan[] },
): Candidate | null {
  const { facts } = context;
  if (rule.partner !== null && rule.partner !== read.partner) return null;
  if (rule.when !== null && !rule.when.holds(facts)) return null;
  const uses = special(session, rule, read.amount);
  if (uses === null) return null;
  const limited: string[] = [];
  if (rule.limit !== null) {
    const use = { name: `rule/${rule.id}`, limit: rule.limit, at: session.effective };
    const { key, left } = timesLeft(session.plan.clock, session.draft, use);
    if (left <= 0) return null;
    limited.push(key);
  }
  const pinned = countedLines(rule.lines, read, facts);
  const result = priced(session, rule.award, {
    multiplier: rule.isMultiplied ? tierMultiplier(session) : ONE,
    minimumAmount: rule.minimumAmount,
    lines: pinned,
    campaigns: multiplying(rule, context.campaigns),
  });
  if (result === null) return null;
  return {
    rule: rule.id,
    wallet: rule.wallet,
    activation: rule.activation,
    group: rule.group,
    formula: result.formula,
    lines: pinned.map((line) => line.id),
    points: result.points,
    campaigns: result.campaigns,
    uses: [...uses, ...limited, ...result.uses],
    reservations: result.reservations,
  };
}

function ofCampaign(
  session: Session,
  campaign: CampaignPlan,
  read: ReadPurchase,
  facts: Facts,
): Candidate | null {
  const { effect } = campaign;
  if (effect.kind !== "bonus") return null;
  const pinned = countedLines(effect.lines, read, facts);
  const given = awardPoints(effect.award, ONE, 0, basisOf(pinned));
  const points = withinBudget(session, campaign, given);
  if (points <= 0) return null;
  const hasBudget = campaign.budget !== null;
  return {
    rule: campaign.id,
    wallet: effect.wallet,
    activation: effect.activation,
    group: null,
    formula: pinFormula(effect.award, ONE, 0),
    lines: pinned.map((line) => line.id),
    points,
    campaigns: [campaign.id],
    uses: limitUse(session, campaign),
    reservations: hasBudget ? [{ kind: "campaign", id: campaign.id, amount: points }] : [],
  };
}

/** Of each group, the most generous; among equals the first of the document. */
function bestOfGroups(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.every((one) => one.group === null)) return candidates;
  const best = new Map<string, Candidate>();
  for (const one of candidates) {
    if (one.group === null) continue;
    const other = best.get(one.group);
    if (other === undefined || one.points > other.points) best.set(one.group, one);
  }
  return candidates.filter((one) => one.group === null || best.get(one.group) === one);
}

/** Everything that a purchase or activity would earn, before ceilings. @internal */
export function candidatesFor(
  session: Session,
  activity: string | null,
  read: ReadPurchase,
  facts: Facts,
): readonly Candidate[] {
  const campaigns = running(session, facts);
  const ofRules: Candidate[] = [];
  for (const rule of session.plan.rules) {
    if (rule.activity !== activity) continue;
    const found = ofRule(session, rule, read, { facts, campaigns });
    if (found !== null) ofRules.push(found);
  }
  if (activity !== null || campaigns.length === 0) return bestOfGroups(ofRules);
  const bonuses = campaigns
    .map((campaign) => ofCampaign(session, campaign, read, facts))
    .filter((one) => one !== null);
  return [...bestOfGroups(ofRules), ...bonuses];
}
