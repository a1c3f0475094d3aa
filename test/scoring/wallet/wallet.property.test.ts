import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { shareOfWallet, walletAllocation, walletAllocationShare } from "../../../src/scoring/index.js";
import type { WalletAccount } from "../../../src/scoring/index.js";
import { add, subtract, sum } from "../../../src/values/index.js";
import type { Money } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const eur = (units: number): Money => ({ amount: (units / 100).toFixed(2), currency: "EUR" });
const money = fc.integer({ min: 0, max: 50_000 }).map(eur);
const currency = "EUR";
const optional = <K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<K, T>>> =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [key]: one }) as Partial<Record<K, T>>);
const account: fc.Arbitrary<Omit<WalletAccount, "account">> = fc
  .tuple(
    money,
    optional("spend", fc.integer({ min: 0, max: 200_000 }).map(eur)),
    optional("segment", fc.constantFrom("retail", "health")),
    optional("size", fc.integer({ min: 1, max: 50 })),
    optional("competitors", fc.uniqueArray(fc.constantFrom("rival", "other"), { maxLength: 2 }).chain((names) =>
      fc.tuple(...names.map(() => money)).map((revenues) => names.map((competitor, index) => ({ competitor, revenue: revenues[index] ?? eur(0) }))),
    )),
    optional("previous", fc.tuple(money, optional("spend", fc.integer({ min: 0, max: 200_000 }).map(eur))).map(([revenue, spend]) => ({ revenue, ...spend }))),
  )
  .map(([revenue, ...rest]) => Object.assign({ revenue }, ...rest) as Omit<WalletAccount, "account">);
const accounts: fc.Arbitrary<WalletAccount[]> = fc
  .array(account, { maxLength: 15 })
  .map((list) => deepFreeze(list.map((one, index) => ({ account: `a${String(index)}`, ...one }))));
const estimate = { quantile: 0.5, peersMin: 2 };

