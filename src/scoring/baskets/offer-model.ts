/** What can be offered to whom, and why. */
import type { Money } from "../../values/money.js";
import type { AccountGaps } from "./gap-model.js";
import type { AssociationRule, RuleCounts } from "./model.js";

/**
 * An account and the articles it has bought; an article that stands twice counts once.
 *
 * @since 0.1.0
 */
export interface AccountArticles {
  readonly id: string;
  readonly articles: readonly string[];
}

/** A rule as offers need it: its measures are worked out from the counts. @since 0.1.0 */
export type OfferRule = Pick<AssociationRule, "antecedent" | "consequent" | "counts">;

/** What offers are made from: rules, gaps, or both. @since 0.1.0 */
export interface OfferModel {
  /** From `associationRules`, or kept from an earlier time. */
  readonly rules?: readonly OfferRule[];
  /** From `articleGaps`. */
  readonly gaps?: readonly AccountGaps[];
}

/** How much each kind of evidence weighs; only the proportions count. @since 0.1.0 */
export interface OfferWeights {
  /** Of the confidence of the best rule; 1 unless named. */
  readonly rules?: number;
  /** Of the share of peers that buy; 1 unless named. */
  readonly peers?: number;
  /** Of the share of the reference articles bought (audiences only); 1 unless named. */
  readonly references?: number;
}

/** What holds for offers to an account and for an audience. @since 0.1.0 */
export interface OfferOptions {
  /** A rule counts when its lift is above this; 1 unless named. */
  readonly liftAbove?: number;
  readonly weights?: OfferWeights;
  /** Least score, 0 to 1, itself included; 0 unless named. */
  readonly scoreMin?: number;
  /** Most rules named as reasons of one offer, 1 to 100; 3 unless named. */
  readonly reasonsMax?: number;
  /** `exclude` (the default) never offers what is bought already; `flag` marks it a re-order. */
  readonly owned?: "exclude" | "flag";
}

/** Options of `nextBestProducts`. @since 0.1.0 */
export interface NextBestOptions extends OfferOptions {
  /** Most offers to one account, 1 to 1 000; 5 unless named. */
  readonly offersMax?: number;
  /** Articles not to be offered: discontinued, out of stock, not for these clients. */
  readonly notOffered?: readonly string[];
}

/** Options of `audienceOf`. @since 0.1.0 */
export interface AudienceOptions extends OfferOptions {
  /** Most accounts, 1 to 1 000 000; 100 unless named. */
  readonly accountsMax?: number;
  /** Articles like the new one, or used with it: the evidence where it has no sales of its own. */
  readonly references?: readonly string[];
}

/** A kind of evidence. @since 0.1.0 */
export type EvidenceKind = "rules" | "peers" | "references";

/** One reason for an offer. @since 0.1.0 */
export type OfferReason =
  | {
      readonly kind: "rule";
      /** What the account has bought that led to the offer: all of it. */
      readonly antecedent: readonly string[];
      readonly consequent: readonly string[];
      readonly counts: RuleCounts;
      readonly support: number;
      readonly confidence: number;
      readonly lift: number;
    }
  | {
      readonly kind: "peers";
      readonly buyers: number;
      readonly peers: number;
      readonly share: number;
      readonly medianSpend: Money;
      readonly expectedSpend: Money;
    }
  | {
      readonly kind: "references";
      /** Reference articles that the account has bought, by code unit. */
      readonly articles: readonly string[];
      readonly share: number;
    };

/** What one kind of evidence adds to a score. @since 0.1.0 */
export interface OfferContribution {
  readonly kind: EvidenceKind;
  /** Confidence of the best rule, or share; 0 where there is none for this article. */
  readonly value: number;
  /** Its share of the weights of the evidence there is for this account. */
  readonly weight: number;
  /** value × weight. */
  readonly points: number;
}

/** How strongly an offer is advised, and why. @since 0.1.0 */
export interface OfferAdvice {
  /** 1 for the best; equal scores share a rank, and stand by id. */
  readonly rank: number;
  /** 0 to 1: the sum of the points of the contributions. An order of offers, not a probability. */
  readonly score: number;
  readonly contributions: readonly OfferContribution[];
  /** Rules first, the best first; then peers, then references. At least one. */
  readonly reasons: readonly OfferReason[];
  /** Rules that apply in all, of which the first `reasonsMax` are named. */
  readonly rulesApplied: number;
  /** Whether the account has bought the article before. */
  readonly isReorder: boolean;
  /** Average spend of the peers on the article, all of them counted; null without peers. */
  readonly expectedSpend: Money | null;
}

/** An article to offer to an account. @since 0.1.0 */
export interface ProductOffer extends OfferAdvice {
  readonly article: string;
}

/** What to offer to one account. @since 0.1.0 */
export interface AccountOffers {
  readonly account: string;
  /** Kinds of evidence that there were for this account. */
  readonly evidence: readonly EvidenceKind[];
  readonly offers: readonly ProductOffer[];
  /** Articles that could be offered, of which the first `offersMax` are here. */
  readonly found: number;
  /** Why there is no offer; null where there is one. */
  readonly reason: "no-articles" | "nothing-applies" | null;
}

/** An account to offer an article to. @since 0.1.0 */
export interface AudienceMember extends OfferAdvice {
  readonly account: string;
}

/** Whom to offer an article to. @since 0.1.0 */
export interface Audience {
  readonly article: string;
  /** Accounts looked at. */
  readonly accounts: number;
  /** Accounts that have bought the article. */
  readonly owners: number;
  readonly audience: readonly AudienceMember[];
  /** Accounts with a reason, of which the first `accountsMax` are here. */
  readonly found: number;
}
