/** Credit as data: the policy, the account's exposure, the request, the answer. */
import type { DecimalInput } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import type { Measure } from "../measure.js";

/**
 * One named constraint of a credit limit. The limit is the smallest of those that apply.
 *
 * `whenMissing` says what becomes of a constraint whose fact is not known: `ignore` it, or
 * take it as `zero`.
 *
 * @since 0.1.0
 */
export type LimitRule =
  | {
      readonly id: string;
      readonly kind: "share-of-equity" | "share-of-turnover" | "multiple-of-highest-paid";
      /** Share or multiple, not negative. */
      readonly factor: DecimalInput;
      readonly whenMissing: "ignore" | "zero";
    }
  | { readonly id: string; readonly kind: "insured"; readonly whenMissing: "ignore" | "zero" }
  | {
      readonly id: string;
      readonly kind: "grade-table";
      /** A grade that the table does not name is missing. */
      readonly limits: readonly { readonly grade: string; readonly amount: Money }[];
      readonly whenMissing: "ignore" | "zero";
    }
  | { readonly id: string; readonly kind: "fixed"; readonly amount: Money };

/**
 * What a credit limit is computed from; leave out what is not known.
 *
 * @since 0.1.0
 */
export interface LimitFacts {
  readonly equity?: Money;
  /** The client's own yearly turnover. */
  readonly annualTurnover?: Money;
  /** What a credit insurer covers for this client. */
  readonly insuredLimit?: Money;
  readonly grade?: string;
  /** The highest exposure that this client has fully paid before. */
  readonly highestPaidExposure?: Money;
}

/**
 * A credit limit with every constraint.
 *
 * @since 0.1.0
 */
export interface CreditLimit {
  /** `null` when no constraint could be computed: there is no limit then, not an endless one. */
  readonly limit: Money | null;
  /** The constraint that set it; the first in the policy of equals. */
  readonly binding: string | null;
  readonly constraints: readonly {
    readonly id: string;
    readonly kind: LimitRule["kind"];
    readonly amount: Money | null;
    /** Why there is no amount: the fact that is missing. */
    readonly missing: string | null;
  }[];
}

/**
 * What happens when a check fails. An answer is the gravest of its failed checks.
 *
 * @since 0.1.0
 */
export type CheckConsequence = "WARN" | "HOLD" | "REFUSE";

/**
 * The typed answer of a credit decision.
 *
 * - `APPROVE`: all checks passed, or an approval covers those that did not
 * - `APPROVE_PREPAID_ONLY`: a check failed, but the request is paid in advance and adds no risk
 * - `WARN`: go on, and look
 * - `HOLD`: wait for a person
 * - `REFUSE`: no, and no prepayment or approval changes that
 *
 * @since 0.1.0
 */
export type CreditAnswer = "APPROVE" | "APPROVE_PREPAID_ONLY" | "WARN" | "HOLD" | "REFUSE";

/**
 * The credit policy of a supplier.
 *
 * @since 0.1.0
 */
export interface CreditPolicy {
  readonly id: string;
  readonly version: string;
  /** All amounts of the policy and of accounts are in this currency. */
  readonly currency: string;
  /** Open orders to be delivered later than so many days from `asOf` don't count; `null`: all. */
  readonly horizonDays: number | null;
  readonly limitRules: readonly LimitRule[];
  readonly checks: {
    /** Exposure above the limit. */
    readonly overLimit: CheckConsequence;
    /** An account without a limit, or with a limit of zero. */
    readonly noLimit: CheckConsequence;
    /** Exposure over limit from which on to warn, 0 to 1. */
    readonly utilisationWarnFrom?: DecimalInput;
    readonly oldestOverdue?: { readonly daysMax: number; readonly consequence: CheckConsequence };
    /** Overdue invoices and bills over all of them. */
    readonly overdueShare?: {
      readonly shareMax: DecimalInput;
      readonly consequence: CheckConsequence;
    };
    readonly reviewOverdue?: CheckConsequence;
    readonly dunning?: { readonly levelMax: number; readonly consequence: CheckConsequence };
    readonly grades?: {
      readonly refused: readonly string[];
      readonly consequence: CheckConsequence;
    };
  };
}

/**
 * Something the account owes or will owe.
 *
 * @since 0.1.0
 */
