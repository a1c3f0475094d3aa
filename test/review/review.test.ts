import { describe, expect, test } from "vitest";

import { compileReview, nextBestActions, reviewAccount, reviewPortfolio, starterActions } from "../../src/review/index.js";
import type { Account, ReviewPolicy } from "../../src/review/index.js";
import { actionRuleSchema, parseReviewPolicy, safeParseReviewPolicy } from "../../src/review/schema.js";
import { deepFreeze } from "../support/freeze.js";
import { reviewPolicy } from "./policy.js";

const asOf = "2026-11-23";
const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const acme: Account = deepFreeze({
  id: "acme",
  name: "Acme Interiors",
  orders: [
    { id: "R-1", date: "2026-03-02", lines: [{ article: "chair", quantity: 100, unitPrice: "44.01" }] },
    { id: "R-2", date: "2026-05-11", lines: [{ article: "desk", quantity: 5, unitPrice: "189" }, { article: "vase", quantity: 2, unitPrice: "12.50" }] },
    { id: "C-2", date: "2026-05-30", lines: [{ article: "desk", quantity: -1, unitPrice: "189" }] },
    { id: "R-3", date: "2026-06-20", lines: [{ article: "chair", quantity: 12, unitPrice: "47.43" }] },
  ],
  invoices: [
    { id: "R-1", amount: eur("5237.19"), issuedOn: "2026-03-02", dueOn: "2026-04-01", payments: [{ on: "2026-04-11", amount: eur("5237.19") }] },
    { id: "R-3", amount: eur("677.30"), issuedOn: "2026-06-20", dueOn: "2026-07-20", payments: [] },
  ],
});

function problemOf(attempt: () => unknown): { code?: string; path?: string; issues?: { code: string; path: string }[] } {
  try {
    attempt();
  } catch (error) {
    return error as { code: string; path: string };
  }
  return {};
}

describe("one account", () => {
  const review = reviewAccount(deepFreeze(reviewPolicy), acme, { asOf });

  test("an order without lines is neither a sale nor a credit note", () => {
    const empty = { id: "R-9", date: "2026-07-01", lines: [] };
    const { turnover } = reviewAccount(reviewPolicy, { ...acme, orders: [...acme.orders, empty] }, { asOf });
    expect(turnover).toEqual(review.turnover);
  });

  test("turnover counts sales and returns apart", () => {
    expect(review.turnover.current).toEqual({
      sales: eur("5940.16"),
      returns: eur("-189.00"),
      net: eur("5751.16"),
      orders: 3,
      creditNotes: 1,
      lines: 5,
    });
    expect(review.turnover.lastOrderOn).toBe("2026-06-20");
  });

  test("it stands where silence has put it, and the review says what comes next", () => {
    expect(review.lifecycle).toMatchObject({
      state: "known",
      value: {
        state: "atRisk",
        since: "2026-09-18",
        daysSinceOrder: 156,
        next: { state: "dormant", on: "2026-12-17", inDays: 24 },
      },
    });
  });

  test("prices: list, what each step took off, what was agreed, invoiced and given beyond", () => {
    expect(review.prices).toMatchObject({
      state: "known",
      value: {
        list: eur("6533.80"),
        steps: [
          { step: "quantity", change: eur("-516.96") },
          { step: "partner", change: eur("-120.34") },
        ],
        agreed: eur("5896.50"),
        invoiced: eur("5915.16"),
        leakage: eur("-18.66"),
        unpriced: { lines: 1, invoiced: eur("25.00"), articles: ["vase"] },
      },
    });
  });

  test("bonus, payments and points come from the capabilities that own them", () => {
    expect(review.bonus).toMatchObject({ state: "known", value: { earned: eur("67.53"), next: null } });
    expect(review.payment).toMatchObject({ state: "known", value: { open: { overdue: eur("677.30"), oldestOverdueDays: 126 } } });
    // 4 401 + 970 + 569 less the desk that came back.
    expect(review.loyalty).toMatchObject({ state: "known", value: { points: 5751, reversed: 189, unmatchedReturns: eur("0.00") } });
  });

  test("on its own it has no rank, and says so", () => {
    expect(review.abc).toEqual({ state: "unknown", reason: "no-portfolio", missing: ["the other accounts"] });
    expect(review.missing).toEqual(expect.arrayContaining(["abc", "rfm"]));
    for (const part of ["lifecycle", "prices", "bonus", "payment", "loyalty"]) expect(review.missing).not.toContain(part);
    expect(review.warningSigns.coverage).toBe(2 / 3);
    expect(review.coverage).toBeCloseTo((5 + 2 / 3) / (5 + review.missing.length + 1), 12);
  });

  test("three actions at most, the most urgent first, with what is at stake", () => {
    expect(review.actions.map(({ rule, value }) => [rule, value?.amount])).toEqual([
      ["collect-overdue", "677.30"],
      ["look-into-warning-signs", undefined],
      ["price-unpriced-articles", undefined],
    ]);
    expect(review.actions[0]).toMatchObject({
      reason: "677.30 overdue, the oldest for 126 days.",
      dueOn: "2026-11-26",
      role: "credit-controller",
      facts: { "payment.overdue": "677.30", "payment.oldestOverdueDays": 126 },
    });
  });

  test("an account of which nothing is known is reviewed too", () => {
    const nothing = reviewAccount(reviewPolicy, { id: "new", orders: [] }, { asOf });
    expect(nothing.missing).toEqual(expect.arrayContaining(["lifecycle", "abc", "rfm", "prices", "bonus", "payment", "loyalty"]));
    expect(nothing.coverage).toBe(0);
    expect(nothing.actions).toEqual([]);
  });
});

