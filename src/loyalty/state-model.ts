/** What a member's events add up to, as plain JSON. */
import type { Instant } from "../values/index.js";
import type { LotKey, LotPart, LoyaltyEvent, PinnedLine } from "./event-model.js";
import type { Keyed } from "./keyed.js";
import type { Chunks, Place } from "./ordered.js";

/** Points of one earning. `0 ≤ remaining + held + expired ≤ issued`. @since 0.1.0 */
export interface Lot extends LotKey {
  readonly issued: number;
  /** Not yet spent, reversed, held or expired. */
  readonly remaining: number;
  readonly held: number;
  readonly expired: number;
}

/**
 * Sums of a wallet, in points.
 *
 * earned + restored + received = spent + expired + reversed + writtenOff + sent
 * + active + pending + held − debt, always.
 *
 * @since 0.1.0
 */
export interface WalletTotals {
  readonly earned: number;
  /** Spent points given back. */
  readonly restored: number;
  /** Got from another member. */
  readonly received: number;
  readonly spent: number;
  readonly expired: number;
  /** Taken back because of returns. */
  readonly reversed: number;
  readonly writtenOff: number;
  /** Given to another member. */
  readonly sent: number;
  readonly active: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
  /** What returns should have taken back and could not; outside the sum above. */
  readonly uncollected: number;
}

/** Points held for a checkout. @since 0.1.0 */
export interface HoldState {
  readonly id: string;
  readonly until: Instant;
  readonly parts: readonly LotPart[];
}

/** One wallet of a member. @since 0.1.0 */
export interface WalletState {
  readonly totals: WalletTotals;
  /** Lots that are or were active, by expiry, earning and id. */
  readonly lots: Chunks<Lot>;
  /** Before it, no lot has points left. */
  readonly head: Place;
  /** Lots that are not active yet, by activation (on an event: last) and id. */
  readonly pending: Chunks<Lot>;
  /** Holds that are open, by end and id. */
  readonly holds: readonly HoldState[];
  /** When the whole wallet expires, where its expiry slides. */
  readonly slidesAt: Instant | null;
}

/** What became of a purchase or a spending after it was made. @since 0.1.0 */
export interface Progress {
  /** Lines returned so far. */
  readonly returned?: readonly PinnedLine[];
  /** Points given back so far, of a spending. */
  readonly restored?: number;
  /** The lots it is taken from now, where a late event changed them. */
  readonly parts?: readonly LotPart[];
}

/** The tier held. @since 0.1.0 */
export interface TierState {
  readonly id: string;
  readonly since: Instant;
  readonly endsAt: Instant | null;
  readonly until: Instant | null;
  readonly isPinned: boolean;
}

/** Measures of one day. @since 0.1.0 */
export interface DayMeasure {
  readonly day: number;
  readonly credits: number;
  readonly spend: number;
  readonly orders: number;
}

/**
 * A member: plain JSON, never changed in place. Store it as a snapshot; read it through
 * `standing`.
 *
 * @since 0.1.0
 */
export interface MemberState {
  readonly memberId: string;
  /** When the last event was recorded; null before the first. */
  readonly asOf: Instant | null;
  readonly enrolledAt: Instant | null;
  readonly eventCount: number;
  readonly wallets: { readonly [wallet: string]: WalletState };
  /** Every event by its id. */
  readonly journal: Keyed<LoyaltyEvent>;
  readonly progress: Keyed<Progress>;
  readonly days: Chunks<DayMeasure>;
  readonly orders: number;
  /** Uses of limits and points towards caps, by name and period. */
  readonly counters: Keyed<number>;
  readonly tier: TierState | null;
}
