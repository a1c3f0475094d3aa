/**
 * A member's state opened for changes: what is touched is copied once, the rest is shared, and
 * closing hands back plain data. One `evolve` opens it for one event, `fold` for all.
 *
 * Not here: what changes (`apply.ts`, `advance.ts`).
 */
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { compareText } from "../values/plain.js";
import type { LotKey, LoyaltyEvent } from "./event-model.js";
import { closeKeyed, keyedEach, keyedFrom, keyedGet, keyedNothing, keyedSet, openKeyed } from "./keyed.js";
import type { Keyed, KeyedDraft } from "./keyed.js";
import { openOrdered } from "./ordered.js";
import type { OrderedDraft } from "./ordered.js";
import type {
  DayMeasure,
  HoldState,
  Lot,
  MemberState,
  Progress,
  TierState,
  WalletState,
  WalletTotals,
} from "./state-model.js";

/** Sums that may be changed. @internal */
export type TotalsDraft = { -readonly [Name in keyof WalletTotals]: number };

/** A wallet opened for changes. @internal */
export interface WalletDraft {
  readonly totals: TotalsDraft;
  readonly lots: OrderedDraft<Lot>;
  readonly pending: OrderedDraft<Lot>;
  /** Replaced, never changed. */
  holds: readonly HoldState[];
  slidesAt: string | null;
}

/**
 * A journal that is being written: new events in their sequence, and their ids for the one
 * question that every event asks.
 *
 * @internal
 */
export interface JournalDraft {
  readonly base: Keyed<LoyaltyEvent>;
  readonly isBaseEmpty: boolean;
  /** Ids of the events; null while these are few and looked through. */
  ids: Set<string> | null;
  /** New events by id, where many are looked up; null where the owner keeps none. */
  byId: Map<string, LoyaltyEvent> | null;
  readonly events: LoyaltyEvent[];
}

const EVENTS_LOOKED_THROUGH_MAX = 12;

/** Whether an id is among the new events; the id is taken as seen from now on. @internal */
export function seeEvent(journal: JournalDraft, id: string): boolean {
  const { events, byId } = journal;
  if (byId !== null) return byId.has(id);
  if (journal.ids !== null) {
    const count = journal.ids.size;
    return journal.ids.add(id).size === count;
  }
  for (const event of events) if (event.id === id) return true;
  if (events.length >= EVENTS_LOOKED_THROUGH_MAX) {
    journal.ids = new Set();
    for (const event of events) journal.ids.add(event.id);
    journal.ids.add(id);
  }
  return false;
}

/** An event by its id. Slow for new events without `byId`: a decision has one. @internal */
export function journalGet(journal: JournalDraft, id: string): LoyaltyEvent | undefined {
  const { base, byId, events } = journal;
  const known = keyedGet(base, id);
  if (known !== undefined) return known;
  return byId === null ? events.find((event) => event.id === id) : byId.get(id);
}

/** Visits every event, in no stated order. @internal */
export function journalEach(journal: JournalDraft, visit: (event: LoyaltyEvent) => void): void {
  keyedEach(journal.base, (_, event) => visit(event));
  journal.events.forEach(visit);
}

function closeJournal(journal: JournalDraft): Keyed<LoyaltyEvent> {
  const { base, isBaseEmpty, events } = journal;
  if (isBaseEmpty) {
    return keyedFrom(
      events.map((event) => event.id),
      events,
    );
  }
  let map = base;
  for (const event of events) map = keyedSet(map, event.id, event);
  return map;
}

/** A member opened for changes. @internal */
export interface MemberDraft {
  readonly base: MemberState;
  asOf: string | null;
  enrolledAt: string | null;
  eventCount: number;
  /** Few: looked through one by one. */
  readonly walletIds: string[];
  readonly wallets: WalletDraft[];
  readonly journal: JournalDraft;
  readonly progress: KeyedDraft<Progress>;
  readonly counters: KeyedDraft<number>;
  readonly days: OrderedDraft<DayMeasure>;
  orders: number;
  tier: TierState | null;
}

const START = { chunk: 0, index: 0 };

const totalsNothing: WalletTotals = {
  earned: 0,
  restored: 0,
  received: 0,
  spent: 0,
  expired: 0,
  reversed: 0,
  writtenOff: 0,
  sent: 0,
  active: 0,
  pending: 0,
  held: 0,
  debt: 0,
  uncollected: 0,
};

const walletNothing: WalletState = {
  totals: totalsNothing,
  lots: [],
  head: START,
  pending: [],
  holds: [],
  slidesAt: null,
};

/** A member of whom nothing is known but the id. @internal */
export function memberNothing(memberId: string): MemberState {
  return {
    memberId,
    asOf: null,
    enrolledAt: null,
    eventCount: 0,
    wallets: {},
    journal: keyedNothing,
    progress: keyedNothing,
    counters: keyedNothing,
    days: [],
    orders: 0,
    tier: null,
  };
}

