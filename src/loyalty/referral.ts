/**
 * Referral: who brought whom, and the rewards of both after the purchase that qualifies.
 *
 * Not here: how a reward is taken back; `return` with the reward's event as the purchase.
 */
import { checkCount } from "../values/limits.js";
import { fail } from "../values/errors.js";
import type { Instant, Refusal, Refused } from "../values/index.js";
import { itemAt } from "../values/invariant.js";
import {
  compareText,
  expectIdentifier,
  expectRecord,
  expectString,
  expectCompiled,
} from "../values/plain.js";
import { basisOf } from "./award.js";
import { addToInstant, dayAt } from "./clock.js";
import type { LoyaltyRefusalCode } from "./command-model.js";
import type { ProgrammePlan } from "./compile.js";
import { decideBy } from "./decide.js";
import { expiryOf } from "./earn.js";
import type { LoyaltyEvent } from "./event-model.js";
import { leftOf } from "./give-back.js";
import { keyedGet } from "./keyed.js";
import { timesLeft } from "./limits.js";
import { readInstant } from "./read-campaigns.js";
import type { ReferralPlan } from "./read-extras.js";
import { eventOf, openSession, refuse, slideOf, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";
import type { MemberState } from "./state-model.js";
import { readingStored } from "../values/stored.js";

/** Who brought whom. Store it; it is needed when the referee buys. @since 0.1.0 */
export interface ReferralLink {
  readonly id: string;
  readonly referrerId: string;
  readonly refereeId: string;
  /** From when on a purchase may qualify: the referral, or the contract that names it. */
  readonly namedAt: Instant;
  /** The contract that names the referrer from the start, where one does. */
  readonly contract?: string;
}

/** A side of a referral, with what would give away that both are one. @since 0.1.0 */
export interface ReferralParty {
  readonly memberId: string;
  /** By name: `taxNumber`, `iban`, `deliveryAddress`; in one spelling for both. */
  readonly signals?: { readonly [name: string]: string };
}

/** What is asked of {@link refer}. @since 0.1.0 */
export interface ReferralRequest {
  readonly id: string;
  readonly referrer: ReferralParty;
  readonly referee: ReferralParty;
  readonly namedAt: Instant;
  readonly contract?: string;
  /** All links known so far. */
  readonly links: readonly ReferralLink[];
}

/** A link to store, or every reason against it. @since 0.1.0 */
export type ReferralDecision =
  { readonly ok: true; readonly link: ReferralLink } | Refused<LoyaltyRefusalCode>;

const LINKS_MAX = 1_000_000;

function ruleOf(plan: ProgrammePlan): ReferralPlan {
  const rule = plan.extras.referral;
  return rule ?? fail("loyalty.no_referral", "plan", "a programme with a referral rule", undefined);
}

function sharedSignals(a: ReferralParty, b: ReferralParty): readonly string[] {
  const left = a.signals === undefined ? {} : expectRecord(a.signals, "referrer.signals");
  const right = b.signals === undefined ? {} : expectRecord(b.signals, "referee.signals");
  return Object.keys(left)
    .filter((name) => Object.hasOwn(right, name))
    .filter((name) => {
      const value = expectString(left[name], `referrer.signals.${name}`);
      return value !== "" && value === expectString(right[name], `referee.signals.${name}`);
    })
    .sort(compareText);
}

/** Whether a member was brought, through any number of hands, by another. */
function isBroughtBy(links: readonly ReferralLink[], member: string, other: string): boolean {
  const referrers = new Map(links.map((link) => [link.refereeId, link.referrerId]));
  const seen = new Set<string>();
  let next = referrers.get(member);
  while (next !== undefined && !seen.has(next)) {
    if (next === other) return true;
    seen.add(next);
    next = referrers.get(next);
  }
  return false;
}

/**
 * Whether one member may have brought another: a link to store, or every reason against it:
 * `self-referral`, `already-referred`, `referral-cycle`, `shared-identity`. O(links).
 *
 * @throws ClienteleError `loyalty.no_referral`, `id.format`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, refer } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 *   referral: { wallet: "points", referrerPoints: 250, refereePoints: 100, within: "P90D" },
 * });
 * const decision = refer(plan, {
 *   id: "r1",
 *   referrer: { memberId: "acme", signals: { taxNumber: "DE1" } },
 *   referee: { memberId: "bolt", signals: { taxNumber: "DE1" } },
 *   namedAt: "2026-01-10T12:00:00Z",
 *   links: [],
 * });
 * assert.ok(!decision.ok);
 * assert.equal(decision.refusals[0].code, "shared-identity");
 * ```
 * @since 0.1.0
 */
export function refer(plan: ProgrammePlan, request: ReferralRequest): ReferralDecision {
  return readingStored(request, "request", () => referStored(plan, request));
}

function referStored(plan: ProgrammePlan, request: ReferralRequest): ReferralDecision {
  expectCompiled(plan, "plan", "programme");
  expectRecord(request, "request");
  ruleOf(plan);
  const id = expectIdentifier(request.id, "id");
  const referrerId = expectIdentifier(request.referrer.memberId, "referrer.memberId");
  const refereeId = expectIdentifier(request.referee.memberId, "referee.memberId");
  const namedAt = readInstant(request.namedAt, "namedAt");
  const { links } = request;
  checkCount(links.length, LINKS_MAX, "links");
  const refusals: Refusal<LoyaltyRefusalCode>[] = [];
  const against = (code: LoyaltyRefusalCode, message: string, facts: Refusal["facts"]): void => {
    refusals.push({ code, message, path: "referee.memberId", facts });
  };
  if (referrerId === refereeId) {
    against("self-referral", "Nobody brings itself.", { memberId: refereeId });
  }
  const known = links.find((link) => link.refereeId === refereeId && link.id !== id);
  if (known !== undefined) {
    against("already-referred", "The client has been brought before.", { link: known.id });
  }
  if (referrerId !== refereeId && isBroughtBy(links, referrerId, refereeId)) {
    against("referral-cycle", "The referrer was itself brought by this client.", {
      referrerId,
      refereeId,
    });
  }
  const shared = sharedSignals(request.referrer, request.referee);
  if (shared.length > 0) {
    against("shared-identity", "Referrer and client appear to be one.", { signals: shared });
  }
  const [first, ...rest] = refusals;
  if (first !== undefined) return { ok: false, refusals: [first, ...rest] };
  const contract = request.contract === undefined ? {} : { contract: request.contract };
  return { ok: true, link: { id, referrerId, refereeId, namedAt, ...contract } };
}

/** What is asked of {@link rewardReferral}. @since 0.1.0 */
export interface ReferralReward {
  readonly link: ReferralLink;
  readonly referrer: MemberState;
  readonly referee: MemberState;
  /** The purchase of the referee that is to qualify. */
  readonly purchaseId: string;
}

/** Events for the two ledgers; none for a referrer who has had all rewards. @since 0.1.0 */
export type ReferralRewardDecision =
  | { readonly ok: true; readonly referrer: LoyaltyEvent | null; readonly referee: LoyaltyEvent }
  | Refused<LoyaltyRefusalCode>;

/** Why a purchase does not qualify; null where it does. */
function unqualified(
  session: Session,
  rule: ReferralPlan,
  request: ReferralReward,
): Outcome | null {
  const purchase = eventOf(session, request.purchaseId, "purchaseId", ["purchased"]);
  const { namedAt } = request.link;
  const last = addToInstant(session.plan.clock, namedAt, rule.within);
  const facts = { purchaseId: request.purchaseId, namedAt, until: last };
  if (purchase === undefined || purchase.at < namedAt || purchase.at > last) {
    const text = "There is no purchase of the client in the time of the referral.";
    return refuse("not-qualified", text, "purchaseId", facts);
  }
  const { amount } = basisOf([...leftOf(session, purchase).values()]);
  if (amount >= rule.minimumAmount && amount > 0) return null;
  const told = { ...facts, amount, minimumAmount: rule.minimumAmount };
  return refuse(
    "not-qualified",
    "The purchase is smaller than the referral asks.",
    "purchaseId",
    told,
  );
}

const LINE = { id: "referral", amount: 0, quantity: 1_000 };

/** Points of one side, as an event that a return can take back. */
function rewarded(
  session: Session,
  rule: ReferralPlan,
  side: "referrer" | "referee",
  other: string,
): Outcome {
  const points = side === "referrer" ? rule.referrerPoints : rule.refereePoints;
  const { rule: wallet } = walletOf(session, rule.wallet, "wallet");
  const { plan, effective } = session;
  const lot = {
    id: `${session.id}:0`,
    earnedAt: effective,
    activeAt: effective,
    expiresAt: expiryOf(session, wallet, effective),
  };
  const formula = {
    kind: "fixed",
    base: "quantity",
    numerator: String(points),
    denominator: "1",
    rounding: "floor",
    minimumAmount: 0,
  } as const;
  const grant = { rule: "referral", wallet: wallet.id, formula, lines: [LINE.id], points, lot };
  const use = { name: "referral", at: session.now };
  const counters =
    side === "referrer" && rule.limit !== null
      ? [{ key: timesLeft(plan.clock, session.draft, { ...use, limit: rule.limit }).key, add: 1 }]
      : [];
  const credits = plan.tiers?.wallet === wallet.id ? points : 0;
  return {
    ok: true,
    event: {
      type: "referred",
      other,
      postings: [
        { kind: "issue", wallet: wallet.id, lot, points, as: "earned" },
        ...slideOf(session, wallet),
      ],
      lines: [LINE],
      grants: [grant],
      ...(counters.length === 0 ? {} : { counters }),
      qualification: { day: dayAt(plan.clock, effective), credits, spend: 0, orders: 0 },
    },
  };
}

/**
 * Rewards both sides of a referral for a purchase of the referee that is in its ledger. The
 * same link is rewarded once. To take a reward back when the purchase is returned, `return`
 * the event `referral/<link id>` in both ledgers.
 *
 * @returns an event for each ledger (none for a referrer beyond the limit), or `not-qualified`
 * @throws ClienteleError as `decide`; `loyalty.member` for members that are not of the link
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, evolve, newMember, rewardReferral } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 *   referral: { wallet: "points", referrerPoints: 250, refereePoints: 100, within: "P90D" },
 * });
 * const link = {
 *   id: "r1",
 *   referrerId: "acme",
 *   refereeId: "bolt",
 *   namedAt: "2026-01-10T12:00:00.000Z",
 * };
 * const bought = decide(
 *   plan,
 *   newMember("bolt"),
 *   { type: "purchase", id: "o1", lines: [{ id: "1", amount: "500.00" }] },
 *   { at: "2026-02-01T09:00:00Z" },
 * );
 * assert.ok(bought.ok);
 * const bolt = evolve(plan, newMember("bolt"), bought.events[0]!);
 * const reward = rewardReferral(
 *   plan,
 *   { link, referrer: newMember("acme"), referee: bolt, purchaseId: "o1" },
 *   { at: "2026-02-01T09:00:00Z" },
 * );
 * assert.ok(reward.ok);
 * assert.equal(reward.referrer?.grants?.[0]?.points, 250);
 * assert.equal(reward.referee.grants?.[0]?.points, 100);
 * ```
 * @since 0.1.0
 */
export function rewardReferral(
  plan: ProgrammePlan,
  request: ReferralReward,
  options: { readonly at: Instant },
): ReferralRewardDecision {
  return readingStored(request, "request", () => rewardReferralStored(plan, request, options));
}

function rewardReferralStored(
  plan: ProgrammePlan,
  request: ReferralReward,
  options: { readonly at: Instant },
): ReferralRewardDecision {
  expectCompiled(plan, "plan", "programme");
  expectRecord(request, "request");
  expectRecord(options, "options");
  const rule = ruleOf(plan);
  const { link, referrer, referee, purchaseId } = request;
  if (link.referrerId !== referrer.memberId || link.refereeId !== referee.memberId) {
    fail("loyalty.member", "link", "the members that the link names", link.id);
  }
  const id = `referral/${expectIdentifier(link.id, "link.id")}`;
  const common = { type: "referral", id, link: link.id, purchaseId } as const;
  const mine = { ...common, side: "referee", other: referrer.memberId } as const;
  const ofReferee = decideBy(plan, referee, mine, options, (session) => {
    const against = unqualified(session, rule, request);
    return against ?? rewarded(session, rule, "referee", referrer.memberId);
  });
  if (!ofReferee.ok) return ofReferee;
  const theirs = { ...common, side: "referrer", other: referee.memberId } as const;
  const opened = openSession(plan, referrer, theirs, options);
  const isKnown = keyedGet(referrer.journal, id) !== undefined;
  const use = { name: "referral", at: opened.now };
  const left =
    rule.limit === null
      ? 1
      : timesLeft(plan.clock, opened.draft, { ...use, limit: rule.limit }).left;
  const event = itemAt(ofReferee.events, 0);
  if (left <= 0 && !isKnown) return { ok: true, referrer: null, referee: event };
  const ofReferrer = decideBy(plan, referrer, theirs, options, (session) =>
    rewarded(session, rule, "referrer", referee.memberId),
  );
  if (!ofReferrer.ok) return ofReferrer;
  return { ok: true, referrer: itemAt(ofReferrer.events, 0), referee: event };
}
