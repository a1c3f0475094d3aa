/** The checked form of an agreement. Opaque to users; what everything else starts from. */
import type { CompiledCondition } from "../conditions/index.js";
import type { ScalePlan } from "../scales/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { Duration } from "../values/duration.js";
import type { Period } from "../values/period.js";
import type { Integer, RoundingMode } from "../values/rounding.js";
import type { Scaled } from "../values/scaled.js";
import type { Conversions } from "./gauge.js";
import type { BonusGauge, BonusPayoutForm, BonusPeriods } from "./model.js";

/** Limits in minor units. @internal */
export interface LimitUnits {
  readonly cap: Integer | null;
  readonly guarantee: Integer | null;
}

/** What finds the band. @internal */
export type MeasurePlan =
  | { readonly kind: "gauge"; readonly of: BonusGauge }
  | {
      readonly kind: "growth";
      readonly of: BonusGauge;
      readonly as: "amount" | "percent";
      /** In units of the gauge; null when it is what was bought `before`. */
      readonly reference: Integer | null;
      readonly before: Duration | null;
    }
  | { readonly kind: "share"; readonly of: BonusGauge; readonly part: CompiledCondition };

/** One schedule. @internal */
export interface SchedulePlan {
  readonly id: string;
  readonly measure: MeasurePlan;
  readonly on: BonusGauge;
  /** Whether `on` is the measure itself, so that the scale divides it. */
  readonly isOnMeasure: boolean;
  readonly scale: ScalePlan;
  readonly eligible: CompiledCondition | null;
  /** The condition as text, by which two are the same; empty without one. */
  readonly eligibleKey: string;
  /** Null for the whole period. */
  readonly every: BonusPeriods | null;
  /** Steps in a rolling window; 1 without one. */
  readonly windowSteps: number;
  readonly limits: LimitUnits;
}

/** One precondition. @internal */
export type PreconditionPlan = {
  readonly id: string;
  readonly keeps: Scaled;
} & (
  | {
      readonly kind: "paidOnTime";
      readonly share: Scaled;
      readonly of: "turnover" | "documents";
      readonly toleranceDays: number;
    }
  | {
      readonly kind: "noOverdue";
      readonly on: CalendarDate | null;
      readonly atMost: Integer;
      readonly toleranceDays: number;
    }
  | {
      readonly kind: "assortment";
      readonly of: "article" | "productGroup";
      readonly atLeast: number;
      readonly list: ReadonlySet<string> | null;
    }
  | {
      readonly kind: "targetEach";
      readonly every: BonusPeriods;
      readonly of: BonusGauge;
      /** In units of the gauge. */
      readonly target: Integer;
    }
  | { readonly kind: "declared"; readonly when: CompiledCondition }
);

/**
 * An agreement ready to be applied. Opaque: store the {@link BonusAgreement}.
 *
 * @since 0.1.0
 */
export interface BonusPlan {
  readonly kind: "bonus-plan";
  readonly id: string;
  readonly currency: string;
  /** Minor units of the currency. @internal */
  readonly minorUnits: number;
  /** @internal */
  readonly valid: Period;
  /** @internal */
  readonly periods: BonusPeriods;
  /** Weight of each party by id; null for everybody, and a null weight for one by turnover. @internal */
  readonly parties: ReadonlyMap<string, Scaled | null> | null;
  /** @internal */
  readonly eligible: CompiledCondition | null;
  /** Each group with all above it. @internal */
  readonly ancestors: ReadonlyMap<string, readonly string[]>;
  /** Whether a condition asks for the groups above. @internal */
  readonly asksForGroups: boolean;
  /** @internal */
  readonly schedules: readonly SchedulePlan[];
  /** @internal */
  readonly combine: "add" | "best" | "reduceBase";
  /** @internal */
  readonly limits: LimitUnits;
  /** @internal */
  readonly preconditions: readonly PreconditionPlan[];
  /** `charge` is null where a miss forfeits the bonus. @internal */
  readonly commitment: { readonly units: Integer; readonly charge: Scaled | null } | null;
  /** @internal */
  readonly returns: "ofReturn" | "ofSale";
  /** @internal */
  readonly closing: { readonly after: Duration; readonly late: "exclude" | "whenKnown" } | null;
  /** @internal */
  readonly interimShare: Scaled;
  /** @internal */
  readonly clawBack: "recover" | "carryForward" | "forgive";
  /** @internal */
  readonly payout: BonusPayoutForm;
  /** @internal */
  readonly conversions: Conversions;
  /** @internal */
  readonly rounding: RoundingMode;
}
