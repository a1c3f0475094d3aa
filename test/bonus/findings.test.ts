/** What a reader found by hand: each with the numbers of the case. */
import { describe, expect, test } from "vitest";

import {
  compileAgreement,
  documentsBehind,
  earned,
  earnedAggregate,
  marginalValue,
  nextBand,
  payOut,
  project,
  recordSettlement,
  settle,
} from "../../src/bonus/index.js";
import type { BonusAgreement, BonusPlan, BonusSchedule, TurnoverDocument } from "../../src/bonus/index.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const rate = (value: string): BonusSchedule["scale"] => ({ kind: "allUnits", bands: [{ from: 0, value }] });
const terms = (schedule: Omit<BonusSchedule, "id">, rest: Partial<BonusAgreement> = {}): BonusAgreement => ({
  id: "acme",
  currency: "EUR",
  valid: { from: "2026-01-01" },
  schedules: [{ id: "one", ...schedule }],
  ...rest,
});
const invoice = (id: string, date: string, amount: string, rest: Partial<TurnoverDocument> = {}): TurnoverDocument => ({ id, date, amount: eur(amount), ...rest });
const chairs = { fact: "article", operator: "equal", value: "chair" } as const;
const codeOf = (attempt: () => unknown): readonly [string, string] => {
  try {
    attempt();
  } catch (error) {
    const { code, path } = error as { code: string; path: string };
    return [code, path];
  }
  return ["", ""];
};

describe("settlements and payouts", () => {
  test("a correction lands on the period and the affiliate that it is about", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }, { parties: [{ id: "n" }, { id: "s" }], returns: "ofSale" }));
    const turnover = [invoice("1", "2026-03-01", "1000.00", { party: "n" }), invoice("2", "2027-03-01", "500.00", { party: "s" })];
    const first = recordSettlement(settle(plan, turnover, [], "2026-12-31"), "S-1");
    const second = recordSettlement(settle(plan, turnover, [first], "2027-12-31"), "S-2");
    const back = [...turnover, invoice("3", "2028-01-10", "-400.00", { party: "n", saleDate: "2026-03-01" })];
    const settlement = settle(plan, back, [first, second], "2028-01-31");
    expect(settlement.periods.map(({ stage, amount }) => [stage, amount.amount])).toEqual([["correction", "-40.00"], ["correction", "0.00"], ["interim", "0.00"]]);
    expect(payOut(plan, back, settlement).parts.map(({ party, amount, lines }) => [party, amount.amount, lines.length])).toEqual([["n", "-40.00", 1], ["s", "0.00", 0]]);
  });

  test("a settlement on the last day is final; a later one is a correction; periods are known ones", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }));
    const turnover = [invoice("1", "2026-03-01", "1000.00")];
    const record = recordSettlement(settle(plan, turnover, [], "2026-12-31"), "S-1");
    const late = [...turnover, invoice("2", "2026-12-01", "100.00", { known: "2027-02-01" })];
    expect(settle(plan, late, [record], "2027-02-01").periods[0]).toMatchObject({ stage: "correction", amount: eur("10.00") });
    const unknown = [{ id: "S", date: "2026-12-31", amount: eur("1.00"), periods: [{ from: "2020-05-05", amount: eur("1.00") }] }];
    expect(codeOf(() => settle(plan, turnover, unknown, "2026-12-31"))).toEqual(["bonus.settled_period", "settled"]);
  });

  test("only lines that have earned are paid for", () => {
    const plan = compileAgreement(terms({ eligible: chairs, scale: rate("0.1") }));
    const turnover = [invoice("1", "2026-03-01", "1000.00", { article: "chair" }), invoice("2", "2026-03-01", "9000.00", { article: "desk" })];
    expect(payOut(plan, turnover, settle(plan, turnover, [], "2026-12-31")).parts[0]?.lines).toEqual([{ document: "1", amount: eur("100.00") }]);
  });

  test("what whole goods leave stays payable", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }, { payout: { kind: "freeGoods", article: "cup", value: eur("50.00") } }));
    const turnover = [invoice("1", "2026-02-01", "1234.00")];
    const settlement = settle(plan, turnover, [], "2026-12-31");
    const record = recordSettlement(settlement, "S-1", payOut(plan, turnover, settlement));
    expect([record.amount.amount, settle(plan, turnover, [record], "2026-12-31").amount.amount]).toEqual(["100.00", "23.40"]);
  });
});