describe("a portfolio", () => {
  const order = (id: string, date: string, quantity: number): Account["orders"][number] => ({
    id,
    date,
    lines: [{ article: "chair", quantity, unitPrice: "40" }],
  });
  const large: Account = { id: "large", orders: [order("1", "2026-07-01", 900), order("2", "2026-08-01", 800)] };
  const small: Account = { id: "small", orders: [order("1", "2026-11-01", 3)] };
  const review = reviewPortfolio({ id: "monthly", currency: "EUR" }, [small, large], {
    asOf,
    unattributed: [order("till", "2026-11-02", 1)],
  });

  test("ranks its accounts and puts the largest in danger first", () => {
    expect(review.accounts.map((one) => one.account.id)).toEqual(["large", "small"]);
    expect(review.abc.rows.map((row) => [row.id, row.class])).toEqual([["large", "A"], ["small", "C"]]);
    expect(review.actions[0]).toMatchObject({ account: "large", action: { rule: "save-large-account-at-risk" } });
    expect(review.actions[0]?.action.reason).toBe("No order for 114 days; 68000.00 in the window, rank 1.");
  });

  test("counts orders of nobody in the total and in no account", () => {
    expect(review.turnover.unattributed.all.net).toEqual(eur("40.00"));
    expect(review.turnover.total.all.net).toEqual(eur("68160.00"));
  });

  test("says what the policy does not ask for and what nobody knows", () => {
    expect(review.bonusEarned).toEqual({ state: "unknown", reason: "not-in-policy", missing: ["bonus"] });
    expect(review.overdue).toEqual({ state: "unknown", reason: "no-facts", missing: ["invoices"] });
  });

  test("without accounts there is nothing, and no NaN", () => {
    const empty = reviewPortfolio(reviewPolicy, [], { asOf });
    expect(empty).toMatchObject({ accounts: [], actions: [], coverage: 0, concentration: { state: "not-enough-data" } });
    expect(empty.turnover.total.all.net).toEqual(eur("0.00"));
  });

  test("books that begin late decide nothing about the time before", () => {
    const known = reviewPortfolio(reviewPolicy, [large], { asOf, booksFrom: "2026-06-15" });
    expect(known.accounts[0]?.warningSigns.unknown.map((sign) => sign.id)).toContain("falling-volume");
  });
});

