/**
 * A bonus agreement as a document, the turnover it is earned on, and what is earned.
 *
 * Here: shapes. Not here: how an agreement is checked (`compile.ts`) and applied (`earned.ts`).
 */
import type { Condition } from "../conditions/index.js";
import type { Scale, ScalePart } from "../scales/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalText } from "../values/decimal.js";
import type { Duration } from "../values/duration.js";
import type { Money } from "../values/money.js";
import type { ClosedPeriod, Period } from "../values/period.js";
import type { RoundingMode } from "../values/rounding.js";

/**
 * A retrospective rebate on the net turnover of a period.
 *
 * The scale's base is the turnover in major units of the currency. Its values are rates
 * (`"0.02"`) for `allUnits` and `graduated`, amounts for `flat`. Turnover below the lowest band
 * earns nothing.
 *
 * @since 0.1.0
 */
export interface BonusAgreement {
  readonly id: string;
  /** ISO 4217 code of turnover and bonus. */
  readonly currency: string;
  /** Days on which turnover counts. */
  readonly valid: Period;
  /**
   * Length of the periods over which turnover is added up, counted from `valid.from`; a year
   * unless named. The last one ends with the agreement.
   */
  readonly period?: Duration;
  readonly scale: Scale;
  /**
   * Which turnover counts, over the facts `id`, `date`, `article`, `productGroup`, `party`; all
   * of it unless named.
   */
  readonly eligible?: Condition;
  /** How a period's bonus is rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
}

/**
 * A document that makes turnover: a line of an invoice, or of a credit note or return with an
 * amount below zero, net of taxes. It counts in the period of its own date.
 *
 * @since 0.1.0
 */
export interface TurnoverDocument {
  /** Of its own: a second document of one id is refused. */
  readonly id: string;
  readonly date: CalendarDate;
  readonly amount: Money;
  readonly article?: string;
  readonly productGroup?: string;
  readonly party?: string;
}

/**
 * What one period has earned, and on what.
 *
 * @since 0.1.0
 */
export interface PeriodEarned {
  readonly period: ClosedPeriod;
  /** Eligible documents up to `asOf`. */
  readonly documents: number;
  /** Sum of their amounts; the bonus is on zero where it is below. */
  readonly turnover: Money;
  readonly earned: Money;
  /** The parts of the turnover by band; they add up to what is earned, before rounding. */
  readonly parts: readonly ScalePart[];
  /** Lower bound of the band reached; null below the lowest. */
  readonly band: DecimalText | null;
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
  /** Documents up to `asOf` that do not count. */
  readonly ineligible: number;
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
}

/**
 * What was already paid out, or taken back when below zero.
 *
 * @since 0.1.0
 */
export interface Settled {
  readonly id: string;
  readonly date: CalendarDate;
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
  readonly settledBefore: Money;
  /** `earned` − `settledBefore`. */
  readonly amount: Money;
  readonly kind: "payout" | "claw-back" | "nothing";
}

/**
 * The way to the next band of the current period.
 *
 * @since 0.1.0
 */
export interface BonusNextBand {
  readonly period: ClosedPeriod;
  /** Lower bound of the next band, in major units. */
  readonly from: DecimalText;
  /** Turnover that is missing; rounded up to the minor unit. */
  readonly missing: Money;
  /** The last day on which it counts. */
  readonly by: CalendarDate;
  /** Days left, that day and `asOf` included. */
  readonly daysLeft: number;
  /** What the bonus of the period is at that turnover, less what it is now. */
  readonly gain: Money;
  /** Rate, or amount, of the next band. */
  readonly value: DecimalText;
}
