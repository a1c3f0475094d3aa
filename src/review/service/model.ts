/**
 * Service: what was promised and what came.
 *
 * Here: the shape of facts and answers. Not here: how lines are judged (`judge-line.ts`) and
 * summed up (`order-service.ts`), and complaints (`complaint-service.ts`).
 */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import type { AbsenceReason } from "../account/finding.js";

/**
 * What came of a line on a day; below zero for what went back.
 *
 * @since 0.1.0
 */
export interface ServiceDelivery {
  readonly on: CalendarDate;
  readonly quantity: DecimalInput;
}

/**
 * One line of an order.
 *
 * @since 0.1.0
 */
export interface ServiceLine {
  /** Of its own within the order. */
  readonly id: string;
  readonly article?: string;
  /** Above zero. */
  readonly quantity: DecimalInput;
  /** Unit of the quantity; quantities are summed within a unit only. */
  readonly unit?: string;
  /** Price of one unit in the currency of the order, zero or more, up to twelve decimals. */
  readonly unitPrice?: DecimalInput;
  /** Day promised for this line; that of the order unless named. */
  readonly promisedOn?: CalendarDate;
  /** What was cancelled of the quantity; none unless named, all at most. */
  readonly cancelled?: DecimalInput;
  /** In any order; those after `asOf` are not known yet. */
  readonly deliveries?: readonly ServiceDelivery[];
}

/**
 * An order with what was promised and what came.
 *
 * @since 0.1.0
 */
export interface ServiceOrder {
  readonly id: string;
  /** Orders placed after `asOf` are left out. */
  readonly orderedOn?: CalendarDate;
  /** Day promised for lines that name none. */
  readonly promisedOn?: CalendarDate;
  /** ISO 4217 code of the unit prices; needed where a line has one. */
  readonly currency?: string;
  /** At least one. */
  readonly lines: readonly ServiceLine[];
}

/**
 * How strictly service is judged.
 *
 * @since 0.1.0
 */
export interface ServiceOptions {
  /** Days after the promised one that are still on time, 0 to 365; 0 unless named. */
  readonly toleranceDays?: number;
  /**
   * Days before the promised one from which goods are accepted, 0 to 3650; whatever comes before
   * is not on time. No bound unless named.
   */
  readonly earlyDaysMax?: number;
  /** Share of the quantity that may be missing, from 0 to below 1; 0 unless named. */
  readonly toleranceShare?: number;
  /** Judged orders or lines below which no rate is given; 1 unless named. */
  readonly countMin?: number;
}

/**
 * A rate with what it is of; `low` to `high` holds the true rate with 95 % confidence.
 *
 * @see E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
 * inference", JASA 22: the interval stays within 0 and 1 and is wide where cases are few
 * @since 0.1.0
 */
export interface KnownRate {
  readonly state: "known";
  /** `count / of`, from 0 to 1. */
  readonly value: number;
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A rate that is not given, with what is known.
 *
 * @since 0.1.0
 */
export interface UnknownRate {
  readonly state: "unknown";
  readonly reason: AbsenceReason;
  readonly count: number;
  readonly of: number;
}

/**
 * A rate, or why there is none.
 *
 * @since 0.1.0
 */
export type ServiceRate = KnownRate | UnknownRate;

/**
 * How one line was served, in canonical decimals.
 *
 * `open − over = ordered − cancelled − delivered`, exactly.
 *
 * @since 0.1.0
 */
export interface LineService {
  readonly id: string;
  readonly article: string | null;
  readonly unit: string | null;
  readonly promisedOn: CalendarDate | null;
  readonly ordered: DecimalText;
  readonly cancelled: DecimalText;
  /** Up to `asOf`, returns taken off. */
  readonly delivered: DecimalText;
  /** Still to come; zero where all has, or more. */
  readonly open: DecimalText;
  /** Delivered beyond what was ordered and not cancelled. */
  readonly over: DecimalText;
  /** Value of what is open, rounded half to even to the minor unit; null without a price. */
  readonly openValue: Money | null;
  /** The promised day with its tolerance is over, and something is open. */
  readonly overdue: boolean;
  /**
   * `cancelled`: nothing of it is wanted any more; `unpromised`: no day was promised;
   * `not-due`: its day is not over, and not all has come; `judged`: it counts in the rates.
   */
  readonly state: "cancelled" | "unpromised" | "not-due" | "judged";
  /** The first delivery came in time. */
  readonly onTime: boolean;
  /** What came up to `asOf` is all that was wanted. */
  readonly inFull: boolean;
  /** All that was wanted came in time. */
  readonly onTimeInFull: boolean;
  /** Day on which all that was wanted had come, and stayed; null where it has not. */
  readonly completedOn: CalendarDate | null;
  /** Calendar days from the promised one to completion, or to `asOf`; 0 in time; null unjudged. */
  readonly lateDays: number | null;
}

/**
 * How one order was served: each of the three holds where it does for every line that counts.
 *
 * @since 0.1.0
 */
export interface OrderServiceResult {
  readonly id: string;
  /** `judged` where every line that is wanted and promised is judged, and there is one. */
  readonly state: "cancelled" | "unpromised" | "not-due" | "judged";
  readonly onTime: boolean;
  readonly inFull: boolean;
  readonly onTimeInFull: boolean;
  readonly lines: readonly LineService[];
}

/**
 * The three rates.
 *
 * @since 0.1.0
 */
export interface ServiceRates {
  readonly onTime: ServiceRate;
  readonly inFull: ServiceRate;
  readonly onTimeInFull: ServiceRate;
}

/**
 * What is still to be delivered.
 *
 * @since 0.1.0
 */
export interface Backlog {
  readonly orders: number;
  readonly lines: number;
  /** By unit, those without one first. */
  readonly quantities: readonly { readonly unit: string | null; readonly quantity: DecimalText }[];
  /** Sums of the lines' values, by currency. */
  readonly values: readonly Money[];
  /** Open lines without a price, which the values do not hold. */
  readonly unpricedLines: number;
}

/**
 * How late the late lines were, over the judged lines that were not complete by their day.
 *
 * @since 0.1.0
 */
export interface Lateness {
  readonly lines: number;
  /** Null where no line was late. */
  readonly meanDays: number | null;
  readonly medianDays: number | null;
  readonly maxDays: number | null;
}

/**
 * Service of many orders as of a day.
 *
 * @since 0.1.0
 */
export interface OrderService {
  readonly asOf: CalendarDate;
  /** By id. */
  readonly orders: readonly OrderServiceResult[];
  /** Over judged orders. */
  readonly orderRates: ServiceRates;
  /** Over judged lines. */
  readonly lineRates: ServiceRates;
  readonly lateness: Lateness;
  readonly backlog: Backlog;
  /** The part of the backlog whose promised day, with the tolerance, is over. */
  readonly overdueBacklog: Backlog;
  /** Lines without a promised day: not judged. */
  readonly unpromisedLines: number;
}
