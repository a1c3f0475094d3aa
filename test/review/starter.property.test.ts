/** The rules to begin with: each proposes where its reason is true, and nowhere else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileReview, nextBestActions, reviewAccount, reviewPortfolio, starterActions } from "../../src/review/index.js";
import type { Account, AccountReview, Finding, Market } from "../../src/review/index.js";
import { runs } from "../support/runs.js";
import { fullPolicy, known2026, market2026 } from "./full-policy.js";
import { asOf, someAccounts } from "./generated-accounts.js";

const plan = compileReview(fullPolicy);
const market: Market = { ...market2026, swot: [...(market2026.swot ?? []), { id: "t2", kind: "threat", text: "A rival opens next door", segment: "retail", source: "visit", asOf: "2026-09-01" }] };

function of<T>(finding: Finding<T>): T | undefined {
  return finding.state === "known" ? finding.value : undefined;
}
const amount = (money: { amount: string } | null | undefined): number => (money === null || money === undefined ? Number.NaN : Number(money.amount));
const number = (value: number | null | undefined): number => value ?? Number.NaN;
const rate = (one: AccountReview): number => {
  const found = of(one.service)?.orderRates.onTimeInFull;
  return found?.state === "known" ? found.value : Number.NaN;
};
const late = (one: AccountReview): number => {
  const service = of(one.service);
  if (service === undefined) return Number.NaN;
  return amount(service.overdueBacklog.values.find((value) => value.currency === "EUR") ?? { amount: "0" });
};
const signs = (one: AccountReview): readonly string[] => one.warningSigns.raised.map((sign) => sign.id);
const state = (one: AccountReview): string | undefined => of(one.lifecycle)?.state;
const net = (one: AccountReview): number => amount(one.turnover.current.net);
const strength = (one: AccountReview): number => {
  const found = of(one.market)?.relativeStrength;
  return found?.state === "known" ? found.ratio : Number.NaN;
};
const toBand = (one: AccountReview): number => {
  const next = of(one.bonus)?.next;
  return next?.missing.unit === "EUR" ? Number(next.missing.amount) : Number.NaN;
};
const offered = (one: AccountReview): { confidence: number; lift: number } => {
  const reason = of(one.crossSell)?.offers[0]?.reasons.find(({ kind }) => kind === "rule");
  return reason?.kind === "rule" ? { confidence: number(reason.confidence), lift: number(reason.lift) } : { confidence: Number.NaN, lift: Number.NaN };
};
/** The ledger counts spend in cents. */
const missingSpend = (one: AccountReview): number => {
  const next = of(one.loyalty)?.tier?.next;
  return next === null || next === undefined ? Number.NaN : next.missing / 100;
};
const oneOf = (value: string | null | undefined, ...choices: string[]): boolean => value !== null && value !== undefined && choices.includes(value);

