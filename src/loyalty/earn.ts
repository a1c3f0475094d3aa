/**
 * What a purchase or an activity earns: rules that hold, the most generous of a group, the
 * tier's multiplier, lots with their activation and expiry.
 *
 * Not here: rounding and formulas (`award.ts`).
 */
import type { Facts } from "../conditions/index.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { at, atIndex, expectArray, expectIdentifier, expectRecord, expectString } from "../values/plain.js";
import { scaledFrom, signOf, unitsAt } from "../values/scaled.js";
import { basisOf, pinFormula, pointsOf, QUANTITY_SCALE } from "./award.js";
import type { Ratio } from "./award.js";
import { addToInstant } from "./clock.js";
import type { ActivityCommand, PurchaseCommand } from "./command-model.js";
import type { WalletPlan } from "./compile.js";
import { addPoints } from "./draft.js";
import type { Grant, LotKey, PinnedLine, Posting, Qualification } from "./event-model.js";
import { dayAt } from "./clock.js";
import { expiresAt } from "./expiry.js";
import { expectAmount } from "./read-earning.js";
import type { RulePlan } from "./read-earning.js";
import type { Outcome, Session } from "./session.js";
import { levelHeld } from "./tier.js";

const LINES_MAX = 100_000;
const ONE: Ratio = { numerator: 1, denominator: 1 };

interface ReadLine {
  readonly pinned: PinnedLine;
  readonly facts: Facts;
}

/** Thousandths of a quantity of zero or more (`loyalty.quantity`). @internal */
export function expectQuantity(value: unknown, path: string): number {
  const found = scaledFrom(value, "loyalty", path);
  const isFine = signOf(found) >= 0 && found.scale <= QUANTITY_SCALE;
  if (!isFine) fail("loyalty.quantity", path, "a quantity of zero or more, three decimals", value);
  const units = unitsAt(found, QUANTITY_SCALE);
  if (typeof units !== "number") fail("loyalty.overflow", path, "thousandths within 2^53", value);
  return units;
}

function readLine(session: Session, value: unknown, path: string): ReadLine {
  const line = expectRecord(value, path, ["id", "amount", "quantity", "article", "category", "facts"]);
  const text = (key: string): Readonly<Record<string, string>> =>
    line[key] === undefined ? {} : { [key]: expectString(line[key], at(path, key)) };
  const pinned = {
    id: expectIdentifier(line["id"], at(path, "id")),
    amount: expectAmount(line["amount"], at(path, "amount"), session.plan.amountScale),
    quantity: expectQuantity(line["quantity"] ?? 1, at(path, "quantity")),
  };
  const own = line["facts"] === undefined ? {} : expectRecord(line["facts"], at(path, "facts"));
  return {
    pinned,
    facts: {
      line: {
        ...text("article"),
        ...text("category"),
        amount: line["amount"],
        quantity: line["quantity"] ?? 1,
        facts: own,
      },
    },
  };
}

function readLines(session: Session, value: unknown): readonly ReadLine[] {
  const lines = expectArray(value, "lines", LINES_MAX).map((line, index) =>
    readLine(session, line, atIndex("lines", index)),
  );
  const seen = new Set<string>();
  lines.forEach((line, index) => {
    if (seen.has(line.pinned.id)) {
      fail("loyalty.duplicate_id", at(atIndex("lines", index), "id"), "an id of its own", line.pinned.id);
    }
    seen.add(line.pinned.id);
  });
  return lines;
}

function memberFacts(session: Session): Facts {
  const { plan, draft } = session;
  const level = plan.tiers === null ? undefined : plan.tiers.levels[levelHeld(plan.tiers, draft.tier)];
  return { id: session.member.memberId, tier: level?.id ?? null, orders: draft.orders };
}

function lotOf(session: Session, rule: RulePlan, wallet: WalletPlan, index: number): LotKey {
  const { plan, draft, effective } = session;
  const { activation } = rule;
  const tier = plan.tiers === null ? "" : itemAt(plan.tiers.levels, levelHeld(plan.tiers, draft.tier)).id;
  const expiry = wallet.expiryByTier.get(tier) ?? wallet.expiry;
  return {
    id: `${session.id}:${String(index)}`,
    earnedAt: effective,
    activeAt:
      activation.kind === "event"
        ? null
        : activation.kind === "delay"
          ? addToInstant(plan.clock, effective, activation.after)
          : effective,
    expiresAt: expiry.kind === "sliding" ? null : expiresAt(plan.clock, expiry, effective),
  };
}

interface Candidate {
  readonly rule: RulePlan;
  readonly grant: Omit<Grant, "lot">;
}

