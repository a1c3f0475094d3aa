/** Invoices and payments of a client, and what they say of its habits. */
import type { Money } from "../../values/money.js";
import type { Measure } from "../measure.js";

/**
 * One settlement of an invoice, whole or in part.
 *
 * @since 0.1.0
 */
export interface InvoicePayment {
  readonly on: string;
  readonly amount: Money;
  /** A credit note settles without saying anything about the client's habits. */
  readonly kind?: "payment" | "creditNote";
}

/**
 * A promise of the client to pay.
 *
 * @since 0.1.0
 */
export interface PaymentPromise {
  readonly madeOn: string;
  /** Kept if the amount arrives after `madeOn` and not after this day. */
  readonly payBy: string;
  readonly amount: Money;
}

/**
 * One invoice with what is known of its settlement.
 *
 * @since 0.1.0
 */
export interface InvoiceItem {
  readonly id: string;
  /** Gross, above zero. */
  readonly amount: Money;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** Absent when it is not known whether it was paid: not the same as an empty list. */
  readonly payments?: readonly InvoicePayment[];
  /** A disputed invoice is counted apart: not paying it is no habit. */
  readonly disputed?: boolean;
  readonly promises?: readonly PaymentPromise[];
}

/**
 * How payment behaviour is measured.
 *
 * @since 0.1.0
 */
export interface PaymentOptions {
  /** Window of sales and collections, in days up to and including `asOf`; 90 unless given. */
  readonly windowDays?: number;
  /** Window of payments for days beyond terms and trend; 365 unless given. */
  readonly historyDays?: number;
  /** Lower bounds of the overdue buckets in days, the first being 1; 1, 31, 61, 91 unless given. */
  readonly ageingFrom?: readonly number[];
  /** Fewest payments that make a habit; 3 unless given. */
  readonly paymentsMin?: number;
}

/**
 * One bucket of the ageing, current first.
 *
 * @since 0.1.0
 */
export interface AgeingBucket {
  /** Days overdue from which on; `null` for what is not yet due. */
  readonly fromDays: number | null;
  /** Days overdue up to which; `null` for the last and for what is not yet due. */
  readonly toDays: number | null;
  readonly amount: Money;
  readonly invoices: number;
  /** Share of all that is open, 0 to 1; 0 when nothing is. */
  readonly share: number;
}

/**
 * What the invoices and payments of one client say of its habits.
 *
 * @since 0.1.0
 */
export interface PaymentBehaviour {
  readonly asOf: string;
  /** Empty when there is no invoice. */
  readonly currency: string;
  /** How much of the picture is there. */
  readonly coverage: {
    readonly invoices: number;
    /** Invoices of which it is known whether they were paid. */
    readonly invoicesWithPayments: number;
    /** Share of the invoiced amount of which it is known, 0 to 1; 0 without invoices. */
    readonly amountShare: number;
    readonly payments: number;
  };
  /** Of undisputed invoices whose payments are known. `null` when there are none. */
  readonly open: {
    readonly total: Money;
    readonly current: Money;
    readonly overdue: Money;
    /** What was paid in excess, as a positive amount; it does not reduce what is open. */
    readonly credit: Money;
    readonly oldestOverdueDays: number;
  } | null;
  readonly ageing: readonly AgeingBucket[];
  /** Receivables over sales of the window. */
  readonly daysSalesOutstanding: Measure;
  /** Sales counted back month by month until they make up the receivables. */
  readonly daysSalesOutstandingCountBack: Measure;
  readonly bestPossibleDays: Measure;
  readonly averageDaysDelinquent: Measure;
  /** 0 to 100. */
  readonly collectionEffectiveness: Measure;
  /** Days from due date to payment, weighted by amount; negative is early. */
  readonly daysBeyondTerms: Measure;
  /** Days overdue of what is open and overdue, weighted by amount. */
  readonly openDaysOverdue: Measure;
  /** Index of `daysBeyondTerms`, 19 to 100 (see `indexOfDaysBeyondTerms`). */
  readonly paymentIndex: Measure;
  /** Later half of the history against the earlier one, in days beyond terms. */
  readonly trend: {
    readonly earlier: Measure;
    readonly later: Measure;
    readonly change: Measure;
    readonly direction: "improving" | "worsening" | "steady" | "unknown";
  };
  readonly promises: { readonly kept: number; readonly broken: number; readonly pending: number };
  readonly disputes: { readonly invoices: number; readonly open: Money | null };
}
