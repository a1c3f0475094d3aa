/** What a review says of all accounts together. */
import type { PipelineForecast } from "../../lifecycle/index.js";
import type {
  AbcTable,
  ChannelTable,
  Concentration,
  ManagerReport,
  NoConcentration,
  PortfolioMatrix,
  RfmTable,
} from "../../scoring/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Money } from "../../values/money.js";
import type { AccountReview, ReviewedState } from "../account/account-review.js";
import type { Finding } from "../account/finding.js";
import type { ServiceStanding } from "../account/service-standing.js";
import type { Turnover, ReviewWindows } from "../account/turnover.js";
import type { NextAction } from "../actions/model.js";
import type { ContactPlanResult } from "../contacts/model.js";
import type { ComplaintService } from "../service/complaint-service.js";
import type { ValueModels } from "../account/value-standing.js";
import type { PortfolioRules } from "./cross-sell.js";
import type { RecordsQuality } from "./service.js";

/** Turnover over all time and over the two windows. @since 0.1.0 */
export interface PortfolioTurnover {
  readonly all: Turnover;
  readonly current: Turnover;
  readonly previous: Turnover;
}

/** The accounts in one state of the client's lifecycle. @since 0.1.0 */
export interface StateSummary {
  readonly state: ReviewedState;
  readonly accounts: number;
  /** Net turnover of the current window. */
  readonly net: Money;
}

/** The accounts of one class of the scorecard. @since 0.1.0 */
export interface ClassSummary {
  /** Null for accounts without a score. */
  readonly class: string | null;
  readonly accounts: number;
  /** Net turnover of the current window. */
  readonly net: Money;
}

/** The accounts of one risk grade. @since 0.1.0 */
export interface GradeSummary {
  /** Null for accounts without a grade. */
  readonly grade: string | null;
  readonly accounts: number;
  /** Of the accounts whose credit is known. */
  readonly exposure: Money;
  /** Of the accounts for which it is known. */
  readonly expectedLoss: Money;
}

/** Accounts that went from one class or state to another. @since 0.1.0 */
export interface Movement {
  /** Null for accounts that were not there, or had none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly accounts: number;
  /** Net turnover of the current window of this review. */
  readonly net: Money;
}

/** Movements since the previous review, those that stayed included. @since 0.1.0 */
export interface ReviewMovement {
  readonly lifecycle: readonly Movement[];
  readonly abc: readonly Movement[];
  readonly score: readonly Movement[];
  readonly grade: readonly Movement[];
  /** Accounts that the previous review did not have, by id. */
  readonly arrived: readonly string[];
  /** Accounts that this review does not have, by id. */
  readonly left: readonly string[];
}

/** An amount with the number of accounts for which it is known. @since 0.1.0 */
export interface KnownAmount {
  readonly accounts: number;
  readonly amount: Money;
}

/** Credit over the accounts for which it is known. @since 0.1.0 */
export interface PortfolioCredit {
  readonly accounts: number;
  readonly exposure: Money;
  /** Sum of the limits of accounts that have one. */
  readonly limit: Money;
  /** Accounts to which nothing more is delivered for now: `HOLD` or `REFUSE`. */
  readonly held: readonly string[];
}

/**
 * What an account may cost or bring, with the amount of its own figures. That of `bonus-band` is
 * the turnover which is missing to the next band of its bonus, where that is no more than the
 * account bought in the window.
 *
 * @since 0.1.0
 */
export interface PortfolioFinding {
  readonly account: string;
  readonly kind:
    | "overdue"
    | "over-limit"
    | "expected-loss"
    | "falling-silent"
    | "shrinking"
    | "overdue-backlog"
    | "pipeline"
    | "bonus-band"
    | "price-leakage"
    | "growing";
  readonly amount: Money;
}

/** An action with the account that it is for. @since 0.1.0 */
export interface PortfolioAction {
  readonly account: string;
  readonly action: NextAction;
}

/**
 * All accounts as they stand. Every figure in money is the sum of the accounts', to the cent.
 *
 * @since 0.1.0
 */
export interface PortfolioReview {
  readonly kind: "portfolio-review";
  readonly policy: string;
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly windows: ReviewWindows;
  readonly turnover: {
    /** Of the accounts. */
    readonly accounts: PortfolioTurnover;
    /** Of orders that name no account. */
    readonly unattributed: PortfolioTurnover;
    readonly total: PortfolioTurnover;
  };
  /** From the lead to the lost; states without an account are left out. */
  readonly lifecycle: readonly StateSummary[];
  /** From the lowest class to the highest, then those without; unknown without a scorecard. */
  readonly classes: Finding<readonly ClassSummary[]>;
  /** By net turnover of the current window. */
  readonly abc: AbcTable;
  readonly concentration: Concentration | NoConcentration;
  readonly rfm: RfmTable;
  /** Since the previous review; unknown where none was given. */
  readonly movement: Finding<ReviewMovement>;
  /** Bonus earned by all accounts together; unknown where the policy has no agreement. */
  readonly bonusEarned: Finding<Money>;
  /** Bonus to accrue for the last month, of all accounts together. */
  readonly bonusAccruedLastMonth: Finding<Money>;
  /** Points outstanding; unknown where the policy has no programme. */
  readonly loyaltyPoints: Finding<number>;
  /** What is owed for points; unknown where the policy does not say what they cost. */
  readonly loyaltyLiability: Finding<KnownAmount>;
  /** Overdue amount of the accounts whose payments are known, and how many these are. */
  readonly overdue: Finding<KnownAmount>;
  readonly credit: Finding<PortfolioCredit>;
  /** From the best grade to the worst, then those without; unknown without an assessment. */
  readonly grades: Finding<readonly GradeSummary[]>;
  readonly expectedLoss: Finding<KnownAmount>;
  /** Of all open deals together. */
  readonly pipeline: Finding<PipelineForecast>;
  /** The models that the accounts are valued by. */
  readonly value: Finding<ValueModels>;
  /** Value of the accounts for which it is known: the sum of their lifetime values. */
  readonly lifetimeValue: Finding<KnownAmount>;
  /** The rules that offers are made by. */
  readonly crossSell: Finding<PortfolioRules>;
  /** Where the accounts stand by attractiveness and relative strength. */
  readonly matrix: Finding<PortfolioMatrix>;
  /** Whom to contact when, of the accounts whose contacts are known. */
  readonly contacts: Finding<ContactPlanResult>;
  /** Of the orders of all accounts; order ids have the account's before them. */
  readonly service: Finding<ServiceStanding>;
  readonly complaints: Finding<ComplaintService>;
  readonly recordQuality: Finding<RecordsQuality>;
  /**
   * How account managers did in the current window against the one before; their price
   * realisation and contact discipline are in the monthly report. Unknown where no account names a manager.
   */
  readonly managers: Finding<ManagerReport>;
  /** Channels of acquisition; unknown where they were not given. */
  readonly channels: Finding<ChannelTable>;
  /** What may be lost, the largest amount first; at most fifty. */
  readonly risks: readonly PortfolioFinding[];
  /** What may be won, the largest amount first; at most fifty. */
  readonly opportunities: readonly PortfolioFinding[];
  /** Mean coverage of the accounts, 0 to 1; 0 without any. */
  readonly coverage: number;
  /** The first action of each account, ranked; at most a hundred. */
  readonly actions: readonly PortfolioAction[];
  /** By id. */
  readonly accounts: readonly AccountReview[];
}