function multiplierOf(session: Session, rule: RulePlan): Ratio {
  const { tiers } = session.plan;
  if (tiers === null || !rule.isMultiplied) return ONE;
  return itemAt(tiers.levels, levelHeld(tiers, session.draft.tier)).multiplier;
}

function candidateOf(session: Session, rule: RulePlan, lines: readonly ReadLine[], facts: Facts): Candidate | null {
  if (rule.when !== null && !rule.when.holds(facts)) return null;
  const { lines: which } = rule;
  const counted = which === null ? lines : lines.filter((line) => which.holds({ ...facts, ...line.facts }));
  const pinned = counted.map((line) => line.pinned);
  const formula = pinFormula(rule.award, multiplierOf(session, rule), rule.minimumAmount);
  const points = pointsOf(formula, basisOf(pinned));
  if (points <= 0) return null;
  const { activation } = rule;
  return {
    rule,
    grant: {
      rule: rule.id,
      wallet: rule.wallet,
      formula,
      lines: pinned.map((line) => line.id),
      points,
      ...(activation.kind === "event" ? { activatedBy: activation.event } : {}),
    },
  };
}

/** Of each group, the most generous; among equals the first of the document. */
function bestOfGroups(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = new Map<string, Candidate>();
  for (const one of candidates) {
    if (one.rule.group === null) continue;
    const other = best.get(one.rule.group);
    if (other === undefined || one.grant.points > other.grant.points) best.set(one.rule.group, one);
  }
  return candidates.filter((one) => one.rule.group === null || best.get(one.rule.group) === one);
}

interface Earned {
  readonly grants: readonly Grant[];
  readonly postings: readonly Posting[];
  readonly credits: number;
}

function earn(session: Session, activity: string | null, lines: readonly ReadLine[], facts: Facts): Earned {
  const { plan } = session;
  const candidates = plan.rules
    .filter((rule) => rule.activity === activity)
    .map((rule) => candidateOf(session, rule, lines, facts))
    .filter((one) => one !== null);
  const grants: Grant[] = [];
  const postings: Posting[] = [];
  let credits = 0;
  for (const { rule, grant } of bestOfGroups(candidates)) {
    const wallet = plan.wallets.get(rule.wallet);
    // The compile step has seen to it that every rule names a wallet.
    if (wallet === undefined) continue;
    const lot = lotOf(session, rule, wallet, grants.length);
    grants.push({ ...grant, lot });
    postings.push({ kind: "issue", wallet: rule.wallet, lot, points: grant.points, as: "earned" });
    if (wallet.expiry.kind === "sliding") {
      const until = expiresAt(plan.clock, wallet.expiry, session.effective);
      if (until !== null) postings.push({ kind: "slide", wallet: rule.wallet, expiresAt: until });
    }
    if (rule.wallet === plan.tiers?.wallet) credits = addPoints(credits, grant.points);
  }
  return { grants, postings, credits };
}

function qualification(session: Session, added: Omit<Qualification, "day">): Qualification {
  return { day: dayAt(session.plan.clock, session.effective), ...added };
}

/** What a purchase earns. @internal */
export function purchase(session: Session, command: PurchaseCommand): Outcome {
  const lines = readLines(session, command.lines);
  const order = command.facts === undefined ? {} : expectRecord(command.facts, "facts");
  const pinned = lines.map((line) => line.pinned);
  const { amount } = basisOf(pinned);
  if (!Number.isSafeInteger(amount)) fail("loyalty.overflow", "lines", "minor units within 2^53", amount);
  const facts = { order, member: memberFacts(session) };
  const { grants, postings, credits } = earn(session, null, lines, facts);
  return {
    ok: true,
    event: {
      type: "purchased",
      postings,
      lines: pinned,
      grants,
      qualification: qualification(session, { credits, spend: amount, orders: 1 }),
    },
  };
}

/** What an activity earns. @internal */
export function activity(session: Session, command: ActivityCommand): Outcome {
  const name = expectIdentifier(command.activity, "activity");
  const amount = expectAmount(command.amount ?? 0, "amount", session.plan.amountScale);
  const own = command.facts === undefined ? {} : expectRecord(command.facts, "facts");
  const pinned = { id: "activity", amount, quantity: 10 ** QUANTITY_SCALE };
  const facts = { activity: { name, ...own }, member: memberFacts(session) };
  const line = { pinned, facts: {} };
  const { grants, postings, credits } = earn(session, name, [line], facts);
  return {
    ok: true,
    event: {
      type: "active",
      postings,
      lines: [pinned],
      grants,
      qualification: qualification(session, { credits, spend: 0, orders: 0 }),
    },
  };
}
