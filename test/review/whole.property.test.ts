/** Laws of a review by a policy with everything in it, over accounts of which anything is known. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileReview, monthlyReport, reviewAccount, reviewPortfolio } from "../../src/review/index.js";
import type { Account, AccountReview, Finding, PortfolioReview, ReviewChange } from "../../src/review/index.js";
import { addDays, sum } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { fullPolicy, market2026 } from "./full-policy.js";
import { asOf, restingAccounts, someAccount, someAccounts } from "./generated-accounts.js";

const plan = compileReview(deepFreeze(fullPolicy));
const market = deepFreeze(market2026);

function valueOf<T>(finding: Finding<T>): T | null {
  return finding.state === "known" ? finding.value : null;
}

function total(review: PortfolioReview, amountOf: (one: AccountReview) => Money | null | undefined): Money {
  return sum(review.accounts.flatMap((one) => amountOf(one) ?? []), "EUR");
}

/** Silence itself is news: a model expects less by a twentieth, or an interval has become long. */
function isOfSilence({ part, figure, from, to }: ReviewChange): boolean {
  if (part === "value") return Math.abs(Number(to) - Number(from)) > 0.05 * Math.abs(Number(from));
  if (figure === "signs.count") return Number(to) === Number(from) + 1;
  return figure === "signs.raised" && Array.isArray(to) && to.filter((sign) => !String(from).includes(String(sign))).join() === "lengthening-order-interval";
}

describe("a portfolio", () => {
  test("W-30 every figure in money is the sum of its accounts'", () => {
    fc.assert(
      fc.property(someAccounts, (accounts) => {
        const review = reviewPortfolio(plan, deepFreeze(accounts), { asOf, market });
        const nothing = { amount: "0.00", currency: "EUR" };
        const amounts: readonly (readonly [string, Money | undefined, Money])[] = [
          ["bonusEarned", valueOf(review.bonusEarned) ?? nothing, total(review, (one) => valueOf(one.bonus)?.earned)],
          ["bonusAccruedLastMonth", valueOf(review.bonusAccruedLastMonth) ?? nothing, total(review, (one) => valueOf(one.bonus)?.accruedLastMonth)],
          ["loyaltyLiability", valueOf(review.loyaltyLiability)?.amount ?? nothing, total(review, (one) => valueOf(one.loyalty)?.liability)],
          ["overdue", valueOf(review.overdue)?.amount ?? nothing, total(review, (one) => valueOf(one.payment)?.open?.overdue)],
          ["exposure", valueOf(review.credit)?.exposure ?? nothing, total(review, (one) => valueOf(one.credit)?.decision.exposure.total)],
          ["limit", valueOf(review.credit)?.limit ?? nothing, total(review, (one) => valueOf(one.credit)?.decision.limit)],
          ["expectedLoss", valueOf(review.expectedLoss)?.amount ?? nothing, total(review, (one) => valueOf(one.loss)?.expected)],
          ["lifetimeValue", valueOf(review.lifetimeValue)?.amount ?? nothing, total(review, (one) => valueOf(one.value)?.lifetime)],
          ["pipeline.open", valueOf(review.pipeline)?.open ?? nothing, total(review, (one) => valueOf(one.pipeline)?.open)],
          ["pipeline.weighted", valueOf(review.pipeline)?.weighted ?? nothing, total(review, (one) => valueOf(one.pipeline)?.weighted)],
          ["backlog", valueOf(review.service)?.backlog.values[0] ?? nothing, total(review, (one) => valueOf(one.service)?.backlog.values[0])],
          ["overdueBacklog", valueOf(review.service)?.overdueBacklog.values[0] ?? nothing, total(review, (one) => valueOf(one.service)?.overdueBacklog.values[0])],
          ["classes", sum((valueOf(review.classes) ?? []).map((one) => one.net), "EUR"), review.turnover.accounts.current.net],
          ["grades", sum((valueOf(review.grades) ?? []).map((one) => one.exposure), "EUR"), valueOf(review.credit)?.exposure ?? nothing],
          ["grades' loss", sum((valueOf(review.grades) ?? []).map((one) => one.expectedLoss), "EUR"), valueOf(review.expectedLoss)?.amount ?? nothing],
        ];
        for (const [name, whole, parts] of amounts) expect([name, whole]).toEqual([name, parts]);
        for (const { month, open, weighted } of valueOf(review.pipeline)?.byMonth ?? []) {
          const own = review.accounts.flatMap((one) => (valueOf(one.pipeline)?.byMonth ?? []).filter((row) => row.month === month));
          expect(open).toEqual(sum(own.map((row) => row.open), "EUR"));
          expect(weighted).toEqual(sum(own.map((row) => row.weighted), "EUR"));
        }
        const open = review.accounts.reduce((count, one) => count + (valueOf(one.complaints)?.open.length ?? 0), 0);
        expect(valueOf(review.complaints)?.open.length ?? 0).toBe(open);
      }),
      runs(60),
    );
  });

  test("W-31 neither the order of accounts nor that of their facts changes anything", () => {
    const turned = (list: readonly unknown[] | undefined): readonly unknown[] => (list === undefined ? [] : [...list].reverse());
    const lists = ["orders", "invoices", "reputation", "deals", "deliveries", "complaints"] as const;
    fc.assert(
      fc.property(someAccounts, (accounts) => {
        const other = [...accounts].reverse().map((one) => {
          const copy: Record<string, unknown> = { ...one };
          for (const name of lists) if (one[name] !== undefined) copy[name] = turned(one[name]);
          if (one.contacts?.made !== undefined) copy["contacts"] = { ...one.contacts, made: turned(one.contacts.made) };
          return copy as unknown as Account;
        });
        const facts = { market };
        expect(reviewPortfolio(plan, other, { asOf, ...facts })).toEqual(reviewPortfolio(plan, accounts, { asOf, ...facts }));
        const period = { from: "2026-11-01", until: "2026-12-01" };
        expect(monthlyReport(plan, period, { accounts: other, ...facts })).toEqual(monthlyReport(plan, period, { accounts, ...facts }));
      }),
      runs(25),
    );
  });

  test("W-32 is plain data without undefined, and each account is reviewed as it is alone", () => {
    fc.assert(
      fc.property(someAccounts, (accounts) => {
        const review = reviewPortfolio(plan, accounts, { asOf, market });
        expect(JSON.parse(JSON.stringify(review))).toStrictEqual(review);
        for (const account of accounts) {
          const whole = review.accounts.find((one) => one.account.id === account.id);
          const alone = reviewAccount(plan, account, { asOf, market });
          for (const part of ["turnover", "lifecycle", "value", "prices", "bonus", "payment", "risk", "credit", "loss", "loyalty", "service", "complaints", "pipeline", "record", "crossSell", "market", "warningSigns"] as const) {
            expect([part, whole?.[part]]).toEqual([part, alone[part]]);
          }
        }
      }),
      runs(25),
    );
  });
});