/** Orders lots by expiry (none last), earning and id. @internal */
export function compareLots(a: LotKey, b: LotKey): number {
  if (a.expiresAt !== b.expiresAt) {
    if (a.expiresAt === null) return 1;
    if (b.expiresAt === null) return -1;
    return a.expiresAt < b.expiresAt ? -1 : 1;
  }
  if (a.earnedAt !== b.earnedAt) return a.earnedAt < b.earnedAt ? -1 : 1;
  return compareText(a.id, b.id);
}

/** Orders pending lots by activation (on an event: last) and id. @internal */
export function comparePending(a: LotKey, b: LotKey): number {
  if (a.activeAt !== b.activeAt) {
    if (a.activeAt === null) return 1;
    if (b.activeAt === null) return -1;
    return a.activeAt < b.activeAt ? -1 : 1;
  }
  return compareText(a.id, b.id);
}

/**
 * A lot with other numbers; written out, as it is made for every posting.
 *
 * @internal
 */
export function lotWith(lot: Lot, remaining: number, held: number, expired: number): Lot {
  return {
    id: lot.id,
    earnedAt: lot.earnedAt,
    activeAt: lot.activeAt,
    expiresAt: lot.expiresAt,
    issued: lot.issued,
    remaining,
    held,
    expired,
  };
}

/** Orders days. @internal */
export function compareDays(a: { readonly day: number }, b: { readonly day: number }): number {
  return a.day - b.day;
}

/** Opens a member for changes. O(1). @internal */
export function openMember(base: MemberState): MemberDraft {
  return {
    base,
    asOf: base.asOf,
    enrolledAt: base.enrolledAt,
    eventCount: base.eventCount,
    walletIds: [],
    wallets: [],
    journal: {
      base: base.journal,
      isBaseEmpty: base.eventCount === 0,
      ids: null,
      byId: null,
      events: [],
    },
    progress: openKeyed(base.progress),
    counters: openKeyed(base.counters),
    days: openOrdered(base.days, START),
    orders: base.orders,
    tier: base.tier,
  };
}

/** Written out, as it is made for every wallet that is opened. */
function copyTotals(totals: WalletTotals): TotalsDraft {
  return {
    earned: totals.earned,
    restored: totals.restored,
    received: totals.received,
    spent: totals.spent,
    expired: totals.expired,
    reversed: totals.reversed,
    writtenOff: totals.writtenOff,
    sent: totals.sent,
    active: totals.active,
    pending: totals.pending,
    held: totals.held,
    debt: totals.debt,
    uncollected: totals.uncollected,
  };
}

/** Opens one wallet, empty where the member had none. @internal */
export function openWallet(draft: MemberDraft, id: string): WalletDraft {
  const known = draft.wallets[draft.walletIds.indexOf(id)];
  if (known !== undefined) return known;
  const state = Object.hasOwn(draft.base.wallets, id) ? draft.base.wallets[id] : undefined;
  const base = state ?? walletNothing;
  const wallet: WalletDraft = {
    totals: copyTotals(base.totals),
    lots: openOrdered(base.lots, { chunk: base.head.chunk, index: base.head.index }),
    pending: openOrdered(base.pending, START),
    holds: base.holds,
    slidesAt: base.slidesAt,
  };
  draft.walletIds.push(id);
  draft.wallets.push(wallet);
  return wallet;
}

function closeWallet(wallet: WalletDraft): WalletState {
  return {
    totals: wallet.totals,
    lots: wallet.lots.chunks,
    head: wallet.lots.head,
    pending: wallet.pending.chunks,
    holds: wallet.holds,
    slidesAt: wallet.slidesAt,
  };
}

function closeWallets(draft: MemberDraft): MemberState["wallets"] {
  if (draft.wallets.length === 0) return draft.base.wallets;
  const wallets: Record<string, WalletState> = { ...draft.base.wallets };
  draft.wallets.forEach((wallet, index) => {
    wallets[itemAt(draft.walletIds, index)] = closeWallet(wallet);
  });
  return wallets;
}

/** The state with all changes; the draft is not used afterwards. @internal */
export function closeMember(draft: MemberDraft): MemberState {
  return {
    memberId: draft.base.memberId,
    asOf: draft.asOf,
    enrolledAt: draft.enrolledAt,
    eventCount: draft.eventCount,
    wallets: closeWallets(draft),
    journal: closeJournal(draft.journal),
    progress: closeKeyed(draft.progress),
    counters: closeKeyed(draft.counters),
    days: draft.days.chunks,
    orders: draft.orders,
    tier: draft.tier,
  };
}

/** A sum of points that stays an exact integer (`loyalty.overflow`). @internal */
export function addPoints(a: number, b: number): number {
  const total = a + b;
  if (!Number.isSafeInteger(total)) {
    fail("loyalty.overflow", "points", "sums of points within 2^53", total);
  }
  return total;
}
