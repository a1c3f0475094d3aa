/**
 * What an event does to an open member: its postings, one by one, without asking any rule. An
 * event that does not fit the ledger is refused whole.
 *
 * Not here: how postings come about (`decide.ts`).
 */
import { canonicalJson } from "../values/aggregate.js";
import { fail } from "../values/errors.js";
import { assertNever } from "../values/invariant.js";
import { activateLot, advanceWallet, lotPlace } from "./advance.js";
import type { ProgrammePlan } from "./compile.js";
import {
  addPoints,
  compareDays,
  compareLots,
  comparePending,
  openWallet,
} from "./draft.js";
import type { MemberDraft, WalletDraft } from "./draft.js";
import type { LotKey, LoyaltyEvent, Posting, Qualification } from "./event-model.js";
import { draftGet, draftSet } from "./keyed.js";
import { findIn, insertInto, itemIn, removeAt, reopenAt, replaceAt } from "./ordered.js";
import type { Lot } from "./state-model.js";

type PostingOf<Kind extends Posting["kind"]> = Extract<Posting, { readonly kind: Kind }>;
type LotPosting = Extract<Posting, { readonly kind: "restore" | "hold" | "release" | "capture" }>;

function refuseLot(key: LotKey): never {
  return fail("loyalty.lot", "postings", "a lot of this ledger with enough points", key.id);
}

function issue(wallet: WalletDraft, posting: PostingOf<"issue">, now: string): void {
  const { lot: key, points, as } = posting;
  const { totals } = wallet;
  totals[as] = addPoints(totals[as], points);
  const lot: Lot = {
    id: key.id,
    earnedAt: key.earnedAt,
    activeAt: key.activeAt,
    expiresAt: key.expiresAt,
    issued: points,
    remaining: points,
    held: 0,
    expired: 0,
  };
  if (key.expiresAt !== null && key.expiresAt <= now) {
    // It came too late to be spent: expired from the start, and no debt is paid from it.
    totals.expired = addPoints(totals.expired, points);
    insertInto(wallet.lots, { ...lot, remaining: 0, expired: points }, compareLots);
  } else if (key.activeAt === null || key.activeAt > now) {
    totals.pending = addPoints(totals.pending, points);
    insertInto(wallet.pending, lot, comparePending);
  } else activateLot(wallet, lot);
}

function activate(wallet: WalletDraft, posting: PostingOf<"activate">, now: string): void {
  const place = findIn(wallet.pending.chunks, posting.lot, comparePending);
  const lot = place === null ? undefined : itemIn(wallet.pending.chunks, place);
  if (place === null || lot === undefined) return refuseLot(posting.lot);
  removeAt(wallet.pending, place);
  const active = { ...lot, activeAt: posting.at };
  if (posting.at > now) insertInto(wallet.pending, active, comparePending);
  else {
    wallet.totals.pending -= lot.remaining;
    activateLot(wallet, active);
  }
}

function takePending(wallet: WalletDraft, posting: PostingOf<"take">): void {
  const { lot: key, points } = posting;
  const place = findIn(wallet.pending.chunks, key, comparePending);
  const lot = place === null ? undefined : itemIn(wallet.pending.chunks, place);
  if (place === null || lot === undefined || lot.remaining < points) return refuseLot(key);
  replaceAt(wallet.pending, place, { ...lot, remaining: lot.remaining - points });
  wallet.totals.pending -= points;
  wallet.totals[posting.as] = addPoints(wallet.totals[posting.as], points);
}

function take(wallet: WalletDraft, posting: PostingOf<"take">): void {
  const { lot: key, points } = posting;
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined) { takePending(wallet, posting); return; }
  if (lot.remaining < points) return refuseLot(key);
  replaceAt(wallet.lots, place, { ...lot, remaining: lot.remaining - points });
  wallet.totals.active -= points;
  wallet.totals[posting.as] = addPoints(wallet.totals[posting.as], points);
}

/** Points that come back to a lot pay the debt first, and expire with the lot. */
function giveBack(wallet: WalletDraft, posting: LotPosting, now: string): void {
  const { lot: key, points, kind } = posting;
  const { totals } = wallet;
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined) return refuseLot(key);
  const held = kind === "restore" ? lot.held : lot.held - points;
  const used = lot.remaining + held + lot.expired;
  if (held < 0 || used + points > lot.issued) return refuseLot(key);
  if (kind === "restore") totals.restored = addPoints(totals.restored, points);
  else totals.held -= points;
  if (lot.expiresAt !== null && lot.expiresAt <= now) {
    totals.expired = addPoints(totals.expired, points);
    replaceAt(wallet.lots, place, { ...lot, held, expired: lot.expired + points });
    return;
  }
  const paid = Math.min(totals.debt, points);
  totals.debt -= paid;
  totals.active = addPoints(totals.active, points - paid);
  replaceAt(wallet.lots, place, { ...lot, held, remaining: lot.remaining + points - paid });
  reopenAt(wallet.lots, place);
}

