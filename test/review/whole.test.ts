/** Everything that a review can say, said of one account and of a portfolio. */
import { describe, expect, test } from "vitest";

import { compileReview, factsBehind, monthlyReport, nextBestActions, reviewAccount, reviewFigures, reviewPortfolio } from "../../src/review/index.js";
import type { Account, ReviewPolicy } from "../../src/review/index.js";
import { parseReviewPolicy, reviewPolicySchema } from "../../src/review/schema.js";
import { deepFreeze } from "../support/freeze.js";
import { fullPolicy, known2026, market2026 } from "./full-policy.js";

const asOf = "2026-11-23";
const plan = compileReview(deepFreeze(fullPolicy));
const review = reviewAccount(plan, deepFreeze(known2026), { asOf, market: deepFreeze(market2026) });

function valueOf<T>(finding: { state: "known"; value: T } | { state: "unknown" }): T {
  if (finding.state === "unknown") throw new Error(JSON.stringify(finding));
  return finding.value;
}

describe("one account of which all is known", () => {
  test("nothing but its rank among others is missing", () => {
    expect(review.missing).toEqual(["abc", "rfm"]);
    expect(review.coverage).toBeGreaterThan(0.85);
  });

  test("its score adds up, with an attribute of the host's own in it", () => {
    const score = valueOf(review.score);
    const points = score.contributions.reduce((sum, one) => sum + one.points, 0);
    expect(points).toBeCloseTo(score.score, 6);
    expect(score.contributions.map((one) => one.criterion)).toEqual(["turnover", "pays", "fit"]);
  });

  test("from list to pocket every step is there", () => {
    const { invoiced, afterInvoice, pocket } = valueOf(review.prices);
    expect(afterInvoice.map((one) => one.id)).toEqual(["bonus", "cashDiscount"]);
    const cents = (amount: string): number => Math.round(Number(amount) * 100);
    expect(cents(pocket.amount)).toBe(cents(invoiced.amount) + afterInvoice.reduce((sum, one) => sum + cents(one.change.amount), 0));
    expect(afterInvoice[1]?.change.amount).toBe("-52.80");
  });

  test("credit: the open part of invoices and orders against the limit of the grade", () => {
    const { decision, limit } = valueOf(review.credit);
    expect(decision.exposure.invoices.amount).toBe("880.00");
    expect(decision.exposure.openOrders.amount).toBe("500.00");
    expect(limit?.binding).toBe("by-grade");
    // The oldest invoice is 110 days overdue.
    expect(decision.answer).toBe("HOLD");
    const { grade, expected, exposure } = valueOf(review.loss);
    expect(grade).toBe(valueOf(review.risk).grade);
    expect(exposure).toEqual(decision.exposure.total);
    expect(Number(expected.amount)).toBeGreaterThan(0);
  });

  test("service, complaints, contacts, record, deals, offers and the market", () => {
    expect(valueOf(review.service).overdueBacklog.values).toEqual([{ amount: "220.00", currency: "EUR" }]);
    expect(valueOf(review.complaints).overdue).toBe(1);
    expect(valueOf(review.contacts).next).toMatchObject({ channel: "phone" });
    expect(valueOf(review.record).repairs.map((one) => one.field)).toEqual(["phone"]);
    expect(valueOf(review.pipeline).open.amount).toBe("3000.00");
    expect(valueOf(review.crossSell).offers.map((one) => one.article)).toEqual(["stool"]);
    expect(valueOf(review.market).threats.map((one) => one.id)).toEqual(["t1"]);
    expect(valueOf(review.value).probabilityAlive).toBeGreaterThan(0);
  });

  test("each part that is known says what it rests on, and the facts can be found", () => {
    const names = ["turnover", "lifecycle", "payment", "service", "complaints", "pipeline", "risk", "record", "contacts"] as const;
    for (const name of names) expect(review.basis[name]?.count).toBeGreaterThan(0);
    // A fact, a threat and a rating.
    expect(review.basis.market).toMatchObject({ facts: "market", count: 3 });
    expect(factsBehind(known2026, review.basis.turnover)).toEqual(["R-2", "R-3", "R-4"]);
    expect(factsBehind(known2026, review.basis.payment)).toEqual(["R-2", "R-3"]);
    expect(factsBehind(known2026, review.basis.pipeline)).toEqual(["D-0", "D-1"]);
  });

  test("a part that rests on no fact has none behind it", () => {
    const silent = { id: "silent", orders: [known2026.orders[0]!] };
    const { basis } = reviewAccount(plan, silent, { asOf: "2027-01-01" });
    expect(basis.turnover).toMatchObject({ count: 0, from: null });
    expect(factsBehind(silent, basis.turnover)).toEqual([]);
  });

  test("what is recorded after the day is left out of the figures, and of what they rest on", () => {
    const later: Account = {
      ...known2026,
      complaints: [...(known2026.complaints ?? []), { id: "K-9", openedOn: "2026-11-24" }],
      deliveries: [...(known2026.deliveries ?? []), { id: "R-9", orderedOn: "2026-11-24", promisedOn: "2026-12-01", lines: [{ id: "1", quantity: 1 }] }],
      actionsTaken: [...(known2026.actionsTaken ?? []), { rule: "clear-hold", on: "2026-11-24" }],
    };
    expect(reviewAccount(plan, later, { asOf, market: market2026 })).toEqual(review);
    expect(factsBehind(later, review.basis.complaints)).toEqual(["K-1"]);
    // An account that had no delivery yet has none because one was ordered later.
    const none = { ...known2026, deliveries: [] };
    const soon = { ...later, complaints: known2026.complaints ?? [], deliveries: later.deliveries?.slice(1) ?? [] };
    for (const accounts of [[none], [soon]]) {
      const { service, accounts: [one] } = reviewPortfolio(plan, accounts, { asOf });
      expect(service).toEqual({ state: "unknown", reason: "no-facts", missing: ["deliveries"] });
      expect(one?.service).toEqual({ state: "unknown", reason: "not-enough-facts", missing: ["deliveries"] });
    }
  });

  test("an account on hold is offered nothing, one with a complaint is not asked for a referral: both are said", () => {
    const actions = nextBestActions(plan, review).map((one) => one.rule);
    expect(actions.slice(0, 3)).toEqual(expect.arrayContaining(["clear-hold", "answer-overdue-complaint"]));
    for (const rule of ["offer-next-article", "offer-better-terms", "move-deals-on"]) expect(actions).not.toContain(rule);
    expect(review.withheld).toContainEqual(expect.objectContaining({ rule: "offer-next-article", because: "conflict", topic: "offer", blockedBy: "clear-hold" }));
  });

  test("what was done lately is withheld until its time is over", () => {
    expect(review.withheld).toContainEqual(expect.objectContaining({ rule: "deliver-backlog", because: "recently-done", doneOn: "2026-11-20", until: "2026-12-20" }));
    const later = reviewAccount(plan, known2026, { asOf: "2026-12-20", market: market2026 });
    expect(nextBestActions(plan, later).map((one) => one.rule)).toContain("deliver-backlog");
  });

  test("the priority is the declared formula, and its parts add up", () => {
    for (const action of nextBestActions(plan, review)) {
      const value = Math.max(0, Number(action.value?.amount ?? 0));
      const urgency = { now: 200, soon: 100, later: 0 }[action.urgency];
      expect(action.priorityParts.urgency).toBe(urgency);
      expect(action.priorityParts.value).toBeCloseTo((100 * value) / (value + 10_000), 9);
      expect(action.priority).toBe(action.priorityParts.urgency + action.priorityParts.value);
    }
  });

  test("is plain data, and every figure of it is in the table", () => {
    expect(JSON.parse(JSON.stringify(review))).toEqual(review);
    for (const change of [review]) expect(structuredClone(change)).toEqual(change);
    expect(Object.keys(reviewFigures).length).toBeGreaterThan(80);
  });
});