/** What each rule says, asked of the review itself. A figure that is not known makes it false. */
const holds: Readonly<Record<string, (one: AccountReview) => boolean>> = {
  "clear-hold": (one) => oneOf(of(one.credit)?.decision.answer, "HOLD", "REFUSE"),
  "make-room-in-limit": (one) => oneOf(of(one.credit)?.decision.answer, "APPROVE", "WARN") && number(of(one.credit)?.decision.utilisation.value) >= 0.9,
  "offer-better-terms": (one) => number(of(one.risk)?.score) >= 70 && number(of(one.credit)?.decision.utilisation.value) < 0.5 && number(of(one.payment)?.daysBeyondTerms.value) <= 0 && of(one.credit)?.decision.available !== null,
  "secure-exposure": (one) => amount(of(one.loss)?.expected) > 0 && number(of(one.risk)?.score) < 40,
  "talk-about-payment": (one) => of(one.payment)?.trend.direction === "worsening" && number(of(one.payment)?.daysBeyondTerms.value) > 10,
  "look-into-warning-signs": (one) => signs(one).length >= 2,
  "complete-risk-evidence": (one) => number(of(one.risk)?.coverage) < 0.5,
  "save-large-account-at-risk": (one) => state(one) === "atRisk" && of(one.abc)?.class === "A" && of(one.lifecycle)?.daysSinceOrder !== null,
  "win-back-large-account": (one) => oneOf(state(one), "dormant", "lost") && oneOf(of(one.abc)?.class, "A", "B") && of(one.lifecycle)?.daysSinceOrder !== null,
  "collect-overdue": (one) => amount(of(one.payment)?.open?.overdue) > 0 && number(of(one.payment)?.open?.oldestOverdueDays) >= 30,
  "ask-why-less": (one) => signs(one).includes("falling-volume") && oneOf(state(one), "active", "keyAccount", "wonBack"),
  "remind-before-risk": (one) => of(one.lifecycle)?.next?.state === "atRisk" && number(of(one.lifecycle)?.next?.inDays) <= 30 && of(one.lifecycle)?.daysSinceOrder !== null,
  "call-account-at-risk": (one) => state(one) === "atRisk" && oneOf(of(one.abc)?.class, "B", "C") && of(one.lifecycle)?.daysSinceOrder !== null,
  "offer-next-bonus-band": (one) => toBand(one) > 0 && toBand(one) <= net(one) && amount(of(one.bonus)?.next?.gain) > 0 && number(of(one.bonus)?.next?.daysLeft) >= 1 && number(of(one.bonus)?.next?.daysLeft) <= 120,
  "stop-price-leakage": (one) => amount(of(one.prices)?.leakage) > 0 && number(of(one.prices)?.realisation) < 0.85,
  "look-into-returns": (one) => signs(one).includes("rising-returns"),
  "propose-key-account": (one) => of(one.abc)?.class === "A" && oneOf(state(one), "active", "wonBack") && one.turnover.current.orders >= 6,
  "show-next-tier": (one) => missingSpend(one) > 0 && missingSpend(one) <= 500,
  "ask-for-referral": (one) => number(of(one.rfm)?.recencyScore) >= 4 && number(of(one.rfm)?.frequencyScore) >= 4 && signs(one).length === 0,
  "price-unpriced-articles": (one) => number(of(one.prices)?.unpriced.lines) > 0,
  "welcome-new-client": (one) => one.turnover.all.orders === 1 && state(one) === "active",
  "answer-overdue-complaint": (one) => number(of(one.complaints)?.overdue) > 0,
  "settle-complaint": (one) => number(of(one.complaints)?.open.length) > 0 && of(one.complaints)?.overdue === 0,
  "deliver-backlog": (one) => late(one) > 0,
  "mend-service": (one) => rate(one) < 0.9,
  "make-contact": (one) => {
    const next = of(one.contacts)?.next;
    return next !== undefined && next.state !== "none" && next.overdueDays > 0;
  },
  "complete-record": (one) => number(of(one.record)?.completeness) < 0.8 && of(one.record)?.repairs[0] !== undefined,
  "qualify-lead": (one) => oneOf(state(one), "lead", "prospect"),
  "keep-valuable-client": (one) => number(of(one.value)?.probabilityAlive) < 0.5 && amount(of(one.value)?.lifetime) > 0 && oneOf(of(one.abc)?.class, "A", "B"),
  "move-deals-on": (one) => amount(of(one.pipeline)?.weighted) > 0,
  "offer-next-article": (one) => offered(one).confidence >= 0.3 && offered(one).lift > 1,
  "reach-next-class": (one) => number(of(one.score)?.next?.points) <= 5 && of(one.score)?.levers[0] !== undefined,
  "answer-competitor": (one) => number(of(one.market)?.threats.length) > 0 && strength(one) < 1,
  "renegotiate-pocket-price": (one) => number(of(one.prices)?.pocketShare) < 0.7 && amount(of(one.prices)?.pocket) > 0,
  "use-expiring-points": (one) => {
    const expiry = of(one.loyalty)?.nextExpiry;
    if (expiry === null || expiry === undefined || expiry.points <= 0) return false;
    return (Date.parse(expiry.at.slice(0, 10)) - Date.parse(one.asOf)) / 86_400_000 <= 60;
  },
};

const eur = (text: string): { amount: string; currency: string } => ({ amount: text, currency: "EUR" });
const order = (id: string, date: string, quantity: number): Account["orders"][number] => ({ id, date, lines: [{ article: "chair", productGroup: "seats", quantity, unitPrice: "49.90" }] });
const paid = (id: string, issuedOn: string, dueOn: string, on: string): NonNullable<Account["invoices"]>[number] => ({ id, amount: eur("100.00"), issuedOn, dueOn, payments: [{ on, amount: eur("100.00") }] });
const trusted: Account["evidence"] = { altmanZDoublePrime: { state: "present", value: 5, asOf: "2026-11-01", source: "accounts" } };