function hold(wallet: WalletDraft, posting: LotPosting): void {
  const { lot: key, points, kind } = posting;
  const { totals } = wallet;
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined) return refuseLot(key);
  if ((kind === "hold" ? lot.remaining : lot.held) < points) return refuseLot(key);
  if (kind === "hold") {
    replaceAt(wallet.lots, place, {
      ...lot,
      remaining: lot.remaining - points,
      held: lot.held + points,
    });
    totals.active -= points;
    totals.held = addPoints(totals.held, points);
  } else {
    replaceAt(wallet.lots, place, { ...lot, held: lot.held - points });
    totals.held -= points;
    totals.spent = addPoints(totals.spent, points);
  }
}

function expectPoints(points: number): void {
  if (!Number.isSafeInteger(points) || points < 0) {
    fail("loyalty.points", "points", "an integer of zero or more, below 2^53", points);
  }
}

function applyPosting(
  plan: ProgrammePlan,
  draft: MemberDraft,
  posting: Posting,
  now: string,
): void {
  if (!plan.wallets.has(posting.wallet)) {
    fail("loyalty.unknown_wallet", "wallet", "a wallet of the programme", posting.wallet);
  }
  const wallet = openWallet(draft, posting.wallet);
  advanceWallet(wallet, now);
  if (posting.kind !== "activate" && posting.kind !== "slide") expectPoints(posting.points);
  switch (posting.kind) {
    case "issue":
      { issue(wallet, posting, now); return; }
    case "activate":
      { activate(wallet, posting, now); return; }
    case "take":
      { take(wallet, posting); return; }
    case "owe":
      wallet.totals.debt = addPoints(wallet.totals.debt, posting.points);
      wallet.totals[posting.as] = addPoints(wallet.totals[posting.as], posting.points);
      return;
    case "restore":
    case "release":
      { giveBack(wallet, posting, now); return; }
    case "hold":
    case "capture":
      { hold(wallet, posting); return; }
    case "slide":
      wallet.slidesAt = posting.expiresAt;
      return;
    case "uncollected":
      wallet.totals.uncollected = addPoints(wallet.totals.uncollected, posting.points);
      return;
    default:
      return assertNever(posting);
  }
}

function measure(draft: MemberDraft, added: Qualification): void {
  const place = findIn(draft.days.chunks, added, compareDays);
  const day = place === null ? undefined : itemIn(draft.days.chunks, place);
  const sum = {
    day: added.day,
    credits: addPoints(day?.credits ?? 0, added.credits),
    spend: addPoints(day?.spend ?? 0, added.spend),
    orders: (day?.orders ?? 0) + added.orders,
  };
  if (place === null) insertInto(draft.days, sum, compareDays);
  else replaceAt(draft.days, place, sum);
  draft.orders += added.orders;
}

/** What is known of an earlier purchase or spending, brought up by a later event. */
function follow(draft: MemberDraft, event: LoyaltyEvent): void {
  const { about } = event;
  if (about === undefined) return;
  const before = draftGet(draft.progress, about) ?? {};
  if (event.type === "returned") {
    const returned = [...(before.returned ?? []), ...(event.lines ?? [])];
    draftSet(draft.progress, about, { ...before, returned });
  } else if (event.type === "refunded") {
    const restored = addPoints(before.restored ?? 0, event.points ?? 0);
    draftSet(draft.progress, about, { ...before, restored });
  }
}

/** Whether an event is in the ledger already; `loyalty.conflict` for another of its id. */
function isKnown(draft: MemberDraft, event: LoyaltyEvent): boolean {
  const known = draftGet(draft.journal, event.id);
  if (known === undefined) return false;
  if (known !== event && canonicalJson(known) !== canonicalJson(event)) {
    fail("loyalty.conflict", "id", "an id of its own, or the same event again", event.id);
  }
  return true;
}

/**
 * Applies an event to an open member; nothing where the ledger has it already.
 *
 * @internal
 */
export function applyEvent(plan: ProgrammePlan, draft: MemberDraft, event: LoyaltyEvent): void {
  if (isKnown(draft, event)) return;
  if (event.memberId !== draft.base.memberId) {
    fail("loyalty.member", "memberId", "an event of this member", event.memberId);
  }
  if (event.sequence !== draft.eventCount + 1) {
    fail("loyalty.sequence", "sequence", `event number ${String(draft.eventCount + 1)}`, event.sequence);
  }
  const now = event.recordedAt;
  if (draft.asOf !== null && now < draft.asOf) {
    fail("loyalty.past", "recordedAt", `no earlier than ${draft.asOf}`, now);
  }
  for (const posting of event.postings) applyPosting(plan, draft, posting, now);
  if (event.qualification !== undefined) measure(draft, event.qualification);
  if (event.about !== undefined) follow(draft, event);
  if (event.type === "enrolled") draft.enrolledAt = event.at;
  const change = event.tiers?.[event.tiers.length - 1];
  if (change !== undefined) {
    const since = change.from === change.to ? (draft.tier?.since ?? change.at) : change.at;
    draft.tier = { id: change.to, since, endsAt: change.endsAt, until: change.until };
  }
  draft.asOf = now;
  draft.eventCount += 1;
  draftSet(draft.journal, event.id, event);
}
