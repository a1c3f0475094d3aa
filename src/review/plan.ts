/** A review policy ready to be applied: what each capability made of its part. */
import type { BonusPlan } from "../bonus/index.js";
import type { LiabilityAssumptions, ProgrammePlan } from "../loyalty/index.js";
import type { PricingPlan } from "../pricing/index.js";
import type { AssessmentPlan, CreditPlan, PaymentOptions, WarningSignPlan } from "../risk/index.js";
import type { AbcOptions, PortfolioPolicy, RfmOptions, ScorecardPlan } from "../scoring/index.js";
import type { Duration } from "../values/duration.js";
import type { Agreements } from "./account/agreement-of.js";
import type { ClientLifecycle } from "./account/lifecycle-position.js";
import type { CrossSellPolicy } from "./account/cross-sell-standing.js";
import type { LossPolicy } from "./account/loss-standing.js";
import type { PipelinePolicy } from "./account/pipeline-standing.js";
import type { AfterInvoiceRate } from "./account/prices-realised.js";
import type { ValuePlan } from "./account/value-standing.js";
import type { ActionPlan, RankingPlan } from "./actions/read-rules.js";
import type { TextOrders } from "./figures/changes.js";
import type { CompiledContactPolicy } from "./contacts/contact-policy.js";
import type { QualityPlan } from "./records/quality-policy.js";
import type { ComplaintOptions } from "./service/complaint-service.js";
import type { ServiceOptions } from "./service/model.js";

/**
 * A review policy ready to be applied. Opaque: store the policy.
 *
 * @since 0.1.0
 */
export interface ReviewPlan {
  readonly kind: "review-plan";
  readonly id: string;
  readonly currency: string;
  /** Minor units of the currency. @internal */
  readonly scale: number;
  /** @internal */
  readonly window: Duration;
  /** @internal */
  readonly signWindow: Duration;
  /** @internal */
  readonly lifecycle: ClientLifecycle;
  /** @internal */
  readonly abc: AbcOptions;
  /** @internal */
  readonly rfm: RfmOptions;
  /** @internal */
  readonly pricing: PricingPlan | null;
  /** @internal */
  readonly bonus: Agreements<BonusPlan>;
  /** @internal */
  readonly loyalty: Agreements<ProgrammePlan>;
  /** @internal */
  readonly signs: WarningSignPlan;
  /** @internal */
  readonly payment: PaymentOptions;
  /** @internal */
  readonly loyaltyLiability: LiabilityAssumptions | null;
  /** @internal */
  readonly afterInvoice: readonly AfterInvoiceRate[];
  /** @internal */
  readonly value: ValuePlan | null;
  /** @internal */
  readonly crossSell: CrossSellPolicy | null;
  /** @internal */
  readonly scorecard: ScorecardPlan | null;
  /** @internal */
  readonly assessment: AssessmentPlan | null;
  /** @internal */
  readonly credit: CreditPlan | null;
  /** @internal */
  readonly loss: LossPolicy | null;
  /** @internal */
  readonly pipeline: PipelinePolicy | null;
  /** @internal */
  readonly service: ServiceOptions;
  /** @internal */
  readonly complaints: ComplaintOptions;
  /** @internal */
  readonly contacts: CompiledContactPolicy | null;
  /** @internal */
  readonly record: QualityPlan | null;
  /** @internal */
  readonly matrix: PortfolioPolicy | null;
  /** @internal */
  readonly attributes: Readonly<Record<string, "string" | "number" | "boolean">>;
  /** From bad to good, for the direction of changes. @internal */
  readonly orders: TextOrders;
  /** @internal */
  readonly actions: readonly ActionPlan[];
  /** @internal */
  readonly ranking: RankingPlan;
  /** @internal */
  readonly actionsMax: number;
}
