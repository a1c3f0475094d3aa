/** What a review goes by: a policy as a document. */
import type { BonusAgreement } from "../bonus/index.js";
import type { ClientLifecycleOptions } from "../lifecycle/index.js";
import type { LiabilityAssumptions, Programme } from "../loyalty/index.js";
import type { PricingPolicy } from "../pricing/index.js";
import type {
  AssessmentPolicy,
  CreditPolicy,
  PaymentOptions,
  WarningSignRegister,
} from "../risk/index.js";
import type { AbcOptions, PortfolioPolicy, RfmOptions, Scorecard } from "../scoring/index.js";
import type { Duration } from "../values/duration.js";
import type { CrossSellPolicy } from "./account/cross-sell-standing.js";
import type { LossPolicy } from "./account/loss-standing.js";
import type { PipelinePolicy } from "./account/pipeline-standing.js";
import type { AfterInvoiceRate } from "./account/prices-realised.js";
import type { ValuePolicy } from "./account/value-standing.js";
import type { ContactPolicy } from "./contacts/model.js";
import type { QualityPolicy } from "./records/quality-policy.js";
import type { ComplaintOptions } from "./service/complaint-service.js";
import type { ServiceOptions } from "./service/model.js";
import type { ActionRanking, ActionRule } from "./actions/model.js";

/**
 * A review policy, plain JSON. What it does not name is not reviewed, and the review says so;
 * only lifecycle, ABC, RFM, payments, service, complaints, warning signs and the rank of actions
 * have usual values to fall back on.
 *
 * @since 0.1.0
 */
export interface ReviewPolicy {
  readonly id: string;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** Length of the window of turnover, ranks and prices; `P12M` unless named. */
  readonly window?: Duration;
  /** Length of the two windows that warning signs compare; `P3M` unless named. */
  readonly signWindow?: Duration;
  /** Waits of the client's lifecycle. */
  readonly lifecycle?: ClientLifecycleOptions;
  /** Boundaries of the classes A, B and C. */
  readonly abc?: AbcOptions;
  /** Bins and segments of recency, frequency and monetary value. */
  readonly rfm?: RfmOptions;
  /** The price agreement; its steps and records hold for all accounts. */
  readonly pricing?: PricingPolicy;
  /**
   * The bonus agreement that each account has; of a list, an account names its own by id, and has
   * the first where it names none.
   */
  readonly bonus?: BonusAgreement | readonly BonusAgreement[];
  /** The loyalty programme that each account takes part in, or several, as with `bonus`. */
  readonly loyalty?: Programme | readonly Programme[];
  /** What points outstanding are assumed to cost, by wallets of all programmes. */
  readonly loyaltyLiability?: LiabilityAssumptions;
  /** Signs looked for; `orderBehaviourSigns` unless named. */
  readonly signs?: WarningSignRegister;
  /** How payment behaviour is measured. */
  readonly payment?: PaymentOptions;
  /** What comes off every invoice after it was written, each once, in their order. */
  readonly afterInvoice?: readonly AfterInvoiceRate[];
  /** How clients are valued. */
  readonly value?: ValuePolicy;
  /** How offers are found. */
  readonly crossSell?: CrossSellPolicy;
  /** How the account is scored, over the figures of the review by name, and `attributes.…`. */
  readonly scorecard?: Scorecard;
  /** How the risk of an account is graded. */
  readonly assessment?: AssessmentPolicy;
  /** Limits and the checks of a delivery. */
  readonly credit?: CreditPolicy;
  /** Probabilities of default by grade, and what is lost then. */
  readonly loss?: LossPolicy;
  /** What open deals are forecast by. */
  readonly pipeline?: PipelinePolicy;
  /** How strictly deliveries are judged. */
  readonly service?: ServiceOptions;
  /** How complaints are measured. */
  readonly complaints?: ComplaintOptions;
  /**
   * How often accounts hear from us. Its conditions may speak of the review's figures by name
   * where its `facts` declare them; the class is the scorecard's, or that of ABC without one.
   */
  readonly contacts?: ContactPolicy;
  /** What a good record has. */
  readonly record?: QualityPolicy;
  /** The portfolio matrix, over the figures of the review by name, and `attributes.…`. */
  readonly matrix?: PortfolioPolicy;
  /** Names and types of the host's own facts of an account. */
  readonly attributes?: { readonly [name: string]: "string" | "number" | "boolean" };
  /** Rules of action; `starterActions` unless named. */
  readonly actions?: readonly ActionRule[];
  /** The formula by which actions are ranked. */
  readonly ranking?: ActionRanking;
  /** How many actions a review names, 0 to 100; 3 unless named. */
  readonly actionsMax?: number;
}
