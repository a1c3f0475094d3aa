/**
 * A loyalty programme as a document: wallets, earning, expiry, tiers, returns.
 *
 * Not here: what happened to a member (`state-model.ts`, `event-model.ts`).
 */
import type { Condition } from "../conditions/index.js";
import type {
  LatePolicy,
  Partner,
  PaymentRule,
  ReferralRule,
  Reward,
  TransferRule,
} from "./extras-model.js";
import type { Scale } from "../scales/index.js";
import type {
  CalendarDate,
  DecimalInput,
  Duration,
  Instant,
  RoundingMode,
} from "../values/index.js";

/**
 * Where a validity that is counted in days or months ends: at the same time of day, or with
 * the last moment of the day, month, quarter or year of the programme that it falls in.
 *
 * @since 0.1.0
 */
export type ExpiryEnd = "instant" | "day" | "month" | "quarter" | "year";

/**
 * When points expire. A lot is expired from `expiresAt` on, that instant included.
 *
 * | kind | expires |
 * |---|---|
 * | `never` | not |
 * | `rolling` | `after` the earning, rounded up to the end of a day, month, quarter or year |
 * | `fixed` | with the end of `lastDay` |
 * | `calendar` | with the end of the month, quarter or year of earning, `plus` so many more |
 * | `sliding` | the whole wallet at once, `after` the last activity |
 *
 * @since 0.1.0
 */
export type Expiry =
  | { readonly kind: "never" }
  | { readonly kind: "rolling"; readonly after: Duration; readonly end?: ExpiryEnd }
  | { readonly kind: "fixed"; readonly lastDay: CalendarDate }
  | {
      readonly kind: "calendar";
      readonly unit: "month" | "quarter" | "year";
      /** Whole units more; 0 unless named. */
      readonly plus?: number;
    }
  | { readonly kind: "sliding"; readonly after: Duration; readonly end?: ExpiryEnd };

/**
 * When earned points may be spent: at once, after a delay, or when a named event of the
 * purchase is reported (`"payment"`, `"return-window-end"`).
 *
 * @since 0.1.0
 */
export type Activation =
  | { readonly kind: "atOnce" }
  | { readonly kind: "delay"; readonly after: Duration }
  | { readonly kind: "event"; readonly event: string };

/**
 * What happens where more is taken back than is there.
 *
 * - `reject`: the return is refused
 * - `clamp`: what is there is taken, the rest is noted as `uncollected`
 * - `debt`: the rest is owed and paid by the next points that become active
 *
 * @since 0.1.0
 */
export type NegativeBalancePolicy = "reject" | "clamp" | "debt";

/**
 * A kind of points: spendable points, tier credits, a co-op fund in minor units.
 *
 * @since 0.1.0
 */
export interface Wallet {
  readonly id: string;
  /** `never` unless named. */
  readonly expiry?: Expiry;
  /** Expiry of points that are earned in a tier, in the place of `expiry`. */
  readonly expiryByTier?: readonly { readonly tier: string; readonly expiry: Expiry }[];
  /** Whether points may be spent; yes unless said otherwise. */
  readonly isSpendable?: boolean;
  /** `debt` unless named. */
  readonly negativeBalance?: NegativeBalancePolicy;
  /**
   * Spent points that are given back after their lot has expired: within a time of the
   * spending they live on for `validFor`; otherwise they expire at once.
   */
  readonly reinstatement?: { readonly within: Duration; readonly validFor: Duration };
}

/**
 * How often something may happen to one member: so many times in a calendar unit, or ever.
 *
 * @since 0.1.0
 */
export interface TimesLimit {
  readonly times: number;
  readonly per: LimitUnit;
}

/** Calendar units of the programme's day, and all of time. @since 0.1.0 */
export type LimitUnit = "day" | "week" | "month" | "quarter" | "year" | "ever";

/**
 * How much a rule gives. Points are rounded once, after all multipliers, by the rule's mode.
 *
 * | kind | points |
 * |---|---|
 * | `perAmount` | `points` for each `per` of the eligible amount |
 * | `perUnit` | `points` for each unit of quantity |
 * | `fixed` | `points`, once |
 * | `scale` | by the bands of a scale over the amount or the quantity |
 *
 * @since 0.1.0
 */