/** Accounts for the rules that chance seldom meets. */
const handmade: readonly Account[] = [
  known2026,
  {
    id: "good-payer",
    orders: [order("1", "2026-10-01", 30)],
    invoices: [paid("1", "2026-09-01", "2026-10-01", "2026-09-28"), paid("2", "2026-10-01", "2026-11-01", "2026-10-28"), paid("3", "2026-10-02", "2026-11-02", "2026-10-28")],
    evidence: trusted,
    credit: { limit: eur("1000.00") },
  },
  {
    id: "near-its-limit",
    orders: [],
    invoices: [{ id: "1", amount: eur("950.00"), issuedOn: "2026-11-01", dueOn: "2026-12-01", payments: [] }],
    evidence: trusted,
    credit: { limit: eur("1000.00") },
  },
  {
    id: "later-and-later",
    orders: [],
    invoices: Array.from({ length: 12 }, (_, month) => {
      const issued = `2026-${String(month + 1).padStart(2, "0")}-01`;
      return month < 6 ? paid(String(month), issued, issued, issued) : paid(String(month), issued, issued, `2026-${String(month + 1).padStart(2, "0")}-28`);
    }).filter(({ issuedOn, payments }) => issuedOn <= asOf && (payments?.[0]?.on ?? "") <= asOf),
  },
  { id: "sends-back", orders: [order("1", "2026-07-01", 40), order("2", "2026-10-01", 40), order("3", "2026-11-01", -30)] },
  { id: "near-the-next-band", orders: [order("1", "2026-10-01", 70)] },
  { id: "near-silver", orders: [order("1", "2026-11-01", 16)] },
  { id: "large", orders: [1, 2, 3, 4, 5, 6].map((day) => order(String(day), `2026-10-0${String(day)}`, 3000)) },
  { id: "lead", orders: [], standing: { lifecycle: "client", version: 1, state: "prospect", entered: ["2026-10-01T00:00:00.000Z"], context: { since: "2026-10-01T00:00:00.000Z" }, sequence: 0, lastAt: "2026-10-01T00:00:00.000Z", recent: [] } as unknown as NonNullable<Account["standing"]> },
];

describe("the rules to begin with", () => {
  const seen = new Map(starterActions.map((rule) => [rule.id, 0]));

  function check(review: AccountReview): void {
    const proposed = nextBestActions(plan, review);
    const fired = [...proposed, ...review.withheld].map((one) => one.rule).sort();
    const expected = Object.keys(holds).filter((id) => holds[id]?.(review) === true).sort();
    expect([review.account.id, fired]).toEqual([review.account.id, expected]);
    for (const id of fired) seen.set(id, (seen.get(id) ?? 0) + 1);
    for (const action of proposed) {
      expect(action.reason).not.toMatch(/[{}]|undefined|NaN/);
      expect(action.dueOn > review.asOf).toBe(true);
      // What is at stake is an amount of the review, never one of the rule.
      if (action.value !== null) expect(JSON.stringify(action.facts)).toContain(action.value.amount);
    }
  }

  test("are all asked of the review by other means", () => {
    expect(Object.keys(holds).sort()).toEqual(starterActions.map((rule) => rule.id).sort());
    expect(starterActions).toHaveLength(35);
  });

  test("W-40 propose, or say that they withhold, exactly where their reason is true", () => {
    fc.assert(
      fc.property(someAccounts, (accounts) => {
        for (const one of reviewPortfolio(plan, accounts, { asOf, market }).accounts) check(one);
      }),
      runs(60),
    );
  });

  test("each is true of an account at least once", () => {
    // As many accounts in a short run as in a long one, as what is met has to be the same.
    for (const accounts of fc.sample(someAccounts, { seed: 20261123, numRuns: 20 })) {
      for (const one of reviewPortfolio(plan, accounts, { asOf, market }).accounts) check(one);
    }
    for (const one of reviewPortfolio(plan, handmade, { asOf, market }).accounts) check(one);
    for (const account of handmade) check(reviewAccount(plan, account, { asOf, market }));
    expect([...seen].filter(([, count]) => count === 0)).toEqual([]);
  });
});
