/** What can be asked of the ledger, and what it answers. */
import type { DecimalInput, Instant, Json, Refusal } from "../values/index.js";
import type { BudgetKind, LotPart, LoyaltyEvent } from "./event-model.js";

/** A line of a purchase. @since 0.1.0 */
export interface PurchaseLine {
  readonly id: string;
  /** Net amount in the programme's currency, of zero or more. */
  readonly amount: DecimalInput;
  /** 1 unless named; at most three decimals. */
  readonly quantity?: DecimalInput;
  readonly article?: string;
  readonly category?: string;
  readonly facts?: { readonly [name: string]: Json };
}

interface CommandBase {
  /** Unique for the member; the same id again is the same command. */
  readonly id: string;
  /** When it happened, where that is before `at`. */
  readonly effectiveAt?: Instant;
}

/** Joins the programme. @since 0.1.0 */
export interface EnrolCommand extends CommandBase {
  readonly type: "enrol";
  readonly memberId: string;
}

/** Something was bought. @since 0.1.0 */
export interface PurchaseCommand extends CommandBase {
  readonly type: "purchase";
  readonly lines: readonly PurchaseLine[];
  /** Net discount on the whole order, of zero or more. */
  readonly orderDiscount?: DecimalInput;
  /** The partner that reports it. */
  readonly partner?: string;
  /** Facts of the order, for conditions: `order.*`. */
  readonly facts?: { readonly [name: string]: Json };
  /** Facts of the member, for conditions: `member.facts.*`. */
  readonly memberFacts?: { readonly [name: string]: Json };
}

/** Something else was done that earns. @since 0.1.0 */
export interface ActivityCommand extends CommandBase {
  readonly type: "activity";
  readonly activity: string;
  /** What the activity is worth, for awards by amount. */
  readonly amount?: DecimalInput;
  readonly partner?: string;
  /** `activity.*` */
  readonly facts?: { readonly [name: string]: Json };
  /** `member.facts.*` */
  readonly memberFacts?: { readonly [name: string]: Json };
}

/** Something that was bought came back. @since 0.1.0 */
export interface ReturnCommand extends CommandBase {
  readonly type: "return";
  readonly purchaseId: string;
  /** What came back; everything that is left unless named. */
  readonly lines?: readonly {
    readonly id: string;
    /** Part of the line's amount. */
    readonly amount: DecimalInput;
    /** Part of the line's quantity; 0 unless named. */
    readonly quantity?: DecimalInput;
  }[];
}

/** An event of a purchase that activates points (`"payment"`). @since 0.1.0 */
export interface ActivateCommand extends CommandBase {
  readonly type: "activate";
  readonly purchaseId: string;
  readonly event: string;
}

/** Points are spent. @since 0.1.0 */
export interface SpendCommand extends CommandBase {
  readonly type: "spend";
  readonly wallet: string;
  readonly points: number;
}

/** Points pay a part of an order, as far as the payment rule and the balance go. @since 0.1.0 */
export interface PayCommand extends CommandBase {
  readonly type: "pay";
  readonly wallet: string;
  /** As many as possible unless named. */
  readonly points?: number;
  readonly orderAmount: DecimalInput;
}

/** A reward of the catalogue is taken. @since 0.1.0 */
export interface RedeemCommand extends CommandBase {
  readonly type: "redeem";
  readonly reward: string;
  /** 1 unless named. */
  readonly quantity?: number;
  /** `member.facts.*` */
  readonly memberFacts?: { readonly [name: string]: Json };
}

/** Points are held for a checkout. @since 0.1.0 */
export interface HoldCommand extends CommandBase {
  readonly type: "hold";
  readonly wallet: string;
  readonly points: number;
  /** The programme's `holdFor` unless named. */
  readonly until?: Instant;
}

/** Held points are spent, all or some; the rest stays held unless `isFinal`. @since 0.1.0 */
export interface CaptureCommand extends CommandBase {
  readonly type: "capture";
  readonly holdId: string;
  /** All unless named. */
  readonly points?: number;
  /** Whether the rest is released; yes unless said otherwise. */
  readonly isFinal?: boolean;
}

/** Held points are free again. @since 0.1.0 */
export interface ReleaseCommand extends CommandBase {
  readonly type: "release";
  readonly holdId: string;
}

/** Points leave for another member; see `transfer`. @since 0.1.0 */
export interface SendCommand extends CommandBase {
  readonly type: "send";
  readonly to: string;
  readonly wallet: string;
  readonly points: number;
}

/** Points arrive from another member; see `transfer`. @since 0.1.0 */
export interface ReceiveCommand extends CommandBase {
  readonly type: "receive";
  readonly from: string;
  readonly wallet: string;
  readonly parts: readonly LotPart[];
}

/** A tier is given by hand, until an instant or for good. @since 0.1.0 */
export interface PinCommand extends CommandBase {
  readonly type: "pin";
  readonly tier: string;
  readonly until?: Instant;
  readonly reason: string;
}

/** Spent points are given back. @since 0.1.0 */
export interface RefundCommand extends CommandBase {
  readonly type: "refund";
  readonly spendId: string;
  /** All that are left unless named. */
  readonly points?: number;
}

/** A correction by hand: points given (above zero) or taken (below). @since 0.1.0 */
export interface AdjustCommand extends CommandBase {
  readonly type: "adjust";
  readonly wallet: string;
  readonly points: number;
  readonly reason: string;
}

/** Everything that can be asked. @since 0.1.0 */
export type LoyaltyCommand =
  | EnrolCommand
  | PurchaseCommand
  | ActivityCommand
  | ReturnCommand
  | ActivateCommand
  | SpendCommand
  | PayCommand
  | RedeemCommand
  | HoldCommand
  | CaptureCommand
  | ReleaseCommand
  | SendCommand
  | ReceiveCommand
  | PinCommand
  | RefundCommand
  | AdjustCommand;

/**
 * A reward for a referral, as `rewardReferral` decides it; not a command of its own.
 *
 * @since 0.1.0
 */
export interface ReferralCommand extends CommandBase {
  readonly type: "referral";
  readonly link: string;
  readonly side: "referrer" | "referee";
  readonly other: string;
  readonly purchaseId: string;
}

/** Why a command was not granted. @since 0.1.0 */
export type LoyaltyRefusalCode =
  | "insufficient"
  | "not-spendable"
  | "refund"
  | "negative-balance"
  | "nothing-to-activate"
  | "already-enrolled"
  | "late"
  | "below-minimum"
  | "blackout"
  | "not-eligible"
  | "limit-reached"
  | "out-of-stock"
  | "hold-ended"
  | "no-transfer"
  | "budget-exhausted"
  | "self-referral"
  | "referral-cycle"
  | "shared-identity"
  | "already-referred"
  | "not-qualified";

/**
 * What is left of something that all members share: a campaign's budget, a cap of the whole
 * programme, a partner's prepaid points, pieces of a reward. State in; what is taken comes out
 * as the event's `reservations`.
 *
 * @since 0.1.0
 */
export interface Budget {
  readonly kind: BudgetKind;
  readonly id: string;
  readonly left: number;
}

/**
 * The answer to a command: events to store and to `evolve` by, none where the same command had
 * been taken before; or every reason against it.
 *
 * @since 0.1.0
 */
export type Decision =
  | { readonly ok: true; readonly events: readonly LoyaltyEvent[] }
  | {
      readonly ok: false;
      readonly refusals: readonly [Refusal<LoyaltyRefusalCode>, ...Refusal<LoyaltyRefusalCode>[]];
    };