export type Award =
  | {
      readonly kind: "perAmount";
      readonly points: DecimalInput;
      readonly per: DecimalInput;
      readonly rounding: RoundingMode;
    }
  | { readonly kind: "perUnit"; readonly points: DecimalInput; readonly rounding: RoundingMode }
  | { readonly kind: "fixed"; readonly points: number }
  | {
      readonly kind: "scale";
      readonly scale: Scale;
      readonly base: "amount" | "quantity";
      readonly rounding: RoundingMode;
    };

/**
 * A rule that gives points for a purchase, or for a reported activity (a fair attended, an
 * invoice paid on time, a reference given).
 *
 * Facts of `when`: `order.*` (what the command says), `member.tier`, `member.orders`,
 * `member.facts.*`, `activity.*`. Facts of `lines`: `line.article`, `line.category`,
 * `line.facts.*`.
 *
 * @since 0.1.0
 */
export interface EarnRule {
  readonly id: string;
  readonly wallet: string;
  /** `purchase` unless an activity is named. */
  readonly on?: { readonly activity: string };
  readonly when?: Condition;
  /** Which lines count; all unless named. */
  readonly lines?: Condition;
  readonly award: Award;
  /** Eligible amount from which the rule gives anything. */
  readonly minimumAmount?: DecimalInput;
  /** `atOnce` unless named. */
  readonly activation?: Activation;
  /** Of the rules of one group only the most generous gives. */
  readonly group?: string;
  /** Whether the tier's multiplier applies; yes unless said otherwise, no for `fixed`. */
  readonly isMultiplied?: boolean;
  /** How often the rule gives to one member. */
  readonly limit?: TimesLimit;
  /** Gives for each so many-th order only (`every: 10`: the tenth, the twentieth …). */
  readonly nthOrder?: { readonly every: number };
  /**
   * Gives for the first order of a week, month or quarter that makes so many in a row with
   * orders; again after as many more.
   */
  readonly streak?: { readonly unit: "week" | "month" | "quarter"; readonly length: number };
  /** Gives once in a unit, for the purchase with which its orders or net spend reach a goal. */
  readonly challenge?: {
    readonly unit: "week" | "month" | "quarter" | "year";
    readonly orders?: number;
    readonly spend?: DecimalInput;
  };
  /** Only for purchases and activities reported by this partner. */
  readonly partner?: string;
}

/**
 * A ceiling on what is earned. What is above it is cut off (`truncate`), or a grant that would
 * pass it gives nothing at all (`reject`).
 *
 * | scope | counts |
 * |---|---|
 * | `transaction` | what one command gives |
 * | `period` | what a member earned in the calendar unit |
 * | `member` | what a member earned ever |
 * | `balance` | active, pending and held points less debt |
 * | `programme` | what is left of all, passed to `decide` as a budget under the cap's id |
 *
 * @since 0.1.0
 */
export interface Cap {
  readonly id: string;
  readonly scope: "transaction" | "period" | "member" | "balance" | "programme";
  readonly wallet: string;
  /** Only what this rule gives; all rules of the wallet unless named. */
  readonly rule?: string;
  readonly points: number;
  /** For `period`. */
  readonly per?: Exclude<LimitUnit, "ever">;
  readonly onExcess: "truncate" | "reject";
}

/**
 * A promotion with an end: a multiplier on rules, or a bonus of its own.
 *
 * @since 0.1.0
 */
export interface Campaign {
  readonly id: string;
  /** First instant. */
  readonly from: Instant;
  /** End, not included. */
  readonly until: Instant;
  /** Whom and which orders it is for; facts as in `EarnRule.when`. */
  readonly when?: Condition;
  readonly effect:
    | {
        readonly kind: "multiplier";
        readonly factor: DecimalInput;
        readonly rules: readonly string[];
      }
    | {
        readonly kind: "bonus";
        readonly wallet: string;
        readonly award: Award;
        readonly lines?: Condition;
        readonly activation?: Activation;
      };
  /** Points that it may give in all; what is left is passed to `decide`. */
  readonly budget?: { readonly points: number; readonly onExhausted: "truncate" | "skip" };
  readonly limit?: TimesLimit;
  /** Of the campaigns of one group only one applies: the highest priority, then the first id. */
  readonly exclusive?: string;
  /** 0 unless named. */
  readonly priority?: number;
}