describe("foresight", () => {
  test.each([
    [{ id: "p", kind: "noOverdue" as const }],
    [{ id: "p", kind: "assortment" as const, of: "article" as const, atLeast: 2 }],
    [{ id: "p", kind: "paidOnTime" as const, share: "0.9" }],
  ])("what is open is taken to be met: $kind", (precondition) => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }, { preconditions: [precondition] }));
    const turnover = [invoice("1", "2026-06-01", "1000.00", { due: "2026-07-15", article: "a" })];
    expect(project(plan, turnover, { kind: "documents", documents: [] }, "2026-06-30")?.liability.amount).toBe("100.00");
    expect(project(plan, turnover, { kind: "runRate" }, "2026-06-30")?.liability.amount).toBe("100.00");
  });

  test("a liability is no less than what is earned for good, never below zero, and knows guarantees", () => {
    const quarters = compileAgreement(terms({ scale: { kind: "flat", bands: [{ from: 1000, value: "100" }] }, every: { kind: "calendar", unit: "quarter" } }));
    const later = { kind: "documents" as const, documents: [invoice("2", "2026-09-01", "900.00")] };
    expect(project(quarters, [invoice("1", "2026-02-01", "1000.00")], later, "2026-06-30")?.liability.amount).toBe("100.00");
    const plain = compileAgreement(terms({ scale: rate("0.1") }));
    const more = { kind: "documents" as const, documents: [invoice("2", "2026-09-01", "1000.00")] };
    expect(project(plain, [invoice("1", "2026-02-01", "-100.00")], more, "2026-06-30")?.liability.amount).toBe("0.00");
    const guaranteed = compileAgreement(terms({ scale: rate("0.1") }, { limits: { guarantee: 1200 } }));
    expect(project(guaranteed, [], { kind: "runRate" }, "2026-06-30")?.liability.amount).toBe("595.07");
  });

  test("the next band counts for all schedules on the same lines, and for targets", () => {
    const two = compileAgreement({
      ...terms({ scale: rate("0.1") }),
      schedules: [
        { id: "a", eligible: { ...chairs }, scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.02" }] } },
        { id: "b", eligible: { ...chairs }, scale: rate("0.1") },
      ],
    });
    const turnover = [invoice("1", "2026-02-01", "900.00", { article: "chair" })];
    expect(nextBand(two, turnover, "2026-06-30")?.gain.amount).toBe("21.00");
    const target = terms(
      { eligible: chairs, scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] } },
      { preconditions: [{ id: "p", kind: "targetEach", every: { kind: "calendar", unit: "year" }, target: 1000 }] },
    );
    expect(nextBand(compileAgreement(target), turnover, "2026-12-31")?.gain.amount).toBe("50.00");
  });

  test("an order is no order of tomorrow, and its faults have its own place", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }));
    expect(codeOf(() => marginalValue(plan, [], [invoice("1", "2026-07-02", "4000.00")], "2026-07-01"))).toEqual(["bonus.future_date", "order[0].date"]);
    expect(codeOf(() => marginalValue(plan, [], [invoice("1", "2026-07-01", "4000.001")], "2026-07-01"))).toEqual(["money.scale", "order[0].amount.amount"]);
    const forecast = { kind: "documents" as const, documents: [invoice("1", "2026-07-01", "1.001")] };
    expect(codeOf(() => project(plan, [], forecast, "2026-07-01"))).toEqual(["money.scale", "forecast.documents[0].amount.amount"]);
    const rates = [{ from: "USD", to: "EUR", rate: "1" }, { from: "USD", to: "EUR", rate: "zero" }];
    expect(codeOf(() => earned(plan, { documents: [], rates }, "2026-07-01"))[1]).toBe("turnover.rates[1].rate");
  });
});

