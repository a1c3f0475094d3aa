/**
 * Share of wallet: our revenue over a client's spend in the category, what is left to win, who
 * has it, and how it grew.
 *
 * Not here: shares from ranks of preference (`wallet-allocation.ts`).
 */
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  multiplyScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { shareOf } from "../cohorts/amounts.js";
import type { Purse } from "../cohorts/amounts.js";
import { peersOf, walletOf } from "./estimate.js";
import type {
  Wallet,
  WalletAccount,
  WalletGrowth,
  WalletOptions,
  WalletPart,
  WalletRow,
  WalletTable,
} from "./model.js";
import { readWalletAccounts, readWalletOptions } from "./read-accounts.js";
import type { ReadWalletAccount } from "./read-accounts.js";

function partsOf(one: ReadWalletAccount, spend: Scaled, purse: Purse): readonly WalletPart[] {
  const partOf = (competitor: string | null, revenue: Scaled, isRest: boolean): WalletPart => ({
    competitor,
    isRest,
    revenue: purse.money(revenue),
    share: shareOf(revenue, spend) ?? 0,
  });
  const rivals = [...one.competitors].sort(
    (a, b) => compareScaled(b.revenue, a.revenue) || compareText(a.competitor, b.competitor),
  );
  const rest = subtractScaled(spend, one.sold);
  return [
    partOf(null, one.revenue, false),
    ...rivals.map(({ competitor, revenue }) => partOf(competitor, revenue, false)),
    ...(signOf(rest) > 0 ? [partOf(null, rest, true)] : []),
  ];
}

/** The share of before at the spend of now is the wallet's effect; what is left is the share's. */
function growthOf(one: ReadWalletAccount, wallet: Wallet, purse: Purse): WalletGrowth | null {
  const { previous, revenue, spend } = one;
  if (previous === null) return null;
  const change = subtractScaled(revenue, previous.revenue);
  const rate = shareOf(change, previous.revenue);
  const before = previous.spend;
  const isKnown = wallet.state === "known" && spend !== null && before !== null;
  if (!isKnown || signOf(before) === 0 || compareScaled(before, previous.revenue) < 0) {
    return { change: purse.money(change), rate, walletEffect: null, shareEffect: null };
  }
  const grown = multiplyScaled(previous.revenue, subtractScaled(spend, before));
  const walletEffect = divideScaled(grown, before, purse.scale, "halfEven");
  return {
    change: purse.money(change),
    rate,
    walletEffect: purse.money(walletEffect),
    shareEffect: purse.money(subtractScaled(change, walletEffect)),
  };
}

interface Placed {
  readonly row: Omit<WalletRow, "rank">;
  readonly potential: Scaled | null;
}

function byPotential(a: Placed, b: Placed): number {
  if (a.potential === null || b.potential === null) {
    const order = Number(a.potential === null) - Number(b.potential === null);
    return order || compareText(a.row.account, b.row.account);
  }
  return compareScaled(b.potential, a.potential) || compareText(a.row.account, b.row.account);
}

function ranked(placed: readonly Placed[]): readonly WalletRow[] {
  let rank = 0;
  return placed.map(({ row, potential }, index) => {
    const before = index === 0 ? null : itemAt(placed, index - 1).potential;
    const isTied = before !== null && potential !== null && compareScaled(before, potential) === 0;
    if (!isTied) rank = index + 1;
    return { rank: potential === null ? null : rank, ...row };
  });
}

/**
 * Share of wallet of each account, ranked by what is left to win. A spend that is not known is
 * estimated from peers where the options say so, and declared unknown otherwise; a spend below
 * what was sold is declared contradicted. Neither is ever taken for zero.
 *
 * Amounts are exact; an estimate, and the effects of growth, are rounded half-even to the minor
 * unit. O(n log n).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.negative` for amounts below zero,
 * `scoring.currency_mismatch`, `scoring.unsafe_number` for a size of more than 15 digits,
 * `money.*`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { shareOfWallet } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const { rows, total } = shareOfWallet(
 *   [
 *     { account: "acme", revenue: eur("40.00"), spend: eur("100.00"), size: 10,
 *       competitors: [{ competitor: "rival", revenue: eur("35.00") }] },
 *     { account: "bolt", revenue: eur("10.00"), size: 20 },
 *     { account: "cask", revenue: eur("5.00") },
 *   ],
 *   { currency: "EUR", estimate: { quantile: 0.5, peersMin: 1 } },
 * );
 * assert.deepEqual(
 *   rows.map((row) => [row.account, row.wallet.state, row.share, row.potential?.amount]),
 *   [
 *     ["bolt", "estimated", 0.05, "190.00"],
 *     ["acme", "known", 0.4, "60.00"],
 *     ["cask", "unknown", null, undefined],
 *   ],
 * );
 * assert.deepEqual(rows[1]?.parts.map((part) => part.share), [0.4, 0.35, 0.25]);
 * assert.equal(total.potential.amount, "250.00");
 * ```
 * @since 0.1.0
 */
export function shareOfWallet(
  accounts: readonly WalletAccount[],
  options: WalletOptions,
): WalletTable {
  const read = readWalletOptions(options);
  const { purse } = read;
  const list = readWalletAccounts(accounts, purse);
  const peers = peersOf(list);
  const counts = { known: 0, estimated: 0, unknown: 0, contradicted: 0 };
  let [revenue, whole] = [scaledZero, scaledZero];
  const placed = list.map((one): Placed => {
    const { wallet, spend } = walletOf(one, peers, read);
    counts[wallet.state] += 1;
    const potential = spend === null ? null : subtractScaled(spend, one.revenue);
    if (spend !== null) {
      revenue = addScaled(revenue, one.revenue);
      whole = addScaled(whole, spend);
    }
    const row = {
      account: one.account,
      revenue: purse.money(one.revenue),
      wallet,
      share: spend === null ? null : shareOf(one.revenue, spend),
      potential: potential === null ? null : purse.money(potential),
      parts: spend === null ? [] : partsOf(one, spend, purse),
      growth: growthOf(one, wallet, purse),
    };
    return { row, potential };
  });
  return {
    rows: ranked(placed.sort(byPotential)),
    total: {
      accounts: counts.known + counts.estimated,
      revenue: purse.money(revenue),
      spend: purse.money(whole),
      potential: purse.money(subtractScaled(whole, revenue)),
      share: shareOf(revenue, whole),
    },
    counts,
  };
}
