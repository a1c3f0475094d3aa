/** Attribution: paths to a client, the models, and the credit that channels get. */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";

/** A contact by a channel. @since 0.1.0 */
export interface Touch {
  /** Any id: `call`, `meeting`, `fair`, `presentation`, `advertising`, `referral`. */
  readonly channel: string;
  /** Needed for `time-decay` alone. */
  readonly on?: CalendarDate;
}

/** A way that one prospect, or many, went from the first contact to the end. @since 0.1.0 */
export interface AttributionPath {
  /** In the order of time. Without any, its conversions are credited to nobody. */
  readonly touches: readonly Touch[];
  /** How many that went this way became clients; 1 unless named. */
  readonly conversions?: number;
  /** How many did not; 0 unless named. They matter to the Markov model alone. */
  readonly failures?: number;
  /** What the conversions are worth together; zero or more. */
  readonly value?: Money;
  /** Day of the conversion; needed for `time-decay` alone. */
  readonly convertedOn?: CalendarDate;
}

/**
 * How credit is shared.
 *
 * - `first`, `last`: all to the first or the last touch
 * - `linear`: the same to each touch
 * - `position`: the shares given to the first and the last touch, the rest evenly to those
 *   between; of two touches, in proportion to the two shares
 * - `time-decay`: a touch counts half of one that is `halfLifeDays` nearer to the conversion
 * - `markov`: by removal effect in a Markov chain of order 1
 * - `shapley`: the Shapley value where a set of channels earns the conversions of the paths that
 *   need no other channel, which is the same to each distinct channel of a path (K. Zhao, S. H.
 *   Mahboobi and S. R. Bagheri, "Shapley value methods for attribution modeling in online
 *   advertising", 2018, arXiv:1804.05327)
 *
 * @since 0.1.0
 */
export type AttributionModel =
  | { readonly kind: "first" | "last" | "linear" | "shapley" | "markov" }
  | {
      readonly kind: "position";
      /** Share of the first touch, 0 to 1. */
      readonly first: DecimalInput;
      /** Share of the last touch; with the first, at most 1 and above 0. */
      readonly last: DecimalInput;
    }
  | { readonly kind: "time-decay"; /** Above 0, at most 36 525. */ readonly halfLifeDays: number };

/** A channel's credit. @since 0.1.0 */
export interface ChannelCredit {
  readonly channel: string;
  /** Part of all conversions that are credited to channels, 0 to 1. */
  readonly share: number;
  /** Conversions to six decimals; over the channels they sum to the total exactly. */
  readonly conversions: DecimalText;
  /** Over the channels it sums to the total, to the cent. */
  readonly value: Money;
  /** Paths in which it occurs, counted with their conversions and failures. */
  readonly reach: number;
  /**
   * Markov only: by what part the probability of a conversion falls without the channel, 0 to 1;
   * null under other models, and where nothing converted.
   */
  readonly removalEffect: number | null;
}

/** Who is credited with what. @since 0.1.0 */
export interface Attribution {
  readonly model: AttributionModel["kind"];
  /** By credit, the largest first, then by id. */
  readonly channels: readonly ChannelCredit[];
  readonly conversions: number;
  readonly failures: number;
  readonly value: Money;
  /** Conversions of paths without a touch, and their value; they are in the totals. */
  readonly unattributed: { readonly conversions: number; readonly value: Money };
  /** Probability of a conversion in the chain; null under other models or without any path. */
  readonly conversionProbability: number | null;
}
