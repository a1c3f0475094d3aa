/** What a bonus is earned on: documents, with rates and facts from outside. */
import type { Facts } from "../conditions/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { ExchangeRate } from "../values/exchange.js";
import type { Money } from "../values/money.js";
import type { Quantity } from "../values/quantity.js";

/**
 * A document that makes turnover: a line of an invoice, or of a credit note or return with an
 * amount below zero, net of taxes.
 *
 * @since 0.1.0
 */
export interface TurnoverDocument {
  /** Of its own: a second document of one id is refused. */
  readonly id: string;
  /** The day of the document; exchange rates are those of this day. */
  readonly date: CalendarDate;
  /** Net turnover. */
  readonly amount: Money;
  /** Turnover at list prices, where a schedule asks for it. */
  readonly list?: Money;
  readonly quantity?: Quantity;
  readonly weight?: Quantity;
  /** The order that it belongs to. */
  readonly order?: string;
  readonly article?: string;
  readonly productGroup?: string;
  readonly party?: string;
  /** The day of the sale that a return or credit note is about. */
  readonly saleDate?: CalendarDate;
  /** The day on which it became known, when that was later than its own. */
  readonly known?: CalendarDate;
  /** The day by which it is to be paid. */
  readonly due?: CalendarDate;
  /** The day on which it was paid in full. */
  readonly paid?: CalendarDate;
}

/**
 * Documents, with what is needed to read them.
 *
 * @since 0.1.0
 */
export interface Turnover {
  readonly documents: readonly TurnoverDocument[];
  /** For documents in another currency. */
  readonly rates?: readonly ExchangeRate[];
  /** For preconditions that are `declared`. */
  readonly facts?: Facts;
}

/**
 * Documents alone, or with rates and facts.
 *
 * @since 0.1.0
 */
export type TurnoverInput = readonly TurnoverDocument[] | Turnover;