describe("a client that the host keeps in its own lifecycle", () => {
  test("stands where the host says, with or without an order", () => {
    const standing = { lifecycle: "client", version: 1, state: "prospect", entered: ["2026-10-01T00:00:00.000Z"], context: { since: "2026-10-01T00:00:00.000Z" }, sequence: 0, lastAt: "2026-10-01T00:00:00.000Z", recent: [] };
    const damaged = { ...standing, state: "nowhere" } as unknown as NonNullable<Account["standing"]>;
    expect(() => reviewAccount(plan, { id: "lead", orders: [], standing: damaged }, { asOf })).toThrow(expect.objectContaining({ kind: "ClienteleError" }));
  });
});

describe("a portfolio with everything", () => {
  const other: Account = { ...known2026, id: "bolt", name: "Bolt", manager: "bob", orders: [{ ...known2026.orders[0]!, date: "2026-11-02" }], complaints: [] };
  const accounts = [known2026, other];
  const portfolio = reviewPortfolio(plan, accounts, { asOf, market: market2026 });

  test("each sum is that of the accounts", () => {
    const amounts = (pick: (one: (typeof portfolio.accounts)[number]) => string): number => portfolio.accounts.reduce((sum, one) => sum + Math.round(Number(pick(one)) * 100), 0);
    expect(Math.round(Number(valueOf(portfolio.credit).exposure.amount) * 100)).toBe(amounts((one) => valueOf(one.credit).decision.exposure.total.amount));
    expect(Math.round(Number(valueOf(portfolio.expectedLoss).amount.amount) * 100)).toBe(amounts((one) => valueOf(one.loss).expected.amount));
    expect(Math.round(Number(valueOf(portfolio.lifetimeValue).amount.amount) * 100)).toBe(amounts((one) => valueOf(one.value).lifetime.amount));
    expect(Math.round(Number(valueOf(portfolio.pipeline).weighted.amount) * 100)).toBe(amounts((one) => valueOf(one.pipeline).weighted.amount));
    expect(Math.round(Number(valueOf(portfolio.loyaltyLiability).amount.amount) * 100)).toBe(amounts((one) => valueOf(one.loyalty).liability?.amount ?? "0"));
  });

  test("groups hold every account once", () => {
    for (const groups of [valueOf(portfolio.classes), valueOf(portfolio.grades), portfolio.lifecycle]) {
      expect(groups.reduce((sum, one) => sum + one.accounts, 0)).toBe(2);
    }
    expect(valueOf(portfolio.matrix).positions).toHaveLength(2);
    expect(valueOf(portfolio.contacts).contacts.length + valueOf(portfolio.contacts).none.length).toBe(2);
    expect(valueOf(portfolio.credit).held).toContain("acme");
  });

  test("movement and changes against a review of an earlier day", () => {
    const earlier = reviewPortfolio(plan, accounts.map((one) => ({ ...one, complaints: [], orders: one.orders.filter((order) => order.date <= "2026-10-31") })), { asOf: "2026-10-31", market: market2026 });
    const now = reviewPortfolio(plan, accounts, { asOf, market: market2026, previous: earlier });
    const { lifecycle, arrived, left } = valueOf(now.movement);
    expect(lifecycle.reduce((sum, one) => sum + one.accounts, 0)).toBe(2);
    expect([arrived, left]).toEqual([[], []]);
    const acme = now.accounts.find((one) => one.account.id === "acme");
    const changes = valueOf(acme!.changes);
    expect(changes.map((one) => one.figure)).toContain("complaints.open");
    expect(changes.find((one) => one.figure === "complaints.overdue")).toMatchObject({ kind: "rose", from: 0, to: 1, direction: "worse", importance: 80 });
    const importances = changes.map((one) => one.importance);
    expect(importances.toSorted((a, b) => b - a)).toEqual(importances);
  });

  test("the month: turnover beside two others, growth and deals, by manager", () => {
    const report = monthlyReport(plan, { from: "2026-11-01", until: "2026-12-01" }, { accounts, market: market2026, managers: [{ id: "ada", target: { amount: "1000.00", currency: "EUR" } }, { id: "bob" }] });
    expect(report.before).toEqual({ from: "2026-10-01", until: "2026-11-01" });
    expect(report.turnover.period.net.amount).toBe("880.00");
    const growth = valueOf(report.growth);
    expect(growth.end.amount).toBe("880.00");
    expect(valueOf(report.managers).managers.map((one) => one.manager)).toEqual(["ada", "bob"]);
    expect(valueOf(report.deals)).toMatchObject({ won: 0, lost: 0, opened: 0 });
    expect(valueOf(report.complaints)).toEqual({ opened: 1, closed: 0 });
  });

  test("the next bonus band is an opportunity where it is within reach", () => {
    const policy: ReviewPolicy = { id: "m", currency: "EUR", bonus: { id: "b", currency: "EUR", valid: { from: "2026-01-01" }, schedules: [{ id: "s", scale: { kind: "allUnits", bands: [{ from: 0, value: "0" }, { from: 5000, value: "0.02" }] } }] } };
    const buyer = (id: string, date: string, quantity: number): Account => ({ id, orders: [{ id: "1", date, lines: [{ article: "chair", quantity, unitPrice: "100" }] }] });
    const { opportunities } = reviewPortfolio(policy, [buyer("near", "2026-05-04", 30), buyer("far", "2026-05-04", 2), buyer("lost", "2025-03-03", 90)], { asOf });
    expect(opportunities).toEqual([{ account: "near", kind: "bonus-band", amount: { amount: "2000.00", currency: "EUR" } }]);
  });

  test("the contacts of a manager in a month are those of the contact discipline", () => {
    const since = (on: string, id: string): Account => ({ id, manager: "ada", orders: [], contacts: { made: [{ on, channel: "phone" }, ...(id === "kept" ? [{ on: "2026-11-10", channel: "phone" }] : [])] } });
    const called = [since("2026-08-11", "kept"), since("2026-08-12", "late"), since("2026-08-13", "missed")];
    const { contacts, managers } = monthlyReport(plan, { from: "2026-11-01", until: "2026-12-01" }, { accounts: called });
    expect(valueOf(contacts)).toMatchObject({ due: 3, onTime: 1 });
    expect(valueOf(managers).managers[0]?.contactDiscipline).toMatchObject({ state: "known", successes: 1, trials: 3 });
  });
});

