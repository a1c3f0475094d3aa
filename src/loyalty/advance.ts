/**
 * What time does to a wallet, without any event: lots become active, the debt is paid from
 * them, lots expire. A wallet is brought up to date when it is looked at.
 *
 * Not here: what is decided (`decide.ts`), tiers (`tier.ts`).
 */
import { itemAt } from "../values/invariant.js";
import { addPoints, compareLots, lotWith } from "./draft.js";
import type { WalletDraft } from "./draft.js";
import type { LotPart } from "./event-model.js";
import type { Place } from "./ordered.js";
import { findIn, insertInto, itemIn, removeAt, reopenAt, replaceAt, stepOn } from "./ordered.js";
import type { Lot } from "./state-model.js";

/** Puts a lot among the active ones and pays the debt from it first. @internal */
export function activateLot(wallet: WalletDraft, lot: Lot): void {
  const { totals } = wallet;
  if (totals.debt === 0) {
    totals.active = addPoints(totals.active, lot.remaining);
    insertInto(wallet.lots, lot, compareLots);
    return;
  }
  const paid = Math.min(totals.debt, lot.remaining);
  totals.debt -= paid;
  totals.active = addPoints(totals.active, lot.remaining - paid);
  insertInto(wallet.lots, { ...lot, remaining: lot.remaining - paid }, compareLots);
}

function activatePending(wallet: WalletDraft, until: string): void {
  const { pending, totals } = wallet;
  for (;;) {
    const lot = pending.chunks[0]?.[0];
    if (lot === undefined || lot.activeAt === null || lot.activeAt > until) return;
    removeAt(pending, { chunk: 0, index: 0 });
    totals.pending -= lot.remaining;
    activateLot(wallet, lot);
  }
}

function expireLot(wallet: WalletDraft, lot: Lot): Lot {
  wallet.totals.active -= lot.remaining;
  wallet.totals.expired = addPoints(wallet.totals.expired, lot.remaining);
  return lotWith(lot, 0, lot.held, lot.expired + lot.remaining);
}

/** Moves the head over what is empty, and expires what is due. */
function expireActive(wallet: WalletDraft, now: string): void {
  const { lots } = wallet;
  const { head } = lots;
  for (;;) {
    const lot = itemIn(lots.chunks, head);
    if (lot === undefined) return;
    if (lot.remaining > 0) {
      if (lot.expiresAt === null || lot.expiresAt > now) return;
      replaceAt(lots, head, expireLot(wallet, lot));
    }
    stepOn(lots.chunks, head);
  }
}

function expireAll(wallet: WalletDraft): void {
  const { lots } = wallet;
  const { head } = lots;
  for (let lot = itemIn(lots.chunks, head); lot !== undefined; lot = itemIn(lots.chunks, head)) {
    if (lot.remaining > 0) replaceAt(lots, head, expireLot(wallet, lot));
    stepOn(lots.chunks, head);
  }
}

/** Pending lots that expire before they become active were never anyone's to spend. */
function expirePending(wallet: WalletDraft, now: string): void {
  const { pending, totals } = wallet;
  for (let chunk = pending.chunks.length - 1; chunk >= 0; chunk -= 1) {
    for (let index = itemAt(pending.chunks, chunk).length - 1; index >= 0; index -= 1) {
      const lot = itemAt(itemAt(pending.chunks, chunk), index);
      if (lot.expiresAt === null || lot.expiresAt > now) continue;
      removeAt(pending, { chunk, index });
      totals.pending -= lot.remaining;
      totals.expired = addPoints(totals.expired, lot.remaining);
      const expired = { ...lot, remaining: 0, expired: lot.expired + lot.remaining };
      insertInto(wallet.lots, expired, compareLots);
    }
  }
}

/**
 * Points of a lot that come back: the debt is paid first, what the lot has outlived expires.
 * Null where the lot is not of this ledger or would hold more than was issued.
 *
 * @internal
 */
export function putBack(wallet: WalletDraft, part: LotPart, held: number, now: string): boolean {
  const { lot: key, points } = part;
  const { totals } = wallet;
  const place = lotPlace(wallet, key);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (place === null || lot === undefined) return false;
  const left = lot.held - held;
  if (left < 0 || lot.remaining + left + lot.expired + points > lot.issued) return false;
  if (lot.expiresAt !== null && lot.expiresAt <= now) {
    totals.expired = addPoints(totals.expired, points);
    replaceAt(wallet.lots, place, { ...lot, held: left, expired: lot.expired + points });
    return true;
  }
  const paid = Math.min(totals.debt, points);
  totals.debt -= paid;
  totals.active = addPoints(totals.active, points - paid);
  replaceAt(wallet.lots, place, { ...lot, held: left, remaining: lot.remaining + points - paid });
  reopenAt(wallet.lots, place);
  return true;
}

/** A hold whose time is over is free again, as of its end. */
function releaseDue(wallet: WalletDraft, now: string): void {
  for (
    let hold = wallet.holds[0];
    hold !== undefined && hold.until <= now;
    hold = wallet.holds[0]
  ) {
    wallet.holds = wallet.holds.slice(1);
    activatePending(wallet, hold.until);
    for (const part of hold.parts) {
      wallet.totals.held -= part.points;
      putBack(wallet, part, part.points, hold.until);
    }
  }
}

/**
 * Brings a wallet up to an instant. Amortised O(1) for each lot that becomes active or expires;
 * O(pending lots) while some are pending.
 *
 * @internal
 */
export function advanceWallet(wallet: WalletDraft, now: string): void {
  if (wallet.holds.length > 0) releaseDue(wallet, now);
  const slidesAt = wallet.slidesAt;
  if (slidesAt !== null && slidesAt <= now) {
    activatePending(wallet, slidesAt);
    expireAll(wallet);
    wallet.slidesAt = null;
  }
  if (wallet.pending.chunks.length > 0) {
    activatePending(wallet, now);
    expirePending(wallet, now);
  }
  expireActive(wallet, now);
}

/** The lot of a key, active or once active; the head is looked at first. @internal */
export function lotPlace(
  wallet: WalletDraft,
  key: Parameters<typeof compareLots>[1],
): Readonly<Place> | null {
  const { lots } = wallet;
  if (itemIn(lots.chunks, lots.head)?.id === key.id) return lots.head;
  return findIn(lots.chunks, key, compareLots);
}

/** Visits the active lots with points left, nearest expiry first, until told to stop. @internal */
export function eachOpenLot(wallet: WalletDraft, visit: (lot: Lot) => boolean): void {
  const place = { ...wallet.lots.head };
  for (
    let lot = itemIn(wallet.lots.chunks, place);
    lot !== undefined;
    lot = itemIn(wallet.lots.chunks, place)
  ) {
    if (lot.remaining > 0 && !visit(lot)) return;
    stepOn(wallet.lots.chunks, place);
  }
}

/** Visits every lot that still has points, held ones and pending ones included. @internal */
export function eachLot(wallet: WalletDraft, visit: (lot: Lot) => void): void {
  for (const chunks of [wallet.lots.chunks, wallet.pending.chunks]) {
    for (const chunk of chunks) {
      for (const lot of chunk) if (lot.remaining + lot.held > 0) visit(lot);
    }
  }
}
