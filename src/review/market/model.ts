/**
 * The market around accounts: competitors, what is known of them, strengths, weaknesses,
 * opportunities and threats. Each entry is about one account, one segment or the whole market,
 * and says where it comes from and until when it holds.
 */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Duration } from "../../values/duration.js";

/**
 * What an entry is about: one account, one segment, or the whole market where neither is named.
 *
 * @since 0.1.0
 */
export interface MarketScope {
  readonly account?: string;
  readonly segment?: string;
}

/**
 * Where an entry comes from and how long it holds.
 *
 * @since 0.1.0
 */
export interface MarketEntry extends MarketScope {
  readonly id: string;
  /** Who or what says so. */
  readonly source: string;
  /** Day on which it was known to be so. */
  readonly asOf: CalendarDate;
  /** First day on which it does not hold any more. */
  readonly until?: CalendarDate;
}

/**
 * Something known of a competitor. `supplies` and `bids` say that it is present, `left` that it
 * is not any more; the latest such fact of the nearest scope (account, segment, market) decides.
 *
 * @since 0.1.0
 */
export interface CompetitorFact extends MarketEntry {
  readonly competitor: string;
  readonly kind: "supplies" | "bids" | "left" | "note";
  readonly text?: string;
}

/**
 * A strength or weakness of ours, an opportunity for us or a threat to us.
 *
 * @since 0.1.0
 */
export interface SwotFact extends MarketEntry {
  readonly kind: "strength" | "weakness" | "opportunity" | "threat";
  readonly text: string;
  /** How much it matters, 0 to 1 000 000; 1 unless named. */
  readonly weight?: number;
  /** The competitor that it has to do with. */
  readonly competitor?: string;
}

/**
 * Marks of one supplier by criterion.
 *
 * @since 0.1.0
 */
export interface SupplierMarks {
  readonly id: string;
  /** By id of the criterion, zero or more, higher is better; null or absent where not known. */
  readonly ratings: { readonly [factor: string]: number | null };
}

/**
 * Our marks beside those of competitors. `factors`, `own` and `competitors` are what
 * `compareCompetitors` of `clientele/scoring` takes.
 *
 * @since 0.1.0
 */
export interface SupplierRating extends MarketEntry {
  readonly factors: readonly { readonly id: string; readonly weight: number }[];
  readonly own: SupplierMarks;
  readonly competitors: readonly SupplierMarks[];
}

/**
 * What is known of the market, plain JSON.
 *
 * @since 0.1.0
 */
export interface Market {
  readonly id: string;
  readonly competitors: readonly { readonly id: string; readonly name?: string }[];
  readonly facts?: readonly CompetitorFact[];
  readonly swot?: readonly SwotFact[];
  readonly ratings?: readonly SupplierRating[];
  /** Age from which entries without an end are stale; never, unless named. */
  readonly maximumAge?: Duration;
}

/**
 * The account that the market is looked at from.
 *
 * @since 0.1.0
 */
export interface MarketAccount {
  readonly id: string;
  readonly segments?: readonly string[];
}

/**
 * An entry about the account that is not used.
 *
 * | reason | meaning |
 * |---|---|
 * | `not-yet` | it is of a day after `asOf` |
 * | `over` | its end has come |
 * | `stale` | it is older than the market's `maximumAge` |
 *
 * @since 0.1.0
 */
export interface DroppedEntry {
  readonly id: string;
  readonly list: "facts" | "swot" | "ratings";
  readonly reason: "not-yet" | "over" | "stale";
}

/**
 * A competitor at the account.
 *
 * @since 0.1.0
 */
export interface CompetitorPresence {
  readonly competitor: string;
  readonly name: string | null;
  /** The fact that says so. */
  readonly fact: string;
  readonly kind: "supplies" | "bids";
  readonly scope: "account" | "segment" | "market";
  /** Other facts about it that concern the account, by id. */
  readonly others: readonly string[];
}

/**
 * How strong we are beside the strongest competitor that is present at the account, or rated
 * where no presence is known.
 *
 * @since 0.1.0
 */
export type RelativeStrength =
  | {
      readonly state: "known";
      /** Our weighted mark over that of the strongest competitor; above 1 we lead. */
      readonly ratio: number;
      readonly strongest: string;
      /** The rating that it rests on. */
      readonly rating: string;
      /** Share of the weight of criteria that are marked for all, 0 to 1. */
      readonly coverage: number;
      /** Criteria in which we lead the strongest, by weighted lead. */
      readonly strengths: readonly string[];
      /** Criteria in which we trail it, the worst first. */
      readonly weaknesses: readonly string[];
    }
  | {
      readonly state: "unknown";
      /**
       * `no-rating`: none is for the account; `no-competitor`: it rates none that is present;
       * `not-comparable`: no criterion is marked for all, or the strongest has nothing.
       */
      readonly reason: "no-rating" | "no-competitor" | "not-comparable";
    };

/**
 * The market from where one account stands.
 *
 * @since 0.1.0
 */
export interface MarketView {
  readonly account: string;
  readonly asOf: CalendarDate;
  /** By id of the competitor. */
  readonly present: readonly CompetitorPresence[];
  /** By weight from the greatest, then by id. */
  readonly strengths: readonly SwotFact[];
  readonly weaknesses: readonly SwotFact[];
  readonly opportunities: readonly SwotFact[];
  readonly threats: readonly SwotFact[];
  readonly relativeStrength: RelativeStrength;
  /** Entries about the account that are not used, by list and id. */
  readonly dropped: readonly DroppedEntry[];
  /** For rules of action: the facts of {@link marketFacts} that are known. */
  readonly facts: { readonly [name: string]: string | number | readonly string[] };
}
