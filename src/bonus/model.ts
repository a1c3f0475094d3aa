/**
 * A bonus agreement as a document: who earns, on what, by which bands, under which conditions,
 * and how it is paid out.
 *
 * Here: shapes of the document. Not here: the turnover (`turnover-model.ts`), what comes out
 * (`result-model.ts`), how it is checked (`compile.ts`) and applied (`conclude.ts`).
 */
import type { Condition } from "../conditions/index.js";
import type { Scale } from "../scales/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalInput } from "../values/decimal.js";
import type { Duration } from "../values/duration.js";
import type { Money } from "../values/money.js";
import type { ClosedPeriod, Period } from "../values/period.js";
import type { RoundingMode } from "../values/rounding.js";

/**
 * How days are cut into periods: by a length counted from the first day (`contract`), by the
 * calendar, or as listed, in order and without overlap. The first and the last are cut off
 * where the whole ends.
 *
 * @since 0.1.0
 */
export type BonusPeriods =
  | { readonly kind: "contract"; readonly length: Duration }
  | { readonly kind: "calendar"; readonly unit: "month" | "quarter" | "year" }
  | { readonly kind: "listed"; readonly periods: readonly ClosedPeriod[] };

/**
 * A window that moves with each step: the band of a step is found by the turnover of the last
 * `length` up to the end of the step, and holds for the turnover of the step. `length` is a
 * whole multiple of `every`.
 *
 * @since 0.1.0
 */
export interface RollingPeriods {
  readonly kind: "rolling";
  readonly every: Duration;
  readonly length: Duration;
}

/**
 * What can be added up over documents: turnover net or at list prices, in major units of the
 * currency; a quantity or a weight in a unit; the number of different orders.
 *
 * @since 0.1.0
 */
export type BonusGauge =
  | { readonly kind: "netTurnover" }
  | { readonly kind: "listTurnover" }
  | { readonly kind: "quantity"; readonly unit: string }
  | { readonly kind: "weight"; readonly unit: string }
  | { readonly kind: "orders" };

/**
 * Growth over a reference: an amount, or a share of the reference (`"0.1"` is ten percent). The
 * reference is named, or is what was bought as long `before`, and then the documents of that
 * time are to be given too. There is no percentage of a reference of zero or less.
 *
 * @since 0.1.0
 */
export interface GrowthMeasure {
  readonly kind: "growth";
  /** Net turnover unless named. */
  readonly of?: BonusGauge;
  readonly as: "amount" | "percent";
  readonly reference: { readonly value: DecimalInput } | { readonly before: Duration };
}

/**
 * The share that some of the lines have in all that are eligible, from 0 to 1.
 *
 * @since 0.1.0
 */
export interface ShareMeasure {
  readonly kind: "share";
  /** The lines whose share it is, over the facts of documents. */
  readonly part: Condition;
  /** Net turnover unless named; not orders. */
  readonly of?: BonusGauge;
}

/**
 * What is compared with the bounds of the bands.
 *
 * @since 0.1.0
 */
export type BonusMeasure = BonusGauge | GrowthMeasure | ShareMeasure;

/**
 * The least and the most of a bonus in a period, in major units. A guarantee is earned on the
 * last day of the period.
 *
 * @since 0.1.0
 */
export interface BonusLimits {
  readonly cap?: DecimalInput;
  readonly guarantee?: DecimalInput;
}

/**
 * One schedule of bands.
 *
 * | scale | `on` is money | `on` is a quantity, a weight or orders |
 * |---|---|---|
 * | `allUnits` | the band's rate times all of `on` | the band's amount for each unit |
 * | `graduated` | each band's rate on the part inside it | each band's amount for each unit inside it |
 * | `flat` | a lump sum for the band that is reached | the same |
 *
 * Below the lowest band nothing is earned; a measure below zero counts as zero. Where all of a
 * period has come back, none of its stretches earns; a return of a part in a later stretch lowers
 * that stretch only, so that an agreement with stretches counts returns `ofSale`.
 *
 * @since 0.1.0
 */
export interface BonusSchedule {
  readonly id: string;
  /** What finds the band; net turnover unless named. */
  readonly measure?: BonusMeasure;
  /**
   * What the band's value is multiplied with: the measure itself where it can be added up,
   * otherwise net turnover. Where `on` is not the measure, a scale cannot be graduated.
   */
  readonly on?: BonusGauge;
  readonly scale: Scale;
  /** Which documents count, among those of the agreement; all of them unless named. */
  readonly eligible?: Condition;
  /** Stretches of the agreement's period that are counted each by itself; the whole period unless named. */
  readonly every?: BonusPeriods | RollingPeriods;
  /** Of each such stretch. */
  readonly limits?: BonusLimits;
}

