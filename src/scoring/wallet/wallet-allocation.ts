/**
 * The Wallet Allocation Rule: a share of wallet from the rank that a client gives a supplier
 * among all that it buys from.
 *
 * share = (1 − rank ÷ (n + 1)) × 2 ÷ n, with the mean of the ranks where brands are equal
 * (T. L. Keiningham, L. Aksoy, A. Buoye and B. Cooil, "Customer loyalty isn't enough. Grow your
 * share of wallet", Harvard Business Review, October 2011).
 */
import { allocateUnits } from "../../values/allocate-units.js";
import { fail } from "../../values/errors.js";
import type { Money } from "../../values/money.js";
import {
  at,
  compareText,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { Purse } from "../cohorts/amounts.js";
import { readEach } from "../cohorts/read-each.js";

/** A supplier as a client rates it. @since 0.1.0 */
export interface RatedBrand {
  readonly brand: string;
  /** Satisfaction, preference: the higher, the better. Equal ratings share a rank. */
  readonly rating: number;
}

/** A supplier's place and share. @since 0.1.0 */
export interface BrandShare {
  readonly brand: string;
  /** 1 is the best; the mean of the places where ratings are equal: 1.5, 1.5, 3. */
  readonly rank: number;
  /** 0 to 1; the shares of all brands sum to 1. */
  readonly share: number;
  /** The part of the spend; null where none was given. The parts sum to it, to the cent. */
  readonly revenue: Money | null;
}

const BRANDS_MAX = 10_000;

/**
 * The share of wallet of a rank, by the Wallet Allocation Rule.
 *
 * @throws ClienteleError `schema.range` for a rank below 1 or above the number of brands, or one
 * that is no whole or half number; `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { walletAllocationShare } from "clientele/scoring";
 *
 * assert.equal(walletAllocationShare({ rank: 1, brands: 3 }), 0.5);
 * assert.equal(walletAllocationShare({ rank: 1.5, brands: 2 }), 0.5);
 * ```
 * @since 0.1.0
 */
export function walletAllocationShare(place: {
  readonly rank: number;
  readonly brands: number;
}): number {
  const record = expectRecord(place, "place", ["rank", "brands"]);
  const brands = expectInteger(record["brands"], "brands", 1, BRANDS_MAX);
  const rank = expectFinite(record["rank"], "rank");
  if (rank < 1 || rank > brands || !Number.isInteger(rank * 2)) {
    fail("schema.range", "rank", `a whole or half number from 1 to ${String(brands)}`, rank);
  }
  return weightOf(rank, brands) / (brands * (brands + 1));
}

/** 2·(n + 1 − rank): whole, and in sum over the brands n·(n + 1). */
function weightOf(rank: number, brands: number): number {
  return 2 * (brands + 1) - 2 * rank;
}

function readBrands(value: unknown): RatedBrand[] {
  const seen = new Set<string>();
  const read = (item: unknown, path: string): RatedBrand => {
    const record = expectRecord(item, path, ["brand", "rating"]);
    const brand = expectIdentifier(record["brand"], at(path, "brand"));
    if (seen.has(brand)) fail("scoring.duplicate_id", at(path, "brand"), "an id of its own", brand);
    seen.add(brand);
    return { brand, rating: expectFinite(record["rating"], at(path, "rating")) };
  };
  const brands = readEach(value, "brands", read, BRANDS_MAX);
  return brands.sort((a, b) => b.rating - a.rating || compareText(a.brand, b.brand));
}

/** Mean of the places of equal ratings; the list is sorted. */
function ranksOf(brands: readonly RatedBrand[]): readonly number[] {
  const ranks: number[] = [];
  while (ranks.length < brands.length) {
    const start = ranks.length;
    let end = start;
    while (end < brands.length && brands[end]?.rating === brands[start]?.rating) end += 1;
    for (let place = start; place < end; place += 1) ranks.push((start + 1 + end) / 2);
  }
  return ranks;
}

/**
 * Ranks the suppliers that a client uses by its own rating, and allocates its wallet by the
 * Wallet Allocation Rule. With a spend, each supplier's part in money; the parts sum to it.
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.negative` for a spend below zero,
 * `money.*`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { walletAllocation } from "clientele/scoring";
 *
 * const shares = walletAllocation(
 *   [
 *     { brand: "we", rating: 8 },
 *     { brand: "rival", rating: 8 },
 *     { brand: "other", rating: 5 },
 *   ],
 *   { spend: { amount: "100.00", currency: "EUR" } },
 * );
 * assert.deepEqual(shares.map((one) => one.brand), ["rival", "we", "other"]);
 * assert.deepEqual(shares.map((one) => one.rank), [1.5, 1.5, 3]);
 * assert.deepEqual(shares.map((one) => one.revenue?.amount), ["41.67", "41.67", "16.66"]);
 * ```
 * @since 0.1.0
 */
export function walletAllocation(
  brands: readonly RatedBrand[],
  options: { readonly spend?: Money } = {},
): readonly BrandShare[] {
  const sorted = readBrands(brands);
  const spend = expectRecord(options, "options", ["spend"])["spend"];
  const ranks = ranksOf(sorted);
  const count = sorted.length;
  const weights = ranks.map((rank) => weightOf(rank, count));
  const parts = spend === undefined ? [] : moneyParts(spend, weights);
  return sorted.map(({ brand }, index) => ({
    brand,
    rank: ranks[index] ?? 0,
    share: (weights[index] ?? 0) / (count * (count + 1)),
    revenue: parts[index] ?? null,
  }));
}

function moneyParts(spend: unknown, weights: readonly number[]): readonly Money[] {
  const { currency } = expectRecord(spend, "spend");
  const purse = new Purse(currency, "spend.currency");
  const { units, scale } = purse.readNotNegative(spend, "spend");
  if (weights.length === 0) return [];
  return allocateUnits(units, weights).map((part) => purse.money({ units: part, scale }));
}