describe("what counts", () => {
  test.each([
    [{ kind: "rolling" as const, every: "P1M", length: "P3M" }],
    [{ kind: "calendar" as const, unit: "quarter" as const }],
  ])("a return of everything in a later stretch earns nothing: $kind", (every) => {
    const plan = compileAgreement(terms({ scale: rate("0.1"), every }));
    const turnover = [invoice("1", "2026-03-10", "1000.00"), invoice("2", "2026-04-10", "-1000.00")];
    expect(earned(plan, turnover, "2026-12-31").earned.amount).toBe("0.00");
  });

  test("a return is never too late", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }, { returns: "ofSale", closing: { after: "P30D", late: "exclude" } }));
    const turnover = [invoice("1", "2026-12-01", "1000.00"), invoice("2", "2027-03-01", "-1000.00", { saleDate: "2026-12-01" })];
    expect(earned(plan, turnover, "2027-03-31").earned.amount).toBe("0.00");
  });

  test("a credit note is set off against what is overdue; a named day judges its own period", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }, { preconditions: [{ id: "p", kind: "noOverdue" }] }));
    const turnover = [
      invoice("1", "2026-02-01", "900.00", { due: "2026-03-01" }),
      invoice("2", "2026-02-10", "-900.00", { due: "2026-03-01" }),
      invoice("3", "2026-05-01", "500.00"),
    ];
    expect(earned(plan, turnover, "2026-12-31").earned.amount).toBe("50.00");
  });

  test("a listed group stands for all below it", () => {
    const plan = compileAgreement(
      terms(
        { scale: rate("0.1") },
        { productHierarchy: [{ child: "leather", parent: "premium" }], preconditions: [{ id: "p", kind: "assortment", of: "productGroup", atLeast: 1, list: ["premium"] }] },
      ),
    );
    expect(earned(plan, [invoice("1", "2026-02-01", "100.00", { productGroup: "leather" })], "2026-12-31").earned.amount).toBe("10.00");
  });

  test("windows and references are named", () => {
    const bands = [{ from: 0, value: "0.01" }, { from: 1000, value: "0.02" }];
    const rolling = compileAgreement(terms({ every: { kind: "rolling", every: "P1M", length: "P3M" }, scale: { kind: "allUnits", bands } }));
    const two = [invoice("1", "2026-01-10", "800.00"), invoice("2", "2026-02-10", "300.00")];
    expect(earned(rolling, two, "2026-02-28").periods[0]?.schedules[1]).toMatchObject({ measure: { value: "300" }, window: "1100", band: "1000" });
    const growth = compileAgreement(terms({ measure: { kind: "growth", as: "amount", reference: { before: "P1Y" } }, scale: rate("0.1") }));
    const years = [invoice("1", "2025-06-01", "1000.00"), invoice("2", "2026-06-01", "1300.00")];
    expect(earned(growth, years, "2026-12-31").periods[0]?.schedules[0]).toMatchObject({ reference: "1000", earned: eur("30.00") });
    expect(documentsBehind(growth, years, "2026-12-31").reference).toEqual(["1"]);
  });

  test("a base is reduced only for the same lines", () => {
    const apart = { ...terms({ scale: rate("0.1") }), combine: "reduceBase" as const, schedules: [{ id: "a", eligible: chairs, scale: rate("0.1") }, { id: "b", scale: rate("0.1") }] };
    expect(codeOf(() => compileAgreement(apart))).toEqual(["bonus.combine", "schedules[1]"]);
  });
});

describe("what was passed in by mistake", () => {
  const agreement = terms({ scale: rate("0.1") });
  test("an agreement for a plan, a state or a settlement of another", () => {
    expect(codeOf(() => earned(agreement as unknown as BonusPlan, [], "2026-12-31"))).toEqual(["schema.type", "plan"]);
    const ours = earnedAggregate(compileAgreement(agreement), "2026-12-31");
    const theirs = earnedAggregate(compileAgreement({ ...agreement, id: "other" }), "2026-12-31");
    expect(codeOf(() => theirs.merge(theirs.empty(), ours.empty()))).toEqual(["bonus.state", "state"]);
    const settlement = settle(compileAgreement(agreement), [], [], "2026-12-31");
    expect(codeOf(() => payOut(compileAgreement({ ...agreement, id: "other" }), [], settlement))).toEqual(["bonus.settlement", "settlement.agreement"]);
  });

  test("a currency that is no text, and no periods at all", () => {
    expect(codeOf(() => compileAgreement({ ...agreement, currency: Symbol("EUR") as unknown as string }))[1]).toBe("currency");
    expect(codeOf(() => compileAgreement({ ...agreement, period: { kind: "listed", periods: [] } }))).toEqual(["bonus.no_periods", "period.periods"]);
  });
});