export interface ExposureItem {
  readonly id: string;
  /** The open part. Invoices may be negative (a credit note). */
  readonly amount: Money;
}

/**
 * An order in the book.
 *
 * @since 0.1.0
 */
export interface OpenOrder extends ExposureItem {
  /** The part not yet delivered; what is delivered stands under `deliveredNotInvoiced`. */
  readonly amount: Money;
  readonly deliverOn: string;
  /** Paid in advance, at most the amount. */
  readonly prepaid?: Money;
}

/**
 * What a client owes and will owe, each amount in one place only.
 *
 * @since 0.1.0
 */
export interface CreditExposure {
  readonly openOrders?: readonly OpenOrder[];
  readonly deliveredNotInvoiced?: readonly ExposureItem[];
  readonly invoices?: readonly (ExposureItem & { readonly dueOn: string })[];
  readonly bills?: readonly (ExposureItem & { readonly dueOn: string })[];
  /** Guarantees, retained title, insurance: what is not at risk. */
  readonly secured?: Money;
  /** The limit in force; `null` for none. See `creditLimit`. */
  readonly limit: Money | null;
  readonly grade?: string;
  readonly dunningLevel?: number;
  /** The day by which the account should be reviewed. */
  readonly reviewBy?: string;
}

/**
 * An approval by a person, which travels with its order until its scope ends.
 *
 * @since 0.1.0
 */
export interface CreditApproval {
  readonly orderId: string;
  readonly by: string;
  readonly at: string;
  /** Last day of the scope. */
  readonly until: string;
  /** The largest amount of the order that it covers. */
  readonly amountMax: Money;
  readonly reason: string;
}

/**
 * What is asked: may this order be taken, delivered, released, invoiced?
 *
 * @since 0.1.0
 */
export interface CreditRequest {
  /** `invoice` bills what was delivered, and nothing blocks that. */
  readonly stage: "order" | "delivery" | "release" | "invoice";
  readonly orderId: string;
  /** The part of the order not yet delivered; of an invoice: what it bills. */
  readonly amount: Money;
  /** Paid in advance, at most the amount. */
  readonly prepaid?: Money;
  readonly approvals?: readonly CreditApproval[];
}

/**
 * A check that failed.
 *
 * @since 0.1.0
 */
export interface FailedCheck {
  readonly code:
    | "over-limit"
    | "risk.no_limit"
    | "utilisation"
    | "oldest-overdue"
    | "overdue-share"
    | "review-overdue"
    | "dunning"
    | "grade";
  readonly consequence: CheckConsequence;
  /** One English sentence for a person. */
  readonly message: string;
  readonly facts: { readonly [name: string]: string | number | null };
}

/**
 * Exposure by part, the candidate counted once.
 *
 * @since 0.1.0
 */
export interface ExposureParts {
  /** Without the candidate, without prepaid parts, within the horizon. */
  readonly openOrders: Money;
  readonly deliveredNotInvoiced: Money;
  readonly invoices: Money;
  readonly bills: Money;
  /** The candidate less what is prepaid. */
  readonly candidate: Money;
  readonly secured: Money;
  /** The sum less the secured part; never below zero. */
  readonly total: Money;
  /** By how much the sum lies below zero: a credit balance is no negative risk. */
  readonly credit: Money;
  /** Ids of open orders beyond the horizon, which did not count. */
  readonly beyondHorizon: readonly string[];
}

/**
 * A credit decision with its reasons.
 *
 * @since 0.1.0
 */
export interface CreditDecision {
  readonly answer: CreditAnswer;
  readonly asOf: string;
  readonly stage: CreditRequest["stage"];
  /** Gravest first, then in the order of the policy. */
  readonly failed: readonly FailedCheck[];
  readonly exposure: ExposureParts;
  /** Risk that the request adds: its amount less what is prepaid. */
  readonly newRisk: Money;
  readonly limit: Money | null;
  /** Limit less exposure; negative when exceeded; `null` without a limit. */
  readonly available: Money | null;
  /** Exposure over limit; absent (`zero-denominator`) for a limit of zero or none. */
  readonly utilisation: Measure;
  /** The approval that covered failed checks. */
  readonly approval: CreditApproval | null;
}
