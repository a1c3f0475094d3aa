/**
 * What an event does to an open member: its postings, one by one, without asking any rule. An
 * event that does not fit the ledger is refused whole.
 *
 * Not here: how postings come about (`decide.ts`).
 */
import { canonicalJson } from "../values/aggregate.js";
import { fail } from "../values/errors.js";
import { assertNever } from "../values/invariant.js";
import { compareText } from "../values/plain.js";
import { activateLot, advanceWallet, lotPlace, putBack } from "./advance.js";
import type { ProgrammePlan } from "./compile.js";
import {
  addPoints,
  compareDays,
  compareLots,
  comparePending,
  lotWith,
  openWallet,
  seeEvent,
} from "./draft.js";
import type { MemberDraft, WalletDraft } from "./draft.js";
import type {
  CounterChange,
  LotKey,
  LoyaltyEvent,
  Posting,
  Qualification,
  Retake,
} from "./event-model.js";
import { draftGet, draftSet, keyedGet } from "./keyed.js";
import { findIn, insertInto, itemIn, removeAt, replaceAt } from "./ordered.js";
import type { HoldState, Lot, TierState } from "./state-model.js";

type PostingOf<Kind extends Posting["kind"]> = Extract<Posting, { readonly kind: Kind }>;
type LotPosting = Extract<Posting, { readonly kind: "restore" | "retake" }>;

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
  if (place === null || lot === undefined) {
    takePending(wallet, posting);
    return;
  }
  if (lot.remaining < points) return refuseLot(key);
  replaceAt(wallet.lots, place, lotWith(lot, lot.remaining - points, lot.held, lot.expired));
  wallet.totals.active -= points;
  wallet.totals[posting.as] = addPoints(wallet.totals[posting.as], points);
}

/** Points that were there when they were spent, whether they have expired since or not. */
function retake(wallet: WalletDraft, posting: LotPosting): void {
  const { lot: key, points } = posting;
  const { totals } = wallet;
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined) return refuseLot(key);
  const expired = Math.min(points, lot.expired);
  const active = points - expired;
  if (lot.remaining < active) return refuseLot(key);
  replaceAt(wallet.lots, place, {
    ...lot,
    remaining: lot.remaining - active,
    expired: lot.expired - expired,
  });
  totals.expired -= expired;
  totals.active -= active;
  totals.spent = addPoints(totals.spent, points);
}

function restore(wallet: WalletDraft, posting: LotPosting, now: string): void {
  if (!putBack(wallet, posting, 0, now)) refuseLot(posting.lot);
  wallet.totals.restored = addPoints(wallet.totals.restored, posting.points);
}

/** The holds with a part more, in order of their ends. */
function withPart(wallet: WalletDraft, posting: PostingOf<"hold">): readonly HoldState[] {
  const part = { lot: posting.lot, points: posting.points };
  const known = wallet.holds.find((hold) => hold.id === posting.hold);
  const parts = [...(known?.parts ?? []), part];
  const others = wallet.holds.filter((hold) => hold.id !== posting.hold);
  return [...others, { id: posting.hold, until: posting.until, parts }].sort(compareHolds);
}

function compareHolds(a: HoldState, b: HoldState): number {
  return compareText(a.until, b.until) || compareText(a.id, b.id);
}

/** The holds with points of a part less; null where they are not held. */
function withoutPart(
  wallet: WalletDraft,
  posting: PostingOf<"release" | "capture">,
): readonly HoldState[] | null {
  const hold = wallet.holds.find((one) => one.id === posting.hold);
  const part = hold?.parts.find((one) => one.lot.id === posting.lot.id);
  if (hold === undefined || part === undefined || part.points < posting.points) return null;
  const parts = hold.parts
    .map((one) => (one === part ? { lot: one.lot, points: one.points - posting.points } : one))
    .filter((one) => one.points > 0);
  const others = wallet.holds.filter((one) => one !== hold);
  return parts.length === 0 ? others : [...others, { ...hold, parts }].sort(compareHolds);
}

function hold(wallet: WalletDraft, posting: PostingOf<"hold">): void {
  const { lot: key, points } = posting;
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined || lot.remaining < points) return refuseLot(key);
  const remaining = lot.remaining - points;
  replaceAt(wallet.lots, place, { ...lot, remaining, held: lot.held + points });
  wallet.totals.active -= points;
  wallet.totals.held = addPoints(wallet.totals.held, points);
  wallet.holds = withPart(wallet, posting);
}

