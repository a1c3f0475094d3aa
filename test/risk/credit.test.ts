import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileCreditPolicy, creditDecision, creditLimit } from "../../src/risk/index.js";
import type {
  CreditAnswer,
  CreditExposure,
  CreditPolicy,
  CreditRequest,
  LimitFacts,
} from "../../src/risk/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { vectors } from "../support/shared.js";
import { codeOf } from "./code-of.js";

const asOf = "2026-11-23";
const eur = (amount: string): Money => ({ amount, currency: "EUR" });
const cents = (units: number): Money => eur((units / 100).toFixed(2));
const unitsOf = (amount: Money): number => Math.round(Number(amount.amount) * 100);

const domestic2026: CreditPolicy = deepFreeze({
  id: "domestic",
  version: "2026-1",
  currency: "EUR",
  horizonDays: 30,
  limitRules: [
    { id: "equity", kind: "share-of-equity", factor: "0.1", whenMissing: "ignore" },
    { id: "turnover", kind: "share-of-turnover", factor: "0.05", whenMissing: "ignore" },
    { id: "insurer", kind: "insured", whenMissing: "ignore" },
    {
      id: "grade",
      kind: "grade-table",
      limits: [{ grade: "A", amount: eur("50000.00") }, { grade: "C", amount: eur("5000.00") }],
      whenMissing: "zero",
    },
    { id: "history", kind: "multiple-of-highest-paid", factor: "1.5", whenMissing: "ignore" },
    { id: "house", kind: "fixed", amount: eur("40000.00") },
  ],
  checks: {
    overLimit: "HOLD",
    noLimit: "HOLD",
    utilisationWarnFrom: "0.9",
    oldestOverdue: { daysMax: 30, consequence: "HOLD" },
    overdueShare: { shareMax: "0.25", consequence: "WARN" },
    reviewOverdue: "WARN",
    dunning: { levelMax: 2, consequence: "HOLD" },
    grades: { refused: ["E"], consequence: "REFUSE" },
  },
});

describe("the limit", () => {
  const facts: LimitFacts = { equity: eur("123456.78"), annualTurnover: eur("900000.00"), grade: "A" };
  test("is the smallest constraint, each shown, rounded down", () => {
    const result = creditLimit(domestic2026, facts);
    expect(result.limit).toEqual(eur("12345.67"));
    expect(result.binding).toBe("equity");
    expect(result.constraints.map(({ id, amount, missing }) => [id, amount?.amount ?? null, missing])).toEqual([
      ["equity", "12345.67", null],
      ["turnover", "45000.00", null],
      ["insurer", null, "insuredLimit"],
      ["grade", "50000.00", null],
      ["history", null, "highestPaidExposure"],
      ["house", "40000.00", null],
    ]);
  });
  test("what is missing is ignored or zero, as declared; negative equity is no credit", () => {
    const { grade, ...ungraded } = facts;
    expect(grade).toBe("A");
    expect(creditLimit(domestic2026, ungraded)).toMatchObject({ limit: eur("0.00"), binding: "grade" });
    expect(creditLimit(domestic2026, { ...facts, grade: "B" }).binding).toBe("grade");
    expect(creditLimit(domestic2026, { ...facts, equity: eur("-5.00") })).toMatchObject({ limit: eur("0.00"), binding: "equity" });
    expect(creditLimit({ ...domestic2026, limitRules: [] }, facts)).toEqual({ limit: null, binding: null, constraints: [] });
    const insured = { ...facts, insuredLimit: eur("9000.00"), highestPaidExposure: eur("4000.00") };
    expect(creditLimit(domestic2026, insured)).toMatchObject({ limit: eur("6000.00"), binding: "history" });
  });
  test("CL-01 another constraint never raises the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 0, max: 1e8 }), (equity, insured) => {
        const before = creditLimit(domestic2026, { grade: "A", equity: cents(equity) });
        const after = creditLimit(domestic2026, { grade: "A", equity: cents(equity), insuredLimit: cents(insured) });
        expect(unitsOf(after.limit ?? eur("0.00"))).toBeLessThanOrEqual(unitsOf(before.limit ?? eur("0.00")));
      }),
      runs(100),
    );
  });
});

const bare: CreditPolicy = {
  id: "bare",
  version: "1",
  currency: "EUR",
  horizonDays: null,
  limitRules: [],
  checks: { overLimit: "HOLD", noLimit: "HOLD" },
};
const order = (amount: string, change: Partial<CreditRequest> = {}): CreditRequest => ({
  stage: "order",
  orderId: "O-1",
  amount: eur(amount),
  ...change,
});

