/**
 * What a purchase or an activity earns: candidates under their ceilings become lots with
 * activation and expiry, and measures of the tier.
 */
import type { Facts } from "../conditions/index.js";
import { itemAt } from "../values/invariant.js";
import { expectIdentifier } from "../values/plain.js";
import { QUANTITY_SCALE } from "./award.js";
import { candidatesFor } from "./candidates.js";
import type { Candidate } from "./candidates.js";
import { applyCaps } from "./caps.js";
import type { Capped } from "./caps.js";
import { addToInstant } from "./clock.js";
import type { ActivityCommand, PurchaseCommand } from "./command-model.js";
import type { WalletPlan } from "./compile.js";
import { addPoints } from "./draft.js";
import type { CounterChange, Grant, LotKey, Posting } from "./event-model.js";
import { expiresAt } from "./expiry.js";
import { corrections } from "./late.js";
import { expectAmount } from "./read-earning.js";
import type { ActivationPlan } from "./read-earning.js";
import { readFacts, readPartnerName, readPurchase } from "./read-purchase.js";
import type { ReadPurchase } from "./read-purchase.js";
import { memberFacts, slideOf } from "./session.js";
import type { EventSubstance, Outcome, Session } from "./session.js";
import { levelHeld } from "./tier.js";

/**
 * When points earned in a wallet at an instant expire; null for never or with the wallet.
 *
 * @internal
 */
export function expiryOf(session: Session, wallet: WalletPlan, anchor: string): string | null {
  const { plan, draft } = session;
  const tier =
    plan.tiers === null ? "" : itemAt(plan.tiers.levels, levelHeld(plan.tiers, draft.tier)).id;
  const expiry = wallet.expiryByTier.get(tier) ?? wallet.expiry;
  return expiry.kind === "sliding" ? null : expiresAt(plan.clock, expiry, anchor);
}

function activeAt(session: Session, activation: ActivationPlan): string | null {
  switch (activation.kind) {
    case "atOnce":
      return session.effective;
    case "delay":
      return addToInstant(session.plan.clock, session.effective, activation.after);
    case "event":
      return null;
  }
}

function lotOf(session: Session, candidate: Candidate, wallet: WalletPlan, index: number): LotKey {
  return {
    id: `${session.id}:${String(index)}`,
    earnedAt: session.effective,
    activeAt: activeAt(session, candidate.activation),
    expiresAt: expiryOf(session, wallet, session.effective),
  };
}

/** What is being put together: members that are absent are not there, and cost nothing. */
type Open<T> = { -readonly [Name in keyof T]: T[Name] };

function grantOf({ candidate, points, counters }: Capped, lot: LotKey): Grant {
  const { activation, campaigns } = candidate;
  const { rule, wallet, formula, lines } = candidate;
  const grant: Open<Grant> = { rule, wallet, formula, lines, points, lot };
  if (activation.kind === "event") grant.activatedBy = activation.event;
  if (campaigns.length > 0) grant.campaigns = campaigns;
  if (counters.length > 0) grant.counters = counters;
  return grant;
}

const NO_FACTS: Facts = {};
const NO_COUNTERS: readonly CounterChange[] = [];

function countsNothing({ candidate, counters }: Capped): boolean {
  return counters.length === 0 && candidate.uses.length === 0;
}

function countersOf(capped: readonly Capped[]): readonly CounterChange[] {
  if (capped.every(countsNothing)) return NO_COUNTERS;
  const sums = new Map<string, number>();
  const used = new Set<string>();
  for (const { candidate, points, counters } of capped) {
    for (const key of counters) sums.set(key, addPoints(sums.get(key) ?? 0, points));
    for (const key of candidate.uses) {
      // A campaign that multiplies two rules of one order is used once.
      if (used.has(key)) continue;
      used.add(key);
      sums.set(key, 1);
    }
  }
  return [...sums].map(([key, add]) => ({ key, add }));
}

function earned(session: Session, activity: string | null, read: ReadPurchase): EventSubstance {
  const { plan } = session;
  const facts = plan.asksFacts
    ? { member: memberFacts(session, read.memberFacts), ...read.facts() }
    : NO_FACTS;
  const candidates = candidatesFor(session, activity, read, facts);
  const { capped, limited, reservations } = applyCaps(session, candidates, read.partner);
  const grants: Grant[] = [];
  const postings: Posting[] = [];
  let credits = 0;
  for (const one of capped) {
    const { wallet: id } = one.candidate;
    const wallet = plan.wallets.get(id);
    // The compile step has seen to it that every rule names a wallet.
    if (wallet === undefined) continue;
    const lot = lotOf(session, one.candidate, wallet, grants.length);
    grants.push(grantOf(one, lot));
    postings.push({ kind: "issue", wallet: id, lot, points: one.points, as: "earned" });
    postings.push(...slideOf(session, wallet));
    if (id === plan.tiers?.wallet) credits = addPoints(credits, one.points);
  }
  const counters = countersOf(capped);
  const late = corrections(session, postings);
  const event: Open<EventSubstance> = {
    type: activity === null ? "purchased" : "active",
    postings: late.postings.length === 0 ? postings : [...postings, ...late.postings],
    lines: read.lines.map((line) => line.pinned),
    grants,
  };
  if (counters.length > 0) event.counters = counters;
  if (reservations.length > 0) event.reservations = reservations;
  if (limited.length > 0) event.limited = limited;
  if (late.retakes.length > 0) event.retakes = late.retakes;
  if (read.partner !== null) event.partner = read.partner;
  event.qualification = {
    day: session.day,
    credits,
    spend: activity === null ? read.amount : 0,
    orders: activity === null ? 1 : 0,
  };
  return event;
}

/** What a purchase earns. @internal */
export function purchase(session: Session, command: PurchaseCommand): Outcome {
  return purchaseRead(session, readPurchase(session.plan, command));
}

/** The same of a purchase that was read before. @internal */
export function purchaseRead(session: Session, read: ReadPurchase): Outcome {
  return { ok: true, event: earned(session, null, read) };
}

/** What an activity earns. @internal */
export function activity(session: Session, command: ActivityCommand): Outcome {
  const { plan } = session;
  const name = expectIdentifier(command.activity, "activity");
  const amount = expectAmount(command.amount ?? 0, "amount", plan.amountScale);
  const added = readFacts(command.facts, "facts");
  const pinned = { id: "activity", amount, quantity: 10 ** QUANTITY_SCALE };
  const read: ReadPurchase = {
    lines: [{ pinned, said: null }],
    amount,
    partner: readPartnerName(plan, command.partner),
    facts: () => ({ activity: { ...added, name } }),
    memberFacts: readFacts(command.memberFacts, "memberFacts"),
  };
  return { ok: true, event: earned(session, name, read) };
}
