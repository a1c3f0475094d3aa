/** What comes out: earned, accrued, settled, foreseen; each with what is behind it. */
import type { ScalePart } from "../scales/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalText } from "../values/decimal.js";
import type { Money } from "../values/money.js";
import type { ClosedPeriod } from "../values/period.js";

/**
 * What one schedule has earned in one stretch of time.
 *
 * @since 0.1.0
 */
export interface ScheduleEarned {
  readonly schedule: string;
  readonly period: ClosedPeriod;
  /** Documents that count for it. */
  readonly documents: number;
  /** What found the band, and its unit: a currency, a unit, `orders` or `share`. Null where it has no value. */
  readonly measure: { readonly value: DecimalText; readonly unit: string } | null;
  /** What the band's value was multiplied with. */
  readonly on: { readonly value: DecimalText; readonly unit: string };
  /** Of a rolling schedule: the measure of the whole window, which found the band. */
  readonly window?: DecimalText;
  /** Of growth: what it is compared with. */
  readonly reference?: DecimalText;
  /** Lower bound of the band that is reached; null below the lowest. */
  readonly band: DecimalText | null;
  /** The parts by band; they add up to what is earned, before rounding and limits. */
  readonly parts: readonly ScalePart[];
  readonly earned: Money;
}

/**
 * Whether a precondition is met, and on what evidence. `pending` is what cannot be told yet:
 * until then the bonus is earned.
 *
 * @since 0.1.0
 */
export interface PreconditionResult {
  readonly id: string;
  readonly state: "met" | "failed" | "pending";
  /** The figures behind it, by name, as text or number. */
  readonly evidence: Readonly<Record<string, DecimalText | number | readonly string[]>>;
}

/**
 * One step from the schedules to what a period has earned.
 *
 * @since 0.1.0
 */
export interface BonusStep {
  readonly kind: "schedule" | "not-best" | "cap" | "precondition" | "guarantee" | "commitment";
  /** The schedule or the precondition, where there is one. */
  readonly id?: string;
  readonly change: Money;
}

/**
 * What one period has earned, and on what.
 *
 * @since 0.1.0
 */
export interface PeriodEarned {
  readonly period: ClosedPeriod;
  /** Eligible documents known by the day. */
  readonly documents: number;
  /** Sum of their amounts. */
  readonly turnover: Money;
  readonly schedules: readonly ScheduleEarned[];
  readonly preconditions: readonly PreconditionResult[];
  /** They add up to `earned`. */
  readonly steps: readonly BonusStep[];
  /** Below zero only where a missed commitment costs more than was earned. */
  readonly earned: Money;
}

/**
 * Documents that do not count, by the reason.
 *
 * @since 0.1.0
 */
export interface UncountedDocuments {
  /** Not in a period of the agreement that has begun. */
  readonly outside: number;
  readonly otherParty: number;
  readonly notEligible: number;
  /** Became known after the closing of its period. */
  readonly late: number;
}

/**
 * What an agreement has earned up to a day, that day included.
 *
 * @since 0.1.0
 */
export interface Earned {
  readonly agreement: string;
  readonly asOf: CalendarDate;
  /** Sum over the periods. */
  readonly earned: Money;
  /** Every period that has begun, oldest first. */
  readonly periods: readonly PeriodEarned[];
  readonly uncounted: UncountedDocuments;
}

/**
 * What a stretch of time adds to what is earned: the amount to accrue.
 *
 * @since 0.1.0
 */
export interface Accrual {
  readonly agreement: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly before: Money;
  readonly after: Money;
  /** `after` − `before`: below zero where returns took a band away. */
  readonly change: Money;
  /** The change of each period that has one, oldest first; of a past period by what came late. */
  readonly periods: readonly { readonly period: ClosedPeriod; readonly change: Money }[];
}

/**
 * A settlement that was made: paid out, or taken back when below zero.
 *
 * @since 0.1.0
 */
export interface Settled {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amount: Money;
  /** What was paid too much and is let go; it is not asked for again. */
  readonly forgiven?: Money;
  /** Its part in each period, by the first day; the oldest periods first unless named. */
  readonly periods?: readonly { readonly from: CalendarDate; readonly amount: Money }[];
}

/**
 * One period of a settlement.
 *
 * @since 0.1.0
 */
export interface SettlementPeriod {
  readonly period: ClosedPeriod;
  /** `interim` while it lasts, `final` once it has ended, `correction` when it was settled after its end. */
  readonly stage: "interim" | "final" | "correction";
  readonly earned: Money;
  /** What can be settled of it now. */
  readonly payable: Money;
  readonly settledBefore: Money;
  /** `payable` − `settledBefore`. */
  readonly amount: Money;
}