describe("cases of the trade", () => {
  test.each(vectors("risk").filter((row) => row.feature === "creditLimit.check"))("$id", (row) => {
    const { given } = row;
    const amount = (key: string): Money => eur(Number(given[key] ?? 0).toFixed(2));
    const expected = row.expect as { exposure?: number; decision: CreditAnswer; newRisk?: number };
    const decision = creditDecision(
      bare,
      { stage: "order", orderId: "candidate", amount: amount("candidate"), prepaid: amount("candidatePrepaid") },
      {
        limit: amount("limit"),
        invoices: [{ id: "R-1", amount: amount("openItems"), dueOn: "2026-12-01" }],
        openOrders: [{ id: "O-0", amount: amount("openOrdersUndelivered"), deliverOn: "2026-12-01" }],
      },
      asOf,
    );
    expect(decision.answer).toBe(expected.decision);
    if (expected.exposure !== undefined) expect(Number(decision.exposure.total.amount)).toBe(expected.exposure);
    if (expected.newRisk !== undefined) expect(Number(decision.newRisk.amount)).toBe(expected.newRisk);
  });
  test("undelivered orders count, and a candidate that already stands among them counts once", () => {
    const exposure: CreditExposure = {
      limit: eur("1000.00"),
      openOrders: [
        { id: "O-1", amount: eur("300.00"), deliverOn: "2026-12-01" },
        { id: "O-2", amount: eur("200.00"), prepaid: eur("50.00"), deliverOn: "2026-12-01" },
      ],
      deliveredNotInvoiced: [{ id: "D-1", amount: eur("10.00") }],
      bills: [{ id: "B-1", amount: eur("20.00"), dueOn: "2026-12-15" }],
      secured: eur("100.00"),
    };
    for (const stage of ["order", "delivery", "release"] as const) {
      const decision = creditDecision(bare, order("300.00", { stage }), exposure, asOf);
      expect(decision.exposure).toMatchObject({
        openOrders: eur("150.00"),
        candidate: eur("300.00"),
        total: eur("380.00"),
      });
      expect(decision.available).toEqual(eur("620.00"));
    }
    // At the invoice the order has left the book of the candidate: nothing is added.
    const invoice = creditDecision(bare, order("300.00", { stage: "invoice" }), exposure, asOf);
    expect(invoice.exposure.candidate).toEqual(eur("0.00"));
  });
  test("orders beyond the horizon don't count, and are named", () => {
    const exposure: CreditExposure = {
      limit: eur("100.00"),
      openOrders: [{ id: "O-2", amount: eur("500.00"), deliverOn: "2026-12-24" }],
    };
    const decision = creditDecision({ ...bare, horizonDays: 30 }, order("50.00"), exposure, asOf);
    expect([decision.answer, decision.exposure.beyondHorizon]).toEqual(["APPROVE", ["O-2"]]);
    const edge = creditDecision({ ...bare, horizonDays: 31 }, order("50.00"), exposure, asOf);
    expect([edge.answer, edge.exposure.beyondHorizon]).toEqual(["HOLD", []]);
  });
  test("a credit balance is no negative risk", () => {
    const exposure: CreditExposure = {
      limit: eur("100.00"),
      invoices: [{ id: "C-1", amount: eur("-500.00"), dueOn: "2026-11-01" }],
    };
    const { exposure: parts, utilisation, available } = creditDecision(bare, order("50.00"), exposure, asOf);
    expect([parts.total, parts.credit]).toEqual([eur("0.00"), eur("450.00")]);
    expect(utilisation).toEqual({ value: 0 });
    expect(available).toEqual(eur("100.00"));
  });
  test("a limit of zero or none is an outcome of its own, not an infinity", () => {
    for (const limit of [eur("0.00"), null]) {
      const decision = creditDecision(bare, order("50.00"), { limit }, asOf);
      expect(decision.answer).toBe("HOLD");
      expect(decision.failed.map((check) => check.code)).toEqual(["risk.no_limit"]);
      expect(decision.utilisation.value).toBeNull();
    }
    const prepaid = creditDecision(bare, order("50.00", { prepaid: eur("50.00") }), { limit: null }, asOf);
    expect(prepaid.answer).toBe("APPROVE");
  });
});

