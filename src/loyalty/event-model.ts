/**
 * What happened to a member: events, and the postings that each of them made in the ledger.
 *
 * Not here: how they come about (`decide.ts`) and what they add up to (`state-model.ts`).
 */
import type { Instant } from "../values/index.js";
import type { LoyaltyCommand, ReferralCommand } from "./command-model.js";

/** The total order of lots: expiry (none comes last), earning, id. @since 0.1.0 */
export interface LotKey {
  readonly id: string;
  readonly earnedAt: Instant;
  /** From when on it may be spent; null while it waits for an event. */
  readonly activeAt: Instant | null;
  /** Null for a lot that does not expire by itself. */
  readonly expiresAt: Instant | null;
}

/** Where taken points go. @since 0.1.0 */
export type TakenAs = "spent" | "reversed" | "writtenOff" | "sent";

/**
 * One movement of points between two states of the ledger; points are integers of zero or more.
 *
 * | kind | from → to |
 * |---|---|
 * | `issue` | nothing → pending (where `activeAt` is null or later) or active |
 * | `activate` | pending → active, for lots that wait for an event |
 * | `take` | active or pending → spent, reversed, written off or sent |
 * | `owe` | debt → spent or reversed |
 * | `restore` | spent → active, and to expired at once where the lot has expired |
 * | `retake` | active or expired → spent, where a late event shows what was taken |
 * | `hold`, `release`, `capture` | active → held → active or spent, for the hold of an event |
 * | `slide` | sets the expiry of a whole wallet |
 * | `uncollected` | notes what could not be taken back |
 *
 * @since 0.1.0
 */
export type Posting =
  | {
      readonly kind: "issue";
      readonly wallet: string;
      readonly lot: LotKey;
      readonly points: number;
      readonly as: "earned" | "received" | "restored";
    }
  | {
      readonly kind: "activate";
      readonly wallet: string;
      readonly lot: LotKey;
      readonly at: Instant;
    }
  | {
      readonly kind: "take";
      readonly wallet: string;
      readonly lot: LotKey;
      readonly points: number;
      readonly as: TakenAs;
    }
  | {
      readonly kind: "owe";
      readonly wallet: string;
      readonly points: number;
      readonly as: "spent" | "reversed";
    }
  | {
      readonly kind: "restore" | "retake";
      readonly wallet: string;
      readonly lot: LotKey;
      readonly points: number;
    }
  | {
      readonly kind: "hold";
      readonly wallet: string;
      readonly lot: LotKey;
      readonly points: number;
      /** Id of the event that holds. */
      readonly hold: string;
      /** From when on the points are free again by themselves. */
      readonly until: Instant;
    }
  | {
      readonly kind: "release" | "capture";
      readonly wallet: string;
      readonly lot: LotKey;
      readonly points: number;
      readonly hold: string;
    }
  | { readonly kind: "slide"; readonly wallet: string; readonly expiresAt: Instant }
  | { readonly kind: "uncollected"; readonly wallet: string; readonly points: number };

/** A change of tier, as it was decided. @since 0.1.0 */
export interface TierChange {
  readonly from: string;
  readonly to: string;
  readonly at: Instant;
  readonly reason: "reached" | "renewed" | "lost" | "pinned" | "pin-ended";
  /** End of the tier's validity, without grace; null for none. */
  readonly endsAt: Instant | null;
  /** When the tier is looked at again, grace included; null for never. */
  readonly until: Instant | null;
  /** Whether the tier was given by hand and is not measured until then. */
  readonly isPinned?: boolean;
}

/** What an event adds to the measures of tiers, on a day of the programme. @since 0.1.0 */
export interface Qualification {
  /** Day number from 1970-01-01 in the programme's days. */
  readonly day: number;
  readonly credits: number;
  /** Minor units, net. */
  readonly spend: number;
  readonly orders: number;
}

/** One line of a purchase as it counted. Amounts are minor units. @since 0.1.0 */
export interface PinnedLine {
  readonly id: string;
  readonly amount: number;
  /** Thousandths of a unit. */
  readonly quantity: number;
}

/**
 * How points were computed: enough to compute them again for another basis without the
 * programme. `points = round(basis × numerator ÷ denominator)`, for a scale the bands instead.
 *
 * @since 0.1.0
 */
