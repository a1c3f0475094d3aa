/** What RFM takes and gives. Plain JSON throughout. */
import type { Condition } from "../../conditions/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import type { QuantileMethod } from "../segmentation/quantile.js";

/** One purchase, or return, of an account. All amounts are of one currency. @since 0.1.0 */
export interface RfmOrder {
  readonly account: string;
  readonly date: CalendarDate;
  /** Below zero for a return: it lowers the monetary value and is no purchase. */
  readonly amount: DecimalInput;
}

/**
 * A segment by the three scores; the first whose condition holds is taken.
 *
 * @since 0.1.0
 */
export interface RfmSegment {
  readonly id: string;
  /** Over the facts `recency`, `frequency` and `monetary`: the scores, 1 to the number of bins. */
  readonly when: Condition;
}

/**
 * Limits between scores that are fixed beforehand: `bins` − 1 numbers for each measure, rising.
 * A value at a limit has the better of the two scores.
 *
 * @since 0.1.0
 */
export interface RfmBands {
  /** Days: an account scores 5 up to the first limit, 4 up to the second, and so on. */
  readonly recencyDays: readonly DecimalInput[];
  readonly frequency: readonly DecimalInput[];
  readonly monetary: readonly DecimalInput[];
}

/**
 * How quantiles make scores.
 *
 * - `ranks`: 1 + ⌊bins × share of accounts that are strictly worse⌋, on exact values
 * - a method of {@link QuantileMethod}: cut points at the shares 1/bins, 2/bins and so on; to
 *   which side a value at a cut point belongs is said by {@link RfmClosed}
 *
 * @since 0.1.0
 */
export type RfmQuantileRule = "ranks" | QuantileMethod;

/**
 * Which end of an interval between two cut points belongs to it.
 *
 * - `right`: a value at a cut point belongs to the interval below it, as in the `cut` of R and
 *   the `qcut` of pandas. Below is worse for frequency and monetary value and better for days of
 *   recency.
 * - `left`: it belongs to the interval above it, as in the package `rfm` of R
 *
 * @since 0.1.0
 */
export type RfmClosed = "right" | "left";

/** Whether the class says 5 or 1 of the best of five bins. @since 0.1.0 */
export type RfmClassOrder = "highest-best" | "one-best";

/** What counts as one purchase: a day with any, or each. @since 0.1.0 */
export type RfmFrequency = "days" | "orders";

/** How accounts are scored. @since 0.1.0 */
export interface RfmOptions {
  /** Number of scores of each measure, 2 to 10; 5 unless named. */
  readonly bins?: number;
  /** Fixed limits; quantiles of the accounts given, unless named. */
  readonly bands?: RfmBands;
  /** How quantiles make scores; `ranks` unless named. Without effect where there are bands. */
  readonly quantiles?: RfmQuantileRule;
  /** Where a value at a cut point belongs; `right` unless named. For methods of quantiles alone. */
  readonly closed?: RfmClosed;
  /** Orientation of the class; `highest-best` unless named. Scores are not changed by it. */
  readonly classOrder?: RfmClassOrder;
  /** What frequency counts; `days` unless named, so that two invoices of a day are one. */
  readonly frequency?: RfmFrequency;
  /** Segments; those of {@link rfmSegments} unless named, which are for five bins. */
  readonly segments?: readonly RfmSegment[];
}

/** The three measures of an account, such as a database has summed them. @since 0.1.0 */
export interface RfmMeasures {
  readonly account: string;
  /** Days from the last day with a purchase to `asOf`. */
  readonly recencyDays: number;
  /** Days with at least one purchase, or purchases, by `frequency`. */
  readonly frequency: number;
  /** Purchases less returns. */
  readonly monetary: DecimalInput;
}

/** An account's three measures and their scores; the largest score is the best. @since 0.1.0 */
export interface RfmRow {
  readonly account: string;
  /** Days from the last day with a purchase to `asOf`. */
  readonly recencyDays: number;
  /** Days with at least one purchase, or purchases, by `frequency`. */
  readonly frequency: number;
  /** Purchases less returns. */
  readonly monetary: DecimalText;
  readonly recencyScore: number;
  readonly frequencyScore: number;
  readonly monetaryScore: number;
  /** The three as one text, `543`; with ten bins joined by hyphens, `10-3-7`. */
  readonly class: string;
  /** Id of the segment; null where no segment's condition holds. */
  readonly segment: string | null;
}

/** Scores of all accounts with a purchase, by id. @since 0.1.0 */
export interface RfmTable {
  readonly asOf: CalendarDate;
  readonly bins: number;
  readonly rows: readonly RfmRow[];
  /** Accounts with returns only. */
  readonly withoutPurchase: readonly string[];
}