function release(
  wallet: WalletDraft,
  posting: PostingOf<"release" | "capture">,
  now: string,
): void {
  const { lot: key, points, kind } = posting;
  const holds = withoutPart(wallet, posting);
  if (holds === null) return refuseLot(key);
  wallet.holds = holds;
  wallet.totals.held -= points;
  if (kind === "release") {
    if (!putBack(wallet, posting, points, now)) refuseLot(key);
    return;
  }
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined) return refuseLot(key);
  replaceAt(wallet.lots, place, { ...lot, held: lot.held - points });
  wallet.totals.spent = addPoints(wallet.totals.spent, points);
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
  const isOpen = draft.walletIds.includes(posting.wallet);
  if (!isOpen && !plan.wallets.has(posting.wallet)) {
    fail("loyalty.unknown_wallet", "wallet", "a wallet of the programme", posting.wallet);
  }
  const wallet = openWallet(draft, posting.wallet);
  advanceWallet(wallet, now);
  if (posting.kind !== "activate" && posting.kind !== "slide") expectPoints(posting.points);
  switch (posting.kind) {
    case "issue":
      issue(wallet, posting, now);
      return;
    case "activate":
      activate(wallet, posting, now);
      return;
    case "take":
      take(wallet, posting);
      return;
    case "owe":
      wallet.totals.debt = addPoints(wallet.totals.debt, posting.points);
      wallet.totals[posting.as] = addPoints(wallet.totals[posting.as], posting.points);
      return;
    case "restore":
      restore(wallet, posting, now);
      return;
    case "retake":
      retake(wallet, posting);
      return;
    case "hold":
      hold(wallet, posting);
      return;
    case "release":
    case "capture":
      release(wallet, posting, now);
      return;
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
  const { chunks } = draft.days;
  const lastChunk = chunks[chunks.length - 1];
  const last = lastChunk?.[lastChunk.length - 1];
  const isNew = last === undefined || last.day < added.day;
  const place = isNew ? null : findIn(chunks, added, compareDays);
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
function follow(draft: MemberDraft, event: LoyaltyEvent, about: string): void {
  const before = draftGet(draft.progress, about) ?? {};
  if (event.type === "returned") {
    const returned = [...(before.returned ?? []), ...(event.lines ?? [])];
    draftSet(draft.progress, about, { ...before, returned });
  } else if (event.type === "refunded") {
    const restored = addPoints(before.restored ?? 0, event.points ?? 0);
    draftSet(draft.progress, about, { ...before, restored });
  }
}

function count(draft: MemberDraft, counters: readonly CounterChange[]): void {
  for (const { key, add } of counters) {
    draftSet(draft.counters, key, addPoints(draftGet(draft.counters, key) ?? 0, add));
  }
}

function noteRetakes(draft: MemberDraft, retakes: readonly Retake[]): void {
  for (const { spendId, parts } of retakes) {
    const known = draftGet(draft.progress, spendId) ?? {};
    draftSet(draft.progress, spendId, { ...known, parts });
  }
}

/** Whether an event is in the ledger already; `loyalty.conflict` for another of its id. */
function isKnown(draft: MemberDraft, event: LoyaltyEvent): boolean {
  const { journal, base } = draft;
  let known = journal.isBaseEmpty ? undefined : keyedGet(journal.base, event.id);
  if (seeEvent(journal, event.id)) {
    // Seen in this draft: the same event has the same place in the sequence.
    const other = journal.events[event.sequence - base.eventCount - 1];
    known = other?.id === event.id ? other : journal.events.find((one) => one.id === event.id);
  }
  if (known === undefined) return false;
  if (known !== event && canonicalJson(known) !== canonicalJson(event)) {
    fail("loyalty.conflict", "id", "an id of its own, or the same event again", event.id);
  }
  return true;
}

/** The tier after an event, which says what time and the event did to it. @internal */
export function tierAfter(tier: TierState | null, event: LoyaltyEvent): TierState | null {
  const change = event.tiers?.[event.tiers.length - 1];
  if (change === undefined) return tier;
  return {
    id: change.to,
    since: change.from === change.to ? (tier?.since ?? change.at) : change.at,
    endsAt: change.endsAt,
    until: change.until,
    isPinned: change.isPinned === true,
  };
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
    fail(
      "loyalty.sequence",
      "sequence",
      `event number ${String(draft.eventCount + 1)}`,
      event.sequence,
    );
  }
  const now = event.recordedAt;
  if (draft.asOf !== null && now < draft.asOf) {
    fail("loyalty.past", "recordedAt", `no earlier than ${draft.asOf}`, now);
  }
  for (const posting of event.postings) applyPosting(plan, draft, posting, now);
  if (event.qualification !== undefined) measure(draft, event.qualification);
  if (event.about !== undefined) follow(draft, event, event.about);
  if (event.counters !== undefined) count(draft, event.counters);
  if (event.retakes !== undefined) noteRetakes(draft, event.retakes);
  if (event.type === "enrolled") draft.enrolledAt = event.at;
  draft.tier = tierAfter(draft.tier, event);
  draft.asOf = now;
  draft.eventCount += 1;
  draft.journal.events.push(event);
}
