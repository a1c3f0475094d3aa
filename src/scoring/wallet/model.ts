/** Share of wallet: what a client spends in our category, and how much of it with us. */
import type { Money } from "../../values/money.js";

/** What another supplier sells to a client. @since 0.1.0 */
export interface CompetitorSales {
  readonly competitor: string;
  readonly revenue: Money;
}

/** A client's business with us, and all that is known of its business with others. @since 0.1.0 */
export interface WalletAccount {
  readonly account: string;
  /** Our revenue with it in the period; not below zero. */
  readonly revenue: Money;
  /** Its whole spend in the category in the period, ours included; left out where unknown. */
  readonly spend?: Money;
  /** Peers are accounts of one segment; all those without one are peers of each other. */
  readonly segment?: string;
  /** What spend goes with: employees, beds, hectares. Needed to estimate, and to be a peer. */
  readonly size?: number;
  /** Sales of others, as far as known. */
  readonly competitors?: readonly CompetitorSales[];
  /** The period before, for growth. */
  readonly previous?: { readonly revenue: Money; readonly spend?: Money };
}

/** How a spend that is not known is estimated. @since 0.1.0 */
export interface WalletOptions {
  readonly currency: string;
  /**
   * Estimates from peers; none unless named: a wallet that is not known is then declared unknown.
   */
  readonly estimate?: {
    /**
     * Which peer to take, by spend for one unit of size: 0.5 for the middle one, 0.8 for a
     * wallet as it could realistically be. Above 0, at most 1.
     */
    readonly quantile: number;
    /** Peers with a known spend that are needed; 3 unless named. */
    readonly peersMin?: number;
  };
}

/**
 * Where a wallet comes from.
 *
 * - `known`: given
 * - `estimated`: the spend for one unit of size of the peer named, times the own size; never less
 *   than what is known to be spent
 * - `unknown`: not given, and not to be estimated, by `reason`
 * - `contradicted`: given, but less than what we and the competitors sold
 *
 * @since 0.1.0
 */
export type Wallet =
  | { readonly state: "known"; readonly spend: Money }
  | {
      readonly state: "estimated";
      readonly spend: Money;
      readonly peer: string;
      readonly peers: number;
      /** Whether the estimate was below what is known to be spent, and was raised to it. */
      readonly isRaised: boolean;
    }
  | {
      readonly state: "unknown";
      readonly reason: "spend-not-given" | "size-not-given" | "too-few-peers";
    }
  | { readonly state: "contradicted"; readonly spend: Money; readonly sold: Money };

/** A supplier's part of a wallet. @since 0.1.0 */
export interface WalletPart {
  /** Null for us, and null for `isRest`. */
  readonly competitor: string | null;
  /** What nobody named sells. */
  readonly isRest: boolean;
  readonly revenue: Money;
  readonly share: number;
}

/**
 * How our revenue with an account changed. Where both wallets are known, `change` =
 * `walletEffect` + `shareEffect`, to the cent.
 *
 * @since 0.1.0
 */
export interface WalletGrowth {
  readonly change: Money;
  /** `change` ÷ previous revenue; null where that is zero. */
  readonly rate: number | null;
  /** What our revenue would have changed by with the client's spend alone; null if not known. */
  readonly walletEffect: Money | null;
  /** What is left: share won from others, or lost to them. */
  readonly shareEffect: Money | null;
}

/** An account's wallet. @since 0.1.0 */
export interface WalletRow {
  /** By potential, the largest first; equal potentials share a rank. Null without a wallet. */
  readonly rank: number | null;
  readonly account: string;
  readonly revenue: Money;
  readonly wallet: Wallet;
  /** Revenue ÷ spend, 0 to 1; null where there is no wallet, or it is empty. */
  readonly share: number | null;
  /** What it spends elsewhere: spend − revenue. */
  readonly potential: Money | null;
  /**
   * Who has the wallet: us first, then competitors by revenue, then what nobody named sells. The
   * parts sum to the spend. Empty without a wallet.
   */
  readonly parts: readonly WalletPart[];
  /** Null where no previous period was given. */
  readonly growth: WalletGrowth | null;
}

/** Wallets of a portfolio. @since 0.1.0 */
export interface WalletTable {
  /** By rank, then by id. */
  readonly rows: readonly WalletRow[];
  /** Over the accounts with a wallet, known or estimated. */
  readonly total: {
    readonly accounts: number;
    readonly revenue: Money;
    readonly spend: Money;
    readonly potential: Money;
    readonly share: number | null;
  };
  readonly counts: Readonly<Record<Wallet["state"], number>>;
}
