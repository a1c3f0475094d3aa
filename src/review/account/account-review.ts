/** What a review says of one account. */
import type { ClientState, PipelineForecast } from "../../lifecycle/index.js";
import type { Assessment, PaymentBehaviour, WarningSignReport } from "../../risk/index.js";
import type { AbcRow, RfmRow, Score } from "../../scoring/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { NextAction, WithheldAction } from "../actions/model.js";
import type { ReviewChange } from "../figures/changes.js";
import type { MarketView } from "../market/model.js";
import type { RecordQuality } from "../records/record-quality.js";
import type { ComplaintService } from "../service/complaint-service.js";
import type { Basis } from "./basis.js";
import type { BonusStanding } from "./bonus-standing.js";
import type { ContactStanding } from "./contact-standing.js";
import type { CrossSellStanding } from "./cross-sell-standing.js";
import type { CreditStanding } from "./credit-standing.js";
import type { ActionTaken } from "./facts.js";
import type { Finding } from "./finding.js";
import type { LifecyclePosition } from "./lifecycle-position.js";
import type { LossStanding } from "./loss-standing.js";
import type { LoyaltyStanding } from "./loyalty-standing.js";
import type { ServiceStanding } from "./service-standing.js";
import type { PricesRealised } from "./prices-realised.js";
import type { ValueStanding } from "./value-standing.js";
import type { AccountTurnover, ReviewWindows } from "./turnover.js";

/** The parts of a review that may be unknown. @since 0.1.0 */
export type ReviewPart =
  | "lifecycle"
  | "score"
  | "abc"
  | "rfm"
  | "value"
  | "prices"
  | "bonus"
  | "payment"
  | "risk"
  | "credit"
  | "loss"
  | "loyalty"
  | "service"
  | "complaints"
  | "contacts"
  | "crossSell"
  | "pipeline"
  | "record"
  | "market";

/** The account that a review is of, as the host names it. @since 0.1.0 */
export interface ReviewedAccount {
  readonly id: string;
  readonly name?: string;
  readonly clientGroup?: string;
  readonly segment?: string;
  readonly manager?: string;
  readonly channel?: string;
  /** Facts of the host's own. */
  readonly attributes?: { readonly [name: string]: string | number | boolean };
}

/**
 * One account as it stands. Every part is known or says why it is not; `coverage` says how much
 * of the picture is there.
 *
 * @since 0.1.0
 */
export interface AccountReview {
  readonly kind: "account-review";
  readonly policy: string;
  readonly account: ReviewedAccount;
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly windows: ReviewWindows;
  readonly turnover: AccountTurnover;
  readonly lifecycle: Finding<LifecyclePosition>;
  /** By the policy's scorecard over the figures of this review. */
  readonly score: Finding<Score>;
  /** Class and rank among the accounts reviewed with it, by net turnover of the window. */
  readonly abc: Finding<AbcRow>;
  readonly rfm: Finding<RfmRow>;
  /** Whether it still buys, how often it will, and what that is worth. */
  readonly value: Finding<ValueStanding>;
  readonly prices: Finding<PricesRealised>;
  readonly bonus: Finding<BonusStanding>;
  readonly payment: Finding<PaymentBehaviour>;
  readonly risk: Finding<Assessment>;
  readonly credit: Finding<CreditStanding>;
  readonly loss: Finding<LossStanding>;
  readonly loyalty: Finding<LoyaltyStanding>;
  readonly service: Finding<ServiceStanding>;
  readonly complaints: Finding<ComplaintService>;
  readonly contacts: Finding<ContactStanding>;
  /** What to offer next, the best first. */
  readonly crossSell: Finding<CrossSellStanding>;
  readonly pipeline: Finding<PipelineForecast>;
  readonly record: Finding<RecordQuality>;
  /** Competitors, strengths and weaknesses, by the market that was given. */
  readonly market: Finding<MarketView>;
  readonly warningSigns: WarningSignReport;
  /** What each part that is known rests on: kind, number and days of the facts, and the policy. */
  readonly basis: { readonly [part in ReviewPart | "turnover" | "warningSigns"]?: Basis };
  /**
   * Share of the parts, and of the warning signs, that could be computed or do not apply to the
   * account: 0 to 1.
   */
  readonly coverage: number;
  /** Parts that are not known, although they may apply. */
  readonly missing: readonly ReviewPart[];
  /** Against the previous review, the most important first; unknown where none was given. */
  readonly changes: Finding<readonly ReviewChange[]>;
  /** The first of the next best actions. */
  readonly actions: readonly NextAction[];
  /** Actions whose rules hold and which are not proposed, with the reason. */
  readonly withheld: readonly WithheldAction[];
  /** Actions taken up to the day of the review, the last of each rule. */
  readonly actionsTaken: readonly ActionTaken[];
}

/** State of an account, `unknown` where it has no order. @since 0.1.0 */
export type ReviewedState = ClientState | "unknown";