describe("share of wallet", () => {
  test("SC-WA1 the parts of a wallet sum to it, and our part with the potential too", () => {
    let seen = 0;
    fc.assert(
      fc.property(accounts, (list) => {
        const table = shareOfWallet(list, { currency, estimate });
        for (const { wallet, parts, revenue, potential, share } of table.rows) {
          if (wallet.state !== "known" && wallet.state !== "estimated") {
            expect([parts, potential, share]).toEqual([[], null, null]);
            continue;
          }
          seen += 1;
          expect(sum(parts.map((part) => part.revenue), currency)).toEqual(wallet.spend);
          expect(add(revenue, potential ?? eur(0))).toEqual(wallet.spend);
          expect(potential?.amount.startsWith("-")).toBe(false);
          expect(share ?? 0).toBeLessThanOrEqual(1);
        }
        const withWallet = table.rows.filter((row) => row.potential !== null);
        expect(sum(withWallet.map((row) => row.potential ?? eur(0)), currency)).toEqual(table.total.potential);
        expect(Object.values(table.counts).reduce((a, b) => a + b, 0)).toBe(list.length);
      }),
      runs(200),
    );
    expect(seen).toBeGreaterThan(seenMin(300));
  });

  test("SC-WA2 an estimate is the spend per size of a peer of the segment, with as many below as the quantile says", () => {
    let seen = 0;
    fc.assert(
      fc.property(accounts, fc.constantFrom(0.25, 0.5, 0.55, 0.8, 1), (list, quantile) => {
        for (const row of shareOfWallet(list, { currency, estimate: { quantile, peersMin: 2 } }).rows) {
          if (row.wallet.state !== "estimated") continue;
          seen += 1;
          const { peer, peers } = row.wallet;
          const own = list.find((one) => one.account === row.account);
          const soldBy = (one: WalletAccount | undefined): number =>
            [one?.revenue, ...(one?.competitors ?? []).map((other) => other.revenue)].reduce((all, value) => all + Number(value?.amount ?? 0), 0);
          const others = list.filter((one) => one.segment === own?.segment && one.spend !== undefined && one.size !== undefined && Number(one.spend.amount) >= soldBy(one) - 1e-9);
          expect(peers).toBe(others.length);
          const rate = (one: WalletAccount | undefined): number => Number(one?.spend?.amount) / (one?.size ?? NaN);
          const chosen = others.find((one) => one.account === peer);
          const atMost = others.filter((one) => rate(one) <= rate(chosen) + 1e-12).length;
          const below = others.filter((one) => rate(one) < rate(chosen) - 1e-12).length;
          expect(atMost).toBeGreaterThanOrEqual(quantile * peers - 1e-9);
          expect(below).toBeLessThan(quantile * peers);
          const wallet = Math.max(rate(chosen) * (own?.size ?? NaN), soldBy(own));
          expect(Math.abs(Number(row.wallet.spend.amount) - wallet)).toBeLessThanOrEqual(0.005 + 1e-9);
        }
      }),
      runs(300),
    );
    expect(seen).toBeGreaterThan(seenMin(30));
  });

  test("SC-WA3 the effects of wallet and share sum to the change, to the cent", () => {
    let seen = 0;
    fc.assert(
      fc.property(accounts, (list) => {
        for (const { account: id, growth } of shareOfWallet(list, { currency }).rows) {
          const one = list.find((item) => item.account === id);
          if (growth === null) {
            expect(one?.previous).toBeUndefined();
            continue;
          }
          expect(growth.change).toEqual(subtract(one?.revenue ?? eur(0), one?.previous?.revenue ?? eur(0)));
          if (growth.walletEffect === null || growth.shareEffect === null) continue;
          seen += 1;
          expect(add(growth.walletEffect, growth.shareEffect)).toEqual(growth.change);
          const previous = Number(one?.previous?.revenue.amount);
          const factor = Number(one?.spend?.amount) / Number(one?.previous?.spend?.amount);
          expect(Math.abs(Number(growth.walletEffect.amount) - previous * (factor - 1))).toBeLessThanOrEqual(0.005 + 1e-6);
        }
      }),
      runs(300),
    );
    expect(seen).toBeGreaterThan(seenMin(50));
  });

  test("SC-WA4 the order of accounts changes nothing, and ranks follow the potential", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const table = shareOfWallet(list, { currency, estimate });
        expect(shareOfWallet([...list].reverse(), { currency, estimate })).toEqual(table);
        const known = table.rows.filter((row) => row.rank !== null);
        for (const row of known) {
          const larger = known.filter((one) => Number(one.potential?.amount) > Number(row.potential?.amount)).length;
          expect(row.rank).toBe(larger + 1);
        }
      }),
      runs(150),
    );
  });
});

describe("the Wallet Allocation Rule", () => {
  const brands = fc
    .array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 12 })
    .map((list) => deepFreeze(list.map((rating, index) => ({ brand: `b${String(index)}`, rating }))));

  test("SC-WA5 shares sum to one, parts to the spend, and equal ratings to equal shares", () => {
    fc.assert(
      fc.property(brands, money, (list, spend) => {
        const shares = walletAllocation(list, { spend });
        expect(shares.reduce((all, one) => all + one.share, 0)).toBeCloseTo(1, 12);
        expect(sum(shares.map((one) => one.revenue ?? eur(0)), currency)).toEqual(spend);
        for (const { brand, rank, share } of shares) {
          const rating = list.find((one) => one.brand === brand)?.rating ?? 0;
          const better = list.filter((one) => one.rating > rating).length;
          const equal = list.filter((one) => one.rating === rating).length;
          expect(rank).toBe(better + (equal + 1) / 2);
          expect(share).toBe(walletAllocationShare({ rank, brands: list.length }));
          const n = list.length;
          expect(share).toBeCloseTo((1 - rank / (n + 1)) * (2 / n), 12);
        }
      }),
      runs(200),
    );
  });
});
