/**
 * A wallet from peers: the spend for one unit of size of the peer at a quantile, times the own
 * size. A quantile above one half gives what could realistically be spent, rather than what is
 * usual (C. Perlich et al., "High-quantile modeling for customer wallet estimation and other
 * applications", KDD 2007). The quantile is one of the peers (nearest rank), so that it can be
 * named and the amount is exact.
 */
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";
import { compareScaled, divideScaled, multiplyScaled, roundScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import type { Purse } from "../cohorts/amounts.js";
import type { Wallet } from "./model.js";
import type { ReadWalletAccount, ReadWalletOptions } from "./read-accounts.js";

interface Peer {
  readonly account: string;
  readonly spend: Scaled;
  readonly size: Scaled;
}

/** Peers of each segment, by spend for one unit of size, then by id. @internal */
export type Peers = ReadonlyMap<string | null, readonly Peer[]>;

/** Which accounts can be peers: a known spend that nothing contradicts, and a size. @internal */
export function peersOf(accounts: readonly ReadWalletAccount[]): Peers {
  const peers = new Map<string | null, Peer[]>();
  for (const { account, spend, size, segment, sold } of accounts) {
    if (spend === null || size === null || compareScaled(spend, sold) < 0) continue;
    const list = peers.get(segment) ?? [];
    list.push({ account, spend, size });
    peers.set(segment, list);
  }
  // a/b < c/d as a·d < c·b: sizes are above zero, and nothing is rounded.
  for (const list of peers.values()) {
    list.sort(
      (a, b) =>
        compareScaled(multiplyScaled(a.spend, b.size), multiplyScaled(b.spend, a.size)) ||
        compareText(a.account, b.account),
    );
  }
  return peers;
}

/** The wallet of an account. @internal */
export function walletOf(
  one: ReadWalletAccount,
  peers: Peers,
  { purse, estimate }: ReadWalletOptions,
): { readonly wallet: Wallet; readonly spend: Scaled | null } {
  if (one.spend !== null) {
    const spend = purse.money(one.spend);
    if (compareScaled(one.spend, one.sold) >= 0) {
      return { wallet: { state: "known", spend }, spend: one.spend };
    }
    const sold = purse.money(one.sold);
    return { wallet: { state: "contradicted", spend, sold }, spend: null };
  }
  if (estimate === null) return unknownBecause("spend-not-given");
  if (one.size === null) return unknownBecause("size-not-given");
  const list = peers.get(one.segment) ?? [];
  if (list.length < estimate.peersMin) return unknownBecause("too-few-peers");
  const scaled = multiplyScaled(estimate.quantile, { units: list.length, scale: 0 });
  const peer = itemAt(list, Number(roundScaled(scaled, 0, "ceil").units) - 1);
  return estimated(one, { peer, peers: list.length, size: one.size }, purse);
}

function estimated(
  one: ReadWalletAccount,
  basis: { readonly peer: Peer; readonly peers: number; readonly size: Scaled },
  purse: Purse,
): { readonly wallet: Wallet; readonly spend: Scaled } {
  const { peer, peers, size } = basis;
  const product = multiplyScaled(peer.spend, size);
  const found = divideScaled(product, peer.size, purse.scale, "halfEven");
  const isRaised = compareScaled(found, one.sold) < 0;
  const spend = isRaised ? one.sold : found;
  const amount = purse.money(spend);
  const wallet = {
    state: "estimated",
    spend: amount,
    peer: peer.account,
    peers,
    isRaised,
  } as const;
  return { wallet, spend };
}

function unknownBecause(reason: "spend-not-given" | "size-not-given" | "too-few-peers"): {
  readonly wallet: Wallet;
  readonly spend: null;
} {
  return { wallet: { state: "unknown", reason }, spend: null };
}
