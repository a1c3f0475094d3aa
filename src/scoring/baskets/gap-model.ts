/** What accounts buy, and what their peers buy and they do not. */
import type { Money } from "../../values/money.js";

/** What an account bought of an article, or of a product group: the id says which. @since 0.1.0 */
export interface ArticleSpend {
  readonly article: string;
  /** Several amounts of one article are added. One currency for all accounts. */
  readonly amount: Money;
}

/** An account and what it bought in the period looked at. @since 0.1.0 */
export interface AccountSpend {
  readonly id: string;
  /** Its peers are the other accounts of its segment; null where it belongs to none. */
  readonly segment: string | null;
  readonly articles: readonly ArticleSpend[];
}

/** Peers of one account, named. @since 0.1.0 */
export interface NamedPeers {
  readonly account: string;
  /** Ids of other accounts, each once. */
  readonly peers: readonly string[];
}

/** Whom accounts are compared with, and which gaps matter. @since 0.1.0 */
export interface GapOptions {
  /** Peers of some accounts, in place of those by segment. */
  readonly peersOf?: readonly NamedPeers[];
  /** Accounts to look at; all unless named. */
  readonly accounts?: readonly string[];
  /** Fewest peers for an answer, 1 or more; 5 unless named. */
  readonly peersMin?: number;
  /** Least share of the peers that buy the article, above 0 and up to 1; 0.5 unless named. */
  readonly shareMin?: number;
  /** Most gaps of one account, 1 to 10 000; 20 unless named. */
  readonly gapsMax?: number;
}

/** An article that peers buy and the account does not. @since 0.1.0 */
export interface ArticleGap {
  readonly article: string;
  /** Peers that buy it. */
  readonly buyers: number;
  /** Peers in all: the n of every figure here. */
  readonly peers: number;
  /** buyers ÷ peers. */
  readonly share: number;
  /** Wilson's interval of the share, 95 %: wide where peers are few. */
  readonly shareInterval: readonly [number, number];
  /** Middle of what the buyers among the peers spend on it; of two middles the mean. */
  readonly medianSpend: Money;
  /** Mean of what the buyers among the peers spend on it. */
  readonly meanSpend: Money;
  /**
   * What all peers spend on it ÷ peers: share × mean. An average over `peers` accounts, which says
   * what an account like these spends, not what this one will.
   */
  readonly expectedSpend: Money;
}

/** Why an account has no gaps to show. @since 0.1.0 */
export type NoGapsReason = "no-segment" | "too-few-peers";

/** The gaps of one account, or why they are not known. @since 0.1.0 */
export type AccountGaps =
  | {
      readonly state: "known";
      readonly account: string;
      readonly peers: number;
      /** By expected spend, then share, the largest first; then by article. */
      readonly gaps: readonly ArticleGap[];
      /** Gaps at the least share in all, of which the first `gapsMax` are here. */
      readonly found: number;
      /** Sum of the expected spend of all that were found. */
      readonly expectedSpend: Money | null;
    }
  | {
      readonly state: "not-enough-data";
      readonly account: string;
      readonly peers: number;
      readonly reason: NoGapsReason;
    };
