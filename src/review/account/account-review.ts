/** What a review says of one account. */
import type { ClientState } from "../../lifecycle/index.js";
import type { PaymentBehaviour, WarningSignReport } from "../../risk/index.js";
import type { AbcRow, RfmRow } from "../../scoring/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { NextAction } from "../actions/propose.js";
import type { BonusStanding } from "./bonus-standing.js";
import type { Finding } from "./finding.js";
import type { LifecyclePosition } from "./lifecycle-position.js";
import type { LoyaltyStanding } from "./loyalty-standing.js";
import type { PricesRealised } from "./prices-realised.js";
import type { AccountTurnover, ReviewWindows } from "./turnover.js";

/** The parts of a review that may be unknown. @since 0.1.0 */
export type ReviewPart = "lifecycle" | "abc" | "rfm" | "prices" | "bonus" | "payment" | "loyalty";

/**
 * One account as it stands. Every part is known or says why it is not; `coverage` says how much
 * of the picture is there.
 *
 * @since 0.1.0
 */
export interface AccountReview {
  readonly policy: string;
  readonly account: { readonly id: string; readonly name?: string; readonly clientGroup?: string };
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly windows: ReviewWindows;
  readonly turnover: AccountTurnover;
  readonly lifecycle: Finding<LifecyclePosition>;
  /** Class and rank among the accounts reviewed with it, by net turnover of the window. */
  readonly abc: Finding<AbcRow>;
  readonly rfm: Finding<RfmRow>;
  readonly prices: Finding<PricesRealised>;
  readonly bonus: Finding<BonusStanding>;
  readonly payment: Finding<PaymentBehaviour>;
  readonly loyalty: Finding<LoyaltyStanding>;
  readonly warningSigns: WarningSignReport;
  /** Share of the parts, and of the warning signs, that could be computed: 0 to 1. */
  readonly coverage: number;
  /** Parts that are not known. */
  readonly missing: readonly ReviewPart[];
  /** The first of the next best actions. */
  readonly actions: readonly NextAction[];
}

/** State of an account, `unknown` where it has no order. @since 0.1.0 */
export type ReviewedState = ClientState | "unknown";
