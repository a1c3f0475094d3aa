/** The performance of account managers: facts, policy and report. */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Money } from "../../values/money.js";
import type { ClosedPeriod } from "../../values/period.js";
import type { GrowthParts } from "../cohorts/movement.js";
import type { AccountRetention, NoRetention } from "../cohorts/retention.js";
import type { Funnel } from "./funnel.js";
import type { IntervalMethod, Proportion } from "./proportion-interval.js";
import type { NoShrunkRates, ShrunkRates } from "./shrunk-rates.js";

/** Who is looked at. @since 0.1.0 */
export interface ManagerRecord {
  readonly manager: string;
  /** Revenue to be reached in the period; above zero. */
  readonly target?: Money;
}

/** Who looks after an account. @since 0.1.0 */
export interface ManagerAssignment {
  readonly account: string;
  readonly manager: string;
}

/** An opportunity that was decided. @since 0.1.0 */
export interface ManagerDeal {
  readonly deal: string;
  readonly manager: string;
  readonly account: string;
  readonly outcome: "won" | "lost";
  readonly closedOn: CalendarDate;
  /** Kind of case, for the comparison: new or known client, size, region. */
  readonly segment?: string;
}

/** An invoice or credit note of an account, credited to whoever looks after it. @since 0.1.0 */
export interface ManagerSale {
  readonly account: string;
  readonly date: CalendarDate;
  /** As invoiced; below zero for a credit note. */
  readonly amount: Money;
  /** The same at list prices; left out where not known. */
  readonly list?: Money;
}

/** A contact that was due. @since 0.1.0 */
export interface ManagerContact {
  readonly manager: string;
  readonly dueOn: CalendarDate;
  /** Left out where it has not been made. */
  readonly madeOn?: CalendarDate;
}

/** What is known of the managers' work. @since 0.1.0 */
export interface ManagerFacts {
  readonly managers: readonly ManagerRecord[];
  readonly accounts?: readonly ManagerAssignment[];
  /** Earlier deals tell new from repeated ones: give those of former periods too. */
  readonly deals?: readonly ManagerDeal[];
  /** Of both periods, and earlier ones as far as there are. */
  readonly sales?: readonly ManagerSale[];
  readonly contacts?: readonly ManagerContact[];
}

/** How sure a figure must be. @since 0.1.0 */
export interface ManagerPolicy {
  /** Of all intervals, 0.5 to 0.9999; 0.95 unless named. */
  readonly confidence?: number;
  /** `wilson` unless named. */
  readonly method?: IntervalMethod;
  /** Trials below which a proportion is not stated; 1 unless named. */
  readonly trialsMin?: number;
}

/** Which period, against which, and as of when. @since 0.1.0 */
export interface ManagerOptions {
  readonly period: ClosedPeriod;
  /** What growth and retention are measured against; ends before the period begins. */
  readonly basePeriod: ClosedPeriod;
  /** The day of what is known; nothing may have happened after it. */
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly policy?: ManagerPolicy;
}

/** Revenue against the target. `gap` = revenue − target. @since 0.1.0 */
export type TargetAttainment =
  | {
      readonly state: "known";
      readonly target: Money;
      readonly gap: Money;
      /** Revenue ÷ target. */
      readonly value: number;
    }
  | { readonly state: "not-enough-data"; readonly reason: "no-target" };

/** What was invoiced of the list price. @since 0.1.0 */
export type PriceRealisation =
  | {
      readonly state: "known";
      readonly invoiced: Money;
      readonly list: Money;
      /** `list` − `invoiced`. */
      readonly givenAway: Money;
      /** `invoiced` ÷ `list`. */
      readonly value: number;
      /** Sales with a list value, of all sales of the period. */
      readonly sales: number;
      readonly salesInAll: number;
    }
  | { readonly state: "not-enough-data"; readonly reason: "no-list-value" };

/** Growth of the accounts of a manager. @since 0.1.0 */
export interface ManagerGrowth extends GrowthParts {
  /** `change` ÷ `start`; null where the start is zero or below. */
  readonly growthRate: number | null;
  readonly quickRatio: number | null;
}

/** How a manager did. @since 0.1.0 */
export interface ManagerPerformance {
  readonly manager: string;
  /** Accounts looked after. */
  readonly accounts: number;
  /** Deals closed in the period. */
  readonly deals: {
    readonly won: number;
    readonly lost: number;
    /** Won with an account that had won nothing on an earlier day. */
    readonly newDeals: number;
    /** Won with an account that had. */
    readonly repeatedDeals: number;
  };
  /** Won ÷ won and lost. */
  readonly winRate: Proportion;
  /** Accounts that bought in the period and had bought on another day, of those that bought. */
  readonly repeatRate: Proportion;
  /** Of the period. */
  readonly revenue: Money;
  readonly growth: ManagerGrowth;
  readonly retention: AccountRetention | NoRetention;
  /** Accounts that stayed, of those active in the base period. */
  readonly logoRetention: Proportion;
  readonly target: TargetAttainment;
  readonly priceRealisation: PriceRealisation;
  /** Contacts made by the day they were due, of those due. */
  readonly contactDiscipline: Proportion;
}

/**
 * Wins against what the deals' segments would have let expect: indirect standardisation.
 *
 * @since 0.1.0
 */
export interface CaseMix {
  readonly manager: string;
  readonly won: number;
  /** Wins, had each deal been won as often as those of its segment by all managers. */
  readonly expected: number;
  /** `won` ÷ `expected`; null where none was to be expected. */
  readonly ratio: number | null;
  /** `ratio` × the win rate of all; may pass 1 for few deals. */
  readonly adjustedWinRate: number | null;
}

/** Managers beside each other, with caution. @since 0.1.0 */
export interface ManagerComparison {
  /** Win rates drawn to the mean. */
  readonly shrunk: ShrunkRates | NoShrunkRates;
  /** Who differs from the common win rate by more than chance. */
  readonly funnel: Funnel | NoShrunkRates;
  /** By manager. */
  readonly caseMix: readonly CaseMix[];
}

/** The report. @since 0.1.0 */
export interface ManagerReport {
  readonly period: ClosedPeriod;
  readonly basePeriod: ClosedPeriod;
  readonly asOf: CalendarDate;
  /** Whether the period has ended: until then its revenue stands against a whole base period. */
  readonly isPeriodOver: boolean;
  /** By id. */
  readonly managers: readonly ManagerPerformance[];
  readonly comparison: ManagerComparison;
  /** Revenue of the period. `total` = the managers' + `unassigned`, to the cent. */
  readonly total: Money;
  /** Of accounts that nobody looks after. */
  readonly unassigned: Money;
}