export interface PinnedFormula {
  readonly kind: "ratio" | "fixed" | "scale";
  readonly base: "amount" | "quantity";
  /** Decimal texts of integers, as they may exceed 2⁵³. */
  readonly numerator: string;
  readonly denominator: string;
  readonly rounding: string;
  /** Basis below which there is nothing, minor units. */
  readonly minimumAmount: number;
  /** JSON of the scale, for `scale`. */
  readonly scale?: string;
  /** Units of the basis in one of the scale's: 100 for cents. */
  readonly scaleUnit?: string;
}

/** What a rule gave for a purchase or activity, pinned for later returns. @since 0.1.0 */
export interface Grant {
  readonly rule: string;
  readonly wallet: string;
  readonly formula: PinnedFormula;
  /** Ids of the purchase's lines that counted. */
  readonly lines: readonly string[];
  /** Points granted, after caps. */
  readonly points: number;
  readonly lot: LotKey;
  /** Event that activates the lot, if one does. */
  readonly activatedBy?: string;
  /** Campaigns that took part. */
  readonly campaigns?: readonly string[];
  /** Counters of caps that it added to. */
  readonly counters?: readonly string[];
}

/** A number that is counted up: uses of a limit, points towards a cap. @since 0.1.0 */
export interface CounterChange {
  readonly key: string;
  readonly add: number;
}

/** What is kept outside the ledger, for all members. @since 0.1.0 */
export type BudgetKind = "campaign" | "cap" | "partner" | "reward";

/** What an event took out of a budget that all members share. @since 0.1.0 */
export interface Reservation {
  readonly kind: BudgetKind;
  readonly id: string;
  /** Points; pieces for a reward. */
  readonly amount: number;
}

/** A ceiling that was met. @since 0.1.0 */
export interface Limited {
  readonly by: { readonly kind: "cap" | "campaign" | "partner"; readonly id: string };
  readonly rule: string;
  readonly wanted: number;
  readonly granted: number;
}

/** Parts of lots. @since 0.1.0 */
export interface LotPart {
  readonly lot: LotKey;
  readonly points: number;
}

/** A spending taken from other lots than at first, because of a late event. @since 0.1.0 */
export interface Retake {
  readonly spendId: string;
  readonly wallet: string;
  readonly parts: readonly LotPart[];
}

/** Types of events. @since 0.1.0 */
export type LoyaltyEventType =
  | "enrolled"
  | "purchased"
  | "active"
  | "returned"
  | "activated"
  | "spent"
  | "refunded"
  | "held"
  | "captured"
  | "released"
  | "sent"
  | "received"
  | "referred"
  | "pinned"
  | "adjusted";

/**
 * An event of a member's ledger: decided once, applied any number of times with one effect.
 *
 * @since 0.1.0
 */
export interface LoyaltyEvent {
  /** Unique in the member's ledger: the command's id. */
  readonly id: string;
  readonly memberId: string;
  /** Position in the member's ledger, from 1; without gaps. */
  readonly sequence: number;
  readonly type: LoyaltyEventType;
  /** When it happened. */
  readonly at: Instant;
  /** When the ledger took it in; never before an earlier event's. */
  readonly recordedAt: Instant;
  /** The programme that decided. */
  readonly programme: { readonly id: string; readonly version: string };
  /** What was asked: a retry is known by it, and another programme can be tried on it. */
  readonly command: LoyaltyCommand | ReferralCommand;
  readonly postings: readonly Posting[];
  readonly lines?: readonly PinnedLine[];
  readonly grants?: readonly Grant[];
  /** Id of the purchase, activity or spending that this event is about. */
  readonly about?: string;
  /** Points taken or given in all, where the command named them. */
  readonly points?: number;
  readonly counters?: readonly CounterChange[];
  readonly reservations?: readonly Reservation[];
  readonly limited?: readonly Limited[];
  readonly retakes?: readonly Retake[];
  readonly partner?: string;
  readonly reward?: { readonly id: string; readonly quantity: number };
  /** Minor units that points paid. */
  readonly worth?: number;
  /** The other member of a transfer or referral. */
  readonly other?: string;
  readonly qualification?: Qualification;
  readonly tiers?: readonly TierChange[];
  readonly reason?: string;
}