describe("checks", () => {
  const overdue: CreditExposure = {
    limit: eur("1000.00"),
    invoices: [
      { id: "R-1", amount: eur("100.00"), dueOn: "2026-10-23" },
      { id: "R-2", amount: eur("100.00"), dueOn: "2026-12-01" },
    ],
  };
  test("age, share, review, dunning, grade: all are listed, the gravest first", () => {
    const exposure: CreditExposure = { ...overdue, reviewBy: "2026-11-22", dunningLevel: 3, grade: "E" };
    const decision = creditDecision(domestic2026, order("750.00"), exposure, asOf);
    expect(decision.answer).toBe("REFUSE");
    expect(decision.failed.map((check) => [check.code, check.consequence])).toEqual([
      ["grade", "REFUSE"],
      ["oldest-overdue", "HOLD"],
      ["dunning", "HOLD"],
      ["utilisation", "WARN"],
      ["overdue-share", "WARN"],
      ["review-overdue", "WARN"],
    ]);
  });
  test("each check one day, one cent, one level inside its bound passes", () => {
    const exposure: CreditExposure = {
      limit: eur("1000.00"),
      invoices: [
        { id: "R-1", amount: eur("25.00"), dueOn: "2026-10-24" },
        { id: "R-2", amount: eur("75.00"), dueOn: asOf },
      ],
      reviewBy: asOf,
      dunningLevel: 2,
      grade: "D",
    };
    const decision = creditDecision(domestic2026, order("799.99"), exposure, asOf);
    expect([decision.answer, decision.failed]).toEqual(["APPROVE", []]);
    expect(creditDecision(domestic2026, order("800.00"), exposure, asOf).answer).toBe("WARN");
    expect(creditDecision(domestic2026, order("900.00"), exposure, asOf).answer).toBe("WARN");
    expect(creditDecision(domestic2026, order("900.01"), exposure, asOf).answer).toBe("HOLD");
  });
  test("what was delivered may always be invoiced", () => {
    const exposure: CreditExposure = { ...overdue, limit: eur("1.00"), grade: "E", dunningLevel: 9 };
    const decision = creditDecision(domestic2026, order("5000.00", { stage: "invoice" }), exposure, asOf);
    expect(decision.answer).toBe("WARN");
    expect(decision.failed.length).toBeGreaterThan(0);
  });
  test("prepayment turns a hold into prepaid only, and no refusal into anything", () => {
    const request = order("50.00", { prepaid: eur("50.00") });
    expect(creditDecision(domestic2026, request, overdue, asOf).answer).toBe("APPROVE_PREPAID_ONLY");
    expect(creditDecision(domestic2026, order("50.00", { prepaid: eur("49.99") }), overdue, asOf).answer).toBe("HOLD");
    expect(creditDecision(domestic2026, request, { ...overdue, grade: "E" }, asOf).answer).toBe("REFUSE");
  });
});

describe("an approval travels with its order until its scope ends", () => {
  const approval = {
    orderId: "O-1",
    by: "head-of-credit",
    at: "2026-11-01",
    until: "2026-11-23",
    amountMax: eur("500.00"),
    reason: "bridging until the guarantee arrives",
  };
  const exposure: CreditExposure = { limit: eur("10.00") };
  const answer = (change: object, stage: CreditRequest["stage"] = "delivery", day = asOf): string => {
    const request = order("500.00", { stage, approvals: [{ ...approval, ...change }] });
    return creditDecision(bare, request, exposure, day).answer;
  };
  test("at every stage", () => {
    expect((["order", "delivery", "release"] as const).map((stage) => answer({}, stage))).toEqual([
      "APPROVE",
      "APPROVE",
      "APPROVE",
    ]);
  });
  test("not for another order, a larger amount, or a day later", () => {
    expect(answer({ orderId: "O-2" })).toBe("HOLD");
    expect(answer({ amountMax: eur("499.99") })).toBe("HOLD");
    expect(answer({}, "delivery", "2026-11-24")).toBe("HOLD");
  });
  test("it is shown, and the failed checks stay", () => {
    const decision = creditDecision(bare, order("500.00", { approvals: [approval] }), exposure, asOf);
    expect(decision.approval).toEqual(approval);
    expect(decision.failed.map((check) => check.code)).toEqual(["over-limit"]);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });
});

