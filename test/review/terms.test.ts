/** Terms of an account's own: one of several bonus agreements and loyalty programmes, or none. */
import { describe, expect, test } from "vitest";

import { compileReview, renderText, english, reviewAccount, reviewPortfolio } from "../../src/review/index.js";
import type { Account, AccountReview, ReviewPolicy } from "../../src/review/index.js";
import { parseReviewPolicy } from "../../src/review/schema.js";
import type { BonusAgreement } from "../../src/bonus/index.js";
import type { Programme } from "../../src/loyalty/index.js";
import { sum } from "../../src/values/index.js";
import { reviewPolicy } from "./policy.js";

const asOf = "2026-11-23";
const usual = reviewPolicy.bonus as BonusAgreement;
const own: BonusAgreement = { ...usual, id: "acme-2026", schedules: [{ id: "turnover", scale: { kind: "graduated", bands: [{ from: 0, value: "0.10" }] } }] };
const club = reviewPolicy.loyalty as Programme;
const miles: Programme = { id: "miles", version: "1", currency: "EUR", wallets: [{ id: "miles" }], earning: [{ id: "per-euro", wallet: "miles", award: { kind: "perAmount", points: "2", per: "1", rounding: "floor" } }] };
const policy: ReviewPolicy = {
  ...reviewPolicy,
  bonus: [usual, own],
  loyalty: [club, miles],
  loyaltyLiability: { wallets: [{ wallet: "points", valuePerPoint: "0.01", redemptionRate: "1" }, { wallet: "miles", valuePerPoint: "0.02", redemptionRate: "1" }] },
};
const plan = compileReview(policy);
const orders = [{ id: "1", date: "2026-10-01", lines: [{ article: "chair", quantity: 10, unitPrice: "40.00" }] }];
const terms = (more: Partial<Account>): AccountReview => reviewAccount(plan, { id: "acme", orders, ...more }, { asOf });

describe("terms of its own", () => {
  test("the first of the policy hold, unless an account names others or none", () => {
    const usually = terms({});
    expect(usually.bonus).toMatchObject({ state: "known", value: { agreement: "annual", earned: { amount: "0.00" } } });
    expect(usually.loyalty).toMatchObject({ state: "known", value: { programme: "club", points: 400, liability: { amount: "4.00" } } });
    const named = terms({ bonus: "acme-2026", loyalty: "miles" });
    expect(named.bonus).toMatchObject({ state: "known", value: { agreement: "acme-2026", earned: { amount: "40.00" } } });
    expect(named.loyalty).toMatchObject({ state: "known", value: { programme: "miles", points: 800, toNextTier: null, liability: { amount: "16.00" } } });
    expect(named.prices).toMatchObject({ state: "known", value: { afterInvoice: [{ id: "bonus", change: { amount: "-40.00" } }] } });
  });

  test("an account that has none lacks nothing", () => {
    const none = terms({ bonus: null, loyalty: null });
    expect(none.bonus).toEqual({ state: "unknown", reason: "not-applicable", missing: ["bonus"] });
    expect(none.missing).not.toContain("bonus");
    expect(none.coverage).toBe(terms({}).coverage);
    expect(none.basis.bonus).toBeUndefined();
    expect(renderText(none, english)).not.toContain("Bonus");
  });

  test("one agreement as such is a list of one", () => {
    const single = compileReview(reviewPolicy);
    const { loyaltyLiability: _, ...listed } = { ...policy, bonus: [usual], loyalty: [club] };
    const account = { id: "acme", orders, bonus: "annual", loyalty: "club" };
    expect(reviewAccount(single, account, { asOf })).toEqual(reviewAccount(listed, account, { asOf }));
  });

  test("the portfolio adds them up", () => {
    const accounts: Account[] = [{ id: "a", orders }, { id: "b", orders, bonus: "acme-2026", loyalty: "miles" }, { id: "c", orders, bonus: null, loyalty: null }];
    const review = reviewPortfolio(plan, accounts, { asOf });
    const earned = review.accounts.flatMap(({ bonus }) => (bonus.state === "known" ? [bonus.value.earned] : []));
    expect(review.bonusEarned).toEqual({ state: "known", value: sum(earned, "EUR") });
    expect(review.loyaltyLiability).toEqual({ state: "known", value: { accounts: 2, amount: { amount: "20.00", currency: "EUR" } } });
    expect(review.loyaltyPoints).toEqual({ state: "known", value: 1200 });
  });

  test("an agreement that the policy does not have is refused", () => {
    for (const part of ["bonus", "loyalty"] as const) {
      const refused = { code: "review.agreement", path: `accounts[1].${part}` };
      const accounts: Account[] = [{ id: "a", orders }, { id: "b", orders, [part]: "no-such" }];
      expect(() => reviewPortfolio(plan, accounts, { asOf })).toThrow(expect.objectContaining(refused));
      expect(() => reviewAccount({ id: "m", currency: "EUR" }, { id: "b", orders, [part]: "annual" }, { asOf })).toThrow(expect.objectContaining({ ...refused, path: `account.${part}` }));
      expect(() => reviewAccount(plan, { id: "b", orders, [part]: 5 as never }, { asOf })).toThrow(expect.objectContaining({ code: "id.format" }));
    }
  });

  test.each([
    [{ bonus: [] }, "review.empty", "bonus"],
    [{ loyalty: [] }, "review.empty", "loyalty"],
    [{ bonus: [usual, usual] }, "review.duplicate_id", "bonus[1].id"],
    [{ bonus: [usual, { ...own, currency: "USD" }] }, "review.currency_mismatch", "bonus[1].currency"],
    [{ bonus: [usual, { ...own, schedules: [] }] }, "bonus.no_schedules", "bonus[1].schedules"],
    [{ bonus: [null] }, "schema.type", "bonus[0]"],
    [{ bonus: 5 }, "schema.type", "bonus"],
    [{ loyaltyLiability: { wallets: [{ wallet: "stars", valuePerPoint: "1", redemptionRate: "1" }] } }, "loyalty.unknown_wallet", "loyaltyLiability.wallets[0].wallet"],
    [{ loyaltyLiability: { wallets: [{ wallet: "miles", valuePerPoint: "x", redemptionRate: "1" }] } }, "loyalty.format", "loyaltyLiability.wallets[0].valuePerPoint"],
    [{ loyaltyLiability: 5 }, "schema.type", "loyaltyLiability"],
  ])("bad terms %#", (change, code, path) => {
    const bad = { ...policy, ...change } as unknown as ReviewPolicy;
    let issues: readonly { code: string; path: string }[] = [];
    try {
      compileReview(bad);
    } catch (error) {
      issues = (error as { issues: typeof issues }).issues;
    }
    expect(issues).toContainEqual(expect.objectContaining({ path, code }));
  });

  test("the schema takes them", () => {
    expect(parseReviewPolicy(structuredClone(policy))).toEqual(policy);
  });
});
