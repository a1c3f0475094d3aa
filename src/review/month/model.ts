/** What the director reads at the end of a month: the portfolio, and what the month brought. */
import type { PriceVolumeMix } from "../../pricing/index.js";
import type {
  ChannelFacts,
  ChannelTable,
  GrowthStep,
  ManagerPolicy,
  ManagerReport,
} from "../../scoring/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Money } from "../../values/money.js";
import type { ClosedPeriod } from "../../values/period.js";
import type { Account, AccountOrder } from "../account/facts.js";
import type { Finding } from "../account/finding.js";
import type { ServiceStanding } from "../account/service-standing.js";
import type { Turnover } from "../account/turnover.js";
import type { ContactDiscipline } from "../contacts/contact-discipline.js";
import type { ReviewChange } from "../figures/changes.js";
import type { MarketPlan } from "../market/compile-market.js";
import type { Market } from "../market/model.js";
import type { ManagerToReview } from "../portfolio/managers.js";
import type { PortfolioReview } from "../portfolio/model.js";

/** What a monthly report is made from. @since 0.1.0 */
export interface MonthlyFacts {
  readonly accounts: readonly Account[];
  /** Orders that name no account. */
  readonly unattributed?: readonly AccountOrder[];
  /** First day from which the order book is complete. */
  readonly booksFrom?: CalendarDate;
  readonly market?: Market | MarketPlan;
  /** The portfolio review of the month before, for changes and movements. */
  readonly previous?: PortfolioReview;
  /** Managers with what they are to reach in the period; those that accounts name, unless given. */
  readonly managers?: readonly ManagerToReview[];
  readonly managerPolicy?: ManagerPolicy;
  /** Costs and leads of the channels of acquisition. */
  readonly channels?: ChannelFacts;
  /** Stages of the channels' leads, from the first contact to the client. */
  readonly channelStages?: readonly string[];
  /** Days after the due one on which a contact is still in time; 0 unless named. */
  readonly contactGraceDays?: number;
}

/** Deals that were decided in a period. @since 0.1.0 */
export interface DealsDecided {
  readonly opened: number;
  readonly won: number;
  readonly lost: number;
  readonly wonAmount: Money;
  readonly lostAmount: Money;
}

/** Complaints of a period. @since 0.1.0 */
export interface ComplaintsOfPeriod {
  readonly opened: number;
  readonly closed: number;
}

/** A change with the account that it is of. @since 0.1.0 */
export interface AccountNews {
  readonly account: string;
  readonly change: ReviewChange;
}

/**
 * The report of a period: the portfolio as of its last day, and what the period brought beside
 * the one before and the same one a year ago.
 *
 * @since 0.1.0
 */
export interface MonthlyReport {
  readonly kind: "monthly-report";
  readonly period: ClosedPeriod;
  readonly before: ClosedPeriod;
  readonly yearBefore: ClosedPeriod;
  readonly review: PortfolioReview;
  /** Of all orders, those that name no account included. */
  readonly turnover: {
    readonly period: Turnover;
    readonly before: Turnover;
    readonly yearBefore: Turnover;
  };
  /** From the same period a year ago: new, won back, expansion, contraction, churn. */
  readonly growth: Finding<GrowthStep>;
  /** The same change as price, volume and mix of articles. */
  readonly bridge: Finding<PriceVolumeMix>;
  readonly deals: Finding<DealsDecided>;
  /** Of the orders promised for the period. */
  readonly service: Finding<ServiceStanding>;
  readonly complaints: Finding<ComplaintsOfPeriod>;
  /** Contacts that were due in the period, and whether they were made in time. */
  readonly contacts: Finding<ContactDiscipline>;
  readonly managers: Finding<ManagerReport>;
  readonly channels: Finding<ChannelTable>;
  /**
   * The most important changes since the previous review: one of each account, four of each
   * figure and twenty in all at most. The accounts' own reviews have every change.
   */
  readonly news: readonly AccountNews[];
}