describe("the policy as a document", () => {
  test("is taken by its schema whole, and comes back the same", () => {
    expect(parseReviewPolicy(structuredClone(fullPolicy))).toEqual(fullPolicy);
    expect(reviewPolicySchema.safeParse(fullPolicy).success).toBe(true);
  });

  test.each([
    [{ scorecard: { ...fullPolicy.scorecard!, vetoes: [], criteria: [{ ...fullPolicy.scorecard!.criteria[0]!, fact: "turnover.gross" }] } }, "review.unknown_fact", "scorecard.criteria[0].fact"],
    [{ attributes: { "no name": "number" } }, "review.attribute", "attributes.no name"],
    [{ afterInvoice: [{ id: "bonus", rate: "0.1" }] }, "review.duplicate_id", "afterInvoice[0].id"],
    [{ afterInvoice: [{ id: "x", rate: "1.1" }] }, "review.rate", "afterInvoice[0].rate"],
    [{ loss: { probabilities: [{ grade: "A", probability: 2 }], lossGivenDefault: "0.4" } }, "risk.rate", "loss.probabilities[0].probability"],
    [{ loyalty: undefined, loyaltyLiability: fullPolicy.loyaltyLiability }, "review.no_programme", "loyaltyLiability"],
    [{ ranking: { halfValue: 0 } }, "review.half_value", "ranking.halfValue"],
    [{ value: { purchases: "poisson" } }, "schema.value", "value.purchases"],
    [{ value: { purchases: "bg-nbd", months: 0 } }, "schema.range", "value.months"],
    [{ currency: Object.create(null) }, "money.currency", "currency"],
    [{ window: null }, "duration.type", "window"],
    [{ payment: null }, "schema.type", "payment"],
    [{ complaints: null }, "schema.type", "complaints"],
    [{ complaints: { countMin: null } }, "schema.type", "complaints.countMin"],
    [{ service: { toleranceDays: null } }, "schema.type", "service.toleranceDays"],
    [{ lifecycle: null }, "schema.type", "lifecycle"],
    [{ attributes: null, scorecard: undefined, matrix: undefined }, "schema.type", "attributes"],
    [{ afterInvoice: null }, "schema.type", "afterInvoice"],
    [{ actions: null }, "schema.type", "actions"],
    [{ actionsMax: null }, "schema.type", "actionsMax"],
    [{ ranking: null }, "schema.type", "ranking"],
    [{ record: { ...fullPolicy.record!, fields: [{ field: "name", need: null }] } }, "schema.value", "record.fields[0].need"],
    [{ crossSell: { offersMax: 0 } }, "schema.range", "crossSell.offersMax"],
    [{ contacts: { ...fullPolicy.contacts!, cadences: [{ id: "x", every: "soon" }] } }, "duration.format", "contacts.cadences[0].every"],
  ] as const)("bad part %#", (change, code, path) => {
    const document = Object.fromEntries(Object.entries({ ...fullPolicy, ...change }).filter(([, value]) => value !== undefined));
    expect(() => compileReview(document as unknown as ReviewPolicy)).toThrow(expect.objectContaining({ code, path }));
  });
});