describe("rules of action", () => {
  test("those to begin with are valid, and their schema takes them", () => {
    expect(() => compileReview({ id: "x", currency: "EUR", actions: starterActions })).not.toThrow();
    for (const rule of starterActions) expect(actionRuleSchema.parse(rule)).toEqual(rule);
  });

  test("whose reason names a fact that is missing do not apply", () => {
    const rule = { id: "r", title: "t", when: { all: [] }, reason: "{bonus.earned}", urgency: "now", role: "x", dueInDays: 0 } as const;
    const policy: ReviewPolicy = { id: "x", currency: "EUR", actions: [rule] };
    const review = reviewAccount(policy, acme, { asOf });
    expect(nextBestActions(policy, review)).toEqual([]);
  });
});

describe("bad input", () => {
  const plan = compileReview(reviewPolicy);
  const good = { id: "R", date: "2026-11-01", lines: [{ article: "chair", quantity: 1, unitPrice: "1" }] };
  const line = (change: object): Account => ({ id: "a", orders: [{ ...good, lines: [{ ...good.lines[0], ...change } as never] }] });
  test.each([
    [{ id: "a", orders: [{ ...good, date: "2026-11-24" }] }, "review.future_date", "account.orders[0].date"],
    [{ id: "a", orders: [good, good] }, "review.duplicate_id", "account.orders[1].id"],
    [line({ quantity: 0 }), "review.quantity", "account.orders[0].lines[0].quantity"],
    [line({ quantity: NaN }), "review.not_finite", "account.orders[0].lines[0].quantity"],
    [line({ unitPrice: "-1" }), "review.unit_price", "account.orders[0].lines[0].unitPrice"],
    [line({ unitPrice: "0.0000000000001" }), "review.unit_price", "account.orders[0].lines[0].unitPrice"],
    [line({ article: "__proto__" }), "id.format", "account.orders[0].lines[0].article"],
    [line({ colour: "red" }), "schema.unknown_key", "account.orders[0].lines[0].colour"],
    [{ id: "a" } as Account, "schema.type", "account.orders"],
  ])("case %#", (account, code, path) => {
    expect(problemOf(() => reviewAccount(plan, account, { asOf }))).toMatchObject({ code, path });
  });

  test("two accounts of one id", () => {
    expect(problemOf(() => reviewPortfolio(plan, [acme, acme], { asOf }))).toMatchObject({ code: "review.duplicate_id", path: "accounts[1].id" });
  });

  test("a policy lists all its issues with their paths", () => {
    const broken: unknown = {
      id: "",
      currency: "EUR",
      window: "P0D",
      lifecycle: { atRiskAfter: "soon" },
      abc: { cuts: ["0.9", "0.1"] },
      pricing: { ...reviewPolicy.pricing, currency: "USD" },
      bonus: { ...[reviewPolicy.bonus ?? []].flat()[0], schedules: [{ id: "turnover", scale: { kind: "graduated", bands: [] } }] },
      signs: { id: "x", version: "1", signs: [{}] },
      actions: [{ id: "r", title: "t", when: { fact: "weather", operator: "equal", value: 1 }, reason: "{moon}", urgency: "now", role: "x", dueInDays: 1, value: "abc.class" }],
      actionsMax: -1,
    };
    const paths = problemOf(() => compileReview(broken as ReviewPolicy)).issues?.map((issue) => issue.path) ?? [];
    for (const path of ["id", "window", "lifecycle.atRiskAfter", "pricing.currency", "bonus.schedules[0].scale.bands", "actions[0].when.fact", "actions[0].reason", "actions[0].value", "actionsMax"]) {
      expect(paths).toContain(path);
    }
    expect(paths.some((path) => path.startsWith("abc"))).toBe(true);
    expect(paths.some((path) => path.startsWith("signs"))).toBe(true);
  });

  test("the schema takes a whole policy, and refuses what it does not know", () => {
    expect(parseReviewPolicy(structuredClone(reviewPolicy))).toEqual(reviewPolicy);
    expect(safeParseReviewPolicy({ ...reviewPolicy, colour: 1 })).toMatchObject({ ok: false, issues: [{ code: "schema.unknown_key" }] });
  });
});
