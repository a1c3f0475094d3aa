/**
 * What is known of an account: the facts that a review is made from, as the host has them.
 *
 * Here: the shape of the facts. Not here: how they are checked (`read-account.ts`).
 */
import type { InvoiceItem } from "../../risk/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalInput } from "../../values/decimal.js";

/**
 * One line of an order as it was invoiced: a sale above zero, a return below.
 *
 * @since 0.1.0
 */
export interface AccountOrderLine {
  readonly article: string;
  readonly productGroup?: string;
  /** Units; below zero for a return, never zero. */
  readonly quantity: DecimalInput;
  /** What one unit was invoiced at, net of taxes; zero or more, up to twelve decimals. */
  readonly unitPrice: DecimalInput;
}

/**
 * One order, or credit note, of an account.
 *
 * @since 0.1.0
 */
export interface AccountOrder {
  /** Of its own within the account. */
  readonly id: string;
  /** Day of the invoice. */
  readonly date: CalendarDate;
  readonly lines: readonly AccountOrderLine[];
}

/**
 * An account with all that is known of it. What the host does not know it leaves out; the
 * review then says what is missing instead of taking it for zero.
 *
 * @since 0.1.0
 */
export interface Account {
  readonly id: string;
  readonly name?: string;
  /** Group under which prices may be agreed. */
  readonly clientGroup?: string;
  /** In any order; days after the review's `asOf` are refused. */
  readonly orders: readonly AccountOrder[];
  /** Every invoice with its settlement; absent where the host does not know them. */
  readonly invoices?: readonly InvoiceItem[];
}
