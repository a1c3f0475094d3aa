import { describe, expect, test } from "vitest";

import { shareOfWallet, walletAllocation, walletAllocationShare } from "../../../src/scoring/index.js";
import type { WalletAccount } from "../../../src/scoring/index.js";
import { vectors } from "../../support/shared.js";

const eur = (amount: string): WalletAccount["revenue"] => ({ amount, currency: "EUR" });
const currency = "EUR";
const acme: WalletAccount = { account: "acme", revenue: eur("40.00"), spend: eur("100.00") };

describe("published numbers", () => {
  test.each(vectors("scoring").filter((row) => row.feature === "shareOfWallet.war"))("$id", (row) => {
    const { rank, brands } = row.given as { rank: number; brands: number };
    expect(Math.abs(walletAllocationShare({ rank, brands }) - Number(row.expect))).toBeLessThanOrEqual(row.tolerance ?? 0);
  });

  test("two brands: two thirds and one third", () => {
    const shares = walletAllocation([{ brand: "a", rating: 9 }, { brand: "b", rating: 7 }]);
    expect(shares.map((one) => one.share)).toEqual([2 / 3, 1 / 3]);
    expect(shares[0]?.revenue).toBeNull();
  });
});

describe("a wallet that is not known", () => {
  const walletOf = (one: Partial<WalletAccount>, quantile?: number): unknown => {
    const list = [{ ...acme, size: 10 }, { account: "bolt", revenue: eur("1.00"), ...one }];
    const options = quantile === undefined ? { currency } : { currency, estimate: { quantile, peersMin: 1 } };
    return shareOfWallet(list, options).rows.find((row) => row.account === "bolt")?.wallet;
  };
  test("is unknown, and says why", () => {
    expect(walletOf({})).toEqual({ state: "unknown", reason: "spend-not-given" });
    expect(walletOf({}, 0.5)).toEqual({ state: "unknown", reason: "size-not-given" });
    expect(walletOf({ size: 5, segment: "health" }, 0.5)).toEqual({ state: "unknown", reason: "too-few-peers" });
  });
  test("is contradicted by what is sold", () => {
    expect(walletOf({ spend: eur("0.50") })).toEqual({ state: "contradicted", spend: eur("0.50"), sold: eur("1.00") });
    const competitors = [{ competitor: "rival", revenue: eur("9.50") }];
    expect(walletOf({ spend: eur("10.00"), competitors })).toMatchObject({ state: "contradicted", sold: eur("10.50") });
  });
  test("is never estimated below what is known to be spent", () => {
    expect(walletOf({ size: 0.01 }, 0.5)).toEqual({ state: "estimated", spend: eur("1.00"), peer: "acme", peers: 1, isRaised: true });
  });
  test("an account of no segment is no peer of one that is named null", () => {
    expect(walletOf({ size: 5, segment: "null" }, 0.5)).toEqual({ state: "unknown", reason: "too-few-peers" });
  });
});

test("an empty wallet has no share; no accounts make an empty table", () => {
  const none = shareOfWallet([{ account: "acme", revenue: eur("0.00"), spend: eur("0.00") }], { currency });
  expect(none.rows[0]).toMatchObject({ share: null, potential: eur("0.00"), rank: 1 });
  expect(shareOfWallet([], { currency })).toEqual({
    rows: [],
    total: { accounts: 0, revenue: eur("0.00"), spend: eur("0.00"), potential: eur("0.00"), share: null },
    counts: { known: 0, estimated: 0, unknown: 0, contradicted: 0 },
  });
  expect(walletAllocation([], { spend: eur("5.00") })).toEqual([]);
});

describe("bad input", () => {
  const bad = (value: unknown): never => value as never;
  const cases: readonly (readonly [string, string, () => unknown])[] = [
    ["schema.type", "accounts", () => shareOfWallet(bad(null), { currency })],
    ["schema.type", "options", () => shareOfWallet([], bad(undefined))],
    ["money.currency", "currency", () => shareOfWallet([], bad({}))],
    ["schema.type", "accounts[0]", () => shareOfWallet(bad([1]), { currency })],
    ["scoring.duplicate_id", "accounts[1].account", () => shareOfWallet([acme, acme], { currency })],
    ["scoring.negative", "accounts[0].revenue.amount", () => shareOfWallet([{ ...acme, revenue: eur("-1.00") }], { currency })],
    ["scoring.negative", "accounts[0].spend.amount", () => shareOfWallet([{ ...acme, spend: eur("-1.00") }], { currency })],
    ["scoring.currency_mismatch", "accounts[0].revenue.currency", () => shareOfWallet([acme], { currency: "USD" })],
    ["schema.range", "accounts[0].size", () => shareOfWallet([{ ...acme, size: 0 }], { currency })],
    ["schema.not_finite", "accounts[0].size", () => shareOfWallet([{ ...acme, size: Infinity }], { currency })],
    ["scoring.unsafe_number", "accounts[0].size", () => shareOfWallet([{ ...acme, size: 5e-324 }], { currency })],
    ["id.format", "accounts[0].segment", () => shareOfWallet([{ ...acme, segment: "" }], { currency })],
    ["scoring.duplicate_id", "accounts[0].competitors[1].competitor", () => shareOfWallet([{ ...acme, competitors: [0, 1].map(() => ({ competitor: "rival", revenue: eur("1.00") })) }], { currency })],
    ["schema.type", "accounts[0].competitors", () => shareOfWallet([{ ...acme, competitors: bad({}) }], { currency })],
    ["money.type", "accounts[0].previous.revenue", () => shareOfWallet([{ ...acme, previous: bad({}) }], { currency })],
    ["schema.range", "estimate.quantile", () => shareOfWallet([], { currency, estimate: { quantile: 0 } })],
    ["schema.type", "estimate.peersMin", () => shareOfWallet([], { currency, estimate: { quantile: 1, peersMin: 0.5 } })],
    ["schema.range", "rank", () => walletAllocationShare({ rank: 4, brands: 3 })],
    ["schema.range", "rank", () => walletAllocationShare({ rank: 1.2, brands: 3 })],
    ["schema.range", "brands", () => walletAllocationShare({ rank: 1, brands: 0 })],
    ["schema.not_finite", "rank", () => walletAllocationShare({ rank: NaN, brands: 3 })],
    ["schema.type", "place", () => walletAllocationShare(bad(null))],
    ["scoring.duplicate_id", "brands[1].brand", () => walletAllocation([{ brand: "a", rating: 1 }, { brand: "a", rating: 2 }])],
    ["schema.not_finite", "brands[0].rating", () => walletAllocation([{ brand: "a", rating: NaN }])],
    ["scoring.negative", "spend.amount", () => walletAllocation([], { spend: eur("-1.00") })],
    ["schema.type", "spend", () => walletAllocation([], { spend: bad(5) })],
    ["schema.type", "brands", () => walletAllocation(bad("x"))],
  ];
  test.each(cases)("%s at %s", (code, path, call) => {
    expect(call).toThrow(expect.objectContaining({ kind: "ClienteleError", code, path }));
  });
});