describe("laws", () => {
  const amount = fc.integer({ min: 0, max: 100_000 });
  test("E-01 the candidate counts exactly once, wherever it already stands", () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 6 }), amount, fc.boolean(), (orders, candidate, isInBook) => {
        const openOrders = orders.map((units, index) => ({
          id: `X-${String(index)}`,
          amount: cents(units),
          deliverOn: asOf,
        }));
        if (isInBook) openOrders.push({ id: "O-1", amount: cents(candidate), deliverOn: asOf });
        const { exposure } = creditDecision(bare, order((candidate / 100).toFixed(2)), { limit: null, openOrders }, asOf);
        const sum = orders.reduce((total, units) => total + units, candidate);
        expect(unitsOf(exposure.total)).toBe(sum);
      }),
      runs(200),
    );
  });
  const gravity: readonly CreditAnswer[] = ["APPROVE", "APPROVE_PREPAID_ONLY", "WARN", "HOLD", "REFUSE"];
  test("E-02 a larger order is never answered more kindly", () => {
    fc.assert(
      fc.property(amount, amount, amount, (first, more, open) => {
        const exposure: CreditExposure = {
          limit: eur("700.00"),
          invoices: [{ id: "R-1", amount: cents(open), dueOn: "2026-12-01" }],
        };
        const answer = (units: number): number =>
          gravity.indexOf(creditDecision(domestic2026, order((units / 100).toFixed(2)), exposure, asOf).answer);
        expect(answer(first + more)).toBeGreaterThanOrEqual(answer(first));
      }),
      runs(200),
    );
  });
  test("E-03 the order of items changes nothing", () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 6 }), (list) => {
        const invoices = list.map((units, index) => ({
          id: `R-${String(index)}`,
          amount: cents(units),
          dueOn: `2026-11-${String(20 + index)}`,
        }));
        const decide = (items: typeof invoices): unknown =>
          creditDecision(domestic2026, order("10.00"), { limit: eur("500.00"), invoices: items }, asOf);
        expect(decide([...invoices].reverse())).toEqual(decide(invoices));
      }),
      runs(100),
    );
  });
});

describe("malformed input", () => {
  const decide = (request: object, exposure: object = {}): (() => unknown) => () =>
    creditDecision(bare, { ...order("1.00"), ...request }, { limit: null, ...exposure }, asOf);
  const policy = (change: object): (() => unknown) => () => compileCreditPolicy({ ...domestic2026, ...change });
  const invoice = { id: "R-1", amount: eur("1.00"), dueOn: asOf };
  test.each([
    ["risk.as_of_required asOf", () => creditDecision(bare, order("1.00"), { limit: null }, undefined as never)],
    ["risk.duplicate_id exposure.invoices[1].id", decide({}, { invoices: [invoice, invoice] })],
    ["risk.currency_mismatch exposure.invoices[0].amount.currency", decide({}, { invoices: [{ ...invoice, amount: { amount: "1.00", currency: "USD" } }] })],
    ["risk.negative request.amount.amount", decide({ amount: eur("-1.00") })],
    ["risk.prepaid request.prepaid", decide({ prepaid: eur("1.01") })],
    ["schema.value request.stage", decide({ stage: "ship" })],
    ["risk.negative exposure.secured.amount", decide({}, { secured: eur("-1.00") })],
    ["risk.future_date request.approvals[0].at", decide({ approvals: [{ orderId: "O-1", by: "me", at: "2026-11-24", until: asOf, amountMax: eur("1.00"), reason: "x" }] })],
    ["schema.range exposure.dunningLevel", decide({}, { dunningLevel: 100 })],
    ["date.invalid exposure.reviewBy", decide({}, { reviewBy: "2026-02-30" })],
    ["schema.unknown_key exposure.orders", decide({}, { orders: [] })],
    ["money.currency currency", policy({ currency: "eur", limitRules: [] })],
    ["schema.range horizonDays", policy({ horizonDays: -1 })],
    ["schema.value checks.overLimit", policy({ checks: { overLimit: "STOP", noLimit: "HOLD" } })],
    ["risk.rate checks.overdueShare.shareMax", policy({ checks: { overLimit: "HOLD", noLimit: "HOLD", overdueShare: { shareMax: "2", consequence: "WARN" } } })],
    ["id.format checks.grades.refused[0]", policy({ checks: { overLimit: "HOLD", noLimit: "HOLD", grades: { refused: [""], consequence: "WARN" } } })],
    ["schema.value limitRules[0].kind", policy({ limitRules: [{ id: "a", kind: "luck" }] })],
    ["schema.value limitRules[0].whenMissing", policy({ limitRules: [{ id: "a", kind: "insured" }] })],
    ["risk.negative limitRules[0].factor", policy({ limitRules: [{ id: "a", kind: "share-of-equity", factor: "-1", whenMissing: "zero" }] })],
    ["risk.duplicate_id limitRules[1].id", policy({ limitRules: [domestic2026.limitRules[5], domestic2026.limitRules[5]] })],
    ["risk.duplicate_id limitRules[0].limits[1].grade", policy({ limitRules: [{ id: "a", kind: "grade-table", whenMissing: "zero", limits: [{ grade: "A", amount: eur("1.00") }, { grade: "A", amount: eur("1.00") }] }] })],
    ["risk.currency_mismatch limitRules[0].amount.currency", policy({ limitRules: [{ id: "a", kind: "fixed", amount: { amount: "1.00", currency: "USD" } }] })],
    ["risk.currency_mismatch facts.equity.currency", () => creditLimit(domestic2026, { equity: { amount: "1.00", currency: "USD" } })],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
});