/**
 * A tier: reached from `from` on, with benefits as data.
 *
 * @since 0.1.0
 */
export interface TierLevel {
  readonly id: string;
  /** Lower bound of the metric, included; the first level's is 0. */
  readonly from: number;
  /** Lower bound to keep the tier; `from` unless named, never above it. */
  readonly keepFrom?: number;
  /** Multiplies earnings; 1 unless named. */
  readonly multiplier?: DecimalInput;
  /** Anything that the application reads: free delivery, a named contact. */
  readonly benefits?: readonly string[];
}

/**
 * What a tier is measured by: points earned in a wallet (spending and expiry do not touch it),
 * net spend in minor units, number of orders, a weighted sum of these, or the balance held.
 *
 * @since 0.1.0
 */
export type TierMetric =
  | { readonly kind: "credits"; readonly wallet: string }
  | { readonly kind: "spend" }
  | { readonly kind: "orders" }
  | {
      readonly kind: "score";
      readonly wallet: string;
      /** Whole numbers of zero or more; spend counts in minor units. */
      readonly weights: {
        readonly credits: number;
        readonly spend: number;
        readonly orders: number;
      };
    }
  | { readonly kind: "balance"; readonly wallet: string };

/**
 * The time over which a tier is measured, in days of the programme.
 *
 * @since 0.1.0
 */
export type TierWindow =
  | { readonly kind: "lifetime" }
  | { readonly kind: "calendar"; readonly unit: "month" | "quarter" | "year" }
  | { readonly kind: "rolling"; readonly length: Duration }
  | { readonly kind: "anniversary"; readonly length: Duration };

/**
 * Tiers and how one moves between them.
 *
 * @since 0.1.0
 */
export interface TierPlan {
  readonly metric: TierMetric;
  readonly window: TierWindow;
  /** Ascending by `from`. */
  readonly levels: readonly TierLevel[];
  /** At once unless named. */
  readonly upgrade?: "atOnce" | "periodEnd";
  /**
   * How long a tier holds once reached: to the end of the period and `periods` more (calendar
   * and anniversary windows), or for a time. Without it, a tier is looked at again at each
   * command (`atOnce`) and never lost by time alone.
   */
  readonly validity?: { readonly periods: number } | { readonly lasting: Duration };
  /** Added to the validity before a tier is lost. */
  readonly grace?: Duration;
  /** `full` unless named. */
  readonly downgrade?: "full" | "oneStep" | "never";
}

/**
 * A loyalty programme: a versioned document. Everything that is earned under it pins the
 * version, the rule, the basis and the rounding, so that a return never asks today's rules.
 *
 * @since 0.1.0
 */
export interface Programme {
  readonly id: string;
  readonly version: string;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** When the programme's day begins: minutes ahead of UTC, with later changes. 0 unless named. */
  readonly clock?: ProgrammeClock;
  readonly wallets: readonly Wallet[];
  readonly earning: readonly EarnRule[];
  readonly tiers?: TierPlan;
  readonly caps?: readonly Cap[];
  readonly campaigns?: readonly Campaign[];
  /** Whether every campaign must have a budget; no unless said otherwise. */
  readonly requiresBudgets?: boolean;
  /**
   * A discount on the whole order is spread over all lines by their amounts (`spread`, unless
   * named), or stands apart and lowers only rules that count all lines (`separate`).
   */
  readonly orderDiscounts?: "spread" | "separate";
  readonly payments?: readonly PaymentRule[];
  readonly rewards?: readonly Reward[];
  /** How long points are held for a checkout; a hold must say so itself unless named. */
  readonly holdFor?: Duration;
  readonly transfers?: readonly TransferRule[];
  readonly partners?: readonly Partner[];
  readonly referral?: ReferralRule;
  /** `recordTime` unless named. */
  readonly lateEvents?: LatePolicy;
}

/**
 * The programme's own offset from UTC. A member's zone and a host's zone never count.
 *
 * @since 0.1.0
 */
export interface ProgrammeClock {
  /** Minutes ahead of UTC, −1080 to 1080. */
  readonly offsetMinutes: number;
  /** From an instant on, another offset (summer time); ascending. */
  readonly changes?: readonly { readonly from: Instant; readonly offsetMinutes: number }[];
}