/**
 * What has to be so for the bonus of a period.
 *
 * - `paidOnTime`: of the documents with a day on which they are due, at least this share was
 *   paid by then, or within the tolerance; counted by `turnover` or by `documents`.
 * - `noOverdue`: on a day (the last one of the period unless named; a named one judges the period
 *   that it is in) no more than an amount is overdue, whatever the documents are about; credit
 *   notes with a day on which they are due are set off.
 * - `assortment`: at least so many different articles, or product groups, were bought, net of
 *   returns; of the `list` where there is one, in which a group stands for all below it.
 * - `targetEach`: a gauge reached a target in each stretch of the period.
 * - `declared`: a condition over facts that the host passes in (`training attended`, …).
 *
 * @since 0.1.0
 */
export type BonusPrecondition = {
  readonly id: string;
  /** What is left of the bonus when it fails, from 0 to 1; nothing unless named. */
  readonly keeps?: DecimalInput;
} & (
  | {
      readonly kind: "paidOnTime";
      readonly share: DecimalInput;
      readonly of?: "turnover" | "documents";
      readonly toleranceDays?: number;
    }
  | {
      readonly kind: "noOverdue";
      readonly on?: CalendarDate;
      readonly atMost?: DecimalInput;
      readonly toleranceDays?: number;
    }
  | {
      readonly kind: "assortment";
      readonly of: "article" | "productGroup";
      readonly atLeast: number;
      readonly list?: readonly string[];
    }
  | {
      readonly kind: "targetEach";
      readonly every: BonusPeriods;
      readonly target: DecimalInput;
      readonly of?: BonusGauge;
    }
  | { readonly kind: "declared"; readonly when: Condition }
);

/**
 * Net turnover that the partner has promised for each period, judged on its last day: a miss
 * forfeits the bonus, or costs a rate of what is missing.
 *
 * @since 0.1.0
 */
export interface BonusCommitment {
  readonly turnover: DecimalInput;
  readonly otherwise:
    { readonly kind: "forfeit" } | { readonly kind: "charge"; readonly rate: DecimalInput };
}

/**
 * A company of the group that earns together.
 *
 * @since 0.1.0
 */
export interface BonusParty {
  /** As in `party` of the documents. */
  readonly id: string;
  /** Its part of the payout; named for all, and one together, or for none: then by turnover. */
  readonly share?: DecimalInput;
}

/**
 * How a bonus is paid out. Goods and points are whole units; what is left of the amount is
 * named and stays payable.
 *
 * @since 0.1.0
 */
export type BonusPayoutForm =
  | { readonly kind: "creditNote" }
  | { readonly kind: "payment" }
  | { readonly kind: "freeGoods"; readonly article: string; readonly value: Money }
  | { readonly kind: "points"; readonly value: Money };

/**
 * A unit of quantities in terms of another, for all articles or for one: one `from` is `ratio`
 * times `to`.
 *
 * @since 0.1.0
 */
export interface BonusConversion {
  readonly from: string;
  readonly to: string;
  readonly ratio: DecimalInput;
  readonly article?: string;
}

/**
 * A retrospective rebate: what the supplier grants after the fact on what was bought in a period.
 *
 * @since 0.1.0
 */
export interface BonusAgreement {
  readonly id: string;
  /** ISO 4217 code in which it is counted and paid. */
  readonly currency: string;
  /** Days on which turnover counts. */
  readonly valid: Period;
  /** The periods of which each is settled by itself; years from `valid.from` unless named. */
  readonly period?: Duration | BonusPeriods;
  /** Who earns together; documents of others do not count. Everybody unless named. */
  readonly parties?: readonly BonusParty[];
  /**
   * Which documents count, over the facts `id`, `date`, `article`, `productGroup`, `party`,
   * `order`, and `productGroups`: the group with all above it in the hierarchy.
   */
  readonly eligible?: Condition;
  readonly productHierarchy?: readonly { readonly child: string; readonly parent: string }[];
  readonly schedules: readonly BonusSchedule[];
  /**
   * What several schedules come to in a period: their sum, the best of them alone, or their sum
   * where each counts on what the earlier ones have left of the turnover; the sum unless named.
   */
  readonly combine?: "add" | "best" | "reduceBase";
  /** Of each period, over all schedules. */
  readonly limits?: BonusLimits;
  readonly preconditions?: readonly BonusPrecondition[];
  readonly commitment?: BonusCommitment;
  /** Whether a return counts on its own day, or on that of the sale; on its own unless named. */
  readonly returns?: "ofReturn" | "ofSale";
  /**
   * Until how long after its period a document may become known; one that comes later does not
   * count, or counts on the day on which it became known. A return is never too late: where
   * others do not count, it counts in its period. Without it, none is too late.
   */
  readonly closing?: { readonly after: Duration; readonly late: "exclude" | "whenKnown" };
  /** Part of what is earned that is settled while a period lasts; all of it unless named. */
  readonly interimShare?: DecimalInput;
  /** What becomes of a settlement that paid too much; it is recovered unless named. */
  readonly clawBack?: "recover" | "carryForward" | "forgive";
  /** A credit note unless named. */
  readonly payout?: BonusPayoutForm;
  readonly conversions?: readonly BonusConversion[];
  /** How each figure is rounded to the minor unit, once; half to even unless named. */
  readonly rounding?: RoundingMode;
}
