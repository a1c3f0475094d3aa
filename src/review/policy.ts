/** What a review goes by: a policy as a document. */
import type { BonusAgreement } from "../bonus/index.js";
import type { ClientLifecycleOptions } from "../lifecycle/index.js";
import type { Programme } from "../loyalty/index.js";
import type { PricingPolicy } from "../pricing/index.js";
import type { PaymentOptions, WarningSignRegister } from "../risk/index.js";
import type { AbcOptions, RfmOptions } from "../scoring/index.js";
import type { Duration } from "../values/duration.js";
import type { ActionRule } from "./actions/propose.js";

/**
 * A review policy, plain JSON. What it does not name is not reviewed, and the review says so;
 * only lifecycle, ranking and warning signs have policies of their own to fall back on.
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
  /** The bonus agreement that each account has. */
  readonly bonus?: BonusAgreement;
  /** The loyalty programme that each account takes part in. */
  readonly loyalty?: Programme;
  /** Signs looked for; `orderBehaviourSigns` unless named. */
  readonly signs?: WarningSignRegister;
  /** How payment behaviour is measured. */
  readonly payment?: PaymentOptions;
  /** Rules of action; `starterActions` unless named. */
  readonly actions?: readonly ActionRule[];
  /** How many actions a review names, 0 to 100; 3 unless named. */
  readonly actionsMax?: number;
}
