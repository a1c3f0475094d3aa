/**
 * The parts of a programme beside earning and tiers: payments, rewards, transfers, partners,
 * referral, late events.
 */
import type { Condition } from "../conditions/index.js";
import type { DecimalInput, Duration, Instant } from "../values/index.js";
import type { LimitUnit, TimesLimit } from "./programme-model.js";

/** Times in which nothing may be spent. @since 0.1.0 */
export interface Blackout {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Points as payment for an order: `points` are `worth` an amount; only whole units are taken.
 *
 * @since 0.1.0
 */
export interface PaymentRule {
  readonly wallet: string;
  readonly points: number;
  readonly worth: DecimalInput;
  /** Fewest points of one payment; none unless named. */
  readonly minimumPoints?: number;
  /** Largest part of the order that may be paid in points, 0 to 1; 1 unless named. */
  readonly maximumShare?: DecimalInput;
  readonly blackouts?: readonly Blackout[];
}

/** Something in the rewards catalogue. @since 0.1.0 */
export interface Reward {
  readonly id: string;
  readonly wallet: string;
  readonly points: number;
  /** Who may have it: facts `member.*`. */
  readonly when?: Condition;
  readonly limit?: TimesLimit;
  /** Whether what is left is counted: passed to `decide` as stock. */
  readonly isStocked?: boolean;
  readonly blackouts?: readonly Blackout[];
}

/** Points from one member to another. @since 0.1.0 */
export interface TransferRule {
  readonly wallet: string;
  readonly minimumPoints?: number;
  /** Most points sent in a calendar unit. */
  readonly limit?: { readonly points: number; readonly per: LimitUnit };
  /** Whether points keep the expiry of the lots they come from; yes unless said otherwise. */
  readonly keepsExpiry?: boolean;
  /** Whether members of different groups may give to each other; no unless said otherwise. */
  readonly isOpen?: boolean;
}

/**
 * A partner whose sales earn: prepaid points are drawn from a fund passed to `decide`,
 * postpaid ones are invoiced.
 *
 * @since 0.1.0
 */
export interface Partner {
  readonly id: string;
  readonly settlement: "prepaid" | "postpaid";
  /** What the partner pays for one point, in the programme's currency. */
  readonly pricePerPoint: DecimalInput;
}

/** Rewards for bringing a client, on both sides. @since 0.1.0 */
export interface ReferralRule {
  readonly wallet: string;
  readonly referrerPoints: number;
  readonly refereePoints: number;
  /** Net amount of the purchase that qualifies. */
  readonly minimumAmount?: DecimalInput;
  /** Time from the referral within which it must be made. */
  readonly within: Duration;
  /** How many rewards one referrer may have. */
  readonly limit?: TimesLimit;
}

/**
 * What becomes of events that are reported late (`effectiveAt` before the record).
 *
 * - `recordTime`: the ledger goes on from where it is; points that would have expired since
 *   are expired
 * - `effectiveTime`: spendings since then are taken again as they would have been, and the
 *   differences are posted as explicit corrections
 *
 * @since 0.1.0
 */
export interface LatePolicy {
  readonly policy: "recordTime" | "effectiveTime";
  /** What is older is refused; nothing is unless named. */
  readonly maximumAge?: Duration;
}
