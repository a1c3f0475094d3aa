/** What to offer an account next: by rules over baskets, and by what its peers buy. */
import type { AccountOffers, AssociationOptions, OfferRule } from "../../scoring/index.js";

/**
 * How offers are found.
 *
 * @since 0.1.0
 */
export interface CrossSellPolicy {
  /** What is offered: articles (unless named), or product groups. */
  readonly by?: "article" | "productGroup";
  /** Rules that were mined before; those of the window's orders unless named. */
  readonly rules?: readonly OfferRule[];
  /** Least supports, confidence and sizes of rules that are mined. */
  readonly mining?: AssociationOptions;
  /** Whether what peers of the segment buy counts too; no unless named. */
  readonly peers?: boolean;
  /** Most offers to one account, 1 to 1 000; 3 unless named. */
  readonly offersMax?: number;
  /** Articles or groups that are not offered. */
  readonly notOffered?: readonly string[];
}

/** Offers to one account, the best first, each with its reasons. @since 0.1.0 */
export type CrossSellStanding = AccountOffers;