/**
 * What is to be paid, or taken back.
 *
 * @since 0.1.0
 */
export interface Settlement {
  readonly agreement: string;
  readonly asOf: CalendarDate;
  readonly earned: Money;
  /** Settlements less claw-backs, and less what was forgiven. */
  readonly settledBefore: Money;
  readonly amount: Money;
  readonly kind: "payout" | "claw-back" | "nothing";
  /** What was paid too much and waits for what is earned later; zero or below. */
  readonly carried: Money;
  /** What was paid too much and is let go with this settlement; zero or above. */
  readonly forgiven: Money;
  readonly periods: readonly SettlementPeriod[];
}

/**
 * The way to the next band of a schedule.
 *
 * @since 0.1.0
 */
export interface BonusNextBand {
  readonly schedule: string;
  readonly period: ClosedPeriod;
  /** Lower bound of the next band, in terms of the measure. */
  readonly from: DecimalText;
  /** Rate, amount per unit, or lump sum of the next band. */
  readonly value: DecimalText;
  /**
   * What is still to be bought: money, rounded up to the minor unit, or a quantity. Of the
   * eligible lines; for a share, of the part.
   */
  readonly missing: { readonly amount: DecimalText; readonly unit: string };
  /** The last day on which it counts. */
  readonly by: CalendarDate;
  /** Days left, that day and `asOf` included. */
  readonly daysLeft: number;
  /** What the agreement has then earned, less what it has earned now. */
  readonly gain: Money;
  /** `gain` for each unit of `missing`, to six decimals. */
  readonly gainPerUnit: DecimalText;
}

/**
 * What an order would add.
 *
 * @since 0.1.0
 */
export interface MarginalValue {
  /** Net turnover of the order that counts. */
  readonly turnover: Money;
  readonly before: Money;
  readonly after: Money;
  /** `after` − `before`. */
  readonly gain: Money;
  /** `gain` over the order's turnover, to six decimals; null where that is zero. */
  readonly rate: DecimalText | null;
  /** Bands that the order reaches. */
  readonly reaches: readonly {
    readonly schedule: string;
    readonly period: ClosedPeriod;
    readonly before: DecimalText | null;
    readonly after: DecimalText | null;
  }[];
}

/**
 * What the current period is expected to come to.
 *
 * @since 0.1.0
 */
export interface BonusProjection {
  readonly agreement: string;
  readonly asOf: CalendarDate;
  readonly method: "documents" | "runRate";
  readonly earned: Money;
  readonly turnover: Money;
  /** The period at its end. */
  readonly expected: PeriodEarned;
  /** Expected bonus over expected turnover, to six decimals; null without turnover. */
  readonly expectedRate: DecimalText | null;
  /**
   * What to hold ready for the turnover so far at the expected final rate (cumulative catch-up):
   * expected bonus × turnover so far ÷ expected turnover.
   */
  readonly liability: Money;
}

/**
 * The documents behind what is earned.
 *
 * @since 0.1.0
 */
export interface BonusDocuments {
  readonly counted: readonly {
    readonly document: string;
    readonly period: ClosedPeriod;
    /** In the currency of the agreement. */
    readonly amount: Money;
    /** For which schedules it counts. */
    readonly schedules: readonly string[];
  }[];
  /** Documents of an earlier time that growth is compared with. */
  readonly reference: readonly string[];
  readonly uncounted: readonly {
    readonly document: string;
    readonly reason: keyof UncountedDocuments;
  }[];
}

/**
 * A payout, split over who gets it and over the documents it came from. The parts add up to
 * the amount, and the lines to their part.
 *
 * @since 0.1.0
 */
export interface BonusPayout {
  readonly agreement: string;
  readonly kind: "creditNote" | "payment" | "freeGoods" | "points";
  readonly amount: Money;
  readonly parts: readonly BonusPayoutPart[];
}

/**
 * The part of one party; null where the agreement names none.
 *
 * @since 0.1.0
 */
export interface BonusPayoutPart {
  readonly party: string | null;
  readonly amount: Money;
  readonly lines: readonly { readonly document: string; readonly amount: Money }[];
  /** Whole units of free goods or points; absent for money. */
  readonly units?: { readonly of: string; readonly count: number };
  /** What whole units leave of the amount: still payable. */
  readonly remainder: Money;
}
