/**
 * What is known of an account: the facts that a review is made from, as the host has them.
 *
 * Here: the shape of the facts. Not here: how they are checked (`read-account.ts`).
 */
import type { ClientContext, ClientState, LifecycleState } from "../../lifecycle/index.js";
import type {
  CreditExposure,
  EvidenceSet,
  InvoiceItem,
  LimitFacts,
  ReputationItem,
} from "../../risk/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import type { Json } from "../../values/refusal.js";
import type { Consent, ContactMade, QuietPeriod } from "../contacts/model.js";
import type { ComplaintFact } from "../service/complaint-service.js";
import type { ServiceOrder } from "../service/model.js";

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
 * What the credit controller knows of an account beside its invoices, which come from
 * {@link Account.invoices}.
 *
 * @since 0.1.0
 */
export interface AccountCredit extends Omit<CreditExposure, "invoices" | "limit" | "grade"> {
  /** The limit in force, null for none; computed by the policy's rules unless named. */
  readonly limit?: Money | null;
  /** What a limit is computed from; the grade comes from the review. */
  readonly limitFacts?: Omit<LimitFacts, "grade">;
}

/**
 * A deal with the account: open, or closed as won or lost.
 *
 * @since 0.1.0
 */
export interface AccountDeal {
  /** Of its own within the account. */
  readonly id: string;
  /** State of the sales cycle in which it stands. */
  readonly state: string;
  readonly amount: Money;
  readonly openedOn: CalendarDate;
  /** Day on which it entered its state. */
  readonly enteredOn?: CalendarDate;
  /** Day on which it is expected to close. */
  readonly closesOn?: CalendarDate;
  /** A probability to be won that the host knows better than the estimate. */
  readonly probability?: number;
  /** Given with `outcome` once it is closed. */
  readonly closedOn?: CalendarDate;
  readonly outcome?: "won" | "lost";
}

/**
 * What is known of the contacts with an account.
 *
 * @since 0.1.0
 */
export interface AccountContacts {
  /** Contacts made up to the day of the review. */
  readonly made?: readonly ContactMade[];
  readonly consents?: readonly Consent[];
  /** Channels that the client prefers, the first most. */
  readonly preferredChannels?: readonly string[];
  readonly quietPeriods?: readonly QuietPeriod[];
  /** Day from which the wait for a first contact runs. */
  readonly since?: CalendarDate;
}

/**
 * The fields of an account's master record, as the host names them, and when each was last
 * found right.
 *
 * @since 0.1.0
 */
export interface MasterRecord {
  readonly verifiedOn?: { readonly [field: string]: CalendarDate };
  readonly [field: string]: Json | undefined;
}

/**
 * An action that was taken: its rule is not proposed again for a while.
 *
 * @since 0.1.0
 */
export interface ActionTaken {
  readonly rule: string;
  readonly on: CalendarDate;
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
  readonly segment?: string;
  /** Who looks after the account. */
  readonly manager?: string;
  /** How the client was acquired. */
  readonly channel?: string;
  /**
   * Facts of the host's own, of the names and types that the policy declares: strategic fit,
   * number of sites. Rules, scorecards and cadences read them as `attributes.NAME`.
   */
  readonly attributes?: { readonly [name: string]: string | number | boolean };
  /**
   * Id of its bonus agreement among the policy's, null where it has none; the first of the policy
   * unless named.
   */
  readonly bonus?: string | null;
  /** Id of its loyalty programme among the policy's, as with `bonus`. */
  readonly loyalty?: string | null;
  /** In any order; days after the review's `asOf` are refused. */
  readonly orders: readonly AccountOrder[];
  /** Every invoice with its settlement; absent where the host does not know them. */
  readonly invoices?: readonly InvoiceItem[];
  /** Evidence for warning signs and the risk assessment, beside what the review itself knows. */
  readonly evidence?: EvidenceSet;
  /** References, disputes and public signals. */
  readonly reputation?: readonly ReputationItem[];
  readonly credit?: AccountCredit;
  readonly deals?: readonly AccountDeal[];
  /**
   * Where the client stands by its own lifecycle, as the host keeps it (`clientLifecycle` of
   * `clientele/lifecycle`): for leads and prospects, and for clients that a person made key
   * accounts or blocked. Without it, the orders are replayed.
   */
  readonly standing?: LifecycleState<ClientState, ClientContext>;
  /** What was promised and what came, for the service level. */
  readonly deliveries?: readonly ServiceOrder[];
  readonly complaints?: readonly ComplaintFact[];
  readonly contacts?: AccountContacts;
  /** Its master record, for the quality of it. */
  readonly record?: MasterRecord;
  /** Actions taken since the beginning; those after `asOf` are left out. */
  readonly actionsTaken?: readonly ActionTaken[];
}