describe("an account", () => {
  test("W-33 removing any of its facts never raises the coverage", () => {
    fc.assert(
      fc.property(someAccount, fc.infiniteStream(fc.boolean()), (facts, coins) => {
        const whole: Account = { ...facts, id: "acme" };
        const fewer: Record<string, unknown> = { ...whole };
        for (const name of Object.keys(facts)) if (name !== "orders" && coins.next().value === true) delete fewer[name];
        const without = fewer as unknown as Account;
        const more = reviewAccount(plan, whole, { asOf, market });
        const less = reviewAccount(plan, without, { asOf, market });
        expect(less.coverage).toBeLessThanOrEqual(more.coverage);
        for (const part of more.missing) if (part !== "score") expect(less.missing).toContain(part);
        const noOrders = reviewAccount(plan, { ...whole, orders: [] }, { asOf, market });
        expect(noOrders.coverage).toBeLessThanOrEqual(more.coverage);
      }),
      runs(60),
    );
  });

  test("W-34 of which nothing happened has no change a few days later, where no term ends meanwhile", () => {
    let known = 0;
    fc.assert(
      fc.property(restingAccounts, fc.integer({ min: 0, max: 4 }), (accounts, days) => {
        const before = reviewPortfolio(plan, accounts, { asOf, market });
        const after = reviewPortfolio(plan, accounts, { asOf: addDays(asOf, days), market, previous: before });
        for (const { changes, coverage } of after.accounts) {
          expect((valueOf(changes) ?? []).filter((change) => !isOfSilence(change))).toEqual([]);
          known += Number(coverage > 0.5);
        }
      }),
      runs(60),
    );
    expect(known).toBeGreaterThan(seenMin(30));
  });
});
